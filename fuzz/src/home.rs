//! What a home folder holds beside settings and keys. A failing disk may have changed it, or somebody who can write there.

use medquorum_client::{
	answers::AnswerLog, blocks::Blocks, contacts::Contacts, domain::AccountId, journal::Journal,
	notes::Notes, person::FacilityAccounts, register::Register, replicas::ReplicasSeen, watching::Watching,
};
use std::{fs, path::Path};

/// The chain of every seed.
const GENESIS: [u8; 32] = [0x67; 32];
/// Whose home it is.
const ACCOUNT: AccountId = AccountId([0x11; 32]);

/// A file's name, and whether the client reads what lies there.
type File = (&'static str, fn(&Path) -> bool);

/// Each file, and whether what reads it takes it.
const FILES: &[File] = &[
	("accounts.json", |home: &Path| {
		FacilityAccounts::at(home, GENESIS).load().is_ok()
	}),
	("chains.json", |home: &Path| {
		Blocks::open(&home.join("chains.json")).is_ok()
	}),
	("contacts.json", |home: &Path| {
		Contacts::load(&home.join("contacts.json")).is_ok()
	}),
	("host-6767676767676767.json", |home: &Path| {
		Register::open(home, &GENESIS).is_ok()
	}),
	("journal.jsonl", |home: &Path| {
		Journal::at(&home.join("journal.jsonl")).tip().is_ok()
	}),
	("notes.jsonl", |home: &Path| {
		Notes::open(&home.join("notes.json"), &GENESIS).is_ok()
	}),
	("replicas-6767676767676767.json", |home: &Path| {
		ReplicasSeen::load(home, &GENESIS).is_ok()
	}),
	("standing-answers.jsonl", |home: &Path| {
		let lines = AnswerLog::at(home).lines();
		lines.is_ok_and(|lines| !lines.is_empty())
	}),
];

/// The same bytes in the place of each file.
pub fn file(bytes: &[u8]) -> bool {
	let folder = tempfile::tempdir().unwrap();
	let home = folder.path();
	let mut taken = false;
	for (name, is_taken) in FILES {
		fs::write(home.join(name), bytes).unwrap();
		taken |= is_taken(home);
	}
	let watch = home.join("watch");
	fs::create_dir(&watch).unwrap();
	fs::write(watch.join(format!("{ACCOUNT}-67676767.json")), bytes).unwrap();
	taken | Watching::open(home, GENESIS, ACCOUNT).is_ok()
}
