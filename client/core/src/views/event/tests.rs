//! Each event in words.

use super::*;
use crate::{
	domain::AccountId,
	views::fixtures::{ADMINS, Cast, DAVE, FERDIE},
};

fn event(pallet: &str, name: &str, fields: &[(&str, &str)]) -> Event {
	let fields = fields
		.iter()
		.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
		.collect();
	Event {
		pallet: pallet.to_owned(),
		name: name.to_owned(),
		fields,
	}
}

#[test]
fn events_are_sentences() {
	let alice = ADMINS[0].to_string();
	let id = "ab".repeat(16);
	let fields = [
		("request_id", id.as_str()),
		("admin", &alice),
		("yes", "1"),
		("needed", "3"),
	];
	let told = sentence(&event("MedicalRecords", "ApprovalRecorded", &fields), &Cast, None);
	assert_eq!(told, "Alice approved request abababab (1 of 3 approvals)");
	let fields = [("request_id", id.as_str()), ("cause", "Timeout")];
	let told = sentence(&event("MedicalRecords", "RequestRejected", &fields), &Cast, None);
	assert_eq!(told, "request abababab was rejected: it ran out of time");
}

fn told(name: &str, fields: &[(&str, &str)]) -> String {
	sentence(&event("MedicalRecords", name, fields), &Cast, None)
}

#[test]
fn ends_of_records_say_who_and_why() {
	let [alice, dave, ferdie] = [ADMINS[0], DAVE, FERDIE].map(|who| who.to_string());
	let id = "ab".repeat(16);
	let record = ("record_id", id.as_str());
	let patient = ("patient", dave.as_str());
	let by = ("by", ferdie.as_str());
	for (name, fields, words) in [
		(
			"RecordErased",
			&[record, patient, by, ("reason", "UploadError")][..],
			"Ferdie erased record abababab of Dave: upload error",
		),
		(
			"ErasureScheduled",
			&[record, patient, by, ("reason", "Other"), ("due", "9")],
			"Ferdie wants record abababab of Dave erased at moment 9: other",
		),
		(
			"ErasureStopped",
			&[record, ("wanted_by", &ferdie), ("by", "none")],
			"the council stopped the erasure of record abababab that Ferdie wanted",
		),
		(
			"RecordRefused",
			&[record, patient, ("uploader", &ferdie), ("reason", "NotMine")],
			"Dave refused record abababab of Ferdie: not mine",
		),
		(
			"CorrectionAllowed",
			&[record, patient, ("uploader", "none")],
			"Dave allows nobody but its uploader to correct record abababab",
		),
		(
			"RequestClosed",
			&[("request_id", &id), ("by", &alice), ("readable", "true")],
			"Alice closed request abababab; its requester could have read the record",
		),
	] {
		assert_eq!(told(name, fields), words);
	}
}

#[test]
fn accounts_say_who_did_what_with_them() {
	let [alice, dave, ferdie] = [ADMINS[0], DAVE, FERDIE].map(|who| who.to_string());
	let who = ("who", dave.as_str());
	for (name, fields, words) in [
		(
			"UserRegistered",
			&[who, ("csp_version", "1"), ("by", &ferdie)][..],
			"Ferdie enrolled Dave with keys of version 1",
		),
		(
			"AccountFrozen",
			&[who, ("by", &alice)],
			"Alice froze the account Dave",
		),
		(
			"RoleSet",
			&[who, ("old", "Patient"), ("role", "Clinician")],
			"Dave is now a clinician, no longer a patient",
		),
	] {
		assert_eq!(told(name, fields), words);
	}
}

#[test]
fn unknown_events_and_accounts_are_told_as_they_are() {
	let alice = ADMINS[0].to_string();
	let new = event("MedicalRecords", "NewThing", &[("who", &alice)]);
	assert_eq!(sentence(&new, &Cast, None), "MedicalRecords.NewThing: who Alice");
	let stranger = AccountId([99; 32]).to_string();
	let fields = [("who", stranger.as_str()), ("role", "DataProtectionOfficer")];
	assert_eq!(
		sentence(&event("MedicalRecords", "RoleSet", &fields), &Cast, None),
		format!("{stranger} is now a data protection officer")
	);
}

#[test]
fn programs_get_fields_by_name() {
	let executed = event("Council", "Closed", &[("yes", "2"), ("no", "0")]);
	let document = serde_json::to_value(EventDetails::of(When::block(4), &executed, &Cast, None)).unwrap();
	let expected = serde_json::json!({
		"pallet": "Council",
		"name": "Closed",
		"fields": { "yes": "2", "no": "0" },
		"block": 4,
		"time": null,
		"words": "voting on motion ? ended with 2 yes, 0 no",
	});
	assert_eq!(document, expected);
}

#[test]
fn what_follows_from_decisions_is_told_in_words() {
	let told = |pallet, name, fields: &[(&str, &str)]| sentence(&event(pallet, name, fields), &Cast, None);
	let fields = [("index", "3"), ("call_hash", "0x01"), ("due", "40")];
	assert_eq!(
		told("Enactment", "Scheduled", &fields),
		"decision 3 of the council can be carried out from block 40 on, unless it is stopped"
	);
	assert_eq!(
		told("Enactment", "Stopped", &[("index", "3")]),
		"a third of the council stopped decision 3"
	);
	assert_eq!(
		told("Succession", "Replaced", &[("body", "Recovery"), ("index", "0")]),
		"the recovery body has other members, by notice 0"
	);
	assert_eq!(
		told("SafeMode", "Entered", &[("until", "14401")]),
		"the records were paused until block 14401"
	);
}

/// What the chain tells of an emergency, all at once.
fn emergency() -> Vec<(&'static str, String)> {
	let (eve, dave, alice) = (
		AccountId([5; 32]).to_string(),
		DAVE.to_string(),
		ADMINS[0].to_string(),
	);
	let word = |word: &str| word.to_owned();
	vec![
		("request_id", "ab".repeat(16)),
		("record_id", "cd".repeat(16)),
		("patient", dave.clone()),
		("requester", eve.clone()),
		("facility", word("2")),
		("key_id", word("9")),
		("scope", word("CspKey")),
		("reason", word("EmergencyTreatment")),
		("due", word("900")),
		("admin", alice),
		("maker", dave),
		("who", eve),
		("verdict", word("Unjustified")),
		("cause", word("Overdue")),
		("directive", word("none")),
	]
}

#[test]
fn emergencies_stand_apart_and_say_who_what_and_why() {
	let fields = emergency();
	let fields: Vec<(&str, &str)> = fields
		.iter()
		.map(|(name, value)| (*name, value.as_str()))
		.collect();
	for (name, words) in [
		(
			"EmergencyRequested",
			"EMERGENCY: Eve of facility 2 asked the emergency committee 9 for record cdcdcdcd of Dave as request abababab, for \
			 emergency treatment",
		),
		(
			"GlassBroken",
			"EMERGENCY: record cdcdcdcd of Dave was opened to Eve by request abababab, for emergency treatment, to be reviewed until \
			 moment 900",
		),
		(
			"EmergencyAdded",
			"Dave lets the emergency committee 9 open record cdcdcdcd of Dave: in the patient's place; the administrators still \
			 decide",
		),
		(
			"EmergencyRemoved",
			"Dave lets nobody open record cdcdcdcd in an emergency any more",
		),
		(
			"EmergencyDirectiveSet",
			"Dave lets nobody add records for an emergency any more",
		),
		("StatementFiled", "Eve explained the emergency access abababab"),
		(
			"ReviewSubmitted",
			"Alice found the emergency access abababab unjustified",
		),
		(
			"GlassReviewed",
			"the emergency access abababab of Eve to record cdcdcdcd of Dave was found unjustified",
		),
		(
			"EmergencySuspended",
			"Eve may break no glass any more: the emergency access was not reviewed in time (abababab)",
		),
		("FacilitySet", "Eve is of facility 2"),
		("Reinstated", "Eve may break the glass again"),
	] {
		assert_eq!(told(name, &fields), words);
	}
}
