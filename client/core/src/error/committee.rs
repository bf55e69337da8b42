//! What is wrong with a committee, or with a deal for one.

use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, Epoch, KeyId},
	error::scheme,
	kinds,
};

/// Dealing and certifying a committee.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommitteeError {
	/// The threshold or the number of administrators is out of range, or one is named twice.
	#[error("a committee needs 2 <= k <= n <= 16 different administrators; {n} with k = {k} were named")]
	Size {
		/// The threshold.
		k: u16,
		/// How many.
		n: usize,
	},
	/// The file is not a deal.
	#[error("this is not a share file of a committee deal")]
	BadFile,
	/// The share is sealed to another administrator.
	#[error("this share file is sealed to {0}, not to you")]
	NotYours(AccountId),
	/// The sealed share does not fit the public list.
	#[error("the share in this file does not belong to the committee it names")]
	BadShare,
	/// The deal names the genesis of another chain.
	#[error("this deal was made for another chain")]
	OtherChain,
	/// The certificate does not verify against the deal.
	#[error("the certificate of {0} does not hold for this deal")]
	BadCertificate(AccountId),
	/// Every administrator has to certify, and this one has not.
	#[error("the certificate of {0} is missing")]
	MissingCertificate(AccountId),
	/// The chain is past this deal.
	#[error("committee {key_id} is set already, in epoch {epoch}")]
	SetAlready {
		/// The committee.
		key_id: KeyId,
		/// Its epoch on chain.
		epoch: Epoch,
	},
	/// The keystore has a share of another deal.
	#[error(
		"this keystore holds your share of another deal for committee {key_id}, epoch {epoch}, and it was \
		 kept"
	)]
	OtherShareHeld {
		/// The committee.
		key_id: KeyId,
		/// The epoch of both deals.
		epoch: Epoch,
	},
	/// A committee cannot be dealt again under its number, for its key would change.
	#[error("the deal names another key for {0} than that account has registered")]
	OtherKeys(AccountId),
	/// Public shares are for the development committee.
	#[error("committee {0} is not the development committee")]
	NotDevelopment(KeyId),
	/// Public shares are for development chains.
	#[error("this client was not set up for a development chain, or the node serves another")]
	NoDevelopmentChain,
	/// The scheme refuses to deal with these parameters.
	#[error("the deal failed")]
	Deal(#[source] threshold_decryption::Error),
	/// A committee cannot be dealt again under its number, for its key would change.
	#[error("committee {0} exists already")]
	Exists(KeyId),
}

impl Advice for CommitteeError {
	kinds! {
		Size, BadFile, NotYours, BadShare, OtherChain, BadCertificate, MissingCertificate, SetAlready,
		OtherShareHeld, OtherKeys, NotDevelopment, NoDevelopmentChain, Exists;
		Self::Deal(source) => scheme::kind(source),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Size { .. } => "correct --k or the list of --admin",
			Self::BadFile => "ask the dealer for yours again",
			Self::NotYours(_) => "ask the dealer for yours, or act as that account with --account",
			Self::BadShare | Self::OtherKeys(_) => "do not certify it, ask the dealer to deal again",
			Self::OtherChain => {
				"name a node of that chain with --node, or ask the dealer for a deal of this one"
			}
			Self::BadCertificate(_) => "ask them to certify it again",
			Self::MissingCertificate(_) => {
				"the committee can be set when every administrator has certified it"
			}
			Self::SetAlready { .. } => {
				"do not certify another deal for it; if a new committee is meant, ask the dealer for a \
					deal under a new number"
			}
			Self::OtherShareHeld { .. } => {
				"ask the dealer which deal holds; if it is this one, ask for it again under a new number"
			}
			Self::NotDevelopment(_) => "its shares are not public",
			Self::NoDevelopmentChain => {
				"use `medquorum init --development` with a new --home at a development node"
			}
			Self::Deal(_) => "correct the threshold or the indices, and deal again",
			Self::Exists(_) => "a dealer cannot change its key. Choose a new number",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}
