//! Golden encodings. Each of these numbers is in signed transactions, in state, or in somebody's wallet: a change of one
//! of them is a change of the chain, and must not happen by accident.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::chain;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{GetCallIndex, GetCallName, GetStorageVersion, PalletsInfoAccess, StorageVersion},
	view_functions::ViewFunction,
};
use medquorum_runtime::{
	AllPalletsWithSystem, BlockNumber, Runtime, RuntimeCall, RuntimeHoldReason, VERSION,
	configs::ProxyType,
	constants, council_seats, enactment, pause,
	succession::{self, Body},
	upgrades,
};
use pallet_medical_records as records;
use parity_scale_codec::{Decode, Encode};
use sp_keyring::Sr25519Keyring::Ferdie;

#[test]
fn pallets_have_their_indices() {
	let infos: Vec<_> = AllPalletsWithSystem::infos()
		.iter()
		.map(|info| (info.index, info.name))
		.collect();
	let expected = [
		(0, "System"),
		(1, "ParachainSystem"),
		(2, "Timestamp"),
		(3, "ParachainInfo"),
		(4, "WeightReclaim"),
		(5, "Migrations"),
		(6, "ServiceClock"),
		(10, "Balances"),
		(11, "TransactionPayment"),
		(12, "SkipFeelessPayment"),
		(20, "Authorship"),
		(21, "CollatorSelection"),
		(22, "Session"),
		(23, "Aura"),
		(24, "AuraExt"),
		(30, "Council"),
		(31, "Upgrades"),
		(32, "CouncilSeats"),
		(33, "Enactment"),
		(34, "Recovery"),
		(35, "Succession"),
		(36, "SafeMode"),
		(37, "Pause"),
		(40, "Utility"),
		(41, "Proxy"),
		(42, "Multisig"),
		(43, "AccountRecovery"),
		(50, "MedicalRecords"),
		(51, "CommitteeCeremonies"),
	];
	assert_eq!(infos, expected);
}

#[test]
fn calls_of_the_records_pallet_have_their_indices() {
	let expected = [
		"register_user",
		"set_role",
		"set_committee",
		"register_record",
		"acknowledge_record",
		"suspend_record",
		"resume_record",
		"allow_correction",
		"request_access",
		"approve",
		"reject",
		"grant_consent",
		"deny_consent",
		"close_request",
		"erase_record",
		"approve_many",
		"cancel_request",
		"retire_committee",
		"refuse_record",
		"finish_erasure",
		"stop_erasure",
		"hold_record",
		"lift_hold",
		"enrol",
		"deregister",
		"sponsor",
		"end_sponsorship",
		"name_guardian",
		"freeze_account",
		"unfreeze_account",
		"replace_account",
		"publish_catalogue",
		"withdraw_catalogue",
		"set_searchable",
		"set_search_directive",
		"attest_erasure",
		"set_emergency",
		"add_emergency",
		"remove_emergency",
		"break_glass",
		"file_statement",
		"submit_review",
		"enforce_review",
		"reinstate",
		"set_facility",
	];
	let names = records::Call::<Runtime>::get_call_names();
	let indices = records::Call::<Runtime>::get_call_indices();
	assert_eq!(names, expected);
	assert_eq!(indices, (0..45).collect::<Vec<u8>>());
}

/// The name and index of each call of `C`.
fn calls<C: GetCallName + GetCallIndex>() -> Vec<(&'static str, u8)> {
	let names = C::get_call_names().iter().copied();
	names.zip(C::get_call_indices().iter().copied()).collect()
}

#[test]
fn calls_of_governance_have_their_indices() {
	assert_eq!(calls::<council_seats::Call<Runtime>>(), [("set_members", 0)]);
	assert_eq!(calls::<upgrades::Call<Runtime>>(), [("authorize_upgrade", 0)]);
	assert_eq!(
		calls::<enactment::Call<Runtime>>(),
		[("schedule", 0), ("stop", 1), ("enact", 2), ("remove_lapsed", 3)]
	);
	assert_eq!(
		calls::<succession::Call<Runtime>>(),
		[("give_notice", 0), ("stop_notice", 1), ("carry_out", 2)]
	);
	assert_eq!(calls::<pause::Call<Runtime>>(), [("pause", 0)]);
	assert_eq!([Body::Council, Body::Recovery].encode(), [0, 1]);
}

#[test]
fn hold_reasons_have_their_bytes() {
	let friends = RuntimeHoldReason::AccountRecovery;
	let expected: [(RuntimeHoldReason, [u8; 2]); 10] = [
		(
			RuntimeHoldReason::MedicalRecords(records::HoldReason::Record),
			[50, 0],
		),
		(
			RuntimeHoldReason::MedicalRecords(records::HoldReason::Request),
			[50, 1],
		),
		(
			RuntimeHoldReason::MedicalRecords(records::HoldReason::User),
			[50, 2],
		),
		(
			RuntimeHoldReason::MedicalRecords(records::HoldReason::Catalogue),
			[50, 3],
		),
		(
			RuntimeHoldReason::Council(pallet_collective::HoldReason::ProposalSubmission),
			[30, 0],
		),
		(
			RuntimeHoldReason::Recovery(pallet_collective::HoldReason::ProposalSubmission),
			[34, 0],
		),
		(friends(pallet_recovery::HoldReason::FriendGroupsStorage), [43, 0]),
		(friends(pallet_recovery::HoldReason::AttemptStorage), [43, 1]),
		(friends(pallet_recovery::HoldReason::InheritorStorage), [43, 2]),
		(friends(pallet_recovery::HoldReason::SecurityDeposit), [43, 3]),
	];
	for (reason, bytes) in expected {
		assert_eq!(reason.encode(), bytes, "{reason:?}");
	}
}

#[test]
fn proxy_types_have_their_bytes() {
	let types = [
		ProxyType::Any,
		ProxyType::NonTransfer,
		ProxyType::Records,
		ProxyType::Council,
	];
	assert_eq!(types.encode(), [0, 1, 2, 3]);
}

#[test]
fn version_names_the_chain() {
	assert_eq!(
		(VERSION.spec_name.as_ref(), VERSION.spec_version),
		("medquorum", 3)
	);
}

/// A runtime that moves the records to another layout is another version, or no running chain would take it.
#[test]
fn version_goes_up_with_the_layout_of_the_records() {
	let layout = pallet_medical_records::Pallet::<Runtime>::in_code_storage_version();
	assert!(layout <= StorageVersion::new(u16::try_from(VERSION.spec_version).expect("a small number")));
}

#[test]
fn view_functions_answer_by_id() {
	chain("development").execute_with(|| {
		let ask =
			|id, input: Vec<u8>| Runtime::execute_view_function(id, input).expect("the view function exists");

		let id = records::RequestStatusViewFunction::<Runtime>::id();
		let answer = ask(id, [7u8; 16].encode());
		assert_eq!(
			Option::<records::RequestStatus>::decode(&mut &answer[..]),
			Ok(None)
		);

		let id = records::MayReadViewFunction::<Runtime>::id();
		let answer = ask(id, ([7u8; 16], Ferdie.to_account_id()).encode());
		let access = records::ReadAccess::<BlockNumber>::decode(&mut &answer[..]);
		assert_eq!(access, Ok(records::ReadAccess::UnknownRecord));
	});
}

/// Every call, as large as it can be.
fn largest_calls() -> Vec<records::Call<Runtime>> {
	[
		largest_of_people(),
		largest_of_records(),
		largest_of_requests_and_erasure(),
		largest_of_ends(),
		largest_of_accounts(),
		largest_of_emergencies(),
	]
	.concat()
}

fn largest_of_people() -> Vec<records::Call<Runtime>> {
	use records::Call::*;
	let (key, who) = ([0; 32], Ferdie.to_account_id());
	let admin = records::Admin {
		account: who.clone(),
		index: 1,
		enc_pk: key,
		x_j: key,
		z_j: key,
		zp_j: key,
		cert: records::no_signature(),
	};
	let most = constants::records::MAX_ADMINS as usize;
	let admins = vec![admin; most].try_into();
	let handover = vec![(1, records::no_signature()); most].try_into();
	vec![
		register_user {
			csp_pk: key,
			enc_pk: key,
			key_sig: records::no_signature(),
		},
		set_role {
			who: who.clone(),
			role: records::Role::Patient,
		},
		set_committee {
			key_id: 1,
			k: 9,
			x: key,
			admins: admins.expect("as many as allowed"),
			handover: handover.expect("as many as allowed"),
			at_once: true,
		},
	]
}

fn largest_of_records() -> Vec<records::Call<Runtime>> {
	use records::Call::*;
	let (id, key, who) = ([0; 16], [0; 32], Ferdie.to_account_id());
	vec![
		register_record {
			nonce: id,
			key_id: 1,
			patient: who.clone(),
			commitment: key,
			capsule: [0; 128],
			csp_enc: key,
			csp_check: key,
			locator: [0; 64],
			supersedes: Some(id),
			searchable: true,
		},
		acknowledge_record {
			record_id: id,
			versions: constants::records::MAX_VERSIONS,
			requests: constants::records::MAX_REQUESTS_PER_RECORD * constants::records::MAX_VERSIONS,
		},
		suspend_record {
			record_id: id,
			requests: constants::records::MAX_REQUESTS_PER_RECORD,
		},
		resume_record { record_id: id },
		allow_correction {
			record_id: id,
			uploader: Some(who),
		},
	]
}

fn largest_of_requests_and_erasure() -> Vec<records::Call<Runtime>> {
	use records::Call::*;
	let (id, key) = ([0; 16], [0; 32]);
	vec![
		request_access {
			record_id: id,
			seq: 0,
			q: key,
			epk: key,
			auth_sig: records::no_signature(),
			purpose: records::Purpose::Treatment,
		},
		approve {
			request_id: id,
			share: [0; 288],
		},
		reject {
			request_id: id,
			reason: records::RejectionReason::Other,
		},
		grant_consent {
			request_id: id,
			sealed: [0; 80],
		},
		deny_consent { request_id: id },
		close_request { request_id: id },
		erase_record {
			record_id: id,
			reason: records::ErasureReason::Other,
			versions: constants::records::MAX_VERSIONS,
			requests: constants::records::MAX_REQUESTS_PER_RECORD * constants::records::MAX_VERSIONS,
		},
		approve_many {
			approvals: vec![(id, [0; 288]); 16].try_into().expect("at most sixteen"),
		},
		cancel_request { request_id: id },
		retire_committee { key_id: 1 },
	]
}

fn largest_of_ends() -> Vec<records::Call<Runtime>> {
	use records::Call::*;
	let id = [0; 16];
	let (versions, each) = (
		constants::records::MAX_VERSIONS,
		constants::records::MAX_REQUESTS_PER_RECORD,
	);
	vec![
		refuse_record {
			record_id: id,
			reason: records::RefusalReason::Other,
			requests: each,
		},
		finish_erasure {
			record_id: id,
			versions,
			requests: each,
		},
		stop_erasure { record_id: id },
		hold_record {
			record_id: id,
			reason: records::LegalHoldReason::Other,
			until: 0,
		},
		lift_hold { record_id: id },
	]
}

fn largest_of_accounts() -> Vec<records::Call<Runtime>> {
	use records::Call::*;
	let (id, key, who) = ([0; 16], [0; 32], Ferdie.to_account_id());
	vec![
		enrol {
			patient: who.clone(),
			csp_pk: key,
			enc_pk: key,
			key_sig: records::no_signature(),
		},
		deregister {},
		sponsor {
			employee: who.clone(),
			per_day: 1,
		},
		end_sponsorship {
			employee: who.clone(),
		},
		name_guardian {
			guardian: Some(who.clone()),
			until: Some(0),
		},
		freeze_account { who: who.clone() },
		unfreeze_account { who: who.clone() },
		replace_account {
			old: who.clone(),
			new: who.clone(),
		},
		publish_catalogue {
			epoch: 1,
			number: 1,
			commitment: key,
			locator: [0; 64],
			keyring: key,
		},
		withdraw_catalogue { facility: who },
		set_searchable {
			record_id: id,
			searchable: true,
		},
		set_search_directive { searchable: true },
		attest_erasure { record_id: id },
	]
}

fn largest_of_emergencies() -> Vec<records::Call<Runtime>> {
	use records::Call::*;
	let (id, key, who) = ([0; 16], [0; 32], Ferdie.to_account_id());
	let directive = records::EmergencyDirective {
		key_id: 2,
		scope: records::EmergencyScope::BothKeys,
	};
	vec![
		set_emergency {
			directive: Some(directive),
		},
		add_emergency {
			record_id: id,
			key_id: 2,
			nonce: id,
			capsule: [0; 128],
			wrap: records::EmergencyWrap::BothKeys([0; 92]),
		},
		remove_emergency {
			record_id: id,
			requests: constants::records::MAX_REQUESTS_PER_RECORD,
		},
		break_glass {
			record_id: id,
			seq: 0,
			q: key,
			epk: key,
			auth_sig: records::no_signature(),
			reason: records::Purpose::BreakTheGlass,
		},
		file_statement {
			request_id: id,
			statement: key,
		},
		submit_review {
			request_id: id,
			verdict: records::Verdict::Unjustified,
		},
		enforce_review { request_id: id },
		reinstate { who: who.clone() },
		set_facility {
			who,
			facility: Some(1),
		},
	]
}

#[test]
fn every_call_of_the_records_pallet_weighs_something_and_fits_a_block() {
	let calls = largest_calls();
	let names: Vec<&str> = calls.iter().map(GetCallName::get_call_name).collect();
	assert_eq!(names, records::Call::<Runtime>::get_call_names());
	let limits = <Runtime as frame_system::Config>::BlockWeights::get();
	let normal = limits
		.get(DispatchClass::Normal)
		.max_extrinsic
		.expect("there is a limit");
	for call in calls {
		let name = call.get_call_name();
		let info = RuntimeCall::MedicalRecords(call).get_dispatch_info();
		// Nobody's tips crowd out those who decide.
		let class = match name {
			"approve" | "approve_many" | "reject" => DispatchClass::Operational,
			_ => DispatchClass::Normal,
		};
		assert_eq!(info.class, class, "{name}");
		// A multiplication of a point takes some 0.1 ms: nothing here is cheaper than a tenth of that.
		assert!(info.call_weight.ref_time() > 10_000_000, "{name}");
		// That one reads nothing.
		let reads = name != "set_facility";
		assert_eq!(info.call_weight.proof_size() > 0, reads, "{name}");
		assert!(
			info.call_weight.all_lte(normal),
			"{name} does not fit: {:?}",
			info.call_weight
		);
	}
}
