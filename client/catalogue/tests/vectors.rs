//! The vectors that an independent implementation made (tests/reference/catalogue.py): sealing gives the same bytes, opening reads them.

use crate::common::entropy;
use medquorum_catalogue::{
	CatalogueKey, Scope,
	block::{Contents, Size, open_block, seal_block},
	codes::Category,
	entry::{ENTRY, Entry, Modality, Quarter, ReferenceKind},
	keyring::{Keyring, KeyringTitle, seal_keyring},
	locator::{open_locator, seal_locator},
	manifest::{Manifest, Row, open_manifest},
};
use medquorum_core::domain::AccountId;
use medquorum_envelope::{Cid, EncSecret, cid::Codec, enc_public};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

struct Vectors(Value);

impl Vectors {
	fn bytes(&self, name: &str) -> Vec<u8> {
		hex::decode(self.0[name].as_str().unwrap()).unwrap()
	}

	fn array<const N: usize>(&self, name: &str) -> [u8; N] {
		self.bytes(name).try_into().unwrap()
	}

	fn number(&self, name: &str) -> u32 {
		self.0[name].as_u64().unwrap() as u32
	}

	fn scope(&self) -> Scope {
		Scope {
			genesis: self.array("genesis"),
			facility: AccountId(self.array("facility")),
			epoch: self.number("epoch") as u16,
		}
	}

	fn key(&self) -> CatalogueKey {
		CatalogueKey::from_bytes(&self.array("k_cat"))
	}
}

fn vectors() -> Vectors {
	Vectors(serde_json::from_str(include_str!("vectors/catalogue.json")).unwrap())
}

/// The row as the file has it.
fn row_bytes(cid: &Cid, contents: &Contents) -> Vec<u8> {
	let ends = [
		contents.first.0,
		contents.first.1,
		contents.last.0,
		contents.last.1,
	];
	let ends: Vec<u8> = ends.iter().flat_map(|value| value.to_le_bytes()).collect();
	[
		&contents.id[..],
		&cid.digest(),
		&[0x55],
		&contents.count.to_le_bytes(),
		&ends,
	]
	.concat()
}

fn same_block(name: &str, size: Size, entries: &[Entry]) -> Row {
	let vectors = vectors();
	let label = format!("vector {name}");
	let (contents, mut sealed) = seal_block(
		&vectors.key(),
		&vectors.scope(),
		size,
		entries,
		&mut entropy(&label),
	)
	.unwrap();
	let cid = Cid::of_raw(&sealed);
	assert_eq!(sealed[..200], vectors.bytes(&format!("{name}_begin")));
	assert_eq!(cid.digest(), vectors.array(&format!("{name}_sha256")));
	assert_eq!(row_bytes(&cid, &contents), vectors.bytes(&format!("{name}_row")));
	let opened = open_block(&vectors.key(), &vectors.scope(), &contents, &mut sealed).unwrap();
	assert!(opened.iter().eq(entries.iter().copied()));
	Row { cid, contents }
}

fn tail() -> Row {
	let vectors = vectors();
	let decode = |text: &Value| {
		let bytes: [u8; ENTRY] = hex::decode(text.as_str().unwrap()).unwrap().try_into().unwrap();
		let entry = Entry::decode(&bytes).unwrap();
		assert_eq!(entry.encode(), bytes);
		entry
	};
	let entries: Vec<Entry> = vectors.0["tail_entries"]
		.as_array()
		.unwrap()
		.iter()
		.map(decode)
		.collect();
	let codes: Vec<String> = entries.iter().map(|entry| entry.category.to_string()).collect();
	assert_eq!(codes, ["A00", "C4A", "E11", "E11", "Z3A", "Z9Z", "chapter 22"]);
	same_block("tail", Size::Tail, &entries)
}

fn block() -> Row {
	let full = Size::Full.entries() as u32;
	let one = |n: u32| {
		let hash: [u8; 32] = Sha256::new()
			.chain_update("block")
			.chain_update(n.to_le_bytes())
			.finalize()
			.into();
		let (year, month) = (2000 + n % 27, n % 12);
		Entry {
			reference: *hash.first_chunk().unwrap(),
			category: Category::from_u16(1 + (n * 9_360 / full) as u16).unwrap(),
			quarter: Quarter::from_u16((4 * (year - 1900) + month / 3) as u16),
			modality: Modality::from_u8((n % 64) as u8).unwrap(),
			newest: n % 2 == 1,
		}
	};
	let mut entries: Vec<Entry> = (0..full).map(one).collect();
	entries.sort_unstable();
	same_block("block", Size::Full, &entries)
}

#[test]
fn tail_equals_the_vector() {
	tail();
}

#[test]
fn block_equals_the_vector() {
	block();
}

#[test]
fn manifest_equals_the_vector() {
	let vectors = vectors();
	let manifest = Manifest {
		scope: vectors.scope(),
		number: vectors.number("number"),
		made_at: vectors.number("made_at"),
		references: ReferenceKind::RecordId,
		rows: vec![block(), tail()],
	};
	let object = vectors.bytes("manifest");
	let unsigned = manifest
		.seal(&vectors.key(), &mut entropy("vector manifest"))
		.unwrap();
	assert_eq!(unsigned.message(), vectors.bytes("manifest_message"));
	assert_eq!(unsigned.commitment(), vectors.array("commitment"));
	let (cid, bytes) = unsigned.signed(object.last_chunk().unwrap());
	assert_eq!(bytes, object);
	let committed = vectors.array("commitment");
	let opened = open_manifest(
		&vectors.key(),
		&vectors.scope(),
		manifest.number,
		&committed,
		&object,
	)
	.unwrap();
	assert_eq!(opened, manifest);
	assert_eq!(opened.entries(), 47_660 + 7);

	let locator = seal_locator(
		&vectors.key(),
		&vectors.scope(),
		manifest.number,
		&cid,
		&mut entropy("vector locator"),
	);
	assert_eq!(locator, vectors.array("locator"));
	assert_eq!(
		open_locator(&vectors.key(), &vectors.scope(), manifest.number, &locator).unwrap(),
		cid
	);
}

#[test]
fn keyring_equals_the_vector() {
	let vectors = vectors();
	let account = |text: &Value| AccountId(hex::decode(text.as_str().unwrap()).unwrap().try_into().unwrap());
	let readers: Vec<AccountId> = vectors.0["readers"]
		.as_array()
		.unwrap()
		.iter()
		.map(account)
		.collect();
	let secret = |reader: &AccountId| {
		let hash = Sha256::new()
			.chain_update("reader")
			.chain_update(reader.0)
			.finalize();
		EncSecret::from_bytes(&hash.into())
	};
	let admitted: Vec<_> = readers
		.iter()
		.map(|reader| (*reader, enc_public(&secret(reader))))
		.collect();
	let object = vectors.bytes("keyring");
	let leaf = |name| Cid::new(Codec::Raw, vectors.array(name));
	let objects = [
		Cid::of_raw(&vectors.bytes("manifest")),
		leaf("block_sha256"),
		leaf("tail_sha256"),
	];
	let scope = vectors.scope();
	let title = KeyringTitle {
		scope: &scope,
		number: vectors.number("number"),
		objects: &objects,
	};
	let unsigned = seal_keyring(&vectors.key(), &title, &admitted, &mut entropy("vector keyring")).unwrap();
	assert_eq!(unsigned.message(), vectors.bytes("keyring_message"));
	assert_eq!(unsigned.signed(object.last_chunk().unwrap()).1, object);
	let keyring = Keyring::decode(&object).unwrap();
	assert_eq!(
		(keyring.scope(&scope.genesis), keyring.number()),
		(scope, title.number)
	);
	assert!(objects.iter().all(|object| keyring.lists(object)));
	assert!(
		!keyring.lists(&Cid::of_raw(&object)) && !keyring.lists(&Cid::of_dag_pb(&vectors.bytes("manifest")))
	);
	for reader in &readers {
		let key = keyring.open(&scope, reader, &secret(reader)).unwrap();
		assert!(key.expose() == vectors.key().expose());
	}
}
