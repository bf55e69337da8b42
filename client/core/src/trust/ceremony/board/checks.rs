//! Each file against those that come before it.

use super::{Board, Stage};
use crate::{
	domain::*,
	error::CeremonyError,
	signature::verify,
	trust::{
		ceremony::files::{Certificate, Dealt, HandedOver, Join, Place, Seat, Signed},
		certificate_message, handover_message,
	},
};
use threshold_decryption::{
	context::join_message,
	dealing::{PublishedDeal, is_one_time_key},
};

impl Board {
	/// The author must be one of these people, under this index.
	pub(super) fn check_seat(
		&self,
		what: &'static str,
		who: AccountId,
		found: u16,
		among: &[Seat],
	) -> Result<(), CeremonyError> {
		let seat = among.iter().find(|seat| seat.account == who);
		let expected = seat.ok_or(CeremonyError::Stranger { what, who })?.index;
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
		self.check_seat("join", who, *index, self.seats())?;
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
		match is_one_time_key(one_time) && !others.any(|other| other.content.one_time == *one_time) {
			true => Ok(()),
			false => Err(CeremonyError::BadOneTimeKey(who)),
		}
	}

	pub(super) fn check_deal(&mut self, file: &Signed<Dealt>) -> Result<(), CeremonyError> {
		let who = file.author;
		self.check_seat("deal", who, file.content.dealer, &self.dealers())?;
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

	/// A deal, decoded; its proof is checked, or that it deals the dealer's own share.
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
		let Some(old) = self.old() else {
			let proof = deal.proof.as_ref().ok_or(CeremonyError::BadDeal(who))?;
			let proved = deal.commitments.verify_proof(ceremony, *dealer, proof);
			proved.map_err(|_| CeremonyError::BadProof(who))?;
			return Ok(deal);
		};
		// Nobody needs to prove that he knows what he deals: it must be what he is known to hold.
		let own = old.admins.iter().find(|admin| admin.index == *dealer);
		match own.map(|own| own.x_j) == Some(deal.commitments.constant()) {
			true => Ok(deal),
			false => Err(CeremonyError::OtherConstant(who)),
		}
	}

	pub(super) fn check_certificate(&self, file: &Signed<Certificate>) -> Result<(), CeremonyError> {
		let (who, found) = (file.author, &file.content);
		self.check_seat("certificate", who, found.index, self.seats())?;
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

	pub(super) fn check_handover(&self, file: &Signed<HandedOver>) -> Result<(), CeremonyError> {
		let (who, found) = (file.author, &file.content);
		let what = "handover";
		self.check_seat(what, who, found.index, &self.people(Stage::HandOver))?;
		if found.ceremony != self.context()? {
			return Err(CeremonyError::OtherJoins { what, who });
		}
		let founded = self.founded()?;
		if (found.transcript, found.committee) != (founded.transcript, founded.hash) {
			return Err(CeremonyError::OtherDeals(who));
		}
		match verify(&who, &self.handover_message(&founded), &found.handover) {
			true => Ok(()),
			false => Err(CeremonyError::BadHandover(who)),
		}
	}

	/// What every old administrator signs who hands the key over.
	pub(in crate::trust::ceremony) fn handover_message(&self, founded: &super::Founded) -> Vec<u8> {
		let place = self.place();
		let old = place.epoch.saturating_sub(1);
		handover_message(&place.genesis, place.key_id, old, &founded.committee)
	}

	/// What every administrator certifies.
	pub(in crate::trust::ceremony) fn certificate_message(&self, founded: &super::Founded) -> Vec<u8> {
		certificate_message(&self.place().genesis, self.place().key_id, &founded.committee)
	}
}
