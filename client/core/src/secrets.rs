//! What a person's keystore holds, and its CBOR form (RFC 8949).

mod shares;

use std::collections::BTreeMap;

use minicbor::{CborLen, Decode, Encode};
use secrecy::{ExposeSecret, SecretBox};
use zeroize::Zeroizing;

/// The version this program writes. Readers refuse newer ones: rewriting a newer file would drop what they do not know.
const VERSION: u16 = 7;
/// The oldest version that is read. It lacks `signed_keys`, like version 2 `journal_tip`, like version 3 `former_roots`, like
/// version 4 `ceremonies`, like version 5 `epochs`, and like version 6 what [`CeremonyPart`] has of ceremonies on the chain.
const OLDEST: u16 = 1;

/// `N` secret bytes on the heap: moving it copies a pointer, dropping it wipes the bytes, and it never prints.
pub struct Secret<const N: usize>(SecretBox<[u8; N]>);

impl<const N: usize> Secret<N> {
	/// Copies the bytes in; the caller wipes his own.
	#[must_use]
	pub fn from_bytes(bytes: &[u8; N]) -> Self {
		let mut inside = Box::new([0; N]);
		inside.copy_from_slice(bytes);
		Self(SecretBox::new(inside))
	}

	/// The bytes.
	#[must_use]
	pub fn expose(&self) -> &[u8; N] {
		self.0.expose_secret()
	}
}

impl<const N: usize> Clone for Secret<N> {
	fn clone(&self) -> Self {
		Self::from_bytes(self.expose())
	}
}

impl<C, const N: usize> Encode<C> for Secret<N> {
	fn encode<W: minicbor::encode::Write>(
		&self,
		e: &mut minicbor::Encoder<W>,
		_: &mut C,
	) -> Result<(), minicbor::encode::Error<W::Error>> {
		e.bytes(self.expose())?.ok()
	}
}

impl<'b, C, const N: usize> Decode<'b, C> for Secret<N> {
	fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
		let bytes = d.bytes()?;
		let bytes = bytes
			.try_into()
			.map_err(|_| minicbor::decode::Error::message("secret of another length"))?;
		Ok(Self::from_bytes(bytes))
	}
}

impl<C, const N: usize> CborLen<C> for Secret<N> {
	fn cbor_len(&self, ctx: &mut C) -> usize {
		let length = N as u64;
		length.cbor_len(ctx).saturating_add(N)
	}
}

/// One administrator's share of a committee key.
#[derive(Clone, Encode, Decode, CborLen)]
#[cbor(map)]
pub struct AdminShare {
	/// Which committee key.
	#[n(0)]
	pub key_id: u32,
	/// The committee's epoch in which the share is valid; a reshare makes another one.
	#[n(1)]
	pub epoch: u32,
	/// The administrator's index.
	#[n(2)]
	pub index: u16,
	/// `x ‖ z ‖ z'`, as `AdminSecret::to_bytes` gives it.
	#[n(3)]
	pub share: Secret<96>,
}

/// The seed of one open request of ours. Two tries with the same `seq` have the same id and different seeds: which of them
/// the chain took shows in the request's `Q` alone, so all are kept.
#[derive(Clone, Encode, Decode, CborLen)]
#[cbor(map)]
pub struct RequestSeed {
	/// Id that the request has on chain, if it was taken.
	#[cbor(n(0), with = "minicbor::bytes")]
	pub request_id: [u8; 16],
	/// The record it asks for.
	#[cbor(n(1), with = "minicbor::bytes")]
	pub record_id: [u8; 16],
	/// The account that asks.
	#[cbor(n(2), with = "minicbor::bytes")]
	pub requester: [u8; 32],
	/// The requester's sequence number.
	#[n(3)]
	pub seq: u32,
	/// The moment after which it is void; `None` until the chain has said so.
	#[n(4)]
	pub expires: Option<u32>,
	/// The seed of its one-time keys.
	#[n(5)]
	pub seed: Secret<32>,
	/// The partial decryption of a requester who is an administrator, made with the share of the request's epoch: so the request
	/// outlives that share.
	#[n(6)]
	pub own_partial: Option<Secret<34>>,
	/// When it was made, by this machine's clock: milliseconds since 1970. `None` where a former version of this program made it.
	#[n(7)]
	pub made: Option<u64>,
}

/// The newest public keys that an account has signed on a chain. Whatever a node says, the next ones carry the next version.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, CborLen)]
#[cbor(map)]
pub struct SignedKeys {
	/// The chain.
	#[cbor(n(0), with = "minicbor::bytes")]
	pub genesis: [u8; 32],
	/// The account that signed.
	#[cbor(n(1), with = "minicbor::bytes")]
	pub account: [u8; 32],
	/// The version signed along with them; the next one must be higher.
	#[n(2)]
	pub version: u16,
	/// The CSP key.
	#[cbor(n(3), with = "minicbor::bytes")]
	pub csp_pk: [u8; 32],
	/// The encryption key.
	#[cbor(n(4), with = "minicbor::bytes")]
	pub enc_pk: [u8; 32],
}

/// How far the administrator's journal had come. Kept here, under the passphrase, because the journal's file has no key: set back to
/// an older copy it would let a rejected request be approved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, CborLen)]
#[cbor(map)]
pub struct JournalTip {
	/// Lines there were.
	#[n(0)]
	pub lines: u64,
	/// Checksum of the last of them, over all before it; zeros when there was none.
	#[cbor(n(1), with = "minicbor::bytes")]
	pub sum: [u8; 16],
}

/// How often an account's standing answers were changed on a chain. Kept here, under the passphrase: an older copy of their file is
/// signed as well, and may lack one that denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, CborLen)]
#[cbor(map)]
pub struct PolicyTip {
	/// The chain.
	#[cbor(n(0), with = "minicbor::bytes")]
	pub genesis: [u8; 32],
	/// The patient.
	#[cbor(n(1), with = "minicbor::bytes")]
	pub account: [u8; 32],
	/// The highest number seen.
	#[n(2)]
	pub number: u32,
}

/// What a dealer dealt to one administrator. Kept for the answer to a complaint, while the ceremony is under way on the chain.
#[derive(Clone, Encode, Decode, CborLen)]
#[cbor(map)]
pub struct DealtShare {
	/// The recipient's index.
	#[n(0)]
	pub index: u16,
	/// `x ‖ z ‖ z'`.
	#[n(1)]
	pub shares: Secret<96>,
	/// Whether it was published, or is about to be.
	#[n(2)]
	pub published: bool,
}

/// An administrator's part in one attempt of a ceremony. Its files are kept as they were written, so that a client that is killed before a
/// file is on disk writes the same one again and never two different ones.
#[derive(Clone, Encode, Decode, CborLen)]
#[cbor(map)]
pub struct CeremonyPart {
	/// The chain.
	#[cbor(n(0), with = "minicbor::bytes")]
	pub genesis: [u8; 32],
	/// Which committee key.
	#[n(1)]
	pub key_id: u32,
	/// The epoch that begins.
	#[n(2)]
	pub epoch: u32,
	/// Which try this is.
	#[n(3)]
	pub attempt: u16,
	/// The account that takes part.
	#[cbor(n(4), with = "minicbor::bytes")]
	pub account: [u8; 32],
	/// Hash of the start file that a person agreed to.
	#[cbor(n(5), with = "minicbor::bytes")]
	pub start: [u8; 32],
	/// The secret that deals are sealed to. Gone once the share is certified, or the attempt was left.
	#[n(6)]
	pub one_time: Option<Secret<32>>,
	/// The file of the join, while the secret is here.
	#[cbor(n(7), with = "minicbor::bytes")]
	pub join: Vec<u8>,
	/// The file of the deal; empty before it was dealt, and once the secret is gone.
	#[cbor(n(8), with = "minicbor::bytes")]
	pub deal: Vec<u8>,
	/// The file of the certificate; empty before the committee was certified.
	#[cbor(n(9), with = "minicbor::bytes")]
	pub certificate: Vec<u8>,
	/// The file of the complaint; empty unless the attempt was left.
	#[cbor(n(10), with = "minicbor::bytes")]
	pub complaint: Vec<u8>,
	/// What was dealt on the chain, until nobody can complain of it any more; empty over files.
	#[cbor(n(11), default)]
	pub dealt: Vec<DealtShare>,
	/// Whether the attempt was left without a complaint, as on the chain.
	#[cbor(n(12), default)]
	pub left: bool,
}

impl CeremonyPart {
	/// Whether it was left.
	#[must_use]
	pub fn is_left(&self) -> bool {
		self.left || !self.complaint.is_empty()
	}

	/// Leaves it: all secrets of the attempt are gone.
	pub fn leave(&mut self) {
		self.left = true;
		self.dealt = Vec::new();
		self.wipe();
	}

	/// Forgets the secret, and what it is of no use without.
	pub fn wipe(&mut self) {
		self.one_time = None;
		self.join = Vec::new();
		self.deal = Vec::new();
	}

	fn is_of(&self, genesis: &[u8; 32], key_id: u32, epoch: u32, account: &[u8; 32]) -> bool {
		(&self.genesis, self.key_id, self.epoch, &self.account) == (genesis, key_id, epoch, account)
	}
}

/// What shares that lie apart from a keystore belong to. It makes a backup of a keystore's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, CborLen)]
#[cbor(map)]
pub struct BackupOf {
	/// The chain.
	#[cbor(n(0), with = "minicbor::bytes")]
	pub genesis: [u8; 32],
	/// The administrator.
	#[cbor(n(1), with = "minicbor::bytes")]
	pub account: [u8; 32],
}

/// The decrypted contents of a keystore.
#[derive(Encode, Decode, CborLen)]
#[cbor(map)]
pub struct Secrets {
	#[n(0)]
	version: u16,
	/// The patient's CSP roots by version.
	#[n(1)]
	pub csp_roots: BTreeMap<u16, Secret<32>>,
	/// The X25519 secret to which deals are sealed.
	#[n(2)]
	pub enc_secret: Option<Secret<32>>,
	/// Shares of committee keys.
	#[n(3)]
	pub admin_shares: Vec<AdminShare>,
	/// Seeds of open requests.
	#[n(4)]
	pub request_seeds: Vec<RequestSeed>,
	/// The newest public keys signed, one for each chain and account.
	#[cbor(n(5), default)]
	pub signed_keys: Vec<SignedKeys>,
	/// How far the journal of answers had come.
	#[cbor(n(6), default)]
	pub journal_tip: JournalTip,
	/// CSP roots of accounts in whose place this one acts: they open their records, and are never published.
	#[cbor(n(7), default)]
	pub former_roots: Vec<Secret<32>>,
	/// How far standing answers had come, one for each chain and account.
	#[cbor(n(9), default)]
	pub policy_tips: Vec<PolicyTip>,
	/// Parts in ceremonies. What is left of one that is over keeps anybody from taking part in the same attempt again.
	#[cbor(n(10), default)]
	pub ceremonies: Vec<CeremonyPart>,
	/// The newest epoch of each committee that has begun, as far as this keystore has seen. Kept here beside the journal's note, so that a
	/// share and what ends it change at once, and no older copy of the journal brings an epoch back.
	#[cbor(n(11), default)]
	pub epochs: BTreeMap<u32, u32>,
	/// Whose shares these are, if this is a backup of shares and of nothing else.
	#[n(12)]
	pub backup_of: Option<BackupOf>,
}

impl Default for Secrets {
	fn default() -> Self {
		Self {
			version: VERSION,
			csp_roots: BTreeMap::new(),
			enc_secret: None,
			admin_shares: Vec::new(),
			request_seeds: Vec::new(),
			signed_keys: Vec::new(),
			journal_tip: JournalTip::default(),
			former_roots: Vec::new(),
			policy_tips: Vec::new(),
			ceremonies: Vec::new(),
			epochs: BTreeMap::new(),
			backup_of: None,
		}
	}
}

impl Secrets {
	/// The newest CSP root and its version.
	#[must_use]
	pub fn newest_csp_root(&self) -> Option<(u16, &Secret<32>)> {
		self.csp_roots
			.last_key_value()
			.map(|(version, root)| (*version, root))
	}

	/// Keeps the CSP root of an account in whose place this one acts.
	pub fn put_former_root(&mut self, root: Secret<32>) {
		self.former_roots.retain(|known| known.expose() != root.expose());
		self.former_roots.push(root);
	}

	/// The newest public keys that an account has signed on a chain.
	#[must_use]
	pub fn signed_by(&self, genesis: &[u8; 32], account: &[u8; 32]) -> Option<&SignedKeys> {
		let mut signed = self.signed_keys.iter();
		signed.find(|keys| keys.genesis == *genesis && keys.account == *account)
	}

	/// Notes keys that are about to be signed, in place of older ones.
	pub fn put_signed(&mut self, keys: SignedKeys) {
		self.signed_keys
			.retain(|known| known.genesis != keys.genesis || known.account != keys.account);
		self.signed_keys.push(keys);
	}

	/// The highest number of standing answers seen of an account on a chain; 0 if none.
	#[must_use]
	pub fn policy_number(&self, genesis: &[u8; 32], account: &[u8; 32]) -> u32 {
		let mut tips = self.policy_tips.iter();
		tips.find(|tip| tip.genesis == *genesis && tip.account == *account)
			.map_or(0, |tip| tip.number)
	}

	/// Notes that number; it never falls.
	pub fn see_policy_number(&mut self, genesis: &[u8; 32], account: &[u8; 32], number: u32) {
		let number = number.max(self.policy_number(genesis, account));
		self.policy_tips
			.retain(|tip| tip.genesis != *genesis || tip.account != *account);
		self.policy_tips.push(PolicyTip {
			genesis: *genesis,
			account: *account,
			number,
		});
	}

	/// An account's part in the newest attempt that it took part in.
	#[must_use]
	pub fn ceremony(
		&self,
		genesis: &[u8; 32],
		key_id: u32,
		epoch: u32,
		account: &[u8; 32],
	) -> Option<&CeremonyPart> {
		let parts = self.ceremonies.iter();
		parts
			.filter(|part| part.is_of(genesis, key_id, epoch, account))
			.max_by_key(|part| part.attempt)
	}

	/// The same, to be changed.
	pub fn ceremony_mut(
		&mut self,
		genesis: &[u8; 32],
		key_id: u32,
		epoch: u32,
		account: &[u8; 32],
	) -> Option<&mut CeremonyPart> {
		let parts = self.ceremonies.iter_mut();
		parts
			.filter(|part| part.is_of(genesis, key_id, epoch, account))
			.max_by_key(|part| part.attempt)
	}

	/// The seeds made for a request id, one for each try.
	pub fn seeds_of(&self, request_id: &[u8; 16]) -> impl Iterator<Item = &RequestSeed> {
		self.request_seeds
			.iter()
			.filter(move |s| s.request_id == *request_id)
	}

	/// Stores the seed of a request, beside those of other tries.
	pub fn put_request_seed(&mut self, seed: RequestSeed) {
		self.drop_request_seed(&seed.request_id, seed.seed.expose());
		self.request_seeds.push(seed);
	}

	/// Forgets one seed of a request and no other; says whether it was there.
	pub fn drop_request_seed(&mut self, request_id: &[u8; 16], seed: &[u8; 32]) -> bool {
		let before = self.request_seeds.len();
		self.request_seeds
			.retain(|s| s.request_id != *request_id || s.seed.expose() != seed);
		self.request_seeds.len() != before
	}

	/// Forgets every seed of a request that is over; gives their number.
	pub fn drop_request(&mut self, request_id: &[u8; 16]) -> usize {
		let before = self.request_seeds.len();
		self.request_seeds.retain(|s| s.request_id != *request_id);
		before.saturating_sub(self.request_seeds.len())
	}

	/// The CBOR form, in a buffer with `spare` bytes of room so that it is never copied while it grows.
	#[must_use]
	pub fn to_cbor(&self, spare: usize) -> Zeroizing<Vec<u8>> {
		let length = minicbor::len(self);
		let mut out = Zeroizing::new(Vec::with_capacity(length.saturating_add(spare)));
		if minicbor::encode(self, &mut *out).is_err() {
			// Better to stop than to write a keystore with something missing.
			panic!("our encoders raise no errors and a Vec takes every byte; qed");
		}
		out
	}

	/// `None` when the bytes are not contents of a version that is read. They are written as the present one.
	#[must_use]
	pub fn from_cbor(bytes: &[u8]) -> Option<Self> {
		let mut decoder = minicbor::Decoder::new(bytes);
		let mut secrets: Self = decoder.decode().ok()?;
		let known = (OLDEST..=VERSION).contains(&secrets.version);
		secrets.version = VERSION;
		(decoder.position() == bytes.len() && known).then_some(secrets)
	}
}
