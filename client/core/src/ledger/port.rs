//! What the use cases ask of the chain: finalized reads, calls, receipts. The crate `medquorum-chain` answers for a node.

use super::{Call, Share, SignedCall};
use crate::{domain::*, error::LedgerError, ports::SeenBlock};
use serde::Serialize;
use std::{future::Future, pin::Pin};

/// How far the node has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
	/// Its latest finalized block.
	pub block: SeenBlock,
	/// Whether it says of itself that it is still catching up with others.
	pub syncing: bool,
}

/// Where the chain stands: both of one finalized block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
	/// Number of the finalized block that both were read of.
	pub block: BlockNumber,
	/// What the chain's own clock says in it.
	pub clock: Moment,
}

/// What every method of [`Ledger`] returns.
pub type LedgerFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, LedgerError>> + Send + 'a>>;

/// An account that can sign. Implemented by the accounts a person unlocks.
pub trait Sign: Send + Sync {
	/// The account's id.
	fn account(&self) -> AccountId;
	/// Its sr25519 signature (substrate context) over exactly these bytes.
	fn sign(&self, message: &[u8]) -> [u8; 64];
}

/// An event of the chain, its values in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
	/// The pallet that emitted it.
	pub pallet: String,
	/// The event's variant in the metadata, such as `RecordErased`.
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

/// What became of a transaction that carried many calls.
#[derive(Debug)]
pub struct BatchReceipt {
	/// The finalized block that holds it.
	pub block: BlockNumber,
	/// Its hash on the chain, `0x…`.
	pub extrinsic: String,
	/// What it cost (deposits not counted).
	pub fee: Balance,
	/// For each call, in order: nothing, or why the chain refused it.
	pub outcomes: Vec<Result<(), LedgerError>>,
}

/// A decision of the council that waits, or waits to be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
	/// Its number.
	pub index: u32,
	/// The first block in which it can be carried out.
	pub due: BlockNumber,
	/// The last one.
	pub until: BlockNumber,
	/// What it does; `None` when this program does not know the call.
	pub call: Option<Call>,
}

/// A motion on which a body votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMotion {
	/// Hash of the call, which the reader of the chain has compared with the call's bytes.
	pub hash: Bytes32,
	/// Its number.
	pub index: u32,
	/// Who proposed it and pays for it, where the chain keeps that.
	pub proposed_by: Option<AccountId>,
	/// Votes that it needs.
	pub threshold: u32,
	/// Who voted for it.
	pub ayes: Vec<AccountId>,
	/// Who voted against it.
	pub nays: Vec<AccountId>,
	/// The last block of the vote.
	pub until: BlockNumber,
	/// What it does; `None` when this program does not know the call.
	pub call: Option<Call>,
}

/// A record in a list: the record, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLine {
	/// As the chain's state has it.
	pub record: Record,
	/// The requests in state for it.
	pub requests: Vec<RequestId>,
	/// Its erasure and its legal hold, where there are any.
	pub ends: Ends,
}

/// The chain as its clients see it: always the latest finalized block.
pub trait Ledger: Send + Sync {
	/// Hash of block 0, which names the chain.
	fn genesis(&self) -> Bytes32;
	/// Whether the node says that this is a development chain. Nothing that protects secrecy may depend on it.
	fn is_development(&self) -> bool;
	/// The latest finalized block, and whether the node is still catching up.
	fn head(&self) -> LedgerFuture<'_, Head>;
	/// Hash of the block with this number in the node's finalized chain; `None` where it has none.
	fn block_hash(&self, number: BlockNumber) -> LedgerFuture<'_, Option<Bytes32>>;
	/// Number of the latest finalized block.
	fn block_number(&self) -> LedgerFuture<'_, BlockNumber>;
	/// The latest finalized block with the chain's own clock.
	fn now(&self) -> LedgerFuture<'_, Now>;
	/// A user, if there is one of this account.
	fn user(&self, who: AccountId) -> LedgerFuture<'_, Option<User>>;
	/// All users.
	fn users(&self) -> LedgerFuture<'_, Vec<(AccountId, User)>>;
	/// How an account stands beside its keys: who froze it, acts for it, guards it, pays for it.
	fn situation(&self, who: AccountId) -> LedgerFuture<'_, Situation>;
	/// Accounts in whose place another one acts, and that one. There are few: each took a decision of the council.
	fn replacements(&self) -> LedgerFuture<'_, Vec<(AccountId, AccountId)>>;
	/// The committee that holds a key now.
	fn committee(&self, key_id: KeyId) -> LedgerFuture<'_, Option<Committee>>;
	/// All committees.
	fn committees(&self) -> LedgerFuture<'_, Vec<(KeyId, Committee)>>;
	/// Through whose hands a committee key has gone; empty where there is none.
	fn lineage(&self, key_id: KeyId) -> LedgerFuture<'_, Lineage>;
	/// The ceremony of a committee key that is under way on the chain; `None` where there is none, or the chain knows no ceremonies.
	fn ceremony(&self, key_id: KeyId) -> LedgerFuture<'_, Option<PublicCeremony>>;
	/// All ceremonies that are under way on the chain, by committee key.
	fn ceremonies(&self) -> LedgerFuture<'_, Vec<PublicCeremony>>;
	/// The newest attempt for a committee key that was ever opened on the chain; 0 if none.
	fn ceremony_attempts(&self, key_id: KeyId) -> LedgerFuture<'_, u16>;
	/// A body's members.
	fn members(&self, body: Body) -> LedgerFuture<'_, Vec<AccountId>>;
	/// The motions on which a body votes, by number.
	fn motions(&self, body: Body) -> LedgerFuture<'_, Vec<OpenMotion>>;
	/// The notice that a body has been given.
	fn notice(&self, body: Body) -> LedgerFuture<'_, Option<Notice>>;
	/// The last block of a pause, while there is one.
	fn paused(&self) -> LedgerFuture<'_, Option<BlockNumber>>;
	/// What the council has decided and is not carried out yet, by number.
	fn scheduled(&self) -> LedgerFuture<'_, Vec<Scheduled>>;
	/// A record with its capsules and commitments; `None` if it was never registered, was erased or refused.
	fn record(&self, id: RecordId) -> LedgerFuture<'_, Option<Record>>;
	/// All records (the use cases pick those of one uploader).
	fn records(&self) -> LedgerFuture<'_, Vec<(RecordId, Record)>>;
	/// Gives every record to `take`, one after another and in no order, without holding all of them.
	fn each_record<'a>(&'a self, take: &'a mut (dyn FnMut(RecordId, Record) + Send)) -> LedgerFuture<'a, ()> {
		Box::pin(async move {
			let records = self.records().await?.into_iter();
			records.for_each(|(id, record)| take(id, record));
			Ok(())
		})
	}
	/// Each of these records with what belongs to it, in their order; `None` where there is no such record. All of one block.
	fn record_lines<'a>(&'a self, ids: &'a [RecordId]) -> LedgerFuture<'a, Vec<Option<RecordLine>>> {
		Box::pin(async move {
			let mut lines = Vec::with_capacity(ids.len());
			for id in ids {
				let line = match self.record(*id).await? {
					Some(record) => Some(RecordLine {
						record,
						requests: self.requests_for(*id).await?,
						ends: self.ends(*id).await?,
					}),
					None => None,
				};
				lines.push(line);
			}
			Ok(lines)
		})
	}
	/// The records about one patient.
	fn records_of(&self, patient: AccountId) -> LedgerFuture<'_, Vec<(RecordId, Record)>>;
	/// The requests in state for one record.
	fn requests_for(&self, record: RecordId) -> LedgerFuture<'_, Vec<RequestId>>;
	/// Erasure and legal hold of a record.
	fn ends(&self, record: RecordId) -> LedgerFuture<'_, Ends>;
	/// All erasures that have not taken place.
	fn erasures(&self) -> LedgerFuture<'_, Vec<(RecordId, Erasure)>>;
	/// All legal holds, those that are over among them.
	fn holds(&self) -> LedgerFuture<'_, Vec<(RecordId, Hold)>>;
	/// What a facility has published for those who search.
	fn catalogue(&self, facility: AccountId) -> LedgerFuture<'_, Option<Pointer>>;
	/// The catalogues of all facilities.
	fn catalogues(&self) -> LedgerFuture<'_, Vec<(AccountId, Pointer)>>;
	/// Whether a patient lets uploaders list what they upload.
	fn search_directive(&self, patient: AccountId) -> LedgerFuture<'_, bool>;
	/// What a patient allows in an emergency.
	fn emergency_directive(&self, patient: AccountId) -> LedgerFuture<'_, Option<EmergencyDirective>>;
	/// What an emergency committee can open of a record.
	fn emergency_entry(&self, record: RecordId) -> LedgerFuture<'_, Option<EmergencyEntry>>;
	/// What there is of a request to an emergency committee beside the request; `None` of an ordinary one.
	fn emergency_request(&self, id: RequestId) -> LedgerFuture<'_, Option<EmergencyRequest>>;
	/// The house of an account.
	fn facility_number(&self, who: AccountId) -> LedgerFuture<'_, Option<FacilityNumber>>;
	/// The accounts that have a house, each with its number.
	fn facility_numbers(&self) -> LedgerFuture<'_, Vec<(AccountId, FacilityNumber)>>;
	/// How an account that breaks glass stands.
	fn glass_breaker(&self, who: AccountId) -> LedgerFuture<'_, GlassBreaker>;
	/// The review of an emergency access that waits for its verdict.
	fn review(&self, id: RequestId) -> LedgerFuture<'_, Option<Review>>;
	/// All reviews in state.
	fn reviews(&self) -> LedgerFuture<'_, Vec<(RequestId, Review)>>;
	/// The accounts with the role of a storage host.
	fn storage_hosts(&self) -> LedgerFuture<'_, Vec<AccountId>>;
	/// The hosts that attested the erasure of a record, each with its block.
	fn attestations(&self, record: RecordId) -> LedgerFuture<'_, Vec<(AccountId, BlockNumber)>>;
	/// A request in state, also one that has ended; `None` once it was closed.
	fn request(&self, id: RequestId) -> LedgerFuture<'_, Option<Request>>;
	/// All requests in state.
	fn requests(&self) -> LedgerFuture<'_, Vec<(RequestId, Request)>>;
	/// The answers of a request's administrators, by ascending index.
	fn votes(&self, id: RequestId) -> LedgerFuture<'_, Vec<(u16, Vote)>>;
	/// The shares for a request with their proofs, from the bodies of the blocks that hold the approvals. Candidates: whoever uses
	/// one verifies it.
	fn proofs(&self, id: RequestId) -> LedgerFuture<'_, Vec<Share>>;
	/// The patient's sealed csp_rec for a request.
	fn consent(&self, id: RequestId) -> LedgerFuture<'_, Option<[u8; 80]>>;
	/// The `seq` that the account's next request must carry.
	fn next_seq(&self, who: AccountId) -> LedgerFuture<'_, u32>;
	/// How many requests of the account count towards its limit: neither rejected nor closed.
	fn open_requests(&self, who: AccountId) -> LedgerFuture<'_, u32>;
	/// What is left of a record that was erased or refused.
	fn tombstone(&self, id: RecordId) -> LedgerFuture<'_, Option<Tombstone>>;
	/// What is left of all records that were erased or refused. There is one for each, for ever.
	fn tombstones(&self) -> LedgerFuture<'_, Vec<(RecordId, Tombstone)>>;
	/// The signed call by which a host attested an erasure in a block; `None` where the node has forgotten the block, or the host did it
	/// in another way, such as through a multisig.
	fn signed_attestation(
		&self,
		record: RecordId,
		host: AccountId,
		block: BlockNumber,
	) -> LedgerFuture<'_, Option<SignedCall>>;
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
	/// The same for many calls in one transaction ([`Call::Batch`]); an error says that none of them is known to be carried out. Several
	/// of these may be under way for one account.
	fn submit_batch<'a>(&'a self, signer: &'a dyn Sign, calls: &'a [Call]) -> LedgerFuture<'a, BatchReceipt>;
}
