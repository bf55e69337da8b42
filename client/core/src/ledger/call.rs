//! The calls of the chain, in plain types.

use super::{CeremonyCall, EmergencyCall, NewRecord};
use crate::domain::*;
use blake2::{Blake2b, Digest as _, digest::consts::U32};

/// An administrator's share for one request, with its proof: 288 bytes.
pub type Share = [u8; threshold_decryption::SHARE_LENGTH];

/// How many versions of a record and how many requests a call ends at most: what it is weighed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
	/// Versions of the record.
	pub versions: u32,
	/// Requests for all of these versions together.
	pub requests: u32,
}

impl Extent {
	/// What always suffices.
	pub const MOST: Self = Self {
		versions: MAX_VERSIONS,
		requests: MAX_VERSIONS * MAX_REQUESTS_PER_RECORD,
	};
}

/// Versions that a record can have.
pub const MAX_VERSIONS: u32 = 16;
/// Requests that one record can have.
pub const MAX_REQUESTS_PER_RECORD: u32 = 16;

/// A call of the chain, in plain types.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the pallet's calls")]
pub enum Call {
	/// Publishes a user's keys.
	RegisterUser {
		csp_pk: Bytes32,
		enc_pk: Bytes32,
		key_sig: Signature,
	},
	/// Publishes the keys of a patient who holds no tokens (a facility).
	Enrol {
		patient: AccountId,
		csp_pk: Bytes32,
		enc_pk: Bytes32,
		key_sig: Signature,
	},
	/// Leaves the network.
	Deregister,
	/// Pays for so many requests a day of an employee (a facility).
	Sponsor { employee: AccountId, per_day: u32 },
	/// Ends that (the facility or the employee).
	EndSponsorship { employee: AccountId },
	/// Names who may freeze the account, or nobody.
	NameGuardian {
		guardian: Option<AccountId>,
		until: Option<Moment>,
	},
	/// Freezes an account whose key may be in wrong hands (its guardian, governance).
	FreezeAccount { who: AccountId },
	/// Makes it usable again.
	UnfreezeAccount { who: AccountId },
	/// Puts another account in the place of a frozen one (governance).
	ReplaceAccount { old: AccountId, new: AccountId },
	/// Gives an account a role (governance).
	SetRole { who: AccountId, role: Role },
	/// Sets the committee of a key (governance). For a key that has one `handover` is by k of its administrators, each by index; `at_once`:
	/// the new one does not wait until the present one has decided what is open.
	SetCommittee {
		key_id: KeyId,
		k: u16,
		x: Bytes32,
		admins: Vec<Admin>,
		handover: Vec<(u16, Signature)>,
		at_once: bool,
	},
	/// Registers an uploaded record.
	RegisterRecord(Box<NewRecord>),
	/// The patient checked the record, which takes the place of those it corrects.
	AcknowledgeRecord { record_id: RecordId, extent: Extent },
	/// The patient refuses a record that was not acknowledged.
	RefuseRecord {
		record_id: RecordId,
		reason: RefusalReason,
		requests: u32,
	},
	/// The patient closes the record to requests.
	SuspendRecord { record_id: RecordId, requests: u32 },
	/// The patient opens it again.
	ResumeRecord { record_id: RecordId },
	/// The patient names who else may correct the record, or nobody.
	AllowCorrection {
		record_id: RecordId,
		uploader: Option<AccountId>,
	},
	/// Asks for a record.
	RequestAccess {
		record_id: RecordId,
		seq: u32,
		q: Bytes32,
		epk: Bytes32,
		auth_sig: Signature,
		purpose: Purpose,
	},
	/// An administrator's share.
	Approve { request_id: RequestId, share: Share },
	/// One administrator's shares for several requests: all count, or none.
	ApproveMany { approvals: Vec<(RequestId, Share)> },
	/// An administrator's no.
	Reject {
		request_id: RequestId,
		reason: RejectionReason,
	},
	/// The patient's csp_rec, sealed to the request.
	GrantConsent { request_id: RequestId, sealed: [u8; 80] },
	/// The patient's no.
	DenyConsent { request_id: RequestId },
	/// Ends a request and returns its deposit.
	CloseRequest { request_id: RequestId },
	/// Ends somebody's request (governance).
	CancelRequest { request_id: RequestId },
	/// Lets a committee take no new records (governance).
	RetireCommittee { key_id: KeyId },
	/// Has a record erased: at once by its patient, later by others.
	EraseRecord {
		record_id: RecordId,
		reason: ErasureReason,
		extent: Extent,
	},
	/// Carries out an erasure that is due.
	FinishErasure { record_id: RecordId, extent: Extent },
	/// Stops an erasure that has not taken place.
	StopErasure { record_id: RecordId },
	/// Keeps a record from being erased (a data protection officer).
	HoldRecord {
		record_id: RecordId,
		reason: HoldReason,
		until: Moment,
	},
	/// Ends that early.
	LiftHold { record_id: RecordId },
	/// Publishes where a facility's newest catalogue lies.
	PublishCatalogue {
		epoch: u16,
		number: u32,
		commitment: Bytes32,
		locator: [u8; LOCATOR],
		keyring: Bytes32,
	},
	/// Removes a facility's catalogue from the chain.
	WithdrawCatalogue { facility: AccountId },
	/// The patient says whether the record may be found by its disease.
	SetSearchable { record_id: RecordId, searchable: bool },
	/// The patient says whether uploads from now on may be listed.
	SetSearchDirective { searchable: bool },
	/// A storage host attests that nothing is left of an erased record.
	AttestErasure { record_id: RecordId },
	/// Something about emergencies.
	Emergency(EmergencyCall),
	/// Something about a ceremony on the chain.
	Ceremony(CeremonyCall),
	/// Names the council's members; only by [`Call::Schedule`].
	SetMembers { members: Vec<AccountId> },
	/// Lets the code with this hash replace the runtime; only by [`Call::Schedule`].
	AuthorizeUpgrade { code_hash: Bytes32 },
	/// Lets a decision of the council wait until it can be carried out (governance).
	Schedule { call: Box<Call> },
	/// Stops one that waits (a third of the council).
	StopScheduled { index: u32 },
	/// Carries out one that is due.
	Enact { index: u32 },
	/// Stops all calls but those that protect patients, for a day (a third of the council).
	Pause,
	/// Ends that early (governance).
	EndPause,
	/// Adds a collator (governance).
	AddCollator { who: AccountId },
	/// Removes one (governance).
	RemoveCollator { who: AccountId },
	/// A collator's keys, as its own node made them, with the node's proof that it holds them.
	SetSessionKeys { keys: Bytes32, proof: Vec<u8> },
	/// Gives a body notice that its members will be others (the other body).
	GiveNotice { body: Body, members: Vec<AccountId> },
	/// Stops a notice that was not carried out.
	StopNotice { body: Body, index: u32 },
	/// Carries out one that is due.
	CarryOut { body: Body, index: u32 },
	/// Supplies the code of an upgrade that was authorised.
	ApplyAuthorizedUpgrade { code: Vec<u8> },
	/// Puts a call to the vote of a body.
	Propose {
		body: Body,
		threshold: u32,
		proposal: Box<Call>,
	},
	/// A member's vote on the motion with this hash and number.
	Vote {
		body: Body,
		proposal_hash: Bytes32,
		index: u32,
		approve: bool,
	},
	/// Carries out what the body decided.
	Close {
		body: Body,
		proposal_hash: Bytes32,
		index: u32,
		length: u32,
	},
	/// Sends tokens, so that a new account can pay its fees.
	Transfer { to: AccountId, amount: Balance },
	/// Several calls in one transaction, each on its own: one that fails takes no other with it.
	Batch { calls: Vec<Call> },
}

const RECORDS: &str = "MedicalRecords";
/// The pallet of ceremonies; chains of earlier runtimes have none.
const CEREMONIES: &str = "CommitteeCeremonies";
const ENACTMENT: &str = "Enactment";
const SUCCESSION: &str = "Succession";
const COLLATORS: &str = "CollatorSelection";

impl Call {
	/// Name of the pallet and of the call, as Polkadot.js shows them.
	pub fn name(&self) -> (&'static str, &'static str) {
		match self {
			Self::RegisterUser { .. } => (RECORDS, "register_user"),
			Self::Enrol { .. } => (RECORDS, "enrol"),
			Self::Deregister => (RECORDS, "deregister"),
			Self::Sponsor { .. } => (RECORDS, "sponsor"),
			Self::EndSponsorship { .. } => (RECORDS, "end_sponsorship"),
			Self::NameGuardian { .. } => (RECORDS, "name_guardian"),
			Self::FreezeAccount { .. } => (RECORDS, "freeze_account"),
			Self::UnfreezeAccount { .. } => (RECORDS, "unfreeze_account"),
			Self::ReplaceAccount { .. } => (RECORDS, "replace_account"),
			Self::SetRole { .. } => (RECORDS, "set_role"),
			Self::SetCommittee { .. } => (RECORDS, "set_committee"),
			Self::RegisterRecord(_) => (RECORDS, "register_record"),
			Self::AcknowledgeRecord { .. } => (RECORDS, "acknowledge_record"),
			Self::RefuseRecord { .. } => (RECORDS, "refuse_record"),
			Self::SuspendRecord { .. } => (RECORDS, "suspend_record"),
			Self::ResumeRecord { .. } => (RECORDS, "resume_record"),
			Self::AllowCorrection { .. } => (RECORDS, "allow_correction"),
			Self::RequestAccess { .. } => (RECORDS, "request_access"),
			Self::Approve { .. } => (RECORDS, "approve"),
			Self::ApproveMany { .. } => (RECORDS, "approve_many"),
			Self::Reject { .. } => (RECORDS, "reject"),
			Self::GrantConsent { .. } => (RECORDS, "grant_consent"),
			Self::DenyConsent { .. } => (RECORDS, "deny_consent"),
			Self::CloseRequest { .. } => (RECORDS, "close_request"),
			Self::CancelRequest { .. } => (RECORDS, "cancel_request"),
			Self::RetireCommittee { .. } => (RECORDS, "retire_committee"),
			Self::EraseRecord { .. } => (RECORDS, "erase_record"),
			Self::FinishErasure { .. } => (RECORDS, "finish_erasure"),
			Self::StopErasure { .. } => (RECORDS, "stop_erasure"),
			Self::HoldRecord { .. } => (RECORDS, "hold_record"),
			Self::LiftHold { .. } => (RECORDS, "lift_hold"),
			Self::PublishCatalogue { .. } => (RECORDS, "publish_catalogue"),
			Self::WithdrawCatalogue { .. } => (RECORDS, "withdraw_catalogue"),
			Self::SetSearchable { .. } => (RECORDS, "set_searchable"),
			Self::SetSearchDirective { .. } => (RECORDS, "set_search_directive"),
			Self::AttestErasure { .. } => (RECORDS, "attest_erasure"),
			Self::Emergency(call) => (RECORDS, call.name()),
			Self::Ceremony(call) => (CEREMONIES, call.name()),
			Self::SetMembers { .. } => ("CouncilSeats", "set_members"),
			Self::AuthorizeUpgrade { .. } => ("Upgrades", "authorize_upgrade"),
			Self::Schedule { .. } => (ENACTMENT, "schedule"),
			Self::StopScheduled { .. } => (ENACTMENT, "stop"),
			Self::Enact { .. } => (ENACTMENT, "enact"),
			Self::Pause => ("Pause", "pause"),
			Self::EndPause => ("SafeMode", "force_exit"),
			Self::AddCollator { .. } | Self::RemoveCollator { .. } => (COLLATORS, self.collator_word()),
			Self::SetSessionKeys { .. } => ("Session", "set_keys"),
			Self::GiveNotice { .. } => (SUCCESSION, "give_notice"),
			Self::StopNotice { .. } => (SUCCESSION, "stop_notice"),
			Self::CarryOut { .. } => (SUCCESSION, "carry_out"),
			Self::ApplyAuthorizedUpgrade { .. } => ("System", "apply_authorized_upgrade"),
			Self::Propose { body, .. } => (pallet(*body), "propose"),
			Self::Vote { body, .. } => (pallet(*body), "vote"),
			Self::Close { body, .. } => (pallet(*body), "close"),
			Self::Transfer { .. } => ("Balances", "transfer_keep_alive"),
			Self::Batch { .. } => ("Utility", "force_batch"),
		}
	}

	/// What a call about a collator does with it.
	fn collator_word(&self) -> &'static str {
		match self {
			Self::AddCollator { .. } => "add_invulnerable",
			_ => "remove_invulnerable",
		}
	}
}

/// By what a motion is named: BLAKE2b-256 of its call's SCALE bytes (`frame_system::Config::Hashing`).
#[must_use]
pub fn call_hash(bytes: &[u8]) -> Bytes32 {
	Blake2b::<U32>::digest(bytes).into()
}

/// The pallet in which a body votes.
#[must_use]
pub fn pallet(body: Body) -> &'static str {
	match body {
		Body::Council => "Council",
		Body::Recovery => "Recovery",
	}
}
