//! Making committees: one dealer for all, or a ceremony of several dealers, with Feldman commitments.
//!
//! Every sharing of the scheme is a polynomial with a constant of one of three kinds ([`Constant`]) and a
//! degree. A dealer in a ceremony deals three of them ([`Deal`]): x of degree k'-1, z of degree k'-1 and z'
//! of degree k', and publishes their commitments ([`DealCommitments`]); each new administrator checks the
//! share it got against them and adds up what all dealers dealt ([`Combined`](crate::ceremony::Combined)), and anybody computes the
//! new public points from the commitments alone. A new epoch of an old key is made by [`Reshare`](crate::ceremony::Reshare), which refuses whatever would change the key; a new key by
//! [`Founding`](crate::ceremony::Founding), which takes no deal without its proof.
//!
//! In a ceremony for a new key the last dealer can choose among polynomially many X (as in Gennaro et al.), which is
//! harmless for a key used like this one.

use alloc::vec::Vec;

use curve25519_dalek::{
	montgomery::MontgomeryPoint, ristretto::RistrettoPoint, scalar::Scalar, traits::IsIdentity,
};
use rand_core::{CryptoRng, RngCore};
use zeroize::Zeroizing;

use crate::{
	Bytes32, Error,
	committee::{AdminPoints, AdminSecret, MAX_ADMINS, check_committee},
	context::{CeremonyKind, deal_hash, sha256},
	encoding::{decode_point, decode_scalar, encode_point, field, join},
	group::{DEAL, hash_to_scalar, hedged, random_scalar},
	polynomial::{Commitments, Polynomial},
};

/// What a polynomial is at 0.
pub enum Constant {
	/// A random value other than zero: a new key.
	Random,
	/// This scalar, little-endian: a share dealt on to a new epoch.
	Reshare(Zeroizing<Bytes32>),
	/// Zero: a mask. Its commitment is the identity and is left out.
	Zero,
}

/// One dealt polynomial f. Overwritten on drop.
pub struct Dealing {
	polynomial: Polynomial,
	zero: bool,
}

impl Dealing {
	/// A random polynomial of exactly this degree, at least 1, with this constant.
	pub fn new(
		constant: &Constant,
		degree: u16,
		rng: &mut (impl RngCore + CryptoRng + ?Sized),
	) -> Result<Dealing, Error> {
		if degree == 0 {
			return Err(Error::BadParameters);
		}
		let value = match constant {
			Constant::Random => random_scalar(rng),
			Constant::Reshare(bytes) => Zeroizing::new(decode_scalar(bytes)?),
			Constant::Zero => Zeroizing::new(Scalar::ZERO),
		};
		if *value == Scalar::ZERO && !matches!(constant, Constant::Zero) {
			return Err(Error::BadScalar);
		}
		let polynomial = Polynomial::random(&value, degree, rng);
		Ok(Dealing {
			polynomial,
			zero: matches!(constant, Constant::Zero),
		})
	}

	/// Feldman commitments `C_i = c_i G` from the lowest power up, without the one of a zero constant.
	pub fn commitments(&self) -> Vec<Bytes32> {
		self.points().iter().map(encode_point).collect()
	}

	fn points(&self) -> Vec<RistrettoPoint> {
		self.polynomial
			.commitments()
			.skip(usize::from(self.zero))
			.collect()
	}

	/// The share f(index).
	pub fn share(&self, index: u16) -> Result<Zeroizing<Bytes32>, Error> {
		if index == 0 {
			return Err(Error::BadParameters);
		}
		Ok(Zeroizing::new(self.polynomial.evaluate(index).to_bytes()))
	}
}

/// All that one dealer deals in a ceremony: x, z and z'.
pub struct Deal {
	k: u16,
	x: Dealing,
	z: Dealing,
	zp: Dealing,
}

impl Deal {
	/// x of degree k-1 with this constant; z of degree k-1 and z' of degree k, both zero at 0 (docs/cryptography.md 5.2).
	pub fn new(
		constant: &Constant,
		k: u16,
		rng: &mut (impl RngCore + CryptoRng + ?Sized),
	) -> Result<Deal, Error> {
		if k < 2 || usize::from(k) > MAX_ADMINS || matches!(constant, Constant::Zero) {
			return Err(Error::BadParameters);
		}
		Ok(Deal {
			k,
			x: Dealing::new(constant, k - 1, rng)?,
			z: Dealing::new(&Constant::Zero, k - 1, rng)?,
			zp: Dealing::new(&Constant::Zero, k, rng)?,
		})
	}

	/// What an old administrator deals: its own x_j, never z_j or z'_j, which are dealt afresh (docs/cryptography.md 5.4).
	pub fn reshare(
		old: &AdminSecret,
		k: u16,
		rng: &mut (impl RngCore + CryptoRng + ?Sized),
	) -> Result<Deal, Error> {
		Deal::new(&Constant::Reshare(Zeroizing::new(old.x().to_bytes())), k, rng)
	}

	/// The public part.
	pub fn commitments(&self) -> DealCommitments {
		let points = Commitments {
			x: self.x.points(),
			z: self.z.points(),
			zp: self.zp.points(),
		};
		let all = points.x.iter().chain(&points.z).chain(&points.zp);
		DealCommitments {
			k: self.k,
			bytes: all.map(encode_point).collect(),
			points,
		}
	}

	/// `x(index) ‖ z(index) ‖ z'(index)`: what is sealed to this new administrator.
	pub fn shares(&self, index: u16) -> Result<Zeroizing<[u8; 96]>, Error> {
		Ok(self.secret(index)?.to_bytes())
	}

	/// Proof `e ‖ s` of knowing the constant of x, against rogue keys in a ceremony for a new key (docs/cryptography.md 5.4).
	///
	/// `e = H2S("deal", ceremony_ctx ‖ dealer ‖ C_0 ‖ SHA-256(commitments) ‖ tG)`; t is hedged with the
	/// secret of the dealer's own one-time key and the constant (docs/cryptography.md 5.2a, i = 9): another deal in
	/// the same ceremony has another t, whatever the generator says.
	pub fn prove(
		&self,
		ceremony_ctx: &Bytes32,
		dealer: u16,
		own: &Bytes32,
		rng: &mut (impl RngCore + CryptoRng + ?Sized),
	) -> [u8; 64] {
		let constant = Zeroizing::new(self.x.polynomial.constant().to_bytes());
		let t = hedged([own, &constant], 9, ceremony_ctx, rng);
		let e = self
			.commitments()
			.challenge(ceremony_ctx, dealer, &RistrettoPoint::mul_base(&t));
		let s = Zeroizing::new(*t + e * self.x.polynomial.constant());
		join(&[e.to_bytes(), s.to_bytes()])
	}

	fn secret(&self, index: u16) -> Result<AdminSecret, Error> {
		if index == 0 {
			return Err(Error::BadParameters);
		}
		let [x, z, zp] = [&self.x, &self.z, &self.zp].map(|dealing| dealing.polynomial.evaluate(index));
		Ok(AdminSecret::new(index, x, z, zp))
	}
}

/// The commitments of a deal: k' of x, k'-1 of z, k' of z', each from the lowest power up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealCommitments {
	pub(crate) k: u16,
	bytes: Vec<Bytes32>,
	pub(crate) points: Commitments,
}

impl DealCommitments {
	/// Decodes the commitments of a deal with threshold k: `(3k-1) * 32` bytes, every one a valid point.
	///
	/// No leading coefficient can be zero, as the identity is refused.
	pub fn from_bytes(k: u16, bytes: &[u8]) -> Result<DealCommitments, Error> {
		let (bytes, rest) = bytes.as_chunks::<32>();
		let threshold = usize::from(k);
		if k < 2 || threshold > MAX_ADMINS || bytes.len() != 3 * threshold - 1 || !rest.is_empty() {
			return Err(Error::BadParameters);
		}
		let mut x = bytes
			.iter()
			.map(decode_point)
			.collect::<Result<Vec<_>, Error>>()?;
		let mut z = x.split_off(threshold);
		let zp = z.split_off(threshold - 1);
		Ok(DealCommitments {
			k,
			bytes: bytes.to_vec(),
			points: Commitments { x, z, zp },
		})
	}

	/// The commitments, one behind the other.
	pub fn to_bytes(&self) -> Vec<u8> {
		self.bytes.concat()
	}

	/// k', the threshold dealt for.
	pub fn threshold(&self) -> u16 {
		self.k
	}

	/// `C_0 = x(0) G`. In a reshare it must equal the dealer's stored X_j.
	pub fn constant(&self) -> Bytes32 {
		self.bytes.first().copied().unwrap_or_default()
	}

	/// What a new administrator checks before it accepts its share: `g(j) G = Σ j^i C_i` for all three polynomials.
	pub fn verify_shares(&self, index: u16, shares: &[u8; 96]) -> Result<(), Error> {
		if index == 0 {
			return Err(Error::BadParameters);
		}
		for (position, expected) in self.points.at(index).iter().enumerate() {
			let share = Zeroizing::new(decode_scalar(&Zeroizing::new(field(shares, position)))?);
			if RistrettoPoint::mul_base(&share) != *expected {
				return Err(Error::BadDeal);
			}
		}
		Ok(())
	}

	/// Verifies the dealer's proof: `e ?= H2S("deal", ceremony_ctx ‖ dealer ‖ C_0 ‖ SHA-256(commitments) ‖ sG - eC_0)`.
	pub fn verify_proof(&self, ceremony_ctx: &Bytes32, dealer: u16, proof: &[u8; 64]) -> Result<(), Error> {
		let constant = decode_point(&self.constant())?;
		let (e, s) = (decode_scalar(&field(proof, 0))?, decode_scalar(&field(proof, 1))?);
		let t = RistrettoPoint::vartime_double_scalar_mul_basepoint(&-e, &constant, &s);
		if e == self.challenge(ceremony_ctx, dealer, &t) {
			Ok(())
		} else {
			Err(Error::BadKeyProof)
		}
	}

	/// `e = H2S("deal", ceremony_ctx ‖ dealer ‖ C_0 ‖ SHA-256(commitments) ‖ T)`.
	fn challenge(&self, ceremony_ctx: &Bytes32, dealer: u16, t: &RistrettoPoint) -> Scalar {
		hash_to_scalar(
			DEAL,
			&[
				ceremony_ctx,
				&dealer.to_le_bytes(),
				&self.constant(),
				&sha256(&[self.bytes.as_flattened()]),
				&encode_point(t),
			],
		)
	}
}

/// A deal as it is published: commitments, one sealed box per new administrator by ascending index, and the dealer's
/// proof in a ceremony for a new key. The boxes are HPKE's and are opaque here (docs/cryptography.md 5.2a).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedDeal {
	/// Commitments of x, z and z'.
	pub commitments: DealCommitments,
	/// `x ‖ z ‖ z'` sealed to each new administrator.
	pub boxes: Vec<[u8; 144]>,
	/// Proof of the constant; none in a reshare.
	pub proof: Option<[u8; 64]>,
}

impl PublishedDeal {
	/// `commitments ‖ boxes ‖ proof`: 832 bytes for n' = 4 and k' = 3, and 64 with the proof.
	pub fn to_bytes(&self) -> Vec<u8> {
		let proof = self.proof.as_ref().map_or(&[][..], |proof| proof);
		[&self.commitments.to_bytes(), self.boxes.as_flattened(), proof].concat()
	}

	/// [`deal_hash`] of this deal.
	pub fn hash(&self, ceremony_ctx: &Bytes32, dealer: u16) -> Bytes32 {
		deal_hash(ceremony_ctx, dealer, &self.to_bytes())
	}

	/// Decodes a deal for k' and n' of a ceremony of this kind; exact length.
	pub fn from_bytes(kind: CeremonyKind, k: u16, n: u16, bytes: &[u8]) -> Result<PublishedDeal, Error> {
		if k < 2 || n < k || usize::from(n) > MAX_ADMINS {
			return Err(Error::BadParameters);
		}
		let split = |bytes: &'_ [u8], at| -> Result<(Vec<u8>, Vec<u8>), Error> {
			let (head, tail) = bytes.split_at_checked(at).ok_or(Error::BadParameters)?;
			Ok((head.to_vec(), tail.to_vec()))
		};
		let (commitments, rest) = split(bytes, (3 * usize::from(k) - 1) * 32)?;
		let (boxes, proof) = split(&rest, usize::from(n) * 144)?;
		let proof = match kind {
			CeremonyKind::Random => Some(<[u8; 64]>::try_from(&proof[..]).map_err(|_| Error::BadParameters)?),
			CeremonyKind::Reshare if proof.is_empty() => None,
			CeremonyKind::Reshare => return Err(Error::BadParameters),
		};
		Ok(PublishedDeal {
			commitments: DealCommitments::from_bytes(k, &commitments)?,
			boxes: boxes.as_chunks::<144>().0.to_vec(),
			proof,
		})
	}
}

/// Whether an X25519 key is written in the one way (RFC 7748, below 2^255 - 19) and has no small order, so that a deal can be sealed to it.
pub fn is_one_time_key(key: &Bytes32) -> bool {
	let p = [&[0xed][..], &[0xff; 30], &[0x7f]].concat();
	let below = key.iter().rev().lt(p.iter().rev());
	// On the curve and on its twist small orders divide 8.
	below && (MontgomeryPoint(*key) * Scalar::from(8u8)).to_bytes() != [0; 32]
}

/// One dealer for a whole committee (docs/cryptography.md 5.2): draws x, z and z' and gives X and every administrator's secrets.
///
/// The dealer knows x for as long as this runs: for installations that accept that, and for tests. Indices ascend and
/// are not zero. The result has passed [`check_committee`].
pub fn deal_committee(
	k: u16,
	indices: &[u16],
	rng: &mut (impl RngCore + CryptoRng + ?Sized),
) -> Result<(Bytes32, Vec<AdminSecret>), Error> {
	loop {
		let deal = Deal::new(&Constant::Random, k, rng)?;
		let x = RistrettoPoint::mul_base(deal.x.polynomial.constant());
		let secrets = indices
			.iter()
			.map(|index| deal.secret(*index))
			.collect::<Result<Vec<_>, Error>>()?;
		let points: Vec<AdminPoints> = secrets.iter().map(AdminSecret::public).collect();
		let x_bytes = encode_point(&x);
		// A polynomial with a zero at an index, which nobody will ever see: draw again.
		let zero = |point: &Bytes32| *point == [0; 32];
		if x.is_identity() || points.iter().any(|p| zero(&p.x) || zero(&p.z) || zero(&p.zp)) {
			continue;
		}
		check_committee(k, &x_bytes, &points)?;
		return Ok((x_bytes, secrets));
	}
}
