//! `may_read` and `request_status`, and what clients find in metadata.

use frame_support::{
	assert_ok,
	traits::{GetStorageVersion, StorageVersion},
};
use parity_scale_codec::{Decode, Encode};

use crate::{mock::*, types::*};

fn may_read(asking: &Asking) -> ReadAccess<u32> {
	MedicalRecords::may_read(asking.record_id, asking.requester.id())
}

#[test]
fn may_read_tells_what_is_missing_at_each_step() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_eq!(
			MedicalRecords::may_read(record_id, FERDIE.id()),
			ReadAccess::NotRequested
		);
		let asking = request(FERDIE, record_id);
		let request_id = asking.id();
		let awaiting = |yes, consented| ReadAccess::AwaitingApprovals {
			request_id,
			yes,
			needed: 3,
			consented,
		};
		assert_eq!(may_read(&asking), awaiting(0, false));
		assert_eq!(
			MedicalRecords::may_read(record_id, TWO.id()),
			ReadAccess::NotRequested
		);
		assert_ok!(asking.approve(ALICE));
		assert_eq!(may_read(&asking), awaiting(1, false));
		assert_ok!(asking.reject(DAVE));
		assert_eq!(may_read(&asking), awaiting(1, false));
		assert_ok!(asking.approve(BOB));
		assert_ok!(asking.approve(CHARLIE));
		let until = 1 + CONSENT_TTL;
		assert_eq!(
			may_read(&asking),
			ReadAccess::AwaitingConsent { request_id, until }
		);
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), request_id, [1; 80]));
		let until = 1 + OPENING_TTL;
		assert_eq!(
			may_read(&asking),
			ReadAccess::Granted {
				request_id,
				until,
				acknowledged: false
			}
		);
		go_to_block(until);
		assert_eq!(
			may_read(&asking),
			ReadAccess::Granted {
				request_id,
				until,
				acknowledged: false
			}
		);
		go_to_block(until + 1);
		assert_eq!(may_read(&asking), ReadAccess::Expired { request_id });
		assert_ok!(MedicalRecords::close_request(MALLORY.origin(), request_id));
		assert_eq!(may_read(&asking), ReadAccess::NotRequested);
	});
}

#[test]
fn may_read_tells_of_early_consent() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80]));
		let expected = ReadAccess::AwaitingApprovals {
			request_id: asking.id(),
			yes: 0,
			needed: 3,
			consented: true,
		};
		assert_eq!(may_read(&asking), expected);
	});
}

#[test]
fn may_read_tells_of_the_record() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_eq!(
			MedicalRecords::may_read([9; 16], FERDIE.id()),
			ReadAccess::UnknownRecord
		);
		assert_ok!(suspend(EVE, asking.record_id));
		assert_eq!(may_read(&asking), ReadAccess::Suspended);
		assert_ok!(MedicalRecords::resume_record(EVE.origin(), asking.record_id));
		assert_eq!(may_read(&asking), ReadAccess::NotRequested);
		let newer = correction(ONE, EVE, asking.record_id, 2);
		assert_ok!(newer.send());
		assert_eq!(may_read(&asking), ReadAccess::NotRequested);
		assert_ok!(acknowledge(EVE, newer.id()));
		assert_eq!(may_read(&asking), ReadAccess::Superseded);
		assert_ok!(erase(EVE, asking.record_id));
		assert_eq!(may_read(&asking), ReadAccess::Erased);
	});
}

#[test]
fn may_read_tells_of_an_epoch_that_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		next_epoch();
		assert_eq!(
			may_read(&asking),
			ReadAccess::EpochOver {
				request_id: asking.id()
			}
		);
	});
}

#[test]
fn may_read_answers_from_the_request_that_came_furthest() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asked: Vec<Asking> = (0..3).map(|_| request(FERDIE, record_id)).collect();
		assert_ok!(MedicalRecords::deny_consent(EVE.origin(), asked[0].id()));
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asked[1].approve(admin));
		}
		let (request_id, until) = (asked[1].id(), 1 + CONSENT_TTL);
		let access = MedicalRecords::may_read(record_id, FERDIE.id());
		assert_eq!(access, ReadAccess::AwaitingConsent { request_id, until });
	});
}

#[test]
fn request_status_applies_expiry_to_open_requests_only() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let (open, approved) = (request(FERDIE, record_id), request(FERDIE, record_id));
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(approved.approve(admin));
		}
		let status = |asking: &Asking| MedicalRecords::request_status(asking.id());
		for block in [TTL, 1 + TTL] {
			go_to_block(block);
			assert_eq!(status(&open), Some(RequestStatus::Open));
		}
		go_to_block(2 + TTL);
		assert_eq!(
			status(&open),
			Some(RequestStatus::Rejected(RejectionCause::Timeout))
		);
		assert_eq!(status(&approved), Some(RequestStatus::Approved));
		assert_eq!(MedicalRecords::request_status([9; 16]), None);
	});
}

#[test]
fn views_answer_through_the_runtime() {
	ExtBuilder::default().build_and_execute(|| {
		use frame_support::view_functions::ViewFunction;
		let asking = requested();
		let query = crate::RequestStatusViewFunction::<Test>::new(asking.id());
		let id = <crate::RequestStatusViewFunction<Test> as ViewFunction>::id();
		let answer = Test::execute_view_function(id, query.encode()).unwrap();
		let status = Option::<RequestStatus>::decode(&mut &answer[..]).unwrap();
		assert_eq!(status, Some(RequestStatus::Open));
	});
}

#[test]
fn storage_version_is_three() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(MedicalRecords::in_code_storage_version(), StorageVersion::new(3));
		assert_eq!(MedicalRecords::on_chain_storage_version(), StorageVersion::new(3));
	});
}

#[test]
fn every_call_has_a_weight_of_its_own() {
	use frame_support::traits::GetCallName;
	let weights = include_str!("../weights.rs");
	for measured in ["Date: 20", "Processor: ", " steps, "] {
		assert!(
			weights.contains(measured),
			"the header does not say where and when: run `make weights`"
		);
	}
	// The trait declares each, and each of its two implementations gives it a measured weight.
	for call in crate::Call::<Test>::get_call_names() {
		let declared = weights.matches(&format!("fn {call}(")).count();
		assert_eq!(
			declared, 3,
			"{call} has no weight: measure it with `make weights`"
		);
		for body in weights.split(&format!("fn {call}(")).skip(2) {
			let body = body.split("fn ").next().unwrap();
			let figure = body.split("Weight::from_parts(").nth(1).unwrap_or_default();
			assert!(
				figure.starts_with(|digit: char| ('1'..='9').contains(&digit)),
				"the weight of {call} is not measured: `make weights`"
			);
		}
	}
}

#[test]
fn weights_grow_with_what_a_call_works_on() {
	use crate::{WeightInfo, weights::SubstrateWeight};
	type Weights = SubstrateWeight<Test>;
	let grows = |few: frame_support::weights::Weight, many: frame_support::weights::Weight| {
		assert!(few.ref_time() > 0 && many.all_gt(few), "{few:?} {many:?}");
	};
	let most = MaxRequestsPerRecord::get();
	assert!(Weights::set_committee(16).ref_time() > Weights::set_committee(2).ref_time());
	grows(Weights::suspend_record(0), Weights::suspend_record(most));
	grows(Weights::refuse_record(0), Weights::refuse_record(most));
	for grown in [
		Weights::erase_record,
		Weights::finish_erasure,
		Weights::acknowledge_record,
	] {
		grows(grown(1, 0), grown(1, most));
		grows(grown(1, 0), grown(MAX_VERSIONS, 0));
	}
}

#[test]
fn suspend_record_pays_only_for_the_requests_there_were() {
	use frame_support::dispatch::GetDispatchInfo;
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let call = crate::Call::<Test>::suspend_record {
			record_id: asking.record_id,
			requests: 16,
		};
		let before = call.get_dispatch_info().call_weight;
		let paid = MedicalRecords::suspend_record(EVE.origin(), asking.record_id, 16).unwrap();
		let after = paid.actual_weight.unwrap();
		assert_eq!(
			after,
			crate::free::twice(crate::derived::Weights::<Test>::suspend_record(1))
		);
		assert!(before.all_gt(after));
	});
}
