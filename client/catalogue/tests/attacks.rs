//! Attacks on a catalogue by people, each by name, and the answer: docs/catalogue.md has the same list.

use crate::common::{
	Facility, GENESIS, Shelf, diseases, entropy, entry, find, keyring_of, manifest_of, many, pair, reader,
	sign,
};
use medquorum_catalogue::{
	CatalogueError, Part, Pointer, Scope,
	block::{Size, open_block},
	entry::Entry,
	keyring::Keyring,
	locator::open_locator,
	manifest::{Manifest, open_manifest},
	search::search,
	sync::Synced,
};
use medquorum_core::{advice::Advice as _, domain::AccountId};
use medquorum_envelope::engine::{Aes256Gcm, Engine as _};
use sha2::{Digest as _, Sha256};

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
	let good = Manifest {
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
		let inside = Manifest {
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
	let answer = search(&[catalogue], &shelf, &withheld, &diseases("E11"), 1);
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
