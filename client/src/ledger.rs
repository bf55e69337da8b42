//! What the use cases ask of the chain: finalized reads, calls, receipts. `chain.rs` answers for a node.

use crate::{domain::*, error::LedgerError};
use serde::Serialize;
use std::{future::Future, pin::Pin};

/// What every method of [`Ledger`] returns.
pub type LedgerFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, LedgerError>> + Send + 'a>>;

/// An account that can sign. Implemented by the accounts a person unlocks.
pub trait Sign: Send + Sync {
	/// The account's id.
	fn account(&self) -> AccountId;
	/// Its sr25519 signature (substrate context) over exactly these bytes.
	fn sign(&self, message: &[u8]) -> [u8; 64];
}

impl Sign for crate::accounts::Signer {
	fn account(&self) -> AccountId {
		AccountId(self.account_id())
	}

	fn sign(&self, message: &[u8]) -> [u8; 64] {
		Self::sign(self, message)
	}
}

/// A call of the chain, in plain types.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the pallet's calls")]
pub enum Call {
	/// Publishes a user's keys.
	RegisterUser {
		csp_pk: Bytes32,
		enc_pk: Bytes32,
		key_sig: [u8; 64],
	},
	/// Gives an account a role (governance).
	SetRole { who: AccountId, role: Role },
	/// Sets the committee of a key (governance).
	SetCommittee {
		key_id: KeyId,
		k: u16,
		x: Bytes32,
		admins: Vec<Admin>,
	},
	/// Registers an uploaded record.
	RegisterRecord(Box<NewRecord>),
	/// The patient checked the record.
	AcknowledgeRecord { record_id: RecordId },
	/// The patient closes the record to requests.
	SuspendRecord { record_id: RecordId },
	/// The patient opens it again.
	ResumeRecord { record_id: RecordId },
	/// The patient names who else may correct the record.
	AllowCorrection {
		record_id: RecordId,
		uploader: AccountId,
	},
	/// Asks for a record.
	RequestAccess {
		record_id: RecordId,
		seq: u32,
		q: Bytes32,
		epk: Bytes32,
		pok: [u8; 64],
		auth_sig: [u8; 64],
		purpose: Purpose,
	},
	/// An administrator's share.
	Approve { request_id: RequestId, share: [u8; 192] },
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
	/// Removes a record for good.
	EraseRecord { record_id: RecordId },
	/// Puts a call to the vote of the council.
	CouncilPropose { threshold: u32, proposal: Box<Call> },
	/// A council member's vote on the proposal with this hash and number.
	CouncilVote {
		proposal_hash: Bytes32,
		index: u32,
		approve: bool,
	},
	/// Carries out what the council decided.
	CouncilClose {
		proposal_hash: Bytes32,
		index: u32,
		length: u32,
	},
	/// Sends tokens, so that a new account can pay its fees.
	Transfer { to: AccountId, amount: Balance },
}

impl Call {
	/// Name of the pallet and of the call, as Polkadot.js shows them.
	pub fn name(&self) -> (&'static str, &'static str) {
		const RECORDS: &str = "MedicalRecords";
		const COUNCIL: &str = "Council";
		match self {
			Self::RegisterUser { .. } => (RECORDS, "register_user"),
			Self::SetRole { .. } => (RECORDS, "set_role"),
			Self::SetCommittee { .. } => (RECORDS, "set_committee"),
			Self::RegisterRecord(_) => (RECORDS, "register_record"),
			Self::AcknowledgeRecord { .. } => (RECORDS, "acknowledge_record"),
			Self::SuspendRecord { .. } => (RECORDS, "suspend_record"),
			Self::ResumeRecord { .. } => (RECORDS, "resume_record"),
			Self::AllowCorrection { .. } => (RECORDS, "allow_correction"),
			Self::RequestAccess { .. } => (RECORDS, "request_access"),
			Self::Approve { .. } => (RECORDS, "approve"),
			Self::Reject { .. } => (RECORDS, "reject"),
			Self::GrantConsent { .. } => (RECORDS, "grant_consent"),
			Self::DenyConsent { .. } => (RECORDS, "deny_consent"),
			Self::CloseRequest { .. } => (RECORDS, "close_request"),
			Self::EraseRecord { .. } => (RECORDS, "erase_record"),
			Self::CouncilPropose { .. } => (COUNCIL, "propose"),
			Self::CouncilVote { .. } => (COUNCIL, "vote"),
			Self::CouncilClose { .. } => (COUNCIL, "close"),
			Self::Transfer { .. } => ("Balances", "transfer_keep_alive"),
		}
	}
}

/// Arguments of `register_record`; tags and emergency capsules are not used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the pallet's call")]
pub struct NewRecord {
	pub nonce: [u8; 16],
	pub key_id: KeyId,
	pub patient: AccountId,
	pub commitment: Bytes32,
	pub capsule: [u8; 128],
	pub csp_enc: Bytes32,
	pub csp_check: Bytes32,
	pub locator: [u8; 64],
	pub supersedes: Option<RecordId>,
}

/// An event of the chain, its values in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
	/// The pallet that emitted it.
	pub pallet: String,
	/// Its name.
	pub name: String,
	/// Its fields, in order.
	pub fields: Vec<(String, String)>,
}

impl Event {
	/// The value of a field.
	pub fn field(&self, name: &str) -> Option<&str> {
		self.fields
			.iter()
			.find(|(field, _)| field == name)
			.map(|(_, value)| value.as_str())
	}
}

/// What became of a call that was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
	/// The finalized block that holds it.
	pub block: BlockNumber,
	/// Its hash on the chain, `0x…`.
	pub extrinsic: String,
	/// What it emitted.
	pub events: Vec<Event>,
	/// What it cost (deposits not counted).
	pub fee: Balance,
	/// Length of the call in bytes.
	pub call_bytes: usize,
}

/// The chain as its clients see it: always the latest finalized block.
pub trait Ledger: Send + Sync {
	/// Hash of block 0, which names the chain.
	fn genesis(&self) -> Bytes32;
	/// Whether the node says that this is a development chain. Nothing that protects secrecy may depend on it.
	fn is_development(&self) -> bool;
	/// Number of the latest finalized block.
	fn block_number(&self) -> LedgerFuture<'_, BlockNumber>;
	/// A user, if there is one of this account.
	fn user(&self, who: AccountId) -> LedgerFuture<'_, Option<User>>;
	/// All users.
	fn users(&self) -> LedgerFuture<'_, Vec<(AccountId, User)>>;
	/// The committee that holds a key now.
	fn committee(&self, key_id: KeyId) -> LedgerFuture<'_, Option<Committee>>;
	/// All committees.
	fn committees(&self) -> LedgerFuture<'_, Vec<(KeyId, Committee)>>;
	/// A record.
	fn record(&self, id: RecordId) -> LedgerFuture<'_, Option<Record>>;
	/// All records (the use cases pick those of one account).
	fn records(&self) -> LedgerFuture<'_, Vec<(RecordId, Record)>>;
	/// A request.
	fn request(&self, id: RequestId) -> LedgerFuture<'_, Option<Request>>;
	/// All requests in state.
	fn requests(&self) -> LedgerFuture<'_, Vec<(RequestId, Request)>>;
	/// The answers of a request's administrators, by ascending index.
	fn votes(&self, id: RequestId) -> LedgerFuture<'_, Vec<(u16, Vote)>>;
	/// The patient's sealed csp_rec for a request.
	fn consent(&self, id: RequestId) -> LedgerFuture<'_, Option<[u8; 80]>>;
	/// The `seq` that the account's next request must carry.
	fn next_seq(&self, who: AccountId) -> LedgerFuture<'_, u32>;
	/// The block in which a record was erased.
	fn tombstone(&self, id: RecordId) -> LedgerFuture<'_, Option<BlockNumber>>;
	/// Free balance of an account.
	fn balance(&self, who: AccountId) -> LedgerFuture<'_, Balance>;
	/// Events of the blocks `from..=to`, oldest first; without those that every block has.
	fn events(&self, from: BlockNumber, to: BlockNumber) -> LedgerFuture<'_, Vec<(BlockNumber, Event)>>;
	/// The time that the maker of a block wrote into it, in milliseconds since 1970; `None` where the node has forgotten the
	/// state of that block, or never had it.
	fn time_of(&self, block: BlockNumber) -> LedgerFuture<'_, Option<u64>>;
	/// The call in SCALE bytes, as Polkadot.js takes it.
	fn encode_call(&self, call: &Call) -> Result<Vec<u8>, LedgerError>;
	/// What the call would cost, deposits not counted.
	fn fee<'a>(&'a self, signer: &'a dyn Sign, call: &'a Call) -> LedgerFuture<'a, Balance>;
	/// Signs, sends, and waits until a finalized block holds the call and it succeeded.
	fn submit<'a>(&'a self, signer: &'a dyn Sign, call: &'a Call) -> LedgerFuture<'a, Receipt>;
}
