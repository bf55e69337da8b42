//! What can go wrong when a home is set up, beside the errors of the library.

use medquorum_client::{
	accounts::AccountError,
	advice::{Advice, Blame},
	config::ConfigError,
	domain::KeyId,
	entropy::EntropyError,
	error::{Error, LedgerError},
	files::FileError,
	keystore::{KeystoreError, PassphraseError},
	kinds,
	store::StoreError,
};
use std::path::PathBuf;

/// What can go wrong when a home is set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetUpError {
	/// A chain in earnest was to be used as a development chain.
	#[error("the node does not serve a development chain")]
	NoDevelopmentNode,
	/// The same with a committee whose shares are not public.
	#[error("committee {0} of this chain is not the development committee")]
	NoDevelopmentCommittee(KeyId),
	/// A new passphrase was typed in two ways.
	#[error("the two passphrases differ")]
	PassphrasesDiffer,
	/// The 24 words are not a root key.
	#[error("{0}")]
	BadWords(#[source] medquorum_envelope::Error),
	/// A patient's file for enrolment holds something else.
	#[error("{} is not a file of `medquorum register --to-file` ({reason})", path.display())]
	BadKeysFile {
		/// The file.
		path: PathBuf,
		/// Where it differs.
		#[source]
		reason: serde_json::Error,
	},
	/// A committee's card holds something else.
	#[error("{} is not a committee's card ({reason})", path.display())]
	BadCard {
		/// The file.
		path: PathBuf,
		/// Where it differs.
		#[source]
		reason: serde_json::Error,
	},
	/// The words are those of another key than the one that has this version here.
	#[error(
		"the keystore holds another CSP key as version {0}, and records sealed to it could no longer be opened"
	)]
	OtherKey(u16),
	/// A passphrase cannot be one.
	#[error(transparent)]
	Passphrase(#[from] PassphraseError),
	/// The library.
	#[error(transparent)]
	Client(#[from] Error),
}

macro_rules! from_client {
	($($error:ty),*) => {
		$(impl From<$error> for SetUpError {
			fn from(error: $error) -> Self {
				Error::from(error).into()
			}
		})*
	};
}

from_client!(
	AccountError,
	ConfigError,
	EntropyError,
	FileError,
	KeystoreError,
	LedgerError,
	StoreError
);

impl Advice for SetUpError {
	kinds! {
		NoDevelopmentNode = "NotDevelopment", NoDevelopmentCommittee = "NotDevelopment", PassphrasesDiffer, BadWords,
		BadKeysFile = "BadFile", BadCard = "BadFile", OtherKey = "OtherKeyVersion";
		Self::Passphrase(inside) => inside.kind(),
		Self::Client(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NoDevelopmentNode | Self::NoDevelopmentCommittee(_) => {
				"leave --development out; then trust the committee with `medquorum committee trust`"
			}
			Self::PassphrasesDiffer => "try again",
			Self::BadWords(_) => "compare the words with what was written down",
			Self::BadKeysFile { .. } | Self::BadCard { .. } => "ask for it again",
			Self::OtherKey(_) => {
				"name the version that the words were written down with, or say that it takes the other's place"
			}
			Self::Passphrase(inside) => return inside.next(),
			Self::Client(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::NoDevelopmentNode
			| Self::NoDevelopmentCommittee(_)
			| Self::PassphrasesDiffer
			| Self::BadWords(_)
			| Self::OtherKey(_) => Blame::Refused,
			Self::BadKeysFile { .. } | Self::BadCard { .. } => Blame::Yours,
			Self::Passphrase(inside) => inside.blame(),
			Self::Client(inside) => inside.blame(),
		}
	}
}

#[cfg(test)]
mod tests;
