//! What each type of proxy may call: a table over every call of the records pallet, and one call of every other pallet.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::some_call;
use frame_support::traits::{GetCallName, InstanceFilter};
use medquorum_runtime::{
	RuntimeCall,
	configs::ProxyType::{self, *},
};

const ALL: [ProxyType; 7] = [Any, NonTransfer, Records, Council, Upload, Decide, Consent];

/// A call of this pallet and index.
fn call(pallet: u8, index: u8) -> RuntimeCall {
	some_call(pallet, index).expect("arguments of equal bytes")
}

fn allowed(call: &RuntimeCall) -> Vec<ProxyType> {
	ALL.into_iter().filter(|kind| kind.filter(call)).collect()
}

#[test]
fn every_call_of_the_records_pallet_has_its_row() {
	let narrow = [
		("register_user", None),
		("set_role", None),
		("set_committee", None),
		("register_record", Some(Upload)),
		("acknowledge_record", Some(Consent)),
		("suspend_record", None),
		("resume_record", None),
		("allow_correction", None),
		("request_access", None),
		("approve", Some(Decide)),
		("reject", Some(Decide)),
		("grant_consent", Some(Consent)),
		("deny_consent", Some(Consent)),
		("close_request", None),
		("erase_record", None),
		("approve_many", Some(Decide)),
		("cancel_request", None),
		("retire_committee", None),
		("refuse_record", Some(Consent)),
		("finish_erasure", None),
		("stop_erasure", None),
		("hold_record", None),
		("lift_hold", None),
		("enrol", None),
		("deregister", None),
		("sponsor", None),
		("end_sponsorship", None),
		("name_guardian", None),
		("freeze_account", None),
		("unfreeze_account", None),
		("replace_account", None),
		("publish_catalogue", Some(Upload)),
		("withdraw_catalogue", None),
		("set_searchable", None),
		("set_search_directive", None),
		("attest_erasure", None),
		("set_emergency", None),
		("add_emergency", None),
		("remove_emergency", None),
		("break_glass", None),
		("file_statement", None),
		("submit_review", Some(Decide)),
		("enforce_review", None),
		("reinstate", None),
		("set_facility", None),
	];
	let names = pallet_medical_records::Call::<medquorum_runtime::Runtime>::get_call_names();
	assert_eq!(names, narrow.map(|(name, _)| name));
	for (index, (name, kind)) in (0..).zip(narrow) {
		let mut expected = vec![Any, NonTransfer, Records];
		expected.extend(kind);
		assert_eq!(allowed(&call(50, index)), expected, "{name}");
	}
}

#[test]
fn no_narrow_type_reaches_another_pallet() {
	// Every call of: migrations, balances, collator selection, session, upgrades, seats of the council, enactment, recovery body,
	// succession, safe mode, pause, proxy, multisig, recovery of accounts.
	for pallet in [5, 10, 21, 22, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43] {
		let calls: Vec<RuntimeCall> = (0..=u8::MAX)
			.filter_map(|index| some_call(pallet, index))
			.collect();
		assert!(!calls.is_empty(), "{pallet}");
		for call in calls {
			assert_eq!(allowed(&call), [Any], "{call:?}");
		}
	}
	// Every step of a ceremony: no money leaves the account, but nobody takes part for somebody who only decides about requests.
	for index in 0..10 {
		assert_eq!(allowed(&call(51, index)), [Any, NonTransfer]);
	}
	let vote = call(30, 3);
	assert_eq!(allowed(&vote), [Any, Council], "{vote:?}");
	let remark = call(0, 0);
	assert_eq!(allowed(&remark), [Any, NonTransfer]);
	// The calls inside meet the filter again.
	assert_eq!(allowed(&call(40, 0)), ALL);
}

#[test]
fn a_wider_proxy_type_contains_the_narrower() {
	for wide in ALL {
		for narrow in ALL {
			let calls = (0..31)
				.map(|index| call(50, index))
				.chain([call(30, 3), call(10, 0)]);
			let reaches_all = calls
				.clone()
				.all(|call| !narrow.filter(&call) || wide.filter(&call));
			if wide.is_superset(&narrow) {
				assert!(reaches_all, "{wide:?} says that it contains {narrow:?}");
			}
			assert!(wide.is_superset(&wide));
		}
	}
	assert!(
		Any.is_superset(&NonTransfer) && NonTransfer.is_superset(&Records) && Records.is_superset(&Decide)
	);
	assert!(!NonTransfer.is_superset(&Council) && !Decide.is_superset(&Consent));
}
