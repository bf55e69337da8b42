//! Codes people type: every mistake has its own answer, and no mistake gets through.

use crate::common::{csp_rec, record_id};
use medquorum_envelope::{CspRec, CspRoot, Error, codes::*, csp_check, verify_csp};
use proptest::prelude::*;

/// BIP-39's own vectors for 256 bits of entropy (Trezor's list).
const PHRASES: [(&str, &str); 3] = [
	(
		"0000000000000000000000000000000000000000000000000000000000000000",
		"abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
		 abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art",
	),
	(
		"7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
		"legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal \
		 winner thank year wave sausage worth title",
	),
	(
		"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
		"zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo vote",
	),
];

fn root(hex: &str) -> CspRoot {
	CspRoot::from_bytes(&<[u8; 32]>::try_from(hex::decode(hex).unwrap()).unwrap())
}

#[test]
fn phrases_are_those_of_bip_39() {
	for (entropy, phrase) in PHRASES {
		assert_eq!(*encode_phrase(&root(entropy)), phrase);
		assert!(decode_phrase(phrase).unwrap().expose() == root(entropy).expose());
		let loud = phrase.to_uppercase().replace(' ', "\n  ");
		assert!(
			decode_phrase(&loud).unwrap().expose() == root(entropy).expose(),
			"case and spacing"
		);
	}
}

#[test]
fn phrases_with_mistakes_say_which() {
	let fails = |phrase: &str| decode_phrase(phrase).err();
	let good = PHRASES[1].1;
	assert_eq!(fails(""), Some(Error::PhraseLength { words: 0 }));
	assert_eq!(
		fails("legal winner thank"),
		Some(Error::PhraseLength { words: 3 })
	);
	// 12 words are a valid BIP-39 phrase, but not of ours.
	assert_eq!(
		fails(&format!("{}about", "abandon ".repeat(11))),
		Some(Error::PhraseLength { words: 12 })
	);
	assert_eq!(
		fails(&good.replacen("thank", "thanks", 1)),
		Some(Error::PhraseWord { position: 3 })
	);
	assert_eq!(
		fails(&good.replace("title", "titel")),
		Some(Error::PhraseWord { position: 24 })
	);
	assert_eq!(fails(&good.replace("title", "art")), Some(Error::PhraseChecksum));
	assert_eq!(
		fails(&good.replacen("legal winner", "winner legal", 1)),
		Some(Error::PhraseChecksum)
	);
}

#[test]
fn a_csp_code_climbs_the_ladder() {
	let code = encode_csp(&csp_rec(), &record_id());
	assert_eq!(code.len(), 69);
	assert!(code.starts_with("cspr1"));
	let decode = |code: &str| decode_csp(code, &record_id()).map(|csp_rec| *csp_rec.expose());
	assert_eq!(decode(&code), Ok(*csp_rec().expose()));
	assert_eq!(
		decode(&code.to_uppercase()),
		Ok(*csp_rec().expose()),
		"as a QR code has it"
	);
	assert_eq!(decode(&format!("  {}\n", *code)), Ok(*csp_rec().expose()));

	// 1. Typing errors.
	let mixed = code.replacen("cspr1", "cspR1", 1);
	for typo in [
		"",
		"cspr",
		"cspr1",
		&code[..68],
		&code[1..],
		&mixed,
		"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
	] {
		assert_eq!(decode(typo), Err(Error::CspTypo), "{typo}");
	}
	// 2. Another record, although the code is intact.
	let mut other = record_id();
	other[3] ^= 1;
	assert_eq!(decode_csp(&code, &other).err(), Some(Error::CspOtherRecord));
	// 3. The right record by its first four bytes, but not the right key.
	let wrong = CspRec::from_bytes(&[9; 32]);
	let decoded = decode_csp(&encode_csp(&wrong, &record_id()), &record_id()).unwrap();
	let check = csp_check(&csp_rec(), &record_id());
	assert_eq!(verify_csp(&decoded, &record_id(), &check), Err(Error::CspWrong));
	assert_eq!(verify_csp(&csp_rec(), &record_id(), &check), Ok(()));
}

#[test]
fn a_root_code_is_never_taken_for_a_records_code() {
	let root = CspRoot::from_bytes(&[7; 32]);
	let code = encode_root(&root);
	assert!(code.starts_with("csproot1"));
	assert!(decode_root(&code).unwrap().expose() == root.expose());
	assert_eq!(decode_csp(&code, &record_id()).err(), Some(Error::CspRootGiven));
	let csp = encode_csp(&csp_rec(), &record_id());
	assert_eq!(decode_root(&csp).err(), Some(Error::RootTypo));
	assert_eq!(decode_root(&code[..code.len() - 1]).err(), Some(Error::RootTypo));
}

/// The older checksum (BIP-173) over a right payload, and a right checksum over a payload that is too short.
#[test]
fn another_checksum_or_length_is_a_typing_error() {
	let hrp = bech32::Hrp::parse("cspr").unwrap();
	let payload = [&record_id()[..4], csp_rec().expose()].concat();
	let right = bech32::encode::<bech32::Bech32m>(hrp, &payload).unwrap();
	assert!(decode_csp(&right, &record_id()).is_ok());
	let old = bech32::encode::<bech32::Bech32>(hrp, &payload).unwrap();
	assert_eq!(decode_csp(&old, &record_id()).err(), Some(Error::CspTypo));
	let short = bech32::encode::<bech32::Bech32m>(hrp, &payload[..35]).unwrap();
	assert_eq!(decode_csp(&short, &record_id()).err(), Some(Error::CspTypo));
	let long = bech32::encode::<bech32::Bech32m>(hrp, &[payload, vec![0]].concat()).unwrap();
	assert_eq!(decode_csp(&long, &record_id()).err(), Some(Error::CspTypo));
}

proptest! {
	#[test]
	fn codes_survive_writing_down(key: [u8; 32], record_id: [u8; 16]) {
		let code = encode_csp(&CspRec::from_bytes(&key), &record_id);
		prop_assert_eq!(*decode_csp(&code, &record_id).unwrap().expose(), key);
		let phrase = encode_phrase(&CspRoot::from_bytes(&key));
		prop_assert_eq!(*decode_phrase(&phrase).unwrap().expose(), key);
	}

	/// Bech32m detects up to four wrong characters for certain.
	#[test]
	fn up_to_four_wrong_characters_are_noticed(
		wrong in prop::collection::hash_map(5usize..69, prop::sample::select(b"qpzry9x8gf2tvdw0s3jn54khce6mua7l".to_vec()), 1..5),
	) {
		let code = encode_csp(&csp_rec(), &record_id());
		let mut typed = code.as_bytes().to_vec();
		wrong.iter().for_each(|(at, letter)| typed[*at] = *letter);
		prop_assume!(typed != code.as_bytes());
		let typed = String::from_utf8(typed).unwrap();
		prop_assert_eq!(decode_csp(&typed, &record_id()).err(), Some(Error::CspTypo));
	}

	#[test]
	fn no_text_makes_the_decoders_panic(text in "\\PC{0,90}") {
		let _ = (decode_csp(&text, &record_id()).err(), decode_root(&text).err(), decode_phrase(&text).err());
	}
}
