//! Imports that are killed, at every step and with every line that they were about to write.

use crate::common::{
	archive::*,
	dying::{DyingStore, Life},
	lying::LyingLedger,
	*,
};
use medquorum_client::import::Imported;
use std::fs;

/// Small files, one that is sealed on its way to the store, and a folder.
fn archive() -> Archive {
	let mut archive = Archive::of(3);
	archive.add("large.bin", &vec![7; (1 << 20) + 5]);
	archive.write("study/a", b"a");
	archive.write("study/b", b"b");
	archive.row("study,Eve,,,,");
	archive
}

/// An import whose process dies after so many steps; `None` then.
async fn killed(world: &World, archive: &Archive, steps: usize) -> Option<Imported> {
	let life = Life::of(steps);
	let mut ledger = LyingLedger::new(&world.ledger);
	ledger.life = Some(&life);
	let store = DyingStore {
		inner: &world.store,
		life: &life,
	};
	let place = world.place_over(&ledger, &world.facility).storing(&store);
	let done = life.live(archive.import_over(place, world)).await;
	// Threads of the dead process end with it.
	medquorum_client::store::Store::settle(&world.store)
		.await
		.unwrap();
	done.map(Result::unwrap)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_killed_at_any_step_brings_every_row_in_once() {
	let archive = archive();
	let mut steps = 0;
	loop {
		let mut world = World::new().await;
		let done = killed(&world, &archive, steps).await;
		let ended = done.is_some();
		restart(&mut world);
		let again = archive.import(&world).await.unwrap();
		assert!(
			again.stopped.is_none() && again.refused.is_empty(),
			"{steps}: {again:?}"
		);
		assert_eq!(
			again.registered.len() + again.earlier.len(),
			archive.rows,
			"{steps}"
		);
		assert_whole(&world, archive.rows);
		let keeper = world.place(&world.facility).keeper();
		assert_eq!(keeper.abandoned(), 0, "{steps}");
		if ended {
			assert!(steps > 20, "there are steps to die at: {steps}");
			return;
		}
		steps += 1;
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_killed_again_and_again_ends_all_the_same() {
	let archive = archive();
	for steps in [3, 5, 8] {
		let mut world = World::new().await;
		for _ in 0..40 {
			if killed(&world, &archive, steps).await.is_some() {
				break;
			}
			restart(&mut world);
		}
		restart(&mut world);
		let done = archive.import(&world).await.unwrap();
		assert!(done.stopped.is_none() && done.refused.is_empty());
		assert_whole(&world, archive.rows);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_line_that_was_lost_or_torn_changes_nothing() {
	let archive = archive();
	for steps in [4, 9, 12, 15, 18, 21, 24] {
		for torn in [0, 1, 20] {
			let mut world = World::new().await;
			killed(&world, &archive, steps).await;
			let path = world.facility.home().join("imports.jsonl");
			let text = fs::read(&path).unwrap();
			// The line that was being written when the process died: none of it, or its beginning.
			let before = text.get(..text.len().saturating_sub(1)).unwrap_or_default();
			let end = before
				.iter()
				.rposition(|byte| *byte == b'\n')
				.map_or(0, |at| at + 1);
			let kept = (end + torn).min(text.len());
			let last_is_row = text[end..].starts_with(b"{\"row\"");
			// What tells of a row is on the disk before anything of it leaves this machine.
			if !last_is_row {
				fs::write(&path, &text[..kept]).unwrap();
			}
			restart(&mut world);
			let done = archive.import(&world).await.unwrap();
			assert!(
				done.stopped.is_none() && done.refused.is_empty(),
				"{steps} {torn}: {done:?}"
			);
			assert_eq!(records(&world), archive.rows, "{steps} {torn}");
		}
	}
}
