//! Parts of a catalogue that are cut off, changed, in the wrong place, or made against the rules.

use crate::common::{Facility, Shelf, entropy, keyring_of, manifest_of, many, reader};
use hkdf::Hkdf;
use medquorum_catalogue::{
	CatalogueError, CatalogueKey, Part, Scope,
	block::{Contents, Size, open_block, seal_block},
	codes::Category,
	entry::{ENTRY, Entry},
	keyring::{Keyring, KeyringTitle, MAX_READERS, seal_keyring},
	locator::{open_locator, seal_locator},
	manifest::{Manifest, Row, open_manifest},
};
use medquorum_core::{advice::Advice as _, domain::AccountId};
use medquorum_envelope::{
	Cid,
	engine::{Aes256Gcm, Engine as _},
};
use sha2::{Digest as _, Sha256};

#[test]
fn truncated_parts_are_refused() {
	let mut facility = Facility::new("One");
	let pointer = facility.publish(&many(5));
	let (manifest, keyring) = (manifest_of(&facility, &pointer), keyring_of(&facility, &pointer));
	let row = facility.own.as_ref().unwrap().manifest.rows[0];
	let block = facility.store.blocks[&row.cid].clone();
	for cut in [0, 1, 40, 63, 64, 65, 180, block.len() / 2, block.len() - 1] {
		let mut part = block[..cut].to_vec();
		assert!(matches!(
			open_block(&facility.key, &facility.scope(), &row.contents, &mut part),
			Err(CatalogueError::Length {
				part: Part::Block,
				..
			})
		));
	}
	for cut in (0..manifest.len()).step_by(7) {
		assert!(
			open_manifest(
				&facility.key,
				&facility.scope(),
				1,
				&pointer.commitment,
				&manifest[..cut]
			)
			.is_err()
		);
	}
	for cut in 0..keyring.len() {
		assert!(Keyring::decode(&keyring[..cut]).is_err());
	}
	let longer = [keyring.as_slice(), &[0]].concat();
	assert!(Keyring::decode(&longer).is_err());
}

#[test]
fn one_bit_changed_in_each_part_is_refused() {
	let mut facility = Facility::new("One");
	let pointer = facility.publish(&many(5));
	let (manifest, keyring) = (manifest_of(&facility, &pointer), keyring_of(&facility, &pointer));
	let (key, scope) = (facility.key.clone(), facility.scope());
	let row = facility.own.as_ref().unwrap().manifest.rows[0];
	let block = facility.store.blocks[&row.cid].clone();
	let flipped = |bytes: &[u8], at: usize, bit: usize| {
		let mut bytes = bytes.to_vec();
		bytes[at] ^= 1 << bit;
		bytes
	};
	// Preamble, ciphertext here and there, and tag.
	for at in (0..48)
		.chain((48..block.len() - 16).step_by(4_999))
		.chain(block.len() - 16..block.len())
	{
		let mut bad = flipped(&block, at, at % 8);
		let closed = matches!(
			open_block(&key, &scope, &row.contents, &mut bad),
			Err(CatalogueError::Closed(_))
		);
		assert!(closed, "byte {at}");
		assert!(
			bad[40..bad.len() - 16].iter().all(|byte| *byte == 0) || at == 0,
			"no plaintext is left"
		);
	}
	for at in 0..manifest.len() {
		let bad = flipped(&manifest, at, at % 8);
		assert!(
			open_manifest(&key, &scope, 1, &pointer.commitment, &bad).is_err(),
			"byte {at}"
		);
	}
	let ferdie = reader("Ferdie");
	for at in 0..keyring.len() {
		let bad = Keyring::decode(&flipped(&keyring, at, at % 8));
		assert!(
			bad.and_then(|ring| ring.open(&scope, &ferdie.account, &ferdie.secret))
				.is_err(),
			"byte {at}"
		);
	}
	for at in 0..pointer.locator.len() {
		let bad = flipped(&pointer.locator, at, at % 8).try_into().unwrap();
		assert!(open_locator(&key, &scope, 1, &bad).is_err());
	}
	let mut commitment = pointer.commitment;
	commitment[0] ^= 1;
	assert!(matches!(
		open_manifest(&key, &scope, 1, &commitment, &manifest),
		Err(CatalogueError::Commitment(_))
	));
}

#[test]
fn block_of_another_catalogue_epoch_or_place_does_not_open() {
	let (mut one, mut two) = (Facility::new("One"), Facility::new("Two"));
	two.key = one.key.clone();
	one.publish(&many(5));
	two.publish(&many(5));
	let rows = |facility: &Facility| facility.own.as_ref().unwrap().manifest.rows[0];
	let (mine, other) = (rows(&one), rows(&two));
	let open = |key: &CatalogueKey, scope: Scope, contents: &Contents| {
		let mut block = two.store.blocks[&other.cid].clone();
		open_block(key, &scope, contents, &mut block).map(|opened| opened.len())
	};
	assert_eq!(open(&one.key, two.scope(), &other.contents).unwrap(), 5);
	for scope in [
		one.scope(),
		Scope {
			epoch: 2,
			..two.scope()
		},
		Scope {
			genesis: [0; 32],
			..two.scope()
		},
	] {
		assert!(matches!(
			open(&one.key, scope, &other.contents),
			Err(CatalogueError::Closed(Part::Block))
		));
	}
	assert!(matches!(
		open(&one.key, two.scope(), &mine.contents),
		Err(CatalogueError::Closed(Part::Block))
	));
}

/// A facility seals what it likes: the rules of the format hold all the same.
#[test]
fn a_block_that_is_not_what_its_manifest_says_is_refused() {
	let facility = Facility::new("One");
	let entries: Vec<Entry> = {
		let mut entries = many(9);
		entries.sort_unstable();
		entries
	};
	let (key, scope) = (&facility.key, facility.scope());
	let (good, sealed) = seal_block(key, &scope, Size::Tail, &entries, &mut entropy("block")).unwrap();
	let refused = |contents: Contents| {
		let mut copy = sealed.clone();
		let error = open_block(key, &scope, &contents, &mut copy).err().unwrap();
		assert!(
			copy[40..copy.len() - 16].iter().all(|byte| *byte == 0),
			"no plaintext is left"
		);
		matches!(
			error,
			CatalogueError::Malformed {
				part: Part::Block,
				..
			}
		)
	};
	for count in [0, 8, 10, 2_976, 2_977, 47_660, u32::MAX] {
		assert!(refused(Contents { count, ..good }), "{count}");
	}
	assert!(refused(Contents {
		first: (good.first.0, good.first.1 + 1),
		..good
	}));
	assert!(refused(Contents {
		last: (good.last.0 + 1, good.last.1),
		..good
	}));
	let seal = |entries: &[Entry]| {
		seal_block(key, &scope, Size::Tail, entries, &mut entropy("x"))
			.err()
			.unwrap()
	};
	assert!(matches!(seal(&[]), CatalogueError::Malformed { .. }));
	assert!(matches!(
		seal(&[entries[1], entries[0]]),
		CatalogueError::Malformed { .. }
	));
	assert!(matches!(
		seal(&[entries[0], entries[0]]),
		CatalogueError::Malformed { .. }
	));
	assert!(matches!(
		seal(&vec![entries[0]; 2_977]),
		CatalogueError::TooMany {
			found: 2_977,
			most: 2_976,
			..
		}
	));
}

/// Seals a plaintext of any content as a tail, by the formulas.
fn forge(facility: &Facility, id: [u8; 16], plain: &[u8]) -> Vec<u8> {
	let scope = facility.scope();
	let expand = |salt: &[u8], ikm: &[u8], info: &[u8]| {
		let mut key = [0; 32];
		Hkdf::<Sha256>::new(Some(salt), ikm)
			.expand(info, &mut key)
			.unwrap();
		key
	};
	let dek = expand(
		b"MQ2-cat",
		facility.key.expose(),
		&[b"block".as_slice(), &id].concat(),
	);
	let stream_ad = Sha256::new()
		.chain_update("MQ2-catblock")
		.chain_update(scope.genesis)
		.chain_update(scope.facility.0)
		.chain_update(scope.epoch.to_le_bytes())
		.chain_update(id)
		.finalize();
	let key = expand(&[8; 32], &dek, &stream_ad);
	let mut body = plain.to_vec();
	let nonce = [9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 1];
	let tag = Aes256Gcm::from(key)
		.seal_in_place(&nonce, b"", &mut body)
		.unwrap();
	[&[0x28], [8; 32].as_slice(), &[9; 7], &body, &tag].concat()
}

/// Rows that no honest facility seals: fillers in front or between, out of order, twice, numbers that stand for nothing.
#[test]
fn rows_against_the_rules_are_refused() {
	let facility = Facility::new("One");
	let mut entries = many(4);
	entries.sort_unstable();
	let good: Vec<[u8; ENTRY]> = entries.iter().map(Entry::encode).collect();
	let (first, last) = (entries[0].key(), entries[3].key());
	let open = |rows: &[[u8; ENTRY]], count: u32| {
		let mut plain = rows.concat();
		plain.resize(Size::Tail.entries() * ENTRY, 0);
		let contents = Contents {
			id: [7; 16],
			count,
			first,
			last,
		};
		let mut sealed = forge(&facility, contents.id, &plain);
		open_block(&facility.key, &facility.scope(), &contents, &mut sealed).map(|opened| opened.len())
	};
	assert_eq!(open(&good, 4).unwrap(), 4);
	let [a, b, c, d] = good[..] else { panic!() };
	let changed = |at: usize, value: u8| {
		let mut row = b;
		row[at] = value;
		row
	};
	let filler = [0; ENTRY];
	let named_filler = {
		let mut row = filler;
		row[0] = 1;
		row
	};
	for (what, rows, count) in [
		("filler between", vec![a, filler, c, d], 4),
		("filler counted", vec![a, b, c, d, filler], 5),
		(
			"filler with a reference behind",
			vec![a, b, c, d, named_filler],
			4,
		),
		("out of order", vec![a, c, b, d], 4),
		("twice", vec![a, b, b, d], 4),
		("unknown modality", vec![a, changed(20, 64), c, d], 4),
		("unknown flag", vec![a, changed(21, 2), c, d], 4),
		("unknown category", vec![a, changed(17, 0xE0), c, d], 4),
	] {
		let refused = matches!(
			open(&rows, count),
			Err(CatalogueError::Malformed {
				part: Part::Block,
				..
			})
		);
		assert!(refused, "{what}");
	}
}

#[test]
fn readers_out_of_order_or_twice_are_refused() {
	let mut facility = Facility::new("One");
	facility.readers = vec![reader("Ferdie").admitted(), reader("Gina").admitted()];
	let pointer = facility.publish(&[]);
	let good = keyring_of(&facility, &pointer);
	let (head, rest) = good.split_at(46);
	let (first, rest) = rest.split_at(112);
	let (second, end) = rest.split_at(112);
	for rows in [[second, first], [first, first]] {
		let bad = [head, rows[0], rows[1], end].concat();
		assert!(matches!(
			Keyring::decode(&bad),
			Err(CatalogueError::Malformed {
				part: Part::Keyring,
				..
			})
		));
	}
}

#[test]
fn a_manifest_with_a_block_twice_is_refused() {
	let mut facility = Facility::new("One");
	facility.publish(&many(5_000));
	let good = facility.own.as_ref().unwrap().manifest.clone();
	let (one, two) = (good.rows[0], good.rows[1]);
	let mut same_id = two;
	same_id.contents.id = one.contents.id;
	for second in [one, same_id, Row { cid: one.cid, ..two }] {
		let bad = Manifest {
			rows: vec![one, second],
			..good.clone()
		};
		let refused = Manifest::decode(&bad.encode(&[0; 64]).unwrap());
		assert!(matches!(
			refused,
			Err(CatalogueError::Malformed {
				part: Part::Manifest,
				..
			})
		));
	}
}

/// A facility signs a manifest that says something else than its blocks: named when it is fetched, not first when it is searched.
#[test]
fn a_manifest_that_misdescribes_its_blocks_is_noticed_at_synchronization() {
	let mut facility = Facility::new("One");
	facility.misdescribes = true;
	let pointer = facility.publish(&many(50));
	let mut shelf = Shelf::default();
	let error = reader("Ferdie")
		.sync(&facility, pointer, None, &mut shelf)
		.err()
		.unwrap();
	assert!(matches!(
		error,
		CatalogueError::Malformed {
			part: Part::Block,
			..
		}
	));
	assert_eq!(shelf.blocks.len(), 2, "the block was not kept");
}

#[test]
fn a_locator_to_anything_but_a_leaf_is_refused() {
	let facility = Facility::new("One");
	let tree = Cid::of_dag_pb(b"node");
	let locator = seal_locator(
		&facility.key,
		&facility.scope(),
		1,
		&tree,
		&mut entropy("locator"),
	);
	let opened = open_locator(&facility.key, &facility.scope(), 1, &locator);
	assert!(matches!(
		opened,
		Err(CatalogueError::Malformed {
			part: Part::Locator,
			..
		})
	));
	let other = open_locator(&facility.key, &facility.scope(), 2, &locator);
	assert!(matches!(other, Err(CatalogueError::Closed(Part::Locator))));
}

#[test]
fn impossible_readers_are_refused() {
	let facility = Facility::new("One");
	let scope = facility.scope();
	let objects = [Cid::of_raw(b"manifest")];
	let title = KeyringTitle {
		scope: &scope,
		number: 1,
		objects: &objects,
	};
	let seal = |readers: &[(AccountId, [u8; 32])]| {
		seal_keyring(&facility.key, &title, readers, &mut entropy("ring")).map(|ring| ring.message().len())
	};
	// A point of small order.
	let error = seal(&[(AccountId([1; 32]), [0; 32])]).unwrap_err();
	assert!(matches!(error, CatalogueError::ReaderKey(AccountId(account)) if account == [1; 32]));
	let twice = seal(&[reader("Ferdie").admitted(), reader("Ferdie").admitted()]);
	assert_eq!(twice.unwrap(), 7 + 11 + 32 + 32 + 2 + 32 + 8);
	assert_eq!(MAX_READERS, 7_020);
	assert!(matches!(
		seal(&many_readers(7_021)),
		Err(CatalogueError::TooMany { found: 7_021, .. })
	));
	assert!(matches!(
		seal(&many_readers(65_537)),
		Err(CatalogueError::TooMany { found: 65_537, .. })
	));
}

fn many_readers(count: u32) -> Vec<(AccountId, [u8; 32])> {
	let account = |number: u32| {
		let mut account = [0; 32];
		account[..4].copy_from_slice(&number.to_le_bytes());
		(AccountId(account), [9; 32])
	};
	(0..count).map(account).collect()
}

/// Whatever is refused says what to do, in one line that names no secret and no disease.
#[test]
fn every_refusal_has_a_next_step() {
	let facility = AccountId([1; 32]);
	let cid = Cid::of_raw(b"x");
	let errors = [
		CatalogueError::Length {
			part: Part::Block,
			found: 1,
		},
		CatalogueError::Malformed {
			part: Part::Manifest,
			why: "x",
		},
		CatalogueError::Content(cid),
		CatalogueError::Closed(Part::Keyring),
		CatalogueError::Signature {
			part: Part::Keyring,
			facility,
		},
		CatalogueError::Commitment(facility),
		CatalogueError::Other {
			part: Part::Manifest,
			what: "chain",
		},
		CatalogueError::NotAdmitted {
			facility,
			reader: facility,
			epoch: 1,
		},
		CatalogueError::ReaderKey(facility),
		CatalogueError::RolledBack {
			facility,
			seen: 2,
			found: 1,
		},
		CatalogueError::Changed { facility, number: 1 },
		CatalogueError::NotWanted(cid),
		CatalogueError::Missing(cid),
		CatalogueError::TooMany {
			what: "blocks",
			found: 2,
			most: 1,
		},
		CatalogueError::LastNumber(1),
	];
	assert_eq!(errors.len(), CatalogueError::kinds().len());
	for (error, kind) in errors.iter().zip(CatalogueError::kinds()) {
		assert_eq!(error.kind(), *kind);
		assert!(
			error.next().starts_with(char::is_lowercase) && !error.next().contains('\n'),
			"{kind}"
		);
		assert!(
			error.to_string().starts_with(char::is_alphanumeric)
				&& matches!(error.blame().exit_code(), 1 | 2)
		);
	}
	assert!(Category::listed("E12").unwrap_err().kind() == "DiseaseUnknown");
}
