//! Access in an emergency, from a patient's word to the end of the review.

use crate::common::{glass::*, memory_ledger::emergency::REVIEW_TTL, *};
use medquorum_client::{
	domain::*,
	download::CspSource,
	error::{EmergencyError, Error, LookupError, OpenError},
	ledger::{Call, EmergencyCall},
};

#[tokio::test]
async fn glass_is_broken_explained_and_reviewed() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (id, done) = night.opens(record).await;
	assert_eq!(std::fs::read(night.world.target()).unwrap(), SCAN);
	assert_eq!((done.record_id, done.info.name.as_str()), (record, "scan.dcm"));
	assert_eq!(night.world.ledger.with(|state| state.requests.len()), 0);
	// Nobody finds justified what nobody explained.
	let early = night.reviews(DAVE, id, Finding::Justified).await;
	assert!(matches!(
		early,
		Err(Error::Emergency(EmergencyError::NoStatement(_)))
	));
	let (_, missing) = night.explains(id, "no pulse, no relatives").await.unwrap();
	assert_eq!(missing, []);
	for (at, admin) in night.world.admins.iter().enumerate() {
		let reviewer = night.world.place(admin).reviewer();
		let waits = reviewer.reviews(admin.account()).await.unwrap();
		assert_eq!(waits.len(), usize::from(at < 3), "more than half were enough");
		if at == 3 {
			break;
		}
		let text = reviewer.statement(admin.account(), &admin.keystore, id).await;
		assert_eq!(text.unwrap().unwrap().as_str(), "no pulse, no relatives");
		night.reviews(at, id, Finding::Justified).await.unwrap();
	}
	let breaker = night
		.world
		.ledger
		.with(|state| state.emergencies.breakers.clone());
	assert_eq!(breaker[&night.clinician.account()].unreviewed, []);
}

#[tokio::test]
async fn what_the_emergency_committee_opens_stands_in_for_the_patients_code() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (emergency, ordinary) = night.broken(record).await;
	let glass = night.glass(record).await;
	let (have, need) = glass.approvals();
	assert!(have == 0 && need > 0, "{have} of {need}");
	let scope = EmergencyScope::CspKey;
	assert!(glass.is_whole(scope) && !glass.is_broken(scope));
	let requester = night.world.place(&night.clinician).requester();
	let (account, keystore) = (night.clinician.account(), &night.clinician.keystore);
	// The control: before the approvals there is none.
	assert!(requester.glass_code(account, keystore, emergency).await.is_err());
	for officer in [0, 1] {
		night.officer_approves(officer, emergency).await.unwrap();
	}
	for admin in [ALICE, BOB, CHARLIE] {
		night.world.approve(admin, ordinary).await.unwrap();
	}
	let glass = night.glass(record).await;
	assert!(glass.is_broken(scope) && glass.approvals() == (need, need));
	let code = requester.glass_code(account, keystore, emergency).await.unwrap();
	let source = CspSource::Code(&code);
	let opened = requester.open(account, keystore, ordinary, source).await.unwrap();
	assert_eq!(opened.record_id(), record);
}

#[tokio::test]
async fn command_that_is_killed_and_typed_again_asks_nothing_twice() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let Asked::Sent(first) = night.breaks(record).await.unwrap() else {
		panic!("it was sent");
	};
	assert_eq!(first.len(), 2, "both in one transaction");
	assert_eq!(night.world.ledger.with(|state| state.batches.clone()), [2]);
	assert_eq!(night.breaks(record).await.unwrap(), Asked::Sent(vec![]));
	// The administrators' request runs out or was lost: it alone is made again.
	let glass = night.glass(record).await;
	let ordinary = glass.ordinary.unwrap().id;
	night.world.ledger.with(|state| state.requests.remove(&ordinary));
	let Asked::Sent(again) = night.breaks(record).await.unwrap() else {
		panic!("it was sent");
	};
	assert_eq!(again.len(), 1);
	assert!(night.glass(record).await.ordinary.is_some());
}

#[tokio::test]
async fn who_is_killed_before_the_answer_finds_the_requests_again() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	night.world.ledger.with(|state| {
		state.batch_faults.push_back(memory_ledger::BatchFault::Unheard);
	});
	assert!(night.breaks(record).await.is_err());
	let glass = night.glass(record).await;
	assert!(glass.emergency.is_some() && glass.ordinary.is_some());
	assert_eq!(night.breaks(record).await.unwrap(), Asked::Sent(vec![]));
	// What never left this machine leaves no key behind.
	let other = night.allowed(b"another").await.record_id;
	night.world.ledger.with(|state| {
		state.batch_faults.push_back(memory_ledger::BatchFault::Unsent);
	});
	let kept = |night: &Night| {
		let keystore = &night.clinician.keystore;
		keystore.read(|secrets| secrets.request_seeds.len()).unwrap()
	};
	let before = kept(&night);
	assert!(night.breaks(other).await.is_err());
	assert_eq!(kept(&night), before);
}

#[tokio::test]
async fn record_without_the_patients_word_is_refused_before_anything_is_sent() {
	let night = Night::new().await;
	let record = night.world.upload(SCAN).await.record_id;
	let refused = night.breaks(record).await.unwrap_err();
	let Error::Emergency(error @ EmergencyError::NoEmergencyCapsule(_)) = &refused else {
		panic!("{refused}");
	};
	use medquorum_client::advice::Advice as _;
	assert!(error.next().contains("medquorum request"), "{}", error.next());
	assert_eq!(night.world.ledger.with(|state| state.requests.len()), 0);
}

#[tokio::test]
async fn emergency_committee_alone_does_not_open_the_file() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (emergency, ordinary) = night.broken(record).await;
	for officer in [0, 1] {
		night.officer_approves(officer, emergency).await.unwrap();
	}
	let key = night.unwrapped(emergency).await.unwrap();
	for admin in [ALICE, BOB] {
		let refused = night
			.world
			.refused_without_fetch(
				night
					.world
					.download(&night.clinician, ordinary, CspSource::Key(&key)),
			)
			.await;
		assert!(matches!(
			refused,
			Error::Open(OpenError::ReportKeyMissing { need: 3, .. })
		));
		night.world.approve(admin, ordinary).await.unwrap();
	}
	// Nor does the emergency request open it by itself.
	let whole = night
		.world
		.download(&night.clinician, emergency, CspSource::Emergency)
		.await;
	assert!(matches!(whole, Err(Error::Open(OpenError::ScopeTooNarrow(_)))));
	night.world.assert_no_output();
	night.world.approve(CHARLIE, ordinary).await.unwrap();
	let done = night
		.world
		.download(&night.clinician, ordinary, CspSource::Key(&key))
		.await;
	done.unwrap();
}

#[tokio::test]
async fn fewer_emergency_administrators_than_agreed_give_no_key() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (emergency, _) = night.broken(record).await;
	let missing = night.unwrapped(emergency).await.err().unwrap();
	assert!(matches!(
		missing,
		Error::Open(OpenError::ReportKeyMissing { have: 0, need: 2, .. })
	));
	night.officer_approves(0, emergency).await.unwrap();
	assert!(matches!(
		night.unwrapped(emergency).await.err().unwrap(),
		Error::Open(OpenError::ReportKeyMissing { have: 1, need: 2, .. })
	));
}

#[tokio::test]
async fn nobody_approves_for_a_colleague_of_the_own_house() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (emergency, _) = night.broken(record).await;
	let refused = night.officer_approves(2, emergency).await;
	assert!(matches!(
		refused,
		Err(Error::Emergency(EmergencyError::SameFacility {
			facility: HOUSE,
			..
		}))
	));
	night.officer_approves(0, emergency).await.unwrap();
}

#[tokio::test]
async fn patient_takes_it_back_and_requests_end() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (emergency, ordinary) = night.broken(record).await;
	let patient = &night.world.patient;
	let role = night.world.place(patient).patient();
	role.remove_emergency(&patient.signer, record).await.unwrap();
	let refused = night.officer_approves(0, emergency).await;
	assert!(matches!(refused, Err(Error::Lookup(LookupError::NoRequest(_)))));
	night.world.approve(ALICE, ordinary).await.unwrap();
	assert!(matches!(
		night.breaks(record).await,
		Err(Error::Emergency(EmergencyError::NoEmergencyCapsule(_)))
	));
	let again = role.remove_emergency(&patient.signer, record).await;
	assert!(matches!(
		again,
		Err(Error::Emergency(EmergencyError::NoEmergencyCapsule(_)))
	));
	// Allowed again, it is another capsule, and everything begins again.
	night.allow(record).await.unwrap();
	assert!(matches!(
		night.allow(record).await,
		Err(Error::Emergency(EmergencyError::AlreadyAllowed(_)))
	));
	night.breaks(record).await.unwrap();
}

#[tokio::test]
async fn only_the_patient_and_only_another_committee() {
	let night = Night::new().await;
	let record = night.world.upload(SCAN).await.record_id;
	let stranger = &night.world.clinician;
	let role = night.world.place(stranger).patient();
	let refused = role
		.allow_emergency(&stranger.signer, &stranger.keystore, record, EMERGENCY)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::NotYourRecord { .. }))
	));
	let patient = &night.world.patient;
	let role = night.world.place(patient).patient();
	let own = role
		.allow_emergency(&patient.signer, &patient.keystore, record, KEY)
		.await;
	assert!(matches!(
		own,
		Err(Error::Emergency(EmergencyError::SameCommittee(KEY)))
	));
	let mut trust = night.world.trust.clone();
	trust.committees.remove(&EMERGENCY);
	let blind = night.world.place(patient).believing(&trust).patient();
	let unpinned = blind
		.allow_emergency(&patient.signer, &patient.keystore, record, EMERGENCY)
		.await;
	assert!(matches!(unpinned, Err(Error::Trust(_))));
	// An ordinary clinician breaks no glass.
	night.allow(record).await.unwrap();
	let person = &night.world.clinician;
	let requester = night.world.place(person).requester();
	let refused = requester
		.break_glass(
			&person.signer,
			&person.keystore,
			record,
			Purpose::EmergencyTreatment,
		)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::WrongRole { .. }))
	));
}

#[tokio::test]
async fn fourth_unreviewed_access_is_refused_and_an_overdue_one_stops_everything() {
	let night = Night::new().await;
	let mut opened = Vec::new();
	for number in 0..MAX_UNREVIEWED {
		let record = night.allowed(&[u8::try_from(number).unwrap(); 9]).await.record_id;
		let (emergency, _) = night.broken(record).await;
		for officer in [0, 1] {
			night.officer_approves(officer, emergency).await.unwrap();
		}
		opened.push(emergency);
	}
	let next = night.allowed(b"the fourth").await.record_id;
	assert!(matches!(
		night.breaks(next).await,
		Err(Error::Emergency(EmergencyError::Unreviewed { have: 3 }))
	));
	let anybody = &night.world.patient;
	let reviewer = night.world.place(anybody).reviewer();
	assert!(matches!(
		reviewer.enforce(&anybody.signer, opened[0]).await,
		Err(Error::Emergency(EmergencyError::NotOverdue { .. }))
	));
	night.world.ledger.pass(REVIEW_TTL + 1);
	assert!(matches!(
		night.breaks(next).await,
		Err(Error::Emergency(EmergencyError::Overdue { .. }))
	));
	// Ordinary requests too.
	let person = &night.clinician;
	let requester = night.world.place(person).requester();
	let ordinary = requester
		.request(&person.signer, &person.keystore, next, Purpose::Treatment)
		.await;
	assert!(matches!(
		ordinary,
		Err(Error::Emergency(EmergencyError::Overdue { .. }))
	));
	reviewer.enforce(&anybody.signer, opened[0]).await.unwrap();
	assert!(matches!(
		night.breaks(next).await,
		Err(Error::Emergency(EmergencyError::Suspended {
			cause: SuspensionCause::Overdue,
			..
		}))
	));
	assert!(matches!(
		reviewer.enforce(&anybody.signer, opened[0]).await,
		Err(Error::Emergency(EmergencyError::NoReview(_)))
	));
}

#[tokio::test]
async fn who_has_a_part_in_it_does_not_review_it() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (id, _) = night.broken(record).await;
	for officer in [0, 1] {
		night.officer_approves(officer, id).await.unwrap();
	}
	let officer = &night.officers[0];
	let stranger = night.world.place(officer).reviewer();
	assert!(matches!(
		stranger.submit(&officer.signer, id, Finding::Unjustified).await,
		Err(Error::Lookup(LookupError::NotAdmin { key_id: KEY, .. }))
	));
	// An administrator of both committees who approved the emergency.
	let alice = night.world.admins[ALICE].account();
	night.world.ledger.with(|state| {
		let review = state.emergencies.reviews.get_mut(&id).unwrap();
		review.voters.push(alice);
	});
	assert!(matches!(
		night.reviews(ALICE, id, Finding::Unjustified).await,
		Err(Error::Emergency(EmergencyError::OwnPart(_)))
	));
	night.reviews(BOB, id, Finding::Unjustified).await.unwrap();
	assert!(matches!(
		night.reviews(BOB, id, Finding::Unjustified).await,
		Err(Error::Lookup(LookupError::AlreadyAnswered(_)))
	));
	night.reviews(CHARLIE, id, Finding::Unjustified).await.unwrap();
	// Who is suspended breaks no other glass.
	let fresh = night.allowed(b"another").await.record_id;
	assert!(matches!(
		night.breaks(fresh).await,
		Err(Error::Emergency(EmergencyError::Suspended {
			cause: SuspensionCause::Unjustified,
			..
		}))
	));
	let breakers = night
		.world
		.ledger
		.with(|state| state.emergencies.breakers.clone());
	assert!(breakers[&night.clinician.account()].suspended.is_some());
}

#[tokio::test]
async fn statement_is_for_the_reviewers_and_of_a_length() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (id, _) = night.broken(record).await;
	assert!(matches!(
		night.explains(id, "too early").await,
		Err(Error::Emergency(EmergencyError::NoReview(_)))
	));
	for officer in [0, 1] {
		night.officer_approves(officer, id).await.unwrap();
	}
	for text in ["", &"x".repeat(64 * 1024 + 1)] {
		assert!(matches!(
			night.explains(id, text).await,
			Err(Error::Emergency(EmergencyError::StatementLength { .. }))
		));
	}
	night.explains(id, "no pulse").await.unwrap();
	for other in [&night.world.patient, &night.officers[0]] {
		let reviewer = night.world.place(other).reviewer();
		let read = reviewer.statement(other.account(), &other.keystore, id).await;
		assert!(matches!(
			read,
			Err(Error::Emergency(EmergencyError::StatementUnreadable(_)))
		));
	}
	// Somebody else's access is not explained.
	let stranger = &night.world.clinician;
	let requester = night.world.place(stranger).requester();
	let filed = requester
		.file_statement(&stranger.signer, &stranger.notes, id, "I was there")
		.await;
	assert!(matches!(
		filed,
		Err(Error::Lookup(LookupError::NotYourRequest { .. }))
	));
}

#[tokio::test]
async fn an_emergency_needs_no_consent_and_the_patient_is_told_so() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (emergency, _) = night.broken(record).await;
	assert!(matches!(
		night.world.consent(emergency).await,
		Err(Error::Lookup(LookupError::NeedsNoConsent(_)))
	));
	let observer = night.world.place(&night.world.patient).observer();
	let view = observer.request_view(emergency).await.unwrap();
	assert!(view.consented && view.emergency.is_some());
}

#[tokio::test]
async fn calls_are_handed_out_as_one() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let place = night.world.place(&night.clinician).emitting();
	let Asked::Call(call) = night.breaks_over(place, record).await.unwrap() else {
		panic!("nothing is sent");
	};
	assert_eq!(call.name, "force_batch");
	assert_eq!(night.world.ledger.with(|state| state.requests.len()), 0);
	let directive = EmergencyDirective {
		key_id: EMERGENCY,
		scope: EmergencyScope::CspKey,
	};
	let patient = &night.world.patient;
	let role = night.world.place(patient).patient();
	role.set_emergency(&patient.signer, Some(directive))
		.await
		.unwrap();
	role.set_emergency(&patient.signer, None).await.unwrap();
	let who = patient.account();
	let alone = Call::Emergency(EmergencyCall::Reinstate { who });
	assert!(night.world.ledger.send(who, &alone).is_err());
}

#[tokio::test]
async fn clinician_without_tokens_whom_a_facility_pays_for_asks_one_by_one() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let employee = night.clinician.account();
	let facility = night.world.facility.account();
	night.world.ledger.with(|state| {
		let per_day = 9;
		state
			.sponsorships
			.insert(employee, Sponsorship { facility, per_day });
		state.poor.insert(employee);
	});
	night.breaks(record).await.unwrap();
	let glass = night.glass(record).await;
	assert!(glass.emergency.is_some() && glass.ordinary.is_some());
}

/// The batch was handed over, so a line that breaks afterwards says nothing of what became of it.
#[tokio::test]
async fn a_line_that_breaks_between_two_requests_costs_no_key() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	night.world.ledger.with(|state| {
		state.batch_faults.push_back(memory_ledger::BatchFault::Unpaid);
		state.cut_next = true;
	});
	assert!(night.breaks(record).await.is_err());
	assert_eq!(night.breaks(record).await.unwrap(), Asked::Sent(vec![]));
	let (_, opened) = night.opens(record).await;
	assert_eq!(opened.record_id, record);
}
