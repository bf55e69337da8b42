//! An epoch that was certified and never set is shown by a node, and ends no share of the one in force.

use crate::common::{ceremony::*, lying::LyingLedger, *};
use medquorum_client::{
	domain::*,
	error::{Error, TrustError},
	keystore::AdminShare,
	ledger::Sign as _,
	ports::Journal as _,
	trust::ceremony::Stage,
};
use std::fmt::Debug;

/// The key goes from Alice, Bob and Charlie to Bob, Charlie, Dave and this person: all have certified that, and nobody has handed it over. With
/// the committee that they certified.
async fn certified<'a>(world: &'a World, grace: &'a Person) -> (Change<'a>, Folder, Committee) {
	let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	let change = Change {
		dealers: vec![alice, bob, charlie],
		new: vec![bob, charlie, dave, grace],
		k: 3,
	};
	let folder = Folder::new(world, "change");
	change.start(world, &folder, 1).await.unwrap();
	for stage in [Stage::Join, Stage::Deal, Stage::Certify] {
		change.all(world, &folder, stage).await;
	}
	let maker = world.place(alice).committee_maker();
	let board = maker.ceremony(&folder.files()).await.unwrap();
	let mut committee = board.founded().unwrap().committee;
	let message = memory_ledger::certificate(&GENESIS, KEY, &committee);
	for (admin, person) in committee.admins.iter_mut().zip(&change.new) {
		admin.cert = Signature::Sr25519(person.signer.sign(&message));
	}
	(change, folder, committee)
}

/// From now on the node shows this committee.
fn shows(world: &World, committee: &Committee) -> Committee {
	let shown = world
		.ledger
		.with(|state| state.committees.insert(KEY, committee.clone()));
	shown.unwrap()
}

async fn approve(world: &World, person: &Person, id: RequestId) -> Result<Delivered, Error> {
	approve_over(world.place(person), person, id).await
}

fn unproven<T: Debug>(refused: Result<T, Error>) {
	assert!(
		matches!(
			refused,
			Err(Error::Trust(TrustError::EpochUnproven {
				key_id: KEY,
				epoch: 2,
				held: 1
			}))
		),
		"{refused:?}"
	);
}

/// What every command does first.
async fn any_command(world: &World, person: &Person) {
	world
		.place(person)
		.administrator()
		.note_epochs([KEY])
		.await
		.unwrap();
	forget_ended_epochs(&person.keystore, &person.journal).unwrap();
}

/// The epoch of each share.
fn shares_of(person: &Person) -> Vec<Epoch> {
	let of = |shares: &[AdminShare]| shares.iter().map(|share| share.epoch).collect();
	person.keystore.read(|secrets| of(&secrets.admin_shares)).unwrap()
}

/// Nothing has ended for them, and nothing was sent.
async fn assert_unmoved(world: &World, people: [&Person; 2]) {
	assert_eq!(world.ledger.with(|state| state.votes.len()), 0);
	for person in people {
		any_command(world, person).await;
		assert_eq!(person.journal.epochs().unwrap(), [(KEY, 1)]);
		assert_eq!(shares_of(person), [1, 2]);
	}
}

#[tokio::test]
async fn no_request_of_an_unproven_epoch_is_approved_while_an_older_share_is_held() {
	let mut world = World::new().await;
	let record = world.upload(SCAN).await.record_id;
	world.trust.committees.clear();
	let grace = Person::new("//Grace", 23);
	let (change, folder, unset) = certified(&world, &grace).await;
	let [bob, dave] = [BOB, DAVE].map(|at| &world.admins[at]);

	let in_force = shows(&world, &unset);
	let asked = world.request(&world.clinician, record).await;
	for person in [bob, dave] {
		unproven(approve(&world, person, asked).await);
		let administrator = world.place(person).administrator();
		let shown = administrator.check_request(person.account(), asked).await;
		let many = [shown.unwrap()];
		unproven(
			administrator
				.approve_many(&person.signer, &person.keystore, &many)
				.await,
		);
	}
	assert_unmoved(&world, [bob, dave]).await;
	// Whoever holds none has nothing to lose by it.
	approve(&world, &grace, asked).await.unwrap();
	assert_eq!(shares_of(&grace), [2]);

	// The control: in the epoch in force, and in the next one once the key has been handed over.
	shows(&world, &in_force);
	let asked = world.request(&world.clinician, record).await;
	approve(&world, bob, asked).await.unwrap();
	assert_eq!(shares_of(bob), [1, 2]);
	change.all(&world, &folder, Stage::HandOver).await;
	let maker = world.place(bob).committee_maker();
	let board = maker.ceremony(&folder.files()).await.unwrap();
	world
		.ledger
		.govern(&maker.set_founded_call(&board, true).unwrap())
		.unwrap();
	let asked = world.request(&world.clinician, record).await;
	approve(&world, bob, asked).await.unwrap();
	assert_eq!(shares_of(bob), [2]);
	// Dave's client has certified nothing before this, so that he has to do what the error says.
	unproven(approve(&world, dave, asked).await);
	let mut trust = world.trust.clone();
	trust
		.committees
		.insert(KEY, CommitteePin::of(&board.certified().unwrap()).unwrap());
	let trusting = world.place(dave).believing(&trust);
	approve_over(trusting, dave, asked).await.unwrap();
	assert_eq!(shares_of(dave), [2]);
}

/// To deal from an epoch, or to certify the one after it, notes that it has begun.
#[tokio::test]
async fn no_key_is_passed_on_from_an_unproven_epoch_while_an_older_share_is_held() {
	let mut world = World::new().await;
	world.trust.committees.clear();
	let grace = Person::new("//Grace", 23);
	let (_, _, unset) = certified(&world, &grace).await;
	shows(&world, &unset);
	let [bob, charlie, dave] = [BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	let next = Change {
		dealers: vec![bob, charlie, dave],
		new: vec![bob, charlie, dave, &grace],
		k: 3,
	};
	let folder = Folder::new(&world, "next");
	next.start(&world, &folder, 1).await.unwrap();
	next.all(&world, &folder, Stage::Join).await;
	for person in [bob, dave] {
		unproven(step(&world, person, &folder, Stage::Deal).await);
	}
	assert_unmoved(&world, [bob, dave]).await;
}

/// A rejection is made of what a node shows, unchecked: it reveals nothing, and must end nothing.
#[tokio::test]
async fn a_rejection_ends_no_epoch() {
	let world = World::new().await;
	let record = world.upload(SCAN).await.record_id;
	let rejected = world.request(&world.clinician, record).await;
	let alice = &world.admins[ALICE];
	let mut liar = LyingLedger::new(&world.ledger);
	liar.committee = Some(Box::new(|committee| committee.epoch = 4_000_000_000));
	liar.request = Some(Box::new(|request| request.epoch = 4_000_000_000));
	let administrator = world.place_over(&liar, alice).administrator();
	let reason = RejectionReason::NotJustified;
	administrator
		.reject(&alice.signer, Some(&alice.keystore), rejected, reason)
		.await
		.unwrap();
	assert_eq!(alice.journal.epochs().unwrap(), []);
	let asked = world.request(&world.clinician, record).await;
	world.approve(ALICE, asked).await.unwrap();
	any_command(&world, alice).await;
	assert_eq!(shares_of(alice), [1]);
}
