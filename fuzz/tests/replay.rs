//! Every seed, and many seeds that were damaged, through its target.

#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "helpers of tests may panic as tests do"
)]

mod seeds;

use medquorum_fuzz::{TARGETS, target as target_of};
use std::{
	collections::BTreeSet,
	fs,
	path::{Path, PathBuf},
};

fn corpus() -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn names(folder: &Path) -> BTreeSet<String> {
	fs::read_dir(folder)
		.unwrap()
		.map(|entry| entry.unwrap().file_name().into_string().unwrap())
		.collect()
}

/// Seeds that are cut off anywhere, have one bit turned anywhere, or end in something more.
fn damaged(seed: &[u8]) -> impl Iterator<Item = Vec<u8>> {
	// A prime: every bit and every part of a byte comes up, long seeds in as many places as short ones.
	let step = seed.len() / 257 + 1;
	let cut = (0..seed.len()).step_by(step).map(|at| seed[..at].to_vec());
	let turned = (0..seed.len() * 8).step_by(step * 3).map(|at| {
		let mut bytes = seed.to_vec();
		bytes[at / 8] ^= 1 << (at % 8);
		bytes
	});
	let largest = (0..seed.len()).step_by(step).map(|at| {
		let mut bytes = seed.to_vec();
		bytes[at] = 0xff;
		bytes
	});
	let longer = [[seed, &[0]].concat(), [seed, seed].concat()];
	cut.chain(turned).chain(largest).chain(longer)
}

#[test]
fn every_target_has_seeds_and_every_folder_a_target() {
	let targets: BTreeSet<_> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
	assert_eq!(targets.len(), TARGETS.len(), "a name is used twice");
	assert_eq!(names(&corpus()), targets);
	for target in &targets {
		assert!(!names(&corpus().join(target)).is_empty(), "{target} has no seeds");
	}
}

#[test]
fn seeds_whole_and_damaged_end_without_a_panic() {
	for target in TARGETS {
		let mut runs = 0;
		for name in names(&corpus().join(target.name)) {
			let seed = fs::read(corpus().join(target.name).join(&name)).unwrap();
			let _taken: bool = (target.run)(&seed);
			runs += 1;
			if target.quick {
				for bytes in damaged(&seed) {
					let _taken: bool = (target.run)(&bytes);
					runs += 1;
				}
			}
		}
		println!("{}: {runs} runs", target.name);
	}
}

/// The seeds that decode are made by the encoders: `UPDATE_CORPUS=1` writes them.
#[test]
fn seeds_are_those_of_todays_encoders() {
	let keystore = corpus().join("keystore/weak.mqk");
	if std::env::var_os("UPDATE_CORPUS").is_some() && !keystore.exists() {
		fs::create_dir_all(corpus().join("keystore")).unwrap();
		fs::write(keystore, seeds::keystore()).unwrap();
	}
	for (target, name, bytes) in seeds::all() {
		let path = corpus().join(target).join(&name);
		if std::env::var_os("UPDATE_CORPUS").is_some() {
			fs::create_dir_all(path.parent().unwrap()).unwrap();
			fs::write(&path, &bytes).unwrap();
		}
		assert!(
			fs::read(&path).is_ok_and(|found| found == bytes),
			"{target}/{name} differs: UPDATE_CORPUS=1 writes it"
		);
		let run = target_of(target).unwrap().run;
		assert!(
			run(&bytes),
			"{target}/{name} is not taken: the seed tries nothing"
		);
	}
}
