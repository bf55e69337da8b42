//! The patient: answers to requests, the check of what was uploaded, and the patient's own calls for a record.

use super::desk::{Delivered, Desk};
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::*,
	error::LookupError,
	ledger::{Call, Extent, Sign},
	ports::SecretStore,
	rules::{answer::CheckedRequest, consent, ends, opening, registration::csp_rec},
};
use medquorum_envelope::{Cid, CspRec, Header, codes, header::HEADER};
use medquorum_store::{Store, get_small};
use zeroize::Zeroizing;

/// A record whose patient could follow it from the chain to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRecord {
	/// As registered.
	pub record: Record,
	/// The header in the store.
	pub header_cid: Cid,
	/// The ciphertext in the store.
	pub cid: Cid,
	/// Bytes of ciphertext.
	pub stored_len: u64,
}

/// Somebody whose records lie here.
#[derive(Clone, Copy)]
pub struct Patient<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Where envelopes are kept.
	pub store: &'a dyn Store,
}

impl Patient<'_> {
	/// Checks a request as the patient of its record: id, capsule, the requester's signature. The committee must be the
	/// pinned one where one is pinned.
	///
	/// # Errors
	/// What does not hold.
	pub async fn check_request(&self, patient: AccountId, id: RequestId) -> Result<CheckedRequest, Error> {
		let shown = self.desk.shown(id).await?;
		let acting = self.desk.acting_for(shown.record.patient).await?;
		if shown.emergency.is_some() {
			return Err(LookupError::NeedsNoConsent(id).into());
		}
		let checked = shown.check_as_patient(self.desk.trust, patient, acting)?;
		self.desk.check_reader(&checked).await?;
		Ok(checked)
	}

	/// Consents to what was shown: seals the record's CSP key to the one-time key of this request.
	///
	/// # Errors
	/// When the request does not hold, is over or is another one now, or the secrets lack the record's CSP key.
	pub async fn consent(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		shown: &CheckedRequest,
	) -> Result<Delivered, Error> {
		let id = shown.view.id;
		let checked = shown.unchanged_from(self.check_request(signer.account(), id).await?)?;
		consent::check_live(&checked)?;
		let record_id = checked.view.request.record_id;
		let owner = signer.account();
		let csp_rec = secrets.read(|secrets| csp_rec(secrets, owner, record_id, &checked.record))??;
		let sealed = consent::seal(&checked, &csp_rec, &mut OsEntropy::new()?)?;
		let call = Call::GrantConsent {
			request_id: id,
			sealed,
		};
		self.desk.deliver(signer, &call).await
	}

	/// Denies consent, which ends the request.
	///
	/// # Errors
	/// When the record is another patient's, or the request is over.
	pub async fn deny(&self, signer: &dyn Sign, id: RequestId) -> Result<Delivered, Error> {
		let request = self.desk.request(id).await?;
		self.desk.own_record(signer.account(), request.record_id).await?;
		let call = Call::DenyConsent { request_id: id };
		self.desk.deliver(signer, &call).await
	}

	/// Closes a record to requests; open ones end.
	///
	/// # Errors
	/// When the record is another patient's, or the chain refuses.
	pub async fn suspend(&self, signer: &dyn Sign, record_id: RecordId) -> Result<Delivered, Error> {
		self.desk.own_record(signer.account(), record_id).await?;
		let requests = self.desk.count_requests(record_id).await?;
		let suspend = |extent: Extent| Call::SuspendRecord {
			record_id,
			requests: extent.requests,
		};
		let counted = Extent {
			versions: 1,
			requests,
		};
		self.desk.deliver_within(signer, counted, suspend).await
	}

	/// Refuses a record that was not acknowledged: it goes at once, and what it was to correct stays as it is.
	///
	/// # Errors
	/// When the record is another patient's or was acknowledged, or the chain refuses.
	pub async fn refuse(
		&self,
		signer: &dyn Sign,
		record_id: RecordId,
		reason: RefusalReason,
	) -> Result<Delivered, Error> {
		let record = self.desk.own_record(signer.account(), record_id).await?;
		ends::check_unacknowledged(record_id, &record)?;
		let requests = self.desk.count_requests(record_id).await?;
		let refuse = |extent: Extent| Call::RefuseRecord {
			record_id,
			reason,
			requests: extent.requests,
		};
		let counted = Extent {
			versions: 1,
			requests,
		};
		self.desk.deliver_within(signer, counted, refuse).await
	}

	/// Opens a suspended record to requests again.
	///
	/// # Errors
	/// When the record is another patient's, or the chain refuses.
	pub async fn resume(&self, signer: &dyn Sign, record_id: RecordId) -> Result<Delivered, Error> {
		self.own_call(signer, record_id, Call::ResumeRecord { record_id })
			.await
	}

	/// Names another uploader who may correct the record; with none, takes that back.
	///
	/// # Errors
	/// When the record is another patient's, or the chain refuses.
	pub async fn allow_correction(
		&self,
		signer: &dyn Sign,
		record_id: RecordId,
		uploader: Option<AccountId>,
	) -> Result<Delivered, Error> {
		self.own_call(signer, record_id, Call::AllowCorrection { record_id, uploader })
			.await
	}

	/// Says whether those who search may find a record by its disease.
	///
	/// # Errors
	/// When the record is another patient's, or the chain refuses: also where it is so already.
	pub async fn set_searchable(
		&self,
		signer: &dyn Sign,
		record_id: RecordId,
		searchable: bool,
	) -> Result<Delivered, Error> {
		let call = Call::SetSearchable {
			record_id,
			searchable,
		};
		self.own_call(signer, record_id, call).await
	}

	/// Says whether facilities may list what they upload from now on.
	///
	/// # Errors
	/// When the chain refuses: also where it is so already.
	pub async fn set_search_directive(
		&self,
		signer: &dyn Sign,
		searchable: bool,
	) -> Result<Delivered, Error> {
		self.desk
			.deliver(signer, &Call::SetSearchDirective { searchable })
			.await
	}

	async fn own_call(&self, signer: &dyn Sign, id: RecordId, call: Call) -> Result<Delivered, Error> {
		self.desk.own_record(signer.account(), id).await?;
		self.desk.deliver(signer, &call).await
	}

	/// The CSP key of one record as a code, for its patient to hand to a requester. It opens no other record.
	///
	/// # Errors
	/// When the record is another patient's, or sealed to a key that is not among the secrets.
	pub async fn csp_code(
		&self,
		patient: AccountId,
		secrets: &dyn SecretStore,
		record_id: RecordId,
	) -> Result<Zeroizing<String>, Error> {
		let record = self.desk.own_record(patient, record_id).await?;
		let csp_rec = secrets.read(|secrets| csp_rec(secrets, patient, record_id, &record))??;
		Ok(codes::encode_csp(&csp_rec, &record_id.0))
	}

	/// Follows a record from the chain to its header in the store: CSP key, locator, commitment.
	///
	/// # Errors
	/// What does not hold.
	pub async fn check_record(
		&self,
		patient: AccountId,
		secrets: &dyn SecretStore,
		id: RecordId,
	) -> Result<CheckedRecord, Error> {
		let record = self.desk.own_record(patient, id).await?;
		let csp_rec = secrets.read(|secrets| csp_rec(secrets, patient, id, &record))??;
		let (header_cid, header) = fetch_header(self.store, id, &record, &csp_rec).await?;
		Ok(CheckedRecord {
			header_cid,
			cid: *header.cid(),
			stored_len: header.ct_len(),
			record,
		})
	}

	/// The patient confirms a record after checking it. A correction takes the place of the versions before it, whose requests end.
	///
	/// # Errors
	/// What does not hold, or the chain's refusal.
	pub async fn acknowledge(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		record_id: RecordId,
	) -> Result<Delivered, Error> {
		let CheckedRecord { record, .. } = self.check_record(signer.account(), secrets, record_id).await?;
		let counted = self.desk.extent(record_id, &record).await?;
		let acknowledge = |extent| Call::AcknowledgeRecord { record_id, extent };
		self.desk.deliver_within(signer, counted, acknowledge).await
	}

	/// The older versions whose place a record takes when it is acknowledged, or that go with it when the patient erases it.
	///
	/// # Errors
	/// When there is no such record, or the chain cannot be reached.
	pub async fn versions_before(&self, record_id: RecordId) -> Result<Vec<RecordId>, Error> {
		let record = self.desk.record(record_id).await?;
		let older = self.desk.versions_before(&record).await?.into_iter();
		Ok(older.map(|(id, _)| id).collect())
	}
}

/// Locator, header, commitment: the header of a record, from its CSP key.
pub(crate) async fn fetch_header(
	store: &dyn Store,
	id: RecordId,
	record: &Record,
	csp_rec: &CspRec,
) -> Result<(Cid, Header), Error> {
	let header_cid = opening::locate(csp_rec, id, record)?;
	let object = get_small(store, &header_cid, HEADER).await?;
	let header = opening::read_header(csp_rec, id, record, &object)?;
	Ok((header_cid, header))
}
