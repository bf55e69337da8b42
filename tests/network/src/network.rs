//! The whole of it.

use crate::{
	light,
	para::{self, ParaNode, Place, RelayPlace},
	process::{Peer, Process},
	relay,
	scale::compact,
};
use medquorum_e2e::binary;
use serde_json::json;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// twox-128 of `Paras` and `Heads`, and twox-64-concat of [`para::PARA_ID`]: where the relay chain keeps the parachain's newest header.
const HEAD_KEY: &str =
	"0xcd710b30bd2eab0352ddcc26417aa1941b3c252fcb29d88eff4f3de5de4476c363f5a4efb16ffa83d0070000";

/// A relay chain with its parachain. What the programs have written stays where a test fails.
pub struct Network {
	/// Two validators.
	pub validators: [Process; 2],
	/// Two collators, of two hospitals.
	pub collators: [ParaNode; 2],
	/// A node without keys, for the clients.
	pub full: ParaNode,
	peers: Vec<Peer>,
	relay: RelayPlace,
	spec: PathBuf,
	boot: String,
	folder: Option<TempDir>,
}

impl Network {
	/// Starts all of it and waits for the parachain's first final block.
	///
	/// # Panics
	/// When a program is not built, or the network does not come up.
	pub fn start() -> Self {
		Self::with_runtime_of(&binary("medquorum-node"))
	}

	/// Starts all of it and waits for the parachain's first block, which is final half a minute later: what people send until then is final
	/// soon after it.
	///
	/// # Panics
	/// When a program is not built, or the network does not come up.
	pub fn begun() -> Self {
		Self::begun_with(&binary("medquorum-node"), 0)
	}

	/// As [`Self::begun`], with the accounts and roles of so many lanes of `medquorum-load` from the first block on.
	///
	/// # Panics
	/// When a program is not built, or the network does not come up.
	pub fn loaded(lanes: u32) -> Self {
		Self::begun_with(&binary("medquorum-node"), lanes)
	}

	/// As [`Self::start`], with the runtime that this node program has, such as that of another release.
	///
	/// # Panics
	/// When a program is not built, or the network does not come up.
	pub fn with_runtime_of(node: &Path) -> Self {
		let mut network = Self::begun_with(node, 0);
		network.full.wait_for("final block of the parachain", |full| {
			full.finalized().filter(|&number| number > 0)
		});
		network
	}

	fn begun_with(node: &Path, lanes: u32) -> Self {
		let folder = tempfile::Builder::new().prefix("medquorum-network-").tempdir();
		let folder = folder.unwrap_or_else(|error| panic!("no temporary folder: {error}"));
		let at = folder.path();
		let (spec, genesis) = para::spec(at, node, lanes);
		let relay_spec = relay::spec(at, &genesis);
		let peers: Vec<Peer> = (1..=16).map(Peer::new).collect();
		let node = binary("medquorum-node");
		let first = peers[0].address(&node, at);
		let mut validators = [
			relay::validator(at, &relay_spec, "Alice", &peers[0], None),
			relay::validator(at, &relay_spec, "Bob", &peers[1], Some(&first)),
		];
		for validator in &mut validators {
			validator.start();
		}
		let relay = RelayPlace {
			spec: relay_spec,
			urls: validators.iter().map(Process::url).collect(),
			boot: first,
		};
		let boot = peers[2].address(&node, at);
		let place = |boot| Place {
			folder: at,
			spec: &spec,
			boot,
			relay: &relay,
		};
		let mut collators = [
			ParaNode::new(&place(None), "first", &peers[2], &["--collator", "--alice"]),
			ParaNode::new(&place(Some(&boot)), "second", &peers[3], &["--collator", "--bob"]),
		];
		let mut full = ParaNode::new(&place(Some(&boot)), "full", &peers[4], &[]);
		// A node that finds no relay chain gives up after some seconds.
		for validator in &mut validators {
			validator.wait_for("answer", |validator| validator.finalized());
		}
		for node in collators.iter_mut().chain([&mut full]) {
			node.start();
		}
		full.wait_for("block of the parachain", |full| {
			full.newest().filter(|&number| number > 0)
		});
		Self {
			validators,
			collators,
			full,
			peers,
			relay,
			spec,
			boot,
			folder: Some(folder),
		}
	}

	/// Another node of the parachain, not started, with a folder of its own. `number` from 6 to 16 sets it apart.
	///
	/// # Panics
	/// When there is no such number.
	pub fn another(&self, name: &str, number: usize, own: &[&str]) -> ParaNode {
		self.node_of(&self.spec, name, number, own)
	}

	/// A collator of a chain that began with something else, at the same peers.
	///
	/// # Panics
	/// When its spec cannot be written.
	pub fn with_other_genesis(&self, name: &str, number: usize) -> ParaNode {
		let spec = para::other_spec(self.folder(), &self.spec);
		self.node_of(&spec, name, number, &["--collator", "--bob"])
	}

	/// A node of a parachain whose number the relay chain does not know, at the same peers.
	///
	/// # Panics
	/// When its spec cannot be written.
	pub fn unregistered(&self, name: &str, number: usize) -> ParaNode {
		let spec = para::unregistered_spec(self.folder(), &self.spec);
		self.node_of(&spec, name, number, &[])
	}

	fn node_of(&self, spec: &Path, name: &str, number: usize, own: &[&str]) -> ParaNode {
		let place = Place {
			folder: self.folder(),
			spec,
			boot: Some(&self.boot),
			relay: &self.relay,
		};
		ParaNode::new(&place, name, &self.peers[number - 1], own)
	}

	/// The chain specs with which a light client finds this network, the relay chain's and the parachain's. They name validators and
	/// collators, and not the full node.
	///
	/// # Panics
	/// When they cannot be written.
	pub fn light_specs(&self) -> [PathBuf; 2] {
		self.specs_for_light(&self.spec)
	}

	/// The same with a parachain that began with something else.
	///
	/// # Panics
	/// When they cannot be written.
	pub fn light_specs_of_another_chain(&self) -> [PathBuf; 2] {
		self.specs_for_light(&para::other_spec(self.folder(), &self.spec))
	}

	fn specs_for_light(&self, parachain: &Path) -> [PathBuf; 2] {
		let (folder, node) = (self.folder(), binary("medquorum-node"));
		let addresses: Vec<String> = self
			.peers
			.iter()
			.take(4)
			.map(|peer| peer.address(&node, folder))
			.collect();
		let (validators, collators) = addresses.split_at(2);
		let relay = &self.relay.spec;
		let id = light::id(relay);
		[
			light::spec(relay, folder, "light-relay.json", validators, None),
			light::spec(parachain, folder, "light-para.json", collators, Some(&id)),
		]
	}

	/// Where the programs keep what they have.
	pub fn folder(&self) -> &Path {
		self.folder.as_ref().map_or(Path::new(""), TempDir::path)
	}

	/// The parachain's newest block in the state that the relay chain has finalized.
	pub fn relayed(&self) -> Option<u64> {
		let validator = &self.validators[0];
		let hash = validator.ask("chain_getFinalizedHead", &json!([])).ok()?;
		number_of(&validator.stored(HEAD_KEY, &hash)?)
	}

	/// Waits until the relay chain has finalized this block of the parachain.
	///
	/// # Panics
	/// When that does not happen.
	pub fn await_relayed(&mut self, number: u64) {
		let start = std::time::Instant::now();
		while self.relayed().is_none_or(|newest| newest < number) {
			assert!(
				start.elapsed() < crate::PATIENCE,
				"block {number} of the parachain is not final on the relay chain"
			);
			std::thread::sleep(std::time::Duration::from_millis(500));
		}
	}

	/// The largest proof of validity that a collator has handed to the validators, in bytes.
	pub fn largest_pov(&self) -> u64 {
		let files = |name: &str| walk(&self.folder().join(name).join("pov"));
		let sizes = ["first", "second"].into_iter().flat_map(files);
		sizes.max().unwrap_or_default()
	}
}

impl Drop for Network {
	fn drop(&mut self) {
		if std::thread::panicking()
			&& let Some(folder) = self.folder.take()
		{
			eprintln!("the network's logs are in {}", folder.keep().display());
		}
	}
}

/// The sizes of all files at or below a path.
fn walk(path: &Path) -> Vec<u64> {
	let Ok(entries) = std::fs::read_dir(path) else {
		return std::fs::metadata(path)
			.map(|file| file.len())
			.into_iter()
			.collect();
	};
	entries.flatten().flat_map(|entry| walk(&entry.path())).collect()
}

/// The number in a header's SCALE bytes that are themselves a SCALE vector: length, 32 bytes of parent, compact number.
fn number_of(bytes: &[u8]) -> Option<u64> {
	let (_, rest) = compact(bytes)?;
	compact(rest.get(32..)?).map(|(number, _)| number)
}
