//! `register_record`, with corrections, and what patients do with a record: `acknowledge_record`, `suspend_record`,
//! `resume_record`, `allow_correction`.

use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use parity_scale_codec::{Decode, Encode, MaxEncodedLen};
use sp_runtime::{traits::BadOrigin, DispatchError, TokenError};

use crate::{mock::*, types::*, Call, CorrectionAllowed, HoldReason, RecordOf, Records, RequestOf, Requests};

fn record(id: RecordId) -> RecordOf<Test> {
	Records::<Test>::get(id).unwrap()
}

/// A correction of `older` by `uploader`.
fn correction(uploader: Person, patient: Person, older: RecordId, number: u8) -> Upload {
	Upload {
		supersedes: Some(older),
		..seal(uploader, patient, number)
	}
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
				supersedes: None
			}]
		);
	});
}

#[test]
fn a_record_takes_411_bytes_of_state_and_427_when_it_corrects_another() {
	ExtBuilder::default().build_and_execute(|| {
		let first = upload(1);
		let size = record(first.id()).encoded_size();
		let second = correction(ONE, EVE, first.id(), 2);
		assert_ok!(second.send());
		let correcting = record(second.id()).encoded_size();
		let request = RequestOf::<Test>::max_encoded_len();
		println!("a record takes {size} B of state, one that corrects another {correcting} B, a request up to {request} B");
		assert_eq!((size, correcting), (411, 427));
		assert_eq!(RecordOf::<Test>::max_encoded_len(), correcting);
		let asking = request_of(second.id());
		let stored = Requests::<Test>::get(asking.id()).unwrap().encoded_size();
		println!("an open request takes {stored} B");
		assert!(stored <= request && request <= 220);
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
			Default::default(),
			None,
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
fn register_record_fails_when_it_has_tags() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Upload {
				tags: vec![[0; 16]],
				..seal(ONE, EVE, 1)
			}
			.send(),
			Error::TagsNotSupported
		);
	});
}

#[test]
fn register_record_does_not_decode_when_it_has_five_tags() {
	let call = |tags: usize| {
		let u = (
			[1u8; 16],
			1u32,
			[[2u8; 32]; 2],
			[3u8; 128],
			[[4u8; 32]; 2],
			[5u8; 64],
			None::<RecordId>,
		);
		let tags = vec![[0u8; 16]; tags];
		[vec![3], u.encode(), tags.encode(), None::<Emergency>.encode()].concat()
	};
	let decode = |tags: usize| crate::Call::<Test>::decode(&mut &call(tags)[..]);
	assert!(matches!(decode(4), Ok(crate::Call::register_record { .. })));
	assert!(decode(5).is_err());
}

#[test]
fn register_record_fails_when_it_has_an_emergency_capsule() {
	ExtBuilder::default().build_and_execute(|| {
		let upload = seal(ONE, EVE, 1);
		let emg = Some(Emergency {
			key_id: 1,
			capsule: upload.capsule,
			wrap: [0; 92],
		});
		assert_noop!(Upload { emg, ..upload }.send(), Error::EmergencyNotSupported);
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
		assert_ok!(MedicalRecords::erase_record(EVE.origin(), upload.id()));
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

#[test]
fn register_record_supersedes_a_record_of_the_same_uploader() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		System::reset_events();
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		assert_eq!(record(older.id()).status, RecordStatus::Superseded);
		assert_eq!(record(newer.id()).supersedes, Some(older.id()));
		let (record_id, uploader, patient) = (newer.id(), ONE.id(), EVE.id());
		assert_eq!(
			events(),
			[
				Event::RecordRegistered {
					record_id,
					uploader,
					patient,
					key_id: 1,
					supersedes: Some(older.id())
				},
				Event::RecordSuperseded {
					record_id: older.id(),
					by: newer.id()
				},
			]
		);
		assert_noop!(ask(FERDIE, older.id()).send(), Error::Superseded);
		assert_ok!(ask(FERDIE, newer.id()).send());
	});
}

#[test]
fn register_record_ends_requests_for_the_record_it_supersedes() {
	ExtBuilder::default().build_and_execute(|| {
		let (older, bystander) = (upload(1), upload(3));
		let asked = [request(FERDIE, older.id()), request(TWO, older.id())];
		let other = request(FERDIE, bystander.id());
		assert_ok!(asked[0].approve(ALICE));
		System::reset_events();
		assert_ok!(correction(ONE, EVE, older.id(), 2).send());
		let cancelled = events().split_off(2);
		assert_eq!(cancelled.len(), 2);
		for asking in &asked {
			let cause = CancelCause::RecordSuperseded;
			assert!(cancelled.contains(&Event::RequestCancelled {
				request_id: asking.id(),
				cause
			}));
			assert_eq!(asking.status(), None);
		}
		assert_eq!(held(TWO, HoldReason::Request), 0);
		assert_eq!(other.status(), Some(RequestStatus::Open));
	});
}

#[test]
fn register_record_pays_only_for_requests_it_ends() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		request(FERDIE, older.id());
		let newer = correction(ONE, EVE, older.id(), 2);
		let before = Call::<Test>::register_record {
			nonce: newer.nonce,
			key_id: 1,
			patient: EVE.id(),
			commitment: [3; 32],
			capsule: newer.capsule,
			csp_enc: [4; 32],
			csp_check: [5; 32],
			locator: [6; 64],
			supersedes: newer.supersedes,
			tags: Default::default(),
			emg: None,
		}
		.get_dispatch_info()
		.call_weight;
		let after = newer.send().unwrap().actual_weight.unwrap();
		assert!(after.all_lt(before), "{after} is not below {before}");
	});
}

#[test]
fn register_record_fails_when_there_is_nothing_to_supersede() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(correction(ONE, EVE, [9; 16], 2).send(), Error::RecordNotFound);
		let itself = record_id(ONE, &[2; 16]);
		assert_noop!(correction(ONE, EVE, itself, 2).send(), Error::RecordNotFound);
		let erased = upload(1).id();
		assert_ok!(MedicalRecords::erase_record(EVE.origin(), erased));
		assert_noop!(correction(ONE, EVE, erased, 2).send(), Error::RecordErased);
	});
}

#[test]
fn register_record_fails_when_the_record_is_superseded_already() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(correction(ONE, EVE, older.id(), 2).send());
		assert_noop!(correction(ONE, EVE, older.id(), 3).send(), Error::Superseded);
	});
}

#[test]
fn register_record_fails_when_it_would_undo_a_suspension() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(MedicalRecords::suspend_record(EVE.origin(), older.id()));
		assert_noop!(correction(ONE, EVE, older.id(), 2).send(), Error::Suspended);
	});
}

#[test]
fn register_record_fails_when_the_correction_is_about_another_patient() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_noop!(
			correction(ONE, GRACE, older.id(), 2).send(),
			Error::PatientMismatch
		);
	});
}

#[test]
fn register_record_fails_when_another_uploader_corrects_unnamed() {
	ExtBuilder::default().build_and_execute(|| {
		let (older, other) = (upload(1), upload(2));
		assert_ok!(MedicalRecords::allow_correction(
			EVE.origin(),
			other.id(),
			TWO.id()
		));
		assert_noop!(
			correction(TWO, EVE, older.id(), 1).send(),
			Error::CorrectionNotAllowed
		);
	});
}

#[test]
fn register_record_supersedes_a_record_of_another_uploader_once_the_patient_has_named_it() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(MedicalRecords::allow_correction(
			EVE.origin(),
			older.id(),
			TWO.id()
		));
		let newer = correction(TWO, EVE, older.id(), 1);
		assert_ok!(newer.send());
		assert_eq!(record(older.id()).status, RecordStatus::Superseded);
		assert_eq!(CorrectionAllowed::<Test>::get(older.id()), None);
		// Named for that record, not for its successor: that is TWO's own.
		assert_noop!(
			correction(ONE, EVE, newer.id(), 9).send(),
			Error::CorrectionNotAllowed
		);
	});
}

#[test]
fn allow_correction_names_one_uploader_at_a_time() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		System::reset_events();
		for uploader in [ALICE.id(), TWO.id()] {
			assert_ok!(MedicalRecords::allow_correction(
				EVE.origin(),
				record_id,
				uploader.clone()
			));
			assert_eq!(CorrectionAllowed::<Test>::get(record_id), Some(uploader.clone()));
			assert_eq!(
				events(),
				[Event::CorrectionAllowed {
					record_id,
					patient: EVE.id(),
					uploader
				}]
			);
		}
	});
}

#[test]
fn allow_correction_fails_when_not_by_the_patient() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [ONE, GRACE, OFFICER] {
			let call = MedicalRecords::allow_correction(person.origin(), record_id, TWO.id());
			assert_noop!(call, Error::NotPatient);
		}
	});
}

#[test]
fn allow_correction_fails_when_the_record_is_superseded() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(correction(ONE, EVE, older.id(), 2).send());
		let call = MedicalRecords::allow_correction(EVE.origin(), older.id(), TWO.id());
		assert_noop!(call, Error::Superseded);
	});
}

#[test]
fn acknowledge_record_works_once() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		System::reset_events();
		assert_ok!(MedicalRecords::acknowledge_record(EVE.origin(), record_id));
		assert!(record(record_id).acknowledged);
		assert_eq!(
			events(),
			[Event::RecordAcknowledged {
				record_id,
				patient: EVE.id()
			}]
		);
		assert_noop!(
			MedicalRecords::acknowledge_record(EVE.origin(), record_id),
			Error::AlreadyAcknowledged
		);
	});
}

#[test]
fn suspend_record_ends_its_requests_and_refuses_new_ones() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asking = request(FERDIE, record_id);
		assert_ok!(asking.approve(ALICE));
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80]));
		System::reset_events();
		assert_ok!(MedicalRecords::suspend_record(EVE.origin(), record_id));
		assert_eq!(record(record_id).status, RecordStatus::Suspended);
		let cause = CancelCause::RecordSuspended;
		assert_eq!(
			events(),
			[
				Event::RecordSuspended {
					record_id,
					patient: EVE.id()
				},
				Event::RequestCancelled {
					request_id: asking.id(),
					cause
				},
			]
		);
		assert_eq!(asking.status(), None);
		assert_eq!(held(FERDIE, HoldReason::Request), 0);
		assert_noop!(ask(FERDIE, record_id).send(), Error::Suspended);
		assert_noop!(
			MedicalRecords::suspend_record(EVE.origin(), record_id),
			Error::Suspended
		);
	});
}

#[test]
fn resume_record_allows_requests_again() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(MedicalRecords::suspend_record(EVE.origin(), record_id));
		System::reset_events();
		assert_ok!(MedicalRecords::resume_record(EVE.origin(), record_id));
		assert_eq!(
			events(),
			[Event::RecordResumed {
				record_id,
				patient: EVE.id()
			}]
		);
		assert_ok!(ask(FERDIE, record_id).send());
		assert_noop!(
			MedicalRecords::resume_record(EVE.origin(), record_id),
			Error::NotSuspended
		);
	});
}

#[test]
fn suspend_and_resume_fail_when_the_record_is_superseded() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1).id();
		assert_ok!(correction(ONE, EVE, older, 2).send());
		assert_noop!(
			MedicalRecords::suspend_record(EVE.origin(), older),
			Error::Superseded
		);
		assert_noop!(
			MedicalRecords::resume_record(EVE.origin(), older),
			Error::Superseded
		);
	});
}

#[test]
fn patients_calls_fail_when_by_anybody_else() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [ONE, FERDIE, GRACE, ALICE, OFFICER, MALLORY] {
			let origin = person.origin();
			assert_noop!(
				MedicalRecords::acknowledge_record(origin.clone(), record_id),
				Error::NotPatient
			);
			assert_noop!(
				MedicalRecords::suspend_record(origin.clone(), record_id),
				Error::NotPatient
			);
			assert_noop!(
				MedicalRecords::resume_record(origin, record_id),
				Error::NotPatient
			);
		}
		assert_noop!(
			MedicalRecords::suspend_record(RuntimeOrigin::root(), record_id),
			BadOrigin
		);
	});
}

#[test]
fn patients_calls_fail_when_the_record_is_unknown_or_erased() {
	ExtBuilder::default().build_and_execute(|| {
		let erased = upload(1).id();
		assert_ok!(MedicalRecords::erase_record(EVE.origin(), erased));
		let cases = [
			([9; 16], DispatchError::from(Error::RecordNotFound)),
			(erased, Error::RecordErased.into()),
		];
		for (record_id, error) in cases {
			let origin = EVE.origin();
			assert_noop!(
				MedicalRecords::acknowledge_record(origin.clone(), record_id),
				error
			);
			assert_noop!(MedicalRecords::suspend_record(origin.clone(), record_id), error);
			assert_noop!(MedicalRecords::resume_record(origin.clone(), record_id), error);
			assert_noop!(
				MedicalRecords::allow_correction(origin, record_id, ONE.id()),
				error
			);
		}
	});
}
