//! An emergency committee passes its key on: what patients allowed before is opened by those who come, what is open is asked for again, and
//! what was approved stays usable.

use crate::common::{ceremony::Change, glass::*, memory_ledger::GRACE, *};
use medquorum_client::{
	domain::*,
	download::CspSource,
	error::{Error, LookupError},
};

/// Somebody of a house of their own.
async fn comes(night: &Night, uri: &str, house: FacilityNumber) -> Person {
	let person = Person::new(uri, 40);
	let member = night.world.place(&person).member();
	let registered = member.register(&person.signer, &person.keystore, None);
	registered.await.unwrap();
	night.world.ledger.house(person.account(), house);
	person
}

/// Judy leaves, and this person comes; it is decided, and not in force yet.
async fn judy_leaves(night: &Night, mona: &Person) {
	let [_, ken, laura] = [0, 1, 2].map(|at| &night.officers[at]);
	let change = Change {
		dealers: vec![ken, laura],
		new: vec![ken, laura, mona],
		k: 2,
	};
	let world = &night.world;
	let call = change.made_of(EMERGENCY, world, "change", false).await;
	world.ledger.govern(&call).unwrap();
}

async fn approves(night: &Night, person: &Person, id: RequestId) -> Result<Delivered, Error> {
	approve_over(night.world.place(person), person, id).await
}

/// What the emergency committee opened stands in for the patient, the administrators approve, and the file is there.
async fn opens(night: &Night, (emergency, ordinary): (RequestId, RequestId), content: &[u8]) {
	for admin in [ALICE, BOB, CHARLIE] {
		night.world.approve(admin, ordinary).await.unwrap();
	}
	let key = night.unwrapped(emergency).await.unwrap();
	let source = CspSource::Key(&key);
	let done = night.world.download(&night.clinician, ordinary, source).await;
	done.unwrap();
	let target = night.world.target();
	assert_eq!(std::fs::read(&target).unwrap(), content);
	std::fs::remove_file(target).unwrap();
}

#[tokio::test]
async fn what_patients_allowed_before_is_opened_by_those_who_come() {
	let night = Night::new().await;
	let mona = comes(&night, "//Mona", 4).await;
	let [judy, ken] = [0, 1].map(|at| &night.officers[at]);
	let approved = night.allowed(b"approved").await.record_id;
	let record = night.allowed(SCAN).await.record_id;
	let (before, ordinary) = night.broken(approved).await;
	for officer in [judy, ken] {
		approves(&night, officer, before).await.unwrap();
	}
	let (open, waits) = night.broken(record).await;
	approves(&night, ken, open).await.unwrap();
	judy_leaves(&night, &mona).await;
	night.world.ledger.pass(GRACE);

	// What was open is dead, and nobody answers it.
	for (person, leaves) in [(judy, true), (ken, false), (&mona, false)] {
		let refused = approves(&night, person, open).await;
		match refused {
			Err(Error::Lookup(LookupError::NotAdmin {
				key_id: EMERGENCY, ..
			})) => assert!(leaves),
			Err(Error::Lookup(LookupError::EpochOver { epoch: 1, now: 2, .. })) => assert!(!leaves),
			other => panic!("{other:?}"),
		}
	}
	// What was approved opens, although one of those who did has left.
	opens(&night, (before, ordinary), b"approved").await;

	// The same command asks the new ones, and them alone: the administrators have the other request.
	let Asked::Sent(again) = night.breaks(record).await.unwrap() else {
		panic!("it was sent");
	};
	let [again] = again[..] else {
		panic!("the administrators are not asked twice");
	};
	assert!(matches!(
		approves(&night, judy, again).await,
		Err(Error::Lookup(LookupError::NotAdmin { .. }))
	));
	for person in [ken, &mona] {
		approves(&night, person, again).await.unwrap();
	}
	opens(&night, (again, waits), SCAN).await;
}

#[tokio::test]
async fn patients_who_trust_the_first_of_them_allow_more_after_a_change() {
	let night = Night::new().await;
	let mona = comes(&night, "//Mona", 4).await;
	judy_leaves(&night, &mona).await;
	night.world.ledger.pass(GRACE);
	let record = night.allowed(SCAN).await.record_id;
	let (emergency, ordinary) = night.broken(record).await;
	for person in [&night.officers[1], &mona] {
		approves(&night, person, emergency).await.unwrap();
	}
	opens(&night, (emergency, ordinary), SCAN).await;
}
