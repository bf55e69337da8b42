//! What the chain lets anybody write for ever: the events and the calls of the records pallet, read off the runtime's metadata. Traps
//! that other systems fell into (docs/security.md).

use medquorum_audit::testing::{Metadata, metadata};
use scale_info::{TypeDef, TypeDefPrimitive};

const PALLET: &str = "MedicalRecords";

/// Each event or call with the names and types of its fields.
fn variants(metadata: &Metadata, calls: bool) -> Vec<(String, Vec<(String, u32)>)> {
	let pallet = metadata
		.pallets
		.iter()
		.find(|pallet| pallet.name == PALLET)
		.unwrap();
	let ty = match calls {
		true => pallet.calls.as_ref().unwrap().ty.id,
		false => pallet.event.as_ref().unwrap().ty.id,
	};
	let TypeDef::Variant(variants) = &metadata.types.resolve(ty).unwrap().type_def else {
		panic!("an enum");
	};
	let fields = |fields: &[scale_info::Field<scale_info::form::PortableForm>]| {
		let named = fields
			.iter()
			.map(|field| (field.name.clone().unwrap_or_default(), field.ty.id));
		named.collect()
	};
	let all = variants.variants.iter();
	all.map(|variant| (variant.name.clone(), fields(&variant.fields)))
		.collect()
}

/// Whether bytes or text of any length fit in somewhere.
fn takes_any_text(metadata: &Metadata, ty: u32, above: &mut Vec<u32>) -> bool {
	if above.contains(&ty) {
		return false;
	}
	above.push(ty);
	let mut inside = |ty: u32| takes_any_text(metadata, ty, above);
	let found = match &metadata.types.resolve(ty).unwrap().type_def {
		TypeDef::Composite(composite) => composite.fields.iter().any(|field| inside(field.ty.id)),
		TypeDef::Variant(variant) => {
			let mut fields = variant.variants.iter().flat_map(|variant| &variant.fields);
			fields.any(|field| inside(field.ty.id))
		}
		TypeDef::Sequence(sequence) => {
			let element = &metadata.types.resolve(sequence.type_param.id).unwrap().type_def;
			matches!(element, TypeDef::Primitive(TypeDefPrimitive::U8)) || inside(sequence.type_param.id)
		}
		TypeDef::Array(array) => inside(array.type_param.id),
		TypeDef::Tuple(tuple) => tuple.fields.iter().any(|field| inside(field.id)),
		TypeDef::Primitive(primitive) => matches!(primitive, TypeDefPrimitive::Str | TypeDefPrimitive::Char),
		TypeDef::Compact(compact) => inside(compact.type_param.id),
		TypeDef::BitSequence(_) => true,
	};
	above.pop();
	found
}

/// Events stay in the blocks when a record is erased: a description in one could never be deleted.
#[test]
fn no_event_has_room_for_a_description() {
	let metadata = metadata();
	let events = variants(&metadata, false);
	assert!(events.len() > 30, "{}", events.len());
	for (event, fields) in events {
		for (field, ty) in fields {
			assert!(!takes_any_text(&metadata, ty, &mut Vec::new()), "{event}.{field}");
		}
	}
}

/// What is in a call everybody reads for ever: only what is sealed, committed to or proved has room, each of its own length.
#[test]
fn no_call_has_room_for_text_or_for_a_key_in_clear() {
	let metadata = metadata();
	let calls = variants(&metadata, true);
	assert!(calls.len() > 30, "{}", calls.len());
	for (call, fields) in calls {
		for (field, ty) in fields {
			assert!(!takes_any_text(&metadata, ty, &mut Vec::new()), "{call}.{field}");
			for word in ["secret", "password", "passphrase", "private", "plain", "code"] {
				assert!(!field.contains(word), "{call}.{field}");
			}
		}
	}
}

/// Who asks is who signed: no argument names a requester.
#[test]
fn no_request_names_its_requester() {
	let metadata = metadata();
	let calls = variants(&metadata, true);
	let (_, fields) = calls.iter().find(|(call, _)| call == "request_access").unwrap();
	for (field, ty) in fields {
		let path = &metadata.types.resolve(*ty).unwrap().path;
		assert_ne!(path.ident().as_deref(), Some("AccountId32"), "{field}");
	}
}

/// One key that may do everything would be one key to steal.
#[test]
fn there_is_no_key_above_the_council() {
	let metadata = metadata();
	let mut pallets = metadata.pallets.iter();
	assert!(pallets.all(|pallet| !pallet.name.to_lowercase().contains("sudo")));
}
