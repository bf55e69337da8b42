//! Climbing the ladder: a record that is open, of which no byte of the file was fetched yet.

use crate::{error::Error, file_info::FileInfo, roles::Requester};
use medquorum_core::{
	domain::*,
	error::OpenError,
	ports::SecretStore,
	rules::opening::{OpenedHeader, SignedRequest, check_own, unlock_with},
};
use medquorum_envelope::{CspRec, FileKeys, Header, Unpadder, header::HEADER};
use medquorum_store::get_small;

/// Where the record's CSP key comes from.
#[derive(Clone, Copy)]
pub enum CspSource<'a> {
	/// The patient's consent on chain.
	Consent,
	/// A code the patient handed over.
	Code(&'a str),
	/// What an emergency committee opened, standing in for the patient.
	Key(&'a CspRec),
	/// The request is one to an emergency committee, which opens both keys of the record.
	Emergency,
}

/// A record that is open: both keys are right, its header is the registered one. No byte of the file was fetched yet.
pub struct Opened {
	pub(super) record_id: RecordId,
	pub(super) acknowledged: bool,
	pub(super) info: FileInfo,
	pub(super) keys: FileKeys,
	pub(super) header: Header,
	pub(super) unpadder: Unpadder,
}

impl Opened {
	/// The record that the request was for.
	pub fn record_id(&self) -> RecordId {
		self.record_id
	}

	/// Whether its patient has confirmed it; if not, it may be about somebody else.
	pub fn acknowledged(&self) -> bool {
		self.acknowledged
	}

	/// What the file is.
	pub fn info(&self) -> &FileInfo {
		&self.info
	}

	/// Bytes of the file.
	pub fn length(&self) -> u64 {
		self.unpadder.true_len()
	}
}

impl Requester<'_> {
	/// Climbs the ladder of docs/cryptography.md 4.2: CSP key, report key, locator, header, commitment, key commitment.
	/// Nothing is fetched before the first three hold.
	///
	/// # Errors
	/// The first rung that does not hold.
	pub async fn open(
		&self,
		account: AccountId,
		secrets: &dyn SecretStore,
		id: RequestId,
		source: CspSource<'_>,
	) -> Result<Opened, Error> {
		if matches!(source, CspSource::Emergency) {
			return self.open_whole(account, secrets, id).await;
		}
		let signed = self.signed_request(account, secrets, id).await?;
		let csp_rec = self.csp_rec(secrets, id, &signed, source).await?;
		let votes = self.desk.ledger.votes(id).await?;
		let consent = csp_rec.is_some();
		let used = signed.used_shares(votes.clone(), consent)?;
		let partials = secrets.read(|secrets| signed.partials(votes, consent, secrets))??;
		let csp_rec = csp_rec.ok_or(OpenError::ConsentMissing(id))?;
		let (record_id, acknowledged) = (signed.record_id(), signed.acknowledged());
		let unlocked = signed.unlock(&partials, csp_rec)?;
		let object = get_small(self.store, &unlocked.header_cid, HEADER).await?;
		let OpenedHeader {
			keys,
			header,
			metadata,
			unpadder,
		} = match unlocked.open(&object) {
			Err(OpenError::KeyCommitMismatch) => {
				return Err(used.judge(&self.desk.ledger.proofs(id).await?).into());
			}
			opened => opened?,
		};
		Ok(Opened {
			record_id,
			acknowledged,
			info: FileInfo::of_metadata(&metadata),
			keys,
			header,
			unpadder,
		})
	}

	/// The same from an emergency request by which both keys are opened.
	async fn open_whole(
		&self,
		account: AccountId,
		secrets: &dyn SecretStore,
		id: RequestId,
	) -> Result<Opened, Error> {
		let (record_id, record, emergency, unwrapped) = self.unwrap(account, secrets, id).await?;
		let report_key = unwrapped.report_key.ok_or(OpenError::ScopeTooNarrow(record_id))?;
		let acknowledged = record.acknowledged;
		let keys = (unwrapped.csp_rec, report_key);
		let unlocked = unlock_with(&self.desk.genesis(), &emergency.x, record_id, record, keys)?;
		let object = get_small(self.store, &unlocked.header_cid, HEADER).await?;
		let OpenedHeader {
			keys,
			header,
			metadata,
			unpadder,
		} = unlocked.open(&object)?;
		Ok(Opened {
			record_id,
			acknowledged,
			info: FileInfo::of_metadata(&metadata),
			keys,
			header,
			unpadder,
		})
	}

	/// The request, if it is the account's own, as it was signed, with its one-time key.
	async fn signed_request(
		&self,
		account: AccountId,
		secrets: &dyn SecretStore,
		id: RequestId,
	) -> Result<SignedRequest, Error> {
		let request = self.desk.request(id).await?;
		let now = self.desk.clock().await?;
		check_own(account, id, &request, now)?;
		let committee = self.desk.committee(request.key_id).await?;
		let record = self.desk.record(request.record_id).await?;
		let genesis = self.desk.genesis();
		let signed =
			secrets.read(|secrets| SignedRequest::new(&genesis, id, request, record, committee, secrets))?;
		Ok(signed?)
	}

	/// The record's CSP key, proven right; `None` while the patient has not consented.
	async fn csp_rec(
		&self,
		secrets: &dyn SecretStore,
		id: RequestId,
		signed: &SignedRequest,
		source: CspSource<'_>,
	) -> Result<Option<CspRec>, Error> {
		Ok(match source {
			CspSource::Code(code) => Some(signed.csp_of_code(code)?),
			CspSource::Key(key) => Some(signed.csp_proven(key.clone())?),
			CspSource::Emergency => None,
			// The patient's own record opens with the patient's own key.
			CspSource::Consent if signed.is_own() => {
				Some(secrets.read(|secrets| signed.csp_of_own(secrets))??)
			}
			CspSource::Consent => match self.desk.ledger.consent(id).await? {
				Some(sealed) => Some(signed.csp_of_consent(&sealed)?),
				None => None,
			},
		})
	}
}
