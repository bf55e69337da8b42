//! A ceremony with a coordinator who lies, files that change on the way, people who are not those they were, and a bad deal.

use crate::common::{ceremony::*, lying::LyingLedger, *};
use medquorum_client::{
	domain::*,
	error::{CeremonyError, Error, LookupError},
	ledger::Sign as _,
	trust::{
		self,
		ceremony::{CeremonyFile, Phase, Stage},
	},
};
use std::fs;

#[tokio::test]
async fn a_coordinator_who_shows_two_rules_is_found_before_anything_is_dealt() {
	let world = World::new().await;
	let [folder, other] = ["ceremony", "other"].map(|name| Folder::new(&world, name));
	start(&world, &folder, 1, 3).await;
	start(&world, &other, 1, 2).await;
	for person in &world.admins[..3] {
		folder.put(&step(&world, person, &folder, Stage::Join).await.unwrap());
	}
	let dave = &world.admins[DAVE];
	let joined = step(&world, dave, &other, Stage::Join).await.unwrap();
	folder.put(&joined);
	let refused = step(&world, &world.admins[ALICE], &folder, Stage::Deal).await;
	let (what, who) = ("join", dave.account());
	assert_eq!(why(refused), CeremonyError::OtherStart { what, who });
	// Nor does Dave take part in what the others agreed to under the same number.
	folder.remove("join-4.json");
	let exchanged = step(&world, dave, &folder, Stage::Join).await;
	assert_eq!(why(exchanged), CeremonyError::Exchanged(1));
}

#[tokio::test]
async fn other_chains_and_other_people_are_refused() {
	let world = World::new().await;
	let folder = Folder::new(&world, "ceremony");
	start(&world, &folder, 1, 3).await;
	let patient = &world.patient;
	let stranger = step(&world, patient, &folder, Stage::Join).await;
	assert_eq!(why(stranger), CeremonyError::NotYours(patient.account()));
	let elsewhere = trust::Trust {
		genesis: [0x22; 32],
		..world.trust.clone()
	};
	let place = world.place(&world.admins[ALICE]).believing(&elsewhere);
	let refused = place.committee_maker().ceremony(&folder.files()).await;
	let who = world.facility.account();
	assert_eq!(why(refused), CeremonyError::OtherChain { what: "start", who });
	let numbers = [(1, 4), (5, 4), (3, 2)];
	for (k, n) in numbers {
		let maker = world.place(&world.facility).committee_maker();
		let seats = seats(&world)[..n].to_vec();
		let refused = maker
			.start_ceremony(&world.facility.signer, NEW, 1, k, seats)
			.await;
		assert!(matches!(why(refused), CeremonyError::BadStart(_)));
	}
}

#[tokio::test]
async fn accounts_that_are_frozen_or_replaced_take_no_part() {
	for replaced in [false, true] {
		let world = World::new().await;
		let folder = Folder::new(&world, "ceremony");
		start(&world, &folder, 1, 3).await;
		all(&world, &folder, Stage::Join).await;
		let (bob, by) = (world.admins[BOB].account(), world.clinician.account());
		world.ledger.with(|state| {
			state.frozen.insert(bob, None);
			if replaced {
				state.replacements.insert(bob, by);
			}
		});
		let refused = step(&world, &world.admins[ALICE], &folder, Stage::Deal).await;
		match replaced {
			false => assert!(matches!(refused, Err(Error::Lookup(LookupError::Frozen(who))) if who == bob)),
			true => assert!(
				matches!(refused, Err(Error::Lookup(LookupError::Replaced { who, .. })) if who == bob)
			),
		}
		assert!(!held(&world.admins[ALICE]).1);
	}
}

#[tokio::test]
async fn files_that_change_while_a_person_compares_are_not_certified() {
	let world = World::new().await;
	let folder = Folder::new(&world, "ceremony");
	start(&world, &folder, 1, 3).await;
	all(&world, &folder, Stage::Join).await;
	all(&world, &folder, Stage::Deal).await;
	let mut confirmed = CommitteePin::of(&folder.board().founded().unwrap().committee).unwrap();
	confirmed.x[0] ^= 1;
	let alice = &world.admins[ALICE];
	let maker = world.place(alice).committee_maker();
	let changed = maker
		.certify_ceremony(&alice.signer, &alice.keystore, &folder.board(), &confirmed)
		.await;
	assert_eq!(why(changed), CeremonyError::Changed);
	assert_eq!(held(alice), (true, false));
	// A byte of a deal.
	let path = folder.0.join("deal-2.json");
	let text = fs::read_to_string(&path).unwrap();
	let at = text.find("\"deal\": \"0x").unwrap() + 20;
	let mut bytes = text.into_bytes();
	bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
	fs::write(&path, bytes).unwrap();
	let who = world.admins[BOB].account();
	let forged = step(&world, alice, &folder, Stage::Deal).await;
	assert_eq!(why(forged), CeremonyError::NotSigned { what: "deal", who });
	assert_eq!(held(alice), (true, false));
}

#[tokio::test]
async fn a_bad_box_is_complained_of_and_its_dealer_is_named_to_everybody() {
	let world = World::new().await;
	let folder = Folder::new(&world, "ceremony");
	start(&world, &folder, 1, 3).await;
	all(&world, &folder, Stage::Join).await;
	for person in &world.admins[1..] {
		folder.put(&step(&world, person, &folder, Stage::Deal).await.unwrap());
	}
	// Alice seals to Dave what she should have sealed to Charlie: her client would not.
	let alice = &world.admins[ALICE];
	let output = step(&world, alice, &folder, Stage::Deal).await.unwrap();
	let CeremonyFile::Deal(mut file) = CeremonyFile::read(&output.bytes).unwrap() else {
		unreachable!()
	};
	let boxes = 256;
	let (charlie, dave) = (boxes + 2 * 144, boxes + 3 * 144);
	file.content.deal.copy_within(charlie..dave, dave);
	let payload = resigned(
		&file.place,
		&alice.account(),
		&file.content.ceremony,
		&file.content.deal,
	);
	file.signature = Signature::Sr25519(alice.signer.sign(&payload));
	folder.put(&CeremonyFile::Deal(file).into());

	assert!(
		step(&world, &world.admins[BOB], &folder, Stage::Certify)
			.await
			.is_ok()
	);
	let dave = &world.admins[DAVE];
	let refused = step(&world, dave, &folder, Stage::Certify).await;
	assert_eq!(why(refused), CeremonyError::BadBox(alice.account()));
	assert_eq!(held(dave), (true, false));
	folder.put(&abort(&world, dave, &folder).await.unwrap());
	assert_eq!(held(dave), (false, false));
	let board = folder.board();
	assert_eq!(
		(board.phase(), board.culprit()),
		(Phase::Over(dave.account()), Some(alice.account()))
	);
	// Bob has certified it: his share stays, unless he says that it is to go.
	let bob = &world.admins[BOB];
	assert_eq!(held(bob), (false, true));
	let left = abort(&world, bob, &folder).await.unwrap();
	assert_eq!(held(bob), (false, true));
	let (maker, board) = (world.place(bob).committee_maker(), folder.board());
	let (signer, keystore) = (&bob.signer, &bob.keystore);
	let forgotten = maker.abort_ceremony(signer, keystore, &board, None, CertifiedShare::Forget);
	assert_eq!(forgotten.await.unwrap(), left);
	assert_eq!(held(bob), (false, false));
}

#[tokio::test]
async fn a_node_that_is_another_chain_or_behind_takes_no_part() {
	let world = World::new().await;
	let folder = Folder::new(&world, "ceremony");
	start(&world, &folder, 1, 3).await;
	let alice = &world.admins[ALICE];
	// It shows the committee as set, though it is not: Alice takes no part, and nothing is lost.
	let mut liar = LyingLedger::new(&world.ledger);
	liar.situation = Some(Box::new(|situation| {
		situation.replaced_by = Some(AccountId([9; 32]))
	}));
	let place = world.place_over(&liar, alice);
	let maker = place.committee_maker();
	let refused = maker
		.join_ceremony(&alice.signer, &alice.keystore, &folder.board())
		.await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::Replaced { .. }))
	));
	assert_eq!(held(alice), (false, false));
	liar.assert_silent();
}
