//! A node that lies about a ceremony on the chain: it makes nobody deal, certify, publish or delete what the true one would not, and the
//! control shows that it would have been done. A node can hide and delay.

use crate::common::{
	ceremony::{NEW, held, why},
	lying::LyingLedger,
	on_chain::*,
	*,
};
use medquorum_client::{
	domain::*,
	error::{CeremonyError, Error, OnChainError},
	ledger::Ledger as _,
	roles::{NextStep, OnChain},
	trust::ceremony::Stage,
	views::CeremonyDue,
};

type Change = Box<dyn Fn(&mut Option<PublicCeremony>) + Send + Sync>;

/// Everybody has done what a stage is for, and nothing of the next one.
async fn world_after(stage: Option<Stage>) -> World {
	let world = World::new().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	open(&world, &founding(&admins, 3)).await;
	let stages = [Stage::Join, Stage::Deal, Stage::Certify];
	for _ in stages
		.iter()
		.filter(|each| stage.is_some_and(|last| **each <= last))
	{
		for person in &admins {
			turn(&world, person, NEW).await.unwrap();
		}
	}
	world
}

/// What a person sees over a node that changes the ceremony like this.
async fn lied_to(world: &World, person: &Person, change: Change) -> Result<Option<OnChain>, Error> {
	let mut liar = LyingLedger::new(&world.ledger);
	liar.ceremony = Some(change);
	let seen = world
		.place_over(&liar, person)
		.committee_maker()
		.on_chain(NEW)
		.await;
	liar.assert_silent();
	seen
}

fn changed(change: impl Fn(&mut PublicCeremony) + Send + Sync + 'static) -> Change {
	Box::new(move |shown| shown.iter_mut().for_each(&change))
}

#[tokio::test]
async fn another_rule_under_the_same_signature_is_no_ceremony() {
	let world = world_after(None).await;
	let alice = &world.admins[ALICE];
	type Lie = fn(&mut PublicCeremony);
	let lies: [Lie; 5] = [
		|shown| shown.state.k = 2,
		|shown| shown.state.seats[3].account = AccountId([9; 32]),
		|shown| shown.state.author = AccountId([9; 32]),
		|shown| shown.state.attempt = 2,
		|shown| shown.state.dealers.truncate(3),
	];
	for lie in lies {
		let refused = lied_to(&world, alice, changed(lie)).await;
		assert!(
			matches!(
				why(refused),
				CeremonyError::NotSigned { what: "start", .. } | CeremonyError::BadStart(_)
			),
			"{lie:?}"
		);
	}
	// The control: what the council opened is joined.
	assert_eq!(turn(&world, alice, NEW).await.unwrap(), NextStep::Join);
}

#[tokio::test]
async fn a_start_of_the_nodes_own_is_not_what_was_joined() {
	let world = world_after(Some(Stage::Join)).await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	// Somebody signs another rule for the same attempt, and the node shows that.
	let maker = world.place(&world.clinician).committee_maker();
	let other = NewCeremony {
		attempt: Some(1),
		..founding(&admins, 2)
	};
	let (opening, _) = maker
		.open_ceremony(&world.clinician.signer, &other)
		.await
		.unwrap();
	let lie = changed(move |shown| {
		shown.state.k = opening.k;
		shown.state.author = opening.author;
		shown.state.signature = opening.signature;
	});
	let alice = admins[ALICE];
	let seen = lied_to(&world, alice, lie).await.unwrap().unwrap();
	assert_eq!(why(next(&world, alice, &seen)), CeremonyError::Exchanged(1));
	for step in [NextStep::Deal, NextStep::Certify, NextStep::Join] {
		let done = act_over(&world, &world.ledger, alice, &step, &seen).await;
		assert!(done.is_err(), "{step:?}");
	}
	assert_eq!(held(alice), (true, false));
	assert_eq!(turn(&world, alice, NEW).await.unwrap(), NextStep::Deal);
}

#[tokio::test]
async fn an_older_attempt_and_a_made_up_newer_one_change_nothing() {
	let world = world_after(Some(Stage::Join)).await;
	let [alice, bob] = [ALICE, BOB].map(|at| &world.admins[at]);
	let first = see(&world, alice, NEW).await;
	let maker = world.place(alice).committee_maker();
	maker
		.leave_on_chain(&alice.signer, &alice.keystore, &first)
		.await
		.unwrap();
	let admins: Vec<&Person> = world.admins.iter().collect();
	open(&world, &founding(&admins, 3)).await;
	assert_eq!(turn(&world, alice, NEW).await.unwrap(), NextStep::Join);
	// The first attempt again.
	let older = CeremonyError::OlderAttempt { newest: 2, found: 1 };
	assert_eq!(why(next(&world, alice, &first)), older);
	let dealt = act_over(&world, &world.ledger, alice, &NextStep::Deal, &first).await;
	assert_eq!(why(dealt), older);
	// Bob's node shows the second attempt: he still takes part in the first one until he says himself that it is over.
	let second = see(&world, bob, NEW).await;
	assert_eq!(next(&world, bob, &second).unwrap(), NextStep::NewAttempt(1));
	let joined = act_over(&world, &world.ledger, bob, &NextStep::Join, &second).await;
	assert_eq!(why(joined), CeremonyError::StillIn(1));
	assert_eq!(held(bob), (true, false));
}

#[tokio::test]
async fn joins_that_differ_from_person_to_person_make_deals_that_nobody_takes() {
	let world = world_after(Some(Stage::Join)).await;
	let [alice, bob, dave] = [ALICE, BOB, DAVE].map(|at| &world.admins[at]);
	// A node changes a join: nobody signed that.
	let lie = changed(|shown| shown.joins[3].1.one_time = shown.joins[2].1.one_time);
	let seen = lied_to(&world, alice, lie).await.unwrap().unwrap();
	let who = dave.account();
	assert_eq!(
		why(next(&world, alice, &seen)),
		CeremonyError::NotSigned { what: "join", who }
	);
	// Dave and the node together: he signs two joins, and Alice is shown the other one.
	let twin = Person::new("//Dave", 4);
	let before = changed(|shown| shown.joins.truncate(3));
	let fresh = lied_to(&world, &twin, before).await.unwrap().unwrap();
	let maker = world.place(&twin).committee_maker();
	let output = maker
		.join_ceremony(&twin.signer, &twin.keystore, &fresh.board)
		.await
		.unwrap();
	let file = medquorum_client::trust::ceremony::CeremonyFile::read(&output.bytes).unwrap();
	let medquorum_client::trust::ceremony::CeremonyFile::Join(join) = file else {
		unreachable!()
	};
	let other = PublicJoin {
		one_time: join.content.one_time,
		join_sig: join.content.signature,
		signature: join.signature,
	};
	let two_faced = changed(move |shown| shown.joins[3].1 = other.clone());
	let seen = lied_to(&world, alice, two_faced).await.unwrap().unwrap();
	assert_eq!(next(&world, alice, &seen).unwrap(), NextStep::Deal);
	// Her deal is for joins that the others do not see: the chain takes it from nobody, and nobody certifies over it.
	let refused = act_over(&world, &world.ledger, alice, &NextStep::Deal, &seen).await;
	assert!(matches!(refused, Err(Error::Ledger(_))));
	let honest = see(&world, alice, NEW).await;
	assert_eq!(next(&world, alice, &honest).unwrap(), NextStep::Deal);
	let again = act_over(&world, &world.ledger, alice, &NextStep::Deal, &honest).await;
	assert_eq!(why(again), CeremonyError::DealtForOthers(1), "nobody deals twice");
	assert_eq!(turn(&world, bob, NEW).await.unwrap(), NextStep::Deal);
}

#[tokio::test]
async fn a_hidden_deal_and_a_changed_one_are_not_certified() {
	let world = world_after(Some(Stage::Deal)).await;
	let [alice, bob] = [ALICE, BOB].map(|at| &world.admins[at]);
	let hidden = changed(|shown| {
		shown.deals.remove(1);
	});
	let seen = lied_to(&world, alice, hidden).await.unwrap().unwrap();
	let NextStep::Wait { due, who, .. } = next(&world, alice, &seen).unwrap() else {
		unreachable!()
	};
	assert_eq!((due, who), (CeremonyDue::Deal, vec![bob.account()]));
	let who = bob.account();
	let other = changed(|shown| shown.deals[1].1.deal[300] ^= 1);
	let seen = lied_to(&world, alice, other).await.unwrap().unwrap();
	assert_eq!(
		why(next(&world, alice, &seen)),
		CeremonyError::NotSigned { what: "deal", who }
	);
	assert_eq!(held(alice), (true, false));
	assert_eq!(turn(&world, alice, NEW).await.unwrap(), NextStep::Certify);
}

#[tokio::test]
async fn a_false_answer_is_none() {
	let world = world_after(Some(Stage::Deal)).await;
	let alice = &world.admins[ALICE];
	// Alice's boxes are good, so no answer changes what she certifies.
	let seen = see(&world, alice, NEW).await;
	let accused = seen.board.accuse([2, 1], &alice.signer).unwrap();
	let answered = |answer| {
		changed(move |shown| {
			let complaint = PublicComplaint {
				signature: accused,
				until: 9_000,
				answer,
			};
			shown.complaints = vec![([2, 1], complaint)];
		})
	};
	let seen = lied_to(&world, alice, answered(Some([7; 96])))
		.await
		.unwrap()
		.unwrap();
	assert!(!seen.board.has_answer([2, 1]));
	assert_eq!(next(&world, alice, &seen).unwrap(), NextStep::Certify);
	act_over(&world, &world.ledger, alice, &NextStep::Certify, &seen)
		.await
		.unwrap();
	let admins: Vec<&Person> = world.admins.iter().collect();
	run(&world, &admins, NEW).await;
	assert_eq!(outcome(&world), "Activated");
}

/// A node that shows these complaints of what Alice dealt, and to which the chain refuses her answers, so that it alone has them.
fn accusing(world: &World, complaints: Vec<([u16; 2], Signature)>) -> LyingLedger<'_> {
	let mut liar = LyingLedger::new(&world.ledger);
	liar.refuses_calls = true;
	liar.ceremony = Some(changed(move |shown| {
		let complaints = complaints.iter().map(|(places, signature)| {
			let complaint = PublicComplaint {
				signature: *signature,
				until: 9_000,
				answer: None,
			};
			(*places, complaint)
		});
		shown.complaints = complaints.collect();
	}));
	liar
}

#[tokio::test]
async fn made_up_complaints_have_nothing_published() {
	let world = world_after(Some(Stage::Deal)).await;
	let [alice, bob] = [ALICE, BOB].map(|at| &world.admins[at]);
	let honest = see(&world, alice, NEW).await;
	// Nobody's signature, and Bob's word about another dealer under the name of Charlie.
	let other = honest.board.accuse([3, 2], &bob.signer).unwrap();
	let made_up = vec![([1, 2], Signature::NONE), ([1, 3], other), ([1, 4], other)];
	let liar = accusing(&world, made_up);
	let maker = world.place_over(&liar, alice).committee_maker();
	let seen = maker.on_chain(NEW).await.unwrap().unwrap();
	assert_eq!(next(&world, alice, &seen).unwrap(), NextStep::Certify);
	for accuser in [2, 3, 4] {
		let sent = maker
			.answer_on_chain(&alice.signer, &alice.keystore, &seen, accuser)
			.await;
		assert!(matches!(
			sent,
			Err(Error::OnChain(OnChainError::NothingToAnswer(_)))
		));
	}
	liar.assert_silent();
}

#[tokio::test]
async fn whoever_complains_no_more_is_published_than_tells_nothing() {
	let world = world_after(Some(Stage::Deal)).await;
	let alice = &world.admins[ALICE];
	let honest = see(&world, alice, NEW).await;
	// The control: all three sign, which three corrupt ones would.
	let accused = [(2, BOB), (3, CHARLIE), (4, DAVE)].map(|(index, at)| {
		let signer = &world.admins[at].signer;
		([1, index], honest.board.accuse([1, index], signer).unwrap())
	});
	let liar = accusing(&world, accused.into());
	let maker = world.place_over(&liar, alice).committee_maker();
	let seen = maker.on_chain(NEW).await.unwrap().unwrap();
	assert_eq!(next(&world, alice, &seen).unwrap(), NextStep::Answer(2));
	let mut refusals = Vec::new();
	for accuser in [2, 3, 4, 2] {
		let sent = maker
			.answer_on_chain(&alice.signer, &alice.keystore, &seen, accuser)
			.await;
		refusals.push(sent.err().unwrap());
	}
	// k - 1, and the same one again is nothing more.
	assert_eq!(liar.sent.lock().unwrap().len(), 3);
	assert!(matches!(
		refusals[2],
		Error::OnChain(OnChainError::TooManyAnswers(2))
	));
	assert!(matches!(refusals[3], Error::Ledger(_)));
}

#[tokio::test]
async fn that_it_is_over_is_only_the_nodes_word() {
	let world = world_after(Some(Stage::Deal)).await;
	let [alice, bob] = [ALICE, BOB].map(|at| &world.admins[at]);
	turn(&world, bob, NEW).await.unwrap();
	let gone = lied_to(&world, alice, Box::new(|shown| *shown = None)).await;
	assert!(gone.unwrap().is_none());
	for person in [alice, bob] {
		let maker = world.place(person).committee_maker();
		let past = maker.past_attempt(NEW, person.account(), &person.keystore);
		let past = past.await.unwrap().unwrap();
		assert_eq!((past.set, past.proven), (false, false));
	}
	// A committee that the node makes up is no proof either: Alice has certified none.
	let made_up = world.ledger.committee(KEY).await.unwrap().unwrap();
	let mut liar = LyingLedger::new(&world.ledger);
	liar.lineage = Some(Box::new(move |lineage| {
		lineage.committees = vec![made_up.clone()];
	}));
	let maker = world.place_over(&liar, bob).committee_maker();
	let past = maker.past_attempt(NEW, bob.account(), &bob.keystore);
	let past = past.await.unwrap().unwrap();
	assert_eq!((past.set, past.proven), (true, false));
	assert_eq!((held(alice), keeps(alice)), ((true, false), 4));
	assert_eq!((held(bob), keeps(bob)), ((false, true), 4));
	// Nothing was lost by it.
	let admins: Vec<&Person> = world.admins.iter().collect();
	run(&world, &admins, NEW).await;
	assert_eq!(outcome(&world), "Activated");
}

#[tokio::test]
async fn a_clock_that_runs_ahead_ends_nothing_here() {
	let world = world_after(Some(Stage::Deal)).await;
	let alice = &world.admins[ALICE];
	let late = changed(|shown| shown.state.deadline = 1);
	let seen = lied_to(&world, alice, late).await.unwrap().unwrap();
	assert_eq!(next(&world, alice, &seen).unwrap(), NextStep::Expire);
	// The chain knows better, and the secrets are all there.
	let refused = act_over(&world, &world.ledger, alice, &NextStep::Expire, &seen).await;
	assert!(matches!(refused, Err(Error::Ledger(error)) if error.refusal() == Some("NotLate")));
	assert_eq!((held(alice), keeps(alice)), ((true, false), 4));
}
