//! The bodies that govern the chain, and what they have before them.

use super::{BlockNumber, ids::AccountId};
use scale_decode::DecodeAsType;
use serde::Serialize;
use std::fmt;

/// A body that votes on motions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
	/// Decides about roles, committees and the runtime.
	Council,
	/// Other people, who can replace the council's members and nothing else.
	Recovery,
}

impl fmt::Display for Body {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Council => "the council",
			Self::Recovery => "the recovery body",
		})
	}
}

/// A notice to a body that its members will be others.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
pub struct Notice {
	/// Its number, by which it is stopped or carried out.
	pub index: u32,
	/// The first block in which it can be carried out.
	pub due: BlockNumber,
	/// The last one.
	pub until: BlockNumber,
	/// Who the members will be.
	pub members: Vec<AccountId>,
}
