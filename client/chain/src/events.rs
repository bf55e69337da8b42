//! What happened, in words.

use super::{connection::AtBlock, failure, failure::incompatible};
use medquorum_audit::value::{self, bytes, text, values};
use medquorum_core::{domain::Balance, error::LedgerError, ledger::Event};
use subxt::{
	PolkadotConfig,
	error::{DispatchError, EventsError},
	events::{Event as RawEvent, Events},
	ext::scale_value::{Composite, Value, ValueDef, Variant},
	extrinsics::ExtrinsicEvents,
	metadata::Metadata,
};

/// Pallets whose events tell a reader something; fees and inherents are in every block.
const TOLD: [&str; 7] = [
	"MedicalRecords",
	"CommitteeCeremonies",
	"Council",
	"Enactment",
	"Recovery",
	"SafeMode",
	"Succession",
];

/// Whether the events of this pallet tell a reader something.
pub(super) fn is_told(pallet: &str) -> bool {
	TOLD.contains(&pallet)
}

/// What a call led to.
pub(super) struct Outcome {
	pub(super) events: Vec<Event>,
	pub(super) fee: Balance,
}

/// What a transaction with many calls led to.
pub(super) struct BatchOutcome {
	/// One for each call.
	pub(super) outcomes: Vec<Result<(), LedgerError>>,
	pub(super) fee: Balance,
}

/// The outcome of each of `count` calls of one transaction; an error when the transaction itself failed.
pub(super) fn batch_outcome(
	at: &AtBlock,
	events: &ExtrinsicEvents<PolkadotConfig>,
	count: usize,
) -> Result<BatchOutcome, LedgerError> {
	let fee = outcome(at, events)?.fee;
	let metadata = at.metadata();
	let mut outcomes = Vec::with_capacity(count);
	for event in events.iter() {
		let event = event.map_err(unreadable)?;
		match (event.pallet_name(), event.event_name()) {
			("Utility", "ItemCompleted") => outcomes.push(Ok(())),
			("Utility", "ItemFailed") => {
				let error = DispatchError::decode_from(event.field_bytes(), metadata.clone());
				let error = error.map_err(|error| incompatible("its errors", error))?;
				outcomes.push(Err(failure::dispatch(error)));
			}
			_ => {}
		}
	}
	match outcomes.len() == count {
		true => Ok(BatchOutcome { outcomes, fee }),
		false => Err(LedgerError::Incompatible {
			what: format!("the outcome of {count} calls in one transaction"),
			source: None,
		}),
	}
}

fn unreadable(error: EventsError) -> LedgerError {
	incompatible("its events", error)
}

/// The events of one call; a failed call is an error, also if it failed inside a decision of the council.
pub(super) fn outcome(
	at: &AtBlock,
	events: &ExtrinsicEvents<PolkadotConfig>,
) -> Result<Outcome, LedgerError> {
	let mut outcome = Outcome {
		events: Vec::new(),
		fee: Balance(0),
	};
	let metadata = at.metadata();
	for event in events.iter() {
		let event = event.map_err(unreadable)?;
		let name = (event.pallet_name(), event.event_name());
		if name == ("System", "ExtrinsicFailed") {
			let error = DispatchError::decode_from(event.field_bytes(), metadata.clone());
			return Err(failure::dispatch(
				error.map_err(|error| incompatible("its errors", error))?,
			));
		}
		let fields = decode(&event)?;
		if let Some(refused) = council_refusal(&name, &fields, &metadata) {
			return Err(refused);
		}
		if name == ("TransactionPayment", "TransactionFeePaid") {
			let paid = fields
				.iter()
				.find(|(name, _)| name == "actual_fee")
				.and_then(|(_, value)| value.as_u128());
			outcome.fee = Balance(paid.unwrap_or_default());
		}
		if TOLD.contains(&name.0) {
			outcome.events.push(words(&event, &fields, &metadata));
		}
	}
	Ok(outcome)
}

/// The events of a block that tell something.
pub(super) fn told(at: &AtBlock, events: &Events<PolkadotConfig>) -> Result<Vec<Event>, LedgerError> {
	Ok(placed(at, events)?.into_iter().map(|(_, event)| event).collect())
}

/// The same, each with its place among all events of the block.
pub(super) fn placed(
	at: &AtBlock,
	events: &Events<PolkadotConfig>,
) -> Result<Vec<(u32, Event)>, LedgerError> {
	let metadata = at.metadata();
	let mut placed = Vec::new();
	for (place, event) in (0..).zip(events.iter()) {
		let event = event.map_err(unreadable)?;
		if TOLD.contains(&event.pallet_name()) {
			placed.push((place, words(&event, &decode(&event)?, &metadata)));
		}
	}
	Ok(placed)
}

type EventFields = Vec<(String, Value<()>)>;

fn decode(event: &RawEvent<'_, PolkadotConfig>) -> Result<EventFields, LedgerError> {
	let fields = event
		.decode_fields_unchecked_as::<Composite<()>>()
		.map_err(unreadable)?;
	Ok(value::named(fields))
}

fn words(event: &RawEvent<'_, PolkadotConfig>, fields: &EventFields, metadata: &Metadata) -> Event {
	let variant = metadata
		.pallet_by_event_index(event.pallet_index())
		.and_then(|pallet| pallet.event_variant_by_index(event.event_index()));
	Event {
		pallet: event.pallet_name().to_owned(),
		name: event.event_name().to_owned(),
		fields: value::fields(variant, metadata.types(), fields),
	}
}

/// A decision of the council was carried out, and what it decided failed.
fn council_refusal(name: &(&str, &str), fields: &EventFields, metadata: &Metadata) -> Option<LedgerError> {
	if !matches!(name, ("Council", "Executed" | "MemberExecuted")) {
		return None;
	}
	let (_, result) = fields.iter().find(|(name, _)| name == "result")?;
	let ValueDef::Variant(Variant { name, values: error }) = &result.value else {
		return None;
	};
	if name != "Err" {
		return None;
	}
	let error = *values(error).first()?;
	Some(module_refusal(error, metadata).unwrap_or_else(|| {
		let name = text(error);
		let docs = format!("What the council decided failed: {name}");
		LedgerError::refused("Council", &name, &docs)
	}))
}

fn module_refusal(error: &Value<()>, metadata: &Metadata) -> Option<LedgerError> {
	let ValueDef::Variant(Variant { name, values: module }) = &error.value else {
		return None;
	};
	if name != "Module" {
		return None;
	}
	let inner = match values(module).as_slice() {
		[only] => match &only.value {
			ValueDef::Composite(composite) => values(composite),
			_ => return None,
		},
		fields => fields.to_vec(),
	};
	let [index, error] = inner.as_slice() else {
		return None;
	};
	let pallet = metadata.pallet_by_error_index(u8::try_from(index.as_u128()?).ok()?)?;
	let variant = pallet.error_variant_by_index(*bytes(error)?.first()?)?;
	let docs = variant.docs.join(" ");
	Some(LedgerError::refused(pallet.name(), &variant.name, &docs))
}
