//! Plain values for the tests of views.

use super::{
	facts::{RecordView, RequestView, VoteView},
	names::Names,
};
use crate::domain::*;

/// The requester.
pub const EVE: AccountId = AccountId([5; 32]);
/// The patient.
pub const DAVE: AccountId = AccountId([4; 32]);
/// The administrators, by index.
pub const ADMINS: [AccountId; 3] = [AccountId([11; 32]), AccountId([12; 32]), AccountId([13; 32])];
/// The facility that uploaded the record.
pub const FERDIE: AccountId = AccountId([6; 32]);

/// Names of everybody above.
pub struct Cast;

impl Names for Cast {
	fn name(&self, account: &AccountId) -> Option<&str> {
		let known = [
			(EVE, "Eve"),
			(DAVE, "Dave"),
			(FERDIE, "Ferdie"),
			(ADMINS[0], "Alice"),
			(ADMINS[1], "Bob"),
			(ADMINS[2], "Charlie"),
		];
		known
			.into_iter()
			.find(|(known, _)| known == account)
			.map(|(_, name)| name)
	}
}

/// A record of Dave's, not acknowledged.
pub fn record() -> Record {
	Record {
		uploader: FERDIE,
		patient: DAVE,
		csp_pk: [0; 32],
		key_id: 1,
		commitment: [0; 32],
		capsule: [0; 128],
		csp_enc: [0; 32],
		csp_check: [0; 32],
		locator: [0; 64],
		supersedes: None,
		version: 1,
		acknowledged: false,
		searchable: false,
		status: RecordStatus::Active,
		superseded_by: None,
		created: 3,
	}
}

/// The same with its id.
pub fn record_view() -> RecordView {
	RecordView {
		id: RecordId([1; 16]),
		record: record(),
		requests: vec![RequestId([2; 16])],
		ends: Ends::default(),
		now: 5,
	}
}

/// A request of Eve's that is open: two of three administrators must approve, and nobody has answered.
pub fn request() -> RequestView {
	RequestView {
		id: RequestId([2; 16]),
		request: Request {
			record_id: RecordId([1; 16]),
			patient: DAVE,
			requester: EVE,
			payer: EVE,
			seq: 0,
			q: [0; 32],
			epk: [0; 32],
			auth_sig: Signature::NONE,
			key_id: 1,
			epoch: 1,
			mode: RequestMode::Outsider,
			purpose: Purpose::Treatment,
			created: 5,
			expires: 105,
			yes: 0,
			no: 0,
			status: RequestStatus::Open,
		},
		status: RequestStatus::Open,
		record: Some(record()),
		admins: ADMINS.to_vec(),
		needed: Some(2),
		eligible: Some(3),
		epoch_over: false,
		votes: Vec::new(),
		consented: false,
		emergency: None,
		now: 5,
	}
}

/// Eve's emergency access to Dave's record, which Alice approved and nobody has explained or reviewed.
pub fn review() -> Review {
	Review {
		record_id: RecordId([1; 16]),
		patient: DAVE,
		requester: EVE,
		key_id: 1,
		reason: Purpose::EmergencyTreatment,
		scope: EmergencyScope::CspKey,
		opened: 7,
		due: 100,
		statement: None,
		voters: vec![ADMINS[0]],
		verdicts: Vec::new(),
	}
}

impl RequestView {
	/// After an administrator's approval.
	pub fn approved_by(mut self, at: usize) -> Self {
		self.votes.push(vote(at, None));
		self.request.yes += 1;
		if Some(self.request.yes) == self.needed {
			self.status = RequestStatus::Approved;
		}
		self
	}

	/// After an administrator's rejection.
	pub fn rejected_by(mut self, at: usize) -> Self {
		self.votes.push(vote(at, Some(RejectionReason::WrongPatient)));
		self.request.no += 1;
		if self.request.no == 2 {
			self.status = RequestStatus::Rejected(RejectionCause::Administrators);
		}
		self
	}

	/// After the patient's consent.
	pub fn consented(mut self) -> Self {
		self.consented = true;
		self
	}

	/// Rejected for this cause.
	pub fn ended(mut self, cause: RejectionCause) -> Self {
		self.status = RequestStatus::Rejected(cause);
		self
	}

	/// After a later committee took the key over.
	pub fn of_an_earlier_committee(mut self) -> Self {
		self.admins.clear();
		self.needed = None;
		self.eligible = None;
		self.epoch_over = true;
		self.votes.iter_mut().for_each(|vote| vote.account = None);
		self
	}

	/// After the record was erased.
	pub fn without_record(mut self) -> Self {
		self.record = None;
		self
	}
}

fn vote(at: usize, reason: Option<RejectionReason>) -> VoteView {
	VoteView {
		index: u16::try_from(at).unwrap() + 1,
		account: Some(ADMINS[at]),
		approved: reason.is_none(),
		reason,
	}
}
