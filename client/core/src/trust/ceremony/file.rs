//! A file of a ceremony, of whatever kind: how strictly it is read.

use super::files::{Certificate, Complaint, Dealt, HandedOver, Join, Place, Signed, Start};
use crate::{
	domain::{AccountId, Bytes32},
	error::CeremonyError,
};
use serde::{Deserialize, Serialize};

/// The largest file of a ceremony, in bytes. A deal for 16 has 8 KiB.
pub const MAX_FILE: usize = 64 << 10;

/// A file of a ceremony, of whatever kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CeremonyFile {
	/// What the ceremony is for.
	Start(Signed<Start>),
	/// Somebody takes part.
	Join(Signed<Join>),
	/// Somebody deals.
	Deal(Signed<Dealt>),
	/// Somebody certifies.
	Certificate(Signed<Certificate>),
	/// Somebody hands the key over.
	Handover(Signed<HandedOver>),
	/// Somebody ends the attempt.
	Complaint(Signed<Complaint>),
}

impl CeremonyFile {
	/// Reads a file and checks its author's signature. Where it belongs is for the [`Board`](super::Board) to say.
	///
	/// # Errors
	/// When it is too large, is no file of a ceremony, or is not signed by its author.
	pub fn read(bytes: &[u8]) -> Result<Self, CeremonyError> {
		if bytes.len() > MAX_FILE {
			return Err(CeremonyError::TooLarge(bytes.len()));
		}
		let file: Self = serde_json::from_slice(bytes).map_err(|_| CeremonyError::NotAFile)?;
		if !file.is_signed() {
			return Err(CeremonyError::NotSigned {
				what: file.what(),
				who: file.author(),
			});
		}
		Ok(file)
	}

	/// The file as it is written.
	#[must_use]
	pub fn write(&self) -> Vec<u8> {
		let mut text = serde_json::to_vec_pretty(self)
			.unwrap_or_else(|_| unreachable!("numbers, texts and lists are always JSON"));
		text.push(b'\n');
		text
	}

	/// The name under which it lies in a folder that all share.
	#[must_use]
	pub fn name(&self) -> String {
		match self {
			Self::Start(_) => "ceremony.json".to_owned(),
			Self::Join(file) => format!("join-{}.json", file.content.index),
			Self::Deal(file) => format!("deal-{}.json", file.content.dealer),
			Self::Certificate(file) => format!("certificate-{}.json", file.content.index),
			Self::Handover(file) => format!("handover-{}.json", file.content.index),
			Self::Complaint(file) => format!("complaint-{}.json", file.content.accuser),
		}
	}

	/// What people call it.
	#[must_use]
	pub fn what(&self) -> &'static str {
		match self {
			Self::Start(_) => "start",
			Self::Join(_) => "join",
			Self::Deal(_) => "deal",
			Self::Certificate(_) => "certificate",
			Self::Handover(_) => "handover",
			Self::Complaint(_) => "complaint",
		}
	}

	/// Who made it.
	#[must_use]
	pub fn author(&self) -> AccountId {
		match self {
			Self::Start(file) => file.author,
			Self::Join(file) => file.author,
			Self::Deal(file) => file.author,
			Self::Certificate(file) => file.author,
			Self::Handover(file) => file.author,
			Self::Complaint(file) => file.author,
		}
	}

	/// What it belongs to.
	#[must_use]
	pub fn place(&self) -> &Place {
		match self {
			Self::Start(file) => &file.place,
			Self::Join(file) => &file.place,
			Self::Deal(file) => &file.place,
			Self::Certificate(file) => &file.place,
			Self::Handover(file) => &file.place,
			Self::Complaint(file) => &file.place,
		}
	}

	/// SHA-256 of what its author signed.
	#[must_use]
	pub fn hash(&self) -> Bytes32 {
		match self {
			Self::Start(file) => file.hash(),
			Self::Join(file) => file.hash(),
			Self::Deal(file) => file.hash(),
			Self::Certificate(file) => file.hash(),
			Self::Handover(file) => file.hash(),
			Self::Complaint(file) => file.hash(),
		}
	}

	/// Whether the other one, by the same author and for the same place, says something else. Signatures may differ: an account
	/// signs the same thing in many ways.
	#[must_use]
	pub fn contradicts(&self, other: &Self) -> bool {
		let about_the_same = self.place() == other.place() && self.author() == other.author();
		about_the_same
			&& match (self, other) {
				(Self::Join(a), Self::Join(b)) => {
					let said = |join: &Join| (join.start, join.index, join.one_time);
					said(&a.content) != said(&b.content)
				}
				(Self::Certificate(a), Self::Certificate(b)) => {
					let said = |made: &Certificate| {
						(made.ceremony, made.transcript, made.index, made.x, made.committee)
					};
					said(&a.content) != said(&b.content)
				}
				(Self::Handover(a), Self::Handover(b)) => {
					let said =
						|made: &HandedOver| (made.ceremony, made.transcript, made.index, made.committee);
					said(&a.content) != said(&b.content)
				}
				(Self::Start(a), Self::Start(b)) => a.content != b.content,
				(Self::Deal(a), Self::Deal(b)) => a.content != b.content,
				(Self::Complaint(_), Self::Complaint(_)) => false,
				(
					Self::Start(_)
					| Self::Join(_)
					| Self::Deal(_)
					| Self::Certificate(_)
					| Self::Handover(_)
					| Self::Complaint(_),
					_,
				) => false,
			}
	}

	pub(super) fn is_signed(&self) -> bool {
		match self {
			Self::Start(file) => file.is_signed(),
			Self::Join(file) => file.is_signed(),
			Self::Deal(file) => file.is_signed(),
			Self::Certificate(file) => file.is_signed(),
			Self::Handover(file) => file.is_signed(),
			Self::Complaint(file) => file.is_signed(),
		}
	}
}
