//! What is signed, and what is noticed when it was changed.

use super::{super::samples::*, *};
use crate::advice::Advice as _;
use schnorrkel::{ExpansionMode, Keypair, MiniSecretKey};
use serde_json::{Value, json};

const GENESIS: Bytes32 = [7; 32];

fn keypair(seed: u8) -> Keypair {
	let secret = MiniSecretKey::from_bytes(&[seed; 32]).unwrap();
	secret.expand_to_keypair(ExpansionMode::Ed25519)
}

fn account(keypair: &Keypair) -> AccountId {
	AccountId(keypair.public.to_bytes())
}

/// A consent of this patient.
fn document(patient: AccountId, provision: Value) -> String {
	let mut document = consent(provision);
	document["patient"] = to(patient);
	document["performer"] = json!([to(patient)]);
	document.to_string()
}

fn signed(seed: u8, number: u32, documents: Vec<String>) -> SignedPolicies {
	let keys = keypair(seed);
	SignedPolicies::sign(GENESIS, account(&keys), number, documents, |message| {
		// The nonce comes from the key and the message: no random numbers are at hand here.
		let transcript = schnorrkel::signing_context(b"substrate").bytes(message);
		keys.sign(schnorrkel::context::attach_rng(transcript, NoRandom))
			.to_bytes()
	})
}

struct NoRandom;

impl rand_core::RngCore for NoRandom {
	fn next_u32(&mut self) -> u32 {
		0
	}

	fn next_u64(&mut self) -> u64 {
		0
	}

	fn fill_bytes(&mut self, to: &mut [u8]) {
		to.fill(0);
	}

	fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), rand_core::Error> {
		to.fill(0);
		Ok(())
	}
}

impl rand_core::CryptoRng for NoRandom {}

fn two() -> SignedPolicies {
	let patient = account(&keypair(1));
	let permit = document(patient, json!({ "type": "permit", "actor": [actor(DOCTOR)] }));
	let deny = document(patient, json!({ "type": "deny", "purpose": [purpose("HRESCH")] }));
	signed(1, 2, vec![permit, deny])
}

fn kind(signed: SignedPolicies) -> String {
	let account = account(&keypair(1));
	let read = signed.verified(&GENESIS, account, 2);
	read.map_or_else(|error| error.kind().to_owned(), |_| "read".to_owned())
}

#[test]
fn message_is_text_that_says_what_it_is() {
	let who = AccountId([2; 32]);
	let text = String::from_utf8(message(&GENESIS, &who, 3, &["a".to_owned()])).unwrap();
	let expected = "<Bytes>Medquorum: these are my standing answers, number 3, 1 in all (MQ2-policy ";
	assert!(
		text.starts_with(expected) && text.ends_with(")</Bytes>"),
		"{text}"
	);
	// By Python: sha256(b"MQ2-policy" + genesis + account + (3).to_bytes(4, "little") + sha256(b"a").digest()).
	assert!(
		text.contains("baac6832bcb575428defa4a231dbfe665c66e0240e531a0d9a63f2e9a6d0f4ee"),
		"{text}"
	);
}

#[test]
fn signed_documents_are_read_back_whole() {
	assert_eq!(kind(two()), "read");
	let text = serde_json::to_string(&two()).unwrap();
	let again: SignedPolicies = serde_json::from_str(&text).unwrap();
	let set = again.verified(&GENESIS, account(&keypair(1)), 0).unwrap();
	assert_eq!((set.number, set.policies.len()), (2, 2));
	let id = set.policies[1].id;
	assert_eq!(set.document(id).unwrap(), two().documents[1]);
	assert_eq!(set.find(&id.to_string()[..8]).unwrap().id, id);
	assert_eq!(set.find("").unwrap_err().kind(), "Ambiguous");
	assert_eq!(set.find("ffff").unwrap_err().kind(), "NoPolicy");
	assert_eq!(set.without(id), two().documents[..1]);
}

#[test]
fn every_change_is_noticed() {
	type Change = fn(&mut SignedPolicies);
	let changes: [(&str, Change, &str); 9] = [
		(
			"a document goes",
			|signed| drop(signed.documents.pop()),
			"NotSigned",
		),
		(
			"one comes twice",
			|signed| signed.documents.push(signed.documents[0].clone()),
			"NotSigned",
		),
		("another order", |signed| signed.documents.reverse(), "NotSigned"),
		(
			"a space more",
			|signed| signed.documents[0].push(' '),
			"NotSigned",
		),
		("another number", |signed| signed.number = 9, "NotSigned"),
		("another chain", |signed| signed.genesis = [8; 32], "OtherChain"),
		(
			"another account",
			|signed| signed.account = DOCTOR,
			"OtherPatient",
		),
		(
			"another's signature",
			|signed| signed.signature = signed_by_other(),
			"NotSigned",
		),
		(
			"no signature",
			|signed| signed.signature = Signature::NONE,
			"NotSigned",
		),
	];
	for (name, change, expected) in changes {
		let mut changed = two();
		change(&mut changed);
		assert_eq!(kind(changed), expected, "{name}");
	}
	// What somebody else has signed for themselves.
	assert_eq!(kind(signed(2, 2, two().documents)), "OtherPatient");
	assert_eq!(kind(signed(1, 1, two().documents)), "PoliciesSetBack");
	// Signed, and still about another patient.
	let other = document(DOCTOR, json!({ "type": "permit" }));
	assert_eq!(kind(signed(1, 2, vec![other])), "OtherPatient");
}

fn signed_by_other() -> Signature {
	signed(2, 2, two().documents).signature
}

#[test]
fn import_takes_each_document_once_and_none_that_is_over() {
	let patient = account(&keypair(1));
	let set = two().verified(&GENESIS, patient, 0).unwrap();
	let known = two().documents[0].clone();
	assert_eq!(set.with(&known, patient, 0).unwrap(), two().documents);
	let old = document(patient, json!({ "type": "permit", "period": { "end": "2025" } }));
	assert_eq!(set.with(&old, patient, 0).unwrap().len(), 3);
	let after = 1_767_225_600_000;
	assert_eq!(set.with(&old, patient, after).unwrap_err().kind(), "ConsentOver");
	let other = document(DOCTOR, json!({ "type": "permit" }));
	assert_eq!(set.with(&other, patient, 0).unwrap_err().kind(), "OtherPatient");
	let many = (0..MAX_POLICIES).map(|at| document(patient, json!({ "type": "deny", "id": at.to_string() })));
	let full = signed(1, 3, many.collect())
		.verified(&GENESIS, patient, 0)
		.unwrap();
	assert_eq!(
		full.with(&known, patient, 0).unwrap_err().kind(),
		"TooManyPolicies"
	);
}
