//! Answers to complaints: what a dealer published of what was dealt. Whether one is right, everybody computes.

use super::{
	act::{open_box, own_index},
	board::Board,
	complaint::Judgement,
	files::{Accusation, Signed},
};
use crate::{
	domain::{AccountId, PublicComplaint, Signature},
	error::CeremonyError,
	ledger::Sign,
	secrets::Secret,
};

impl Board {
	/// Takes the answers that fit what their dealers committed to. What else a node shows is no answer.
	pub fn hear(&mut self, complaints: &[([u16; 2], PublicComplaint)]) {
		for (places, complaint) in complaints {
			if let Some(shares) = complaint.answer
				&& self.judge_answer(*places, &shares) == Judgement::Refuted
			{
				self.put_answer(*places, shares);
			}
		}
	}

	/// What the accuser `[dealer, accuser]` signs for the chain.
	///
	/// # Errors
	/// When not everybody has joined.
	pub fn accuse(&self, [dealer, accuser]: [u16; 2], signer: &dyn Sign) -> Result<Signature, CeremonyError> {
		let ceremony = self.context()?;
		let content = Accusation {
			ceremony,
			accuser,
			dealer,
		};
		Ok(Signed::new(*self.place(), content, signer).signature)
	}

	/// Whether the accuser signed this complaint: a node could otherwise make up whom a dealer shows shares to.
	#[must_use]
	pub fn is_accused(&self, [dealer, accuser]: [u16; 2], signature: &Signature) -> bool {
		let seats = self.seats().iter();
		let mut seats = seats.filter(|seat| seat.index == accuser);
		let (Some(seat), Ok(ceremony)) = (seats.next(), self.context()) else {
			return false;
		};
		let said = Signed {
			place: *self.place(),
			author: seat.account,
			content: Accusation {
				ceremony,
				accuser,
				dealer,
			},
			signature: *signature,
		};
		said.is_signed()
	}

	/// What an answer makes of the complaint of `[dealer, accuser]`: it is refuted if these shares are what the dealer committed to.
	#[must_use]
	pub fn judge_answer(&self, [dealer, accuser]: [u16; 2], shares: &[u8; 96]) -> Judgement {
		let mut deals = self.deals();
		let file = deals.find(|file| file.content.dealer == dealer);
		let Some(deal) = file.and_then(|file| self.published(file).ok()) else {
			return Judgement::Open;
		};
		match deal.commitments.verify_shares(accuser, shares) {
			Ok(()) => Judgement::Refuted,
			Err(_) => Judgement::Shown,
		}
	}

	/// The dealers whose box for an administrator does not open or does not fit, whether they have answered or not.
	///
	/// # Errors
	/// When the secret is not that of the administrator's join file.
	pub fn bad_boxes(&self, who: AccountId, secret: &Secret<32>) -> Result<Vec<u16>, CeremonyError> {
		let index = own_index(self, who, secret)?;
		let mut bad = Vec::new();
		for file in self.deals() {
			let dealer = file.content.dealer;
			let deal = self.published(file)?;
			if open_box(self, &deal, [dealer, index], secret).is_none() {
				bad.push(dealer);
			}
		}
		Ok(bad)
	}
}
