//! The search itself: over what is held, without a node and without a store.

use super::{SearchError, Shelf, live::Lookups};
use crate::error::Error;
use medquorum_catalogue::{
	Catalogue, CatalogueError, Scope,
	keyring::Keyring,
	manifest::open_manifest,
	search::{Hits, Query},
};
use medquorum_core::{domain::*, error::KeyError, ports::SecretStore, rules::registration::enc_secret};
use medquorum_envelope::{Cid, EncSecret};

/// Milliseconds of a moment of the chain's clock.
const MOMENT: u64 = 6_000;

/// What a search found.
pub struct SearchOutcome {
	/// Hits, newest first, and what could not be searched.
	pub answer: Hits,
	/// Facilities whose catalogue could not be opened.
	pub closed: Vec<(AccountId, Error)>,
	/// When the last synchronization was: milliseconds since 1970.
	pub synced_at: u64,
}

/// Searches what is held. It reads files of this home, and sends nothing anywhere: neither node nor store learn of it.
///
/// `now` is this machine's time in milliseconds since 1970; by it a catalogue's age is told.
///
/// # Errors
/// When nothing is held, or the key to which catalogues are sealed is missing. One catalogue that does not open is told in the answer.
pub fn search(
	shelf: &Shelf,
	genesis: &Bytes32,
	reader: AccountId,
	secrets: &dyn SecretStore,
	query: &Query,
	now: u64,
) -> Result<SearchOutcome, Error> {
	let synced = shelf.synced()?;
	if synced.facilities.is_empty() {
		return Err(SearchError::NothingHeld.into());
	}
	let secret = secrets.read(enc_secret)?.ok_or(KeyError::NoEncryptionKey)?;
	let wanted = |facility: &AccountId| query.facilities.is_empty() || query.facilities.contains(facility);
	let (mut catalogues, mut closed) = (Vec::new(), Vec::new());
	for (facility, held) in synced.facilities.iter().filter(|(facility, _)| wanted(facility)) {
		let scope = Scope {
			genesis: *genesis,
			facility: *facility,
			epoch: held.epoch,
		};
		match open(shelf, held, &scope, &reader, &secret) {
			Ok(catalogue) => catalogues.push(catalogue),
			Err(error) => closed.push((*facility, error)),
		}
	}
	let passed = u32::try_from(now.saturating_sub(synced.time) / MOMENT).unwrap_or(u32::MAX);
	let lookups = Lookups::of(
		shelf,
		catalogues
			.iter()
			.map(|catalogue| &catalogue.manifest.scope.facility),
	);
	let clock = synced.clock.saturating_add(passed);
	let answer = medquorum_catalogue::search::search(&catalogues, shelf, &lookups, query, clock);
	closed.extend(lookups.failed());
	Ok(SearchOutcome {
		answer,
		closed,
		synced_at: synced.time,
	})
}

/// Opens a catalogue that is held.
pub(crate) fn open(
	shelf: &Shelf,
	held: &super::Held,
	scope: &Scope,
	reader: &AccountId,
	secret: &EncSecret,
) -> Result<Catalogue, Error> {
	let keyring = Keyring::decode(&object(shelf, &held.keyring)?)?;
	let key = keyring.open(scope, reader, secret)?;
	let sealed = object(shelf, &held.manifest)?;
	let manifest = open_manifest(&key, scope, held.number, &held.commitment, &sealed)?;
	Ok(Catalogue { manifest, key })
}

fn object(shelf: &Shelf, cid: &str) -> Result<Vec<u8>, Error> {
	let cid: Cid = cid.parse().map_err(|_| SearchError::NothingHeld)?;
	shelf
		.get(&cid)?
		.ok_or_else(|| CatalogueError::Missing(cid).into())
}
