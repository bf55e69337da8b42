//! Every decoder of foreign bytes takes any bytes: it refuses, or what it gives encodes to the same bytes again.

use crate::common::{self, Facility, entropy, many, reader};
use medquorum_catalogue::{
	CatalogueKey, Scope,
	block::{Contents, Size, check_block, open_block, seal_block},
	codes::{Category, CodeRange, find_words},
	entry::{ENTRY, Entry, Quarter},
	keyring::{Keyring, MAX_KEYRING},
	locator::open_locator,
	manifest::{MAX_MANIFEST, Manifest, open_manifest},
	sync::{Reader, Synchronization},
};
use medquorum_core::domain::AccountId;
use medquorum_envelope::Cid;
use proptest::{collection::vec, prelude::*};

fn scope() -> Scope {
	Scope {
		genesis: [1; 32],
		facility: AccountId([2; 32]),
		epoch: 3,
	}
}

fn key() -> CatalogueKey {
	CatalogueKey::from_bytes(&[4; 32])
}

/// A manifest with rows, in clear.
fn plain(rows: u32) -> Vec<u8> {
	let mut facility = Facility::new("One");
	facility.publish(&many(rows * 2_976));
	facility.own.unwrap().manifest.encode(&[6; 64]).unwrap().to_vec()
}

/// Changes at some places: bytes set, and a cut or an addition at the end.
fn damage() -> impl Strategy<Value = (Vec<(prop::sample::Index, u8)>, i16)> {
	(
		vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
		prop_oneof![4 => Just(0i16), 1 => -200i16..200],
	)
}

fn damaged(good: &[u8], (changes, longer): (Vec<(prop::sample::Index, u8)>, i16)) -> Vec<u8> {
	let mut bytes = good.to_vec();
	for (at, value) in changes {
		let at = at.index(bytes.len());
		bytes[at] = value;
	}
	bytes.resize(good.len().saturating_add_signed(isize::from(longer)), 0);
	bytes
}

proptest! {
	#[test]
	fn entries(bytes in any::<[u8; ENTRY]>()) {
		if let Some(entry) = Entry::decode(&bytes) {
			prop_assert_eq!(entry.encode(), bytes);
		}
	}

	#[test]
	fn entries_of_known_numbers(reference in any::<[u8; 16]>(), number in 0u16..9_400, quarter in any::<u16>(), modality in 0u8..70, flags in 0u8..4) {
		let mut bytes = [0; ENTRY];
		bytes[..16].copy_from_slice(&reference);
		bytes[16..18].copy_from_slice(&number.to_le_bytes());
		bytes[18..20].copy_from_slice(&quarter.to_le_bytes());
		(bytes[20], bytes[21]) = (modality, flags);
		let good = (1..=9_360).contains(&number) && modality < 64 && flags < 2;
		let entry = Entry::decode(&bytes);
		prop_assert_eq!(entry.is_some(), good);
		prop_assert!(entry.is_none_or(|entry| entry.encode() == bytes));
	}

	#[test]
	fn manifests_of_any_bytes(bytes in vec(any::<u8>(), 0..3_000)) {
		prop_assert!(Manifest::decode(&bytes).is_err());
		prop_assert!(open_manifest(&key(), &scope(), 1, &[0; 32], &bytes).is_err());
	}

	#[test]
	fn manifests_with_damage(damage in damage()) {
		let good = plain(3);
		let bytes = damaged(&good, damage);
		if let Ok(manifest) = Manifest::decode(&bytes) {
			let salt: [u8; 64] = *bytes.first_chunk().unwrap();
			prop_assert!(*manifest.encode(&salt).unwrap() == bytes);
		}
	}

	/// A number of rows that is not there takes no memory for them.
	#[test]
	fn manifests_with_any_number_of_rows(count in any::<u32>()) {
		let mut bytes = plain(3);
		bytes[178..182].copy_from_slice(&count.to_le_bytes());
		prop_assert_eq!(Manifest::decode(&bytes).is_ok(), count == 3);
	}

	#[test]
	fn keyrings_of_any_bytes(bytes in vec(any::<u8>(), 0..600)) {
		prop_assert!(Keyring::decode(&bytes).is_err());
	}

	#[test]
	fn keyrings_with_damage(damage in damage(), count in any::<u16>()) {
		let mut facility = Facility::new("One");
		facility.readers = vec![reader("Ferdie").admitted(), reader("Gina").admitted()];
		let pointer = facility.publish(&[]);
		let good = facility.store.blocks.iter().find(|(cid, _)| cid.digest() == pointer.keyring).unwrap().1;
		let bytes = damaged(good, damage);
		let ferdie = reader("Ferdie");
		let opened = Keyring::decode(&bytes).and_then(|ring| ring.open(&facility.scope(), &ferdie.account, &ferdie.secret));
		prop_assert_eq!(opened.is_ok(), bytes == *good);
		let mut other = good.clone();
		other[38..40].copy_from_slice(&count.to_le_bytes());
		prop_assert_eq!(Keyring::decode(&other).is_ok(), count == 2);
	}

	#[test]
	fn blocks_of_any_length(length in 0usize..70_000, count in any::<u32>()) {
		let mut bytes = vec![0x28; length];
		let contents = Contents { id: [0; 16], count, first: (1, 1), last: (2, 2) };
		prop_assert!(open_block(&key(), &scope(), &contents, &mut bytes).is_err());
		prop_assert!(check_block(&key(), &scope(), &contents, &bytes).is_err());
	}

	#[test]
	fn blocks_with_any_contents_told(count in 0u32..20, first in any::<(u16, u16)>(), last in any::<(u16, u16)>()) {
		let mut entries = many(7);
		entries.sort_unstable();
		let (good, mut sealed) = seal_block(&key(), &scope(), Size::Tail, &entries, &mut entropy("told")).unwrap();
		let contents = Contents { count, first, last, ..good };
		prop_assert_eq!(open_block(&key(), &scope(), &contents, &mut sealed).is_ok(), contents == good);
	}

	#[test]
	fn blocks_round_trip(numbers in prop::collection::btree_set(any::<u32>(), 1..200)) {
		let mut entries: Vec<Entry> = numbers.iter().map(|n| Entry { reference: common::reference(*n), ..many(1)[0] }).collect();
		entries.sort_unstable();
		let (contents, mut sealed) = seal_block(&key(), &scope(), Size::Tail, &entries, &mut entropy("trip")).unwrap();
		prop_assert_eq!(Size::of(sealed.len()), Some(Size::Tail));
		let opened = open_block(&key(), &scope(), &contents, &mut sealed).unwrap();
		prop_assert!(opened.iter().eq(entries));
	}

	#[test]
	fn locators_of_any_bytes(bytes in vec(any::<u8>(), 64..=64)) {
		prop_assert!(open_locator(&key(), &scope(), 1, &bytes.try_into().unwrap()).is_err());
	}

	#[test]
	fn answers_of_any_bytes_to_a_synchronization(bytes in vec(any::<u8>(), 0..300)) {
		let mut facility = Facility::new("One");
		let mut pointer = facility.publish(&[]);
		// Even a chain that names these very bytes.
		pointer.keyring = Cid::of_raw(&bytes).digest();
		let (person, nothing) = (reader("Ferdie"), |_: &Cid| false);
		let reader = Reader { account: person.account, secret: &person.secret };
		let mut sync = Synchronization::begin(&common::GENESIS, facility.account(), pointer, None, &reader, &nothing).unwrap();
		let fetch = sync.next().unwrap();
		prop_assert!(sync.fetched(&fetch.cid, &bytes, &mut entropy("any")).is_err());
		prop_assert_eq!(sync.next(), Some(fetch));
	}

	#[test]
	fn what_people_type(text in any::<String>()) {
		if let Ok(category) = text.parse::<Category>() {
			prop_assert_eq!(category.to_string().parse::<Category>().unwrap(), category);
		}
		if let Ok(range) = text.parse::<CodeRange>() {
			prop_assert_eq!(range.to_string().parse::<CodeRange>().unwrap(), range);
		}
		let _ = (Category::listed(&text), Quarter::since(&text), Quarter::until(&text));
		prop_assert!(find_words(&text, 5).len() <= 5);
	}

	#[test]
	fn what_looks_like_a_code(text in "[A-Za-z][0-9OIl][0-9A-Za-z](\\.?[0-9A-Z]{0,5})?[+*!†-]?") {
		if let Ok(category) = text.parse::<Category>() {
			prop_assert!(text.to_ascii_uppercase().starts_with(&category.to_string()));
		}
	}

	#[test]
	fn what_looks_like_a_date(text in "[0-9]{3,5}(-[Q0-9]{1,2}(-[0-9]{1,2})?)?") {
		if let (Ok(since), Ok(until)) = (Quarter::since(&text), Quarter::until(&text)) {
			prop_assert!(since <= until && until.as_u16() - since.as_u16() <= 3);
			prop_assert!(text.starts_with(&since.year().to_string()));
		}
	}
}

#[test]
fn longer_than_a_leaf_is_refused_unread() {
	assert!(Manifest::decode(&vec![0; MAX_MANIFEST + 1]).is_err());
	assert!(Keyring::decode(&vec![0; MAX_KEYRING + 1]).is_err());
	assert!(open_manifest(&key(), &scope(), 1, &[0; 32], &vec![0; MAX_MANIFEST + 1]).is_err());
}
