//! A portal over a home of its own and without a node, and a client that says whatever an attacker would.
#![allow(dead_code, reason = "each test file uses its part")]

use medquorum_client::{
	accounts::AccountSource,
	config::{Config, Home},
	keystore::{Kdf, Keystore, Passphrase},
};
use medquorum_portal::{Options, PortalError, Served};
use std::{
	io::{Read as _, Write as _},
	net::TcpStream,
	time::Duration,
};
use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};

/// Pages of every kind; none is shown to whoever was not let in.
pub const PAGES: &[&str] = &[
	"/",
	"/records",
	"/records/find?id=0011",
	"/records/00112233445566778899aabbccddeeff",
	"/requests",
	"/requests/00112233445566778899aabbccddeeff",
	"/decide",
	"/decide/look?request=00112233445566778899aabbccddeeff",
	"/search",
	"/upload",
	"/history",
	"/history/recent",
	"/waiting?of=start&after=0",
	"/audit",
	"/audit?record=0011&kind=opened",
	"/council",
	"/committee",
	"/committee/ceremony?key=1",
	"/jobs",
	"/jobs/1",
	"/jobs/1/events",
	"/keys",
	"/settings",
	"/settings/node",
	"/trust",
	"/choose/1",
	"/register",
	"/enrol",
	"/contacts",
	"/accounts",
	"/look/1",
	"/look/1/picture",
	"/look/1/slice/1?center=0&width=1",
	"/policies",
	"/emergencies",
	"/emergencies/find?id=0011",
	"/emergencies/allow?committee=9&what=all",
	"/emergencies/00112233445566778899aabbccddeeff",
	"/records/00112233445566778899aabbccddeeff/emergency",
	"/receipts/00112233445566778899aabbccddeeff",
];

/// Forms of every kind; nobody who was not let in sends one.
pub const FORMS: &[&str] = &[
	"/lock",
	"/unlock",
	"/language",
	"/records",
	"/records/future",
	"/records/00112233445566778899aabbccddeeff/erase",
	"/records/00112233445566778899aabbccddeeff/finish",
	"/records/00112233445566778899aabbccddeeff/hold",
	"/records/00112233445566778899aabbccddeeff/lift",
	"/records/00112233445566778899aabbccddeeff/ask",
	"/requests/00112233445566778899aabbccddeeff/consent",
	"/requests/00112233445566778899aabbccddeeff/download",
	"/requests/00112233445566778899aabbccddeeff/close",
	"/decide/approve",
	"/decide/reject",
	"/search",
	"/search/sync",
	"/upload",
	"/upload/publish",
	"/upload/again",
	"/audit",
	"/audit/save",
	"/audit/verify",
	"/audit/receipt",
	"/emergencies/allow",
	"/emergencies/remove",
	"/emergencies/00112233445566778899aabbccddeeff/review",
	"/emergencies/00112233445566778899aabbccddeeff/statement",
	"/records/00112233445566778899aabbccddeeff/emergency/remove",
	"/records/00112233445566778899aabbccddeeff/emergency/break",
	"/policies/look",
	"/policies/write",
	"/policies/import",
	"/policies/00112233445566778899aabbccddeeff/remove",
	"/council/vote",
	"/council/close",
	"/council/enact",
	"/council/stop",
	"/council/role",
	"/council/enact",
	"/council/stop",
	"/council/role",
	"/committee/health",
	"/committee/ceremony/step",
	"/committee/ceremony/leave",
	"/jobs/1/stop",
	"/register",
	"/register/file",
	"/enrol",
	"/enrol/look",
	"/welcome/place",
	"/welcome/chain",
	"/welcome/back",
	"/welcome/keys",
	"/welcome/written",
	"/welcome/again",
	"/welcome/ask",
	"/welcome/choose",
	"/welcome/choose/1",
	"/look/1/save",
	"/look/1/forget",
	"/requests/00112233445566778899aabbccddeeff/look",
	"/keys/words",
	"/keys/backup",
	"/keys/passphrase",
	"/keys/rotate",
	"/keys/restore",
	"/settings/store",
	"/settings/account",
	"/settings/node",
	"/trust",
	"/trust/card",
	"/choose",
	"/choose/1",
	"/accounts/make",
	"/accounts/find",
	"/contacts/add",
	"/contacts/rename",
	"/contacts/remove",
	"/receipts/00112233445566778899aabbccddeeff/save",
	"/records/00112233445566778899aabbccddeeff/code",
	"/records/00112233445566778899aabbccddeeff/correction",
];

/// Opens every keystore of these tests.
pub const PASSPHRASE: &str = "right";

/// What was answered.
pub struct Answer {
	pub status: u16,
	pub head: String,
	pub body: String,
}

impl Answer {
	/// A header, if it is there once.
	pub fn header(&self, name: &str) -> Option<&str> {
		let mut found = self.head.lines().filter_map(|line| {
			let (known, value) = line.split_once(':')?;
			known.eq_ignore_ascii_case(name).then(|| value.trim())
		});
		let one = found.next();
		assert!(found.next().is_none(), "{name} is there twice");
		one
	}
}

/// A running portal.
pub struct Stage {
	pub folder: TempDir,
	pub port: u16,
	/// The path of a start link.
	pub start: String,
	running: JoinHandle<Result<(), PortalError>>,
	stop: oneshot::Sender<()>,
}

pub fn passphrase(text: &str) -> Passphrase {
	Passphrase::new(text.to_owned()).unwrap()
}

/// A home that is set up for a chain whose node is away.
pub fn home() -> TempDir {
	let folder = tempfile::tempdir().unwrap();
	let home = Home::at(folder.path());
	let config = Config {
		node: "ws://127.0.0.1:1".to_owned(),
		account: Some(AccountSource::Development("//Alice".to_owned())),
		development: true,
		genesis: Some([7; 32]),
		..Config::default()
	};
	config.create(&home).unwrap();
	let (m_kib, t, p) = (8, 1, 1);
	Keystore::create_with(&home.keystore(), passphrase(PASSPHRASE), Kdf { m_kib, t, p }).unwrap();
	folder
}

pub fn options(folder: &TempDir, lock_after: Duration) -> Options {
	Options {
		home: Home::at(folder.path()),
		node: None,
		account: None,
		allow_insecure: false,
		allow_weak: true,
		port: 0,
		lock_after,
	}
}

impl Stage {
	/// A portal that locks itself after an hour.
	pub async fn set(unlocked: bool) -> Self {
		Self::with(unlocked, Duration::from_secs(3600)).await
	}

	pub async fn with(unlocked: bool, lock_after: Duration) -> Self {
		Self::over(home(), unlocked, lock_after).await
	}

	/// A portal over a folder in which nothing is set up.
	pub async fn new() -> Self {
		let folder = tempfile::tempdir().unwrap();
		Self::over(folder, false, Duration::from_secs(3600)).await
	}

	async fn over(folder: TempDir, unlocked: bool, lock_after: Duration) -> Self {
		let served = Served::listen(options(&folder, lock_after)).await.unwrap();
		if unlocked {
			served.unlock(passphrase(PASSPHRASE)).await.unwrap();
		}
		let link = served.link().unwrap();
		let rest = link.strip_prefix("http://127.0.0.1:").unwrap();
		let (port, path) = rest.split_once('/').unwrap();
		let (stop, stopped) = oneshot::channel();
		let running = tokio::spawn(served.serve(async {
			let _ = stopped.await;
		}));
		Self {
			folder,
			port: port.parse().unwrap(),
			start: format!("/{path}"),
			running,
			stop,
		}
	}

	/// The `Host` of a browser that came by the link.
	pub fn host(&self) -> String {
		format!("127.0.0.1:{}", self.port)
	}

	/// Sends exactly these headers.
	pub fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
		let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
		stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
		let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
		for (name, value) in headers {
			text.push_str(&format!("{name}: {value}\r\n"));
		}
		text.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
		stream.write_all(text.as_bytes()).unwrap();
		let mut bytes = Vec::new();
		// A server that refuses may close before all was sent.
		let _ = stream.read_to_end(&mut bytes);
		let answer = String::from_utf8_lossy(&bytes).into_owned();
		let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
		Answer {
			status: head
				.split(' ')
				.nth(1)
				.and_then(|status| status.parse().ok())
				.unwrap_or(0),
			head: head.to_owned(),
			body: body.to_owned(),
		}
	}

	/// Asks for a page as a browser with this cookie.
	pub fn get(&self, path: &str, cookie: &str) -> Answer {
		self.raw("GET", path, &[("Host", &self.host()), ("Cookie", cookie)], "")
	}

	/// Sends a form as a page of this server does.
	pub fn post(&self, path: &str, cookie: &str, body: &str) -> Answer {
		let form = "application/x-www-form-urlencoded";
		let host = self.host();
		let headers = [
			("Host", host.as_str()),
			("Cookie", cookie),
			("Origin", "null"),
			("Sec-Fetch-Site", "same-origin"),
			("Content-Type", form),
		];
		self.raw("POST", path, &headers, body)
	}

	/// Uses the start link; gives the cookie.
	pub fn enter(&self) -> String {
		let answer = self.get(&self.start, "");
		assert_eq!(answer.status, 200, "{}", answer.head);
		let set = answer.header("set-cookie").unwrap();
		set.split(';').next().unwrap().to_owned()
	}

	/// The token of the forms on a page.
	pub fn csrf(&self, page: &str) -> String {
		let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
		rest.split('"').next().unwrap().to_owned()
	}

	/// Ends the server; gives what it ended with.
	pub async fn end(self) -> Result<(), PortalError> {
		let _ = self.stop.send(());
		self.running.await.unwrap()
	}

	/// Waits until it ends by itself.
	pub async fn wait(self) -> Result<(), PortalError> {
		self.running.await.unwrap()
	}
}
