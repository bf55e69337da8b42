//! What lies on the table in a ceremony, what is wrong with it, and who is next.

mod checks;
mod founded;
mod sort;

pub use founded::Founded;
pub use sort::Fault;

use super::{
	file::{CeremonyFile, Charge, Complaint},
	files::{Certificate, Dealt, HandedOver, Join, Kind, Place, Seat, Signed, Start},
};
use crate::{domain::*, error::CeremonyError};
use sort::{only_start, put, rank};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// What an administrator does in a ceremony, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
	/// Takes part, with a key made for it.
	Join,
	/// Deals to everybody.
	Deal,
	/// Checks everything, and certifies the committee.
	Certify,
	/// An old administrator hands the key over to those who have certified. Nobody does for a new key.
	HandOver,
}

/// How far a ceremony is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
	/// These administrators are next.
	Waiting(Stage, Vec<AccountId>),
	/// Every administrator has certified the committee, and the old ones have handed it over.
	Complete,
	/// Somebody ended the attempt: the first who did.
	Over(AccountId),
	/// A file is not right; nobody proceeds before it is.
	Faulty,
}

/// The files of one attempt, sorted. Nothing that is wrong is among them: that is in [`Board::faults`].
#[derive(Debug, Clone)]
pub struct Board {
	start: Signed<Start>,
	old: Option<Committee>,
	joins: BTreeMap<u16, Signed<Join>>,
	deals: BTreeMap<u16, Signed<Dealt>>,
	certificates: BTreeMap<u16, Signed<Certificate>>,
	handovers: BTreeMap<u16, Signed<HandedOver>>,
	complaints: BTreeMap<u16, Signed<Complaint>>,
	twice: Vec<(CeremonyFile, CeremonyFile)>,
	bad_deals: Vec<(Signed<Dealt>, CeremonyError)>,
	answers: BTreeMap<[u16; 2], [u8; 96]>,
	early: Vec<String>,
	faults: Vec<Fault>,
}

impl Board {
	/// Sorts files, each with the name under which it lies. A file that is wrong becomes a fault, whatever else is there.
	///
	/// # Errors
	/// When there is no start file of this chain, more than one, or one that describes no ceremony.
	pub fn gather(genesis: &Bytes32, files: &[(String, Vec<u8>)]) -> Result<Self, CeremonyError> {
		Self::gather_for(genesis, None, files)
	}

	/// The same where a key may be passed on: `old` is the committee of the epoch that [`Board::passes_on`] tells.
	///
	/// # Errors
	/// The same; and [`CeremonyError::OtherOld`] where the files are about another committee than `old`.
	pub fn gather_for(
		genesis: &Bytes32,
		old: Option<&Committee>,
		files: &[(String, Vec<u8>)],
	) -> Result<Self, CeremonyError> {
		let (mut good, mut faults) = (Vec::new(), Vec::new());
		for (name, bytes) in files {
			match CeremonyFile::read(bytes) {
				Ok(file) => good.push((name.clone(), file)),
				Err(error) => faults.push(Fault {
					file: name.clone(),
					error,
				}),
			}
		}
		let start = only_start(genesis, old, &good, &faults)?;
		let mut board = Self {
			old: old.filter(|_| start.place.kind == Kind::NewEpoch).cloned(),
			start,
			joins: BTreeMap::new(),
			deals: BTreeMap::new(),
			certificates: BTreeMap::new(),
			handovers: BTreeMap::new(),
			complaints: BTreeMap::new(),
			twice: Vec::new(),
			bad_deals: Vec::new(),
			answers: BTreeMap::new(),
			early: Vec::new(),
			faults,
		};
		// What comes later is checked against what comes earlier.
		good.sort_by_key(|(_, file)| rank(file));
		for (file, taken) in good {
			match board.take(taken) {
				Ok(()) => {}
				// Not wrong, as far as can be told before what it is about is here.
				Err(CeremonyError::Missing { .. }) => board.early.push(file),
				Err(error) => board.faults.push(Fault { file, error }),
			}
		}
		Ok(board)
	}

	fn take(&mut self, file: CeremonyFile) -> Result<(), CeremonyError> {
		self.place().check(&file)?;
		match file {
			CeremonyFile::Start(_) => Ok(()),
			CeremonyFile::Join(file) => {
				self.check_join(&file)?;
				put(
					&mut self.joins,
					&mut self.twice,
					file.content.index,
					file,
					CeremonyFile::Join,
				)
			}
			CeremonyFile::Deal(file) => {
				self.check_deal(&file)?;
				put(
					&mut self.deals,
					&mut self.twice,
					file.content.dealer,
					file,
					CeremonyFile::Deal,
				)
			}
			CeremonyFile::Certificate(file) => {
				self.check_certificate(&file)?;
				let index = file.content.index;
				put(
					&mut self.certificates,
					&mut self.twice,
					index,
					file,
					CeremonyFile::Certificate,
				)
			}
			CeremonyFile::Handover(file) => {
				self.check_handover(&file)?;
				let index = file.content.index;
				put(
					&mut self.handovers,
					&mut self.twice,
					index,
					file,
					CeremonyFile::Handover,
				)
			}
			CeremonyFile::Complaint(file) => {
				self.check_seat("complaint", file.author, file.content.accuser, &self.everybody())?;
				self.check_start("complaint", file.author, &file.content.start)?;
				if let Charge::Twice { first, second } = &file.content.charge
					&& !(first.is_evidence() && second.is_evidence())
				{
					return Err(CeremonyError::NotAFile);
				}
				// A second complaint of one person adds nothing.
				self.complaints.entry(file.content.accuser).or_insert(file);
				Ok(())
			}
		}
	}

	/// What the files belong to.
	#[must_use]
	pub fn place(&self) -> &Place {
		&self.start.place
	}

	/// The start file.
	#[must_use]
	pub fn start(&self) -> &Signed<Start> {
		&self.start
	}

	/// Approvals that requests will need.
	#[must_use]
	pub fn k(&self) -> u16 {
		self.start.content.k
	}

	/// The new administrators by ascending index.
	#[must_use]
	pub fn seats(&self) -> &[Seat] {
		&self.start.content.admins
	}

	/// The committee that passes its key on.
	#[must_use]
	pub fn old(&self) -> Option<&Committee> {
		self.old.as_ref()
	}

	/// Those who deal, by ascending index: the administrators themselves for a new key, k of the old ones for a new epoch.
	#[must_use]
	pub fn dealers(&self) -> Vec<Seat> {
		let Some(old) = &self.old else {
			return self.seats().to_vec();
		};
		let admins = old.admins.iter().map(|admin| Seat {
			index: admin.index,
			account: admin.account,
		});
		admins
			.filter(|seat| self.start.content.dealers.contains(&seat.index))
			.collect()
	}

	/// Who has something to do in a stage.
	#[must_use]
	pub fn people(&self, stage: Stage) -> Vec<Seat> {
		match stage {
			Stage::Join | Stage::Certify => self.seats().to_vec(),
			Stage::Deal => self.dealers(),
			Stage::HandOver if self.old.is_some() => self.dealers(),
			Stage::HandOver => Vec::new(),
		}
	}

	/// All who take part. Nobody has two indices, and no index two people.
	#[must_use]
	pub fn everybody(&self) -> Vec<Seat> {
		let mut all = [self.seats().to_vec(), self.dealers()].concat();
		all.sort_unstable_by_key(|seat| seat.index);
		all.dedup_by_key(|seat| seat.index);
		all
	}

	/// The index of somebody who takes part.
	#[must_use]
	pub fn index_of(&self, who: &AccountId) -> Option<u16> {
		let everybody = self.everybody();
		let seat = everybody.iter().find(|seat| seat.account == *who);
		seat.map(|seat| seat.index)
	}

	/// The index of somebody who has something to do in this stage.
	///
	/// # Errors
	/// [`CeremonyError::NotYours`] where it is nobody of this ceremony, [`CeremonyError::NotYourStep`] where it is for others.
	pub fn index_at(&self, stage: Stage, who: AccountId) -> Result<u16, CeremonyError> {
		let people = self.people(stage);
		let seat = people.iter().find(|seat| seat.account == who);
		let other = match self.index_of(&who) {
			Some(_) => CeremonyError::NotYourStep(who),
			None => CeremonyError::NotYours(who),
		};
		seat.map(|seat| seat.index).ok_or(other)
	}

	/// The account behind an index.
	#[must_use]
	pub fn account_of(&self, index: u16) -> Option<AccountId> {
		let everybody = self.everybody();
		let seat = everybody.iter().find(|seat| seat.index == index);
		seat.map(|seat| seat.account)
	}

	/// Which committee, and which of its epochs, these files pass on, if they do. Only what they say: ask the chain for it.
	#[must_use]
	pub fn passes_on(files: &[(String, Vec<u8>)]) -> Option<(KeyId, Epoch)> {
		files
			.iter()
			.find_map(|(_, bytes)| match CeremonyFile::read(bytes) {
				Ok(CeremonyFile::Start(start)) if start.place.kind == Kind::NewEpoch => {
					Some((start.place.key_id, start.place.epoch.checked_sub(1)?))
				}
				_ => None,
			})
	}

	/// Files that are not right, by the order in which they were found.
	#[must_use]
	pub fn faults(&self) -> &[Fault] {
		&self.faults
	}

	/// Names of files that cannot be checked before others are here.
	#[must_use]
	pub fn early(&self) -> &[String] {
		&self.early
	}

	/// Whether an administrator's file of this stage is here, and is right.
	#[must_use]
	pub fn has(&self, stage: Stage, index: u16) -> bool {
		match stage {
			Stage::Join => self.joins.contains_key(&index),
			Stage::Deal => self.deals.contains_key(&index),
			Stage::Certify => self.certificates.contains_key(&index),
			Stage::HandOver => self.handovers.contains_key(&index),
		}
	}

	/// Pairs of different files that one administrator signed for one place.
	pub(super) fn twice(&self) -> &[(CeremonyFile, CeremonyFile)] {
		&self.twice
	}

	/// Deals for this very context whose dealer can be named for what is wrong with them.
	pub(super) fn bad_deals(&self) -> &[(Signed<Dealt>, CeremonyError)] {
		&self.bad_deals
	}

	/// What was dealt to somebody, as a right answer of the dealer says.
	pub(super) fn answer(&self, places: [u16; 2]) -> Option<Zeroizing<[u8; 96]>> {
		self.answers.get(&places).copied().map(Zeroizing::new)
	}

	pub(super) fn put_answer(&mut self, places: [u16; 2], shares: [u8; 96]) {
		self.answers.insert(places, shares);
	}

	/// Whether `[dealer, accuser]` has a right answer.
	#[must_use]
	pub fn has_answer(&self, places: [u16; 2]) -> bool {
		self.answers.contains_key(&places)
	}

	pub(super) fn join_of(&self, index: u16) -> Option<&Signed<Join>> {
		self.joins.get(&index)
	}

	/// The join files by ascending index.
	pub fn joins(&self) -> impl Iterator<Item = &Signed<Join>> {
		self.joins.values()
	}

	/// The deals by ascending index of the dealer.
	pub fn deals(&self) -> impl Iterator<Item = &Signed<Dealt>> {
		self.deals.values()
	}

	/// The complaints by ascending index of the accuser.
	pub fn complaints(&self) -> impl Iterator<Item = &Signed<Complaint>> {
		self.complaints.values()
	}

	/// Who has not done this yet.
	#[must_use]
	pub fn missing(&self, stage: Stage) -> Vec<AccountId> {
		let people = self.people(stage);
		let missing = people.iter().filter(|seat| !self.has(stage, seat.index));
		missing.map(|seat| seat.account).collect()
	}

	/// Everybody must have done this.
	///
	/// # Errors
	/// [`CeremonyError::Missing`] with those who have not.
	pub fn require(&self, stage: Stage) -> Result<(), CeremonyError> {
		let what = match stage {
			Stage::Join => "join",
			Stage::Deal => "deal",
			Stage::Certify => "certificate",
			Stage::HandOver => "handover",
		};
		let who = self.missing(stage);
		match who.is_empty() {
			true => Ok(()),
			false => Err(CeremonyError::Missing { what, who }),
		}
	}

	/// Nobody proceeds over a complaint or a file that is wrong.
	///
	/// # Errors
	/// [`CeremonyError::Over`], or what is wrong with the first such file.
	pub fn check(&self) -> Result<(), CeremonyError> {
		if let Some(complaint) = self.complaints.values().next() {
			return Err(CeremonyError::Over(complaint.author));
		}
		match self.faults.first() {
			Some(fault) => Err(fault.error.clone()),
			None => Ok(()),
		}
	}

	/// How far it is, and who is next.
	#[must_use]
	pub fn phase(&self) -> Phase {
		if self.certified().is_ok() {
			return Phase::Complete;
		}
		match self.check() {
			Err(CeremonyError::Over(who)) => return Phase::Over(who),
			Err(_) => return Phase::Faulty,
			Ok(()) => {}
		}
		let stages = [Stage::Join, Stage::Deal, Stage::Certify, Stage::HandOver].into_iter();
		let waiting = stages
			.map(|stage| (stage, self.missing(stage)))
			.find(|(_, missing)| !missing.is_empty());
		match waiting {
			Some((Stage::Certify, _)) if self.founded().is_err() => Phase::Faulty,
			Some((stage, missing)) => Phase::Waiting(stage, missing),
			None => Phase::Complete,
		}
	}
}
