//! What an operator puts before a daemon's HTTP interface: TLS, here with a certificate of an authority made for the test.

use std::{net::SocketAddr, path::PathBuf};

use native_tls::Identity;
use openssl::{
	asn1::Asn1Time,
	bn::{BigNum, MsbOption},
	ec::{EcGroup, EcKey},
	error::ErrorStack,
	hash::MessageDigest,
	nid::Nid,
	pkey::{PKey, Private},
	x509::{
		X509, X509Builder, X509NameBuilder,
		extension::{BasicConstraints, KeyUsage, SubjectAlternativeName},
	},
};
use tempfile::TempDir;
use tokio::{
	io::copy_bidirectional,
	net::{TcpListener, TcpStream},
	runtime::Runtime,
};
use tokio_native_tls::TlsAcceptor;

/// Takes TLS connections on a port of `localhost` and passes what they hold on to a daemon without TLS.
pub struct TlsFront {
	port: u16,
	folder: TempDir,
	runtime: Option<Runtime>,
}

impl TlsFront {
	/// Stands before the daemon at `api`, such as `http://127.0.0.1:5001`.
	///
	/// # Panics
	/// When no certificate can be made, or no port is free.
	pub fn start(api: &str) -> Self {
		let daemon: SocketAddr = api
			.trim_start_matches("http://")
			.parse()
			.unwrap_or_else(|error| panic!("{api} is no address: {error}"));
		let (authority, certificate, key) =
			certificates().unwrap_or_else(|error| panic!("no certificate: {error}"));
		let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
		std::fs::write(folder.path().join("authority.pem"), authority)
			.unwrap_or_else(|error| panic!("no file for the certificate: {error}"));
		let acceptor = Identity::from_pkcs8(&certificate, &key)
			.and_then(native_tls::TlsAcceptor::new)
			.unwrap_or_else(|error| panic!("no TLS: {error}"));
		// Bound here, so that a port is known before the first connection.
		let listener = std::net::TcpListener::bind("127.0.0.1:0")
			.and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
			.unwrap_or_else(|error| panic!("no port: {error}"));
		let port = listener.local_addr().map_or(0, |address| address.port());
		let runtime = Runtime::new().unwrap_or_else(|error| panic!("no threads: {error}"));
		runtime.spawn(serve(listener, TlsAcceptor::from(acceptor), daemon));
		Self {
			port,
			folder,
			runtime: Some(runtime),
		}
	}

	/// Its address, `https://localhost:PORT`.
	pub fn url(&self) -> String {
		format!("https://localhost:{}", self.port)
	}

	/// The file with the authority's certificate, for `SSL_CERT_FILE`.
	pub fn authority(&self) -> PathBuf {
		self.folder.path().join("authority.pem")
	}
}

impl Drop for TlsFront {
	fn drop(&mut self) {
		if let Some(runtime) = self.runtime.take() {
			// An ordinary drop waits, which an asynchronous test must not.
			runtime.shutdown_background();
		}
	}
}

async fn serve(listener: std::net::TcpListener, acceptor: TlsAcceptor, daemon: SocketAddr) {
	let listener = TcpListener::from_std(listener).unwrap_or_else(|error| panic!("no port: {error}"));
	while let Ok((client, _)) = listener.accept().await {
		let acceptor = acceptor.clone();
		// A client that does not trust the certificate, or goes away, ends its own connection only.
		tokio::spawn(async move {
			let mut client = acceptor.accept(client).await.ok()?;
			let mut daemon = TcpStream::connect(daemon).await.ok()?;
			copy_bidirectional(&mut client, &mut daemon).await.ok()
		});
	}
}

type Pem = Vec<u8>;

/// An authority's certificate, and one for this machine with its key.
fn certificates() -> Result<(Pem, Pem, Pem), ErrorStack> {
	let (authority_key, key) = (new_key()?, new_key()?);
	let mut authority = unsigned(
		"Medquorum test authority",
		"Medquorum test authority",
		&authority_key,
	)?;
	authority.append_extension(BasicConstraints::new().critical().ca().build()?)?;
	authority.append_extension(KeyUsage::new().critical().key_cert_sign().build()?)?;
	authority.sign(&authority_key, MessageDigest::sha256())?;
	let authority = authority.build();

	let mut own = unsigned("localhost", "Medquorum test authority", &key)?;
	let names = SubjectAlternativeName::new()
		.dns("localhost")
		.build(&own.x509v3_context(Some(&authority), None))?;
	own.append_extension(names)?;
	own.sign(&authority_key, MessageDigest::sha256())?;
	Ok((
		authority.to_pem()?,
		own.build().to_pem()?,
		key.private_key_to_pem_pkcs8()?,
	))
}

fn new_key() -> Result<PKey<Private>, ErrorStack> {
	let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
	PKey::from_ec_key(EcKey::generate(&group)?)
}

fn unsigned(subject: &str, issuer: &str, key: &PKey<Private>) -> Result<X509Builder, ErrorStack> {
	let name = |text: &str| {
		let mut name = X509NameBuilder::new()?;
		name.append_entry_by_nid(Nid::COMMONNAME, text)?;
		Ok::<_, ErrorStack>(name.build())
	};
	let mut serial = BigNum::new()?;
	serial.rand(120, MsbOption::MAYBE_ZERO, false)?;
	let mut certificate = X509::builder()?;
	certificate.set_version(2)?;
	certificate.set_serial_number(&*serial.to_asn1_integer()?)?;
	certificate.set_subject_name(&*name(subject)?)?;
	certificate.set_issuer_name(&*name(issuer)?)?;
	certificate.set_pubkey(key)?;
	certificate.set_not_before(&*Asn1Time::days_from_now(0)?)?;
	certificate.set_not_after(&*Asn1Time::days_from_now(2)?)?;
	Ok(certificate)
}
