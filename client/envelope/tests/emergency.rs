//! What is kept for an emergency, as a second implementation seals it, and what does not open it.

use crate::common::{csp_rec, entropy, env_salt, keys, record_ctx, record_id};
use medquorum_envelope::{
	Cid, CspRec, EmergencyKey, Entropy, Error, FileKeys, ReportKey,
	emergency::{BOTH_WRAP, CSP_WRAP},
	open_locator, report_key, seal_locator, verify_csp,
};
use proptest::prelude::*;
use serde_json::Value;
use std::{path::Path, process::Command};

const VECTORS: &str = include_str!("vectors/emergency.json");

fn bytes<const N: usize>(case: &Value, name: &str) -> [u8; N] {
	hex::decode(case[name].as_str().unwrap())
		.unwrap()
		.try_into()
		.unwrap()
}

/// Says what it is told to: the nonce of a vector.
struct Told([u8; 12]);

impl Entropy for Told {
	fn fill(&mut self, out: &mut [u8]) {
		out.copy_from_slice(&self.0);
	}
}

fn key_of(case: &Value) -> EmergencyKey {
	let capsule = bytes::<128>(case, "capsule");
	EmergencyKey::derive(
		capsule.first_chunk().unwrap(),
		&bytes(case, "U"),
		&bytes(case, "emg_ctx"),
		&bytes(case, "record_id"),
	)
}

#[test]
fn wraps_are_those_of_the_vectors() {
	let cases: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
	assert_eq!(cases.len(), 4);
	for case in &cases {
		let (key, mut nonce) = (key_of(case), Told(bytes(case, "iv")));
		let csp_rec = CspRec::from_bytes(&bytes(case, "csp_rec"));
		let report_key = ReportKey::from_bytes(&bytes(case, "report_key"));
		if case["scope"] == 1 {
			let wrap = key.seal_csp(&csp_rec, &mut nonce);
			assert_eq!(wrap, bytes::<CSP_WRAP>(case, "wrap"));
			assert!(key.open_csp(&wrap).unwrap().expose() == csp_rec.expose());
		} else {
			let wrap = key.seal_both(&csp_rec, &report_key, &mut nonce);
			assert_eq!(wrap, bytes::<BOTH_WRAP>(case, "wrap"));
			let (first, second) = key.open_both(&wrap).unwrap();
			assert!(first.expose() == csp_rec.expose() && second.expose() == report_key.expose());
		}
	}
}

#[test]
fn vectors_are_what_the_second_implementation_prints() {
	let reference = "../../primitives/threshold-decryption/tests/reference/emergency.py";
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(reference);
	let Ok(run) = Command::new("python3").arg(script).output() else {
		panic!("python3 is missing: emergency.py, the second implementation, needs it")
	};
	assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
	assert_eq!(String::from_utf8(run.stdout).unwrap(), VECTORS);
}

fn key(r: u8, u: u8, ctx: u8, record_id: &[u8; 16]) -> EmergencyKey {
	EmergencyKey::derive(&[r; 32], &[u; 32], &[ctx; 32], record_id)
}

/// Another capsule, other shares, another context, record, maker or scope (all in the context): nothing opens.
#[test]
fn nothing_else_opens_a_wrap() {
	let good = key(1, 2, 3, &record_id());
	let wrap = good.seal_csp(&csp_rec(), &mut entropy("wrap"));
	let both = good.seal_both(&csp_rec(), &ReportKey::from_bytes(&[5; 32]), &mut entropy("wrap"));
	assert!(good.open_csp(&wrap).is_ok() && good.open_both(&both).is_ok());
	for other in [
		key(9, 2, 3, &record_id()),
		key(1, 9, 3, &record_id()),
		key(1, 2, 9, &record_id()),
		key(1, 2, 3, &[9; 16]),
	] {
		assert_eq!(other.open_csp(&wrap).err(), Some(Error::EmergencyCorrupt));
		assert_eq!(other.open_both(&both).err(), Some(Error::EmergencyCorrupt));
	}
	let cut: [u8; CSP_WRAP] = *both.first_chunk().unwrap();
	assert_eq!(good.open_csp(&cut).err(), Some(Error::EmergencyCorrupt));
}

/// A patient who wraps the key of another record lies: it opens, and is seen to be wrong before anything is fetched.
#[test]
fn a_wrap_with_a_foreign_key_is_seen_to_be_wrong() {
	let good = key(1, 2, 3, &record_id());
	let wrap = good.seal_csp(&CspRec::from_bytes(&[77; 32]), &mut entropy("wrap"));
	let check = medquorum_envelope::csp_check(&csp_rec(), &record_id());
	let opened = good.open_csp(&wrap).unwrap();
	assert_eq!(verify_csp(&opened, &record_id(), &check), Err(Error::CspWrong));
}

/// Scope 1 is one key of two: what it opens is the locator, and no file. Control: with the report key it does.
#[test]
fn the_patients_key_alone_opens_no_file() {
	let emergency = key(1, 2, 3, &record_id());
	let wrap = emergency.seal_csp(&csp_rec(), &mut entropy("wrap"));
	let opened = emergency.open_csp(&wrap).unwrap();
	let cid = Cid::of_raw(b"header");
	let locator = seal_locator(&csp_rec(), &record_id(), &cid, &mut entropy("locator"));
	assert!(open_locator(&opened, &record_id(), &locator).unwrap() == cid);

	let sealed = keys();
	let with = |report: &ReportKey| FileKeys::derive(&opened, report, &env_salt(), &record_ctx());
	// All that an opener of the wrap has: zeros, csp_rec itself, what derived the wrap's key.
	for guess in [[0; 32], *opened.expose(), [1; 32], [2; 32]] {
		let keys = with(&ReportKey::from_bytes(&guess));
		assert_eq!(
			keys.verify_commit(&sealed.key_commit()),
			Err(Error::KeyCommitMismatch)
		);
	}
	let control = with(&report_key(&[1; 32], &[2; 32], &record_ctx()));
	assert_eq!(control.verify_commit(&sealed.key_commit()), Ok(()));
}

proptest! {
	#[test]
	fn what_is_sealed_opens_and_a_changed_bit_does_not(
		rec in any::<[u8; 32]>(), report in any::<[u8; 32]>(), id in any::<[u8; 16]>(), at in 0..8 * BOTH_WRAP,
	) {
		let good = key(1, 2, 3, &id);
		let (rec, report) = (CspRec::from_bytes(&rec), ReportKey::from_bytes(&report));
		let mut both = good.seal_both(&rec, &report, &mut entropy("wrap"));
		let (first, second) = good.open_both(&both).unwrap();
		prop_assert!(first.expose() == rec.expose() && second.expose() == report.expose());
		both[at / 8] ^= 1 << (at % 8);
		prop_assert_eq!(good.open_both(&both).err(), Some(Error::EmergencyCorrupt));
		let mut wrap = good.seal_csp(&rec, &mut entropy("wrap"));
		prop_assert!(good.open_csp(&wrap).unwrap().expose() == rec.expose());
		wrap[(at / 8) % CSP_WRAP] ^= 1 << (at % 8);
		prop_assert_eq!(good.open_csp(&wrap).err(), Some(Error::EmergencyCorrupt));
	}
}
