//! What the pallet stores.

#![allow(
	clippy::cast_possible_truncation,
	reason = "Encode's derive casts the index of a variant that carries data"
)]

use frame_support::{BoundedVec, traits::ConstU32};
use pallet_medical_records::Epoch;
use parity_scale_codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{AccountId32, MultiSignature};
use threshold_decryption::MAX_ADMINS;

/// Commitments of three polynomials, a box for each administrator, and a proof, for 16 of 16: 1504, 2304 and 64 bytes.
pub const MAX_DEAL: u32 = (3 * 16 - 1) * 32 + 16 * 144 + 64;
/// A published deal: commitments, boxes and, for a new key, the proof of the constant.
pub type DealBytes = BoundedVec<u8, ConstU32<MAX_DEAL>>;
/// Most people in a ceremony's stage.
#[allow(clippy::cast_possible_truncation, reason = "it is 16")]
pub const MAX_PEOPLE: u32 = MAX_ADMINS as u32;
/// Indices of people of a ceremony.
pub type Indices = BoundedVec<u16, ConstU32<MAX_PEOPLE>>;
/// The people of the new committee.
pub type Seats = BoundedVec<Seat, ConstU32<MAX_PEOPLE>>;
/// Most complaints of one ceremony: with two that were answered rightly, its author ends it.
pub const MAX_COMPLAINTS: u32 = 2 * MAX_PEOPLE;

/// Somebody's place in the new committee.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Seat {
	/// Where polynomials are evaluated for this administrator: 1 or more.
	pub index: u16,
	/// Who it is.
	pub account: AccountId32,
}

/// How long each part may take, in moments of the chain's clock.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct Windows<Moment> {
	/// For all to join.
	pub join: Moment,
	/// For all to deal.
	pub deal: Moment,
	/// For all to certify; again for an answer, for the certificate after it, for the handover, and for the activation.
	pub certify: Moment,
}

/// What a ceremony waits for.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub enum Stage {
	/// Each new administrator joins with a key made for this attempt.
	Join,
	/// Each dealer deals to all.
	Deal,
	/// Each new administrator certifies the committee that the deals make, or complains.
	Certify,
	/// The old administrators who dealt hand the key over.
	HandOver,
	/// Somebody sets the committee.
	Ready,
}

/// A ceremony under way: one attempt to give a key its next committee.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Ceremony<Moment, Ticket> {
	/// Which try this is: higher than every earlier one of the key.
	pub attempt: u16,
	/// The epoch that the committee begins.
	pub epoch: Epoch,
	/// Whether an old key is passed on.
	pub renewal: bool,
	/// How many of the new administrators must approve a request.
	pub k: u16,
	/// The new administrators by ascending index.
	pub seats: Seats,
	/// Indices of those who deal, ascending: the new administrators for a new key, k of the old ones otherwise.
	pub dealers: Indices,
	/// Hash of the committee that passes the key on; zeros for a new key.
	pub old_committee: [u8; 32],
	/// How long each part may take.
	pub windows: Windows<Moment>,
	/// Whether the new committee takes over without waiting for what the present one has open.
	pub at_once: bool,
	/// Who signed its beginning, and pays its deposit.
	pub author: AccountId32,
	/// That signature, over the file that says what the ceremony is for.
	pub signature: MultiSignature,
	/// What it waits for.
	pub stage: Stage,
	/// The last moment of that stage.
	pub deadline: Moment,
	/// The author's deposit.
	pub ticket: Ticket,
}

/// That somebody takes part.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Join {
	/// An X25519 key made for this attempt, to which deals are sealed.
	pub one_time: [u8; 32],
	/// The account's signature that it is its own.
	pub join_sig: MultiSignature,
	/// The account's signature over the file that says so.
	pub signature: MultiSignature,
}

/// What somebody dealt.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Dealt {
	/// Commitments, boxes and proof.
	pub deal: DealBytes,
	/// The dealer's signature over the file that has it.
	pub signature: MultiSignature,
}

/// The committee that the deals make.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Founded {
	/// The context of the deals.
	pub context: [u8; 32],
	/// Hash over all deals.
	pub transcript: [u8; 32],
	/// The committee's public key.
	pub x: [u8; 32],
	/// Hash of the list of administrators.
	pub hash: [u8; 32],
	/// `X_j`, `Z_j` and `Z'_j` of each administrator by ascending index.
	pub points: BoundedVec<[[u8; 32]; 3], ConstU32<MAX_PEOPLE>>,
}

/// That somebody has checked everything.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Certified {
	/// The certificate that the committee is set with.
	pub cert: MultiSignature,
	/// The account's signature over the file that has it.
	pub signature: MultiSignature,
}

/// That an old administrator hands the key over.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct HandedOver {
	/// The handover that the committee is set with.
	pub handover: MultiSignature,
	/// The account's signature over the file that has it.
	pub signature: MultiSignature,
}

/// That somebody cannot use what a dealer sealed for them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Complaint<Moment> {
	/// The accuser's signature, which a dealer checks before it shows anything: otherwise a node could invent accusers.
	pub signature: MultiSignature,
	/// The last moment in which the dealer can answer.
	pub until: Moment,
	/// What the dealer dealt the accuser, in clear: it fits the commitments.
	pub answer: Option<[u8; 96]>,
}

/// How an attempt ended.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub enum Outcome {
	/// The committee is set.
	Activated,
	/// These people did not do in time what they were to do.
	Silent {
		/// What that was.
		stage: Stage,
		/// Who they are; nobody where a complete committee was not set in time.
		indices: Indices,
	},
	/// A dealer did not show what it had dealt.
	Refused {
		/// To blame.
		dealer: u16,
		/// Who had complained.
		accuser: u16,
	},
	/// Two complaints of one person were answered rightly. A third would publish more of its share.
	FalseComplaints {
		/// To blame.
		accuser: u16,
	},
	/// One answer more would publish a dealer's polynomials. Nobody can tell who is to blame.
	TooManyComplaints {
		/// Whom the complaints were about.
		dealer: u16,
	},
	/// Somebody ended it.
	Left {
		/// Who.
		index: u16,
	},
}
