//! Erasing a record on chain and in the store.

use super::{desk::Delivered, keeper::Keeper, patient::fetch_header};
use crate::{
	error::{EraseError, Error, LedgerError, ReplicaError},
	keep::notes::Objects,
	upload::stage::Staging,
};
use medquorum_core::{
	domain::*,
	error::LookupError,
	ledger::{Call, Sign},
	ports::SecretStore,
	rules::{opening::locate, registration::csp_rec},
};
use medquorum_envelope::Cid;
use medquorum_store::StoreError;

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
	/// Objects that are gone from the store.
	pub removed: Vec<Cid>,
	/// Nobody here knows which objects belong to the record: whoever keeps the store has to remove them.
	pub objects_unknown: bool,
	/// What became of the call; `None` when the record was erased on chain before.
	pub delivered: Option<Delivered>,
}

impl Keeper<'_> {
	/// Erases a record: from the chain, then its header and ciphertext from the store. The patient finds the objects by
	/// the CSP key, the uploader by the notes of the upload. Run again it finishes what was left.
	///
	/// # Errors
	/// When the account may not erase it, the chain refuses, or the store does not let go of an object.
	pub async fn erase(
		&self,
		signer: &dyn Sign,
		secrets: Option<&dyn SecretStore>,
		id: RecordId,
	) -> Result<Erased, Error> {
		self.desk.check_node().await?;
		let noted = self.notes.objects(id);
		let record = match (self.desk.record(id).await, &noted) {
			(Ok(record), _) => record,
			(Err(Error::Lookup(LookupError::Erased { .. })), Some(objects)) => {
				return self.remove_noted(id, objects).await;
			}
			(Err(Error::Lookup(LookupError::NoRecord(_))), Some(objects)) => {
				return Err(match objects.registered() {
					Some(block) => ReplicaError::NotShown { id, block }.into(),
					None => EraseError::Unregistered(id).into(),
				});
			}
			(Err(error), _) => return Err(error),
		};
		let noted = noted.map(|objects| objects.cids());
		self.check_may_erase(signer.account(), &record).await?;
		let objects = match noted {
			Some(objects) => Some(objects),
			None => self.find_objects(signer.account(), secrets, id, &record).await?,
		};
		if let Some([header, file]) = objects.as_deref() {
			// Kept until both are gone, because the way to them goes with the record.
			self.notes
				.uploaded(id, Objects::new(header, file).sent().erasing())?;
			self.notes.seen_registered(id, record.created)?;
		}
		let call = Call::EraseRecord { record_id: id };
		let delivered = match self.desk.deliver(signer, &call).await {
			Err(error @ Error::Ledger(LedgerError::Refused { .. })) => {
				self.notes.erasure_refused(id)?;
				return Err(error);
			}
			other => other?,
		};
		let removed = match &delivered {
			Delivered::Finalized(_) => {
				self.remove_all(id, objects.as_deref().unwrap_or_default())
					.await?
			}
			Delivered::Call(_) => Vec::new(),
		};
		Ok(Erased {
			removed,
			objects_unknown: objects.is_none(),
			delivered: Some(delivered),
		})
	}

	/// Removes what was stored of an upload that the chain does not show although its call was sent or printed: it may still be
	/// carried out, and then names objects that are gone. Only for a person who was told so.
	///
	/// # Errors
	/// When the record was seen registered or the chain shows it, and when the store does not let go.
	pub async fn erase_unregistered(&self, id: RecordId) -> Result<Erased, Error> {
		self.desk.check_node().await?;
		let objects = self.notes.objects(id).ok_or(LookupError::NoRecord(id))?;
		if let Some(block) = objects.registered() {
			return Err(ReplicaError::NotShown { id, block }.into());
		}
		match self.desk.record(id).await {
			Err(Error::Lookup(LookupError::NoRecord(_))) => self.remove_noted(id, &objects).await,
			Err(error) => Err(error),
			Ok(record) => {
				self.notes.seen_registered(id, record.created)?;
				Err(EraseError::Unregistered(id).into())
			}
		}
	}

	async fn remove_noted(&self, id: RecordId, objects: &Objects) -> Result<Erased, Error> {
		Ok(Erased {
			removed: self.remove_all(id, &objects.cids()).await?,
			objects_unknown: false,
			delivered: None,
		})
	}

	/// The records uploaded from here whose objects are still noted.
	#[must_use]
	pub fn noted(&self) -> Vec<RecordId> {
		self.notes.uploads().into_iter().map(|(id, _)| id).collect()
	}

	async fn check_may_erase(&self, who: AccountId, record: &Record) -> Result<(), Error> {
		if who == record.patient {
			return Ok(());
		}
		let (allows, action): (fn(Role) -> bool, _) = match who == record.uploader {
			true => (
				|role| role.can_upload() || role == Role::DataProtectionOfficer,
				"erase its uploads any more",
			),
			false => (
				|role| role == Role::DataProtectionOfficer,
				"erase records of others",
			),
		};
		self.desk.check_role(who, allows, action).await
	}

	/// The objects of a record, from its patient's keys.
	pub(super) async fn find_objects(
		&self,
		account: AccountId,
		secrets: Option<&dyn SecretStore>,
		id: RecordId,
		record: &Record,
	) -> Result<Option<Vec<Cid>>, Error> {
		let Some(secrets) = secrets.filter(|_| account == record.patient) else {
			return Ok(None);
		};
		// A patient who lost the CSP key, or whose record was uploaded wrongly, may erase it all the same.
		let Ok(Ok(csp_rec)) = secrets.read(|secrets| csp_rec(secrets, id, record)) else {
			return Ok(None);
		};
		let Ok(header_cid) = locate(&csp_rec, id, record) else {
			return Ok(None);
		};
		match fetch_header(self.store, id, record, &csp_rec).await {
			Ok((header_cid, header)) => Ok(Some(vec![header_cid, *header.cid()])),
			// Without its header nobody can open the file again; the ciphertext cannot be found any more.
			Err(Error::Store(StoreError::Missing { .. }) | Error::Open(_)) => Ok(Some(vec![header_cid])),
			Err(error) => Err(error),
		}
	}

	async fn remove_all(&self, id: RecordId, cids: &[Cid]) -> Result<Vec<Cid>, Error> {
		let (mut removed, mut failed) = (Vec::new(), None);
		for cid in cids {
			match self.store.remove(cid).await {
				Ok(()) => removed.push(*cid),
				Err(StoreError::Missing { .. }) => {}
				// One object that stays is no reason to leave the others where they are.
				Err(source) => {
					failed.get_or_insert(EraseError::StillStored {
						cid: cid.to_string(),
						source: Box::new(source.into()),
					});
				}
			}
		}
		if let Some(error) = failed {
			return Err(error.into());
		}
		Staging::forget(self.notes, id)?;
		Ok(removed)
	}

	/// Removes one object from the store; one that is not there is no error.
	///
	/// # Errors
	/// When it belongs to a record that was uploaded from here, or the store does not let go of it.
	pub async fn remove_object(&self, cid: &Cid) -> Result<(), Error> {
		if let Some(id) = self.notes.owner(cid) {
			let cid = cid.to_string();
			return Err(EraseError::Belongs { cid, id }.into());
		}
		match self.store.remove(cid).await {
			Ok(()) | Err(StoreError::Missing { .. }) => Ok(()),
			Err(error) => Err(error.into()),
		}
	}

	/// How many earlier uploads ended, killed perhaps, before their call was sent.
	#[must_use]
	pub fn abandoned(&self) -> usize {
		self.notes.abandoned().len()
	}

	/// How many of them are sealed to their end, so that they go on when the same files are uploaded again.
	#[must_use]
	pub fn resumable(&self) -> usize {
		let staging = Staging::beside(self.notes);
		let unfinished = self.notes.abandoned().into_iter();
		unfinished
			.filter(|(id, _)| staging.as_ref().is_some_and(|staging| staging.holds(*id)))
			.count()
	}

	/// Cleans up after an upload whose future was dropped, as a failed one does for itself. An upload that can go on is kept
	/// for that; one whose call was sent already is left to [`Keeper::tidy`], since the chain may still register it.
	///
	/// # Errors
	/// When the store does not let go.
	pub async fn abandon(&self) -> Result<Vec<Cid>, Error> {
		let staging = Staging::beside(self.notes);
		let mut removed = Vec::new();
		let mut kept = false;
		for (id, objects) in self.notes.abandoned() {
			match staging.as_ref().is_some_and(|staging| staging.holds(id)) {
				true => kept = true,
				false => removed.extend(self.remove_all(id, &objects.cids()).await?),
			}
		}
		// A collection would also take the blocks with which an upload could go on.
		if !kept {
			self.store.settle().await?;
		}
		Ok(removed)
	}

	/// Removes what uploads left whose call never left this machine, for example because the process was killed. That is known here
	/// and no node is asked. Uploads under way are spared; one whose call was sent or printed is never removed by a node's word
	/// that its chain does not know it.
	///
	/// # Errors
	/// When the chain cannot be reached or the store does not let go.
	pub async fn tidy(&self) -> Result<Tidied, Error> {
		let mut tidied = Tidied::default();
		for (id, objects) in self.notes.uploads() {
			if !objects.is_sent() {
				tidied.removed.extend(self.remove_all(id, &objects.cids()).await?);
			} else if objects.registered().is_none() && !self.notice(id).await? {
				tidied.open.push(id);
			} else {
				// What would be resumed is registered.
				Staging::discard(self.notes, id)?;
			}
		}
		Ok(tidied)
	}

	/// Looks whether the chain shows the record of an upload, or showed it once, and notes it.
	async fn notice(&self, id: RecordId) -> Result<bool, Error> {
		match self.desk.record(id).await {
			Ok(record) => self.notes.seen_registered(id, record.created)?,
			Err(Error::Lookup(LookupError::Erased { .. })) => {}
			Err(Error::Lookup(_)) => return Ok(false),
			Err(error) => return Err(error),
		}
		Ok(true)
	}

	/// Removes what an upload left whose call was never sent; any other is left as it is.
	pub(crate) async fn tidy_one(&self, id: RecordId) -> Result<(), Error> {
		match self.notes.objects(id) {
			Some(objects) if !objects.is_sent() => {
				self.remove_all(id, &objects.cids()).await?;
			}
			_ => {}
		}
		Ok(())
	}
}

/// What tidying up did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tidied {
	/// Objects that are gone from the store.
	pub removed: Vec<Cid>,
	/// Uploads whose call was sent or printed and that the chain does not show: they were left as they are.
	pub open: Vec<RecordId>,
}
