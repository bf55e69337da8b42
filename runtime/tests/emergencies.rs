//! Emergencies as clients send them: an upload with what is kept for an emergency, and both requests of one, each in one batch.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{account, chain, committee::committee, council, signed};
use frame_support::assert_ok;
use medquorum_runtime::{MedicalRecords, Runtime, RuntimeCall, System};
use pallet_medical_records::{
	Administrators, Call, Committee, Committees, Emergency, EmergencyDirective, EmergencyRequests,
	EmergencyScope, EmergencyWrap, Purpose, Record, Records, Requests, Role,
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use sp_io::hashing::blake2_128;
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::{MultiSignature, traits::Dispatchable};
use threshold_decryption::{
	EmergencyContext, Mode, RecordContext, RequestContext, RequestKey, SealedRecord, auth_message,
	encapsulate, encapsulate_emergency, record_id_input, request_id_input, user_key_message,
};

/// The emergency committee.
const KEY: u32 = 2;
const NONCE: [u8; 16] = [3; 16];
const EPK: [u8; 32] = [4; 32];

fn genesis() -> [u8; 32] {
	System::block_hash(0).0
}

fn x(key_id: u32) -> [u8; 32] {
	Committees::<Runtime>::get(key_id).expect("it is there").x
}

/// A second committee, the patient's keys and directive, and a casualty doctor of a house.
fn prepared() {
	let Call::set_committee { k, x, admins, .. } = committee(KEY) else {
		unreachable!("a committee")
	};
	let rule = Committee {
		epoch: 1,
		k,
		n: 3,
		x,
		retired: false,
	};
	Committees::<Runtime>::insert(KEY, rule);
	for admin in admins {
		Administrators::<Runtime>::insert((KEY, 1), admin.account.clone(), admin);
	}
	let message = user_key_message(&genesis(), account(Eve).as_ref(), 1, &[1; 32], &[2; 32]);
	let key_sig = Eve.sign(&message).into();
	assert_ok!(MedicalRecords::register_user(
		signed(Eve),
		[1; 32],
		[2; 32],
		key_sig
	));
	let directive = EmergencyDirective {
		key_id: KEY,
		scope: EmergencyScope::BothKeys,
	};
	assert_ok!(MedicalRecords::set_emergency(signed(Eve), Some(directive)));
	let role = Role::EmergencyClinician;
	assert_ok!(MedicalRecords::set_role(council(3, 4), account(Ferdie), role));
	assert_ok!(MedicalRecords::set_facility(
		council(3, 4),
		account(Ferdie),
		Some(1)
	));
}

fn record_ctx(record_id: &[u8; 16]) -> [u8; 32] {
	RecordContext {
		genesis: &genesis(),
		record_id,
		uploader: account(One).as_ref(),
		patient: account(Eve).as_ref(),
		csp_pk: &[1; 32],
		x: &x(1),
	}
	.hash()
}

fn emg_ctx(record_id: &[u8; 16]) -> [u8; 32] {
	EmergencyContext {
		record_ctx: &record_ctx(record_id),
		key_id: KEY,
		x: &x(KEY),
		scope: 2,
		maker: account(One).as_ref(),
		nonce: &NONCE,
	}
	.hash()
}

fn batch(calls: Vec<Call<Runtime>>) -> RuntimeCall {
	let calls = calls.into_iter().map(RuntimeCall::MedicalRecords).collect();
	RuntimeCall::Utility(pallet_utility::Call::batch_all { calls })
}

/// What an uploader sends for a summary with both keys.
fn upload(record_id: &[u8; 16]) -> RuntimeCall {
	let rng = &mut ChaCha20Rng::from_seed([1; 32]);
	let (capsule, _) = encapsulate(&x(1), &record_ctx(record_id), &[5; 32], &[6; 32], rng).expect("a key");
	let (for_emergencies, _) =
		encapsulate_emergency(&x(KEY), &emg_ctx(record_id), &[6; 32], rng).expect("a key");
	batch(vec![
		Call::register_record {
			nonce: NONCE,
			key_id: 1,
			patient: account(Eve),
			commitment: [0; 32],
			capsule,
			csp_enc: [0; 32],
			csp_check: [0; 32],
			locator: [0; 64],
			supersedes: None,
			searchable: false,
		},
		Call::add_emergency {
			record_id: *record_id,
			key_id: KEY,
			nonce: NONCE,
			capsule: for_emergencies,
			wrap: EmergencyWrap::BothKeys([7; 92]),
		},
	])
}

/// The context of Ferdie's request with this number, and Ferdie's signature over it.
fn asked(record_id: &[u8; 16], seq: u32, purpose: Purpose, emergency: Option<&Emergency>) -> MultiSignature {
	let record = Records::<Runtime>::get(record_id).expect("it is there");
	let (ad, capsule, key_id) = match emergency {
		Some(kept) => (emg_ctx(record_id), kept.capsule, KEY),
		None => (record_ctx(record_id), record.capsule, 1),
	};
	let requester = account(Ferdie);
	let ctx = RequestContext {
		genesis: &genesis(),
		ad: &ad,
		capsule: &capsule,
		rec_hash: &sealed(&record),
		key_id,
		epoch: 1,
		request_id: &request_id(record_id, seq),
		requester: requester.as_ref(),
		q: &RequestKey::from_seed(&[8; 32]).public(),
		epk: &EPK,
		mode: Mode::Outsider,
		purpose: purpose as u8,
	}
	.hash();
	Ferdie.sign(&auth_message(record_id, purpose as u8, &ctx)).into()
}

fn sealed<Number, Ticket>(record: &Record<Number, Ticket>) -> [u8; 32] {
	SealedRecord {
		commitment: &record.commitment,
		csp_enc: &record.csp_enc,
		csp_check: &record.csp_check,
		locator: &record.locator,
	}
	.hash()
}

fn request_id(record_id: &[u8; 16], seq: u32) -> [u8; 16] {
	blake2_128(&request_id_input(
		&genesis(),
		account(Ferdie).as_ref(),
		record_id,
		seq,
	))
}

#[test]
fn an_upload_and_both_requests_go_in_one_batch_each() {
	chain("development").execute_with(|| {
		prepared();
		let record_id = blake2_128(&record_id_input(&genesis(), account(One).as_ref(), &NONCE));
		assert_ok!(upload(&record_id).dispatch(signed(One)));
		let kept = pallet_medical_records::Emergencies::<Runtime>::get(record_id).expect("it is kept");
		let (q, reason) = (
			RequestKey::from_seed(&[8; 32]).public(),
			Purpose::EmergencyTreatment,
		);
		let calls = vec![
			Call::break_glass {
				record_id,
				seq: 0,
				q,
				epk: EPK,
				auth_sig: asked(&record_id, 0, reason, Some(&kept)),
				reason,
			},
			Call::request_access {
				record_id,
				seq: 1,
				q,
				epk: EPK,
				auth_sig: asked(&record_id, 1, reason, None),
				purpose: reason,
			},
		];
		assert_ok!(batch(calls).dispatch(signed(Ferdie)));
		assert!(EmergencyRequests::<Runtime>::contains_key(request_id(
			&record_id, 0
		)));
		let committees = [0, 1].map(|seq| {
			let request = Requests::<Runtime>::get(request_id(&record_id, seq)).expect("it is asked");
			request.key_id
		});
		assert_eq!(committees, [KEY, 1]);
	});
}
