//! How to reach a daemon: its address, and the password its operator has set.

use std::net::{Ipv4Addr, Ipv6Addr};

use secrecy::{ExposeSecret, SecretString};

use super::StoreError;

/// Where a daemon's HTTP interface is, and what it wants to hear.
#[derive(Clone)]
pub struct Access {
	/// Such as `http://127.0.0.1:5001` or `https://ipfs.ward.example:5001`.
	pub url: String,
	/// For a daemon with `API.Authorizations`.
	pub password: Option<Authorization>,
}

impl Access {
	/// A daemon that asks for no password.
	#[must_use]
	pub fn open(url: &str) -> Self {
		Self {
			url: url.to_owned(),
			password: None,
		}
	}
}

/// The name and password that a daemon's `API.Authorizations` ask for.
///
/// It never shows in debug output or errors, and is wiped from memory when dropped. The HTTP library keeps copies of its own
/// while the store is open, which it does not wipe.
#[derive(Clone)]
pub struct Authorization {
	user: SecretString,
	password: SecretString,
}

impl Authorization {
	/// Takes `USER:PASSWORD`, as it stands behind `basic:` in the daemon's settings. A line end after it is not part of it.
	///
	/// # Errors
	/// When there is no colon, or nothing on one side of it, or more than one line.
	pub fn new(text: &SecretString) -> Result<Self, StoreError> {
		let text = text.expose_secret().trim_end_matches(['\r', '\n']);
		match text.split_once(':') {
			Some((user, password))
				if !user.is_empty() && !password.is_empty() && !text.contains(['\r', '\n', '\0']) =>
			{
				Ok(Self {
					user: SecretString::from(user),
					password: SecretString::from(password),
				})
			}
			_ => Err(StoreError::BadPassword),
		}
	}

	pub(super) fn user(&self) -> &str {
		self.user.expose_secret()
	}

	pub(super) fn password(&self) -> &str {
		self.password.expose_secret()
	}
}

/// An address that has been looked at.
pub(super) struct Address {
	/// Without a slash at its end.
	pub url: String,
	pub tls: bool,
	/// Whether it is on this machine.
	pub loopback: bool,
}

impl Address {
	/// Takes the address apart. The HTTP library panics on some that have no host, so this is strict.
	pub fn parse(url: &str) -> Result<Self, StoreError> {
		let bad = || StoreError::BadAddress(url.to_owned());
		let trimmed = url.trim().trim_end_matches('/');
		let (tls, authority) = match (trimmed.strip_prefix("http://"), trimmed.strip_prefix("https://")) {
			(Some(authority), _) => (false, authority),
			(_, Some(authority)) => (true, authority),
			_ => return Err(bad()),
		};
		let (host, port) = match authority.strip_prefix('[').map(|rest| rest.split_once(']')) {
			Some(Some((host, port))) => (host, port),
			Some(None) => return Err(bad()),
			None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
		};
		let port_is_one = match port.strip_prefix(':') {
			Some(port) => port.parse::<u16>().is_ok_and(|port| port != 0),
			None => port.is_empty(),
		};
		let six = host.parse::<Ipv6Addr>();
		let named = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
		let host_is_one = if authority.starts_with('[') {
			six.is_ok()
		} else {
			!host.is_empty() && host.chars().all(named)
		};
		if !port_is_one || !host_is_one {
			return Err(bad());
		}
		let loopback = host.eq_ignore_ascii_case("localhost")
			|| six.is_ok_and(|address| address.is_loopback())
			|| host
				.parse::<Ipv4Addr>()
				.is_ok_and(|address| address.is_loopback());
		Ok(Self {
			url: trimmed.to_owned(),
			tls,
			loopback,
		})
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

	use super::*;

	#[test]
	fn addresses_are_taken_apart() {
		for (url, tls, loopback) in [
			("http://127.0.0.1:5001", false, true),
			(" http://127.8.0.1:5001/ ", false, true),
			("http://localhost:5001", false, true),
			("http://LocalHost", false, true),
			("http://[::1]:5001", false, true),
			("https://localhost:5001", true, true),
			("http://10.0.0.1:5001", false, false),
			("http://127.0.0.1.example:5001", false, false),
			("http://localhost.example", false, false),
			("https://ipfs.ward.example", true, false),
			("http://[fe80::1]:5001", false, false),
		] {
			let address = Address::parse(url).unwrap();
			assert_eq!((address.tls, address.loopback), (tls, loopback), "{url}");
			assert_eq!(address.url, url.trim().trim_end_matches('/'));
		}
		for url in [
			"",
			"127.0.0.1:5001",
			"http://",
			"https://",
			"http://:5001",
			"https://:5001",
			"ws://x",
			"http://a b",
			"http://a/b",
			"https://user:word@host:5001",
			"http://[::1",
			"http://[127.0.0.1]:5001",
			"http://[]:5001",
			"http://::1:5001",
			"http://host:",
			"http://host:0",
			"http://host:65536",
			"http://host:+1:2",
			"http://host?x",
			"http://host#x",
		] {
			assert!(
				matches!(Address::parse(url), Err(StoreError::BadAddress(_))),
				"{url}"
			);
		}
	}

	#[test]
	fn password_has_a_name_and_a_word() {
		let parse = |text: &str| Authorization::new(&SecretString::from(text));
		let found = parse("ward:a:b\n").unwrap_or_else(|_| unreachable!());
		assert_eq!((found.user(), found.password()), ("ward", "a:b"));
		for text in ["", "kaninchen", ":kaninchen", "ward:", "ward:\n", "a:b\nc:d"] {
			let Err(error) = parse(text) else {
				unreachable!("{text:?} was taken");
			};
			assert!(matches!(error, StoreError::BadPassword));
			assert!(text.trim().is_empty() || !error.to_string().contains(text.trim()));
		}
	}
}
