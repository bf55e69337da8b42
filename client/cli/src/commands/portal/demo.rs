//! `portal --demo`: a development node, a store and the eight people of the demo, each with a portal of their own.
//!
//! Everything lies in a temporary folder and goes with it: the chain, the store, the homes. The secrets are public.

use super::Opts;
use crate::{
	context::App,
	interrupt::asked_to_stop,
	output::{Failure, Outcome},
};
use futures::future::try_join_all;
use medquorum_client::{accounts::AccountSource, config::Home, keystore::Passphrase, notify::child};

use medquorum_portal::{Options, PortalError, Served};
use serde_json::json;
use std::{
	fs::File,
	io::{self, Write},
	path::{Path, PathBuf},
	process::Stdio,
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::process::Child;

/// The people, and what they are.
const PEOPLE: [(&str, &str); 8] = [
	("Alice", "administrator"),
	("Bob", "administrator"),
	("Charlie", "administrator"),
	("Dave", "administrator"),
	("Ida", "patient"),
	("One", "hospital"),
	("Ferdie", "clinician at One"),
	("Two", "clinician elsewhere, without a role yet"),
];
/// Those who publish their keys by themselves beside the hospital, which enrols Ida.
const CLINICIANS: [&str; 2] = ["Ferdie", "Two"];
/// The administrators, who found a committee before anything else.
const ADMINISTRATORS: [&str; 4] = ["Alice", "Bob", "Charlie", "Dave"];
/// The number of their committee.
const COMMITTEE: &str = "2";
/// The passphrase of every keystore of the demo.
const PASSPHRASE: &str = "demo";
/// How long the node may take to answer.
const PATIENCE: Duration = Duration::from_secs(120);
/// A file to upload first.
const LETTER: &str = "Dear colleague,\n\nthis letter is about nobody: it is the first record of the demo.\n";

fn failed(what: &'static str) -> impl Fn(io::Error) -> Failure {
	move |source| PortalError::Demo { what, source }.into()
}

/// The demo while it runs. The node ends with it, and the folder goes.
struct Demo {
	/// Killed when dropped, and before the folder goes.
	_process: Child,
	folder: TempDir,
	program: PathBuf,
	node: String,
}

fn node_port(log: &Path) -> Option<u16> {
	let text = std::fs::read_to_string(log).ok()?;
	let line = text
		.lines()
		.find(|line| line.contains("Running JSON-RPC server"))?;
	let address = line.split("addr=").nth(1)?.split([',', ' ']).next()?;
	address.rsplit(':').next()?.parse().ok()
}

impl Demo {
	/// Starts the node that lies beside this program, and waits until it answers.
	async fn begin() -> Result<Self, Failure> {
		let program = std::env::current_exe().map_err(failed("find this program"))?;
		let folder = tempfile::Builder::new()
			.prefix("medquorum-portal.")
			.tempdir()
			.map_err(failed("make a temporary folder"))?;
		let log = folder.path().join("node.log");
		let output = File::create(&log).map_err(failed("write a log"))?;
		let mut process = child(program.with_file_name("medquorum-node"))
			// Short blocks: a decision of the council waits for ten of them.
			.args([
				"--dev",
				"--dev-block-time",
				"200",
				"--rpc-port",
				"0",
				"--port",
				"0",
			])
			.args(["--no-prometheus", "--no-telemetry", "--no-hardware-benchmarks"])
			// The states of all blocks, so that an audit is whole.
			.args(["--state-pruning", "archive"])
			.arg("--base-path")
			.arg(folder.path().join("chain"))
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(output)
			.kill_on_drop(true)
			.spawn()
			.map_err(failed(
				"start medquorum-node, which should lie beside this program",
			))?;
		let begun = Instant::now();
		let port = loop {
			if let Some(port) = node_port(&log) {
				break port;
			}
			let ended = process.try_wait().map_err(failed("watch the node"))?.is_some();
			if ended || begun.elapsed() > PATIENCE {
				return Err(PortalError::DemoStep("the node does not answer".to_owned()).into());
			}
			tokio::time::sleep(Duration::from_millis(100)).await;
		};
		Ok(Self {
			node: format!("ws://127.0.0.1:{port}"),
			folder,
			program,
			_process: process,
		})
	}

	fn path(&self, name: &str) -> PathBuf {
		self.folder.path().join(name)
	}

	/// Runs one command of one person, which must succeed.
	async fn run(&self, who: &str, arguments: &[&str]) -> Outcome {
		let output = child(&self.program)
			.arg("--home")
			.arg(self.path(who))
			.args(["--node", &self.node, "--account", &format!("//{who}"), "--yes"])
			.args(arguments)
			.env("MEDQUORUM_PASSPHRASE", PASSPHRASE)
			.stdin(Stdio::null())
			.kill_on_drop(true)
			.output()
			.await
			.map_err(failed("run a step"))?;
		if output.status.success() {
			return Ok(());
		}
		let said = String::from_utf8_lossy(&output.stderr);
		let why = said
			.lines()
			.find(|line| line.starts_with("error: "))
			.unwrap_or("it failed");
		Err(PortalError::DemoStep(format!("{who}, {}: {why}", arguments.join(" "))).into())
	}

	/// Gives everybody a home and keys.
	async fn homes(&self) -> Outcome {
		let store = self.path("store").display().to_string();
		let init = [
			"init",
			"--development",
			"--store",
			"embedded",
			"--store-path",
			&store,
		];
		try_join_all(PEOPLE.map(|(who, _)| self.run(who, &init))).await?;
		std::fs::write(self.path("letter.txt"), LETTER).map_err(failed("write a letter"))
	}

	/// Publishes the keys of those who hold records or ask for them. One account sends one call after the other.
	async fn registered(&self) -> Outcome {
		let keys = self.path("ida.json").display().to_string();
		let hospital = async {
			let to_file = ["register", "--to-file", &keys];
			tokio::try_join!(self.run("Ida", &to_file), self.run("One", &["register"]))?;
			self.run("One", &["enrol", &keys]).await
		};
		let clinicians = CLINICIANS.map(|who| self.run(who, &["register"]));
		tokio::try_join!(hospital, try_join_all(clinicians))?;
		Ok(())
	}

	/// The administrators found a committee without a dealer.
	async fn founded(&self) -> Outcome {
		let folder = self.path("ceremony").display().to_string();
		let start = [
			"committee",
			"ceremony",
			"start",
			"--k",
			"3",
			"--committee",
			COMMITTEE,
		];
		let admins = [
			"--admin",
			"Alice=1",
			"Bob=2",
			"Charlie=3",
			"Dave=4",
			"--out",
			&folder,
		];
		self.run("Alice", &[&start[..], &admins].concat()).await?;
		for step in ["join", "deal", "certify"] {
			let step = ["committee", "ceremony", step, &folder];
			try_join_all(ADMINISTRATORS.map(|who| self.run(who, &step))).await?;
		}
		Ok(())
	}

	/// The council sets it. Dave, who is asked nothing there, publishes keys meanwhile.
	async fn decided(&self) -> Outcome {
		let folder = self.path("ceremony").display().to_string();
		let council = async {
			// The first motion of this chain, and its first decision.
			self.run("Alice", &["council", "propose-committee", &folder])
				.await?;
			let vote = ["council", "vote", "0", "yes"];
			try_join_all(["Alice", "Bob", "Charlie"].map(|who| self.run(who, &vote))).await?;
			self.run("Bob", &["council", "close", "0"]).await?;
			let begun = Instant::now();
			while let Err(error) = self.run("Alice", &["council", "enact", "0"]).await {
				if begun.elapsed() > PATIENCE {
					return Err(error);
				}
				tokio::time::sleep(Duration::from_millis(200)).await;
			}
			Ok(())
		};
		tokio::try_join!(council, self.run("Dave", &["register"]))?;
		Ok(())
	}

	/// Everybody trusts the committee.
	async fn trusted(&self) -> Outcome {
		let trust = ["committee", "trust", COMMITTEE];
		try_join_all(PEOPLE.map(|(who, _)| self.run(who, &trust))).await?;
		Ok(())
	}

	/// A portal of one person, unlocked.
	async fn portal(&self, who: &str, opts: &Opts) -> Result<Served, Failure> {
		let served = Served::listen(Options {
			home: Home::at(&self.path(who)),
			node: Some(self.node.clone()),
			account: Some(AccountSource::Development(format!("//{who}"))),
			allow_insecure: false,
			allow_weak: false,
			port: 0,
			lock_after: opts.lock_after.duration(),
		})
		.await?;
		served.unlock(Passphrase::new(PASSPHRASE.to_owned())?).await?;
		Ok(served)
	}
}

fn tell(links: &[(&str, &str, String)], demo: &Demo, app: &App, out: &mut impl Write) -> Outcome {
	let letter = demo.path("letter.txt").display().to_string();
	if app.global.json {
		let portals = links
			.iter()
			.map(|(name, role, link)| json!({ "name": name, "role": role, "link": link }));
		let document = json!({
			"portals": portals.collect::<Vec<_>>(),
			"node": demo.node,
			"passphrase": PASSPHRASE,
			"file": letter,
		});
		writeln!(out, "{document}")?;
		return Ok(out.flush()?);
	}
	for (name, role, link) in links {
		writeln!(out, "{name:8} {role:40} {link}")?;
	}
	out.flush()?;
	app.say(format_args!(
		"\nEach link lets one browser in, once; the passphrase of everybody is \"{PASSPHRASE}\".\nBegin as One: Upload {letter} for Ida. Ctrl-C ends \
		 the demo and removes all of it."
	));
	Ok(())
}

/// Sets all up, prints the links, and serves until Ctrl-C.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let stop = asked_to_stop()?;
	let work = async {
		app.say("Starting a development node, a store and eight people. Nothing of it is real, and its secrets are public.");
		let demo = Demo::begin().await?;
		demo.homes().await?;
		app.say("Its administrators found a committee, so that nobody knows its key; this takes a moment.");
		// Nobody is in both: a home serves one command at a time.
		let (portals, ()) = tokio::try_join!(
			async {
				demo.registered().await?;
				// A portal reads the settings when its first page is asked for.
				try_join_all(PEOPLE.map(|(who, _)| demo.portal(who, opts))).await
			},
			async {
				demo.founded().await?;
				demo.decided().await?;
				demo.trusted().await
			}
		)?;
		let mut links = Vec::new();
		for ((name, role), served) in PEOPLE.iter().zip(&portals) {
			links.push((*name, *role, served.link()?));
		}
		tell(&links, &demo, app, out)?;
		// One portal that stops, because somebody tried links, leaves the others alone.
		let serving = portals
			.into_iter()
			.map(|served| served.serve(std::future::pending()));
		futures::future::join_all(serving).await;
		Ok::<(), Failure>(())
	};
	tokio::select! {
		done = work => done,
		() = stop => Ok(()),
	}
}
