//! A story in which everything happens once.

use super::{ADMIN, FACILITY, OFFICER, PATIENT, REQUESTER, account};
use medquorum_audit::{Past, Question, Report, proof::Block};
use medquorum_core::{
	domain::{BlockNumber, RecordId},
	ledger::Event,
	views::Names,
};

/// When block 0 was made.
const BEGINS: u64 = 1_795_724_100_000;

pub const RECORD: [u8; 16] = [0xab; 16];

fn event(name: &str, fields: &[(&str, String)]) -> Event {
	Event {
		pallet: "MedicalRecords".to_owned(),
		name: name.to_owned(),
		fields: fields
			.iter()
			.map(|(name, value)| ((*name).to_owned(), value.clone()))
			.collect(),
	}
}

fn who(byte: u8) -> String {
	account(byte).to_string()
}

fn word(text: &str) -> String {
	text.to_owned()
}

fn record() -> (&'static str, String) {
	("record_id", "ab".repeat(16))
}

fn patient() -> (&'static str, String) {
	("patient", who(PATIENT))
}

fn uploader() -> (&'static str, String) {
	("uploader", who(FACILITY))
}

fn asked(id: &str, requester: u8, payer: u8, purpose: &str) -> Event {
	let fields = [
		("request_id", id.repeat(16)),
		record(),
		("requester", who(requester)),
		("purpose", word(purpose)),
		("mode", word("Outsider")),
		("expires", word("100")),
		("payer", who(payer)),
	];
	event("AccessRequested", &fields)
}

fn of_request(name: &str, id: &str, more: &[(&str, String)]) -> Event {
	event(name, &[&[("request_id", id.repeat(16)), record()], more].concat())
}

fn vote(name: &str, id: &str, reason: Option<&str>) -> Event {
	let mut more = vec![
		("admin", who(ADMIN)),
		("index", word("1")),
		("key_id", word("7")),
		("epoch", word("1")),
	];
	match reason {
		Some(reason) => more.push(("reason", word(reason))),
		None => more.extend([("yes", word("3")), ("needed", word("3"))]),
	}
	of_request(name, id, &more)
}

fn people() -> Vec<Event> {
	vec![
		event(
			"UserRegistered",
			&[
				("who", who(PATIENT)),
				("csp_version", word("1")),
				("by", who(FACILITY)),
			],
		),
		event(
			"SponsorshipSet",
			&[
				("facility", who(FACILITY)),
				("employee", who(REQUESTER)),
				("per_day", word("5")),
			],
		),
		event(
			"GuardianNamed",
			&[
				("who", who(PATIENT)),
				("guardian", who(OFFICER)),
				("from", word("9")),
				("until", word("none")),
			],
		),
		event("AccountFrozen", &[("who", who(PATIENT)), ("by", who(OFFICER))]),
		event("AccountUnfrozen", &[("who", who(PATIENT)), ("by", word("none"))]),
		event("AccountReplaced", &[("old", who(30)), ("new", who(31))]),
		event(
			"RoleSet",
			&[
				("who", who(REQUESTER)),
				("old", word("Patient")),
				("role", word("Clinician")),
			],
		),
		event(
			"CommitteeSet",
			&[
				("key_id", word("7")),
				("epoch", word("1")),
				("k", word("3")),
				("members", who(ADMIN)),
				("old_members", word("")),
			],
		),
		event("CommitteeRetired", &[("key_id", word("7"))]),
		event(
			"SponsorshipEnded",
			&[
				("facility", who(FACILITY)),
				("employee", who(REQUESTER)),
				("by", who(FACILITY)),
			],
		),
	]
}

fn records() -> Vec<Event> {
	let reason = |reason: &str| ("reason", word(reason));
	vec![
		event(
			"RecordRegistered",
			&[
				record(),
				uploader(),
				patient(),
				("key_id", word("7")),
				("supersedes", word("none")),
				("searchable", word("true")),
			],
		),
		event("RecordAcknowledged", &[record(), patient()]),
		event("RecordSuspended", &[record(), patient()]),
		event("RecordResumed", &[record(), patient()]),
		event(
			"CorrectionAllowed",
			&[record(), patient(), ("uploader", word("none"))],
		),
		event("RecordSuperseded", &[record(), ("by", "cd".repeat(16))]),
		event("RecordRestored", &[record(), ("was", "cd".repeat(16))]),
		event(
			"HoldPlaced",
			&[
				record(),
				("by", who(OFFICER)),
				reason("Litigation"),
				("until", word("900")),
			],
		),
		event("HoldLifted", &[record(), ("by", who(OFFICER))]),
		event(
			"ErasureScheduled",
			&[
				record(),
				patient(),
				uploader(),
				("by", who(FACILITY)),
				reason("UploadError"),
				("due", word("800")),
			],
		),
		event(
			"ErasureStopped",
			&[record(), ("wanted_by", who(FACILITY)), ("by", who(PATIENT))],
		),
		event(
			"ErasureAwaitsHold",
			&[record(), patient(), reason("PatientWish"), ("until", word("900"))],
		),
		event(
			"RecordRefused",
			&[record(), patient(), uploader(), reason("NotMine")],
		),
	]
}

fn search() -> Vec<Event> {
	vec![
		event("SearchDirectiveSet", &[patient(), ("searchable", word("true"))]),
		event(
			"SearchableSet",
			&[record(), patient(), ("searchable", word("false"))],
		),
		event(
			"CataloguePublished",
			&[
				("facility", who(FACILITY)),
				("epoch", word("1")),
				("number", word("2")),
			],
		),
		event(
			"CatalogueWithdrawn",
			&[("facility", who(FACILITY)), ("by", who(FACILITY))],
		),
	]
}

fn requests() -> Vec<Event> {
	let readable = |yes: bool| ("readable", yes.to_string());
	let by = |byte: u8| ("by", who(byte));
	let requester = |byte: u8| ("requester", who(byte));
	vec![
		asked("01", REQUESTER, FACILITY, "Treatment"),
		vote("ApprovalRecorded", "01", None),
		of_request("RequestApproved", "01", &[requester(REQUESTER)]),
		of_request("ConsentGranted", "01", &[patient()]),
		of_request(
			"RequestClosed",
			"01",
			&[requester(REQUESTER), by(REQUESTER), readable(true)],
		),
		asked("02", REQUESTER, REQUESTER, "Research"),
		of_request("ConsentDenied", "02", &[patient()]),
		of_request("RequestRejected", "02", &[("cause", word("ConsentDenied"))]),
		of_request(
			"RequestClosed",
			"02",
			&[requester(REQUESTER), by(REQUESTER), readable(false)],
		),
		asked("03", PATIENT, PATIENT, "PatientRequest"),
		of_request("RequestApproved", "03", &[requester(PATIENT)]),
		of_request(
			"RequestCancelled",
			"03",
			&[requester(PATIENT), ("cause", word("Expired")), readable(true)],
		),
		asked("04", REQUESTER, REQUESTER, "Payment"),
		vote("RejectionRecorded", "04", Some("NotJustified")),
		of_request(
			"RequestCancelled",
			"04",
			&[
				requester(REQUESTER),
				("cause", word("RecordErased")),
				readable(false),
			],
		),
		event(
			"RecordErased",
			&[
				record(),
				patient(),
				uploader(),
				by(PATIENT),
				("reason", word("PatientWish")),
			],
		),
		event("UserLeft", &[("who", who(PATIENT))]),
		event("ErasureAttested", &[record(), ("host", who(20))]),
		// An event of a runtime to come.
		event("RecordPraised", &[record(), patient()]),
	]
}

/// An emergency from the patient's word to the opening, each event with all fields of the pallet.
fn emergencies() -> Vec<Event> {
	let (scope, reason) = (("scope", word("CspKey")), ("reason", word("EmergencyTreatment")));
	let (facility, committee) = (("facility", word("2")), ("key_id", word("9")));
	let who_asked = ("who", who(REQUESTER));
	let requester = |byte| ("requester", who(byte));
	vec![
		event("FacilitySet", &[who_asked, facility.clone()]),
		event(
			"EmergencyDirectiveSet",
			&[patient(), ("directive", word("key_id: 9, scope: CspKey"))],
		),
		event(
			"EmergencyAdded",
			&[
				record(),
				patient(),
				("maker", who(PATIENT)),
				committee.clone(),
				scope.clone(),
			],
		),
		asked("05", REQUESTER, REQUESTER, "EmergencyTreatment"),
		of_request(
			"EmergencyRequested",
			"05",
			&[
				patient(),
				requester(REQUESTER),
				facility.clone(),
				committee,
				scope.clone(),
				reason.clone(),
			],
		),
		asked("06", REQUESTER, REQUESTER, "EmergencyTreatment"),
		of_request("RequestApproved", "05", &[requester(REQUESTER)]),
		of_request(
			"GlassBroken",
			"05",
			&[
				patient(),
				requester(REQUESTER),
				facility,
				scope,
				reason,
				("due", word("900")),
			],
		),
		of_request("RequestApproved", "06", &[requester(REQUESTER)]),
	]
}

/// Its review, and its end.
fn reviews() -> Vec<Event> {
	let requester = |byte| ("requester", who(byte));
	let (justified, who_asked) = (("verdict", word("Justified")), ("who", who(REQUESTER)));
	vec![
		event(
			"StatementFiled",
			&[
				("request_id", "05".repeat(16)),
				requester(REQUESTER),
				("statement", "cd".repeat(32)),
			],
		),
		of_request(
			"ReviewSubmitted",
			"05",
			&[("admin", who(ADMIN)), justified.clone()],
		),
		of_request(
			"GlassReviewed",
			"05",
			&[patient(), requester(REQUESTER), justified],
		),
		event(
			"EmergencySuspended",
			&[
				who_asked.clone(),
				("request_id", "05".repeat(16)),
				("cause", word("Overdue")),
			],
		),
		event("Reinstated", &[who_asked]),
		event("EmergencyRemoved", &[record(), patient()]),
	]
}

/// Two events a block, at the places 3 and 5, from block 1 on; the erasure last.
pub fn past() -> Vec<Past> {
	let mut requests = requests();
	let erased = requests.iter().position(|event| event.name == "RecordErased");
	let ends = requests.split_off(erased.unwrap());
	let before = [people(), records(), search(), requests].concat();
	let all: Vec<Event> = [before, emergencies(), reviews(), ends].concat();
	let blocks = (1..).zip(all.chunks(2));
	blocks
		.map(|(number, events): (BlockNumber, _)| Past {
			block: Block {
				number,
				hash: [u8::try_from(number).unwrap(); 32],
			},
			time: BEGINS + u64::from(number) * 6_000,
			events: [3, 5].into_iter().zip(events.iter().cloned()).collect(),
		})
		.collect()
}

/// Everything about the patient.
pub fn question() -> Question {
	Question {
		accounts: [account(PATIENT)].into(),
		records: [RecordId(RECORD)].into(),
		from: 1,
		to: 40,
	}
}

/// Everything about everybody.
pub fn everybody() -> Question {
	Question {
		to: 40,
		from: 1,
		..Question::default()
	}
}

pub fn report(question: Question, names: &dyn Names) -> Report {
	let top = Block {
		number: 50,
		hash: [50; 32],
	};
	Report::shown([0x67; 32], top, question, Vec::new(), &past(), names)
}
