//! Watching: nothing is lost and nothing told twice, over restarts, kills, webhooks that are down and nodes that are not to be believed.

use crate::common::{lying::LyingLedger, standing::*, *};
use medquorum_client::{
	advice::Advice as _, domain::*, error::Error, ledger::Ledger as _, notice::deliver, views::NoticeKind,
	watching::Watching,
};

/// A round of a process of its own: looks, delivers, ends.
async fn round(place: Place<'_>, ear: &mut Ear) -> Result<usize, Error> {
	let mut watching = place.person.watching();
	place.look(&mut watching, &[ear.name]).await?;
	deliver(&mut watching, ear).await
}

#[tokio::test]
async fn each_actor_is_told_what_waits_and_what_happened_once_over_restarts() {
	let world = World::new().await;
	let (patient, clinician, alice) = (&world.patient, &world.clinician, &world.admins[ALICE]);
	let [mut to_patient, mut to_clinician, mut to_alice] = [(); 3].map(|()| Ear::new("ear"));
	let uploaded = world.upload(SCAN).await;
	let id = world.request(clinician, uploaded.record_id).await;
	for _ in 0..2 {
		round(world.place(patient), &mut to_patient).await.unwrap();
		round(world.place(clinician), &mut to_clinician).await.unwrap();
		round(world.place(alice), &mut to_alice).await.unwrap();
	}
	// Windows are short in this ledger: the second round says so.
	let waiting = [
		NoticeKind::ConsentAsked,
		NoticeKind::ToAcknowledge,
		NoticeKind::AboutToExpire,
	];
	assert_eq!(to_patient.kinds(), waiting);
	assert_eq!(
		to_alice.kinds(),
		[NoticeKind::ToDecide, NoticeKind::AboutToExpire]
	);
	assert_eq!(to_clinician.kinds(), []);
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	for ear in [&mut to_patient, &mut to_clinician, &mut to_alice] {
		ear.heard.clear();
	}
	round(world.place(patient), &mut to_patient).await.unwrap();
	round(world.place(clinician), &mut to_clinician).await.unwrap();
	round(world.place(alice), &mut to_alice).await.unwrap();
	assert_eq!(to_patient.kinds(), [NoticeKind::Opened]);
	assert_eq!(to_clinician.kinds(), [NoticeKind::Opened]);
	assert_eq!(to_alice.kinds(), []);
}

#[tokio::test]
async fn what_happens_while_nobody_watches_is_told_afterwards() {
	let world = World::new().await;
	let (patient, clinician) = (&world.patient, &world.clinician);
	let (uploaded, id) = prepared(&world, SCAN, &[ALICE, BOB, CHARLIE]).await;
	let mut to_patient = Ear::new("ear");
	round(world.place(patient), &mut to_patient).await.unwrap();
	// The request is read and closed, and the record is to be erased.
	world.download(clinician, id, CspSource::Consent).await.unwrap();
	world.schedule(uploaded.record_id).await;
	to_patient.heard.clear();
	round(world.place(patient), &mut to_patient).await.unwrap();
	assert_eq!(
		to_patient.kinds(),
		[NoticeKind::Ended, NoticeKind::ErasureScheduled]
	);
	to_patient.heard.clear();
	world.erase(uploaded.record_id).await;
	for _ in 0..2 {
		round(world.place(patient), &mut to_patient).await.unwrap();
	}
	assert_eq!(to_patient.kinds(), [NoticeKind::Erased]);
}

#[tokio::test]
async fn killed_between_delivery_and_note_the_same_notice_comes_once_more_under_its_id() {
	let world = World::new().await;
	let patient = &world.patient;
	world.upload(SCAN).await;
	world.upload(b"another").await;
	let mut ear = Ear::new("ear");
	let mut watching = patient.watching();
	world.place(patient).look(&mut watching, &["ear"]).await.unwrap();
	drop(watching);
	let file = state_file(patient);
	let before = std::fs::read(&file).unwrap();
	ear.patience = 1;
	deliver(&mut patient.watching(), &mut ear).await.unwrap_err();
	// The disk is as it was when the first was delivered, and not noted yet.
	std::fs::write(&file, before).unwrap();
	ear.patience = usize::MAX;
	deliver(&mut patient.watching(), &mut ear).await.unwrap();
	let ids: Vec<&String> = ear.heard.iter().map(|(id, _)| id).collect();
	assert_eq!(ids.len(), 3);
	assert_eq!(ids[0], ids[1]);
	assert_ne!(ids[1], ids[2]);
	assert_eq!(round(world.place(patient), &mut ear).await.unwrap(), 0);
}

fn state_file(person: &Person) -> std::path::PathBuf {
	let folder = person.home().join("watch");
	let files = std::fs::read_dir(folder).unwrap();
	let mut files = files.map(|entry| entry.unwrap().path());
	files
		.find(|path| path.extension().is_some_and(|end| end == "json"))
		.unwrap()
}

#[tokio::test]
async fn webhook_that_is_down_holds_up_nobody_else_and_gets_everything_later_in_order() {
	let world = World::new().await;
	let patient = &world.patient;
	let (mut lines, mut webhook) = (Ear::new("lines"), Ear::new("webhook"));
	webhook.patience = 0;
	for content in [&b"one"[..], b"two", b"three"] {
		world.upload(content).await;
		// Each a process of its own.
		let mut watching = patient.watching();
		let place = world.place(patient);
		place.look(&mut watching, &["lines", "webhook"]).await.unwrap();
		deliver(&mut watching, &mut lines).await.unwrap();
		let error = deliver(&mut watching, &mut webhook).await.unwrap_err();
		assert_eq!(error.kind(), "WebhookDown");
	}
	assert_eq!((lines.heard.len(), webhook.heard.len()), (3, 0));
	webhook.patience = 2;
	deliver(&mut patient.watching(), &mut webhook).await.unwrap_err();
	webhook.patience = usize::MAX;
	let mut watching = patient.watching();
	assert_eq!(watching.owed_to("webhook"), 1);
	deliver(&mut watching, &mut webhook).await.unwrap();
	assert_eq!(webhook.heard, lines.heard);
	assert_eq!(watching.owed_to("webhook"), 0);
}

#[tokio::test]
async fn node_that_is_behind_or_on_another_branch_is_named_and_tells_nothing_twice() {
	let world = World::new().await;
	let patient = &world.patient;
	world.upload(SCAN).await;
	let mut ear = Ear::new("ear");
	round(world.place(patient), &mut ear).await.unwrap();
	assert_eq!(ear.heard.len(), 1);
	let mut behind = LyingLedger::new(&world.ledger);
	let mut head = world.ledger.head().await.unwrap();
	head.block.number -= 1;
	behind.head = Some(head);
	let error = round(world.place_over(&behind, patient), &mut ear)
		.await
		.unwrap_err();
	assert_eq!(error.kind(), "NodeBehind");
	let mut syncing = LyingLedger::new(&world.ledger);
	let mut head = world.ledger.head().await.unwrap();
	head.syncing = true;
	syncing.head = Some(head);
	let error = round(world.place_over(&syncing, patient), &mut ear)
		.await
		.unwrap_err();
	assert_eq!(error.kind(), "NodeSyncing");
	world.ledger.with(|state| state.branch = 1);
	let error = round(world.place(patient), &mut ear).await.unwrap_err();
	assert_eq!(error.kind(), "OtherBranch");
	// A home that has forgotten how far the chain was: the cursor knows.
	std::fs::remove_file(patient.home().join("chains.json")).unwrap();
	let fresh = Blocks::in_memory();
	let mut place = world.place(patient);
	place.desk.blocks = &fresh;
	let error = round(place, &mut ear).await.unwrap_err();
	assert_eq!(error.kind(), "OtherBranch");
	world.ledger.with(|state| state.branch = 0);
	round(world.place(patient), &mut ear).await.unwrap();
	assert_eq!(ear.heard.len(), 1);
}

#[tokio::test]
async fn blocks_that_a_node_has_forgotten_are_named_and_what_waits_is_told() {
	let world = World::new().await;
	let patient = &world.patient;
	let mut ear = Ear::new("ear");
	round(world.place(patient), &mut ear).await.unwrap();
	let uploaded = world.upload(SCAN).await;
	world.ledger.pass(200);
	world.request(&world.clinician, uploaded.record_id).await;
	let mut forgetful = LyingLedger::new(&world.ledger);
	forgetful.forgotten = world.ledger.head().await.unwrap().block.number - 50;
	for _ in 0..2 {
		round(world.place_over(&forgetful, patient), &mut ear)
			.await
			.unwrap();
	}
	assert_eq!(
		ear.kinds(),
		[
			NoticeKind::Missed,
			NoticeKind::ConsentAsked,
			NoticeKind::ToAcknowledge,
			NoticeKind::AboutToExpire,
		]
	);
}

#[tokio::test]
async fn node_that_has_forgotten_everything_is_an_error_and_moves_nothing() {
	let world = World::new().await;
	let patient = &world.patient;
	let mut ear = Ear::new("ear");
	round(world.place(patient), &mut ear).await.unwrap();
	let before = patient.watching().cursor();
	world.upload(SCAN).await;
	let mut forgetful = LyingLedger::new(&world.ledger);
	forgetful.forgotten = BlockNumber::MAX;
	let error = round(world.place_over(&forgetful, patient), &mut ear)
		.await
		.unwrap_err();
	assert_eq!(error.kind(), "Connection");
	assert_eq!(patient.watching().cursor(), before);
	round(world.place(patient), &mut ear).await.unwrap();
	assert_eq!(ear.kinds(), [NoticeKind::ToAcknowledge]);
}

#[tokio::test]
async fn two_watch_for_one_account_only_one_after_the_other() {
	let world = World::new().await;
	let patient = &world.patient;
	let first = patient.watching();
	let second = Watching::open(patient.home(), GENESIS, patient.account());
	assert_eq!(second.err().unwrap().kind(), "Busy");
	drop(first);
	patient.watching();
}

#[tokio::test]
async fn damaged_or_foreign_state_is_named_and_kept() {
	let world = World::new().await;
	let patient = &world.patient;
	round(world.place(patient), &mut Ear::new("ear")).await.unwrap();
	let file = state_file(patient);
	let good = std::fs::read_to_string(&file).unwrap();
	let foreign = good.replace(
		&patient.account().to_string(),
		&world.facility.account().to_string(),
	);
	for content in ["{", foreign.as_str()] {
		std::fs::write(&file, content).unwrap();
		let refused = Watching::open(patient.home(), GENESIS, patient.account());
		assert!(refused.is_err());
		drop(refused);
		assert_eq!(std::fs::read_to_string(&file).unwrap(), content);
	}
}

#[tokio::test]
async fn endless_debts_stop_the_reading_and_lose_nothing() {
	let world = World::new().await;
	let patient = &world.patient;
	let mut watching = patient.watching();
	world.place(patient).look(&mut watching, &["ear"]).await.unwrap();
	watching.tell(&["ear"], |teller| {
		for at in 0..500 {
			teller.missed(at, at);
		}
	});
	watching.save(None).unwrap();
	assert!(watching.is_full());
	let before = watching.cursor();
	world.upload(SCAN).await;
	world.place(patient).look(&mut watching, &["ear"]).await.unwrap();
	assert_eq!(watching.cursor(), before);
	drop(watching);
	let mut ear = Ear::new("ear");
	deliver(&mut patient.watching(), &mut ear).await.unwrap();
	round(world.place(patient), &mut ear).await.unwrap();
	assert_eq!(ear.heard.len(), 501);
	assert_eq!(ear.kinds().last(), Some(&NoticeKind::ToAcknowledge));
}

#[tokio::test]
async fn what_waits_is_read_again_when_something_happened_or_a_minute_has_gone_by() {
	let world = World::new().await;
	let patient = &world.patient;
	let mut watching = patient.watching();
	let mut look = async || world.place(patient).look(&mut watching, &["ear"]).await.unwrap();
	assert_eq!(look().await, Looked::All);
	assert_eq!(look().await, Looked::NothingNew);
	world.ledger.pass(9);
	assert_eq!(look().await, Looked::NothingNew);
	world.ledger.pass(1);
	assert_eq!(look().await, Looked::All);
	world.upload(SCAN).await;
	assert_eq!(look().await, Looked::All);
	assert_eq!(look().await, Looked::NothingNew);
}

/// Says to this test, started again, that it is the one that shows the notice.
const SHOWS: &str = "MEDQUORUM_TEST_SHOWS";

#[tokio::test]
async fn the_desktops_program_gets_the_text_and_no_secret() {
	let text = "a request waits & <soon> ends";
	if std::env::var_os(SHOWS).is_some() {
		medquorum_client::notify::show(text).await.unwrap();
		return;
	}
	let dir = tempfile::tempdir().unwrap();
	let (program, told) = (dir.path().join("notify-send"), dir.path().join("told"));
	let script = "#!/bin/sh\n{ printf '%s\\n' \"$@\"; env; } >\"${0%/*}/told\"\n";
	std::fs::write(&program, script).unwrap();
	std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
	let path = format!("{}:/usr/bin:/bin", dir.path().display());
	let shown = std::process::Command::new(std::env::current_exe().unwrap())
		.args([
			"--exact",
			"vault_watch::the_desktops_program_gets_the_text_and_no_secret",
		])
		.env("PATH", path)
		.env(SHOWS, "1")
		.env("MEDQUORUM_PASSPHRASE", "correct horse battery")
		.output()
		.unwrap();
	assert!(shown.status.success(), "{shown:?}");
	let told = std::fs::read_to_string(told).unwrap();
	let lines: Vec<&str> = told.lines().take(4).collect();
	let expected = "a request waits &amp; &lt;soon&gt; ends";
	assert_eq!(lines, ["--app-name=Medquorum", "--", "Medquorum", expected]);
	assert!(!told.contains("PASSPHRASE") && !told.contains("horse"), "{told}");
}
