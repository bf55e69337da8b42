//! Complaints in a ceremony over the chain: a box that does not open is answered for, or its dealer is named; who complains falsely stops
//! nobody. Honest people run the real program; what a corrupt one sends is made here and signed with the real key, so that the chain takes it.

use crate::chain_ceremony::{open, open_by, opens, uploaded};
use medquorum_client::{
	accounts::Signer,
	chain::{Chain, ChainOptions},
	domain::{Body, Moment, PublicCeremony, Seat, Signature, Windows},
	keystore::{Keystore, Passphrase},
	ledger::{Call, CeremonyCall, Ledger as _, Sign as _},
	rules::votes::Quorum,
	secrets::Secrets,
	trust::ceremony::{self, CeremonyFile, Kind, Place},
};
use medquorum_e2e::{Node, PASSPHRASE, Person, Running, Stage};
use sha2::{Digest as _, Sha256};
use std::{
	thread::sleep,
	time::{Duration, Instant},
};
use tokio::runtime::Runtime;

/// The committee that is founded, by three of four.
const KEY: u32 = 7;
const FOUNDERS: [&str; 4] = ["Alice", "Bob", "Charlie", "Dave"];
const TAKE_PART: [&str; 4] = ["committee", "ceremony", "--key", "7"];

/// Bytes of the commitments before the boxes of a deal, and of a box.
const COMMITMENTS: usize = 8 * 32;
const BOX: usize = 144;

const DAY: Moment = 14_400;
/// Time to certify and to answer. This chain's clock advances by one moment with each block: three quarters of a minute.
const SOON: Moment = 90;

fn pair(name: &str) -> Signer {
	Signer::development(&format!("//{name}"), true).unwrap()
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

	fn send(&self, who: &str, call: &Call) {
		let signer = pair(who);
		self.runtime.block_on(self.chain.submit(&signer, call)).unwrap();
	}

	fn ceremony(&self) -> Option<PublicCeremony> {
		self.runtime.block_on(self.chain.ceremony(KEY)).unwrap()
	}

	/// Bob proposes the ceremony with less time for its last stage than the command line can say; gives the motion.
	fn propose(&self) -> String {
		let place = Place {
			genesis: self.chain.genesis(),
			key_id: KEY,
			epoch: 1,
			attempt: 1,
			kind: Kind::NewKey,
		};
		let seats = (1..).zip(FOUNDERS).map(|(index, name)| Seat {
			index,
			account: pair(name).account(),
		});
		let start = ceremony::start(place, 3, seats.collect(), &pair("Bob")).unwrap();
		let windows = Windows {
			join: DAY,
			deal: DAY,
			certify: SOON,
		};
		let opening = ceremony::opening(&start, windows, false);
		let opens = Call::Ceremony(CeremonyCall::Open(Box::new(opening)));
		let members = self.runtime.block_on(self.chain.members(Body::Council)).unwrap();
		let motion = Call::Propose {
			body: Body::Council,
			threshold: Quorum::TwoThirds.of(members.len()),
			proposal: Box::new(Call::Schedule {
				call: Box::new(opens),
			}),
		};
		self.send("Bob", &motion);
		let motions = self.runtime.block_on(self.chain.motions(Body::Council)).unwrap();
		motions[0].index.to_string()
	}

	/// Dave signs that what Alice dealt to him does not fit. It does.
	fn complain_falsely(&self) {
		let seen = self.ceremony().unwrap();
		let board = seen.board(&self.chain.genesis(), None).unwrap();
		let signature = board.accuse([1, 4], &pair("Dave")).unwrap();
		let complaint = CeremonyCall::Complain {
			key_id: KEY,
			dealer: 1,
			signature,
		};
		self.send("Dave", &Call::Ceremony(complaint));
	}

	/// Waits until the one complaint has its answer on the chain.
	fn wait_for_the_answer(&self) {
		let began = Instant::now();
		loop {
			let seen = self.ceremony().unwrap();
			let [(places, complaint)] = &seen.complaints[..] else {
				panic!("there are other complaints: {:?}", seen.complaints);
			};
			assert_eq!(*places, [1, 4]);
			if complaint.answer.is_some() {
				return;
			}
			assert!(began.elapsed() < Duration::from_secs(120), "nobody answers");
			sleep(Duration::from_millis(500));
		}
	}
}

fn keystore(person: &Person) -> Keystore {
	let word = Passphrase::new(PASSPHRASE.to_owned()).unwrap();
	Keystore::open(&person.home().join("keys.mqk"), word).unwrap()
}

/// How many shares of the committee a keystore has, and whether a secret of an attempt is there beside them.
fn held(person: &Person) -> (usize, bool) {
	let look = |secrets: &Secrets| {
		let mut parts = secrets.ceremonies.iter();
		let secret = parts.any(|part| part.one_time.is_some() || !part.dealt.is_empty());
		(secrets.shares_of(KEY, 1).count(), secret)
	};
	keystore(person).read(look).unwrap()
}

/// Somebody does what can be done now; gives the steps.
fn once(stage: &Stage, name: &str) -> Vec<String> {
	let arguments = [&TAKE_PART[..], &["--once", "--json"]].concat();
	let shown = stage.person(name).run(&arguments).json();
	let done = shown["done"].as_array().unwrap().iter();
	done.map(|step| step.as_str().unwrap().to_owned()).collect()
}

/// Somebody takes part to the end, whatever that is.
fn take_part(stage: &Stage, name: &str) -> Running {
	Running::start(stage.person(name).command(&TAKE_PART))
}

/// What somebody was told until the committee was set.
fn until_set(running: Running) -> String {
	let ended = running.answer();
	assert_eq!(ended.code, 0, "{}", ended.stderr);
	assert!(
		ended.stderr.contains("Committee 7 is set in epoch 1"),
		"{}",
		ended.stderr
	);
	ended.stderr
}

fn says(said: &str, words: &str) {
	assert!(said.contains(words), "«{words}» is not in\n{said}");
}

/// Everybody has joined, and all but Alice have dealt.
fn all_but_alice_deal(stage: &Stage) {
	for name in ["Alice", "Bob", "Charlie"] {
		assert_eq!(once(stage, name), ["join"], "{name}");
	}
	assert_eq!(once(stage, "Dave"), ["join", "deal"]);
	for name in ["Bob", "Charlie"] {
		assert_eq!(once(stage, name), ["deal"], "{name}");
	}
}

/// Everybody has joined and dealt; what Alice dealt to Dave is sealed to Charlie. Her program, which would not, deals and notes that first:
/// so it knows the right answer.
fn all_deal_and_alice_badly(stage: &Stage) {
	all_but_alice_deal(stage);
	let alice = stage.person("Alice");
	let arguments = [&TAKE_PART[..], &["--once", "--json", "--emit-call"]].concat();
	assert_eq!(alice.run(&arguments).field("name"), "submit_deal");
	keystore(alice).update(exchange_the_box).unwrap();
	assert_eq!(once(stage, "Alice"), ["deal", "certify"]);
}

/// Puts Charlie's box in the place of Dave's in the deal that Alice has noted, and signs that as hers.
fn exchange_the_box(secrets: &mut Secrets) {
	let mut parts = secrets.ceremonies.iter_mut();
	let part = parts.find(|part| part.key_id == KEY).unwrap();
	let CeremonyFile::Deal(mut file) = CeremonyFile::read(&part.deal).unwrap() else {
		panic!("what was noted is no deal");
	};
	let [charlie, dave] = [2, 3].map(|others| COMMITMENTS + others * BOX);
	file.content.deal.copy_within(charlie..dave, dave);
	let hash: [u8; 32] = Sha256::digest([&b"MQ2-file"[..], &file.hash()[..]].concat()).into();
	let text = format!(
		"<Bytes>Medquorum: this file of a ceremony is mine (MQ2-file {})</Bytes>",
		hex::encode(hash)
	);
	file.signature = Signature::Sr25519(pair("Alice").sign(text.as_bytes()));
	part.deal = CeremonyFile::Deal(file).write();
}

#[test]
fn a_dealer_who_does_not_answer_is_named_and_the_next_attempt_is_without() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let direct = Direct::to(&node);
	open_by(&stage, &direct.propose());
	all_deal_and_alice_badly(&stage);

	// Alice's program does not run any more.
	let honest = ["Bob", "Charlie", "Dave"].map(|name| take_part(&stage, name));
	let told = honest.map(|running| {
		let ended = running.answer();
		assert_eq!(ended.code, 1, "{}", ended.stderr);
		says(
			&ended.stderr,
			"attempt 1 of this ceremony ended: Alice did not answer the complaint of Dave",
		);
		says(&ended.stderr, "the council opens the next attempt");
		ended.stderr
	});
	says(&told[2], "You complained: the dealer has to answer.");
	says(&told[2], "Waiting for Alice to answer a complaint");
	stage.person("Alice").refused(
		&TAKE_PART,
		1,
		"ended: administrator 1 did not answer the complaint of administrator 4",
	);

	// Dave has no share. The others keep what they certified, because only the node says that it is over; no committee uses it.
	assert!(direct.ceremony().is_none());
	assert_eq!(held(stage.person("Dave")).0, 0);
	let trust = ["committee", "trust", "7"];
	stage
		.person("One")
		.refused(&trust, 1, "the chain has no committee 7");

	let others = ["Two", "Bob", "Charlie", "Dave"];
	open(&stage, &["--key", "7", "--k", "3", "--admins", &others.join(",")]);
	for running in others.map(|name| take_part(&stage, name)) {
		until_set(running);
	}
	let record = uploaded(&stage);
	let approving = ["Bob", "Dave", "Two"];
	for name in approving {
		stage.person(name).run(&trust);
	}
	opens(&stage, &record, approving);
	for name in approving {
		assert_eq!(held(stage.person(name)), (1, false), "{name}");
	}
}

#[test]
fn a_right_answer_replaces_a_box_that_does_not_open() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	open(
		&stage,
		&["--key", "7", "--k", "3", "--admins", &FOUNDERS.join(",")],
	);
	all_deal_and_alice_badly(&stage);
	let told = FOUNDERS.map(|name| take_part(&stage, name)).map(until_set);
	says(&told[0], "You answered.");
	says(&told[3], "You complained: the dealer has to answer.");
	says(&told[3], "You certified.");
	let events = stage.person("One").run(&["events"]).stdout;
	says(
		&events,
		"administrator 1 published in the ceremony for committee 7 what administrator 4 was dealt",
	);
	// Dave's share, of which a part came from the chain, opens with those of two others.
	let record = uploaded(&stage);
	opens(&stage, &record, ["Bob", "Charlie", "Dave"]);
}

#[test]
fn a_false_complaint_is_answered_and_stops_nobody() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	open(
		&stage,
		&["--key", "7", "--k", "3", "--admins", &FOUNDERS.join(",")],
	);
	all_but_alice_deal(&stage);
	assert_eq!(once(&stage, "Alice"), ["deal", "certify"]);
	let honest = ["Alice", "Bob", "Charlie"].map(|name| take_part(&stage, name));
	let direct = Direct::to(&node);
	direct.complain_falsely();
	direct.wait_for_the_answer();
	// Whose complaint was answered can certify again: the ceremony is complete with that.
	until_set(take_part(&stage, "Dave"));
	let told = honest.map(until_set);
	says(&told[0], "You answered.");
	for (name, said) in FOUNDERS.iter().zip(&told) {
		assert_eq!(held(stage.person(name)), (1, false), "{name}: {said}");
	}
	let record = uploaded(&stage);
	opens(&stage, &record, ["Alice", "Bob", "Charlie"]);
}
