//! Approvals come before everything that others can pay for, and nobody takes their room.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{account, chain};
use frame_support::{
	BoundedVec,
	dispatch::{DispatchClass, GetDispatchInfo, PostDispatchInfo},
	traits::{Consideration, Footprint},
	weights::Weight,
};
use medquorum_runtime::{
	Runtime, RuntimeCall, System, TransactionPayment,
	constants::{
		MAXIMUM_BLOCK_LENGTH, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO,
		currency::{MICRO, MQD},
	},
};
use pallet_medical_records::{
	Call, Purpose, RejectionReason, Request, RequestMode, RequestStatus, Requests, no_signature,
};
use pallet_transaction_payment::ChargeTransactionPayment;
use sp_keyring::Sr25519Keyring::{self, *};
use sp_runtime::{
	traits::DispatchTransaction,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};

const ID: [u8; 16] = [7; 16];

/// A request of Ferdie to the development committee, put into state: what is tested here is who may vote when.
fn request() {
	let price = <Runtime as pallet_medical_records::Config>::RequestConsideration::new;
	let ticket = price(&account(Ferdie), Footprint::from_parts(1, 432)).expect("Ferdie has tokens");
	let request = Request {
		record_id: [8; 16],
		patient: account(Eve),
		requester: account(Ferdie),
		payer: account(Ferdie),
		seq: 0,
		q: [1; 32],
		epk: [2; 32],
		auth_sig: no_signature(),
		key_id: 1,
		epoch: 1,
		mode: RequestMode::Outsider,
		purpose: Purpose::Treatment,
		created: 1,
		expires: 1_000,
		context: [0; 32],
		r: [3; 32],
		yes: 0,
		no: 0,
		status: RequestStatus::Open,
		votes: BoundedVec::new(),
		consent: None,
		ticket,
	};
	Requests::<Runtime>::insert(ID, request);
}

fn approve(request_id: [u8; 16]) -> RuntimeCall {
	RuntimeCall::MedicalRecords(Call::approve {
		request_id,
		share: [0; 288],
	})
}

fn reject(request_id: [u8; 16]) -> RuntimeCall {
	let reason = RejectionReason::Other;
	RuntimeCall::MedicalRecords(Call::reject { request_id, reason })
}

/// Does a block take this transaction, whatever the call in it then leads to?
fn taken(who: Sr25519Keyring, call: RuntimeCall) -> Result<(), TransactionValidityError> {
	let info = call.get_dispatch_info();
	let origin = frame_system::RawOrigin::Signed(account(who)).into();
	let charge = ChargeTransactionPayment::<Runtime>::from(0);
	let _done: Result<PostDispatchInfo, _> = charge.dispatch_transaction(origin, call, &info, 350, 0)?;
	Ok(())
}

/// A block whose normal part is full, and as much of the rest taken by operational calls.
fn fill(operational: Weight, length: u32) {
	let length = usize::try_from(length).expect("a length");
	System::set_block_consumed_resources(NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT, length);
	System::register_extra_weight_unchecked(operational, DispatchClass::Operational);
}

fn half_of_the_rest() -> Weight {
	(MAXIMUM_BLOCK_WEIGHT - NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT).saturating_div(2)
}

const PUT_OFF: Result<(), TransactionValidityError> = Err(TransactionValidityError::Invalid(
	InvalidTransaction::ExhaustsResources,
));

#[test]
fn a_stranger_takes_no_more_than_half_of_what_normal_calls_leave() {
	chain("development").execute_with(|| {
		request();
		fill(half_of_the_rest(), 0);
		assert_eq!(taken(Two, approve(ID)), Ok(()));
		fill(half_of_the_rest() + Weight::from_parts(1, 0), 0);
		assert_eq!(taken(Two, approve(ID)), PUT_OFF);
		assert_eq!(taken(Two, reject(ID)), PUT_OFF);
		let code = vec![0; 100];
		let code = RuntimeCall::System(frame_system::Call::set_code { code });
		assert_eq!(taken(Two, code), PUT_OFF);
		let none = BoundedVec::new();
		let nothing = RuntimeCall::MedicalRecords(Call::approve_many { approvals: none });
		assert_eq!(taken(Two, nothing), PUT_OFF);
	});
}

#[test]
fn a_stranger_fills_no_block_by_length() {
	chain("development").execute_with(|| {
		let normal = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_LENGTH;
		let longest = normal + (MAXIMUM_BLOCK_LENGTH - normal) / 2;
		fill(Weight::zero(), longest);
		assert_eq!(taken(Two, approve(ID)), Ok(()));
		fill(Weight::zero(), longest + 1);
		assert_eq!(taken(Two, approve(ID)), PUT_OFF);
	});
}

#[test]
fn who_decides_has_the_other_half() {
	chain("development").execute_with(|| {
		request();
		fill(half_of_the_rest().saturating_mul(2), MAXIMUM_BLOCK_LENGTH);
		assert_eq!(taken(Bob, approve(ID)), Ok(()));
		assert_eq!(taken(Bob, reject(ID)), Ok(()));
		let approvals = BoundedVec::truncate_from(vec![(ID, [0; 288])]);
		let several = RuntimeCall::MedicalRecords(Call::approve_many { approvals });
		assert_eq!(taken(Bob, several), Ok(()));
		// Of a request that there is not, nobody is an administrator.
		assert_eq!(taken(Bob, approve([9; 16])), PUT_OFF);
		let vote = RuntimeCall::Council(pallet_collective::Call::vote {
			proposal: Default::default(),
			index: 0,
			approve: true,
		});
		assert_eq!(taken(Bob, vote.clone()), Ok(()));
		assert_eq!(taken(Two, vote), PUT_OFF);
	});
}

#[test]
fn anybody_votes_where_there_is_room() {
	chain("development").execute_with(|| {
		request();
		assert_eq!(taken(Two, approve(ID)), Ok(()));
		assert_eq!(taken(Bob, approve([9; 16])), Ok(()));
	});
}

/// The order of the pool.
fn priority(call: &RuntimeCall, length: u32, tip: u128) -> u64 {
	let info = call.get_dispatch_info();
	let fee = TransactionPayment::compute_fee(length, &info, tip);
	let length = usize::try_from(length).expect("a length");
	ChargeTransactionPayment::<Runtime>::get_priority(&info, length, tip, fee)
}

#[test]
fn an_approval_stands_before_what_pays_as_much_again_as_its_base_fee() {
	chain("development").execute_with(|| {
		let approval = priority(&approve(ID), 450, 0);
		for length in [0, 32, 1_000, 250_000] {
			let remark = vec![0; length];
			let call = RuntimeCall::System(frame_system::Call::remark { remark });
			let length = u32::try_from(length).expect("a length") + 150;
			assert!(priority(&call, length, 100 * MICRO) < approval, "{length}");
			// Who pays more than all that a block costs gets ahead in the order, and none of the room.
			assert!(priority(&call, length, 10 * MQD) > approval, "{length}");
		}
	});
}
