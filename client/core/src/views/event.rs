//! What happened on the chain, in words.

use super::names::Names;
use crate::{domain::BlockNumber, ledger::Event};
use serde::{Serialize, Serializer, ser::SerializeMap as _};

/// An event with its block and its sentence; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventDetails {
	/// The block it happened in.
	pub block: BlockNumber,
	/// The pallet that emitted it.
	pub pallet: String,
	/// Its name.
	pub name: String,
	/// Its fields, as the chain names them.
	#[serde(serialize_with = "fields")]
	pub fields: Vec<(String, String)>,
	/// What happened, with names for accounts and short ids.
	pub words: String,
}

impl EventDetails {
	/// The event in words.
	pub fn of(block: BlockNumber, event: &Event, names: &dyn Names) -> Self {
		Self {
			block,
			pallet: event.pallet.clone(),
			name: event.name.clone(),
			fields: event.fields.clone(),
			words: sentence(event, names),
		}
	}
}

/// Serializes fields as a map from name to value.
pub(super) fn fields<S: Serializer>(fields: &[(String, String)], to: S) -> Result<S::Ok, S::Error> {
	let mut map = to.serialize_map(Some(fields.len()))?;
	for (name, value) in fields {
		map.serialize_entry(name, value)?;
	}
	map.end()
}

/// The event as a sentence, with names for accounts and short ids.
pub fn sentence(event: &Event, names: &dyn Names) -> String {
	let told = match event.pallet.as_str() {
		"MedicalRecords" => records(event).or_else(|| requests(event)),
		"Council" => council(event),
		"Enactment" | "SafeMode" | "Succession" => governance(event),
		_ => None,
	};
	let told = told.unwrap_or_else(|| {
		let fields: Vec<String> = event
			.fields
			.iter()
			.map(|(name, value)| format!("{name} {value}"))
			.collect();
		format!("{}.{}: {}", event.pallet, event.name, fields.join(", "))
	});
	names.rewrite(&told)
}

fn get<'a>(event: &'a Event, name: &str) -> &'a str {
	event.field(name).unwrap_or("?")
}

/// `EmergencyTreatment` as `emergency treatment`.
fn spaced(word: &str) -> String {
	let mut words = String::new();
	for c in word.chars() {
		if c.is_ascii_uppercase() && !words.is_empty() {
			words.push(' ');
		}
		words.push(c.to_ascii_lowercase());
	}
	words
}

fn records(event: &Event) -> Option<String> {
	let field = |name| get(event, name);
	let record = field("record_id");
	let patient = field("patient");
	Some(match event.name.as_str() {
		"UserRegistered" => format!(
			"{} registered keys, version {}",
			field("who"),
			field("csp_version")
		),
		"RoleSet" => format!("{} is now a {}", field("who"), spaced(field("role"))),
		"CommitteeSet" => format!(
			"committee {} was set: {} of {} administrators, epoch {}",
			field("key_id"),
			field("k"),
			field("n"),
			field("epoch")
		),
		"RecordRegistered" => {
			let corrects = match field("supersedes") {
				"none" | "?" => String::new(),
				older => format!(", correcting record {older}"),
			};
			format!(
				"{} registered record {record} of {patient}{corrects}",
				field("uploader")
			)
		}
		"RecordAcknowledged" => format!("{patient} acknowledged record {record}"),
		"RecordSuspended" => format!("{patient} closed record {record} to requests"),
		"RecordResumed" => format!("{patient} opened record {record} to requests again"),
		"CorrectionAllowed" => format!(
			"{patient} allowed {} to correct record {record}",
			field("uploader")
		),
		"RecordSuperseded" => format!("record {record} was superseded by record {}", field("by")),
		"RecordErased" => format!("{} erased record {record}", field("by")),
		_ => return None,
	})
}

fn requests(event: &Event) -> Option<String> {
	let field = |name| get(event, name);
	let request = field("request_id");
	let cause = || match field("cause") {
		"Administrators" => "too many administrators said no".to_owned(),
		"Timeout" => "it ran out of time".to_owned(),
		"ConsentDenied" => "the patient denied consent".to_owned(),
		other => spaced(other),
	};
	Some(match event.name.as_str() {
		"AccessRequested" => format!(
			"{} asked for record {} as request {request}, for {}, until block {}",
			field("requester"),
			field("record_id"),
			spaced(field("purpose")),
			field("expires")
		),
		"ApprovalRecorded" => format!(
			"{} approved request {request} ({} of {} approvals)",
			field("admin"),
			field("yes"),
			field("needed")
		),
		"RequestApproved" => format!("request {request} has all its approvals"),
		"RejectionRecorded" => {
			format!(
				"{} rejected request {request}: {}",
				field("admin"),
				spaced(field("reason"))
			)
		}
		"RequestRejected" => format!("request {request} was rejected: {}", cause()),
		"ConsentGranted" => format!("{} consented to request {request}", field("patient")),
		"ConsentDenied" => format!("{} denied consent to request {request}", field("patient")),
		"RequestClosed" => format!("{} closed request {request}", field("by")),
		"RequestCancelled" => format!("request {request} ended: {}", cause()),
		_ => return None,
	})
}

fn council(event: &Event) -> Option<String> {
	let field = |name| get(event, name);
	let hash = field("proposal_hash");
	let motion = hash.get(..10).unwrap_or(hash);
	Some(match event.name.as_str() {
		"Proposed" => format!(
			"{} proposed motion {} ({motion}) to the council, {} votes needed",
			field("account"),
			field("proposal_index"),
			field("threshold")
		),
		"Voted" => {
			let vote = if field("voted") == "true" {
				"for"
			} else {
				"against"
			};
			format!(
				"{} voted {vote} motion {motion} ({} yes, {} no)",
				field("account"),
				field("yes"),
				field("no")
			)
		}
		"Approved" => format!("the council approved motion {motion}"),
		"Disapproved" => format!("the council turned motion {motion} down"),
		"Executed" => format!("what motion {motion} decided was carried out"),
		"MemberExecuted" => "a council member's call was carried out".to_owned(),
		"Closed" => format!(
			"voting on motion {motion} ended with {} yes, {} no",
			field("yes"),
			field("no")
		),
		_ => return None,
	})
}

/// What follows from decisions: of the council about itself, of either body about the other.
fn governance(event: &Event) -> Option<String> {
	let field = |name| get(event, name);
	let decision = field("index");
	let body = match field("body") {
		"Council" => "the council",
		"Recovery" => "the recovery body",
		other => other,
	};
	Some(match event.name.as_str() {
		"Scheduled" => format!(
			"decision {decision} of the council can be carried out from block {} on, unless it is stopped",
			field("due")
		),
		"Stopped" => format!("a third of the council stopped decision {decision}"),
		"Enacted" => format!("decision {decision} of the council was carried out"),
		"Lapsed" => format!("decision {decision} of the council lapsed"),
		"NoticeGiven" => format!(
			"{body} was given notice {decision}: from block {} on its members are {}, unless it is stopped",
			field("due"),
			field("members")
		),
		"NoticeStopped" => format!("notice {decision} to {body} was stopped"),
		"Replaced" => format!("{body} has other members, by notice {decision}"),
		"Entered" => format!("the records were paused until block {}", field("until")),
		"Extended" => format!(
			"the pause of the records was extended until block {}",
			field("until")
		),
		"Exited" => "the records are no longer paused".to_owned(),
		_ => return None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		domain::AccountId,
		views::fixtures::{ADMINS, Cast},
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
		let told = sentence(&event("MedicalRecords", "ApprovalRecorded", &fields), &Cast);
		assert_eq!(told, "Alice approved request abababab (1 of 3 approvals)");
		let fields = [("request_id", id.as_str()), ("cause", "Timeout")];
		let told = sentence(&event("MedicalRecords", "RequestRejected", &fields), &Cast);
		assert_eq!(told, "request abababab was rejected: it ran out of time");
	}

	#[test]
	fn what_follows_from_decisions_is_told_in_words() {
		let told = |pallet, name, fields: &[(&str, &str)]| sentence(&event(pallet, name, fields), &Cast);
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

	#[test]
	fn unknown_events_and_accounts_are_told_as_they_are() {
		let alice = ADMINS[0].to_string();
		let new = event("MedicalRecords", "NewThing", &[("who", &alice)]);
		assert_eq!(sentence(&new, &Cast), "MedicalRecords.NewThing: who Alice");
		let stranger = AccountId([99; 32]).to_string();
		let fields = [("who", stranger.as_str()), ("role", "DataProtectionOfficer")];
		assert_eq!(
			sentence(&event("MedicalRecords", "RoleSet", &fields), &Cast),
			format!("{stranger} is now a data protection officer")
		);
	}

	#[test]
	fn programs_get_fields_by_name() {
		let executed = event("Council", "Closed", &[("yes", "2"), ("no", "0")]);
		let document = serde_json::to_value(EventDetails::of(4, &executed, &Cast)).unwrap();
		let expected = serde_json::json!({
			"pallet": "Council",
			"name": "Closed",
			"fields": { "yes": "2", "no": "0" },
			"block": 4,
			"words": "voting on motion ? ended with 2 yes, 0 no",
		});
		assert_eq!(document, expected);
	}
}
