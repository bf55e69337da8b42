//! What the pallet answers to those who ask whether they may read.

use super::*;

/// Answer to "may this account read this record now?", from the furthest of its requests.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum ReadAccess<BlockNumber> {
	/// There is no such record, and never was one.
	UnknownRecord,
	/// The record was erased.
	Erased,
	/// The patient has suspended the record.
	Suspended,
	/// A newer record corrects this one.
	Superseded,
	/// The account has no request for the record.
	NotRequested,
	/// The request was refused, or came to nothing in time.
	Rejected {
		/// The account's own request that ended so.
		request_id: RequestId,
		/// What ended it.
		cause: RejectionCause,
	},
	/// The request was approved, but its time is over: ask again.
	Expired {
		/// The account's own request whose time is over.
		request_id: RequestId,
	},
	/// The committee changed before enough administrators had approved: ask again.
	EpochOver {
		/// The account's own request that can no longer be approved.
		request_id: RequestId,
	},
	/// Administrators still have to approve.
	AwaitingApprovals {
		/// The account's own request that is open.
		request_id: RequestId,
		/// Approvals so far.
		yes: u16,
		/// Approvals it takes.
		needed: u16,
		/// Has the patient consented?
		consented: bool,
	},
	/// The administrators have approved; the patient still has to consent, or to hand over the CSP code in person.
	AwaitingConsent {
		/// The account's own request that has its approvals.
		request_id: RequestId,
		/// Last moment in which the request can be used.
		until: BlockNumber,
	},
	/// Yes: both keys lie in state, sealed to the requester.
	Granted {
		/// The account's own request that opens the record.
		request_id: RequestId,
		/// Last moment in which the request is sure to be there.
		until: BlockNumber,
		/// Has the patient confirmed the record? If not, it may be about somebody else.
		acknowledged: bool,
	},
}
