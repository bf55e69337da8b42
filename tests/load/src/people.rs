//! Everybody: three administrators and a facility of the development chain, and for each lane a patient and a clinician. All secrets are
//! in memory: what is measured is the chain, not a disk.

use crate::failure::Failure;
use futures::future::try_join_all;
use medquorum_client::{
	accounts::Signer,
	blocks::Blocks,
	chain::{Chain, ChainOptions},
	domain::*,
	error::Error,
	file_info::FileInfo,
	ledger::{Ledger as _, Sign as _},
	notes::Notes,
	roles::*,
	store::embedded::EmbeddedStore,
	trust::Trust,
	upload::{UploadOptions, UploadSource},
};
use medquorum_core::{
	ports::{
		SecretStore,
		memory::{MemoryJournal, MemorySecrets},
	},
	secrets::Secret,
};
use std::{collections::BTreeMap, io::Cursor, path::Path, time::Duration};

/// The committee of development chains.
const KEY: KeyId = 1;

/// The patients' accounts: `//Load/patient/0` and so on.
pub const PATIENT: &str = "patient";
/// The requesters' accounts: `//Load/clinician/0` and so on.
pub const CLINICIAN: &str = "clinician";

/// A busy chain makes everybody wait.
const PATIENCE: Duration = Duration::from_secs(600);

/// Three of the development committee.
pub const ADMINISTRATORS: [&str; 3] = ["//Alice", "//Bob", "//Charlie"];

/// Whose account a lane's patient or clinician has.
pub fn uri(kind: &str, lane: u32) -> String {
	format!("//Load//{kind}//{lane}")
}

/// The account of a lane's patient or clinician.
///
/// # Errors
/// None that can be met: the names are well formed.
pub fn account(kind: &str, lane: u32) -> Result<AccountId, Failure> {
	Ok(Signer::development(&uri(kind, lane), true)?.account())
}

/// Somebody with keys in memory.
pub struct Person {
	/// The account.
	pub signer: Signer,
	/// The keys.
	pub secrets: MemorySecrets,
	/// What this administrator answered.
	pub journal: MemoryJournal,
}

impl Person {
	fn new(uri: &str) -> Result<Self, Failure> {
		let secrets = MemorySecrets::default();
		let mut entropy = medquorum_client::entropy::OsEntropy::new()?;
		let mut draw = || {
			let mut secret = [0; 32];
			medquorum_envelope::Entropy::fill(&mut entropy, &mut secret);
			Secret::from_bytes(&secret)
		};
		let store: &dyn SecretStore = &secrets;
		store.update(|secrets| {
			secrets.csp_roots.insert(1, draw());
			secrets.enc_secret = Some(draw());
		})?;
		Ok(Self {
			signer: Signer::development(uri, true)?,
			secrets,
			journal: MemoryJournal::default(),
		})
	}
}

/// Everybody, and what they share.
pub struct World {
	chain: Chain,
	store: EmbeddedStore,
	trust: Trust,
	blocks: Blocks,
	notes: Notes,
	facility: Person,
	/// Three of the development committee.
	pub administrators: Vec<Person>,
	/// One of each lane.
	pub patients: Vec<Person>,
	/// One of each lane.
	pub clinicians: Vec<Person>,
}

impl World {
	/// Connects, and gives everybody keys.
	///
	/// # Errors
	/// When the node cannot be reached, or is not one of `medquorum-load spec`.
	pub async fn new(node: &str, folder: &Path, lanes: u32) -> Result<Self, Failure> {
		let options = ChainOptions {
			finality_timeout: PATIENCE,
			..ChainOptions::new(node, None)
		};
		let chain = Chain::connect(options).await?;
		let mut trust = Trust {
			genesis: chain.genesis(),
			committees: BTreeMap::new(),
			development: true,
			houses: BTreeMap::new(),
		};
		let blocks = Blocks::in_memory();
		let observer = Observer {
			desk: Desk::new(&chain, &trust, &blocks),
		};
		let pin = observer.pin_of_chain(KEY).await?;
		trust.committees.insert(KEY, pin);
		let several = |kind| (0..lanes).map(|lane| Person::new(&uri(kind, lane))).collect();
		let patients: Result<Vec<_>, _> = several(PATIENT);
		let clinicians: Result<Vec<_>, _> = several(CLINICIAN);
		let administrators: Result<Vec<_>, _> = ADMINISTRATORS.map(Person::new).into_iter().collect();
		Ok(Self {
			store: EmbeddedStore::create(&folder.join("store"))?,
			notes: Notes::open(&folder.join("notes.json"), &trust.genesis)?,
			chain,
			trust,
			blocks,
			facility: Person::new("//One")?,
			administrators: administrators?,
			patients: patients?,
			clinicians: clinicians?,
		})
	}

	/// The chain.
	pub fn desk(&self) -> Desk<'_> {
		Desk::new(&self.chain, &self.trust, &self.blocks)
	}

	/// Asks for records.
	pub fn requester(&self) -> Requester<'_> {
		Requester {
			desk: self.desk(),
			store: &self.store,
			partials: None,
		}
	}

	/// Consents.
	pub fn patient(&self) -> Patient<'_> {
		Patient {
			desk: self.desk(),
			store: &self.store,
		}
	}

	/// Registers everybody, and a record of each patient.
	///
	/// # Errors
	/// When the chain refuses.
	pub async fn set_up(&self) -> Result<Vec<RecordId>, Failure> {
		for administrator in &self.administrators {
			let maker = CommitteeMaker {
				desk: self.desk(),
				seen: &self.notes,
				journal: &administrator.journal,
			};
			let account = administrator.signer.account();
			maker
				.development_share(account, &administrator.secrets, KEY)
				.await?;
		}
		let people = self.patients.iter().chain(&self.clinicians);
		try_join_all(people.map(|person| async {
			let member = Member { desk: self.desk() };
			member.register(&person.signer, &person.secrets, None).await
		}))
		.await?;
		Ok(try_join_all(self.patients.iter().map(|patient| self.upload(patient))).await?)
	}

	async fn upload(&self, patient: &Person) -> Result<RecordId, Error> {
		let text = b"a letter worth protecting".to_vec();
		let source = UploadSource {
			len: text.len() as u64,
			reader: Box::new(Cursor::new(text)),
			info: FileInfo {
				name: "letter.txt".into(),
				..FileInfo::default()
			},
			origin: None,
		};
		let options = UploadOptions {
			patient: patient.signer.account(),
			key_id: KEY,
			supersedes: None,
			searchable: false,
		};
		let uploader = Uploader {
			desk: self.desk(),
			store: &self.store,
			notes: &self.notes,
		};
		let uploaded = uploader.upload(&self.facility.signer, source, &options).await?;
		Ok(uploaded.record_id)
	}
}
