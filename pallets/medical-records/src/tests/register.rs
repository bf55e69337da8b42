//! `register_record` of new records; corrections are in `correct.rs`.

use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
};
use frame_support::{assert_noop, assert_ok};
use parity_scale_codec::{Encode, MaxEncodedLen};
use sp_runtime::{TokenError, traits::BadOrigin};

use crate::{HoldReason, RecordOf, Records, RequestOf, Requests, mock::*, types::*};

fn record(id: RecordId) -> RecordOf<Test> {
	Records::<Test>::get(id).unwrap()
}

#[test]
fn register_record_stores_what_readers_need() {
	ExtBuilder::default().build_and_execute(|| {
		go_to_block(5);
		let upload = seal(ONE, EVE, 1);
		assert_ok!(upload.send());
		let record = record(upload.id());
		assert_eq!(
			(record.uploader, record.patient, record.key_id),
			(ONE.id(), EVE.id(), 1)
		);
		assert_eq!((record.csp_pk, record.capsule), (csp_pk(EVE, 1), upload.capsule));
		assert_eq!(
			(record.commitment, record.csp_enc, record.csp_check),
			([3; 32], [4; 32], [5; 32])
		);
		assert_eq!(
			(record.locator, record.supersedes, record.created),
			([6; 64], None, 5)
		);
		assert_eq!(
			(record.acknowledged, record.status),
			(false, RecordStatus::Active)
		);
		assert!(held(ONE, HoldReason::Record) > 0);
		let (uploader, patient) = (ONE.id(), EVE.id());
		assert_eq!(
			events(),
			[Event::RecordRegistered {
				record_id: upload.id(),
				uploader,
				patient,
				key_id: 1,
				supersedes: None,
				searchable: false
			}]
		);
	});
}

#[test]
fn a_record_takes_417_bytes_of_state_and_433_when_it_corrects_another() {
	ExtBuilder::default().build_and_execute(|| {
		let first = upload(1);
		let size = record(first.id()).encoded_size();
		let second = correction(ONE, EVE, first.id(), 2);
		assert_ok!(second.send());
		let correcting = record(second.id()).encoded_size();
		let request = RequestOf::<Test>::max_encoded_len();
		println!(
			"a record takes {size} B of state, one that corrects another {correcting} B, a request up to {request} B"
		);
		assert_eq!((size, correcting), (417, 433));
		// The largest is one that another has replaced.
		assert_eq!(RecordOf::<Test>::max_encoded_len(), correcting + 16);
		let asking = request_of(second.id());
		let stored = Requests::<Test>::get(asking.id()).unwrap().encoded_size();
		println!("an open request takes {stored} B");
		assert_eq!((stored, request), (350, 1568));
	});
}

fn request_of(record_id: RecordId) -> Asking {
	request(FERDIE, record_id)
}

#[test]
fn register_record_fails_when_nobody_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let u = seal(ONE, EVE, 1);
		let call = MedicalRecords::register_record(
			RuntimeOrigin::root(),
			u.nonce,
			1,
			EVE.id(),
			[3; 32],
			u.capsule,
			[4; 32],
			[5; 32],
			[6; 64],
			None,
			false,
		);
		assert_noop!(call, BadOrigin);
	});
}

#[test]
fn register_record_fails_when_the_caller_is_no_facility() {
	ExtBuilder::default().build_and_execute(|| {
		for person in [MALLORY, EVE, FERDIE, OFFICER] {
			assert_noop!(seal(person, EVE, 1).send(), Error::RoleCannotUpload);
		}
	});
}

#[test]
fn register_record_fails_when_the_patient_has_no_keys() {
	ExtBuilder::default().build_and_execute(|| {
		let upload = Upload {
			patient: FERDIE,
			..seal(ONE, EVE, 1)
		};
		assert_noop!(upload.send(), Error::PatientNotRegistered);
		assert_noop!(
			Upload {
				patient: MALLORY,
				..upload
			}
			.send(),
			Error::PatientNotRegistered
		);
	});
}

#[test]
fn register_record_fails_when_there_is_no_such_committee() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Upload {
				key_id: 2,
				..seal(ONE, EVE, 1)
			}
			.send(),
			Error::CommitteeNotFound
		);
	});
}

#[test]
fn register_record_fails_when_the_nonce_was_used() {
	ExtBuilder::default().build_and_execute(|| {
		let upload = upload(1);
		assert_noop!(upload.send(), Error::RecordExists);
	});
}

#[test]
fn register_record_takes_the_same_nonce_of_another_uploader() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, two) = (upload(1), seal(TWO, EVE, 1));
		assert_ok!(two.send());
		assert_ne!(one.id(), two.id());
	});
}

#[test]
fn register_record_fails_when_the_id_has_a_tombstone() {
	ExtBuilder::default().build_and_execute(|| {
		let upload = upload(1);
		assert_ok!(erase(EVE, upload.id()));
		assert_noop!(upload.send(), Error::RecordErased);
	});
}

#[test]
fn register_record_fails_when_the_capsule_is_copied_from_another_record() {
	ExtBuilder::default().build_and_execute(|| {
		let original = upload(1);
		// By another uploader, in hope of approvals for a record of their own; or under another nonce.
		for (uploader, patient, number) in [(TWO, EVE, 1), (TWO, GRACE, 1), (ONE, EVE, 2), (ONE, GRACE, 3)] {
			let copy = Upload {
				capsule: original.capsule,
				..seal(uploader, patient, number)
			};
			assert_noop!(copy.send(), Error::BadCapsuleProof);
		}
	});
}

/// An attacker who wants the victim's key moves R by a known δG and the response with it, so that only Y is another.
#[test]
fn register_record_fails_when_the_point_of_anothers_capsule_is_shifted() {
	ExtBuilder::default().build_and_execute(|| {
		let victim = upload(1);
		let attack = seal(TWO, GRACE, 2);
		let scalar = |at: usize| {
			let bytes: [u8; 32] = victim.capsule[at..at + 32].try_into().unwrap();
			Scalar::from_canonical_bytes(bytes).unwrap()
		};
		let r = CompressedRistretto::from_slice(&victim.capsule[..32]).unwrap();
		let delta = Scalar::from(7u64);
		let shifted = r.decompress().unwrap() + RistrettoPoint::mul_base(&delta);
		let response = scalar(96) + scalar(64) * delta;
		let mut capsule = victim.capsule;
		capsule[..32].copy_from_slice(shifted.compress().as_bytes());
		capsule[96..].copy_from_slice(response.as_bytes());
		for capsule in [victim.capsule, capsule] {
			let forged = Upload {
				capsule,
				..attack.clone()
			};
			assert_noop!(forged.send(), Error::BadCapsuleProof);
		}
	});
}

#[test]
fn register_record_fails_when_any_part_of_the_capsule_is_changed() {
	ExtBuilder::default().build_and_execute(|| {
		let upload = seal(ONE, EVE, 1);
		for byte in [0, 31, 32, 63, 64, 95, 96, 127] {
			let mut capsule = upload.capsule;
			capsule[byte] ^= 1;
			assert_noop!(
				Upload {
					capsule,
					..upload.clone()
				}
				.send(),
				Error::BadCapsuleProof
			);
		}
		assert_noop!(
			Upload {
				capsule: [0; 128],
				..upload
			}
			.send(),
			Error::BadCapsuleProof
		);
	});
}

#[test]
fn register_record_fails_when_the_capsule_is_for_a_csp_key_of_the_past() {
	ExtBuilder::default().build_and_execute(|| {
		let upload = seal(ONE, EVE, 1);
		register_user(EVE);
		assert_noop!(upload.send(), Error::BadCapsuleProof);
		assert_ok!(seal(ONE, EVE, 1).send());
	});
}

#[test]
fn register_record_fails_when_the_deposit_cannot_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let upload = seal(ONE, EVE, 1);
		let rest = Balances::free_balance(ONE.id()) - 500;
		assert_ok!(Balances::transfer_allow_death(ONE.origin(), EVE.id(), rest));
		assert_noop!(upload.send(), TokenError::FundsUnavailable);
	});
}
