//! Boxes that do not open, and people who say so.

use frame_support::{assert_noop, assert_ok};

use crate::{Complaints, Event as PalletEvent, mock::*, people::*, types::*};

/// All have dealt.
fn dealt(k: u16, n: u16) -> Cast {
	let cast = opened(k, n);
	cast.join_all::<Test>();
	cast.deal_all::<Test>();
	events();
	cast
}

fn complain(cast: &Cast, accuser: usize, dealer: u16) -> frame_support::dispatch::DispatchResult {
	let signature = cast.complaint::<Test>(accuser, dealer);
	Ceremonies::do_complain(&cast.seats[accuser].account, KEY, dealer, signature).map(drop)
}

/// The dealer at `at` shows what it dealt to `accuser`.
fn answer(cast: &Cast, at: usize, accuser: u16) -> frame_support::dispatch::DispatchResult {
	let shares = cast.polynomials(at).shares(accuser).unwrap();
	Ceremonies::do_answer(&cast.dealers[at].0.account, KEY, accuser, *shares).map(drop)
}

fn outcome() -> Outcome {
	match events().pop() {
		Some(PalletEvent::CeremonyEnded { outcome, .. }) => outcome,
		other => panic!("the last event is {other:?}"),
	}
}

#[test]
fn an_answer_that_fits_lets_the_ceremony_continue() {
	run(|| {
		let cast = dealt(3, 4);
		wait(5);
		assert_ok!(complain(&cast, 0, 2));
		assert_eq!(
			events(),
			vec![PalletEvent::Complained {
				key_id: KEY,
				dealer: 2,
				accuser: 1,
				until: 36
			}]
		);
		// The accuser cannot certify meanwhile; the others can.
		assert_noop!(cast.certify::<Test>(0), Error::ComplaintOpen);
		assert_ok!(cast.certify::<Test>(1));
		wait(30);
		assert_ok!(answer(&cast, 1, 1));
		let kept = Complaints::<Test>::get(KEY, (2, 1)).unwrap();
		assert_eq!(
			kept.answer,
			Some(*cast.polynomials(1).shares(1).unwrap()),
			"the accuser reads it there"
		);
		// Everybody has time again.
		wait(30);
		for at in [0, 2, 3] {
			assert_ok!(cast.certify::<Test>(at));
		}
		assert_ok!(Ceremonies::activate(RuntimeOrigin::signed(signer()), KEY));
	});
}

#[test]
fn an_answer_that_does_not_fit_is_none() {
	run(|| {
		let cast = dealt(3, 4);
		assert_ok!(complain(&cast, 0, 2));
		let who = &cast.dealers[1].0.account;
		let right = *cast.polynomials(1).shares(1).unwrap();
		for at in [0, 32, 64, 95] {
			let mut wrong = right;
			wrong[at] ^= 1;
			assert_noop!(
				Ceremonies::answer(origin::<Test>(who), KEY, 1, wrong),
				Error::BadAnswer
			);
		}
		let others = *cast.polynomials(1).shares(2).unwrap();
		assert_noop!(
			Ceremonies::answer(origin::<Test>(who), KEY, 1, others),
			Error::BadAnswer
		);
		// Nobody answers in another's place, and nothing that was not asked.
		let another = &cast.dealers[2].0.account;
		assert_noop!(
			Ceremonies::answer(origin::<Test>(another), KEY, 1, right),
			Error::ComplaintNotFound
		);
		assert_noop!(
			Ceremonies::answer(origin::<Test>(who), KEY, 3, right),
			Error::ComplaintNotFound
		);
		assert_ok!(answer(&cast, 1, 1));
		assert_noop!(answer(&cast, 1, 1), Error::ComplaintNotFound);
	});
}

#[test]
fn who_does_not_answer_is_to_blame() {
	run(|| {
		let cast = dealt(3, 4);
		assert_ok!(complain(&cast, 0, 2));
		wait(30);
		let anybody = || RuntimeOrigin::signed(signer());
		assert_noop!(Ceremonies::expire_ceremony(anybody(), KEY), Error::NotExpired);
		wait(1);
		assert_noop!(answer(&cast, 1, 1), Error::TooLate);
		assert_ok!(Ceremonies::expire_ceremony(anybody(), KEY));
		assert_eq!(
			outcome(),
			Outcome::Refused {
				dealer: 2,
				accuser: 1
			}
		);
		assert_eq!(held(&cast.author), 0);
	});
}

#[test]
fn whoever_lets_two_shares_be_published_without_need_ends_it() {
	run(|| {
		let cast = dealt(3, 4);
		assert_ok!(complain(&cast, 0, 2));
		assert_noop!(complain(&cast, 0, 3), Error::ComplaintOpen);
		assert_ok!(answer(&cast, 1, 1));
		assert_noop!(complain(&cast, 0, 2), Error::DoneAlready);
		assert_ok!(complain(&cast, 0, 3));
		assert_ok!(answer(&cast, 2, 1));
		assert_eq!(outcome(), Outcome::FalseComplaints { accuser: 1 });
	});
}

#[test]
fn a_dealers_polynomials_are_never_published() {
	run(|| {
		// Two answers of one dealer, with k = 3, are one fewer than its polynomials need.
		let cast = dealt(3, 4);
		assert_ok!(complain(&cast, 0, 4));
		assert_ok!(complain(&cast, 1, 4));
		assert_ok!(answer(&cast, 3, 1));
		assert_ok!(answer(&cast, 3, 2));
		events();
		assert_ok!(complain(&cast, 2, 4));
		assert_eq!(outcome(), Outcome::TooManyComplaints { dealer: 4 });
	});
}

#[test]
fn nobody_complains_about_themselves_about_nobody_or_after_certifying() {
	run(|| {
		let cast = dealt(3, 4);
		for dealer in [0, 1, 5] {
			assert_noop!(complain(&cast, 0, dealer), Error::NotYourStep);
		}
		assert_noop!(
			Ceremonies::complain(
				RuntimeOrigin::signed(signer()),
				KEY,
				1,
				cast.complaint::<Test>(0, 1)
			),
			Error::NotYourStep
		);
		assert_ok!(cast.certify::<Test>(0));
		assert_noop!(complain(&cast, 0, 2), Error::DoneAlready);
		wait(31);
		assert_noop!(complain(&cast, 1, 2), Error::TooLate);
	});
	run(|| {
		// In a renewal who stays has the same index on both sides, and a newcomer's is no dealer's.
		let (_, cast) = renewing(2);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		assert_noop!(complain(&cast, 0, 1), Error::NotYourStep);
		assert_ok!(complain(&cast, 3, 1));
		assert_ok!(answer(&cast, 0, cast.seats[3].index));
		assert_ok!(cast.certify::<Test>(3));
	});
}

#[test]
fn a_complaint_is_signed_for_this_dealer_by_this_accuser() {
	run(|| {
		let cast = dealt(3, 4);
		let who = &cast.seats[0].account;
		for wrong in [
			cast.complaint::<Test>(0, 3),
			cast.complaint::<Test>(1, 2),
			sign(who, b"something else"),
		] {
			assert_noop!(
				Ceremonies::complain(origin::<Test>(who), KEY, 2, wrong),
				Error::BadFileSignature
			);
		}
		assert_ok!(complain(&cast, 0, 2));
	});
}

/// Of both k - 1 are corrupt: two of four, and eight of sixteen.
const SIZES: [(u16, u16); 2] = [(3, 4), (9, 16)];

/// The corrupt by their places, each with an honest person of their own.
fn pairs(k: u16) -> impl Iterator<Item = (usize, usize)> {
	let corrupt = usize::from(k - 1);
	(0..corrupt).map(move |at| (at, corrupt + at))
}

/// Each of the corrupt deals badly to one person, who complains.
fn complained(cast: &Cast, k: u16) {
	for (dealer, victim) in pairs(k) {
		assert_ok!(complain(cast, victim, cast.dealers[dealer].0.index));
	}
}

#[test]
fn as_many_bad_dealers_as_there_may_be_answer_and_it_continues() {
	for (k, n) in SIZES {
		run(|| {
			let cast = dealt(k, n);
			complained(&cast, k);
			for (dealer, victim) in pairs(k) {
				assert_noop!(cast.certify::<Test>(victim), Error::ComplaintOpen);
				assert_ok!(answer(&cast, dealer, cast.seats[victim].index));
			}
			cast.certify_all::<Test>();
			assert_ok!(Ceremonies::activate(RuntimeOrigin::signed(signer()), KEY));
			assert_eq!(outcome(), Outcome::Activated);
		});
	}
}

#[test]
fn bad_dealers_of_a_renewal_answer_too() {
	for (k, n) in SIZES {
		run(|| {
			let old = Old::seat::<Test>(k, n);
			let cast = Cast::renewing(&old, k, n, 0);
			endow(&cast);
			open(&cast).unwrap();
			cast.join_all::<Test>();
			cast.deal_all::<Test>();
			complained(&cast, k);
			for (dealer, victim) in pairs(k) {
				assert_ok!(answer(&cast, dealer, cast.seats[victim].index));
			}
			cast.certify_all::<Test>();
			cast.hand_over_all::<Test>();
			assert_ok!(Ceremonies::activate(RuntimeOrigin::signed(signer()), KEY));
			assert_eq!(outcome(), Outcome::Activated);
		});
	}
}

/// The first or the last of them alone, or all of them: then the first is named.
#[test]
fn whoever_of_many_bad_dealers_does_not_answer_is_named() {
	for (k, n) in SIZES {
		for silent in [Some(0), Some(usize::from(k - 2)), None] {
			run(|| {
				let cast = dealt(k, n);
				complained(&cast, k);
				for (dealer, victim) in pairs(k) {
					if silent.is_some_and(|silent| silent != dealer) {
						assert_ok!(answer(&cast, dealer, cast.seats[victim].index));
					}
				}
				wait(31);
				assert_ok!(Ceremonies::expire_ceremony(RuntimeOrigin::signed(signer()), KEY));
				let (dealer, victim) = pairs(k).nth(silent.unwrap_or_default()).unwrap();
				let refused = Outcome::Refused {
					dealer: cast.seats[dealer].index,
					accuser: cast.seats[victim].index,
				};
				assert_eq!(outcome(), refused);
				assert_eq!(held(&cast.author), 0);
			});
		}
	}
}

/// All accuse one honest dealer, whose polynomials k - 1 answers do not tell. A second false complaint names its author.
#[test]
fn as_many_false_accusers_as_there_may_be_end_nothing_unnamed() {
	for (k, n) in SIZES {
		let accused = |cast: &Cast| {
			for (at, _) in pairs(k) {
				assert_ok!(complain(cast, at, n));
				assert_ok!(answer(cast, usize::from(n - 1), cast.seats[at].index));
			}
		};
		run(|| {
			let cast = dealt(k, n);
			accused(&cast);
			cast.certify_all::<Test>();
			assert_ok!(Ceremonies::activate(RuntimeOrigin::signed(signer()), KEY));
		});
		for again in [0, usize::from(k - 2)] {
			run(|| {
				let cast = dealt(k, n);
				accused(&cast);
				assert_ok!(complain(&cast, again, n - 1));
				let accuser = cast.seats[again].index;
				assert_ok!(answer(&cast, usize::from(n - 2), accuser));
				assert_eq!(outcome(), Outcome::FalseComplaints { accuser });
			});
		}
	}
}
