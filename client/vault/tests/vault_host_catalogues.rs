//! What former catalogues left on a storage host: when it goes, what never does, and whose word counts.

use crate::common::{finding::*, lying::LyingLedger, memory_ledger::MemoryLedger, *};
use medquorum_catalogue::{
	CatalogueKey, Scope,
	keyring::{KeyringTitle, seal_keyring},
};
use medquorum_client::{
	advice::Advice as _,
	domain::*,
	entropy::OsEntropy,
	error::Error,
	ledger::{Call, Ledger, Sign as _},
	register::Register,
	store::{Hosting, Label, Owner, Store as _, StoreError, embedded::EmbeddedStore},
};
use medquorum_envelope::{Cid, cid::Codec};
use std::{collections::BTreeSet, io::Cursor};
use tempfile::TempDir;

/// A host with a disk of its own, from which no facility removes anything.
struct Host {
	person: Person,
	store: EmbeddedStore,
	_dir: TempDir,
}

impl Host {
	fn new(world: &World) -> Self {
		let person = Person::new("//Host", 50);
		world.give(&person, Role::StorageHost);
		let dir = tempfile::tempdir().unwrap();
		Self {
			person,
			store: EmbeddedStore::create(&dir.path().join("store")).unwrap(),
			_dir: dir,
		}
	}

	/// Takes what the network's store has now, with its labels.
	async fn replicate(&self, world: &World) {
		let kept = world.store.inner().kept().await.unwrap();
		for cid in &kept.objects {
			self.take(Hosting::read(world.store.inner(), cid).await.unwrap())
				.await;
		}
		for label in kept.labels {
			self.store.label(label).await.unwrap();
		}
	}

	async fn take(&self, bytes: Vec<u8>) -> Cid {
		self.store.put(Box::new(Cursor::new(bytes))).await.unwrap()
	}

	/// One look, by the word of this node or of it and these.
	async fn look_over(
		&self,
		world: &World,
		node: &dyn Ledger,
		witnesses: &[Witness<'_>],
	) -> Result<Pass, Error> {
		let register = Register::open(self.person.home(), &GENESIS).unwrap();
		let keeper = StorageHost {
			desk: world.place_over(node, &self.person).desk,
			own_node: witnesses.is_empty(),
			witnesses,
			host: &self.store,
			notes: &self.person.notes,
			register: &register,
		};
		keeper.pass().await
	}

	async fn look(&self, world: &World) -> Pass {
		self.look_over(world, &world.ledger, &[]).await.unwrap()
	}

	/// How many of these objects it has.
	async fn count(&self, objects: &BTreeSet<Cid>) -> usize {
		let kept = self.store.kept().await.unwrap();
		kept.objects.intersection(objects).count()
	}
}

/// The objects of the present catalogue; what it does not need the facility has removed from the network's store.
async fn objects(world: &World) -> BTreeSet<Cid> {
	let kept = world.store.inner().kept().await.unwrap();
	let labels = kept.labels.iter();
	labels
		.filter(|label| label.owner == Owner::Catalogue)
		.map(|label| label.cid)
		.collect()
}

fn outdated(pass: &Pass) -> BTreeSet<Cid> {
	pass.outdated.iter().map(|(_, cid)| *cid).collect()
}

fn kinds(pass: &Pass) -> Vec<&str> {
	pass.undecided.iter().map(|(_, why)| why.kind()).collect()
}

/// Publishes; gives the objects of before, and those of now.
async fn republish(world: &World, host: &Host) -> (BTreeSet<Cid>, BTreeSet<Cid>) {
	let old = objects(world).await;
	publish(world).await.unwrap();
	host.replicate(world).await;
	let new = objects(world).await;
	(old.difference(&new).copied().collect(), new)
}

/// A world with one catalogue, which a host has seen.
async fn seen() -> (World, Host) {
	let world = world().await;
	let host = Host::new(&world);
	upload(&world, "E11").await;
	republish(&world, &host).await;
	let pass = host.look(&world).await;
	assert!(pass.outdated.is_empty() && pass.undecided.is_empty());
	(world, host)
}

#[tokio::test]
async fn after_an_erasure_the_former_catalogue_leaves_a_host_that_the_facility_does_not_reach() {
	let (world, host) = seen().await;
	let gone = upload(&world, "I10").await;
	republish(&world, &host).await;
	host.look(&world).await;
	world.erase(gone).await;
	let (old, new) = republish(&world, &host).await;
	assert!(old.len() >= 3, "a tail, a manifest, a keyring");
	assert_eq!(host.count(&old).await, old.len());
	let copy = Hosting::read(&host.store, old.first().unwrap()).await.unwrap();
	let pass = host.look(&world).await;
	assert_eq!((outdated(&pass), kinds(&pass)), (old.clone(), vec![]));
	assert!(
		pass.outdated
			.iter()
			.all(|(facility, _)| *facility == world.facility.account())
	);
	assert_eq!(pass.ready, [gone]);
	assert_eq!((host.count(&old).await, host.count(&new).await), (0, new.len()));
	// Whoever kept a copy does not bring it back.
	let again = host.store.put(Box::new(Cursor::new(copy))).await;
	assert!(matches!(again, Err(StoreError::Barred { .. })), "{again:?}");
	let labels = host.store.kept().await.unwrap().labels;
	assert!(labels.iter().all(|label| !old.contains(&label.cid)));
	// The home has forgotten where it was, and nothing is left to do.
	for entry in std::fs::read_dir(host.person.home()).unwrap() {
		let text = std::fs::read(entry.unwrap().path()).unwrap_or_default();
		let text = String::from_utf8_lossy(&text);
		assert!(old.iter().all(|cid| !text.contains(&cid.to_string())));
	}
	assert_eq!(outdated(&host.look(&world).await), BTreeSet::new());
	sync(&world).await.unwrap();
	assert_eq!(found(&world, "E11").len(), 1);
}

#[tokio::test]
async fn a_host_that_missed_publications_learns_them_from_the_keyrings_that_lie_there() {
	let world = world().await;
	let host = Host::new(&world);
	let mut all = BTreeSet::new();
	for code in ["E11", "I10", "C34"] {
		upload(&world, code).await;
		republish(&world, &host).await;
		all.extend(objects(&world).await);
	}
	let new = objects(&world).await;
	let old: BTreeSet<Cid> = all.difference(&new).copied().collect();
	assert_eq!(host.count(&all).await, all.len());
	let pass = host.look(&world).await;
	assert_eq!((outdated(&pass), kinds(&pass)), (old, vec![]));
	assert_eq!(host.count(&all).await, new.len());
}

#[tokio::test]
async fn a_node_that_shows_an_older_catalogue_removes_nothing_of_the_newer_one() {
	let (world, host) = seen().await;
	let facility = world.facility.account();
	let before = world.ledger.catalogue(facility).await.unwrap().unwrap();
	let first = objects(&world).await;
	upload(&world, "I10").await;
	let (old, new) = republish(&world, &host).await;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.pointer = Some(Box::new(move |pointer: &mut Pointer| *pointer = before));
	// To the host this is a publication that has not come to the chain yet.
	let pass = host.look_over(&world, &liar, &[]).await.unwrap();
	assert_eq!(
		pass.unlisted,
		new.difference(&first).copied().collect::<Vec<Cid>>()
	);
	assert_eq!(
		(outdated(&pass), host.count(&new).await),
		(BTreeSet::new(), new.len())
	);
	assert_eq!(outdated(&host.look(&world).await), old);
	// Also once it has seen the newer one on the chain.
	let pass = host.look_over(&world, &liar, &[]).await.unwrap();
	assert_eq!(
		(outdated(&pass), host.count(&new).await),
		(BTreeSet::new(), new.len())
	);
}

#[tokio::test]
async fn nodes_that_do_not_agree_on_a_catalogue_remove_nothing_of_it() {
	let (world, host) = seen().await;
	let facility = world.facility.account();
	let before = world.ledger.catalogue(facility).await.unwrap().unwrap();
	upload(&world, "I10").await;
	let (old, new) = republish(&world, &host).await;
	let mut behind = LyingLedger::new(&world.ledger);
	behind.pointer = Some(Box::new(move |pointer: &mut Pointer| *pointer = before));
	// One more that shows no catalogue at all.
	let fresh = MemoryLedger::new(GENESIS);
	let (now, clock) = world.ledger.with(|state| (state.now, state.clock));
	fresh.with(|state| (state.now, state.clock) = (now, clock));
	let nodes: [(&dyn Ledger, &dyn Ledger); 3] = [
		(&world.ledger, &behind),
		(&world.ledger, &fresh),
		(&fresh, &world.ledger),
	];
	for (own, ledger) in nodes {
		let name = "ward-b";
		let pass = host
			.look_over(&world, own, &[Witness { name, ledger }])
			.await
			.unwrap();
		assert_eq!(
			(outdated(&pass), kinds(&pass)),
			(BTreeSet::new(), vec!["HostOtherCatalogue"])
		);
		assert_eq!(pass.undecided[0].0, facility);
		assert_eq!(host.count(&old).await, old.len());
	}
	let ledger: &dyn Ledger = &world.ledger;
	let agrees = [Witness {
		name: "ward-b",
		ledger,
	}];
	let pass = host.look_over(&world, &world.ledger, &agrees).await.unwrap();
	assert_eq!((outdated(&pass), host.count(&new).await), (old, new.len()));
}

#[tokio::test]
async fn without_the_present_keyring_everything_stays_and_is_named() {
	let (world, host) = seen().await;
	upload(&world, "I10").await;
	let (old, _) = republish(&world, &host).await;
	let pointer = world.ledger.catalogue(world.facility.account()).await.unwrap();
	let keyring = Cid::new(Codec::Raw, pointer.unwrap().keyring);
	host.store.remove(&keyring).await.unwrap();
	let pass = host.look(&world).await;
	assert_eq!((outdated(&pass), pass.undecided.len()), (BTreeSet::new(), 1));
	assert!(matches!(pass.undecided[0].1, Error::Store(_)));
	assert_eq!(
		pass.unlisted.len(),
		2,
		"a tail and a manifest of which nobody tells whose they are"
	);
	assert_eq!(host.count(&old).await, old.len());
	host.replicate(&world).await;
	assert_eq!(outdated(&host.look(&world).await), old);
}

#[tokio::test]
async fn a_withdrawn_catalogue_goes_once_the_chain_says_so() {
	let (world, host) = seen().await;
	let present = objects(&world).await;
	let shelf = shelf(&world.facility);
	let cataloguer = world.place(&world.facility).cataloguer(&shelf);
	cataloguer.withdraw(&world.facility.signer).await.unwrap();
	let pass = host.look(&world).await;
	assert_eq!((outdated(&pass), kinds(&pass)), (present, vec![]));
}

/// A facility that puts a keyring onto a host and the chain which lists these objects.
async fn list(world: &World, host: &Host, liar: &Person, number: u32, objects: &[Cid]) -> Cid {
	let scope = Scope {
		genesis: GENESIS,
		facility: liar.account(),
		epoch: 1,
	};
	let title = KeyringTitle {
		scope: &scope,
		number,
		objects,
	};
	let key = CatalogueKey::from_bytes(&[9; 32]);
	let ring = seal_keyring(&key, &title, &[], &mut OsEntropy::new().unwrap()).unwrap();
	let signature = liar.signer.sign(ring.message());
	let (cid, bytes) = ring.signed(&signature);
	assert_eq!(host.take(bytes).await, cid);
	let label = Label::new(&GENESIS, Owner::Catalogue, cid);
	host.store.label(label).await.unwrap();
	let call = Call::PublishCatalogue {
		epoch: 1,
		number,
		commitment: [7; 32],
		locator: [7; 64],
		keyring: cid.digest(),
	};
	world.ledger.send(liar.account(), &call).unwrap();
	cid
}

#[tokio::test]
async fn a_facility_that_lists_what_is_not_its_own_has_nothing_removed() {
	let (world, host) = seen().await;
	let two = Person::new("//Two", 51);
	world.give(&two, Role::Facility);
	let record = world.upload(SCAN).await;
	host.replicate(&world).await;
	host.look(&world).await;
	let mut victims = objects(&world).await;
	victims.extend([record.cid, record.header_cid]);
	let all: Vec<Cid> = victims.iter().copied().collect();
	// Whoever writes labels on the host helps.
	for cid in [record.cid, record.header_cid] {
		let forged = Label::new(&GENESIS, Owner::Catalogue, cid);
		host.store.label(forged).await.unwrap();
		let honest = Label::new(&GENESIS, Owner::Record(record.record_id), cid);
		host.store.unlabel(honest).await.unwrap();
	}
	let first = list(&world, &host, &two, 1, &all).await;
	assert_eq!(outdated(&host.look(&world).await), BTreeSet::new());
	list(&world, &host, &two, 2, &[Cid::of_raw(b"nothing")]).await;
	let pass = host.look(&world).await;
	assert_eq!(
		outdated(&pass),
		BTreeSet::from([first]),
		"its own former keyring alone"
	);
	assert_eq!(host.count(&victims).await, victims.len());
}

#[tokio::test]
async fn an_object_that_is_also_said_to_be_a_records_stays_and_is_named() {
	let (world, host) = seen().await;
	let record = world.upload(SCAN).await.record_id;
	upload(&world, "I10").await;
	let (old, _) = republish(&world, &host).await;
	let claimed = *old.first().unwrap();
	let label = Label::new(&GENESIS, Owner::Record(record), claimed);
	host.store.label(label).await.unwrap();
	let pass = host.look(&world).await;
	assert_eq!(kinds(&pass), ["HostCatalogueClaimed"]);
	assert_eq!(outdated(&pass).len(), old.len() - 1);
	assert!(host.store.contains(&claimed).await.unwrap());
}
