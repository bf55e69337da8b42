//! A record on its way to the chain: known in parts until its file is sealed.

use crate::{domain::*, hex_text::plain};
use serde::{Deserialize, Serialize};

/// Arguments of `register_record`. Public once it is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the fields are those of the pallet's call")]
pub struct NewRecord {
	#[serde(with = "plain")]
	pub nonce: [u8; 16],
	pub key_id: KeyId,
	pub patient: AccountId,
	#[serde(with = "plain")]
	pub commitment: Bytes32,
	#[serde(with = "plain")]
	pub capsule: [u8; 128],
	#[serde(with = "plain")]
	pub csp_enc: Bytes32,
	#[serde(with = "plain")]
	pub csp_check: Bytes32,
	#[serde(with = "plain")]
	pub locator: [u8; 64],
	pub supersedes: Option<RecordId>,
	#[serde(default)]
	pub searchable: bool,
}

/// What of a [`NewRecord`] is known before its file is sealed: all but what the header decides.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the pallet's call")]
pub struct UnsealedRecord {
	pub nonce: [u8; 16],
	pub key_id: KeyId,
	pub patient: AccountId,
	pub capsule: [u8; 128],
	pub csp_enc: Bytes32,
	pub csp_check: Bytes32,
	pub supersedes: Option<RecordId>,
	pub searchable: bool,
}

impl UnsealedRecord {
	/// Completes it with the commitment to its header (32 bytes) and the sealed locator of it (64 bytes).
	#[must_use]
	pub fn sealed(self, commitment: Bytes32, locator: [u8; 64]) -> NewRecord {
		let Self {
			nonce,
			key_id,
			patient,
			capsule,
			csp_enc,
			csp_check,
			supersedes,
			searchable,
		} = self;
		NewRecord {
			nonce,
			key_id,
			patient,
			commitment,
			capsule,
			csp_enc,
			csp_check,
			locator,
			supersedes,
			searchable,
		}
	}
}
