//! What happened, in words.

use super::{connection::AtBlock, failure, failure::incompatible};
use medquorum_core::{
	domain::{AccountId, Balance},
	error::LedgerError,
	ledger::Event,
};
use subxt::{
	PolkadotConfig,
	error::{DispatchError, EventsError},
	events::{Event as RawEvent, Events},
	ext::scale_value::{Composite, Primitive, Value, ValueDef, Variant},
	extrinsics::ExtrinsicEvents,
	metadata::Metadata,
};

/// Pallets whose events tell a reader something; fees and inherents are in every block.
const TOLD: [&str; 6] = [
	"MedicalRecords",
	"Council",
	"Enactment",
	"Recovery",
	"SafeMode",
	"Succession",
];

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
	let metadata = at.metadata();
	let mut told = Vec::new();
	for event in events.iter() {
		let event = event.map_err(unreadable)?;
		if TOLD.contains(&event.pallet_name()) {
			told.push(words(&event, &decode(&event)?, &metadata));
		}
	}
	Ok(told)
}

type Fields = Vec<(String, Value<()>)>;

fn decode(event: &RawEvent<'_, PolkadotConfig>) -> Result<Fields, LedgerError> {
	let fields = event
		.decode_fields_unchecked_as::<Composite<()>>()
		.map_err(unreadable)?;
	Ok(match fields {
		Composite::Named(fields) => fields,
		Composite::Unnamed(values) => values.into_iter().map(|value| (String::new(), value)).collect(),
	})
}

fn words(event: &RawEvent<'_, PolkadotConfig>, fields: &Fields, metadata: &Metadata) -> Event {
	let variant = metadata
		.pallet_by_event_index(event.pallet_index())
		.and_then(|pallet| pallet.event_variant_by_index(event.event_index()));
	let field = |position: usize| variant.and_then(|variant| variant.fields.get(position));
	let is_account = |position: usize| {
		let ty = field(position).and_then(|field| metadata.types().resolve(field.ty.id));
		ty.and_then(|ty| ty.path.segments.last())
			.is_some_and(|name| name == "AccountId32")
	};
	// As the pallet writes the field: `Option<AccountId32>`, `Vec<AccountId32>`.
	let holds_accounts = |position: usize| {
		let name = field(position).and_then(|field| field.type_name.as_deref());
		name.is_some_and(|name| name.ends_with("<AccountId32>"))
	};
	let fields = fields.iter().enumerate().map(|(position, (name, value))| {
		let text = match () {
			() if is_account(position) => account(value).unwrap_or_else(|| text(value)),
			() if holds_accounts(position) => accounts(value),
			() => text(value),
		};
		(name.clone(), text)
	});
	Event {
		pallet: event.pallet_name().to_owned(),
		name: event.event_name().to_owned(),
		fields: fields.collect(),
	}
}

/// The address of an account.
fn account(value: &Value<()>) -> Option<String> {
	let bytes = bytes(value)?.try_into().ok()?;
	Some(AccountId(bytes).to_string())
}

/// The addresses in an option or a list.
fn accounts(value: &Value<()>) -> String {
	let inner = match &value.value {
		ValueDef::Variant(Variant { name, values: inner }) if name == "Some" => values(inner),
		ValueDef::Composite(list) => values(list),
		_ => return text(value),
	};
	let shown = inner
		.into_iter()
		.map(|value| account(value).unwrap_or_else(|| text(value)));
	shown.collect::<Vec<_>>().join(", ")
}

/// The values of a composite, whether they have names or not.
fn values(composite: &Composite<()>) -> Vec<&Value<()>> {
	composite.values().collect()
}

/// The bytes of an array, or of a struct around one.
fn bytes(value: &Value<()>) -> Option<Vec<u8>> {
	let ValueDef::Composite(composite) = &value.value else {
		return None;
	};
	let inner = values(composite);
	if let [only] = inner.as_slice()
		&& let Some(bytes) = bytes(only)
	{
		return Some(bytes);
	}
	let byte = |value: &&Value<()>| value.as_u128().and_then(|number| u8::try_from(number).ok());
	inner.iter().map(byte).collect()
}

fn text(value: &Value<()>) -> String {
	match &value.value {
		ValueDef::Primitive(Primitive::U128(number)) => number.to_string(),
		ValueDef::Primitive(Primitive::I128(number)) => number.to_string(),
		ValueDef::Primitive(Primitive::Bool(yes)) => yes.to_string(),
		ValueDef::Primitive(Primitive::String(text)) => text.clone(),
		ValueDef::Primitive(other) => format!("{other:?}"),
		ValueDef::BitSequence(_) => "bits".to_owned(),
		ValueDef::Composite(composite) => match bytes(value).filter(|bytes| bytes.len() >= 4) {
			// Ids of records and requests are written as people type them.
			Some(id) if id.len() == 16 => hex::encode(id),
			Some(bytes) => format!("0x{}", hex::encode(bytes)),
			None => list(composite),
		},
		ValueDef::Variant(Variant { name, values: inner }) => match (name.as_str(), values(inner).as_slice())
		{
			("None", []) => "none".to_owned(),
			("Some", [value]) => text(value),
			(name, []) => name.to_owned(),
			(name, _) => format!("{name}({})", list(inner)),
		},
	}
}

fn list(composite: &Composite<()>) -> String {
	values(composite)
		.into_iter()
		.map(text)
		.collect::<Vec<_>>()
		.join(", ")
}

/// A decision of the council was carried out, and what it decided failed.
fn council_refusal(name: &(&str, &str), fields: &Fields, metadata: &Metadata) -> Option<LedgerError> {
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
