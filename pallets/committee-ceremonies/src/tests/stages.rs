//! Each step: who may do it, when, and what is not taken.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::AccountId32;

use crate::{mock::*, people::*, types::*};

fn join(who: &AccountId32, join: Join) -> DispatchResult {
	Ceremonies::join_ceremony(
		origin::<Test>(who),
		KEY,
		join.one_time,
		join.join_sig,
		join.signature,
	)
}

fn deal(who: &AccountId32, dealt: Dealt) -> DispatchResult {
	Ceremonies::do_deal(who, KEY, dealt).map(drop)
}

#[test]
fn nothing_is_done_where_no_ceremony_is_under_way() {
	run(|| {
		let cast = opened(3, 4);
		let first = cast.join::<Test>(0);
		let who = cast.seats[0].account.clone();
		assert_ok!(Ceremonies::leave_ceremony(origin::<Test>(&who), KEY));
		assert_noop!(join(&who, first), Error::CeremonyNotFound);
		let dealt = Dealt {
			deal: Default::default(),
			signature: sign(&who, &[]),
		};
		assert_noop!(deal(&who, dealt), Error::CeremonyNotFound);
		let signature = sign(&who, &[]);
		let who = || origin::<Test>(&who);
		assert_noop!(
			Ceremonies::certify(who(), KEY, signature.clone(), signature.clone()),
			Error::CeremonyNotFound
		);
		assert_noop!(
			Ceremonies::hand_over(who(), KEY, signature.clone(), signature.clone()),
			Error::CeremonyNotFound
		);
		assert_noop!(
			Ceremonies::complain(who(), KEY, 2, signature.clone()),
			Error::CeremonyNotFound
		);
		assert_noop!(
			Ceremonies::answer(who(), KEY, 2, [0; 96]),
			Error::CeremonyNotFound
		);
		assert_noop!(Ceremonies::activate(who(), KEY), Error::CeremonyNotFound);
		assert_noop!(Ceremonies::leave_ceremony(who(), KEY), Error::CeremonyNotFound);
		assert_noop!(Ceremonies::expire_ceremony(who(), KEY), Error::CeremonyNotFound);
	});
}

#[test]
fn nothing_is_done_out_of_order_twice_too_late_or_by_strangers() {
	run(|| {
		let cast = opened(3, 4);
		let who = |at: usize| &cast.seats[at].account;
		let stranger = signer();
		assert_noop!(join(&stranger, cast.join::<Test>(0)), Error::NotYourStep);
		assert_ok!(join(who(0), cast.join::<Test>(0)));
		assert_noop!(join(who(0), cast.join::<Test>(0)), Error::DoneAlready);
		assert_noop!(deal(who(0), cast.deal::<Test>(0)), Error::OtherStage);
		wait(10);
		assert_ok!(join(who(1), cast.join::<Test>(1)));
		wait(1);
		assert_noop!(join(who(2), cast.join::<Test>(2)), Error::TooLate);
	});
	run(|| {
		let cast = opened(3, 4);
		let who = |at: usize| &cast.seats[at].account;
		cast.join_all::<Test>();
		assert_noop!(join(who(0), cast.join::<Test>(0)), Error::OtherStage);
		assert_noop!(deal(&signer(), cast.deal::<Test>(0)), Error::NotYourStep);
		assert_ok!(deal(who(0), cast.deal::<Test>(0)));
		assert_noop!(deal(who(0), cast.deal::<Test>(0)), Error::DoneAlready);
		wait(21);
		assert_noop!(deal(who(1), cast.deal::<Test>(1)), Error::TooLate);
	});
	run(|| {
		let cast = opened(3, 4);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		let certify = |who: &AccountId32, at| Ceremonies::do_certify(who, KEY, cast.certificate::<Test>(at));
		assert_noop!(certify(&signer(), 0), Error::NotYourStep);
		assert_ok!(cast.certify::<Test>(0));
		assert_noop!(cast.certify::<Test>(0), Error::DoneAlready);
		assert_noop!(
			Ceremonies::activate(RuntimeOrigin::signed(signer()), KEY),
			Error::OtherStage
		);
		wait(31);
		assert_noop!(cast.certify::<Test>(1), Error::TooLate);
	});
	run(|| {
		let (_, cast) = renewing(2);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		cast.certify_all::<Test>();
		let hand = |who: &AccountId32, at| Ceremonies::do_hand_over(who, KEY, cast.handover::<Test>(at));
		// A newcomer has nothing to hand over.
		assert_noop!(hand(&cast.seats[3].account, 0), Error::NotYourStep);
		assert_ok!(hand(&cast.dealers[0].0.account, 0));
		assert_noop!(hand(&cast.dealers[0].0.account, 0), Error::DoneAlready);
		wait(31);
		assert_noop!(hand(&cast.dealers[1].0.account, 1), Error::TooLate);
	});
}

#[test]
fn an_account_that_is_frozen_does_nothing_but_leave() {
	run(|| {
		let cast = opened(3, 4);
		let who = &cast.seats[0].account;
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), who.clone()));
		let frozen = pallet_medical_records::Error::<Test>::AccountFrozen;
		assert_noop!(join(who, cast.join::<Test>(0)), frozen);
		assert_ok!(Ceremonies::leave_ceremony(origin::<Test>(who), KEY));
	});
}

#[test]
fn a_key_that_nothing_can_be_sealed_to_joins_nobody() {
	run(|| {
		let cast = opened(3, 4);
		let who = &cast.seats[0].account;
		let mut too_large = [0xff; 32];
		too_large[31] = 0x7f;
		let mut p = too_large;
		p[0] = 0xed;
		for one_time in [
			[0; 32],
			[&[1][..], &[0; 31]].concat().try_into().unwrap(),
			p,
			too_large,
		] {
			let mut join_ = cast.join::<Test>(0);
			join_.one_time = one_time;
			assert_noop!(join(who, join_), Error::BadOneTimeKey);
		}
		let first = cast.join::<Test>(0);
		assert_ok!(join(who, first.clone()));
		let mut second = cast.join::<Test>(1);
		second.one_time = first.one_time;
		assert_noop!(join(&cast.seats[1].account, second), Error::BadOneTimeKey);
	});
}

#[test]
fn every_signature_is_looked_at() {
	run(|| {
		let cast = opened(3, 4);
		let who = |at: usize| &cast.seats[at].account;
		let wrong = sign(who(0), b"something else");
		let mut one = cast.join::<Test>(0);
		one.join_sig = wrong.clone();
		assert_noop!(join(who(0), one), Error::BadJoinSignature);
		let mut one = cast.join::<Test>(0);
		one.signature = wrong.clone();
		assert_noop!(join(who(0), one), Error::BadFileSignature);
		cast.join_all::<Test>();
		let mut one = cast.deal::<Test>(0);
		one.signature = wrong.clone();
		assert_noop!(deal(who(0), one), Error::BadFileSignature);
		// Another's deal is not mine.
		assert_noop!(deal(who(0), cast.deal::<Test>(1)), Error::BadFileSignature);
		cast.deal_all::<Test>();
		let mut one = cast.certificate::<Test>(0);
		one.cert = wrong.clone();
		assert_noop!(Ceremonies::do_certify(who(0), KEY, one), Error::BadCertificate);
		let mut one = cast.certificate::<Test>(0);
		one.signature = wrong;
		assert_noop!(Ceremonies::do_certify(who(0), KEY, one), Error::BadFileSignature);
	});
	run(|| {
		let (_, cast) = renewing(4);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		cast.certify_all::<Test>();
		let who = &cast.dealers[0].0.account;
		let wrong = sign(who, b"something else");
		let mut one = cast.handover::<Test>(0);
		one.handover = wrong.clone();
		assert_noop!(Ceremonies::do_hand_over(who, KEY, one), Error::BadHandover);
		let mut one = cast.handover::<Test>(0);
		one.signature = wrong;
		assert_noop!(Ceremonies::do_hand_over(who, KEY, one), Error::BadFileSignature);
	});
}

#[test]
fn a_deal_has_the_right_length_points_and_proof() {
	run(|| {
		let cast = opened(3, 4);
		cast.join_all::<Test>();
		let who = &cast.dealers[0].0.account;
		let good = cast.published::<Test>(0);
		let submit = |bytes: Vec<u8>| deal(who, cast.signed_deal::<Test>(0, bytes));
		for length in [0, good.len() - 64, good.len() - 1] {
			assert_noop!(submit(good[..length].to_vec()), Error::BadDeal);
		}
		assert_noop!(submit([&good[..], &[0]].concat()), Error::BadDeal);
		// Each commitment in its place: no point, and the identity.
		for at in 0..8 {
			for bytes in [[0xff; 32], [0; 32]] {
				let mut bad = good.clone();
				bad[at * 32..][..32].copy_from_slice(&bytes);
				assert_noop!(submit(bad), Error::BadDeal);
			}
		}
		let mut bad = good.clone();
		*bad.last_mut().unwrap() ^= 1;
		assert_noop!(submit(bad), Error::BadProof);
		// Another's commitments with one's own proof: the rogue constant.
		let mut rogue = cast.published::<Test>(1);
		let end = rogue.len() - 64;
		rogue[end..].copy_from_slice(&good[end..]);
		assert_noop!(submit(rogue), Error::BadProof);
		assert_noop!(submit(cast.published::<Test>(1)), Error::BadProof);
		assert_ok!(submit(good));
	});
}

#[test]
fn an_old_administrator_deals_its_own_share_and_nothing_else() {
	run(|| {
		let (_, mut cast) = renewing(4);
		cast.join_all::<Test>();
		let who = cast.dealers[0].0.account.clone();
		// Another's share, and a random constant.
		let good = cast.published::<Test>(0);
		let stolen = cast.published::<Test>(1);
		assert_noop!(
			deal(&who, cast.signed_deal::<Test>(0, stolen)),
			Error::OtherConstant
		);
		let own = cast.dealers[0].1.take();
		let random = cast.published::<Test>(0);
		assert_noop!(
			deal(&who, cast.signed_deal::<Test>(0, random)),
			Error::OtherConstant
		);
		cast.dealers[0].1 = own;
		assert_ok!(deal(&who, cast.signed_deal::<Test>(0, good)));
	});
}
