//! What is wrong with a backup of a share, or with a sign of life.

use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, BlockNumber, Epoch, KeyId},
	kinds,
};

/// A share's backup is not restored, or a sign of life is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShareError {
	/// The file opens, and is a whole keystore.
	#[error("this file is a keystore, not a backup of a share")]
	NotABackup,
	/// It belongs to another chain.
	#[error("this {what} was made for another chain")]
	OtherChain {
		/// In words: a backup, or a sign of life.
		what: &'static str,
	},
	/// It is somebody else's.
	#[error("this backup is of {0}'s share, not of yours")]
	OtherAccount(AccountId),
	/// There is no share of this committee in it.
	#[error("this backup holds no share of committee {0}")]
	NoShareOf(KeyId),
	/// Its epoch is over.
	#[error("this backup is of epoch {epoch} of committee {key_id}, and epoch {current} has begun")]
	BackupOver {
		/// The committee.
		key_id: KeyId,
		/// The backup's epoch.
		epoch: Epoch,
		/// The newest epoch known.
		current: Epoch,
	},
	/// Its epoch is still to come.
	#[error("this backup is of epoch {epoch} of committee {key_id}, and epoch {current} is in force")]
	NotBegun {
		/// The committee.
		key_id: KeyId,
		/// The backup's epoch.
		epoch: Epoch,
		/// The epoch in force.
		current: Epoch,
	},
	/// The node shows an epoch that is over for this home.
	#[error("the node shows epoch {found} of committee {key_id}, but epoch {known} was seen here")]
	NodeBehind {
		/// The committee.
		key_id: KeyId,
		/// What the node shows.
		found: Epoch,
		/// What was seen.
		known: Epoch,
	},
	/// The node shows another epoch than the other administrators name.
	#[error("the node shows epoch {found} of committee {key_id}, but the others told you {told}")]
	ToldOther {
		/// The committee.
		key_id: KeyId,
		/// What the node shows.
		found: Epoch,
		/// What the others say.
		told: Epoch,
	},
	/// The share has another place in the committee.
	#[error("this backup is of share {found}, and yours is {expected}")]
	OtherIndex {
		/// In the backup.
		found: u16,
		/// On the list.
		expected: u16,
	},
	/// The share is not the one that is listed.
	#[error("the share in this backup is not the one that committee {0} lists for you")]
	OtherShare(KeyId),
	/// The keystore has a share of a later epoch.
	#[error("this keystore holds your share of epoch {epoch} of committee {key_id} already")]
	NewerHeld {
		/// The committee.
		key_id: KeyId,
		/// The later epoch.
		epoch: Epoch,
	},
	/// The keystore has a share that does not fit the list.
	#[error("this keystore holds another share of committee {0} for this epoch")]
	OtherHeld(KeyId),
	/// The file is no sign of life.
	#[error("this file is not a sign of life")]
	NotASign,
	/// It is of another committee, or of another list of it.
	#[error("the sign of life of {who} is of committee {found}, not of committee {expected}")]
	OtherCommittee {
		/// Who made it.
		who: AccountId,
		/// What it names.
		found: KeyId,
		/// What is asked about.
		expected: KeyId,
	},
	/// It is of another epoch than the present one.
	#[error("the sign of life of {who} is of epoch {epoch}, and epoch {current} is in force")]
	SignOfOtherEpoch {
		/// Who made it.
		who: AccountId,
		/// What it names.
		epoch: Epoch,
		/// The epoch in force.
		current: Epoch,
	},
	/// Whoever made it is not of the committee, or not at this place.
	#[error("the sign of life names {0} as an administrator, who is not listed like that")]
	SignOfStranger(AccountId),
	/// Its account has not signed it as it is.
	#[error("the sign of life of {0} is not signed by that account as it is")]
	SignNotSigned(AccountId),
	/// It does not prove that the share is there.
	#[error("the sign of life of {0} proves no share")]
	BadSign(AccountId),
	/// The block that it names is not of this chain.
	#[error("the sign of life of {who} names a block {block} that this chain does not have")]
	OtherBlock {
		/// Who made it.
		who: AccountId,
		/// The number of the block.
		block: BlockNumber,
	},
	/// A proof could not be made.
	#[error("the proof failed")]
	Failed,
}

impl Advice for ShareError {
	kinds! {
		NotABackup, OtherChain = "ShareOtherChain", OtherAccount = "BackupOtherAccount", NoShareOf = "BackupWithoutShare",
		BackupOver, NotBegun = "BackupNotBegun", NodeBehind = "BackupNodeBehind", ToldOther = "BackupToldOther",
		OtherIndex = "BackupOtherIndex", OtherShare = "BackupOtherShare", NewerHeld, OtherHeld, NotASign,
		OtherCommittee = "SignOtherCommittee", SignOfOtherEpoch, SignOfStranger, SignNotSigned, BadSign,
		OtherBlock = "SignOtherBlock", Failed = "SignFailed",
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NotABackup => {
				"name the file that `medquorum committee backup-share` wrote; a keystore's copy goes back whole, into its home"
			}
			Self::OtherChain { .. } => "name a node of that chain with --node, or another file",
			Self::OtherAccount(_) => "act as that account with --account, or name another file",
			Self::NoShareOf(_) | Self::OtherIndex { .. } | Self::OtherShare(_) => {
				"nothing was changed. Name another backup; without one the others pass the key on"
			}
			Self::BackupOver { .. } => {
				"nothing was changed: an old share answers nothing. Without a newer backup the others pass the key on"
			}
			Self::NotBegun { .. } => "nothing was changed. Restore it when its epoch is in force",
			Self::NodeBehind { .. } => "nothing was changed. Use another node and tell your operator",
			Self::ToldOther { .. } => {
				"nothing was changed. Ask another administrator again, and use another node if the answer stays"
			}
			Self::NewerHeld { .. } => "nothing was changed: a newer share is never replaced by an older one",
			Self::OtherHeld(_) => {
				"nothing was changed. It answers nothing as the list is; to have the backup in its place: --replace"
			}
			Self::NotASign => "ask for it again",
			Self::OtherCommittee { .. } | Self::SignOfOtherEpoch { .. } => {
				"ask for a new one: `medquorum committee alive`"
			}
			Self::SignOfStranger(_) | Self::SignNotSigned(_) | Self::BadSign(_) => {
				"do not count on this share, and ask its holder for a new one"
			}
			Self::OtherBlock { .. } => {
				"ask for a new one, made over a node of this chain; your own node may be behind"
			}
			Self::Failed => "try again",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}
