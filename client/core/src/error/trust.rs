//! What is not to be believed, which keys are missing, and what is wrong with a committee.

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

/// A key this person should have is not in the keystore.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
	/// No CSP key.
	#[error("this keystore holds no CSP key\nmake one with `medquorum key`, or restore it from its 24 words")]
	NoCspKey,
	/// The CSP key is another version than the record's.
	#[error("record {0} is sealed to a CSP key that is not in this keystore\nrestore it from its 24 words")]
	OtherCspKey(RecordId),
	/// No encryption key.
	#[error("this keystore holds no encryption key\nmake one with `medquorum key`")]
	NoEncryptionKey,
	/// No admin share.
	#[error(
		"this keystore holds no share of committee {key_id}, epoch {epoch}\nrestore its backup, or ask the dealer for a new deal"
	)]
	NoShare {
		/// The committee.
		key_id: KeyId,
		/// Its epoch.
		epoch: Epoch,
	},
	/// The seed is gone.
	#[error(
		"this keystore does not hold the one-time key of request {0}\nit was made elsewhere, or used already. Ask again with `medquorum request`"
	)]
	NoSeed(RequestId),
	/// The stored share does not belong to the public list.
	#[error(
		"the share in this keystore does not belong to committee {0} as the chain lists it\nask your operator"
	)]
	OtherShare(KeyId),
}

/// Dealing and certifying a committee.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommitteeError {
	/// Threshold, size or double accounts.
	#[error(
		"a committee needs 2 <= k <= n <= 16 different administrators; {n} with k = {k} were named\ncorrect --k or the list of --admin"
	)]
	Size {
		/// The threshold.
		k: u16,
		/// How many.
		n: usize,
	},
	/// The file is not a deal.
	#[error("this is not a share file of a committee deal\nask the dealer for yours again")]
	BadFile,
	/// Another person's share.
	#[error(
		"this share file is sealed to {0}, not to you\nask the dealer for yours, or act as that account with --account"
	)]
	NotYours(AccountId),
	/// The sealed share does not fit the public list.
	#[error(
		"the share in this file does not belong to the committee it names\ndo not certify it, ask the dealer to deal again"
	)]
	BadShare,
	/// For another chain.
	#[error(
		"this deal was made for another chain\nname a node of that chain with --node, or ask the dealer for a deal of this one"
	)]
	OtherChain,
	/// A certificate does not verify.
	#[error("the certificate of {0} does not hold for this deal\nask them to certify it again")]
	BadCertificate(AccountId),
	/// A certificate is missing.
	#[error(
		"the certificate of {0} is missing\nthe committee can be set when every administrator has certified it"
	)]
	MissingCertificate(AccountId),
	/// The chain is past this deal.
	#[error(
		"committee {key_id} is set already, in epoch {epoch}\ndo not certify another deal for it; if a new committee is meant, ask the dealer for a deal under a new number"
	)]
	SetAlready {
		/// The committee.
		key_id: KeyId,
		/// Its epoch on chain.
		epoch: Epoch,
	},
	/// The keystore has a share of another deal.
	#[error(
		"this keystore holds your share of another deal for committee {key_id}, epoch {epoch}, and it was kept\nask the dealer which deal holds; if it is this one, ask for it again under a new number"
	)]
	OtherShareHeld {
		/// The committee.
		key_id: KeyId,
		/// The epoch of both deals.
		epoch: Epoch,
	},
	/// An administrator's key is another one than the deal says.
	#[error(
		"the deal names another key for {0} than that account has registered\ndo not certify it, ask the dealer to deal again"
	)]
	OtherKeys(AccountId),
	/// Public shares are for the development committee.
	#[error("committee {0} is not the development committee\nits shares are not public")]
	NotDevelopment(KeyId),
	/// Public shares are for development chains.
	#[error(
		"this client was not set up for a development chain, or the node serves another\nuse `medquorum init --development` with a new --home at a development node"
	)]
	NoDevelopmentChain,
	/// The threshold crate says no.
	#[error("the deal failed\ncorrect the threshold or the indices, and deal again")]
	Deal(#[source] threshold_decryption::Error),
	/// Cannot sit on a committee again with the same key.
	#[error("committee {0} exists already\na dealer cannot change its key. Choose a new number")]
	Exists(KeyId),
}
