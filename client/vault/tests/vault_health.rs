//! Signs of life and the health of committees: what proves that a share is there, and what does not.

use crate::common::{lying::LyingLedger, *};
use medquorum_client::{
	domain::*,
	error::{Error, KeyError, ShareError},
	ledger::Call,
	roles::HealthSpan,
	trust::alive::{Place as Of, SignOfLife},
	views::{CommitteeHealth, MemberHealth},
};
use serde_json::Value;

async fn sign(world: &World, admin: &Person) -> SignOfLife {
	let administrator = world.place(admin).administrator();
	let made = administrator.sign_of_life(&admin.signer, &admin.keystore, KEY);
	made.await.unwrap()
}

fn committee(world: &World) -> Committee {
	world.ledger.with(|state| state.committees[&KEY].clone())
}

fn checked(world: &World, sign: &SignOfLife) -> Result<(), ShareError> {
	let place = Of {
		genesis: &GENESIS,
		key_id: KEY,
		committee: &committee(world),
	};
	sign.check(&place)
}

/// The sign with another value in a field of its file.
fn with(sign: &SignOfLife, field: &str, value: Value) -> SignOfLife {
	let mut document: Value = serde_json::from_slice(&sign.write()).unwrap();
	assert!(document.get(field).is_some(), "{field}");
	document[field] = value;
	SignOfLife::read(&serde_json::to_vec(&document).unwrap()).unwrap()
}

fn field(sign: &SignOfLife, field: &str) -> Value {
	let document: Value = serde_json::from_slice(&sign.write()).unwrap();
	document[field].clone()
}

async fn health(world: &World, signs: &[SignOfLife]) -> CommitteeHealth {
	let to = world.ledger.with(|state| state.now);
	let span = HealthSpan::of_days(to, 30, Some(0));
	let span = HealthSpan { recent: 0, ..span };
	let observer = world.place(&world.facility).observer();
	let signs: Vec<_> = signs.iter().map(|sign| (sign.name(), sign.clone())).collect();
	let committees = [(KEY, committee(world))];
	let found = observer.health(&committees, span, &signs).await.unwrap();
	found.into_iter().next().unwrap()
}

fn member(health: &CommitteeHealth, at: usize) -> &MemberHealth {
	&health.members[at]
}

#[tokio::test]
async fn a_sign_of_life_holds_for_its_committee_epoch_person_and_block_alone() {
	let world = World::new().await;
	let alice = &world.admins[ALICE];
	let made = sign(&world, alice).await;
	checked(&world, &made).unwrap();
	assert_eq!(SignOfLife::read(&made.write()).unwrap(), made);
	let (who, bob) = (alice.account(), world.admins[BOB].account());
	let not_signed = || ShareError::SignNotSigned(who);
	for (changed, expected) in [
		(
			with(&made, "genesis", format!("0x{}", "11".repeat(32)).into()),
			ShareError::OtherChain { what: "sign of life" },
		),
		(
			with(&made, "key_id", 8.into()),
			ShareError::OtherCommittee {
				who,
				found: 8,
				expected: KEY,
			},
		),
		(
			with(&made, "epoch", 2.into()),
			ShareError::SignOfOtherEpoch {
				who,
				epoch: 2,
				current: 1,
			},
		),
		(with(&made, "index", 2.into()), ShareError::SignOfStranger(who)),
		(
			with(&made, "account", bob.to_string().into()),
			ShareError::SignOfStranger(bob),
		),
		(with(&made, "block", 9_999.into()), not_signed()),
		(
			with(&made, "block_hash", format!("0x{}", "11".repeat(32)).into()),
			not_signed(),
		),
		(with(&made, "share", field(&made, "admin_share")), not_signed()),
	] {
		assert_eq!(checked(&world, &changed), Err(expected));
	}
	for part in ["capsule", "sealed_to", "share", "admin_share"] {
		let text = field(&made, part).as_str().unwrap().to_owned();
		let last = if text.ends_with('0') { "1" } else { "0" };
		let flipped = format!("{}{last}", &text[..text.len() - 1]);
		assert_eq!(
			checked(&world, &with(&made, part, flipped.into())),
			Err(not_signed()),
			"{part}"
		);
	}
	for garbage in [&b""[..], b"{}", b"[1]", &[0xff; 70_000]] {
		assert_eq!(SignOfLife::read(garbage), Err(ShareError::NotASign));
	}
}

#[tokio::test]
async fn nobody_gives_a_sign_without_the_share() {
	let world = World::new().await;
	let (alice, bob) = (&world.admins[ALICE], &world.admins[BOB]);
	let made = async |admin: &Person| {
		let administrator = world.place(admin).administrator();
		let made = administrator.sign_of_life(&admin.signer, &admin.keystore, KEY);
		made.await
	};
	// Somebody else's share: the client notices. Whoever signs somebody else's proof is told by everybody who checks.
	let stolen = bob.keystore.read(|secrets| secrets.admin_share(KEY, 1).cloned());
	alice
		.keystore
		.update(|secrets| secrets.put_admin_share(stolen.unwrap().unwrap()))
		.unwrap();
	assert!(matches!(
		made(alice).await.err(),
		Some(Error::Key(KeyError::OtherShare(KEY)))
	));
	alice
		.keystore
		.update(|secrets| secrets.drop_share(KEY, 1))
		.unwrap();
	assert!(matches!(
		made(alice).await.err(),
		Some(Error::Key(KeyError::NoShare { .. }))
	));
	assert!(made(&world.clinician).await.is_err(), "not of the committee");
}

/// The shares in a sign of life are worth nothing for any request, however many there are.
#[tokio::test]
async fn a_sign_of_life_opens_nothing() {
	let world = World::new().await;
	let record = world.upload(SCAN).await.record_id;
	let id = world.request(&world.clinician, record).await;
	for admin in [ALICE, BOB, CHARLIE] {
		let admin = &world.admins[admin];
		let made = sign(&world, admin).await;
		for part in ["share", "admin_share"] {
			let text = field(&made, part);
			let mut share = [0; 288];
			hex::decode_to_slice(text.as_str().unwrap().trim_start_matches("0x"), &mut share).unwrap();
			let call = Call::Approve {
				request_id: id,
				share,
			};
			let place = world.place(admin);
			let refused = place.desk.deliver(&admin.signer, &call).await;
			assert!(
				matches!(refused, Err(Error::Ledger(ref error)) if error.refusal() == Some("BadShareProof")),
				"{refused:?}"
			);
		}
	}
	// The control: what is made for the request.
	world.approve(ALICE, id).await.unwrap();
}

#[tokio::test]
async fn health_counts_what_is_proven_and_names_what_is_not() {
	let world = World::new().await;
	let nothing = health(&world, &[]).await;
	assert_eq!(
		(
			nothing.confirmed(),
			nothing.survives(),
			nothing.survives_at_best()
		),
		(0, None, 1)
	);
	assert!(nothing.is_at_risk());
	let mut signs = Vec::new();
	for admin in &world.admins[..3] {
		signs.push(sign(&world, admin).await);
	}
	let three = health(&world, &signs).await;
	assert_eq!((three.confirmed(), three.survives()), (3, Some(0)));
	assert!(three.is_at_risk(), "one more loss is fatal");
	// Dave approves: his share is there as well.
	let record = world.upload(SCAN).await.record_id;
	let id = world.request(&world.clinician, record).await;
	world.approve(DAVE, id).await.unwrap();
	let four = health(&world, &signs).await;
	assert_eq!(
		(four.confirmed(), four.survives(), four.is_at_risk()),
		(4, Some(1), false)
	);
	assert!(member(&four, DAVE).approved.is_some() && member(&four, DAVE).drilled.is_none());
	// A rejection shows a person and no share.
	let other = world.request(&world.clinician, record).await;
	world.reject(ALICE, other).await.unwrap();
	let rejected = health(&world, &[]).await;
	assert!(member(&rejected, ALICE).rejected.is_some());
	assert_eq!(rejected.confirmed(), 1);
	// What is old does not count.
	let mut old = four.clone();
	old.recent = old.recent.max(1_000_000);
	assert_eq!(old.confirmed(), 0);

	// A sign over a block of another branch, and one that is forged, are named and not counted.
	let forged = with(&signs[0], "share", field(&signs[1], "share"));
	world.ledger.with(|state| state.branch = 1);
	world.admins[ALICE].blocks.forget(&GENESIS).unwrap();
	world.facility.blocks.forget(&GENESIS).unwrap();
	let doubted = health(&world, &[signs[1].clone(), forged]).await;
	let why: Vec<_> = doubted.doubted.iter().map(|sign| sign.why.clone()).collect();
	assert_eq!(
		why,
		[
			ShareError::OtherBlock {
				who: signs[1].account,
				block: signs[1].block,
			},
			ShareError::SignNotSigned(signs[0].account),
		]
	);
	assert!(doubted.members.iter().all(|member| member.alive.is_none()));
}

/// An approval ten days ago confirms a share, though its request is long gone: blocks are read back to it, and no further than it takes.
#[tokio::test]
async fn an_approval_of_ten_days_ago_confirms_a_share() {
	let world = World::new().await;
	let record = world.upload(SCAN).await.record_id;
	let id = world.request(&world.clinician, record).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	let approved = world.ledger.with(|state| state.now);
	world.ledger.with(|state| state.requests.clear());
	let day = DECISION_TTL;
	world.ledger.pass(10 * day);
	let look = async |days: u16, signs: &[SignOfLife]| {
		let to = world.ledger.with(|state| state.now);
		let signs: Vec<_> = signs.iter().map(|sign| (sign.name(), sign.clone())).collect();
		let committees = [(KEY, committee(&world))];
		let observer = world.place(&world.facility).observer();
		let span = HealthSpan::of_days(to, days, None);
		let found = observer.health(&committees, span, &signs).await.unwrap();
		(found.into_iter().next().unwrap(), to)
	};
	let (health, _) = look(30, &[]).await;
	assert_eq!(
		(health.confirmed(), health.survives(), health.from),
		(3, Some(0), 0)
	);
	for at in [ALICE, BOB, CHARLIE] {
		assert!(
			member(&health, at)
				.approved
				.is_some_and(|block| block <= approved)
		);
	}
	// The control: what is older than it may be, and a share that nothing confirms.
	let (health, to) = look(9, &[]).await;
	assert_eq!((health.confirmed(), health.from), (0, to - 9 * day));
	// Where all are confirmed, a day is read.
	let mut signs = Vec::new();
	for admin in &world.admins {
		signs.push(sign(&world, admin).await);
	}
	let (health, to) = look(30, &signs).await;
	assert_eq!((health.confirmed(), health.from), (4, to - day));
}

/// A drill is a record that is about nobody: its approvals are shown apart, and count.
#[tokio::test]
async fn drills_are_counted_apart() {
	let world = World::new().await;
	let one = &world.facility;
	let options = UploadOptions {
		patient: one.account(),
		..world.options()
	};
	let place = world.place(one);
	let uploader = place.uploader();
	let drill = uploader.upload(&one.signer, source(b"a drill"), &options);
	let drill = drill.await.unwrap().record_id;
	let asked = place.requester();
	let asked = asked.request(&one.signer, &one.keystore, drill, Purpose::PatientRequest);
	let id = asked.await.unwrap().request_id;
	for admin in [ALICE, BOB] {
		world.approve(admin, id).await.unwrap();
	}
	let found = health(&world, &[]).await;
	for admin in [ALICE, BOB] {
		let member = member(&found, admin);
		assert!(member.drilled.is_some() && member.approved.is_none());
	}
	assert_eq!(found.confirmed(), 2);
	// Two requests have all four approve: each takes three.
	let observer = place.observer();
	let drill = observer.drill(KEY).await.unwrap();
	assert_eq!(
		(Drill::requests_for(&drill.committee), drill.requests.len()),
		(2, 1)
	);
	let [alice, dave] = [ALICE, DAVE].map(|at| world.admins[at].account());
	assert!(drill.has_passed(&alice) && !drill.has_passed(&dave));
	assert_eq!(drill.next_for(&alice), None);
	assert_eq!(drill.next_for(&dave).map(|view| view.id), Some(id));
	// A patient's own request for a record that a hospital made is no drill.
	let record = world.upload(SCAN).await.record_id;
	let patient = &world.patient;
	let own = world.place(patient).requester();
	let asked = own.request(
		&patient.signer,
		&patient.keystore,
		record,
		Purpose::PatientRequest,
	);
	let own = asked.await.unwrap().request_id;
	world.approve(DAVE, own).await.unwrap();
	let drill = observer.drill(KEY).await.unwrap();
	assert_eq!((drill.requests.len(), drill.has_passed(&dave)), (1, false));
}

#[tokio::test]
async fn a_node_that_is_behind_tells_no_health() {
	let world = World::new().await;
	let one = &world.facility;
	world.place(one).desk.check_node().await.unwrap();
	let mut liar = LyingLedger::new(&world.ledger);
	let mut head = medquorum_client::ledger::Ledger::head(&world.ledger)
		.await
		.unwrap();
	head.syncing = true;
	liar.head = Some(head);
	let observer = world.place_over(&liar, one).observer();
	let span = HealthSpan::of_days(0, 30, None);
	assert!(observer.health(&[], span, &[]).await.is_err());
}
