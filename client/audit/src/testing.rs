//! A chain in memory, for tests of what asks or lies about one: its states are tries of the SDK, its events encoded as the runtime's
//! metadata says. A test ends where something fails, and so does this.
#![allow(
	clippy::unwrap_used,
	clippy::cast_possible_truncation,
	reason = "this is part of tests"
)]

use crate::{
	header::Header,
	proof::{Block, Rung, Step, plan},
	runtime::Runtime,
	trie,
};
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed, v16};
use medquorum_core::domain::{BlockNumber, Bytes32};
use parity_scale_codec::{Compact, Decode as _, Encode as _};
use scale_info::{PortableRegistry, TypeDef, TypeDefPrimitive};
use scale_value::{Composite, Value, scale::encode_as_type};
use sp_core::Blake2Hasher;
use sp_trie::{LayoutV1, MemoryDB, TrieDBMutBuilder, TrieMut as _};
use std::collections::{BTreeMap, BTreeSet};

/// What tests need of a runtime's metadata.
pub struct Metadata {
	/// The registry that type ids of `pallets` point into.
	pub types: PortableRegistry,
	/// Those of the runtime, whose `System` and `MedicalRecords` the tests read.
	pub pallets: Vec<v16::PalletMetadata<scale_info::form::PortableForm>>,
}

/// The metadata that the program knows.
#[must_use]
pub fn metadata() -> Metadata {
	let mut bytes: &[u8] = include_bytes!("../../chain/src/metadata.scale");
	let RuntimeMetadata::V16(metadata) = RuntimeMetadataPrefixed::decode(&mut bytes).unwrap().1 else {
		panic!("another version of metadata");
	};
	Metadata {
		types: metadata.types,
		pallets: metadata.pallets,
	}
}

impl Metadata {
	fn events_type(&self) -> u32 {
		let system = self
			.pallets
			.iter()
			.find(|pallet| pallet.name == "System")
			.unwrap();
		let entries = &system.storage.as_ref().unwrap().entries;
		match entries.iter().find(|entry| entry.name == "Events").unwrap().ty {
			v16::StorageEntryType::Plain(ty) => ty.id,
			_ => panic!("events are no map"),
		}
	}

	/// The names of the events of the records pallet.
	#[must_use]
	pub fn event_names(&self) -> Vec<String> {
		let pallet = self
			.pallets
			.iter()
			.find(|pallet| pallet.name == "MedicalRecords")
			.unwrap();
		let ty = self.types.resolve(pallet.event.as_ref().unwrap().ty.id).unwrap();
		let TypeDef::Variant(events) = &ty.type_def else {
			panic!("events are an enum");
		};
		events.variants.iter().map(|event| event.name.clone()).collect()
	}

	/// Some value of a type: accounts and ids are this byte repeated, options hold something.
	fn sample(&self, ty: u32, byte: u8) -> Value<()> {
		match &self.types.resolve(ty).unwrap().type_def {
			TypeDef::Composite(composite) => {
				let fields = composite.fields.iter();
				match composite.fields.first().is_some_and(|field| field.name.is_some()) {
					true => Value::named_composite(
						fields.map(|field| (field.name.clone().unwrap(), self.sample(field.ty.id, byte))),
					),
					false => Value::unnamed_composite(fields.map(|field| self.sample(field.ty.id, byte))),
				}
			}
			TypeDef::Array(array) => {
				Value::unnamed_composite((0..array.len).map(|_| self.sample(array.type_param.id, byte)))
			}
			TypeDef::Sequence(list) => {
				Value::unnamed_composite((0..2).map(|_| self.sample(list.type_param.id, byte)))
			}
			TypeDef::Tuple(tuple) => {
				Value::unnamed_composite(tuple.fields.iter().map(|ty| self.sample(ty.id, byte)))
			}
			TypeDef::Variant(variants) => {
				let variant = variants.variants.iter().find(|variant| variant.name == "Some");
				let variant = variant.or(variants.variants.first()).unwrap();
				self.variant(variant, byte)
			}
			TypeDef::Primitive(TypeDefPrimitive::Bool) => Value::bool(true),
			TypeDef::Primitive(TypeDefPrimitive::Str) => Value::string("text"),
			_ => Value::u128(u128::from(byte)),
		}
	}

	fn variant(&self, variant: &scale_info::Variant<scale_info::form::PortableForm>, byte: u8) -> Value<()> {
		let fields = variant.fields.iter();
		let values = match variant.fields.first().is_some_and(|field| field.name.is_some()) {
			true => Composite::named(
				fields.map(|field| (field.name.clone().unwrap(), self.sample(field.ty.id, byte))),
			),
			false => Composite::unnamed(fields.map(|field| self.sample(field.ty.id, byte))),
		};
		Value::variant(variant.name.clone(), values)
	}

	/// An event of the records pallet with some values, as `System.Events` holds it.
	fn event(&self, name: &str, byte: u8) -> Value<()> {
		let pallet = self
			.pallets
			.iter()
			.find(|pallet| pallet.name == "MedicalRecords")
			.unwrap();
		let ty = self.types.resolve(pallet.event.as_ref().unwrap().ty.id).unwrap();
		let TypeDef::Variant(events) = &ty.type_def else {
			panic!("events are an enum");
		};
		let event = events.variants.iter().find(|event| event.name == name).unwrap();
		let event = Value::unnamed_variant("MedicalRecords", [self.variant(event, byte)]);
		Value::named_composite([
			(
				"phase",
				Value::unnamed_variant("ApplyExtrinsic", [Value::u128(1)]),
			),
			("event", event),
			("topics", Value::unnamed_composite(Vec::<Value<()>>::new())),
		])
	}

	/// `System.Events` with these events of the records pallet.
	#[must_use]
	pub fn events(&self, events: &[(&str, u8)]) -> Vec<u8> {
		let all = Value::unnamed_composite(events.iter().map(|(name, byte)| self.event(name, *byte)));
		let mut bytes = Vec::new();
		encode_as_type(&all, self.events_type(), &self.types, &mut bytes).unwrap();
		bytes
	}
}

/// A block with everything that a node could show of it.
struct Made {
	header: Vec<u8>,
	hash: Bytes32,
	root: Bytes32,
	nodes: Vec<Vec<u8>>,
}

/// A chain in memory.
pub struct Chain {
	blocks: Vec<Made>,
	/// How many hashes of blocks each state keeps.
	reach: BlockNumber,
}

/// The first moment of the chain, in milliseconds since 1970.
pub const BEGINS: u64 = 1_700_000_000_000;

fn key(rung: &Rung, at: usize) -> Vec<u8> {
	rung.keys().get(at).unwrap().clone()
}

fn build(state: &BTreeMap<Vec<u8>, Vec<u8>>) -> (Bytes32, Vec<Vec<u8>>) {
	let mut db = MemoryDB::<Blake2Hasher>::new(&[0]);
	let mut root = Default::default();
	{
		let mut trie = TrieDBMutBuilder::<LayoutV1<Blake2Hasher>>::new(&mut db, &mut root).build();
		for (key, value) in state {
			trie.insert(key, value).unwrap();
		}
	}
	let nodes = db
		.drain()
		.into_values()
		.filter(|(_, count)| *count > 0)
		.map(|(node, _)| node);
	(root.0, nodes.collect())
}

impl Chain {
	/// Blocks 0 to `last`, in which happens what `events` says; `seed` tells chains apart.
	#[must_use]
	pub fn new(
		seed: u8,
		last: BlockNumber,
		reach: BlockNumber,
		events: &BTreeMap<BlockNumber, Vec<u8>>,
	) -> Self {
		Self::with_runtime(seed, last, reach, events, Runtime::newest().unwrap().version)
	}

	/// The same under a runtime of another `spec_version`.
	#[must_use]
	pub fn with_runtime(
		seed: u8,
		last: BlockNumber,
		reach: BlockNumber,
		events: &BTreeMap<BlockNumber, Vec<u8>>,
		runtime: u32,
	) -> Self {
		let tells = Rung::telling(0);
		let mut chain = Self {
			blocks: Vec::new(),
			reach,
		};
		for number in 0..=last {
			let mut state = BTreeMap::new();
			// What else lies in a state, so that the tries are deep enough to be worth a test.
			for filler in 0..40_u8 {
				state.insert(vec![filler.wrapping_mul(37), seed, filler, 1], vec![filler; 40]);
			}
			state.insert(
				key(&tells, 0),
				events.get(&number).cloned().unwrap_or_else(|| vec![0]),
			);
			state.insert(
				key(&tells, 1),
				(BEGINS + u64::from(number) * 6_000).to_le_bytes().to_vec(),
			);
			state.insert(key(&tells, 2), (Compact(runtime), "medquorum").encode());
			for (earlier, block) in (0..).zip(&chain.blocks) {
				if earlier == 0 || earlier + reach >= number {
					let rung = Rung {
						number,
						earlier: vec![earlier],
						tells: false,
					};
					state.insert(key(&rung, 0), block.hash.to_vec());
				}
			}
			let (root, nodes) = build(&state);
			let parent = chain.blocks.last().map_or([seed; 32], |block| block.hash);
			// A digest of one item, as block makers leave one.
			let digest = (Compact(1_u32), 6_u8, *b"aura", vec![seed; 8]);
			let header = (parent, Compact(number), root, [3_u8; 32], digest).encode();
			chain.blocks.push(Made {
				hash: Header::read(&header).unwrap().hash,
				header,
				root,
				nodes,
			});
		}
		chain
	}

	/// Number and hash of a block that was made, for `verify` and `Rung`.
	#[must_use]
	pub fn block(&self, number: BlockNumber) -> Block {
		Block {
			number,
			hash: self.blocks[number as usize].hash,
		}
	}

	/// The hash of block 0.
	#[must_use]
	pub fn genesis(&self) -> Bytes32 {
		self.block(0).hash
	}

	/// The number of the newest block.
	#[must_use]
	pub fn last(&self) -> BlockNumber {
		u32::try_from(self.blocks.len() - 1).unwrap()
	}

	/// The step that proves a rung, as an honest node would make it.
	#[must_use]
	pub fn step(&self, rung: &Rung) -> Step {
		let made = &self.blocks[rung.number as usize];
		let shown = trie::read(&made.root, &made.nodes, &rung.keys()).unwrap();
		Step {
			number: rung.number,
			earlier: rung.earlier.clone(),
			tells: rung.tells,
			header: made.header.clone(),
			proof: shown.nodes,
		}
	}

	/// The steps from the newest block to these.
	#[must_use]
	pub fn steps(&self, wanted: &[BlockNumber]) -> Vec<Step> {
		let wanted: BTreeSet<_> = wanted.iter().copied().collect();
		let rungs = plan(self.last(), &wanted, self.reach);
		rungs.iter().map(|rung| self.step(rung)).collect()
	}
}
