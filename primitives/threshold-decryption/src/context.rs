//! The hashes that tie capsules and shares to what they are for, and the messages people sign.
//!
//! Everything is a concatenation of fields of fixed length, integers little-endian (docs/cryptography.md 4.1, 5.2, 5.2a). Ids are
//! BLAKE2b with a 16-byte digest; their preimages are made here and hashed by the caller, who has the function at hand
//! (the chain by a host call).

use alloc::{format, string::String, vec::Vec};

use sha2_sdk::{Digest, Sha256};

use crate::{Bytes32, Mode, committee::AdminPoints};

/// SHA-256 of the concatenation.
pub(crate) fn sha256(parts: &[&[u8]]) -> Bytes32 {
	let mut hash = Sha256::new();
	for part in parts {
		hash.update(part);
	}
	hash.finalize().into()
}

/// Copies the parts one behind the other; together they are exactly `N` bytes.
fn concat<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
	debug_assert_eq!(parts.iter().map(|part| part.len()).sum::<usize>(), N);
	let mut out = [0; N];
	for (to, from) in out.iter_mut().zip(parts.iter().copied().flatten()) {
		*to = *from;
	}
	out
}

/// Preimage of `record_id = BLAKE2b-128("MQ1-rid" ‖ genesis ‖ uploader ‖ nonce)` (docs/cryptography.md 4.1).
pub fn record_id_input(genesis: &Bytes32, uploader: &Bytes32, nonce: &[u8; 16]) -> [u8; 7 + 32 + 32 + 16] {
	concat(&[b"MQ1-rid", genesis, uploader, nonce])
}

/// Preimage of `request_id = BLAKE2b-128("MQ1-req" ‖ genesis ‖ requester ‖ record_id ‖ seq)` (docs/cryptography.md 5.2).
pub fn request_id_input(
	genesis: &Bytes32,
	requester: &Bytes32,
	record_id: &[u8; 16],
	seq: u32,
) -> [u8; 7 + 32 + 32 + 16 + 4] {
	concat(&[b"MQ1-req", genesis, requester, record_id, &seq.to_le_bytes()])
}

/// What a capsule is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordContext<'a> {
	/// Hash of block 0.
	pub genesis: &'a Bytes32,
	/// The record's id.
	pub record_id: &'a [u8; 16],
	/// Account of the uploader.
	pub uploader: &'a Bytes32,
	/// Account of the patient.
	pub patient: &'a Bytes32,
	/// The patient's CSP key at registration.
	pub csp_pk: &'a Bytes32,
	/// The committee's public key.
	pub x: &'a Bytes32,
}

impl RecordContext<'_> {
	/// `record_ctx = SHA-256("MQ1-record" ‖ genesis ‖ record_id ‖ uploader ‖ patient ‖ csp_pk ‖ X)` (docs/cryptography.md 4.1).
	pub fn hash(&self) -> Bytes32 {
		sha256(&[
			b"MQ1-record",
			self.genesis,
			self.record_id,
			self.uploader,
			self.patient,
			self.csp_pk,
			self.x,
		])
	}
}

/// What the capsule of an emergency is bound to: whose keys are in it, whose they may become, and who made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmergencyContext<'a> {
	/// The record's context, see [`RecordContext::hash`].
	pub record_ctx: &'a Bytes32,
	/// Which emergency committee.
	pub key_id: u32,
	/// Its public key.
	pub x: &'a Bytes32,
	/// What is wrapped: 1 csp_rec alone, 2 csp_rec and the report key.
	pub scope: u8,
	/// Account of who made it: the patient (1) or the uploader (2).
	pub maker: &'a Bytes32,
	/// Random bytes: no two capsules are bound to the same.
	pub nonce: &'a [u8; 16],
}

impl EmergencyContext<'_> {
	/// `emg_ctx = SHA-256("MQ2-emg" ‖ record_ctx ‖ key_id ‖ X ‖ scope ‖ maker ‖ nonce)` (docs/cryptography.md 5.6).
	pub fn hash(&self) -> Bytes32 {
		sha256(&[
			b"MQ2-emg",
			self.record_ctx,
			&self.key_id.to_le_bytes(),
			self.x,
			&[self.scope],
			self.maker,
			self.nonce,
		])
	}
}

/// What a record says of its file, apart from the capsule: all that a requester would otherwise take from a
/// node on faith.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedRecord<'a> {
	/// The commitment to the header.
	pub commitment: &'a Bytes32,
	/// What the patient makes csp_rec of.
	pub csp_enc: &'a Bytes32,
	/// What tells a right csp_rec from a wrong one.
	pub csp_check: &'a Bytes32,
	/// Where the header is, encrypted.
	pub locator: &'a [u8; 64],
}

impl SealedRecord<'_> {
	/// `rec_hash = SHA-256("MQ2-rec" ‖ commitment ‖ csp_enc ‖ csp_check ‖ locator)`
	/// (docs/cryptography.md 5.2).
	pub fn hash(&self) -> Bytes32 {
		sha256(&[
			b"MQ2-rec",
			self.commitment,
			self.csp_enc,
			self.csp_check,
			self.locator,
		])
	}
}

/// What a share is bound to: everything that people decide by, and what makes the request unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestContext<'a> {
	/// Hash of block 0.
	pub genesis: &'a Bytes32,
	/// The context of the capsule: `record_ctx`.
	pub ad: &'a Bytes32,
	/// The capsule to open.
	pub capsule: &'a [u8; 128],
	/// The rest of the record, see [`SealedRecord::hash`]: the requester signs what it saw, and the chain
	/// compares with what is registered, so that a node cannot show it another header or locator.
	pub rec_hash: &'a Bytes32,
	/// Which committee.
	pub key_id: u32,
	/// Its epoch.
	pub epoch: u32,
	/// The request's id, which contains `seq`.
	pub request_id: &'a [u8; 16],
	/// Account of the requester.
	pub requester: &'a Bytes32,
	/// Q, the request key that shares are sealed to.
	pub q: &'a Bytes32,
	/// The request key that consent is sealed to.
	pub epk: &'a Bytes32,
	/// Whether the requester is an administrator of this committee in this epoch.
	pub mode: Mode,
	/// The byte of the purpose of use.
	pub purpose: u8,
}

impl RequestContext<'_> {
	/// `request_ctx = SHA-256("MQ2-ctx" ‖ genesis ‖ ad ‖ SHA-256(capsule) ‖ rec_hash ‖ key_id ‖ epoch ‖
	/// request_id ‖ requester ‖ Q ‖ epk ‖ mode ‖ purpose)` (docs/cryptography.md 5.2).
	pub fn hash(&self) -> Bytes32 {
		sha256(&[
			b"MQ2-ctx",
			self.genesis,
			self.ad,
			&sha256(&[self.capsule]),
			self.rec_hash,
			&self.key_id.to_le_bytes(),
			&self.epoch.to_le_bytes(),
			self.request_id,
			self.requester,
			self.q,
			self.epk,
			&[self.mode.as_u8(), self.purpose],
		])
	}
}

/// An administrator as hashed into `committee_hash`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommitteeMember<'a> {
	/// The administrator's account.
	pub account: &'a Bytes32,
	/// The X25519 key that deals are sealed to.
	pub enc_pk: &'a Bytes32,
	/// Index and points.
	pub points: &'a AdminPoints,
}

/// `committee_hash = SHA-256("MQ1-committee" ‖ n ‖ for each administrator by ascending index: index ‖ account ‖ enc_pk
/// ‖ X_j ‖ Z_j ‖ Z'_j)` (docs/cryptography.md 5.2a). The members may be given in any order.
pub fn committee_hash(members: &[CommitteeMember]) -> Bytes32 {
	let mut members: Vec<&CommitteeMember> = members.iter().collect();
	members.sort_by_key(|member| member.points.index);
	let mut hash = Sha256::new()
		.chain_update(b"MQ1-committee")
		.chain_update(count(members.len()));
	for CommitteeMember {
		account,
		enc_pk,
		points,
	} in members
	{
		hash.update(points.index.to_le_bytes());
		for field in [account, enc_pk, &points.x, &points.z, &points.zp] {
			hash.update(field);
		}
	}
	hash.finalize().into()
}

/// The two kinds of ceremony that make a committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CeremonyKind {
	/// A new key: every dealer deals a random constant.
	Random = 0,
	/// A new epoch of an old key: k old administrators deal their x_j.
	Reshare = 1,
}

/// What a ceremony's deals are bound to: all that its people agreed on, and the keys they made for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CeremonyContext<'a> {
	/// Hash of block 0.
	pub genesis: &'a Bytes32,
	/// Which committee.
	pub key_id: u32,
	/// The epoch it begins.
	pub epoch: u32,
	/// Which try this is, from 1; 0 where one dealer deals to all.
	pub attempt: u16,
	/// New key or new epoch.
	pub kind: CeremonyKind,
	/// k', the new threshold.
	pub k: u16,
	/// Index, account and one-time X25519 key of every new administrator.
	pub admins: &'a [(u16, Bytes32, Bytes32)],
	/// Indices of the dealers: those of the new administrators for a new key, k old ones in a reshare.
	pub dealers: &'a [u16],
	/// `committee_hash` of the epoch that ends; zeros for a new key.
	pub old_committee: &'a Bytes32,
}

impl CeremonyContext<'_> {
	/// `ceremony_ctx = SHA-256("MQ2-ceremony" ‖ genesis ‖ key_id ‖ new epoch ‖ attempt ‖ kind ‖ k' ‖ n' ‖ for each new
	/// administrator by ascending index: index ‖ account ‖ one-time key ‖ d ‖ for each dealer by ascending index: index ‖
	/// old committee_hash)` (docs/cryptography.md 5.2a). Both lists may be given in any order.
	pub fn hash(&self) -> Bytes32 {
		let mut admins: Vec<&(u16, Bytes32, Bytes32)> = self.admins.iter().collect();
		admins.sort_by_key(|admin| admin.0);
		let mut dealers = self.dealers.to_vec();
		dealers.sort_unstable();
		let kind = match self.kind {
			CeremonyKind::Random => 0,
			CeremonyKind::Reshare => 1,
		};
		let mut hash = Sha256::new()
			.chain_update(b"MQ2-ceremony")
			.chain_update(self.genesis)
			.chain_update(self.key_id.to_le_bytes())
			.chain_update(self.epoch.to_le_bytes())
			.chain_update(self.attempt.to_le_bytes())
			.chain_update([kind])
			.chain_update(self.k.to_le_bytes())
			.chain_update(count(admins.len()));
		for (index, account, one_time) in admins {
			hash.update(index.to_le_bytes());
			hash.update(account);
			hash.update(one_time);
		}
		hash.update(count(dealers.len()));
		for dealer in dealers {
			hash.update(dealer.to_le_bytes());
		}
		hash.chain_update(self.old_committee).finalize().into()
	}
}

/// What binds the box from dealer to recipient (HPKE's `info`): `"MQ2-deal" ‖ ceremony_ctx ‖ dealer ‖ recipient`.
pub fn deal_box_info(ceremony_ctx: &Bytes32, dealer: u16, recipient: u16) -> [u8; 8 + 32 + 2 + 2] {
	concat(&[
		b"MQ2-deal",
		ceremony_ctx,
		&dealer.to_le_bytes(),
		&recipient.to_le_bytes(),
	])
}

/// `deal_hash = SHA-256("MQ2-dealhash" ‖ ceremony_ctx ‖ dealer ‖ deal)`, where `deal` is the published one: commitments ‖
/// boxes ‖ proof.
pub fn deal_hash(ceremony_ctx: &Bytes32, dealer: u16, deal: &[u8]) -> Bytes32 {
	sha256(&[b"MQ2-dealhash", ceremony_ctx, &dealer.to_le_bytes(), deal])
}

/// `transcript = SHA-256("MQ2-transcript" ‖ ceremony_ctx ‖ d ‖ for each dealer by ascending index: dealer ‖ deal_hash)`.
/// The deals may be given in any order.
pub fn transcript(ceremony_ctx: &Bytes32, deals: &[(u16, Bytes32)]) -> Bytes32 {
	let mut deals = deals.to_vec();
	deals.sort_by_key(|deal| deal.0);
	let mut hash = Sha256::new()
		.chain_update(b"MQ2-transcript")
		.chain_update(ceremony_ctx)
		.chain_update(count(deals.len()));
	for (dealer, deal) in deals {
		hash.update(dealer.to_le_bytes());
		hash.update(deal);
	}
	hash.finalize().into()
}

/// A number of administrators. More than 65535 cannot have distinct indices, so the bound is never reached.
fn count(length: usize) -> [u8; 2] {
	u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes()
}

/// HL7 v3 PurposeOfUse of a purpose's byte, which people know it by (docs/cryptography.md 5.2).
pub const fn purpose_code(purpose: u8) -> &'static str {
	match purpose {
		1 => "TREAT",
		2 => "ETREAT",
		3 => "HPAYMT",
		4 => "HOPERAT",
		5 => "HRESCH",
		6 => "PATRQT",
		7 => "PUBHLTH",
		8 => "HLEGAL",
		9 => "HQUALIMP",
		10 => "PATSFTY",
		11 => "BTG",
		12 => "HTEST",
		_ => "an unknown purpose",
	}
}

/// `"<Bytes>Medquorum: " ‖ text ‖ " (" ‖ label ‖ " " ‖ hash ‖ ")</Bytes>"`, in ASCII, the hash in lower-case hex: wallets wrap what they
/// sign and show it as text if it is text, so that people see what they sign (docs/cryptography.md 5.2a). No other form is accepted.
fn readable(text: &str, label: &str, hash: &[u8]) -> Vec<u8> {
	let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
	format!("<Bytes>Medquorum: {text} ({label} {hash})</Bytes>").into_bytes()
}

/// What the requester signs (`auth_sig`): text with record and purpose, label `MQ2-auth`, and the request's context.
pub fn auth_message(record_id: &[u8; 16], purpose: u8, request_ctx: &Bytes32) -> Vec<u8> {
	let record = u128::from_be_bytes(*record_id);
	let purpose = purpose_code(purpose);
	let text = format!("I ask to read record 0x{record:032x} for {purpose}");
	readable(&text, "MQ2-auth", request_ctx)
}

/// What a user signs (`key_sig`): text with the version, label `MQ2-user`, and
/// `SHA-256("MQ2-user" ‖ genesis ‖ account ‖ csp_version ‖ csp_pk ‖ enc_pk)`.
pub fn user_key_message(
	genesis: &Bytes32,
	account: &Bytes32,
	csp_version: u16,
	csp_pk: &Bytes32,
	enc_pk: &Bytes32,
) -> Vec<u8> {
	let hash = Sha256::new()
		.chain_update(b"MQ2-user")
		.chain_update(genesis)
		.chain_update(account)
		.chain_update(csp_version.to_le_bytes())
		.chain_update(csp_pk)
		.chain_update(enc_pk)
		.finalize();
	let text = format!("these are my keys, version {csp_version}");
	readable(&text, "MQ2-user", &hash)
}

/// What an administrator signs (`cert`): text with key, epoch and rule, label `MQ2-key`, and
/// `SHA-256("MQ2-key" ‖ genesis ‖ key_id ‖ epoch ‖ k ‖ X ‖ committee_hash)`.
pub fn certificate_message(
	genesis: &Bytes32,
	key_id: u32,
	epoch: u32,
	k: u16,
	x: &Bytes32,
	committee_hash: &Bytes32,
) -> Vec<u8> {
	let hash = Sha256::new()
		.chain_update(b"MQ2-key")
		.chain_update(genesis)
		.chain_update(key_id.to_le_bytes())
		.chain_update(epoch.to_le_bytes())
		.chain_update(k.to_le_bytes())
		.chain_update(x)
		.chain_update(committee_hash)
		.finalize();
	let text =
		format!("I am an administrator of committee key {key_id}, epoch {epoch}, where {k} must approve");
	readable(&text, "MQ2-key", &hash)
}

/// What the administrators of an epoch sign to hand their key over to those of the next: text with key, epochs and the new rule,
/// label `MQ2-handover`, and `SHA-256("MQ2-handover" ‖ genesis ‖ key_id ‖ old epoch ‖ new epoch ‖ k' ‖ X ‖ new
/// committee_hash)` (docs/cryptography.md 5.2a).
pub fn handover_message(
	genesis: &Bytes32,
	key_id: u32,
	(old, new): (u32, u32),
	k: u16,
	x: &Bytes32,
	committee_hash: &Bytes32,
) -> Vec<u8> {
	let hash = Sha256::new()
		.chain_update(b"MQ2-handover")
		.chain_update(genesis)
		.chain_update(key_id.to_le_bytes())
		.chain_update(old.to_le_bytes())
		.chain_update(new.to_le_bytes())
		.chain_update(k.to_le_bytes())
		.chain_update(x)
		.chain_update(committee_hash)
		.finalize();
	let text =
		format!("I hand committee key {key_id} over from epoch {old} to epoch {new}, where {k} must approve");
	readable(&text, "MQ2-handover", &hash)
}

/// What a new administrator signs for the one-time key that deals are sealed to: text with key, epoch, attempt and
/// index, label `MQ2-join`, and `SHA-256("MQ2-join" ‖ genesis ‖ key_id ‖ epoch ‖ attempt ‖ index ‖ one-time key)`.
pub fn join_message(
	genesis: &Bytes32,
	key_id: u32,
	epoch: u32,
	attempt: u16,
	index: u16,
	one_time: &Bytes32,
) -> Vec<u8> {
	let hash = Sha256::new()
		.chain_update(b"MQ2-join")
		.chain_update(genesis)
		.chain_update(key_id.to_le_bytes())
		.chain_update(epoch.to_le_bytes())
		.chain_update(attempt.to_le_bytes())
		.chain_update(index.to_le_bytes())
		.chain_update(one_time)
		.finalize();
	let text = format!(
		"I join the ceremony of committee key {key_id}, epoch {epoch}, attempt {attempt}, as {index}"
	);
	readable(&text, "MQ2-join", &hash)
}

/// What the author of a ceremony's file signs: label `MQ2-file`, and `SHA-256("MQ2-file" ‖ SHA-256(payload))`.
pub fn file_message(payload: &[u8]) -> Vec<u8> {
	let hash = sha256(&[b"MQ2-file", &sha256(&[payload])]);
	readable("this file of a ceremony is mine", "MQ2-file", &hash)
}
