//! Synchronization of one facility's catalogue from a Kubo daemon, over a ledger in memory that knows every listed record: what a reader
//! waits for, without unlocking a keystore. Goal of docs/catalogue.md: 1,000,000 entries in under 10 seconds from a daemon of the same machine.
//!
//! `sync KUBO-URL [ENTRIES]`; prints entries, objects and the seconds of a first and of a second synchronization as JSON. What it stored is removed.
#![allow(
	clippy::unwrap_used,
	clippy::cast_possible_truncation,
	missing_docs,
	reason = "a benchmark"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::{GENESIS, SCAN, Shelf, World};
use medquorum_catalogue::{
	CatalogueKey, Scope,
	codes::Category,
	entry::{Entry, Quarter, ReferenceKind},
	keyring::{KeyringTitle, seal_keyring},
	locator::seal_locator,
	ports::Sink,
	publish::{Title, plan},
};
use medquorum_client::{
	domain::{Pointer, RecordId},
	entropy::OsEntropy,
	ledger::Sign as _,
	ports::PortError,
	store::{Store, kubo::KuboStore},
};
use medquorum_envelope::Cid;
use std::{io::Cursor, time::Instant};

#[derive(Default)]
struct Objects(Vec<(Cid, Vec<u8>)>);

impl Sink for Objects {
	fn put(&mut self, cid: Cid, bytes: Vec<u8>) -> Result<(), PortError> {
		self.0.push((cid, bytes));
		Ok(())
	}
}

fn entries(count: u32) -> Vec<Entry> {
	let categories: Vec<Category> = (1..=200).filter_map(Category::from_u16).collect();
	let entry = |number: u32| {
		let mut reference = [7; 16];
		reference[..4].copy_from_slice(&number.to_le_bytes());
		Entry {
			reference,
			category: categories[number as usize % categories.len()],
			quarter: Quarter::from_u16((number % 400) as u16),
			modality: "CT".parse().unwrap(),
			newest: true,
		}
	};
	(0..count).map(entry).collect()
}

/// Seals a catalogue of so many entries, and puts it onto the chain in memory.
async fn publish(world: &World, listed: &[Entry]) -> Vec<(Cid, Vec<u8>)> {
	let (facility, clinician) = (&world.facility, &world.clinician);
	let mut entropy = OsEntropy::new().unwrap();
	let key = CatalogueKey::generate(&mut entropy);
	let scope = Scope {
		genesis: GENESIS,
		facility: facility.account(),
		epoch: 1,
	};
	let title = Title {
		scope,
		number: 1,
		made_at: 1,
		references: ReferenceKind::RecordId,
	};
	let mut objects = Objects::default();
	let manifest = plan(&[], listed, false)
		.seal(&key, &title, &mut objects, &mut entropy)
		.unwrap();
	let unsigned = manifest.seal(&key, &mut entropy).unwrap();
	let commitment = unsigned.commitment();
	let signature = facility.signer.sign(unsigned.message());
	let (manifest, bytes) = unsigned.signed(&signature);
	objects.0.push((manifest, bytes));
	let keys = world
		.place(clinician)
		.verified_keys(clinician.account())
		.await
		.unwrap();
	let needed: Vec<Cid> = objects.0.iter().map(|(cid, _)| *cid).collect();
	let ring = KeyringTitle {
		scope: &scope,
		number: 1,
		objects: &needed,
	};
	let keyring = seal_keyring(&key, &ring, &[(clinician.account(), keys.enc_pk)], &mut entropy).unwrap();
	let signature = facility.signer.sign(keyring.message());
	let (keyring, bytes) = keyring.signed(&signature);
	objects.0.push((keyring, bytes));
	let pointer = Pointer {
		epoch: 1,
		number: 1,
		commitment,
		locator: seal_locator(&key, &scope, 1, &manifest, &mut entropy),
		keyring: keyring.digest(),
		updated: 1,
	};
	world
		.ledger
		.with(|state| state.catalogues.insert(facility.account(), pointer));
	objects.0
}

#[tokio::main]
async fn main() {
	// cargo adds `--bench`.
	let mut words = std::env::args().skip(1).filter(|word| !word.starts_with("--"));
	let Some(url) = words.next() else {
		eprintln!("usage: sync KUBO-URL [ENTRIES]");
		std::process::exit(2);
	};
	let count = words.next().map_or(1_000_000, |count| count.parse().unwrap());
	let store = KuboStore::new(&url).unwrap();
	let world = World::new().await;
	let listed = entries(count);
	let model = world.upload(SCAN).await.record_id;
	world.ledger.with(|state| {
		let mut record = state.records[&model].clone();
		record.searchable = true;
		for entry in &listed {
			state.records.insert(RecordId(entry.reference), record.clone());
		}
	});
	let objects = publish(&world, &listed).await;
	for (_, bytes) in &objects {
		store.put(Box::new(Cursor::new(bytes.clone()))).await.unwrap();
	}
	let clinician = &world.clinician;
	let shelf = Shelf::of(clinician.home(), &GENESIS);
	let mut seconds = Vec::new();
	for fetched in [objects.len(), 0] {
		let begun = Instant::now();
		let place = world.place(clinician).storing(&store);
		let searcher = place.searcher(&shelf);
		let done = searcher
			.sync(clinician.account(), &clinician.keystore)
			.await
			.unwrap();
		seconds.push(begun.elapsed().as_secs_f64());
		assert_eq!(done[0].outcome.as_ref().unwrap().fetched.0, fetched);
	}
	for (cid, _) in &objects {
		store.remove(cid).await.unwrap();
	}
	println!(
		"{{\"entries\": {count}, \"objects\": {}, \"first\": {:.2}, \"again\": {:.2}}}",
		objects.len(),
		seconds[0],
		seconds[1]
	);
}
