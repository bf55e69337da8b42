//! The committee that all deals together make.

use super::{Board, Stage};
use crate::{
	domain::*,
	error::CeremonyError,
	trust::{ceremony::files::Place, check_points, list_hash, points},
};
use threshold_decryption::{
	AdminPoints,
	ceremony::{Combined, Founding, OldCommittee, Reshare},
	context::{CeremonyContext, transcript},
};

/// The committee that the deals make.
#[derive(Debug, Clone)]
pub struct Founded {
	/// As the chain would list it, without certificates. What stands for an administrator's key is the one-time key.
	pub committee: Committee,
	/// Hash over all deals.
	pub transcript: Bytes32,
	/// Hash of the list.
	pub hash: Bytes32,
	pub(in crate::trust::ceremony) combined: Combined,
}

impl Board {
	/// `ceremony_ctx`, once everybody has joined.
	///
	/// # Errors
	/// [`CeremonyError::Missing`] until then.
	pub fn context(&self) -> Result<Bytes32, CeremonyError> {
		self.require(Stage::Join)?;
		let Place {
			genesis,
			key_id,
			epoch,
			attempt,
			kind,
		} = self.place();
		let admins: Vec<(u16, Bytes32, Bytes32)> = self
			.joins
			.values()
			.map(|join| (join.content.index, join.author.0, join.content.one_time))
			.collect();
		let context = CeremonyContext {
			genesis,
			key_id: *key_id,
			epoch: *epoch,
			attempt: *attempt,
			kind: kind.scheme(),
			k: self.k(),
			admins: &admins,
			dealers: &self.start.content.dealers,
			old_committee: &self.start.content.old_committee,
		};
		Ok(context.hash())
	}

	/// The committee that the deals make, once everybody has dealt; everything that is public is checked.
	///
	/// # Errors
	/// When files are missing, or the deals make no committee.
	pub fn founded(&self) -> Result<Founded, CeremonyError> {
		let context = self.context()?;
		self.require(Stage::Deal)?;
		let indices: Vec<u16> = self.seats().iter().map(|seat| seat.index).collect();
		let mut hashes = Vec::new();
		for file in self.deals.values() {
			let dealer = file.content.dealer;
			hashes.push((dealer, self.published(file)?.hash(&context, dealer)));
		}
		let combined = match &self.old {
			None => self.combined_new(&context, &indices)?,
			Some(old) => self.combined_next(old, &indices)?,
		};
		let committee = self.listed(&combined);
		check_points(self.place().key_id, &committee).map_err(|_| CeremonyError::Aggregate)?;
		Ok(Founded {
			hash: list_hash(&committee),
			transcript: transcript(&context, &hashes),
			committee,
			combined,
		})
	}

	fn combined_new(&self, context: &Bytes32, indices: &[u16]) -> Result<Combined, CeremonyError> {
		let mut founding = Founding::new(context, self.k(), indices).map_err(|_| CeremonyError::Aggregate)?;
		for file in self.deals.values() {
			let (who, deal) = (file.author, self.published(file)?);
			let proof = deal.proof.ok_or(CeremonyError::BadDeal(who))?;
			let accepted = founding.accept(file.content.dealer, deal.commitments, &proof);
			accepted.map_err(|_| CeremonyError::BadProof(who))?;
		}
		founding.finish().map_err(|_| CeremonyError::Aggregate)
	}

	fn combined_next(&self, old: &Committee, indices: &[u16]) -> Result<Combined, CeremonyError> {
		let points: Vec<AdminPoints> = old.admins.iter().map(points).collect();
		let before = OldCommittee {
			k: old.k,
			x: &old.x,
			points: &points,
		};
		let mut reshare = Reshare::new(before, self.k(), indices).map_err(|_| CeremonyError::Aggregate)?;
		for file in self.deals.values() {
			let deal = self.published(file)?;
			let accepted = reshare.accept(file.content.dealer, deal.commitments);
			accepted.map_err(|_| CeremonyError::OtherConstant(file.author))?;
		}
		reshare.finish().map_err(|_| CeremonyError::Aggregate)
	}

	/// As the chain would list it.
	fn listed(&self, combined: &Combined) -> Committee {
		let admins = combined.points().iter().zip(self.joins.values());
		let admins = admins.map(|(points, join)| Admin {
			account: join.author,
			index: points.index,
			enc_pk: join.content.one_time,
			x_j: points.x,
			z_j: points.z,
			zp_j: points.zp,
			cert: Signature::NONE,
		});
		Committee {
			epoch: self.place().epoch,
			k: self.k(),
			x: *combined.x(),
			admins: admins.collect(),
		}
	}

	/// The committee with the certificates of all, for the chain. Complaints come too late then, and so do other files: everybody
	/// has checked the same committee, and a single one could undo it for all otherwise.
	///
	/// # Errors
	/// When it is not complete.
	pub fn certified(&self) -> Result<Committee, CeremonyError> {
		let mut committee = self.founded()?.committee;
		self.require(Stage::Certify)?;
		self.require(Stage::HandOver)?;
		for (admin, file) in committee.admins.iter_mut().zip(self.certificates.values()) {
			admin.cert = file.content.cert;
		}
		Ok(committee)
	}

	/// Who handed the key over, by index, and the signatures for the chain; nobody for a new key.
	#[must_use]
	pub fn handover(&self) -> Vec<(u16, Signature)> {
		let files = self.handovers.values();
		files
			.map(|file| (file.content.index, file.content.handover))
			.collect()
	}
}
