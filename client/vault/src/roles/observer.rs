//! Looking: requests, records and committees as people are shown them. An observer signs nothing and has no keys.

use super::desk::Desk;
use crate::error::Error;
use medquorum_core::{
	advice::in_one_line,
	domain::*,
	trust::{self, CommitteePin},
	views::{Inbox, Names, RecordView, RequestView, Waiting},
};

/// A committee on chain beside its pin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitteeView {
	/// As the node shows it.
	pub committee: Committee,
	/// Whether the committee key is pinned.
	pub pinned: bool,
	/// Why the committee is not to be trusted, in words; `None` when it is pinned and everything holds.
	pub doubt: Option<String>,
	/// Valid certificates of its administrators.
	pub certificates: usize,
	/// Whether it is the committee whose secrets are public.
	pub development: bool,
	/// What would be pinned; its fingerprint is what people compare.
	pub pin: CommitteePin,
}

/// Somebody who looks at the chain.
#[derive(Clone, Copy)]
pub struct Observer<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Observer<'_> {
	/// One request.
	///
	/// # Errors
	/// When there is none, or the chain cannot be reached.
	pub async fn request_view(&self, id: RequestId) -> Result<RequestView, Error> {
		let request = self.desk.request(id).await?;
		self.desk.view(id, request).await
	}

	async fn views(&self, keep: impl Fn(&Request) -> bool) -> Result<Vec<RequestView>, Error> {
		let mut views = Vec::new();
		for (id, request) in self.desk.ledger.requests().await? {
			if keep(&request) {
				views.push(self.desk.view(id, request).await?);
			}
		}
		views.sort_by_key(|view| (view.request.created, view.id));
		Ok(views)
	}

	/// Requests an administrator can answer now.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn inbox_admin(&self, admin: AccountId) -> Result<Vec<RequestView>, Error> {
		let committees = self.desk.ledger.committees().await?;
		let mine = |key_id| {
			let mut committees = committees.iter().filter(|(id, _)| *id == key_id);
			committees.any(|(_, committee)| committee.admin(&admin).is_some())
		};
		let mut views = self.views(|request| mine(request.key_id)).await?;
		views.retain(|view| view.can_answer(&admin));
		Ok(views)
	}

	/// Requests for records of a patient that are open or approved.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn inbox_patient(&self, patient: AccountId) -> Result<Vec<RequestView>, Error> {
		let mut records = self.desk.ledger.records().await?;
		records.retain(|(_, record)| record.patient == patient);
		let mine = |id| records.iter().any(|(record, _)| *record == id);
		let mut views = self.views(|request| mine(request.record_id)).await?;
		views.retain(|view| !matches!(view.status, RequestStatus::Rejected(_)));
		Ok(views)
	}

	/// Requests an account has made.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn outbox(&self, requester: AccountId) -> Result<Vec<RequestView>, Error> {
		self.views(|request| request.requester == requester).await
	}

	/// Everything that waits for an account.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn inbox(&self, account: AccountId, names: &dyn Names) -> Result<Inbox, Error> {
		let waiting = Waiting {
			administrator: self.inbox_admin(account).await?,
			patient: self.inbox_patient(account).await?,
			requester: self.outbox(account).await?,
			records: self.records_of(account).await?,
		};
		Ok(Inbox::of(&account, &waiting, names))
	}

	/// One record.
	///
	/// # Errors
	/// When there is none, or the chain cannot be reached.
	pub async fn record_view(&self, id: RecordId) -> Result<RecordView, Error> {
		let record = self.desk.record(id).await?;
		let mut requests = self.desk.ledger.requests().await?;
		requests.retain(|(_, request)| request.record_id == id);
		Ok(RecordView {
			id,
			record,
			requests: requests.into_iter().map(|(id, _)| id).collect(),
		})
	}

	/// The records an account is patient or uploader of, oldest first.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn records_of(&self, account: AccountId) -> Result<Vec<RecordView>, Error> {
		let requests = self.desk.ledger.requests().await?;
		let of_record = |id| {
			let requests = requests
				.iter()
				.filter(move |(_, request)| request.record_id == id);
			requests.map(|(id, _)| *id).collect()
		};
		let mut records = self.desk.ledger.records().await?;
		records.retain(|(_, record)| record.patient == account || record.uploader == account);
		records.sort_by_key(|(id, record)| (record.created, *id));
		Ok(records
			.into_iter()
			.map(|(id, record)| RecordView {
				requests: of_record(id),
				id,
				record,
			})
			.collect())
	}

	/// A committee and how far it is to be trusted.
	///
	/// # Errors
	/// When there is none, or the chain cannot be reached.
	pub async fn committee_view(&self, key_id: KeyId) -> Result<CommitteeView, Error> {
		let Desk { ledger, trust, .. } = self.desk;
		let committee = self.desk.committee(key_id).await?;
		let pin = CommitteePin::of(&committee)?;
		let doubt = trust.check_committee(ledger.is_development(), key_id, &committee);
		let accounts: Vec<AccountId> = committee.admins.iter().map(|admin| admin.account).collect();
		Ok(CommitteeView {
			certificates: trust::count_certificates(&trust.genesis, key_id, &committee, &accounts),
			development: trust::is_development(&committee),
			pinned: trust.pin(key_id).is_some(),
			doubt: doubt.err().map(|doubt| in_one_line(&doubt)),
			pin,
			committee,
		})
	}

	/// What a committee on chain would be pinned as. Show its fingerprint to a person, and pin it when the person has
	/// compared it with the organisation's.
	///
	/// # Errors
	/// When there is none, or it is inconsistent.
	pub async fn pin_of_chain(&self, key_id: KeyId) -> Result<CommitteePin, Error> {
		let committee = self.desk.committee(key_id).await?;
		trust::check_points(key_id, &committee)?;
		Ok(CommitteePin::of(&committee)?)
	}
}
