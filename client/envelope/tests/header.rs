//! Header and locator: what the decoder refuses, and in which order a reader learns what is wrong.

use crate::common::{self, csp_rec, entropy, env_salt, keys, record_id};
use medquorum_envelope::{
	cid::Codec,
	header::{HEADER, HEADER_PLAIN},
	*,
};
use proptest::prelude::*;

type Plain = [u8; HEADER_PLAIN];

fn metadata() -> Metadata {
	Metadata {
		pt_len: 39_206,
		name: "CT_small.dcm".into(),
		mime: "application/dicom".into(),
		icd10: Some("C34.1".into()),
		date: Some("2004-01-19".into()),
		note: None,
		contents: None,
	}
}

fn build_with(metadata: &Metadata, padded: bool) -> Result<Plain, Error> {
	let plaintext = if padded {
		padme(metadata.pt_len)
	} else {
		metadata.pt_len
	};
	let ct_len = ciphertext_len(plaintext);
	let codec = if ct_len <= SEGMENT as u64 {
		Codec::Raw
	} else {
		Codec::DagPb
	};
	let fields = HeaderFields {
		record_id: &record_id(),
		env_salt: &env_salt(),
		keys: &keys(),
		ct_len,
		cid: &Cid::new(codec, [6; 32]),
		padded,
		metadata,
	};
	Header::build(&fields, &mut entropy("header")).map(|plain| *plain)
}

fn build() -> Plain {
	build_with(&metadata(), true).unwrap()
}

fn reopen(plain: &Plain) -> Result<Header, Error> {
	let object = seal_header(&csp_rec(), &record_id(), plain, &mut entropy("seal"));
	open_header(&csp_rec(), &record_id(), &commitment(plain), &object)
}

#[test]
fn a_header_comes_back_as_it_was_built() {
	for padded in [true, false] {
		let plain = build_with(&metadata(), padded).unwrap();
		let header = reopen(&plain).unwrap();
		assert_eq!(header.record_id(), &record_id());
		assert_eq!(header.env_salt().expose(), env_salt().expose());
		assert_eq!(header.key_commit(), &keys().key_commit());
		assert_eq!(
			header.ct_len(),
			ciphertext_len(if padded { padme(39_206) } else { 39_206 })
		);
		assert_eq!(header.cid(), &Cid::new(Codec::Raw, [6; 32]));
		assert_eq!(header.padded(), padded);
		assert_eq!(header.commitment(), &commitment(&plain));
		let opened = header.open_metadata(&keys()).unwrap();
		assert!(opened == metadata());
		assert_eq!(header.unpadder(&opened).unwrap().true_len(), 39_206);
	}
}

#[test]
fn the_layout_is_that_of_the_design() {
	let plain = build();
	assert_eq!(plain.len(), 4068);
	assert_eq!(plain[64..72], *b"MQE1\x01\x01\x01\x00");
	assert_eq!(plain[72..88], record_id());
	assert_eq!(plain[88..120], [9; 32]);
	assert_eq!(plain[120..152], keys().key_commit());
	assert_eq!(plain[152..160], ciphertext_len(padme(39_206)).to_le_bytes());
	assert_eq!(plain[160], 36);
	assert_eq!(plain[161..197], *Cid::new(Codec::Raw, [6; 32]).as_bytes());
	assert_eq!(plain[197..200], [0; 3]);
	let meta_len = usize::from(u16::from_le_bytes([plain[200], plain[201]]));
	assert!(plain[202 + meta_len..].iter().all(|byte| *byte == 0));
	assert_eq!(build_with(&metadata(), false).unwrap()[70..72], [0, 0]);
}

#[test]
fn the_commitment_depends_on_the_salt_alone_when_all_else_is_equal() {
	let one = build();
	let mut other = one;
	other[0] ^= 1;
	assert_ne!(commitment(&one), commitment(&other));
	assert!(reopen(&other).is_ok(), "any salt is a salt");
}

#[test]
fn the_same_header_sealed_twice_differs() {
	let (plain, mut source) = (build(), entropy("twice"));
	let mut seal = || seal_header(&csp_rec(), &record_id(), &plain, &mut source);
	assert_ne!(seal(), seal());
}

#[test]
fn the_decoder_refuses_every_broken_rule() {
	let meta_len = u16::from_le_bytes([build()[200], build()[201]]);
	let broken: [(&str, usize, &[u8]); 18] = [
		("magic", 64, b"MQE2"),
		("version", 68, &[2]),
		("suite", 69, &[2]),
		("unknown flag", 70, &[3]),
		("unknown high flag", 71, &[0x80]),
		("record id", 72, &[0]),
		("ciphertext too short for any file", 152, &55u64.to_le_bytes()),
		(
			"ciphertext length of no file",
			152,
			&(SEGMENT as u64 + 3).to_le_bytes(),
		),
		("ciphertext beyond all limits", 152, &[0xff; 8]),
		(
			"two segments under a raw identifier",
			152,
			&(SEGMENT as u64 + 30).to_le_bytes(),
		),
		("identifier length", 160, &[37]),
		("identifier version", 161, &[2]),
		("identifier codec", 162, &[0x71]),
		("tree over a single segment", 162, &[0x70]),
		("identifier padding", 199, &[1]),
		("metadata without content", 200, &28u16.to_le_bytes()),
		("metadata longer than the header", 200, &3867u16.to_le_bytes()),
		("padding", HEADER_PLAIN - 1, &[1]),
	];
	for (rule, at, bytes) in broken {
		let mut plain = build();
		plain[at..at + bytes.len()].copy_from_slice(bytes);
		assert_eq!(reopen(&plain).err(), Some(Error::HeaderCorrupt), "{rule}");
	}
	let mut plain = build();
	plain[202 + usize::from(meta_len)] = 1;
	assert_eq!(
		reopen(&plain).err(),
		Some(Error::HeaderCorrupt),
		"first byte of the padding"
	);
	plain = build();
	plain[200..202].copy_from_slice(&(meta_len - 1).to_le_bytes());
	assert_eq!(
		reopen(&plain).err(),
		Some(Error::HeaderCorrupt),
		"metadata cut: its tag becomes padding"
	);
}

#[test]
fn only_an_object_of_the_exact_length_is_a_header() {
	let plain = build();
	let object = seal_header(&csp_rec(), &record_id(), &plain, &mut entropy("length"));
	let open = |bytes: &[u8]| open_header(&csp_rec(), &record_id(), &commitment(&plain), bytes).err();
	assert_eq!(open(&object), None);
	assert_eq!(open(&object[..HEADER - 1]), Some(Error::HeaderCorrupt));
	assert_eq!(
		open(&[object.as_slice(), &[0]].concat()),
		Some(Error::HeaderCorrupt)
	);
	assert_eq!(open(&[]), Some(Error::HeaderCorrupt));
}

#[test]
fn a_reader_learns_of_the_wrong_commitment_before_anything_in_the_header_counts() {
	let plain = build();
	let mut broken = plain;
	broken[64] = b'X';
	let object = seal_header(&csp_rec(), &record_id(), &broken, &mut entropy("order"));
	let open = |expected| open_header(&csp_rec(), &record_id(), &expected, &object).err();
	assert_eq!(open(commitment(&plain)), Some(Error::CommitmentMismatch));
	assert_eq!(open(commitment(&broken)), Some(Error::HeaderCorrupt));
}

#[test]
fn a_header_opens_for_its_record_and_csp_key_only() {
	let plain = build();
	let object = seal_header(&csp_rec(), &record_id(), &plain, &mut entropy("key"));
	let other = CspRec::from_bytes(&[1; 32]);
	let expected = commitment(&plain);
	assert_eq!(
		open_header(&other, &record_id(), &expected, &object).err(),
		Some(Error::HeaderCorrupt)
	);
	assert_eq!(
		open_header(&csp_rec(), &[1; 16], &expected, &object).err(),
		Some(Error::HeaderCorrupt)
	);
}

#[test]
fn metadata_needs_both_keys_and_names_the_missing_proof() {
	let header = reopen(&build()).unwrap();
	let report = report_key(&[3; 32], &[2; 32], &common::record_ctx());
	let wrong = FileKeys::derive(&csp_rec(), &report, &env_salt(), &common::record_ctx());
	assert_eq!(header.open_metadata(&wrong).err(), Some(Error::KeyCommitMismatch));
	let mut plain = build();
	plain[220] ^= 1;
	let header = reopen(&plain).unwrap();
	assert_eq!(header.open_metadata(&keys()).err(), Some(Error::MetadataCorrupt));
}

#[test]
fn metadata_fills_the_header_and_no_more() {
	let mut metadata = metadata();
	metadata.name = "n".repeat(4000);
	let Err(Error::MetadataTooLong { excess }) = build_with(&metadata, true) else {
		panic!("it cannot fit")
	};
	metadata.name.truncate(4000 - excess);
	let header = reopen(&build_with(&metadata, true).unwrap()).unwrap();
	assert!(header.open_metadata(&keys()).unwrap() == metadata);
	metadata.name.push('n');
	assert_eq!(
		build_with(&metadata, true).err(),
		Some(Error::MetadataTooLong { excess: 1 })
	);
}

#[test]
fn a_header_that_contradicts_itself_is_not_built() {
	let metadata = metadata();
	let (keys, env_salt, record_id) = (keys(), env_salt(), record_id());
	let build = |ct_len, codec, padded| {
		let fields = HeaderFields {
			record_id: &record_id,
			env_salt: &env_salt,
			keys: &keys,
			ct_len,
			cid: &Cid::new(codec, [6; 32]),
			padded,
			metadata: &metadata,
		};
		Header::build(&fields, &mut entropy("contradiction")).err()
	};
	let right = ciphertext_len(padme(39_206));
	assert_eq!(build(right, Codec::Raw, true), None);
	assert_eq!(build(right, Codec::Raw, false), Some(Error::PaddingCorrupt));
	assert_eq!(build(right, Codec::DagPb, true), Some(Error::BadCid));
	assert_eq!(build(right + 1, Codec::Raw, true), Some(Error::PaddingCorrupt));
	assert_eq!(build(10, Codec::Raw, true), Some(Error::Truncated));
}

#[test]
fn debug_of_metadata_shows_nothing() {
	assert_eq!(format!("{:?}", metadata()), "Metadata { .. }");
}

mod locator {
	use super::*;

	#[test]
	fn comes_back_for_its_record_and_key_only() {
		let cid = Cid::of_raw(b"header");
		let locator = seal_locator(&csp_rec(), &record_id(), &cid, &mut entropy("locator"));
		assert_eq!(locator.len(), 64);
		assert_eq!(open_locator(&csp_rec(), &record_id(), &locator), Ok(cid));
		assert_eq!(
			open_locator(&csp_rec(), &[0; 16], &locator),
			Err(Error::LocatorCorrupt)
		);
		let other = CspRec::from_bytes(&[1; 32]);
		assert_eq!(
			open_locator(&other, &record_id(), &locator),
			Err(Error::LocatorCorrupt)
		);
		for at in 0..locator.len() {
			let mut flipped = locator;
			flipped[at] ^= 0x10;
			assert_eq!(
				open_locator(&csp_rec(), &record_id(), &flipped),
				Err(Error::LocatorCorrupt)
			);
		}
	}

	#[test]
	fn names_a_raw_block() {
		let cid = Cid::of_dag_pb(b"node");
		let locator = seal_locator(&csp_rec(), &record_id(), &cid, &mut entropy("locator"));
		assert_eq!(
			open_locator(&csp_rec(), &record_id(), &locator),
			Err(Error::LocatorCorrupt)
		);
	}
}

proptest! {
	#[test]
	fn any_bit_flip_in_the_object_is_an_error(at in 0..HEADER, bit in 0..8) {
		let plain = build();
		let mut object = seal_header(&csp_rec(), &record_id(), &plain, &mut entropy("flip"));
		object[at] ^= 1u8 << bit;
		let opened = open_header(&csp_rec(), &record_id(), &commitment(&plain), &object);
		prop_assert_eq!(opened.err(), Some(Error::HeaderCorrupt));
	}

	#[test]
	fn any_change_of_the_plaintext_breaks_the_commitment(at in 0..HEADER_PLAIN, bit in 0..8) {
		let plain = build();
		let mut other = plain;
		other[at] ^= 1u8 << bit;
		let object = seal_header(&csp_rec(), &record_id(), &other, &mut entropy("change"));
		let opened = open_header(&csp_rec(), &record_id(), &commitment(&plain), &object);
		prop_assert_eq!(opened.err(), Some(Error::CommitmentMismatch));
	}

	#[test]
	fn no_plaintext_makes_the_decoder_panic(tail in prop::collection::vec(any::<u8>(), HEADER_PLAIN - 88)) {
		let mut plain = build();
		plain[88..].copy_from_slice(&tail);
		let _ = reopen(&plain).map(|header| header.open_metadata(&keys()).is_ok());
	}
}
