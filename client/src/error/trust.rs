//! What is not to be believed.

use crate::domain::{AccountId, Epoch, KeyId, RecordId, RequestId};

/// Something the chain says does not hold when checked without it (design section 5.5).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
	/// No pin.
	#[error(
		"committee {0} is not trusted here yet\ncompare its fingerprint with your organisation's, then `medquorum committee trust`"
	)]
	NotPinned(KeyId),
	/// The chain's committee is not the pinned one.
	#[error(
		"the node shows another {what} for committee {key_id} than the one trusted here\nupload nothing, and ask your \
		 organisation whether the committee changed before you trust it again"
	)]
	OtherCommittee {
		/// The committee.
		key_id: KeyId,
		/// What differs.
		what: &'static str,
	},
	/// The points do not form a committee.
	#[error("the node shows an inconsistent committee {key_id}\nuse another node and tell your operator")]
	BadCommittee {
		/// The committee.
		key_id: KeyId,
		/// What is wrong.
		#[source]
		source: threshold_decryption::Error,
	},
	/// Too few administrators vouch for it.
	#[error(
		"only {have} of the {need} administrators needed certify committee {key_id}\nuse another node, or wait until they have"
	)]
	Certificates {
		/// The committee.
		key_id: KeyId,
		/// Valid certificates of pinned administrators.
		have: usize,
		/// How many it takes.
		need: usize,
	},
	/// The admin never certified this list.
	#[error(
		"you have not certified this committee {0}\nyour share cannot be used with it. Ask your operator what changed"
	)]
	NotCertified(KeyId),
	/// The keys are not signed by their account.
	#[error("the keys shown for {0} are not signed by that account: the node may be lying\nuse another one")]
	UserKeys(AccountId),
	/// An older key than one seen.
	#[error("the node shows key {found} of {who}, but key {seen} was seen before\nuse another node")]
	OlderKeys {
		/// Whose.
		who: AccountId,
		/// Newest version seen.
		seen: u16,
		/// Version shown.
		found: u16,
	},
	/// The request is not what its requester signed.
	#[error(
		"request {id} is not signed by {requester} as it is shown here\ndo not answer it, use another node and tell your operator"
	)]
	RequestSignature {
		/// The request.
		id: RequestId,
		/// Who should have signed.
		requester: AccountId,
	},
	/// The request's id does not follow from its content.
	#[error(
		"request {0} is not what its number says\ndo not answer it, use another node and tell your operator"
	)]
	RequestId(RequestId),
	/// The capsule belongs to other accounts or another record.
	#[error(
		"the sealed key of record {0} does not belong to the record, patient and uploader shown\ndo not answer, and tell your operator"
	)]
	Capsule(RecordId),
	/// The node shows another request under this id than before.
	#[error(
		"the node shows request {0} differently now than when you were asked: nothing was sent\nuse another node and tell your operator"
	)]
	OtherRequest(RequestId),
	/// The mode does not follow from the committee.
	#[error(
		"request {0} claims the wrong kind of requester\ndo not answer it, use another node and tell your operator"
	)]
	Mode(RequestId),
	/// The chain's answer for a record changed.
	#[error(
		"the record {0} shown by the node is not sealed to your CSP key\nuse another node and tell the facility"
	)]
	PatientKey(RecordId),
	/// This request context was rejected by this very administrator.
	#[error("you rejected request {0} before\nit cannot be approved, the requester has to ask again")]
	RejectedBefore(RequestId),
}
