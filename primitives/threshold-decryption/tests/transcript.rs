//! One whole ceremony without a dealer, boxes and all, frozen (`tests/vectors/ceremony.json`).
//!
//! Everything random comes from one ChaCha20 generator with a written seed, in the order that `tests/reference/ceremony.py`
//! tells, which reproduces the file without code of this crate. The client's core reads it too, for its files.
//!
//! To write the file again: `cargo test -p threshold-decryption --test threshold transcript -- --ignored`.

use core::convert::Infallible;
use std::path::PathBuf;

use hpke::{
	Deserializable, Kem, OpModeS, Serializable,
	aead::AesGcm256,
	kdf::HkdfSha256,
	kem::X25519HkdfSha256,
	rand_core::{TryCryptoRng, TryRng},
};
use rand_chacha::{
	ChaCha20Rng,
	rand_core::{RngCore, SeedableRng},
};
use serde_json::{Value, json};
use sha2_sdk::{Digest, Sha256};
use threshold_decryption::{
	ceremony::{Combined, Founding},
	context::*,
	dealing::*,
	*,
};
use zeroize::Zeroizing;

/// Kinds of files, as the payload begins.
const START: u8 = 1;
const JOIN: u8 = 2;
const DEAL: u8 = 3;
const CERTIFICATE: u8 = 4;
/// Over files, where it ends the attempt.
const FILE_COMPLAINT: u8 = 5;
const COMPLAINT: u8 = 7;
const SR25519: &[u8] = &[1];
/// What stands for signatures, which are not reproducible.
const SIGNATURE: [u8; 64] = [0x77; 64];

fn path() -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/ceremony.json")
}

#[test]
fn the_crate_still_computes_it() {
	let stored = std::fs::read_to_string(path()).unwrap();
	assert!(
		stored == generate(),
		"tests/vectors/ceremony.json differs from what the crate computes"
	);
}

#[test]
#[ignore = "writes tests/vectors/ceremony.json"]
fn write() {
	std::fs::write(path(), generate()).unwrap();
}

fn generate() -> String {
	let large: Vec<u16> = (1..=16).collect();
	let value = json!({
		"about": "Frozen ceremonies without a dealer; hex. Made and explained by tests/transcript.rs.",
		"ceremonies": [ceremony(8, 3, &[1, 2, 3, 4]), ceremony(9, 2, &[3, 500, 65535]), ceremony(10, 9, &large)],
	});
	serde_json::to_string_pretty(&value).unwrap() + "\n"
}

/// The generator in the shape that HPKE wants.
struct Adapter<'a>(&'a mut ChaCha20Rng);

impl TryRng for Adapter<'_> {
	type Error = Infallible;

	fn try_next_u32(&mut self) -> Result<u32, Infallible> {
		Ok(self.0.next_u32())
	}

	fn try_next_u64(&mut self) -> Result<u64, Infallible> {
		Ok(self.0.next_u64())
	}

	fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
		self.0.fill_bytes(out);
		Ok(())
	}
}

impl TryCryptoRng for Adapter<'_> {}

fn seal(one_time: &Bytes32, info: &[u8], share: &[u8; 96], rng: &mut ChaCha20Rng) -> [u8; 144] {
	let recipient = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(one_time).unwrap();
	let (enc, mut context) = hpke::setup_sender_with_rng::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
		&OpModeS::Base,
		&recipient,
		info,
		&mut Adapter(rng),
	)
	.unwrap();
	let mut sealed = *share;
	let tag = context
		.seal_inout_detached((&mut sealed[..]).into(), b"")
		.unwrap();
	[&enc.to_bytes()[..], &sealed, &tag.to_bytes()]
		.concat()
		.try_into()
		.unwrap()
}

/// What a ceremony is of.
struct Place {
	genesis: Bytes32,
	key_id: u32,
	epoch: u32,
	attempt: u16,
	k: u16,
	indices: Vec<u16>,
}

fn account(index: u16) -> Bytes32 {
	[u8::try_from(index % 251).unwrap(); 32]
}

impl Place {
	/// What the author of a file signs the hash of.
	fn payload(&self, kind_of_file: u8, author: &Bytes32, body: &[&[u8]]) -> Vec<u8> {
		let numbers = [
			&self.key_id.to_le_bytes()[..],
			&self.epoch.to_le_bytes(),
			&self.attempt.to_le_bytes(),
			&[0],
		];
		[
			&[kind_of_file],
			&self.genesis[..],
			&numbers.concat(),
			author,
			&body.concat(),
		]
		.concat()
	}

	fn start(&self) -> Vec<u8> {
		let count = u16::try_from(self.indices.len()).unwrap().to_le_bytes();
		let listed = self
			.indices
			.iter()
			.flat_map(|j| [&j.to_le_bytes()[..], &account(*j)].concat());
		let dealers = self.indices.iter().flat_map(|j| j.to_le_bytes());
		let (listed, dealers): (Vec<u8>, Vec<u8>) = (listed.collect(), dealers.collect());
		let body = [
			&self.k.to_le_bytes()[..],
			&count,
			&listed,
			&count,
			&dealers,
			&[0; 32],
		];
		self.payload(START, &[0xee; 32], &body)
	}

	fn joins(&self, pairs: &[(u16, Bytes32, Bytes32)]) -> Vec<Value> {
		let start: Bytes32 = Sha256::digest(self.start()).into();
		let join = |(index, secret, one_time): &(u16, Bytes32, Bytes32)| {
			let message = join_message(
				&self.genesis,
				self.key_id,
				self.epoch,
				self.attempt,
				*index,
				one_time,
			);
			let body = [&start[..], &index.to_le_bytes(), one_time, SR25519, &SIGNATURE];
			let payload = self.payload(JOIN, &account(*index), &body);
			json!({
				"index": index, "secret": hex::encode(secret), "one_time": hex::encode(one_time),
				"message": hex::encode(message), "signature": hex::encode(SIGNATURE),
				"file_message": hex::encode(file_message(&payload)),
			})
		};
		pairs.iter().map(join).collect()
	}

	fn context(&self, pairs: &[(u16, Bytes32, Bytes32)]) -> Bytes32 {
		let admins: Vec<_> = pairs
			.iter()
			.map(|(index, _, public)| (*index, account(*index), *public))
			.collect();
		CeremonyContext {
			genesis: &self.genesis,
			key_id: self.key_id,
			epoch: self.epoch,
			attempt: self.attempt,
			kind: CeremonyKind::Random,
			k: self.k,
			admins: &admins,
			dealers: &self.indices,
			old_committee: &[0; 32],
		}
		.hash()
	}

	/// One deal, and the share in each of its boxes.
	fn deal(
		&self,
		ctx: &Bytes32,
		own: &(u16, Bytes32, Bytes32),
		pairs: &[(u16, Bytes32, Bytes32)],
		rng: &mut ChaCha20Rng,
	) -> (PublishedDeal, Vec<Zeroizing<[u8; 96]>>) {
		let deal = Deal::new(&Constant::Random, self.k, rng).unwrap();
		let proof = deal.prove(ctx, own.0, &own.1, rng);
		let mut shares = Vec::new();
		let boxes = pairs.iter().map(|(index, _, one_time)| {
			let share = deal.shares(*index).unwrap();
			let sealed = seal(one_time, &deal_box_info(ctx, own.0, *index), &share, rng);
			shares.push(share);
			sealed
		});
		let published = PublishedDeal {
			boxes: boxes.collect(),
			commitments: deal.commitments(),
			proof: Some(proof),
		};
		(published, shares)
	}
}

impl Place {
	/// What the vector says of a deal.
	fn dealt(&self, ctx: &Bytes32, dealer: u16, published: &PublishedDeal, hash: &Bytes32) -> Value {
		let bytes = published.to_bytes();
		let body = [&ctx[..], &dealer.to_le_bytes(), &bytes];
		let payload = self.payload(DEAL, &account(dealer), &body);
		json!({
			"dealer": dealer, "deal": hex::encode(&bytes), "deal_hash": hex::encode(hash),
			"file_message": hex::encode(file_message(&payload)),
		})
	}
}

impl Place {
	/// What the first administrator signs who certifies.
	fn certified(&self, ctx: &Bytes32, whole: &Bytes32, x: &Bytes32, committee: &Bytes32) -> String {
		let index = self.indices[0];
		let body = [
			&ctx[..],
			whole,
			&index.to_le_bytes(),
			x,
			committee,
			SR25519,
			&SIGNATURE,
		];
		hex::encode(file_message(&self.payload(CERTIFICATE, &account(index), &body)))
	}

	/// What the first administrator signs on the chain who cannot use what the last one sealed.
	fn complained(&self, ctx: &Bytes32) -> String {
		let (accuser, dealer) = (self.indices[0], self.indices[self.indices.len() - 1]);
		let body = [&ctx[..], &accuser.to_le_bytes(), &dealer.to_le_bytes()];
		hex::encode(file_message(&self.payload(COMPLAINT, &account(accuser), &body)))
	}
}

impl Place {
	/// What the first administrator signs over files who ends the attempt, by charge: about the last one's deal, the box in it, that deal and
	/// another one, and silence; and about nobody.
	fn file_complaints(&self, ctx: &Bytes32, secret: &Bytes32, deal: &[u8]) -> Vec<String> {
		let (accuser, dealer) = (self.indices[0], self.indices[self.indices.len() - 1]);
		let hash = |deal: &[u8]| -> Bytes32 {
			let body = [&ctx[..], &dealer.to_le_bytes(), deal];
			Sha256::digest(self.payload(DEAL, &account(dealer), &body)).into()
		};
		let mut other = deal.to_vec();
		*other.last_mut().unwrap() ^= 1;
		let (dealt, other) = (hash(deal), hash(&other));
		let start: Bytes32 = Sha256::digest(self.start()).into();
		let charges: [(u16, u8, Vec<u8>); 5] = [
			(dealer, 1, dealt.to_vec()),
			(dealer, 2, [dealt, *secret].concat()),
			(dealer, 3, [dealt, other].concat()),
			(dealer, 4, Vec::new()),
			(0, 5, Vec::new()),
		];
		let message = |(accused, charge, shown): (u16, u8, Vec<u8>)| {
			let body = [
				&start[..],
				&accuser.to_le_bytes(),
				&accused.to_le_bytes(),
				&[charge],
				&shown,
			];
			hex::encode(file_message(&self.payload(
				FILE_COMPLAINT,
				&account(accuser),
				&body,
			)))
		};
		charges.into_iter().map(message).collect()
	}
}

fn one_time_pair(index: u16, rng: &mut ChaCha20Rng) -> (u16, Bytes32, Bytes32) {
	let mut secret = [0; 32];
	rng.fill_bytes(&mut secret);
	let (_, public) = X25519HkdfSha256::derive_keypair(&secret);
	(index, secret, public.to_bytes().into())
}

fn committee_hash_of(combined: &Combined, pairs: &[(u16, Bytes32, Bytes32)]) -> Bytes32 {
	let accounts: Vec<Bytes32> = pairs.iter().map(|pair| account(pair.0)).collect();
	let members: Vec<CommitteeMember> = combined
		.points()
		.iter()
		.zip(&accounts)
		.zip(pairs)
		.map(|((points, account), pair)| CommitteeMember {
			account,
			enc_pk: &pair.2,
			points,
		})
		.collect();
	committee_hash(&members)
}

fn ceremony(seed: u8, k: u16, indices: &[u16]) -> Value {
	let mut rng = ChaCha20Rng::from_seed([seed; 32]);
	let place = Place {
		genesis: [seed + 0x10; 32],
		key_id: 9,
		epoch: 1,
		attempt: 2,
		k,
		indices: indices.to_vec(),
	};
	let pairs: Vec<_> = indices
		.iter()
		.map(|index| one_time_pair(*index, &mut rng))
		.collect();
	let ctx = place.context(&pairs);

	let mut founding = Founding::new(&ctx, k, indices).unwrap();
	let (mut deals, mut hashes, mut dealt, mut last) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
	for own in &pairs {
		let (published, shares) = place.deal(&ctx, own, &pairs, &mut rng);
		last = published.to_bytes();
		let hash = published.hash(&ctx, own.0);
		deals.push(place.dealt(&ctx, own.0, &published, &hash));
		hashes.push((own.0, hash));
		let proof = published.proof.unwrap();
		founding.accept(own.0, published.commitments, &proof).unwrap();
		dealt.push((own.0, shares));
	}
	let combined = founding.finish().unwrap();
	let secrets = indices.iter().enumerate().map(|(at, index)| {
		let shares: Vec<_> = dealt
			.iter()
			.map(|(dealer, shares)| (*dealer, shares[at].clone()))
			.collect();
		hex::encode(*combined.secret(*index, &shares).unwrap().to_bytes())
	});
	let (whole, hash) = (transcript(&ctx, &hashes), committee_hash_of(&combined, &pairs));
	json!({
		"rng": hex::encode([seed; 32]), "genesis": hex::encode(place.genesis), "key_id": place.key_id,
		"epoch": place.epoch, "attempt": place.attempt, "k": k, "indices": indices,
		"start": hex::encode(place.start()), "joins": place.joins(&pairs), "ceremony_ctx": hex::encode(ctx),
		"deals": deals, "transcript": hex::encode(whole), "x": hex::encode(combined.x()),
		"secrets": secrets.collect::<Vec<_>>(), "committee_hash": hex::encode(hash),
		"certificate_message": hex::encode(certificate_message(
			&place.genesis, place.key_id, place.epoch, k, combined.x(), &hash,
		)),
		"certificate_file_message": place.certified(&ctx, &whole, combined.x(), &hash),
		"complaint_file_message": place.complained(&ctx),
		"file_complaints": place.file_complaints(&ctx, &pairs[0].1, &last),
	})
}
