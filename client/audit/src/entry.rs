//! Who did what, when and why: one entry for each event of the records pallet that concerns the question.

use crate::{
	act::{Access, Act},
	history::History,
	proof::Block,
	question::Question,
	time,
};
use medquorum_core::{
	domain::{AccountId, BlockNumber, Bytes32, Purpose, RecordId, RequestId},
	hex_text::prefixed,
	ledger::Event,
	views::{EventDetails, Names, Party, When},
};
use serde::Serialize;

/// The pallet whose events are told. What the council does to people and committees is told by its events as well.
const PALLET: &str = "MedicalRecords";

/// A block and what happened in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
	/// Its number is what entries are ordered by; number and hash are copied into each of them.
	pub block: Block,
	/// The time that its maker wrote into it, in milliseconds since 1970; 0 where there is none.
	pub time: u64,
	/// Events with their places in the block, ascending; those of other pallets may be missing.
	pub events: Vec<(u32, Event)>,
}

/// Who did what, when and why; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
	/// The block's number.
	pub block: BlockNumber,
	/// The block's hash.
	#[serde(serialize_with = "prefixed::serialize")]
	pub hash: Bytes32,
	/// The event's place in the block.
	pub index: u32,
	/// When, in ISO 8601 and UTC, by the block's timestamp; `None` where it carries none.
	pub time: Option<String>,
	/// What happened.
	pub act: Act,
	/// Who did it; `None` is the council, or the chain's own rules.
	pub who: Option<Party>,
	/// Whose record it is, where that is known.
	pub patient: Option<Party>,
	/// What the event has as `record_id`; `None` where it names no record.
	pub record: Option<RecordId>,
	/// What the event has as `request_id`; `None` where it names no request.
	pub request: Option<RequestId>,
	/// Who had made the request, where that is known.
	pub requester: Option<Party>,
	/// Who pays for the request: the requester, or the facility that employs them.
	pub payer: Option<Party>,
	/// What the request is for: the HL7 v3 code.
	pub purpose: Option<&'static str>,
	/// Why it was rejected, refused, erased, kept or ended.
	pub reason: Option<String>,
	/// Whether the record can be read by who asked.
	pub access: Access,
	/// The event itself, as the chain names its fields.
	pub event: EventDetails,
}

/// Names nobody: what leaves this machine holds addresses alone.
pub struct Nobody;

impl Names for Nobody {
	fn name(&self, _: &AccountId) -> Option<&str> {
		None
	}
}

/// The entries of these blocks that concern the question, oldest first. Blocks come in ascending order.
#[must_use]
pub fn entries(question: &Question, past: &[Past], names: &dyn Names) -> Vec<Entry> {
	let mut history = History::default();
	let mut entries = Vec::new();
	for block in past {
		for (index, event) in block.events.iter().filter(|(_, event)| event.pallet == PALLET) {
			let access = history.learn(event);
			if question.concerns(event) {
				entries.push(Entry::of(block, *index, event, access, &history, names));
			}
		}
	}
	entries
}

/// The blocks that it takes to tell what concerns the question: those with such events, and those in which the requests were made that
/// such events are about.
#[must_use]
pub fn needed(question: &Question, past: Vec<Past>) -> Vec<Past> {
	let told = |event: &&(u32, Event)| event.1.pallet == PALLET;
	let of_all = past.iter().flat_map(|block| block.events.iter().filter(told));
	let mut requests: Vec<String> = of_all
		.filter(|(_, event)| question.concerns(event))
		.filter_map(|(_, event)| event.field("request_id").map(str::to_owned))
		.collect();
	requests.sort_unstable();
	requests.dedup();
	let needed = |(_, event): &(u32, Event)| {
		let asked = Act::of(event) == Act::Asked;
		let known = |id: &str| requests.binary_search_by(|known| known.as_str().cmp(id)).is_ok();
		question.concerns(event) || (asked && event.field("request_id").is_some_and(known))
	};
	let mut past = past;
	past.retain(|block| block.events.iter().filter(told).any(needed));
	past
}

impl Entry {
	fn of(
		past: &Past,
		index: u32,
		event: &Event,
		access: Access,
		history: &History,
		names: &dyn Names,
	) -> Self {
		let act = Act::of(event);
		let account = |name: &str| event.field(name).and_then(|who| who.parse::<AccountId>().ok());
		let party = |who: AccountId| names.party(&who);
		let record: Option<RecordId> = event.field("record_id").and_then(|id| id.parse().ok());
		let request: Option<RequestId> = event.field("request_id").and_then(|id| id.parse().ok());
		let asked = request.and_then(|id| history.request(&id));
		let patient = account("patient").or_else(|| record.and_then(|id| history.patient(&id)));
		let reason = ["reason", "cause"].into_iter().find_map(|name| event.field(name));
		let mut details = EventDetails::of(When::block(past.block.number), event, names, None);
		if access == Access::FromNow {
			let reader = asked.map_or_else(
				|| "its requester".to_owned(),
				|asked| names.show(&asked.requester),
			);
			details
				.words
				.push_str(&format!("; from now on {reader} can open the record"));
		}
		Self {
			block: past.block.number,
			hash: past.block.hash,
			index,
			time: time::iso(past.time),
			act,
			who: act.actor().and_then(account).map(party),
			patient: patient.map(party),
			record,
			request,
			requester: asked.map(|asked| party(asked.requester)),
			payer: asked.map(|asked| party(asked.payer)),
			purpose: asked.and_then(|asked| asked.purpose).map(Purpose::code),
			reason: reason.map(str::to_owned),
			access,
			event: details,
		}
	}

	/// What happened, in a sentence.
	#[must_use]
	pub fn words(&self) -> &str {
		&self.event.words
	}

	/// What it was for, in words.
	#[must_use]
	pub fn purpose(&self) -> Option<Purpose> {
		let code = self.purpose?;
		Purpose::ALL.into_iter().find(|purpose| purpose.code() == code)
	}
}
