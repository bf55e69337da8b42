//! A storage host: what it erases, what it never touches, and when it attests.

use crate::common::{lying::LyingLedger, memory_ledger::MemoryLedger, *};
use futures::{FutureExt as _, future::BoxFuture};
use medquorum_client::{
	advice::Advice as _,
	domain::*,
	error::{Error, LedgerError},
	ledger::{Call, Ledger},
	receipt::DutyError,
	register::Register,
	store::{Hosting, Kept, Label, Owner, Store as _, StoreError, embedded::EmbeddedStore},
};
use medquorum_envelope::Cid;
use std::{
	collections::BTreeSet,
	io::Cursor,
	sync::atomic::{AtomicBool, Ordering},
};

/// A host of the world's store, with an account and a home of its own.
struct Host {
	person: Person,
}

impl Host {
	fn new(world: &World) -> Self {
		let person = Person::new("//Host", 50);
		world.give(&person, Role::StorageHost);
		Self { person }
	}

	fn register(&self) -> Register {
		Register::open(self.person.home(), &GENESIS).unwrap()
	}
}

/// One look, and the attestations that follow.
async fn look(
	world: &World,
	host: &Host,
	node: &dyn Ledger,
	witnesses: &[Witness<'_>],
) -> Result<Pass, Error> {
	look_at(world, host, node, witnesses, world.store.inner()).await
}

async fn look_at(
	world: &World,
	host: &Host,
	node: &dyn Ledger,
	witnesses: &[Witness<'_>],
	store: &dyn Hosting,
) -> Result<Pass, Error> {
	let register = host.register();
	let keeper = StorageHost {
		desk: world.place_over(node, &host.person).desk,
		own_node: witnesses.is_empty(),
		witnesses,
		host: store,
		notes: &host.person.notes,
		register: &register,
	};
	let pass = keeper.pass().await?;
	keeper.attest(&host.person.signer, &pass.ready).await?;
	Ok(pass)
}

/// Has a record erased by its patient; nothing is removed from the store, as from a patient's home elsewhere.
fn erase_on_chain(world: &World, record: RecordId) {
	let erase = Call::EraseRecord {
		record_id: record,
		reason: ErasureReason::PatientWish,
		extent: medquorum_client::ledger::Extent::MOST,
	};
	world.ledger.send(world.patient.account(), &erase).unwrap();
}

async fn attested(world: &World, record: RecordId) -> Vec<AccountId> {
	let attested = world.ledger.attestations(record).await.unwrap();
	attested.into_iter().map(|(host, _)| host).collect()
}

fn kinds(pass: &Pass) -> Vec<&str> {
	pass.waiting.iter().map(|(_, why)| why.kind()).collect()
}

#[tokio::test]
async fn host_erases_denies_and_attests_what_the_chain_says_is_erased() {
	let world = World::new().await;
	let host = Host::new(&world);
	let (gone, kept) = (world.upload(SCAN).await, world.upload(b"another record").await);
	let before = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!((before.removed.len(), before.ready.len(), before.kept), (0, 0, 4));
	erase_on_chain(&world, gone.record_id);
	let pass = look(&world, &host, &world.ledger, &[]).await.unwrap();
	let removed: BTreeSet<Cid> = pass.removed.iter().map(|(_, cid)| *cid).collect();
	assert_eq!(removed, BTreeSet::from([gone.cid, gone.header_cid]));
	assert_eq!(world.contains(&gone).await, [false, false]);
	assert_eq!(world.contains(&kept).await, [true, true]);
	assert_eq!(attested(&world, gone.record_id).await, [host.person.account()]);
	// Whoever still has the bytes cannot bring them back.
	let denied = world.store.inner().get(&gone.cid, None).await;
	assert!(matches!(denied, Err(StoreError::Barred { .. })));
	// Nothing is left to do, and the register has forgotten where it was.
	let again = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!(
		(again.removed.len(), again.ready.len(), again.waiting.len()),
		(0, 0, 0)
	);
	for entry in std::fs::read_dir(host.person.home()).unwrap() {
		let text = std::fs::read(entry.unwrap().path()).unwrap_or_default();
		let text = String::from_utf8_lossy(&text);
		assert!(!text.contains(&gone.cid.to_string()) && !text.contains(&gone.header_cid.to_string()));
	}
}

#[tokio::test]
async fn bytes_of_an_erased_record_are_taken_no_more() {
	let world = World::new().await;
	let host = Host::new(&world);
	let store = world.store.inner();
	let bytes = b"ciphertext that somebody kept".to_vec();
	let cid = store.put(Box::new(Cursor::new(bytes.clone()))).await.unwrap();
	let uploaded = world.upload(SCAN).await;
	let label = Label::new(&GENESIS, Owner::Record(uploaded.record_id), cid);
	store.label(label).await.unwrap();
	erase_on_chain(&world, uploaded.record_id);
	look(&world, &host, &world.ledger, &[]).await.unwrap();
	let again = store.put(Box::new(Cursor::new(bytes))).await;
	assert!(matches!(again, Err(StoreError::Barred { .. })));
	assert!(!store.contains(&cid).await.unwrap());
	assert_eq!(store.kept().await.unwrap(), Kept::default());
}

#[tokio::test]
async fn nobodys_lone_word_erases_anything() {
	let world = World::new().await;
	let host = Host::new(&world);
	let uploaded = world.upload(SCAN).await;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.says_erased = Some(3);
	liar.hides_records = true;
	let register = host.register();
	let alone = StorageHost {
		desk: world.place_over(&liar, &host.person).desk,
		own_node: false,
		witnesses: &[],
		host: world.store.inner(),
		notes: &host.person.notes,
		register: &register,
	};
	let refused = alone.pass().await.unwrap_err();
	assert!(matches!(refused, Error::Duty(DutyError::OneWord)), "{refused}");
	drop(register);
	// Our own node lies, and another one does not.
	let witness = [Witness {
		name: "ward-b",
		ledger: &world.ledger,
	}];
	let pass = look(&world, &host, &liar, &witness).await.unwrap();
	assert_eq!((pass.removed.len(), pass.ready.len()), (0, 0));
	assert_eq!(kinds(&pass), ["HostNotConfirmed"]);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	// Our own node does not lie, and the other one denies the erasure.
	erase_on_chain(&world, uploaded.record_id);
	let fresh = MemoryLedger::new(GENESIS);
	fresh.with(|state| state.now = world.ledger.with(|state| state.now));
	let witness = [Witness {
		name: "ward-b",
		ledger: &fresh,
	}];
	let pass = look(&world, &host, &world.ledger, &witness).await.unwrap();
	assert_eq!(kinds(&pass), ["HostNotConfirmed"]);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	// On another branch it is no witness at all.
	fresh.with(|state| state.branch = 9);
	let refused = look(&world, &host, &world.ledger, &witness).await.unwrap_err();
	assert!(
		matches!(refused, Error::Duty(DutyError::OtherBranch { .. })),
		"{refused}"
	);
	// Both agree.
	let witness = [Witness {
		name: "ward-b",
		ledger: &world.ledger,
	}];
	let pass = look(&world, &host, &world.ledger, &witness).await.unwrap();
	assert_eq!(pass.ready, [uploaded.record_id]);
	assert_eq!(world.contains(&uploaded).await, [false, false]);
}

#[tokio::test]
async fn node_that_is_behind_or_of_another_chain_erases_nothing() {
	let world = World::new().await;
	let host = Host::new(&world);
	let uploaded = world.upload(SCAN).await;
	look(&world, &host, &world.ledger, &[]).await.unwrap();
	// A fresh chain of the same genesis on which the record is erased.
	let fresh = MemoryLedger::new(GENESIS);
	let stone = Tombstone {
		at: 2,
		supersedes: None,
	};
	fresh.with(|state| state.tombstones.insert(uploaded.record_id, stone));
	let refused = look(&world, &host, &fresh, &[]).await.unwrap_err();
	assert!(
		matches!(refused, Error::Ledger(LedgerError::NodeBehind { .. })),
		"{refused}"
	);
	fresh.with(|state| (state.now, state.branch) = (1_000, 7));
	let refused = look(&world, &host, &fresh, &[]).await.unwrap_err();
	assert!(
		matches!(refused, Error::Ledger(LedgerError::OtherBranch { .. })),
		"{refused}"
	);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	// An object that belongs to the same record of another chain as well is not this chain's to remove.
	let other = Label::new(&[8; 32], Owner::Record(uploaded.record_id), uploaded.cid);
	world.store.inner().label(other).await.unwrap();
	erase_on_chain(&world, uploaded.record_id);
	let pass = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!(kinds(&pass), ["HostClaimed"]);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}

#[tokio::test]
async fn forged_label_takes_nothing_from_a_record_that_is_there() {
	let world = World::new().await;
	let host = Host::new(&world);
	let store = world.store.inner();
	let (mine, theirs) = (world.upload(SCAN).await, world.upload(b"somebody else's").await);
	look(&world, &host, &world.ledger, &[]).await.unwrap();
	let forged = Label::new(&GENESIS, Owner::Record(mine.record_id), theirs.cid);
	store.label(forged).await.unwrap();
	// Whoever removes the honest label is found out as well: the host remembers it.
	let honest = Label::new(&GENESIS, Owner::Record(theirs.record_id), theirs.cid);
	store.unlabel(honest).await.unwrap();
	erase_on_chain(&world, mine.record_id);
	let pass = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!((kinds(&pass), pass.removed.len()), (vec!["HostClaimed"], 0));
	assert_eq!(world.contains(&theirs).await, [true, true]);
	assert_eq!(attested(&world, mine.record_id).await, []);
	store.unlabel(forged).await.unwrap();
	store.label(honest).await.unwrap();
	// The register is believed rather than nobody: an operator who has compared both starts it again.
	for entry in std::fs::read_dir(host.person.home()).unwrap() {
		let path = entry.unwrap().path();
		if path.file_name().unwrap().to_string_lossy().starts_with("host-") {
			std::fs::remove_file(path).unwrap();
		}
	}
	let pass = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!(pass.ready, [mine.record_id]);
	assert_eq!(world.contains(&mine).await, [false, false]);
	assert_eq!(world.contains(&theirs).await, [true, true]);
}

#[tokio::test]
async fn uploads_of_the_own_home_and_catalogues_are_spared_whatever_labels_say() {
	let world = World::new().await;
	let host = Host::new(&world);
	let store = world.store.inner();
	let (gone, kept) = (world.upload(SCAN).await, world.upload(b"mine").await);
	// The facility keeps the host from its own home, and a label of its upload was lost.
	let honest = Label::new(&GENESIS, Owner::Record(kept.record_id), kept.cid);
	store.unlabel(honest).await.unwrap();
	let forged = Label::new(&GENESIS, Owner::Record(gone.record_id), kept.cid);
	store.label(forged).await.unwrap();
	erase_on_chain(&world, gone.record_id);
	let register = host.register();
	let keeper = StorageHost {
		desk: world.place(&host.person).desk,
		own_node: true,
		witnesses: &[],
		host: store,
		notes: &world.facility.notes,
		register: &register,
	};
	let pass = keeper.pass().await.unwrap();
	assert_eq!(kinds(&pass), ["HostClaimed"]);
	drop(register);
	store.unlabel(forged).await.unwrap();
	store
		.label(Label::new(&GENESIS, Owner::Catalogue, gone.cid))
		.await
		.unwrap();
	let pass = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!(kinds(&pass), ["HostClaimed"]);
	assert_eq!(world.contains(&gone).await, [true, true]);
}

#[tokio::test]
async fn host_that_knows_not_whose_an_object_is_attests_nothing() {
	let world = World::new().await;
	let host = Host::new(&world);
	let store = world.store.inner();
	let (gone, kept) = (
		world.upload(SCAN).await,
		world.upload(b"stored before labels").await,
	);
	for cid in [kept.cid, kept.header_cid] {
		let label = Label::new(&GENESIS, Owner::Record(kept.record_id), cid);
		store.unlabel(label).await.unwrap();
	}
	erase_on_chain(&world, gone.record_id);
	let pass = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!((kinds(&pass), pass.unlabelled.len()), (vec!["HostUnlabelled"], 2));
	assert_eq!(
		world.contains(&gone).await,
		[false, false],
		"what is certain goes"
	);
	assert_eq!(attested(&world, gone.record_id).await, []);
	// Its uploader says whose they are.
	world.place(&world.facility).keeper().repair().await.unwrap();
	let pass = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!(pass.ready, [gone.record_id]);
	assert_eq!(world.contains(&kept).await, [true, true]);
}

/// A host that does not let go, or does not deny, while told so.
struct Stubborn<'a> {
	inner: &'a EmbeddedStore,
	keeps: AtomicBool,
	gives: AtomicBool,
}

impl Hosting for Stubborn<'_> {
	fn host_name(&self) -> String {
		"the stubborn host".to_owned()
	}

	fn kept(&self) -> BoxFuture<'_, Result<Kept, StoreError>> {
		self.inner.kept()
	}

	fn read<'a>(&'a self, cid: &'a Cid) -> BoxFuture<'a, Result<Vec<u8>, StoreError>> {
		Hosting::read(self.inner, cid)
	}

	fn purge<'a>(
		&'a self,
		objects: &'a BTreeSet<Cid>,
		labels: &'a BTreeSet<Label>,
	) -> BoxFuture<'a, Result<Vec<Cid>, StoreError>> {
		match (self.keeps.load(Ordering::Relaxed), objects.first()) {
			(true, Some(cid)) => {
				let (store, cid) = (self.host_name(), *cid);
				async move { Err(StoreError::StillThere { store, cid }) }.boxed()
			}
			_ => self.inner.purge(objects, labels),
		}
	}

	fn deny<'a>(&'a self, objects: &'a BTreeSet<Cid>) -> BoxFuture<'a, Result<(), StoreError>> {
		if self.gives.load(Ordering::Relaxed) {
			let (store, file) = (self.host_name(), "list".to_owned());
			return async move { Err(StoreError::NotDenied { store, file }) }.boxed();
		}
		self.inner.deny(objects)
	}
}

#[tokio::test]
async fn host_that_still_has_something_says_why_and_attests_only_afterwards() {
	let world = World::new().await;
	let host = Host::new(&world);
	let uploaded = world.upload(SCAN).await;
	erase_on_chain(&world, uploaded.record_id);
	let stubborn = Stubborn {
		inner: world.store.inner(),
		keeps: AtomicBool::new(true),
		gives: AtomicBool::new(true),
	};
	for kind in ["StillThere", "NotDenied"] {
		let pass = look_at(&world, &host, &world.ledger, &[], &stubborn)
			.await
			.unwrap();
		assert_eq!((kinds(&pass), pass.ready.len()), (vec![kind], 0));
		assert_eq!(attested(&world, uploaded.record_id).await, []);
		stubborn.keeps.store(false, Ordering::Relaxed);
	}
	stubborn.gives.store(false, Ordering::Relaxed);
	look_at(&world, &host, &world.ledger, &[], &stubborn)
		.await
		.unwrap();
	assert_eq!(
		attested(&world, uploaded.record_id).await,
		[host.person.account()]
	);
	let denied = world.store.inner().get(&uploaded.cid, None).await;
	assert!(
		matches!(denied, Err(StoreError::Barred { .. })),
		"known although it went in an earlier pass"
	);
}

#[tokio::test]
async fn killed_between_removal_and_attestation_it_attests_when_it_runs_again() {
	let world = World::new().await;
	let host = Host::new(&world);
	let uploaded = world.upload(SCAN).await;
	erase_on_chain(&world, uploaded.record_id);
	let register = host.register();
	let keeper = StorageHost {
		desk: world.place(&host.person).desk,
		own_node: true,
		witnesses: &[],
		host: world.store.inner(),
		notes: &host.person.notes,
		register: &register,
	};
	assert_eq!(keeper.pass().await.unwrap().ready, [uploaded.record_id]);
	drop(register);
	// The call is sent, and nobody hears what became of it.
	world.ledger.with(|state| state.break_next = true);
	let lost = look(&world, &host, &world.ledger, &[]).await.unwrap_err();
	assert!(matches!(lost, Error::Ledger(LedgerError::Unknown(_))), "{lost}");
	// It came to the chain all the same, and is not sent twice.
	let call = Call::AttestErasure {
		record_id: uploaded.record_id,
	};
	world.ledger.send(host.person.account(), &call).unwrap();
	let pass = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!(pass.ready, [uploaded.record_id]);
	assert_eq!(
		attested(&world, uploaded.record_id).await,
		[host.person.account()]
	);
	assert_eq!(look(&world, &host, &world.ledger, &[]).await.unwrap().ready, []);
}

#[tokio::test]
async fn dismissed_host_erases_and_attests_nothing() {
	let world = World::new().await;
	let host = Host::new(&world);
	let uploaded = world.upload(SCAN).await;
	world.give(&host.person, Role::Patient);
	erase_on_chain(&world, uploaded.record_id);
	let refused = look(&world, &host, &world.ledger, &[]).await.unwrap_err();
	assert!(matches!(refused, Error::Duty(DutyError::NotHost(_))), "{refused}");
	assert_eq!(world.contains(&uploaded).await, [false, false]);
	world.give(&host.person, Role::StorageHost);
	look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!(
		attested(&world, uploaded.record_id).await,
		[host.person.account()]
	);
}

#[tokio::test]
async fn what_an_erasing_client_removed_itself_is_attested_and_denied_too() {
	let world = World::new().await;
	let host = Host::new(&world);
	let uploaded = world.upload(SCAN).await;
	world.erase(uploaded.record_id).await;
	let denied = world.store.inner().get(&uploaded.cid, None).await;
	assert!(matches!(denied, Err(StoreError::Barred { .. })));
	assert_eq!(world.store.inner().kept().await.unwrap(), Kept::default());
	let pass = look(&world, &host, &world.ledger, &[]).await.unwrap();
	assert_eq!(pass.ready, [uploaded.record_id]);
}
