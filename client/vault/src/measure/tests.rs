use super::{settings::known_keys, *};
use medquorum_envelope::Cid;
use medquorum_files::{FileError, Overwrite};
use std::{fs, num::NonZero, path::PathBuf};

/// A folder with a file of `length` bytes in it.
fn file_of(length: usize) -> (tempfile::TempDir, PathBuf, Vec<u8>) {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("plain");
	let bytes: Vec<u8> = (0..length)
		.map(|at| (at * 7 % 251).to_le_bytes()[0] ^ (at / 251).to_le_bytes()[0])
		.collect();
	fs::write(&path, &bytes).unwrap();
	(folder, path, bytes)
}

fn options(threads: usize) -> Options {
	Options {
		threads: NonZero::new(threads),
		cid: true,
	}
}

#[test]
fn what_is_sealed_opens_again_whatever_the_length_and_the_threads() {
	for length in [0, 1, (1 << 20) - 56, (1 << 20) - 55, (3 << 20) + 17] {
		for threads in [1, 3] {
			let (folder, path, bytes) = file_of(length);
			let (sealed, opened) = (folder.path().join("sealed"), folder.path().join("opened"));
			let one = seal(&path, &sealed, Overwrite::Never, options(threads)).unwrap();
			assert_eq!((one.plain, one.threads), (length as u64, threads));
			assert_eq!(one.sealed, fs::metadata(&sealed).unwrap().len());
			let other = open(&sealed, &opened, Overwrite::Never, options(threads)).unwrap();
			assert!(fs::read(&opened).unwrap() == bytes);
			assert_eq!(one.cid, other.cid);
		}
	}
}

#[test]
fn the_bytes_and_the_cid_are_those_of_the_envelope() {
	let (folder, path, bytes) = file_of(5_000_000);
	let target = folder.path().join("sealed");
	let done = seal(&path, &target, Overwrite::Never, options(4)).unwrap();
	let sealed = fs::read(&target).unwrap();
	assert!(*medquorum_envelope::stream::open_all(&known_keys(), &sealed).unwrap() == bytes);
	let mut dag = medquorum_envelope::DagBuilder::new();
	for leaf in sealed.chunks(1 << 20) {
		dag.push_leaf(Cid::of_raw(leaf).digest(), leaf.len() as u64, &mut |_, _| ());
	}
	assert_eq!(done.cid, Some(dag.finish(&mut |_, _| ()).0));
}

#[test]
fn an_altered_file_leaves_nothing() {
	let (folder, path, _) = file_of(3_000_000);
	let (sealed, opened) = (folder.path().join("sealed"), folder.path().join("opened"));
	seal(&path, &sealed, Overwrite::Never, options(2)).unwrap();
	let good = fs::read(&sealed).unwrap();
	for at in [0, 20, 1_500_000, good.len() - 1] {
		let mut bad = good.clone();
		bad[at] ^= 1;
		fs::write(&sealed, &bad).unwrap();
		let error = open(&sealed, &opened, Overwrite::Never, options(2)).unwrap_err();
		assert!(matches!(error, BenchError::Corrupt { .. }), "{at}: {error}");
		assert!(!opened.exists());
	}
	// Cut off: at a segment's end, and within one.
	for length in [1 << 20, good.len() - 1, 3] {
		fs::write(&sealed, &good[..length]).unwrap();
		let error = open(&sealed, &opened, Overwrite::Never, options(2)).unwrap_err();
		assert!(matches!(error, BenchError::Corrupt { .. }), "{length}: {error}");
		assert!(!opened.exists());
	}
}

#[test]
fn an_output_is_replaced_only_when_asked() {
	let (folder, path, _) = file_of(10);
	let target = folder.path().join("sealed");
	fs::write(&target, "mine").unwrap();
	let error = seal(&path, &target, Overwrite::Never, options(1)).unwrap_err();
	assert!(matches!(error, BenchError::File(FileError::Exists(_))));
	assert_eq!(fs::read(&target).unwrap(), b"mine");
	seal(&path, &target, Overwrite::Replace, options(1)).unwrap();
	assert_eq!(fs::metadata(&target).unwrap().len(), 10 + 56);
}

#[test]
fn every_figure_is_measured_and_limits_are_figures() {
	let folder = tempfile::tempdir().unwrap();
	let report = measure(folder.path(), 2 << 20).unwrap();
	assert_eq!((report.size, report.cores), (2 << 20, cores()));
	for figure in &report.figures {
		let all = figure.all_cores.unwrap_or(1.0);
		assert!(figure.one_core > 0.0 && all > 0.0, "{}", figure.name);
		let known = |name| report.figures.iter().any(|figure| figure.name == name);
		assert!(figure.limit.is_none_or(known), "{}", figure.name);
	}
	assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
