//! Keeping a host: what belongs to an erased record goes from it, is denied from then on, and the host attests that.
//!
//! An object that a record needs is never removed here. An object is removed only when a finalized block says that its record is
//! erased, every node that is asked agrees, and no label, earlier sight or note of this home gives it to another record. What is
//! uncertain stays and is named, and the host does not attest until it is settled.

mod catalogues;

use super::{Delivered, desk::Desk};
use crate::{
	error::Error,
	keep::{notes::Notes, register::Register},
	progress::Step,
	receipt::DutyError,
};
use medquorum_core::{
	domain::*,
	error::LedgerError,
	ledger::{Call, Ledger, Sign},
};
use medquorum_envelope::Cid;
use medquorum_store::{Hosting, Kept, Label, Owner};
use std::collections::{BTreeMap, BTreeSet};

/// A node of another house, and its address.
#[derive(Clone, Copy)]
pub struct Witness<'a> {
	/// What to call it in messages.
	pub name: &'a str,
	/// Its chain.
	pub ledger: &'a dyn Ledger,
}

/// Somebody who keeps a host of the network's files.
#[derive(Clone, Copy)]
pub struct StorageHost<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Whether the node is this house's own, so that its word is enough.
	pub own_node: bool,
	/// Nodes of other houses, which must all agree.
	pub witnesses: &'a [Witness<'a>],
	/// The store that is listed, and from which erased objects are removed.
	pub host: &'a dyn Hosting,
	/// Which objects belong to uploads from this home.
	pub notes: &'a Notes,
	/// What this host has seen.
	pub register: &'a Register,
}

/// What a pass over the host did.
#[derive(Debug, Default)]
pub struct Pass {
	/// Objects that were removed, and the record of each.
	pub removed: Vec<(RecordId, Cid)>,
	/// Erased records whose objects are all gone from here, so that they can be attested.
	pub ready: Vec<RecordId>,
	/// Erased records that cannot be attested, and why.
	pub waiting: Vec<(RecordId, Error)>,
	/// Objects of former catalogues that were removed, and the facility of each.
	pub outdated: Vec<(AccountId, Cid)>,
	/// Facilities of whose former catalogues something stays for now, and why. Erasures are attested all the same.
	pub undecided: Vec<(AccountId, Error)>,
	/// Objects of catalogues that no keyring seen here lists: of a publication that is still to come, or whose keyring never came here.
	pub unlisted: Vec<Cid>,
	/// Objects without a label, so that their record is unknown.
	pub unlabelled: Vec<Cid>,
	/// Objects that stay.
	pub kept: usize,
}

/// An attestation that was delivered; `None` where the chain had it already.
pub type Attestation = (RecordId, Option<Delivered>);

/// Whose an object is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
	Record(RecordId),
	Catalogue,
	OtherChain,
}

impl Claim {
	fn words(self) -> String {
		match self {
			Self::Record(id) => format!("record {id}"),
			Self::Catalogue => "a catalogue".to_owned(),
			Self::OtherChain => "something of another chain".to_owned(),
		}
	}
}

/// Whose each object is said to be.
type Claims = BTreeMap<Cid, BTreeSet<Claim>>;

/// Erased records, and what of each is to go.
type Going = BTreeMap<RecordId, BTreeSet<Cid>>;

impl StorageHost<'_> {
	/// Removes and denies everything that belongs to erased records or to former catalogues, and says which erasures can be attested.
	/// Killed at any point it is run again.
	///
	/// # Errors
	/// When the node is behind or on another branch, when it is alone with its word, or the host cannot be asked.
	pub async fn pass(&self) -> Result<Pass, Error> {
		self.check_nodes().await?;
		let kept = self.host.kept().await?;
		self.see(&kept)?;
		let mut pass = Pass::default();
		let erased = self.erased(&kept, &mut pass).await?;
		let claims = self.claims(&kept);
		let mut going = self.going(&erased, &claims, &mut pass);
		self.remove(&mut going, &kept, &mut pass).await;
		self.clear_catalogues(&kept, &claims, &mut pass).await?;
		let left = self.host.kept().await?;
		let labelled = self.claims(&left);
		pass.kept = left.objects.len();
		let known = |cid: &&Cid| labelled.contains_key(*cid) || self.notes.owner(cid).is_some();
		pass.unlabelled = left.objects.iter().filter(|cid| !known(cid)).copied().collect();
		for (record, objects) in going {
			match (
				objects.iter().any(|cid| left.objects.contains(cid)),
				pass.unlabelled.len(),
			) {
				// Put again while this looked.
				(true, _) => {}
				(false, 0) => pass.ready.push(record),
				(false, some) => pass.waiting.push((record, DutyError::Unlabelled(some).into())),
			}
		}
		Ok(pass)
	}

	/// Attests that nothing is left here of these records, which [`StorageHost::pass`] found to be so.
	///
	/// # Errors
	/// When the account is not a storage host, or the chain refuses. What was attested before stays so.
	pub async fn attest(&self, signer: &dyn Sign, ready: &[RecordId]) -> Result<Vec<Attestation>, Error> {
		let account = signer.account();
		if !self.desk.ledger.storage_hosts().await?.contains(&account) {
			return Err(DutyError::NotHost(account).into());
		}
		let mut done = Vec::new();
		let total = ready.len() as u64;
		for (at, record) in (0..).zip(ready) {
			self.desk.advance(Step::Attest, at, total);
			if self.is_attested(*record, account).await? {
				self.register.attested(*record)?;
				done.push((*record, None));
				continue;
			}
			let call = Call::AttestErasure { record_id: *record };
			let delivered = match self.desk.deliver(signer, &call).await {
				Ok(delivered) => Some(delivered),
				Err(Error::Ledger(error)) if error.refusal() == Some("AlreadyAttested") => None,
				Err(error) => return Err(error),
			};
			if !matches!(delivered, Some(Delivered::Call(_))) {
				self.register.attested(*record)?;
			}
			done.push((*record, delivered));
		}
		Ok(done)
	}

	async fn is_attested(&self, record: RecordId, account: AccountId) -> Result<bool, LedgerError> {
		let attested = self.desk.ledger.attestations(record).await?;
		Ok(attested.iter().any(|(host, _)| *host == account))
	}

	/// The node must be where its chain was seen before, and the witnesses on the same branch.
	async fn check_nodes(&self) -> Result<(), Error> {
		if !self.own_node && self.witnesses.is_empty() {
			return Err(DutyError::OneWord.into());
		}
		self.desk.check_node().await?;
		let own = self.desk.ledger.head().await?.block.number;
		for Witness { name, ledger } in self.witnesses {
			let theirs = ledger.head().await?.block.number;
			let common = own.min(theirs);
			let hashes = (
				self.desk.ledger.block_hash(common).await?,
				ledger.block_hash(common).await?,
			);
			if ledger.genesis() != self.desk.genesis() || hashes.0.is_none() || hashes.0 != hashes.1 {
				return Err(DutyError::OtherBranch {
					node: (*name).to_owned(),
					block: common,
				}
				.into());
			}
		}
		Ok(())
	}

	/// Notes what the labels say, before anything goes.
	fn see(&self, kept: &Kept) -> Result<(), Error> {
		let own = kept
			.labels
			.iter()
			.filter(|label| label.is_of(&self.desk.genesis()));
		let seen: Vec<_> = own
			.filter_map(|label| match label.owner {
				Owner::Record(record) => Some((record, label.cid)),
				Owner::Catalogue => None,
			})
			.collect();
		self.register.see(&seen)
	}

	/// Whose each object is said to be: by labels, and by what was seen before.
	fn claims(&self, kept: &Kept) -> Claims {
		let mut claims = Claims::new();
		for label in &kept.labels {
			let claim = match label.owner {
				_ if !label.is_of(&self.desk.genesis()) => Claim::OtherChain,
				Owner::Record(record) => Claim::Record(record),
				Owner::Catalogue => Claim::Catalogue,
			};
			claims.entry(label.cid).or_default().insert(claim);
		}
		for (cid, records) in self.register.owners() {
			let seen = records.into_iter().map(Claim::Record);
			claims.entry(cid).or_default().extend(seen);
		}
		claims
	}

	/// Records that all nodes say are erased and that need attesting here, or of which something is still here.
	async fn erased(&self, kept: &Kept, pass: &mut Pass) -> Result<BTreeSet<RecordId>, Error> {
		let here: BTreeSet<RecordId> = self.labelled(kept).map(|(record, _)| record).collect();
		let mut erased = BTreeSet::new();
		for (record, stone) in self.desk.ledger.tombstones().await? {
			if self.register.has_attested(record) && !here.contains(&record) {
				continue;
			}
			match self.confirm(record, stone).await? {
				None => {
					erased.insert(record);
				}
				Some(node) => pass
					.waiting
					.push((record, DutyError::NotConfirmed { record, node }.into())),
			}
		}
		Ok(erased)
	}

	/// Objects of records of this chain, by label.
	fn labelled<'a>(&'a self, kept: &'a Kept) -> impl Iterator<Item = (RecordId, Cid)> + 'a {
		let own = kept
			.labels
			.iter()
			.filter(|label| label.is_of(&self.desk.genesis()));
		own.filter_map(|label| match label.owner {
			Owner::Record(record) => Some((record, label.cid)),
			Owner::Catalogue => None,
		})
	}

	/// Gives the node that does not agree, if there is one.
	async fn confirm(&self, record: RecordId, stone: Tombstone) -> Result<Option<String>, Error> {
		if self.desk.ledger.record(record).await?.is_some() {
			return Ok(Some("the own node".to_owned()));
		}
		for Witness { name, ledger } in self.witnesses {
			let agrees =
				ledger.tombstone(record).await? == Some(stone) && ledger.record(record).await?.is_none();
			if !agrees {
				return Ok(Some((*name).to_owned()));
			}
		}
		Ok(None)
	}

	/// The objects of the erased records, but of those of which something is also another's.
	fn going(&self, erased: &BTreeSet<RecordId>, claims: &Claims, pass: &mut Pass) -> Going {
		let gone = |claim: &Claim| match claim {
			Claim::Record(id) => erased.contains(id) || self.register.has_attested(*id),
			Claim::Catalogue | Claim::OtherChain => false,
		};
		let mut going = Going::new();
		for record in erased {
			let objects = self.register.objects(*record);
			let noted = |cid: &Cid| self.notes.owner(cid).map(Claim::Record);
			let other = objects.iter().find_map(|cid| {
				let said = claims.get(cid).into_iter().flatten().copied();
				let other = said.chain(noted(cid)).find(|claim| !gone(claim))?;
				Some((*cid, other))
			});
			match other {
				None => {
					going.insert(*record, objects);
				}
				Some((cid, other)) => {
					let (record, other) = (*record, other.words());
					let why = DutyError::Claimed { cid, record, other };
					pass.waiting.push((record, why.into()));
				}
			}
		}
		going
	}

	/// Removes and denies: all at once, because a daemon collects garbage for each removal, and one by one where that fails. What
	/// cannot be removed is no longer going.
	async fn remove(&self, going: &mut Going, kept: &Kept, pass: &mut Pass) {
		if going.is_empty() {
			return;
		}
		let total = going.len() as u64;
		self.desk.advance(Step::Erase, 0, total);
		if let Ok(removed) = self.remove_of(going, kept).await {
			pass.removed.extend(removed);
		} else {
			for (at, record) in (0..).zip(going.keys().copied().collect::<Vec<_>>()) {
				self.desk.advance(Step::Erase, at, total);
				let one: Going = going.remove_entry(&record).into_iter().collect();
				match self.remove_of(&one, kept).await {
					Ok(removed) => {
						pass.removed.extend(removed);
						going.extend(one);
					}
					Err(error) => pass.waiting.push((record, error)),
				}
			}
		}
		self.desk.advance(Step::Erase, total, total);
	}

	async fn remove_of(&self, going: &Going, kept: &Kept) -> Result<Vec<(RecordId, Cid)>, Error> {
		let objects: BTreeSet<Cid> = going.values().flatten().copied().collect();
		let labels: BTreeSet<Label> = kept
			.labels
			.iter()
			.filter(|label| objects.contains(&label.cid))
			.copied()
			.collect();
		let removed = self.host.purge(&objects, &labels).await?;
		self.host.deny(&objects).await?;
		let owner = |cid: &Cid| going.iter().find(|(_, objects)| objects.contains(cid));
		let removed = removed.into_iter();
		Ok(removed
			.filter_map(|cid| owner(&cid).map(|(record, _)| (*record, cid)))
			.collect())
	}
}
