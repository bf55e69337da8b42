//! What only a running node shows: whose database it has, how right its clock is, who its peers are, and whether anybody waits for its blocks.
//!
//! The node says none of it in words. So a thread asks it over its own RPC, and the relay node too where that can be asked, and tells
//! each fault once, in one line. What cannot mend itself ends the node, so that the service is seen to fail.

mod facts;

use crate::genesis::{self, Unconfirmed};
use facts::{Clock, genesis_hashes, head_at, ours};
use serde_json::{Value, json};
use std::{
	collections::BTreeSet,
	fs,
	io::{Read as _, Write as _},
	net::{TcpStream, ToSocketAddrs as _},
	path::{Path, PathBuf},
	process::Command,
	sync::atomic::{AtomicBool, Ordering},
	thread,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of one.
const MAX_ANSWER: u64 = 1 << 20;
/// Between two looks.
const INTERVAL: Duration = Duration::from_secs(20);
/// Looks in a row that must agree before something is said: one may meet a restart of the other side.
const AGREE: u32 = 3;
/// The same before a node without peers says so.
const ALONE: u32 = 9;
/// How long the node may take to write its last blocks and end.
const END: Duration = Duration::from_secs(60);

/// Where the time of a block stands: twox-128 of `Timestamp` and of `Now`.
const NOW_KEY: &str = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";
/// Whose session key each is: twox-128 of `Session` and of `KeyOwner`. A key of 32 bytes ends each name.
const OWNERS_KEY: &str = "0xcec5070d609dd3497f72bde07fc96ba0726380404683fc89e8233450c8aa1950";
/// Newest headers of parachains, on a relay chain: twox-128 of `Paras` and of `Heads`. The number ends each name.
const HEADS_KEY: &str = "0xcd710b30bd2eab0352ddcc26417aa1941b3c252fcb29d88eff4f3de5de4476c3";
/// How the name of an Aura key's file in a keystore begins: `aura`, in hex.
const AURA_FILE: &str = "61757261";

/// Whether this thread has asked the node to end.
static ENDED: AtomicBool = AtomicBool::new(false);

/// What is to be watched of a node, and where it is asked.
#[derive(Debug)]
pub struct Watch {
	/// Host and port of its RPC.
	pub rpc: String,
	/// The same of a relay node, where that can be asked.
	pub relay: Option<String>,
	/// The `id` of its spec.
	pub id: String,
	/// The parachain's number, where the spec has it.
	pub para_id: Option<u32>,
	/// Whether it is to make blocks.
	pub collates: bool,
	/// Where its session keys lie, if it is to make blocks with such.
	pub keystore: Option<PathBuf>,
	/// A database of which nobody knows yet for which genesis it was made.
	pub unconfirmed: Option<Unconfirmed>,
	/// Whether it needs neither peers nor a relay chain.
	pub alone: bool,
}

/// How often in a row each thing was seen.
#[derive(Debug, Default)]
struct Seen {
	without_peers: u32,
	without_owner: u32,
	without_parachain: u32,
	own: Clock,
	relay: Clock,
	told: BTreeSet<&'static str>,
}

impl Seen {
	/// One line, the first time.
	fn tell(&mut self, kind: &'static str, line: &str) {
		if self.told.insert(kind) {
			eprintln!("medquorum-node: {line}");
		}
	}
}

/// Whether the node was ended for a fault, which was told.
#[must_use]
pub fn has_ended() -> bool {
	ENDED.load(Ordering::SeqCst)
}

impl Watch {
	/// Watches beside the node, as long as it runs.
	pub fn begin(self) {
		// Without the thread the node still runs, as any node of this library does.
		let _: std::io::Result<thread::JoinHandle<()>> = thread::Builder::new()
			.name("watch".to_owned())
			.spawn(move || self.run());
	}

	fn run(self) {
		let first = loop {
			match ask(&self.rpc, "chain_getBlockHash", &json!([0])) {
				Some(Value::String(hash)) => break hash,
				_ => thread::sleep(Duration::from_millis(200)),
			}
		};
		if let Some(unconfirmed) = &self.unconfirmed {
			self.confirm(unconfirmed, &first);
		}
		if self.alone {
			return;
		}
		let mut seen = Seen::default();
		loop {
			self.look(&first, &mut seen);
			thread::sleep(INTERVAL);
		}
	}

	/// Compares the database's genesis with the spec's, and notes it where they are the same.
	fn confirm(&self, unconfirmed: &Unconfirmed, first: &str) {
		if unconfirmed
			.children
			.as_object()
			.is_some_and(|children| !children.is_empty())
		{
			return;
		}
		let Some(hashes) = genesis_hashes(&unconfirmed.top) else {
			return;
		};
		match hashes.iter().any(|hash| hash == first) {
			true => genesis::note(&unconfirmed.folder, &unconfirmed.genesis),
			false => end(&genesis::other(&unconfirmed.folder, &self.id)),
		}
	}

	fn look(&self, first: &str, seen: &mut Seen) {
		let keys = self.keystore.as_deref().map(keys_in);
		if keys.as_ref().is_some_and(BTreeSet::is_empty) {
			seen.tell(
				"no-key",
				"this collator has no session key, and makes no block until it has one and the chain names it. Make one: \
				docs/operators.md, step 6. Who was named in the genesis: medquorum-node key insert",
			);
		}
		if let Some(health) = ask(&self.rpc, "system_health", &json!([])) {
			self.look_at_peers(&health, first, seen);
			if let Some(keys) = keys.filter(|keys| !keys.is_empty()) {
				self.look_at_keys(&health, &keys, seen);
			}
		}
		self.look_at_relay_chain(first, seen);
		self.look_at_clock(seen);
	}

	/// Peers of another genesis leave at once, so who has the wrong one is alone.
	fn look_at_peers(&self, health: &Value, first: &str, seen: &mut Seen) {
		let has_none = health["peers"] == 0 && health["shouldHavePeers"] == true;
		seen.without_peers = in_a_row(seen.without_peers, has_none);
		if seen.without_peers >= ALONE {
			let line = format!(
				"no other node of this chain is heard, for minutes. Its first block is {first}: if the others have another one, give the \
				spec that the consortium published and another folder (--base-path FOLDER). Otherwise let the port for other \
				nodes in, and name one: --bootnodes ADDRESS"
			);
			seen.tell("no-peers", &line);
		}
	}

	/// Judged when the node has caught up: before, its state is an older one.
	fn look_at_keys(&self, health: &Value, keys: &BTreeSet<String>, seen: &mut Seen) {
		let has_caught_up = health["isSyncing"] == false && health["peers"] != 0;
		let owned = ask(&self.rpc, "state_getKeysPaged", &json!([OWNERS_KEY, 1000]));
		let Some(Value::Array(owned)) = owned.filter(|_| has_caught_up) else {
			return;
		};
		let named = owned
			.iter()
			.filter_map(Value::as_str)
			.any(|name| keys.iter().any(|key| name.ends_with(key.as_str())));
		seen.without_owner = in_a_row(seen.without_owner, !named);
		if seen.without_owner >= AGREE {
			seen.tell(
				"foreign-key",
				"the chain names none of this collator's session keys, so it makes no block: they are another node's, or were not sent. \
				Send them from the collator's account: medquorum collator set-keys (docs/operators.md, step 6)",
			);
		}
	}

	/// Which header the relay chain has of this parachain. Only the first one can be compared; without any, it knows no such parachain.
	fn look_at_relay_chain(&self, first: &str, seen: &mut Seen) {
		let (Some(relay), Some(para_id)) = (&self.relay, self.para_id) else {
			return;
		};
		// An older state than the newest would say nothing about today.
		if !seen.relay.is_live() {
			return;
		}
		let Some(Value::Array(names)) = ask(relay, "state_getKeysPaged", &json!([HEADS_KEY, 1000])) else {
			return;
		};
		let Some(name) = ours(&names, para_id) else {
			seen.without_parachain = in_a_row(seen.without_parachain, true);
			if seen.without_parachain >= AGREE {
				let line = format!(
					"the relay chain has no parachain {para_id}: it is not registered yet (docs/operators.md, step 2), or number or relay \
					chain are wrong. Compare the spec with the others, and look whether -- --chain FILE is the relay chain agreed on"
				);
				seen.tell("no-parachain", &line);
			}
			return;
		};
		seen.without_parachain = 0;
		let Some(Value::String(head)) = ask(relay, "state_getStorage", &json!([name])) else {
			return;
		};
		if head_at(&head).is_some_and(|registered| registered != first) {
			end(&format!(
				"the relay chain has registered parachain {para_id} with another first block than {first}, which this node has: no block of \
				it would be taken. Give the spec whose genesis was registered, or the right number and relay chain"
			));
		}
	}

	/// By the newest blocks of the relay chain, or of this one where the relay node cannot be asked.
	fn look_at_clock(&self, seen: &mut Seen) {
		let relay = self.relay.as_deref().and_then(newest);
		let own = newest(&self.rpc);
		let by_relay = relay.and_then(|told| seen.relay.see(told));
		let by_own = own.and_then(|told| seen.own.see(told));
		let Some(ahead) = by_relay.or(by_own.filter(|_| relay.is_none())) else {
			return;
		};
		let direction = if ahead > 0 { "ahead of" } else { "behind" };
		let line = format!(
			"the clock of this machine is {} seconds {direction} the newest blocks: a collator's own would be refused, or come late. Set it, \
			and keep it set: timedatectl set-ntp true",
			ahead.abs()
		);
		match self.collates {
			true => end(&line),
			false => seen.tell("clock", &line),
		}
	}
}

/// What is counted as long as it is so without a break.
fn in_a_row(before: u32, now: bool) -> u32 {
	match now {
		true => before.saturating_add(1),
		false => 0,
	}
}

/// Session keys in a keystore, as hex. An unreadable one is for the node to name, and counts as empty.
fn keys_in(folder: &Path) -> BTreeSet<String> {
	let entries = fs::read_dir(folder).into_iter().flatten().flatten();
	entries
		.filter_map(|entry| entry.file_name().into_string().ok())
		.filter_map(|name| name.strip_prefix(AURA_FILE).map(str::to_owned))
		.filter(|key| key.len() == 64)
		.collect()
}

/// The time in a node's newest block, in milliseconds, with when it was asked by both clocks of this machine.
fn newest(node: &str) -> Option<facts::Told> {
	let answer = ask(node, "state_getStorage", &json!([NOW_KEY]))?;
	let bytes = hex::decode(answer.as_str()?.trim_start_matches("0x")).ok()?;
	let wall = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
	Some(facts::Told {
		block: u64::from_le_bytes(bytes.try_into().ok()?),
		wall: u64::try_from(wall.as_millis()).ok()?,
		at: Instant::now(),
	})
}

/// Asks a node by JSON-RPC over HTTP; `None` where it does not answer, or refuses.
fn ask(server: &str, method: &str, parameters: &Value) -> Option<Value> {
	let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters }).to_string();
	let address = server.to_socket_addrs().ok()?.next()?;
	let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
	stream.set_read_timeout(Some(PATIENCE)).ok()?;
	stream.set_write_timeout(Some(PATIENCE)).ok()?;
	let length = body.len();
	let kind = "Content-Type: application/json";
	let request =
		format!("POST / HTTP/1.0\r\nHost: {server}\r\n{kind}\r\nContent-Length: {length}\r\n\r\n{body}");
	stream.write_all(request.as_bytes()).ok()?;
	let mut answer = Vec::new();
	stream.take(MAX_ANSWER).read_to_end(&mut answer).ok()?;
	let start = answer.iter().position(|byte| *byte == b'{')?;
	let mut answer: Value = serde_json::from_slice(answer.get(start..)?).ok()?;
	answer.get_mut("result").map(Value::take)
}

/// Tells a fault and has the node end as an operator would, so that it closes its database. No safe call of the standard library sends a
/// signal; where there is no shell, the process ends at once, and the database recovers as after a power cut.
fn end(line: &str) {
	eprintln!("medquorum-node: {line}");
	ENDED.store(true, Ordering::SeqCst);
	let asked = Command::new("sh").args(["-c", "kill -TERM $PPID"]).status();
	if asked.is_ok_and(|status| status.success()) {
		thread::sleep(END);
	}
	std::process::exit(1);
}

#[cfg(test)]
mod tests;
