//! Folders as an enemy fills them.

use super::*;
use std::os::unix::{
	ffi::OsStringExt as _,
	fs::{PermissionsExt as _, symlink},
	net::UnixListener,
};

fn names(listed: &Listed) -> Vec<String> {
	let entries = listed.entries.iter();
	entries
		.map(|entry| entry.name.to_string_lossy().into_owned())
		.collect()
}

#[test]
fn folders_stand_first_and_names_with_a_dot_are_left_out() {
	let folder = tempfile::tempdir().unwrap();
	let path = |name: &str| folder.path().join(name);
	for name in ["b.dcm", "A.dcm", ".bashrc"] {
		fs::write(path(name), "four").unwrap();
	}
	fs::create_dir(path("zebra")).unwrap();
	fs::create_dir(path(".cache")).unwrap();
	let listed = list(folder.path(), false, 1).unwrap();
	assert_eq!(names(&listed), ["zebra", "A.dcm", "b.dcm"]);
	assert_eq!((listed.hidden, listed.pages, listed.more), (2, 1, false));
	let file = &listed.entries[1];
	assert_eq!((file.kind, file.length, file.link), (Kind::File, 4, false));
	assert!(file.changed.is_some());
	let all = list(folder.path(), true, 1).unwrap();
	assert_eq!(names(&all), [".cache", "zebra", ".bashrc", "A.dcm", "b.dcm"]);
}

#[test]
fn links_and_what_is_no_file_are_told_apart() {
	let folder = tempfile::tempdir().unwrap();
	let path = |name: &str| folder.path().join(name);
	fs::create_dir(path("folder")).unwrap();
	fs::write(path("file"), "").unwrap();
	symlink(path("folder"), path("to-folder")).unwrap();
	symlink(path("file"), path("to-file")).unwrap();
	symlink(path("nothing"), path("to-nothing")).unwrap();
	symlink(path("circle"), path("circle")).unwrap();
	let _socket = UnixListener::bind(path("socket")).unwrap();
	let listed = list(folder.path(), false, 1).unwrap();
	let of = |name: &str| {
		let mut entries = listed.entries.iter();
		let entry = entries.find(|entry| entry.name == *name).unwrap();
		(entry.kind, entry.link)
	};
	for (name, expected) in [
		("folder", (Kind::Folder, false)),
		("file", (Kind::File, false)),
		("to-folder", (Kind::Folder, true)),
		("to-file", (Kind::File, true)),
		("to-nothing", (Kind::Lost, true)),
		("circle", (Kind::Lost, true)),
		("socket", (Kind::Special, false)),
	] {
		assert_eq!(of(name), expected, "{name}");
	}
}

#[test]
fn large_folders_come_page_by_page() {
	let folder = tempfile::tempdir().unwrap();
	for number in 0..=PAGE {
		fs::write(folder.path().join(format!("{number:04}")), "").unwrap();
	}
	let first = list(folder.path(), false, 1).unwrap();
	assert_eq!((first.entries.len(), first.page, first.pages), (PAGE, 1, 2));
	// A page that is not there any more is the last one.
	for page in [2, 9, usize::MAX] {
		let last = list(folder.path(), false, page).unwrap();
		assert_eq!((names(&last), last.page), (vec!["0200".to_owned()], 2), "{page}");
	}
	assert_eq!(list(folder.path(), false, 0).unwrap().page, 1);
}

#[test]
fn what_cannot_be_read_says_why() {
	let folder = tempfile::tempdir().unwrap();
	let missing = folder.path().join("missing");
	assert!(matches!(list(&missing, false, 1), Err(FileError::Missing(path)) if path == missing));
	let file = folder.path().join("file");
	fs::write(&file, "").unwrap();
	assert!(list(&file, false, 1).is_err());
	let closed = folder.path().join("closed");
	fs::create_dir(&closed).unwrap();
	fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
	// Root may read everything.
	if fs::read_dir(&closed).is_err() {
		assert!(matches!(list(&closed, false, 1), Err(FileError::NoPermission(path)) if path == closed));
	}
	fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn only_paths_that_come_back_as_they_are_can_be_chosen() {
	for good in [
		"/srv/ida/scan 1.dcm",
		"/tmp/Ève/王小明.dcm",
		"/tmp/می\u{200c}خواهم",
	] {
		assert_eq!(typed(Path::new(good)).as_deref(), Some(good));
	}
	for bad in [
		"/tmp/scan\u{202e}gpj.exe",
		"/tmp/a\nb",
		"/tmp/a\tb",
		"/tmp/a\rb",
		"/tmp/\u{1b}[2J",
		"/tmp/ends in a space ",
		"/tmp/\u{200b}",
	] {
		assert_eq!(typed(Path::new(bad)), None, "{bad:?}");
	}
	let bytes = OsString::from_vec(b"/tmp/\xff.dcm".to_vec());
	assert_eq!(typed(Path::new(&bytes)), None);
}

#[test]
fn no_name_leads_out_of_its_folder() {
	let folder = Path::new("/tmp/here");
	let of = |name: &str| child(folder, OsStr::new(name));
	assert_eq!(of("scan.dcm").unwrap(), Path::new("/tmp/here/scan.dcm"));
	assert_eq!(of("...").unwrap(), Path::new("/tmp/here/..."));
	for wrong in ["", ".", "..", "/", "/etc", "../x", "a/b", "a/", "./a"] {
		assert_eq!(of(wrong), None, "{wrong:?}");
	}
}

#[test]
fn places_are_those_of_the_desktop_and_of_the_drives() {
	let machine = tempfile::tempdir().unwrap();
	let home = machine.path().join("ida");
	for folder in [".config", "Dokumente", "Downloads"] {
		fs::create_dir_all(home.join(folder)).unwrap();
	}
	let list = "# comment\nXDG_DOCUMENTS_DIR=\"$HOME/Dokumente\"\nXDG_DESKTOP_DIR=\"$HOME/\"\n";
	fs::write(home.join(".config/user-dirs.dirs"), list).unwrap();
	let places = places(&home);
	let of = |known: &Known| {
		let mut places = places.iter();
		places.find(|(one, _)| one == known).map(|(_, path)| path.clone())
	};
	assert_eq!(of(&Known::Home), Some(home.clone()));
	assert_eq!(of(&Known::Documents), Some(home.join("Dokumente")));
	assert_eq!(of(&Known::Downloads), Some(home.join("Downloads")));
	assert_eq!(of(&Known::Desktop), None);
	assert_eq!(of(&Known::Machine), Some(PathBuf::from("/")));
	let media = machine.path().join("media");
	fs::create_dir_all(media.join("ida/STICK")).unwrap();
	fs::create_dir_all(media.join("cdrom")).unwrap();
	fs::write(media.join("no-drive"), "").unwrap();
	let found = drives(
		&[media.clone(), machine.path().join("mnt")],
		Some(OsStr::new("ida")),
	);
	let expected = [("cdrom", media.join("cdrom")), ("STICK", media.join("ida/STICK"))];
	let expected = expected.map(|(name, path)| (Known::Drive(name.to_owned()), path));
	assert_eq!(found, expected);
}
