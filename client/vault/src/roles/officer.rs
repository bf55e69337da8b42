//! A data protection officer: legal holds. Having records erased, and stopping that, is in `erase.rs`.

use super::desk::{Delivered, Desk};
use crate::error::Error;
use medquorum_core::{
	domain::*,
	ledger::{Call, Sign},
};

/// Somebody who keeps records from being erased.
#[derive(Clone, Copy)]
pub struct Officer<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Officer<'_> {
	/// Keeps a record from being erased until a moment of the chain's clock; a hold that is there is replaced.
	///
	/// # Errors
	/// When the account is no officer's, there is no such record, or the chain refuses.
	pub async fn hold(
		&self,
		signer: &dyn Sign,
		record_id: RecordId,
		reason: HoldReason,
		until: Moment,
	) -> Result<Delivered, Error> {
		self.check(signer.account(), record_id).await?;
		let call = Call::HoldRecord {
			record_id,
			reason,
			until,
		};
		self.desk.deliver(signer, &call).await
	}

	/// Ends a legal hold early.
	///
	/// # Errors
	/// When the account is no officer's, there is no such record, or the chain refuses.
	pub async fn lift(&self, signer: &dyn Sign, record_id: RecordId) -> Result<Delivered, Error> {
		self.check(signer.account(), record_id).await?;
		self.desk.deliver(signer, &Call::LiftHold { record_id }).await
	}

	async fn check(&self, who: AccountId, id: RecordId) -> Result<(), Error> {
		self.desk
			.check_role(who, Role::can_erase_any, "place or lift legal holds")
			.await?;
		self.desk.record(id).await?;
		Ok(())
	}
}
