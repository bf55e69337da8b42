//! Who pays: patients without tokens answer for nothing, a facility pays for whom it employs, and nobody fills blocks with that.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{account, chain, signed};
use frame_support::{
	assert_ok,
	dispatch::{GetDispatchInfo, PostDispatchInfo},
	traits::fungible::InspectHold,
};
use medquorum_runtime::{
	AccountId, Balances, MedicalRecords, Runtime, RuntimeCall, RuntimeHoldReason, System,
	constants::currency::MQD, constants::records::MAX_FREE_CALLS_PER_DAY,
};
use pallet_medical_records::{
	Call, HoldReason, Purpose, Record, RecordStatus, Records, RecordsByPatient, Requests, no_signature,
};
use pallet_skip_feeless_payment::SkipCheckIfFeeless;
use pallet_transaction_payment::ChargeTransactionPayment;
use sp_keyring::Sr25519Keyring::{self, *};
use sp_runtime::{
	traits::{DispatchTransaction, Dispatchable},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};
use threshold_decryption::{auth_message, user_key_message};

type Charge = SkipCheckIfFeeless<Runtime, ChargeTransactionPayment<Runtime>>;

/// Somebody who holds no tokens: not among those whom the preset endows.
fn patient() -> AccountId {
	Sr25519Keyring::AliceStash.to_account_id()
}

fn sign_by_patient(message: &[u8]) -> sp_runtime::MultiSignature {
	Sr25519Keyring::AliceStash.sign(message).into()
}

/// Sends a call with all that is charged around it.
fn send(who: &AccountId, call: Call<Runtime>) -> Result<(), TransactionValidityError> {
	let call = RuntimeCall::MedicalRecords(call);
	let (info, origin) = (
		call.get_dispatch_info(),
		frame_system::RawOrigin::Signed(who.clone()).into(),
	);
	let charge = Charge::from(ChargeTransactionPayment::from(0));
	let result: Result<PostDispatchInfo, _> = charge.dispatch_transaction(origin, call, &info, 200, 0)?;
	result.map(drop).map_err(|error| panic!("{:?}", error.error))
}

/// The facility enrols the patient.
fn enrol() {
	let (csp_pk, enc_pk) = ([1; 32], [2; 32]);
	let genesis = System::block_hash(0).0;
	let message = user_key_message(&genesis, patient().as_ref(), 1, &csp_pk, &enc_pk);
	let key_sig = sign_by_patient(&message);
	assert_ok!(MedicalRecords::enrol(
		signed(One),
		patient(),
		csp_pk,
		enc_pk,
		key_sig
	));
}

/// A record about the patient, put into state: what is tested here is who pays.
fn record() -> [u8; 16] {
	let id = [7; 16];
	let price = <Runtime as pallet_medical_records::Config>::RecordConsideration::new;
	use frame_support::traits::{Consideration, Footprint};
	let ticket = price(&account(One), Footprint::from_parts(1, 432)).expect("One has tokens");
	let record = Record {
		uploader: account(One),
		patient: patient(),
		csp_pk: [1; 32],
		key_id: 1,
		commitment: [0; 32],
		capsule: [0; 128],
		csp_enc: [0; 32],
		csp_check: [0; 32],
		locator: [0; 64],
		supersedes: None,
		version: 1,
		acknowledged: false,
		searchable: false,
		status: RecordStatus::Active,
		superseded_by: None,
		created: 1,
		ticket,
	};
	Records::<Runtime>::insert(id, record);
	RecordsByPatient::<Runtime>::insert(patient(), id, ());
	id
}

#[test]
fn a_patient_without_tokens_answers() {
	chain("development").execute_with(|| {
		enrol();
		let record_id = record();
		assert_eq!(Balances::free_balance(patient()), 0);
		assert!(
			Balances::balance_on_hold(
				&RuntimeHoldReason::MedicalRecords(HoldReason::User),
				&account(One)
			) > 0
		);
		let (versions, requests) = (1, 0);
		assert_ok!(send(&patient(), Call::suspend_record { record_id, requests }));
		assert_ok!(send(&patient(), Call::resume_record { record_id }));
		let searchable = true;
		assert_ok!(send(
			&patient(),
			Call::set_searchable {
				record_id,
				searchable
			}
		));
		assert_ok!(send(&patient(), Call::set_search_directive { searchable }));
		assert_ok!(send(
			&patient(),
			Call::acknowledge_record {
				record_id,
				versions,
				requests
			}
		));
		// What would fail is not free, and who holds nothing cannot pay.
		assert_eq!(
			send(&patient(), Call::resume_record { record_id }),
			Err(InvalidTransaction::Payment.into())
		);
		// Nor is what would only take place of blocks.
		for _ in 0..(MAX_FREE_CALLS_PER_DAY - 5) / 2 {
			assert_ok!(send(&patient(), Call::suspend_record { record_id, requests }));
			assert_ok!(send(&patient(), Call::resume_record { record_id }));
		}
		let one_more = send(&patient(), Call::suspend_record { record_id, requests });
		assert_eq!(one_more, Ok(()));
		assert_eq!(
			send(&patient(), Call::resume_record { record_id }),
			Err(InvalidTransaction::Payment.into())
		);
	});
}

#[test]
fn what_is_free_for_the_patient_costs_everybody_else() {
	chain("development").execute_with(|| {
		enrol();
		let record_id = record();
		let before = Balances::free_balance(account(One));
		let reason = pallet_medical_records::ErasureReason::UploadError;
		let (versions, requests) = (1, 0);
		let erase = Call::erase_record {
			record_id,
			reason,
			versions,
			requests,
		};
		assert_ok!(send(&account(One), erase));
		assert!(Balances::free_balance(account(One)) < before);
		let stop = Call::stop_erasure { record_id };
		assert_ok!(send(&patient(), stop));
	});
}

#[test]
fn a_facility_pays_the_requests_of_whom_it_employs_and_a_thief_takes_no_more_than_a_day() {
	chain("development").execute_with(|| {
		enrol();
		let record_id = record();
		// The clinician has given all tokens away, but had an account before.
		let clinician = account(Ferdie);
		System::inc_sufficients(&clinician);
		let all = Balances::free_balance(&clinician);
		assert_ok!(Balances::transfer_all(
			signed(Ferdie),
			account(Alice).into(),
			false
		));
		assert!(all > 0 && Balances::free_balance(&clinician) == 0);
		assert_ok!(MedicalRecords::sponsor(signed(One), clinician.clone(), 2));
		let before = Balances::free_balance(account(One));
		for seq in 0..2 {
			assert_ok!(send(&clinician, request(record_id, seq)));
		}
		let held = Balances::balance_on_hold(
			&RuntimeHoldReason::MedicalRecords(HoldReason::Request),
			&account(One),
		);
		assert!(held > 0);
		let fees = before - held - Balances::free_balance(account(One));
		assert!(fees > 0 && fees < MQD / 10, "{fees}");
		assert_eq!(
			send(&clinician, request(record_id, 2)),
			Err(InvalidTransaction::Payment.into())
		);
		// A false signature is not paid by the facility either.
		let spent = Balances::free_balance(account(One));
		let false_one = match request(record_id, 2) {
			Call::request_access {
				record_id,
				seq,
				q,
				epk,
				purpose,
				..
			} => Call::request_access {
				record_id,
				seq,
				q,
				epk,
				auth_sig: no_signature(),
				purpose,
			},
			_ => unreachable!("a request"),
		};
		assert!(send(&clinician, false_one).is_err());
		assert_eq!(Balances::free_balance(account(One)), spent);
	});
}

/// A request of Ferdie.
fn request(record_id: [u8; 16], seq: u32) -> Call<Runtime> {
	let (q, epk, purpose) = (q(), [4; 32], Purpose::Treatment);
	let asked = |auth_sig| Call::request_access {
		record_id,
		seq,
		q,
		epk,
		auth_sig,
		purpose,
	};
	let context = context_of(record_id, seq);
	asked(
		Ferdie
			.sign(&auth_message(&record_id, purpose as u8, &context))
			.into(),
	)
}

fn q() -> [u8; 32] {
	threshold_decryption::RequestKey::from_seed(&[5; 32]).public()
}

fn context_of(record_id: [u8; 16], seq: u32) -> [u8; 32] {
	use threshold_decryption::{Mode, RecordContext, RequestContext, SealedRecord, request_id_input};
	let genesis = System::block_hash(0).0;
	let record = Records::<Runtime>::get(record_id).expect("a record");
	let committee = pallet_medical_records::Committees::<Runtime>::get(1).expect("a committee");
	let requester = account(Ferdie);
	let input = request_id_input(&genesis, requester.as_ref(), &record_id, seq);
	RequestContext {
		genesis: &genesis,
		ad: &RecordContext {
			genesis: &genesis,
			record_id: &record_id,
			uploader: record.uploader.as_ref(),
			patient: record.patient.as_ref(),
			csp_pk: &record.csp_pk,
			x: &committee.x,
		}
		.hash(),
		capsule: &record.capsule,
		rec_hash: &SealedRecord {
			commitment: &record.commitment,
			csp_enc: &record.csp_enc,
			csp_check: &record.csp_check,
			locator: &record.locator,
		}
		.hash(),
		key_id: 1,
		epoch: committee.epoch,
		request_id: &sp_io::hashing::blake2_128(&input),
		requester: requester.as_ref(),
		q: &q(),
		epk: &[4; 32],
		mode: Mode::Outsider,
		purpose: Purpose::Treatment as u8,
	}
	.hash()
}

#[test]
fn a_patient_with_a_frozen_account_still_denies_for_nothing() {
	chain("development").execute_with(|| {
		enrol();
		let record_id = record();
		assert_ok!(RuntimeCall::MedicalRecords(request(record_id, 0)).dispatch(signed(Ferdie)));
		let request_id = Requests::<Runtime>::iter_keys().next().expect("a request");
		assert_ok!(
			RuntimeCall::MedicalRecords(Call::freeze_account { who: patient() })
				.dispatch(crate::common::council(3, 4))
		);
		let sealed = [1; 80];
		assert_eq!(
			send(&patient(), Call::grant_consent { request_id, sealed }),
			Err(InvalidTransaction::Payment.into())
		);
		assert_ok!(send(&patient(), Call::deny_consent { request_id }));
	});
}
