//! On which hosts the objects of records lie, and how what is lacking comes back.
//!
//! What is looked at are the records whose objects this home knows: those uploaded from here, and a patient's own when one is
//! named. Other homes use the same hosts, so a pin that is not known here is not this home's business.

use super::keeper::Keeper;
use crate::{
	error::{Error, ReplicaError},
	keep::notes::Objects,
	progress::Step,
	upload::stage::Staging,
};
use medquorum_core::{domain::*, error::LookupError, ports::SecretStore};
use medquorum_envelope::Cid;
use medquorum_store::{Holder, StoreError};
use serde::Serialize;

/// Which object of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
	/// The sealed header: without it nobody can open the file.
	Header,
	/// The ciphertext.
	File,
}

impl Part {
	/// What people call it.
	#[must_use]
	pub fn word(self) -> &'static str {
		match self {
			Self::Header => "header",
			Self::File => "file",
		}
	}
}

/// An object in the store and the record it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordObject {
	/// The record whose file or header it is.
	pub record: RecordId,
	/// Which of its objects.
	pub part: Part,
	/// Its name in the store.
	pub cid: Cid,
}

/// What the chain says of a record whose objects are known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
	/// The chain has it, so its objects should be there.
	Registered,
	/// It was erased from here, so its objects should be gone.
	Erased,
	/// The node says that it was erased, by its patient or an officer.
	ErasedElsewhere,
	/// It was registered once, and the node does not show it.
	NotShown,
	/// It is not known, and its call may have been sent or printed: it may come yet.
	Waiting,
	/// It is not known; the upload was stopped, and is resumed when the same files are uploaded again.
	Stopped,
	/// It is not known, and its call was never sent.
	Abandoned,
}

impl Standing {
	/// Whether the objects have to be there: also if the node does not show the record, because it may lie.
	#[must_use]
	pub fn is_needed(self) -> bool {
		matches!(self, Self::Registered | Self::NotShown)
	}
}

/// Where one object lies.
#[derive(Debug)]
pub struct Holding {
	/// What was looked for on every host.
	pub object: RecordObject,
	/// What the chain says of its record.
	pub standing: Standing,
	/// Every host of the store.
	pub holders: Vec<Holder>,
	/// Why reading the whole object failed, if it was read and did.
	pub damage: Option<StoreError>,
}

impl Holding {
	/// On how many hosts it is pinned.
	#[must_use]
	pub fn pinned(&self) -> usize {
		self.holders
			.iter()
			.filter(|holder| holder.state.is_pinned())
			.count()
	}

	/// Whether the object lies where it should: on our own host, which comes first, and on `wanted` in all. An object that no record
	/// needs is always sound.
	#[must_use]
	pub fn is_sound(&self, wanted: usize) -> bool {
		let own = self.holders.first();
		let kept = self.pinned() >= wanted && own.is_some_and(|own| own.state.is_pinned());
		!self.standing.is_needed() || (kept && self.damage.is_none())
	}
}

/// What could not be repaired.
#[derive(Debug)]
pub struct Unrepaired {
	/// What lies on fewer hosts than it should.
	pub object: RecordObject,
	/// What the chain says of its record.
	pub standing: Standing,
	/// What went wrong.
	pub error: StoreError,
}

impl Unrepaired {
	/// Whether no host has the object, and every host was asked: the record cannot be opened any more.
	#[must_use]
	pub fn is_lost(&self) -> bool {
		self.standing.is_needed() && matches!(self.error, StoreError::Missing { .. })
	}
}

/// What a repair did.
#[derive(Debug, Default)]
pub struct Repaired {
	/// Objects of registered records.
	pub checked: usize,
	/// Objects pinned on a host that did not keep them, and that host.
	pub pinned: Vec<(RecordObject, String)>,
	/// Objects removed from every host, because no record needs them.
	pub removed: Vec<RecordObject>,
	/// What is still wrong.
	pub failed: Vec<Unrepaired>,
	/// Uploads that were stopped and can be resumed, or whose call the chain may still get: they were left as they are.
	pub waiting: Vec<RecordId>,
	/// Records that the node says were erased by others: their objects go when a person here says so.
	pub erased_elsewhere: Vec<RecordId>,
}

fn parts(record: RecordId, cids: &[Cid], has_header: bool) -> Vec<RecordObject> {
	let parts: &[Part] = match has_header {
		true => &[Part::Header, Part::File],
		false => &[Part::File],
	};
	let objects = parts.iter().zip(cids);
	objects
		.map(|(part, cid)| RecordObject {
			record,
			part: *part,
			cid: *cid,
		})
		.collect()
}

impl Keeper<'_> {
	/// Where the objects of the records that were uploaded from here lie. Uploads under way are left out.
	///
	/// # Errors
	/// When the chain cannot be reached or the store cannot be opened; a host that does not answer is part of the answer.
	pub async fn holdings(&self) -> Result<Vec<Holding>, Error> {
		let mut known = Vec::new();
		for (record, objects) in self.notes.uploads() {
			let standing = self.standing(record, &objects).await?;
			let objects = parts(record, &objects.cids(), objects.has_header());
			known.extend(objects.into_iter().map(|object| (object, standing)));
		}
		self.look(known).await
	}

	/// Where the objects of one record lie. They are known from the upload, or to its patient by the CSP key.
	///
	/// # Errors
	/// As [`Keeper::holdings`], and when neither the notes nor the keys here name the objects.
	pub async fn holdings_of(
		&self,
		account: Option<AccountId>,
		secrets: Option<&dyn SecretStore>,
		id: RecordId,
	) -> Result<Vec<Holding>, Error> {
		if let Some(noted) = self.notes.objects(id) {
			let standing = self.standing(id, &noted).await?;
			let objects = parts(id, &noted.cids(), noted.has_header());
			return self
				.look(objects.into_iter().map(|object| (object, standing)).collect())
				.await;
		}
		let record = self.desk.record(id).await?;
		let found = match account {
			Some(account) => self.find_objects(account, secrets, id, &record).await?,
			None => None,
		};
		let cids = found.ok_or(ReplicaError::ObjectsUnknown(id))?;
		let objects = parts(id, &cids, true).into_iter();
		self.look(objects.map(|object| (object, Standing::Registered)).collect())
			.await
	}

	async fn look(&self, known: Vec<(RecordObject, Standing)>) -> Result<Vec<Holding>, Error> {
		let mut holdings = Vec::new();
		let total = known.len() as u64;
		for (done, (object, standing)) in (0..).zip(known) {
			self.desk.advance(Step::Replicate, done, total);
			let holders = self.store.holders(&object.cid).await?;
			holdings.push(Holding {
				object,
				standing,
				holders,
				damage: None,
			});
		}
		Ok(holdings)
	}

	/// Reads every object that a record needs, compares each block with its CID, and notes what fails.
	pub async fn verify(&self, holdings: &mut [Holding]) {
		let needed = |holding: &&mut Holding| holding.standing.is_needed();
		let total = holdings.iter_mut().filter(needed).count() as u64;
		for (done, holding) in (0..).zip(holdings.iter_mut().filter(needed)) {
			self.desk.advance(Step::Verify, done, total);
			holding.damage = self.read_whole(&holding.object.cid).await.err();
		}
		self.desk.advance(Step::Verify, total, total);
	}

	async fn read_whole(&self, cid: &Cid) -> Result<(), StoreError> {
		let mut chunks = self.store.get_verified(cid, None).await?;
		while let Some(chunk) = chunks.recv().await {
			chunk?;
		}
		Ok(())
	}

	async fn standing(&self, id: RecordId, objects: &Objects) -> Result<Standing, Error> {
		match self.desk.record(id).await {
			Ok(record) => {
				self.notes.seen_registered(id, record.created)?;
				Ok(Standing::Registered)
			}
			Err(Error::Lookup(LookupError::Erased { .. })) if objects.is_erasing() => Ok(Standing::Erased),
			Err(Error::Lookup(LookupError::Erased { .. })) => Ok(Standing::ErasedElsewhere),
			Err(Error::Lookup(LookupError::NoRecord(_))) if objects.registered().is_some() => {
				Ok(Standing::NotShown)
			}
			Err(Error::Lookup(LookupError::NoRecord(_))) if objects.is_sent() => Ok(Standing::Waiting),
			Err(Error::Lookup(LookupError::NoRecord(_))) if objects.is_imported() || self.is_staged(id) => {
				Ok(Standing::Stopped)
			}
			Err(Error::Lookup(LookupError::NoRecord(_))) => Ok(Standing::Abandoned),
			Err(error) => Err(error),
		}
	}

	fn is_staged(&self, id: RecordId) -> bool {
		Staging::beside(self.notes).holds(id)
	}

	/// Pins what is lacking, until every object of every registered record uploaded from here lies on as many hosts as the settings
	/// ask for. Removes from every host what is left of uploads that never sent their call and of unfinished erasures from here.
	/// Keeps uploads under way, and those that may still end. No node's word alone removes anything.
	///
	/// # Errors
	/// When the node is behind or cannot be reached; what cannot be repaired is part of the answer.
	pub async fn repair(&self) -> Result<Repaired, Error> {
		self.desk.check_node().await?;
		let mut known = Vec::new();
		for (record, objects) in self.notes.uploads() {
			let standing = self.standing(record, &objects).await?;
			known.push((record, objects, standing));
		}
		let total = known
			.iter()
			.map(|(_, objects, _)| objects.cids().len())
			.sum::<usize>() as u64;
		let (mut done, mut repaired) = (0_u64, Repaired::default());
		self.desk.advance(Step::Replicate, done, total);
		for (record, objects, standing) in known {
			let mut clean = true;
			for object in parts(record, &objects.cids(), objects.has_header()) {
				clean &= self.repair_object(object, standing, &mut repaired).await;
				done = done.saturating_add(1);
				self.desk.advance(Step::Replicate, done, total);
			}
			match standing {
				Standing::Waiting | Standing::Stopped => repaired.waiting.push(record),
				Standing::ErasedElsewhere => repaired.erased_elsewhere.push(record),
				Standing::Erased | Standing::Abandoned if clean => Staging::forget(self.notes, record)?,
				_ => {}
			}
		}
		Ok(repaired)
	}

	/// Says whether the object is now as it should be.
	async fn repair_object(&self, object: RecordObject, standing: Standing, repaired: &mut Repaired) -> bool {
		let outcome = match standing {
			Standing::Waiting | Standing::Stopped | Standing::ErasedElsewhere => return true,
			Standing::Registered | Standing::NotShown => {
				repaired.checked = repaired.checked.saturating_add(1);
				let pinned = self.store.replicate(&object.cid).await;
				self.label(object.record, &[object.cid]).await;
				pinned.map(|hosts| {
					let pinned = hosts.into_iter().map(|host| (object, host));
					repaired.pinned.extend(pinned);
				})
			}
			Standing::Erased | Standing::Abandoned => {
				match self.remove_labelled(object.record, &object.cid).await {
					Ok(()) => {
						repaired.removed.push(object);
						Ok(())
					}
					Err(StoreError::Missing { .. }) => Ok(()),
					Err(error) => Err(error),
				}
			}
		};
		match outcome {
			Ok(()) => true,
			Err(error) => {
				repaired.failed.push(Unrepaired {
					object,
					standing,
					error,
				});
				false
			}
		}
	}
}
