//! Files of a home folder.

use super::{Seed, seed};
use medquorum_client::{
	answers::{AnswerLine, AnswerLog, Said},
	blocks::Blocks,
	contacts::Contacts,
	domain::{AccountId, RecordId, RequestId},
	journal::{Answer, Entry, Journal},
	person::{FacilityAccount, FacilityAccounts},
	ports::{SeenBlock, SeenBlocks as _},
	replicas::{HostSeen, ReplicasSeen},
	watching::{Cursor, Watching},
};
use medquorum_envelope::Cid;
use serde_json::json;
use std::{fs, path::Path};

const GENESIS: [u8; 32] = [0x67; 32];

/// What the lists of a home hold.
fn write_lists(home: &Path) {
	let [own, other] = [0x11, 0x22].map(|byte| AccountId([byte; 32]));
	let place = FacilityAccount {
		facility: own,
		account: other,
	};
	assert!(FacilityAccounts::at(home, GENESIS).add(place).unwrap());
	let block = SeenBlock {
		number: 7,
		hash: [0x22; 32],
		clock: Some(9),
	};
	let blocks = Blocks::open(&home.join("chains.json")).unwrap();
	blocks.block_seen(&GENESIS, block).unwrap();
	Contacts::update(&home.join("contacts.json"), |contacts| {
		contacts.add("Ward", own.0)
	})
	.unwrap();
	let mut watching = Watching::open(home, GENESIS, own).unwrap();
	let cursor = Cursor {
		number: block.number,
		hash: block.hash,
	};
	watching.save(Some(cursor)).unwrap();
	let noted = home.join("watch").join(format!("{own}-67676767.json"));
	fs::copy(noted, home.join("watching.json")).unwrap();
}

/// What was answered, by an administrator and in a patient's name.
fn write_answers(home: &Path) {
	let journal = Journal::at(&home.join("journal.jsonl"));
	journal.note_epoch(8, 1).unwrap();
	let entry = Entry {
		context: [1; 32],
		request_id: [2; 16],
		key_id: 8,
		epoch: 1,
		answer: Answer::Reject,
	};
	journal.record(entry).unwrap();
	let line = AnswerLine {
		time: String::new(),
		said: Said::Consented,
		request_id: RequestId([2; 16]),
		record_id: RecordId([7; 16]),
		requester: AccountId([0x22; 32]),
		purpose: "TREAT".to_owned(),
		policy: Some("07".repeat(32)),
		why: "a rule".to_owned(),
		block: Some(7),
	};
	AnswerLog::at(home).add(line, 1_795_724_100_000).unwrap();
}

/// A note of each kind.
fn notes() -> String {
	let (chain, record) = ("67".repeat(32), "07".repeat(16));
	let cid = Cid::of_raw(b"content").to_string();
	let lines = [
		json!({ "version": 1 }),
		json!({ "upload": { "chain": chain, "record": record, "objects": { "header": cid, "sent": false } } }),
		json!({ "sent": { "chain": chain, "records": [record] } }),
		json!({ "registered": { "chain": chain, "records": [[record, 7]] } }),
		json!({ "csp_version": { "account": "somebody", "newest": 2 } }),
		json!({ "asked": { "account": "somebody", "requests": [record] } }),
		json!({ "done": { "account": "somebody", "requests": [record] } }),
		json!({ "forgotten": { "chain": chain, "records": [record] } }),
	];
	lines.iter().map(|line| format!("{line}\n")).collect()
}

/// What a storage host has seen, and whether the hosts of a store answered.
fn of_hosts() -> [Seed; 2] {
	let (record, erased) = ("07".repeat(16), "08".repeat(16));
	let cid = Cid::of_raw(b"content").to_string();
	let facility = AccountId([0x11; 32]).to_string();
	let register = json!({
		"genesis": "67".repeat(32),
		"records": { record: [cid] },
		"attested": [erased],
		"catalogues": { facility: { cid.clone(): 3 } },
		"no_keyrings": [cid],
	});
	let host = HostSeen {
		answered: true,
		kept: 2,
	};
	let replicas = ReplicasSeen {
		time: 1_795_724_100_000,
		wanted: 2,
		records: 1,
		objects: 2,
		lacking: 0,
		hosts: [("ward-b".to_owned(), host)].into(),
	};
	[
		seed("home-file", "host.json", register.to_string()),
		seed(
			"home-file",
			"replicas.json",
			serde_json::to_vec_pretty(&replicas).unwrap(),
		),
	]
}

pub fn of_a_home() -> Vec<Seed> {
	let folder = tempfile::tempdir().unwrap();
	let home = folder.path();
	write_lists(home);
	write_answers(home);
	let written = [
		"accounts.json",
		"chains.json",
		"contacts.json",
		"journal.jsonl",
		"standing-answers.jsonl",
		"watching.json",
	];
	let read = |name: &str| fs::read(home.join(name)).unwrap();
	let mut seeds: Vec<_> = written
		.into_iter()
		.map(|name| seed("home-file", name, read(name)))
		.collect();
	seeds.extend(of_hosts());
	seeds.push(seed("home-file", "notes.jsonl", notes()));
	seeds
}
