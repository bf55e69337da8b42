//! `medquorum portal` as it runs, and a browser that it let in: every form is sent as a page would send it.

use crate::{
	homes::PASSPHRASE,
	people::Person,
	process::{Killed, binary},
};
use serde_json::Value;
use std::{
	io::{BufRead as _, BufReader, Read as _, Write as _},
	net::TcpStream,
	path::Path,
	process::{Command, Stdio},
	thread::sleep,
	time::{Duration, Instant},
};

/// No page and no job may take longer.
const BOUND: Duration = Duration::from_secs(300);

/// A page that was answered.
pub struct Page {
	/// HTTP status, such as 200 or 303.
	pub status: u16,
	head: String,
	/// What follows the head, unchanged.
	pub html: String,
}

impl Page {
	/// Where it leads, if it leads elsewhere.
	pub fn leads_to(&self) -> Option<&str> {
		let mut lines = self.head.lines();
		lines.find_map(|line| {
			let (name, value) = line.split_once(": ")?;
			name.eq_ignore_ascii_case("location").then_some(value.trim())
		})
	}

	/// The value of the first field of this name.
	///
	/// # Panics
	/// When there is none.
	pub fn field(&self, name: &str) -> String {
		let begin = format!("name=\"{name}\" value=\"");
		let rest = self.html.split_once(&begin).map(|(_, rest)| rest);
		let rest = rest.unwrap_or_else(|| panic!("no field {name} in {}", self.html));
		rest.split('"').next().unwrap_or_default().to_owned()
	}

	/// # Panics
	/// When these words are not on it.
	pub fn says(&self, words: &str) {
		assert!(self.html.contains(words), "«{words}» is not in\n{}", self.html);
	}
}

/// How a job ended.
pub struct Ended {
	/// Whether it did what it was to do.
	pub done: bool,
	/// The job's page, as it was when the job had ended.
	pub page: Page,
}

/// A running portal.
pub struct Portal {
	_process: Killed,
	port: u16,
	cookie: String,
}

impl Portal {
	/// The portal of an actor, unlocked.
	///
	/// # Panics
	/// When it does not start.
	pub fn of(person: &Person) -> Self {
		Self::start(person.command(&["portal", "--no-browser", "--json"]))
	}

	/// The same for somebody whose own folder on this machine is this one.
	///
	/// # Panics
	/// When it does not start.
	pub fn of_owner(person: &Person, folder: &Path) -> Self {
		let mut command = person.command(&["portal", "--no-browser", "--json"]);
		command.env("HOME", folder);
		Self::start(command)
	}

	/// A portal over a folder in which nothing is set up.
	///
	/// # Panics
	/// When it does not start.
	pub fn new(home: &Path) -> Self {
		let mut command = Command::new(binary("medquorum"));
		command.arg("--home").arg(home);
		command.args(["portal", "--no-browser", "--json"]);
		command.env_remove("MEDQUORUM_PASSPHRASE");
		Self::start(command)
	}

	fn start(mut command: Command) -> Self {
		command.stdin(Stdio::null()).stdout(Stdio::piped());
		command.stderr(Stdio::null());
		let child = command.spawn();
		let mut child = child.unwrap_or_else(|error| panic!("the portal does not start: {error}"));
		let mut line = String::new();
		let told = child
			.stdout
			.take()
			.map(|out| BufReader::new(out).read_line(&mut line));
		let document: Value =
			serde_json::from_str(&line).unwrap_or_else(|error| panic!("{told:?}, {error}: {line}"));
		let link = document["link"].as_str().unwrap_or_default();
		let (port, path) = link
			.strip_prefix("http://127.0.0.1:")
			.and_then(|rest| rest.split_once('/'))
			.unwrap_or_else(|| panic!("no link: {link}"));
		let mut portal = Self {
			_process: Killed(child),
			port: port.parse().unwrap_or_else(|_| panic!("no port: {link}")),
			cookie: String::new(),
		};
		let page = portal.get(&format!("/{path}"));
		let mut lines = page.head.lines();
		let set = lines.find_map(|line| {
			line.to_lowercase()
				.starts_with("set-cookie: ")
				.then(|| &line[12..])
		});
		let set = set.unwrap_or_else(|| panic!("not let in: {}", page.head));
		portal.cookie = set.split(';').next().unwrap_or_default().to_owned();
		portal
	}

	fn ask(&self, method: &str, path: &str, body: &str) -> std::io::Result<Page> {
		let (port, cookie, length) = (self.port, &self.cookie, body.len());
		let mut stream = TcpStream::connect(("127.0.0.1", port))?;
		stream.set_read_timeout(Some(BOUND))?;
		write!(
			stream,
			"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\nOrigin: null\r\n\
			 Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
		)?;
		let mut bytes = Vec::new();
		stream.read_to_end(&mut bytes)?;
		let answer = String::from_utf8_lossy(&bytes).into_owned();
		let (head, html) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
		Ok(Page {
			status: head
				.split(' ')
				.nth(1)
				.and_then(|status| status.parse().ok())
				.unwrap_or(0),
			head: head.to_owned(),
			html: html.to_owned(),
		})
	}

	/// A page.
	///
	/// # Panics
	/// When the portal does not answer.
	pub fn get(&self, path: &str) -> Page {
		self.ask("GET", path, "")
			.unwrap_or_else(|error| panic!("{path}: {error}"))
	}

	/// Sends a form of a page: its token and number, and these fields.
	///
	/// # Panics
	/// When the portal does not answer.
	pub fn send(&self, path: &str, from: &Page, fields: &[(&str, &str)]) -> Page {
		// Locking and stopping stand on pages without other forms, which have no number.
		let once = if from.html.contains("name=\"once\"") {
			from.field("once")
		} else {
			String::new()
		};
		let own = [("csrf", from.field("csrf")), ("once", once)];
		let own = own.iter().map(|(name, value)| (*name, value.as_str()));
		let all = own.chain(fields.iter().copied());
		let pairs: Vec<String> = all
			.map(|(name, value)| format!("{name}={}", encoded(value)))
			.collect();
		let answered = self.ask("POST", path, &pairs.join("&"));
		answered.unwrap_or_else(|error| panic!("{path}: {error}"))
	}

	/// Unlocks it, by the passphrase of every actor.
	///
	/// # Panics
	/// When it stays locked.
	pub fn unlock(&self) {
		let page = self.get("/unlock");
		let body = format!("csrf={}&passphrase={}", page.field("csrf"), encoded(PASSPHRASE));
		let answered = self.ask("POST", "/unlock", &body);
		let answered = answered.unwrap_or_else(|error| panic!("/unlock: {error}"));
		assert_eq!(answered.leads_to(), Some("/"), "{}", answered.html);
	}

	/// The page of a job as it stands.
	///
	/// # Panics
	/// When the portal does not answer.
	pub fn job(&self, sent: &Page) -> Page {
		let path = sent.leads_to().filter(|path| path.starts_with("/jobs/"));
		self.get(path.unwrap_or_else(|| panic!("no job began: {}\n{}", sent.head, sent.html)))
	}

	/// Waits for the end of the job that a form began.
	///
	/// # Panics
	/// When it does not end.
	pub fn end(&self, sent: &Page) -> Ended {
		let began = Instant::now();
		loop {
			let page = self.job(sent);
			for (class, done) in [("job good", true), ("job trouble", false)] {
				if page.html.contains(class) {
					return Ended { done, page };
				}
			}
			assert!(began.elapsed() < BOUND, "the job does not end: {}", page.html);
			sleep(Duration::from_millis(100));
		}
	}

	/// Waits until a running job shows how far it is; `false` when it ended before.
	///
	/// # Panics
	/// When neither happens.
	pub fn is_under_way(&self, sent: &Page, words: &str) -> bool {
		let began = Instant::now();
		loop {
			let page = self.job(sent);
			if page.html.contains("job running") && page.html.contains(words) {
				return true;
			}
			if page.html.contains("job good") || page.html.contains("job trouble") {
				return false;
			}
			assert!(began.elapsed() < BOUND, "the job does nothing: {}", page.html);
			sleep(Duration::from_millis(10));
		}
	}
}

/// A value as forms send it.
fn encoded(value: &str) -> String {
	let mut text = String::new();
	for byte in value.bytes() {
		match byte.is_ascii_alphanumeric() {
			true => text.push(char::from(byte)),
			false => text.push_str(&format!("%{byte:02X}")),
		}
	}
	text
}
