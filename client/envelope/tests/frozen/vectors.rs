//! The frozen vectors: how they are made, and how they are checked. Used by `tests/frozen.rs` on this platform's
//! engine and by `examples/vectors_wasm.rs` inside WebAssembly on the other one.
//!
//! What is stored on chain and in envelopes must stay readable: a change of any value here is a change of format.

use crate::common::{csp_rec, entropy, env_salt, keys, pattern, record_ctx, record_id};
use medquorum_envelope::{
	cid::{Codec, DagBuilder},
	stream::{open_all, seal_all},
	*,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The file of vectors.
pub const FROZEN: &str = include_str!("../vectors/frozen.json");

const FIRST: usize = SEGMENT - PREAMBLE - TAG;
const STREAMS: [usize; 7] = [0, 1, 1024, FIRST - 1, FIRST, FIRST + 1, 2 * SEGMENT];

fn hash(bytes: &[u8]) -> String {
	hex::encode(Sha256::digest(bytes))
}

/// The identifier of a whole ciphertext.
fn cid_of(ciphertext: &[u8]) -> Cid {
	let mut builder = DagBuilder::new();
	for leaf in ciphertext.chunks(SEGMENT) {
		builder.push_leaf(Sha256::digest(leaf).into(), leaf.len() as u64, &mut |_, _| ());
	}
	builder.finish(&mut |_, _| ()).0
}

fn metadata() -> Metadata {
	Metadata {
		pt_len: 39_206,
		name: "CT_small.dcm".into(),
		mime: "application/dicom".into(),
		icd10: Some("C34.1".into()),
		date: Some("2004-01-19".into()),
		note: Some("für Dr. Müller".into()),
		contents: None,
	}
}

fn streams() -> Value {
	let one = |len| {
		let sealed = seal_all(&keys(), &pattern(len), &mut entropy("frozen stream")).unwrap();
		let whole = (len <= 1024).then(|| hex::encode(&sealed));
		json!({
			"plaintext_len": len,
			"ciphertext_len": sealed.len(),
			"ciphertext": whole,
			"sha256": hash(&sealed),
			"cid": cid_of(&sealed).to_string(),
		})
	};
	STREAMS.into_iter().map(one).collect()
}

fn kem() -> Value {
	let root = CspRoot::from_bytes(&[0x11; 32]);
	let (one, two) = (csp_key_pair(&root, 1), csp_key_pair(&root, 2));
	let (rec, enc) = encapsulate_csp(&one.public(), &record_id(), &mut entropy("frozen csp")).unwrap();
	let seed = RequestSeed::from_bytes(&[0x22; 32]);
	let epk = request_kem_public(&seed);
	let grant = seal_grant(&epk, &[0x33; 32], &rec, &mut entropy("frozen grant")).unwrap();
	let secret = EncSecret::from_bytes(&[0x44; 32]);
	let enc_pk = enc_public(&secret);
	let deal = seal_deal_box(&enc_pk, b"info", &[0x55; 96], &mut entropy("frozen deal")).unwrap();
	json!({
		"csp_pk_1": hex::encode(one.public()),
		"csp_pk_2": hex::encode(two.public()),
		"csp_enc": hex::encode(enc),
		"csp_rec": hex::encode(rec.expose()),
		"csp_check": hex::encode(csp_check(&rec, &record_id())),
		"epk": hex::encode(epk),
		"grant": hex::encode(grant),
		"enc_pk": hex::encode(enc_pk),
		"deal_box": hex::encode(deal),
		"csp_code": *codes::encode_csp(&rec, &record_id()),
		"root_code": *codes::encode_root(&root),
		"phrase": *codes::encode_phrase(&root),
	})
}

fn header() -> Value {
	let fields = HeaderFields {
		record_id: &record_id(),
		env_salt: &env_salt(),
		keys: &keys(),
		ct_len: ciphertext_len(padme(39_206)),
		cid: &Cid::new(Codec::Raw, [0x66; 32]),
		padded: true,
		metadata: &metadata(),
	};
	let plain = Header::build(&fields, &mut entropy("frozen header")).unwrap();
	let object = seal_header(&csp_rec(), &record_id(), &plain, &mut entropy("frozen object"));
	let cid = Cid::of_raw(&object);
	json!({
		"commitment": hex::encode(commitment(&plain)),
		"object": hex::encode(object),
		"cid": cid.to_string(),
		"locator": hex::encode(seal_locator(&csp_rec(), &record_id(), &cid, &mut entropy("frozen locator"))),
	})
}

/// Makes every vector again from fixed inputs.
pub fn make() -> Value {
	json!({
		"about": "Frozen vectors of the envelope; tests/frozen/vectors.rs says what goes into each.",
		"record_id": hex::encode(record_id()),
		"record_ctx": hex::encode(record_ctx()),
		"key_commit": hex::encode(keys().key_commit()),
		"streams": streams(),
		"kem": kem(),
		"header": header(),
	})
}

/// Counts the values that are equal; panics at the first that is not.
fn compare(path: &str, made: &Value, frozen: &Value) -> u32 {
	match (made, frozen) {
		(Value::Object(made), Value::Object(frozen)) => {
			assert_eq!(made.len(), frozen.len(), "{path}");
			made.iter()
				.map(|(name, value)| compare(&format!("{path}.{name}"), value, &frozen[name]))
				.sum()
		}
		(Value::Array(made), Value::Array(frozen)) => {
			assert_eq!(made.len(), frozen.len(), "{path}");
			made.iter()
				.zip(frozen)
				.map(|(made, frozen)| compare(path, made, frozen))
				.sum()
		}
		_ => {
			assert_eq!(made, frozen, "{path}");
			1
		}
	}
}

fn bytes<const N: usize>(value: &Value) -> [u8; N] {
	hex::decode(value.as_str().unwrap()).unwrap().try_into().unwrap()
}

/// Opens what is in the file, as a reader years from now will.
fn open(frozen: &Value) -> u32 {
	let mut checks = 0;
	for stream in frozen["streams"].as_array().unwrap() {
		let len = usize::try_from(stream["plaintext_len"].as_u64().unwrap()).unwrap();
		let sealed = match stream["ciphertext"].as_str() {
			Some(text) => hex::decode(text).unwrap(),
			None => seal_all(&keys(), &pattern(len), &mut entropy("frozen stream")).unwrap(),
		};
		assert_eq!(hash(&sealed), stream["sha256"]);
		assert!(*open_all(&keys(), &sealed).unwrap() == pattern(len));
		let mut flipped = sealed;
		let middle = flipped.len() / 2;
		flipped[middle] ^= 1;
		assert!(open_all(&keys(), &flipped).is_err());
		checks += 3;
	}
	let (kem, root) = (&frozen["kem"], CspRoot::from_bytes(&[0x11; 32]));
	let rec = decapsulate_csp(&csp_key_pair(&root, 1), &bytes(&kem["csp_enc"]), &record_id()).unwrap();
	assert_eq!(verify_csp(&rec, &record_id(), &bytes(&kem["csp_check"])), Ok(()));
	let granted = open_grant(
		&RequestSeed::from_bytes(&[0x22; 32]),
		&[0x33; 32],
		&bytes(&kem["grant"]),
	)
	.unwrap();
	assert!(granted.expose() == rec.expose());
	let share = open_deal_box(
		&EncSecret::from_bytes(&[0x44; 32]),
		b"info",
		&bytes(&kem["deal_box"]),
	)
	.unwrap();
	assert_eq!(*share, [0x55; 96]);
	let typed = codes::decode_csp(kem["csp_code"].as_str().unwrap(), &record_id()).unwrap();
	assert!(typed.expose() == rec.expose());
	assert!(
		codes::decode_root(kem["root_code"].as_str().unwrap())
			.unwrap()
			.expose() == root.expose()
	);
	assert!(
		codes::decode_phrase(kem["phrase"].as_str().unwrap())
			.unwrap()
			.expose() == root.expose()
	);

	let header = &frozen["header"];
	let cid = open_locator(&csp_rec(), &record_id(), &bytes(&header["locator"])).unwrap();
	assert_eq!(cid.to_string(), header["cid"]);
	let object: [u8; 4096] = bytes(&header["object"]);
	assert!(cid.matches(&object));
	let opened = open_header(&csp_rec(), &record_id(), &bytes(&header["commitment"]), &object).unwrap();
	assert!(opened.open_metadata(&keys()).unwrap() == metadata());
	checks + 9
}

/// Makes every vector again, compares it, opens what is in the file, and returns the number of checks.
pub fn check() -> u32 {
	let frozen = serde_json::from_str(FROZEN).unwrap();
	compare("", &make(), &frozen) + open(&frozen)
}
