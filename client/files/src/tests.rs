//! Files are whole or not there.

use super::*;
use medquorum_core::advice::Advice;
use std::time::Duration;

fn names(folder: &Path) -> Vec<String> {
	let mut names: Vec<_> = fs::read_dir(folder)
		.unwrap()
		.map(|e| e.unwrap().file_name().into_string().unwrap())
		.collect();
	names.sort();
	names
}

type Create = fn(&Path, Overwrite) -> Result<OutputFile, FileError>;
const WAYS: [Create; 2] = [unnamed, OutputFile::create_named];

fn unnamed(target: &Path, overwrite: Overwrite) -> Result<OutputFile, FileError> {
	OutputFile::create(target, overwrite, Temporary::Unnamed)
}

#[test]
fn output_has_no_name_until_committed() {
	let dir = tempfile::tempdir().unwrap();
	let target = dir.path().join("scan.dcm");
	let mut out = unnamed(&target, Overwrite::Never).unwrap();
	out.write_all(b"secret").unwrap();
	assert_eq!(names(dir.path()), Vec::<String>::new());
	out.commit().unwrap();
	assert_eq!(names(dir.path()), ["scan.dcm"]);
	assert_eq!(fs::read(&target).unwrap(), b"secret");
	assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn output_vanishes_when_dropped() {
	for create in WAYS {
		let dir = tempfile::tempdir().unwrap();
		let mut out = create(&dir.path().join("a"), Overwrite::Never).unwrap();
		out.write_all(b"secret").unwrap();
		drop(out);
		assert_eq!(names(dir.path()), Vec::<String>::new());
	}
}

#[test]
fn output_refuses_to_overwrite_unless_told() {
	for create in WAYS {
		let dir = tempfile::tempdir().unwrap();
		let target = dir.path().join("a");
		// Refused at the end too, if the file appears in between.
		let mut late = create(&target, Overwrite::Never).unwrap();
		late.write_all(b"late").unwrap();
		fs::write(&target, b"old").unwrap();
		assert!(matches!(
			create(&target, Overwrite::Never),
			Err(FileError::Exists(_))
		));
		assert!(matches!(late.commit(), Err(FileError::Exists(_))));
		assert_eq!(fs::read(&target).unwrap(), b"old");
		let mut out = create(&target, Overwrite::Replace).unwrap();
		out.write_all(b"new").unwrap();
		assert_eq!(fs::read(&target).unwrap(), b"old");
		out.commit().unwrap();
		assert_eq!(fs::read(&target).unwrap(), b"new");
		assert_eq!(names(dir.path()), ["a"]);
	}
}

#[test]
fn output_is_refused_where_it_would_need_a_name() {
	let dir = tempfile::tempdir().unwrap();
	let target = dir.path().join("scan.dcm");
	let Err(error @ FileError::NoUnnamed(_)) = choose_draft(&target, None, Temporary::Unnamed) else {
		panic!("a name was given unasked");
	};
	assert!(error.next().contains("--allow-named-temporary"));
	assert_eq!(names(dir.path()), Vec::<String>::new());
	let allowed = choose_draft(&target, None, Temporary::MayBeNamed).unwrap();
	assert!(matches!(allowed, Draft::Named(_)));
	let found = open_unnamed(dir.path()).unwrap();
	assert!(matches!(
		choose_draft(&target, found, Temporary::MayBeNamed),
		Ok(Draft::Unnamed(_))
	));
}

#[test]
fn what_a_killed_output_left_is_removed_by_the_next_and_what_lives_is_spared() {
	let dir = tempfile::tempdir().unwrap();
	let left = dir.path().join(".medquorum-download-0123.part");
	let other = dir.path().join(".medquorum-other.part");
	fs::write(&left, b"complete").unwrap();
	fs::write(&other, b"not a download").unwrap();
	let living = OutputFile::create_named(&dir.path().join("a"), Overwrite::Never).unwrap();
	assert!(!left.exists());
	let mut next = unnamed(&dir.path().join("b"), Overwrite::Never).unwrap();
	next.write_all(b"b").unwrap();
	next.commit().unwrap();
	living.commit().unwrap();
	assert_eq!(names(dir.path()), [".medquorum-other.part", "a", "b"]);
}

#[test]
fn pipes_are_refused_and_not_waited_for() {
	let dir = tempfile::tempdir().unwrap();
	let pipe = dir.path().join("pipe");
	let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
	assert!(made.success());
	assert!(matches!(open_plain(&pipe), Err(FileError::NotPlain(_))));
	assert!(matches!(read_small(&pipe, 9), Err(FileError::NotPlain(_))));
	assert!(matches!(open_plain(dir.path()), Err(FileError::IsFolder(_))));
	assert!(matches!(
		open_plain(Path::new("/dev/null")),
		Err(FileError::NotPlain(_))
	));
}

#[test]
fn secrets_are_read_into_a_buffer_that_never_grows() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("f");
	fs::write(&path, b"secret").unwrap();
	let secret = read_secret(&path, 6).unwrap();
	assert_eq!(secret.as_slice(), b"secret");
	assert!(secret.capacity() >= 7);
	assert!(matches!(
		read_secret(&path, 5),
		Err(FileError::TooLarge { limit: 5, .. })
	));
}

#[test]
fn output_names_what_is_wrong_with_the_target() {
	let dir = tempfile::tempdir().unwrap();
	let is_folder = unnamed(dir.path(), Overwrite::Replace);
	assert!(matches!(is_folder, Err(FileError::IsFolder(_))));
	let no_folder = unnamed(&dir.path().join("x/y"), Overwrite::Never);
	assert!(matches!(no_folder, Err(FileError::NoFolder(_))));
}

#[test]
fn atomic_write_replaces_and_leaves_no_trace() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("f");
	write_atomic(&path, b"1").unwrap();
	write_atomic(&path, b"22").unwrap();
	assert_eq!(read_small(&path, 2).unwrap(), b"22");
	assert!(matches!(write_new(&path, b"333"), Err(FileError::Exists(_))));
	assert_eq!(read_small(&path, 2).unwrap(), b"22");
	assert!(matches!(read_small(&path, 1), Err(FileError::TooLarge { .. })));
	assert_eq!(names(dir.path()), ["f"]);
	assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn wipe_spares_files_that_still_have_a_name() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("f");
	fs::write(&path, b"secret").unwrap();
	let mut file = OpenOptions::new().read(true).write(true).open(&path).unwrap();
	wipe_unlinked(&mut file).unwrap();
	assert_eq!(fs::read(&path).unwrap(), b"secret");
	fs::remove_file(&path).unwrap();
	wipe_unlinked(&mut file).unwrap();
	let mut left = Vec::new();
	file.seek(SeekFrom::Start(0)).unwrap();
	file.read_to_end(&mut left).unwrap();
	assert_eq!(left, [0; 6]);
}

#[test]
fn lock_is_exclusive_between_handles() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("l");
	let held = FileLock::shared(&path, Duration::ZERO).unwrap();
	let second = FileLock::shared(&path, Duration::ZERO).unwrap();
	assert!(matches!(
		FileLock::exclusive(&path, Duration::from_millis(20)),
		Err(FileError::Busy(_))
	));
	drop((held, second));
	// A program that another test starts at this moment has the lock too, until it is itself.
	let patience = Duration::from_secs(10);
	let held = FileLock::exclusive(&path, patience).unwrap();
	assert!(matches!(
		FileLock::shared(&path, Duration::ZERO),
		Err(FileError::Busy(_))
	));
	drop(held);
	FileLock::exclusive(&path, patience).unwrap();
}

#[test]
fn what_is_not_a_plain_file_is_never_replaced() {
	let dir = tempfile::tempdir().unwrap();
	let (plain, link, socket) = (
		dir.path().join("plain"),
		dir.path().join("link"),
		dir.path().join("socket"),
	);
	fs::write(&plain, b"kept").unwrap();
	std::os::unix::fs::symlink(&plain, &link).unwrap();
	let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
	for target in [&link, &socket, &PathBuf::from("/dev/null")] {
		let refused = OutputFile::create(target, Overwrite::Replace, Temporary::MayBeNamed).err();
		assert!(
			matches!(refused, Some(FileError::NotPlain(_))),
			"{target:?}: {refused:?}"
		);
	}
	assert!(matches!(write_atomic(&socket, b"x"), Err(FileError::NotPlain(_))));
	assert!(matches!(
		write_atomic(dir.path(), b"x"),
		Err(FileError::NotPlain(_))
	));
	assert_eq!(fs::read(&plain).unwrap(), b"kept");
	// Settings behind a link are written where they are; the link stays.
	write_atomic(&link, b"new").unwrap();
	assert_eq!(fs::read(&plain).unwrap(), b"new");
	assert!(link.symlink_metadata().unwrap().is_symlink());
	// A link to nothing has no file to replace.
	fs::remove_file(&plain).unwrap();
	assert!(write_atomic(&link, b"x").is_err());
}
