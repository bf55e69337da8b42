//! A committee changes its members with real keystores over a folder: what was uploaded before opens after, what is under way behaves as
//! people are told, a lost share is worth nothing, and a lying node gets no old one.

use crate::common::{ceremony::*, lying::LyingLedger, memory_ledger::GRACE, *};
use medquorum_client::{
	domain::*,
	error::{CeremonyError, CommitteeError, Error, KeyError, LookupError, TrustError},
	keystore::AdminShare,
	ports::Journal as _,
	trust::ceremony::Stage,
};
use std::fs;

/// Alice, Bob and Charlie pass the key on to Bob, Charlie, Dave and this person.
fn in_place_of_alice<'a>(world: &'a World, grace: &'a Person) -> Change<'a> {
	let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	Change {
		dealers: vec![alice, bob, charlie],
		new: vec![bob, charlie, dave, grace],
		k: 3,
	}
}

fn grace() -> Person {
	Person::new("//Grace", 21)
}

async fn approve(world: &World, admin: &Person, id: RequestId) -> Result<Delivered, Error> {
	approve_over(world.place(admin), admin, id).await
}

fn shares_of(person: &Person) -> Vec<(KeyId, Epoch, u16)> {
	let shares = |shares: &[AdminShare]| {
		let shares = shares.iter();
		shares
			.map(|share| (share.key_id, share.epoch, share.index))
			.collect()
	};
	person
		.keystore
		.read(|secrets| shares(&secrets.admin_shares))
		.unwrap()
}

fn epoch(world: &World) -> Epoch {
	world.ledger.with(|state| state.committees[&KEY].epoch)
}

/// What a command does first in a home that answers requests.
async fn any_command(world: &World, person: &Person) {
	let place = world.place(person);
	place.administrator().note_epochs([KEY]).await.unwrap();
	forget_ended_epochs(&person.keystore, &person.journal).unwrap();
}

#[tokio::test]
async fn a_member_is_replaced_and_requests_under_way_behave_as_people_are_told() {
	let world = World::new().await;
	let grace = grace();
	let uploaded = world.upload(SCAN).await;
	let record = uploaded.record_id;
	let open = world.request(&world.clinician, record).await;
	let approved = world.request(&world.clinician, record).await;
	let call = in_place_of_alice(&world, &grace)
		.made(&world, "change", false)
		.await;
	assert_eq!(epoch(&world), 1, "a ceremony changes nothing by itself");

	// Set, and not in force: the old ones decide, and their shares are theirs.
	world.ledger.govern(&call).unwrap();
	world.approve(BOB, open).await.unwrap();
	let mine = world.request(&world.clinician, record).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, approved).await.unwrap();
		world.approve(admin, mine).await.unwrap();
	}
	assert!(matches!(
		approve(&world, &grace, open).await,
		Err(Error::Lookup(LookupError::NotAdmin { .. }))
	));

	// In force.
	world.ledger.pass(GRACE);
	assert_eq!(epoch(&world), 2);
	let refused = world.approve(CHARLIE, open).await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::EpochOver { .. }))
	));
	let dead = world.consent(open).await;
	assert!(matches!(
		dead,
		Err(Error::Lookup(LookupError::EpochOver { epoch: 1, now: 2, .. }))
	));
	// What was approved stays usable, consent included.
	world.consent(approved).await.unwrap();
	let downloaded = world.download(&world.clinician, approved, CspSource::Consent);
	downloaded.await.unwrap();
	assert_eq!(fs::read(world.target()).unwrap(), SCAN);
	fs::remove_file(world.target()).unwrap();

	// The requester asks for the same again; the one who left answers nothing, the one who came does.
	let again = world.request(&world.clinician, record).await;
	assert!(matches!(
		world.approve(ALICE, again).await,
		Err(Error::Lookup(LookupError::NotAdmin { .. }))
	));
	world.approve(DAVE, again).await.unwrap();
	world.approve(BOB, again).await.unwrap();
	approve(&world, &grace, again).await.unwrap();
	world.consent(again).await.unwrap();
	let downloaded = world.download(&world.clinician, again, CspSource::Consent);
	downloaded.await.unwrap();
	assert_eq!(fs::read(world.target()).unwrap(), SCAN);
}

#[tokio::test]
async fn what_was_uploaded_before_three_changes_opens_after_them_untouched() {
	let world = World::new().await;
	let (grace, heidi) = (grace(), Person::new("//Heidi", 22));
	let mut before = Vec::new();
	for number in 0..10_u8 {
		before.push((world.upload(&[number; 300]).await, [number; 300]));
	}
	let records = world.ledger.with(|state| state.records.clone());
	let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	let changes = [
		// One for another; one more, with a stricter rule; and back to three of four.
		in_place_of_alice(&world, &grace),
		Change {
			dealers: vec![bob, charlie, &grace],
			new: vec![bob, charlie, dave, &grace, &heidi, alice],
			k: 4,
		},
		Change {
			dealers: vec![charlie, &grace, &heidi, alice],
			new: vec![charlie, &grace, &heidi, alice],
			k: 3,
		},
	];
	for (number, change) in changes.iter().enumerate() {
		let call = change.made(&world, &format!("change {number}"), true).await;
		world.ledger.govern(&call).unwrap();
		for person in &change.new {
			any_command(&world, person).await;
		}
	}
	assert_eq!(epoch(&world), 4);
	assert_eq!(world.ledger.with(|state| state.records.clone()), records);
	// Alice left and came back: with an index that nobody had before.
	let indices = world.ledger.with(|state| {
		let admins = &state.committees[&KEY].admins;
		admins.iter().map(|admin| admin.index).collect::<Vec<_>>()
	});
	assert_eq!(indices, [3, 5, 6, 7]);
	for (uploaded, content) in before {
		let id = world.request(&world.clinician, uploaded.record_id).await;
		for admin in [charlie, &heidi, alice] {
			approve(&world, admin, id).await.unwrap();
		}
		world.consent(id).await.unwrap();
		let downloaded = world.download(&world.clinician, id, CspSource::Consent);
		downloaded.await.unwrap();
		assert_eq!(fs::read(world.target()).unwrap(), content);
		fs::remove_file(world.target()).unwrap();
	}
	// Who uploads has the pin of the beginning, and follows.
	let uploaded = world.upload(b"after").await;
	assert_eq!(uploaded.record_id.0.len(), 16);
}

#[tokio::test]
async fn a_lost_share_is_worth_nothing_once_the_others_have_reshared() {
	let mut world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	// Dave's machine is gone; a thief has what was on it.
	let thief = std::mem::replace(&mut world.admins[DAVE], Person::new("//Dave", 4));
	let [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(|at| &world.admins[at]);
	let change = Change {
		dealers: vec![alice, bob, charlie],
		new: vec![alice, bob, charlie, dave],
		k: 3,
	};
	// He cannot deal: he has nothing left to deal.
	let call = change.made(&world, "change", true).await;
	world.ledger.govern(&call).unwrap();
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let stolen = thief
		.keystore
		.read(|secrets| secrets.admin_share(KEY, 1).cloned());
	let mut stolen = stolen.unwrap().unwrap();
	let refused = approve(&world, &thief, id).await;
	assert!(
		matches!(refused, Err(Error::Key(KeyError::NoShare { epoch: 2, .. }))),
		"{refused:?}"
	);
	// Not even under the number of the new epoch.
	stolen.epoch = 2;
	thief
		.keystore
		.update(|secrets| secrets.put_admin_share(stolen))
		.unwrap();
	let refused = approve(&world, &thief, id).await;
	assert!(matches!(refused, Err(Error::Key(KeyError::OtherShare(KEY)))));
	for admin in [ALICE, CHARLIE, DAVE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	let downloaded = world.download(&world.clinician, id, CspSource::Consent);
	downloaded.await.unwrap();
	assert_eq!(fs::read(world.target()).unwrap(), SCAN);
}

#[tokio::test]
async fn an_old_share_is_erased_by_the_first_command_that_sees_the_switch() {
	let world = World::new().await;
	let grace = grace();
	let call = in_place_of_alice(&world, &grace)
		.made(&world, "change", false)
		.await;
	let [alice, bob] = [ALICE, BOB].map(|at| &world.admins[at]);
	let both = [(KEY, 1, 2), (KEY, 2, 2)];
	// Certified, then set, and not in force yet: nothing is forgotten that may have to answer.
	any_command(&world, bob).await;
	world.ledger.govern(&call).unwrap();
	any_command(&world, bob).await;
	assert_eq!(shares_of(bob), both);
	world.ledger.pass(GRACE);
	assert_eq!(shares_of(bob), both);
	any_command(&world, bob).await;
	assert_eq!(shares_of(bob), [(KEY, 2, 2)]);
	// Who has left keeps nothing either; who has come has the new one.
	any_command(&world, alice).await;
	any_command(&world, &grace).await;
	assert_eq!((shares_of(alice), shares_of(&grace)), (vec![], vec![(KEY, 2, 5)]));
}

#[tokio::test]
async fn a_lying_node_that_shows_the_old_epoch_gets_no_old_share() {
	let world = World::new().await;
	let grace = grace();
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let old = world.ledger.with(|state| state.committees[&KEY].clone());
	let call = in_place_of_alice(&world, &grace)
		.made(&world, "change", true)
		.await;
	world.ledger.govern(&call).unwrap();
	let [bob, charlie] = [BOB, CHARLIE].map(|at| &world.admins[at]);
	any_command(&world, bob).await;
	let liar = || {
		let mut liar = LyingLedger::new(&world.ledger);
		let old = old.clone();
		liar.committee = Some(Box::new(move |committee| *committee = old.clone()));
		liar.refuses_calls = true;
		liar
	};
	// The control: somebody who has not heard of the new epoch believes it, with a share of the old one. That is what must not last.
	let lies = liar();
	let believed = approve_over(world.place_over(&lies, charlie), charlie, id).await;
	assert!(matches!(believed, Err(Error::Ledger(_))), "{believed:?}");
	assert_eq!(charlie.journal.epochs().unwrap(), [(KEY, 1)]);
	any_command(&world, charlie).await;
	for admin in [bob, charlie] {
		let lies = liar();
		let refused = approve_over(world.place_over(&lies, admin), admin, id).await;
		assert!(!matches!(refused, Ok(_) | Err(Error::Ledger(_))), "{refused:?}");
		lies.assert_silent();
		assert!(!shares_of(admin).contains(&(KEY, 1, 2)) && !shares_of(admin).contains(&(KEY, 1, 3)));
	}
}

#[tokio::test]
async fn whoever_uploads_follows_a_handover_and_nothing_else() {
	let world = World::new().await;
	let grace = grace();
	let call = in_place_of_alice(&world, &grace)
		.made(&world, "change", true)
		.await;
	world.ledger.govern(&call).unwrap();
	let one = &world.facility;
	let upload = async |ledger: &LyingLedger<'_>, trust: &Trust| {
		let place = world.place_over(ledger, one).believing(trust);
		let uploader = place.uploader();
		uploader.upload(&one.signer, source(SCAN), &world.options()).await
	};
	let honest = LyingLedger::new(&world.ledger);
	upload(&honest, &world.trust).await.unwrap();

	// A handover that is missing, forged, or by too few.
	let spoils: [fn(&mut Lineage); 3] = [
		|lineage| lineage.handovers.clear(),
		|lineage| lineage.handovers[0].signatures[0].1 = Signature::NONE,
		|lineage| lineage.handovers[0].signatures.truncate(2),
	];
	for spoil in spoils {
		let mut liar = LyingLedger::new(&world.ledger);
		liar.lineage = Some(Box::new(spoil));
		let refused = upload(&liar, &world.trust).await;
		assert!(
			matches!(refused, Err(Error::Trust(TrustError::NotHandedOver { .. }))),
			"{refused:?}"
		);
		liar.assert_silent();
	}
	// Another list than the one that was handed over to.
	let mut liar = LyingLedger::new(&world.ledger);
	liar.committee = Some(Box::new(|committee| {
		committee.admins[3].account = AccountId([1; 32]);
	}));
	assert!(upload(&liar, &world.trust).await.is_err());
	liar.assert_silent();
}

#[tokio::test]
async fn a_rule_below_what_was_agreed_to_is_dealt_certified_and_followed_by_nobody() {
	let world = World::new().await;
	let [alice, bob, charlie] = [ALICE, BOB, CHARLIE].map(|at| &world.admins[at]);
	let change = Change {
		dealers: vec![alice, bob, charlie],
		new: vec![alice, bob, charlie],
		k: 2,
	};
	let folder = Folder::new(&world, "change");
	change.start(&world, &folder, 1).await.unwrap();
	change.all(&world, &folder, Stage::Join).await;
	let refused = step(&world, alice, &folder, Stage::Deal).await;
	let (found, least) = (2, 3);
	assert_eq!(why(refused), CeremonyError::TooFewApprovals { found, least });
	// Those who have agreed to it do.
	let mut agreed = world;
	agreed.trust.committees.get_mut(&KEY).unwrap().min_k = Some(2);
	let [alice, bob, charlie] = [ALICE, BOB, CHARLIE].map(|at| &agreed.admins[at]);
	let change = Change {
		dealers: vec![alice, bob, charlie],
		new: vec![alice, bob, charlie],
		k: 2,
	};
	for stage in [Stage::Deal, Stage::Certify, Stage::HandOver] {
		change.all(&agreed, &folder, stage).await;
	}
	let maker = agreed.place(alice).committee_maker();
	let board = maker.ceremony(&folder.files()).await.unwrap();
	agreed
		.ledger
		.govern(&maker.set_founded_call(&board, true).unwrap())
		.unwrap();
	agreed.upload(SCAN).await;
	let mut strict = agreed.trust.clone();
	strict.committees.get_mut(&KEY).unwrap().min_k = None;
	let place = agreed.place(&agreed.facility).believing(&strict);
	let refused = place
		.uploader()
		.upload(&agreed.facility.signer, source(b"another"), &agreed.options())
		.await;
	assert!(matches!(
		refused,
		Err(Error::Trust(TrustError::FewerApprovals {
			found: 2,
			least: 3,
			..
		}))
	));
}

#[tokio::test]
async fn whoever_is_killed_writes_the_same_file_again_and_nobody_deals_twice() {
	let world = World::new().await;
	let grace = grace();
	let change = in_place_of_alice(&world, &grace);
	let folder = Folder::new(&world, "change");
	change.start(&world, &folder, 1).await.unwrap();
	let alice = &world.admins[ALICE];
	for stage in [Stage::Join, Stage::Deal, Stage::Certify] {
		for person in change.people(stage) {
			let lost = step(&world, person, &folder, stage).await.unwrap();
			let again = step(&world, person, &folder, stage).await.unwrap();
			assert_eq!(again, lost, "{stage:?}");
			folder.put(&again);
		}
	}
	let again = step(&world, alice, &folder, Stage::Deal).await;
	assert_eq!(why(again), CeremonyError::DealtAlready(1));
	// Who only deals does not join or certify, who only joins does not deal.
	for (person, stage) in [
		(alice, Stage::Join),
		(alice, Stage::Certify),
		(&grace, Stage::Deal),
		(&world.admins[DAVE], Stage::HandOver),
	] {
		let refused = step(&world, person, &folder, stage).await;
		assert_eq!(
			why(refused),
			CeremonyError::NotYourStep(person.account()),
			"{stage:?}"
		);
	}
	change.all(&world, &folder, Stage::HandOver).await;
	change.all(&world, &folder, Stage::HandOver).await;
	let maker = world.place(alice).committee_maker();
	let board = maker.ceremony(&folder.files()).await.unwrap();
	assert_eq!(board.handover().len(), 3);
	world
		.ledger
		.govern(&maker.set_founded_call(&board, false).unwrap())
		.unwrap();
	// It is set, if not in force: nothing of it can be done again, and no other change begins.
	let late = step(&world, alice, &folder, Stage::Deal).await;
	assert!(matches!(
		late,
		Err(Error::Committee(CommitteeError::SetAlready { epoch: 2, .. }))
	));
	let other = change.start(&world, &Folder::new(&world, "other"), 1).await;
	assert!(matches!(
		other,
		Err(Error::Committee(CommitteeError::SetAlready { .. }))
	));
}

#[tokio::test]
async fn an_attempt_that_is_aborted_changes_nothing_and_the_next_one_works() {
	let world = World::new().await;
	let grace = grace();
	let change = in_place_of_alice(&world, &grace);
	let first = Folder::new(&world, "first");
	change.start(&world, &first, 1).await.unwrap();
	change.all(&world, &first, Stage::Join).await;
	change.all(&world, &first, Stage::Deal).await;
	change.all(&world, &first, Stage::Certify).await;
	let [alice, bob] = [ALICE, BOB].map(|at| &world.admins[at]);
	assert!(shares_of(bob).contains(&(KEY, 2, 2)));
	// Alice hands nothing over: she leaves.
	let second = Folder::new(&world, "second");
	change.start(&world, &second, 2).await.unwrap();
	let still = step(&world, bob, &second, Stage::Join).await;
	assert_eq!(why(still), CeremonyError::StillIn(1));
	let everybody = [alice, bob, &world.admins[CHARLIE], &world.admins[DAVE], &grace];
	for person in everybody {
		let left = abort(&world, person, &first).await.unwrap();
		first.put(&left);
	}
	// That it is not set is the node's word: the share stays until those trusted here show whose the epoch is.
	assert_eq!(shares_of(bob), [(KEY, 1, 2), (KEY, 2, 2)]);
	let late = step(&world, alice, &first, Stage::HandOver).await;
	assert_eq!(why(late), CeremonyError::Over(alice.account()));
	for stage in [Stage::Join, Stage::Deal, Stage::Certify, Stage::HandOver] {
		change.all(&world, &second, stage).await;
	}
	let maker = world.place(alice).committee_maker();
	let board = maker.ceremony(&second.files()).await.unwrap();
	assert_eq!(shares_of(bob), [(KEY, 1, 2), (KEY, 2, 2), (KEY, 2, 2)]);
	world
		.ledger
		.govern(&maker.set_founded_call(&board, true).unwrap())
		.unwrap();
	assert_eq!(epoch(&world), 2);
	// The chain has decided: the first answer takes the share that counts, and forgets the other.
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	world.approve(BOB, id).await.unwrap();
	assert_eq!(shares_of(bob), [(KEY, 2, 2)]);
}
