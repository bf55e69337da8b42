//! The people of the journey, over a ledger in memory and a store in a folder.
#![allow(dead_code, unused_imports, reason = "each test file uses its part")]
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "clippy exempts tests, not what they share"
)]

pub mod archive;
pub mod ceremony;
pub mod dealt;
pub mod dying;
pub mod finding;
pub mod glass;
pub mod hosts;
pub mod liars;
mod lies;
pub mod lying;
pub mod memory_ledger;
mod memory_reads;
pub mod on_chain;
pub mod own_source;
pub(crate) mod passing_on;
mod place;
pub mod remote;
pub mod standing;

pub use self::{lies::*, place::Place};
use medquorum_client::{
	accounts::Signer,
	domain::*,
	error::Error,
	files::{Overwrite, Temporary},
	journal::Journal,
	keystore::{Kdf, Keystore, Passphrase, Secret},
	ledger::{Call, Ledger, Sign},
	store::{Store, embedded::EmbeddedStore, faulty::FaultyStore},
};
pub use medquorum_client::{
	blocks::Blocks,
	download::*,
	file_info::FileInfo,
	notes::Notes,
	progress::{Progress, Step},
	roles::*,
	rules::answer::CheckedRequest,
	search::Shelf,
	trust::{CommitteePin, PinnedAdmin, Trust},
	upload::*,
	views::RequestView,
};
use memory_ledger::MemoryLedger;
use std::{collections::BTreeMap, io::Cursor, path::PathBuf};
use tempfile::TempDir;

/// The administrators, as the world lists them.
pub const ALICE: usize = 0;
pub const BOB: usize = 1;
pub const CHARLIE: usize = 2;
pub const DAVE: usize = 3;

pub const KEY: KeyId = 7;
pub const GENESIS: Bytes32 = [0x67; 32];

/// Somebody with an account, a keystore, a journal and notes.
pub struct Person {
	pub signer: Signer,
	pub keystore: Keystore,
	pub journal: Journal,
	pub notes: Notes,
	pub blocks: Blocks,
	/// Where partial downloads are kept.
	pub partials: PathBuf,
	dir: TempDir,
}

impl Person {
	pub fn new(uri: &str, seed: u8) -> Self {
		let dir = tempfile::tempdir().unwrap();
		let weak = Kdf { m_kib: 8, t: 1, p: 1 };
		let word = Passphrase::new("correct horse battery".into()).unwrap();
		let keystore = Keystore::create_with(&dir.path().join("keys.mqk"), word, weak).unwrap();
		keystore
			.update(|secrets| {
				secrets.csp_roots.insert(1, Secret::from_bytes(&[seed; 32]));
				secrets.enc_secret = Some(Secret::from_bytes(&[seed ^ 0x80; 32]));
			})
			.unwrap();
		let journal = Journal::at(&dir.path().join("journal.jsonl"));
		let notes = Notes::open(&dir.path().join("notes.json"), &GENESIS).unwrap();
		let blocks = Blocks::open(&dir.path().join("chains.json")).unwrap();
		Self {
			signer: Signer::development(uri, true).unwrap(),
			keystore,
			journal,
			notes,
			blocks,
			partials: dir.path().join("downloads"),
			dir,
		}
	}

	/// Where keystore, journal and notes are.
	pub fn home(&self) -> &std::path::Path {
		self.dir.path()
	}

	pub fn account(&self) -> AccountId {
		self.signer.account()
	}

	/// Makes one-time keys older than any request lasts.
	pub fn age_seeds(&self) {
		let aged = self.keystore.update(|secrets| {
			let kept = secrets.request_seeds.iter_mut();
			kept.for_each(|kept| kept.made = Some(0));
		});
		aged.unwrap();
	}
}

/// Everybody and everything.
pub struct World {
	pub ledger: MemoryLedger,
	pub store: FaultyStore<EmbeddedStore>,
	pub trust: Trust,
	pub admins: Vec<Person>,
	pub patient: Person,
	pub facility: Person,
	pub clinician: Person,
	pub dir: TempDir,
}

/// What a test file looks like.
pub const SCAN: &[u8] = b"DICM not really a CT scan, but it will do";

pub fn source(content: &[u8]) -> UploadSource {
	let info = FileInfo {
		name: "scan.dcm".into(),
		mime: "application/dicom".into(),
		..FileInfo::default()
	};
	UploadSource {
		reader: Box::new(Cursor::new(content.to_vec())),
		len: content.len() as u64,
		info,
		origin: None,
	}
}

/// The catalogues that somebody holds.
pub fn shelf(person: &Person) -> Shelf {
	Shelf::of(person.home(), &GENESIS)
}

impl World {
	/// Four administrators with k = 3, a patient, a facility, a clinician; all registered.
	pub async fn new() -> Self {
		Self::with_committee(3, 4).await
	}

	pub async fn with_committee(k: u16, n: usize) -> Self {
		let dir = tempfile::tempdir().unwrap();
		let store = FaultyStore::new(EmbeddedStore::create(&dir.path().join("store")).unwrap());
		let names = [
			"//Alice",
			"//Bob",
			"//Charlie",
			"//Dave",
			"//Frank",
			"//Grace",
			"//Heidi",
		];
		let mut world = Self {
			ledger: MemoryLedger::new(GENESIS),
			store,
			trust: Trust {
				genesis: GENESIS,
				committees: BTreeMap::new(),
				development: false,
				houses: BTreeMap::new(),
			},
			admins: names[..n]
				.iter()
				.zip(1..)
				.map(|(name, seed)| Person::new(name, seed))
				.collect(),
			patient: Person::new("//Eve", 20),
			facility: Person::new("//One", 21),
			clinician: Person::new("//Ferdie", 22),
			dir,
		};
		world.give(&world.facility, Role::Facility);
		world.give(&world.clinician, Role::Clinician);
		for person in world.people() {
			world
				.place(person)
				.member()
				.register(&person.signer, &person.keystore, None)
				.await
				.unwrap();
		}
		let (committee, pin) = dealt::deal(&world.admins, KEY, k);
		world.ledger.govern(&committee).unwrap();
		world.trust.committees.insert(KEY, pin);
		world
	}

	fn people(&self) -> impl Iterator<Item = &Person> {
		self.admins
			.iter()
			.chain([&self.patient, &self.facility, &self.clinician])
	}

	pub fn give(&self, person: &Person, role: Role) {
		self.ledger
			.govern(&Call::SetRole {
				who: person.account(),
				role,
			})
			.unwrap();
	}

	/// Where this person works.
	pub fn place<'a>(&'a self, person: &'a Person) -> Place<'a> {
		self.place_over(&self.ledger, person)
	}

	/// The same behind another node.
	pub fn place_over<'a>(&'a self, ledger: &'a dyn Ledger, person: &'a Person) -> Place<'a> {
		Place {
			desk: Desk::new(ledger, &self.trust, &person.blocks),
			store: &self.store,
			person,
		}
	}

	pub fn options(&self) -> UploadOptions {
		UploadOptions {
			patient: self.patient.account(),
			key_id: KEY,
			supersedes: None,
			searchable: false,
		}
	}

	pub async fn upload(&self, content: &[u8]) -> Uploaded {
		let place = self.place(&self.facility);
		place
			.uploader()
			.upload(&self.facility.signer, source(content), &self.options())
			.await
			.unwrap()
	}

	/// The patient has a record erased.
	pub async fn erase(&self, record: RecordId) {
		let patient = &self.patient;
		let keeper = self.place(patient).keeper();
		let erased = keeper.erase(&patient.signer, Some(&patient.keystore), record, None, &[]);
		erased.await.unwrap();
	}

	pub async fn request(&self, person: &Person, record: RecordId) -> RequestId {
		let place = self.place(person);
		place
			.requester()
			.request(&person.signer, &person.keystore, record, Purpose::Treatment)
			.await
			.unwrap()
			.request_id
	}

	pub async fn approve(&self, admin: usize, id: RequestId) -> Result<Delivered, Error> {
		let admin = &self.admins[admin];
		approve_over(self.place(admin), admin, id).await
	}

	pub async fn reject(&self, admin: usize, id: RequestId) -> Result<Delivered, Error> {
		let admin = &self.admins[admin];
		self.place(admin)
			.administrator()
			.reject(
				&admin.signer,
				Some(&admin.keystore),
				id,
				RejectionReason::NotJustified,
			)
			.await
	}

	pub async fn consent(&self, id: RequestId) -> Result<Delivered, Error> {
		consent_over(self.place(&self.patient), &self.patient, id).await
	}

	pub fn target(&self) -> PathBuf {
		self.dir.path().join("out.dcm")
	}

	pub async fn download(
		&self,
		person: &Person,
		id: RequestId,
		source: CspSource<'_>,
	) -> Result<Downloaded, Error> {
		self.download_over(self.place(person), person, id, source).await
	}

	/// The same over this place.
	pub async fn download_over(
		&self,
		place: Place<'_>,
		person: &Person,
		id: RequestId,
		source: CspSource<'_>,
	) -> Result<Downloaded, Error> {
		let options = DownloadOptions {
			overwrite: Overwrite::Never,
			range: None,
			keep_request: false,
			temporary: Temporary::Unnamed,
		};
		place
			.requester()
			.download(
				&person.signer,
				&person.keystore,
				id,
				source,
				&self.target(),
				&options,
			)
			.await
	}

	/// Nothing in the output folder but the store.
	pub fn assert_no_output(&self) {
		let names: Vec<_> = std::fs::read_dir(self.dir.path())
			.unwrap()
			.map(|entry| entry.unwrap().file_name())
			.collect();
		assert_eq!(names, ["store"]);
	}

	/// Objects in the store.
	pub fn objects(&self) -> usize {
		count(&self.dir.path().join("store/objects"), 3)
	}

	/// What a refusal must leave alone.
	pub async fn refused_without_fetch<T>(&self, refused: impl Future<Output = Result<T, Error>>) -> Error {
		let before = self.store.gets();
		let error = refused.await.err().expect("this must be refused");
		assert_eq!(
			self.store.gets(),
			before,
			"nothing may be fetched before the keys are right: {error}"
		);
		error
	}

	pub async fn contains(&self, uploaded: &Uploaded) -> [bool; 2] {
		[
			self.store.contains(&uploaded.cid).await.unwrap(),
			self.store.contains(&uploaded.header_cid).await.unwrap(),
		]
	}
}

fn count(folder: &std::path::Path, depth: usize) -> usize {
	let Ok(entries) = std::fs::read_dir(folder) else {
		return 0;
	};
	let entries = entries.map(|entry| entry.unwrap().path());
	if depth == 1 {
		entries.count()
	} else {
		entries.map(|path| count(&path, depth - 1)).sum()
	}
}

/// An administrator looks at a request and approves it, over this place.
pub async fn approve_over(place: Place<'_>, admin: &Person, id: RequestId) -> Result<Delivered, Error> {
	let shown = place.administrator().check_request(admin.account(), id).await?;
	place
		.administrator()
		.approve(&admin.signer, &admin.keystore, &shown)
		.await
}

/// A patient looks at a request and consents to it, over this place.
pub async fn consent_over(place: Place<'_>, patient: &Person, id: RequestId) -> Result<Delivered, Error> {
	let shown = place.patient().check_request(patient.account(), id).await?;
	place
		.patient()
		.consent(&patient.signer, &patient.keystore, &shown)
		.await
}

/// A record of `content`, requested by the clinician, with consent and these approvals.
pub async fn prepared(world: &World, content: &[u8], approvals: &[usize]) -> (Uploaded, RequestId) {
	let uploaded = world.upload(content).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	for admin in approvals {
		world.approve(*admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	(uploaded, id)
}

/// Why facilities have records erased here.
pub const MISTAKE: Option<ErasureReason> = Some(ErasureReason::UploadError);

impl World {
	/// The facility has its upload erased; nobody stops that until it is due.
	pub async fn schedule(&self, id: RecordId) -> Erased {
		let facility = &self.facility;
		let keeper = self.place(facility).keeper();
		let erased = keeper
			.erase(&facility.signer, None, id, MISTAKE, &[])
			.await
			.unwrap();
		self.ledger.pass(memory_ledger::ERASURE_DELAY);
		erased
	}

	/// The patient confirms a record.
	pub async fn acknowledge(&self, id: RecordId) -> Result<Delivered, Error> {
		let patient = &self.patient;
		self.place(patient)
			.patient()
			.acknowledge(&patient.signer, &patient.keystore, id)
			.await
	}

	/// The facility corrects a record of its own.
	pub async fn correct(&self, older: RecordId, content: &[u8]) -> Uploaded {
		let facility = &self.facility;
		let options = UploadOptions {
			supersedes: Some(older),
			..self.options()
		};
		let uploader = self.place(facility).uploader();
		uploader
			.upload(&facility.signer, source(content), &options)
			.await
			.unwrap()
	}
}
