//! The patient's answers to a request, and the patient's own calls for a record.

use super::{CheckedRequest, Delivered, Vault, context, users};
use crate::{
	domain::*,
	entropy::OsEntropy,
	error::{Error, LookupError, TrustError},
	keystore::Keystore,
	ledger::{Call, Sign},
};
use medquorum_envelope::seal_grant;

impl Vault<'_> {
	/// Checks a request as the patient of its record: id, capsule, the requester's signature. The committee must be the
	/// pinned one where one is pinned.
	///
	/// # Errors
	/// What does not hold.
	pub async fn check_request_as_patient(
		&self,
		patient: AccountId,
		id: RequestId,
	) -> Result<CheckedRequest, Error> {
		let view = self.request_view(id).await?;
		let key_id = view.request.key_id;
		let committee = self.committee(key_id).await?;
		if self.trust.pin(key_id).is_some_and(|pin| pin.x != committee.x) {
			return Err(TrustError::OtherCommittee { key_id, what: "key" }.into());
		}
		let (record, context) = self.checked_request(id, &committee.x, &view.request).await?;
		if record.patient != patient {
			let id = view.request.record_id;
			return Err(LookupError::NotYourRecord {
				id,
				patient: record.patient,
			}
			.into());
		}
		if !view.epoch_over && view.request.mode != context::mode_of(&committee, &view.request.requester) {
			return Err(TrustError::Mode(id).into());
		}
		Ok(CheckedRequest {
			view,
			context,
			committee,
			record,
		})
	}

	/// Consents to what was shown: seals the record's CSP key to the one-time key of this request.
	///
	/// # Errors
	/// When the request does not hold, is over or is another one now, or the keystore lacks the record's CSP key.
	pub async fn consent(
		&self,
		signer: &dyn Sign,
		keystore: &Keystore,
		shown: &CheckedRequest,
	) -> Result<Delivered, Error> {
		let id = shown.view.id;
		let checked = shown.still(self.check_request_as_patient(signer.account(), id).await?)?;
		if let RequestStatus::Rejected(cause) = checked.view.status {
			return Err(LookupError::Rejected { id, cause }.into());
		}
		let csp_rec = users::own_csp_rec(keystore, checked.view.request.record_id, &checked.record)?;
		let epk = &checked.view.request.epk;
		let sealed =
			seal_grant(epk, &checked.context, &csp_rec, &mut OsEntropy::new()?).map_err(|source| {
				Error::Envelope {
					what: "request's key",
					source,
				}
			})?;
		self.deliver(
			signer,
			&Call::GrantConsent {
				request_id: id,
				sealed,
			},
		)
		.await
	}

	/// Denies consent, which ends the request.
	///
	/// # Errors
	/// When the record is another patient's, or the request is over.
	pub async fn deny(&self, signer: &dyn Sign, id: RequestId) -> Result<Delivered, Error> {
		let request = self.request_of_state(id).await?;
		self.own_record(signer.account(), request.record_id).await?;
		self.deliver(signer, &Call::DenyConsent { request_id: id }).await
	}

	/// Closes a record to requests; open ones end.
	///
	/// # Errors
	/// When the record is another patient's, or the chain refuses.
	pub async fn suspend(&self, signer: &dyn Sign, record_id: RecordId) -> Result<Delivered, Error> {
		self.own_record(signer.account(), record_id).await?;
		self.deliver(signer, &Call::SuspendRecord { record_id }).await
	}

	/// Opens a suspended record to requests again.
	///
	/// # Errors
	/// When the record is another patient's, or the chain refuses.
	pub async fn resume(&self, signer: &dyn Sign, record_id: RecordId) -> Result<Delivered, Error> {
		self.own_record(signer.account(), record_id).await?;
		self.deliver(signer, &Call::ResumeRecord { record_id }).await
	}

	/// Names another uploader who may correct the record.
	///
	/// # Errors
	/// When the record is another patient's, or the chain refuses.
	pub async fn allow_correction(
		&self,
		signer: &dyn Sign,
		record_id: RecordId,
		uploader: AccountId,
	) -> Result<Delivered, Error> {
		self.own_record(signer.account(), record_id).await?;
		self.deliver(signer, &Call::AllowCorrection { record_id, uploader })
			.await
	}
}
