//! A ceremony with real keystores over a folder: it founds a committee that works; whoever loses a machine, is killed or leaves in
//! between leaves nothing usable behind.

use crate::common::{ceremony::*, *};
use medquorum_client::{
	error::{CeremonyError, CommitteeError, Error},
	ledger::Call,
	trust::ceremony::{Phase, Stage},
};
use std::fs;

#[tokio::test]
async fn four_people_over_a_folder_found_a_committee_that_works() {
	let world = World::new().await;
	let folder = Folder::new(&world, "ceremony");
	start(&world, &folder, 1, 3).await;
	for stage in [Stage::Join, Stage::Deal] {
		all(&world, &folder, stage).await;
		assert!(world.admins.iter().all(|person| held(person) == (true, false)));
	}
	all(&world, &folder, Stage::Certify).await;
	assert!(world.admins.iter().all(|person| held(person) == (false, true)));
	let board = folder.board();
	assert_eq!(board.phase(), Phase::Complete);
	let place = world.place(&world.facility);
	let call = place.committee_maker().set_founded_call(&board, false).unwrap();
	assert!(matches!(
		call,
		Call::SetCommittee {
			key_id: NEW,
			k: 3,
			..
		}
	));
	world.ledger.govern(&call).unwrap();

	it_works(&world).await;
	it_is_in_use(&world, &folder).await;
}

/// The facility uploads for it, three of its administrators approve, and the clinician opens the record.
async fn it_works(world: &World) {
	let place = world.place(&world.facility);
	let view = place.observer().committee_view(NEW).await.unwrap();
	assert_eq!((view.certificates, view.development), (4, false));
	let mut trust = world.trust.clone();
	trust.committees.insert(NEW, view.pin);
	let place = place.believing(&trust);
	let options = UploadOptions {
		key_id: NEW,
		..world.options()
	};
	let uploading = place.uploader();
	let uploaded = uploading
		.upload(&world.facility.signer, source(SCAN), &options)
		.await
		.unwrap();
	let id = world.request(&world.clinician, uploaded.record_id).await;
	for admin in [ALICE, CHARLIE, DAVE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	let downloaded = world.download(&world.clinician, id, CspSource::Consent);
	downloaded.await.unwrap();
	assert_eq!(fs::read(world.target()).unwrap(), SCAN);
}

/// Nobody certifies, leaves or starts it again.
async fn it_is_in_use(world: &World, folder: &Folder) {
	for person in [&world.admins[ALICE], &world.admins[BOB]] {
		for result in [
			step(world, person, folder, Stage::Certify).await,
			abort(world, person, folder).await,
		] {
			assert!(matches!(
				result,
				Err(Error::Committee(CommitteeError::SetAlready { .. }))
			));
		}
	}
	let maker = world.place(&world.facility).committee_maker();
	let again = maker
		.start_ceremony(&world.facility.signer, NEW, 2, 3, seats(world))
		.await;
	assert!(matches!(
		again,
		Err(Error::Committee(CommitteeError::Exists(NEW)))
	));
}

#[tokio::test]
async fn whoever_is_killed_before_a_file_is_written_writes_the_same_one() {
	let world = World::new().await;
	let folder = Folder::new(&world, "ceremony");
	start(&world, &folder, 1, 3).await;
	for stage in [Stage::Join, Stage::Deal, Stage::Certify] {
		for person in &world.admins {
			// The keystore has it, the folder does not.
			let lost = step(&world, person, &folder, stage).await.unwrap();
			let again = step(&world, person, &folder, stage).await.unwrap();
			assert_eq!(again, lost, "{stage:?}");
			folder.put(&again);
			let once_more = step(&world, person, &folder, stage).await;
			match stage {
				Stage::Deal => assert_eq!(why(once_more), CeremonyError::DealtAlready(1)),
				Stage::Join | Stage::Certify | Stage::HandOver => assert_eq!(once_more.unwrap(), lost),
			}
		}
	}
	assert_eq!(folder.board().phase(), Phase::Complete);
	// What comes before is over.
	let alice = &world.admins[ALICE];
	for stage in [Stage::Join, Stage::Deal] {
		let late = step(&world, alice, &folder, stage).await;
		assert_eq!(why(late), CeremonyError::CertifiedAlready(1));
	}
}

#[tokio::test]
async fn nobody_deals_twice_in_an_attempt_whatever_the_others_do() {
	let world = World::new().await;
	let folder = Folder::new(&world, "ceremony");
	start(&world, &folder, 1, 3).await;
	all(&world, &folder, Stage::Join).await;
	let alice = &world.admins[ALICE];
	let dealt = step(&world, alice, &folder, Stage::Deal).await.unwrap();
	// Dave loses his keystore and joins again: Alice's deal is for the key that is gone.
	let dave = Person::new("//Dave", 4);
	folder.remove("join-4.json");
	folder.put(&step(&world, &dave, &folder, Stage::Join).await.unwrap());
	let again = step(&world, alice, &folder, Stage::Deal).await;
	assert_eq!(why(again), CeremonyError::DealtForOthers(1));
	// Her deal for the old one is no deal for the new one.
	folder.put(&dealt);
	let who = alice.account();
	let bob = step(&world, &world.admins[BOB], &folder, Stage::Deal).await;
	assert_eq!(why(bob), CeremonyError::OtherJoins { what: "deal", who });
}

#[tokio::test]
async fn a_lost_keystore_ends_the_attempt_and_the_next_one_works() {
	let world = World::new().await;
	let folder = Folder::new(&world, "first");
	start(&world, &folder, 1, 3).await;
	all(&world, &folder, Stage::Join).await;
	all(&world, &folder, Stage::Deal).await;
	let mut world = world;
	world.admins[DAVE] = Person::new("//Dave", 4);
	let dave = &world.admins[DAVE];
	let lost = step(&world, dave, &folder, Stage::Certify).await;
	assert_eq!(why(lost), CeremonyError::NoSecret(1));
	// Alice has certified already. Dave leaves, then everybody.
	folder.put(
		&step(&world, &world.admins[ALICE], &folder, Stage::Certify)
			.await
			.unwrap(),
	);
	assert_eq!(held(&world.admins[ALICE]), (false, true));
	let left = abort(&world, dave, &folder).await.unwrap();
	assert_eq!(left.name, "complaint-4.json");
	folder.put(&left);
	let late = step(&world, &world.admins[BOB], &folder, Stage::Certify).await;
	assert_eq!(why(late), CeremonyError::Over(dave.account()));

	let second = Folder::new(&world, "second");
	start(&world, &second, 2, 3).await;
	let still = step(&world, &world.admins[BOB], &second, Stage::Join).await;
	assert_eq!(why(still), CeremonyError::StillIn(1));
	for person in &world.admins {
		let complaint = abort(&world, person, &folder).await.unwrap();
		assert_eq!(
			abort(&world, person, &folder).await.unwrap(),
			complaint,
			"the same again"
		);
		folder.put(&complaint);
		// Nothing usable is left, but for the share that Alice has certified: that it never counts is for the chain to say.
		let certified = person.account() == world.admins[ALICE].account();
		assert_eq!(held(person), (false, certified));
	}
	// Even without the complaints on the table.
	for index in 1..=4 {
		folder.remove(&format!("complaint-{index}.json"));
	}
	for person in &world.admins {
		let back = step(&world, person, &folder, Stage::Join).await;
		assert_eq!(why(back), CeremonyError::Left(1));
	}
	for stage in [Stage::Join, Stage::Deal, Stage::Certify] {
		all(&world, &second, stage).await;
	}
	assert_eq!(second.board().phase(), Phase::Complete);
	// Nobody goes back.
	let older = step(&world, &world.admins[BOB], &folder, Stage::Join).await;
	assert_eq!(why(older), CeremonyError::OlderAttempt { newest: 2, found: 1 });
	let maker = world.place(dave).committee_maker();
	let call = maker.set_founded_call(&second.board(), false).unwrap();
	world.ledger.govern(&call).unwrap();
}

#[tokio::test]
async fn a_complete_ceremony_is_not_left() {
	let world = World::new().await;
	let folder = Folder::new(&world, "ceremony");
	start(&world, &folder, 1, 3).await;
	for stage in [Stage::Join, Stage::Deal, Stage::Certify] {
		all(&world, &folder, stage).await;
	}
	let alice = &world.admins[ALICE];
	assert_eq!(why(abort(&world, alice, &folder).await), CeremonyError::Complete);
	assert_eq!(held(alice), (false, true));
}
