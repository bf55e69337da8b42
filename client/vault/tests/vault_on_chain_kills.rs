//! Whoever is killed in a ceremony over the chain, at any step and whatever it is for, types the same command again: the same goes out, and
//! nothing twice.

use crate::common::{
	ceremony::{NEW, held, why},
	lying::LyingLedger,
	on_chain::*,
	*,
};
use medquorum_client::{
	domain::*,
	error::CeremonyError,
	ledger::{Call, Ledger as _},
};

/// A node that hands over no call, so that it is as if the process had died before.
fn silent(world: &World) -> LyingLedger<'_> {
	let mut silent = LyingLedger::new(&world.ledger);
	silent.refuses_calls = true;
	silent
}

/// A node that carries calls out and does not say so, so that it is as if the process had died after.
fn deaf(world: &World) -> LyingLedger<'_> {
	let mut deaf = LyingLedger::new(&world.ledger);
	deaf.denies_calls = true;
	deaf
}

fn calls(ledger: LyingLedger<'_>) -> Vec<Call> {
	ledger.sent.into_inner().unwrap()
}

/// Somebody does what is next, and is killed in it before the call has left and before anybody heard of it. Gives the step, unless there is
/// none but to wait.
async fn killed(world: &World, person: &Person, key_id: KeyId) -> Option<NextStep> {
	let maker = world.place(person).committee_maker();
	let seen = maker.on_chain(key_id).await.unwrap()?;
	let step = maker
		.next_step(&seen, person.account(), &person.keystore)
		.unwrap();
	if waits(&step) {
		return None;
	}
	if matches!(step, NextStep::NewAttempt(_)) {
		for _ in 0..2 {
			let left = act_over(world, &world.ledger, person, &step, &seen).await;
			assert!(left.unwrap().is_none());
		}
		return Some(step);
	}
	let before = silent(world);
	let lost = act_over(world, &before, person, &step, &seen).await;
	assert!(lost.is_err(), "{step:?}");
	assert_eq!(to_do(world, person, key_id).await, step);
	let after = deaf(world);
	let unheard = act_over(world, &after, person, &step, &seen).await;
	assert!(unheard.unwrap().is_none(), "it is there: {step:?}");
	let (first, second) = (calls(before), calls(after));
	assert_eq!(ceremony_calls(&second), 1, "{step:?}");
	// Signatures of nothing secret are not kept, and no two are alike.
	if !matches!(step, NextStep::HandOver | NextStep::Complain(_)) {
		assert_eq!(first, second, "{step:?}");
	}
	Some(step)
}

/// Everybody is, at every step, until nobody has anything left to do. Gives the steps.
async fn all_are_killed(world: &World, people: &[&Person], key_id: KeyId) -> Vec<NextStep> {
	let mut steps = Vec::new();
	loop {
		let before = steps.len();
		for person in people {
			steps.extend(killed(world, person, key_id).await);
		}
		if steps.len() == before {
			return steps;
		}
	}
}

fn times(steps: &[NextStep], step: &NextStep) -> usize {
	steps.iter().filter(|done| *done == step).count()
}

/// Each of these people has one share for an epoch, and it is the one that the chain lists, or will.
async fn all_have_their_shares(world: &World, people: &[&Person], (key_id, epoch): (KeyId, Epoch)) {
	let lineage = world.ledger.lineage(key_id).await.unwrap();
	let committee = lineage.at(epoch).unwrap();
	for person in people {
		let own = committee.admin(&person.account()).unwrap();
		let listed = person.keystore.read(|secrets| {
			let shares: Vec<_> = secrets.shares_of(key_id, epoch).collect();
			let [share] = shares[..] else {
				return false;
			};
			medquorum_client::rules::answer::listed_share(share, own).is_some()
		});
		assert!(listed.unwrap());
	}
}

#[tokio::test]
async fn founders_who_are_killed_at_every_step_found_a_committee() {
	let world = World::new().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	open(&world, &founding(&admins, 3)).await;
	let steps = all_are_killed(&world, &admins, NEW).await;
	for step in [NextStep::Join, NextStep::Deal, NextStep::Certify] {
		assert_eq!(times(&steps, &step), 4, "{step:?}");
	}
	assert_eq!(times(&steps, &NextStep::Activate), 1);
	assert_eq!(outcome(&world), "Activated");
	all_have_their_shares(&world, &admins, (NEW, 1)).await;
}

#[tokio::test]
async fn a_key_is_passed_on_by_people_who_are_killed_at_every_step() {
	let world = World::new().await;
	let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	let two = Person::new("//Two", 9);
	let new = NewCeremony {
		key_id: KEY,
		..founding(&[bob, charlie, dave, &two], 3)
	};
	open(&world, &new).await;
	let steps = all_are_killed(&world, &[alice, bob, charlie, dave, &two], KEY).await;
	for (step, people) in [
		(NextStep::Join, 4),
		(NextStep::Deal, 3),
		(NextStep::Certify, 4),
		(NextStep::HandOver, 3),
		(NextStep::Activate, 1),
	] {
		assert_eq!(times(&steps, &step), people, "{step:?}");
	}
	assert_eq!(outcome(&world), "Activated");
	all_have_their_shares(&world, &[bob, charlie, dave, &two], (KEY, 2)).await;
	// What answers requests until then is there.
	all_have_their_shares(&world, &[alice, bob, charlie, dave], (KEY, 1)).await;
}

#[tokio::test]
async fn who_complains_and_who_answers_may_be_killed_in_it() {
	let world = with_a_bad_box().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	let steps = all_are_killed(&world, &admins, NEW).await;
	for (step, people) in [
		(NextStep::Complain(1), 1),
		(NextStep::Answer(4), 1),
		(NextStep::Certify, 4),
		(NextStep::Activate, 1),
	] {
		assert_eq!(times(&steps, &step), people, "{step:?}");
	}
	assert_eq!(outcome(&world), "Activated");
	all_have_their_shares(&world, &admins, (NEW, 1)).await;
}

#[tokio::test]
async fn attempts_that_end_end_once_and_the_next_one_works() {
	let world = World::new().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	let [alice, bob, dave] = [ALICE, BOB, DAVE].map(|at| admins[at]);
	open(&world, &founding(&admins, 3)).await;
	assert_eq!(killed(&world, alice, NEW).await, Some(NextStep::Join));
	world.ledger.pass(WINDOWS.join + 1);
	assert_eq!(killed(&world, bob, NEW).await, Some(NextStep::Expire));
	assert_eq!(outcome(&world), "Silent(Join, 2, 3, 4)");

	open(&world, &founding(&admins, 3)).await;
	assert_eq!(killed(&world, alice, NEW).await, Some(NextStep::NewAttempt(1)));
	for person in &admins {
		assert_eq!(killed(&world, person, NEW).await, Some(NextStep::Join));
	}
	assert_eq!(killed(&world, dave, NEW).await, Some(NextStep::Deal));
	// Dave leaves: his secrets are gone before the call is, and he types it again.
	let seen = see(&world, dave, NEW).await;
	for (ledger, sent) in [(silent(&world), false), (deaf(&world), true)] {
		let maker = world.place_over(&ledger, dave).committee_maker();
		let left = maker.leave_on_chain(&dave.signer, &dave.keystore, &seen).await;
		assert_eq!(left.is_ok(), sent);
		assert_eq!((held(dave), keeps(dave)), ((false, false), 0));
		assert_eq!(why(next(&world, dave, &seen)), CeremonyError::Left(2));
	}
	assert_eq!(outcome(&world), "Left(4)");

	open(&world, &founding(&admins, 3)).await;
	let steps = all_are_killed(&world, &admins, NEW).await;
	assert_eq!(times(&steps, &NextStep::NewAttempt(2)), 3);
	assert_eq!(outcome(&world), "Activated");
	all_have_their_shares(&world, &admins, (NEW, 1)).await;
}
