//! Facts of records and requests as they were read from the chain, before they have names and words.

use crate::domain::*;
use serde::Serialize;

/// An administrator's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VoteView {
	/// The administrator's index.
	pub index: u16,
	/// The administrator's account, while the committee of the request holds the key.
	pub account: Option<AccountId>,
	/// Whether the administrator approved.
	pub approved: bool,
	/// Why the administrator rejected.
	pub reason: Option<RejectionReason>,
}

/// A request and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestView {
	/// The key under which the chain's state has the request.
	pub id: RequestId,
	/// The request as the chain's state has it.
	pub request: Request,
	/// Where it stands now, its expiry applied.
	pub status: RequestStatus,
	/// The record asked for; `None` once it is erased.
	pub record: Option<Record>,
	/// Accounts of the committee's administrators; empty when a later committee holds the key.
	pub admins: Vec<AccountId>,
	/// Approvals it needs, while its committee holds the key.
	pub needed: Option<u16>,
	/// Administrators who may answer.
	pub eligible: Option<usize>,
	/// Whether a later committee holds the key.
	pub epoch_over: bool,
	/// Answers so far.
	pub votes: Vec<VoteView>,
	/// Whether the patient has given consent.
	pub consented: bool,
	/// What the chain keeps of it beside, where it is one to an emergency committee.
	pub emergency: Option<EmergencyRequest>,
	/// What the chain's clock says.
	pub now: Moment,
}

impl RequestView {
	/// Puts together what a block says of a request, whose clock says `now`. `committee` is the one that holds its key now; `votes` are by ascending
	/// index.
	pub fn new(
		id: RequestId,
		request: Request,
		now: Moment,
		committee: Option<&Committee>,
		votes: Vec<(u16, Vote)>,
		record: Option<Record>,
		consented: bool,
	) -> Self {
		let current = committee.filter(|committee| committee.epoch == request.epoch);
		let account = |index| {
			let mut admins = current?.admins.iter();
			admins
				.find(|admin| admin.index == index)
				.map(|admin| admin.account)
		};
		let votes = votes.into_iter().map(|(index, vote)| {
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
		Self {
			id,
			status: request.status_at(now),
			record,
			admins: current.map_or_else(Vec::new, |committee| {
				let admins = committee.admins.iter();
				admins.map(|admin| admin.account).collect()
			}),
			needed: current.map(|committee| committee.k),
			eligible: current.map(|committee| committee.eligible(&request.requester)),
			epoch_over: current.is_none(),
			votes: votes.collect(),
			consented,
			emergency: None,
			now,
			request,
		}
	}

	/// The same as a request to an emergency committee, if it is one: that stands in for the patient, so no consent is waited for.
	#[must_use]
	pub fn in_emergency(mut self, emergency: Option<EmergencyRequest>) -> Self {
		self.consented |= emergency.is_some();
		self.emergency = emergency;
		self
	}

	/// Whether this account has answered.
	pub fn has_answered(&self, admin: &AccountId) -> bool {
		self.votes.iter().any(|vote| vote.account == Some(*admin))
	}

	/// Whether this administrator can still answer.
	pub fn can_answer(&self, admin: &AccountId) -> bool {
		self.status == RequestStatus::Open
			&& !self.epoch_over
			&& !self.has_answered(admin)
			&& self.request.requester != *admin
	}
}

/// A record and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordView {
	/// The key under which the chain's state has the record.
	pub id: RecordId,
	/// The record as the chain's state has it.
	pub record: Record,
	/// Requests in state for it.
	pub requests: Vec<RequestId>,
	/// Its erasure and its legal hold, where there are any.
	pub ends: Ends,
	/// What the chain's clock says.
	pub now: Moment,
}
