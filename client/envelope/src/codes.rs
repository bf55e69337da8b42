//! Keys that people write down: Bech32m codes (BIP-350) and the patient's 24-word backup (BIP-39).

use crate::{
	error::Error,
	keys::{CspRec, CspRoot},
};
use bech32::{Bech32m, Hrp, primitives::decode::CheckedHrpstring};
use bip39::{Language, Mnemonic};
use zeroize::{Zeroize, Zeroizing};

const RECORD: Hrp = Hrp::parse_unchecked("cspr");
const ROOT: Hrp = Hrp::parse_unchecked("csproot");
const WORDS: usize = 24;

/// The CSP key of one record as `cspr1...`, 69 characters. It names the record by four bytes of its id.
pub fn encode_csp(csp_rec: &CspRec, record_id: &[u8; 16]) -> Zeroizing<String> {
	let mut payload = Zeroizing::new([0; 36]);
	payload[..4].copy_from_slice(&record_id[..4]);
	payload[4..].copy_from_slice(csp_rec.expose());
	encode(RECORD, payload.as_slice())
}

/// Reads a CSP code for the record at hand. Typing errors and codes of other records are told apart, so check the
/// result with [`crate::verify_csp`] and nothing need be fetched to find a wrong key.
pub fn decode_csp(code: &str, record_id: &[u8; 16]) -> Result<CspRec, Error> {
	if decode::<32>(ROOT, code).is_some() {
		return Err(Error::CspRootGiven);
	}
	let payload = decode::<36>(RECORD, code).ok_or(Error::CspTypo)?;
	let (prefix, key) = payload.split_first_chunk::<4>().ok_or(Error::CspTypo)?;
	if prefix != &record_id[..4] {
		return Err(Error::CspOtherRecord);
	}
	let key: &[u8; 32] = key.try_into().map_err(|_| Error::CspTypo)?;
	Ok(CspRec::from_bytes(key))
}

/// The root key as `csproot1...`, for the patient's own backup only.
pub fn encode_root(root: &CspRoot) -> Zeroizing<String> {
	encode(ROOT, root.expose())
}

/// Reads a root code.
pub fn decode_root(code: &str) -> Result<CspRoot, Error> {
	decode::<32>(ROOT, code)
		.map(|bytes| CspRoot::from_bytes(&bytes))
		.ok_or(Error::RootTypo)
}

/// The root key as 24 English words: the key is the *entropy* of BIP-39, its seed derivation (PBKDF2) is not used.
pub fn encode_phrase(root: &CspRoot) -> Zeroizing<String> {
	encode_words(root.expose())
}

/// Reads the 24 words; case and spacing do not matter.
pub fn decode_phrase(phrase: &str) -> Result<CspRoot, Error> {
	decode_words(phrase).map(|bytes| CspRoot::from_bytes(&bytes))
}

/// Any 32 bytes as 24 English words, with one space between two.
pub fn encode_words(bytes: &[u8; 32]) -> Zeroizing<String> {
	let Ok(mnemonic) = Mnemonic::from_entropy(bytes) else {
		unreachable!("32 bytes are a valid entropy length; qed")
	};
	// The longest English word has 8 letters: no reallocation, so no copy is left behind.
	let mut phrase = Zeroizing::new(String::with_capacity(WORDS * 9));
	for word in mnemonic.words() {
		if !phrase.is_empty() {
			phrase.push(' ');
		}
		phrase.push_str(word);
	}
	phrase
}

/// The bytes that 24 words stand for; case and spacing do not matter.
///
/// # Errors
/// When they are fewer or more, one of them is not in the list, or their checksum is wrong.
pub fn decode_words(phrase: &str) -> Result<Zeroizing<[u8; 32]>, Error> {
	let words = phrase.split_whitespace().count();
	if words != WORDS {
		return Err(Error::PhraseLength { words });
	}
	let lower = Zeroizing::new(phrase.to_lowercase());
	let mnemonic = Mnemonic::parse_in_normalized(Language::English, &lower).map_err(|error| match error {
		bip39::Error::UnknownWord(at) => Error::PhraseWord { position: at + 1 },
		_ => Error::PhraseChecksum,
	})?;
	let (mut entropy, _) = mnemonic.to_entropy_array();
	let mut bytes = Zeroizing::new([0; 32]);
	bytes.copy_from_slice(&entropy[..32]);
	entropy.zeroize();
	Ok(bytes)
}

fn encode(hrp: Hrp, payload: &[u8]) -> Zeroizing<String> {
	match bech32::encode_lower::<Bech32m>(hrp, payload) {
		Ok(code) => Zeroizing::new(code),
		Err(_) => unreachable!("fewer than 90 characters; qed"),
	}
}

/// `None` unless the code is Bech32m, has this prefix and length, and its unused bits are zero.
fn decode<const N: usize>(hrp: Hrp, code: &str) -> Option<Zeroizing<[u8; N]>> {
	let code = code.trim();
	let parsed = CheckedHrpstring::new::<Bech32m>(code).ok()?;
	let mut payload = Zeroizing::new([0; N]);
	if parsed.hrp() != hrp || parsed.byte_iter().len() != N {
		return None;
	}
	payload
		.iter_mut()
		.zip(parsed.byte_iter())
		.for_each(|(to, from)| *to = from);
	let canonical = encode(hrp, payload.as_slice());
	canonical.eq_ignore_ascii_case(code).then_some(payload)
}
