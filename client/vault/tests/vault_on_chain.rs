//! A ceremony over the chain with real keystores: it founds a committee that works and passes a key on; a bad box is answered for or
//! its dealer is named.

use crate::common::{
	ceremony::{NEW, held, why},
	on_chain::*,
	*,
};
use medquorum_client::{
	domain::*,
	error::{CeremonyError, Error, LookupError},
	ledger::{Call, CeremonyCall, Ledger as _},
	views::{CeremonyDue, Names},
};

#[tokio::test]
async fn four_people_found_a_committee_by_doing_what_is_next() {
	let world = World::new().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	open(&world, &founding(&admins, 3)).await;
	let alice = admins[ALICE];
	let maker = world.place(alice).committee_maker();
	assert_eq!(maker.ceremonies_of(alice.account()).await.unwrap(), [NEW]);
	let none = maker.ceremonies_of(world.patient.account()).await.unwrap();
	assert!(none.is_empty());
	assert_eq!(to_do(&world, &world.patient, NEW).await, NextStep::NotMine);

	assert_eq!(turn(&world, alice, NEW).await.unwrap(), NextStep::Join);
	let NextStep::Wait { due, who, until } = to_do(&world, alice, NEW).await else {
		unreachable!()
	};
	let others: Vec<AccountId> = admins[1..].iter().map(|person| person.account()).collect();
	assert_eq!((due, who), (CeremonyDue::Join, others));
	assert_eq!(until, see(&world, alice, NEW).await.public.state.deadline);
	for person in &admins[1..] {
		assert_eq!(turn(&world, person, NEW).await.unwrap(), NextStep::Join);
	}
	for person in &admins {
		assert_eq!(turn(&world, person, NEW).await.unwrap(), NextStep::Deal);
		assert_eq!((held(person), keeps(person)), ((true, false), 4));
	}
	for person in &admins {
		assert_eq!(turn(&world, person, NEW).await.unwrap(), NextStep::Certify);
		// The secret is gone, and what somebody could complain of is here.
		assert_eq!((held(person), keeps(person)), ((false, true), 4));
	}
	assert_eq!(to_do(&world, alice, NEW).await, NextStep::Activate);
	assert_eq!(keeps(alice), 0, "all have certified: nobody complains any more");
	assert_eq!(turn(&world, admins[BOB], NEW).await.unwrap(), NextStep::Activate);
	assert_eq!(outcome(&world), "Activated");
	assert!(maker.on_chain(NEW).await.unwrap().is_none());
	for person in &admins {
		let maker = world.place(person).committee_maker();
		let past = maker.past_attempt(NEW, person.account(), &person.keystore);
		let past = past.await.unwrap().unwrap();
		assert_eq!(
			(past.epoch, past.attempt, past.set, past.proven),
			(1, 1, true, true)
		);
		assert_eq!((held(person), keeps(person)), ((false, true), 0));
	}
	let view = world.place(alice).observer().committee_view(NEW).await.unwrap();
	assert_eq!((view.certificates, view.development), (4, false));
}

#[tokio::test]
async fn a_key_is_passed_on_and_a_member_replaced() {
	let world = World::new().await;
	let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	let two = Person::new("//Two", 9);
	let new = NewCeremony {
		key_id: KEY,
		..founding(&[bob, charlie, dave, &two], 3)
	};
	open(&world, &new).await;
	// Nobody was named to deal: those who stay do.
	let seen = see(&world, alice, KEY).await;
	let dealers: Vec<AccountId> = seen.board.dealers().iter().map(|seat| seat.account).collect();
	assert_eq!(dealers, [bob, charlie, dave].map(Person::account));
	assert_eq!(next(&world, alice, &seen).unwrap(), NextStep::NotMine);
	run(&world, &[alice, bob, charlie, dave, &two], KEY).await;
	assert_eq!(outcome(&world), "Activated");
	let lineage = world.ledger.lineage(KEY).await.unwrap();
	let (to_come, _) = lineage.to_come().unwrap();
	assert_eq!((to_come.epoch, to_come.admins.len()), (2, 4));
	assert!(to_come.admin(&two.account()).is_some());
	for person in [bob, charlie, dave] {
		let maker = world.place(person).committee_maker();
		let past = maker.past_attempt(KEY, person.account(), &person.keystore);
		assert!(past.await.unwrap().unwrap().proven);
		assert_eq!(keeps(person), 0);
	}
	// A rule weaker than what was agreed to is dealt by nobody.
	world.ledger.pass(20);
	let weak = NewCeremony { k: 2, ..new };
	open(&world, &weak).await;
	for person in [bob, charlie, dave, &two] {
		assert_eq!(turn(&world, person, KEY).await.unwrap(), NextStep::Join);
	}
	let refused = turn(&world, bob, KEY).await;
	assert!(matches!(why(refused), CeremonyError::TooFewApprovals { .. }));
}

#[tokio::test]
async fn what_council_and_member_may_not_is_refused() {
	let world = World::new().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	let one = &world.facility;
	let maker = world.place(one).committee_maker();
	let bad = maker.open_ceremony(&one.signer, &founding(&admins[..2], 3)).await;
	assert!(matches!(why(bad), CeremonyError::BadStart(_)));
	let stranger = NewCeremony {
		key_id: KEY,
		dealers: vec![world.patient.account()],
		..founding(&admins, 3)
	};
	let refused = maker.open_ceremony(&one.signer, &stranger).await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::NotAdmin { .. }))
	));
	open(&world, &founding(&admins, 3)).await;
	run(&world, &admins, NEW).await;
	let seen = maker.on_chain(NEW).await.unwrap();
	assert!(seen.is_none());
	let alice = admins[ALICE];
	assert!(matches!(
		world.ledger.send(alice.account(), &Call::Ceremony(CeremonyCall::Activate { key_id: NEW })),
		Err(error) if error.refusal() == Some("NoCeremony")
	));
	// A set committee is passed on, not founded again.
	let again = maker.open_ceremony(&one.signer, &founding(&admins, 3)).await;
	let (opening, _) = again.unwrap();
	assert_eq!((opening.attempt, opening.dealers.len()), (2, 3));
}

#[tokio::test]
async fn a_complaint_that_is_answered_lets_the_ceremony_continue() {
	let world = with_a_bad_box().await;
	let [alice, bob, dave] = [ALICE, BOB, DAVE].map(|at| &world.admins[at]);
	assert_eq!(turn(&world, bob, NEW).await.unwrap(), NextStep::Certify);
	assert_eq!(turn(&world, dave, NEW).await.unwrap(), NextStep::Complain(1));
	let NextStep::Wait { due, who, .. } = to_do(&world, dave, NEW).await else {
		unreachable!()
	};
	assert_eq!((due, who), (CeremonyDue::Answer, vec![alice.account()]));
	assert_eq!(turn(&world, alice, NEW).await.unwrap(), NextStep::Answer(4));
	assert_eq!(turn(&world, dave, NEW).await.unwrap(), NextStep::Certify);
	let everybody: Vec<&Person> = world.admins.iter().collect();
	run(&world, &everybody, NEW).await;
	assert_eq!(outcome(&world), "Activated");
	// Dave's share is the one that the committee lists.
	let committee = world.ledger.committee(NEW).await.unwrap().unwrap();
	let own = committee.admin(&dave.account()).unwrap().clone();
	let share = dave.keystore.read(|secrets| {
		let share = secrets.admin_share(NEW, 1).unwrap();
		threshold_decryption::AdminSecret::from_bytes(4, share.share.expose()).unwrap()
	});
	assert_eq!(share.unwrap().public(), medquorum_client::trust::points(&own));
}

#[tokio::test]
async fn a_complaint_without_an_answer_ends_the_attempt_with_the_dealers_name() {
	let world = with_a_bad_box().await;
	let [bob, dave] = [BOB, DAVE].map(|at| &world.admins[at]);
	assert_eq!(turn(&world, dave, NEW).await.unwrap(), NextStep::Complain(1));
	assert_eq!(turn(&world, bob, NEW).await.unwrap(), NextStep::Certify);
	world.ledger.pass(WINDOWS.certify + 1);
	assert_eq!(turn(&world, bob, NEW).await.unwrap(), NextStep::Expire);
	assert_eq!(outcome(&world), "Refused(1, 4)");
	// Nothing was deleted for that: it is the node's word.
	assert_eq!((held(dave), held(bob)), ((true, false), (false, true)));
	let maker = world.place(dave).committee_maker();
	let past = maker.past_attempt(NEW, dave.account(), &dave.keystore);
	let past = past.await.unwrap().unwrap();
	assert_eq!((past.attempt, past.set, past.proven), (1, false, false));

	// The next attempt: a person says that the first one is over.
	let admins: Vec<&Person> = world.admins.iter().collect();
	open(&world, &founding(&admins, 3)).await;
	for person in &admins {
		let step = turn(&world, person, NEW).await.unwrap();
		assert_eq!(step, NextStep::NewAttempt(1));
		assert_eq!(keeps(person), 0);
	}
	run(&world, &admins, NEW).await;
	assert_eq!(outcome(&world), "Activated");
}

/// As many bad dealers as there may be: two of four.
#[tokio::test]
async fn two_bad_dealers_answer_or_are_named() {
	for answers in [true, false] {
		let world = with_bad_boxes(&[(ALICE, DAVE), (BOB, CHARLIE)]).await;
		let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
		assert_eq!(turn(&world, charlie, NEW).await.unwrap(), NextStep::Complain(2));
		assert_eq!(turn(&world, dave, NEW).await.unwrap(), NextStep::Complain(1));
		assert_eq!(turn(&world, alice, NEW).await.unwrap(), NextStep::Answer(4));
		if answers {
			assert_eq!(turn(&world, bob, NEW).await.unwrap(), NextStep::Answer(3));
			run(&world, &[alice, bob, charlie, dave], NEW).await;
			assert_eq!(outcome(&world), "Activated");
			continue;
		}
		world.ledger.pass(WINDOWS.certify + 1);
		assert_eq!(turn(&world, dave, NEW).await.unwrap(), NextStep::Expire);
		assert_eq!(outcome(&world), "Refused(2, 3)");
	}
}

#[tokio::test]
async fn silence_ends_an_attempt_and_so_does_leaving() {
	let world = World::new().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	open(&world, &founding(&admins, 3)).await;
	turn(&world, admins[ALICE], NEW).await.unwrap();
	world.ledger.pass(WINDOWS.join + 1);
	assert_eq!(turn(&world, admins[BOB], NEW).await.unwrap(), NextStep::Expire);
	assert_eq!(outcome(&world), "Silent(Join, 2, 3, 4)");

	open(&world, &founding(&admins, 3)).await;
	let alice = admins[ALICE];
	assert_eq!(turn(&world, alice, NEW).await.unwrap(), NextStep::NewAttempt(1));
	for person in &admins {
		assert_eq!(turn(&world, person, NEW).await.unwrap(), NextStep::Join);
	}
	for person in &admins {
		assert_eq!(turn(&world, person, NEW).await.unwrap(), NextStep::Deal);
	}
	let dave = admins[DAVE];
	let maker = world.place(dave).committee_maker();
	let seen = see(&world, dave, NEW).await;
	let left = maker.leave_on_chain(&dave.signer, &dave.keystore, &seen).await;
	assert!(left.unwrap().is_some());
	assert_eq!(outcome(&world), "Left(4)");
	assert_eq!((held(dave), keeps(dave)), ((false, false), 0));
	// Who left does not come back, whatever a node shows.
	assert_eq!(why(next(&world, dave, &seen)), CeremonyError::Left(2));
}

#[tokio::test]
async fn a_complete_committee_that_nobody_sets_in_time_is_over() {
	let world = World::new().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	open(&world, &founding(&admins, 3)).await;
	for _ in 0..3 {
		for person in &admins {
			turn(&world, person, NEW).await.unwrap();
		}
	}
	assert_eq!(to_do(&world, admins[ALICE], NEW).await, NextStep::Activate);
	world.ledger.pass(WINDOWS.certify + 1);
	assert_eq!(turn(&world, admins[ALICE], NEW).await.unwrap(), NextStep::Expire);
	// What all have certified stays, and so does what was kept for it: the share counts for nothing before the chain lists it.
	assert!(admins.iter().all(|person| held(person) == (false, true)));
	open(&world, &founding(&admins, 3)).await;
	run(&world, &admins, NEW).await;
	assert_eq!(outcome(&world), "Activated");
}

#[tokio::test]
async fn whoever_looks_sees_what_is_due_and_no_ceremony_that_nobody_signed() {
	let world = with_a_bad_box().await;
	let [alice, bob, dave] = [ALICE, BOB, DAVE].map(|at| &world.admins[at]);
	let due = async |person: &Person| {
		let observer = world.place(person).observer();
		let waiting = observer.waiting(person.account(), &[]).await.unwrap();
		let due: Vec<CeremonyDue> = waiting.ceremonies.iter().map(|view| view.due).collect();
		due
	};
	assert_eq!(due(bob).await, [CeremonyDue::Certify]);
	assert_eq!(due(&world.patient).await, []);
	turn(&world, dave, NEW).await.unwrap();
	// A complaint is what presses.
	assert_eq!(due(alice).await, [CeremonyDue::Answer]);
	turn(&world, alice, NEW).await.unwrap();
	assert_eq!(due(alice).await, [CeremonyDue::Certify]);
	world.ledger.with(|state| {
		let ceremony = state.ceremonies.open.get_mut(&NEW).unwrap();
		ceremony.state.k = 2;
	});
	assert_eq!(due(alice).await, []);
}

/// Has a name for Alice, and for nobody else.
struct Book(AccountId);

impl Names for Book {
	fn name(&self, account: &AccountId) -> Option<&str> {
		(*account == self.0).then_some("Alice")
	}
}

#[tokio::test]
async fn a_person_is_asked_what_only_a_person_knows() {
	let world = World::new().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	open(&world, &founding(&admins, 3)).await;
	let alice = admins[ALICE];
	let (seen, book) = (see(&world, alice, NEW).await, Book(alice.account()));
	let asked = |step: &NextStep| step.question(&seen, &book);
	for step in [
		NextStep::Join,
		NextStep::Certify,
		NextStep::HandOver,
		NextStep::Expire,
	] {
		assert!(
			asked(&step).is_some_and(|question| question.contains('?')),
			"{step:?}"
		);
	}
	let answer = asked(&NextStep::Answer(1)).unwrap();
	assert!(
		answer.starts_with("Alice has signed that what you dealt to Alice"),
		"{answer}"
	);
	assert!(
		asked(&NextStep::NewAttempt(1))
			.unwrap()
			.contains("Take part in attempt 1 instead?")
	);
	// A new key opens nothing yet, and nobody has to be asked for dealing it.
	for step in [
		NextStep::Deal,
		NextStep::Complain(1),
		NextStep::Activate,
		NextStep::NotMine,
	] {
		assert_eq!(asked(&step), None, "{step:?}");
	}
	assert!(
		seen.question_of_leaving()
			.starts_with("End attempt 1 for everybody")
	);
	assert_eq!(seen.name_of(1, &book), "Alice");
	assert_eq!(seen.name_of(99, &book), "administrator 99");
	assert!(matches!(
		seen.pin(),
		Err(Error::Ceremony(CeremonyError::Missing { .. }))
	));
}

#[tokio::test]
async fn whoever_passes_a_key_on_is_asked_whether_that_was_decided() {
	let world = World::new().await;
	let [bob, charlie, dave] = [BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	let two = Person::new("//Two", 9);
	let new = NewCeremony {
		key_id: KEY,
		..founding(&[bob, charlie, dave, &two], 3)
	};
	open(&world, &new).await;
	let seen = see(&world, bob, KEY).await;
	let question = NextStep::Deal.question(&seen, &Book(bob.account())).unwrap();
	assert!(
		question.contains("Has your organisation decided this"),
		"{question}"
	);
}
