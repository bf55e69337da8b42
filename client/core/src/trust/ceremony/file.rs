//! A file of a ceremony, of whatever kind: how strictly it is read. A complaint may have others in it, so it is here as well.

use super::files::{Certificate, Content, Dealt, HandedOver, Join, Place, Signed, Start};
use crate::{
	domain::{AccountId, Bytes32},
	error::CeremonyError,
	hex_text::prefixed,
};
use serde::{Deserialize, Serialize};

/// The largest file of a ceremony, in bytes. A deal for 16 has 8 KiB.
pub const MAX_FILE: usize = 64 << 10;

/// Why somebody ends an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Charge {
	/// The accused has dealt something malformed, or without a valid proof; the deal shows that.
	BadDeal {
		/// Hash of the accused's signed deal.
		#[serde(with = "prefixed")]
		deal: Bytes32,
	},
	/// The accuser's box does not open, or holds a share that does not fit. The accuser's one-time secret shows it to everybody;
	/// it opens boxes of this attempt alone, which is over.
	BadBox {
		/// Hash of the deal that holds the box.
		#[serde(with = "prefixed")]
		deal: Bytes32,
		/// The accuser's one-time secret.
		#[serde(with = "prefixed")]
		secret: [u8; 32],
	},
	/// The accused has signed two different files of one kind in one attempt.
	Twice {
		/// One of them.
		first: Box<CeremonyFile>,
		/// The other.
		second: Box<CeremonyFile>,
	},
	/// The accused has not sent what was due; nobody else can check that.
	Silent,
	/// The accuser does not take part any longer.
	Withdrawn,
}

/// An administrator ends the attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Complaint {
	/// Hash of the start file.
	#[serde(with = "prefixed")]
	pub start: Bytes32,
	/// The accuser's index.
	pub accuser: u16,
	/// Index of whom it is about; 0 for nobody.
	pub accused: u16,
	/// Why.
	pub charge: Charge,
}

impl Content for Complaint {
	const TYPE: u8 = 5;

	fn encode(&self, out: &mut Vec<u8>) {
		out.extend(self.start);
		out.extend(self.accuser.to_le_bytes());
		out.extend(self.accused.to_le_bytes());
		match &self.charge {
			Charge::BadDeal { deal } => {
				out.push(1);
				out.extend(deal);
			}
			Charge::BadBox { deal, secret } => {
				out.push(2);
				out.extend(deal);
				out.extend(secret);
			}
			Charge::Twice { first, second } => {
				out.push(3);
				out.extend(first.hash());
				out.extend(second.hash());
			}
			Charge::Silent => out.push(4),
			Charge::Withdrawn => out.push(5),
		}
	}
}

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
