//! What a node says of keys and epochs moves nobody further than what this home has signed or seen.

#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

mod common;

use common::{lying::LyingLedger, *};
use medquorum_client::{
	advice::Advice as _,
	domain::*,
	error::{Error, KeyError, TrustError},
	ledger::{Call, Sign as _},
	roles::forget_ended_epochs,
};

/// Sets the next epoch of the committee, at once and with the same points: certified by all, and handed over by three.
fn refresh(world: &World) {
	let committee = world.ledger.with(|state| state.committees[&KEY].clone());
	let mut next = Committee {
		epoch: committee.epoch + 1,
		..committee
	};
	let message = memory_ledger::certificate(&GENESIS, KEY, &next);
	for (admin, person) in next.admins.iter_mut().zip(&world.admins) {
		admin.cert = Signature::Sr25519(person.signer.sign(&message));
	}
	let message = memory_ledger::handover_message(&GENESIS, KEY, &next);
	let signed = |person: &Person| Signature::Sr25519(person.signer.sign(&message));
	let handover = (1..).zip(&world.admins[..3]);
	let handover = handover.map(|(index, person)| (index, signed(person))).collect();
	let Committee { k, x, admins, .. } = next;
	let call = Call::SetCommittee {
		key_id: KEY,
		k,
		x,
		admins,
		handover,
		at_once: true,
	};
	world.ledger.govern(&call).unwrap();
}

/// What every command of an administrator does first.
async fn note(world: &World, admin: &Person) {
	let place = world.place(admin);
	place.administrator().note_epochs([KEY]).await.unwrap();
}

/// A signature over a far version would make its keys the newest for ever.
#[tokio::test]
async fn node_that_shows_a_far_key_version_gets_no_signature_over_the_next() {
	let world = World::new().await;
	let patient = &world.patient;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.user = Some(Box::new(|user| {
		user.csp_version = 65_534;
		if let Some(keys) = &mut user.keys {
			keys.csp_version = 65_534;
		}
	}));
	let member = world.place_over(&liar, patient).member();
	let roots = || patient.keystore.read(|secrets| secrets.csp_roots.len()).unwrap();
	let before = roots();
	let refused = member.rotate_csp(&patient.signer, &patient.keystore, None).await;
	assert!(
		matches!(
			refused,
			Err(Error::Key(KeyError::VersionDiffers {
				stored: 65_534,
				signed: 1
			}))
		),
		"{refused:?}"
	);
	let refused = member.register(&patient.signer, &patient.keystore, None).await;
	assert!(
		matches!(refused, Err(Error::Key(KeyError::OtherKeys { .. }))),
		"{refused:?}"
	);
	assert_eq!(roots(), before);
	liar.assert_silent();
	let (version, _) = world
		.place(patient)
		.member()
		.rotate_csp(&patient.signer, &patient.keystore, None)
		.await
		.unwrap();
	assert_eq!(version, 2);
}

#[tokio::test]
async fn registering_replaces_no_keys_of_the_chain_unless_their_version_is_named() {
	let world = World::new().await;
	let (patient, stranger) = (&world.patient, Person::new("//Eve", 77));
	let keys = || {
		world
			.ledger
			.with(|state| state.users[&patient.account()].keys.clone())
	};
	let before = keys();
	let member = world.place(&stranger).member();
	let refused = member.register(&stranger.signer, &stranger.keystore, None).await;
	assert!(
		matches!(refused, Err(Error::Key(KeyError::OtherKeys { stored: 1, .. }))),
		"{refused:?}"
	);
	let refused = member
		.register(&stranger.signer, &stranger.keystore, Some(3))
		.await;
	assert!(
		matches!(
			refused,
			Err(Error::Key(KeyError::AdoptedOther {
				stored: 1,
				adopted: 3
			}))
		),
		"{refused:?}"
	);
	assert_eq!(keys(), before);
	member
		.register(&stranger.signer, &stranger.keystore, Some(1))
		.await
		.unwrap();
	assert_eq!(keys().unwrap().csp_version, 2);
}

/// What an administrator asked for stays open to him when his committee moves on.
#[tokio::test]
async fn approved_request_of_an_administrator_outlives_the_share_it_was_made_with() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let dave = &world.admins[DAVE];
	world.give(dave, Role::Clinician);
	let id = world.request(dave, uploaded.record_id).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	refresh(&world);
	let dropped = dave
		.keystore
		.update(|secrets| secrets.drop_shares_before(KEY, 2))
		.unwrap();
	assert_eq!(dropped, 1);
	world.download(dave, id, CspSource::Consent).await.unwrap();
	assert_eq!(std::fs::read(world.target()).unwrap(), SCAN);
}

/// An administrator whose home has seen the new epoch answers none of the old one, whatever a node shows later.
#[tokio::test]
async fn epoch_that_was_seen_ends_the_one_before_even_without_an_answer_in_it() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let alice = &world.admins[ALICE];
	let before = world.ledger.with(|state| state.committees[&KEY].clone());
	refresh(&world);
	note(&world, alice).await;
	let mut earlier = LyingLedger::new(&world.ledger);
	earlier.committee = Some(Box::new(move |committee| *committee = before.clone()));
	let place = world.place_over(&earlier, alice);
	let shown = place
		.administrator()
		.check_request(alice.account(), id)
		.await
		.unwrap();
	let refused = place
		.administrator()
		.approve(&alice.signer, &alice.keystore, &shown)
		.await;
	assert!(matches!(refused, Err(Error::Journal(_))), "{refused:?}");
	assert_eq!(world.ledger.with(|state| state.votes.len()), 0);
}

/// A share is deleted when the administrators themselves have moved to a new epoch, and by nobody's word else: of k homes that believed a far epoch the
/// key would be lost.
#[tokio::test]
async fn an_epoch_that_only_a_node_tells_costs_no_share() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let alice = &world.admins[ALICE];
	let shares = || alice.keystore.read(|secrets| secrets.admin_shares.len()).unwrap();
	for far in [2, 4_000_000_000] {
		let mut liar = LyingLedger::new(&world.ledger);
		liar.committee = Some(Box::new(move |committee| committee.epoch = far));
		let place = world.place_over(&liar, alice);
		place.administrator().note_epochs([KEY]).await.unwrap();
		forget_ended_epochs(&alice.keystore, &alice.journal).unwrap();
		assert_eq!(shares(), 1, "{far}");
	}
	world.approve(ALICE, id).await.unwrap();
	// The control: those who are pinned have handed it over.
	refresh(&world);
	note(&world, alice).await;
	forget_ended_epochs(&alice.keystore, &alice.journal).unwrap();
	assert_eq!(shares(), 0);
}

/// Several approvals are one: where one request cannot be answered any more, nothing is noted or sent of the others.
#[tokio::test]
async fn several_approvals_are_made_together_or_not_at_all() {
	let world = World::new().await;
	let (first, second) = (world.upload(SCAN).await, world.upload(b"another").await);
	let ids = [
		world.request(&world.clinician, first.record_id).await,
		world.request(&world.clinician, second.record_id).await,
	];
	let (alice, bob) = (&world.admins[ALICE], &world.admins[BOB]);
	let checked = async |admin: &Person| {
		let administrator = world.place(admin).administrator();
		let mut checked = Vec::new();
		for id in ids {
			checked.push(administrator.check_request(admin.account(), id).await.unwrap());
		}
		checked
	};
	let administrator = world.place(alice).administrator();
	let shown = checked(alice).await;
	administrator
		.approve_many(&alice.signer, &alice.keystore, &shown)
		.await
		.unwrap();
	assert_eq!(world.ledger.with(|state| state.votes.len()), 2);

	let shown = checked(bob).await;
	world.approve(BOB, ids[1]).await.unwrap();
	let administrator = world.place(bob).administrator();
	let refused = administrator
		.approve_many(&bob.signer, &bob.keystore, &shown)
		.await;
	assert!(refused.is_err());
	assert_eq!(world.ledger.with(|state| state.votes.len()), 3);
	// The first was not noted as approved, so it can still be rejected.
	world.reject(BOB, ids[0]).await.unwrap();
}

/// The journal has no key of its own: an older copy of it would let what was rejected be approved.
#[tokio::test]
async fn a_journal_that_was_set_back_answers_nothing() {
	let world = World::new().await;
	let record = world.upload(SCAN).await.record_id;
	let first = world.request(&world.clinician, record).await;
	let second = world.request(&world.clinician, record).await;
	let bob = &world.admins[BOB];
	let path = bob.home().join("journal.jsonl");
	world.approve(BOB, first).await.unwrap();
	let older = std::fs::read(&path).unwrap();
	world.reject(BOB, second).await.unwrap();
	let newest = std::fs::read(&path).unwrap();
	// A chain that shows none of it, and a home that was restored, or that somebody has written into.
	world.ledger.with(|state| {
		state.votes.clear();
		for request in state.requests.values_mut() {
			(request.yes, request.no) = (0, 0);
		}
	});
	let set_back = |answered: Result<_, Error>| {
		let error = answered.err().unwrap();
		assert_eq!(error.kind(), "SetBack", "{error}");
	};
	std::fs::write(&path, &older).unwrap();
	set_back(world.approve(BOB, second).await);
	set_back(world.approve(BOB, first).await);
	set_back(world.reject(BOB, second).await);
	std::fs::remove_file(&path).unwrap();
	set_back(world.approve(BOB, second).await);
	world.ledger.with(|state| assert!(state.votes.is_empty()));
	// With its newest copy the answers are what they were.
	std::fs::write(&path, newest).unwrap();
	assert!(matches!(
		world.approve(BOB, second).await,
		Err(Error::Trust(TrustError::RejectedBefore(of))) if of == second
	));
	world.approve(BOB, first).await.unwrap();
}
