//! Each of the two bodies can replace the other by notice, and nobody can be in the way for ever.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{
	account, at, chain, council, decided, enacted, events, members, recovery, seated, signed,
};
use configs::governance::{CouncilCollective, RecoveryCollective};
use constants::{governance::*, time::DAYS};
use frame_support::{assert_noop, assert_ok};
use medquorum_runtime::*;
use sp_keyring::Sr25519Keyring::{self, *};
use sp_runtime::DispatchError::BadOrigin;
use succession::{Body, Call, Error, Event, Notices, Period};

/// Blocks of a notice on a development chain.
const DEVELOPMENT_PERIOD: BlockNumber = 20;

/// People who sit nowhere.
const OTHERS: [Sr25519Keyring; 3] = [Two, AliceStash, BobStash];

fn people(keys: &[Sr25519Keyring]) -> Vec<AccountId> {
	keys.iter().map(|key| account(*key)).collect()
}

#[test]
fn notice_is_a_week_where_the_genesis_says_nothing_and_twenty_blocks_in_development() {
	let nothing = serde_json::to_value(RuntimeGenesisConfig::default()).expect("JSON");
	assert_eq!(nothing["succession"]["period"], 7 * DAYS);
	for name in ["development", "local_testnet"] {
		chain(name).execute_with(|| assert_eq!(Period::<Runtime>::get(), DEVELOPMENT_PERIOD));
	}
	chain("development").execute_with(|| {
		Period::<Runtime>::kill();
		assert_eq!(Period::<Runtime>::get(), 7 * DAYS);
	});
}

#[test]
fn the_recovery_body_replaces_the_council_by_a_motion_of_two_and_twenty_blocks() {
	chain("development").execute_with(|| {
		let (body, index, due) = (Body::Council, 0, 1 + DEVELOPMENT_PERIOD);
		let call = Call::give_notice {
			body,
			members: people(&OTHERS),
		};
		assert_ok!(decided::<RecoveryCollective>(
			RuntimeCall::Succession(call),
			&[Eve, One]
		));
		let named = seated(&OTHERS);
		System::assert_has_event(
			Event::NoticeGiven {
				body,
				index,
				due,
				members: named.clone(),
			}
			.into(),
		);
		at(due - 1);
		assert_noop!(
			Succession::carry_out(signed(Two), body, index),
			Error::<Runtime>::NotDue
		);
		at(due);
		assert_ok!(Succession::carry_out(signed(Two), body, index));
		assert_eq!(events(), [Event::Replaced { body, index }.into()]);
		assert_eq!(members::<CouncilCollective>(), named);
		assert_noop!(
			Succession::carry_out(signed(Two), body, index),
			Error::<Runtime>::NoNotice
		);
	});
}

#[test]
fn the_council_replaces_the_recovery_body_in_the_same_way() {
	chain("development").execute_with(|| {
		let (body, index) = (Body::Recovery, 0);
		let call = Call::give_notice {
			body,
			members: people(&OTHERS),
		};
		assert_ok!(decided::<CouncilCollective>(
			RuntimeCall::Succession(call),
			&[Alice, Bob, Charlie]
		));
		at(DEVELOPMENT_PERIOD);
		assert_noop!(
			Succession::carry_out(signed(Two), body, index),
			Error::<Runtime>::NotDue
		);
		at(1 + DEVELOPMENT_PERIOD);
		assert_ok!(Succession::carry_out(signed(Two), body, index));
		assert_eq!(members::<RecoveryCollective>(), seated(&OTHERS));
	});
}

#[test]
fn notice_takes_two_thirds_of_the_other_body() {
	chain("development").execute_with(|| {
		let named = people(&OTHERS);
		for origin in [
			recovery(3, 5),
			recovery(1, 3),
			council(4, 4),
			signed(Eve),
			enacted(),
		] {
			assert_noop!(
				Succession::give_notice(origin, Body::Council, named.clone()),
				BadOrigin
			);
		}
		for origin in [
			council(3, 5),
			council(2, 4),
			recovery(3, 3),
			signed(Alice),
			enacted(),
		] {
			assert_noop!(
				Succession::give_notice(origin, Body::Recovery, named.clone()),
				BadOrigin
			);
		}
		assert_ok!(Succession::give_notice(
			recovery(2, 3),
			Body::Council,
			named.clone()
		));
		assert_ok!(Succession::give_notice(council(4, 6), Body::Recovery, named));
	});
}

#[test]
fn no_list_of_members_leaves_a_body_that_cannot_decide() {
	type Refused = council_seats::Error<Runtime>;
	let many: Vec<AccountId> = (0..17u8).map(|byte| [byte; 32].into()).collect();
	let lists = |elsewhere| {
		[
			(vec![], Refused::TooFewMembers),
			(many[..2].to_vec(), Refused::TooFewMembers),
			(people(&[Two, AliceStash, Two]), Refused::DuplicateMember),
			(many.clone(), Refused::TooManyMembers),
			(people(&[Two, AliceStash, elsewhere]), Refused::MemberOfOtherBody),
		]
	};
	chain("development").execute_with(|| {
		for (list, refused) in lists(Eve) {
			assert_noop!(
				Succession::give_notice(recovery(3, 3), Body::Council, list),
				refused
			);
		}
		for (list, refused) in lists(Alice) {
			assert_noop!(
				Succession::give_notice(council(4, 4), Body::Recovery, list),
				refused
			);
		}
		let sixteen = many[..16].to_vec();
		assert_ok!(Succession::give_notice(
			recovery(3, 3),
			Body::Council,
			sixteen.clone()
		));
		at(1 + DEVELOPMENT_PERIOD);
		assert_ok!(Succession::carry_out(signed(Two), Body::Council, 0));
		assert_eq!(members::<CouncilCollective>(), sixteen);
	});
}

#[test]
fn who_was_seated_elsewhere_meanwhile_is_refused_when_it_is_due() {
	chain("development").execute_with(|| {
		assert_ok!(Succession::give_notice(
			recovery(3, 3),
			Body::Council,
			people(&OTHERS)
		));
		assert_ok!(Succession::give_notice(
			council(4, 4),
			Body::Recovery,
			people(&[Two, Ferdie, One])
		));
		at(1 + DEVELOPMENT_PERIOD);
		frame_support::hypothetically!({
			// The first to be carried out voids what the other body had given notice of.
			assert_ok!(Succession::carry_out(signed(Two), Body::Recovery, 1));
			assert_noop!(
				Succession::carry_out(signed(Two), Body::Council, 0),
				Error::<Runtime>::NoNotice
			);
		});
		assert_ok!(CouncilSeats::set_members(enacted(), people(&[Two, Alice, Bob])));
		assert_noop!(
			Succession::carry_out(signed(Two), Body::Recovery, 1),
			council_seats::Error::<Runtime>::MemberOfOtherBody
		);
	});
}

#[test]
fn notice_to_the_council_is_stopped_by_more_than_half_of_it_or_a_third_of_the_recovery_body() {
	let (body, index) = (Body::Council, 0);
	chain("development").execute_with(|| {
		assert_ok!(Succession::give_notice(recovery(2, 3), body, people(&OTHERS)));
		// Half of the council is what is left when half of the keys are lost.
		for origin in [council(2, 4), recovery(1, 4), signed(Alice), enacted()] {
			assert_noop!(Succession::stop_notice(origin, body, index), BadOrigin);
		}
		let stopped = |origin| {
			frame_support::hypothetically!({
				at(5);
				assert_ok!(Succession::stop_notice(origin, body, index));
				assert_eq!(events(), [Event::NoticeStopped { body, index }.into()]);
				at(1 + DEVELOPMENT_PERIOD);
				assert_noop!(
					Succession::carry_out(signed(Two), body, index),
					Error::<Runtime>::NoNotice
				);
			});
		};
		stopped(council(3, 4));
		stopped(recovery(1, 3));
		// Its number is part of the decision: a later notice is another one.
		assert_noop!(
			Succession::stop_notice(council(3, 4), body, 1),
			Error::<Runtime>::NoNotice
		);
		assert!(Notices::<Runtime>::contains_key(body));
	});
}

#[test]
fn notice_to_the_recovery_body_is_stopped_by_a_third_of_either() {
	let (body, index) = (Body::Recovery, 0);
	chain("development").execute_with(|| {
		assert_ok!(Succession::give_notice(council(4, 4), body, people(&OTHERS)));
		for origin in [council(1, 4), recovery(1, 4), signed(Alice), enacted()] {
			assert_noop!(Succession::stop_notice(origin, body, index), BadOrigin);
		}
		for origin in [council(2, 6), recovery(1, 3)] {
			frame_support::hypothetically_ok!(Succession::stop_notice(origin, body, index));
		}
	});
}

#[test]
fn a_body_has_one_notice_at_a_time_and_one_that_lapsed_is_replaced() {
	let body = Body::Council;
	chain("development").execute_with(|| {
		let give = |keys: &[Sr25519Keyring]| Succession::give_notice(recovery(2, 3), body, people(keys));
		assert_ok!(give(&OTHERS));
		let last = 1 + DEVELOPMENT_PERIOD + NOTICE_LIFETIME;
		at(last);
		assert_noop!(give(&OTHERS), Error::<Runtime>::AlreadyGiven);
		frame_support::hypothetically_ok!(Succession::carry_out(signed(Two), body, 0));
		at(last + 1);
		assert_noop!(
			Succession::carry_out(signed(Two), body, 0),
			Error::<Runtime>::TooLate
		);
		assert_ok!(give(&[Two, AliceStash, Alice]));
		let notice = Notices::<Runtime>::get(body).expect("it was given");
		assert_eq!((notice.index, notice.due), (1, last + 1 + DEVELOPMENT_PERIOD));
	});
}

/// Who had stolen the council's keys would otherwise have another council ready for the moment after.
#[test]
fn what_a_replaced_council_had_scheduled_is_void() {
	chain("development").execute_with(|| {
		let scheduled = |keys: &[Sr25519Keyring]| {
			let members = people(keys);
			let call = RuntimeCall::CouncilSeats(council_seats::Call::set_members { members });
			Enactment::schedule(council(4, 4), Box::new(call))
		};
		assert_ok!(Succession::give_notice(
			recovery(2, 3),
			Body::Council,
			people(&OTHERS)
		));
		assert_ok!(scheduled(&[Alice, Bob, Charlie]));
		at(1 + DEVELOPMENT_PERIOD);
		assert_ok!(Succession::carry_out(signed(Two), Body::Council, 0));
		assert_noop!(
			Enactment::enact(signed(Alice), 0).map_err(|error| error.error),
			enactment::Error::<Runtime>::TooLate
		);
		assert_ok!(Enactment::remove_lapsed(signed(Alice), 0));
		// The new council decides as before.
		assert_ok!(scheduled(&[Alice, Two, AliceStash]));
		at(1 + DEVELOPMENT_PERIOD + 10);
		assert_ok!(Enactment::enact(signed(Alice), 1));
		assert_eq!(members::<CouncilCollective>(), seated(&[Alice, Two, AliceStash]));
	});
}
