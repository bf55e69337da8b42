//! The whole journey of a record by the library, on a development node:
//!
//! ```text
//! medquorum-node --dev --dev-block-time 500 &
//! cargo run -p medquorum-client --example share_a_record -- ws://127.0.0.1:9944 scan.dcm
//! ```
//! Without a file it shares a line of text.

use medquorum_client::{
	accounts::Signer,
	blocks::Blocks,
	chain::{Chain, ChainOptions},
	domain::*,
	download::{CspSource, DownloadOptions, Downloaded},
	error::{Error, LookupError, OpenError, UploadError},
	file_info::FileInfo,
	files::{Overwrite, Temporary},
	journal::Journal,
	keystore::{Keystore, Passphrase, Secret},
	ledger::{Ledger, Sign},
	notes::Notes,
	roles::*,
	store::embedded::EmbeddedStore,
	trust::Trust,
	upload::{UploadOptions, UploadSource},
};
use std::{
	collections::BTreeMap,
	io::{Cursor, Read},
	path::Path,
};

/// The committee of development chains.
const KEY: KeyId = 1;

/// One account with its own folder.
struct Person {
	signer: Signer,
	keystore: Keystore,
	journal: Journal,
	notes: Notes,
}

impl Person {
	fn new(uri: &str, folder: &Path, genesis: &[u8; 32]) -> Result<Self, Box<dyn std::error::Error>> {
		let folder = folder.join(uri.trim_start_matches('/'));
		std::fs::create_dir(&folder)?;
		let keystore = Keystore::create(
			&folder.join("keys.mqk"),
			Passphrase::new("an example only".into())?,
		)?;
		let mut entropy = medquorum_client::entropy::OsEntropy::new()?;
		let mut draw = || {
			let mut secret = [0; 32];
			medquorum_envelope::Entropy::fill(&mut entropy, &mut secret);
			Secret::from_bytes(&secret)
		};
		keystore.update(|secrets| {
			secrets.csp_roots.insert(1, draw());
			secrets.enc_secret = Some(draw());
		})?;
		Ok(Self {
			signer: Signer::development(uri, true)?,
			keystore,
			journal: Journal::at(&folder.join("journal.jsonl")),
			notes: Notes::open(&folder.join("notes.json"), genesis)?,
		})
	}
}

fn told(what: &str, delivered: &Delivered) {
	if let Some(receipt) = delivered.receipt() {
		println!(
			"block {:>4}  {what}: {} bytes of call, {}",
			receipt.block, receipt.call_bytes, receipt.fee
		);
		for event in &receipt.events {
			println!("            {}.{} {:?}", event.pallet, event.name, event.fields);
		}
	}
}

/// Everybody, and what they share.
struct World {
	chain: Chain,
	store: EmbeddedStore,
	trust: Trust,
	blocks: Blocks,
	patient: Person,
	facility: Person,
	clinician: Person,
	admins: [Person; 3],
}

impl World {
	/// Homes for everybody, and the committee pinned.
	async fn new(url: String, folder: &Path) -> Result<Self, Box<dyn std::error::Error>> {
		let chain = Chain::connect(ChainOptions::new(url, None)).await?;
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
		// A person would compare the fingerprint before pinning.
		let pin = observer.pin_of_chain(KEY).await?;
		println!("committee {KEY}: {}", pin.fingerprint(KEY));
		trust.committees.insert(KEY, pin);
		let genesis = trust.genesis;
		let person = |uri| Person::new(uri, folder, &genesis);
		Ok(Self {
			chain,
			store: EmbeddedStore::create(&folder.join("store"))?,
			trust,
			blocks,
			patient: person("//Eve")?,
			facility: person("//One")?,
			clinician: person("//Ferdie")?,
			admins: [person("//Alice")?, person("//Bob")?, person("//Charlie")?],
		})
	}

	fn desk(&self) -> Desk<'_> {
		Desk::new(&self.chain, &self.trust, &self.blocks)
	}

	fn patient(&self) -> Patient<'_> {
		Patient {
			desk: self.desk(),
			store: &self.store,
		}
	}

	fn requester(&self) -> Requester<'_> {
		Requester {
			desk: self.desk(),
			store: &self.store,
			partials: None,
		}
	}

	async fn download(&self, id: RequestId, target: &Path) -> Result<Downloaded, Error> {
		let whole = DownloadOptions {
			overwrite: Overwrite::Never,
			range: None,
			keep_request: false,
			temporary: Temporary::Unnamed,
		};
		let Person { signer, keystore, .. } = &self.clinician;
		let requester = self.requester();
		requester
			.download(signer, keystore, id, CspSource::Consent, target, &whole)
			.await
	}
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
	let mut arguments = std::env::args().skip(1);
	let url = arguments
		.next()
		.unwrap_or_else(|| "ws://127.0.0.1:9944".to_owned());
	let (source, scan) = source(arguments.next())?;
	let folder = tempfile::tempdir()?;
	let world = World::new(url, folder.path()).await?;
	let target = folder.path().join("scan.dcm");

	let record = upload(&world, source).await?;
	let clinician = &world.clinician;
	let requested = world
		.requester()
		.request(&clinician.signer, &clinician.keystore, record, Purpose::Treatment)
		.await?;
	told("the clinician asks", &requested.delivered);
	approve(&world, requested.request_id, &target).await?;
	consent(&world, requested.request_id, &target).await?;
	let downloaded = world.download(requested.request_id, &target).await?;
	if let Some(closed) = &downloaded.closed.delivered {
		told("the request is closed", closed);
	}
	assert_eq!(std::fs::read(&target)?, scan);
	println!(
		"            {} came back, {} bytes",
		downloaded.info.name, downloaded.length
	);
	erase(&world, record).await
}

/// The patient registers keys, the facility uploads, the patient checks what came.
async fn upload(world: &World, source: UploadSource) -> Result<RecordId, Error> {
	let World {
		patient, facility, ..
	} = world;
	let member = Member { desk: world.desk() };
	let done = member.register(&patient.signer, &patient.keystore, None).await?;
	told("the patient registers", &done);
	let options = UploadOptions {
		patient: patient.signer.account(),
		key_id: KEY,
		supersedes: None,
		searchable: false,
	};
	let uploader = Uploader {
		desk: world.desk(),
		store: &world.store,
		notes: &facility.notes,
	};
	let uploaded = uploader.upload(&facility.signer, source, &options).await?;
	// Nothing when an earlier upload of the same file had come so far already; here there is none.
	if let Some(delivered) = &uploaded.delivered {
		told("the facility uploads", delivered);
	}
	let record = uploaded.record_id;
	let done = world
		.patient()
		.acknowledge(&patient.signer, &patient.keystore, record)
		.await?;
	told("the patient acknowledges", &done);
	Ok(record)
}

/// Three administrators approve; before each of them the record does not open.
async fn approve(world: &World, id: RequestId, target: &Path) -> Result<(), Box<dyn std::error::Error>> {
	for (approvals, admin) in world.admins.iter().enumerate() {
		refused(
			world.download(id, target).await,
			|error| matches!(error, Error::Open(OpenError::ReportKeyMissing { have, need: 3, .. }) if *have == approvals),
		)?;
		let account = admin.signer.account();
		let maker = CommitteeMaker {
			desk: world.desk(),
			seen: &admin.notes,
			journal: &admin.journal,
		};
		maker.development_share(account, &admin.keystore, KEY).await?;
		let administrator = Administrator {
			desk: world.desk(),
			journal: &admin.journal,
		};
		// A person would decide by what was checked.
		let shown = administrator.check_request(account, id).await?;
		let done = administrator
			.approve(&admin.signer, &admin.keystore, &shown)
			.await?;
		told("an administrator approves", &done);
	}
	Ok(())
}

/// The patient consents; before that the record does not open either.
async fn consent(world: &World, id: RequestId, target: &Path) -> Result<(), Box<dyn std::error::Error>> {
	refused(
		world.download(id, target).await,
		|error| matches!(error, Error::Open(OpenError::ConsentMissing(missing)) if *missing == id),
	)?;
	let Person { signer, keystore, .. } = &world.patient;
	let patient = world.patient();
	let shown = patient.check_request(signer.account(), id).await?;
	told(
		"the patient consents",
		&patient.consent(signer, keystore, &shown).await?,
	);
	Ok(())
}

/// The patient erases the record; nobody can ask for it any more.
async fn erase(world: &World, record: RecordId) -> Result<(), Box<dyn std::error::Error>> {
	let World {
		patient, clinician, ..
	} = world;
	let keeper = Keeper {
		desk: world.desk(),
		store: &world.store,
		notes: &patient.notes,
	};
	let erased = keeper
		.erase(&patient.signer, Some(&patient.keystore), record, None, &[])
		.await?;
	if let Some(delivered) = &erased.delivered {
		told("the patient erases", delivered);
	}
	let asked = world
		.requester()
		.request(&clinician.signer, &clinician.keystore, record, Purpose::Legal)
		.await;
	refused(
		asked,
		|error| matches!(error, Error::Lookup(LookupError::Erased { id, .. }) if *id == record),
	)
}

/// The file of this name, or a line of text; and its bytes, to compare with what comes back.
fn source(path: Option<String>) -> Result<(UploadSource, Vec<u8>), Error> {
	let Some(path) = path else {
		let text = b"a letter worth protecting".to_vec();
		let source = UploadSource {
			len: text.len() as u64,
			reader: Box::new(Cursor::new(text.clone())),
			info: FileInfo {
				name: "letter.txt".into(),
				..FileInfo::default()
			},
			origin: None,
		};
		return Ok((source, text));
	};
	let path = Path::new(&path);
	let mut source = UploadSource::open(path)?;
	let mut content = Vec::new();
	source
		.reader
		.read_to_end(&mut content)
		.map_err(UploadError::Read)?;
	Ok((UploadSource::open(path)?, content))
}

/// What must be refused was refused, and for the reason that belongs to it.
fn refused<T>(
	result: Result<T, Error>,
	expected: impl FnOnce(&Error) -> bool,
) -> Result<(), Box<dyn std::error::Error>> {
	match result {
		Ok(_) => Err("this should have been refused".into()),
		Err(error) if expected(&error) => {
			println!("            refused: {error}");
			Ok(())
		}
		Err(error) => Err(format!("refused, but for another reason: {error}").into()),
	}
}
