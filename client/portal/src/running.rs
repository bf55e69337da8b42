//! One portal for each home: a second start hands out a new link to the first.

use crate::{error::PortalError, gate, state::Portal, token::Token};
use axum::{
	Router,
	extract::{Path, State},
	http::{HeaderMap, StatusCode},
	response::{IntoResponse, Response},
	routing::get,
};
use medquorum_client::{
	config::Home,
	files::{self, FileError, FileLock},
};
use std::{
	io::{Read as _, Write as _},
	net::{Ipv4Addr, SocketAddr, TcpStream},
	path::PathBuf,
	sync::Arc,
	time::Duration,
};
use subtle::ConstantTimeEq as _;

/// How long the running one may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// The file is smaller than this, in bytes.
const MAX_FILE: u64 = 256;

/// The claim of a running portal on its home. It ends with the process, however that ends.
pub struct Running {
	_lock: FileLock,
	file: PathBuf,
	secret: Token,
}

impl Running {
	/// What a second start shows to be handed a link.
	pub fn secret(&self) -> &str {
		self.secret.text()
	}
}

impl Drop for Running {
	fn drop(&mut self) {
		// An error is ignored: the link that stays is invalid, and the next start replaces it.
		let _: std::io::Result<()> = std::fs::remove_file(&self.file);
	}
}

fn file(home: &Home) -> PathBuf {
	home.folder().join("portal.running")
}

/// Claims a home for the portal on this port. The file that says so is readable by its owner alone.
///
/// # Errors
/// When another portal holds it, or the home cannot be written to.
pub fn claim(home: &Home, port: u16) -> Result<Running, PortalError> {
	let lock = FileLock::exclusive(&home.folder().join("portal.lock"), Duration::ZERO);
	let lock = lock.map_err(|error| match error {
		FileError::Busy(_) => PortalError::RunsAlready,
		other => other.into(),
	})?;
	let (file, secret) = (file(home), Token::draw()?);
	let text = format!("{port} {}\n", secret.text());
	files::write_atomic(&file, text.as_bytes())?;
	Ok(Running {
		_lock: lock,
		file,
		secret,
	})
}

/// A new link to the portal of this home that runs already; `None` when none does.
pub fn again(home: &Home) -> Option<String> {
	let bytes = files::read_small(&file(home), MAX_FILE).ok()?;
	let text = String::from_utf8(bytes).ok()?;
	let (port, secret) = text.trim().split_once(' ')?;
	let port: u16 = port.parse().ok()?;
	let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
	let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
	stream.set_read_timeout(Some(PATIENCE)).ok()?;
	write!(
		stream,
		"GET /again/{secret} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
	)
	.ok()?;
	let mut answer = String::new();
	stream.take(16 << 10).read_to_string(&mut answer).ok()?;
	let path = answer
		.lines()
		.find(|line| line.starts_with("/start/"))
		.filter(|_| answer.starts_with("HTTP/1.1 200"))?;
	Some(format!("http://127.0.0.1:{port}{}", path.trim()))
}

/// The page that hands out a new link, to whoever can read the file in the home.
pub fn routes(secret: String) -> Router<Arc<Portal>> {
	let secret = Arc::new(secret);
	let hand_out = move |State(portal): State<Arc<Portal>>, headers: HeaderMap, Path(shown): Path<String>| {
		let secret = secret.clone();
		async move { new_link(&portal, &headers, &secret, &shown) }
	};
	Router::new().route("/again/{secret}", get(hand_out))
}

fn new_link(portal: &Portal, headers: &HeaderMap, secret: &str, shown: &str) -> Response {
	if !bool::from(secret.as_bytes().ct_eq(shown.as_bytes())) {
		return gate::wrong(portal, headers);
	}
	match portal.guard.new_start() {
		Ok(path) => format!("{path}\n").into_response(),
		Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	}
}
