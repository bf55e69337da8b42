//! What the pallet stores. The pure rules about it are in `rules.rs`, its form in a genesis in `genesis.rs`: the types stay in
//! this file, because their path is part of the runtime's metadata.

#![allow(
	clippy::cast_possible_truncation,
	reason = "Encode's derive casts the index of a variant that carries data"
)]

use alloc::vec::Vec;

use parity_scale_codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::{AccountId32, MultiSignature};

mod access;
mod emergency;
mod ends;
mod genesis;
mod rules;
mod search;

pub use access::*;
pub use emergency::*;
pub use ends::*;
pub use rules::no_signature;
pub use search::*;

/// BLAKE2b-128 of genesis, uploader and a nonce: only that uploader can take it.
pub type RecordId = [u8; 16];
/// BLAKE2b-128 of genesis, requester, record and sequence number: never the same twice.
pub type RequestId = [u8; 16];
/// A ristretto255 point in the encoding of RFC 9496, or an X25519 public key.
pub type Point = [u8; 32];
/// An administrator's share for one request, with its proof.
pub type Share = [u8; threshold_decryption::SHARE_LENGTH];
/// Most requests that one call approves.
pub const MAX_APPROVALS: u32 = 16;
/// Names a committee key; its public key never changes.
pub type KeyId = u32;
/// Counts the sets of administrators that have held one committee key, from 1.
pub type Epoch = u32;

/// What an account is in the hospital network. Given by governance; whoever registers keys begins as a patient.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
	Serialize,
	Deserialize,
)]
pub enum Role {
	/// Has records, consents to access, may erase their own records.
	Patient,
	/// May request access to records.
	Clinician,
	/// Uploads records for patients, may request access to those of others.
	Facility,
	/// May erase any record, when law demands it.
	DataProtectionOfficer,
	/// Keeps the encrypted files of facilities, and attests that erased ones are gone.
	StorageHost,
	/// May do what a clinician may, and break the glass where a patient cannot answer.
	EmergencyClinician,
}

/// Public keys of a user, signed by the user's account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct UserKeys {
	/// 1 at the first registration, one more at each later one. Clients refuse a lower one than they have seen.
	pub csp_version: u16,
	/// Public half of the CSP key: uploaders encapsulate each record's csp_rec to it.
	pub csp_pk: Point,
	/// Public key for everything else that is sealed to this user.
	pub enc_pk: Point,
	/// The account's signature, of any key type, over genesis, account, version and both keys.
	pub key_sig: MultiSignature,
}

/// An account known to the network.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct User<Ticket> {
	/// What the account may do.
	pub role: Role,
	/// Version of the newest keys it ever had, 0 if none. Stays when the user leaves: no signed keys are taken twice.
	pub csp_version: u16,
	/// Its keys, once it has registered them and until it leaves: a role may be given before.
	pub keys: Option<UserKeys>,
	/// Who paid for them, and the deposit.
	pub deposit: Option<Payment<Ticket>>,
}

/// A deposit, and whose it is.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Payment<Ticket> {
	/// Who paid.
	pub payer: AccountId32,
	/// What was paid.
	pub ticket: Ticket,
}

/// Who pays the requests of an employee.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Sponsorship {
	/// The facility.
	pub facility: AccountId32,
	/// How many requests a day it pays for.
	pub per_day: u32,
	/// What it has paid for.
	pub paid: Daily,
}

/// Something that is counted by the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Daily {
	/// The day of the newest one, by the chain's clock.
	pub day: u32,
	/// How many there were on that day.
	pub count: u32,
}

/// Who may freeze an account besides governance: chosen by its holder; for a child, the parents.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Guardian<BlockNumber> {
	/// The guardian; with none, nobody.
	pub account: Option<AccountId32>,
	/// Last moment of the guardianship, if it ends.
	pub until: Option<BlockNumber>,
	/// From when on: a first guardian at once, another one later, so that a thief does not choose.
	pub from: BlockNumber,
	/// Who it is until then.
	pub before: Option<AccountId32>,
}

/// One administrator of a committee, with the public side of their share.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Admin {
	/// Account that approves and rejects.
	pub account: AccountId32,
	/// Where the three polynomials were evaluated for this administrator: 1 or more.
	pub index: u16,
	/// Key to which deals are sealed.
	pub enc_pk: Point,
	/// `X_j = x(j)G`, the decryption share in the exponent.
	pub x_j: Point,
	/// `Z_j = z(j)G`, the mask for requests by outsiders.
	pub z_j: Point,
	/// `Z'_j = z'(j)G`, the mask for requests by administrators.
	pub zp_j: Point,
	/// Signature, of any key type, by which the administrator certifies key, epoch, rule and committee. Zero at genesis only.
	pub cert: MultiSignature,
}

/// The rule of the administrators who hold the shares of one key. They themselves are kept beside it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Committee {
	/// Which set of administrators this is: 1 for the first.
	pub epoch: Epoch,
	/// How many administrators other than the requester must approve.
	pub k: u16,
	/// How many administrators there are.
	pub n: u16,
	/// The committee's public key X; the same in every epoch.
	pub x: Point,
	/// Whether it takes no new records: its key is, or may be, in wrong hands.
	pub retired: bool,
}

/// A committee that takes the place of the present one when its moment comes.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct PendingCommittee<BlockNumber> {
	/// Its rule. Its administrators are kept under its epoch already.
	pub committee: Committee,
	/// The first index that nobody has had, once it is in force.
	pub next_index: u32,
	/// From when on it is in force, by the chain's clock.
	pub switch_at: BlockNumber,
}

/// How the administrators of an epoch handed their key over to those of the next one.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Handover<Signatures> {
	/// How many administrators of the epoch that ended had to sign, and had to approve a request.
	pub k: u16,
	/// Index of each administrator who signed, and the signature over old and new epoch, new rule and new list.
	pub signatures: Signatures,
}

/// Whether a record can be requested.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum RecordStatus {
	/// It can.
	Active,
	/// Not until the patient resumes it.
	Suspended,
}

/// Commitment to one encrypted file, and what its readers need to open it. Nothing in it names a person's disease,
/// a file or a place.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Record<BlockNumber, Ticket> {
	/// Who registered it and pays its deposit.
	pub uploader: AccountId32,
	/// Whom it is about.
	pub patient: AccountId32,
	/// The patient's CSP public key at registration: part of the record's context, also after the patient changes keys.
	pub csp_pk: Point,
	/// The committee that releases its report key.
	pub key_id: KeyId,
	/// Salted hash of the plain header.
	pub commitment: [u8; 32],
	/// The report key encapsulated to the committee, with its proof.
	pub capsule: [u8; 128],
	/// csp_rec encapsulated to the patient.
	pub csp_enc: [u8; 32],
	/// What a csp_rec is checked against before anything is fetched.
	pub csp_check: [u8; 32],
	/// Where the header lies, encrypted under csp_rec.
	pub locator: [u8; 64],
	/// The older version that this record corrects, whose place it takes when the patient acknowledges it.
	pub supersedes: Option<RecordId>,
	/// 1 for a first version, one more for each correction.
	pub version: u32,
	/// Has the patient confirmed it?
	pub acknowledged: bool,
	/// May its uploader list it for those who search?
	pub searchable: bool,
	/// Whether it can be requested, as long as nothing has taken its place.
	pub status: RecordStatus,
	/// The newer version that has taken its place, while that is there.
	pub superseded_by: Option<RecordId>,
	/// Block of its registration.
	pub created: BlockNumber,
	/// The uploader's deposit.
	pub ticket: Ticket,
}

/// Why access is asked for: HL7 v3 PurposeOfUse. The index is the byte in the request's context, and never changes.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum Purpose {
	/// TREAT
	Treatment = 1,
	/// ETREAT
	EmergencyTreatment = 2,
	/// HPAYMT
	Payment = 3,
	/// HOPERAT
	Operations = 4,
	/// HRESCH
	Research = 5,
	/// PATRQT
	PatientRequest = 6,
	/// PUBHLTH
	PublicHealth = 7,
	/// HLEGAL
	Legal = 8,
	/// HQUALIMP
	QualityImprovement = 9,
	/// PATSFTY
	PatientSafety = 10,
	/// BTG: to a committee for emergencies only.
	BreakTheGlass = 11,
	/// HTEST: a drill.
	Test = 12,
}

/// Whether the requester is an administrator of the record's committee; decides which mask the shares use.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum RequestMode {
	/// Not an administrator: any k may approve.
	Outsider = 0,
	/// An administrator: k of the others.
	Admin = 1,
}

/// What ended a request.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum RejectionCause {
	/// So many administrators rejected it that k approvals cannot be reached any more.
	Administrators = 0,
	/// It expired before k administrators had approved.
	Timeout = 1,
	/// The patient refused.
	ConsentDenied = 2,
}

/// Why an administrator rejects.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum RejectionReason {
	/// The purpose does not justify the access.
	NotJustified = 0,
	/// The record is not about the patient the requester treats.
	WrongPatient = 1,
	/// The administrator cannot tell who the requester is.
	UnknownRequester = 2,
	/// The same access has been asked for already.
	Duplicate = 3,
	/// None of these.
	Other = 4,
}

/// Why a request was removed before anybody closed it.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum CancelCause {
	/// Its record was erased.
	RecordErased = 0,
	/// Its record was suspended by the patient.
	RecordSuspended = 1,
	/// Its record was corrected by a newer one.
	RecordSuperseded = 2,
	/// Its committee changed before k administrators had approved.
	EpochOver = 3,
	/// Governance cancelled it.
	Governance = 4,
	/// The patient refused its record.
	RecordRefused = 5,
	/// The patient took away what was kept for an emergency.
	EmergencyRemoved = 6,
}

/// How far a request has come. The patient's consent is kept apart, because it may come before or after the approvals.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum RequestStatus {
	/// Administrators may approve and reject.
	Open,
	/// k administrators have approved: the shares in state open the report key to the requester.
	Approved,
	/// It will never be approved. Stays until somebody closes it.
	Rejected(RejectionCause),
}

/// What is counted of a requester.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Requester {
	/// The sequence number that the next request must carry.
	pub next_seq: u32,
	/// Requests that hold places.
	pub open: u32,
	/// Requests made on the day of the newest one.
	pub made: Daily,
}

/// A place of a record, taken by one request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Place<BlockNumber> {
	/// The request.
	pub request_id: RequestId,
	/// Who made it.
	pub requester: AccountId32,
	/// Last moment of its present window; after it, or when the request is rejected (`None`), the place is free.
	pub until: Option<BlockNumber>,
	/// The epoch whose administrators have to decide; when another has begun, the place is free. `None` once they have decided.
	pub epoch: Option<Epoch>,
}

/// One requester asks for one record, once; with everything that is answered to it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Request<BlockNumber, Ticket, Votes> {
	/// The record asked for.
	pub record_id: RecordId,
	/// Whom the record is about, or who acted in their place when it was made: who may consent.
	pub patient: AccountId32,
	/// Who asks.
	pub requester: AccountId32,
	/// Who pays the deposit: the requester, or the facility that employs them.
	pub payer: AccountId32,
	/// The requester's sequence number, which makes the request's context unique.
	pub seq: u32,
	/// One-time key Q, to which shares are sealed.
	pub q: Point,
	/// One-time X25519 key, to which the patient's consent is sealed.
	pub epk: Point,
	/// The requester's signature, of any key type, over the request's context: clients check it, whatever their node says.
	pub auth_sig: MultiSignature,
	/// The record's committee key.
	pub key_id: KeyId,
	/// The committee's epoch when the request was made.
	pub epoch: Epoch,
	/// Whether the requester is one of the administrators.
	pub mode: RequestMode,
	/// What the access is for.
	pub purpose: Purpose,
	/// Block in which it was made.
	pub created: BlockNumber,
	/// Last moment of its present window, by the chain's clock: to decide, then to consent, then to open the record.
	pub expires: BlockNumber,
	/// Hash of everything that shares for it are bound to. Readers compute it themselves.
	pub context: [u8; 32],
	/// The capsule's point R, which shares are made of.
	pub r: Point,
	/// Approvals so far.
	pub yes: u16,
	/// Rejections so far.
	pub no: u16,
	/// How far it has come.
	pub status: RequestStatus,
	/// Answers of the administrators, in the order in which they came. Once it is rejected, only the rejections.
	pub votes: Votes,
	/// The patient's consent: csp_rec sealed to the request's key (HPKE, `enc ‖ ct`).
	pub consent: Option<[u8; 80]>,
	/// The requester's deposit.
	pub ticket: Ticket,
}

/// What an administrator has answered, and when.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Answer<BlockNumber> {
	/// The administrator's index.
	pub index: u16,
	/// Block whose body holds the call, and in it a share's proof.
	pub at: BlockNumber,
	/// Share or rejection.
	pub vote: Vote,
}

/// Share or rejection of an administrator.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub enum Vote {
	/// Approval: `A ‖ B`, the administrator's share sealed to Q. Its proof was checked and lies in the block's body.
	Share([u8; 64]),
	/// Rejection.
	Rejection(RejectionReason),
}

/// An administrator of a committee that exists from the first block. There is no certificate in it: what a certificate
/// signs contains the hash of that block.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisAdmin {
	/// Account of the administrator.
	pub account: AccountId32,
	/// Index of the share, 1 or more.
	pub index: u16,
	/// Key to which deals are sealed.
	pub enc_pk: H256,
	/// `X_j`
	pub x_j: H256,
	/// `Z_j`
	pub z_j: H256,
	/// `Z'_j`
	pub zp_j: H256,
}

/// A committee that exists from the first block, in epoch 1.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisCommittee {
	/// Name of the key.
	pub key_id: KeyId,
	/// How many administrators other than the requester must approve.
	pub k: u16,
	/// The committee's public key X.
	pub x: H256,
	/// Ascending by index.
	pub admins: Vec<GenesisAdmin>,
}
