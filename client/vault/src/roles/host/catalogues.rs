//! What former catalogues left on a host: it goes, and is denied from then on.
//!
//! A host cannot open a catalogue. Its keyring, which the chain names and the facility has signed, marks every object of the
//! publication. So an object goes only when a keyring of a former publication marked it. The present keyring of the same facility must
//! have been read and not mark it, nor may any other present one that can be read. And nothing here may give it to a record or another chain.

use super::{Claim, Claims, Pass, StorageHost, Witness};
use crate::{error::Error, keep::register::Listed, receipt::DutyError};
use medquorum_catalogue::{CatalogueError, Part, Scope, keyring::Keyring};
use medquorum_core::domain::{AccountId, Pointer};
use medquorum_envelope::{Cid, cid::Codec};
use medquorum_store::{Kept, Label};
use std::collections::{BTreeMap, BTreeSet};

/// What all nodes show of a facility's catalogue; `None` where it was withdrawn.
type Agreed = BTreeMap<AccountId, Option<Pointer>>;
/// Keyrings of present publications that were read.
type Rings = BTreeMap<AccountId, Keyring>;
/// Objects of former publications, and the facilities that listed each.
type FormerObjects = BTreeMap<Cid, BTreeSet<AccountId>>;
/// Objects that are certain to be needed by nobody, and the facility that listed each.
type Outdated = BTreeMap<Cid, AccountId>;

impl StorageHost<'_> {
	/// Removes and denies what no present catalogue needs.
	pub(super) async fn clear_catalogues(
		&self,
		kept: &Kept,
		claims: &Claims,
		pass: &mut Pass,
	) -> Result<(), Error> {
		let of_catalogue = |cid: &&Cid| claims.contains_key(*cid) && self.other_claim(cid, claims).is_none();
		let held: BTreeSet<Cid> = kept.objects.iter().filter(of_catalogue).copied().collect();
		let known: BTreeSet<AccountId> = self.register.listed().into_keys().collect();
		if held.is_empty() && known.is_empty() {
			return Ok(());
		}
		let agreed = self.agreed(&known, pass).await?;
		let mut rings = Rings::new();
		for (facility, pointer) in present(&agreed) {
			// Those that lie here tell whose the other objects are.
			if held.contains(&keyring_of(pointer))
				&& let Ok(ring) = self.keyring(facility, pointer).await
			{
				rings.insert(facility, ring);
			}
		}
		self.see_catalogues(&held, kept, &agreed, &rings).await?;
		let listed = self.register.listed();
		let is_unlisted = |cid: &&Cid| !listed.values().any(|objects| objects.contains_key(*cid));
		pass.unlisted = held.iter().filter(is_unlisted).copied().collect();
		let former = former(&listed, &agreed);
		if former.is_empty() {
			return Ok(());
		}
		self.read_others(&former, &agreed, &mut rings, pass).await;
		let going = self.outdated(&former, claims, &agreed, &rings, pass);
		self.remove_outdated(&going, kept, pass).await;
		Ok(())
	}

	/// The present catalogues on which all nodes agree. Those of `known` facilities on which they do not are named.
	async fn agreed(&self, known: &BTreeSet<AccountId>, pass: &mut Pass) -> Result<Agreed, Error> {
		let own: BTreeMap<AccountId, Pointer> = self.desk.ledger.catalogues().await?.into_iter().collect();
		let mut theirs: Vec<(&str, BTreeMap<AccountId, Pointer>)> = Vec::new();
		for Witness { name, ledger } in self.witnesses {
			theirs.push((*name, ledger.catalogues().await?.into_iter().collect()));
		}
		let mut agreed = Agreed::new();
		let all: BTreeSet<AccountId> = own.keys().chain(known).copied().collect();
		for facility in all {
			let pointer = own.get(&facility).copied();
			let other = theirs
				.iter()
				.find(|(_, other)| other.get(&facility).copied() != pointer);
			let Some((node, _)) = other else {
				agreed.insert(facility, pointer);
				continue;
			};
			if known.contains(&facility) {
				let node = (*node).to_owned();
				let why = DutyError::OtherCatalogue { facility, node };
				pass.undecided.push((facility, why.into()));
			}
		}
		Ok(agreed)
	}

	/// The keyring of a present publication, as the chain names it and the facility signed it.
	async fn keyring(&self, facility: AccountId, pointer: &Pointer) -> Result<Keyring, Error> {
		let cid = keyring_of(pointer);
		let bytes = self.host.read(&cid).await?;
		if !cid.matches(&bytes) {
			return Err(CatalogueError::Content(cid).into());
		}
		let ring = Keyring::decode(&bytes)?;
		ring.check(&Scope::of(pointer, &self.desk.genesis(), facility))?;
		if ring.number() != pointer.number {
			let other = CatalogueError::Other {
				part: Part::Keyring,
				what: "number",
			};
			return Err(other.into());
		}
		Ok(ring)
	}

	/// Notes whose the objects are, before anything goes: by the present keyrings, and by former ones that still lie here. One of a
	/// publication that is still to come tells nothing yet.
	async fn see_catalogues(
		&self,
		held: &BTreeSet<Cid>,
		kept: &Kept,
		agreed: &Agreed,
		rings: &Rings,
	) -> Result<(), Error> {
		let mut seen: Vec<(AccountId, u32, Cid)> = Vec::new();
		for (facility, pointer) in present(agreed) {
			let Some(ring) = rings.get(&facility) else {
				continue;
			};
			let own = keyring_of(pointer);
			let of_ring = held.iter().filter(|cid| **cid == own || ring.lists(cid));
			seen.extend(of_ring.map(|cid| (facility, pointer.number, *cid)));
		}
		let listed = self.register.listed();
		let mut known: BTreeSet<Cid> = listed.values().flat_map(BTreeMap::keys).copied().collect();
		known.extend(seen.iter().map(|(_, _, cid)| *cid));
		let mut others = Vec::new();
		for cid in held.difference(&known) {
			if self.register.is_no_keyring(cid) {
				continue;
			}
			// What cannot be read now is read at the next look.
			let Ok(bytes) = self.host.read(cid).await else {
				continue;
			};
			let Some((scope, ring)) = self.signed_keyring(&bytes) else {
				others.push(*cid);
				continue;
			};
			let pointer = agreed.get(&scope.facility).copied().flatten();
			if pointer.is_some_and(|pointer| ring.number() <= pointer.number) {
				let of_ring = held.iter().filter(|object| *object == cid || ring.lists(object));
				seen.extend(of_ring.map(|object| (scope.facility, ring.number(), *object)));
			}
		}
		self.register.list(&seen)?;
		self.register.no_keyrings(&others, &kept.objects)
	}

	/// A keyring that some facility signed for this chain.
	fn signed_keyring(&self, bytes: &[u8]) -> Option<(Scope, Keyring)> {
		let ring = Keyring::decode(bytes).ok()?;
		let scope = ring.scope(&self.desk.genesis());
		ring.check(&scope).ok()?;
		Some((scope, ring))
	}

	/// Reads the present keyrings that do not lie here. Facilities whose objects would go, and whose keyring cannot be read, are named.
	async fn read_others(&self, former: &FormerObjects, agreed: &Agreed, rings: &mut Rings, pass: &mut Pass) {
		let owners: BTreeSet<AccountId> = former.values().flatten().copied().collect();
		for (facility, pointer) in present(agreed) {
			if rings.contains_key(&facility) {
				continue;
			}
			match self.keyring(facility, pointer).await {
				Ok(ring) => {
					rings.insert(facility, ring);
				}
				Err(error) if owners.contains(&facility) => pass.undecided.push((facility, error)),
				// Without its keyring nobody reads that catalogue, and nothing of it was ever seen here.
				Err(_) => {}
			}
		}
	}

	/// To whom an object is also said to belong beside catalogues.
	fn other_claim(&self, cid: &Cid, claims: &Claims) -> Option<Claim> {
		let said = claims.get(cid).into_iter().flatten().copied();
		let noted = self.notes.owner(cid).map(Claim::Record);
		said.chain(noted).find(|claim| *claim != Claim::Catalogue)
	}

	/// Those of the former objects that are certain to be needed by nobody.
	fn outdated(
		&self,
		former: &FormerObjects,
		claims: &Claims,
		agreed: &Agreed,
		rings: &Rings,
		pass: &mut Pass,
	) -> Outdated {
		let keyrings: BTreeSet<Cid> = present(agreed).map(|(_, pointer)| keyring_of(pointer)).collect();
		let is_known = |facility: &AccountId| {
			let withdrawn = agreed.get(facility).is_some_and(Option::is_none);
			withdrawn || rings.contains_key(facility)
		};
		let mut going = Outdated::new();
		for (cid, owners) in former {
			let needed = keyrings.contains(cid) || rings.values().any(|ring| ring.lists(cid));
			let Some(facility) = owners.first().copied() else {
				continue;
			};
			if needed || !owners.iter().all(is_known) {
				continue;
			}
			let Some(other) = self.other_claim(cid, claims) else {
				going.insert(*cid, facility);
				continue;
			};
			let why = DutyError::CatalogueClaimed {
				cid: *cid,
				facility,
				other: other.words(),
			};
			pass.undecided.push((facility, why.into()));
		}
		going
	}

	/// Removes and denies; what fails is tried again at the next look.
	async fn remove_outdated(&self, going: &Outdated, kept: &Kept, pass: &mut Pass) {
		let Some(facility) = going.values().next().copied() else {
			return;
		};
		match self.purge_outdated(going, kept).await {
			Ok(removed) => {
				let named = removed.iter().filter_map(|cid| Some((*going.get(cid)?, *cid)));
				pass.outdated.extend(named);
			}
			Err(error) => pass.undecided.push((facility, error)),
		}
	}

	async fn purge_outdated(&self, going: &Outdated, kept: &Kept) -> Result<Vec<Cid>, Error> {
		let objects: BTreeSet<Cid> = going.keys().copied().collect();
		let labels = kept.labels.iter().filter(|label| objects.contains(&label.cid));
		let labels: BTreeSet<Label> = labels.copied().collect();
		let removed = self.host.purge(&objects, &labels).await?;
		self.host.deny(&objects).await?;
		self.register.unlist(&objects)?;
		Ok(removed)
	}
}

/// Where the keyring of a publication is.
fn keyring_of(pointer: &Pointer) -> Cid {
	Cid::new(Codec::Raw, pointer.keyring)
}

/// The facilities that have a catalogue, with what the chain says of it.
fn present(agreed: &Agreed) -> impl Iterator<Item = (AccountId, &Pointer)> {
	let all = agreed.iter();
	all.filter_map(|(facility, pointer)| Some((*facility, pointer.as_ref()?)))
}

/// What was listed, and by nothing newer than a former publication of each of its facilities.
fn former(listed: &Listed, agreed: &Agreed) -> FormerObjects {
	let is_over = |facility: &AccountId, number: u32| match agreed.get(facility) {
		None => false,
		Some(None) => true,
		Some(Some(pointer)) => number < pointer.number,
	};
	let mut former = FormerObjects::new();
	let mut needed = BTreeSet::new();
	for (facility, objects) in listed {
		for (cid, number) in objects {
			if is_over(facility, *number) {
				former.entry(*cid).or_default().insert(*facility);
			} else {
				needed.insert(*cid);
			}
		}
	}
	former.retain(|cid, _| !needed.contains(cid));
	former
}
