//! A ceremony as the chain keeps it: content and signature of each file, and how far it is. Whoever reads it believes the signatures, not
//! the node: [`crate::trust::ceremony`] makes the signed files of it again.

use super::{Bytes32, Epoch, KeyId, Moment, Signature, ids::AccountId};
use scale_decode::DecodeAsType;
use serde::{Deserialize, Serialize};

/// An administrator's place in the new committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DecodeAsType)]
#[serde(deny_unknown_fields)]
pub struct Seat {
	/// Index of the share.
	pub index: u16,
	/// Whose.
	pub account: AccountId,
}

/// Moments that each stage of a ceremony on the chain may last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DecodeAsType)]
pub struct Windows {
	/// Until all have joined.
	pub join: Moment,
	/// Until all have dealt.
	pub deal: Moment,
	/// Until all have certified; for a new epoch, once more until it is handed over.
	pub certify: Moment,
}

/// How far a ceremony on the chain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum CeremonyStage {
	/// The new administrators take part.
	Join,
	/// The dealers deal.
	Deal,
	/// The new administrators check and certify.
	Certify,
	/// The dealers hand the key over.
	HandOver,
	/// Anybody can have the committee set.
	Ready,
}

/// What a ceremony on the chain is for, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
pub struct CeremonyState {
	/// Which try this is.
	pub attempt: u16,
	/// The epoch that begins.
	pub epoch: Epoch,
	/// Whether an old key is passed on.
	pub renewal: bool,
	/// Approvals that requests will need.
	pub k: u16,
	/// The new administrators, by ascending index.
	pub seats: Vec<Seat>,
	/// Indices of the dealers.
	pub dealers: Vec<u16>,
	/// Hash of the committee whose epoch ends; zeros for a new key.
	pub old_committee: Bytes32,
	/// How long each stage may last.
	pub windows: Windows,
	/// Whether the present administrators are not waited for.
	pub at_once: bool,
	/// Who made the start file.
	pub author: AccountId,
	/// The signature of the start file.
	pub signature: Signature,
	/// How far it is.
	pub stage: CeremonyStage,
	/// The last moment of this stage.
	pub deadline: Moment,
}

/// What the chain keeps of a join file.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
pub struct PublicJoin {
	/// The public key that deals are sealed to.
	pub one_time: Bytes32,
	/// The signature inside of the file.
	pub join_sig: Signature,
	/// The signature of the file.
	pub signature: Signature,
}

/// What the chain keeps of a deal.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
pub struct PublicDeal {
	/// Commitments, boxes and proof.
	pub deal: Vec<u8>,
	/// The signature of the file.
	pub signature: Signature,
}

/// What the chain keeps of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
pub struct PublicCertificate {
	/// The certificate itself.
	pub cert: Signature,
	/// The signature of the file.
	pub signature: Signature,
}

/// What the chain keeps of a handover.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
pub struct PublicHandover {
	/// The handover itself.
	pub handover: Signature,
	/// The signature of the file.
	pub signature: Signature,
}

/// Somebody says that what was dealt to him does not fit, and what the dealer answered.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
pub struct PublicComplaint {
	/// The accuser's signature: no node makes one up, see [`crate::trust::ceremony`].
	pub signature: Signature,
	/// The last moment for an answer.
	pub until: Moment,
	/// What was dealt, in clear: `x ‖ z ‖ z'`.
	pub answer: Option<[u8; 96]>,
}

/// All that the chain keeps of one ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicCeremony {
	/// The committee key.
	pub key_id: KeyId,
	/// What it is for, and how far it is.
	pub state: CeremonyState,
	/// Joins by index.
	pub joins: Vec<(u16, PublicJoin)>,
	/// Deals by index of the dealer.
	pub deals: Vec<(u16, PublicDeal)>,
	/// Certificates by index.
	pub certificates: Vec<(u16, PublicCertificate)>,
	/// Handovers by index of the dealer.
	pub handovers: Vec<(u16, PublicHandover)>,
	/// Complaints by indices of dealer and accuser.
	pub complaints: Vec<([u16; 2], PublicComplaint)>,
}

/// What a council opens a ceremony with: the start file, and how long each stage may last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
	/// The committee key.
	pub key_id: KeyId,
	/// Which try this is.
	pub attempt: u16,
	/// Approvals that requests will need.
	pub k: u16,
	/// The new administrators, by ascending index.
	pub seats: Vec<Seat>,
	/// Indices of the dealers.
	pub dealers: Vec<u16>,
	/// How long each stage may last.
	pub windows: Windows,
	/// Whether the present administrators are not waited for.
	pub at_once: bool,
	/// Who made the start file.
	pub author: AccountId,
	/// The signature of the start file.
	pub signature: Signature,
}
