//! How attempts end, and with whose name.

use frame_support::{assert_noop, assert_ok};

use crate::{Event as PalletEvent, mock::*, people::*, types::*};

fn expire() -> frame_support::dispatch::DispatchResultWithPostInfo {
	Ceremonies::expire_ceremony(RuntimeOrigin::signed(signer()), KEY)
}

fn outcome() -> Outcome {
	match events().pop() {
		Some(PalletEvent::CeremonyEnded { outcome, .. }) => outcome,
		other => panic!("the last event is {other:?}"),
	}
}

/// After exactly so many blocks, and not one earlier, it ends with these names.
fn expires_after(blocks: u32, stage: Stage, indices: &[u16]) {
	wait(blocks);
	assert_noop!(expire(), Error::NotExpired);
	wait(1);
	assert_ok!(expire());
	let indices = indices.to_vec().try_into().unwrap();
	assert_eq!(outcome(), Outcome::Silent { stage, indices });
}

#[test]
fn who_is_silent_is_named() {
	run(|| {
		let cast = opened(3, 4);
		Ceremonies::do_join(&cast.seats[1].account, KEY, cast.join::<Test>(1)).unwrap();
		expires_after(10, Stage::Join, &[1, 3, 4]);
		assert_eq!(held(&cast.author), 0);
	});
	run(|| {
		let cast = opened(3, 4);
		cast.join_all::<Test>();
		Ceremonies::do_deal(&cast.seats[0].account, KEY, cast.deal::<Test>(0)).unwrap();
		expires_after(20, Stage::Deal, &[2, 3, 4]);
	});
	run(|| {
		let cast = opened(3, 4);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		cast.certify::<Test>(0).unwrap();
		cast.certify::<Test>(3).unwrap();
		expires_after(30, Stage::Certify, &[2, 3]);
	});
	run(|| {
		let (_, cast) = renewing(1);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		cast.certify_all::<Test>();
		Ceremonies::do_hand_over(&cast.dealers[2].0.account, KEY, cast.handover::<Test>(2)).unwrap();
		expires_after(30, Stage::HandOver, &[1, 2]);
	});
	run(|| {
		let cast = opened(3, 4);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		cast.certify_all::<Test>();
		wait(31);
		assert_noop!(
			Ceremonies::activate(RuntimeOrigin::signed(signer()), KEY),
			Error::TooLate
		);
		assert_ok!(expire());
		let (stage, indices) = (Stage::Ready, Default::default());
		assert_eq!(outcome(), Outcome::Silent { stage, indices });
	});
}

#[test]
fn each_of_the_people_can_leave_until_all_have_done_their_part() {
	run(|| {
		let cast = opened(3, 4);
		let stranger = RuntimeOrigin::signed(signer());
		assert_noop!(Ceremonies::leave_ceremony(stranger, KEY), Error::NotYourStep);
		let author = origin::<Test>(&cast.author);
		assert_noop!(Ceremonies::leave_ceremony(author, KEY), Error::NotYourStep);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		let who = || origin::<Test>(&cast.seats[2].account);
		assert_ok!(Ceremonies::leave_ceremony(who(), KEY));
		assert_eq!(outcome(), Outcome::Left { index: 3 });
	});
	run(|| {
		let (_, cast) = renewing(0);
		let dealer = origin::<Test>(&cast.dealers[1].0.account);
		assert_ok!(Ceremonies::leave_ceremony(dealer, KEY));
		assert_eq!(outcome(), Outcome::Left { index: 2 });
	});
	run(|| {
		let cast = opened(3, 4);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		cast.certify_all::<Test>();
		let who = origin::<Test>(&cast.seats[2].account);
		assert_noop!(Ceremonies::leave_ceremony(who, KEY), Error::CeremonyReady);
	});
}

#[test]
fn what_changed_meanwhile_is_not_overwritten() {
	run(|| {
		let (_, cast) = renewing(4);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		cast.certify_all::<Test>();
		cast.hand_over_all::<Test>();
		assert_ok!(MedicalRecords::retire_committee(RuntimeOrigin::root(), KEY));
		let retired = pallet_medical_records::Error::<Test>::CommitteeRetired;
		assert_noop!(
			Ceremonies::activate(RuntimeOrigin::signed(signer()), KEY),
			retired
		);
		// And there is a way out.
		wait(31);
		assert_ok!(expire());
	});
}
