//! A facility's catalogue: the sealed list of its records that may be found by their disease (docs/catalogue.md).

mod listed;
mod shrink;

pub use shrink::Shrink;

use super::desk::{Delivered, Desk};
use crate::{
	entropy::OsEntropy,
	error::Error,
	keep::notes::Notes,
	progress::Step,
	search::{Own, Pending, SearchError, Shelf},
};
use medquorum_catalogue::{
	CatalogueKey, Scope,
	entry::ReferenceKind,
	keyring::{Keyring, KeyringTitle, seal_keyring},
	locator::seal_locator,
	publish::{Plan, Published, Title, plan, read_published},
	sync::{Reader, Synced, Synchronization},
};
use medquorum_core::{
	domain::*,
	error::KeyError,
	ledger::{Call, Sign},
	ports::SecretStore,
	rules::registration::enc_secret,
};
use medquorum_envelope::{Cid, EncSecret};
use medquorum_store::{Label, Owner, Store, StoreError, get_small};
use std::{collections::BTreeSet, io::Cursor};

/// A facility that lists its records for those who search.
#[derive(Clone, Copy)]
pub struct Cataloguer<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Where the catalogue is kept.
	pub store: &'a dyn Store,
	/// What was uploaded from here.
	pub notes: &'a Notes,
	/// What this home holds of catalogues.
	pub shelf: &'a Shelf,
}

/// Who may search a catalogue, and who may not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readers {
	/// The epoch of the key that the present readers have; `None` before the first publication.
	pub epoch: Option<u16>,
	/// Whom the next publication admits, each with the key it is sealed to. The facility itself is among them.
	pub admitted: Vec<(AccountId, Bytes32)>,
	/// Who is in the present keyring.
	pub present: BTreeSet<AccountId>,
	/// Whom the facility leaves out, whatever their role.
	pub excluded: BTreeSet<AccountId>,
	/// Accounts with a role that reads, whose keys cannot be used: none registered, not signed by them, or older than seen.
	pub unusable: Vec<AccountId>,
}

impl Readers {
	/// Who is admitted by the next publication for the first time.
	#[must_use]
	pub fn coming(&self) -> Vec<AccountId> {
		let new = self.admitted.iter().map(|(who, _)| *who);
		new.filter(|who| !self.present.contains(who)).collect()
	}

	/// Who is in the keyring and is not admitted any more: their going begins a new epoch.
	#[must_use]
	pub fn going(&self) -> Vec<AccountId> {
		let admitted: BTreeSet<AccountId> = self.admitted.iter().map(|(who, _)| *who).collect();
		self.present.difference(&admitted).copied().collect()
	}
}

/// What a publication did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
	/// Counts the facility's publications.
	pub number: u32,
	/// Counts the catalogue's keys; a reader who left makes it one more.
	pub epoch: u16,
	/// Lines that can be found: one for each disease of a record.
	pub entries: u64,
	/// Records that have at least one entry.
	pub records: usize,
	/// Blocks that were sealed, and all.
	pub blocks: (usize, usize),
	/// How many may search it.
	pub readers: usize,
	/// Who may search it for the first time.
	pub came: Vec<AccountId>,
	/// Who may search it no longer.
	pub went: Vec<AccountId>,
	/// Why the one before could not be read, if it could not: then all was sealed again.
	pub resealed: Option<String>,
	/// Objects of former publications that are still in the store; the next publication removes them.
	pub left: usize,
	/// Hosts that do not keep all of it yet; the next publication asks them again.
	pub lacking: BTreeSet<String>,
	/// The call.
	pub delivered: Delivered,
}

/// A facility's own catalogue as it is on the chain, opened.
struct Present {
	synced: Synced,
	blocks: Vec<Published>,
}

/// What goes to the store and to the chain.
struct SealedCatalogue {
	objects: Vec<(Cid, Vec<u8>)>,
	call: Call,
	commitment: Bytes32,
	entries: u64,
	blocks: usize,
	/// Everything that the new publication consists of.
	needed: BTreeSet<Cid>,
}

impl Cataloguer<'_> {
	/// Publishes what may be found now: seals what is new, stores it on all hosts, and registers it on the chain. It publishes also
	/// without changes, so that the time of a publication does not show an event.
	///
	/// It may be killed at any point: a publication counts once the chain has it, and a later one removes what this one left in the
	/// store.
	///
	/// # Errors
	/// When the account is no facility's, the key to its own catalogue is missing, far fewer records would be listed than before and
	/// `shrink` does not allow it, or store or chain refuse.
	pub async fn publish(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		shrink: Shrink,
	) -> Result<Publication, Error> {
		if self.desk.emit_calls {
			return Err(SearchError::CannotSign.into());
		}
		let me = signer.account();
		self.desk.check_node().await?;
		self.desk
			.check_role(me, Role::can_upload, "publish a catalogue")
			.await?;
		let _lock = self.shelf.lock()?;
		let secret = secrets.read(enc_secret)?.ok_or(KeyError::NoEncryptionKey)?;
		let mut own = Own::load(self.shelf)?;
		let pointer = self.desk.ledger.catalogue(me).await?;
		own.settle(pointer.as_ref());
		let (present, reseal) = match self.present(me, pointer, &secret).await {
			Ok(present) => (present, None),
			Err(error) if is_lost(&error) => (None, Some(error.to_string())),
			Err(error) => return Err(error),
		};
		let readers = self.readers_of(me, &own, present.as_ref()).await?;
		let blocks = present.as_ref().map_or(&[][..], |present| &present.blocks);
		let entries = self.entries(me, blocks).await?;
		let records = shrink.check(present.as_ref().map(|_| blocks), pointer.is_some(), &entries)?;
		let went = readers.going();
		// Without the old key, or with somebody gone, everything is sealed again under a new one.
		let new_key = !went.is_empty() || present.is_none();
		let plan = plan(blocks, &entries, new_key);
		let title = self.title(me, &own, pointer.as_ref(), new_key).await?;
		let key = match &present {
			Some(present) if !new_key => present.synced.catalogue.key.clone(),
			_ => CatalogueKey::generate(&mut OsEntropy::new()?),
		};
		let sealed = self.seal(signer, &plan, &key, &title, &readers)?;
		let before = present.as_ref().map(|present| present.synced.needed());
		let delivered = self.send(signer, &mut own, &title, &sealed, before).await?;
		let lacking = self.keep_everywhere(&sealed.needed).await?;
		let left = self.remove_old(&mut own, &sealed.needed).await?;
		Ok(Publication {
			number: title.number,
			epoch: title.scope.epoch,
			entries: sealed.entries,
			records,
			blocks: (plan.write.len(), sealed.blocks),
			readers: readers.admitted.len(),
			came: readers.coming(),
			went,
			resealed: reseal.filter(|_| pointer.is_some()),
			left,
			lacking,
			delivered,
		})
	}

	/// Takes the catalogue off the chain. Its objects go with the next publication.
	///
	/// # Errors
	/// When there is none, or the chain refuses.
	pub async fn withdraw(&self, signer: &dyn Sign) -> Result<Delivered, Error> {
		let facility = signer.account();
		if self.desk.ledger.catalogue(facility).await?.is_none() {
			return Err(SearchError::NoCatalogue(facility).into());
		}
		self.desk
			.deliver(signer, &Call::WithdrawCatalogue { facility })
			.await
	}

	/// Who may search the catalogue, now and after the next publication.
	///
	/// # Errors
	/// When the chain or this home's folder cannot be read.
	pub async fn readers(&self, me: AccountId) -> Result<Readers, Error> {
		let own = Own::load(self.shelf)?;
		let mut readers = self.readers_of(me, &own, None).await?;
		let pointer = self.desk.ledger.catalogue(me).await?;
		if let Some(pointer) = pointer {
			let cid = Cid::new(medquorum_envelope::cid::Codec::Raw, pointer.keyring);
			let scope = Scope::of(&pointer, &self.desk.genesis(), me);
			let keyring = Keyring::decode(&self.object(&cid).await?)?;
			keyring.check(&scope)?;
			readers.present = keyring.readers().copied().collect();
			readers.epoch = Some(pointer.epoch);
		}
		Ok(readers)
	}

	/// Leaves somebody out of the readers from the next publication on, or admits them again.
	///
	/// # Errors
	/// When it cannot be kept.
	pub fn exclude(&self, who: AccountId, excluded: bool) -> Result<(), Error> {
		let _lock = self.shelf.lock()?;
		let mut own = Own::load(self.shelf)?;
		match excluded {
			true => own.excluded.insert(who),
			false => own.excluded.remove(&who),
		};
		own.keep(self.shelf)
	}

	/// The facility's own catalogue as the chain has it: from this home where it is held, else from the store.
	async fn present(
		&self,
		me: AccountId,
		pointer: Option<Pointer>,
		secret: &EncSecret,
	) -> Result<Option<Present>, Error> {
		let Some(pointer) = pointer else { return Ok(None) };
		let genesis = self.desk.genesis();
		let reader = Reader { account: me, secret };
		let held = |cid: &Cid| self.shelf.has(cid);
		let mut sync = Synchronization::begin(&genesis, me, pointer, None, &reader, &held)?;
		while let Some(wanted) = sync.next() {
			let bytes = self.object(&wanted.cid).await?;
			sync.fetched(&wanted.cid, &bytes, &mut OsEntropy::new()?)?;
			self.shelf.put(&wanted.cid, &bytes)?;
		}
		let synced = sync.finish().map_err(|_| Error::Interrupted)?;
		let blocks = read_published(&synced.catalogue, self.shelf)?;
		Ok(Some(Present { synced, blocks }))
	}

	/// An object of a catalogue, from this home or from the store.
	async fn object(&self, cid: &Cid) -> Result<Vec<u8>, Error> {
		match self.shelf.get(cid)?.filter(|bytes| cid.matches(bytes)) {
			Some(bytes) => Ok(bytes),
			None => Ok(get_small(self.store, cid, 1 << 20).await?),
		}
	}

	/// Everybody with a role that may search, valid keys and an account that is not frozen; and the facility itself. The roles are as the
	/// facility's node tells them, so a facility without a node of its own names exceptions.
	async fn readers_of(
		&self,
		me: AccountId,
		own: &Own,
		present: Option<&Present>,
	) -> Result<Readers, Error> {
		let mut readers = Readers {
			excluded: own.excluded.clone(),
			..Readers::default()
		};
		if let Some(present) = present {
			let bytes = self.object(&present.synced.keyring).await?;
			readers.present = Keyring::decode(&bytes)?.readers().copied().collect();
		}
		for (who, user) in self.desk.ledger.users().await? {
			let reads = user.role.can_request() && !own.excluded.contains(&who);
			if who != me && (!reads || self.desk.ledger.situation(who).await?.frozen.is_some()) {
				continue;
			}
			match self.desk.verified_keys(self.notes, who).await {
				Ok(keys) => readers.admitted.push((who, keys.enc_pk)),
				Err(error) if who == me => return Err(error),
				Err(Error::Ledger(error)) => return Err(error.into()),
				Err(_) => readers.unusable.push(who),
			}
		}
		Ok(readers)
	}

	/// Number and epoch of the next publication: above all that readers may have seen, whatever the chain has forgotten.
	async fn title(
		&self,
		facility: AccountId,
		own: &Own,
		pointer: Option<&Pointer>,
		new_key: bool,
	) -> Result<Title, Error> {
		let last = match pointer {
			Some(pointer) => Some(pointer.number),
			None => Some(own.number).filter(|number| *number > 0),
		};
		let epoch = match pointer {
			Some(pointer) => pointer.epoch.saturating_add(u16::from(new_key)),
			None => own.epoch.saturating_add(1),
		};
		Ok(Title {
			scope: Scope {
				genesis: self.desk.genesis(),
				facility,
				epoch,
			},
			number: Title::next_number(last)?,
			made_at: self.desk.clock().await?,
			references: ReferenceKind::RecordId,
		})
	}

	/// Seals everything into memory. Of a facility with 1,000,000 entries that is 22 MB, where all of it is new.
	fn seal(
		&self,
		signer: &dyn Sign,
		plan: &Plan,
		key: &CatalogueKey,
		title: &Title,
		readers: &Readers,
	) -> Result<SealedCatalogue, Error> {
		let mut entropy = OsEntropy::new()?;
		let mut objects = InMemory::default();
		let manifest = plan.seal(key, title, &mut objects, &mut entropy)?;
		let unsigned = manifest.seal(key, &mut entropy)?;
		let commitment = unsigned.commitment();
		let signature = signer.sign(unsigned.message());
		let (manifest_cid, bytes) = unsigned.signed(&signature);
		objects.0.push((manifest_cid, bytes));
		let rows = manifest.rows.iter().map(|row| row.cid);
		let listed: Vec<Cid> = rows.chain([manifest_cid]).collect();
		let ring = KeyringTitle {
			scope: &title.scope,
			number: title.number,
			objects: &listed,
		};
		let keyring = seal_keyring(key, &ring, &readers.admitted, &mut entropy)?;
		let signature = signer.sign(keyring.message());
		let (keyring_cid, bytes) = keyring.signed(&signature);
		objects.0.push((keyring_cid, bytes));
		let locator = seal_locator(key, &title.scope, title.number, &manifest_cid, &mut entropy);
		Ok(SealedCatalogue {
			needed: listed.into_iter().chain([keyring_cid]).collect(),
			entries: manifest.entries(),
			blocks: manifest.rows.len(),
			objects: objects.0,
			commitment,
			call: Call::PublishCatalogue {
				epoch: title.scope.epoch,
				number: title.number,
				commitment,
				locator,
				keyring: keyring_cid.digest(),
			},
		})
	}

	/// Stores what was sealed, and registers it.
	async fn send(
		&self,
		signer: &dyn Sign,
		own: &mut Own,
		title: &Title,
		sealed: &SealedCatalogue,
		before: Option<BTreeSet<Cid>>,
	) -> Result<Delivered, Error> {
		let gone = before
			.into_iter()
			.flatten()
			.filter(|cid| !sealed.needed.contains(cid));
		// Objects of an earlier publication that never came to the chain can be removed once this one is there.
		let earlier = own.pending.take().map(|pending| pending.put).unwrap_or_default();
		own.pending = Some(Pending {
			number: title.number,
			commitment: sealed.commitment,
			put: sealed.objects.iter().map(|(cid, _)| cid.to_string()).collect(),
			drop: gone.map(|cid| cid.to_string()).chain(earlier).collect(),
		});
		own.keep(self.shelf)?;
		let total = sealed.objects.len() as u64;
		for (done, (cid, bytes)) in (0..).zip(&sealed.objects) {
			self.desk.advance(Step::Catalogue, done, total);
			let stored = self.store.put(Box::new(Cursor::new(bytes.clone()))).await?;
			if stored != *cid {
				let store = self.store.name();
				return Err(StoreError::Altered {
					store,
					cid: *cid,
					block: stored,
				}
				.into());
			}
			let _: Result<(), StoreError> = self.store.label(self.label_of(*cid)).await;
			self.shelf.put(cid, bytes)?;
		}
		self.desk.advance(Step::Catalogue, total, total);
		let delivered = self.desk.deliver(signer, &sealed.call).await?;
		(own.number, own.epoch) = (title.number, title.scope.epoch);
		if let Some(pending) = own.pending.take() {
			own.left.extend(pending.drop);
		}
		own.keep(self.shelf)?;
		Ok(delivered)
	}

	/// Has all hosts keep all of the catalogue, what was published before included: readers ask whichever they reach. Gives those that do not.
	async fn keep_everywhere(&self, needed: &BTreeSet<Cid>) -> Result<BTreeSet<String>, Error> {
		let mut lacking = BTreeSet::new();
		for cid in needed {
			lacking.extend(self.store.keep_everywhere(cid).await?);
		}
		Ok(lacking)
	}

	/// Says to hosts that an object is part of a catalogue, and of no record.
	fn label_of(&self, cid: Cid) -> Label {
		Label::new(&self.desk.genesis(), Owner::Catalogue, cid)
	}

	/// Removes from the store what is in no publication any more, and has it refused from then on. Gives how much could not be removed.
	async fn remove_old(&self, own: &mut Own, needed: &BTreeSet<Cid>) -> Result<usize, Error> {
		for cid in own.to_remove(needed) {
			let unlabelled = self.store.unlabel(self.label_of(cid)).await;
			// An object that was never stored counts as gone.
			let gone = matches!(
				self.store.remove(&cid).await,
				Ok(()) | Err(StoreError::Missing { .. })
			);
			// Barred, so that no copy brings it back. No later object can have this CID: no two sealings are alike.
			if gone && unlabelled.is_ok() && self.store.bar(&cid).await.is_ok() {
				own.left.remove(&cid.to_string());
				self.shelf.drop_object(&cid);
			}
		}
		own.left
			.retain(|cid| !needed.iter().any(|needed| needed.to_string() == *cid));
		own.keep(self.shelf)?;
		Ok(own.left.len())
	}
}

/// Whether a catalogue that does not open is lost or damaged, so that all of it is sealed again. A store that is only away is waited for.
fn is_lost(error: &Error) -> bool {
	match error {
		Error::Catalogue(_) => true,
		Error::Store(error) => matches!(
			error,
			StoreError::Missing { .. }
				| StoreError::Incomplete { .. }
				| StoreError::Altered { .. }
				| StoreError::Truncated { .. }
				| StoreError::NotFetched { .. }
				| StoreError::Barred { .. }
		),
		_ => false,
	}
}

/// Whether a record of this facility may be found.
pub(crate) fn may_be_found(record: &Record, facility: AccountId) -> bool {
	record.uploader == facility && record.searchable && record.standing() == RecordStatus::Active
}

/// Objects in memory.
#[derive(Default)]
struct InMemory(Vec<(Cid, Vec<u8>)>);

impl medquorum_catalogue::ports::Sink for InMemory {
	fn put(&mut self, cid: Cid, bytes: Vec<u8>) -> Result<(), medquorum_core::ports::PortError> {
		self.0.push((cid, bytes));
		Ok(())
	}
}
