//! What is wrong with a committee, or with a deal for one.

use crate::domain::{AccountId, Epoch, KeyId};

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
