//! What a page shows of a folder: names of anybody, what they stand for, and what of them the asking field takes.

use crate::{
	drafts::{Draft, Wanted},
	folder::{self, Entry, Kind, Known, Listed},
	pages::job_state::bytes,
	texts::{Say, Value, say},
	trouble::Trouble,
};
use medquorum_client::views::{date_words, text};
use std::{
	os::unix::ffi::OsStrExt as _,
	path::{Path, PathBuf},
};

/// One name.
pub(super) struct Row {
	/// Its place on the page, for its label.
	pub(super) at: usize,
	pub(super) name: String,
	/// The name in hex, byte by byte.
	pub(super) value: String,
	pub(super) opens: bool,
	/// Whether it can be taken.
	pub(super) takes: bool,
	pub(super) link: bool,
	/// Why it cannot be chosen.
	pub(super) why: Option<Say>,
	pub(super) size: Option<Value>,
	pub(super) changed: Option<Value>,
}

/// Where people begin to look.
pub(super) struct Place {
	pub(super) label: Value,
	pub(super) value: String,
}

/// A folder, and the ways that lead on.
pub(super) struct List {
	pub(super) csrf: String,
	pub(super) action: String,
	pub(super) what: Say,
	pub(super) retype: bool,
	pub(super) trouble: Option<Trouble>,
	/// Whether the folder could be read.
	pub(super) read: bool,
	pub(super) places: Vec<Place>,
	pub(super) here: String,
	/// The folder's path in hex.
	pub(super) folder: String,
	pub(super) up: Option<String>,
	pub(super) takes_folder: bool,
	pub(super) odd: bool,
	pub(super) several: bool,
	pub(super) hidden: bool,
	pub(super) left_out: usize,
	pub(super) more: bool,
	pub(super) rows: Vec<Row>,
	pub(super) page: usize,
	pub(super) pages: usize,
}

/// A path in hex, byte by byte, as forms carry it.
fn in_hex(path: &Path) -> String {
	hex::encode(path.as_os_str().as_bytes())
}

fn row(entry: &Entry, at: usize, folder: &Path, wanted: Wanted) -> Row {
	let is_typed = folder::typed(&folder.join(&entry.name)).is_some();
	let why = match entry.kind {
		Kind::Special => Some(say("choose-special")),
		Kind::Lost => Some(say("choose-lost")),
		Kind::Folder | Kind::File if !is_typed => Some(say("choose-odd")),
		Kind::Folder | Kind::File => None,
	};
	let changed = entry.changed.map(|time| Value::Heard(date_words(time)));
	Row {
		at,
		name: text::line(&entry.name.to_string_lossy()),
		value: hex::encode(entry.name.as_bytes()),
		opens: entry.kind == Kind::Folder,
		takes: entry.kind == Kind::File && is_typed && wanted != Wanted::Folder,
		link: entry.link,
		why,
		size: (entry.kind == Kind::File).then(|| bytes(entry.length)),
		changed,
	}
}

/// A place as its button names it.
pub(super) fn place((known, path): (Known, PathBuf)) -> Place {
	let label = match known {
		Known::Home => say("choose-home").into(),
		Known::Documents => say("choose-documents").into(),
		Known::Downloads => say("choose-downloads").into(),
		Known::Desktop => say("choose-desktop").into(),
		Known::Drive(name) => say("choose-drive").with("name", name).into(),
		Known::Machine => say("choose-machine").into(),
	};
	Place {
		label,
		value: in_hex(&path),
	}
}

/// What a folder shows, if it could be read, and what went wrong.
pub(super) fn list(draft: &Draft, listed: Option<Listed>, trouble: Option<Trouble>) -> List {
	let (wanted, here) = (draft.asker.wanted, &draft.folder);
	let read = listed.is_some();
	let listed = listed.unwrap_or_default();
	let rows = listed.entries.iter().enumerate();
	let is_typed = folder::typed(here).is_some();
	let takes_folder = wanted != Wanted::File && read;
	List {
		csrf: String::new(),
		action: String::new(),
		what: match wanted {
			Wanted::Files => say("choose-files-what"),
			Wanted::File => say("choose-file-what"),
			Wanted::Folder => say("choose-folder-what"),
		},
		retype: draft.retype,
		places: Vec::new(),
		here: text::line(&here.to_string_lossy()),
		folder: in_hex(here),
		up: here.parent().map(in_hex),
		takes_folder: takes_folder && is_typed,
		odd: takes_folder && !is_typed,
		several: wanted == Wanted::Files,
		hidden: draft.hidden,
		left_out: listed.hidden,
		more: listed.more,
		rows: rows.map(|(at, entry)| row(entry, at, here, wanted)).collect(),
		page: listed.page,
		pages: listed.pages.max(1),
		trouble,
		read,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{drafts::Asker, error::PortalError, frame::Frame};
	use askama::Template;
	use medquorum_client::files::FileError;
	use std::{
		ffi::OsString,
		fs,
		os::unix::{ffi::OsStringExt as _, fs::symlink, net::UnixListener},
	};

	#[derive(Template)]
	#[template(path = "choose.html")]
	struct Page {
		frame: Frame,
		list: List,
	}

	fn draft(button: &str, folder: &Path) -> Draft {
		let (asker, at) = Asker::of(button).unwrap();
		Draft {
			asker,
			at,
			fields: Vec::new(),
			retype: false,
			folder: folder.to_path_buf(),
			hidden: false,
		}
	}

	fn html(draft: &Draft, trouble: Option<Trouble>) -> String {
		let listed = folder::list(&draft.folder, draft.hidden, 1).ok();
		let list = list(draft, listed, trouble);
		let frame = Frame::new("", "/upload", None, "token", 0).unwrap();
		Page { frame, list }.render().unwrap()
	}

	/// A folder with what people have, and with what somebody else put there.
	fn hostile() -> tempfile::TempDir {
		let folder = tempfile::tempdir().unwrap();
		let path = |name: &str| folder.path().join(name);
		fs::create_dir(path("scans")).unwrap();
		for name in [
			"CT_small.dcm",
			"<script>x().dcm",
			"scan\u{202e}gpj.exe",
			"\"><img src=x onerror=x()>.txt",
			".hidden",
		] {
			fs::write(path(name), "12345").unwrap();
		}
		fs::write(
			folder.path().join(OsString::from_vec(b"\xff\xfe.dcm".to_vec())),
			"",
		)
		.unwrap();
		symlink("/nonexistent/medquorum", path("nowhere")).unwrap();
		symlink(path("CT_small.dcm"), path("linked")).unwrap();
		drop(UnixListener::bind(path("socket")).unwrap());
		folder
	}

	#[test]
	fn names_of_an_enemy_do_nothing_and_those_that_change_cannot_be_chosen() {
		let folder = hostile();
		let page = html(&draft("upload", folder.path()), None);
		for part in ["<script>x()", "<img src=x", "\u{202e}", "\u{1b}", ".hidden"] {
			assert!(!page.contains(part), "{part:?} in {page}");
		}
		let choosable =
			|name: &[u8]| page.contains(&format!("name=\"pick\" value=\"{}\"", hex::encode(name)));
		assert!(choosable(b"CT_small.dcm") && choosable(b"linked"));
		// Its name is text, and so it can be chosen as every other.
		assert!(choosable(b"<script>x().dcm"));
		for other in [
			"scan\u{202e}gpj.exe".as_bytes(),
			b"\xff\xfe.dcm",
			b"nowhere",
			b"socket",
			b"scans",
		] {
			assert!(!choosable(other), "{}", String::from_utf8_lossy(other));
		}
		for words in [
			"cannot be chosen: its path has signs",
			"leads nowhere",
			"neither a file nor a folder",
			"(a link)",
			"5 bytes",
			"Show names that begin with a dot (1)",
		] {
			assert!(page.contains(words), "{words} in {page}");
		}
		let open = format!("name=\"open\" value=\"{}\"", hex::encode("scans"));
		assert!(page.contains(&open), "{page}");
		let all = Draft {
			hidden: true,
			..draft("upload", folder.path())
		};
		assert!(html(&all, None).contains(".hidden"));
	}

	#[test]
	fn each_field_offers_what_it_takes() {
		let folder = hostile();
		let file = hex::encode("CT_small.dcm");
		let takes = |page: &str| {
			(
				page.contains("value=\"here\""),
				page.contains(&format!("name=\"pick\" value=\"{file}\"")),
				page.contains(&format!("name=\"take\" value=\"{file}\"")),
			)
		};
		for (button, expected) in [
			("upload", (true, true, false)),
			("enrol", (false, false, true)),
			("keys-backup", (true, false, false)),
		] {
			assert_eq!(
				takes(&html(&draft(button, folder.path()), None)),
				expected,
				"{button}"
			);
		}
		// A folder that cannot be read, or whose path changes in a form, is not offered.
		let trouble = Trouble::from(PortalError::from(FileError::NoPermission("/closed".into())));
		let closed = html(&draft("keys-backup", Path::new("/closed")), Some(trouble));
		assert!(!closed.contains("value=\"here\"") && closed.contains("no permission for /closed"));
		let odd = folder.path().join("odd\u{202e}");
		fs::create_dir(&odd).unwrap();
		let odd = html(&draft("keys-backup", &odd), None);
		assert!(!odd.contains("value=\"here\"") && odd.contains("cannot be chosen"));
	}
}
