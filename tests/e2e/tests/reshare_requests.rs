//! What becomes of everything that is under way when a committee changes, on a real node: requests that are open and approved, an
//! administrator's own, a consent, old shares, and an attempt that was aborted.

use crate::{
	keystores::{epochs, shares},
	reshare::{Change, begun, decided, enacted, shown},
};
use medquorum_client::{
	accounts::Signer,
	blocks::Blocks,
	chain::{Chain, ChainOptions},
	domain::{AccountId, RequestId},
	entropy::OsEntropy,
	journal::Journal,
	ledger::{Call, Ledger as _, Share, Sign as _},
	roles::{Administrator, Desk},
	rules::answer::listed_share,
	secrets::AdminShare,
	trust::Trust,
};
use medquorum_e2e::{Node, NodeOptions, Stage};
use serde_json::Value;
use std::{collections::BTreeMap, fs, thread::scope};
use tokio::runtime::Runtime;

/// Dave leaves, who has a request of his own; Two comes.
const CHANGE: Change<'static> = Change {
	name: "change",
	dealers: &["Alice", "Bob", "Charlie"],
	new: &["Alice", "Bob", "Charlie", "Two"],
	k: "3",
};

/// Ten blocks lie between a committee's being set and its being in force. What is done in them has to end in them, on a busy machine too.
const BLOCK_MS: u32 = 800;

fn account(name: &str) -> AccountId {
	Signer::development(&format!("//{name}"), true).unwrap().account()
}

/// The chain without a command line: for what that would refuse to send.
struct Direct {
	chain: Chain,
	runtime: Runtime,
}

impl Direct {
	fn to(node: &Node) -> Self {
		let runtime = Runtime::new().unwrap();
		let options = ChainOptions::new(node.url(), None);
		let chain = runtime.block_on(Chain::connect(options)).unwrap();
		Self { chain, runtime }
	}

	/// Sends what the chain refuses; gives its error.
	fn refused(&self, who: &str, call: &Call) -> String {
		let signer = Signer::development(&format!("//{who}"), true).unwrap();
		let sent = self.runtime.block_on(self.chain.submit(&signer, call));
		let error = sent.err().unwrap_or_else(|| panic!("{call:?} was carried out"));
		let name = error.refusal().map(str::to_owned);
		name.unwrap_or_else(|| panic!("the chain did not say why: {error}"))
	}

	/// Two, whom it does not concern, ends a request of Ferdie's, who is given the deposit back.
	fn close(&self, id: &str) {
		let free = || {
			let balance = self.chain.balance(account("Ferdie"));
			self.runtime.block_on(balance).unwrap()
		};
		let before = free();
		let signer = Signer::development("//Two", true).unwrap();
		let request_id = id.parse().unwrap();
		let close = Call::CloseRequest { request_id };
		self.runtime.block_on(self.chain.submit(&signer, &close)).unwrap();
		assert!(free() > before);
	}

	/// A share for a request to those who have the key now, made with one that Bob held before.
	fn stale_share(&self, stage: &Stage, old: &AdminShare, id: RequestId) -> Share {
		let lineage = self.runtime.block_on(self.chain.lineage(1)).unwrap();
		let bob = account("Bob");
		let first = lineage.committees.first().unwrap();
		let secret = listed_share(old, first.admin(&bob).unwrap()).expect("it was Bob's");
		let trust = Trust {
			genesis: self.chain.genesis(),
			committees: BTreeMap::new(),
			development: true,
			houses: BTreeMap::new(),
		};
		let blocks = Blocks::open(&stage.path("blocks.json")).unwrap();
		let administrator = Administrator {
			desk: Desk::new(&self.chain, &trust, &blocks),
			journal: &Journal::at(&stage.path("journal.jsonl")),
		};
		let checked = self.runtime.block_on(administrator.check_request(bob, id));
		let mut entropy = OsEntropy::new().unwrap();
		checked.unwrap().share(&secret, &mut entropy).unwrap()
	}
}

fn request(stage: &Stage, who: &str, record: &str) -> String {
	let asked = ["request", record, "--purpose", "TREAT", "--json"];
	stage.person(who).run(&asked).field("request_id")
}

fn uploaded(stage: &Stage, name: &str) -> String {
	let path = stage.path(name);
	fs::write(&path, name.repeat(500)).unwrap();
	let file = path.display().to_string();
	let upload = ["upload", &file, "--patient", "//Eve", "--json"];
	stage.person("One").run(&upload).field("record_id")
}

/// Eve consents, and the file is this one.
fn opened(stage: &Stage, who: &str, id: &str, name: &str) {
	stage.person("Eve").run(&["consent", id]);
	let target = stage.path(&format!("{id}.out"));
	let out = target.display().to_string();
	stage.person(who).run(&["download", id, "-o", &out]);
	assert_eq!(fs::read_to_string(target).unwrap(), name.repeat(500));
}

/// Each of them types a command, at the same time.
fn all_at_once(stage: &Stage, typed: &[(&str, Vec<&str>)]) {
	scope(|scope| {
		for (name, arguments) in typed {
			scope.spawn(move || stage.person(name).run(arguments));
		}
	});
}

/// An attempt that comes to nothing changes nothing: the committee and every share are as they were.
fn aborted(stage: &Stage) {
	let before = shown(stage.person("One"));
	let folder = CHANGE.start(stage, "1");
	CHANGE.step(stage, &folder, "join");
	CHANGE.step(stage, &folder, "deal");
	CHANGE.step(stage, &folder, "abort");
	let refused = ["committee", "ceremony", "certify", &folder];
	stage.person("Bob").refused(&refused, 1, "attempt");
	assert_eq!(shown(stage.person("One")), before);
	for name in ["Alice", "Bob", "Charlie", "Dave"] {
		assert_eq!(epochs(stage.person(name), 1), [1], "{name}");
	}
	assert_eq!(epochs(stage.person("Two"), 1), [0_u32; 0]);
}

/// The requests that the change meets.
struct Requests {
	/// Of Ferdie, approved by Dave alone, and consented to.
	open: String,
	/// Of Ferdie: two have approved.
	nearly: String,
	/// Of Dave, approved by the three others.
	own: String,
}

/// They are made, and answered, before the committee is set.
fn under_way(stage: &Stage, [first, second]: [&str; 2]) -> Requests {
	let (open, nearly, own) = scope(|scope| {
		let own = scope.spawn(|| request(stage, "Dave", second));
		let open = request(stage, "Ferdie", first);
		let nearly = request(stage, "Ferdie", second);
		(open, nearly, own.join().unwrap())
	});
	all_at_once(
		stage,
		&[
			("Alice", vec!["approve", &nearly, &own]),
			("Bob", vec!["approve", &nearly, &own]),
			("Charlie", vec!["approve", &own]),
			("Dave", vec!["approve", &open]),
			("Eve", vec!["consent", &open]),
		],
	);
	Requests { open, nearly, own }
}

/// Set, and not in force: the old ones still answer, and whoever asks, asks them. Gives the new request.
fn between(stage: &Stage, record: &str, nearly: &str) -> String {
	let (late, now) = scope(|scope| {
		let late = scope.spawn(|| request(stage, "Ferdie", record));
		let now = scope.spawn(|| shown(stage.person("One")));
		stage.person("Charlie").run(&["approve", nearly]);
		(late.join().unwrap(), now.join().unwrap())
	});
	assert_eq!(now["epoch"], 1, "{now}");
	assert!(now["to_come"] != Value::Null, "{now}");
	let shown = stage.person("Ferdie").run(&["show", nearly, "--json"]).json();
	assert_eq!(shown["status"], "approved", "{shown}");
	late
}

/// Nobody answers them any more, whatever a client would send.
fn dead(stage: &Stage, direct: &Direct, [open, late]: [&str; 2], share: Share) {
	let earlier = "was made to an earlier committee (epoch 1, now 2)";
	for id in [open, late] {
		stage.person("Charlie").refused(&["approve", id], 1, earlier);
		stage.person("Eve").refused(&["consent", id], 1, earlier);
	}
	// What Charlie made for it while it lived comes too late, and so does a consent.
	let (request_id, late) = (open.parse().unwrap(), late.parse().unwrap());
	let vote = Call::Approve { request_id, share };
	assert_eq!(direct.refused("Charlie", &vote), "WrongEpoch");
	let consent = Call::GrantConsent {
		request_id: late,
		sealed: [1; 80],
	};
	assert_eq!(direct.refused("Eve", &consent), "WrongEpoch");
}

/// The share of a call that was handed out instead of sent: it ends the call.
fn handed_out(stage: &Stage, id: &str) -> Share {
	let arguments = ["approve", id, "--emit-call", "--json"];
	let call = stage.person("Charlie").run(&arguments).field("call");
	let bytes = hex::decode(call.trim_start_matches("0x")).unwrap();
	*bytes.last_chunk().unwrap()
}

/// The same again goes to the new ones, with a consent of its own; a share of before counts for nothing in it.
fn asked_again(stage: &Stage, direct: &Direct, record: &str, old: &AdminShare) {
	let again = request(stage, "Ferdie", record);
	let events = stage.person("One").run(&["events"]).stdout;
	assert_eq!(events.matches("ended: epoch over").count(), 2, "{events}");
	let request_id = again.parse().unwrap();
	let stale = Call::Approve {
		request_id,
		share: direct.stale_share(stage, old, request_id),
	};
	assert_eq!(direct.refused("Bob", &stale), "BadShareProof");
	stage
		.person("Dave")
		.refused(&["approve", &again], 1, "is not an administrator of committee 1");
	let approve = || vec!["approve", again.as_str()];
	all_at_once(
		stage,
		&[("Alice", approve()), ("Bob", approve()), ("Two", approve())],
	);
	opened(stage, "Ferdie", &again, "first");
}

#[test]
fn whatever_is_under_way_when_a_committee_changes_becomes_what_people_are_told() {
	let node = Node::start_with(&NodeOptions {
		block_ms: BLOCK_MS,
		..NodeOptions::default()
	});
	let stage = Stage::set(&node, None);
	let direct = Direct::to(&node);
	let (first, second) = (uploaded(&stage, "first"), uploaded(&stage, "second"));
	aborted(&stage);
	let decision = decided(&stage, &CHANGE.made(&stage, "2"), &[]);
	let Requests { open, nearly, own } = under_way(&stage, [&first, &second]);
	let share = handed_out(&stage, &open);
	let mut held = shares(stage.person("Bob"), 1).into_iter();
	let old = held.find(|share| share.epoch == 1).unwrap();
	enacted(&stage, &decision);
	let late = between(&stage, &first, &nearly);

	begun(stage.person("One"), 2);
	// They have typed nothing since.
	for name in ["Alice", "Bob"] {
		assert_eq!(epochs(stage.person(name), 1), [1, 2], "{name}");
	}
	assert_eq!(epochs(stage.person("Dave"), 1), [1]);
	dead(&stage, &direct, [&open, &late], share);
	direct.close(&open);
	// What was approved opens, also to who has left: it takes neither the old committee nor the old share.
	opened(&stage, "Ferdie", &nearly, "second");
	opened(&stage, "Dave", &own, "second");
	asked_again(&stage, &direct, &first, &old);
	let signs = stage.path("signs").display().to_string();
	stage
		.person("Charlie")
		.run(&["committee", "alive", "1", "--out", &signs]);
	for name in ["Alice", "Bob", "Charlie", "Two"] {
		assert_eq!(epochs(stage.person(name), 1), [2], "{name}");
	}
	assert_eq!(epochs(stage.person("Dave"), 1), [0_u32; 0]);
}
