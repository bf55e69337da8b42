//! What the views of the library say is told in German too: whoever adds a sentence there is reminded here.

use super::german;
use medquorum_client::{
	domain::{
		AccountId, Body, EmergencyScope, ErasureReason, Finding, HoldReason, Purpose, RecordId, RecordStatus,
		RefusalReason, RejectionCause, RejectionReason, RequestId, RequestStatus, Role,
	},
	ledger::{Call, EmergencyCall, Event, OpenMotion},
	look::PRESETS,
	search::Modality,
	views::{Calendar, Motion, Nameless, sentence, words},
};
use std::{collections::BTreeSet, fs, path::Path};

const PALLETS: [&str; 4] = ["MedicalRecords", "CommitteeCeremonies", "Council", "Enactment"];
const REASONS: [&str; 16] = [
	"NotJustified",
	"WrongPatient",
	"UnknownRequester",
	"Duplicate",
	"Other",
	"PatientWish",
	"UploadError",
	"RetentionOver",
	"LegalOrder",
	"NotMine",
	"Incorrect",
	"Unwanted",
	"Litigation",
	"Investigation",
	"RetentionDuty",
	"EmergencyTreatment",
];
const CAUSES: [&str; 10] = [
	"Administrators",
	"Timeout",
	"ConsentDenied",
	"RecordErased",
	"RecordSuspended",
	"RecordSuperseded",
	"EpochOver",
	"Governance",
	"RecordRefused",
	"EmergencyRemoved",
];
const OUTCOMES: [&str; 7] = [
	"Activated",
	"Silent(Ready, )",
	"Silent(Deal, 2, 3)",
	"Refused(1, 3)",
	"FalseComplaints(2)",
	"TooManyComplaints(1)",
	"Left(4)",
];
/// Every field that a sentence is made of.
const FIELDS: [(&str, &str); 49] = [
	("who", "Eve"),
	("by", "Dave"),
	("facility", "City"),
	("employee", "Eve"),
	("per_day", "3"),
	("guardian", "Dave"),
	("from", "7"),
	("until", "9"),
	("csp_version", "2"),
	("new", "Eve"),
	("old", "Patient"),
	("role", "Clinician"),
	("key_id", "1"),
	("epoch", "2"),
	("k", "2"),
	("members", "Alice, Bob"),
	("old_members", "Alice, Dave"),
	("switch_at", "7"),
	("record_id", "aa11"),
	("patient", "Ida"),
	("supersedes", "bb22"),
	("uploader", "City"),
	("reason", "Other"),
	("was", "cc33"),
	("due", "8"),
	("wanted_by", "City"),
	("number", "4"),
	("searchable", "true"),
	("host", "Cellar"),
	("request_id", "dd44"),
	("readable", "true"),
	("requester", "Eve"),
	("payer", "City"),
	("purpose", "Treatment"),
	("admin", "Alice"),
	("index", "3"),
	("yes", "1"),
	("no", "0"),
	("needed", "2"),
	("proposal_hash", "0x0123456789ab"),
	("account", "Alice"),
	("proposal_index", "5"),
	("threshold", "2"),
	("voted", "true"),
	("body", "Council"),
	("dealer", "2"),
	("accuser", "3"),
	("attempt", "1"),
	("maker", "Ida"),
];

type Changes = &'static [(&'static str, &'static str)];

/// What an event may say besides; an empty name stands for every event.
const BESIDES: [(&str, Changes); 34] = [
	("", &[]),
	("", &[("by", "none")]),
	("", &[("by", "City")]),
	("", &[("by", "Eve")]),
	("", &[("by", "Ida")]),
	("GuardianNamed", &[("guardian", "none")]),
	("GuardianNamed", &[("from", "none")]),
	("GuardianNamed", &[("until", "none")]),
	("GuardianNamed", &[("from", "none"), ("until", "none")]),
	("RoleSet", &[("old", "none")]),
	("CommitteeSet", &[("old_members", "none")]),
	("CommitteeSet", &[("switch_at", "none")]),
	("CommitteeSet", &[("old_members", "none"), ("switch_at", "none")]),
	("RecordRegistered", &[("supersedes", "none")]),
	("CorrectionAllowed", &[("uploader", "none")]),
	("RecordErased", &[("patient", "none")]),
	("SearchableSet", &[("searchable", "false")]),
	("SearchDirectiveSet", &[("searchable", "false")]),
	("AccessRequested", &[("payer", "none")]),
	("ApprovalRecorded", &[("key_id", "none")]),
	("RequestClosed", &[("readable", "false")]),
	("RequestCancelled", &[("readable", "false")]),
	("Voted", &[("voted", "false")]),
	("NoticeGiven", &[("body", "Recovery")]),
	("NoticeStopped", &[("body", "Recovery")]),
	("Replaced", &[("body", "Recovery")]),
	("FacilitySet", &[("facility", "none")]),
	("EmergencyDirectiveSet", &[("directive", "none")]),
	("EmergencyAdded", &[("scope", "BothKeys")]),
	("GlassBroken", &[("due", "none")]),
	("EmergencySuspended", &[("cause", "Overdue")]),
	("CeremonyOpened", &[("until", "none")]),
	("StageBegun", &[("until", "none")]),
	("Complained", &[("until", "none")]),
];

/// What stands between quotes in the sources of the events' sentences and could be the name of an event.
fn names() -> BTreeSet<String> {
	let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/views");
	let mut names = BTreeSet::new();
	for file in ["event.rs", "event/ceremony.rs", "event/emergency.rs"] {
		let text = fs::read_to_string(folder.join(file)).unwrap();
		let code = text.split("#[cfg(test)]").next().unwrap();
		let quoted = code.split('"').skip(1).step_by(2);
		let is_name =
			|word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphanumeric);
		names.extend(quoted.filter(is_name).map(str::to_owned));
	}
	names
}

/// The sentence of an event with these fields in place of the usual ones; `None` where no such event has one.
fn told(pallet: &str, name: &str, changes: &[(&str, &str)], calendar: Option<Calendar>) -> Option<String> {
	let cause = match name {
		"EmergencySuspended" => "Unjustified",
		_ => "Timeout",
	};
	let rest = [
		("cause", cause),
		("stage", "Deal"),
		("outcome", "Activated"),
		("scope", "CspKey"),
		("directive", "some"),
		("verdict", "Justified"),
	];
	let fields = FIELDS.iter().chain(&rest).map(|(field, usual)| {
		let change = changes.iter().find(|(changed, _)| changed == field);
		let value = change.map_or(*usual, |(_, value)| *value);
		((*field).to_owned(), value.to_owned())
	});
	let event = Event {
		pallet: pallet.to_owned(),
		name: name.to_owned(),
		fields: fields.collect(),
	};
	let told = sentence(&event, &Nameless, calendar);
	(!told.starts_with(&format!("{pallet}.{name}: "))).then_some(told)
}

/// The same in every pallet, with and without dates; each sentence that has no German.
fn untold(name: &str, changes: &[(&str, &str)], seen: &mut usize) -> Vec<String> {
	let calendar = Calendar {
		clock: 1,
		millis: 1_795_724_100_000,
	};
	let mut missing = Vec::new();
	for pallet in PALLETS {
		for calendar in [None, Some(calendar)] {
			let Some(english) = told(pallet, name, changes, calendar) else {
				continue;
			};
			*seen += 1;
			if german(&english).is_none() {
				missing.push(english);
			}
		}
	}
	missing
}

#[test]
fn every_event_is_told_in_german() {
	let (mut seen, mut missing) = (0, Vec::new());
	for name in names() {
		for (of, changes) in BESIDES {
			if of.is_empty() || of == name {
				missing.extend(untold(&name, changes, &mut seen));
			}
		}
	}
	let of_one: [(&str, &str, &[&str]); 9] = [
		("CeremonyEnded", "outcome", &OUTCOMES),
		(
			"StageBegun",
			"stage",
			&["Join", "Deal", "Certify", "HandOver", "Ready"],
		),
		("RequestRejected", "cause", &CAUSES[..3]),
		("RequestCancelled", "cause", &CAUSES),
		("RecordErased", "reason", &REASONS),
		("HoldPlaced", "reason", &REASONS),
		("RejectionRecorded", "reason", &REASONS),
		("ReviewSubmitted", "verdict", &["Justified", "Unjustified"]),
		("GlassReviewed", "verdict", &["Justified", "Unjustified"]),
	];
	for (name, field, values) in of_one {
		for value in values {
			missing.extend(untold(name, &[(field, *value)], &mut seen));
		}
	}
	for purpose in Purpose::ALL {
		let purpose = format!("{purpose:?}");
		missing.extend(untold("AccessRequested", &[("purpose", &purpose)], &mut seen));
	}
	assert!(missing.is_empty(), "{missing:#?}");
	// The control: the names were found, and an unknown one would be missed.
	assert!(seen > 600, "{seen}");
	assert_eq!(told("Council", "Unheard", &[], None), None);
}

fn calls() -> Vec<Call> {
	let (who, old, new) = (AccountId([1; 32]), AccountId([2; 32]), AccountId([3; 32]));
	let roles = [
		Role::Patient,
		Role::Clinician,
		Role::Facility,
		Role::DataProtectionOfficer,
		Role::StorageHost,
		Role::EmergencyClinician,
	];
	let mut calls: Vec<Call> = roles.map(|role| Call::SetRole { who, role }).into();
	calls.extend([
		Call::FreezeAccount { who },
		Call::UnfreezeAccount { who },
		Call::ReplaceAccount { old, new },
		Call::RetireCommittee { key_id: 3 },
		Call::CancelRequest {
			request_id: RequestId([1; 16]),
		},
		Call::StopErasure {
			record_id: RecordId([1; 16]),
		},
		Call::LiftHold {
			record_id: RecordId([1; 16]),
		},
		Call::SetMembers {
			members: vec![old, new],
		},
		Call::AuthorizeUpgrade { code_hash: [7; 32] },
		Call::StopScheduled { index: 3 },
		Call::Pause,
		Call::EndPause,
		Call::AddCollator { who },
		Call::RemoveCollator { who },
		Call::Emergency(EmergencyCall::SetFacility {
			who,
			facility: Some(3),
		}),
		Call::Emergency(EmergencyCall::SetFacility { who, facility: None }),
		Call::Emergency(EmergencyCall::Reinstate { who }),
	]);
	for body in [Body::Council, Body::Recovery] {
		calls.push(Call::StopNotice { body, index: 3 });
		calls.push(Call::GiveNotice {
			body,
			members: vec![old, new],
		});
	}
	let later = calls.clone().into_iter();
	let later: Vec<Call> = later
		.map(|call| Call::Schedule { call: Box::new(call) })
		.collect();
	calls.extend(later);
	calls
}

#[test]
fn effects_of_motions_are_told_in_german() {
	for call in calls() {
		let motion = OpenMotion {
			hash: [7; 32],
			index: 0,
			proposed_by: None,
			threshold: 2,
			ayes: Vec::new(),
			nays: Vec::new(),
			until: 90,
			call: Some(call),
		};
		let what = Motion::of(&motion, &Nameless).what;
		assert!(german(&what).is_some(), "{what}");
	}
	for what in [
		"committee 1: 2 of 3 administrators: Alice, Bob, Charlie",
		"committee 1: 2 of 3 administrators: Alice, Bob; handed over by 2 of those it has",
		"committee 1: 2 of 3 administrators: Alice, Bob; handed over by 2 of those it has, AT ONCE",
		"a ceremony on the chain, attempt 1, for committee 3: 2 of 3 administrators: Alice, Bob",
		"later: a ceremony on the chain, attempt 1, for committee 3: 2 of 3 administrators: Alice; 2 of those it has deal its key on",
		"block 100, in 20 blocks (about 2 minutes)",
		"now, for another 19 blocks",
		"no more: it lapsed",
	] {
		assert!(german(what).is_some(), "{what}");
	}
}

#[test]
fn words_of_values_are_told_in_german() {
	let mut all: Vec<String> = Purpose::ALL.map(|purpose| purpose.to_string()).into();
	all.extend(Modality::all().map(|modality| modality.words().to_owned()));
	all.extend(PRESETS.map(|preset| preset.name.to_owned()));
	for reason in [
		RejectionReason::NotJustified,
		RejectionReason::WrongPatient,
		RejectionReason::UnknownRequester,
		RejectionReason::Duplicate,
		RejectionReason::Other,
	] {
		all.push(words::reason(reason).to_owned());
	}
	for cause in [
		RejectionCause::Administrators,
		RejectionCause::Timeout,
		RejectionCause::ConsentDenied,
	] {
		all.push(words::request_status(RequestStatus::Rejected(cause)).to_owned());
	}
	for status in [
		RecordStatus::Active,
		RecordStatus::Suspended,
		RecordStatus::Superseded,
	] {
		all.extend([true, false].map(|acknowledged| words::record_status(status, acknowledged).to_owned()));
	}
	all.extend([ErasureReason::PatientWish, ErasureReason::UploadError].map(|reason| reason.to_string()));
	all.extend([RefusalReason::NotMine, RefusalReason::Incorrect].map(|reason| reason.to_string()));
	all.extend([HoldReason::Litigation, HoldReason::RetentionDuty].map(|reason| reason.to_string()));
	all.extend([Finding::Justified, Finding::Unjustified].map(|finding| format!("1 {finding}")));
	all.extend([EmergencyScope::CspKey, EmergencyScope::BothKeys].map(|scope| scope.to_string()));
	let missing: Vec<_> = all.iter().filter(|words| german(words).is_none()).collect();
	assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn sentences_that_pages_print_are_told_whole() {
	for (english, expected) in [
		(
			"permits anybody who may read, for any purpose, of every record",
			"erlaubt: alle, die lesen dürfen; Zweck: jeder; jede Akte",
		),
		(
			"denies Alice, Bob, for treatment, research, of record 01010101, 02020202 until 2026-03-05 07:09 UTC",
			"verweigert: Alice, Bob; Zweck: Behandlung, Forschung; Akte 01010101, 02020202; bis 05.03.2026 07:09 UTC",
		),
		("administrator 3 approved", "Verwaltende 3 gaben frei"),
		(
			"administrator 3 rejected: wrong patient",
			"Verwaltende 3 lehnten ab: falscher Patient",
		),
		(
			"1 of an earlier committee's number, 0 against",
			"1 von so vielen, wie ein früheres Gremium brauchte, 0 dagegen",
		),
		(
			"anywhere (your main account): registered, CSP key version 1; frozen",
			"überall (Ihr Hauptkonto): eingetragen, CSP-Schlüssel Fassung 1; eingefroren",
		),
		(
			"the study's table of contents is damaged (a series is missing)",
			"das Verzeichnis der Studie ist beschädigt (eine Serie fehlt)",
		),
		// Somebody else's words stay as they are.
		(
			"the study's table of contents is damaged (<b>boom</b>)",
			"das Verzeichnis der Studie ist beschädigt (<b>boom</b>)",
		),
	] {
		assert_eq!(german(english).as_deref(), Some(expected), "{english}");
	}
	// The control: a rule whose names imitate the words around them can be read in two ways.
	assert_eq!(
		german("permits Eve, for research, of record 1, for treatment, of record 2"),
		None
	);
}

/// The words beside a FHIR document's values, as the library's table has them.
#[test]
fn words_of_fhir_documents_are_told_in_german() {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vault/src/look/fhir.rs");
	let text = fs::read_to_string(path).unwrap();
	let table = text.split("const FIELDS").nth(1).unwrap();
	let table = table.split("];").next().unwrap();
	let words: Vec<&str> = table.split('"').skip(3).step_by(4).collect();
	assert!(
		words.len() > 40 && words.contains(&"Clinical status"),
		"{words:?}"
	);
	for word in words.into_iter().chain(["About", "Entries"]) {
		assert!(german(word).is_some(), "{word}");
	}
}
