//! The committee that all deals together make.

use super::{Board, Stage};
use crate::{
	domain::*,
	error::CeremonyError,
	trust::{ceremony::files::Place, check_points, points},
};
use threshold_decryption::{
	CommitteeMember,
	ceremony::{Combined, Founding},
	committee_hash,
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
		let mut founding =
			Founding::new(&context, self.k(), &indices).map_err(|_| CeremonyError::Aggregate)?;
		let mut hashes = Vec::new();
		for file in self.deals.values() {
			let (who, dealer) = (file.author, file.content.dealer);
			let deal = self.published(file)?;
			hashes.push((dealer, deal.hash(&context, dealer)));
			let proof = deal.proof.ok_or(CeremonyError::BadDeal(who))?;
			let accepted = founding.accept(dealer, deal.commitments, &proof);
			accepted.map_err(|_| CeremonyError::BadProof(who))?;
		}
		let combined = founding.finish().map_err(|_| CeremonyError::Aggregate)?;
		let committee = self.listed(&combined);
		check_points(self.place().key_id, &committee).map_err(|_| CeremonyError::Aggregate)?;
		Ok(Founded {
			hash: list_hash(&committee),
			transcript: transcript(&context, &hashes),
			committee,
			combined,
		})
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
		for (admin, file) in committee.admins.iter_mut().zip(self.certificates.values()) {
			admin.cert = file.content.cert;
		}
		Ok(committee)
	}
}

/// `committee_hash` of a list.
fn list_hash(committee: &Committee) -> Bytes32 {
	let points: Vec<_> = committee.admins.iter().map(points).collect();
	let members: Vec<CommitteeMember<'_>> = committee
		.admins
		.iter()
		.zip(&points)
		.map(|(admin, points)| CommitteeMember {
			account: &admin.account.0,
			enc_pk: &admin.enc_pk,
			points,
		})
		.collect();
	committee_hash(&members)
}
