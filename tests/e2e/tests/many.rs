//! Many files, the same file twice, and clients whose clock is wrong, over the real Kubo daemon.

use medquorum_e2e::{Reported, Scene, Swarm, marked_file, sha256_file};
use std::{collections::BTreeSet, fs};

fn assert_all_differ(records: &[Reported]) {
	let fields = |of: fn(&Reported) -> &String| records.iter().map(of).collect::<BTreeSet<_>>().len();
	assert_eq!(fields(|record| &record.id), records.len());
	assert_eq!(fields(|record| &record.cid), records.len());
	assert_eq!(fields(|record| &record.header_cid), records.len());
}

/// Nobody can see in the store that two records hold the same file.
#[test]
fn same_file_twice_is_two_records_with_nothing_in_common() {
	let scene = Scene::set(Swarm::start(1));
	let source = scene.file("source", 3 << 20);
	let both = [scene.start_upload(&source), scene.start_upload(&source)];
	let mut records: Vec<Reported> = both.map(|running| scene.uploaded(&running.answer())).to_vec();
	records.push(scene.upload(&source));
	assert_all_differ(&records);
	let blocks = |record: &Reported| {
		let leaves = scene.hosts[0].ipfs(&["refs", "--offline", &record.cid]);
		leaves.lines().map(str::to_owned).collect::<BTreeSet<_>>()
	};
	let leaves: BTreeSet<String> = records.iter().flat_map(blocks).collect();
	let counted: usize = records.iter().map(|record| blocks(record).len()).sum();
	assert_eq!(leaves.len(), counted, "no block is shared");
	scene.assert_sound();
	for record in &records {
		let id = scene.approved_request(&record.id);
		scene.download(&id, &source);
	}
	// What one of them loses, the others keep.
	scene.erase(&records[0]);
	scene.assert_sound();
	let id = scene.approved_request(&records[1].id);
	scene.download(&id, &source);
}

#[test]
fn thousand_small_files_are_one_record_and_single_ones_many() {
	let scene = Scene::set(Swarm::start(1));
	let folder = scene.path("study");
	fs::create_dir(&folder).unwrap();
	for index in 0..1000_u64 {
		let part = folder.join(format!("series-{}", index % 7));
		fs::create_dir_all(&part).unwrap();
		marked_file(&part.join(format!("{index}.bin")), index * 7 % 5000);
	}
	let record = scene.upload(&folder.display().to_string());
	scene.assert_sound();
	let id = scene.approved_request(&record.id);
	let target = scene.target();
	let arguments = ["download", &id, "--extract", "-o", &target.display().to_string()];
	scene.person("Ferdie").run(&arguments);
	for index in 0..1000_u64 {
		let name = format!("series-{}/{index}.bin", index % 7);
		let (there, here) = (target.join(&name), folder.join(&name));
		assert_eq!(sha256_file(&there), sha256_file(&here), "{name}");
	}

	let mut records = vec![record];
	for index in 0..10 {
		let source = scene.file(&format!("single-{index}"), index * 100);
		records.push(scene.upload(&source));
	}
	assert_all_differ(&records);
	scene.assert_sound();
}

/// Nothing in the journey goes by the clock of a client.
#[test]
fn clocks_two_hours_off_change_nothing() {
	let mut scene = Scene::set(Swarm::start(1));
	let source = scene.file("source", 2 << 20);
	for (late, early) in [("-2h", "+2h"), ("+2h", "-2h")] {
		for person in scene.people_mut() {
			let behind = ["One", "Ferdie", "Bob"].contains(&person.name());
			person.set_clock(if behind { late } else { early });
		}
		let record = scene.upload(&source);
		let id = scene.approved_request(&record.id);
		scene.download(&id, &source);
		scene.assert_sound();
	}
}
