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
	ledger::{Call, Event, Extent, Sign},
	ports::SecretStore,
	rules::{ends, opening::locate, registration::csp_rec},
};
use medquorum_envelope::Cid;
use medquorum_store::{Label, Owner, StoreError};

/// What the chain did with an erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
	/// The record is gone.
	Erased,
	/// It is gone from this moment on, once somebody carries that out, unless it is stopped.
	Scheduled {
		/// The moment.
		due: Moment,
	},
	/// A legal hold keeps it: it is suspended, and goes after the hold's last moment.
	AwaitsHold {
		/// That moment.
		until: Moment,
	},
	/// The call was only printed, so the chain is unchanged.
	NotSent,
}

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
	/// What the chain did with it.
	pub ended: Ended,
	/// Objects that are gone from the store.
	pub removed: Vec<Cid>,
	/// Whether the record's objects are unknown here, so that the keeper of the store has to find and remove them.
	pub objects_unknown: bool,
	/// What became of the call; `None` when the record was erased on chain before.
	pub delivered: Option<Delivered>,
}

impl Erased {
	fn before(removed: Vec<Cid>) -> Self {
		Self {
			ended: Ended::Erased,
			removed,
			objects_unknown: false,
			delivered: None,
		}
	}
}

/// A record that is to go, and its objects in the store, where they are known.
struct ToErase {
	id: RecordId,
	objects: Option<Vec<Cid>>,
}

impl Keeper<'_> {
	/// Has a record erased. Its patient does so at once: it goes from the chain, with the `older` versions whose place it took, then
	/// their headers and ciphertexts from the store. Anybody else only schedules it, and nothing is removed from the store. Run again
	/// it finishes what was left.
	///
	/// Objects are removed of `id` and of these `older` versions alone, and of them only where the finalized block says that they are erased.
	///
	/// # Errors
	/// When the account may not have it erased, the chain refuses, or the store does not let go of an object.
	pub async fn erase(
		&self,
		signer: &dyn Sign,
		secrets: Option<&dyn SecretStore>,
		id: RecordId,
		reason: Option<ErasureReason>,
		older: &[RecordId],
	) -> Result<Erased, Error> {
		self.desk.check_node().await?;
		let record = match self.found_or_erased(id).await? {
			Shown::Record(record) => record,
			Shown::Erased(objects) => {
				return Ok(Erased::before(self.remove_erased(id, &objects.cids()).await?));
			}
		};
		let account = signer.account();
		if self.desk.acting_for(record.patient).await? != account {
			self.check_may_erase(account, &record).await?;
			let reason = reason.ok_or(EraseError::NoReason(id))?;
			return self.schedule(signer, id, reason).await;
		}
		let reason = reason.unwrap_or(ErasureReason::PatientWish);
		let mut going = vec![self.going(account, secrets, id, &record).await?];
		for (id, record) in self.desk.goes_with(id, &record).await? {
			if older.contains(&id) {
				going.push(self.going(account, secrets, id, &record).await?);
			}
		}
		let counted = self.desk.extent(id, &record).await?;
		let erase = |extent| Call::EraseRecord {
			record_id: id,
			reason,
			extent,
		};
		self.deliver_and_remove(signer, going, counted, erase).await
	}

	/// The older versions that go with a record when this account has it erased, because it answers for its patient. `None` for any
	/// other account, by which it is only scheduled.
	///
	/// # Errors
	/// When there is no such record, or the chain cannot be reached.
	pub async fn goes_with(&self, account: AccountId, id: RecordId) -> Result<Option<Vec<RecordId>>, Error> {
		let record = self.desk.record(id).await?;
		if self.desk.acting_for(record.patient).await? != account {
			return Ok(None);
		}
		let older = self.desk.goes_with(id, &record).await?.into_iter();
		Ok(Some(older.map(|(id, _)| id).collect()))
	}

	/// Carries out an erasure that is due, whoever wanted it; objects that are known here are removed from the store.
	///
	/// # Errors
	/// When there is none, it is not due, a legal hold lasts, the chain refuses, or the store does not let go of an object.
	pub async fn finish_erasure(
		&self,
		signer: &dyn Sign,
		secrets: Option<&dyn SecretStore>,
		id: RecordId,
	) -> Result<Erased, Error> {
		self.desk.check_node().await?;
		let record = match self.found_or_erased(id).await? {
			Shown::Record(record) => record,
			Shown::Erased(objects) => {
				return Ok(Erased::before(self.remove_erased(id, &objects.cids()).await?));
			}
		};
		let (ends, now) = (self.desk.ledger.ends(id).await?, self.desk.clock().await?);
		ends::check_due(id, &record, ends, now)?;
		let going = self.going(signer.account(), secrets, id, &record).await?;
		let counted = Extent {
			versions: record.version,
			requests: self.desk.count_requests(id).await?,
		};
		let finish = |extent| Call::FinishErasure {
			record_id: id,
			extent,
		};
		self.deliver_and_remove(signer, vec![going], counted, finish)
			.await
	}

	/// Stops an erasure that has not taken place yet.
	///
	/// # Errors
	/// When there is none, or the chain refuses: what the patient wants erased, only the patient keeps.
	pub async fn stop_erasure(&self, signer: &dyn Sign, id: RecordId) -> Result<Delivered, Error> {
		self.desk.record(id).await?;
		// An erasure that is over by the node's clock is stopped as well: the node may lie, and stopping does no harm.
		ends::scheduled(id, self.desk.ledger.ends(id).await?)?;
		self.desk
			.deliver(signer, &Call::StopErasure { record_id: id })
			.await
	}

	/// The record, or the objects noted of one that the chain says was erased.
	async fn found_or_erased(&self, id: RecordId) -> Result<Shown, Error> {
		let noted = self.notes.objects(id);
		match (self.desk.record(id).await, noted) {
			(Ok(record), _) => Ok(Shown::Record(Box::new(record))),
			(Err(Error::Lookup(LookupError::Erased { .. })), Some(objects)) => Ok(Shown::Erased(objects)),
			(Err(Error::Lookup(LookupError::NoRecord(_))), Some(objects)) => {
				Err(match objects.registered() {
					Some(block) => ReplicaError::NotShown { id, block }.into(),
					None => EraseError::Unregistered(id).into(),
				})
			}
			(Err(error), _) => Err(error),
		}
	}

	/// Schedules the erasure on the chain. Objects and notes stay, because the erasure can be stopped until it is due.
	async fn schedule(
		&self,
		signer: &dyn Sign,
		id: RecordId,
		reason: ErasureReason,
	) -> Result<Erased, Error> {
		let call = Call::EraseRecord {
			record_id: id,
			reason,
			extent: Extent {
				versions: 1,
				requests: 0,
			},
		};
		let delivered = self.desk.deliver(signer, &call).await?;
		Ok(Erased {
			ended: ended(&delivered)?,
			removed: Vec::new(),
			objects_unknown: false,
			delivered: Some(delivered),
		})
	}

	/// A record that is to go, with its objects noted as such: the way to them goes with the record.
	async fn going(
		&self,
		account: AccountId,
		secrets: Option<&dyn SecretStore>,
		id: RecordId,
		record: &Record,
	) -> Result<ToErase, Error> {
		let objects = match self.notes.objects(id) {
			Some(noted) => Some(noted.cids()),
			None => self.find_objects(account, secrets, id, record).await?,
		};
		if let Some([header, file]) = objects.as_deref() {
			self.notes
				.uploaded(id, Objects::new(header, file).sent().erasing())?;
			self.notes.seen_registered(id, record.created)?;
		}
		Ok(ToErase { id, objects })
	}

	/// Sends the call, and removes the objects of those records that its finalized block says are erased.
	async fn deliver_and_remove(
		&self,
		signer: &dyn Sign,
		going: Vec<ToErase>,
		counted: Extent,
		call: impl Fn(Extent) -> Call,
	) -> Result<Erased, Error> {
		let delivered = match self.desk.deliver_within(signer, counted, call).await {
			Err(error @ Error::Ledger(LedgerError::Refused { .. })) => {
				for ToErase { id, .. } in going {
					self.notes.erasure_refused(id)?;
				}
				return Err(error);
			}
			other => other?,
		};
		let (mut removed, mut objects_unknown) = (Vec::new(), false);
		for ToErase { id, objects } in going {
			match (&delivered, is_erased(&delivered, id)) {
				(_, true) => {
					removed.extend(
						self.remove_erased(id, objects.as_deref().unwrap_or_default())
							.await?,
					);
					objects_unknown |= objects.is_none();
				}
				(Delivered::Finalized(_), false) => self.notes.erasure_refused(id)?,
				(Delivered::Call(_), false) => objects_unknown |= objects.is_none(),
			}
		}
		Ok(Erased {
			ended: ended(&delivered)?,
			removed,
			objects_unknown,
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
			Err(Error::Lookup(LookupError::NoRecord(_))) => {
				Ok(Erased::before(self.remove_all(id, &objects.cids()).await?))
			}
			Err(error) => Err(error),
			Ok(record) => {
				self.notes.seen_registered(id, record.created)?;
				Err(EraseError::Unregistered(id).into())
			}
		}
	}

	/// The records uploaded from here whose objects are still noted.
	#[must_use]
	pub fn noted(&self) -> Vec<RecordId> {
		self.notes.uploads().into_iter().map(|(id, _)| id).collect()
	}

	/// The same, each with the block that registered it; `None` where no finalized block is known to have shown it.
	#[must_use]
	pub fn noted_blocks(&self) -> Vec<(RecordId, Option<BlockNumber>)> {
		let uploads = self.notes.uploads().into_iter();
		uploads.map(|(id, objects)| (id, objects.registered())).collect()
	}

	/// Whether this account, not the patient's, may have the record erased.
	async fn check_may_erase(&self, who: AccountId, record: &Record) -> Result<(), Error> {
		let (allows, action): (fn(Role) -> bool, _) = match who == record.uploader {
			true => (
				|role| role.can_upload() || role.can_erase_any(),
				"erase its uploads any more",
			),
			false => (Role::can_erase_any, "erase records of others"),
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
		let acting = self.desk.acting_for(record.patient).await?;
		let Some(secrets) = secrets.filter(|_| account == acting) else {
			return Ok(None);
		};
		// A patient who lost the CSP key, or whose record was uploaded wrongly, may erase it all the same.
		let Ok(Ok(csp_rec)) = secrets.read(|secrets| csp_rec(secrets, account, id, record)) else {
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

	pub(super) async fn remove_all(&self, id: RecordId, cids: &[Cid]) -> Result<Vec<Cid>, Error> {
		let (mut removed, mut failed) = (Vec::new(), None);
		for cid in cids {
			match self.remove_labelled(id, cid).await {
				Ok(()) => removed.push(*cid),
				Err(StoreError::Missing { .. }) => {}
				// The other objects are removed all the same; the first error is told at the end.
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

	/// The label goes first: with the object comes the collection of garbage that takes both.
	pub(super) async fn remove_labelled(&self, id: RecordId, cid: &Cid) -> Result<(), StoreError> {
		let unlabelled = self.store.unlabel(self.label_of(id, *cid)).await;
		match (self.store.remove(cid).await, unlabelled) {
			(Ok(()) | Err(StoreError::Missing { .. }), Err(error)) => Err(error),
			(gone, _) => gone,
		}
	}

	pub(crate) fn label_of(&self, id: RecordId, cid: Cid) -> Label {
		Label::new(&self.desk.genesis(), Owner::Record(id), cid)
	}

	/// Notes on the hosts whose these objects are, so that each can erase them by itself. What is not noted now is noted by the next
	/// repair, and no host removes or attests by it meanwhile.
	pub(crate) async fn label(&self, id: RecordId, cids: &[Cid]) {
		for cid in cids {
			let _: Result<(), StoreError> = self.store.label(self.label_of(id, *cid)).await;
		}
	}

	/// Removes the objects of an erased record as [`Keeper::remove_all`] does, and bars them from the store.
	async fn remove_erased(&self, id: RecordId, cids: &[Cid]) -> Result<Vec<Cid>, Error> {
		let removed = self.remove_all(id, cids).await?;
		for cid in cids {
			self.store.bar(cid).await?;
		}
		Ok(removed)
	}

	/// Removes one object from the store; one that is not there is no error.
	///
	/// # Errors
	/// When it belongs to a record that was uploaded from here, when a host says that it is part of any record or catalogue, when a
	/// host cannot be asked, and when the store does not let go of it.
	pub async fn remove_object(&self, cid: &Cid) -> Result<(), Error> {
		if let Some(id) = self.notes.owner(cid) {
			let cid = cid.to_string();
			return Err(EraseError::Belongs { cid, id }.into());
		}
		// Another home may have put it there: the hosts say for whom.
		if let Some(label) = self.store.labels(cid).await?.first() {
			return Err(self.claimed(label).into());
		}
		match self.store.remove(cid).await {
			Ok(()) | Err(StoreError::Missing { .. }) => Ok(()),
			Err(error) => Err(error.into()),
		}
	}

	/// Why an object with this label stays.
	fn claimed(&self, label: &Label) -> ReplicaError {
		let owner = match label.owner {
			_ if !label.is_of(&self.desk.genesis()) => "something of another chain".to_owned(),
			Owner::Record(id) => format!("record {id}"),
			Owner::Catalogue => "a catalogue".to_owned(),
		};
		ReplicaError::Labelled {
			cid: label.cid.to_string(),
			owner,
		}
	}
}

/// What the chain shows of a record that is to be erased.
enum Shown {
	Record(Box<Record>),
	/// It was erased before; these objects are noted.
	Erased(Objects),
}

/// The events of a call's finalized block; none where it was not sent.
fn events(delivered: &Delivered) -> &[Event] {
	delivered.receipt().map_or(&[], |receipt| &receipt.events)
}

fn is_erased(delivered: &Delivered, id: RecordId) -> bool {
	let id = id.to_string();
	events(delivered)
		.iter()
		.any(|event| event.name == "RecordErased" && event.field("record_id") == Some(&id))
}

fn ended(delivered: &Delivered) -> Result<Ended, Error> {
	let moment = |event: &Event, field| event.field(field).and_then(|moment| moment.parse().ok());
	let told = events(delivered)
		.iter()
		.find_map(|event| match event.name.as_str() {
			"ErasureScheduled" => Some(Ended::Scheduled {
				due: moment(event, "due").unwrap_or_default(),
			}),
			"ErasureAwaitsHold" => Some(Ended::AwaitsHold {
				until: moment(event, "until").unwrap_or_default(),
			}),
			"RecordErased" => Some(Ended::Erased),
			_ => None,
		});
	match (told, delivered.receipt()) {
		(Some(ended), _) => Ok(ended),
		(None, None) => Ok(Ended::NotSent),
		(None, Some(_)) => {
			let what = "the events of an erasure".to_owned();
			Err(LedgerError::Incompatible { what, source: None }.into())
		}
	}
}
