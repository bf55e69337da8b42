//! Who decides: more than half of the council, two thirds, or nobody, in the calls that matter.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{
	account, at, chain, committee::committee, council, decided, enacted, members, named, recovery, refusal,
	seated, signed,
};
use configs::governance::{CouncilCollective, MotionDuration, RecoveryCollective};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::IntegrityTest};
use medquorum_runtime::*;
use pallet_medical_records::{Role, Users};
use parity_scale_codec::{Decode, Encode};
use sp_keyring::Sr25519Keyring::{self, *};
use sp_runtime::{
	DispatchError::BadOrigin,
	traits::{BlakeTwo256, Dispatchable, Hash as _},
};

/// A call by which Two becomes a clinician.
fn a_role() -> RuntimeCall {
	RuntimeCall::MedicalRecords(pallet_medical_records::Call::set_role {
		who: account(Two),
		role: Role::Clinician,
	})
}

/// A motion of three of the four: proposed by Alice, with the votes of `yes`, and closed.
fn motion(call: RuntimeCall, yes: &[Sr25519Keyring]) -> frame_support::dispatch::DispatchResultWithPostInfo {
	let (hash, length) = named(&call);
	let weight = call.get_dispatch_info().call_weight;
	let index = pallet_collective::ProposalCount::<Runtime, CouncilCollective>::get();
	assert_ok!(Council::propose(signed(Alice), 3, Box::new(call), length));
	for member in yes {
		assert_ok!(Council::vote(signed(*member), hash, index, true));
	}
	Council::close(signed(Alice), hash, index, weight, length)
}

#[test]
fn council_gives_a_role_by_a_motion_of_three() {
	chain("development").execute_with(|| {
		let call = a_role();
		assert_ok!(motion(call, &[Alice, Bob, Charlie]));
		assert_eq!(
			Users::<Runtime>::get(account(Two)).map(|user| user.role),
			Some(Role::Clinician)
		);
	});
}

#[test]
fn council_gives_no_role_when_two_agree() {
	chain("development").execute_with(|| {
		let call = a_role();
		assert!(motion(call, &[Alice, Bob]).is_err());
		assert_eq!(Users::<Runtime>::get(account(Two)), None);
	});
}

#[test]
fn silence_counts_as_no_even_when_the_prime_says_yes() {
	chain("development").execute_with(|| {
		pallet_collective::Prime::<Runtime, CouncilCollective>::put(account(Alice));
		let call = a_role();
		let (hash, length) = named(&call);
		let weight = call.get_dispatch_info().call_weight;
		assert_ok!(Council::propose(signed(Alice), 3, Box::new(call), length));
		for member in [Alice, Bob] {
			assert_ok!(Council::vote(signed(member), hash, 0, true));
		}
		System::set_block_number(2 + MotionDuration::get());
		assert_ok!(Council::close(signed(Alice), hash, 0, weight, length));
		System::assert_has_event(
			pallet_collective::Event::<Runtime, CouncilCollective>::Disapproved { proposal_hash: hash }
				.into(),
		);
		assert_eq!(Users::<Runtime>::get(account(Two)), None);
	});
}

#[test]
fn a_motion_lasts_two_days() {
	chain("development").execute_with(|| {
		assert_eq!(MotionDuration::get(), 2 * constants::time::DAYS);
		let call = a_role();
		let (hash, length) = named(&call);
		let weight = call.get_dispatch_info().call_weight;
		assert_ok!(Council::propose(signed(Alice), 3, Box::new(call), length));
		at(MotionDuration::get());
		let close = || Council::close(signed(Two), hash, 0, weight, length).map_err(|e| e.error);
		assert_noop!(
			close(),
			pallet_collective::Error::<Runtime, CouncilCollective>::TooEarly
		);
		at(1 + MotionDuration::get());
		assert_ok!(close());
	});
}

/// A motion that is told from the others by its number.
fn numbered(number: u8) -> (RuntimeCall, Hash, u32) {
	let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![number] });
	let (hash, length) = named(&call);
	(call, hash, length)
}

#[test]
fn a_member_has_two_motions_open_at_most() {
	type TooMany = council_seats::Error<Runtime>;
	chain("development").execute_with(|| {
		let propose = |who, number| {
			let (call, _, length) = numbered(number);
			Council::propose(signed(who), 3, Box::new(call), length).map_err(|e| e.error)
		};
		assert_ok!(propose(Alice, 0));
		assert_ok!(propose(Alice, 1));
		assert_noop!(propose(Alice, 2), TooMany::TooManyMotions);
		// Others have their own two, and Alice votes as before.
		assert_ok!(propose(Bob, 3));
		assert_ok!(propose(Bob, 4));
		assert_noop!(propose(Bob, 5), TooMany::TooManyMotions);
		let (call, hash, length) = numbered(0);
		for member in [Alice, Bob, Charlie] {
			assert_ok!(Council::vote(signed(member), hash, 0, true));
		}
		let weight = call.get_dispatch_info().call_weight;
		assert_ok!(Council::close(signed(Eve), hash, 0, weight, length));
		// One that ended no longer counts, whether or not its deposit was fetched: the same again is one open motion.
		assert_ok!(propose(Alice, 0));
		assert_noop!(propose(Alice, 2), TooMany::TooManyMotions);
		// One that is carried out at once is never open.
		let (call, _, length) = numbered(9);
		assert_ok!(Council::propose(signed(Alice), 1, Box::new(call), length));
	});
}

#[test]
fn a_member_of_the_recovery_body_has_two_motions_open_at_most() {
	chain("development").execute_with(|| {
		let propose = |number| {
			let (call, _, length) = numbered(number);
			Recovery::propose(signed(Eve), 2, Box::new(call), length).map_err(|e| e.error)
		};
		assert_ok!(propose(0));
		assert_ok!(propose(1));
		assert_noop!(propose(2), council_seats::Error::<Runtime>::TooManyMotions);
	});
}

#[test]
fn the_deposit_of_a_motion_is_held_and_returned() {
	use frame_support::traits::fungible::InspectHold;
	chain("development").execute_with(|| {
		let held = |reason| Balances::balance_on_hold(&reason, &account(Alice));
		let reason = configs::governance::CouncilHoldReason::get();
		let (call, hash, length) = numbered(0);
		assert_ok!(Council::propose(signed(Alice), 2, Box::new(call.clone()), length));
		assert_eq!(held(reason), constants::currency::deposit(2, 1024));
		assert_ok!(Council::vote(signed(Bob), hash, 0, true));
		assert_ok!(Council::vote(signed(Charlie), hash, 0, true));
		let weight = call.get_dispatch_info().call_weight;
		assert_ok!(Council::close(signed(Alice), hash, 0, weight, length));
		assert_ok!(Council::release_proposal_cost(signed(Alice), hash));
		assert_eq!(held(reason), 0);
		// The same call once more, and again before anybody fetched that deposit: it comes back by itself.
		for index in [1, 2] {
			assert_ok!(Council::propose(signed(Alice), 2, Box::new(call.clone()), length));
			assert_eq!(held(reason), constants::currency::deposit(2, 1024));
			for member in [Alice, Bob] {
				assert_ok!(Council::vote(signed(member), hash, index, true));
			}
			assert_ok!(Council::close(signed(Alice), hash, index, weight, length));
		}
	});
}

/// Neither an account nor a body makes these at once, not even all of the council, nor root.
#[test]
fn committees_members_and_upgrades_are_made_by_what_was_scheduled_only() {
	chain("development").execute_with(|| {
		let code_hash = BlakeTwo256::hash(b"the next runtime");
		let new = [Two, Charlie, Dave].map(account).to_vec();
		let calls = [
			RuntimeCall::MedicalRecords(committee(2)),
			RuntimeCall::Upgrades(upgrades::Call::authorize_upgrade { code_hash }),
			RuntimeCall::CouncilSeats(council_seats::Call::set_members { members: new }),
		];
		for call in calls {
			let origins = [
				council(3, 4),
				council(4, 4),
				recovery(3, 3),
				signed(Alice),
				RuntimeOrigin::root(),
			];
			for origin in origins {
				assert_eq!(refusal(call.clone(), origin), BadOrigin, "{call:?}");
			}
			assert_ok!(call.dispatch(enacted()));
		}
	});
}

#[test]
fn a_committee_is_retired_at_once_by_two_thirds() {
	chain("development").execute_with(|| {
		let key_id = genesis_config_presets::DEVELOPMENT_KEY_ID;
		let call = RuntimeCall::MedicalRecords(pallet_medical_records::Call::retire_committee { key_id });
		for origin in [council(3, 5), recovery(3, 3), signed(Alice), enacted()] {
			assert_eq!(refusal(call.clone(), origin), BadOrigin);
		}
		assert_ok!(motion(call, &[Alice, Bob, Charlie]));
		System::assert_has_event(pallet_medical_records::Event::CommitteeRetired { key_id }.into());
	});
}

#[test]
fn roles_and_collators_take_more_than_half() {
	chain("development").execute_with(|| {
		let collators = RuntimeCall::CollatorSelection(pallet_collator_selection::Call::set_invulnerables {
			new: vec![account(Alice)],
		});
		for call in [a_role(), collators] {
			for origin in [council(2, 4), recovery(3, 3), signed(Alice), enacted()] {
				assert_eq!(refusal(call.clone(), origin), BadOrigin, "{call:?}");
			}
			assert_ok!(call.dispatch(council(3, 5)));
		}
	});
}

#[test]
fn nobody_becomes_a_collator_by_standing_for_it() {
	chain("development").execute_with(|| {
		assert_ok!(CollatorSelection::set_desired_candidates(council(3, 4), 3));
		assert_ok!(CollatorSelection::set_candidacy_bond(council(3, 4), 1));
		// Session keys are all that a candidate needs beside money.
		let keys = SessionKeys {
			aura: AuraId::from(Bob.public()),
		};
		pallet_session::NextKeys::<Runtime>::insert(account(Bob), keys);
		assert_noop!(
			CollatorSelection::register_as_candidate(signed(Bob)).map_err(|e| e.error),
			pallet_collator_selection::Error::<Runtime>::TooManyCandidates
		);
		assert!(pallet_collator_selection::CandidateList::<Runtime>::get().is_empty());
		// The council's way is open.
		assert_ok!(CollatorSelection::add_invulnerable(council(3, 4), account(Bob)));
	});
}

#[test]
fn unauthorised_code_is_refused() {
	chain("development").execute_with(|| {
		assert_ok!(Upgrades::authorize_upgrade(
			enacted(),
			BlakeTwo256::hash(b"the next runtime")
		));
		let call = RuntimeCall::System(frame_system::Call::apply_authorized_upgrade {
			code: b"another".to_vec(),
		});
		let error = call.dispatch(signed(Eve)).expect_err("it is refused").error;
		assert_eq!(error, frame_system::Error::<Runtime>::Unauthorized.into());
	});
}

#[test]
fn neither_body_is_root() {
	chain("development").execute_with(|| {
		let set_code = RuntimeCall::System(frame_system::Call::set_code { code: vec![] });
		let kill = RuntimeCall::System(frame_system::Call::kill_storage { keys: vec![] });
		let cursor = RuntimeCall::Migrations(pallet_migrations::Call::force_set_cursor { cursor: None });
		for call in [set_code, kill, cursor] {
			for origin in [council(4, 4), recovery(3, 3), enacted()] {
				assert_eq!(refusal(call.clone(), origin), BadOrigin, "{call:?}");
			}
		}
	});
}

/// Each of these lists would end governance for ever: nobody is above the council.
#[test]
fn no_list_of_members_leaves_a_council_that_cannot_decide() {
	type Refused = council_seats::Error<Runtime>;
	chain("development").execute_with(|| {
		let before = members::<CouncilCollective>();
		let many: Vec<AccountId> = (0..17u8).map(|byte| [byte; 32].into()).collect();
		let twice = [Two, Alice, Bob, Two].map(account).to_vec();
		let elsewhere = [Alice, Bob, Eve].map(account).to_vec();
		let lists = [
			(vec![], Refused::TooFewMembers),
			(many[..2].to_vec(), Refused::TooFewMembers),
			(twice, Refused::DuplicateMember),
			(many.clone(), Refused::TooManyMembers),
			(elsewhere, Refused::MemberOfOtherBody),
		];
		for (list, refused) in lists {
			assert_noop!(CouncilSeats::set_members(enacted(), list), refused);
		}
		assert_eq!(members::<CouncilCollective>(), before);
		assert_ok!(CouncilSeats::set_members(enacted(), many[..16].to_vec()));
		assert_ok!(CouncilSeats::set_members(enacted(), many[..3].to_vec()));
		assert_eq!(members::<CouncilCollective>(), many[..3]);
		// The collective's own call takes any list, so nobody may call it.
		for origin in [council(4, 4), signed(Alice), enacted(), RuntimeOrigin::root()] {
			assert_noop!(
				Council::set_members(origin.clone(), vec![], None, 16).map_err(|e| e.error),
				BadOrigin
			);
			assert_noop!(
				Recovery::set_members(origin, vec![], None, 16).map_err(|e| e.error),
				BadOrigin
			);
		}
	});
}

#[test]
fn a_motion_goes_on_without_the_votes_of_members_who_left() {
	chain("development").execute_with(|| {
		let call = a_role();
		let (hash, length) = named(&call);
		assert_ok!(Council::propose(signed(Alice), 3, Box::new(call), length));
		assert_ok!(Council::vote(signed(Alice), hash, 0, true));
		assert_ok!(Council::vote(signed(Bob), hash, 0, true));
		let next = [Bob, Charlie, Two].map(account).to_vec();
		assert_ok!(CouncilSeats::set_members(enacted(), next));
		let voting = pallet_collective::Voting::<Runtime, CouncilCollective>::get(hash);
		// index, threshold, ayes
		let voting = voting.expect("it is open").encode();
		let (_, _, ayes) = <(u32, u32, Vec<AccountId>)>::decode(&mut &voting[..]).expect("three fields");
		assert_eq!(ayes, [account(Bob)]);
	});
}

#[test]
fn the_recovery_body_decides_nothing_else() {
	chain("development").execute_with(|| {
		let role = a_role();
		let (hash, _) = named(&role);
		assert_ok!(decided::<RecoveryCollective>(role, &[Eve, Ferdie, One]));
		System::assert_has_event(
			pallet_collective::Event::<Runtime, RecoveryCollective>::Executed {
				proposal_hash: hash,
				result: Err(BadOrigin),
			}
			.into(),
		);
		let others = [
			RuntimeCall::Enactment(enactment::Call::stop { index: 0 }),
			RuntimeCall::Pause(pause::Call::pause {}),
			RuntimeCall::SafeMode(pallet_safe_mode::Call::force_enter {}),
			RuntimeCall::SafeMode(pallet_safe_mode::Call::force_exit {}),
			RuntimeCall::Council(pallet_collective::Call::kill { proposal_hash: hash }),
			RuntimeCall::Succession(succession::Call::give_notice {
				body: succession::Body::Recovery,
				members: seated(&[Alice, Bob, Two]),
			}),
		];
		for call in others {
			assert_eq!(refusal(call.clone(), recovery(3, 3)), BadOrigin, "{call:?}");
		}
	});
}

#[test]
fn every_pallet_is_set_sanely() {
	chain("development").execute_with(AllPalletsWithSystem::integrity_test);
}
