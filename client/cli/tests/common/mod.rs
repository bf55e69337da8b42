//! The program, and a folder that was set up for it.

use assert_cmd::Command;
use medquorum_client::{
	config::{Config, Home},
	keystore::{Kdf, Keystore, Passphrase, Secret},
};
use std::path::PathBuf;

pub const PASSPHRASE: &str = "correct horse battery staple";
/// A port nobody listens on.
pub const NOBODY: &str = "ws://127.0.0.1:1";

/// The program, with nothing of the tester's own environment.
pub fn medquorum() -> Command {
	let mut command = Command::cargo_bin("medquorum").unwrap();
	for name in ["HOME", "NODE", "ACCOUNT", "PASSPHRASE", "ACCOUNT_PASSWORD"] {
		command.env_remove(format!("MEDQUORUM_{name}"));
	}
	command
		.env("NO_COLOR", "1")
		.env("COLUMNS", "100")
		.timeout(std::time::Duration::from_secs(60));
	command
}

/// A folder that was set up, for a chain that nobody serves.
pub struct Place {
	pub folder: tempfile::TempDir,
}

impl Place {
	pub fn new() -> Self {
		let folder = tempfile::tempdir().unwrap();
		let home = Home::at(folder.path());
		let mut config = Config {
			node: NOBODY.into(),
			development: true,
			..Config::default()
		};
		config.genesis = Some([7; 32]);
		config.account = Some("//Eve".parse().unwrap());
		config.create(&home).unwrap();
		// The least that is opened unasked: tests need not wait for a real one.
		let kdf = Kdf {
			m_kib: 19_456,
			t: 1,
			p: 1,
		};
		let passphrase = Passphrase::new(PASSPHRASE.into()).unwrap();
		let keystore = Keystore::create_with(&home.keystore(), passphrase, kdf).unwrap();
		keystore
			.update(|secrets| secrets.csp_roots.insert(1, Secret::from_bytes(&[1; 32])))
			.unwrap();
		Self { folder }
	}

	pub fn path(&self, name: &str) -> PathBuf {
		self.folder.path().join(name)
	}

	pub fn run(&self, arguments: &[&str]) -> Answer {
		self.run_with(PASSPHRASE, "", arguments)
	}

	pub fn run_with(&self, passphrase: &str, stdin: &str, arguments: &[&str]) -> Answer {
		let mut command = medquorum();
		command
			.arg("--home")
			.arg(self.folder.path())
			.env("MEDQUORUM_PASSPHRASE", passphrase);
		Answer::of(command.args(arguments).write_stdin(stdin))
	}
}

pub struct Answer {
	pub code: i32,
	pub stdout: String,
	pub stderr: String,
}

impl Answer {
	pub fn of(command: &mut Command) -> Self {
		let output = command.output().unwrap();
		Self {
			code: output.status.code().unwrap(),
			stdout: String::from_utf8(output.stdout).unwrap(),
			stderr: String::from_utf8(output.stderr).unwrap(),
		}
	}

	/// Ends with this code, says these words in its error, gives a next step, and no data.
	#[track_caller]
	pub fn fails(&self, code: i32, words: &str) {
		let Self {
			code: found,
			stdout,
			stderr,
		} = self;
		assert_eq!(*found, code, "{stdout}\n{stderr}");
		assert!(stderr.contains(words), "{words:?} not in {stderr}");
		assert!(
			stderr.starts_with("error: ") && stderr.contains("\nnext: "),
			"{stderr}"
		);
		assert_eq!(stdout, "");
	}

	#[track_caller]
	pub fn succeeds(&self) -> &str {
		assert_eq!(self.code, 0, "{}\n{}", self.stdout, self.stderr);
		&self.stdout
	}
}
