//! The whole journey of a record by the library, on a development node:
//!
//! ```text
//! medquorum-node --dev --dev-block-time 500 &
//! cargo run -p medquorum-client --example share_a_record -- ws://127.0.0.1:9944 scan.dcm
//! ```
//! Without a file it shares a line of text.

use medquorum_client::{
	accounts::Signer,
	chain::{Chain, ChainOptions},
	domain::*,
	error::{Error, LookupError, OpenError, UploadError},
	files::{Overwrite, Temporary},
	journal::Journal,
	keystore::{Keystore, Passphrase, Secret},
	ledger::{Ledger, Sign},
	store::embedded::EmbeddedStore,
	vault::*,
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
	fn new(uri: &str, folder: &Path) -> Result<Self, Box<dyn std::error::Error>> {
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
			notes: Notes::open(&folder.join("notes.json"))?,
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

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
	let mut arguments = std::env::args().skip(1);
	let url = arguments
		.next()
		.unwrap_or_else(|| "ws://127.0.0.1:9944".to_owned());
	let source = source(arguments.next())?;
	let folder = tempfile::tempdir()?;
	let chain = Chain::connect(ChainOptions::new(url, None)).await?;
	let store = EmbeddedStore::open(&folder.path().join("store"))?;
	let mut trust = Trust {
		genesis: chain.genesis(),
		committees: BTreeMap::new(),
		development: true,
	};
	let person = |uri| Person::new(uri, folder.path());
	let (patient, facility, clinician) = (person("//Eve")?, person("//One")?, person("//Ferdie")?);
	let admins = [person("//Alice")?, person("//Bob")?, person("//Charlie")?];

	// A person would compare the fingerprint before pinning.
	let pin = Vault::new(&chain, &store, &trust, &facility.notes)
		.pin_of_chain(KEY)
		.await?;
	println!("committee {KEY}: {}", pin.fingerprint(KEY));
	trust.committees.insert(KEY, pin);
	let vault = |person| vault_of(&chain, &store, &trust, person);

	let done = vault(&patient)
		.register_user(&patient.signer, &patient.keystore)
		.await?;
	told("the patient registers", &done);
	let (source, scan) = source;
	let options = UploadOptions {
		patient: patient.signer.account(),
		key_id: KEY,
		supersedes: None,
	};
	let uploaded = vault(&facility)
		.upload(&facility.signer, source, &options)
		.await?;
	// Nothing when an earlier upload of the same file had come so far already; here there is none.
	if let Some(delivered) = &uploaded.delivered {
		told("the facility uploads", delivered);
	}
	let record = uploaded.record_id;
	let done = vault(&patient)
		.acknowledge(&patient.signer, &patient.keystore, record)
		.await?;
	told("the patient acknowledges", &done);

	let requested = vault(&clinician)
		.request(&clinician.signer, &clinician.keystore, record, Purpose::Treatment)
		.await?;
	told("the clinician asks", &requested.delivered);
	let id = requested.request_id;
	let target = folder.path().join("scan.dcm");
	let whole = DownloadOptions {
		overwrite: Overwrite::Never,
		range: None,
		keep_request: false,
		temporary: Temporary::Unnamed,
	};
	let download = async || {
		let (signer, keystore) = (&clinician.signer, &clinician.keystore);
		vault(&clinician)
			.download(signer, keystore, id, CspSource::Consent, &target, &whole)
			.await
	};
	for (approvals, admin) in admins.iter().enumerate() {
		refused(
			download().await,
			|error| matches!(error, Error::Open(OpenError::ReportKeyMissing { have, need: 3, .. }) if *have == approvals),
		)?;
		let account = admin.signer.account();
		vault(admin)
			.development_share(account, &admin.keystore, KEY)
			.await?;
		// A person would decide by what was checked.
		let shown = vault(admin).check_request(account, id).await?;
		let done = vault(admin)
			.approve(&admin.signer, &admin.keystore, &admin.journal, &shown)
			.await?;
		told("an administrator approves", &done);
	}
	refused(
		download().await,
		|error| matches!(error, Error::Open(OpenError::ConsentMissing(missing)) if *missing == id),
	)?;
	let shown = vault(&patient)
		.check_request_as_patient(patient.signer.account(), id)
		.await?;
	told(
		"the patient consents",
		&vault(&patient)
			.consent(&patient.signer, &patient.keystore, &shown)
			.await?,
	);
	let downloaded = download().await?;
	if let Some(closed) = &downloaded.closed {
		told("the request is closed", closed);
	}
	assert_eq!(std::fs::read(&target)?, scan);
	println!(
		"            {} came back, {} bytes",
		downloaded.info.name, downloaded.length
	);
	let erased = vault(&patient)
		.erase(&patient.signer, Some(&patient.keystore), record)
		.await?;
	if let Some(delivered) = &erased.delivered {
		told("the patient erases", delivered);
	}
	refused(
		vault(&clinician)
			.request(&clinician.signer, &clinician.keystore, record, Purpose::Legal)
			.await,
		|error| matches!(error, Error::Lookup(LookupError::Erased { id, .. }) if *id == record),
	)?;
	Ok(())
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

fn vault_of<'a>(
	chain: &'a Chain,
	store: &'a EmbeddedStore,
	trust: &'a Trust,
	person: &'a Person,
) -> Vault<'a> {
	Vault::new(chain, store, trust, &person.notes)
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
