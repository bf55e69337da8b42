//! HPKE (RFC 9180), base mode: how CSP keys and administrators' shares reach their recipients.
//!
//! One suite throughout: DHKEM(X25519, HKDF-SHA256) 0x0020, HKDF-SHA256 0x0001, AES-256-GCM 0x0002; for the CSP key
//! of a record, which is made and never sent, the export-only AEAD 0xFFFF. An all-zero X25519 result is an error.

use crate::{
	entropy::{Adapter, Entropy},
	error::Error,
	kdf::Prk,
	keys::{CspRec, CspRoot, EncSecret, RequestSeed},
};
use hpke::{
	Deserializable, Kem, OpModeR, OpModeS, Serializable,
	aead::{AeadTag, AesGcm256, ExportOnlyAead},
	kdf::HkdfSha256,
	kem::X25519HkdfSha256,
};
use zeroize::Zeroizing;

type PrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;
type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type EncappedKey = <X25519HkdfSha256 as Kem>::EncappedKey;

/// The X25519 pair whose public half a patient registers on chain.
pub struct CspKeyPair {
	secret: PrivateKey,
	public: [u8; 32],
}

impl CspKeyPair {
	/// `csp_pk`.
	pub fn public(&self) -> [u8; 32] {
		self.public
	}
}

/// RFC 9180 7.1.3 `DeriveKeyPair` over a labelled expansion of the root key, one pair per `version`.
pub fn csp_key_pair(root: &CspRoot, version: u16) -> CspKeyPair {
	let prk = Prk::extract(b"MQ1-csp-root", &[root.expose()]);
	let ikm = prk.expand(&[b"kem", &version.to_le_bytes()]);
	let (secret, public) = X25519HkdfSha256::derive_keypair(ikm.as_slice());
	CspKeyPair {
		secret,
		public: public.to_bytes().into(),
	}
}

/// Makes the CSP key of a new record, which the patient can recompute from the returned `csp_enc`.
pub fn encapsulate_csp(
	csp_pk: &[u8; 32],
	record_id: &[u8; 16],
	entropy: &mut dyn Entropy,
) -> Result<(CspRec, [u8; 32]), Error> {
	let (enc, context) = hpke::setup_sender_with_rng::<ExportOnlyAead, HkdfSha256, X25519HkdfSha256>(
		&OpModeS::Base,
		&public_key(csp_pk)?,
		&csp_info(record_id),
		&mut Adapter(entropy),
	)
	.map_err(|_| Error::BadPublicKey)?;
	let mut key = Zeroizing::new([0; 32]);
	context
		.export(b"csp_rec", key.as_mut_slice())
		.map_err(|_| Error::BadPublicKey)?;
	Ok((CspRec::from_bytes(&key), enc.to_bytes().into()))
}

/// The patient's side of [`encapsulate_csp`].
///
/// There is nothing to authenticate here: check the result with [`crate::verify_csp`].
pub fn decapsulate_csp(pair: &CspKeyPair, csp_enc: &[u8; 32], record_id: &[u8; 16]) -> Result<CspRec, Error> {
	let enc = EncappedKey::from_bytes(csp_enc).map_err(|_| Error::BadPublicKey)?;
	let context = hpke::setup_receiver::<ExportOnlyAead, HkdfSha256, X25519HkdfSha256>(
		&OpModeR::Base,
		&pair.secret,
		&enc,
		&csp_info(record_id),
	)
	.map_err(|_| Error::BadPublicKey)?;
	let mut key = Zeroizing::new([0; 32]);
	context
		.export(b"csp_rec", key.as_mut_slice())
		.map_err(|_| Error::BadPublicKey)?;
	Ok(CspRec::from_bytes(&key))
}

/// `epk`, the one-time public key a request carries.
pub fn request_kem_public(seed: &RequestSeed) -> [u8; 32] {
	request_pair(seed).1.to_bytes().into()
}

/// The patient's consent: the CSP key of the record, to the one-time key of one request.
pub fn seal_grant(
	epk: &[u8; 32],
	request_ctx: &[u8; 32],
	csp_rec: &CspRec,
	entropy: &mut dyn Entropy,
) -> Result<[u8; 80], Error> {
	let mut out = [0; 80];
	seal_base(epk, &grant_info(request_ctx), csp_rec.expose(), &mut out, entropy)?;
	Ok(out)
}

/// The requester's side of [`seal_grant`]. Check the result with [`crate::verify_csp`].
pub fn open_grant(seed: &RequestSeed, request_ctx: &[u8; 32], grant: &[u8; 80]) -> Result<CspRec, Error> {
	let mut key = Zeroizing::new([0; 32]);
	open_base(
		&request_pair(seed).0,
		&grant_info(request_ctx),
		grant,
		key.as_mut_slice(),
	)
	.ok_or(Error::GrantCorrupt)?;
	Ok(CspRec::from_bytes(&key))
}

/// `enc_pk`, the public half of a user's long-term key: `DeriveKeyPair` (RFC 9180, 7.1.3) of the 32 secret bytes.
pub fn enc_public(secret: &EncSecret) -> [u8; 32] {
	enc_pair(secret).1.to_bytes().into()
}

/// An administrator's share `x ‖ z ‖ z'`, to the key that this administrator made for the ceremony.
///
/// `info` binds the box: `"MQ2-deal" ‖ ceremony_ctx ‖ dealer u16 ‖ recipient u16`.
pub fn seal_deal_box(
	enc_pk: &[u8; 32],
	info: &[u8],
	share: &[u8; 96],
	entropy: &mut dyn Entropy,
) -> Result<[u8; 144], Error> {
	let mut out = [0; 144];
	seal_base(enc_pk, info, share, &mut out, entropy)?;
	Ok(out)
}

/// The recipient's side of [`seal_deal_box`].
pub fn open_deal_box(
	secret: &EncSecret,
	info: &[u8],
	sealed: &[u8; 144],
) -> Result<Zeroizing<[u8; 96]>, Error> {
	let mut share = Zeroizing::new([0; 96]);
	open_base(&enc_pair(secret).0, info, sealed, share.as_mut_slice()).ok_or(Error::DealCorrupt)?;
	Ok(share)
}

/// HPKE single-shot seal: `out = enc(32) ‖ ciphertext ‖ tag(16)`, no associated data.
pub(crate) fn seal_base(
	public: &[u8; 32],
	info: &[u8],
	plain: &[u8],
	out: &mut [u8],
	entropy: &mut dyn Entropy,
) -> Result<(), Error> {
	let (enc, mut context) = hpke::setup_sender_with_rng::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
		&OpModeS::Base,
		&public_key(public)?,
		info,
		&mut Adapter(entropy),
	)
	.map_err(|_| Error::BadPublicKey)?;
	let (head, rest) = out.split_at_mut(32);
	let (body, tail) = rest.split_at_mut(plain.len());
	enc.write_exact(head);
	body.copy_from_slice(plain);
	let tag = context
		.seal_inout_detached((&mut *body).into(), b"")
		.map_err(|_| Error::BadPublicKey)?;
	tag.write_exact(tail);
	Ok(())
}

/// The reverse of [`seal_base`]; `None` whatever the reason.
pub(crate) fn open_base(secret: &PrivateKey, info: &[u8], sealed: &[u8], plain: &mut [u8]) -> Option<()> {
	let (head, rest) = sealed.split_at_checked(32)?;
	let (body, tail) = rest.split_at_checked(plain.len())?;
	let enc = EncappedKey::from_bytes(head).ok()?;
	let tag = AeadTag::<AesGcm256>::from_bytes(tail).ok()?;
	let mut context =
		hpke::setup_receiver::<AesGcm256, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, secret, &enc, info)
			.ok()?;
	plain.copy_from_slice(body);
	context.open_inout_detached(plain.into(), b"", &tag).ok()
}

fn request_pair(seed: &RequestSeed) -> (PrivateKey, PublicKey) {
	let ikm = Prk::extract(b"MQ1-req-seed", &[seed.expose()]).expand(&[b"hpke"]);
	X25519HkdfSha256::derive_keypair(ikm.as_slice())
}

pub(crate) fn enc_pair(secret: &EncSecret) -> (PrivateKey, PublicKey) {
	X25519HkdfSha256::derive_keypair(secret.expose())
}

fn public_key(bytes: &[u8; 32]) -> Result<PublicKey, Error> {
	PublicKey::from_bytes(bytes).map_err(|_| Error::BadPublicKey)
}

fn csp_info(record_id: &[u8; 16]) -> Vec<u8> {
	[b"MQ1-csp".as_slice(), record_id].concat()
}

fn grant_info(request_ctx: &[u8; 32]) -> Vec<u8> {
	[b"MQ1-grant".as_slice(), request_ctx].concat()
}

#[cfg(test)]
mod tests;
