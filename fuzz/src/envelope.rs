//! What lies in a store, and what people type.

use medquorum_envelope::{
	Cid, CspRec, EncSecret, Entropy, Error, Metadata,
	cid::{MAX_LINKS, links},
	codes, commitment, enc_public,
	header::HEADER_PLAIN,
	open_header, open_locator, seal_header,
	statement::{MAX_SEALED_STATEMENT, MAX_STATEMENT, Subject, open_statement, seal_statement},
};

/// The record that every seed belongs to.
const RECORD: [u8; 16] = [7; 16];

/// No randomness: a run can be repeated.
struct Zeros;

impl Entropy for Zeros {
	fn fill(&mut self, bytes: &mut [u8]) {
		bytes.fill(0);
	}
}

fn key() -> CspRec {
	CspRec::from_bytes(&[9; 32])
}

/// The plain header, as an uploader who is an enemy can seal and commit to it.
pub fn header(bytes: &[u8]) -> bool {
	let Some((plain, rest)) = bytes.split_first_chunk::<HEADER_PLAIN>() else {
		// Also what a store gives out in place of one.
		let opened = open_header(&key(), &RECORD, &[0; 32], bytes);
		assert!(matches!(opened, Err(Error::HeaderCorrupt)));
		return false;
	};
	assert!(open_header(&key(), &RECORD, &commitment(plain), rest).is_err());
	let object = seal_header(&key(), &RECORD, plain, &mut Zeros);
	let Ok(header) = open_header(&key(), &RECORD, &commitment(plain), &object) else {
		return false;
	};
	assert_eq!(header.record_id(), &RECORD);
	assert!(header.ct_len() >= header.layout().plaintext_len());
	true
}

/// The description inside of a header.
pub fn metadata(bytes: &[u8]) -> bool {
	let Ok(metadata) = Metadata::decode(bytes) else {
		return false;
	};
	let encoded = metadata.encode();
	assert_eq!(encoded.len(), metadata.encoded_len());
	assert!(Metadata::decode(&encoded).unwrap() == metadata);
	true
}

/// The sealed place of a header, on the chain.
pub fn locator(bytes: &[u8]) -> bool {
	let Some(locator) = bytes.first_chunk() else {
		return false;
	};
	open_locator(&key(), &RECORD, locator).is_ok()
}

/// The access that every seed is about, and who reads it.
const ACCESS: Subject<'static> = Subject {
	genesis: &[1; 32],
	request_id: &[2; 16],
};
const READER: [u8; 32] = [5; 32];

/// The explanation of an emergency access, from the store; and as its author, who may be an enemy, can seal it.
pub fn statement(bytes: &[u8]) -> bool {
	let secret = EncSecret::from_bytes(&[3; 32]);
	let readers = [(READER, enc_public(&secret))];
	match seal_statement(&ACCESS, &readers, bytes, &mut Zeros) {
		Ok(object) => {
			assert!(object.len() <= MAX_SEALED_STATEMENT);
			assert_eq!(
				&*open_statement(&ACCESS, &READER, &secret, &object).unwrap(),
				bytes
			);
		}
		Err(_) => assert!(bytes.len() > MAX_STATEMENT),
	}
	let Ok(text) = open_statement(&ACCESS, &READER, &secret, bytes) else {
		return false;
	};
	assert!(text.len() <= MAX_STATEMENT);
	true
}

/// A content identifier, in bytes or as text.
pub fn cid(bytes: &[u8]) -> bool {
	if let Ok(cid) = Cid::from_bytes(bytes) {
		assert_eq!(cid.as_bytes(), bytes);
		assert_eq!(cid.to_string().parse::<Cid>().unwrap(), cid);
		return true;
	}
	let text = std::str::from_utf8(bytes).ok();
	let Some(cid) = text.and_then(|text| text.parse::<Cid>().ok()) else {
		return false;
	};
	assert_eq!(cid.to_string().as_bytes(), bytes);
	true
}

/// A node of a tree of blocks, from a daemon.
pub fn cid_node(bytes: &[u8]) -> bool {
	let Ok(children) = links(bytes) else {
		return false;
	};
	assert!(children.len() <= MAX_LINKS);
	true
}

/// CSP codes and recovery phrases.
pub fn code(bytes: &[u8]) -> bool {
	let Ok(text) = std::str::from_utf8(bytes) else {
		return false;
	};
	if let Ok(key) = codes::decode_csp(text, &RECORD) {
		assert!(codes::decode_csp(&codes::encode_csp(&key, &RECORD), &RECORD).is_ok());
		return true;
	}
	if let Ok(root) = codes::decode_root(text) {
		assert!(codes::decode_root(&codes::encode_root(&root)).is_ok());
		return true;
	}
	let Ok(root) = codes::decode_phrase(text) else {
		return false;
	};
	assert!(codes::decode_phrase(&codes::encode_phrase(&root)).is_ok());
	true
}
