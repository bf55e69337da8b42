//! A ceremony over the chain: what lies there, and what an administrator does next. The files are the same as those that travel by folder
//! or mail, and what may be signed, dealt and kept is decided by the same rules: see [`super::ceremonies`].
//!
//! A node can hide and delay. It cannot make a file up, so it makes nobody deal twice, certify another committee or delete a secret: what
//! ends by a node's word alone ends here only when a person says so.

mod act;
mod open;
mod waiting;
mod words;

pub use open::NewCeremony;

use super::{
	ceremonies::{part, part_mut, running},
	committees::CommitteeMaker,
	desk::Desk,
};
use crate::error::Error;
use medquorum_core::{
	domain::*,
	error::CeremonyError,
	ports::SecretStore,
	secrets::{CeremonyPart, Secrets},
	signature::verify,
	trust::{
		self,
		ceremony::{Board, Phase, Place, Stage},
	},
	views::CeremonyDue,
};

/// A ceremony as the chain shows it, with every signature in it checked.
#[derive(Debug, Clone)]
pub struct OnChain {
	/// What the chain keeps of it.
	pub public: PublicCeremony,
	/// The files that it is made of.
	pub board: Board,
	/// What the chain's clock says.
	pub now: Moment,
}

/// What an administrator does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
	/// Take part.
	Join,
	/// Deal to everybody.
	Deal,
	/// Check everything and certify.
	Certify,
	/// Hand the key over.
	HandOver,
	/// Complain of the dealer with this index.
	Complain(u16),
	/// Answer the administrator with this index.
	Answer(u16),
	/// Have the committee set.
	Activate,
	/// End the attempt, whose time is over.
	Expire,
	/// Leave an earlier attempt, which the node says is over, before this one can be joined.
	NewAttempt(u16),
	/// Nothing: others are next.
	Wait {
		/// What they do next.
		due: CeremonyDue,
		/// For whose step it waits.
		who: Vec<AccountId>,
		/// The last moment for it.
		until: Moment,
	},
	/// Nothing at all: the account takes no part.
	NotMine,
}

/// An attempt in which an account took part, and which the chain does not show any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastAttempt {
	/// The committee key.
	pub key_id: KeyId,
	/// The epoch that was to begin.
	pub epoch: Epoch,
	/// Which try it was.
	pub attempt: u16,
	/// Whether the node shows a committee of that epoch.
	pub set: bool,
	/// Whether that committee is certified by all its administrators, this account among them or the key handed over by it: no node
	/// makes that up.
	pub proven: bool,
}

impl OnChain {
	/// Whether `[dealer, accuser]` is a complaint that waits for its answer. Who has certified complains of nothing any more.
	#[must_use]
	pub fn is_open(&self, places: [u16; 2]) -> bool {
		let mut complaints = self.public.complaints.iter();
		let found = complaints.any(|(of, _)| *of == places);
		found && !self.board.has_answer(places) && !self.board.has(Stage::Certify, places[1])
	}

	/// The last moment of its stage.
	fn deadline(&self) -> Moment {
		self.public.state.deadline
	}

	/// Whether the time of the stage, or of an answer, is over.
	fn is_late(&self) -> bool {
		let mut complaints = self.public.complaints.iter();
		self.now > self.deadline()
			|| complaints.any(|(places, complaint)| self.is_open(*places) && self.now > complaint.until)
	}

	fn wait(&self, due: CeremonyDue, who: Vec<AccountId>) -> NextStep {
		let until = self.deadline();
		NextStep::Wait { due, who, until }
	}

	/// What somebody who takes part does, as far as the files tell.
	fn by_phase(&self, who: AccountId, part: Option<&CeremonyPart>) -> Result<NextStep, CeremonyError> {
		let (stage, missing) = match self.board.phase() {
			Phase::Complete => return Ok(NextStep::Activate),
			Phase::Waiting(stage, missing) => (stage, missing),
			Phase::Over(by) => return Err(CeremonyError::Over(by)),
			Phase::Faulty => {
				self.board.check()?;
				self.board.founded()?;
				return Err(CeremonyError::Aggregate);
			}
		};
		let mine = missing.contains(&who);
		Ok(match (stage, mine) {
			(Stage::Join, true) => NextStep::Join,
			(Stage::Join, false) => self.wait(CeremonyDue::Join, missing),
			(Stage::Deal, true) => NextStep::Deal,
			(Stage::Deal, false) => self.wait(CeremonyDue::Deal, missing),
			(Stage::Certify, true) => self.to_certify(who, part)?,
			(Stage::Certify, false) => self.wait(CeremonyDue::Certify, missing),
			(Stage::HandOver, true) => NextStep::HandOver,
			(Stage::HandOver, false) => self.wait(CeremonyDue::HandOver, missing),
		})
	}

	/// Certify, or have a bad box answered for first.
	fn to_certify(&self, who: AccountId, part: Option<&CeremonyPart>) -> Result<NextStep, CeremonyError> {
		let attempt = self.public.state.attempt;
		let part = part.ok_or(CeremonyError::NoSecret(attempt))?;
		if !part.certificate.is_empty() {
			return Ok(NextStep::Certify);
		}
		let secret = part.one_time.as_ref().ok_or(CeremonyError::NoSecret(attempt))?;
		let accuser = self.board.index_at(Stage::Certify, who)?;
		let mut bad = self.board.bad_boxes(who, secret)?;
		bad.retain(|dealer| !self.board.has_answer([*dealer, accuser]));
		// One complaint after the other: the chain takes no second one before the first is answered.
		let mut complaints = self.public.complaints.iter();
		let waits = complaints.find(|(places, _)| places[1] == accuser && bad.contains(&places[0]));
		if let Some((places, complaint)) = waits {
			return Ok(NextStep::Wait {
				due: CeremonyDue::Answer,
				who: self.board.account_of(places[0]).into_iter().collect(),
				until: complaint.until,
			});
		}
		match bad.first() {
			None => Ok(NextStep::Certify),
			// Nobody else dealt that.
			Some(dealer) if self.board.account_of(*dealer) == Some(who) => Err(CeremonyError::BadBox(who)),
			Some(dealer) => Ok(NextStep::Complain(*dealer)),
		}
	}

	/// The complaints of what this account dealt that wait for its answer, and which it can answer, by index of the accuser.
	fn to_answer(&self, who: AccountId, part: Option<&CeremonyPart>) -> Option<u16> {
		let dealer = self.board.index_at(Stage::Deal, who).ok()?;
		let mut dealt = part?.dealt.iter();
		dealt
			.find(|share| self.is_open([dealer, share.index]))
			.map(|share| share.index)
	}
}

impl Desk<'_> {
	/// A ceremony as the node shows it, with every signature in it checked.
	async fn checked(&self, mut public: PublicCeremony) -> Result<OnChain, Error> {
		let old = match public.state.renewal {
			true => {
				let before = public.state.epoch.saturating_sub(1);
				let lineage = self.ledger.lineage(public.key_id).await?;
				lineage.at(before).cloned()
			}
			false => None,
		};
		let board = public.board(&self.genesis(), old.as_ref())?;
		// What its accuser has not signed is no complaint.
		let said = |(places, complaint): &([u16; 2], PublicComplaint)| {
			board.is_accused(*places, &complaint.signature)
		};
		public.complaints.retain(said);
		let now = self.clock().await?;
		Ok(OnChain { public, board, now })
	}
}

impl CommitteeMaker<'_> {
	/// The ceremony of a committee key, with every signature checked; `None` if none is under way.
	///
	/// # Errors
	/// When nobody signed what the node shows, or it passes on another committee than the node shows.
	pub async fn on_chain(&self, key_id: KeyId) -> Result<Option<OnChain>, Error> {
		self.desk.check_node().await?;
		match self.desk.ledger.ceremony(key_id).await? {
			Some(public) => Ok(Some(self.desk.checked(public).await?)),
			None => Ok(None),
		}
	}

	/// The committee keys whose ceremony lists an account.
	///
	/// # Errors
	/// When the node cannot be reached.
	pub async fn ceremonies_of(&self, who: AccountId) -> Result<Vec<KeyId>, Error> {
		let mut found = Vec::new();
		for public in self.desk.ledger.ceremonies().await? {
			let old = match public.state.renewal {
				true => self.desk.ledger.committee(public.key_id).await?,
				false => None,
			};
			if public.is_of(&who, old.as_ref()) {
				found.push(public.key_id);
			}
		}
		Ok(found)
	}

	/// What an account does next in a ceremony on the chain. What nobody can complain of any more is forgotten here.
	///
	/// # Errors
	/// When anything on the table is wrong, an earlier attempt is shown again, the start was exchanged, or this person's secret is lost.
	pub fn next_step(
		&self,
		seen: &OnChain,
		who: AccountId,
		secrets: &dyn SecretStore,
	) -> Result<NextStep, Error> {
		let board = &seen.board;
		if board.index_of(&who).is_none() {
			return Ok(NextStep::NotMine);
		}
		let place = board.place();
		let done = board.require(Stage::Deal).is_ok() && board.require(Stage::Certify).is_ok();
		if done && secrets.read(|secrets| keeps_dealt(secrets, place, &who))? {
			secrets.update(|secrets| forget_dealt(secrets, place, &who))?;
		}
		let next = secrets.read(|secrets| {
			let known = part(secrets, place, &who);
			if let Some(older) = known.filter(|part| part.attempt < place.attempt && !part.is_left()) {
				return Ok(NextStep::NewAttempt(older.attempt));
			}
			let known = match known {
				Some(known) if known.attempt >= place.attempt => Some(running(secrets, board, &who)?),
				_ => None,
			};
			if board.certified().is_ok() {
				return Ok(match seen.is_late() {
					true => NextStep::Expire,
					false => NextStep::Activate,
				});
			}
			board.check()?;
			if let Some(accuser) = seen.to_answer(who, known) {
				return Ok(NextStep::Answer(accuser));
			}
			if seen.is_late() {
				return Ok(NextStep::Expire);
			}
			seen.by_phase(who, known)
		})?;
		Ok(next.map_err(|error: CeremonyError| error)?)
	}

	/// The newest attempt of an account for a key that the chain does not show any more. What was kept for answers is forgotten once it is
	/// proven that the committee is complete.
	///
	/// # Errors
	/// When the node or the keystore cannot be read.
	pub async fn past_attempt(
		&self,
		key_id: KeyId,
		who: AccountId,
		secrets: &dyn SecretStore,
	) -> Result<Option<PastAttempt>, Error> {
		let genesis = self.desk.genesis();
		let newest = secrets.read(|secrets| {
			let parts = secrets.ceremonies.iter();
			let own =
				parts.filter(|part| (part.genesis, part.key_id, part.account) == (genesis, key_id, who.0));
			own.map(|part| (part.epoch, part.attempt)).max()
		})?;
		let Some((epoch, attempt)) = newest else {
			return Ok(None);
		};
		let lineage = self.desk.ledger.lineage(key_id).await?;
		let committee = lineage.at(epoch);
		let proven = committee.is_some_and(|committee| self.is_proven(&lineage, key_id, committee, who));
		if proven {
			secrets.update(|secrets| {
				if let Some(part) = secrets.ceremony_mut(&genesis, key_id, epoch, &who.0) {
					part.dealt = Vec::new();
				}
			})?;
		}
		Ok(Some(PastAttempt {
			key_id,
			epoch,
			attempt,
			set: committee.is_some(),
			proven,
		}))
	}

	/// Whether all administrators of a committee certified it, and this account is one of them or handed the key over to it.
	fn is_proven(&self, lineage: &Lineage, key_id: KeyId, committee: &Committee, who: AccountId) -> bool {
		let genesis = self.desk.genesis();
		let accounts: Vec<AccountId> = committee.admins.iter().map(|admin| admin.account).collect();
		let certified = trust::count_certificates(&genesis, key_id, committee, &accounts);
		if certified != accounts.len() {
			return false;
		}
		let before = committee.epoch.saturating_sub(1);
		let message = trust::handover_message(&genesis, key_id, before, committee);
		let mut handed = lineage
			.handover(before)
			.map_or(&[][..], |handover| &handover.signatures)
			.iter();
		accounts.contains(&who) || handed.any(|(_, signature)| verify(&who, &message, signature))
	}
}

fn keeps_dealt(secrets: &Secrets, place: &Place, who: &AccountId) -> bool {
	part(secrets, place, who).is_some_and(|part| part.attempt == place.attempt && !part.dealt.is_empty())
}

/// Forgets what was kept for answers: all have certified, and nobody complains any more.
fn forget_dealt(secrets: &mut Secrets, place: &Place, who: &AccountId) {
	if let Some(part) = part_mut(secrets, place, who).filter(|part| part.attempt == place.attempt) {
		part.dealt = Vec::new();
	}
}
