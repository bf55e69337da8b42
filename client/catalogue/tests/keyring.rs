//! What a keyring says of its publication: hosts remove what older ones list and the present one does not.

use crate::common::{Facility, entropy, keyring_of, many, pair};
use medquorum_catalogue::{
	CatalogueError, Part,
	keyring::{Keyring, KeyringTitle, MAX_KEYRING, MAX_OBJECTS, MAX_READERS, seal_keyring},
};
use medquorum_core::domain::AccountId;
use medquorum_envelope::Cid;

#[test]
fn a_keyring_lists_all_of_its_publication_and_nothing_else() {
	let mut facility = Facility::new("One");
	let first = facility.publish(&many(5));
	let old: Vec<Cid> = facility.store.blocks.keys().copied().collect();
	let before = Keyring::decode(&keyring_of(&facility, &first)).unwrap();
	let second = facility.publish(&many(6));
	let after = Keyring::decode(&keyring_of(&facility, &second)).unwrap();
	assert_eq!((before.number(), after.number()), (1, 2));
	assert_eq!(after.scope(&facility.genesis), facility.scope());
	after.check(&facility.scope()).unwrap();
	let listed = |ring: &Keyring| old.iter().filter(|cid| ring.lists(cid)).count();
	assert_eq!(
		(old.len(), listed(&before), listed(&after)),
		(3, 2, 0),
		"the keyring lists not itself"
	);
	let rows = &facility.own.as_ref().unwrap().manifest.rows;
	assert!(rows.iter().all(|row| after.lists(&row.cid)));
	// The marks of another facility for the same objects are others.
	let scope = facility.scope();
	let other = medquorum_catalogue::Scope {
		facility: AccountId(pair("Two").public.to_bytes()),
		..scope
	};
	let objects: Vec<Cid> = rows.iter().map(|row| row.cid).collect();
	let ring = |scope| {
		let title = KeyringTitle {
			scope,
			number: 2,
			objects: &objects,
		};
		let sealed = seal_keyring(&facility.key, &title, &[], &mut entropy("ring")).unwrap();
		sealed.signed(&[0; 64]).1
	};
	let (mine, theirs) = (ring(&scope), ring(&other));
	assert_ne!(mine[46..62], theirs[46..62]);
}

#[test]
fn the_largest_keyring_is_one_leaf() {
	let most = 46 + MAX_READERS * 112 + MAX_OBJECTS * 16 + 64;
	assert!(most <= MAX_KEYRING && most + 112 > MAX_KEYRING, "{most}");
}

/// Hosts remove what a keyring does not list: it lists all, each once, and nothing that is no object of a catalogue.
#[test]
fn objects_out_of_order_twice_or_impossible_are_refused() {
	let mut facility = Facility::new("One");
	facility.readers = Vec::new();
	let pointer = facility.publish(&many(5));
	let good = keyring_of(&facility, &pointer);
	let (head, rest) = good.split_at(46);
	let ([first, second], end) = ([&rest[..16], &rest[16..32]], &rest[32..]);
	assert_eq!(end.len(), 64, "a tail and a manifest");
	assert!(Keyring::decode(&[head, first, second, end].concat()).is_ok());
	for marks in [[second, first], [first, first]] {
		let bad = Keyring::decode(&[head, marks[0], marks[1], end].concat());
		assert!(matches!(
			bad,
			Err(CatalogueError::Malformed {
				part: Part::Keyring,
				..
			})
		));
	}
	let scope = facility.scope();
	let seal = |objects: &[Cid]| {
		let title = KeyringTitle {
			scope: &scope,
			number: 1,
			objects,
		};
		seal_keyring(&facility.key, &title, &[], &mut entropy("ring")).map(|ring| ring.message().len())
	};
	let leaf = Cid::of_raw(b"manifest");
	assert!(seal(&[leaf, leaf]).is_ok());
	let none: &[Cid] = &[];
	for impossible in [none, &[leaf, Cid::of_dag_pb(b"node")]] {
		assert!(matches!(seal(impossible), Err(CatalogueError::Malformed { .. })));
	}
	let too_many = vec![leaf; MAX_OBJECTS + 1];
	assert!(matches!(seal(&too_many), Err(CatalogueError::TooMany { .. })));
}
