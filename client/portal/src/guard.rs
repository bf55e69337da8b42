//! What stands before every page: who may speak to this server at all, and what browsers may do with its answers.
//!
//! | Attack | Held off by |
//! |---|---|
//! | a page of another site whose name leads here (DNS rebinding) | `Host` must be this address with this port |
//! | a form or script of another site (CSRF) | `Sec-Fetch-Site` or `Origin`, the cookie's `SameSite=Strict`, a token in every form |
//! | another program on this machine that asks for pages | the cookie, which only the start link gives, once |
//! | guessing start links | 256 bit; ten wrong ones stop the server |
//! | a page of another site that tries links so that the server stops | what another site leads to is not counted |
//! | a text that becomes script | escaping, and a policy under which no inline script runs |
//! | framing, sniffing, caching, opening windows | headers on every answer |

use crate::{error::PortalError, token::Token};
use axum::http::{HeaderMap, HeaderName, header};
use std::sync::{
	Mutex, MutexGuard, PoisonError,
	atomic::{AtomicU32, Ordering},
};

/// Wrong start links after which the server stops.
const MAX_WRONG: u32 = 10;

/// What a browser may load and do on a page: only what this server itself serves, and no script that stands in a page.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
	form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What a browser lets a page do with the machine it runs on: nothing of it.
pub const PERMISSIONS: &str = "accelerometer=(), ambient-light-sensor=(), attribution-reporting=(), autoplay=(), bluetooth=(), \
	browsing-topics=(), camera=(), captured-surface-control=(), clipboard-read=(), clipboard-write=(), compute-pressure=(), \
	cross-origin-isolated=(), deferred-fetch=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), \
	geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), keyboard-map=(), local-fonts=(), \
	magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), picture-in-picture=(), \
	publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), speaker-selection=(), \
	storage-access=(), sync-xhr=(), usb=(), web-share=(), window-management=(), xr-spatial-tracking=()";

/// Headers of every answer.
pub const HEADERS: [(HeaderName, &str); 8] = [
	(header::CONTENT_SECURITY_POLICY, POLICY),
	(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
	(header::REFERRER_POLICY, "no-referrer"),
	(header::X_FRAME_OPTIONS, "DENY"),
	(
		HeaderName::from_static("cross-origin-opener-policy"),
		"same-origin",
	),
	(
		HeaderName::from_static("cross-origin-resource-policy"),
		"same-origin",
	),
	(
		HeaderName::from_static("cross-origin-embedder-policy"),
		"require-corp",
	),
	(HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

/// The tokens of one run of the server.
pub struct Guard {
	/// What `Host` may say.
	hosts: [String; 2],
	/// The name of the cookie. Browsers send a cookie to every port of a host, so that each portal has a name of its own.
	cookie_name: String,
	start: Mutex<Option<Token>>,
	cookie: Mutex<Option<Token>>,
	form: Token,
	wrong: AtomicU32,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Guard {
	/// The guard of a server on this port.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub fn new(port: u16) -> Result<Self, PortalError> {
		Ok(Self {
			hosts: [format!("127.0.0.1:{port}"), format!("[::1]:{port}")],
			cookie_name: format!("medquorum-{port}"),
			start: Mutex::new(None),
			cookie: Mutex::new(None),
			form: Token::draw()?,
			wrong: AtomicU32::new(0),
		})
	}

	/// A new start link's path. The one before is void.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub fn new_start(&self) -> Result<String, PortalError> {
		let token = Token::draw()?;
		let path = format!("/start/{}", token.text());
		*held(&self.start) = Some(token);
		Ok(path)
	}

	/// The token that stands in every form.
	pub fn form(&self) -> &str {
		self.form.text()
	}

	/// Whether a form is one of this run.
	pub fn is_own_form(&self, token: &str) -> bool {
		self.form.is(token)
	}

	/// Exchanges a start link for the cookie; gives the header that sets it, or `None` for a wrong link. The tabs that had the
	/// cookie before lose it.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub fn exchange(&self, text: &str) -> Result<Option<String>, PortalError> {
		let mut start = held(&self.start);
		if !start.as_ref().is_some_and(|token| token.is(text)) {
			return Ok(None);
		}
		*start = None;
		let cookie = Token::draw()?;
		let header = format!(
			"{}={}; HttpOnly; SameSite=Strict; Path=/",
			self.cookie_name,
			cookie.text()
		);
		*held(&self.cookie) = Some(cookie);
		Ok(Some(header))
	}

	/// Counts a wrong start link; `true` when it was one too many.
	pub fn count_wrong(&self) -> bool {
		self.wrong.fetch_add(1, Ordering::SeqCst) + 1 >= MAX_WRONG
	}

	/// Whether a request means this server by its own address.
	pub fn host_is_ours(&self, headers: &HeaderMap) -> bool {
		let mut hosts = headers.get_all(header::HOST).iter();
		let one = hosts.next().and_then(|host| host.to_str().ok());
		hosts.next().is_none() && one.is_some_and(|host| self.hosts.iter().any(|ours| ours == host))
	}

	/// Whether a request that changes something comes from a page of this server. Browsers set `Sec-Fetch-Site` themselves, and no
	/// page can forge it. Under `no-referrer` they send `Origin: null` even for forms of our own.
	pub fn origin_is_ours(&self, headers: &HeaderMap) -> bool {
		let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
		let ours = |origin: &str| {
			let host = origin.strip_prefix("http://");
			host.is_some_and(|host| self.hosts.iter().any(|ours| ours == host))
		};
		match (text("sec-fetch-site"), text("origin")) {
			(Some("same-origin"), None | Some("null")) => true,
			(Some("same-origin") | None, Some(origin)) => ours(origin),
			_ => false,
		}
	}

	/// Whether another site led the browser here. Such a site guesses no link, but by ten wrong ones it could end what runs. The right
	/// link holds from everywhere: the file that opens the browser is no site of ours either.
	pub fn is_led_here(headers: &HeaderMap) -> bool {
		let site = headers.get("sec-fetch-site");
		site.is_some_and(|site| *site != "none" && *site != "same-origin")
	}

	/// Whether a request comes from the browser that was let in.
	pub fn has_cookie(&self, headers: &HeaderMap) -> bool {
		let cookies = headers.get_all(header::COOKIE).iter();
		let mut pairs = cookies
			.filter_map(|value| value.to_str().ok())
			.flat_map(|value| value.split(';'));
		let cookie = held(&self.cookie);
		pairs.any(|pair| match pair.trim().split_once('=') {
			Some((name, text)) => {
				name == self.cookie_name && cookie.as_ref().is_some_and(|cookie| cookie.is(text))
			}
			None => false,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use axum::http::HeaderValue;

	fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
		let mut headers = HeaderMap::new();
		for (name, value) in pairs {
			headers.append(*name, HeaderValue::from_static(value));
		}
		headers
	}

	#[test]
	fn other_names_of_this_machine_are_refused() {
		let guard = Guard::new(7000).unwrap();
		for host in ["127.0.0.1:7000", "[::1]:7000"] {
			assert!(guard.host_is_ours(&headers(&[("host", host)])), "{host}");
		}
		for host in [
			"localhost:7000",
			"evil.example:7000",
			"127.0.0.1",
			"127.0.0.1:7001",
			"127.0.0.1:7000.evil.example",
		] {
			assert!(!guard.host_is_ours(&headers(&[("host", host)])), "{host}");
		}
		assert!(!guard.host_is_ours(&headers(&[])));
		let two = [("host", "127.0.0.1:7000"), ("host", "evil.example")];
		assert!(!guard.host_is_ours(&headers(&two)));
	}

	#[test]
	fn only_pages_of_this_server_change_something() {
		let guard = Guard::new(7000).unwrap();
		for ours in [
			&[("sec-fetch-site", "same-origin")][..],
			&[("sec-fetch-site", "same-origin"), ("origin", "null")],
			&[
				("sec-fetch-site", "same-origin"),
				("origin", "http://127.0.0.1:7000"),
			],
			&[("origin", "http://[::1]:7000")],
		] {
			assert!(guard.origin_is_ours(&headers(ours)), "{ours:?}");
		}
		for foreign in [
			&[][..],
			&[("origin", "null")],
			&[("origin", "http://evil.example")],
			&[("origin", "http://127.0.0.1:7001")],
			&[("origin", "https://127.0.0.1:7000")],
			&[("sec-fetch-site", "cross-site")],
			&[
				("sec-fetch-site", "same-site"),
				("origin", "http://127.0.0.1:7000"),
			],
			&[("sec-fetch-site", "none"), ("origin", "http://127.0.0.1:7000")],
			&[
				("sec-fetch-site", "same-origin"),
				("origin", "http://evil.example"),
			],
		] {
			assert!(!guard.origin_is_ours(&headers(foreign)), "{foreign:?}");
		}
	}

	#[test]
	fn who_is_led_here_by_another_site_is_known_by_the_browsers_word() {
		for site in ["cross-site", "same-site", "anything"] {
			assert!(
				Guard::is_led_here(&headers(&[("sec-fetch-site", site)])),
				"{site}"
			);
		}
		for own in [
			&[][..],
			&[("sec-fetch-site", "none")],
			&[("sec-fetch-site", "same-origin")],
		] {
			assert!(!Guard::is_led_here(&headers(own)), "{own:?}");
		}
	}

	#[test]
	fn a_start_link_is_exchanged_once() {
		let guard = Guard::new(7000).unwrap();
		assert!(guard.exchange("").unwrap().is_none());
		let path = guard.new_start().unwrap();
		let token = path.strip_prefix("/start/").unwrap();
		assert!(guard.exchange(&token[1..]).unwrap().is_none());
		let set = guard.exchange(token).unwrap().unwrap();
		assert!(set.ends_with("; HttpOnly; SameSite=Strict; Path=/"), "{set}");
		assert!(guard.exchange(token).unwrap().is_none());
		let pair = set.split(';').next().unwrap();
		let with = |text: &str| {
			let mut headers = HeaderMap::new();
			headers.insert(header::COOKIE, HeaderValue::from_str(text).unwrap());
			headers
		};
		assert!(guard.has_cookie(&with(pair)));
		assert!(guard.has_cookie(&with(&format!("medquorum-7001=x; {pair}"))));
		assert!(!guard.has_cookie(&with("medquorum-7000=")));
		assert!(!guard.has_cookie(&with(&pair.replace("7000", "7001"))));
		assert!(!guard.has_cookie(&HeaderMap::new()));
	}

	#[test]
	fn the_tenth_wrong_link_is_the_last() {
		let guard = Guard::new(7000).unwrap();
		assert!((0..9).all(|_| !guard.count_wrong()));
		assert!(guard.count_wrong());
	}
}
