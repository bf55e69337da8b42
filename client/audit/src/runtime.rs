//! How the runtimes that this program knows write their events. A verifier takes no node's word for it: where a byte means a refusal
//! and where a consent is part of this program, by the `spec_version` that the state of each block shows.

use crate::{error::AuditError, proof::Told, value};
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed, v16};
use medquorum_core::{domain::BlockNumber, ledger::Event};
use parity_scale_codec::Decode;
use scale_info::PortableRegistry;
use scale_value::{Value, ValueDef, scale::decode_as_type};
use std::sync::LazyLock;

/// The metadata of each runtime that has run, the newest first. A release keeps those of the releases before it.
static KNOWN: LazyLock<Vec<Runtime>> = LazyLock::new(|| {
	let all: [&[u8]; 2] = [
		include_bytes!("../../chain/src/metadata.scale"),
		include_bytes!("runtimes/2.scale"),
	];
	all.into_iter().filter_map(Runtime::read).collect()
});

/// What a proof needs of a runtime's metadata.
pub struct Runtime {
	/// Its `spec_version`.
	pub version: u32,
	/// How many blocks back its state holds hashes.
	pub reach: BlockNumber,
	types: PortableRegistry,
	/// The type of `System.Events`.
	events: u32,
}

/// What stands at the front of a runtime's version.
#[derive(Decode)]
struct Version {
	_name: String,
	_implementation: String,
	_authoring: u32,
	spec: u32,
}

fn constant<T: Decode>(
	pallet: &v16::PalletMetadata<scale_info::form::PortableForm>,
	name: &str,
) -> Option<T> {
	let constant = pallet.constants.iter().find(|constant| constant.name == name)?;
	T::decode(&mut constant.value.as_slice()).ok()
}

impl Runtime {
	/// From metadata in SCALE bytes; `None` where it is of another format.
	#[must_use]
	pub fn read(mut bytes: &[u8]) -> Option<Self> {
		let RuntimeMetadata::V16(metadata) = RuntimeMetadataPrefixed::decode(&mut bytes).ok()?.1 else {
			return None;
		};
		let system = metadata.pallets.iter().find(|pallet| pallet.name == "System")?;
		let entries = &system.storage.as_ref()?.entries;
		let v16::StorageEntryType::Plain(events) = entries.iter().find(|entry| entry.name == "Events")?.ty
		else {
			return None;
		};
		Some(Self {
			version: constant::<Version>(system, "Version")?.spec,
			reach: constant(system, "BlockHashCount")?,
			events: events.id,
			types: metadata.types,
		})
	}

	/// The newest one that this program knows.
	///
	/// # Errors
	/// When it knows none, which is its own fault.
	pub fn newest() -> Result<&'static Self, AuditError> {
		KNOWN.first().ok_or(AuditError::NoRuntime)
	}

	/// The one of this `spec_version`, if this program knows it.
	#[must_use]
	pub fn of(version: u32) -> Option<&'static Self> {
		KNOWN.iter().find(|runtime| runtime.version == version)
	}

	/// What `System.Events` holds, in words; `None` where the bytes are something else.
	#[must_use]
	pub fn events(&self, mut bytes: &[u8]) -> Option<Vec<Event>> {
		let decoded = decode_as_type(&mut bytes, self.events, &self.types).ok()?;
		let ValueDef::Composite(records) = decoded.value else {
			return None;
		};
		let events: Option<_> = records.into_values().map(|record| self.event(record)).collect();
		events.filter(|_| bytes.is_empty())
	}

	fn event(&self, record: Value<u32>) -> Option<Event> {
		let ValueDef::Composite(record) = record.value else {
			return None;
		};
		let (_, pallet) = value::named(record)
			.into_iter()
			.find(|(name, _)| name == "event")?;
		let ValueDef::Variant(pallet) = pallet.value else {
			return None;
		};
		let (name, event) = (pallet.name, pallet.values.into_values().next()?);
		let kind = self.types.resolve(event.context)?;
		let ValueDef::Variant(event) = event.value else {
			return None;
		};
		let scale_info::TypeDef::Variant(kinds) = &kind.type_def else {
			return None;
		};
		let kind = kinds.variants.iter().find(|kind| kind.name == event.name);
		let fields = value::named(event.values);
		Some(Event {
			pallet: name,
			fields: value::fields(kind, &self.types, &fields),
			name: event.name,
		})
	}
}

/// The events that are proven of a block.
///
/// # Errors
/// When this program does not know the runtime, or the bytes are not its events.
pub fn events(told: &Told) -> Result<Vec<Event>, AuditError> {
	let block = told.block.number;
	let version = told.runtime;
	let runtime = Runtime::of(version).ok_or(AuditError::UnknownRuntime { version, block })?;
	runtime.events(&told.events).ok_or(AuditError::BadProof { block })
}
