//! Passing a committee key on: what is particular about a ceremony for a new epoch (docs/cryptography.md 5.4). An old
//! administrator deals their own share, which is the one way to the key: so everything about it is checked here that this machine knows.

use super::{
	administrator::Administrator,
	ceremonies::{CeremonyOutput, Way, dealt_before, note_deal, part, running, unjoined},
	committees::CommitteeMaker,
};
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::*,
	error::{CeremonyError, CommitteeError, LookupError},
	ledger::Sign,
	ports::{Certified, SecretStore},
	rules::answer::own_share,
	secrets::Secrets,
	trust::ceremony::{self, Board, CeremonyFile, Kind, Place, Seat, Stage},
};

/// What a key is passed on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEpoch {
	/// The committee key.
	pub key_id: KeyId,
	/// Which try this is.
	pub attempt: u16,
	/// Approvals that requests will need.
	pub k: u16,
	/// The new administrators; who is one already keeps the index.
	pub admins: Vec<AccountId>,
	/// Exactly as many present administrators as must approve a request.
	pub dealers: Vec<AccountId>,
}

impl CommitteeMaker<'_> {
	/// Starts a ceremony that passes a key on. Anybody may: the new administrators agree by joining, the present ones by dealing.
	///
	/// # Errors
	/// When there is no such committee, it is about to change already, a dealer is not of it, or the numbers are not those of one.
	pub async fn start_reshare(&self, signer: &dyn Sign, new: &NewEpoch) -> Result<CeremonyOutput, Error> {
		self.desk.check_node().await?;
		let NewEpoch {
			key_id, attempt, k, ..
		} = *new;
		let old = self.desk.committee(key_id).await?;
		let lineage = self.desk.ledger.lineage(key_id).await?;
		let epoch = old.epoch.saturating_add(1);
		if lineage.to_come().is_some() {
			return Err(CommitteeError::SetAlready { key_id, epoch }.into());
		}
		let mut dealers = Vec::new();
		for who in &new.dealers {
			let found = old
				.admin(who)
				.ok_or(LookupError::NotAdmin { who: *who, key_id })?;
			dealers.push(found.index);
		}
		dealers.sort_unstable();
		let place = Place {
			genesis: self.desk.genesis(),
			key_id,
			epoch,
			attempt,
			kind: Kind::NewEpoch,
		};
		let seats = seats(&old, lineage.next_index, &new.admins);
		let start = ceremony::start_reshare(place, k, seats, dealers, &old, signer)?;
		self.check_accounts(&start).await?;
		Ok(CeremonyFile::Start(start).into())
	}

	/// Checks that the rule does not fall below the one agreed to on this machine, else below that of the present committee; and that
	/// the key is the one trusted here, if one is.
	pub(super) fn check_rule(&self, board: &Board) -> Result<(), Error> {
		let Some(old) = board.old() else {
			return Ok(());
		};
		let key_id = board.place().key_id;
		self.desk.trust.check_key(key_id, old)?;
		let pin = self.desk.trust.pin(key_id);
		let (found, least) = (board.k(), pin.map_or(old.k, |pin| pin.least()));
		match found < least {
			true => Err(CeremonyError::TooFewApprovals { found, least }.into()),
			false => Ok(()),
		}
	}

	/// Deals this administrator's share of the epoch that ends. Gives the same file again if there is one that is not on the table.
	pub(super) async fn deal_share(
		&self,
		way: Way,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		board: &Board,
	) -> Result<CeremonyOutput, Error> {
		let (who, place) = (signer.account(), *board.place());
		board.index_at(Stage::Deal, who)?;
		self.check_rule(board)?;
		let old = board.old().ok_or(CeremonyError::OtherOld)?;
		let own = old.admin(&who).ok_or(CeremonyError::NotYourStep(who))?;
		let trust = self.desk.trust;
		trust.check_own_certificate(self.desk.ledger.is_development(), place.key_id, old, own)?;
		// This home may have seen a later epoch begin, whatever this node shows.
		let key_id = place.key_id;
		let mut seen = self.journal.epochs()?.into_iter();
		if let Some((_, epoch)) = seen.find(|(of, epoch)| *of == key_id && *epoch >= place.epoch) {
			return Err(CommitteeError::SetAlready { key_id, epoch }.into());
		}
		self.check_begun(secrets, board).await?;
		self.journal.note_epoch(key_id, old.epoch)?;
		self.journal.note_certified(Certified::of(key_id, old)?)?;
		let mut entropy = OsEntropy::new()?;
		secrets.try_update(|secrets| {
			take_part(secrets, board, &who)?;
			let part = running(secrets, board, &who)?;
			if !part.deal.is_empty() {
				return dealt_before(board, part, &who);
			}
			if board.has(Stage::Deal, own.index) {
				return Err(CeremonyError::DealtAlready(place.attempt).into());
			}
			let share = own_share(secrets, place.key_id, old.epoch, own)?;
			let made = ceremony::deal_share(board, &share, signer, &mut entropy)?;
			Ok(note_deal(secrets, board, &who, (way, made)))
		})
	}

	/// The epoch that a key is passed on from has begun: to deal from it or to certify the next one notes that it has.
	pub(super) async fn check_begun(&self, secrets: &dyn SecretStore, board: &Board) -> Result<(), Error> {
		let Some(old) = board.old() else {
			return Ok(());
		};
		let administrator = Administrator {
			desk: self.desk,
			journal: self.journal,
		};
		administrator
			.check_begun(secrets, board.place().key_id, old)
			.await
	}

	/// Hands the key over to those who have certified.
	///
	/// # Errors
	/// When the signer has not dealt in this attempt or has left it, somebody has not certified, or anything is wrong.
	pub async fn hand_over_in_ceremony(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		board: &Board,
	) -> Result<CeremonyOutput, Error> {
		board.check()?;
		self.check_chain(board).await?;
		self.check_rule(board)?;
		let who = signer.account();
		board.index_at(Stage::HandOver, who)?;
		secrets.read(|secrets| running(secrets, board, &who).map(drop))??;
		let file = ceremony::hand_over(board, signer)?;
		Ok(CeremonyFile::Handover(file).into())
	}
}

/// The places of the new administrators: who stays keeps the index, the others get the next free ones, by the order in which they are named.
fn seats(old: &Committee, next_index: u32, admins: &[AccountId]) -> Vec<Seat> {
	let mut next = u16::try_from(next_index).unwrap_or(u16::MAX);
	let mut seats = Vec::new();
	for account in admins {
		let index = match old.admin(account) {
			Some(admin) => admin.index,
			None => {
				next = next.saturating_add(1);
				next.saturating_sub(1)
			}
		};
		let account = *account;
		seats.push(Seat { index, account });
	}
	seats.sort_unstable_by_key(|seat| seat.index);
	seats
}

/// Notes that an administrator takes part, also one who deals without joining, so that each deals once in an attempt.
fn take_part(secrets: &mut Secrets, board: &Board, who: &AccountId) -> Result<(), CeremonyError> {
	let place = board.place();
	let newest = part(secrets, place, who);
	match newest {
		Some(part) if part.attempt < place.attempt && !part.is_left() => {
			return Err(CeremonyError::StillIn(part.attempt));
		}
		Some(part) if part.attempt >= place.attempt => return Ok(()),
		_ if board.people(Stage::Join).iter().any(|seat| seat.account == *who) => {
			return Err(CeremonyError::NoSecret(place.attempt));
		}
		_ => {}
	}
	secrets.ceremonies.push(unjoined(board, who));
	Ok(())
}
