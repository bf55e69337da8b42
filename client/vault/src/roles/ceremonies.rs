//! A committee without a dealer: what an administrator's client does with keystore, journal and chain in each step
//! (docs/cryptography.md 5.4). What is right and wrong with files is for the core to say.
//!
//! Each step notes its secret and the file it made in the keystore, at once, and only then is the file written. Whoever is killed
//! in between runs the step again and gets the very same file.

use super::committees::{CommitteeMaker, keep_share_in, stored};
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::*,
	error::{CeremonyError, CommitteeError, LookupError},
	ledger::{Call, Sign},
	ports::{Certified, SecretStore},
	secrets::{CeremonyPart, DealtShare, Secret, Secrets},
	trust::{
		CommitteePin,
		ceremony::{self, Board, CeremonyFile, Charge, Kind, Place, Seat, Signed, Stage},
	},
};

/// A file that goes to everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CeremonyOutput {
	/// The name under which it lies in a folder that all share.
	pub name: String,
	/// The signed file, to be written as it is.
	pub bytes: Vec<u8>,
}

impl From<CeremonyFile> for CeremonyOutput {
	fn from(file: CeremonyFile) -> Self {
		Self {
			name: file.name(),
			bytes: file.write(),
		}
	}
}

/// What becomes of a share that was certified in an attempt that is aborted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertifiedShare {
	/// It stays until the chain shows, proven by those trusted here, that its epoch belongs to others.
	Keep,
	/// A person knows that this committee is never set, and wants it gone.
	Forget,
}

/// By which way files travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
	/// In a folder, by mail, on a stick.
	Files,
	/// Over the chain, where a dealer answers complaints.
	Chain,
}

impl Way {
	/// What a dealer keeps of what was dealt.
	fn keeps(self, shares: Vec<(u16, Secret<96>)>) -> Vec<DealtShare> {
		let kept = shares.into_iter().map(|(index, shares)| DealtShare {
			index,
			shares,
			published: false,
		});
		match self {
			Self::Files => Vec::new(),
			Self::Chain => kept.collect(),
		}
	}
}

/// A file as it is kept in the keystore, where nobody but this program writes.
fn kept(bytes: &[u8]) -> Result<CeremonyOutput, Error> {
	Ok(CeremonyFile::read(bytes)?.into())
}

pub(super) fn part<'a>(secrets: &'a Secrets, place: &Place, who: &AccountId) -> Option<&'a CeremonyPart> {
	secrets.ceremony(&place.genesis, place.key_id, place.epoch, &who.0)
}

pub(super) fn part_mut<'a>(
	secrets: &'a mut Secrets,
	place: &Place,
	who: &AccountId,
) -> Option<&'a mut CeremonyPart> {
	secrets.ceremony_mut(&place.genesis, place.key_id, place.epoch, &who.0)
}

/// This person's part in the attempt on the table, which neither is over nor was exchanged.
pub(super) fn running<'a>(
	secrets: &'a Secrets,
	board: &Board,
	who: &AccountId,
) -> Result<&'a CeremonyPart, CeremonyError> {
	let place = board.place();
	let found = place.attempt;
	let part = part(secrets, place, who).ok_or(CeremonyError::NoSecret(found))?;
	if part.attempt > found {
		let newest = part.attempt;
		return Err(CeremonyError::OlderAttempt { newest, found });
	}
	if part.attempt < found {
		return Err(CeremonyError::NoSecret(found));
	}
	if part.start != board.start().hash() {
		return Err(CeremonyError::Exchanged(found));
	}
	if part.is_left() {
		return Err(CeremonyError::Left(found));
	}
	Ok(part)
}

/// Whether an earlier attempt for the same epoch was certified and then left: its share is here.
fn has_left_certified(secrets: &Secrets, place: &Place, who: &AccountId) -> bool {
	let mut parts = secrets.ceremonies.iter();
	parts.any(|part| {
		let same = (part.genesis, part.key_id, part.epoch, part.account)
			== (place.genesis, place.key_id, place.epoch, who.0);
		same && part.attempt < place.attempt && part.is_left() && !part.certificate.is_empty()
	})
}

fn own_secret(part: &CeremonyPart) -> Result<&Secret<32>, CeremonyError> {
	let gone = match part.certificate.is_empty() {
		true => CeremonyError::NoSecret(part.attempt),
		false => CeremonyError::CertifiedAlready(part.attempt),
	};
	part.one_time.as_ref().ok_or(gone)
}

/// Whether somebody may join the attempt on the table: `Some` of the part if it was joined before.
fn may_join<'a>(
	secrets: &'a Secrets,
	board: &Board,
	who: &AccountId,
) -> Result<Option<&'a CeremonyPart>, CeremonyError> {
	let newest = part(secrets, board.place(), who);
	let found = board.place().attempt;
	match newest {
		None => Ok(None),
		Some(part) if part.attempt < found && part.is_left() => Ok(None),
		Some(part) if part.attempt < found => Err(CeremonyError::StillIn(part.attempt)),
		Some(_) => {
			let part = running(secrets, board, who)?;
			own_secret(part)?;
			Ok(Some(part))
		}
	}
}

impl CommitteeMaker<'_> {
	/// Starts a ceremony for a new key. Anybody may: the administrators agree by joining.
	///
	/// # Errors
	/// When the numbers are not those of one, the committee exists, or an account is no longer used.
	pub async fn start_ceremony(
		&self,
		signer: &dyn Sign,
		key_id: KeyId,
		attempt: u16,
		k: u16,
		admins: Vec<Seat>,
	) -> Result<CeremonyOutput, Error> {
		let place = Place {
			genesis: self.desk.genesis(),
			key_id,
			epoch: 1,
			attempt,
			kind: Kind::NewKey,
		};
		let start = ceremony::start(place, k, admins, signer)?;
		self.desk.check_node().await?;
		if self.desk.ledger.committee(key_id).await?.is_some() {
			return Err(CommitteeError::Exists(key_id).into());
		}
		self.check_accounts(&start).await?;
		Ok(CeremonyFile::Start(start).into())
	}

	/// Sorts the files of a ceremony of this chain. If a key is passed on, the committee that has it is read from the chain, and must
	/// match the hash that the starter signed.
	///
	/// # Errors
	/// When there is no start file of it, or it passes on another committee.
	pub async fn ceremony(&self, files: &[(String, Vec<u8>)]) -> Result<Board, Error> {
		let old = match Board::passes_on(files) {
			Some((key_id, epoch)) => self.desk.ledger.lineage(key_id).await?.at(epoch).cloned(),
			None => None,
		};
		Ok(Board::gather_for(&self.desk.genesis(), old.as_ref(), files)?)
	}

	/// Nobody takes part for an account that was frozen, or in whose place another one acts.
	pub(super) async fn check_accounts(&self, start: &Signed<ceremony::Start>) -> Result<(), Error> {
		for seat in &start.content.admins {
			let who = seat.account;
			let situation = self.desk.ledger.situation(who).await?;
			if let Some(by) = situation.replaced_by {
				return Err(LookupError::Replaced { who, by }.into());
			}
			if situation.frozen.is_some() {
				return Err(LookupError::Frozen(who).into());
			}
		}
		Ok(())
	}

	/// The chain is the one, and has no committee of this epoch yet.
	pub(super) async fn check_chain(&self, board: &Board) -> Result<(), Error> {
		self.desk.check_node().await?;
		self.check_not_set(board.place().key_id, board.place().epoch)
			.await?;
		self.check_accounts(board.start()).await
	}

	/// Takes part, with a new key in the keystore. A person has agreed to rule and names. Gives the same file again if there is one.
	///
	/// # Errors
	/// When the account is not listed, takes part in another attempt, or took part in this one under another start file.
	pub async fn join_ceremony(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		board: &Board,
	) -> Result<CeremonyOutput, Error> {
		board.check()?;
		self.check_chain(board).await?;
		let who = signer.account();
		board.index_at(Stage::Join, who)?;
		let known = secrets.read(|secrets| Ok(may_join(secrets, board, &who)?.map(|part| part.join.clone())));
		if let Some(bytes) = known?.map_err(|error: CeremonyError| error)? {
			return kept(&bytes);
		}
		let mut entropy = OsEntropy::new()?;
		let (one_time, file) = ceremony::join(board, signer, &mut entropy)?;
		let output = CeremonyOutput::from(CeremonyFile::Join(file));
		let part = CeremonyPart {
			one_time: Some(one_time),
			join: output.bytes.clone(),
			..unjoined(board, &who)
		};
		secrets.try_update(|secrets| match may_join(secrets, board, &who)? {
			// Another process was faster: its file holds.
			Some(known) => kept(&known.join),
			None => {
				secrets.ceremonies.push(part);
				Ok(output)
			}
		})
	}

	/// Deals to everybody, once all have joined; in a ceremony for a new epoch their own share, to people whom a person has agreed to. Whoever
	/// was killed before the file was written gets the same one again.
	///
	/// # Errors
	/// When this person's deal is on the table already, when it was made for other join files, when not all have joined, or anything is
	/// wrong.
	pub async fn deal_in_ceremony(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		board: &Board,
	) -> Result<CeremonyOutput, Error> {
		self.deal_by(Way::Files, signer, secrets, board).await
	}

	/// The same for either way.
	pub(super) async fn deal_by(
		&self,
		way: Way,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		board: &Board,
	) -> Result<CeremonyOutput, Error> {
		board.check()?;
		self.check_chain(board).await?;
		if board.old().is_some() {
			return self.deal_share(way, signer, secrets, board).await;
		}
		let who = signer.account();
		let mut entropy = OsEntropy::new()?;
		secrets.try_update(|secrets| {
			let part = running(secrets, board, &who)?;
			let one_time = own_secret(part)?;
			if !part.deal.is_empty() {
				return dealt_before(board, part, &who);
			}
			let index = board.index_of(&who).ok_or(CeremonyError::NotYours(who))?;
			if board.has(Stage::Deal, index) {
				return Err(CeremonyError::DealtAlready(board.place().attempt).into());
			}
			let made = ceremony::deal(board, one_time, signer, &mut entropy)?;
			Ok(note_deal(secrets, board, &who, (way, made)))
		})
	}

	/// Opens and checks everything, keeps the share and certifies. `confirmed` is what a person compared with the others; the one-time
	/// secret is gone afterwards. Gives the same file again if there is one.
	///
	/// # Errors
	/// What is wrong, with the name of the culprit where there is one. Then it neither keeps nor signs anything.
	pub async fn certify_ceremony(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		board: &Board,
		confirmed: &CommitteePin,
	) -> Result<CeremonyOutput, Error> {
		board.check()?;
		self.check_chain(board).await?;
		let (who, place) = (signer.account(), board.place());
		board.index_at(Stage::Certify, who)?;
		self.check_rule(board)?;
		self.check_begun(secrets, board).await?;
		let agreed = Certified::of(place.key_id, &board.founded()?.committee)?;
		if agreed.committee != *confirmed {
			return Err(CeremonyError::Changed.into());
		}
		let checked = secrets.read(|secrets| {
			let part = running(secrets, board, &who)?;
			if !part.certificate.is_empty() {
				return Ok(Err(part.certificate.clone()));
			}
			ceremony::certify(board, own_secret(part)?, signer).map(Ok)
		});
		let certified = match checked? {
			Ok(Ok(certified)) => certified,
			Ok(Err(bytes)) => return kept(&bytes),
			Err(error) => return Err(error.into()),
		};
		// Who holds a share of the next epoch has to notice when it begins, before any answer: see `Administrator::note_epochs`.
		let before = place.epoch.saturating_sub(1);
		self.journal.note_epoch(place.key_id, before)?;
		self.journal.note_certified(agreed)?;
		let output = CeremonyOutput::from(CeremonyFile::Certificate(certified.file));
		secrets.try_update(|secrets| {
			let part = running(secrets, board, &who)?;
			if !part.certificate.is_empty() {
				return kept(&part.certificate);
			}
			secrets.begin_epoch(place.key_id, before);
			match has_left_certified(secrets, place, &who) {
				// The chain decides which attempt counts, not this one alone: see `settle`.
				true => secrets.add_admin_share(stored(place.key_id, place.epoch, &certified.secret)),
				false => keep_share_in(secrets, place.key_id, place.epoch, &certified.secret)?,
			}
			if let Some(part) = part_mut(secrets, place, &who) {
				part.certificate.clone_from(&output.bytes);
				part.wipe();
			}
			Ok(output)
		})
	}

	/// Ends the attempt for this administrator, for a fault that is found or for `silent`, and tells the others. The one-time secret of it
	/// is gone afterwards. A share that was certified is kept, or forgotten if a person says so: that the committee is not set is only the
	/// node's word, and without this share it would lack an administrator. Gives the same file again if there is one.
	///
	/// # Errors
	/// When the account is not listed, everybody has certified, or the chain has the committee.
	pub async fn abort_ceremony(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		board: &Board,
		silent: Option<AccountId>,
		certified: CertifiedShare,
	) -> Result<CeremonyOutput, Error> {
		self.desk.check_node().await?;
		let (who, place) = (signer.account(), *board.place());
		self.check_not_set(place.key_id, place.epoch).await?;
		if let Some(silent) = silent.filter(|silent| board.index_of(silent).is_none()) {
			let what = "complaint";
			return Err(CeremonyError::Stranger { what, who: silent }.into());
		}
		secrets.try_update(|secrets| {
			let part = part(secrets, &place, &who);
			if let Some(part) = part.filter(|part| part.attempt > place.attempt) {
				let (newest, found) = (part.attempt, place.attempt);
				return Err(CeremonyError::OlderAttempt { newest, found }.into());
			}
			let part = part.filter(|part| part.attempt == place.attempt);
			let forget =
				certified == CertifiedShare::Forget && part.is_some_and(|part| !part.certificate.is_empty());
			if let Some(part) = part.filter(|part| !part.complaint.is_empty()) {
				let output = kept(&part.complaint);
				if forget {
					secrets.drop_share(place.key_id, place.epoch);
				}
				return output;
			}
			let secret = part.and_then(|part| part.one_time.as_ref());
			let fault = ceremony::find_fault(board, who, secret);
			let about = fault.or(silent.map(|silent| (silent, Charge::Silent)));
			let complaint = ceremony::complain(board, about, signer)?;
			let output = CeremonyOutput::from(CeremonyFile::Complaint(complaint));
			leave(secrets, board, &who, &output);
			if forget {
				secrets.drop_share(place.key_id, place.epoch);
			}
			Ok(output)
		})
	}

	/// The call that sets the committee of a complete ceremony; governance makes it. `at_once`: the present administrators are not waited
	/// for, whatever they have open.
	///
	/// # Errors
	/// When a certificate or a handover is missing, or anything is wrong.
	pub fn set_founded_call(&self, board: &Board, at_once: bool) -> Result<Call, Error> {
		let Committee { k, x, admins, .. } = board.certified()?;
		Ok(Call::SetCommittee {
			key_id: board.place().key_id,
			k,
			x,
			admins,
			handover: board.handover(),
			at_once,
		})
	}
}

/// The deal that was noted: again, unless it is on the table, or the table has changed under it.
pub(super) fn dealt_before(
	board: &Board,
	part: &CeremonyPart,
	who: &AccountId,
) -> Result<CeremonyOutput, Error> {
	let attempt = part.attempt;
	let CeremonyFile::Deal(noted) = CeremonyFile::read(&part.deal)? else {
		return Err(CeremonyError::NotAFile.into());
	};
	if noted.content.ceremony != board.context()? {
		return Err(CeremonyError::DealtForOthers(attempt).into());
	}
	let index = board.index_of(who).ok_or(CeremonyError::NotYours(*who))?;
	match board.has(Stage::Deal, index) {
		true => Err(CeremonyError::DealtAlready(attempt).into()),
		false => Ok(CeremonyFile::Deal(noted).into()),
	}
}

/// Notes a deal before anybody sees it, and what of it may have to be answered for.
pub(super) fn note_deal(
	secrets: &mut Secrets,
	board: &Board,
	who: &AccountId,
	(way, made): (Way, ceremony::DealMade),
) -> CeremonyOutput {
	let output = CeremonyOutput::from(CeremonyFile::Deal(made.file));
	if let Some(part) = part_mut(secrets, board.place(), who) {
		part.deal.clone_from(&output.bytes);
		part.dealt = way.keeps(made.shares);
	}
	output
}

/// Notes that an attempt is over for an account, and forgets its secrets.
fn leave(secrets: &mut Secrets, board: &Board, who: &AccountId, complaint: &CeremonyOutput) {
	let place = board.place();
	let known = part_mut(secrets, place, who).filter(|part| part.attempt == place.attempt);
	match known {
		Some(part) => {
			part.complaint.clone_from(&complaint.bytes);
			part.leave();
		}
		// Never joined, or the keystore was lost since: it cannot be joined any more either.
		None => secrets.ceremonies.push(CeremonyPart {
			complaint: complaint.bytes.clone(),
			..unjoined(board, who)
		}),
	}
}

/// What is noted of an attempt by somebody who has not joined it.
pub(super) fn unjoined(board: &Board, who: &AccountId) -> CeremonyPart {
	let place = board.place();
	CeremonyPart {
		genesis: place.genesis,
		key_id: place.key_id,
		epoch: place.epoch,
		attempt: place.attempt,
		account: who.0,
		start: board.start().hash(),
		one_time: None,
		join: Vec::new(),
		deal: Vec::new(),
		certificate: Vec::new(),
		complaint: Vec::new(),
		dealt: Vec::new(),
		left: false,
	}
}
