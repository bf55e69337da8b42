//! Which keys are missing.

use crate::domain::{Epoch, KeyId, RecordId, RequestId};

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
