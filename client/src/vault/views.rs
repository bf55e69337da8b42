//! Reads what people are shown of records and requests.

use super::Vault;
pub use crate::views::{RecordView, RequestView, VoteView};
use crate::{
	domain::*,
	error::Error,
	views::{Inbox, Names, Waiting},
};

impl Vault<'_> {
	/// One request.
	///
	/// # Errors
	/// When there is none, or the chain cannot be reached.
	pub async fn request_view(&self, id: RequestId) -> Result<RequestView, Error> {
		let request = self.request_of_state(id).await?;
		self.view(id, request).await
	}

	async fn view(&self, id: RequestId, request: Request) -> Result<RequestView, Error> {
		let now = self.ledger.block_number().await?;
		let committee = self.ledger.committee(request.key_id).await?;
		let epoch_over = committee
			.as_ref()
			.is_none_or(|committee| committee.epoch != request.epoch);
		let committee = committee.filter(|_| !epoch_over);
		let account = |index| {
			let committee = committee.as_ref()?;
			committee
				.admins
				.iter()
				.find(|admin| admin.index == index)
				.map(|admin| admin.account)
		};
		let votes = self.ledger.votes(id).await?.into_iter().map(|(index, vote)| {
			let (approved, reason) = match vote {
				Vote::Share(_) => (true, None),
				Vote::Rejection(reason) => (false, Some(reason)),
			};
			VoteView {
				index,
				account: account(index),
				approved,
				reason,
			}
		});
		Ok(RequestView {
			id,
			status: request.status_at(now),
			record: self.ledger.record(request.record_id).await?,
			admins: committee.as_ref().map_or_else(Vec::new, |committee| {
				let admins = committee.admins.iter();
				admins.map(|admin| admin.account).collect()
			}),
			needed: committee.as_ref().map(|committee| committee.k),
			eligible: committee
				.as_ref()
				.map(|committee| committee.eligible(&request.requester)),
			epoch_over,
			votes: votes.collect(),
			consented: self.ledger.consent(id).await?.is_some(),
			blocks_left: request.expires.saturating_sub(now),
			request,
		})
	}

	async fn views(&self, keep: impl Fn(&Request) -> bool) -> Result<Vec<RequestView>, Error> {
		let mut views = Vec::new();
		for (id, request) in self.ledger.requests().await? {
			if keep(&request) {
				views.push(self.view(id, request).await?);
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
		let committees = self.ledger.committees().await?;
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
		let mut records = self.ledger.records().await?;
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
		let record = self.record(id).await?;
		let mut requests = self.ledger.requests().await?;
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
		let requests = self.ledger.requests().await?;
		let of_record = |id| {
			let requests = requests
				.iter()
				.filter(move |(_, request)| request.record_id == id);
			requests.map(|(id, _)| *id).collect()
		};
		let mut records = self.ledger.records().await?;
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
}
