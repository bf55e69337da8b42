//! Ending an attempt: what a complaint says, and what others can see of it themselves.

use super::{
	act::{open_box, own_index},
	board::Board,
	file::{CeremonyFile, Charge, Complaint},
	files::Signed,
};
use crate::{domain::*, error::CeremonyError, ledger::Sign, secrets::Secret};
use medquorum_envelope::{EncSecret, enc_public};
use threshold_decryption::dealing::PublishedDeal;

/// What the files that a complaint is about show of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
	/// It is true.
	Shown,
	/// It is false: its author is to blame.
	Refuted,
	/// Nobody but its author can tell, or what it is about is not here.
	Open,
}

/// The first fault that somebody can be named for: what was signed twice, else what is wrong with a deal, else this person's box.
#[must_use]
pub fn find_fault(board: &Board, who: AccountId, secret: Option<&Secret<32>>) -> Option<(AccountId, Charge)> {
	if let Some((first, second)) = board.twice().first() {
		let (first, second) = (Box::new(first.clone()), Box::new(second.clone()));
		return Some((first.author(), Charge::Twice { first, second }));
	}
	if let Some((file, _)) = board.bad_deals().first() {
		return Some((file.author, Charge::BadDeal { deal: file.hash() }));
	}
	let secret = secret?;
	let index = own_index(board, who, secret).ok()?;
	let bad = board.deals().find(|file| {
		let opened = board
			.published(file)
			.ok()
			.and_then(|deal| open_box(board, &deal, [file.content.dealer, index], secret));
		opened.is_none() && !board.has_answer([file.content.dealer, index])
	})?;
	let (deal, secret) = (bad.hash(), *secret.expose());
	Some((bad.author, Charge::BadBox { deal, secret }))
}

/// Ends the attempt for the signer, and tells the others why. `about` is whom and what; nobody where the signer leaves.
///
/// With a [`Charge::BadBox`] the one-time secret is published: the signer must never certify this attempt.
///
/// # Errors
/// When the signer is not an administrator, or all have certified.
pub fn complain(
	board: &Board,
	about: Option<(AccountId, Charge)>,
	signer: &dyn Sign,
) -> Result<Signed<Complaint>, CeremonyError> {
	let who = signer.account();
	let accuser = board.index_of(&who).ok_or(CeremonyError::NotYours(who))?;
	if board.certified().is_ok() {
		return Err(CeremonyError::Complete);
	}
	let (accused, charge) = match about {
		Some((accused, charge)) => (board.index_of(&accused).unwrap_or_default(), charge),
		None => (0, Charge::Withdrawn),
	};
	let start = board.start().hash();
	let content = Complaint {
		start,
		accuser,
		accused,
		charge,
	};
	Ok(Signed::new(*board.place(), content, signer))
}

impl Board {
	/// What these files show of a complaint.
	#[must_use]
	pub fn judge(&self, complaint: &Signed<Complaint>) -> Judgement {
		let Complaint {
			accuser,
			accused,
			charge,
			..
		} = &complaint.content;
		match charge {
			Charge::Silent | Charge::Withdrawn => Judgement::Open,
			Charge::Twice { first, second } => {
				let signed = [first, second].iter().all(|file| {
					file.is_signed()
						&& file.place() == self.place()
						&& self.account_of(*accused) == Some(file.author())
				});
				match signed && first.contradicts(second) {
					true => Judgement::Shown,
					false => Judgement::Refuted,
				}
			}
			Charge::BadDeal { deal } => {
				let is_it = |file: &Signed<super::files::Dealt>| {
					file.hash() == *deal && file.content.dealer == *accused
				};
				if self.bad_deals().iter().any(|(file, _)| is_it(file)) {
					Judgement::Shown
				} else if self.deals().any(is_it) {
					Judgement::Refuted
				} else {
					Judgement::Open
				}
			}
			Charge::BadBox { deal, secret } => {
				let file = self
					.deals()
					.find(|file| file.hash() == *deal && file.content.dealer == *accused);
				let deal = file.and_then(|file| self.published(file).ok());
				match (deal, self.join_of(*accuser)) {
					(Some(deal), Some(join)) => {
						let own = enc_public(&EncSecret::from_bytes(secret)) == join.content.one_time;
						self.judge_box(
							&deal,
							[*accused, *accuser],
							own.then(|| Secret::from_bytes(secret)),
						)
					}
					_ => Judgement::Open,
				}
			}
		}
	}

	/// `secret`: that of the accuser's join file, if it is.
	fn judge_box(&self, deal: &PublishedDeal, places: [u16; 2], secret: Option<Secret<32>>) -> Judgement {
		let Some(secret) = secret else {
			return Judgement::Refuted;
		};
		match open_box(self, deal, places, &secret) {
			Some(_) => Judgement::Refuted,
			None => Judgement::Shown,
		}
	}

	/// Who is to blame for the end of the attempt, as far as these files show it.
	#[must_use]
	pub fn culprit(&self) -> Option<AccountId> {
		let blamed = |complaint: &Signed<Complaint>| match self.judge(complaint) {
			Judgement::Shown => self.account_of(complaint.content.accused),
			Judgement::Refuted => Some(complaint.author),
			Judgement::Open => None,
		};
		self.complaints().find_map(blamed).or_else(|| {
			let mut faults = self.faults().iter();
			faults.find_map(|fault| fault.error.culprit())
		})
	}
}

impl CeremonyFile {
	/// Whether it may stand as evidence in a complaint: complaints about complaints could continue for ever.
	pub(super) fn is_evidence(&self) -> bool {
		match self {
			Self::Join(_) | Self::Deal(_) | Self::Certificate(_) | Self::Handover(_) => true,
			Self::Start(_) | Self::Complaint(_) => false,
		}
	}
}
