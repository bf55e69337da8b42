//! Calls about ceremonies on the chain, in plain types.

use crate::domain::*;

/// A call about a ceremony on the chain. What is in it is what the signed file says, so that the file can be made of it again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the pallet's calls")]
pub enum CeremonyCall {
	/// Opens a ceremony (governance).
	Open(Box<Opening>),
	/// Takes part, with a key made for it (a listed administrator).
	Join {
		key_id: KeyId,
		one_time: Bytes32,
		join_sig: Signature,
		signature: Signature,
	},
	/// Deals to all (a dealer).
	Deal {
		key_id: KeyId,
		deal: Vec<u8>,
		signature: Signature,
	},
	/// Certifies the committee (a new administrator).
	Certify {
		key_id: KeyId,
		cert: Signature,
		signature: Signature,
	},
	/// Hands the key over (a dealer of the epoch that ends).
	HandOver {
		key_id: KeyId,
		handover: Signature,
		signature: Signature,
	},
	/// Says that what this dealer sealed to the sender does not open or does not fit.
	Complain {
		key_id: KeyId,
		dealer: u16,
		signature: Signature,
	},
	/// The dealer's answer: what was dealt to the accuser, in clear.
	Answer {
		key_id: KeyId,
		accuser: u16,
		shares: [u8; 96],
	},
	/// Has the committee of a complete ceremony set (anybody).
	Activate { key_id: KeyId },
	/// Ends the attempt (whoever takes part).
	Leave { key_id: KeyId },
	/// Ends an attempt whose time is over (anybody).
	Expire { key_id: KeyId },
}

impl CeremonyCall {
	/// Name of the call, as Polkadot.js shows it.
	#[must_use]
	pub fn name(&self) -> &'static str {
		match self {
			Self::Open(_) => "open_ceremony",
			Self::Join { .. } => "join_ceremony",
			Self::Deal { .. } => "submit_deal",
			Self::Certify { .. } => "certify",
			Self::HandOver { .. } => "hand_over",
			Self::Complain { .. } => "complain",
			Self::Answer { .. } => "answer",
			Self::Activate { .. } => "activate",
			Self::Leave { .. } => "leave_ceremony",
			Self::Expire { .. } => "expire_ceremony",
		}
	}
}
