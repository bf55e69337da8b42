//! Which keys are missing.

use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, Epoch, KeyId, RecordId, RequestId},
	kinds,
};

/// A key this person should have is not in the keystore.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
	/// There is no patient's key to open, or consent to, records with.
	#[error("this keystore holds no CSP key")]
	NoCspKey,
	/// The record is sealed to a CSP key of another version.
	#[error("record {0} is sealed to a CSP key that is not in this keystore")]
	OtherCspKey(RecordId),
	/// The record is sealed to a CSP key of the account that this one has replaced.
	#[error(
		"record {0} is sealed to a CSP key of the account in whose place you act, and this keystore does not hold it"
	)]
	FormerCspKey(RecordId),
	/// There is no key that others could seal to.
	#[error("this keystore holds no encryption key")]
	NoEncryptionKey,
	/// The chain shows keys of this account that are not those of this keystore.
	#[error("the chain has other keys for {account} (version {stored}) than this keystore")]
	OtherKeys {
		/// Whose.
		account: AccountId,
		/// Their version on the chain.
		stored: u16,
	},
	/// The chain and this keystore do not agree on how often the keys were signed.
	#[error(
		"the chain shows key version {stored} for this account, but this keystore signed version {signed} last"
	)]
	VersionDiffers {
		/// Version on the chain, 0 for none.
		stored: u16,
		/// Version signed last, 0 for none.
		signed: u16,
	},
	/// The version that a person named is not the chain's.
	#[error("the chain shows key version {stored} for this account, not {adopted}")]
	AdoptedOther {
		/// Version on the chain.
		stored: u16,
		/// Version named.
		adopted: u16,
	},
	/// No root here makes this account, which the home says to be the person's at a facility.
	#[error("no key in this keystore makes {account}, your account at {facility}")]
	NoFacilityRoot {
		/// The facility for which the home notes the account.
		facility: AccountId,
		/// The account there.
		account: AccountId,
	},
	/// There is no share of the committee key of this epoch.
	#[error("this keystore holds no share of committee {key_id}, epoch {epoch}")]
	NoShare {
		/// The committee.
		key_id: KeyId,
		/// The committee's epoch for which a share was wanted.
		epoch: Epoch,
	},
	/// The share's epoch is over, whatever a node shows.
	#[error(
		"epoch {current} of committee {key_id} has begun for this keystore: a share of epoch {epoch} answers nothing"
	)]
	EpochEnded {
		/// The committee.
		key_id: KeyId,
		/// The epoch that is asked for.
		epoch: Epoch,
		/// The newest epoch seen.
		current: Epoch,
	},
	/// The request's one-time key is gone, so its approvals open nothing.
	#[error("this keystore does not hold the one-time key of request {0}")]
	NoSeed(RequestId),
	/// The stored share does not belong to the public list.
	#[error("the share in this keystore does not belong to committee {0} as the chain lists it")]
	OtherShare(KeyId),
}

impl Advice for KeyError {
	kinds! {
		NoCspKey, OtherCspKey, FormerCspKey, NoEncryptionKey, OtherKeys, VersionDiffers, AdoptedOther,
		NoFacilityRoot, NoShare, EpochEnded, NoSeed, OtherShare
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NoCspKey => "make one with `medquorum key`, or restore it from its 24 words",
			Self::OtherCspKey(_) => "restore it from its 24 words",
			Self::FormerCspKey(_) => {
				"restore it from the 24 words of that account: `medquorum key restore --former`. Without it you can deny, suspend and \
					erase, but not consent"
			}
			Self::NoEncryptionKey => "make one with `medquorum key`",
			Self::OtherKeys { stored, .. } => {
				return format!(
					"nothing was changed. Is this the right --home and --account? The chain's own key comes back with `medquorum \
					 key restore`. To replace it with a new one: `medquorum key rotate-csp`, with `--adopt-version {stored}` in a \
					 home that was made again"
				);
			}
			Self::VersionDiffers { stored, .. } => {
				return format!(
					"nothing was signed. Compare with another node. In a home restored from a backup, and where you know that \
					 version {stored} is yours: say `--adopt-version {stored}`"
				);
			}
			Self::AdoptedOther { .. } => {
				"nothing was signed. Find out which version was yours, from your own papers"
			}
			Self::NoFacilityRoot { .. } => {
				"restore the CSP key with which it was made from its 24 words: `medquorum key restore --former` adds it to those that \
				 are here"
			}
			Self::NoShare { .. } => {
				"restore its backup with `medquorum committee restore-share`; without one the others pass the key on"
			}
			Self::EpochEnded { .. } => "use another node and tell your operator",
			Self::NoSeed(_) => "it was made elsewhere, or used already. Ask again with `medquorum request`",
			Self::OtherShare(_) => "ask your operator",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}
