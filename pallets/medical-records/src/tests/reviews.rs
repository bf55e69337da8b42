//! What follows an opening in an emergency: `file_statement`, `submit_review`, `enforce_review`, `reinstate`.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchResult, traits::BadOrigin};

use crate::{GlassBreakers, Reviews, mock::*, types::*};
use Purpose::EmergencyTreatment;
use Verdict::*;

fn file(who: Person, request_id: RequestId) -> DispatchResult {
	MedicalRecords::file_statement(who.origin(), request_id, [5; 32])
}

fn review(who: Person, request_id: RequestId, verdict: Verdict) -> DispatchResult {
	plain(MedicalRecords::submit_review(who.origin(), request_id, verdict))
}

fn enforce(request_id: RequestId) -> DispatchResult {
	MedicalRecords::enforce_review(MALLORY.origin(), request_id)
}

fn reinstate(who: Person) -> DispatchResult {
	MedicalRecords::reinstate(RuntimeOrigin::root(), who.id())
}

fn suspension(who: Person) -> Option<SuspensionCause> {
	let breaker = GlassBreakers::<Test>::get(who.id());
	breaker.suspended.map(|suspension| suspension.cause)
}

fn reviewed(opening: &Breaking, verdict: Verdict) -> Event {
	Event::GlassReviewed {
		request_id: opening.id(),
		record_id: opening.record_id,
		patient: EVE.id(),
		requester: VICTOR.id(),
		verdict,
	}
}

fn suspended(opening: &Breaking, cause: SuspensionCause) -> Event {
	Event::EmergencySuspended {
		who: VICTOR.id(),
		request_id: opening.id(),
		cause,
	}
}

/// An opening by Dave, who is an administrator of the record as well, and Peter.
fn broken_by_dave(number: u8) -> Breaking {
	let opening = asked(allowed(number).record_id);
	assert_ok!(opening.approve(DAVE));
	assert_ok!(opening.approve(PETER));
	opening
}

#[test]
fn a_requester_files_one_statement() {
	emergencies(|| {
		let opening = broken(allowed(1).record_id);
		let request_id = opening.id();
		System::reset_events();
		for other in [MALLORY, EVE, OLIVIA] {
			assert_noop!(file(other, request_id), Error::NotRequester);
		}
		assert_noop!(file(VICTOR, [1; 16]), Error::ReviewNotFound);
		assert_ok!(file(VICTOR, request_id));
		let filed = Event::StatementFiled {
			request_id,
			requester: VICTOR.id(),
			statement: [5; 32],
		};
		assert_eq!(events(), [filed]);
		assert_noop!(file(VICTOR, request_id), Error::StatementFiledAlready);
	});
}

/// Of Alice, Bob, Charlie and Dave three are more than half.
#[test]
fn more_than_half_of_the_reviewers_find_it_justified() {
	emergencies(|| {
		let opening = broken(allowed(1).record_id);
		let request_id = opening.id();
		assert_noop!(review(ALICE, request_id, Justified), Error::StatementMissing);
		assert_ok!(file(VICTOR, request_id));
		assert_ok!(review(ALICE, request_id, Justified));
		assert_ok!(review(BOB, request_id, Justified));
		assert!(Reviews::<Test>::contains_key(request_id));
		System::reset_events();
		assert_ok!(review(DAVE, request_id, Justified));
		let submitted = Event::ReviewSubmitted {
			request_id,
			record_id: opening.record_id,
			admin: DAVE.id(),
			verdict: Justified,
		};
		assert_eq!(events(), [submitted, reviewed(&opening, Justified)]);
		let breaker = GlassBreakers::<Test>::get(VICTOR.id());
		assert!(breaker.unreviewed.is_empty() && breaker.suspended.is_none());
		assert_noop!(review(CHARLIE, request_id, Justified), Error::ReviewNotFound);
	});
}

/// When two of four say no, three can no longer say yes.
#[test]
fn half_of_the_reviewers_suspend() {
	emergencies(|| {
		let opening = broken(allowed(1).record_id);
		let request_id = opening.id();
		// It takes no statement to find that it was no emergency.
		assert_ok!(review(ALICE, request_id, Unjustified));
		assert_eq!(suspension(VICTOR), None);
		System::reset_events();
		assert_ok!(review(BOB, request_id, Unjustified));
		let cause = SuspensionCause::Unjustified;
		assert_eq!(
			events()[1..],
			[reviewed(&opening, Unjustified), suspended(&opening, cause)]
		);
		assert_eq!(suspension(VICTOR), Some(cause));
	});
}

/// Whoever decided about the emergency does not review it; of the three others two are more than half.
#[test]
fn who_asked_or_decided_does_not_review() {
	emergencies(|| {
		let opening = broken_by_dave(1);
		let request_id = opening.id();
		assert_ok!(file(VICTOR, request_id));
		assert_noop!(review(DAVE, request_id, Justified), Error::NotReviewer);
		for stranger in [OLIVIA, PETER, VICTOR, EVE, MALLORY] {
			assert_noop!(review(stranger, request_id, Justified), Error::NotAdministrator);
		}
		assert_ok!(review(ALICE, request_id, Justified));
		assert_noop!(review(ALICE, request_id, Justified), Error::AlreadyReviewed);
		assert_noop!(review(ALICE, request_id, Unjustified), Error::AlreadyReviewed);
		assert_ok!(review(BOB, request_id, Justified));
		assert!(!Reviews::<Test>::contains_key(request_id));
	});
}

/// A rejection is a decision as well; and nobody reviews their own opening.
#[test]
fn who_rejected_or_asks_as_an_administrator_does_not_review() {
	emergencies(|| {
		MedicalRecords::do_set_role(ALICE.id(), Role::EmergencyClinician);
		set_house(ALICE, Some(50));
		let record_id = allowed(1).record_id;
		let opening = breaking(ALICE, record_id, EmergencyTreatment);
		assert_ok!(opening.send());
		assert_ok!(opening.reject(DAVE));
		assert_ok!(opening.approve(OLIVIA));
		assert_ok!(opening.approve(PETER));
		let request_id = opening.id();
		assert_ok!(file(ALICE, request_id));
		for other in [ALICE, DAVE] {
			assert_noop!(review(other, request_id, Justified), Error::NotReviewer);
		}
		// Bob and Charlie are left: both must find it justified, and one alone ends that.
		assert_ok!(review(BOB, request_id, Justified));
		assert!(Reviews::<Test>::contains_key(request_id));
		assert_ok!(review(CHARLIE, request_id, Unjustified));
		assert_eq!(suspension(ALICE), Some(SuspensionCause::Unjustified));
	});
}

#[test]
fn who_is_suspended_asks_for_nothing_until_reinstated() {
	emergencies(|| {
		let (first, second) = (allowed(1).record_id, allowed(2).record_id);
		let ordinary = ask_for(VICTOR, second, EmergencyTreatment);
		assert_ok!(ordinary.send());
		let opening = broken(first);
		for admin in [ALICE, BOB] {
			assert_ok!(review(admin, opening.id(), Unjustified));
		}
		let again = || breaking(VICTOR, second, EmergencyTreatment).send();
		assert_noop!(again(), Error::SuspendedByReview);
		let asking = || ask_for(VICTOR, second, EmergencyTreatment).send();
		assert_noop!(asking(), Error::SuspendedByReview);
		// What was asked before gets neither approval nor consent.
		assert_noop!(ordinary.approve(ALICE), Error::RequesterDismissed);
		let consent = || MedicalRecords::grant_consent(EVE.origin(), ordinary.id(), [1; 80]);
		assert_noop!(consent(), Error::RequesterDismissed);
		// What is about oneself stays one's own to read.
		register_user(VICTOR);
		let own = seal(ONE, VICTOR, 7);
		assert_ok!(own.send());
		assert_ok!(ask_for(VICTOR, own.id(), Purpose::PatientRequest).send());

		assert_noop!(MedicalRecords::reinstate(ALICE.origin(), VICTOR.id()), BadOrigin);
		System::reset_events();
		assert_ok!(reinstate(VICTOR));
		assert_eq!(events(), [Event::Reinstated { who: VICTOR.id() }]);
		assert_ok!(ordinary.approve(ALICE));
		assert_ok!(again());
		assert_noop!(reinstate(VICTOR), Error::NotSuspendedByReview);
		assert_noop!(reinstate(FERDIE), Error::NotSuspendedByReview);
	});
}

/// The last moment is a good one; after it not even an ordinary request is taken.
#[test]
fn an_overdue_opening_stops_every_request() {
	emergencies(|| {
		let (first, second) = (allowed(1).record_id, allowed(2).record_id);
		let opening = broken(first);
		let due = 1 + REVIEW_TTL;
		let ask_again = || ask_for(VICTOR, second, EmergencyTreatment).send();
		for block in [due - 1, due] {
			go_to_block(block);
			assert_ok!(ask_again());
			assert_noop!(enforce(opening.id()), Error::ReviewNotDue);
		}
		go_to_block(due + 1);
		assert_noop!(ask_again(), Error::ReviewOverdue);
		let again = || breaking(VICTOR, second, EmergencyTreatment).send();
		assert_noop!(again(), Error::ReviewOverdue);
		// Late is better than never, as long as nobody has written it down.
		assert_ok!(file(VICTOR, opening.id()));
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(review(admin, opening.id(), Justified));
		}
		assert_ok!(again());
	});
}

#[test]
fn anybody_writes_down_that_an_opening_is_overdue() {
	emergencies(|| {
		let opening = broken(allowed(1).record_id);
		assert_noop!(enforce([7; 16]), Error::ReviewNotFound);
		go_to_block(2 + REVIEW_TTL);
		System::reset_events();
		assert_ok!(enforce(opening.id()));
		let cause = SuspensionCause::Overdue;
		assert_eq!(events(), [suspended(&opening, cause)]);
		assert_eq!(suspension(VICTOR), Some(cause));
		assert_noop!(enforce(opening.id()), Error::ReviewNotFound);
		assert_noop!(file(VICTOR, opening.id()), Error::ReviewNotFound);
		assert_ok!(reinstate(VICTOR));
		assert_eq!(suspension(VICTOR), None);
	});
}

/// Nobody is shut out because reviewers sleep: governance takes what is overdue upon itself.
#[test]
fn governance_reinstates_who_is_overdue_without_a_suspension() {
	emergencies(|| {
		let first = broken(allowed(1).record_id);
		go_to_block(10);
		let second = broken(allowed(2).record_id);
		assert_noop!(reinstate(VICTOR), Error::NotSuspendedByReview);
		go_to_block(2 + REVIEW_TTL);
		assert_ok!(reinstate(VICTOR));
		assert!(!Reviews::<Test>::contains_key(first.id()));
		assert!(Reviews::<Test>::contains_key(second.id()));
		let breaker = GlassBreakers::<Test>::get(VICTOR.id());
		assert_eq!(breaker.unreviewed.len(), 1);
	});
}

#[test]
fn a_review_outlives_request_and_record() {
	emergencies(|| {
		let opening = broken(allowed(1).record_id);
		let request_id = opening.id();
		assert_ok!(MedicalRecords::close_request(VICTOR.origin(), request_id));
		assert_ok!(erase(EVE, opening.record_id));
		assert_ok!(file(VICTOR, request_id));
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(review(admin, request_id, Justified));
		}
		assert!(!Reviews::<Test>::contains_key(request_id));
	});
}

/// The committee changes meanwhile: who has left counts no longer, who has come reviews.
#[test]
fn those_review_who_are_in_office() {
	emergencies(|| {
		let opening = broken(allowed(1).record_id);
		let request_id = opening.id();
		assert_ok!(file(VICTOR, request_id));
		for admin in [ALICE, BOB] {
			assert_ok!(review(admin, request_id, Justified));
		}
		// Alice leaves; Bob, Charlie, Dave, Grace and Two are in office.
		super::rotation::rotate();
		assert_noop!(review(ALICE, request_id, Justified), Error::NotAdministrator);
		assert_ok!(review(CHARLIE, request_id, Justified));
		assert!(Reviews::<Test>::contains_key(request_id), "two of five");
		assert_ok!(review(GRACE, request_id, Justified));
		assert!(!Reviews::<Test>::contains_key(request_id), "three of five");
	});
}
