//! Each thing is told once, to whom it concerns.

use super::*;
use crate::views::{CeremonyDue, CeremonyView, fixtures::*};

const GENESIS: Bytes32 = [1; 32];
const NOW: Moments = Moments {
	block: 9,
	clock: 5,
	millis: Some(1_795_724_100_000),
};

fn told(account: AccountId, told: &mut Told, tell: impl FnOnce(&mut Teller<'_>)) -> Vec<NoticeKind> {
	let mut teller = Teller {
		genesis: GENESIS,
		account,
		told,
		new: Vec::new(),
	};
	tell(&mut teller);
	teller.new.iter().map(|notice| notice.kind).collect()
}

fn event(name: &str, fields: &[(&str, String)]) -> Event {
	let fields = fields
		.iter()
		.map(|(name, value)| ((*name).to_owned(), value.clone()));
	Event {
		pallet: "MedicalRecords".to_owned(),
		name: name.to_owned(),
		fields: fields.collect(),
	}
}

fn far(mut view: RequestView) -> RequestView {
	view.request.expires = view.now + SOON + 1;
	view
}

#[test]
fn old_catalogue_is_told_once_for_each_publication() {
	let pointer = |number| Pointer {
		epoch: 1,
		number,
		commitment: [1; 32],
		locator: [2; 64],
		keyring: [3; 32],
		updated: 0,
	};
	let mut state = Told::default();
	let mut round = |account, number| {
		told(account, &mut state, |teller| {
			teller.stale(EVE, &pointer(number), NOW)
		})
	};
	assert_eq!(round(DAVE, 1), [NoticeKind::CatalogueStale]);
	assert_eq!(round(DAVE, 1), []);
	assert_eq!(round(DAVE, 2), [NoticeKind::CatalogueStale]);
}

#[test]
fn what_waits_is_told_once_and_again_before_it_ends() {
	let waiting = |view: RequestView| Waiting {
		administrator: vec![view.clone()],
		patient: vec![view],
		own: vec![record_view()],
		..Waiting::default()
	};
	let mut state = Told::default();
	let mut round = |view: RequestView| told(DAVE, &mut state, |teller| teller.waiting(&waiting(view), NOW));
	assert_eq!(
		round(far(request())),
		[
			NoticeKind::ToDecide,
			NoticeKind::ConsentAsked,
			NoticeKind::ToAcknowledge
		]
	);
	assert_eq!(round(far(request())), []);
	let mut soon = far(request());
	soon.now += 1;
	assert_eq!(round(soon.clone()), [NoticeKind::AboutToExpire]);
	assert_eq!(round(soon.clone()), []);
	// Another window of the same request ends too.
	soon.request.expires += SOON;
	soon.now += SOON;
	assert_eq!(round(soon), [NoticeKind::AboutToExpire]);
}

#[test]
fn what_is_told_first_shortly_before_its_end_is_told_once() {
	let waiting = Waiting {
		patient: vec![request()],
		..Waiting::default()
	};
	let kinds = told(DAVE, &mut Told::default(), |teller| teller.waiting(&waiting, NOW));
	assert_eq!(kinds, [NoticeKind::ConsentAsked]);
}

#[test]
fn patient_and_requester_are_told_that_a_record_can_be_opened() {
	let opened = request().approved_by(0).approved_by(1).consented();
	let patient = Waiting {
		patient: vec![opened.clone()],
		..Waiting::default()
	};
	let requester = Waiting {
		requester: vec![opened],
		..Waiting::default()
	};
	for (account, waiting) in [(DAVE, &patient), (EVE, &requester)] {
		let kinds = told(account, &mut Told::default(), |teller| {
			teller.waiting(waiting, NOW)
		});
		assert_eq!(kinds, [NoticeKind::Opened]);
	}
	let not_yet = Waiting {
		patient: vec![request().consented()],
		requester: vec![request().approved_by(0).approved_by(1)],
		..Waiting::default()
	};
	assert_eq!(
		told(DAVE, &mut Told::default(), |teller| teller.waiting(&not_yet, NOW)),
		[]
	);
}

#[test]
fn end_of_a_request_is_told_once_whether_seen_in_state_or_in_events() {
	let ended = Waiting {
		requester: vec![request().ended(RejectionCause::Timeout)],
		..Waiting::default()
	};
	let id = RequestId([2; 16]).to_string();
	let rejected = event(
		"RequestRejected",
		&[("request_id", id), ("cause", "Timeout".to_owned())],
	);
	let mut state = Told::default();
	state.requests.insert(RequestId([2; 16]), EVE);
	let kinds = told(EVE, &mut state, |teller| {
		teller.happened(8, Some(1), &rejected);
		teller.waiting(&ended, NOW);
		teller.happened(8, Some(1), &rejected);
	});
	assert_eq!(kinds, [NoticeKind::Ended]);
}

#[test]
fn events_of_others_are_not_told() {
	let id = RequestId([2; 16]).to_string();
	let record = RecordId([1; 16]).to_string();
	let rejected = event(
		"RequestRejected",
		&[("request_id", id.clone()), ("record_id", record.clone())],
	);
	let erased = event(
		"RecordErased",
		&[
			("record_id", record.clone()),
			("patient", DAVE.to_string()),
			("by", FERDIE.to_string()),
		],
	);
	let other = told(EVE, &mut Told::default(), |teller| {
		teller.happened(8, None, &rejected);
		teller.happened(8, None, &erased);
	});
	assert_eq!(other, []);
	let mut foreign = erased.clone();
	foreign.pallet = "Council".to_owned();
	let kinds = told(DAVE, &mut Told::default(), |teller| {
		teller.happened(8, None, &foreign);
		teller.happened(8, None, &erased);
		teller.happened(8, None, &erased);
	});
	assert_eq!(kinds, [NoticeKind::Erased]);
}

#[test]
fn patient_hears_of_a_request_that_came_and_went_unseen() {
	let (id, record) = (RequestId([2; 16]).to_string(), RecordId([1; 16]).to_string());
	let asked = event(
		"AccessRequested",
		&[
			("request_id", id.clone()),
			("record_id", record.clone()),
			("requester", EVE.to_string()),
		],
	);
	let closed = event(
		"RequestClosed",
		&[
			("request_id", id),
			("record_id", record),
			("requester", EVE.to_string()),
			("by", EVE.to_string()),
			("readable", "true".to_owned()),
		],
	);
	let mut state = Told::default();
	state.records.insert(RecordId([1; 16]));
	let mut teller = Teller {
		genesis: GENESIS,
		account: DAVE,
		told: &mut state,
		new: Vec::new(),
	};
	teller.happened(7, None, &asked);
	teller.happened(8, Some(1_795_724_100_000), &closed);
	let [notice] = &teller.new[..] else {
		panic!("{:?}", teller.new)
	};
	assert_eq!((notice.kind, notice.who), (NoticeKind::Ended, Some(EVE)));
	assert!(
		notice
			.words(&Cast)
			.ends_with("its requester could have read the record")
	);
	// Whoever closes a request of their own is not told so.
	let own = told(EVE, &mut Told::default(), |teller| {
		teller.happened(8, None, &closed)
	});
	assert_eq!(own, []);
}

#[test]
fn erasure_that_waits_and_missing_blocks_are_told() {
	let mut view = record_view();
	view.record.acknowledged = true;
	view.ends.erasure = Some(Erasure {
		by: FERDIE,
		reason: ErasureReason::UploadError,
		due: 700,
	});
	let waiting_of = |view: &RecordView| Waiting {
		own: vec![view.clone()],
		..Waiting::default()
	};
	// One that nobody carried out in time does not count.
	let lapsed = RecordView {
		now: 700 + ERASURE_DELAY + 1,
		..view.clone()
	};
	let nothing = told(DAVE, &mut Told::default(), |teller| {
		teller.waiting(&waiting_of(&lapsed), NOW);
	});
	assert_eq!(nothing, []);
	let waiting = waiting_of(&view);
	let mut state = Told::default();
	let kinds = told(DAVE, &mut state, |teller| {
		teller.waiting(&waiting, NOW);
		teller.missed(3, 5);
		teller.missed(3, 5);
	});
	assert_eq!(kinds, [NoticeKind::ErasureScheduled, NoticeKind::Missed]);
}

#[test]
fn what_was_told_stays_bounded_and_the_newest_stays() {
	let mut state = Told::default();
	for at in 0..MAX_TOLD + 10 {
		state
			.told
			.insert(format!("decide/{at}"), u32::try_from(at).unwrap());
	}
	told(DAVE, &mut state, |teller| teller.tidy());
	assert_eq!(state.told.len(), MAX_TOLD);
	assert!(state.told.contains_key(&format!("decide/{}", MAX_TOLD + 9)));
	assert!(!state.told.contains_key("decide/9"));
}

#[test]
fn an_emergency_is_told_at_once_to_patient_and_reviewers_and_to_each_once() {
	let review = Review {
		due: 900,
		voters: Vec::new(),
		..review()
	};
	let waiting = Waiting {
		reviews: vec![(RequestId([2; 16]), review)],
		..Waiting::default()
	};
	for (account, kinds) in [
		(DAVE, vec![NoticeKind::GlassBroken]),
		(ADMINS[0], vec![NoticeKind::GlassBroken]),
		(EVE, vec![]),
	] {
		let mut state = Told::default();
		let mut round = || told(account, &mut state, |teller| teller.waiting(&waiting, NOW));
		assert_eq!(round(), kinds);
		assert_eq!(round(), []);
	}
	// Before it is opened, the patient hears that somebody asks for it, and not that consent is wanted.
	let asked = request().in_emergency(Some(EmergencyRequest {
		facility: 2,
		scope: EmergencyScope::CspKey,
		voters: Vec::new(),
	}));
	let waiting = Waiting {
		patient: vec![far(asked)],
		..Waiting::default()
	};
	let heard = told(DAVE, &mut Told::default(), |teller| teller.waiting(&waiting, NOW));
	assert_eq!(heard, [NoticeKind::EmergencyAsked]);
}

#[test]
fn each_step_of_a_ceremony_is_told_once() {
	let view = |due, until| CeremonyView {
		key_id: 8,
		epoch: 1,
		attempt: 1,
		rule: (3, 4),
		due,
		until,
	};
	let mut state = Told::default();
	let mut round = |due, until| {
		let waiting = Waiting {
			ceremonies: vec![view(due, until)],
			..Waiting::default()
		};
		told(DAVE, &mut state, |teller| teller.waiting(&waiting, NOW))
	};
	assert_eq!(round(CeremonyDue::Join, 90), [NoticeKind::CeremonyWaits]);
	assert_eq!(round(CeremonyDue::Join, 90), []);
	assert_eq!(round(CeremonyDue::Deal, 190), [NoticeKind::CeremonyWaits]);
}
