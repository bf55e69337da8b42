//! The vectors of docs/cryptography.md 13 and those of RFC 9380 and RFC 9496. Tests inside the crate, as they
//! give nonces directly and name inner functions.
//!
//! `tests/vectors/mq1_vectors.json` has hashes, committees, the capsule, and the keys and nonces of two
//! requests; `tests/vectors/mq2_vectors.json` has what the second version of the format makes of these:
//! contexts, shares and ceremonies.

use alloc::{
	string::{String, ToString},
	vec,
	vec::Vec,
};

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::{
	capsule::encapsulate_with,
	ceremony::{OldCommittee, Reshare, combine_commitments, combine_shares},
	context::CeremonyKind,
	dealing::DealCommitments,
	encoding::{decode_point, decode_scalar, encode_point, field, join},
	group::{expand_message_xmd, hash_to_group, hash_to_scalar},
	share::{ShareNonces, create_share_with},
	verify::{Claim, weights},
	*,
};

mod emergency;

fn vectors() -> Value {
	serde_json::from_str(include_str!("../tests/vectors/mq1_vectors.json")).unwrap()
}

fn mq2_vectors() -> Value {
	serde_json::from_str(include_str!("../tests/vectors/mq2_vectors.json")).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
	hex::decode(value.as_str().unwrap()).unwrap()
}

fn fixed<const N: usize>(value: &Value) -> [u8; N] {
	bytes(value).try_into().unwrap()
}

fn scalar(value: &Value) -> Scalar {
	decode_scalar(&fixed(value)).unwrap()
}

fn number(value: &Value) -> u64 {
	value.as_u64().unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
	value.as_array().unwrap()
}

fn index(value: &Value) -> u16 {
	u16::try_from(number(value)).unwrap()
}

fn committee(vectors: &Value) -> (u16, Bytes32, Vec<AdminSecret>) {
	let committee = &vectors["committee"];
	let secret = |admin: &Value| {
		let parts: Vec<u8> = ["x", "z", "zp"]
			.iter()
			.flat_map(|name| bytes(&admin[*name]))
			.collect();
		AdminSecret::from_bytes(index(&admin["index"]), &parts.try_into().unwrap()).unwrap()
	};
	let secrets = list(&committee["admins"]).iter().map(secret).collect();
	(index(&committee["k"]), fixed(&committee["X"]), secrets)
}

#[test]
fn hash_functions() {
	let vectors = vectors();
	assert_eq!(list(&vectors["hash"]).len(), 27);
	for case in list(&vectors["hash"]) {
		let (dst, msg) = (case["dst"].as_str().unwrap().as_bytes(), bytes(&case["msg"]));
		let out = match case["to"].as_str().unwrap() {
			"group" => encode_point(&hash_to_group(dst, &[&msg])),
			_ => hash_to_scalar(dst, &[&msg]).to_bytes(),
		};
		assert_eq!(out, fixed(&case["out"]), "{case}");
	}
}

#[test]
fn committee_is_accepted() {
	let vectors = vectors();
	let (k, x, secrets) = committee(&vectors);
	let points: Vec<AdminPoints> = secrets.iter().map(AdminSecret::public).collect();
	for (points, admin) in points.iter().zip(list(&vectors["committee"]["admins"])) {
		let expected = [&admin["Xj"], &admin["Zj"], &admin["Zpj"]].map(fixed);
		assert_eq!([points.x, points.z, points.zp], expected);
	}
	assert_eq!(check_committee(k, &x, &points), Ok(()));
}

#[test]
fn five_committees_are_rejected() {
	use CommitteeFault::*;
	use Sharing::*;
	let vectors = vectors();
	let expected = [
		OffPolynomial(Decryption),
		LowDegree(Mask),
		LowDegree(AdminMask),
		OffPolynomial(Mask),
		LowDegree(Decryption),
	];
	let rejected = list(&vectors["committee_rejected"]);
	assert_eq!(rejected.len(), expected.len());
	for (case, expected) in rejected.iter().zip(expected) {
		let part = |name: &str| list(&case[name]).iter().map(fixed).collect::<Vec<Bytes32>>();
		let (xs, zs, zps) = (part("Xj"), part("Zj"), part("Zpj"));
		let points: Vec<AdminPoints> = (1u16..)
			.zip(xs.iter().zip(zs.iter().zip(&zps)))
			.map(|(index, (x, (z, zp)))| AdminPoints {
				index,
				x: *x,
				z: *z,
				zp: *zp,
			})
			.collect();
		let found = check_committee(3, &fixed(&case["X"]), &points);
		assert_eq!(found, Err(Error::BadCommittee(expected)), "{}", case["why"]);
	}
}

#[test]
fn record() {
	let vectors = vectors();
	let (_, x, _) = committee(&vectors);
	let record = &vectors["record"];
	let (genesis, uploader, patient) = (
		fixed(&record["genesis"]),
		fixed(&record["uploader"]),
		fixed(&record["patient"]),
	);
	let record_id = fixed(&record["record_id"]);
	let csp_pk = fixed(&record["csp_pk"]);
	let ad = RecordContext {
		genesis: &genesis,
		record_id: &record_id,
		uploader: &uploader,
		patient: &patient,
		csp_pk: &csp_pk,
		x: &x,
	}
	.hash();
	assert_eq!(ad, fixed(&record["record_ctx"]));

	let x = decode_point(&x).unwrap();
	let (capsule, u) = encapsulate_with(&x, &ad, &scalar(&record["r"]), &scalar(&record["r1"]));
	assert_eq!(capsule, fixed(&record["capsule"]));
	assert_eq!(*u, fixed::<32>(&record["U"]));
	assert_eq!(verify_capsule(&capsule, &ad), Ok(()));
	assert_eq!(verify_capsule(&capsule, &[0; 32]), Err(Error::BadCapsuleProof));
}

#[test]
fn requests() {
	let (mq1, mq2) = (vectors(), mq2_vectors());
	let (requests, answers) = (list(&mq1["requests"]), list(&mq2["shares"]));
	assert_eq!((requests.len(), answers.len()), (2, 2));
	let mut all = Vec::new();
	for (request, answer) in requests.iter().zip(answers) {
		all.push(check_request(&mq1, request, answer));
	}
	// Both requests in one batch: the same capsule and administrators, another mode, so Z_j here and Z'_j
	// there.
	let batch: Vec<_> = all.iter().flat_map(Request::statements).collect();
	assert_eq!(batch.len(), 6);
	assert_eq!(verify_shares(&batch), Ok(()));
	check_weights(&batch);
	let mut exchanged = batch.clone();
	(exchanged[0].0, exchanged[5].0) = (batch[5].0, batch[0].0);
	assert_eq!(verify_shares(&exchanged), Err(Error::BadShareProof));
}

/// What verification says depends on no weight but with a probability that nobody sees, so they have a test
/// of their own. Those of the last share; `tests/reference/verify.py` has the same number.
fn check_weights(batch: &[(&[u8; SHARE_LENGTH], ShareStatement)]) {
	let claims: Vec<Claim> = batch
		.iter()
		.map(|(share, statement)| Claim::read(share, statement).unwrap())
		.collect();
	let weights = weights(&claims).unwrap();
	assert_eq!(weights[0][0], Scalar::ONE);
	let last = weights
		.last()
		.unwrap()
		.map(|weight| hex::encode(&weight.as_bytes()[..16]));
	let expected = [
		"ca48b2dd6919c5d76020de95c4df37d5",
		"1776df63f6145b30dc0262ce103aab47",
		"769f4001886dacf9a17da852ed79efcc",
		"c61990343eacfe905a1c2a33f9b11453",
	];
	assert_eq!(last, expected);
	assert!(
		weights
			.iter()
			.flatten()
			.all(|weight| weight.as_bytes()[16..] == [0; 16])
	);
}

/// A request of the vectors with its shares.
struct Request {
	mode: Mode,
	ctx: Bytes32,
	r: Bytes32,
	q: Bytes32,
	shares: Vec<([u8; SHARE_LENGTH], AdminPoints)>,
}

impl Request {
	fn statements(&self) -> impl Iterator<Item = (&[u8; SHARE_LENGTH], ShareStatement<'_>)> {
		self.shares.iter().map(|(share, points)| {
			let statement = ShareStatement {
				ctx: &self.ctx,
				index: points.index,
				r: &self.r,
				q: &self.q,
				x_j: &points.x,
				z_j: points.mask(self.mode),
			};
			(share, statement)
		})
	}
}

fn check_request(vectors: &Value, request: &Value, answer: &Value) -> Request {
	let (_, _, secrets) = committee(vectors);
	let record = &vectors["record"];
	let mode = Mode::from_u8(u8::try_from(number(&request["mode"])).unwrap()).unwrap();
	let (capsule, u): ([u8; 128], Bytes32) = (fixed(&record["capsule"]), fixed(&record["U"]));
	let key = RequestKey::from_seed(&fixed(&request["seed"]));
	let q = key.public();
	assert_eq!(key.secret(), &scalar(&request["q"]));
	assert_eq!(q, fixed(&request["Q"]));
	assert_eq!(answer["mode"], request["mode"]);
	let ctx = request_context(record, request, &capsule, &q, mode);
	assert_eq!(ctx, fixed(&answer["request_ctx"]));
	let purpose = u8::try_from(number(&request["purpose"])).unwrap();
	let message = auth_message(&fixed(&record["record_id"]), purpose, &ctx);
	assert_eq!(hex::encode(message), answer["auth_message"].as_str().unwrap());

	let r = capsule_point(&capsule);
	let (mut shares, mut partials) = (Vec::new(), Vec::new());
	for (case, row) in list(&request["shares"]).iter().zip(list(&answer["rows"])) {
		let index = index(&case["index"]);
		let secret = &secrets[usize::from(index) - 1];
		let nonce = |position: usize| Zeroizing::new(scalar(&case["nonces"][position]));
		let nonces = ShareNonces {
			n: [nonce(0), nonce(1), nonce(2)],
			rho: Zeroizing::new(scalar(&case["rho"])),
		};
		let share = create_share_with(secret, mode, &ctx, &r, &q, &nonces).unwrap();
		assert_eq!(
			(row["index"].as_u64(), share),
			(case["index"].as_u64(), fixed(&row["share"]))
		);
		partials.push(open_share(&key, index, &share_ciphertext(&share)).unwrap());
		shares.push((share, secret.public()));
	}
	if mode == Mode::Admin {
		assert_ne!(*combine(&partials).unwrap(), u, "the k others alone");
		partials.push(own_partial(&secrets[0], mode, &ctx, &r).unwrap());
	}
	assert_eq!(*combine(&partials).unwrap(), u);
	let request = Request {
		mode,
		ctx,
		r,
		q,
		shares,
	};
	check_shares(&request);
	request
}

/// Each share alone, all together, and with a bit flipped where the second implementation flips it.
fn check_shares(request: &Request) {
	let batch: Vec<_> = request.statements().collect();
	assert_eq!(verify_shares(&batch), Ok(()));
	for (share, statement) in &batch {
		assert_eq!(verify_share(share, statement), Ok(()));
		for at in (0..SHARE_LENGTH).step_by(9) {
			let mut flipped = **share;
			flipped[at] ^= 4;
			assert!(verify_share(&flipped, statement).is_err());
		}
	}
	let mut doubled = batch.clone();
	doubled.last_mut().unwrap().0 = batch[0].0;
	assert_eq!(verify_shares(&doubled), Err(Error::BadShareProof));
}

fn rec_hash() -> Bytes32 {
	let (mq1, mq2) = (vectors(), mq2_vectors());
	let record = &mq2["rec_hash"];
	let hash = SealedRecord {
		commitment: &fixed(&record["commitment"]),
		csp_enc: &fixed(&record["csp_enc"]),
		csp_check: &fixed(&mq1["record"]["csp_check"]),
		locator: &fixed(&record["locator"]),
	}
	.hash();
	assert_eq!(hash, fixed(&record["out"]));
	hash
}

/// Coefficients of x, z and z' of a dealer of the vectors, named `tag`; the constant of x where it is not
/// drawn.
fn polynomials(tag: &str, k: usize, constant: Option<Scalar>) -> [Vec<Scalar>; 3] {
	let coefficient = |part: &str, i: usize| {
		let label = alloc::format!("{tag}{part}{i}");
		hash_to_scalar(b"MQ1-EHTDH1-v1-test", &[label.as_bytes()])
	};
	let all = |part, range: core::ops::Range<usize>, constant| -> Vec<Scalar> {
		let drawn = range.map(|i| coefficient(part, i));
		[constant].into_iter().chain(drawn).collect()
	};
	let constant = constant.unwrap_or_else(|| coefficient("x", 0));
	[
		all("x", 1..k, constant),
		all("z", 1..k, Scalar::ZERO),
		all("p", 1..k + 1, Scalar::ZERO),
	]
}

fn commitments(polynomials: &[Vec<Scalar>; 3]) -> DealCommitments {
	let [x, z, zp] = polynomials;
	let k = u16::try_from(x.len()).unwrap();
	let coefficients = x.iter().chain(&z[1..]).chain(&zp[1..]);
	let bytes: Vec<u8> = coefficients
		.flat_map(|value| encode_point(&RistrettoPoint::mul_base(value)))
		.collect();
	DealCommitments::from_bytes(k, &bytes).unwrap()
}

/// What the dealers dealt to `index`, by the sum of powers.
fn dealt(dealers: &[(u16, [Vec<Scalar>; 3])], index: u16) -> Vec<(u16, Zeroizing<[u8; 96]>)> {
	let at = |coefficients: &Vec<Scalar>| -> Bytes32 {
		let mut power = Scalar::ONE;
		let mut sum = Scalar::ZERO;
		for coefficient in coefficients {
			sum += coefficient * power;
			power *= Scalar::from(index);
		}
		sum.to_bytes()
	};
	dealers
		.iter()
		.map(|(dealer, polynomials)| (*dealer, Zeroizing::new(join(&polynomials.each_ref().map(at)))))
		.collect()
}

fn secret_of(ceremony: &Value, index: u16) -> [u8; 96] {
	let parts = list(&ceremony["secrets"][index.to_string()]);
	join(&[fixed(&parts[0]), fixed(&parts[1]), fixed(&parts[2])])
}

#[test]
fn ceremonies() {
	let vectors = &mq2_vectors()["ceremonies"];
	let (dkg, reshare) = (&vectors["dkg"], &vectors["reshare"]);
	let x: Bytes32 = fixed(&dkg["X"]);
	let indices = [1, 2, 3, 4];
	let dealers = indices.map(|i: u16| (i, polynomials(&alloc::format!("dkg{i}"), 3, None)));
	let deals = dealers
		.each_ref()
		.map(|(dealer, polynomials)| (*dealer, commitments(polynomials)));
	let borrowed = deals.each_ref().map(|(dealer, deal)| (*dealer, deal));
	let (found, old) = combine_commitments(CeremonyKind::Random, &borrowed, &indices).unwrap();
	assert_eq!(found, x);
	for (index, points) in indices.into_iter().zip(&old) {
		let shares = dealt(&dealers, index);
		let secret = combine_shares(CeremonyKind::Random, index, &shares).unwrap();
		assert_eq!(*secret.to_bytes(), secret_of(dkg, index));
		assert_eq!(secret.public(), *points);
	}

	// Three of them to four of five.
	let new = [5, 6, 7, 8, 9];
	let dealers: Vec<(u16, [Vec<Scalar>; 3])> = list(&reshare["dealers"])
		.iter()
		.map(index)
		.map(|i| {
			let constant = decode_scalar(&field(&secret_of(dkg, i), 0)).unwrap();
			(i, polynomials(&alloc::format!("re{i}"), 4, Some(constant)))
		})
		.collect();
	let old = OldCommittee {
		k: 3,
		x: &x,
		points: &old,
	};
	let mut ceremony = Reshare::new(old, 4, &new).unwrap();
	for (dealer, polynomials) in &dealers {
		assert_eq!(ceremony.accept(*dealer, commitments(polynomials)), Ok(()));
	}
	let reshared = ceremony.finish().unwrap();
	assert_eq!(*reshared.x(), fixed::<32>(&reshare["X"]));
	for index in new {
		let secret = reshared.secret(index, &dealt(&dealers, index)).unwrap();
		assert_eq!(*secret.to_bytes(), secret_of(reshare, index));
	}
}

fn request_context(record: &Value, request: &Value, capsule: &[u8; 128], q: &Bytes32, mode: Mode) -> Bytes32 {
	let record_id: [u8; 16] = fixed(&record["record_id"]);
	let seq = u32::try_from(number(&request["seq"])).unwrap();
	let (genesis, requester) = (fixed(&record["genesis"]), fixed(&request["requester"]));
	let input = request_id_input(&genesis, &requester, &record_id, seq);
	let written: String = hex::encode(input);
	let parts = [
		b"MQ1-req".to_vec(),
		genesis.to_vec(),
		requester.to_vec(),
		record_id.to_vec(),
		vec![5, 0, 0, 0],
	];
	assert_eq!(written, hex::encode(parts.concat()));
	RequestContext {
		genesis: &genesis,
		ad: &fixed(&record["record_ctx"]),
		capsule,
		rec_hash: &rec_hash(),
		key_id: u32::try_from(number(&request["key_id"])).unwrap(),
		epoch: u32::try_from(number(&request["epoch"])).unwrap(),
		request_id: &fixed(&request["request_id"]),
		requester: &requester,
		q,
		epk: &fixed(&request["epk"]),
		mode,
		purpose: u8::try_from(number(&request["purpose"])).unwrap(),
	}
	.hash()
}

#[test]
fn rfc_9380_expand_message_xmd() {
	let vectors: Value = serde_json::from_str(include_str!("../tests/vectors/rfc9380_k3.json")).unwrap();
	let dst = vectors["dst"].as_str().unwrap().as_bytes();
	assert_eq!(list(&vectors["tests"]).len(), 10);
	for case in list(&vectors["tests"]) {
		let msg = case["msg"].as_str().unwrap().as_bytes();
		let (head, tail) = msg.split_at(msg.len() / 2); // the message is the concatenation of the parts
		let out = match number(&case["length"]) {
			32 => expand_message_xmd::<32>(&[head, tail], dst).to_vec(),
			_ => expand_message_xmd::<128>(&[head, tail], dst).to_vec(),
		};
		assert_eq!(out, bytes(&case["uniform_bytes"]));
	}
}

#[test]
fn rfc_9496_encodings_and_one_way_map() {
	let vectors: Value = serde_json::from_str(include_str!("../tests/vectors/rfc9496.json")).unwrap();
	for (multiple, encoding) in (0u64..).zip(list(&vectors["multiples"])) {
		let point = RistrettoPoint::mul_base(&Scalar::from(multiple));
		assert_eq!(encode_point(&point), fixed(encoding));
		assert_eq!(
			decode_point(&fixed(encoding)).is_ok(),
			multiple != 0,
			"only the identity is refused"
		);
	}
	assert_eq!(list(&vectors["invalid"]).len(), 29);
	for encoding in list(&vectors["invalid"]) {
		assert_eq!(decode_point(&fixed(encoding)), Err(Error::BadPoint));
	}
	for case in list(&vectors["one_way_map"]) {
		let point = RistrettoPoint::from_uniform_bytes(&fixed(&case["in"]));
		assert_eq!(encode_point(&point), fixed(&case["out"]));
	}
}
