//! How the deals of a ceremony become a committee: a new key, or a new epoch of an old one.

use alloc::vec::Vec;

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar, traits::VartimeMultiscalarMul};
use zeroize::{Zeroize, Zeroizing};

use crate::{
	Bytes32, Error,
	committee::{AdminPoints, AdminSecret, check_committee, check_shape},
	context::CeremonyKind,
	dealing::DealCommitments,
	encoding::{decode_scalar, encode_point, field},
	polynomial::{Basis, Commitments},
};

/// What the x-part of each dealer counts: the Lagrange coefficient at 0 over the dealers' old indices in a
/// reshare (so that the constants add up to x again), 1 in a ceremony for a new key.
fn weights(kind: CeremonyKind, dealers: &[u16]) -> Result<Vec<Scalar>, Error> {
	let mut sorted = dealers.to_vec();
	sorted.sort_unstable();
	if sorted.is_empty() || sorted[0] == 0 {
		return Err(Error::BadParameters);
	}
	if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
		return Err(Error::DuplicateIndex);
	}
	Ok(match kind {
		CeremonyKind::Random => dealers.iter().map(|_| Scalar::ONE).collect(),
		CeremonyKind::Reshare => Basis::new(dealers.iter().copied()).at(0),
	})
}

/// The commitments of all dealers as those of one: x weighted, z and z' added up.
fn sum(kind: CeremonyKind, deals: &[(u16, &DealCommitments)]) -> Result<(u16, Commitments), Error> {
	let dealers: Vec<u16> = deals.iter().map(|(dealer, _)| *dealer).collect();
	let weights = weights(kind, &dealers)?;
	let (_, DealCommitments { k, points: first, .. }) = deals.first().ok_or(Error::BadParameters)?;
	if deals.iter().any(|(_, commitments)| commitments.k != *k) {
		return Err(Error::BadDeal);
	}
	let column = |part: fn(&Commitments) -> &Vec<RistrettoPoint>, position: usize| -> Vec<RistrettoPoint> {
		deals
			.iter()
			.map(|(_, commitments)| part(&commitments.points)[position])
			.collect()
	};
	let added = |part: fn(&Commitments) -> &Vec<RistrettoPoint>| -> Vec<RistrettoPoint> {
		(0..part(first).len())
			.map(|position| column(part, position).iter().sum())
			.collect()
	};
	let x = match kind {
		CeremonyKind::Random => added(|points| &points.x),
		CeremonyKind::Reshare => (0..first.x.len())
			.map(|position| {
				RistrettoPoint::vartime_multiscalar_mul(&weights, column(|points| &points.x, position))
			})
			.collect(),
	};
	let (z, zp) = (added(|points| &points.z), added(|points| &points.zp));
	Ok((*k, Commitments { x, z, zp }))
}

/// The new committee's public part, from the commitments of all dealers (docs/cryptography.md 5.4): x
/// weighted as in a reshare or a new key, z and z' added up. Checked by [`check_committee`]. Returns X and
/// the points.
///
/// Behind [`Founding`] for a new key and [`Reshare`] for a new epoch: this takes any deals, with or without a proof,
/// and in a reshare fewer than k or those of others make another X.
///
/// The commitments are summed over the dealers first, then evaluated at each index.
pub(crate) fn combine_commitments(
	kind: CeremonyKind,
	deals: &[(u16, &DealCommitments)],
	indices: &[u16],
) -> Result<(Bytes32, Vec<AdminPoints>), Error> {
	let (k, sums) = sum(kind, deals)?;
	let x = sums.x.first().map(encode_point).unwrap_or_default();
	let admin = |&index: &u16| {
		let [x, z, zp] = sums.at(index).each_ref().map(encode_point);
		AdminPoints { index, x, z, zp }
	};
	let admins: Vec<AdminPoints> = indices.iter().map(admin).collect();
	check_committee(k, &x, &admins)?;
	Ok((x, admins))
}

/// The new secrets of administrator `index`, from what each dealer dealt to it (docs/cryptography.md 5.4):
/// the same sums as in [`combine_commitments`]. Verify each with [`DealCommitments::verify_shares`] first.
///
/// Behind [`Combined::secret`], which checks all that can be checked.
pub(crate) fn combine_shares(
	kind: CeremonyKind,
	index: u16,
	shares: &[(u16, Zeroizing<[u8; 96]>)],
) -> Result<AdminSecret, Error> {
	let dealers: Vec<u16> = shares.iter().map(|(dealer, _)| *dealer).collect();
	let weights = weights(kind, &dealers)?;
	let mut sums = Zeroizing::new([Scalar::ZERO; 3]);
	for ((_, share), weight) in shares.iter().zip(&weights) {
		for (position, sum) in sums.iter_mut().enumerate() {
			let bytes = Zeroizing::new(field(&share[..], position));
			let weight = if position == 0 { *weight } else { Scalar::ONE };
			let mut term = decode_scalar(&bytes)? * weight;
			*sum += term;
			term.zeroize();
		}
	}
	let secret = AdminSecret::new(index, sums[0], sums[1], sums[2]);
	AdminSecret::from_bytes(index, &secret.to_bytes())
}

/// The public part of the committee whose epoch ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OldCommittee<'a> {
	/// Its threshold: how many of it must deal.
	pub k: u16,
	/// The public key, which stays.
	pub x: &'a Bytes32,
	/// Its administrators by ascending index.
	pub points: &'a [AdminPoints],
}

/// A new epoch of an old key under way (docs/cryptography.md 5.4): collects the deals of exactly k old
/// administrators.
///
/// Nothing that comes out of it can belong to another key: a dealer's constant must be its X_j, so nobody
/// deals anything but its own share of x; a dealer fewer or more would interpolate to another value; and at
/// the end X is compared. A resharing that does not check this lets a dealer change threshold or key (as in
/// CVE-2025-58359).
#[derive(Debug, Clone)]
pub struct Reshare<'a> {
	old: OldCommittee<'a>,
	k: u16,
	indices: &'a [u16],
	deals: Vec<(u16, DealCommitments)>,
}

impl<'a> Reshare<'a> {
	/// From this committee to one of threshold k with these indices, which ascend.
	pub fn new(old: OldCommittee<'a>, k: u16, indices: &'a [u16]) -> Result<Reshare<'a>, Error> {
		let old_indices: Vec<u16> = old.points.iter().map(|admin| admin.index).collect();
		check_shape(old.k, &old_indices)?;
		check_shape(k, indices)?;
		Ok(Reshare {
			old,
			k,
			indices,
			deals: Vec::with_capacity(usize::from(old.k)),
		})
	}

	/// Adds the deal of the old administrator with index `dealer`. What is refused leaves the others as they
	/// were.
	pub fn accept(&mut self, dealer: u16, commitments: DealCommitments) -> Result<(), Error> {
		let mut old = self.old.points.iter();
		let old = old.find(|admin| admin.index == dealer).ok_or(Error::BadDeal)?;
		if self.deals.iter().any(|(other, _)| *other == dealer) {
			return Err(Error::DuplicateIndex);
		}
		if self.deals.len() == usize::from(self.old.k) {
			return Err(Error::WrongNumberOfDeals);
		}
		if commitments.k != self.k || commitments.constant() != old.x {
			return Err(Error::BadDeal);
		}
		self.deals.push((dealer, commitments));
		Ok(())
	}

	/// The new committee, from exactly as many deals as the old threshold asks for. Its X is the old one, and
	/// it has passed [`check_committee`].
	pub fn finish(self) -> Result<Combined, Error> {
		if self.deals.len() != usize::from(self.old.k) {
			return Err(Error::WrongNumberOfDeals);
		}
		let deals: Vec<(u16, &DealCommitments)> = self
			.deals
			.iter()
			.map(|(dealer, commitments)| (*dealer, commitments))
			.collect();
		let (x, points) = combine_commitments(CeremonyKind::Reshare, &deals, self.indices)?;
		if x != *self.old.x {
			return Err(Error::BadDeal);
		}
		Ok(Combined {
			kind: CeremonyKind::Reshare,
			x,
			points,
			deals: self.deals,
		})
	}
}

/// A new key under way (docs/cryptography.md 5.4): collects the deals of exactly the new administrators.
///
/// A deal without the proof of its constant could be made after all others, as their negative plus a value of the
/// dealer's choice: none is taken.
#[derive(Debug, Clone)]
pub struct Founding<'a> {
	ctx: &'a Bytes32,
	k: u16,
	indices: &'a [u16],
	deals: Vec<(u16, DealCommitments)>,
}

impl<'a> Founding<'a> {
	/// For a committee of threshold k with these indices, which ascend; each of them deals. `ctx` is the ceremony's.
	pub fn new(ctx: &'a Bytes32, k: u16, indices: &'a [u16]) -> Result<Founding<'a>, Error> {
		check_shape(k, indices)?;
		Ok(Founding {
			ctx,
			k,
			indices,
			deals: Vec::with_capacity(indices.len()),
		})
	}

	/// Adds the deal of the administrator with index `dealer`. What is refused leaves the others as they were.
	pub fn accept(
		&mut self,
		dealer: u16,
		commitments: DealCommitments,
		proof: &[u8; 64],
	) -> Result<(), Error> {
		if !self.indices.contains(&dealer) || commitments.k != self.k {
			return Err(Error::BadDeal);
		}
		if self.deals.iter().any(|(other, _)| *other == dealer) {
			return Err(Error::DuplicateIndex);
		}
		commitments.verify_proof(self.ctx, dealer, proof)?;
		self.deals.push((dealer, commitments));
		Ok(())
	}

	/// The new committee, from the deals of all. It has passed [`check_committee`].
	pub fn finish(self) -> Result<Combined, Error> {
		if self.deals.len() != self.indices.len() {
			return Err(Error::WrongNumberOfDeals);
		}
		let deals: Vec<(u16, &DealCommitments)> = self
			.deals
			.iter()
			.map(|(dealer, commitments)| (*dealer, commitments))
			.collect();
		let (x, points) = combine_commitments(CeremonyKind::Random, &deals, self.indices)?;
		Ok(Combined {
			kind: CeremonyKind::Random,
			x,
			points,
			deals: self.deals,
		})
	}
}

/// What a [`Founding`] or a [`Reshare`] made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combined {
	kind: CeremonyKind,
	x: Bytes32,
	points: Vec<AdminPoints>,
	deals: Vec<(u16, DealCommitments)>,
}

impl Combined {
	/// X: in a reshare as it was.
	pub fn x(&self) -> &Bytes32 {
		&self.x
	}

	/// The points of the new administrators by ascending index.
	pub fn points(&self) -> &[AdminPoints] {
		&self.points
	}

	/// The secrets of the new administrator `index`, from what it was dealt: one share of each dealer, in any
	/// order.
	///
	/// Every share is verified against its dealer's commitments, so an error [`Error::BadDeal`] can be shown
	/// to be a dealer's; to name it, ask [`DealCommitments::verify_shares`].
	pub fn secret(&self, index: u16, shares: &[(u16, Zeroizing<[u8; 96]>)]) -> Result<AdminSecret, Error> {
		let own = self.points.iter().find(|admin| admin.index == index);
		let own = own.ok_or(Error::BadParameters)?;
		if shares.len() != self.deals.len() {
			return Err(Error::WrongNumberOfDeals);
		}
		for (dealer, share) in shares {
			let deal = self.deals.iter().find(|(other, _)| other == dealer);
			let (_, commitments) = deal.ok_or(Error::BadDeal)?;
			commitments.verify_shares(index, share)?;
		}
		let secret = combine_shares(self.kind, index, shares)?;
		if secret.public() == *own {
			Ok(secret)
		} else {
			Err(Error::BadDeal)
		}
	}
}
