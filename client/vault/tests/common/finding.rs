//! What tests of catalogues share: uploads that may be found, publishing, synchronizing, searching.

use super::*;
use medquorum_client::{
	domain::*,
	error::Error,
	ledger::Ledger,
	search::{Listing, Quarter, Query, SearchOutcome, diseases, search},
};
use std::path::PathBuf;

pub const NOW: u64 = 1_800_000_000_000;

/// What is listed of a CT of the second quarter of 2024.
pub fn listing(code: &str) -> Listing {
	Listing {
		diseases: diseases(&[code.to_owned()]).unwrap(),
		quarter: Quarter::since("2024-Q2").unwrap(),
		modality: "CT".parse().unwrap(),
	}
}

/// Where somebody holds objects of catalogues.
pub fn held(person: &Person) -> PathBuf {
	person
		.home()
		.join("catalogue")
		.join(&hex::encode(GENESIS)[..16])
		.join("held")
}

/// Uploads a record with a disease, which its patient lets be found.
pub async fn upload(world: &World, code: &str) -> RecordId {
	let mut source = source(SCAN);
	source.info.listing = Some(listing(code));
	let options = UploadOptions {
		searchable: true,
		..world.options()
	};
	let facility = &world.facility;
	let uploader = world.place(facility).uploader();
	uploader
		.upload(&facility.signer, source, &options)
		.await
		.unwrap()
		.record_id
}

/// A world whose patient lets uploads be listed.
pub async fn world() -> World {
	let world = World::new().await;
	let patient = &world.patient;
	let place = world.place(patient);
	place
		.patient()
		.set_search_directive(&patient.signer, true)
		.await
		.unwrap();
	world
}

/// The facility publishes.
pub async fn publish(world: &World) -> Result<Publication, Error> {
	publish_from(world.place(&world.facility), Shrink::Refuse).await
}

/// Publishes over another node or store.
pub async fn publish_from(place: Place<'_>, shrink: Shrink) -> Result<Publication, Error> {
	let person = place.person;
	let shelf = shelf(person);
	let cataloguer = place.cataloguer(&shelf);
	cataloguer.publish(&person.signer, &person.keystore, shrink).await
}

/// Synchronizes over another node, and tells of the one facility.
pub async fn sync_over(world: &World, ledger: &dyn Ledger, person: &Person) -> Result<Fresh, Error> {
	let done = sync_from(world.place_over(ledger, person)).await?;
	done.into_iter().next().expect("one facility publishes").outcome
}

/// Synchronizes over another node or store.
pub async fn sync_from(place: Place<'_>) -> Result<Vec<Synchronized>, Error> {
	let person = place.person;
	let shelf = shelf(person);
	let searcher = place.searcher(&shelf);
	searcher.sync(person.account(), &person.keystore).await
}

/// The clinician synchronizes.
pub async fn sync(world: &World) -> Result<Fresh, Error> {
	sync_over(world, &world.ledger, &world.clinician).await
}

/// Searches what somebody holds.
pub fn find(person: &Person, code: &str) -> Result<SearchOutcome, Error> {
	let query = Query {
		diseases: vec![code.parse().unwrap()],
		..Query::default()
	};
	search(
		&shelf(person),
		&GENESIS,
		person.account(),
		&person.keystore,
		&query,
		NOW,
	)
}

/// The records that the clinician finds; everything is searched.
pub fn found(world: &World, code: &str) -> Vec<RecordId> {
	let found = find(&world.clinician, code).unwrap();
	assert!(found.closed.is_empty() && found.answer.troubles.is_empty());
	found
		.answer
		.hits
		.iter()
		.map(|hit| RecordId(hit.reference))
		.collect()
}
