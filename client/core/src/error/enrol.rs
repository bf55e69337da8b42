//! Why the keys of a patient cannot be enrolled.

use crate::{
	advice::{Advice, Blame},
	domain::AccountId,
	kinds,
};

/// A file with a patient's keys is not what a facility may enrol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnrolError {
	/// The keys were signed for another chain.
	#[error("these keys are for another chain")]
	OtherChain,
	/// The signature under the keys is not the account's.
	#[error("the keys in this file are not signed by {0}")]
	NotSigned(AccountId),
	/// The chain has these keys already.
	#[error("{0} is enrolled with these keys already")]
	Enrolled(AccountId),
	/// The chain has had other keys of this account meanwhile, so these are not the next ones.
	#[error("this file holds keys of version {found} of {who}, and the chain has version {stored}")]
	OtherVersion {
		/// Whose.
		who: AccountId,
		/// Version in the file.
		found: u16,
		/// Version on the chain, 0 for none.
		stored: u16,
	},
}

impl Advice for EnrolError {
	kinds! { OtherChain, NotSigned, Enrolled, OtherVersion }

	fn next(&self) -> String {
		let next = match self {
			Self::OtherChain => {
				"nothing was sent. Have the patient make the file in a home that was set up for this chain"
			}
			Self::NotSigned(_) => {
				"nothing was sent. The file was damaged or changed on its way: have the patient bring it again"
			}
			Self::Enrolled(_) => "there is nothing to do",
			Self::OtherVersion { found, stored, .. } if found <= stored => {
				"nothing was sent. If the patient has lost the keys of that version: \
					`medquorum register --to-file --adopt-version` with it makes the next ones"
			}
			Self::OtherVersion { .. } => {
				"nothing was sent. The file of an earlier version may not have been enrolled: ask the patient for it"
			}
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}
