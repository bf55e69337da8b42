//! Values of the chain's events as text: addresses for accounts, digits for ids, words for what has a name.

use medquorum_core::domain::AccountId;
use scale_info::{PortableRegistry, Variant as EventType, form::PortableForm};
use scale_value::{Composite, Primitive, Value, ValueDef, Variant};

/// The fields of an event in words, as the pallet's own types have them.
#[must_use]
pub fn fields<T>(
	variant: Option<&EventType<PortableForm>>,
	types: &PortableRegistry,
	values: &[(String, Value<T>)],
) -> Vec<(String, String)> {
	let field = |position: usize| variant.and_then(|variant| variant.fields.get(position));
	let is_account = |position: usize| {
		let ty = field(position).and_then(|field| types.resolve(field.ty.id));
		ty.and_then(|ty| ty.path.segments.last())
			.is_some_and(|name| name == "AccountId32")
	};
	// As the pallet writes the field: `Option<AccountId32>`, `Vec<AccountId32>`.
	let holds_accounts = |position: usize| {
		let name = field(position).and_then(|field| field.type_name.as_deref());
		name.is_some_and(|name| name.ends_with("<AccountId32>"))
	};
	let fields = values.iter().enumerate().map(|(position, (name, value))| {
		let text = match () {
			() if is_account(position) => account(value).unwrap_or_else(|| text(value)),
			() if holds_accounts(position) => accounts(value),
			() => text(value),
		};
		(name.clone(), text)
	});
	fields.collect()
}

/// The fields of a composite with their names; without a name where it has none.
#[must_use]
pub fn named<T>(composite: Composite<T>) -> Vec<(String, Value<T>)> {
	match composite {
		Composite::Named(fields) => fields,
		Composite::Unnamed(values) => values.into_iter().map(|value| (String::new(), value)).collect(),
	}
}

/// The address of an account.
fn account<T>(value: &Value<T>) -> Option<String> {
	let bytes = bytes(value)?.try_into().ok()?;
	Some(AccountId(bytes).to_string())
}

/// The addresses in an option or a list.
fn accounts<T>(value: &Value<T>) -> String {
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
#[must_use]
pub fn values<T>(composite: &Composite<T>) -> Vec<&Value<T>> {
	composite.values().collect()
}

/// The bytes of an array, or of a struct around one.
#[must_use]
pub fn bytes<T>(value: &Value<T>) -> Option<Vec<u8>> {
	let ValueDef::Composite(composite) = &value.value else {
		return None;
	};
	let inner = values(composite);
	if let [only] = inner.as_slice()
		&& let Some(bytes) = bytes(only)
	{
		return Some(bytes);
	}
	let byte = |value: &&Value<T>| value.as_u128().and_then(|number| u8::try_from(number).ok());
	inner.iter().map(byte).collect()
}

/// Any value as text.
#[must_use]
pub fn text<T>(value: &Value<T>) -> String {
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

fn list<T>(composite: &Composite<T>) -> String {
	values(composite)
		.into_iter()
		.map(text)
		.collect::<Vec<_>>()
		.join(", ")
}
