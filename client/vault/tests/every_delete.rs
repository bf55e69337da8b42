//! Every delete of the client, behind every node that lies and with the store's disk there and away: what is registered stays.
//!
//! [`SITES`] lists where the client deletes, and is compared with the source: who writes another delete names what tries it, either one
//! of [`DELETES`] or a test elsewhere. What a home alone loses is listed in `every_delete_at_home.rs`.

use crate::common::{
	archive::Archive,
	dying::{DyingStore, Life},
	finding,
	liars::{WAYS, empty, fresh, liar},
	lying::LyingLedger,
	own_source::{Site, assert_listed},
	remote::{Fault, RemoteStore},
	*,
};
use medquorum_client::{
	domain::*,
	ledger::Ledger,
	register::Register,
	store::{Store as _, StoreError},
};
use medquorum_envelope::Cid;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// What is tried here, one after another.
const DELETES: [&str; 10] = [
	"abandon",
	"tidy",
	"repair",
	"unregistered",
	"object",
	"upload",
	"import",
	"publish",
	"host",
	"erasures",
];

/// What only hands a delete on to the store inside.
const PASSED_ON: &str = "passed on";

/// Words with which something is removed or given up, of the store's port and of what calls it.
const WORDS: [&str; 25] = [
	"store.remove(",
	"inner.remove(",
	"open()?.remove(",
	".unlabel(",
	".purge(",
	".bar(",
	"store.settle(",
	"inner.settle(",
	"host.deny(",
	"remove_all(",
	"remove_labelled(",
	"remove_erased(",
	"take_back(",
	"tidy_one(",
	"remove_old(",
	"Staging::discard(",
	"Staging::forget(",
	"notes.forget(",
	"let_go(",
	"remove_everywhere(",
	"remove_blocking(",
	"clear_staging(",
	"self.unpin(",
	"self.collect().await",
	"take_label(",
];

/// Files, their functions that delete, and what tries them.
const SITES: &[Site] = &[
	("session/src/store.rs", "remove unlabel bar settle", PASSED_ON),
	("store/src/faulty.rs", "remove unlabel bar settle", PASSED_ON),
	("store/src/embedded.rs", "remove", "object"),
	(
		"store/src/embedded.rs",
		"put",
		"store/tests/embedded/hosting.rs::object_outlives_a_second_put_of_it_that_is_given_up",
	),
	(
		"store/src/embedded.rs",
		"open",
		"store/tests/embedded/main.rs::store_whose_disk_is_not_mounted_is_not_made_anew",
	),
	("store/src/embedded/hosting.rs", "purge_blocking", "host"),
	(
		"store/src/kubo.rs",
		"remove unlabel",
		"store/tests/lying_daemon/other_repository.rs::object_is_not_missing_where_another_repository_answers",
	),
	(
		"store/src/kubo.rs",
		"settle",
		"store/tests/lying_daemon/main.rs::cancelled_upload_is_broken_off",
	),
	(
		"store/src/kubo/hosting.rs",
		"purge take_label",
		"store/tests/lying_daemon/other_repository.rs::object_is_not_missing_where_another_repository_answers",
	),
	(
		"store/src/replicated.rs",
		"let_go remove remove_everywhere",
		"store/src/replicated/tests.rs::every_host_is_told_to_let_go_even_if_one_fails",
	),
	(
		"store/src/replicated.rs",
		"put_everywhere",
		"vault/tests/vault_retried.rs::host_that_is_down_takes_nothing_away_that_the_chain_registers_late",
	),
	(
		"store/src/replicated.rs",
		"replicate_missing",
		"store/src/replicated/tests.rs::host_that_has_lost_an_object_lets_go_only_where_another_keeps_it",
	),
	(
		"store/src/replicated.rs",
		"settle",
		"store/src/replicated/tests.rs::dropped_put_is_removed_when_the_store_settles",
	),
	("store/src/replicated.rs", "unlabel", PASSED_ON),
	("vault/src/import/prepare.rs", "leave_behind", "import"),
	("vault/src/import/run.rs", "clear_leftovers", "import"),
	("vault/src/import/send.rs", "note_registered", "import"),
	("vault/src/roles/cataloguer.rs", "publish remove_old", "publish"),
	(
		"vault/src/roles/erase.rs",
		"erase finish_erasure deliver_and_remove remove_erased",
		"erasures",
	),
	("vault/src/roles/erase.rs", "erase_unregistered", "unregistered"),
	("vault/src/roles/erase.rs", "remove_object", "object"),
	("vault/src/roles/erase.rs", "remove_all remove_labelled", "tidy"),
	("vault/src/roles/host.rs", "remove_of", "host"),
	(
		"vault/src/roles/host/catalogues.rs",
		"purge_outdated",
		"vault/tests/vault_host_catalogues.rs::a_node_that_shows_an_older_catalogue_removes_nothing_of_the_newer_one",
	),
	("vault/src/roles/replicas.rs", "repair repair_object", "repair"),
	("vault/src/roles/tidy.rs", "abandon", "abandon"),
	("vault/src/roles/tidy.rs", "tidy tidy_one", "tidy"),
	(
		"vault/src/roles/tidy.rs",
		"make_way",
		"vault/tests/vault_resume.rs::what_cannot_resume_makes_way_for_the_same_upload",
	),
	("vault/src/upload/record.rs", "not_registered", "upload"),
	(
		"vault/src/upload/record.rs",
		"register_with",
		"vault/tests/vault_retried.rs::copy_of_a_registered_upload_goes_only_when_the_store_has_it_all",
	),
	(
		"vault/src/upload/resume.rs",
		"earlier",
		"vault/tests/vault_resume.rs::changed_file_does_not_take_away_what_the_chain_may_still_register",
	),
	(
		"vault/src/upload/resume.rs",
		"restore",
		"vault/tests/vault_resume.rs::damaged_copy_is_noticed_and_removed",
	),
	(
		"vault/src/upload/resume.rs",
		"resume",
		"vault/tests/vault_retried.rs::copy_of_a_registered_upload_goes_only_when_the_store_has_it_all",
	),
	("vault/src/upload/row.rs", "put_small", "import"),
	("vault/src/upload/stage.rs", "forget", "tidy"),
	(
		"vault/src/upload/store.rs",
		"check_put store_new take_back",
		"upload",
	),
];

#[test]
fn every_delete_of_the_client_is_tried() {
	assert_listed(&["vault", "store", "session", "cli", "portal"], &WORDS, SITES);
	for (file, functions, by) in SITES {
		let known = by.contains("::") || DELETES.contains(by) || *by == PASSED_ON;
		assert!(known, "{file}: {functions}");
	}
}

/// A facility with registered records, one that a person names for erasure, and one of which only the file was stored.
struct Stage {
	world: World,
	/// Keeps the host on which all this lies.
	host: Person,
	/// Another home, which knows none of it.
	other: Person,
	archive: Archive,
	/// Records that must stay, and their objects.
	records: BTreeSet<RecordId>,
	objects: BTreeSet<Cid>,
	/// The record that is to be erased, which is due.
	named: RecordId,
}

impl Stage {
	async fn set() -> Self {
		let world = finding::world().await;
		let (host, other) = (Person::new("//Host", 50), Person::new("//Two", 51));
		world.give(&host, Role::StorageHost);
		finding::upload(&world, "E11").await;
		finding::publish(&world).await.unwrap();
		let archive = Archive::of(2);
		archive.import(&world).await.unwrap();
		let named = world.upload(b"to be erased").await.record_id;
		world.schedule(named).await;
		kill_upload(&world).await;
		world.place(&host).desk.check_node().await.unwrap();
		let holdings = world.place(&world.facility).keeper().holdings().await.unwrap();
		let needed = holdings
			.iter()
			.filter(|holding| holding.standing == Standing::Registered && holding.object.record != named);
		let (records, objects) = needed
			.map(|holding| (holding.object.record, holding.object.cid))
			.unzip();
		let stage = Self {
			world,
			host,
			other,
			archive,
			records,
			objects,
			named,
		};
		assert_eq!((stage.records.len(), stage.objects.len()), (3, 6));
		stage
	}

	fn place<'a>(&'a self, node: &'a dyn Ledger) -> Place<'a> {
		self.world.place_over(node, &self.world.facility)
	}

	/// Tries one of [`DELETES`]. What it says does not matter here.
	async fn run(&self, delete: &str, node: &dyn Ledger) {
		let place = self.place(node);
		let keeper = place.keeper();
		match delete {
			"abandon" => drop(keeper.abandon().await),
			"tidy" => drop(keeper.tidy().await),
			"repair" => drop(keeper.repair().await),
			"unregistered" => {
				for record in &self.records {
					assert!(keeper.erase_unregistered(*record).await.is_err(), "{record}");
				}
			}
			"object" => self.objects_by_name(place).await,
			"upload" => self.uploads(place).await,
			"import" => self.imports(place).await,
			"publish" => drop(finding::publish_from(place, Shrink::Refuse).await),
			"host" => self.pass_of_the_host(node).await,
			"erasures" => self.erasures(node).await,
			other => panic!("nothing tries {other}"),
		}
	}

	/// By name, in the home that knows whose they are and in one that does not.
	async fn objects_by_name(&self, place: Place<'_>) {
		let stranger = Keeper {
			notes: &self.other.notes,
			..place.keeper()
		};
		for cid in &self.objects {
			assert!(place.keeper().remove_object(cid).await.is_err(), "{cid}");
			assert!(stranger.remove_object(cid).await.is_err(), "{cid}");
		}
	}

	/// A store that gives a new object the name of one that is registered.
	fn renaming<'a>(&self, place: Place<'a>) -> RemoteStore<'a> {
		let remote = RemoteStore::over(place.store);
		remote.set(Fault::Renames(*self.objects.first().unwrap()));
		remote
	}

	async fn uploads(&self, place: Place<'_>) {
		let (signer, options) = (&place.person.signer, self.world.options());
		let uploader = place.uploader();
		drop(uploader.upload(signer, source(b"meanwhile"), &options).await);
		let remote = self.renaming(place);
		let uploader = place.storing(&remote).uploader();
		drop(uploader.upload(signer, source(b"renamed"), &options).await);
	}

	async fn imports(&self, place: Place<'_>) {
		drop(self.archive.import_over(place, &self.world).await);
		let mut renamed = Archive::new();
		renamed.add("renamed.dcm", b"renamed as well");
		let remote = self.renaming(place);
		drop(renamed.import_over(place.storing(&remote), &self.world).await);
	}

	/// Our own node lies, and another one does not.
	async fn pass_of_the_host(&self, node: &dyn Ledger) {
		let register = Register::open(self.host.home(), &GENESIS).unwrap();
		let witnesses = [Witness {
			name: "ward-b",
			ledger: &self.world.ledger,
		}];
		let keeper = StorageHost {
			desk: self.world.place_over(node, &self.host).desk,
			own_node: true,
			witnesses: &witnesses,
			host: self.world.store.inner(),
			notes: &self.host.notes,
			register: &register,
		};
		if let Ok(pass) = keeper.pass().await {
			assert!(pass.ready.iter().all(|record| !self.records.contains(record)));
			drop(keeper.attest(&self.host.signer, &pass.ready).await);
		}
	}

	/// A person names a record, as facility and as patient: no other goes with it.
	async fn erasures(&self, node: &dyn Ledger) {
		let (facility, patient) = (&self.world.facility, &self.world.patient);
		let keeper = self.place(node).keeper();
		let finish = keeper.finish_erasure(&facility.signer, None, self.named);
		drop(finish.await);
		let erase = keeper.erase(&facility.signer, None, self.named, MISTAKE, &[]);
		drop(erase.await);
		let keeper = self.world.place_over(node, patient).keeper();
		let erase = keeper.erase(&patient.signer, Some(&patient.keystore), self.named, None, &[]);
		drop(erase.await);
	}

	fn noted(&self) -> BTreeSet<RecordId> {
		let keeper = self.world.place(&self.world.facility).keeper();
		keeper.noted().into_iter().collect()
	}

	async fn assert_whole(&self, what: &str) {
		for cid in &self.objects {
			assert!(self.world.store.contains(cid).await.unwrap(), "{what}: {cid}");
		}
	}
}

/// An upload that is killed when the store has its file.
async fn kill_upload(world: &World) {
	let life = Life::of(1);
	let dying = DyingStore {
		inner: &world.store,
		life: &life,
	};
	let place = world.place(&world.facility).storing(&dying);
	let (uploader, options) = (place.uploader(), world.options());
	let upload = uploader.upload(&place.person.signer, source(b"killed"), &options);
	assert!(life.live(upload).await.is_none(), "it ended");
	let keeper = world.place(&world.facility).keeper();
	assert_eq!(keeper.abandoned(), 1);
}

/// The ways of all nodes, and of one that does not lie.
fn ways() -> impl Iterator<Item = &'static str> {
	WAYS.into_iter().chain(["honest"])
}

#[tokio::test(flavor = "multi_thread")]
async fn no_delete_reaches_what_is_registered_whatever_a_node_says() {
	for way in ways() {
		let stage = Stage::set().await;
		let fresh = fresh(&stage.world).await;
		let liar = liar(way, &stage.world.ledger, &fresh);
		let node: &dyn Ledger = match way {
			"honest" => &stage.world.ledger,
			_ => &liar,
		};
		for delete in DELETES {
			stage.run(delete, node).await;
			stage.assert_whole(&format!("{way}, {delete}")).await;
		}
		assert!(stage.records.is_subset(&stage.noted()), "{way}");
	}
}

/// The node of another chain, which has the same people and none of the records, or says that all were erased.
#[tokio::test(flavor = "multi_thread")]
async fn no_delete_reaches_what_another_chain_registers() {
	const OTHER: Bytes32 = [9; 32];
	for says_erased in [None, Some(1)] {
		let mut stage = Stage::set().await;
		let chain = empty(&stage.world, OTHER);
		let mut node = LyingLedger::new(&chain);
		node.says_erased = says_erased;
		let path = stage.world.facility.home().join("notes.json");
		stage.world.trust.genesis = OTHER;
		stage.world.facility.notes = Notes::open(&path, &OTHER).unwrap();
		for delete in DELETES {
			stage.run(delete, &node).await;
			stage.assert_whole(&format!("{says_erased:?}, {delete}")).await;
		}
		stage.world.facility.notes = Notes::open(&path, &GENESIS).unwrap();
		assert!(stage.records.is_subset(&stage.noted()), "{says_erased:?}");
	}
}

/// The store's disk, which is not mounted; an empty folder is in its place.
struct Away {
	store: PathBuf,
	aside: PathBuf,
}

impl Away {
	fn of(world: &World) -> Self {
		let away = Self {
			store: world.dir.path().join("store"),
			aside: world.dir.path().join("aside"),
		};
		fs::rename(&away.store, &away.aside).unwrap();
		fs::create_dir(&away.store).unwrap();
		away
	}

	fn is_untouched(&self) -> bool {
		fs::read_dir(&self.store).unwrap().count() == 0
	}

	fn mount(self) {
		fs::remove_dir(&self.store).unwrap();
		fs::rename(&self.aside, &self.store).unwrap();
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn no_delete_forgets_anything_while_the_disk_is_away_whatever_a_node_says() {
	for way in ways() {
		let stage = Stage::set().await;
		let fresh = fresh(&stage.world).await;
		let liar = liar(way, &stage.world.ledger, &fresh);
		let node: &dyn Ledger = match way {
			"honest" => &stage.world.ledger,
			_ => &liar,
		};
		let (before, stored) = (stage.noted(), stage.world.objects());
		let away = Away::of(&stage.world);
		let gone = stage.world.store.contains(stage.objects.first().unwrap()).await;
		assert!(matches!(gone, Err(StoreError::NotThere { .. })), "{gone:?}");
		for delete in DELETES {
			stage.run(delete, node).await;
			assert!(away.is_untouched(), "{way}, {delete}: something was made there");
			assert!(before.is_subset(&stage.noted()), "{way}, {delete}: forgotten");
		}
		away.mount();
		assert_eq!(stage.world.objects(), stored, "{way}");
		stage.assert_whole(way).await;
	}
}
