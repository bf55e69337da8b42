//! Attacks on a catalogue, each by name, and the answer: docs/catalogue.md has the same list.
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation, reason = "tests")]

mod common;

use common::{Facility, GENESIS, Shelf, diseases, entropy, entry, find, many, pair, reader, sign};
use medquorum_catalogue::{
	CatalogueError, CatalogueKey, Part, Pointer, Scope,
	block::{Contents, Size, open_block, seal_block},
	codes::Category,
	entry::Entry,
	keyring::{Keyring, seal_keyring},
	locator::{open_locator, seal_locator},
	manifest::open_manifest,
	sync::Synced,
};
use medquorum_core::{advice::Advice as _, domain::AccountId};
use medquorum_envelope::Cid;

fn manifest_of(facility: &Facility, pointer: &Pointer) -> Vec<u8> {
	let cid = open_locator(&facility.key, &facility.scope(), pointer.number, &pointer.locator).unwrap();
	facility.store.blocks[&cid].clone()
}

fn keyring_of(facility: &Facility, pointer: &Pointer) -> Vec<u8> {
	let found = facility
		.store
		.blocks
		.iter()
		.find(|(cid, _)| cid.digest() == pointer.keyring);
	found.unwrap().1.clone()
}

fn refused(result: Result<Synced, CatalogueError>) -> CatalogueError {
	result.err().unwrap()
}

/// Whoever holds store and chain but no key sees lengths, and they do not depend on what is listed.
#[test]
fn leakage_swapped_categories_have_bytes_of_equal_length_everywhere() {
	let lengths = |code: &str, other: &str| {
		let mut facility = Facility::new("One");
		let mut all = Vec::new();
		for from in [0, 100, 4_000] {
			all.extend((from..from + 70).map(|n| entry(n, code, "2024", "CT")));
			all.extend((from + 1_000..from + 1_005).map(|n| entry(n, other, "2019", "MR")));
		}
		let pointer = facility.publish(&all);
		let mut lengths: Vec<usize> = facility.store.blocks.values().map(Vec::len).collect();
		lengths.sort_unstable();
		(
			lengths,
			manifest_of(&facility, &pointer).len(),
			keyring_of(&facility, &pointer).len(),
			pointer.locator.len(),
		)
	};
	assert_eq!(lengths("E11", "B20"), lengths("B20", "E11"));
	assert_eq!(lengths("E11", "B20"), lengths("Z99", "F32"));
	let one = |count: u32| {
		let mut facility = Facility::new("One");
		facility.publish(&many(count));
		facility.store.blocks.values().map(Vec::len).max()
	};
	assert_eq!(one(1), one(2_976), "a tail tells no number of entries");
	assert_eq!(one(1), Some(Size::Tail.sealed()));
}

/// The same list sealed twice has no byte string in common but the epoch's public parts.
#[test]
fn leakage_sealing_again_shows_nothing_equal() {
	let (mut one, mut two) = (Facility::new("One"), Facility::new("One"));
	two.entropy = entropy("other");
	let (first, second) = (one.publish(&many(50)), two.publish(&many(50)));
	assert_ne!(first.commitment, second.commitment);
	assert!(
		one.store
			.blocks
			.keys()
			.all(|cid| !two.store.blocks.contains_key(cid))
	);
}

#[test]
fn revoked_reader_cannot_open_the_next_epoch() {
	let mut facility = Facility::new("One");
	let (ferdie, gina) = (reader("Ferdie"), reader("Gina"));
	facility.readers = vec![ferdie.admitted(), gina.admitted()];
	let all = many(50);
	let pointer = facility.publish(&all);
	let before = ferdie
		.sync(&facility, pointer, None, &mut Shelf::default())
		.unwrap();
	facility.readers.remove(0);
	facility.rotate();
	let pointer = facility.publish(&all);
	let error = refused(ferdie.sync(&facility, pointer, Some(&before.seen), &mut Shelf::default()));
	assert!(matches!(error, CatalogueError::NotAdmitted { epoch: 2, .. }));
	assert!(error.next().contains("admit"));
	assert!(gina.sync(&facility, pointer, None, &mut Shelf::default()).is_ok());
	// What Ferdie still has opens nothing of the new epoch.
	let (old, scope) = (&before.catalogue.key, facility.scope());
	assert!(matches!(
		open_locator(old, &scope, pointer.number, &pointer.locator),
		Err(CatalogueError::Closed(Part::Locator))
	));
	let manifest = manifest_of(&facility, &pointer);
	assert!(matches!(
		open_manifest(old, &scope, pointer.number, &pointer.commitment, &manifest),
		Err(CatalogueError::Closed(Part::Manifest))
	));
	let row = facility.own.as_ref().unwrap().manifest.rows[0];
	let mut block = facility.store.blocks[&row.cid].clone();
	assert!(matches!(
		open_block(old, &scope, &row.contents, &mut block),
		Err(CatalogueError::Closed(Part::Block))
	));
}

#[test]
fn reader_with_another_secret_opens_no_box() {
	let mut facility = Facility::new("One");
	let (ferdie, gina) = (reader("Ferdie"), reader("Gina"));
	// Admitted under a key that is not his.
	facility.readers = vec![(ferdie.account, gina.admitted().1)];
	let pointer = facility.publish(&[]);
	let error = refused(ferdie.sync(&facility, pointer, None, &mut Shelf::default()));
	assert!(matches!(error, CatalogueError::Closed(Part::Keyring)));
	// A box copied to another reader's place does not open there either.
	let keyring = Keyring::decode(&keyring_of(&facility, &pointer)).unwrap();
	assert!(
		keyring
			.open(&facility.scope(), &ferdie.account, &ferdie.secret)
			.is_err()
	);
	assert_eq!(keyring.readers().collect::<Vec<_>>(), [&ferdie.account]);
}

#[test]
fn foreign_facilitys_manifest_is_refused() {
	let (mut one, mut two) = (Facility::new("One"), Facility::new("Two"));
	two.key = one.key.clone();
	let (first, second) = (one.publish(&many(5)), two.publish(&many(9)));
	let foreign = manifest_of(&two, &second);
	assert!(matches!(
		open_manifest(&one.key, &one.scope(), 1, &second.commitment, &foreign),
		Err(CatalogueError::Signature {
			part: Part::Manifest,
			..
		})
	));
	// The chain would have to point to it as well: then the locator does not open, or the keyring is another's.
	let ferdie = reader("Ferdie");
	let mut store = Shelf::default();
	store.blocks.extend(one.store.blocks.clone());
	store.blocks.extend(two.store.blocks.clone());
	let sync = |pointer| {
		ferdie.sync_as(
			&GENESIS,
			one.account(),
			&store,
			pointer,
			None,
			&mut Shelf::default(),
		)
	};
	assert!(matches!(
		refused(sync(second)),
		CatalogueError::Other {
			part: Part::Keyring,
			what: "facility"
		}
	));
	let locator = Pointer {
		locator: second.locator,
		..first
	};
	assert!(matches!(
		refused(sync(locator)),
		CatalogueError::Closed(Part::Locator)
	));
	assert!(sync(first).is_ok());
}

#[test]
fn what_somebody_else_signed_is_refused() {
	let mut facility = Facility::new("One");
	facility.signs_as = Some(pair("Mallory"));
	let pointer = facility.publish(&many(5));
	let error = refused(reader("Ferdie").sync(&facility, pointer, None, &mut Shelf::default()));
	assert!(matches!(
		error,
		CatalogueError::Signature {
			part: Part::Keyring,
			..
		}
	));
	assert!(matches!(
		open_manifest(
			&facility.key,
			&facility.scope(),
			1,
			&pointer.commitment,
			&manifest_of(&facility, &pointer)
		),
		Err(CatalogueError::Signature {
			part: Part::Manifest,
			..
		})
	));
}

#[test]
fn replay_of_an_older_manifest_is_refused() {
	let mut facility = Facility::new("One");
	let ferdie = reader("Ferdie");
	let old = facility.publish(&many(5));
	let manifest = manifest_of(&facility, &old);
	let new = facility.publish(&many(6));
	let seen = ferdie
		.sync(&facility, new, None, &mut Shelf::default())
		.unwrap()
		.seen;
	// A node that shows the old pointer.
	let error = refused(ferdie.sync(&facility, old, Some(&seen), &mut Shelf::default()));
	assert!(matches!(
		error,
		CatalogueError::RolledBack {
			seen: 2,
			found: 1,
			..
		}
	));
	// A store that gives the old manifest for the new pointer.
	assert!(matches!(
		open_manifest(&facility.key, &facility.scope(), 2, &new.commitment, &manifest),
		Err(CatalogueError::Signature { .. })
	));
	// Signed again under the new number, by the facility itself: the chain committed to another one.
	let own = facility.own.as_ref().unwrap().manifest.clone();
	let unsigned = own.seal(&facility.key, &mut entropy("again")).unwrap();
	let signature = sign(&facility.pair, unsigned.message());
	let (_, bytes) = unsigned.signed(&signature);
	assert!(matches!(
		open_manifest(&facility.key, &facility.scope(), 2, &new.commitment, &bytes),
		Err(CatalogueError::Commitment(_))
	));
}

#[test]
fn an_older_epoch_and_a_second_catalogue_of_one_number_are_refused() {
	let mut facility = Facility::new("One");
	let ferdie = reader("Ferdie");
	facility.rotate();
	let pointer = facility.publish(&many(5));
	let seen = ferdie
		.sync(&facility, pointer, None, &mut Shelf::default())
		.unwrap()
		.seen;
	let sync = |pointer| ferdie.sync(&facility, pointer, Some(&seen), &mut Shelf::default());
	assert!(matches!(
		refused(sync(Pointer {
			epoch: 1,
			number: 9,
			..pointer
		})),
		CatalogueError::RolledBack { .. }
	));
	let other = Pointer {
		commitment: [1; 32],
		..pointer
	};
	assert!(matches!(
		refused(sync(other)),
		CatalogueError::Changed { number: 1, .. }
	));
	assert!(matches!(
		refused(sync(Pointer { epoch: 3, ..pointer })),
		CatalogueError::Changed { .. }
	));
	assert!(sync(pointer).is_ok());
}

#[test]
fn another_chains_catalogue_is_refused() {
	let mut facility = Facility::new("One");
	facility.genesis = [9; 32];
	let pointer = facility.publish(&many(5));
	let error = refused(reader("Ferdie").sync(&facility, pointer, None, &mut Shelf::default()));
	assert!(matches!(
		error,
		CatalogueError::Signature {
			part: Part::Keyring,
			..
		}
	));
	let here = Scope {
		genesis: GENESIS,
		..facility.scope()
	};
	assert!(matches!(
		open_manifest(
			&facility.key,
			&here,
			1,
			&pointer.commitment,
			&manifest_of(&facility, &pointer)
		),
		Err(CatalogueError::Signature { .. })
	));
	let row = facility.own.as_ref().unwrap().manifest.rows[0];
	let mut block = facility.store.blocks[&row.cid].clone();
	assert!(open_block(&facility.key, &here, &row.contents, &mut block).is_err());
}

/// A facility that signs for this chain what says of itself that it is another: each field is compared.
#[test]
fn a_manifest_that_contradicts_its_seal_is_refused() {
	let facility = Facility::new("One");
	let good = medquorum_catalogue::manifest::Manifest {
		scope: facility.scope(),
		number: 1,
		made_at: 1,
		references: facility.references,
		rows: Vec::new(),
	};
	for (what, scope, number) in [
		(
			"chain",
			Scope {
				genesis: [9; 32],
				..good.scope
			},
			1,
		),
		(
			"facility",
			Scope {
				facility: AccountId([9; 32]),
				..good.scope
			},
			1,
		),
		(
			"epoch",
			Scope {
				epoch: 9,
				..good.scope
			},
			1,
		),
		("number", good.scope, 9),
	] {
		let inside = medquorum_catalogue::manifest::Manifest {
			scope,
			number,
			..good.clone()
		};
		let plain = inside.encode(&[5; 64]).unwrap();
		let (object, commitment) = forge(&facility, &plain);
		let error = open_manifest(&facility.key, &facility.scope(), 1, &commitment, &object).unwrap_err();
		assert!(
			matches!(error, CatalogueError::Other { part: Part::Manifest, what: found } if found == what),
			"{what}"
		);
	}
}

/// Seals and signs a plaintext of any content as manifest 1, by the formulas.
fn forge(facility: &Facility, plain: &[u8]) -> (Vec<u8>, [u8; 32]) {
	use medquorum_envelope::engine::{Aes256Gcm, Engine as _};
	use sha2::{Digest as _, Sha256};
	let mut key = [0; 32];
	hkdf::Hkdf::<Sha256>::new(Some(b"MQ2-cat"), facility.key.expose())
		.expand(&[b"manifest".as_slice(), &1u32.to_le_bytes()].concat(), &mut key)
		.unwrap();
	let numbered = [facility.account().0.as_slice(), &1u32.to_le_bytes()].concat();
	let mut body = plain.to_vec();
	let tag = Aes256Gcm::from(key)
		.seal_in_place(&[3; 12], &numbered, &mut body)
		.unwrap();
	let sealed = [&[3; 12], body.as_slice(), &tag].concat();
	let hash: [u8; 32] = Sha256::digest(&sealed).into();
	let scope = facility.scope();
	let message = [
		b"<Bytes>MQ2-manifest".as_slice(),
		&scope.genesis,
		&scope.facility.0,
		&scope.epoch.to_le_bytes(),
		&1u32.to_le_bytes(),
		&hash,
		b"</Bytes>",
	]
	.concat();
	let object = [sealed.as_slice(), &sign(&facility.pair, &message)].concat();
	(
		object,
		Sha256::new()
			.chain_update("MQ2-catalogue")
			.chain_update(plain)
			.finalize()
			.into(),
	)
}

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

#[test]
fn erased_record_is_found_no_more_even_before_the_facility_publishes() {
	let mut facility = Facility::new("One");
	let all: Vec<Entry> = (0..9).map(|n| entry(n, "E11", "2024", "CT")).collect();
	let pointer = facility.publish(&all);
	let mut shelf = Shelf::default();
	let catalogue = reader("Ferdie")
		.sync(&facility, pointer, None, &mut shelf)
		.unwrap()
		.catalogue;
	let erased = all[3].reference;
	let withheld = |_: &AccountId, id: &[u8; 16]| *id == erased;
	let answer = medquorum_catalogue::search::search(&[catalogue], &shelf, &withheld, &diseases("E11"), 1);
	assert_eq!(answer.matched, 8);
	let left: Vec<Entry> = all
		.into_iter()
		.filter(|entry| entry.reference != erased)
		.collect();
	let pointer = facility.publish(&left);
	let mut shelf = Shelf::default();
	let catalogue = reader("Ferdie")
		.sync(&facility, pointer, None, &mut shelf)
		.unwrap()
		.catalogue;
	assert_eq!(find(&[catalogue], &shelf, &diseases("E11")).matched, 8);
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
	let seal = |readers: &[(AccountId, [u8; 32])]| {
		seal_keyring(&facility.key, &facility.scope(), readers, &mut entropy("ring"))
			.map(|ring| ring.message().len())
	};
	// A point of small order.
	let error = seal(&[(AccountId([1; 32]), [0; 32])]).unwrap_err();
	assert!(matches!(error, CatalogueError::ReaderKey(AccountId(account)) if account == [1; 32]));
	let twice = seal(&[reader("Ferdie").admitted(), reader("Ferdie").admitted()]);
	assert_eq!(twice.unwrap(), 7 + 11 + 32 + 32 + 2 + 32 + 8);
	assert_eq!(medquorum_catalogue::keyring::MAX_READERS, 9_361);
	assert!(matches!(
		seal(&many_readers(9_362)),
		Err(CatalogueError::TooMany { found: 9_362, .. })
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
