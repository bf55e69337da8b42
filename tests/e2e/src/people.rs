//! The actors of a development chain, each with a home of their own at the real command line.

use crate::{
	homes::{self, PASSPHRASE, Places},
	kubo::Kubo,
	node::Node,
	process::binary,
};
use serde_json::Value;
use std::{
	path::{Path, PathBuf},
	process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// What a command answered.
pub struct Answer {
	/// 0 done, 1 refused or not found, 2 usage or I/O.
	pub code: i32,
	/// Data.
	pub stdout: String,
	/// Talk, and errors with the next step.
	pub stderr: String,
}

impl Answer {
	fn new(output: &Output) -> Self {
		Self {
			code: output.status.code().unwrap_or(-1),
			stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
			stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
		}
	}

	/// The JSON document on stdout.
	///
	/// # Panics
	/// When there is none.
	pub fn json(&self) -> Value {
		serde_json::from_str(&self.stdout)
			.unwrap_or_else(|error| panic!("no JSON ({error}): {}\n{}", self.stdout, self.stderr))
	}

	/// A text field of the JSON document on stdout.
	///
	/// # Panics
	/// When it is not there.
	pub fn field(&self, name: &str) -> String {
		let document = self.json();
		let field = document.get(name).and_then(Value::as_str);
		field
			.unwrap_or_else(|| panic!("no field {name} in {document}"))
			.to_owned()
	}
}

/// Which store the actors share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreKind {
	/// The folder of the embedded store.
	Embedded,
	/// The daemon of [`Kubo`].
	Kubo,
}

/// One actor: an account and a home folder.
pub struct Person {
	name: String,
	home: PathBuf,
	/// For temporary files, in the stage's folder, so that a test can look for what is left there.
	tmp: PathBuf,
	node: String,
	/// Whether `node` is a node's address or the specs for a light client.
	asks: &'static str,
	/// How far this actor's clock is off, as `faketime` takes it.
	clock: Option<String>,
	/// The command line that this actor has installed.
	program: PathBuf,
}

impl Person {
	/// The command line of this actor, ready for more arguments.
	pub fn command(&self, arguments: &[&str]) -> Command {
		self.command_of(&[&["--yes"][..], arguments].concat())
	}

	/// The same without a yes to what may be asked.
	fn command_of(&self, arguments: &[&str]) -> Command {
		let mut command = match &self.clock {
			None => Command::new(&self.program),
			Some(offset) => {
				let mut shifted = Command::new("faketime");
				shifted
					.args(["--exclude-monotonic", "-f", offset])
					.arg(&self.program);
				shifted
			}
		};
		command
			.arg("--home")
			.arg(&self.home)
			.args([self.asks, &self.node, "--account", &format!("//{}", self.name)])
			.args(arguments)
			.env("MEDQUORUM_PASSPHRASE", PASSPHRASE)
			.env("NO_COLOR", "1")
			.env("TMPDIR", &self.tmp)
			.stdin(Stdio::null());
		command
	}

	/// Runs a command and returns its answer, whatever it is.
	///
	/// # Panics
	/// When the program does not start.
	pub fn try_run(&self, arguments: &[&str]) -> Answer {
		let output = self.command(arguments).output();
		Answer::new(&output.unwrap_or_else(|error| panic!("medquorum does not run: {error}")))
	}

	/// Runs a command where nobody has said yes and nobody sits at a terminal.
	///
	/// # Panics
	/// When the program does not start.
	pub fn run_unasked(&self, arguments: &[&str]) -> Answer {
		let output = self.command_of(arguments).output();
		Answer::new(&output.unwrap_or_else(|error| panic!("medquorum does not run: {error}")))
	}

	/// Runs a command that must succeed.
	///
	/// # Panics
	/// When it does not.
	pub fn run(&self, arguments: &[&str]) -> Answer {
		let answer = self.try_run(arguments);
		assert!(
			answer.code == 0,
			"{} {arguments:?} ended with {}\n{}\n{}",
			self.name,
			answer.code,
			answer.stdout,
			answer.stderr
		);
		answer
	}

	/// Runs a command that must be refused with this exit code and with `words` in what it says.
	///
	/// # Panics
	/// When it is not.
	pub fn refused(&self, arguments: &[&str], code: i32, words: &str) -> Answer {
		let answer = self.try_run(arguments);
		let said = answer.stderr.to_lowercase();
		assert!(
			answer.code == code && said.contains(&words.to_lowercase()),
			"{} {arguments:?}: expected {code} and «{words}», got {}\n{}\n{}",
			self.name,
			answer.code,
			answer.stdout,
			answer.stderr
		);
		answer
	}

	/// The actor's home folder.
	pub fn home(&self) -> &Path {
		&self.home
	}

	/// Moves the actor's home into another folder.
	///
	/// # Panics
	/// When that fails.
	pub fn move_home(&mut self, folder: &Path) {
		let target = folder.join(&self.name);
		let moved = Command::new("mv").args([&self.home, &target]).status();
		assert!(moved.is_ok_and(|status| status.success()), "mv failed");
		self.home = target;
	}

	/// The actor's name, which is also the development account `//Name`.
	pub fn name(&self) -> &str {
		&self.name
	}

	/// From now on this actor's clock is off by so much, such as `+2h`.
	///
	/// # Panics
	/// When `faketime` is not installed.
	pub fn set_clock(&mut self, offset: &str) {
		let found = Command::new("faketime").arg("--version").output().is_ok();
		assert!(found, "faketime is missing: run `make setup`, which installs it");
		self.clock = Some(offset.to_owned());
	}

	/// From now on this actor has this command line installed, such as that of another release.
	pub fn set_program(&mut self, program: &Path) {
		program.clone_into(&mut self.program);
	}

	/// From now on this actor talks to another node.
	pub fn set_node(&mut self, url: &str) {
		url.clone_into(&mut self.node);
		self.asks = "--node";
	}

	/// From now on no node is asked: the chain is followed by the specs of relay chain and parachain.
	pub fn set_light(&mut self, [relay, parachain]: &[PathBuf; 2]) {
		self.node = format!("{},{}", relay.display(), parachain.display());
		self.asks = "--light";
	}
}

/// A folder with the homes of all actors and the store they share.
pub struct Stage {
	folder: TempDir,
	people: Vec<Person>,
}

/// The actors of the development chain: four administrators, patient, facility, clinician, clinician without a role, and a patient
/// without tokens.
const NAMES: [&str; 9] = [
	"Alice", "Bob", "Charlie", "Dave", "Eve", "One", "Ferdie", "Two", "Ida",
];

impl Stage {
	/// Gives every actor a home, and registers patient, facility and clinicians. Ida is not enrolled yet.
	///
	/// # Panics
	/// When a step fails.
	pub fn set(node: &Node, kubo: Option<&Kubo>) -> Self {
		let stage = Self::unregistered(&node.url(), kubo);
		stage.register();
		stage
	}

	/// Registers patient, facility and clinicians.
	///
	/// # Panics
	/// When a step fails.
	pub fn register(&self) {
		for name in ["Eve", "One", "Ferdie", "Two"] {
			self.person(name).run(&["register"]);
		}
	}

	/// Gives every actor a home, at the node of this address; nobody is registered. Their keystores are weakly protected.
	///
	/// # Panics
	/// When a step fails.
	pub fn unregistered(node: &str, kubo: Option<&Kubo>) -> Self {
		let stage = Self::empty(&binary("medquorum"), node);
		let kind = homes::kind(node, kubo.is_some());
		let places = Places {
			node: node.to_owned(),
			store: kubo.map_or_else(
				|| stage.store().display().to_string(),
				|kubo| kubo.api().to_owned(),
			),
		};
		for person in &stage.people {
			let failed =
				|error: &dyn std::fmt::Display| -> ! { panic!("the home of {}: {error}", person.name) };
			let kept = kind
				.as_ref()
				.map(|kind| homes::furnish(kind, &person.name, &person.home, &places));
			let kept = kept.transpose().unwrap_or_else(|error| failed(&error));
			if kept == Some(true) {
				continue;
			}
			stage.init(person, kubo);
			let Some(kind) = kind.clone() else { continue };
			homes::keep(kind, &person.name, &person.home, places.clone())
				.unwrap_or_else(|error| failed(&*error));
		}
		if kubo.is_none() && !stage.store().exists() {
			stage.person("One").run(&["store", "create"]);
		}
		stage
	}

	/// Gives every actor a home, as the command line makes it; everybody has this one installed.
	///
	/// # Panics
	/// When a step fails.
	pub fn with_program(program: &Path, node: &str, kubo: Option<&Kubo>) -> Self {
		let stage = Self::empty(program, node);
		stage.people.iter().for_each(|person| stage.init(person, kubo));
		stage
	}

	fn empty(program: &Path, node: &str) -> Self {
		let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
		let tmp = folder.path().join("tmp");
		std::fs::create_dir(&tmp).unwrap_or_else(|error| panic!("no temporary folder: {error}"));
		let people = NAMES.into_iter().map(|name| Person {
			name: name.to_owned(),
			home: folder.path().join(name),
			tmp: tmp.clone(),
			node: node.to_owned(),
			asks: "--node",
			clock: None,
			program: program.to_owned(),
		});
		let people = people.collect();
		Self { folder, people }
	}

	fn init(&self, person: &Person, kubo: Option<&Kubo>) {
		let store = self.store().display().to_string();
		let mut arguments = vec!["init", "--development"];
		match kubo {
			Some(kubo) => arguments.extend(["--store", "kubo", "--kubo-url", kubo.api()]),
			None => arguments.extend(["--store", "embedded", "--store-path", &store]),
		}
		person.run(&arguments);
	}

	/// An actor by name.
	///
	/// # Panics
	/// When nobody has this name.
	pub fn person(&self, name: &str) -> &Person {
		self.people
			.iter()
			.find(|person| person.name == name)
			.unwrap_or_else(|| panic!("nobody is called {name}"))
	}

	/// Has Eve erase a record of hers, and One remove what is left of it where One has uploaded it.
	///
	/// # Panics
	/// When that fails.
	pub fn erase(&self, record: &str) {
		for who in ["Eve", "One"] {
			self.person(who).run(&["erase", record]);
		}
	}

	/// All actors, to be sent to another node.
	pub fn people_mut(&mut self) -> &mut [Person] {
		&mut self.people
	}

	/// A path in the folder of this stage.
	pub fn path(&self, name: &str) -> PathBuf {
		self.folder.path().join(name)
	}

	/// The folder of the embedded store.
	pub fn store(&self) -> PathBuf {
		self.path("store")
	}
}
