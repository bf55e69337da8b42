//! Real keys of each kind, and vectors of the Polkadot SDK.

use super::*;
use k256::ecdsa::SigningKey;

const MESSAGE: &[u8] = b"MQ1-user and what follows";

fn refused_when_changed(account: AccountId, signature: Signature) {
	assert!(verify(&account, MESSAGE, &signature));
	assert!(!verify(&account, b"another message", &signature));
	assert!(!verify(&AccountId([1; 32]), MESSAGE, &signature));
	let spoiled = |at: usize| match signature {
		Signature::Ed25519(mut bytes) => {
			bytes[at] ^= 1;
			Signature::Ed25519(bytes)
		}
		Signature::Sr25519(mut bytes) => {
			bytes[at] ^= 1;
			Signature::Sr25519(bytes)
		}
		Signature::Ecdsa(mut bytes) => {
			bytes[at] ^= 1;
			Signature::Ecdsa(bytes)
		}
		Signature::Eth(mut bytes) => {
			bytes[at] ^= 1;
			Signature::Eth(bytes)
		}
	};
	for at in [0, 31, 32, 63] {
		assert!(!verify(&account, MESSAGE, &spoiled(at)), "byte {at}");
	}
}

#[test]
fn ed25519_key_signs_for_the_account_of_its_bytes() {
	let key = ed25519_zebra::SigningKey::from([7; 32]);
	let account = AccountId(ed25519_zebra::VerificationKey::from(&key).into());
	let bytes = key.sign(MESSAGE).to_bytes();
	refused_when_changed(account, Signature::Ed25519(bytes));
	// The same bytes are nothing as a signature of another kind.
	assert!(!verify(&account, MESSAGE, &Signature::Sr25519(bytes)));
	assert!(!verify(&account, MESSAGE, &Signature::NONE));
}

#[test]
fn sr25519_key_signs_in_the_context_of_substrate() {
	let key = schnorrkel::MiniSecretKey::from_bytes(&[7; 32]).unwrap();
	let pair = key.expand_to_keypair(schnorrkel::ExpansionMode::Ed25519);
	let account = AccountId(pair.public.to_bytes());
	// The nonce comes from the key and the message: no random numbers are at hand here.
	let context = schnorrkel::signing_context(CONTEXT);
	let transcript = schnorrkel::context::attach_rng(context.bytes(MESSAGE), NoRandom);
	let signature = pair.sign(transcript).to_bytes();
	refused_when_changed(account, Signature::Sr25519(signature));
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

/// `r ‖ s ‖ v` over a hash.
fn signed(key: &SigningKey, hash: &[u8; 32]) -> [u8; 65] {
	let (rs, id) = key.sign_prehash_recoverable(hash).unwrap();
	let mut bytes = [0; 65];
	bytes[..64].copy_from_slice(&rs.to_bytes());
	bytes[64] = id.to_byte();
	bytes
}

#[test]
fn ecdsa_key_signs_for_the_account_of_its_hash() {
	let key = SigningKey::from_slice(&[0x42; 32]).unwrap();
	let account = account_of_ecdsa(key.verifying_key());
	// `multi_signer_eth_address_works` of sp-runtime, as the next test's.
	assert_eq!(
		hex::encode(account.0),
		"ff241710529476ac87c67b66ccdc42f95a14b49a896164839fe675dc6f579614"
	);
	let bytes = signed(&key, &blake2_256(MESSAGE));
	refused_when_changed(account, Signature::Ecdsa(bytes));
	// Of the other kind the message is hashed otherwise.
	assert!(!verify(&account, MESSAGE, &Signature::Eth(bytes)));
}

#[test]
fn eth_key_signs_for_the_account_of_its_address() {
	let key = SigningKey::from_slice(&[0x42; 32]).unwrap();
	let account = account_of_eth(key.verifying_key());
	assert_eq!(
		hex::encode(account.0),
		"2714c48edc39bc2714729e6530760d62344d6698eeeeeeeeeeeeeeeeeeeeeeee"
	);
	let hash: [u8; 32] = Keccak256::digest(MESSAGE).into();
	refused_when_changed(account, Signature::Eth(signed(&key, &hash)));
}

#[test]
fn what_the_chain_recovers_is_recovered_here() {
	let key = SigningKey::from_slice(&[9; 32]).unwrap();
	let account = account_of_ecdsa(key.verifying_key());
	let low = signed(&key, &blake2_256(MESSAGE));
	let verified = |bytes: [u8; 65]| verify(&account, MESSAGE, &Signature::Ecdsa(bytes));
	// As Ethereum counts.
	let mut from_27 = low;
	from_27[64] += 27;
	assert!(verified(from_27));
	// The upper half of `s`, which the chain takes as well.
	let rs = EcdsaSignature::from_slice(&low[..64]).unwrap();
	let (r, s) = rs.split_scalars();
	let high = EcdsaSignature::from_scalars(r, -*s).unwrap();
	let mut mirrored = low;
	mirrored[..64].copy_from_slice(&high.to_bytes());
	assert!(!verified(mirrored), "with the parity of the other half");
	mirrored[64] ^= 1;
	assert!(verified(mirrored));
	// Neither is a signature at all.
	for wrong in [[0; 65], [0xff; 65]] {
		assert!(!verified(wrong));
	}
}
