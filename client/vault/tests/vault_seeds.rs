//! One-time seeds and old shares: no try destroys another's seed, and none is kept for longer than it can serve.

use crate::common::{
	liars::{OF_REQUESTS, WAYS, fresh, liar},
	lying::LyingLedger,
	*,
};
use medquorum_client::{
	domain::*,
	error::{Error, LedgerError},
	keystore::{AdminShare, Secret},
};

fn seeds(person: &Person) -> usize {
	person
		.keystore
		.read(|secrets| secrets.request_seeds.len())
		.unwrap()
}

/// What the request needs to be opened, then the file.
async fn opens(world: &World, id: RequestId) {
	for admin in [ALICE, BOB, CHARLIE] {
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
		.place_over(&late, person)
		.requester()
		.request(
			&person.signer,
			&person.keystore,
			uploaded.record_id,
			Purpose::Treatment,
		)
		.await;
	assert!(matches!(lost, Err(Error::Ledger(LedgerError::Refused { name, .. })) if name == "WrongSeq"));
	assert_eq!(seeds(person), 2, "only the node says that the second was refused");
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
		let emitting = world.place_over(&late, person).emitting();
		for emit in [!made_first, made_first] {
			let place = if emit { emitting } else { world.place(person) };
			place
				.requester()
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
		.place(person)
		.requester()
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

/// Ids of the seeds in a keystore, in order.
fn held(person: &Person) -> Vec<RequestId> {
	let held = person.keystore.read(|secrets| {
		let seeds = secrets.request_seeds.iter();
		seeds.map(|seed| RequestId(seed.request_id)).collect()
	});
	held.unwrap()
}

#[tokio::test]
async fn seeds_of_requests_that_are_over_go_and_no_other() {
	let world = World::new().await;
	let person = &world.clinician;
	let record = world.upload(SCAN).await.record_id;
	let rejected = world.request(person, record).await;
	world.reject(ALICE, rejected).await.unwrap();
	world.reject(BOB, rejected).await.unwrap();
	let denied = world.request(person, record).await;
	let patient = &world.patient;
	world
		.place(patient)
		.patient()
		.deny(&patient.signer, denied)
		.await
		.unwrap();
	let [approved, expired] = [
		world.request(person, record).await,
		world.request(person, record).await,
	];
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, approved).await.unwrap();
	}
	world.ledger.pass(memory_ledger::TTL + 1);
	let place = world.place(person);
	let forgotten = place.requester().forget_old_seeds(&person.keystore).await;
	assert_eq!(forgotten.unwrap(), 0, "none is older than a request lasts");
	person.age_seeds();
	let open = world.request(person, record).await;
	assert_eq!(held(person), [approved, open]);
	assert!(!held(person).contains(&expired));
	// Erased with its record; a request that was seen is waited for until it would have run out.
	world.ledger.with(|state| state.requests.clear());
	assert_eq!(
		place
			.requester()
			.forget_old_seeds(&person.keystore)
			.await
			.unwrap(),
		1
	);
	assert_eq!(held(person), [open]);
	world.ledger.pass(memory_ledger::TTL + 1);
	person.age_seeds();
	assert_eq!(
		place
			.requester()
			.forget_old_seeds(&person.keystore)
			.await
			.unwrap(),
		1
	);
	assert_eq!(seeds(person), 0);
}

/// A seed that goes cannot be made again: whoever lost it asks all administrators once more.
#[tokio::test]
async fn no_node_makes_a_seed_go_that_is_younger_than_a_request_lasts() {
	for way in WAYS.into_iter().chain(OF_REQUESTS) {
		for approved in [true, false] {
			let world = World::new().await;
			let person = &world.clinician;
			let record = world.upload(SCAN).await.record_id;
			let id = world.request(person, record).await;
			let admins = [ALICE, BOB, CHARLIE];
			for admin in admins.into_iter().filter(|_| approved) {
				world.approve(admin, id).await.unwrap();
			}
			let fresh = fresh(&world).await;
			let liar = liar(way, &world.ledger, &fresh);
			let requester = world.place_over(&liar, person).requester();
			let _: Result<_, Error> = requester.desk.check_node().await;
			let _: Result<_, Error> = requester.forget_old_seeds(&person.keystore).await;
			// Asking again forgets old seeds as well.
			let _: Result<_, Error> = requester
				.request(&person.signer, &person.keystore, record, Purpose::Treatment)
				.await;
			assert!(held(person).contains(&id), "{way}");
			// As `medquorum config forget-blocks` does, when a node has claimed blocks that the chain does not have.
			person.blocks.forget(&GENESIS).unwrap();
			for admin in admins.into_iter().filter(|_| !approved) {
				world.approve(admin, id).await.unwrap();
			}
			world.consent(id).await.unwrap();
			let opened = world.download(person, id, CspSource::Consent).await;
			opened.unwrap_or_else(|error| panic!("{way}: {error}"));
		}
	}
}

#[tokio::test]
async fn seed_of_unknown_age_begins_to_age_when_it_is_seen() {
	let world = World::new().await;
	let person = &world.clinician;
	let record = world.upload(SCAN).await.record_id;
	let id = world.request(person, record).await;
	for admin in [ALICE, BOB] {
		world.reject(admin, id).await.unwrap();
	}
	let made = |change: fn(&mut Option<u64>)| {
		let made = person.keystore.update(|secrets| {
			let kept = &mut secrets.request_seeds[0].made;
			change(kept);
			*kept
		});
		made.unwrap()
	};
	made(|made| *made = None);
	let requester = world.place(person).requester();
	let forgotten = requester.forget_old_seeds(&person.keystore).await;
	assert_eq!((forgotten.unwrap(), held(person)), (0, vec![id]));
	assert!(made(|_| {}).is_some());
}

#[tokio::test]
async fn a_call_that_may_still_be_carried_out_keeps_its_seed() {
	let world = World::new().await;
	let person = &world.clinician;
	let record = world.upload(SCAN).await.record_id;
	let emitting = world.place(person).emitting();
	let id = emitting
		.requester()
		.request(&person.signer, &person.keystore, record, Purpose::Treatment)
		.await
		.unwrap()
		.request_id;
	world.ledger.pass(10 * memory_ledger::TTL);
	person.age_seeds();
	let place = world.place(person);
	let file = || std::fs::read(person.keystore.path()).unwrap();
	let before = file();
	assert_eq!(
		place
			.requester()
			.forget_old_seeds(&person.keystore)
			.await
			.unwrap(),
		0
	);
	assert_eq!(held(person), [id]);
	assert!(file() == before, "nothing to forget, nothing to write");
	// Another call took its number, and is gone.
	world.ledger.with(|state| state.seqs.insert(person.account(), 1));
	assert_eq!(
		place
			.requester()
			.forget_old_seeds(&person.keystore)
			.await
			.unwrap(),
		1
	);
}

#[tokio::test]
async fn closing_and_downloading_forget_what_is_over() {
	let world = World::new().await;
	let person = &world.clinician;
	let record = world.upload(SCAN).await.record_id;
	for download in [true, false] {
		let ids = [
			world.request(person, record).await,
			world.request(person, record).await,
		];
		world.reject(ALICE, ids[0]).await.unwrap();
		world.reject(BOB, ids[0]).await.unwrap();
		assert_eq!(held(person), ids);
		person.age_seeds();
		if download {
			opens(&world, ids[1]).await;
		} else {
			let place = world.place(person);
			place
				.requester()
				.close(&person.signer, &person.keystore, ids[1])
				.await
				.unwrap();
		}
		assert_eq!(seeds(person), 0);
	}
}

#[tokio::test]
async fn shares_of_former_epochs_go_before_the_first_approval_in_the_new_one() {
	let world = World::new().await;
	let record = world.upload(SCAN).await.record_id;
	let alice = &world.admins[ALICE];
	let share = |key_id, epoch| AdminShare {
		key_id,
		epoch,
		index: 1,
		share: Secret::from_bytes(&[1; 96]),
	};
	alice
		.keystore
		.update(|secrets| {
			secrets.put_admin_share(share(KEY, 0));
			secrets.put_admin_share(share(KEY, 2));
			secrets.put_admin_share(share(KEY + 1, 0));
		})
		.unwrap();
	let held = || {
		let held = alice.keystore.read(|secrets| {
			let shares = secrets.admin_shares.iter();
			shares
				.map(|share| (share.key_id, share.epoch))
				.collect::<Vec<_>>()
		});
		let mut held = held.unwrap();
		held.sort_unstable();
		held
	};
	let id = world.request(&world.clinician, record).await;
	world.ledger.with(|state| state.break_next = true);
	assert!(world.approve(ALICE, id).await.is_err());
	assert_eq!(held(), [(KEY, 1), (KEY, 2), (KEY + 1, 0)]);
	world.approve(ALICE, id).await.unwrap();
	assert_eq!(held(), [(KEY, 1), (KEY, 2), (KEY + 1, 0)]);
}
