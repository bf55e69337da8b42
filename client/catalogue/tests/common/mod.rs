//! What several test files need: reproducible randomness, facilities that sign, a store in memory, and a small chain of pointers.

use medquorum_catalogue::{
	Catalogue, CatalogueError, CatalogueKey, Pointer, Scope,
	codes::Category,
	entry::{Entry, Modality, Quarter, ReferenceKind},
	keyring::{KeyringTitle, seal_keyring},
	locator::{open_locator, seal_locator},
	ports::{Held, Sink},
	publish::{Title, plan, read_published},
	search::{Hits, Query, search},
	sync::{Reader, Seen, Synced, Synchronization},
};
use medquorum_core::{domain::AccountId, ports::PortError};
use medquorum_envelope::{Cid, EncSecret, Entropy, enc_public};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use schnorrkel::{ExpansionMode, Keypair, MiniSecretKey, context::attach_rng, signing_context};
use sha2::{Digest as _, Sha256};
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
};

pub const GENESIS: [u8; 32] = [0xa1; 32];

/// SHA-256 of a label and a counter. Reproducible, and so fit for tests only.
pub struct Stream(pub String, pub u64);

impl Entropy for Stream {
	fn fill(&mut self, out: &mut [u8]) {
		for chunk in out.chunks_mut(32) {
			let block = Sha256::new()
				.chain_update(&self.0)
				.chain_update(self.1.to_le_bytes())
				.finalize();
			chunk.copy_from_slice(&block[..chunk.len()]);
			self.1 += 1;
		}
	}
}

pub fn entropy(label: &str) -> Stream {
	Stream(label.to_owned(), 0)
}

/// 16 bytes by a number.
pub fn reference(number: u32) -> [u8; 16] {
	let hash: [u8; 32] = Sha256::digest(number.to_le_bytes()).into();
	*hash.first_chunk().unwrap()
}

pub fn entry(number: u32, code: &str, since: &str, modality: &str) -> Entry {
	Entry {
		reference: reference(number),
		category: code.parse().unwrap(),
		quarter: Quarter::since(since).unwrap(),
		modality: modality.parse().unwrap(),
		newest: true,
	}
}

/// So many entries, over a thousand categories and twenty years.
pub fn many(count: u32) -> Vec<Entry> {
	let one = |number: u32| Entry {
		reference: reference(number),
		category: Category::from_u16(1 + (number.wrapping_mul(2_654_435_761) >> 16) as u16 % 1_000 * 9)
			.unwrap(),
		quarter: Quarter::from_u16(420 + (number % 80) as u16),
		modality: Modality::from_u8((number % 64) as u8).unwrap(),
		newest: true,
	};
	(0..count).map(one).collect()
}

/// A store in memory; it notes what is read.
#[derive(Default)]
pub struct Shelf {
	pub blocks: BTreeMap<Cid, Vec<u8>>,
	pub reads: RefCell<Vec<Cid>>,
}

impl Held for Shelf {
	fn read(&self, cid: &Cid, into: &mut Vec<u8>) -> Result<bool, PortError> {
		self.reads.borrow_mut().push(*cid);
		into.clear();
		let found = self.blocks.get(cid);
		found.iter().for_each(|bytes| into.extend_from_slice(bytes));
		Ok(found.is_some())
	}
}

impl Sink for Shelf {
	fn put(&mut self, cid: Cid, bytes: Vec<u8>) -> Result<(), PortError> {
		self.blocks.insert(cid, bytes);
		Ok(())
	}
}

/// A facility with what it published.
pub struct Facility {
	pub pair: Keypair,
	pub genesis: [u8; 32],
	pub epoch: u16,
	pub key: CatalogueKey,
	pub entropy: Stream,
	pub readers: Vec<(AccountId, [u8; 32])>,
	pub own: Option<Catalogue>,
	pub references: ReferenceKind,
	/// Holds what every facility of a test publishes.
	pub store: Shelf,
	/// Says of its blocks that they hold one entry less than they do.
	pub misdescribes: bool,
	/// Signs as somebody else.
	pub signs_as: Option<Keypair>,
}

pub fn pair(name: &str) -> Keypair {
	let seed: [u8; 32] = Sha256::digest(name).into();
	MiniSecretKey::from_bytes(&seed)
		.unwrap()
		.expand_to_keypair(ExpansionMode::Ed25519)
}

pub fn sign(pair: &Keypair, message: &[u8]) -> [u8; 64] {
	let transcript = signing_context(b"substrate").bytes(message);
	pair.sign(attach_rng(transcript, ChaCha20Rng::from_seed([7; 32])))
		.to_bytes()
}

impl Facility {
	pub fn new(name: &str) -> Self {
		let mut entropy = entropy(name);
		Self {
			pair: pair(name),
			genesis: GENESIS,
			epoch: 1,
			key: CatalogueKey::generate(&mut entropy),
			entropy,
			readers: vec![reader("Ferdie").admitted()],
			own: None,
			references: ReferenceKind::RecordId,
			store: Shelf::default(),
			misdescribes: false,
			signs_as: None,
		}
	}

	pub fn account(&self) -> AccountId {
		AccountId(self.pair.public.to_bytes())
	}

	pub fn scope(&self) -> Scope {
		Scope {
			genesis: self.genesis,
			facility: self.account(),
			epoch: self.epoch,
		}
	}

	/// A new epoch with a new key.
	pub fn rotate(&mut self) {
		self.epoch += 1;
		self.key = CatalogueKey::generate(&mut self.entropy);
	}

	/// Publishes all of these; gives what goes to the chain. What is in it no more is deleted from the store.
	pub fn publish(&mut self, listed: &[Entry]) -> Pointer {
		let reseal = self
			.own
			.as_ref()
			.is_some_and(|own| own.manifest.scope.epoch != self.epoch);
		let published = self
			.own
			.as_ref()
			.map_or(Vec::new(), |own| read_published(own, &self.store).unwrap());
		let plan = plan(&published, listed, reseal);
		let last = self.own.as_ref().map(|own| own.manifest.number);
		let title = Title {
			scope: self.scope(),
			number: Title::next_number(last).unwrap(),
			made_at: 1_000,
			references: self.references,
		};
		let mut manifest = plan
			.seal(&self.key, &title, &mut self.store, &mut self.entropy)
			.unwrap();
		if self.misdescribes {
			manifest.rows.iter_mut().for_each(|row| row.contents.count -= 1);
		}
		plan.drop
			.iter()
			.for_each(|cid| assert!(self.store.blocks.remove(cid).is_some()));
		let signer = self.signs_as.as_ref().unwrap_or(&self.pair);
		let unsigned = manifest.seal(&self.key, &mut self.entropy).unwrap();
		let commitment = unsigned.commitment();
		let signature = sign(signer, unsigned.message());
		let (cid, bytes) = unsigned.signed(&signature);
		self.store.put(cid, bytes).unwrap();
		let rows = manifest.rows.iter().map(|row| row.cid);
		let objects: Vec<Cid> = rows.chain([cid]).collect();
		let ring = KeyringTitle {
			scope: &self.scope(),
			number: title.number,
			objects: &objects,
		};
		let keyring = seal_keyring(&self.key, &ring, &self.readers, &mut self.entropy).unwrap();
		let signature = sign(signer, keyring.message());
		let (ring, bytes) = keyring.signed(&signature);
		self.store.put(ring, bytes).unwrap();
		let locator = seal_locator(&self.key, &self.scope(), title.number, &cid, &mut self.entropy);
		self.own = Some(Catalogue {
			manifest,
			key: self.key.clone(),
		});
		Pointer {
			epoch: self.epoch,
			number: title.number,
			commitment,
			locator,
			keyring: ring.digest(),
			updated: 1_001,
		}
	}
}

pub struct Person {
	pub account: AccountId,
	pub secret: EncSecret,
}

pub fn reader(name: &str) -> Person {
	let secret: [u8; 32] = Sha256::digest(format!("secret of {name}")).into();
	Person {
		account: AccountId(pair(name).public.to_bytes()),
		secret: EncSecret::from_bytes(&secret),
	}
}

impl Person {
	pub fn admitted(&self) -> (AccountId, [u8; 32]) {
		(self.account, enc_public(&self.secret))
	}

	/// Fetches everything of a facility's catalogue into `shelf`.
	pub fn sync(
		&self,
		facility: &Facility,
		pointer: Pointer,
		seen: Option<&Seen>,
		shelf: &mut Shelf,
	) -> Result<Synced, CatalogueError> {
		self.sync_as(
			&GENESIS,
			facility.account(),
			&facility.store,
			pointer,
			seen,
			shelf,
		)
	}

	pub fn sync_as(
		&self,
		genesis: &[u8; 32],
		facility: AccountId,
		store: &Shelf,
		pointer: Pointer,
		seen: Option<&Seen>,
		shelf: &mut Shelf,
	) -> Result<Synced, CatalogueError> {
		let reader = Reader {
			account: self.account,
			secret: &self.secret,
		};
		let here: BTreeSet<Cid> = shelf.blocks.keys().copied().collect();
		let held = |cid: &Cid| here.contains(cid);
		let mut entropy = entropy("sync");
		let mut sync = Synchronization::begin(genesis, facility, pointer, seen, &reader, &held)?;
		while let Some(fetch) = sync.next() {
			let bytes = store
				.blocks
				.get(&fetch.cid)
				.ok_or(CatalogueError::Missing(fetch.cid))?;
			sync.fetched(&fetch.cid, bytes, &mut entropy)?;
			shelf.put(fetch.cid, bytes.clone())?;
		}
		Ok(sync
			.finish()
			.unwrap_or_else(|_| panic!("nothing waits, but it is not done")))
	}
}

/// A search that withholds nothing.
pub fn find(catalogues: &[Catalogue], shelf: &Shelf, query: &Query) -> Hits {
	search(
		catalogues,
		shelf,
		&|_: &AccountId, _: &[u8; 16]| false,
		query,
		2_000,
	)
}

pub fn diseases(text: &str) -> Query {
	Query {
		diseases: vec![text.parse().unwrap()],
		..Query::default()
	}
}

/// The manifest that a pointer leads to.
pub fn manifest_of(facility: &Facility, pointer: &Pointer) -> Vec<u8> {
	let cid = open_locator(&facility.key, &facility.scope(), pointer.number, &pointer.locator).unwrap();
	facility.store.blocks[&cid].clone()
}

/// The keyring that a pointer leads to.
pub fn keyring_of(facility: &Facility, pointer: &Pointer) -> Vec<u8> {
	let found = facility
		.store
		.blocks
		.iter()
		.find(|(cid, _)| cid.digest() == pointer.keyring);
	found.unwrap().1.clone()
}
