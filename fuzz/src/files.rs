//! Files of this machine, which somebody else may have sent or changed.

use medquorum_client::{
	accounts::Signer,
	audit::Export,
	config::{Config, Home},
	domain::{AccountId, Purpose, RecordId},
	keystore::{Keystore, Passphrase},
	ledger::SignedCall,
	look::{self, Seen},
	manifest,
	policy::{Asked, Policy, PolicySet, SignedPolicies, decide},
	receipt,
	roles::{CertificateFile, DealFile, EnrolmentFile, ShareFile},
	rules::attestation::{self, Fault},
	study::Contents,
	trust::{
		CommitteeCard,
		alive::SignOfLife,
		ceremony::{Board, CeremonyFile},
	},
};
use serde::{Serialize, de::DeserializeOwned};
use std::fs;

fn passphrase() -> Passphrase {
	Passphrase::new("correct horse battery".to_owned()).unwrap()
}

/// An account, as people type it.
pub fn address(bytes: &[u8]) -> bool {
	let text = std::str::from_utf8(bytes).ok();
	let Some(account) = text.and_then(|text| text.parse::<AccountId>().ok()) else {
		return false;
	};
	assert_eq!(account.to_string().parse::<AccountId>().unwrap(), account);
	true
}

/// The table of an archive. A report of its rows is read back as the same rows.
pub fn manifest(bytes: &[u8]) -> bool {
	let Ok(read) = manifest::read(bytes) else {
		return false;
	};
	assert!(!read.is_empty());
	assert!(read.bad.iter().all(|row| !row.faults.is_empty()));
	let refused = |row: &manifest::Row| manifest::Refused {
		cells: row.cells.clone(),
		refused: "why".to_owned(),
		next: "mend it".to_owned(),
	};
	let rows: Vec<_> = read.rows.iter().map(refused).collect();
	if let Ok(again) = manifest::read(&manifest::report(&rows)) {
		assert!(again.bad.is_empty());
		assert!(
			again
				.rows
				.iter()
				.map(|row| &row.cells)
				.eq(read.rows.iter().map(|row| &row.cells))
		);
	}
	!read.rows.is_empty()
}

/// A file that was opened, as the browser shows it: slices are drawn, and documents are read.
pub fn look(bytes: &[u8]) -> bool {
	match look::look(bytes) {
		Seen::Slices(slices) => slices.png(0, None).is_ok(),
		Seen::Nothing(_) => false,
		Seen::Picture(_) | Seen::Text(..) | Seen::Fhir(_) => true,
	}
}

/// The settings.
pub fn config(bytes: &[u8]) -> bool {
	let folder = tempfile::tempdir().unwrap();
	let home = Home::at(folder.path());
	fs::write(home.config(), bytes).unwrap();
	let Ok(config) = Config::load(&home) else {
		return false;
	};
	fs::remove_file(home.config()).unwrap();
	config.create(&home).unwrap();
	assert_eq!(Config::load(&home).unwrap(), config);
	true
}

/// Reads JSON, and what it writes of that again.
fn json<T: Serialize + DeserializeOwned + PartialEq>(bytes: &[u8]) -> Option<T> {
	let read: T = serde_json::from_slice(bytes).ok()?;
	let text = serde_json::to_vec(&read).unwrap();
	assert!(serde_json::from_slice::<T>(&text).unwrap() == read);
	Some(read)
}

/// The files that go between the maker of a committee and its administrators, or between them, and from a patient to a facility.
pub fn deal_file(bytes: &[u8]) -> bool {
	if let Some(deal) = json::<DealFile>(bytes) {
		let _: Option<String> = deal.pin().ok().map(|pin| pin.fingerprint(deal.key_id));
		return true;
	}
	if let Some(file) = json::<EnrolmentFile>(bytes) {
		assert!(!file.fingerprint().is_empty());
		return true;
	}
	if let Ok(sign) = SignOfLife::read(bytes) {
		assert!(SignOfLife::read(&sign.write()).is_ok_and(|again| again == sign));
		return true;
	}
	if let Some(file) = json::<CeremonyFile>(bytes) {
		// What was changed is not signed, whatever it says.
		let _: bool = CeremonyFile::read(bytes).is_ok();
		let named = [(file.name(), bytes.to_vec())];
		let _: bool = Board::gather(&file.place().genesis, &named).is_ok();
		return true;
	}
	json::<ShareFile>(bytes).is_some() || json::<CertificateFile>(bytes).is_some()
}

/// The card of a committee, from whoever says that it is the right one.
pub fn committee_card(bytes: &[u8]) -> bool {
	let Some(card) = json::<CommitteeCard>(bytes) else {
		return false;
	};
	let (genesis, key_id) = (card.genesis, card.key_id);
	card.pin_for(&genesis, key_id).is_ok()
}

/// A signed call, as a node says that it stands in a block.
pub fn attestation(bytes: &[u8]) -> bool {
	let Some((record, host)) = attestation::read(bytes) else {
		return false;
	};
	for block in [0, 1, u32::MAX] {
		let _: Option<u32> = attestation::checkpoint(bytes, block);
	}
	let call = SignedCall {
		extrinsic: bytes.to_vec(),
		spec_version: 1,
		transaction_version: 1,
		checkpoint: [0; 32],
	};
	let other = attestation::check(&[0x67; 32], RecordId([0; 16]), host, &call);
	assert!(record == RecordId([0; 16]) || other == Err(Fault::Other));
	let _: Result<(), Fault> = attestation::check(&[0x67; 32], record, host, &call);
	true
}

/// The table of contents of a study; where it begins is in the first eight bytes.
pub fn contents(bytes: &[u8]) -> bool {
	let Some((start, table)) = bytes.split_first_chunk::<8>() else {
		return false;
	};
	let Ok(contents) = Contents::decode(table, u64::from_le_bytes(*start)) else {
		return false;
	};
	for file in &contents.files {
		assert!(!file.path.starts_with('/') && !file.path.split('/').any(|part| part == ".."));
	}
	true
}

/// A keystore. Its work factors are bounded by the decoder, or this would never end.
pub fn keystore(bytes: &[u8]) -> bool {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("keys.mqk");
	fs::write(&path, bytes).unwrap();
	let opened = Keystore::open(&path, passphrase()).is_ok();
	assert_eq!(fs::read(&path).unwrap(), bytes, "opening changes nothing");
	opened
}

/// An account exported from Polkadot.js, whose password the seeds do not know.
pub fn wallet_export(bytes: &[u8]) -> bool {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("account.json");
	fs::write(&path, bytes).unwrap();
	Signer::polkadot_js(&path, &passphrase()).is_ok()
}

/// An export of an audit. What is taken holds in every part, and so is written as the same bytes.
pub fn audit_export(bytes: &[u8]) -> bool {
	let Ok(export) = Export::read(bytes) else {
		return false;
	};
	assert_eq!(export.write(), bytes);
	true
}

/// A patient's standing answer: a FHIR Consent that somebody else may have written.
pub fn consent(bytes: &[u8]) -> bool {
	let Some(policy) = std::str::from_utf8(bytes)
		.ok()
		.and_then(|text| Policy::read(text).ok())
	else {
		return false;
	};
	let asked = Asked {
		requester: policy.patient,
		purpose: Purpose::Treatment,
		record: RecordId([7; 16]),
		older: &[],
	};
	let policies = [policy];
	for now in [0, 1_795_724_100_000, u64::MAX] {
		assert_eq!(decide(&policies, &asked, now), decide(&policies, &asked, now));
	}
	true
}

/// Standing answers as they are carried from machine to machine. Whoever changed them did not sign them.
pub fn policies(bytes: &[u8]) -> bool {
	let Some(signed) = json::<SignedPolicies>(bytes) else {
		return false;
	};
	let (genesis, account) = (signed.genesis, signed.account);
	let _: Option<PolicySet> = signed.verified(&genesis, account, 0).ok();
	true
}

/// A receipt of an erasure. Checking it asks nobody and changes nothing, whatever it says.
pub fn receipt(bytes: &[u8]) -> bool {
	let Ok(export) = receipt::Export::read(bytes) else {
		return false;
	};
	let text = serde_json::to_vec(&export).unwrap();
	assert!(receipt::Export::read(&text).unwrap() == export);
	assert_eq!(export.facts().record, export.record);
	export.verify().is_ok()
}
