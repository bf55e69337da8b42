//! The keystore as this version writes it, every slot of it in use, frozen: whatever comes later reads it.

use medquorum_client::{
	keystore::{AdminShare, BackupOf, Kdf, Keystore, Passphrase, RequestSeed, Secret, Secrets},
	secrets::{CeremonyPart, DealtShare, JournalTip, PolicyTip, SignedKeys},
};
use std::{fs, path::Path};

/// Writes the frozen file: `MEDQUORUM_KEYSTORE=overwrite cargo test --workspace --test vault keystore_slots`. Only for a new version of the format.
const OVERWRITE: &str = "MEDQUORUM_KEYSTORE";
/// Fast, and refused outside tests.
const WEAK: Kdf = Kdf {
	m_kib: 64,
	t: 1,
	p: 1,
};

fn word() -> Passphrase {
	Passphrase::new("correct horse".into()).unwrap()
}

fn share(epoch: u32) -> AdminShare {
	AdminShare {
		key_id: 1,
		epoch,
		index: 4,
		share: Secret::from_bytes(&[5; 96]),
	}
}

/// A value in every slot, and in every field of what a slot holds.
fn every_slot() -> Secrets {
	let mut secrets = Secrets::default();
	secrets.enc_secret = Some(Secret::from_bytes(&[3; 32]));
	secrets.journal_tip = JournalTip {
		lines: 9,
		sum: [9; 16],
	};
	secrets.backup_of = Some(BackupOf {
		genesis: [13; 32],
		account: [14; 32],
	});
	secrets.csp_roots.insert(1, Secret::from_bytes(&[1; 32]));
	secrets.csp_roots.insert(2, Secret::from_bytes(&[2; 32]));
	secrets.add_admin_share(share(7));
	secrets.put_request_seed(RequestSeed {
		request_id: [6; 16],
		record_id: [7; 16],
		requester: [8; 32],
		seq: 7,
		expires: Some(99),
		seed: Secret::from_bytes(&[9; 32]),
		own_partial: Some(Secret::from_bytes(&[10; 34])),
		made: Some(11),
	});
	secrets.put_signed(SignedKeys {
		genesis: [13; 32],
		account: [14; 32],
		version: 2,
		csp_pk: [15; 32],
		enc_pk: [16; 32],
	});
	secrets.put_former_root(Secret::from_bytes(&[11; 32]));
	secrets.policy_tips.push(PolicyTip {
		genesis: [13; 32],
		account: [14; 32],
		number: 3,
	});
	secrets.ceremonies.push(CeremonyPart {
		genesis: [13; 32],
		key_id: 1,
		epoch: 8,
		attempt: 2,
		account: [14; 32],
		start: [17; 32],
		one_time: Some(Secret::from_bytes(&[18; 32])),
		join: b"join".to_vec(),
		deal: b"deal".to_vec(),
		certificate: b"certificate".to_vec(),
		complaint: b"complaint".to_vec(),
		dealt: vec![DealtShare {
			index: 3,
			shares: Secret::from_bytes(&[19; 96]),
			published: true,
		}],
		left: true,
	});
	secrets.begin_epoch(1, 7);
	secrets
}

#[test]
fn the_file_of_today_opens_with_every_slot() {
	let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/keystore_v7.hex");
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("keys.mqk");
	if std::env::var_os(OVERWRITE).is_some_and(|value| value == "overwrite") {
		Keystore::write_apart(&path, word(), WEAK, &every_slot()).unwrap();
		fs::write(&frozen, hex::encode(fs::read(&path).unwrap()) + "\n").unwrap();
		return;
	}
	let text = fs::read_to_string(frozen).unwrap();
	fs::write(&path, hex::decode(text.trim()).unwrap()).unwrap();
	let read = Keystore::read_apart(&path, word(), true).unwrap();
	// Byte for byte what this version writes: a slot that moved, or is left out, shows here.
	assert_eq!(*read.to_cbor(0), *every_slot().to_cbor(0));
	assert_eq!(read.epoch_begun(1), 7);
	assert_eq!(read.backup_of.unwrap().account, [14; 32]);
	assert_eq!(read.admin_share(1, 7).unwrap().share.expose(), &[5; 96]);
	assert!(read.ceremonies[0].is_left());
	assert_eq!(read.ceremonies[0].dealt[0].shares.expose(), &[19; 96]);
}

/// Made by version 6 of the format on 2026-11-28 and frozen.
#[test]
fn the_file_of_version_6_opens_and_lacks_what_came_later() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("keys.mqk");
	let frozen = include_str!("vectors/keystore_v6.hex");
	fs::write(&path, hex::decode(frozen.trim()).unwrap()).unwrap();
	let read = Keystore::read_apart(&path, word(), true).unwrap();
	let mut same = every_slot();
	same.ceremonies[0].dealt = Vec::new();
	same.ceremonies[0].left = false;
	same.request_seeds[0].made = None;
	assert!(read.ceremonies[0].is_left(), "by its complaint");
	// Written again it is a file of this version.
	assert_eq!(*read.to_cbor(0), *same.to_cbor(0));
}

/// What is in no slot yet is empty, and each slot has a number of its own: the numbers are those of docs/cryptography.md 9.
#[test]
fn the_slots_have_the_numbers_of_the_page() {
	let cbor = every_slot().to_cbor(0);
	let mut decoder = minicbor_keys(&cbor);
	decoder.sort_unstable();
	assert_eq!(decoder, [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12]);
}

/// The keys of the outermost map: small numbers, each followed by one item.
fn minicbor_keys(cbor: &[u8]) -> Vec<u8> {
	let mut at = 1;
	let mut keys = Vec::new();
	assert_eq!(cbor[0] >> 5, 5, "a map of fewer than 24 entries");
	for _ in 0..cbor[0] & 31 {
		keys.push(cbor[at]);
		at = after(cbor, at + 1);
	}
	assert_eq!(at, cbor.len());
	keys
}

/// Where the item that begins here ends.
fn after(cbor: &[u8], at: usize) -> usize {
	let (kind, short) = (cbor[at] >> 5, usize::from(cbor[at] & 31));
	let bytes = match short {
		0..24 => 0,
		24 => 1,
		25 => 2,
		26 => 4,
		_ => 8,
	};
	let length = cbor[at + 1..at + 1 + bytes]
		.iter()
		.fold(0, |number: usize, byte| number << 8 | usize::from(*byte));
	let number = if bytes == 0 { short } else { length };
	let start = at + 1 + bytes;
	let items = |count| (0..count).fold(start, |at, _| after(cbor, at));
	match kind {
		2 | 3 => start + number,
		4 => items(number),
		5 => items(2 * number),
		_ => start,
	}
}
