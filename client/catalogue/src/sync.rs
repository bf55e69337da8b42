//! How a reader comes to hold a facility's catalogue: what to fetch next, and what to make of it. The caller does the fetching.
//!
//! ```text
//! pointer (chain) ─► keyring ─► manifest ─► every block that is not held, in random order ─► done
//! ```
//!
//! Everything is fetched, whatever will be searched, so that no store learns a query. Bytes go to the reader's store as they came, sealed,
//! under their identifier; after a kill a new [`Synchronization`] finds them there and asks for the rest. The catalogue of before stays usable until
//! this one is done.

use crate::{
	Pointer,
	block::{Size, check_block},
	catalogue::Catalogue,
	error::{CatalogueError, Part},
	keyring::{Keyring, MAX_KEYRING},
	keys::{CatalogueKey, Scope},
	locator::open_locator,
	manifest::{MAX_MANIFEST, Manifest, Row, open_manifest},
};
use medquorum_core::domain::{AccountId, Bytes32};
use medquorum_envelope::{Cid, EncSecret, Entropy, cid::Codec};
use std::collections::BTreeSet;

/// The newest catalogue of a facility that was seen; kept between runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
	/// Counts the catalogue's keys; a lower one than seen is refused.
	pub epoch: u16,
	/// Counts the publications; a lower one than seen is refused.
	pub number: u32,
	/// Hash of the manifest; another one under the same number is refused.
	pub commitment: Bytes32,
}

/// Who reads.
pub struct Reader<'a> {
	/// The account that facilities admit.
	pub account: AccountId,
	/// The secret of the key that it registered.
	pub secret: &'a EncSecret,
}

/// Something to fetch: from the reader's own store if it is there, else from the network's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetch {
	/// What.
	pub cid: Cid,
	/// What it is checked and opened as when it has come: keyring, manifest or block.
	pub part: Part,
	/// Most bytes it may have: stop reading behind them.
	pub most: usize,
}

/// The synchronization of one facility's catalogue.
pub struct Synchronization<'a> {
	scope: Scope,
	pointer: Pointer,
	reader: &'a Reader<'a>,
	held: &'a dyn Fn(&Cid) -> bool,
	state: State,
}

enum State {
	Keyring(Cid),
	Manifest(CatalogueKey, Cid),
	Blocks {
		catalogue: Catalogue,
		/// In the order of fetching, the next one last.
		wanted: Vec<Row>,
		manifest: Cid,
	},
}

/// A catalogue all of whose blocks are held.
pub struct Synced {
	/// What can be searched now.
	pub catalogue: Catalogue,
	/// What to remember.
	pub seen: Seen,
	/// Its manifest in the store.
	pub manifest: Cid,
	/// Its keyring in the store.
	pub keyring: Cid,
}

impl Synced {
	/// Everything in the reader's store that it needs; what else was kept of this facility can be dropped.
	#[must_use]
	pub fn needed(&self) -> BTreeSet<Cid> {
		let blocks = self.catalogue.manifest.rows.iter().map(|row| row.cid);
		blocks.chain([self.manifest, self.keyring]).collect()
	}
}

impl<'a> Synchronization<'a> {
	/// Begins with what finalized state says, and what was seen before. `held` tells what the reader's store has.
	///
	/// # Errors
	/// [`CatalogueError::RolledBack`] for a number or epoch below the newest seen, [`CatalogueError::Changed`] for another catalogue under
	/// the same number.
	pub fn begin(
		genesis: &Bytes32,
		facility: AccountId,
		pointer: Pointer,
		seen: Option<&Seen>,
		reader: &'a Reader<'a>,
		held: &'a dyn Fn(&Cid) -> bool,
	) -> Result<Self, CatalogueError> {
		if let Some(seen) = seen {
			if pointer.number < seen.number || pointer.epoch < seen.epoch {
				return Err(CatalogueError::RolledBack {
					facility,
					seen: seen.number,
					found: pointer.number,
				});
			}
			let same = (pointer.epoch, pointer.commitment) == (seen.epoch, seen.commitment);
			if pointer.number == seen.number && !same {
				return Err(CatalogueError::Changed {
					facility,
					number: seen.number,
				});
			}
		}
		Ok(Self {
			scope: Scope::of(&pointer, genesis, facility),
			state: State::Keyring(Cid::new(Codec::Raw, pointer.keyring)),
			pointer,
			reader,
			held,
		})
	}

	/// What to fetch next; `None` when all is there. After an error of [`Self::fetched`] it is the same again: try another host.
	#[must_use]
	pub fn next(&self) -> Option<Fetch> {
		self.waiting().next()
	}

	/// All that can be fetched now, in the order to do it; more may follow once these are there. For several at a time.
	pub fn waiting(&self) -> impl Iterator<Item = Fetch> + '_ {
		let (first, blocks): (_, &[Row]) = match &self.state {
			State::Keyring(cid) => (Some((*cid, Part::Keyring, MAX_KEYRING)), &[]),
			State::Manifest(_, cid) => (Some((*cid, Part::Manifest, MAX_MANIFEST)), &[]),
			State::Blocks { wanted, .. } => (None, wanted),
		};
		let blocks = blocks
			.iter()
			.rev()
			.map(|row| (row.cid, Part::Block, Size::Full.sealed()));
		first
			.into_iter()
			.chain(blocks)
			.map(|(cid, part, most)| Fetch { cid, part, most })
	}

	/// How many blocks are held, and how many there are; `None` before the manifest is there.
	#[must_use]
	pub fn progress(&self) -> Option<(usize, usize)> {
		match &self.state {
			State::Blocks {
				catalogue, wanted, ..
			} => {
				let all = catalogue.manifest.rows.len();
				Some((all - wanted.len(), all))
			}
			_ => None,
		}
	}

	/// Takes what was fetched. When it returns, the bytes are what was wanted: put them into the reader's store, then continue.
	///
	/// # Errors
	/// When they are not, or the facility made them against the rules; nothing has changed then.
	pub fn fetched(
		&mut self,
		cid: &Cid,
		bytes: &[u8],
		entropy: &mut dyn Entropy,
	) -> Result<(), CatalogueError> {
		let wanted = self
			.waiting()
			.find(|fetch| fetch.cid == *cid)
			.ok_or(CatalogueError::NotWanted(*cid))?;
		if bytes.len() > wanted.most {
			return Err(CatalogueError::Length {
				part: wanted.part,
				found: bytes.len(),
			});
		}
		if !cid.matches(bytes) {
			return Err(CatalogueError::Content(*cid));
		}
		let next = match &mut self.state {
			State::Keyring(_) => {
				let keyring = Keyring::decode(bytes)?;
				let key = keyring.open(&self.scope, &self.reader.account, self.reader.secret)?;
				let manifest = open_locator(&key, &self.scope, self.pointer.number, &self.pointer.locator)?;
				State::Manifest(key, manifest)
			}
			State::Manifest(key, manifest) => {
				let opened = open_manifest(
					key,
					&self.scope,
					self.pointer.number,
					&self.pointer.commitment,
					bytes,
				)?;
				State::Blocks {
					wanted: missing(&opened, self.held, entropy),
					catalogue: Catalogue {
						manifest: opened,
						key: key.clone(),
					},
					manifest: *manifest,
				}
			}
			State::Blocks {
				catalogue, wanted, ..
			} => {
				// Found above: it is there.
				let Some(at) = wanted.iter().position(|row| row.cid == *cid) else {
					return Err(CatalogueError::NotWanted(*cid));
				};
				check_block(&catalogue.key, &self.scope, &wanted[at].contents, bytes)?;
				wanted.remove(at);
				return Ok(());
			}
		};
		self.state = next;
		Ok(())
	}

	/// The catalogue, once nothing is left to fetch.
	///
	/// Keep the manifest, the keyring and [`Synced::seen`] in one step (a file and a rename), only then drop what is needed no more.
	///
	/// # Errors
	/// This very value, while something is left.
	pub fn finish(self) -> Result<Synced, Box<Self>> {
		match self.state {
			State::Blocks {
				catalogue,
				wanted,
				manifest,
			} if wanted.is_empty() => Ok(Synced {
				catalogue,
				seen: Seen {
					epoch: self.pointer.epoch,
					number: self.pointer.number,
					commitment: self.pointer.commitment,
				},
				manifest,
				keyring: Cid::new(Codec::Raw, self.pointer.keyring),
			}),
			state => Err(Box::new(Self { state, ..self })),
		}
	}
}

/// The blocks that are not held, in random order: the order tells the store nothing about what is in them.
fn missing(manifest: &Manifest, held: &dyn Fn(&Cid) -> bool, entropy: &mut dyn Entropy) -> Vec<Row> {
	let mut rows: Vec<Row> = manifest
		.rows
		.iter()
		.filter(|row| !held(&row.cid))
		.copied()
		.collect();
	shuffle(&mut rows, entropy);
	rows
}

/// Puts things into random order (Fisher and Yates), each order as likely as any. Also for the facilities of a round.
pub fn shuffle<T>(things: &mut [T], entropy: &mut dyn Entropy) {
	for end in (1..things.len()).rev() {
		things.swap(end, below(end as u64 + 1, entropy));
	}
}

/// A random number below `limit`, none likelier than another: what would fold unevenly is drawn again.
fn below(limit: u64, entropy: &mut dyn Entropy) -> usize {
	let uneven = (u64::MAX % limit + 1) % limit;
	loop {
		let mut bytes = [0; 8];
		entropy.fill(&mut bytes);
		let drawn = u64::from_le_bytes(bytes);
		if drawn <= u64::MAX - uneven {
			return usize::try_from(drawn % limit).unwrap_or(0);
		}
	}
}
