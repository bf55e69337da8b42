//! PADMÉ: the table of docs/cryptography.md 13, its bounds, and what a reader accepts.

use medquorum_envelope::{Error, Unpadder, padme};
use proptest::prelude::*;

#[test]
fn padme_equals_the_designs_table() {
	let file: serde_json::Value = serde_json::from_str(include_str!("vectors/mq1_vectors.json")).unwrap();
	let rows = file["padme"].as_array().unwrap();
	assert_eq!(rows.len(), 10);
	for row in rows {
		assert_eq!(padme(row[0].as_u64().unwrap()), row[1].as_u64().unwrap());
	}
}

#[test]
fn padme_does_not_overflow() {
	assert_eq!(padme(1 << 63), 1 << 63);
	assert_eq!(padme(u64::MAX), u64::MAX);
}

#[test]
fn a_reader_releases_the_file_and_nothing_else() {
	let unpadder = Unpadder::new(1030, 1088, true).unwrap();
	let stream = [vec![7; 1030], vec![0; 58]].concat();
	assert_eq!(unpadder.release(0, &stream), Ok(&stream[..1030]));
	assert_eq!(unpadder.release(1000, &stream[1000..]), Ok(&stream[1000..1030]));
	assert_eq!(unpadder.release(0, &stream[..500]), Ok(&stream[..500]));
	assert_eq!(unpadder.release(1030, &stream[1030..]), Ok([].as_slice()));
	assert_eq!(unpadder.release(1050, &stream[1050..]), Ok([].as_slice()));
	assert_eq!(unpadder.release(1, &stream), Err(Error::TrailingData));
	assert_eq!(unpadder.release(u64::MAX, &stream), Err(Error::TrailingData));
	for at in [1030, 1087] {
		let mut stream = stream.clone();
		stream[at] = 1;
		assert_eq!(unpadder.release(0, &stream), Err(Error::PaddingCorrupt));
	}
}

#[test]
fn a_reader_insists_on_the_exact_padding() {
	assert_eq!(Unpadder::new(1030, 1089, true), Err(Error::PaddingCorrupt));
	assert_eq!(Unpadder::new(1030, 1030, true), Err(Error::PaddingCorrupt));
	assert_eq!(Unpadder::new(2000, 1088, true), Err(Error::PaddingCorrupt));
	assert_eq!(Unpadder::new(1030, 1088, false), Err(Error::PaddingCorrupt));
	assert_eq!(
		Unpadder::new(1030, 1030, false).map(|unpadder| unpadder.true_len()),
		Ok(1030)
	);
	assert!(Unpadder::new(0, 1024, true).is_ok());
	assert!(Unpadder::new(0, 0, false).is_ok());
}

proptest! {
	#[test]
	fn padme_keeps_its_promises(n in 0u64..1 << 50) {
		let padded = padme(n);
		prop_assert!(padded >= n && padme(padded) == padded);
		prop_assert!(n <= 1024 || (padded - n) as f64 <= 0.12 * n as f64);
		prop_assert!(n < 1_000_000 || (padded - n) as f64 <= 0.0626 * n as f64);
		prop_assert!(n < 1_000_000_000 || (padded - n) as f64 <= 0.0313 * n as f64);
		prop_assert!(padme(n + 1) >= padded);
	}
}
