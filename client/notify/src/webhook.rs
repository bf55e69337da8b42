//! A webhook: what happened is posted to an address, signed so that its program knows who says it.
//!
//! ```text
//! Medquorum-Id: <the notice's id>
//! Medquorum-Timestamp: <seconds since 1970>
//! Medquorum-Signature: v1=<hex of HMAC-SHA-256(secret, timestamp ‖ "." ‖ body)>
//! ```
//! A receiver compares the signature in constant time, refuses old timestamps, and drops an id that it has seen.

use crate::error::NotifyError;
use hmac::{Hmac, KeyInit, Mac};
use hyper::{Body, Client, Request, Uri, client::HttpConnector, header};
use hyper_tls::HttpsConnector;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use std::{net::IpAddr, time::Duration};

/// The header with the notice's id.
pub const ID: &str = "Medquorum-Id";
/// The header with the time of sending, in seconds since 1970.
pub const TIMESTAMP: &str = "Medquorum-Timestamp";
/// The header with the signature.
pub const SIGNATURE: &str = "Medquorum-Signature";
/// Characters that a secret has at least.
pub const MIN_SECRET: usize = 16;
/// How long one attempt may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where to post, and the secret to sign with. There is no `Debug`: both are nobody's business.
pub struct Webhook {
	client: Client<HttpsConnector<HttpConnector>>,
	uri: Uri,
	host: String,
	secret: SecretString,
}

impl Webhook {
	/// A webhook at `https://…`, or at `http://…` on this machine; `insecure` allows that on others too.
	///
	/// # Errors
	/// When the address or the secret cannot be used.
	pub fn new(url: &str, secret: SecretString, insecure: bool) -> Result<Self, NotifyError> {
		let uri: Uri = url.trim().parse().map_err(|_| NotifyError::BadUrl)?;
		let authority = uri.authority().ok_or(NotifyError::BadUrl)?;
		// A password in an address ends in logs.
		if authority.as_str().contains('@') || authority.host().is_empty() {
			return Err(NotifyError::BadUrl);
		}
		let host = authority.as_str().to_owned();
		match uri.scheme_str() {
			Some("https") => {}
			Some("http") if insecure || is_here(authority.host()) => {}
			Some("http") => return Err(NotifyError::InsecureWebhook(host)),
			_ => return Err(NotifyError::BadUrl),
		}
		if secret.expose_secret().chars().count() < MIN_SECRET {
			return Err(NotifyError::ShortSecret(MIN_SECRET));
		}
		let tls = hyper_tls::native_tls::TlsConnector::new().map_err(|_| NotifyError::NoTls)?;
		let mut http = HttpConnector::new();
		http.enforce_http(false);
		let client = Client::builder().build(HttpsConnector::from((http, tls.into())));
		Ok(Self {
			client,
			uri,
			host,
			secret,
		})
	}

	/// Posts a notice, once. `now` is the time in seconds since 1970.
	///
	/// # Errors
	/// When nobody answers with success in time. It may have arrived all the same, so it is posted again with the same id.
	pub async fn post(&self, id: &str, body: String, now: u64) -> Result<(), NotifyError> {
		let down = |source| NotifyError::WebhookDown {
			host: self.host.clone(),
			source,
		};
		let request = Request::post(self.uri.clone())
			.header(header::CONTENT_TYPE, "application/json")
			.header(header::USER_AGENT, "medquorum")
			.header(ID, id)
			.header(TIMESTAMP, now)
			.header(SIGNATURE, signature(&self.secret, now, body.as_bytes()))
			.body(Body::from(body))
			.map_err(|error| down(Some(error.into())))?;
		// What it answers beside the status is not read.
		let answer = tokio::time::timeout(PATIENCE, self.client.request(request)).await;
		let answer = answer.map_err(|_| down(None))?;
		let status = answer.map_err(|error| down(Some(error.into())))?.status();
		match status.is_success() {
			true => Ok(()),
			false => Err(NotifyError::WebhookRefused {
				host: self.host.clone(),
				status: status.as_u16(),
			}),
		}
	}
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
	let address = host.trim_start_matches('[').trim_end_matches(']');
	host.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// `v1=` and HMAC-SHA-256 (RFC 2104) over `timestamp ‖ "." ‖ body`, in hexadecimal digits.
#[must_use]
pub fn signature(secret: &SecretString, timestamp: u64, body: &[u8]) -> String {
	let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()) else {
		unreachable!("HMAC takes keys of any length")
	};
	mac.update(timestamp.to_string().as_bytes());
	mac.update(b".");
	mac.update(body);
	format!("v1={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

	use super::*;
	use medquorum_core::advice::{Advice, in_one_line};
	use tokio::{
		io::{AsyncReadExt, AsyncWriteExt},
		net::TcpListener,
	};

	const SECRET: &str = "a secret of more than sixteen";

	fn secret() -> SecretString {
		SecretString::from(SECRET)
	}

	fn refused(url: &str) -> NotifyError {
		Webhook::new(url, secret(), false).err().unwrap()
	}

	#[test]
	fn signature_is_that_of_rfc_4231() {
		// Test case 2 has no dot, so the parts are put together by hand here.
		let key = SecretString::from("Jefe");
		let mut mac = Hmac::<Sha256>::new_from_slice(key.expose_secret().as_bytes()).unwrap();
		mac.update(b"what do ya want for nothing?");
		assert_eq!(
			hex::encode(mac.finalize().into_bytes()),
			"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
		);
		// The same by Python: hmac.new(secret, b"1700000000.{}", "sha256").
		let signed = signature(&secret(), 1_700_000_000, b"{}");
		assert_eq!(signed.len(), 3 + 64);
		assert_ne!(signed, signature(&secret(), 1_700_000_001, b"{}"));
		assert_ne!(signed, signature(&secret(), 1_700_000_000, b"{ }"));
	}

	#[test]
	fn addresses_that_leak_or_cannot_be_reached_are_refused() {
		for url in [
			"",
			"host",
			"/path",
			"ftp://host/x",
			"https://",
			"https://user:word@host/x",
			"https://@/x",
		] {
			assert!(matches!(refused(url), NotifyError::BadUrl), "{url}");
		}
		for url in [
			"http://host.example/secret-path",
			"http://127.0.0.1.example/secret-path",
		] {
			let error = refused(url);
			assert!(matches!(error, NotifyError::InsecureWebhook(_)), "{url}");
			assert!(!in_one_line(&error).contains("secret-path"), "{error}");
			Webhook::new(url, secret(), true).ok().unwrap();
		}
		for url in [
			"http://127.0.0.1:1/x",
			"http://[::1]/x",
			"http://localhost/x",
			"https://host/x",
		] {
			Webhook::new(url, secret(), false).ok().unwrap();
		}
		let short = Webhook::new("https://host/x", SecretString::from("123456789012345"), false);
		assert!(matches!(short.err(), Some(NotifyError::ShortSecret(16))));
	}

	/// Answers one connection with this status; gives what it received.
	async fn receive(listener: &TcpListener, status: &str) -> String {
		let (mut stream, _) = listener.accept().await.unwrap();
		let mut received = Vec::new();
		while !received.ends_with(b"{\"x\":1}") {
			let mut part = [0; 1024];
			let length = stream.read(&mut part).await.unwrap();
			assert!(length > 0, "the request ended early");
			received.extend_from_slice(&part[..length]);
		}
		let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
		stream.write_all(answer.as_bytes()).await.unwrap();
		String::from_utf8(received).unwrap()
	}

	#[tokio::test]
	async fn notice_is_posted_with_id_time_and_signature() {
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let url = format!(
			"http://{}/hook?token=half-a-secret",
			listener.local_addr().unwrap()
		);
		let webhook = Webhook::new(&url, secret(), false).ok().unwrap();
		let body = "{\"x\":1}";
		let (posted, received) = tokio::join!(
			webhook.post("abcd", body.to_owned(), 7),
			receive(&listener, "204 No Content")
		);
		posted.unwrap();
		let received = received.to_lowercase();
		assert!(
			received.starts_with("post /hook?token=half-a-secret http/1.1"),
			"{received}"
		);
		for header in [
			"medquorum-id: abcd".to_owned(),
			"medquorum-timestamp: 7".to_owned(),
			format!(
				"medquorum-signature: {}",
				signature(&secret(), 7, body.as_bytes())
			),
		] {
			assert!(received.contains(&header), "{header} is not in {received}");
		}
	}

	#[tokio::test]
	async fn refusals_redirects_and_silence_are_no_success_and_tell_no_path() {
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let address = listener.local_addr().unwrap();
		let url = format!("http://{address}/half-a-secret");
		let webhook = Webhook::new(&url, secret(), false).ok().unwrap();
		for (status, code) in [("500 No", 500), ("302 Found", 302), ("410 Gone", 410)] {
			let body = "{\"x\":1}".to_owned();
			let (posted, _) = tokio::join!(webhook.post("abcd", body, 7), receive(&listener, status));
			let error = posted.unwrap_err();
			assert!(matches!(error, NotifyError::WebhookRefused { status, .. } if status == code));
			assert!(!in_one_line(&error).contains("half-a-secret"));
		}
		drop(listener);
		let error = webhook.post("abcd", String::new(), 7).await.unwrap_err();
		assert_eq!(error.kind(), "WebhookDown");
		assert!(!in_one_line(&error).contains("half-a-secret"));
	}
}
