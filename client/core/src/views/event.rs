//! What happened on the chain, in words.

mod ceremony;
mod emergency;

use super::{
	names::Names,
	until::Calendar,
	when::{When, timestamp},
	words::{spaced, with_article},
};
use crate::{domain::BlockNumber, ledger::Event};
use serde::{Serialize, Serializer, ser::SerializeMap as _};

/// An event with its block and its sentence; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventDetails {
	/// The block it happened in.
	pub block: BlockNumber,
	/// When that was made (RFC 3339); `None` where it is not known.
	pub time: Option<String>,
	/// The pallet that emitted it.
	pub pallet: String,
	/// The event's variant in the metadata, such as `RecordErased`.
	pub name: String,
	/// Its fields, as the chain names them.
	#[serde(serialize_with = "fields")]
	pub fields: Vec<(String, String)>,
	/// What happened, with names for accounts and short ids.
	pub words: String,
}

impl EventDetails {
	/// The event in words.
	pub fn of(at: When, event: &Event, names: &dyn Names, calendar: Option<Calendar>) -> Self {
		Self {
			block: at.block,
			time: at.time.map(timestamp),
			pallet: event.pallet.clone(),
			name: event.name.clone(),
			fields: event.fields.clone(),
			words: sentence(event, names, calendar),
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

/// The event as a sentence, with names for accounts, short ids, and dates where there is a calendar.
pub fn sentence(event: &Event, names: &dyn Names, calendar: Option<Calendar>) -> String {
	let told = match event.pallet.as_str() {
		"MedicalRecords" => people(event, calendar)
			.or_else(|| records(event))
			.or_else(|| ends(event, calendar))
			.or_else(|| search(event))
			.or_else(|| emergency::sentence(event, calendar))
			.or_else(|| requests(event)),
		"CommitteeCeremonies" => ceremony::sentence(event, calendar),
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

/// What follows where a field names somebody; nothing where it is `none`.
fn named(event: &Event, name: &str, words: impl Fn(&str) -> String) -> String {
	match get(event, name) {
		"none" | "?" => String::new(),
		value => words(value),
	}
}

/// Who did it; the council where the field is `none`.
fn by(event: &Event) -> String {
	match get(event, "by") {
		"none" => "the council".to_owned(),
		who => who.to_owned(),
	}
}

/// Who has which role now.
fn role_set(event: &Event) -> String {
	let role = |word: &str| with_article(&spaced(word));
	let before = named(event, "old", |old| format!(", no longer {}", role(old)));
	format!(
		"{} is now {}{before}",
		get(event, "who"),
		role(get(event, "role"))
	)
}

/// Accounts and committees.
fn people(event: &Event, calendar: Option<Calendar>) -> Option<String> {
	let field = |name| get(event, name);
	let dated = |moment: &str| Calendar::words(calendar, moment);
	let who = field("who");
	Some(match event.name.as_str() {
		"UserRegistered" => {
			let version = field("csp_version");
			match field("by") {
				"?" => format!("{who} registered keys, version {version}"),
				by if by == who => format!("{who} registered keys, version {version}"),
				by => format!("{by} enrolled {who} with keys of version {version}"),
			}
		}
		"UserLeft" => format!("{who} left"),
		"SponsorshipSet" => format!(
			"{} pays for {} requests a day of {}",
			field("facility"),
			field("per_day"),
			field("employee")
		),
		"SponsorshipEnded" => format!(
			"{} pays for no more requests of {}, by {}",
			field("facility"),
			field("employee"),
			field("by")
		),
		"GuardianNamed" => match field("guardian") {
			"none" => format!("{who} has no guardian any more"),
			guardian => {
				let from = named(event, "from", |moment| format!(", from {} on", dated(moment)));
				let until = named(event, "until", |moment| format!(", until {}", dated(moment)));
				format!("{who} named {guardian} as guardian{from}{until}")
			}
		},
		"AccountFrozen" => format!("{} froze the account {who}", by(event)),
		"AccountUnfrozen" => format!("{} made the frozen account {who} usable again", by(event)),
		"AccountReplaced" => format!("{} acts in the place of {}", field("new"), field("old")),
		"RoleSet" => role_set(event),
		"CommitteeSet" => committee_set(event, calendar),
		"CommitteeRetired" => format!("committee {} was retired", field("key_id")),
		_ => return None,
	})
}

fn committee_set(event: &Event, calendar: Option<Calendar>) -> String {
	let field = |name| get(event, name);
	let before = named(event, "old_members", |members| match members {
		"" => String::new(),
		members => format!(", in place of {members}"),
	});
	let from = named(event, "switch_at", |moment| {
		format!(", from {}", Calendar::words(calendar, moment))
	});
	format!(
		"committee {} was set in epoch {}: {} approvals of {}{before}{from}",
		field("key_id"),
		field("epoch"),
		field("k"),
		field("members")
	)
}

/// Records and their versions.
fn records(event: &Event) -> Option<String> {
	let field = |name| get(event, name);
	let record = field("record_id");
	let patient = field("patient");
	Some(match event.name.as_str() {
		"RecordRegistered" => {
			let corrects = named(event, "supersedes", |older| {
				format!(", to correct record {older} once the patient acknowledges it")
			});
			format!(
				"{} registered record {record} of {patient}{corrects}",
				field("uploader")
			)
		}
		"RecordAcknowledged" => format!("{patient} acknowledged record {record}"),
		"RecordSuspended" => format!("{patient} closed record {record} to requests"),
		"RecordResumed" => format!("{patient} opened record {record} to requests again"),
		"CorrectionAllowed" => match field("uploader") {
			"none" => format!("{patient} allows nobody but its uploader to correct record {record}"),
			uploader => format!("{patient} allowed {uploader} to correct record {record}"),
		},
		"RecordRefused" => format!(
			"{patient} refused record {record} of {}: {}",
			field("uploader"),
			spaced(field("reason"))
		),
		"RecordSuperseded" => format!("record {record} was superseded by record {}", field("by")),
		"RecordRestored" => format!(
			"record {record} counts again, because record {} is gone",
			field("was")
		),
		_ => return None,
	})
}

/// Erasures and legal holds.
fn ends(event: &Event, calendar: Option<Calendar>) -> Option<String> {
	let field = |name| get(event, name);
	let record = field("record_id");
	let reason = || spaced(field("reason"));
	let moment = |name| Calendar::words(calendar, field(name));
	Some(match event.name.as_str() {
		"RecordErased" => {
			let own = field("by") == field("patient");
			let patient = named(event, "patient", |patient| match own {
				true => String::new(),
				false => format!(" of {patient}"),
			});
			format!("{} erased record {record}{patient}: {}", field("by"), reason())
		}
		"ErasureScheduled" => format!(
			"{} wants record {record} of {} erased at {}: {}",
			field("by"),
			field("patient"),
			moment("due"),
			reason()
		),
		"ErasureAwaitsHold" => format!(
			"{} wants record {record} erased, which a legal hold keeps until {}: {}",
			field("patient"),
			moment("until"),
			reason()
		),
		"ErasureStopped" => format!(
			"{} stopped the erasure of record {record} that {} wanted",
			by(event),
			field("wanted_by")
		),
		"HoldPlaced" => format!(
			"{} keeps record {record} from being erased until {}: {}",
			field("by"),
			moment("until"),
			reason()
		),
		"HoldLifted" => format!("{} lifted the legal hold of record {record}", by(event)),
		_ => return None,
	})
}

/// What may be found, where catalogues lie, and what hosts attest.
fn search(event: &Event) -> Option<String> {
	let field = |name| get(event, name);
	let may = field("searchable") == "true";
	Some(match event.name.as_str() {
		"CataloguePublished" => format!(
			"{} published its catalogue {}, in epoch {}",
			field("facility"),
			field("number"),
			field("epoch")
		),
		"CatalogueWithdrawn" => match field("by") == field("facility") {
			true => format!("{} withdrew its catalogue", field("facility")),
			false => format!(
				"{} removed the catalogue of {}, which is a facility no longer",
				field("by"),
				field("facility")
			),
		},
		"SearchableSet" => {
			let not = if may { "" } else { "no longer " };
			format!(
				"{} lets record {} {not}be found by its disease",
				field("patient"),
				field("record_id")
			)
		}
		"SearchDirectiveSet" => match may {
			true => format!("{} lets facilities list what they upload", field("patient")),
			false => format!(
				"{} no longer lets facilities list what they upload",
				field("patient")
			),
		},
		"ErasureAttested" => format!(
			"{} attested that nothing is left there of record {}",
			field("host"),
			field("record_id")
		),
		_ => return None,
	})
}

fn requests(event: &Event) -> Option<String> {
	let field = |name| get(event, name);
	let request = field("request_id");
	let readable = match field("readable") {
		"true" => "; its requester could have read the record",
		_ => "",
	};
	let cause = || match field("cause") {
		"Administrators" => "too many administrators said no".to_owned(),
		"Timeout" => "it ran out of time".to_owned(),
		"ConsentDenied" => "the patient denied consent".to_owned(),
		other => spaced(other),
	};
	Some(match event.name.as_str() {
		"AccessRequested" => {
			let requester = field("requester");
			let paid = named(event, "payer", |payer| match payer == requester {
				true => String::new(),
				false => format!(", paid by {payer}"),
			});
			format!(
				"{requester} asked for record {} as request {request}, for {}{paid}",
				field("record_id"),
				spaced(field("purpose"))
			)
		}
		"ApprovalRecorded" => {
			let seat = named(event, "key_id", |key_id| {
				let (index, epoch) = (field("index"), field("epoch"));
				format!(", as administrator {index} of committee {key_id} in epoch {epoch}")
			});
			format!(
				"{} approved request {request} ({} of {} approvals){seat}",
				field("admin"),
				field("yes"),
				field("needed")
			)
		}
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
		"RequestClosed" => format!("{} closed request {request}{readable}", field("by")),
		"RequestCancelled" => format!("request {request} ended: {}{readable}", cause()),
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
mod tests;
