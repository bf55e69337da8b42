//! The ladder in every state that a request can be in.

use super::*;
use crate::views::fixtures::*;
use RungState::*;

fn ladder(view: &RequestView) -> Ladder {
	Ladder::of(view, &Cast)
}

/// States of approvals, consent, opening and closing.
fn states(view: &RequestView) -> [RungState; 4] {
	let ladder = ladder(view);
	let [asked, above @ ..] = ladder.rungs;
	assert_eq!((asked.kind, asked.state), (RungKind::Asked, Done));
	for rung in &above {
		assert_eq!(rung.state == Awaited, !rung.waits_for.is_empty(), "{rung:?}");
	}
	above.map(|rung| rung.state)
}

fn names(people: &[Party]) -> Vec<String> {
	people.iter().map(Party::shown).collect()
}

#[test]
fn open_request_waits_for_administrators_and_patient() {
	let view = request();
	assert_eq!(states(&view), [Awaited, Awaited, Later, Later]);
	let ladder = ladder(&view);
	assert_eq!(ladder.obstacle, None);
	assert_eq!(ladder.waiting(), "2 of Alice, Bob, Charlie; Dave (consent)");
	assert_eq!(names(&ladder.people()), ["Alice", "Bob", "Charlie", "Dave"]);
	assert_eq!(ladder.rung(RungKind::Asked).words, "by Eve, for treatment");
	assert_eq!(ladder.rung(RungKind::Approvals).words, "0 of 2, 0 against");
	assert_eq!(ladder.rung(RungKind::Consent).words, "not given");
}

#[test]
fn who_has_answered_need_not_act_again() {
	let view = request().approved_by(0).rejected_by(2).consented();
	assert_eq!(states(&view), [Awaited, Done, Later, Later]);
	let ladder = ladder(&view);
	assert_eq!(ladder.waiting(), "1 of Bob");
	assert_eq!(ladder.duty_of(&ADMINS[1]), Some(Action::Approve { missing: 1 }));
	assert_eq!(ladder.duty_of(&ADMINS[0]), None);
	assert_eq!(ladder.duty_of(&DAVE), None);
	assert_eq!(ladder.rung(RungKind::Approvals).words, "1 of 2, 1 against");
	assert_eq!(names(&ladder.rung(RungKind::Approvals).waits_for), ["Bob"]);
}

#[test]
fn administrator_does_not_answer_an_own_request() {
	let mut view = request();
	view.request.requester = ADMINS[0];
	assert_eq!(ladder(&view).waiting(), "2 of Bob, Charlie; Dave (consent)");
}

#[test]
fn approved_request_waits_for_consent() {
	let view = request().approved_by(0).approved_by(1);
	assert_eq!(states(&view), [Done, Awaited, Later, Later]);
	let ladder = ladder(&view);
	assert_eq!(ladder.waiting(), "Dave (consent)");
	assert_eq!(ladder.duty_of(&DAVE), Some(Action::Consent));
	assert_eq!(
		ladder.rung(RungKind::Opening).words,
		"can be opened with the patient's CSP code"
	);
}

#[test]
fn requester_downloads_what_is_approved_and_consented_to() {
	let view = request().approved_by(0).approved_by(1).consented();
	assert_eq!(states(&view), [Done, Done, Awaited, Later]);
	let ladder = ladder(&view);
	assert_eq!(ladder.waiting(), "Eve (download)");
	assert_eq!(ladder.duty_of(&EVE), Some(Action::Download));
	assert_eq!(ladder.obstacle, None);
}

#[test]
fn whoever_reads_is_told_what_the_patient_has_not_confirmed() {
	let mut view = request().approved_by(0).approved_by(1).consented();
	let words = |view: &RequestView| ladder(view).rung(RungKind::Opening).words.clone();
	assert_eq!(words(&view), "can be opened; not confirmed by its patient");
	view.record.as_mut().unwrap().acknowledged = true;
	assert_eq!(words(&view), "can be opened");
}

#[test]
fn rejection_stops_the_rung_that_it_came_from() {
	let by_administrators = request().rejected_by(0).rejected_by(1);
	assert_eq!(
		states(&by_administrators),
		[Stopped, Unreached, Unreached, Awaited]
	);
	let late = request()
		.approved_by(0)
		.consented()
		.ended(RejectionCause::Timeout);
	assert_eq!(states(&late), [Stopped, Done, Unreached, Awaited]);
	let denied = request().ended(RejectionCause::ConsentDenied);
	assert_eq!(states(&denied), [Unreached, Stopped, Unreached, Awaited]);
	let denied_late = request()
		.approved_by(0)
		.approved_by(1)
		.ended(RejectionCause::ConsentDenied);
	assert_eq!(states(&denied_late), [Done, Stopped, Unreached, Awaited]);
	for (view, words) in [
		(by_administrators, "nobody: rejected by the administrators"),
		(late, "nobody: rejected: out of time"),
		(denied, "nobody: rejected: the patient denied consent"),
	] {
		let ladder = ladder(&view);
		assert_eq!((ladder.waiting().as_str(), ladder.duties.len()), (words, 0));
		assert!(matches!(ladder.obstacle, Some(Obstacle::Rejected(_))));
		assert_eq!(names(&ladder.rung(RungKind::Closing).waits_for), ["Eve"]);
	}
}

#[test]
fn open_request_ends_with_its_committee() {
	let view = request().approved_by(0).of_an_earlier_committee();
	assert_eq!(states(&view), [Stopped, Unreached, Unreached, Awaited]);
	let ladder = ladder(&view);
	assert_eq!(ladder.obstacle, Some(Obstacle::CommitteeChanged));
	assert_eq!(ladder.waiting(), "nobody: the committee has changed, ask again");
	assert_eq!(
		ladder.rung(RungKind::Approvals).words,
		"1 of an earlier committee's number, 0 against"
	);
}

#[test]
fn approved_request_outlives_its_committee() {
	let view = request()
		.approved_by(0)
		.approved_by(1)
		.consented()
		.of_an_earlier_committee();
	assert_eq!(states(&view), [Done, Done, Awaited, Later]);
	assert_eq!(ladder(&view).waiting(), "Eve (download)");
}

#[test]
fn erased_record_cannot_be_opened() {
	let view = request().without_record();
	assert_eq!(states(&view), [Awaited, Stopped, Stopped, Awaited]);
	let ladder = ladder(&view);
	assert_eq!(ladder.obstacle, Some(Obstacle::RecordErased));
	assert_eq!(ladder.waiting(), "2 of Alice, Bob, Charlie");
}

#[test]
fn an_emergency_waits_for_no_consent() {
	let view = request().in_emergency(Some(crate::domain::EmergencyRequest {
		facility: 2,
		scope: crate::domain::EmergencyScope::CspKey,
		voters: Vec::new(),
	}));
	let ladder = ladder(&view);
	assert_eq!(ladder.waiting(), "2 of Alice, Bob, Charlie");
	assert_eq!(
		ladder.rung(RungKind::Consent).words,
		"not needed: the emergency committee stands in for the patient"
	);
}
