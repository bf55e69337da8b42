//! Frozen vectors (`tests/vectors/frozen.json`), and the second implementation that verifies them.
//!
//! The vectors are what this crate computes from a ChaCha20 generator with a written seed, through its public
//! interface. They are compared byte for byte: a change that breaks this test breaks every capsule and share there is.
//! `tests/reference/verify.py`, plain Python integers, reproduces the file from the seeds and verifies every equation.
//!
//! To write the file again: `cargo test -p threshold-decryption --test threshold frozen -- --ignored`.

use std::{path::PathBuf, process::Command};

use blake2::{Blake2b, Digest, digest::consts::U16};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use serde_json::{Value, json};
use threshold_decryption::{
	context::{CeremonyContext, CeremonyKind},
	dealing::*,
	internals::*,
	*,
};
use zeroize::Zeroizing;

fn path(name: &str) -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

#[test]
fn the_crate_still_computes_them() {
	let stored = std::fs::read_to_string(path("vectors/frozen.json")).unwrap();
	assert!(
		stored == generate(),
		"tests/vectors/frozen.json differs from what the crate computes"
	);
}

#[test]
fn the_second_implementation_agrees() {
	let script = path("reference/verify.py");
	let vectors = [
		"frozen.json",
		"mq1_vectors.json",
		"mq2_vectors.json",
		"ceremony.json",
	]
	.map(|name| path("vectors").join(name));
	match Command::new("python3").arg(script).args(vectors).output() {
		Ok(output) => {
			let words = String::from_utf8_lossy(&output.stdout);
			assert!(
				output.status.success(),
				"{words}{}",
				String::from_utf8_lossy(&output.stderr)
			);
			println!("{words}");
		}
		Err(_) => {
			panic!("python3 is missing: tests/reference/verify.py, the second implementation, needs it")
		}
	}
}

#[test]
#[ignore = "writes tests/vectors/frozen.json"]
fn write() {
	std::fs::write(path("vectors/frozen.json"), generate()).unwrap();
}

fn generate() -> String {
	let paper: Vec<u16> = (1..=4).collect();
	let large: Vec<u16> = (1..=16).collect();
	let value = json!({
		"about": "Frozen vectors of the crate threshold-decryption; hex. Made and explained by tests/frozen.rs.",
		"scenarios": [
			scenario(1, 2, &[1, 2]),
			scenario(2, 3, &paper),
			scenario(3, 4, &[3, 7, 20, 300, 4000, 50000, 65535]),
			scenario(4, 9, &large),
		],
		"ceremonies": [
			ceremony(5, CeremonyKind::Random, &paper, 3, &paper),
			ceremony(6, CeremonyKind::Reshare, &[4, 1, 2], 3, &[5, 6, 7, 8, 9]),
			ceremony(7, CeremonyKind::Reshare, &[1, 3, 4], 2, &[1, 2, 300]),
		],
	});
	serde_json::to_string_pretty(&value).unwrap() + "\n"
}

fn blake2_128(input: &[u8]) -> [u8; 16] {
	Blake2b::<U16>::digest(input).into()
}

fn admins(secrets: &[AdminSecret]) -> Value {
	let admin = |secret: &AdminSecret| {
		let AdminPoints { index, x, z, zp } = secret.public();
		let [x, z, zp] = [x, z, zp].map(hex::encode);
		json!({ "index": index, "secret": hex::encode(*secret.to_bytes()), "x": x, "z": z, "zp": zp })
	};
	secrets.iter().map(admin).collect()
}

/// A committee, a record and its requests, all from one generator in this order: dealing, capsule, and for each
/// request its shares.
fn scenario(seed: u8, k: u16, indices: &[u16]) -> Value {
	let mut rng = ChaCha20Rng::from_seed([seed; 32]);
	let (x, secrets) = deal_committee(k, indices, &mut rng).unwrap();
	let filled = |high: u8| [seed + high; 32];
	let [genesis, uploader, patient, csp_pk] = [0x10, 0x20, 0x30, 0x40].map(filled);
	let [env_salt, csp_rec, account, enc_pk] = [0x50, 0x60, 0x70, 0x80].map(filled);
	let (key_id, epoch, csp_version) = (100 + u32::from(seed), 7, 258);
	let points: Vec<AdminPoints> = secrets.iter().map(AdminSecret::public).collect();
	let member = |points| CommitteeMember {
		account: &account,
		enc_pk: &enc_pk,
		points,
	};
	let hash = committee_hash(&points.iter().map(member).collect::<Vec<_>>());

	let record_id = blake2_128(&record_id_input(&genesis, &uploader, &[seed; 16]));
	let ad = RecordContext {
		genesis: &genesis,
		record_id: &record_id,
		uploader: &uploader,
		patient: &patient,
		csp_pk: &csp_pk,
		x: &x,
	}
	.hash();
	let (capsule, u) = encapsulate(&x, &ad, &env_salt, &csp_rec, &mut rng).unwrap();
	let (rec_hash, sealed) = sealed_record(seed);

	let modes = [Mode::Outsider, Mode::Admin].into_iter();
	let possible = modes.filter(|mode| *mode == Mode::Outsider || usize::from(k) < indices.len());
	let request = |mode| Request {
		genesis,
		ad,
		capsule,
		rec_hash,
		record_id,
		key_id,
		epoch,
		mode,
	};
	let requests: Vec<Value> = possible
		.map(|mode| request(mode).run(k, &secrets, *u, &mut rng))
		.collect();
	json!({
		"rng": hex::encode([seed; 32]), "k": k, "indices": indices, "x": hex::encode(x), "admins": admins(&secrets),
		"genesis": hex::encode(genesis), "key_id": key_id, "epoch": epoch,
		"account": hex::encode(account), "enc_pk": hex::encode(enc_pk), "committee_hash": hex::encode(hash),
		"certificate_message": hex::encode(certificate_message(&genesis, key_id, epoch, k, &x, &hash)),
		"csp_version": csp_version, "handover_message": hex::encode(handover_message(&genesis, key_id, (epoch - 1, epoch), k, &x, &hash)),
		"user_key_message":
			hex::encode(user_key_message(&genesis, &account, csp_version, &csp_pk, &enc_pk)),
		"record": {
			"uploader": hex::encode(uploader), "patient": hex::encode(patient), "csp_pk": hex::encode(csp_pk),
			"nonce": hex::encode([seed; 16]), "record_id": hex::encode(record_id), "record_ctx": hex::encode(ad),
			"env_salt": hex::encode(env_salt), "csp_rec": hex::encode(csp_rec),
			"capsule": hex::encode(capsule), "u": hex::encode(*u),
		},
		"sealed": sealed, "requests": requests,
	})
}

/// What the record says of its file, and its hash.
fn sealed_record(seed: u8) -> (Bytes32, Value) {
	let [commitment, csp_enc, csp_check] = [0x90, 0x98, 0xa8].map(|high: u8| [seed + high; 32]);
	let locator = [seed + 0xb8; 64];
	let hash = SealedRecord {
		commitment: &commitment,
		csp_enc: &csp_enc,
		csp_check: &csp_check,
		locator: &locator,
	}
	.hash();
	let value = json!({
		"commitment": hex::encode(commitment), "csp_enc": hex::encode(csp_enc), "csp_check": hex::encode(csp_check),
		"locator": hex::encode(locator), "rec_hash": hex::encode(hash),
	});
	(hash, value)
}

struct Request {
	genesis: Bytes32,
	ad: Bytes32,
	capsule: [u8; 128],
	rec_hash: Bytes32,
	record_id: [u8; 16],
	key_id: u32,
	epoch: u32,
	mode: Mode,
}

impl Request {
	/// In mode 1 the administrator with the lowest index requests and the k last ones approve.
	fn run(&self, k: u16, secrets: &[AdminSecret], u: Bytes32, rng: &mut ChaCha20Rng) -> Value {
		let mode = self.mode;
		let (seed, requester, epk) = ([0xa0 + mode.as_u8(); 32], [0xb0; 32], [0xc0; 32]);
		let (seq, purpose) = (1_000_000 + u32::from(mode.as_u8()), 3);
		let key = RequestKey::from_seed(&seed);
		let q = key.public();
		let request_id = blake2_128(&request_id_input(&self.genesis, &requester, &self.record_id, seq));
		let ctx = RequestContext {
			genesis: &self.genesis,
			ad: &self.ad,
			capsule: &self.capsule,
			rec_hash: &self.rec_hash,
			key_id: self.key_id,
			epoch: self.epoch,
			request_id: &request_id,
			requester: &requester,
			q: &q,
			epk: &epk,
			mode,
			purpose,
		}
		.hash();

		let r = capsule_point(&self.capsule);
		let (mut shares, mut partials) = (Vec::new(), Vec::new());
		for secret in &secrets[secrets.len() - usize::from(k)..] {
			let share = create_share(secret, mode, &ctx, &r, &q, rng).unwrap();
			let points = secret.public();
			let statement = ShareStatement {
				ctx: &ctx,
				index: points.index,
				r: &r,
				q: &q,
				x_j: &points.x,
				z_j: points.mask(mode),
			};
			assert_eq!(verify_share(&share, &statement), Ok(()));
			partials.push(open_share(&key, points.index, &share_ciphertext(&share)).unwrap());
			shares.push(json!({ "index": points.index, "share": hex::encode(share) }));
		}
		if mode == Mode::Admin {
			partials.push(own_partial(&secrets[0], mode, &ctx, &r).unwrap());
		}
		assert_eq!(*combine(&partials).unwrap(), u);
		json!({
			"mode": mode.as_u8(), "seed": hex::encode(seed), "requester": hex::encode(requester),
			"epk": hex::encode(epk), "seq": seq, "purpose": purpose, "request_id": hex::encode(request_id),
			"q": hex::encode(q), "request_ctx": hex::encode(ctx), "auth_message": hex::encode(auth_message(&self.record_id, purpose, &ctx)),
			"shares": shares,
		})
	}
}

/// Every dealer's deal with its commitments, and what a vector says of it.
fn all_deals(
	old: Option<&[AdminSecret]>,
	ctx: &Bytes32,
	dealers: &[u16],
	k: u16,
	indices: &[u16],
	rng: &mut ChaCha20Rng,
) -> (Vec<(u16, Deal, DealCommitments)>, Vec<Value>) {
	let (mut deals, mut published) = (Vec::new(), Vec::new());
	for &dealer in dealers {
		let enc_sk = [0x77; 32];
		let deal = match old {
			None => Deal::new(&Constant::Random, k, rng).unwrap(),
			Some(secrets) => {
				let secret = secrets.iter().find(|secret| secret.index() == dealer).unwrap();
				Deal::reshare(secret, k, rng).unwrap()
			}
		};
		let proof = old.is_none().then(|| deal.prove(ctx, dealer, &enc_sk, rng));
		let commitments = deal.commitments();
		let shares: Vec<String> = indices
			.iter()
			.map(|index| hex::encode(*deal.shares(*index).unwrap()))
			.collect();
		published.push(json!({
			"dealer": dealer, "enc_sk": hex::encode(enc_sk), "commitments": hex::encode(commitments.to_bytes()),
			"shares": shares, "proof": proof.map(hex::encode),
		}));
		deals.push((dealer, deal, commitments));
	}
	(deals, published)
}

fn ceremony_ctx(
	kind: CeremonyKind,
	(genesis, old_committee): (&Bytes32, &Bytes32),
	dealers: &[u16],
	k: u16,
	indices: &[u16],
) -> Bytes32 {
	let admins: Vec<(u16, Bytes32, Bytes32)> = indices
		.iter()
		.map(|index| (*index, [0x55; 32], [0x66; 32]))
		.collect();
	CeremonyContext {
		genesis,
		key_id: 9,
		epoch: 10,
		attempt: 3,
		kind,
		k,
		admins: &admins,
		dealers,
		old_committee,
	}
	.hash()
}

/// A ceremony from one generator. A reshare first deals an old committee 3 of 1..=4; then every dealer in order: its
/// deal, and for a new key its proof.
fn ceremony(seed: u8, kind: CeremonyKind, dealers: &[u16], k: u16, indices: &[u16]) -> Value {
	let mut rng = ChaCha20Rng::from_seed([seed; 32]);
	let genesis = [seed + 0x10; 32];
	let (old_committee, old) = match kind {
		CeremonyKind::Random => ([0; 32], None),
		CeremonyKind::Reshare => (
			[0x88; 32],
			Some(deal_committee(3, &[1, 2, 3, 4], &mut rng).unwrap()),
		),
	};
	let place = (&genesis, &old_committee);
	let ctx = ceremony_ctx(kind, place, dealers, k, indices);

	let (deals, published) = all_deals(
		old.as_ref().map(|(_, secrets)| secrets.as_slice()),
		&ctx,
		dealers,
		k,
		indices,
		&mut rng,
	);

	let commitments: Vec<(u16, &DealCommitments)> = deals
		.iter()
		.map(|(dealer, _, commitments)| (*dealer, commitments))
		.collect();
	let (x, points) = combine_commitments(kind, &commitments, indices).unwrap();
	let secrets: Vec<AdminSecret> = indices
		.iter()
		.map(|index| {
			let shares: Vec<(u16, Zeroizing<[u8; 96]>)> = deals
				.iter()
				.map(|(dealer, deal, _)| (*dealer, deal.shares(*index).unwrap()))
				.collect();
			combine_shares(kind, *index, &shares).unwrap()
		})
		.collect();
	assert_eq!(
		points,
		secrets.iter().map(AdminSecret::public).collect::<Vec<_>>()
	);
	json!({
		"rng": hex::encode([seed; 32]), "kind": u8::from(old.is_some()), "genesis": hex::encode(genesis),
		"key_id": 9, "epoch": 10, "attempt": 3, "old_committee": hex::encode(old_committee),
		"account": hex::encode([0x55; 32]), "one_time": hex::encode([0x66; 32]),
		"ceremony_ctx": hex::encode(ctx), "k": k, "indices": indices,
		"old_x": old.as_ref().map(|(x, _)| hex::encode(x)), "deals": published,
		"x": hex::encode(x), "admins": admins(&secrets),
	})
}
