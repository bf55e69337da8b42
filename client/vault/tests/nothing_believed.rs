//! What a node says of keys and epochs moves nobody further than what this home has signed or seen.

use crate::common::{ceremony::Change, lying::LyingLedger, *};
use medquorum_client::{
	advice::Advice as _,
	domain::*,
	error::{Error, KeyError, TrustError},
	keystore::AdminShare,
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

/// A world in which nobody has typed `committee trust`, and what whoever uploads trusts all the same.
async fn without_pins() -> (World, Trust) {
	let mut world = World::new().await;
	let trust = world.trust.clone();
	world.trust.committees.clear();
	(world, trust)
}

/// The key goes to other administrators, by files and at once.
async fn passed_on(world: &World, name: &str, (dealers, new, k): (&[&Person], &[&Person], u16)) {
	let change = Change {
		dealers: dealers.to_vec(),
		new: new.to_vec(),
		k,
	};
	let call = change.made(world, name, true).await;
	world.ledger.govern(&call).unwrap();
}

/// What every command does first, in a home that names no committee.
async fn any_command(place: Place<'_>) {
	place.administrator().note_epochs([]).await.unwrap();
	let person = place.person;
	forget_ended_epochs(&person.keystore, &person.journal).unwrap();
}

/// Epoch and index of each share.
fn shares_of(person: &Person) -> Vec<(Epoch, u16)> {
	let of = |shares: &[AdminShare]| shares.iter().map(|share| (share.epoch, share.index)).collect();
	person.keystore.read(|secrets| of(&secrets.admin_shares)).unwrap()
}

/// Shows that the share is there, and so that the committee is certified.
async fn alive(world: &World, person: &Person) {
	let administrator = world.place(person).administrator();
	let sign = administrator.sign_of_life(&person.signer, &person.keystore, KEY);
	sign.await.unwrap();
}

/// What somebody certified is trusted like what is pinned: an old share ends with its epoch, for who stays and for who leaves.
#[tokio::test]
async fn without_a_pin_an_old_share_ends_for_who_stays_and_for_who_leaves() {
	let (world, _) = without_pins().await;
	let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	let (grace, heidi) = (Person::new("//Grace", 23), Person::new("//Heidi", 24));
	// Who neither deals nor shows his share has certified nothing that his client knows of.
	alive(&world, dave).await;
	let (dealers, new) = ([alice, bob, charlie], [bob, charlie, dave, &grace]);
	passed_on(&world, "first", (&dealers, &new, 3)).await;
	assert_eq!(shares_of(bob), [(1, 2), (2, 2)]);
	for person in [alice, bob, charlie] {
		any_command(world.place(person)).await;
	}
	// Alice dealt and left.
	assert_eq!((shares_of(alice), shares_of(bob)), (vec![], vec![(2, 2)]));
	// Grace only certified what she leaves now. She is asked by nobody.
	let (dealers, new) = ([bob, charlie, dave], [bob, charlie, dave, &heidi]);
	passed_on(&world, "second", (&dealers, &new, 3)).await;
	assert_eq!(shares_of(&grace), [(2, 5)]);
	for person in [&grace, dave, &heidi] {
		any_command(world.place(person)).await;
	}
	assert_eq!(
		(shares_of(&grace), shares_of(dave), shares_of(&heidi)),
		(vec![], vec![(3, 4)], vec![(3, 6)])
	);
}

#[tokio::test]
async fn without_a_pin_a_lying_node_gets_no_share_of_an_epoch_that_was_seen_to_end() {
	let (world, trust) = without_pins().await;
	let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	let (facility, grace) = (&world.facility, Person::new("//Grace", 23));
	let uploader = world.place(facility).believing(&trust).uploader();
	let options = world.options();
	let uploaded = uploader.upload(&facility.signer, source(SCAN), &options);
	let id = world
		.request(&world.clinician, uploaded.await.unwrap().record_id)
		.await;
	let old = world.ledger.with(|state| state.committees[&KEY].clone());
	let (dealers, new) = ([alice, bob, charlie], [bob, charlie, dave, &grace]);
	passed_on(&world, "change", (&dealers, &new, 3)).await;
	let liar = || {
		let (mut liar, old) = (LyingLedger::new(&world.ledger), old.clone());
		liar.committee = Some(Box::new(move |committee| *committee = old.clone()));
		liar.refuses_calls = true;
		liar
	};
	// The control: who has not heard of the new epoch gives the share away.
	let lies = liar();
	let believed = approve_over(world.place_over(&lies, charlie), charlie, id).await;
	assert!(matches!(believed, Err(Error::Ledger(_))), "{believed:?}");
	for person in [alice, bob, charlie] {
		any_command(world.place(person)).await;
		let lies = liar();
		let refused = approve_over(world.place_over(&lies, person), person, id).await;
		assert!(!matches!(refused, Ok(_) | Err(Error::Ledger(_))), "{refused:?}");
		lies.assert_silent();
	}
}

#[tokio::test]
async fn without_a_pin_a_node_ends_no_epoch_by_its_word() {
	let (world, _) = without_pins().await;
	let alice = &world.admins[ALICE];
	alive(&world, alice).await;
	refresh(&world);
	let mut liar = LyingLedger::new(&world.ledger);
	for far in [3, 4_000_000_000] {
		liar.committee = Some(Box::new(move |committee| committee.epoch = far));
		any_command(world.place_over(&liar, alice)).await;
		assert_eq!(shares_of(alice), [(1, 1)], "{far}");
	}
	// All of the new epoch have certified it, and those before have not handed it over, or too few of them.
	let spoils: [fn(&mut Lineage); 3] = [
		|lineage| lineage.handovers.clear(),
		|lineage| lineage.handovers[0].signatures[0].1 = Signature::NONE,
		|lineage| lineage.handovers[0].signatures.truncate(2),
	];
	for spoil in spoils {
		let mut liar = LyingLedger::new(&world.ledger);
		liar.lineage = Some(Box::new(spoil));
		any_command(world.place_over(&liar, alice)).await;
		assert_eq!(shares_of(alice), [(1, 1)]);
	}
	// A pin of another key is what a person said last: by nobody else's word does anything end here.
	let mut pinned = world.trust.clone();
	let other = CommitteePin {
		x: [9; 32],
		..world
			.ledger
			.with(|state| CommitteePin::of(&state.committees[&KEY]).unwrap())
	};
	pinned.committees.insert(KEY, other);
	any_command(world.place(alice).believing(&pinned)).await;
	assert_eq!(shares_of(alice), [(1, 1)]);
	// The control.
	any_command(world.place(alice)).await;
	assert_eq!(shares_of(alice), []);
}

/// Who agreed to no weaker rule encrypts nothing by it. The share is of the past all the same.
#[tokio::test]
async fn an_epoch_by_a_weaker_rule_than_was_agreed_to_ends_the_one_before() {
	let mut world = World::new().await;
	let strict = world.trust.clone();
	world.trust.committees.get_mut(&KEY).unwrap().min_k = Some(2);
	let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	alive(&world, dave).await;
	let three = [alice, bob, charlie];
	passed_on(&world, "weaker", (&three, &three, 2)).await;
	any_command(world.place(dave).believing(&strict)).await;
	assert_eq!(shares_of(dave), []);
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
	// Where that copy is lost, a person takes the one there is, as `medquorum config accept-journal` does, and with it what it lacks.
	std::fs::write(&path, &older).unwrap();
	set_back(world.approve(BOB, second).await);
	let tip = bob.journal.tip().unwrap();
	bob.keystore.update(|secrets| secrets.journal_tip = tip).unwrap();
	world.approve(BOB, second).await.unwrap();
}
