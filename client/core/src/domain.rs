//! Plain types of the records chain, mirroring the pallet's; nothing here knows how a chain is reached.
//!
//! What is stored on the chain is decoded into these very types, field by field and by name: a changed type is an error.

pub mod address;
mod bodies;
mod ceremony;
mod emergency;
mod ends;
mod ids;
mod people;
mod pointer;
mod purpose;
mod signature;

pub use address::AddressError;
pub use bodies::{Body, Notice};
pub use ceremony::{
	CeremonyStage, CeremonyState, Opening, PublicCeremony, PublicCertificate, PublicComplaint, PublicDeal,
	PublicHandover, PublicJoin, Seat, Windows,
};
pub use emergency::{
	EMERGENCY_TTL, EmergencyDirective, EmergencyEntry, EmergencyRequest, EmergencyScope, EmergencyVoter,
	EmergencyWrap, FacilityNumber, Finding, GlassBreaker, MAX_UNREVIEWED, Review, Suspension,
	SuspensionCause, Unreviewed,
};
pub use ends::{ERASURE_DELAY, Ends, Erasure, ErasureReason, Hold, HoldReason, RefusalReason, Tombstone};
pub use ids::{AccountId, Balance, Cause, IdError, RecordId, RequestId};
pub use people::{Frozen, Guardian, Situation, Sponsorship};
pub use pointer::{LOCATOR, Pointer};
pub use purpose::Purpose;
pub use signature::{Signature, SignatureError};

use crate::hex_text::prefixed;
use scale_decode::DecodeAsType;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A 32-byte value: a point, an X25519 key, a hash.
pub type Bytes32 = [u8; 32];
/// Number of a block of the chain.
pub type BlockNumber = u32;
/// A moment of the chain's own clock, which counts six seconds each and stands while the chain does.
pub type Moment = u32;
/// Names a committee key.
pub type KeyId = u32;
/// Moments within which administrators decide about a request: a day (the pallet's `DecisionTtl`).
pub const DECISION_TTL: Moment = 14_400;
/// Counts the committees that held one key.
pub type Epoch = u32;

/// What an organisation's account may do; given by governance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
	/// Holds records; the default of everybody who registers.
	Patient,
	/// May request records.
	Clinician,
	/// May upload and request records.
	Facility,
	/// May have any record erased, stop erasures, and place legal holds.
	DataProtectionOfficer,
	/// Keeps the encrypted files of facilities, and attests that erased ones are gone.
	StorageHost,
	/// May request records, and break the glass in an emergency.
	EmergencyClinician,
}

impl Role {
	/// Whether the role may upload records.
	pub fn can_upload(self) -> bool {
		matches!(self, Self::Facility)
	}

	/// Whether the role may request records.
	pub fn can_request(self) -> bool {
		matches!(self, Self::Clinician | Self::Facility | Self::EmergencyClinician)
	}

	/// Whether the role may break the glass in an emergency.
	pub fn can_break_glass(self) -> bool {
		matches!(self, Self::EmergencyClinician)
	}

	/// Whether the role may have records erased that are not its own, stop erasures, and place legal holds.
	pub fn can_erase_any(self) -> bool {
		matches!(self, Self::DataProtectionOfficer)
	}
}

impl fmt::Display for Role {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Patient => "patient",
			Self::Clinician => "clinician",
			Self::Facility => "facility",
			Self::DataProtectionOfficer => "data protection officer",
			Self::StorageHost => "storage host",
			Self::EmergencyClinician => "emergency clinician",
		})
	}
}

/// Keys a user published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct UserKeys {
	/// Counts the CSP keys of this user, from 1.
	pub csp_version: u16,
	/// Public part of the CSP key.
	#[serde(serialize_with = "prefixed::serialize")]
	pub csp_pk: Bytes32,
	/// Public key for what is sealed to this user.
	#[serde(serialize_with = "prefixed::serialize")]
	pub enc_pk: Bytes32,
	/// The account's signature over both.
	pub key_sig: Signature,
}

/// A user of the chain. Governance may give a role before the user registers keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct User {
	/// What the account may do.
	pub role: Role,
	/// Version of the newest keys it ever had, 0 if none. It stays when the user leaves.
	pub csp_version: u16,
	/// What it registered, if it did and has not left.
	pub keys: Option<UserKeys>,
}

/// One administrator of a committee, as the chain lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, DecodeAsType)]
pub struct Admin {
	/// The administrator's account.
	pub account: AccountId,
	/// Index of its share, never zero.
	pub index: u16,
	/// Key that deals were sealed to.
	#[serde(with = "prefixed")]
	pub enc_pk: Bytes32,
	/// `x(j) G`: what the administrator's shares are checked against.
	#[serde(with = "prefixed")]
	pub x_j: Bytes32,
	/// `z(j) G`: binds shares to a request (docs/cryptography.md 5.2).
	#[serde(with = "prefixed")]
	pub z_j: Bytes32,
	/// Z'_j.
	#[serde(with = "prefixed")]
	pub zp_j: Bytes32,
	/// The administrator's signature over the whole committee; zeros where a genesis carries none.
	pub cert: Signature,
}

/// A committee of k-of-n administrators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, DecodeAsType)]
pub struct Committee {
	/// Counts the committees that held this key, from 1.
	pub epoch: Epoch,
	/// Approvals a request needs.
	pub k: u16,
	/// The committee's public key X.
	#[serde(with = "prefixed")]
	pub x: Bytes32,
	/// By ascending index.
	pub admins: Vec<Admin>,
}

impl Committee {
	/// The administrator that `account` is, if it is one.
	pub fn admin(&self, account: &AccountId) -> Option<&Admin> {
		self.admins.iter().find(|admin| admin.account == *account)
	}

	/// Administrators who may answer a request of `requester`.
	pub fn eligible(&self, requester: &AccountId) -> usize {
		self.admins
			.iter()
			.filter(|admin| admin.account != *requester)
			.count()
	}
}

/// How the administrators of an epoch handed their key over to those of the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handover {
	/// The epoch that ended, or is about to.
	pub epoch: Epoch,
	/// Who signed, by index, and the signature over both epochs, the new rule and the new list.
	pub signatures: Vec<(u16, Signature)>,
}

/// Through whose hands a committee key has gone, as far as the chain knows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Lineage {
	/// The committees by ascending epoch; the last one may be still to come. Those before chains kept them are missing.
	pub committees: Vec<Committee>,
	/// How each handed over to the next.
	pub handovers: Vec<Handover>,
	/// From when on the last one is in force, where that moment has not come.
	pub switch_at: Option<Moment>,
	/// The first index that nobody has had.
	pub next_index: u32,
}

impl Lineage {
	/// The committee of an epoch.
	#[must_use]
	pub fn at(&self, epoch: Epoch) -> Option<&Committee> {
		self.committees.iter().find(|committee| committee.epoch == epoch)
	}

	/// The committee that is to take over, and when.
	#[must_use]
	pub fn to_come(&self) -> Option<(&Committee, Moment)> {
		Some((self.committees.last()?, self.switch_at?))
	}

	/// How an epoch was handed over to the next.
	#[must_use]
	pub fn handover(&self, epoch: Epoch) -> Option<&Handover> {
		self.handovers.iter().find(|handover| handover.epoch == epoch)
	}
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum RecordStatus {
	/// Can be requested.
	Active,
	/// Closed to requests by its patient.
	Suspended,
	/// A corrected record took its place. The chain's state says that by [`Record::superseded_by`], not here.
	Superseded,
}

/// A registered record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Record {
	/// Who uploaded it.
	pub uploader: AccountId,
	/// Whose record it is.
	pub patient: AccountId,
	/// The patient's public CSP key when the record was registered.
	#[serde(serialize_with = "prefixed::serialize")]
	pub csp_pk: Bytes32,
	/// The committee key its report key is encapsulated to.
	pub key_id: KeyId,
	/// Hides and binds the header.
	#[serde(serialize_with = "prefixed::serialize")]
	pub commitment: Bytes32,
	/// The report key, encapsulated.
	#[serde(serialize_with = "prefixed::serialize")]
	pub capsule: [u8; 128],
	/// csp_rec, encapsulated to the patient.
	#[serde(serialize_with = "prefixed::serialize")]
	pub csp_enc: Bytes32,
	/// Tells a right csp_rec from a wrong one.
	#[serde(serialize_with = "prefixed::serialize")]
	pub csp_check: Bytes32,
	/// The header's CID, encrypted.
	#[serde(serialize_with = "prefixed::serialize")]
	pub locator: [u8; 64],
	/// The record this one corrects, once the patient acknowledges it.
	pub supersedes: Option<RecordId>,
	/// 1 for a first version, one more for each correction.
	pub version: u32,
	/// Whether the patient acknowledged it.
	pub acknowledged: bool,
	/// Whether its uploader may list it for those who search.
	pub searchable: bool,
	/// Whether the patient has closed it; see [`Record::standing`].
	pub status: RecordStatus,
	/// The newer record that has taken its place.
	pub superseded_by: Option<RecordId>,
	/// Block of its registration.
	pub created: BlockNumber,
}

impl Record {
	/// Where it stands: a newer record in its place counts before anything else.
	#[must_use]
	pub fn standing(&self) -> RecordStatus {
		match self.superseded_by {
			Some(_) => RecordStatus::Superseded,
			None => self.status,
		}
	}
}

/// Which masks of the administrators a request uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum RequestMode {
	/// The requester is not in the committee.
	Outsider,
	/// The requester is an administrator of the committee.
	Admin,
}

/// Why an administrator rejects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum RejectionReason {
	/// The purpose does not justify the access.
	NotJustified = 0,
	/// The record is another patient's than the request means.
	WrongPatient = 1,
	/// The requester is not known.
	UnknownRequester = 2,
	/// The same was asked before.
	Duplicate = 3,
	/// None of these.
	Other = 4,
}

/// Why a request was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum RejectionCause {
	/// Too many administrators rejected it.
	Administrators,
	/// It ran out of time.
	Timeout,
	/// The patient denied consent.
	ConsentDenied,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum RequestStatus {
	/// Administrators may answer.
	Open,
	/// k administrators approved.
	Approved,
	/// It cannot be approved any more.
	Rejected(RejectionCause),
}

/// A request for a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Request {
	/// The record asked for.
	pub record_id: RecordId,
	/// Who answered for the record's patient when it was made, and consents.
	pub patient: AccountId,
	/// Who asks.
	pub requester: AccountId,
	/// Who pays its deposit: the requester, or the facility that employs them.
	pub payer: AccountId,
	/// The requester's own counter, part of the request's id.
	pub seq: u32,
	/// One-time key Q that shares are encrypted to.
	#[serde(serialize_with = "prefixed::serialize")]
	pub q: Bytes32,
	/// One-time X25519 key that consent is sealed to.
	#[serde(serialize_with = "prefixed::serialize")]
	pub epk: Bytes32,
	/// The requester's signature over the request's context.
	pub auth_sig: Signature,
	/// Committee key.
	pub key_id: KeyId,
	/// Committee epoch it was made in.
	pub epoch: Epoch,
	/// Which masks it uses.
	pub mode: RequestMode,
	/// Why.
	pub purpose: Purpose,
	/// Block it was made in.
	pub created: BlockNumber,
	/// Last moment of its present window, by the chain's clock.
	pub expires: Moment,
	/// Approvals so far.
	pub yes: u16,
	/// Rejections so far.
	pub no: u16,
	/// Where it stands in state; see [`Request::status_at`].
	pub status: RequestStatus,
}

impl Request {
	/// Whether its requester answers for the record's patient, and so has consented by asking.
	#[must_use]
	pub fn is_own(&self) -> bool {
		self.requester == self.patient
	}

	/// Where the request stands at the moment `now`, its expiry applied.
	pub fn status_at(&self, now: Moment) -> RequestStatus {
		match self.status {
			RequestStatus::Open if now > self.expires => RequestStatus::Rejected(RejectionCause::Timeout),
			status => status,
		}
	}
}

/// An administrator's recorded answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum Vote {
	/// The encrypted share `A ‖ B`.
	Share(#[serde(serialize_with = "prefixed::serialize")] [u8; 64]),
	/// A rejection and its reason.
	Rejection(RejectionReason),
}
