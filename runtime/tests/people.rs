//! Accounts of several keys, and accounts whose key is lost.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{account, at, chain, members, refusal, seated, signed};
use configs::governance::CouncilCollective;
use constants::currency::*;
use frame_support::{
	assert_noop, assert_ok,
	traits::{Currency, fungible::InspectHold},
	weights::Weight,
};
use medquorum_runtime::*;
use pallet_recovery::{Error, FriendGroup, HoldReason};
use sp_keyring::Sr25519Keyring::*;

fn transfer(amount: Balance) -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: account(Two).into(),
		value: amount,
	})
}

/// What a transaction of the multisig of Alice, Bob and Charlie is that needs two of them.
fn as_two_of_three(
	who: sp_keyring::Sr25519Keyring,
	since: Option<pallet_multisig::Timepoint<BlockNumber>>,
	call: RuntimeCall,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
	let others = seated(&[Alice, Bob, Charlie])
		.into_iter()
		.filter(|other| *other != account(who))
		.collect();
	Multisig::as_multi(signed(who), 2, others, since, Box::new(call), Weight::MAX)
}

#[test]
fn two_of_three_keys_act_for_an_account_and_one_does_not() {
	chain("development").execute_with(|| {
		let shared = Multisig::multi_account_id(&seated(&[Alice, Bob, Charlie]), 2);
		Balances::make_free_balance_be(&shared, 10 * MQD);
		let since = pallet_multisig::Timepoint { height: 1, index: 0 };
		assert_ok!(as_two_of_three(Alice, None, transfer(MQD)));
		assert_eq!(Balances::free_balance(&shared), 10 * MQD);
		// One item, and an account for each of the two approvals needed.
		assert_eq!(
			Balances::reserved_balance(account(Alice)),
			deposit(1, 128) + 2 * deposit(0, 32)
		);
		assert_noop!(
			as_two_of_three(Alice, Some(since), transfer(MQD)).map_err(|e| e.error),
			pallet_multisig::Error::<Runtime>::AlreadyApproved
		);
		assert_ok!(as_two_of_three(Bob, Some(since), transfer(MQD)));
		assert_eq!(Balances::free_balance(&shared), 9 * MQD);
		assert_eq!(Balances::reserved_balance(account(Alice)), 0);
	});
}

/// A seat that no single stolen key can use.
#[test]
fn an_account_of_several_keys_sits_in_the_council() {
	chain("development").execute_with(|| {
		let shared = Multisig::multi_account_id(&seated(&[Alice, Bob, Charlie]), 2);
		Balances::make_free_balance_be(&shared, 10 * MQD);
		let seats = vec![shared.clone(), account(Dave), account(Two)];
		assert_ok!(CouncilSeats::set_members(crate::common::enacted(), seats));
		assert!(members::<CouncilCollective>().contains(&shared));
		let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![1] });
		let propose = RuntimeCall::Council(pallet_collective::Call::propose {
			threshold: 2,
			length_bound: 100,
			proposal: Box::new(remark),
		});
		assert_ok!(as_two_of_three(Alice, None, propose.clone()));
		let since = pallet_multisig::Timepoint { height: 1, index: 0 };
		assert_ok!(as_two_of_three(Bob, Some(since), propose));
		let open = pallet_collective::Proposals::<Runtime, CouncilCollective>::get();
		assert_eq!(open.len(), 1);
	});
}

#[test]
fn friends_recover_an_account_after_its_delay_and_an_heir_acts_for_it() {
	chain("development").execute_with(|| {
		let (lost, friends) = (account(Eve), seated(&[Alice, Bob, Charlie]));
		let group = FriendGroup {
			friends: friends.try_into().expect("three are few"),
			friends_needed: 2,
			inheritor: account(Ferdie),
			inheritance_delay: 100,
			inheritance_priority: 0,
			cancel_delay: 10,
		};
		assert_ok!(AccountRecovery::set_friend_groups(signed(Eve), vec![group]));
		let held = |who, reason| {
			Balances::balance_on_hold(&RuntimeHoldReason::AccountRecovery(reason), &account(who))
		};
		assert!(held(Eve, HoldReason::FriendGroupsStorage) > DEPOSIT_PER_ITEM);
		assert_ok!(AccountRecovery::initiate_attempt(
			signed(Alice),
			lost.clone().into(),
			0
		));
		assert_eq!(held(Alice, HoldReason::SecurityDeposit), MQD);
		assert!(held(Alice, HoldReason::AttemptStorage) > DEPOSIT_PER_ITEM);
		// Who begins it has agreed to it.
		assert_ok!(AccountRecovery::approve_attempt(
			signed(Bob),
			lost.clone().into(),
			0
		));
		at(100);
		let finish = || AccountRecovery::finish_attempt(signed(Alice), lost.clone().into(), 0);
		assert_noop!(finish(), Error::<Runtime>::NotYetInheritable);
		at(101);
		assert_ok!(finish());
		assert_eq!(held(Alice, HoldReason::SecurityDeposit), 0);
		let before = Balances::free_balance(account(Two));
		let act = |who| {
			AccountRecovery::control_inherited_account(
				signed(who),
				lost.clone().into(),
				Box::new(transfer(MQD)),
			)
		};
		assert_noop!(act(Alice), Error::<Runtime>::NotInheritor);
		assert_ok!(act(Ferdie));
		assert_eq!(Balances::free_balance(account(Two)), before + MQD);
	});
}

#[test]
fn an_attempt_on_an_account_whose_owner_is_there_costs_its_deposit() {
	chain("development").execute_with(|| {
		let group = FriendGroup {
			friends: seated(&[Alice, Bob]).try_into().expect("two are few"),
			friends_needed: 2,
			inheritor: account(Bob),
			inheritance_delay: 100,
			inheritance_priority: 0,
			cancel_delay: 10,
		};
		assert_ok!(AccountRecovery::set_friend_groups(signed(Eve), vec![group]));
		assert_ok!(AccountRecovery::initiate_attempt(
			signed(Alice),
			account(Eve).into(),
			0
		));
		let pot = CollatorSelection::account_id();
		let (before, issued) = (Balances::free_balance(&pot), Balances::total_issuance());
		assert_ok!(AccountRecovery::slash_attempt(signed(Eve), 0));
		assert_eq!(Balances::free_balance(&pot), before + MQD);
		assert_eq!(Balances::total_issuance(), issued);
	});
}

/// A friend who was given one narrow task does not get the whole account by naming friends.
#[test]
fn a_narrow_proxy_does_not_name_friends() {
	chain("development").execute_with(|| {
		let kind = configs::ProxyType::NonTransfer;
		assert_ok!(Proxy::add_proxy(signed(Eve), account(Alice).into(), kind, 0));
		let call = RuntimeCall::AccountRecovery(pallet_recovery::Call::set_friend_groups {
			friend_groups: vec![],
		});
		assert_ok!(Proxy::proxy(
			signed(Alice),
			account(Eve).into(),
			None,
			Box::new(call.clone())
		));
		let filtered: sp_runtime::DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
		System::assert_has_event(
			pallet_proxy::Event::ProxyExecuted {
				result: Err(filtered),
			}
			.into(),
		);
		assert_ne!(refusal(call, crate::common::enacted()), filtered);
	});
}
