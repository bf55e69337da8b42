//! The stream cipher: interoperation with Tink both ways, and everything an attacker may do to a ciphertext.

use crate::common::{entropy, keys, pattern};
use medquorum_envelope::{
	stream::{open_all, seal_all},
	*,
};
use proptest::prelude::*;
use std::{
	io::{Read, Write},
	sync::{Arc, Mutex},
};

const FIRST: usize = SEGMENT - PREAMBLE - TAG;
const ROOM: usize = SEGMENT - TAG;
const LENGTHS: [usize; 11] = [
	0,
	1,
	1024,
	FIRST - 1,
	FIRST,
	FIRST + 1,
	FIRST + ROOM - 1,
	FIRST + ROOM,
	FIRST + ROOM + 1,
	FIRST + 2 * ROOM,
	3 * SEGMENT + 12_345,
];

mod tink {
	//! `tink-streaming-aead` as an independent implementation, keyed with `DEK` and `stream_ad` of docs/cryptography.md 13.

	use super::*;
	use tink_core::StreamingAead;

	fn vector(name: &str) -> Vec<u8> {
		let file = include_str!("vectors/mq1_vectors.json");
		let file: serde_json::Value = serde_json::from_str(file).unwrap();
		hex::decode(file["record"][name].as_str().unwrap()).unwrap()
	}

	/// Our keys from the inputs of the vector; Tink gets its outputs.
	pub fn keys() -> FileKeys {
		let bytes = |name| <[u8; 32]>::try_from(vector(name)).unwrap();
		FileKeys::derive(
			&CspRec::from_bytes(&bytes("csp_rec")),
			&ReportKey::from_bytes(&bytes("report_key")),
			&EnvSalt::from_bytes(&bytes("env_salt")),
			&bytes("record_ctx"),
		)
	}

	fn primitive() -> Box<dyn StreamingAead> {
		// The parameters of Tink's template AES256_GCM_HKDF_1MB.
		let hash = tink_proto::HashType::Sha256;
		let aead = tink_streaming_aead::subtle::AesGcmHkdf::new(&vector("DEK"), hash, 32, SEGMENT, 0);
		Box::new(aead.unwrap())
	}

	#[derive(Clone, Default)]
	struct Shared(Arc<Mutex<Vec<u8>>>);

	impl Write for Shared {
		fn write(&mut self, data: &[u8]) -> std::io::Result<usize> {
			self.0.lock().unwrap().write(data)
		}

		fn flush(&mut self) -> std::io::Result<()> {
			Ok(())
		}
	}

	pub fn seal(plain: &[u8]) -> Vec<u8> {
		let sink = Shared::default();
		let mut writer = primitive()
			.new_encrypting_writer(Box::new(sink.clone()), &vector("stream_ad"))
			.unwrap();
		writer.write_all(plain).unwrap();
		writer.close().unwrap();
		drop(writer);
		std::mem::take(&mut *sink.0.lock().unwrap())
	}

	pub fn open(sealed: Vec<u8>) -> Option<Vec<u8>> {
		let source = Box::new(std::io::Cursor::new(sealed));
		let mut reader = primitive()
			.new_decrypting_reader(source, &vector("stream_ad"))
			.ok()?;
		let mut plain = Vec::new();
		reader.read_to_end(&mut plain).ok().map(|_| plain)
	}
}

#[test]
fn tink_opens_what_we_seal() {
	for len in LENGTHS {
		let plain = pattern(len);
		let sealed = seal_all(&tink::keys(), &plain, &mut entropy("tink")).unwrap();
		assert_eq!(sealed.len() as u64, ciphertext_len(len as u64));
		assert!(tink::open(sealed) == Some(plain), "{len} bytes");
	}
}

#[test]
fn we_open_what_tink_seals() {
	for len in LENGTHS {
		let plain = pattern(len);
		let sealed = tink::seal(&plain);
		assert_eq!(sealed.len() as u64, ciphertext_len(len as u64), "{len} bytes");
		assert!(*open_all(&tink::keys(), &sealed).unwrap() == plain, "{len} bytes");
	}
}

#[test]
fn two_runs_over_one_file_differ_in_salt_and_prefix() {
	let (plain, mut source) = (pattern(100), entropy("runs"));
	let one = seal_all(&keys(), &plain, &mut source).unwrap();
	let other = seal_all(&keys(), &plain, &mut source).unwrap();
	assert_eq!(one[0], 0x28);
	assert_ne!(one[1..33], other[1..33]);
	assert_ne!(one[33..40], other[33..40]);
	assert_ne!(one[40..], other[40..]);
}

#[test]
fn layout_is_the_same_from_both_lengths() {
	for len in LENGTHS {
		let layout = Layout::new(len as u64).unwrap();
		assert_eq!(Layout::from_ciphertext_len(layout.ciphertext_len()), Ok(layout));
		let (mut plain, mut cipher) = (0, 0);
		for index in 0..u32::try_from(layout.segments()).unwrap() {
			assert_eq!(layout.plaintext_offset(index), plain);
			assert_eq!(layout.is_last(index), u64::from(index) + 1 == layout.segments());
			for byte in [
				plain,
				(plain + layout.plaintext_range(index).len() as u64).saturating_sub(1),
			] {
				assert!(len == 0 || layout.segment_of(byte) == Some(index));
			}
			plain += layout.plaintext_range(index).len() as u64;
			cipher += layout.segment_len(index) as u64;
		}
		assert_eq!((plain, cipher), (len as u64, layout.ciphertext_len()));
		assert_eq!(layout.segment_of(plain), None);
		assert_eq!(layout.check_ciphertext_len(cipher), Ok(()));
		assert_eq!(layout.check_ciphertext_len(cipher - 1), Err(Error::Truncated));
		assert_eq!(layout.check_ciphertext_len(cipher + 1), Err(Error::TrailingData));
	}
}

#[test]
fn lengths_that_no_file_has_are_refused() {
	let mib = SEGMENT as u64;
	for ct_len in [0, 1, 55, mib + 1, mib + 16, 2 * mib + 3] {
		assert_eq!(
			Layout::from_ciphertext_len(ct_len),
			Err(Error::Truncated),
			"{ct_len}"
		);
	}
	for ct_len in [56, 57, mib, mib + 17, 2 * mib] {
		assert_eq!(
			Layout::from_ciphertext_len(ct_len).map(|layout| layout.ciphertext_len()),
			Ok(ct_len)
		);
	}
	assert_eq!(Layout::new(u64::MAX), Err(Error::TooLong));
	assert_eq!(Layout::new(1 << 52), Err(Error::TooLong));
	assert_eq!(Layout::from_ciphertext_len(u64::MAX), Err(Error::TooLong));
	let longest = (mib << 32) - 40 - (16 << 32);
	assert_eq!(Layout::new(longest).map(|layout| layout.segments()), Ok(1 << 32));
	assert_eq!(Layout::new(longest + 1), Err(Error::TooLong));
}

#[test]
fn a_sealer_uses_each_nonce_once() {
	let full = || vec![1; SEGMENT];
	let sealer = Sealer::new(&keys(), &mut entropy("once"));
	assert_eq!(sealer.seal(1, false, &mut full()), Ok(()));
	assert_eq!(
		sealer.seal(1, false, &mut full()),
		Err(Error::SegmentReused { index: 1 })
	);
	assert_eq!(
		sealer.seal(0, true, &mut full()),
		Err(Error::SegmentReused { index: 0 })
	);
	assert_eq!(sealer.seal(0, false, &mut full()), Ok(()));
	assert_eq!(
		sealer.seal(0, false, &mut full()),
		Err(Error::SegmentReused { index: 0 })
	);
	assert_eq!(sealer.seal(3, true, &mut full()), Ok(()));
	assert_eq!(
		sealer.seal(3, true, &mut full()),
		Err(Error::SegmentReused { index: 3 })
	);
	assert_eq!(
		sealer.seal(2, true, &mut full()),
		Err(Error::SegmentReused { index: 2 })
	);
	assert_eq!(
		sealer.seal(4, false, &mut full()),
		Err(Error::SegmentReused { index: 4 })
	);
	assert_eq!(sealer.seal(2, false, &mut full()), Ok(()));
}

#[test]
fn a_segment_of_the_wrong_length_is_refused_and_costs_nothing() {
	let sealer = Sealer::new(&keys(), &mut entropy("length"));
	for (index, last, len) in [
		(0, false, SEGMENT - 1),
		(0, false, SEGMENT + 1),
		(0, true, SEGMENT + 1),
		(0, true, PREAMBLE + TAG - 1),
		(1, true, TAG),
		(1, false, 0),
	] {
		let mut segment = vec![7; len];
		assert_eq!(
			sealer.seal(index, last, &mut segment),
			Err(Error::SegmentLength { index })
		);
		assert!(segment.iter().all(|byte| *byte == 7));
	}
	assert_eq!(sealer.seal(0, true, &mut [0; PREAMBLE + TAG]), Ok(()));
}

#[test]
fn segments_can_be_sealed_and_opened_by_several_threads() {
	let plain = pattern(4 * SEGMENT + 99);
	let layout = Layout::new(plain.len() as u64).unwrap();
	let sealer = Sealer::new(&keys(), &mut entropy("threads"));
	let mut sealed = vec![0; usize::try_from(layout.ciphertext_len()).unwrap()];
	std::thread::scope(|scope| {
		for (index, segment) in (0u32..).zip(sealed.chunks_mut(SEGMENT)) {
			let (sealer, layout, plain) = (&sealer, &layout, &plain);
			scope.spawn(move || {
				let range = layout.plaintext_range(index);
				let at = usize::try_from(layout.plaintext_offset(index)).unwrap();
				segment[range.clone()].copy_from_slice(&plain[at..at + range.len()]);
				sealer.seal(index, layout.is_last(index), segment).unwrap();
			});
		}
	});
	assert!(
		sealed == seal_all(&keys(), &plain, &mut entropy("threads")).unwrap(),
		"order must not matter"
	);

	let opener = Opener::new(&keys(), sealed.first_chunk().unwrap()).unwrap();
	std::thread::scope(|scope| {
		for (index, segment) in (0u32..).zip(sealed.chunks_mut(SEGMENT)) {
			let (opener, layout, plain) = (&opener, &layout, &plain);
			scope.spawn(move || {
				let opened = opener.open(index, layout.is_last(index), segment).unwrap();
				let at = usize::try_from(layout.plaintext_offset(index)).unwrap();
				assert!(opened == &plain[at..at + opened.len()]);
			});
		}
	});
}

#[test]
fn a_cut_at_a_segments_end_is_told_from_damage() {
	let sealed = seal_all(&keys(), &pattern(2 * SEGMENT + 5), &mut entropy("cut")).unwrap();
	for segments in 1..3 {
		assert_eq!(
			open_all(&keys(), &sealed[..segments * SEGMENT]).err(),
			Some(Error::Truncated)
		);
	}
	let mut longer = seal_all(&keys(), &pattern(FIRST), &mut entropy("cut")).unwrap();
	longer.extend_from_slice(&[0; 500]);
	assert_eq!(open_all(&keys(), &longer).err(), Some(Error::TrailingData));
}

#[test]
fn after_an_error_no_plaintext_is_left() {
	let mut sealed = seal_all(&keys(), &pattern(5000), &mut entropy("left")).unwrap();
	let opener = Opener::new(&keys(), sealed.first_chunk().unwrap()).unwrap();
	sealed[4000] ^= 1;
	assert_eq!(
		opener.open(0, true, &mut sealed),
		Err(Error::SegmentCorrupt { index: 0 })
	);
	assert!(sealed[PREAMBLE..sealed.len() - TAG].iter().all(|byte| *byte == 0));
}

#[test]
fn an_index_in_the_nonce_is_checked_over_its_whole_width() {
	let sealer = Sealer::new(&keys(), &mut entropy("wide"));
	let opener = Opener::new(&keys(), &sealer.preamble()).unwrap();
	let mut segment = vec![5; 100];
	sealer.seal(u32::MAX, true, &mut segment).unwrap();
	for index in [1, 0x00ff_ffff, u32::MAX - 1] {
		assert!(opener.open(index, true, &mut segment.clone()).is_err());
	}
	assert_eq!(opener.open(u32::MAX, true, &mut segment).unwrap(), &[5; 84]);
}

/// Three full segments and a bit, sealed once: what the property tests tamper with.
fn specimen() -> &'static (Vec<u8>, Vec<u8>) {
	static SPECIMEN: std::sync::OnceLock<(Vec<u8>, Vec<u8>)> = std::sync::OnceLock::new();
	SPECIMEN.get_or_init(|| {
		let plain = pattern(3 * SEGMENT + 4321);
		let sealed = seal_all(&keys(), &plain, &mut entropy("specimen")).unwrap();
		(plain, sealed)
	})
}

/// The same plaintext under the same keys, but sealed in another run.
fn sibling() -> &'static Vec<u8> {
	static SIBLING: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
	SIBLING.get_or_init(|| seal_all(&keys(), &specimen().0, &mut entropy("sibling")).unwrap())
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	#[test]
	fn any_truncation_is_an_error(cut in 1usize..3 * SEGMENT + 4321) {
		let sealed = &specimen().1;
		prop_assert!(open_all(&keys(), &sealed[..sealed.len() - cut]).is_err());
	}

	#[test]
	fn any_addition_is_an_error(extra in prop::collection::vec(any::<u8>(), 1..2000)) {
		let longer = [specimen().1.as_slice(), &extra].concat();
		prop_assert!(open_all(&keys(), &longer).is_err());
	}

	#[test]
	fn any_bit_flip_is_an_error(at in any::<prop::sample::Index>(), bit in 0..8) {
		let mut sealed = specimen().1.clone();
		let at = at.index(sealed.len());
		sealed[at] ^= 1u8 << bit;
		prop_assert!(open_all(&keys(), &sealed).is_err());
	}

	#[test]
	fn any_bit_flip_in_the_preamble_is_an_error(at in 0..PREAMBLE, bit in 0..8) {
		let mut sealed = specimen().1.clone();
		sealed[at] ^= 1u8 << bit;
		prop_assert!(open_all(&keys(), &sealed).is_err());
	}

	#[test]
	fn any_reorder_or_duplication_is_an_error(order in prop::collection::vec(0usize..4, 1..6)) {
		prop_assume!(order != [0, 1, 2, 3]);
		let segments: Vec<_> = specimen().1.chunks(SEGMENT).collect();
		let shuffled = order.iter().map(|index| segments[*index]).collect::<Vec<_>>().concat();
		prop_assert!(open_all(&keys(), &shuffled).is_err());
	}

	#[test]
	fn any_splice_of_two_runs_is_an_error(from in prop::collection::vec(any::<bool>(), 4)) {
		prop_assume!(from.iter().any(|other| *other) && !from.iter().all(|other| *other));
		let (ours, theirs) = (specimen().1.chunks(SEGMENT), sibling().chunks(SEGMENT));
		let spliced = ours.zip(theirs).zip(&from);
		let spliced = spliced.map(|((our, their), other)| if *other { their } else { our }).collect::<Vec<_>>();
		prop_assert!(open_all(&keys(), &spliced.concat()).is_err());
	}

	#[test]
	fn random_access_equals_sequential(start in 0usize..3 * SEGMENT + 4321, len in 0usize..2 * SEGMENT) {
		let (plain, sealed) = specimen();
		let layout = Layout::from_ciphertext_len(sealed.len() as u64).unwrap();
		let opener = Opener::new(&keys(), sealed.first_chunk().unwrap()).unwrap();
		let end = plain.len().min(start + len);
		let (mut at, mut read) = (start, Vec::new());
		while at < end {
			let index = layout.segment_of(at as u64).unwrap();
			let from = index as usize * SEGMENT;
			let mut segment = sealed[from..from + layout.segment_len(index)].to_vec();
			let opened = opener.open(index, layout.is_last(index), &mut segment).unwrap();
			let inner = at - usize::try_from(layout.plaintext_offset(index)).unwrap();
			let take = (opened.len() - inner).min(end - at);
			read.extend_from_slice(&opened[inner..inner + take]);
			at += take;
		}
		prop_assert!(read == plain[start..end]);
	}

	#[test]
	fn without_any_one_of_the_inputs_nothing_opens(which in 0usize..4, at in 0usize..32, bit in 0..8) {
		let mut inputs: [[u8; 32]; 4] = [[1; 32], [2; 32], [3; 32], [4; 32]];
		let derive = |[csp, report, salt, ctx]: [[u8; 32]; 4]| {
			let (csp, report) = (CspRec::from_bytes(&csp), ReportKey::from_bytes(&report));
			FileKeys::derive(&csp, &report, &EnvSalt::from_bytes(&salt), &ctx)
		};
		let right = derive(inputs);
		inputs[which][at] ^= 1u8 << bit;
		let wrong = derive(inputs);
		prop_assert_eq!(wrong.verify_commit(&right.key_commit()), Err(Error::KeyCommitMismatch));
		prop_assert_eq!(right.verify_commit(&right.key_commit()), Ok(()));
		let sealed = seal_all(&right, b"secret", &mut entropy("two keys")).unwrap();
		prop_assert!(open_all(&wrong, &sealed).is_err());
		prop_assert!(*open_all(&right, &sealed).unwrap() == b"secret");
	}

	#[test]
	fn every_length_survives_the_round_trip(len in 0usize..70_000) {
		let plain = pattern(len);
		let sealed = seal_all(&keys(), &plain, &mut entropy("round trip")).unwrap();
		prop_assert!(*open_all(&keys(), &sealed).unwrap() == plain);
	}
}
