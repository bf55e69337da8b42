//! What a patient allows beforehand for an emergency.

use super::{
	desk::{Delivered, Desk},
	patient::Patient,
};
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	context,
	domain::*,
	error::EmergencyError,
	ledger::{Call, EmergencyCall, Extent, Sign},
	ports::SecretStore,
	rules::{
		emergency::{Emergency, Wrapping, wrap},
		registration::csp_rec,
	},
};

impl Desk<'_> {
	/// What is kept of a record for an emergency.
	///
	/// # Errors
	/// When there is nothing, or the chain cannot be reached.
	pub(crate) async fn emergency(&self, id: RecordId, record: &Record) -> Result<Emergency, Error> {
		let entry = self.ledger.emergency_entry(id).await?;
		let entry = entry.ok_or(EmergencyError::NoEmergencyCapsule(id))?;
		let x = self.committee(record.key_id).await?.x;
		Ok(Emergency { entry, x })
	}

	/// The emergency committee to encrypt to: pinned, certified, and not the record's own.
	pub(crate) async fn emergency_committee(
		&self,
		key_id: KeyId,
		record_key: KeyId,
	) -> Result<Committee, Error> {
		if key_id == record_key {
			return Err(EmergencyError::SameCommittee(key_id).into());
		}
		self.trusted_committee(key_id).await
	}
}

impl Patient<'_> {
	/// Says up to which scope uploaders may add records of the patient for an emergency committee; nothing any more with `None`.
	///
	/// # Errors
	/// When the committee is not trusted here, or the chain refuses.
	pub async fn set_emergency(
		&self,
		signer: &dyn Sign,
		directive: Option<EmergencyDirective>,
	) -> Result<Delivered, Error> {
		if let Some(directive) = directive {
			self.desk.trusted_committee(directive.key_id).await?;
		}
		self.desk
			.deliver(
				signer,
				&Call::Emergency(EmergencyCall::SetEmergency { directive }),
			)
			.await
	}

	/// Lets an emergency committee stand in for the patient where a record is concerned: wraps the record's CSP key for it. The
	/// administrators of the record still have to approve.
	///
	/// # Errors
	/// When the record is another patient's, can be opened in an emergency already, the committee is not to be believed, or the secrets lack
	/// the record's CSP key.
	pub async fn allow_emergency(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		record_id: RecordId,
		key_id: KeyId,
	) -> Result<Delivered, Error> {
		let owner = signer.account();
		let record = self.desk.own_record(owner, record_id).await?;
		let committee = self.desk.emergency_committee(key_id, record.key_id).await?;
		if self.desk.ledger.emergency_entry(record_id).await?.is_some() {
			return Err(EmergencyError::AlreadyAllowed(record_id).into());
		}
		let x = self.desk.committee(record.key_id).await?.x;
		let wrapping = Wrapping {
			record_ctx: &context::record_context(&self.desk.genesis(), record_id, &record, &x),
			id: record_id,
			key_id,
			x_e: &committee.x,
			maker: owner,
		};
		let csp_rec = secrets.read(|secrets| csp_rec(secrets, owner, record_id, &record))??;
		let entry = wrap(&wrapping, &csp_rec, None, &mut OsEntropy::new()?)?;
		let entry = Box::new(entry);
		self.desk
			.deliver(
				signer,
				&Call::Emergency(EmergencyCall::AddEmergency { record_id, entry }),
			)
			.await
	}

	/// Takes that back. Emergency requests for the record end.
	///
	/// # Errors
	/// When the record is another patient's, nothing is kept of it, or the chain refuses.
	pub async fn remove_emergency(&self, signer: &dyn Sign, record_id: RecordId) -> Result<Delivered, Error> {
		let record = self.desk.own_record(signer.account(), record_id).await?;
		self.desk.emergency(record_id, &record).await?;
		let requests = self.desk.count_requests(record_id).await?;
		let remove = |extent: Extent| {
			Call::Emergency(EmergencyCall::RemoveEmergency {
				record_id,
				requests: extent.requests,
			})
		};
		let counted = Extent {
			versions: 1,
			requests,
		};
		self.desk.deliver_within(signer, counted, remove).await
	}
}
