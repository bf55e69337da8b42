//! `events`: the chain's own list of what happened, in words.

use std::io::Write;

use clap::Args;
use medquorum_client::domain::BlockNumber;
use medquorum_client::error::LedgerError;
use medquorum_client::ledger::{Event, Ledger};
use serde_json::{Value, json};

use crate::context::{Names, Session};
use crate::output::{self, Failure, Outcome};

/// Blocks looked at when none is named.
const LOOK_BACK: BlockNumber = 1_000;
/// Blocks left out after the oldest one that a forgetful node still has.
const MARGIN: BlockNumber = 8;

/// Options of `events`.
#[derive(Debug, Args)]
pub struct Opts {
	/// First block to look at [default: the last 1000 blocks]
	#[arg(long, value_name = "BLOCK")]
	from: Option<BlockNumber>,
}

/// Lists events.
pub async fn run(opts: &Opts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let to = session.chain.block_number().await?;
	let from = opts.from.unwrap_or_else(|| to.saturating_sub(LOOK_BACK));
	let events = kept(from, to, session).await?;
	if session.app.global.json {
		let documents = events
			.iter()
			.map(|(block, event)| document(*block, event, &session.names));
		return output::document(&Value::Array(documents.collect()), out);
	}
	for (block, event) in &events {
		writeln!(out, "block {block:>6}  {}", sentence(event, &session.names))?;
	}
	if events.is_empty() {
		session
			.app
			.say(format_args!("Nothing happened in the blocks {from} to {to}."));
	}
	Ok(())
}

fn document(block: BlockNumber, event: &Event, names: &Names) -> Value {
	let mut document = output::event(event);
	if let Some(fields) = document.as_object_mut() {
		fields.insert("block".to_owned(), json!(block));
		fields.insert("words".to_owned(), json!(sentence(event, names)));
	}
	document
}

/// The events of these blocks, or of those among them that the node still keeps: it says so itself where some are gone.
pub async fn kept(
	from: BlockNumber,
	to: BlockNumber,
	session: &Session<'_>,
) -> Result<Vec<(BlockNumber, Event)>, Failure> {
	let whole = session.chain.events(from, to).await;
	let Err(error @ LedgerError::Connection(_)) = whole else {
		return Ok(whole?);
	};
	// Nodes that are no archives forget the states of older blocks, and their events with them.
	let (mut gone, mut there) = (from, to);
	if session.chain.events(to, to).await.is_err() {
		return Err(error.into());
	}
	while gone < there {
		let middle = gone + (there - gone) / 2;
		match session.chain.events(middle, middle).await {
			Ok(_) => there = middle,
			Err(_) => gone = middle + 1,
		}
	}
	let old = there.saturating_sub(1);
	session.app.say(format_args!(
		"This node has forgotten the blocks up to {old}; one that keeps everything is an archive."
	));
	// The node goes on forgetting while we read.
	let margin = there.saturating_add(MARGIN).min(to);
	Ok(session.chain.events(margin, to).await?)
}

/// The event as a sentence, with names for accounts and short ids.
pub fn sentence(event: &Event, names: &Names) -> String {
	let told = match event.pallet.as_str() {
		"MedicalRecords" => records(event).or_else(|| requests(event)),
		"Council" => council(event),
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

#[cfg(test)]
mod tests {
	use super::*;

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
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let names = Names::new(medquorum_client::contacts::Contacts::default(), true);
		let id = "ab".repeat(16);
		let fields = [
			("request_id", id.as_str()),
			("admin", alice),
			("yes", "1"),
			("needed", "3"),
		];
		let told = sentence(&event("MedicalRecords", "ApprovalRecorded", &fields), &names);
		assert_eq!(told, "Alice approved request abababab (1 of 3 approvals)");
		let told = sentence(&event("MedicalRecords", "NewThing", &[("who", alice)]), &names);
		assert_eq!(told, "MedicalRecords.NewThing: who Alice");
	}
}
