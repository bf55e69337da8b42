//! One-time seeds: no try destroys another's.

mod common;

use common::{lying::LyingLedger, *};
use medquorum_client::{
	domain::*,
	error::{Error, LedgerError},
	vault::*,
};

fn seeds(person: &Person) -> usize {
	person
		.keystore
		.read(|secrets| secrets.request_seeds.len())
		.unwrap()
}

/// What the request needs to be opened, then the file.
async fn opens(world: &World, id: RequestId) {
	for admin in 0..3 {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	assert_eq!(std::fs::read(world.target()).unwrap(), SCAN);
}

#[tokio::test]
async fn a_run_that_loses_the_race_leaves_the_other_ones_seed() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let person = &world.clinician;
	let id = world.request(person, uploaded.record_id).await;
	// The second run read the counter before the first was in a block.
	let mut late = LyingLedger::new(&world.ledger);
	late.next_seq = Some(Box::new(|seq| *seq = 0));
	let lost = world
		.vault_over(&late, person)
		.request(
			&person.signer,
			&person.keystore,
			uploaded.record_id,
			Purpose::Treatment,
		)
		.await;
	assert!(matches!(lost, Err(Error::Ledger(LedgerError::Refused { name, .. })) if name == "WrongSeq"));
	assert_eq!(seeds(person), 1);
	opens(&world, id).await;
	assert_eq!(seeds(person), 0);
}

#[tokio::test]
async fn the_seed_of_a_call_handed_out_and_that_of_a_request_made_do_not_meet() {
	for made_first in [true, false] {
		let world = World::new().await;
		let uploaded = world.upload(SCAN).await;
		let person = &world.clinician;
		let mut late = LyingLedger::new(&world.ledger);
		late.next_seq = Some(Box::new(|seq| *seq = 0));
		let emitting = Vault {
			emit_calls: true,
			..world.vault_over(&late, person)
		};
		for emit in [!made_first, made_first] {
			let vault = if emit { emitting } else { world.vault(person) };
			vault
				.request(
					&person.signer,
					&person.keystore,
					uploaded.record_id,
					Purpose::Treatment,
				)
				.await
				.unwrap();
		}
		assert_eq!(seeds(person), 2);
		let id = world.ledger.with(|state| *state.requests.keys().next().unwrap());
		opens(&world, id).await;
		assert_eq!(seeds(person), 0, "with the request all its seeds are void");
	}
}

#[tokio::test]
async fn a_try_after_one_that_is_not_known_to_have_failed_keeps_both_seeds() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let person = &world.clinician;
	world.ledger.with(|state| state.break_next = true);
	let unknown = world
		.vault(person)
		.request(
			&person.signer,
			&person.keystore,
			uploaded.record_id,
			Purpose::Treatment,
		)
		.await;
	assert!(matches!(unknown, Err(Error::Ledger(LedgerError::Unknown(_)))));
	let id = world.request(person, uploaded.record_id).await;
	assert_eq!(seeds(person), 2);
	opens(&world, id).await;
}
