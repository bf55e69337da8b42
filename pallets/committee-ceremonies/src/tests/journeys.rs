//! Whole ceremonies.

use frame_support::assert_ok;
use pallet_medical_records::Committees;

use crate::{
	Attempts, Certificates, Deals, Event as PalletEvent, Foundations, Handovers, Joins, mock::*, people::*,
	types::*,
};

#[test]
fn people_found_a_committee_that_nobody_dealt() {
	for (k, n) in [(2, 2), (3, 4), (9, 16), (16, 16)] {
		run(|| {
			let cast = opened(k, n);
			assert!(held(&cast.author) > 0);
			assert_eq!(stage(), Stage::Join);
			cast.join_all::<Test>();
			assert_eq!(stage(), Stage::Deal);
			cast.deal_all::<Test>();
			assert_eq!(stage(), Stage::Certify);
			cast.certify_all::<Test>();
			assert_eq!(stage(), Stage::Ready);
			events();
			let anybody = signer();
			assert_ok!(Ceremonies::activate(RuntimeOrigin::signed(anybody), KEY));

			let committee = Committees::<Test>::get(KEY).unwrap();
			assert_eq!((committee.epoch, committee.k, committee.n), (1, k, n));
			let admins = MedicalRecords::administrators(KEY, 1);
			assert!(
				admins
					.iter()
					.zip(&cast.seats)
					.all(|(admin, seat)| { (admin.index, &admin.account) == (seat.index, &seat.account) })
			);
			let outcome = Outcome::Activated;
			let ended = PalletEvent::CeremonyEnded {
				key_id: KEY,
				epoch: 1,
				attempt: 1,
				outcome,
			};
			assert_eq!(events(), vec![ended]);
			assert_eq!(held(&cast.author), 0);
			assert_eq!(Attempts::<Test>::get(KEY), 1);
			let left = Joins::<Test>::iter().count()
				+ Deals::<Test>::iter().count()
				+ Certificates::<Test>::iter().count()
				+ Foundations::<Test>::iter().count();
			assert_eq!(left, 0);
		});
	}
}

#[test]
fn everybody_is_told_of_every_step() {
	run(|| {
		let cast = opened(2, 2);
		let opening = cast.opening::<Test>(WINDOWS);
		assert_eq!(
			events(),
			vec![PalletEvent::CeremonyOpened {
				key_id: KEY,
				epoch: 1,
				attempt: 1,
				k: 2,
				seats: opening.seats,
				dealers: opening.dealers,
				author: cast.author.clone(),
				until: 11,
			}]
		);
		let begun = |stage, until| PalletEvent::StageBegun {
			key_id: KEY,
			stage,
			until,
		};
		cast.join_all::<Test>();
		let joined = |index| PalletEvent::Joined { key_id: KEY, index };
		assert_eq!(events(), vec![joined(1), joined(2), begun(Stage::Deal, 21)]);
		cast.deal_all::<Test>();
		let dealt = |dealer| PalletEvent::DealSubmitted { key_id: KEY, dealer };
		assert_eq!(events(), vec![dealt(1), dealt(2), begun(Stage::Certify, 31)]);
		cast.certify_all::<Test>();
		let certified = |index| PalletEvent::CommitteeCertified { key_id: KEY, index };
		assert_eq!(
			events(),
			vec![certified(1), certified(2), begun(Stage::Ready, 31)]
		);
	});
}

#[test]
fn an_old_key_goes_to_others_and_stays_the_same() {
	for stay in 0..=4 {
		run(|| {
			let (_, cast) = renewing(stay);
			let before = Committees::<Test>::get(KEY).unwrap();
			cast.join_all::<Test>();
			cast.deal_all::<Test>();
			cast.certify_all::<Test>();
			assert_eq!(stage(), Stage::HandOver);
			cast.hand_over_all::<Test>();
			assert_eq!(stage(), Stage::Ready);
			assert_ok!(Ceremonies::activate(RuntimeOrigin::signed(signer()), KEY));
			let after = Committees::<Test>::get(KEY).unwrap();
			assert_eq!((after.epoch, after.x), (2, before.x));
			assert_eq!(Handovers::<Test>::iter().count(), 0);
			let kept = pallet_medical_records::Handovers::<Test>::get(KEY, 1).unwrap();
			assert_eq!(kept.signatures.len(), 3);
		});
	}
}

#[test]
fn after_an_attempt_comes_the_next_and_nothing_of_the_first_counts() {
	run(|| {
		let mut cast = opened(3, 4);
		cast.join_all::<Test>();
		let deal = cast.deal::<Test>(0);
		assert_ok!(Ceremonies::leave_ceremony(
			origin::<Test>(&cast.seats[3].account),
			KEY
		));
		cast.attempt = 2;
		assert_ok!(open(&cast));
		cast.join_all::<Test>();
		let who = &cast.dealers[0].0.account;
		let again = Ceremonies::submit_deal(origin::<Test>(who), KEY, deal.deal, deal.signature);
		assert_eq!(again.unwrap_err().error, Error::BadFileSignature.into());
		cast.deal_all::<Test>();
		cast.certify_all::<Test>();
		assert_ok!(Ceremonies::activate(origin::<Test>(who), KEY));
	});
}
