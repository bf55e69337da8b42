//! What is not to be believed.

use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, Epoch, KeyId, RecordId, RequestId},
	kinds,
};

/// Something the chain says does not hold when checked without it (docs/cryptography.md 5.5).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
	/// Nobody has compared and confirmed this committee on this machine.
	#[error("committee {0} is not trusted here yet")]
	NotPinned(KeyId),
	/// The chain's committee is not the pinned one.
	#[error("the node shows another {what} for committee {key_id} than the one trusted here")]
	OtherCommittee {
		/// The committee.
		key_id: KeyId,
		/// What differs.
		what: &'static str,
	},
	/// The points do not form a committee.
	#[error("the node shows an inconsistent committee {key_id}")]
	BadCommittee {
		/// The committee.
		key_id: KeyId,
		/// What is wrong.
		#[source]
		source: threshold_decryption::Error,
	},
	/// Too few administrators vouch for it.
	#[error("only {have} of the {need} administrators needed certify committee {key_id}")]
	Certificates {
		/// The committee.
		key_id: KeyId,
		/// Valid certificates of pinned administrators.
		have: usize,
		/// How many it takes.
		need: usize,
	},
	/// The administrators who are trusted here have not handed the key over to those that the node shows.
	#[error(
		"committee {key_id} has other administrators now, and only {have} of the {need} needed of those trusted here handed it over"
	)]
	NotHandedOver {
		/// The committee.
		key_id: KeyId,
		/// Valid signatures of pinned administrators.
		have: usize,
		/// How many it takes.
		need: usize,
	},
	/// The new rule is weaker than what was agreed to.
	#[error("committee {key_id} would need only {found} approvals; {least} were agreed to here")]
	FewerApprovals {
		/// The committee.
		key_id: KeyId,
		/// The new rule.
		found: u16,
		/// The fewest that were agreed to.
		least: u16,
	},
	/// This administrator never certified this list of members.
	#[error("you have not certified this committee {0}")]
	NotCertified(KeyId),
	/// Nobody whom this home trusts says that the epoch has begun, and an answer in it would end an older share.
	#[error(
		"epoch {epoch} of committee {key_id} is not proven here, and your share of epoch {held} would end with an answer in it"
	)]
	EpochUnproven {
		/// The committee.
		key_id: KeyId,
		/// The epoch that the node shows.
		epoch: Epoch,
		/// The newest epoch before it of which a share is held.
		held: Epoch,
	},
	/// The keys are not signed by their account.
	#[error("the keys shown for {0} are not signed by that account: the node may be lying")]
	UserKeys(AccountId),
	/// An older key than one seen.
	#[error("the node shows key {found} of {who}, but key {seen} was seen before")]
	OlderKeys {
		/// Whose.
		who: AccountId,
		/// Newest version seen.
		seen: u16,
		/// Version shown.
		found: u16,
	},
	/// The request is not what its requester signed.
	#[error("request {id} is not signed by {requester} as it is shown here")]
	RequestSignature {
		/// The request.
		id: RequestId,
		/// Who should have signed.
		requester: AccountId,
	},
	/// The request's id does not follow from its content.
	#[error("the id of request {0} does not match its content")]
	RequestId(RequestId),
	/// The capsule belongs to other accounts or another record.
	#[error("the sealed key of record {0} does not belong to the record, patient and uploader shown")]
	Capsule(RecordId),
	/// The node shows another request under this id than before.
	#[error("the node shows request {0} differently now than when you were asked: nothing was sent")]
	OtherRequest(RequestId),
	/// The mode does not follow from the committee.
	#[error("request {0} claims the wrong kind of requester")]
	Mode(RequestId),
	/// The chain's answer for a record changed.
	#[error("the record {0} shown by the node is not sealed to your CSP key")]
	PatientKey(RecordId),
	/// This request context was rejected by this very administrator.
	#[error("you rejected request {0} before")]
	RejectedBefore(RequestId),
}

impl Advice for TrustError {
	kinds! {
		NotPinned, OtherCommittee, BadCommittee, Certificates, NotHandedOver, FewerApprovals, NotCertified, EpochUnproven, UserKeys,
		OlderKeys, RequestSignature, RequestId = "Trust", Capsule, OtherRequest, Mode, PatientKey, RejectedBefore,
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NotPinned(_) => {
				"compare its fingerprint with your organisation's, then `medquorum committee trust`"
			}
			Self::FewerApprovals { .. } => {
				"ask your organisation; if it is right, agree with `medquorum committee trust --min-k`"
			}
			Self::OtherCommittee { .. } | Self::NotHandedOver { .. } => {
				"upload nothing, and ask your organisation whether the committee changed before you trust \
					it again"
			}
			Self::BadCommittee { .. } | Self::OtherRequest(_) => "use another node and tell your operator",
			Self::Certificates { .. } => "use another node, or wait until they have",
			Self::NotCertified(_) => "your share cannot be used with it. Ask your operator what changed",
			Self::EpochUnproven { key_id, epoch, .. } => {
				return format!(
					"nothing was sent. Ask the other administrators whether epoch {epoch} has begun: if so, `medquorum committee trust \
					 {key_id}`, and again. If not, use another node and tell your operator"
				);
			}
			Self::UserKeys(_) => "use another one",
			Self::OlderKeys { .. } => "use another node",
			Self::RequestSignature { .. } | Self::RequestId(_) | Self::Mode(_) => {
				"do not answer it, use another node and tell your operator"
			}
			Self::Capsule(_) => "do not answer, and tell your operator",
			Self::PatientKey(_) => "use another node and tell the facility",
			Self::RejectedBefore(_) => "it cannot be approved, the requester has to ask again",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}
