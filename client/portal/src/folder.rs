//! What lies in a folder of this machine, for whoever chooses a file or a folder without typing a path. Names come from anybody.

use medquorum_client::{
	files::{self, FileError},
	views::text,
};
use std::{
	ffi::{OsStr, OsString},
	fs::{self, FileType},
	os::unix::ffi::OsStrExt as _,
	path::{Component, Path, PathBuf},
	time::UNIX_EPOCH,
};

/// Names of one folder that are read; nobody looks through more.
const MAX_READ: usize = 20_000;
/// Names on one page.
pub const PAGE: usize = 200;
/// Drives that are offered.
const MAX_DRIVES: usize = 20;
/// More than any list of a desktop's folders holds, in bytes.
const MAX_DESKTOP: u64 = 64 << 10;
/// Where systems put drives.
const DRIVES: [&str; 4] = ["/media", "/run/media", "/mnt", "/Volumes"];

/// What a name stands for, or what a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
	/// Can be opened and looked into.
	Folder,
	/// A plain file.
	File,
	/// A pipe, a device, a socket.
	Special,
	/// Nothing that can be looked at: a link that leads nowhere, for example.
	Lost,
}

impl Kind {
	fn of(kind: FileType) -> Self {
		match kind {
			kind if kind.is_dir() => Self::Folder,
			kind if kind.is_file() => Self::File,
			_ => Self::Special,
		}
	}
}

/// One name of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
	/// The name, byte by byte as it is.
	pub name: OsString,
	/// What it stands for.
	pub kind: Kind,
	/// Whether it is a symbolic link.
	pub link: bool,
	/// Bytes of a file.
	pub length: u64,
	/// When it was changed last, in milliseconds since 1970.
	pub changed: Option<u64>,
}

impl Entry {
	fn of(entry: &fs::DirEntry) -> Self {
		let kind = entry.file_type().ok();
		let link = kind.is_some_and(|kind| kind.is_symlink());
		// Where a link leads is looked up, because folders stand first.
		let kind = match link {
			true => fs::metadata(entry.path()).ok().map(|found| found.file_type()),
			false => kind,
		};
		Self {
			name: entry.file_name(),
			kind: kind.map_or(Kind::Lost, Kind::of),
			link,
			length: 0,
			changed: None,
		}
	}

	fn look(&mut self, folder: &Path) {
		let Ok(found) = fs::metadata(folder.join(&self.name)) else {
			return;
		};
		let changed = found.modified().ok();
		let since = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
		self.changed = since.and_then(|since| u64::try_from(since.as_millis()).ok());
		self.length = found.len();
	}

	fn order(&self) -> (bool, String, OsString) {
		let folded = self.name.to_string_lossy().to_lowercase();
		(self.kind != Kind::Folder, folded, self.name.clone())
	}
}

/// One page of a folder.
#[derive(Debug, Default)]
pub struct Listed {
	/// Folders first, then by name.
	pub entries: Vec<Entry>,
	/// The page that it is, from 1.
	pub page: usize,
	/// Pages that there are; at least one.
	pub pages: usize,
	/// Names with a dot before them, which were left out.
	pub hidden: usize,
	/// Whether there are more names than are read.
	pub more: bool,
}

/// Looks into a folder. `hidden` shows names with a dot before them too.
///
/// # Errors
/// When it cannot be read.
pub fn list(folder: &Path, hidden: bool, page: usize) -> Result<Listed, FileError> {
	let failed = |error| FileError::from_io("read", folder, error);
	let (mut listed, mut all) = (Listed::default(), Vec::new());
	for (at, entry) in fs::read_dir(folder).map_err(failed)?.enumerate() {
		let entry = entry.map_err(failed)?;
		if at == MAX_READ {
			listed.more = true;
			break;
		}
		match !hidden && entry.file_name().as_bytes().starts_with(b".") {
			true => listed.hidden += 1,
			false => all.push(Entry::of(&entry)),
		}
	}
	all.sort_by_cached_key(Entry::order);
	listed.pages = all.len().div_ceil(PAGE).max(1);
	listed.page = page.clamp(1, listed.pages);
	let before = PAGE * (listed.page - 1);
	listed.entries = all.into_iter().skip(before).take(PAGE).collect();
	for entry in &mut listed.entries {
		entry.look(folder);
	}
	Ok(listed)
}

/// The path as a form can hold it and a page show it, byte by byte; `None` for any other.
pub fn typed(path: &Path) -> Option<String> {
	let path = path.to_str()?;
	let is_plain = !path.contains(['\n', '\t']) && path.trim() == path && text::plain(path) == path;
	is_plain.then(|| path.to_owned())
}

/// What has this name in a folder; `None` for what is no single name.
pub fn child(folder: &Path, name: &OsStr) -> Option<PathBuf> {
	let mut parts = Path::new(name).components();
	match (parts.next(), parts.next()) {
		(Some(Component::Normal(one)), None) if one == name => Some(folder.join(name)),
		_ => None,
	}
}

/// Where people begin to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
	/// The person's own folder.
	Home,
	/// What they write and keep.
	Documents,
	/// What they downloaded.
	Downloads,
	/// What lies on their desktop.
	Desktop,
	/// A drive, by its name.
	Drive(String),
	/// Everything.
	Machine,
}

/// Places of this machine that are there.
pub fn places(home: &Path) -> Vec<(Known, PathBuf)> {
	let desktop = files::read_small(&home.join(".config/user-dirs.dirs"), MAX_DESKTOP);
	let desktop = String::from_utf8_lossy(&desktop.unwrap_or_default()).into_owned();
	let own = [
		(Known::Documents, "XDG_DOCUMENTS_DIR", "Documents"),
		(Known::Downloads, "XDG_DOWNLOAD_DIR", "Downloads"),
		(Known::Desktop, "XDG_DESKTOP_DIR", "Desktop"),
	];
	let own = own.into_iter().map(|(known, name, usual)| {
		let path = named(&desktop, home, name).unwrap_or_else(|| home.join(usual));
		(known, path)
	});
	let own = std::iter::once((Known::Home, home.to_path_buf())).chain(own);
	let roots: Vec<PathBuf> = DRIVES.iter().map(PathBuf::from).collect();
	let drives = drives(&roots, home.file_name()).into_iter();
	let all = own.filter(|(_, path)| path.is_absolute() && path.is_dir());
	let machine = std::iter::once((Known::Machine, PathBuf::from("/")));
	all.chain(drives).chain(machine).collect()
}

/// The folder that a desktop names so, in the language of whoever uses it.
fn named(desktop: &str, home: &Path, name: &str) -> Option<PathBuf> {
	let mut lines = desktop.lines();
	let value = lines.find_map(|line| line.trim().strip_prefix(name)?.strip_prefix('='))?;
	let value = value.trim().trim_matches('"');
	let path = match value.strip_prefix("$HOME/") {
		Some(rest) => home.join(rest),
		None => PathBuf::from(value),
	};
	// A desktop that has no such folder names the home.
	(path.is_absolute() && path != home).then_some(path)
}

/// The folders of a folder, without asking the disks that may lie behind them.
fn below(folder: &Path) -> Vec<PathBuf> {
	let entries = fs::read_dir(folder).into_iter().flatten().flatten();
	let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
	let mut paths: Vec<PathBuf> = folders.take(MAX_DRIVES).map(|entry| entry.path()).collect();
	paths.sort();
	paths
}

/// Drives below these folders; some systems put them into a folder for each person.
fn drives(roots: &[PathBuf], person: Option<&OsStr>) -> Vec<(Known, PathBuf)> {
	let all = roots.iter().flat_map(|root| below(root));
	let all = all.flat_map(|path| match path.file_name() == person {
		true => below(&path),
		false => vec![path],
	});
	let name = |path: &Path| {
		path.file_name()
			.unwrap_or_default()
			.to_string_lossy()
			.into_owned()
	};
	all.take(MAX_DRIVES)
		.map(|path| (Known::Drive(text::line(&name(&path))), path))
		.collect()
}

#[cfg(test)]
mod tests;
