//! The parachain: its spec, its collators, and nodes that only follow it.

use crate::{
	process::{Peer, Process, run, run_on},
	relay,
};
use medquorum_e2e::{binary, free_port};
use serde_json::{Value, json};
use std::{
	ops::{Deref, DerefMut},
	path::{Path, PathBuf},
};

/// The parachain of the built-in spec `local`.
pub const PARA_ID: u32 = 2000;

/// How many blocks a session of the parachain lasts here; an hour's worth otherwise.
pub const SESSION: u32 = 10;

/// twox-128 of `:SessionPeriod:`, the key at which the runtime looks for another length of its sessions.
const SESSION_KEY: &str = "0xbcaa06fe04f08327486358af0fd636b8";

/// twox-128 of `ParachainInfo` and of `ParachainId`: under which number the relay chain knows it.
const PARA_ID_KEY: &str = "0x0d715f2646c8f85767b5d2764bb2782604a74d81251e398fd8a0a4d55023bb3f";

/// Writes the parachain's raw spec into `folder`, with the runtime that this node program has, and with the accounts and roles of so many
/// lanes of `medquorum-load`; gives its path and what the relay chain has to know of it.
///
/// # Panics
/// When a step fails.
pub fn spec(folder: &Path, node: &Path, lanes: u32) -> (PathBuf, relay::Genesis) {
	let path = folder.join("para.json");
	let target = path.display().to_string();
	let chain = match lanes {
		0 => "--chain=local".to_owned(),
		lanes => format!("--chain={}", with_lanes(folder, node, lanes).display()),
	};
	run(node, &["export-chain-spec", &chain, "--raw", "--output", &target]);
	let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{target}: {error}"));
	let mut spec: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{target}: {error}"));
	set_session(&mut spec, SESSION);
	std::fs::write(&path, spec.to_string()).unwrap_or_else(|error| panic!("{target}: {error}"));
	let chain = format!("--chain={target}");
	let export = |what: &str| run(node, &[what, &chain]).trim().to_owned();
	let genesis = relay::Genesis {
		para_id: PARA_ID,
		head: export("export-genesis-head"),
		code: export("export-genesis-wasm"),
	};
	(path, genesis)
}

/// The plain spec with those accounts.
fn with_lanes(folder: &Path, node: &Path, lanes: u32) -> PathBuf {
	let plain = folder.join("plain.json");
	let target = plain.display().to_string();
	run(node, &["export-chain-spec", "--chain=local", "--output", &target]);
	let loaded = run_on(
		&binary("medquorum-load"),
		&["spec", "--lanes", &lanes.to_string()],
		&plain,
	);
	std::fs::write(&plain, loaded).unwrap_or_else(|error| panic!("{target}: {error}"));
	plain
}

fn set_session(spec: &mut Value, blocks: u32) {
	spec["genesis"]["raw"]["top"][SESSION_KEY] = json!(format!("0x{}", hex::encode(blocks.to_le_bytes())));
}

/// The same spec with another first state.
///
/// # Panics
/// When it cannot be written.
pub fn other_spec(folder: &Path, spec: &Path) -> PathBuf {
	changed(folder, spec, "other.json", |spec| set_session(spec, SESSION + 1))
}

/// The same spec for a number that the relay chain does not know.
///
/// # Panics
/// When it cannot be written.
pub fn unregistered_spec(folder: &Path, spec: &Path) -> PathBuf {
	changed(folder, spec, "unregistered.json", |spec| {
		let number = PARA_ID + 1;
		spec["para_id"] = json!(number);
		spec["genesis"]["raw"]["top"][PARA_ID_KEY] =
			json!(format!("0x{}", hex::encode(number.to_le_bytes())));
	})
}

fn changed(folder: &Path, spec: &Path, name: &str, change: impl FnOnce(&mut Value)) -> PathBuf {
	let text = std::fs::read_to_string(spec).unwrap_or_else(|error| panic!("{}: {error}", spec.display()));
	let mut spec: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("the spec: {error}"));
	change(&mut spec);
	let path = folder.join(name);
	std::fs::write(&path, spec.to_string()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
	path
}

/// A node of the parachain, which asks the validators about the relay chain.
pub struct ParaNode(Process);

/// One that makes blocks.
pub type Collator = ParaNode;

/// What a node of the parachain has to know.
pub struct Place<'a> {
	/// The network's folder.
	pub folder: &'a Path,
	/// The parachain's spec.
	pub spec: &'a Path,
	/// Another node of the parachain.
	pub boot: Option<&'a str>,
	/// The relay chain.
	pub relay: &'a RelayPlace,
}

/// What it has to know of the relay chain.
pub struct RelayPlace {
	/// Its spec, which names its protocol.
	pub spec: PathBuf,
	/// The validators' RPC addresses, by which blocks are learnt.
	pub urls: Vec<String>,
	/// A validator's address as a peer: candidates go to validators themselves.
	pub boot: String,
}

impl ParaNode {
	/// A node of this name, not started. `own` are its own arguments, such as `--collator`.
	pub fn new(place: &Place<'_>, name: &str, peer: &Peer, own: &[&str]) -> Self {
		let mut after = vec![format!("--chain={}", place.spec.display())];
		after.push("--state-pruning=archive".to_owned());
		after.push(format!(
			"--export-pov-to-path={}",
			place.folder.join(name).join("pov").display()
		));
		after.extend(place.boot.map(|address| format!("--bootnodes={address}")));
		after.push("--relay-chain-rpc-urls".to_owned());
		after.extend_from_slice(&place.relay.urls);
		after.extend([
			"--".to_owned(),
			format!("--chain={}", place.relay.spec.display()),
			format!("--bootnodes={}", place.relay.boot),
			format!("--listen-addr=/ip4/127.0.0.1/tcp/{}", free_port()),
			"--no-mdns".to_owned(),
		]);
		Self(Process::new(
			name,
			binary("medquorum-node"),
			place.folder,
			peer,
			own,
			&after,
		))
	}
}

impl Deref for ParaNode {
	type Target = Process;

	fn deref(&self) -> &Process {
		&self.0
	}
}

impl DerefMut for ParaNode {
	fn deref_mut(&mut self) -> &mut Process {
		&mut self.0
	}
}
