//! People who hold a ceremony, and the table that their files lie on.

use super::super::*;
use crate::{
	domain::{AccountId, Bytes32},
	error::CeremonyError,
	ledger::Sign,
	secrets::Secret,
};
use medquorum_envelope::Entropy;
use rand_core::{CryptoRng, RngCore};
use schnorrkel::{ExpansionMode, Keypair, MiniSecretKey, context::attach_rng, signing_context};
use sha2::{Digest as _, Sha256};
use threshold_decryption::AdminSecret;

pub const GENESIS: Bytes32 = [0x11; 32];

/// Randomness that repeats from run to run.
pub struct Counted(pub u64);

impl RngCore for Counted {
	fn next_u32(&mut self) -> u32 {
		let mut bytes = [0; 4];
		self.fill_bytes(&mut bytes);
		u32::from_le_bytes(bytes)
	}

	fn next_u64(&mut self) -> u64 {
		let mut bytes = [0; 8];
		self.fill_bytes(&mut bytes);
		u64::from_le_bytes(bytes)
	}

	fn fill_bytes(&mut self, out: &mut [u8]) {
		for chunk in out.chunks_mut(32) {
			self.0 += 1;
			let block = Sha256::digest(self.0.to_le_bytes());
			chunk.copy_from_slice(&block[..chunk.len()]);
		}
	}

	fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core::Error> {
		self.fill_bytes(out);
		Ok(())
	}
}

impl CryptoRng for Counted {}

impl Entropy for Counted {
	fn fill(&mut self, out: &mut [u8]) {
		self.fill_bytes(out);
	}
}

/// Somebody with an account.
pub struct Someone(Keypair);

impl Someone {
	pub fn new(seed: u8) -> Self {
		let secret = MiniSecretKey::from_bytes(&[seed; 32]).unwrap();
		Self(secret.expand_to_keypair(ExpansionMode::Ed25519))
	}
}

impl Sign for Someone {
	fn account(&self) -> AccountId {
		AccountId(self.0.public.to_bytes())
	}

	fn sign(&self, message: &[u8]) -> [u8; 64] {
		let transcript = signing_context(b"substrate").bytes(message);
		self.0.sign(attach_rng(transcript, Counted(1))).to_bytes()
	}
}

/// A ceremony with the files that are on the table.
pub struct World {
	/// The chain of whoever looks at them.
	pub genesis: Bytes32,
	pub people: Vec<Someone>,
	pub secrets: Vec<Option<Secret<32>>>,
	pub files: Vec<(String, Vec<u8>)>,
	pub rng: Counted,
}

pub fn place(attempt: u16) -> Place {
	Place {
		genesis: GENESIS,
		key_id: 7,
		epoch: 1,
		attempt,
		kind: Kind::NewKey,
	}
}

pub fn seats(people: &[Someone]) -> Vec<Seat> {
	(1..)
		.zip(people)
		.map(|(index, person)| Seat {
			index,
			account: person.account(),
		})
		.collect()
}

impl World {
	pub fn new(k: u16, n: usize) -> Self {
		Self::at(place(1), k, n)
	}

	/// The same people in another place. The coordinator is a stranger.
	pub fn at(place: Place, k: u16, n: usize) -> Self {
		let people: Vec<Someone> = (1..).take(n).map(Someone::new).collect();
		let start = start(place, k, seats(&people), &Someone::new(200)).unwrap();
		let mut world = Self {
			genesis: place.genesis,
			secrets: people.iter().map(|_| None).collect(),
			people,
			files: Vec::new(),
			rng: Counted(u64::from(place.attempt) << 32 | u64::from(place.key_id) << 48),
		};
		world.put(CeremonyFile::Start(start));
		world
	}

	pub fn accounts(&self) -> Vec<AccountId> {
		self.people.iter().map(Sign::account).collect()
	}

	pub fn put(&mut self, file: CeremonyFile) {
		self.files.push((file.name(), file.write()));
	}

	/// Takes a file off the table.
	pub fn take(&mut self, name: &str) -> (String, Vec<u8>) {
		let at = self.files.iter().position(|(found, _)| found == name).unwrap();
		self.files.remove(at)
	}

	/// A file as it lies there.
	pub fn file(&self, name: &str) -> CeremonyFile {
		let (_, bytes) = self.files.iter().find(|(found, _)| found == name).unwrap();
		CeremonyFile::read(bytes).unwrap()
	}

	pub fn board(&self) -> Board {
		Board::gather(&self.genesis, &self.files).unwrap()
	}

	pub fn secret(&self, at: usize) -> &Secret<32> {
		self.secrets[at].as_ref().unwrap()
	}

	pub fn join(&mut self, at: usize) {
		let (secret, file) = join(&self.board(), &self.people[at], &mut self.rng).unwrap();
		self.secrets[at] = Some(secret);
		self.put(CeremonyFile::Join(file));
	}

	pub fn join_all(&mut self) {
		for at in 0..self.people.len() {
			self.join(at);
		}
	}

	pub fn try_deal(&mut self, at: usize) -> Result<Signed<Dealt>, CeremonyError> {
		let board = self.board();
		let secret = self.secrets[at].as_ref().unwrap();
		Ok(deal(&board, secret, &self.people[at], &mut self.rng)?.file)
	}

	pub fn deal(&mut self, at: usize) {
		let file = self.try_deal(at).unwrap();
		self.put(CeremonyFile::Deal(file));
	}

	pub fn deal_all(&mut self) {
		for at in 0..self.people.len() {
			self.deal(at);
		}
	}

	pub fn certify(&self, at: usize) -> Result<Certified, CeremonyError> {
		certify(&self.board(), self.secret(at), &self.people[at])
	}

	pub fn certify_all(&mut self) -> Vec<AdminSecret> {
		let board = self.board();
		let certified: Vec<Certified> = (0..self.people.len())
			.map(|at| certify(&board, self.secret(at), &self.people[at]).unwrap())
			.collect();
		let mut secrets = Vec::new();
		for certified in certified {
			self.put(CeremonyFile::Certificate(certified.file));
			secrets.push(certified.secret);
		}
		secrets
	}
}
