//! Pins: what a person has confirmed about a committee, and its fingerprint.

use super::fingerprint::fingerprint;
use crate::{
	advice::{Advice, Blame},
	domain::*,
	hex_text::plain,
};
use serde::{Deserialize, Serialize};

/// A pin without sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this committee cannot be pinned: {0}")]
pub struct PinError(pub &'static str);

impl Advice for PinError {
	fn kind(&self) -> &str {
		"BadPin"
	}

	fn kinds() -> &'static [&'static str] {
		&["BadPin"]
	}

	fn next(&self) -> String {
		"ask your operator for the right one".to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}

/// Who had which index when a person compared the committee's fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedAdmin {
	/// Its index in the committee.
	pub index: u16,
	/// The account that the chain must still list under this index.
	pub account: AccountId,
}

/// What a person has confirmed about a committee, independently of any node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitteePin {
	/// Approvals needed.
	pub k: u16,
	/// The committee's public key.
	#[serde(with = "plain")]
	pub x: [u8; 32],
	/// The administrators, by index.
	pub admins: Vec<PinnedAdmin>,
	/// The fewest approvals that a later committee of this key may take; `k` where nobody has chosen another number.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub min_k: Option<u16>,
}

impl CommitteePin {
	/// A pin with its administrators in order.
	///
	/// # Errors
	/// When the numbers cannot be those of a committee.
	pub fn new(k: u16, x: [u8; 32], mut admins: Vec<PinnedAdmin>) -> Result<Self, PinError> {
		admins.sort_unstable();
		let doubled = |same: fn(&PinnedAdmin, &PinnedAdmin) -> bool| {
			admins
				.iter()
				.enumerate()
				.any(|(i, a)| admins.iter().skip(i.saturating_add(1)).any(|b| same(a, b)))
		};
		if k == 0 || usize::from(k) > admins.len() {
			return Err(PinError(
				"it needs at least one approval, and no more than it has administrators",
			));
		}
		if doubled(|a, b| a.index == b.index) || doubled(|a, b| a.account == b.account) {
			return Err(PinError("an administrator occurs twice"));
		}
		if admins.iter().any(|a| a.index == 0) {
			return Err(PinError("an administrator has index 0"));
		}
		let min_k = None;
		Ok(Self { k, x, admins, min_k })
	}

	/// The fewest approvals that a committee of this key may take.
	#[must_use]
	pub fn least(&self) -> u16 {
		self.min_k.unwrap_or(self.k)
	}

	/// What people compare by voice or on paper: eight groups of four hexadecimal digits over key id, k, key and accounts.
	#[must_use]
	pub fn fingerprint(&self, key_id: u32) -> String {
		let mut content = key_id.to_le_bytes().to_vec();
		content.extend(self.k.to_le_bytes());
		content.extend(self.x);
		for admin in &self.admins {
			content.extend(admin.index.to_le_bytes());
			content.extend(admin.account.0);
		}
		fingerprint(b"medquorum committee fingerprint", &content)
	}

	/// What the other has otherwise, if anything: the first difference, in the words of [`crate::error::TrustError::OtherCommittee`].
	#[must_use]
	pub fn difference(&self, other: &Self) -> Option<&'static str> {
		if self.x != other.x {
			return Some("key");
		}
		if self.k != other.k {
			return Some("number of approvals");
		}
		(self.admins != other.admins).then_some("list of administrators")
	}
}
