//! Each file against those that come before it.

use super::Board;
use crate::{
	domain::*,
	error::CeremonyError,
	signature::verify,
	trust::{
		ceremony::{
			files::{Certificate, Dealt, Join, Place, Signed},
			rules::is_usable,
		},
		certificate_message,
	},
};
use threshold_decryption::{context::join_message, dealing::PublishedDeal};

impl Board {
	/// The author must be an administrator, under this index.
	pub(super) fn check_seat(
		&self,
		what: &'static str,
		who: AccountId,
		found: u16,
	) -> Result<(), CeremonyError> {
		let expected = self.index_of(&who).ok_or(CeremonyError::Stranger { what, who })?;
		match found == expected {
			true => Ok(()),
			false => Err(CeremonyError::OtherIndex {
				what,
				who,
				found,
				expected,
			}),
		}
	}

	pub(super) fn check_start(
		&self,
		what: &'static str,
		who: AccountId,
		start: &Bytes32,
	) -> Result<(), CeremonyError> {
		match *start == self.start.hash() {
			true => Ok(()),
			false => Err(CeremonyError::OtherStart { what, who }),
		}
	}

	pub(super) fn check_join(&self, file: &Signed<Join>) -> Result<(), CeremonyError> {
		let (who, Join { index, one_time, .. }) = (file.author, &file.content);
		self.check_seat("join", who, *index)?;
		self.check_start("join", who, &file.content.start)?;
		let Place {
			genesis,
			key_id,
			epoch,
			attempt,
			..
		} = self.place();
		let message = join_message(genesis, *key_id, *epoch, *attempt, *index, one_time);
		if !verify(&who, &message, &file.content.signature) {
			return Err(CeremonyError::BadJoin(who));
		}
		let mut others = self.joins.values().filter(|other| other.author != who);
		match is_usable(one_time) && !others.any(|other| other.content.one_time == *one_time) {
			true => Ok(()),
			false => Err(CeremonyError::BadOneTimeKey(who)),
		}
	}

	pub(super) fn check_deal(&mut self, file: &Signed<Dealt>) -> Result<(), CeremonyError> {
		let who = file.author;
		self.check_seat("deal", who, file.content.dealer)?;
		let context = self.context()?;
		if file.content.ceremony != context {
			return Err(CeremonyError::OtherJoins { what: "deal", who });
		}
		if let Err(error) = self.published(file) {
			self.bad_deals.push((file.clone(), error.clone()));
			return Err(error);
		}
		Ok(())
	}

	/// A deal, decoded, its proof checked.
	pub(in crate::trust::ceremony) fn published(
		&self,
		file: &Signed<Dealt>,
	) -> Result<PublishedDeal, CeremonyError> {
		let (
			who,
			Dealt {
				ceremony,
				dealer,
				deal,
			},
		) = (file.author, &file.content);
		let n = u16::try_from(self.seats().len()).unwrap_or(u16::MAX);
		let kind = self.place().kind.scheme();
		let deal =
			PublishedDeal::from_bytes(kind, self.k(), n, deal).map_err(|_| CeremonyError::BadDeal(who))?;
		let proof = deal.proof.as_ref().ok_or(CeremonyError::BadDeal(who))?;
		let proved = deal.commitments.verify_proof(ceremony, *dealer, proof);
		proved.map_err(|_| CeremonyError::BadProof(who))?;
		Ok(deal)
	}

	pub(super) fn check_certificate(&self, file: &Signed<Certificate>) -> Result<(), CeremonyError> {
		let (who, found) = (file.author, &file.content);
		self.check_seat("certificate", who, found.index)?;
		let context = self.context()?;
		if found.ceremony != context {
			return Err(CeremonyError::OtherJoins {
				what: "certificate",
				who,
			});
		}
		let founded = self.founded()?;
		let same = (found.transcript, found.x, found.committee)
			== (founded.transcript, founded.committee.x, founded.hash);
		if !same {
			return Err(CeremonyError::OtherDeals(who));
		}
		let message = self.certificate_message(&founded);
		match verify(&who, &message, &found.cert) {
			true => Ok(()),
			false => Err(CeremonyError::BadCertificate(who)),
		}
	}

	/// What every administrator certifies.
	pub(in crate::trust::ceremony) fn certificate_message(&self, founded: &super::Founded) -> Vec<u8> {
		certificate_message(&self.place().genesis, self.place().key_id, &founded.committee)
	}
}
