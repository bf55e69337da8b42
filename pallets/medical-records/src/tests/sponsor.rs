//! `sponsor`, `end_sponsorship`, and requests that a facility pays for.

use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};

use crate::{HoldReason, Requests, Sponsorships, mock::*};

#[test]
fn a_facility_pays_fee_and_deposit_of_as_many_requests_as_it_allows_in_a_day() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, two) = (upload(1).id(), upload(2).id());
		System::reset_events();
		assert_ok!(MedicalRecords::sponsor(ONE.origin(), FERDIE.id(), 1));
		assert_eq!(
			events(),
			[Event::SponsorshipSet {
				facility: ONE.id(),
				employee: FERDIE.id(),
				per_day: 1
			}]
		);
		let before = Balances::free_balance(ONE.id());
		let paid = request(FERDIE, one);
		let deposit = held(ONE, HoldReason::Request);
		assert!(deposit > 0);
		assert_eq!(Balances::free_balance(ONE.id()), before - deposit - Fee::get());
		assert_eq!(held(FERDIE, HoldReason::Request), 0);
		// The second of the day is the employee's own matter.
		let own = request(FERDIE, two);
		assert_eq!(held(FERDIE, HoldReason::Request), deposit);
		assert_eq!(Requests::<Test>::get(own.id()).unwrap().payer, FERDIE.id());
		// What the facility paid returns to it.
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), paid.id()));
		assert_eq!(
			(held(ONE, HoldReason::Request), held(FERDIE, HoldReason::Request)),
			(0, deposit)
		);
		go_to_block(DAY);
		request(FERDIE, one);
		assert_eq!(held(ONE, HoldReason::Request), deposit);
	});
}

#[test]
fn a_facility_that_cannot_pay_makes_the_request_fail_and_loses_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(MedicalRecords::sponsor(TWO.origin(), FERDIE.id(), 5));
		Balances::set_balance(&TWO.id(), Fee::get() + 1);
		assert!(ask(FERDIE, record_id).send().is_err());
		assert_eq!(Balances::free_balance(TWO.id()), Fee::get() + 1);
	});
}

#[test]
fn nobody_pays_for_employees_once_it_is_no_facility_or_frozen() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(MedicalRecords::sponsor(TWO.origin(), FERDIE.id(), 5));
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), TWO.id()));
		request(FERDIE, record_id);
		assert_eq!(held(TWO, HoldReason::Request), 0);
		// Another facility may take over from one that is no longer a facility, and only then.
		assert_noop!(
			MedicalRecords::sponsor(ONE.origin(), FERDIE.id(), 1),
			Error::SponsoredByAnother
		);
		assert_ok!(MedicalRecords::set_role(
			RuntimeOrigin::root(),
			TWO.id(),
			crate::Role::Patient
		));
		assert_ok!(MedicalRecords::sponsor(ONE.origin(), FERDIE.id(), 1));
	});
}

#[test]
fn raising_the_limit_does_not_reset_what_was_paid_today() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(MedicalRecords::sponsor(ONE.origin(), FERDIE.id(), 1));
		request(FERDIE, record_id);
		assert_ok!(MedicalRecords::sponsor(ONE.origin(), FERDIE.id(), 1));
		request(FERDIE, record_id);
		assert!(held(FERDIE, HoldReason::Request) > 0);
	});
}

#[test]
fn sponsor_fails_when_it_would_mean_nothing_or_by_no_facility() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			MedicalRecords::sponsor(ONE.origin(), FERDIE.id(), 0),
			Error::BadSponsorship
		);
		assert_noop!(
			MedicalRecords::sponsor(ONE.origin(), ONE.id(), 1),
			Error::BadSponsorship
		);
		assert_noop!(
			MedicalRecords::sponsor(EVE.origin(), FERDIE.id(), 1),
			Error::NotFacility
		);
	});
}

#[test]
fn end_sponsorship_works_for_both_and_for_nobody_else() {
	ExtBuilder::default().build_and_execute(|| {
		for by in [ONE, FERDIE] {
			assert_ok!(MedicalRecords::sponsor(ONE.origin(), FERDIE.id(), 1));
			for other in [TWO, MALLORY] {
				assert_noop!(
					MedicalRecords::end_sponsorship(other.origin(), FERDIE.id()),
					Error::NotSponsored
				);
			}
			System::reset_events();
			assert_ok!(MedicalRecords::end_sponsorship(by.origin(), FERDIE.id()));
			assert_eq!(
				events(),
				[Event::SponsorshipEnded {
					facility: ONE.id(),
					employee: FERDIE.id(),
					by: by.id()
				}]
			);
			assert_eq!(Sponsorships::<Test>::get(FERDIE.id()), None);
		}
		assert_noop!(
			MedicalRecords::end_sponsorship(ONE.origin(), FERDIE.id()),
			Error::NotSponsored
		);
	});
}
