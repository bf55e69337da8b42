//! Archives: what comes in, what is refused, and that nothing comes in twice.

use crate::common::{archive::*, lying::LyingLedger, memory_ledger::BatchFault, *};
use medquorum_client::{
	domain::*,
	error::{Error, LookupError},
	files::FileError,
};
use std::fs;

#[tokio::test(flavor = "multi_thread")]
async fn rows_become_records_that_open() {
	let world = World::new().await;
	let mut archive = Archive::of(3);
	archive.write("study/1.dcm", b"one");
	archive.write("study/deep/2.dcm", b"two");
	archive.row("study,Eve,2024-02-29,\"E11.9; I10\",knee,no");
	archive.row("scan-0.dcm,Ferdie,,,,");
	let done = archive.import(&world).await.unwrap();
	assert_all(&done, 5);
	assert_whole(&world, 5);
	let lines: Vec<u64> = done.registered.iter().map(|row| row.line).collect();
	assert_eq!(lines, [2, 3, 4, 5, 6]);
	assert_eq!((done.batches, done.fee), (1, Balance(1)));
	let study = done.registered[3].record_id;
	let id = world.request(&world.clinician, study).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	let opened = world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	assert_eq!(opened.info.name, "knee");
	assert_eq!(opened.info.icd10.as_deref(), Some("E11.9 I10"));
	assert_eq!(opened.info.date.as_deref(), Some("2024-02-29"));
	assert_eq!(opened.info.mime, "application/x-tar");
	let content = fs::read(world.target()).unwrap();
	assert!(content.windows(3).any(|at| at == b"two"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_archive_again_registers_nothing() {
	let mut world = World::new().await;
	let archive = Archive::of(7);
	let first = archive.import(&world).await.unwrap();
	assert_all(&first, 7);
	restart(&mut world);
	let again = archive.import(&world).await.unwrap();
	assert_eq!((again.registered.len(), again.batches), (0, 0));
	assert_eq!(again.earlier, first.registered);
	// Moved, described otherwise, in another order, and with one file more.
	let mut moved = Archive::new();
	for row in (0..7).rev() {
		moved.write(&format!("new/{row}"), format!("scan number {row}").as_bytes());
		moved.row(&format!("new/{row},Eve,2024-01-31,I10,another name,no"));
	}
	moved.add("more.dcm", b"one more");
	let third = moved.import(&world).await.unwrap();
	assert_eq!((third.registered.len(), third.earlier.len()), (1, 7));
	// Another day, or another patient, is another record.
	moved.row("more.dcm,Eve,2024-02-01,,,");
	moved.row("more.dcm,Ferdie,2024-01-31,,,");
	assert_eq!(moved.import(&world).await.unwrap().registered.len(), 2);
	assert_whole(&world, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_other_content_is_another_record_and_one_that_was_only_touched_is_not() {
	let mut world = World::new().await;
	let archive = Archive::of(3);
	archive.import(&world).await.unwrap();
	archive.write("scan-0.dcm", b"scan number 0");
	archive.write("scan-1.dcm", b"taken once more");
	restart(&mut world);
	let again = archive.import(&world).await.unwrap();
	let lines: Vec<u64> = again.registered.iter().map(|row| row.line).collect();
	assert_eq!((lines, again.earlier.len()), (vec![3], 2));
	assert_whole(&world, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_with_faults_are_refused_and_the_others_come_in() {
	let world = World::new().await;
	let mut archive = Archive::of(2);
	archive.row("scan-9.dcm,Eve,,,,");
	archive.row("scan-0.dcm,Nobody,,,,");
	archive.row("scan-0.dcm,Mallory,,,,");
	archive.write("copy.dcm", b"scan number 1");
	archive.row("copy.dcm,Eve,2024-01-31,,,");
	archive.row("scan-0.dcm,Eve,2024-02-30,XX,,");
	archive.row("../scan,Eve,,,,");
	archive.write("empty/.keep", b"");
	fs::remove_file(archive.folder().join("empty/.keep")).unwrap();
	archive.row("empty,Eve,,,,");
	archive.row(&format!("scan-0.dcm,Eve,2024-03-01,,{},", "long ".repeat(2000)));
	archive.add("last.dcm", b"the last one");
	let expected = [
		(4, vec!["Missing"]),
		(5, vec!["NotRegistered"]),
		(6, vec!["UnknownContact"]),
		(7, vec!["ImportSameFile"]),
		(8, vec!["CodeForm", "RowDate"]),
		(9, vec!["Missing"]),
		(10, vec!["StudyEmpty"]),
		(11, vec!["Description"]),
	];
	let checked = archive.check(&world).await.unwrap();
	let found: Vec<u64> = kinds(&checked.refused)
		.into_iter()
		.map(|(line, _)| line)
		.collect();
	assert_eq!(
		found,
		expected.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
		"{:?}",
		kinds(&checked.refused)
	);
	assert_eq!((checked.fresh, records(&world), world.objects()), (3, 0, 0));
	let done = archive.import(&world).await.unwrap();
	assert_eq!(
		kinds(&done.refused),
		kinds(&checked.refused),
		"a trial says what an import says"
	);
	for ((line, found), (expected_line, expected)) in kinds(&done.refused).iter().zip(&expected) {
		assert_eq!(line, expected_line);
		assert_eq!(found.len(), expected.len(), "line {line}: {found:?}");
	}
	assert_eq!((done.registered.len(), done.left), (3, 0));
	let path = &done.refused[0].cells[0];
	assert_eq!(
		*path,
		archive.folder().join("scan-9.dcm").display().to_string(),
		"a report may lie elsewhere"
	);
	assert_whole(&world, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_role_nothing_is_done() {
	let world = World::new().await;
	world.give(&world.facility, Role::Clinician);
	let archive = Archive::of(3);
	for error in [
		archive.import(&world).await.unwrap_err(),
		archive.check(&world).await.unwrap_err(),
	] {
		assert!(
			matches!(error, Error::Lookup(LookupError::WrongRole { .. })),
			"{error}"
		);
	}
	assert_whole(&world, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_lost_on_the_way_stops_the_import_and_loses_nothing() {
	let mut world = World::new().await;
	let archive = Archive::of(5);
	world.give(&world.facility, Role::Clinician);
	{
		// It looks as if the role were there until the calls are carried out.
		let mut late = LyingLedger::new(&world.ledger);
		late.user = Some(Box::new(|user| {
			if user.role == Role::Clinician {
				user.role = Role::Facility;
			}
		}));
		let place = world.place_over(&late, &world.facility);
		let done = archive.import_over(place, &world).await.unwrap();
		let stopped = done.stopped.unwrap();
		assert!(
			matches!(&stopped, Error::Ledger(error) if error.refusal() == Some("RoleCannotUpload")),
			"{stopped}"
		);
		assert_eq!((done.registered.len(), done.refused.len(), done.left), (0, 0, 5));
	}
	assert_eq!((records(&world), world.objects()), (0, 10));
	world.give(&world.facility, Role::Facility);
	restart(&mut world);
	assert_all(&archive.import(&world).await.unwrap(), 5);
	assert_whole(&world, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_the_chain_refuses_takes_no_other_with_it() {
	let mut world = World::new().await;
	let mut archive = Archive::of(2);
	archive.write("other.dcm", b"of another patient");
	archive.row("other.dcm,Ferdie,,,,");
	archive.add("last.dcm", b"the last one");
	let (old, new) = (world.clinician.account(), AccountId([9; 32]));
	world.ledger.with(|state| state.replacements.insert(old, new));
	let done = archive.import(&world).await.unwrap();
	assert_eq!(kinds(&done.refused), [(4, vec!["AlreadyReplaced"])]);
	assert_eq!((done.registered.len(), done.left, done.batches), (3, 0, 1));
	assert!(
		done.refused[0].faults[0].next.contains("medquorum erase"),
		"{:?}",
		done.refused[0].faults
	);
	// Mended, the very same record is registered.
	let sealed = world.objects();
	world.ledger.with(|state| state.replacements.clear());
	restart(&mut world);
	let again = archive.import(&world).await.unwrap();
	assert_eq!((again.registered.len(), again.earlier.len()), (1, 3));
	assert_eq!(world.objects(), sealed);
	assert_whole(&world, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_import_at_a_time_and_nobody_tidies_it_away() {
	let world = World::new().await;
	let archive = Archive::of(3);
	let mut running = LyingLedger::new(&world.ledger);
	let life = dying::Life::of(0);
	running.life = Some(&life);
	let place = world.place_over(&running, &world.facility);
	let import = archive.import_over(place, &world);
	let other = async {
		// The batch is on its way.
		while running.sent.lock().unwrap().is_empty() {
			tokio::task::yield_now().await;
		}
		let notes = Notes::open(&world.facility.home().join("notes.json"), &GENESIS).unwrap();
		let mut elsewhere = world.place(&world.facility).uploader();
		elsewhere.notes = &notes;
		let second = elsewhere
			.import(
				&world.facility.signer,
				archive.manifest(),
				&book(&world),
				&archive.options(),
			)
			.await;
		let error = second.unwrap_err();
		assert!(matches!(error, Error::File(FileError::Busy(_))), "{error}");
		let mut keeper = world.place(&world.facility).keeper();
		keeper.notes = &notes;
		assert_eq!(keeper.tidy().await.unwrap(), Tidied::default());
		assert_eq!(world.objects(), 6);
	};
	tokio::select! {
		_ = import => panic!("it waits for ever"),
		() = other => {}
	}
	assert_all(&archive.import(&world).await.unwrap(), 3);
	assert_whole(&world, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_tidied_away_starts_from_the_beginning() {
	let mut world = World::new().await;
	let archive = Archive::of(3);
	world
		.ledger
		.with(|state| state.batch_faults.push_back(BatchFault::Unsent));
	{
		let life = dying::Life::of(0);
		let mut dead = LyingLedger::new(&world.ledger);
		dead.head = None;
		dead.life = Some(&life);
		let store = dying::DyingStore {
			inner: &world.store,
			life: &dying::Life::of(7),
		};
		let place = world.place_over(&dead, &world.facility).storing(&store);
		assert!(
			store
				.life
				.live(archive.import_over(place, &world))
				.await
				.is_none()
		);
	}
	restart(&mut world);
	let keeper = world.place(&world.facility).keeper();
	assert!(keeper.resumable() > 0);
	keeper.tidy().await.unwrap();
	world.ledger.with(|state| state.batch_faults.clear());
	assert_eq!(world.objects(), 0);
	assert_all(&archive.import(&world).await.unwrap(), 3);
	assert_whole(&world, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_handed_out_in_batches() {
	let world = World::new().await;
	let archive = Archive::of(130);
	let ledger = LyingLedger::new(&world.ledger);
	let place = world.place_over(&ledger, &world.facility).emitting();
	let done = archive.import_over(place, &world).await.unwrap();
	ledger.assert_silent();
	assert_eq!((done.handed_out, done.left, done.registered.len()), (130, 0, 0));
	assert!(done.calls.len() >= 2);
	assert!(
		done.calls
			.iter()
			.all(|call| (call.pallet, call.name) == ("Utility", "force_batch"))
	);
	assert_eq!(records(&world), 0);
}
