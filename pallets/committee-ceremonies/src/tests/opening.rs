//! What the council can open.

use frame_support::{assert_noop, assert_ok};
use pallet_medical_records::NextIndex;
use sp_runtime::{AccountId32, DispatchError};

use crate::{mock::*, opening::Opening, people::*, types::*};

/// Opens with one thing changed, signed as it then is.
fn open_with(cast: &Cast, change: impl FnOnce(&mut Opening<u32>)) -> frame_support::dispatch::DispatchResult {
	let mut opening = cast.opening::<Test>(WINDOWS);
	change(&mut opening);
	Ceremonies::do_open(opening)
}

#[test]
fn only_governance_opens() {
	run(|| {
		let cast = Cast::new(3, 4);
		endow(&cast);
		for origin in [RuntimeOrigin::none(), origin::<Test>(&cast.author)] {
			assert_noop!(open_as(origin, &cast), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn a_key_has_one_ceremony_at_a_time_and_each_attempt_a_number() {
	run(|| {
		let mut cast = opened(3, 4);
		cast.attempt = 2;
		assert_noop!(open(&cast), Error::CeremonyUnderWay);
		assert_ok!(Ceremonies::leave_ceremony(
			origin::<Test>(&cast.seats[0].account),
			KEY
		));
		for used in [0, 1] {
			cast.attempt = used;
			assert_noop!(open(&cast), Error::AttemptUsed);
		}
		// Attempts over files may have taken some.
		cast.attempt = 5;
		assert_ok!(open(&cast));
	});
}

#[test]
fn rule_and_seats_must_be_possible() {
	run(|| {
		for (k, n, possible) in [
			(1, 4, false),
			(2, 4, true),
			(4, 4, true),
			(5, 4, false),
			(2, 1, false),
			(16, 16, true),
		] {
			let cast = Cast::new(k, n);
			endow(&cast);
			match possible {
				true => {
					assert_ok!(open(&cast));
					let who = origin::<Test>(&cast.seats[0].account);
					assert_ok!(Ceremonies::leave_ceremony(who, KEY));
					crate::Attempts::<Test>::remove(KEY);
				}
				false => {
					assert_noop!(open(&cast), Error::BadSeats);
				}
			}
		}
		let mut cast = Cast::new(3, 4);
		endow(&cast);
		cast.seats[1].account = cast.seats[0].account.clone();
		assert_noop!(open(&cast), Error::BadSeats);
		for (at, index) in [(0, 0), (1, 1), (1, 3)] {
			let mut cast = Cast::new(3, 4);
			cast.seats[at].index = index;
			assert_noop!(open(&cast), Error::BadSeats);
		}
	});
}

#[test]
fn all_new_or_exactly_k_old_administrators_deal() {
	run(|| {
		for count in [0, 3] {
			let mut cast = Cast::new(3, 4);
			cast.dealers.truncate(count);
			assert_noop!(open(&cast), Error::BadDealers);
		}
		let old = Old::seat::<Test>(3, 4);
		for dealers in [&[1, 2][..], &[1, 2, 3, 4], &[1, 2, 5], &[2, 1, 3], &[1, 1, 2]] {
			let mut cast = Cast::renewing(&old, 3, 4, 4);
			let seat = |index: &u16| Seat {
				index: *index,
				account: signer(),
			};
			cast.dealers = dealers.iter().map(|index| (seat(index), None)).collect();
			assert_noop!(open(&cast), Error::BadDealers);
		}
	});
}

#[test]
fn who_stays_keeps_the_index_and_nobody_gets_anothers() {
	run(|| {
		let old = Old::seat::<Test>(3, 4);
		let next = u16::try_from(NextIndex::<Test>::get(KEY)).unwrap();
		for (index, fits) in [(4, false), (next - 1, false), (next, true), (next + 9, true)] {
			let mut cast = Cast::renewing(&old, 3, 4, 3);
			endow(&cast);
			cast.seats[3].index = index;
			match fits {
				true => {
					assert_ok!(open(&cast));
					let who = origin::<Test>(&cast.seats[0].account);
					assert_ok!(Ceremonies::leave_ceremony(who, KEY));
					crate::Attempts::<Test>::remove(KEY);
				}
				false => {
					assert_noop!(open(&cast), Error::BadIndex);
				}
			}
		}
		let mut cast = Cast::renewing(&old, 3, 4, 4);
		cast.seats[3].index = next;
		assert_noop!(open(&cast), Error::BadIndex);
	});
}

#[test]
fn windows_are_neither_too_short_nor_too_long() {
	run(|| {
		let cast = Cast::new(3, 4);
		endow(&cast);
		for window in [0, MIN_WINDOW - 1, MAX_WINDOW + 1, u32::MAX] {
			for at in 0..3 {
				let wrong = |opening: &mut Opening<u32>| {
					let Windows { join, deal, certify } = &mut opening.windows;
					*[join, deal, certify][at] = window;
				};
				assert_noop!(open_with(&cast, wrong), Error::BadWindow);
			}
		}
		let longest = |opening: &mut Opening<u32>| opening.windows.join = MAX_WINDOW;
		assert_ok!(open_with(&cast, longest));
	});
}

#[test]
fn the_author_signs_exactly_this_and_pays() {
	run(|| {
		let cast = Cast::new(3, 4);
		assert_noop!(
			open(&cast),
			DispatchError::Token(sp_runtime::TokenError::FundsUnavailable)
		);
		endow(&cast);
		let other = signer();
		assert_noop!(
			open_with(&cast, |opening| opening.author = other),
			Error::BadFileSignature
		);
		assert_noop!(
			open_with(&cast, |opening| opening.attempt = 7),
			Error::BadFileSignature
		);
		assert_noop!(open_with(&cast, |opening| opening.k = 2), Error::BadFileSignature);
		let swap = |opening: &mut Opening<u32>| {
			let mut seats = opening.seats.to_vec();
			seats[0].account = AccountId32::new([9; 32]);
			opening.seats = seats.try_into().unwrap();
		};
		assert_noop!(open_with(&cast, swap), Error::BadFileSignature);
	});
}

#[test]
fn a_key_that_is_retired_or_about_to_change_has_no_ceremony() {
	run(|| {
		let old = Old::seat::<Test>(3, 4);
		assert_ok!(MedicalRecords::retire_committee(RuntimeOrigin::root(), KEY));
		let cast = Cast::renewing(&old, 3, 4, 4);
		assert_noop!(open(&cast), Error::CommitteeRetired);
	});
	run(|| {
		let (_, mut cast) = renewing(4);
		crate::Ceremonies::<Test>::mutate(KEY, |ceremony| ceremony.as_mut().unwrap().at_once = false);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		cast.certify_all::<Test>();
		cast.hand_over_all::<Test>();
		let before = MedicalRecords::administrators(KEY, 1);
		assert_ok!(Ceremonies::activate(RuntimeOrigin::signed(signer()), KEY));
		cast.attempt = 2;
		assert_noop!(open(&cast), Error::HandoverPending);
		wait(4);
		// Due, though not in its place: the administrators of the new epoch pass it on.
		cast.epoch = 3;
		let admins = MedicalRecords::administrators(KEY, 2);
		assert_ne!(before, admins);
		cast.old_committee = pallet_medical_records::Committee::list_hash(&admins);
		assert_ok!(open(&cast));
	});
}
