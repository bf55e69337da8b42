//! Every event becomes an entry, and an entry says no more than the event shows.

use crate::common::{
	self, Cast, PATIENT, REQUESTER, account,
	story::{everybody, past, question, report},
};
use medquorum_audit::{
	Access, Act, Entry, Nobody, Question, entry::needed, runtime::Runtime, testing::metadata,
};
use medquorum_core::domain::{AccountId, RecordId};
use std::collections::BTreeSet;

fn entries(question: Question) -> Vec<Entry> {
	report(question, &Cast).entries
}

#[test]
fn an_emergency_stands_in_for_consent_from_the_last_approval_on() {
	let of = |id: &str| {
		let all = entries(question()).into_iter();
		let about = all.filter(|entry| {
			entry
				.request
				.is_some_and(|found| found.to_string().starts_with(id))
		});
		about.map(|entry| (entry.act, entry.access)).collect::<Vec<_>>()
	};
	let (opened, other) = (of("06"), of("05"));
	assert_eq!(opened.last(), Some(&(Act::EnoughApprovals, Access::FromNow)));
	assert!(
		other.iter().all(|(_, access)| *access == Access::Unsaid),
		"{other:?}"
	);
	assert!(other.contains(&(Act::BrokeGlass, Access::Unsaid)));
}

#[test]
fn every_event_of_the_runtime_is_known_and_told_in_words() {
	let metadata = metadata();
	let runtime = Runtime::newest().unwrap();
	for name in metadata.event_names() {
		let events = runtime.events(&metadata.events(&[(&name, 7)])).unwrap();
		let [event] = events.as_slice() else {
			panic!("{name}: {events:?}");
		};
		let act = Act::of(event);
		assert_ne!(act, Act::Other, "{name} has no row in client/audit/src/act.rs");
		assert!(
			!medquorum_core::views::sentence(event, &Nobody, None).starts_with("MedicalRecords."),
			"{name} has no sentence"
		);
		if let Some(actor) = act.actor() {
			let who = event
				.field(actor)
				.unwrap_or_else(|| panic!("{name} has no {actor}"));
			assert!(
				who == "none" || who.parse::<AccountId>().is_ok(),
				"{name}.{actor}: {who}"
			);
		}
	}
}

#[test]
fn the_story_tells_everything_that_this_program_knows() {
	let told: BTreeSet<String> = entries(everybody())
		.iter()
		.map(|entry| entry.event.name.clone())
		.collect();
	for name in metadata().event_names() {
		assert!(
			told.contains(&name),
			"{name} is missing in the story of the tests"
		);
	}
}

#[test]
fn what_this_program_does_not_know_is_told_all_the_same() {
	let all = entries(question());
	let last = all.last().unwrap();
	assert_eq!(
		(last.act, last.event.name.as_str()),
		(Act::Other, "RecordPraised")
	);
	assert!(last.words().contains("RecordPraised"), "{}", last.words());
	assert_eq!(last.patient.as_ref().unwrap().shown(), "Dave");
}

#[test]
fn an_entry_says_who_what_when_and_why() {
	let all = entries(question());
	let asked = all.iter().find(|entry| entry.act == Act::Asked).unwrap();
	assert_eq!(asked.who.as_ref().unwrap().shown(), "Eve");
	assert_eq!(asked.payer.as_ref().unwrap().shown(), "Ferdie");
	assert_eq!(asked.patient.as_ref().unwrap().shown(), "Dave");
	assert_eq!(asked.purpose, Some("TREAT"));
	assert_eq!(asked.time.as_deref(), Some("2026-11-26T20:16:24.000Z"));
	// Later events name the request alone; who asked and what for is told with them.
	let approved = all.iter().find(|entry| entry.act == Act::Approved).unwrap();
	assert_eq!(approved.who.as_ref().unwrap().shown(), "Alice");
	assert_eq!(
		(approved.purpose, approved.requester.as_ref().unwrap().shown()),
		(Some("TREAT"), "Eve".to_owned())
	);
	let rejected = all.iter().find(|entry| entry.act == Act::Rejected).unwrap();
	assert_eq!(rejected.reason.as_deref(), Some("NotJustified"));
	// Nobody of the chain's accounts did what the council decided.
	let unfrozen = all.iter().find(|entry| entry.act == Act::Unfroze).unwrap();
	assert_eq!(unfrozen.who, None);
	assert!(unfrozen.words().contains("the council"), "{}", unfrozen.words());
}

#[test]
fn access_is_told_from_when_on_and_never_more() {
	let all = entries(question());
	let of = |id: &str| -> Vec<(Act, Access)> {
		let own = all.iter().filter(|entry| {
			entry
				.request
				.is_some_and(|request| request.to_string().starts_with(id))
		});
		own.map(|entry| (entry.act, entry.access)).collect()
	};
	let granted = [
		(Act::Asked, Access::Unsaid),
		(Act::Approved, Access::Unsaid),
		(Act::EnoughApprovals, Access::Unsaid),
		(Act::Consented, Access::FromNow),
		(Act::Closed, Access::UntilNow),
	];
	assert_eq!(of("0101"), granted);
	assert_eq!(of("0202").last(), Some(&(Act::Closed, Access::Never)));
	// Who asks for a record of their own has consented by asking.
	assert!(of("0303").contains(&(Act::EnoughApprovals, Access::FromNow)));
	assert_eq!(of("0404").last(), Some(&(Act::Ended, Access::Never)));
	let consented = all.iter().find(|entry| entry.act == Act::Consented).unwrap();
	assert!(
		consented
			.words()
			.ends_with("; from now on Eve can open the record"),
		"{}",
		consented.words()
	);
	for entry in &all {
		let words = entry.words();
		assert!(
			!words.contains("read the record") || words.contains("could have read"),
			"{words}"
		);
	}
}

#[test]
fn a_question_finds_what_concerns_it_and_nothing_else() {
	let of_patient = entries(question());
	let all = entries(everybody());
	assert!(of_patient.len() < all.len());
	assert!(
		of_patient.iter().any(|entry| entry.act == Act::Erased),
		"erased records still appear"
	);
	let strangers = Question {
		accounts: [account(99)].into(),
		records: BTreeSet::new(),
		..everybody()
	};
	assert_eq!(entries(strangers), []);
	// Whoever is asked about without records finds what names the account, and what for.
	let admin = Question {
		accounts: [account(common::ADMIN)].into(),
		..everybody()
	};
	let told = entries(admin.clone());
	let acts: Vec<_> = told.iter().map(|entry| entry.act).collect();
	let expected = [
		Act::SetCommittee,
		Act::Approved,
		Act::Rejected,
		Act::ReviewedEmergency,
	];
	assert_eq!(acts, expected);
	assert_eq!(
		told[1].purpose,
		Some("TREAT"),
		"the block of the request is learnt from"
	);
	let blocks: Vec<_> = needed(&admin, past())
		.iter()
		.map(|past| past.block.number)
		.collect();
	assert!(blocks.len() < past().len(), "{blocks:?}");
	let mut learnt = Question {
		accounts: [account(PATIENT), account(REQUESTER)].into(),
		..everybody()
	};
	for (_, event) in past().iter().flat_map(|past| &past.events) {
		learnt.learn(event);
	}
	assert_eq!(learnt.records, BTreeSet::from([RecordId(common::story::RECORD)]));
}

#[test]
fn the_document_for_programs_has_every_field() {
	let document = serde_json::to_value(&entries(question())[0]).unwrap();
	let fields: Vec<_> = document.as_object().unwrap().keys().cloned().collect();
	let wanted = [
		"block",
		"hash",
		"index",
		"time",
		"act",
		"who",
		"patient",
		"record",
		"request",
		"requester",
		"payer",
		"purpose",
		"reason",
		"access",
		"event",
	];
	for field in wanted {
		assert!(fields.iter().any(|found| found == field), "{field}");
	}
	assert_eq!(fields.len(), wanted.len());
}
