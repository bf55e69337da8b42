//! Somebody who searches: keeps the catalogues of all facilities that admit them, so that a search sends nothing.

mod live;

use super::desk::Desk;
use crate::{
	clock::wall_time,
	entropy::OsEntropy,
	error::Error,
	progress::Step,
	search::{Held, SearchError, Shelf},
};
use medquorum_catalogue::sync::{Reader, Seen, Synced, Synchronization, shuffle};
use medquorum_core::{domain::*, error::KeyError, ports::SecretStore, rules::registration::enc_secret};
use medquorum_envelope::Cid;
use medquorum_store::{Store, get_small};
use std::collections::{BTreeMap, BTreeSet};

/// Moments between two publications: a day. A catalogue that is two of them old is called stale.
pub const INTERVAL: u32 = 14_400;

/// Somebody who searches.
#[derive(Clone, Copy)]
pub struct Searcher<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Where catalogues come from.
	pub store: &'a dyn Store,
	/// What this home holds of them.
	pub shelf: &'a Shelf,
}

/// What became of one facility's catalogue.
pub struct Synchronized {
	/// Whose.
	pub facility: AccountId,
	/// What is held of it now.
	pub outcome: Result<Fresh, Error>,
}

/// A catalogue that is held whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fresh {
	/// Counts its publications.
	pub number: u32,
	/// Lines that can be found: one for each disease of a record.
	pub entries: u64,
	/// Objects that were fetched, and all.
	pub fetched: (usize, usize),
	/// Moments since it was published.
	pub age: u32,
	/// By how many moments the next publication is overdue, if it is.
	pub overdue: Option<u32>,
}

impl Searcher<'_> {
	/// Fetches all blocks of all catalogues, in random order: an observer learns when this reader synchronizes, but not what will be
	/// searched. A facility's fault does not stop the other catalogues, and its own former one stays usable.
	///
	/// Killed at any point it resumes where it was: what is held is not fetched again, and which catalogues are held changes in one step.
	///
	/// # Errors
	/// When the node is not to be believed, or the key to which catalogues are sealed is missing.
	pub async fn sync(&self, me: AccountId, secrets: &dyn SecretStore) -> Result<Vec<Synchronized>, Error> {
		self.desk.check_node().await?;
		let _lock = self.shelf.lock()?;
		let secret = secrets.read(enc_secret)?.ok_or(KeyError::NoEncryptionKey)?;
		let reader = Reader {
			account: me,
			secret: &secret,
		};
		let clock = self.desk.clock().await?;
		let mut synced = self.shelf.synced()?;
		let mut pointers = self.desk.ledger.catalogues().await?;
		shuffle(&mut pointers, &mut OsEntropy::new()?);
		let mut done = Vec::with_capacity(pointers.len());
		let there: BTreeSet<AccountId> = pointers.iter().map(|(facility, _)| *facility).collect();
		for (facility, pointer) in pointers {
			let before = synced.facilities.get(&facility);
			let outcome = self.one(facility, pointer, before, &reader).await;
			let outcome = outcome.map(|(all, fetched)| {
				let fresh = Fresh {
					number: pointer.number,
					entries: all.catalogue.manifest.entries(),
					fetched: (fetched, all.needed().len()),
					age: clock.saturating_sub(pointer.updated),
					overdue: pointer.overdue(clock, INTERVAL),
				};
				synced.facilities.insert(facility, held(&pointer, &all));
				fresh
			});
			done.push(Synchronized { facility, outcome });
		}
		// One that was withdrawn stays usable, and is named.
		for facility in synced
			.facilities
			.keys()
			.filter(|facility| !there.contains(facility))
		{
			let outcome = Err(SearchError::NoCatalogue(*facility).into());
			done.push(Synchronized {
				facility: *facility,
				outcome,
			});
		}
		self.keep_live(&mut synced, clock).await?;
		(synced.clock, synced.time) = (clock, wall_time());
		self.shelf.keep_synced(&synced)?;
		self.shelf.keep_only(&self.needed(&synced.facilities, &reader));
		done.sort_by_key(|one| one.facility);
		Ok(done)
	}

	/// Synchronizes one catalogue. Gives how many objects were fetched.
	async fn one(
		&self,
		facility: AccountId,
		pointer: Pointer,
		before: Option<&Held>,
		reader: &Reader<'_>,
	) -> Result<(Synced, usize), Error> {
		let role = self.desk.ledger.user(facility).await?.map(|user| user.role);
		if !role.is_some_and(Role::can_upload) {
			return Err(SearchError::NotFacility(facility).into());
		}
		let seen = before.map(|held| Seen {
			epoch: held.epoch,
			number: held.number,
			commitment: held.commitment,
		});
		let there = |cid: &Cid| self.shelf.has(cid);
		let genesis = self.desk.genesis();
		let mut sync = Synchronization::begin(&genesis, facility, pointer, seen.as_ref(), reader, &there)?;
		let mut entropy = OsEntropy::new()?;
		let mut fetched = 0;
		while let Some(wanted) = sync.next() {
			if let Some((done, all)) = sync.progress() {
				self.desk.advance(Step::Synchronize, done as u64, all as u64);
			}
			if let Some(bytes) = self
				.shelf
				.get(&wanted.cid)?
				.filter(|bytes| wanted.cid.matches(bytes))
			{
				sync.fetched(&wanted.cid, &bytes, &mut entropy)?;
				continue;
			}
			let bytes = get_small(self.store, &wanted.cid, wanted.most).await?;
			sync.fetched(&wanted.cid, &bytes, &mut entropy)?;
			self.shelf.put(&wanted.cid, &bytes)?;
			fetched += 1;
		}
		let synced = sync.finish().map_err(|_| Error::Interrupted)?;
		Ok((synced, fetched))
	}

	/// Every object of the catalogues that are held.
	fn needed(&self, facilities: &BTreeMap<AccountId, Held>, reader: &Reader<'_>) -> BTreeSet<Cid> {
		let mut needed = BTreeSet::new();
		for (facility, held) in facilities {
			needed.extend(
				[&held.manifest, &held.keyring]
					.into_iter()
					.filter_map(|cid| cid.parse::<Cid>().ok()),
			);
			let scope = medquorum_catalogue::Scope {
				genesis: self.desk.genesis(),
				facility: *facility,
				epoch: held.epoch,
			};
			if let Ok(catalogue) =
				crate::search::open(self.shelf, held, &scope, &reader.account, reader.secret)
			{
				needed.extend(catalogue.manifest.rows.iter().map(|row| row.cid));
			}
		}
		needed
	}
}

fn held(pointer: &Pointer, synced: &Synced) -> Held {
	Held {
		epoch: pointer.epoch,
		number: pointer.number,
		commitment: pointer.commitment,
		updated: pointer.updated,
		manifest: synced.manifest.to_string(),
		keyring: synced.keyring.to_string(),
	}
}
