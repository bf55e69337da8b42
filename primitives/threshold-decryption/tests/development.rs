//! The development committee is the same everywhere, and its table of encryption keys is what HPKE derives.

use hpke::{Kem, Serializable, kem::X25519HkdfSha256};
use threshold_decryption::{AdminPoints, AdminSecret, check_committee, development};

#[test]
fn is_a_committee_and_never_changes() {
	let committee = development::committee().unwrap();
	let points: Vec<AdminPoints> = committee.secrets.iter().map(AdminSecret::public).collect();
	assert_eq!(check_committee(committee.k, &committee.x, &points), Ok(()));
	assert_eq!(
		points.iter().map(|admin| admin.index).collect::<Vec<_>>(),
		development::INDICES
	);
	assert_eq!(
		hex::encode(committee.x),
		"c08c9d3cbc4280d7caa318a7ce2dc0539a20f74f817eeb4d116da1f5b4abdb11"
	);
}

#[test]
fn encryption_keys_are_those_that_hpke_derives() {
	let committee = development::committee().unwrap();
	assert_eq!(committee.enc_secrets.len(), development::ENC_PUBLIC.len());
	for (secret, public) in committee.enc_secrets.iter().zip(development::ENC_PUBLIC) {
		let (_, derived) = X25519HkdfSha256::derive_keypair(secret);
		assert_eq!(derived.to_bytes().as_slice(), public);
	}
}
