//! Answers to complaints: what a dealer published of what was dealt. Whether one is right, everybody computes.

use super::{
	act::{open_box, own_index},
	board::Board,
	complaint::Judgement,
};
use crate::{
	domain::{AccountId, PublicComplaint},
	error::CeremonyError,
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
