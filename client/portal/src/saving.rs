//! "Save to this folder": where a download is put on this machine, by the person's own rights.

use crate::{
	acting::Acting,
	error::PortalError,
	forms::Posted,
	jobs::{Done, Fact},
	texts::{Value, say},
};
use medquorum_client::{
	domain::{RecordId, RequestId},
	download::{Closed, DownloadOptions, Downloaded, DownloadedStudy, Selection},
	files::{FileError, Overwrite, Temporary},
	roles::{Delivered, EncodedCall},
	views::{text, words},
};
use medquorum_session::Session;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Longer names are cut, in bytes: file systems take 255.
const MAX_NAME: usize = 120;

/// Where a download goes.
pub struct Place {
	folder: PathBuf,
	/// Whether it may have a name there before it is complete, where the disk leaves no choice.
	temporary: Temporary,
	/// Which files of a study go into a folder of their own; with none, it stays the one file that was uploaded.
	unpacked: Option<Selection>,
}

impl From<PathBuf> for Place {
	/// Nothing has a name there before it is complete.
	fn from(folder: PathBuf) -> Self {
		Self {
			folder,
			temporary: Temporary::Unnamed,
			unpacked: None,
		}
	}
}

impl Place {
	/// The one that a form names, with what of a study goes there.
	///
	/// # Errors
	/// When its folder is missing, not a whole path, or no folder.
	pub fn of(form: &Posted) -> Result<Self, PortalError> {
		let place = Self::from(folder(form.needed("folder", "the folder is missing")?)?);
		let place = Self {
			unpacked: picked(form.get("what")),
			..place
		};
		Ok(match form.get("named") {
			"yes" => place.or_named(),
			_ => place,
		})
	}

	/// The same for one series of a study alone.
	#[must_use]
	pub fn of_series(self, series: &str) -> Self {
		let unpacked = Some(Selection::Series(series.to_owned()));
		Self { unpacked, ..self }
	}

	/// The same, also on a disk that knows no files without a name.
	#[must_use]
	pub fn or_named(self) -> Self {
		let temporary = Temporary::MayBeNamed;
		Self { temporary, ..self }
	}
}

/// What of a study a form asks for: nothing in particular, all of its files, or a series by its number.
fn picked(what: &str) -> Option<Selection> {
	match what {
		"" => None,
		"files" => Some(Selection::All),
		series => Some(Selection::Series(series.to_owned())),
	}
}

/// That a search listed a record under another disease than its file tells, where it did. `told` are the file's own codes.
pub fn listed_wrongly(session: &Session, record: RecordId, told: Option<&str>) -> Option<Fact> {
	// The file is there and checked: what a search remembered is only held beside it.
	let listed = session.shelf.contradiction(record, told).ok()??;
	let words = say("download-listed").with("listed", listed.to_string());
	let words = words.with("told", text::line(told.unwrap_or_default()));
	Some((say("note"), words.into()))
}

/// Where people look for what they downloaded, if there is such a folder.
pub fn default_folder() -> PathBuf {
	let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
	let downloads = home.join("Downloads");
	if downloads.is_dir() { downloads } else { home }
}

/// A folder of this machine that is there.
///
/// # Errors
/// When it is not a whole path, or no folder.
pub fn folder(typed: &str) -> Result<PathBuf, PortalError> {
	let path = Path::new(typed);
	if !path.is_absolute() {
		return Err(PortalError::Form(
			"the folder's path must begin at the root, with /",
		));
	}
	match path.is_dir() {
		true => Ok(path.to_path_buf()),
		false => Err(FileError::Missing(path.to_path_buf()).into()),
	}
}

/// A name for a file that leads nowhere else, whatever the uploader called it.
pub fn safe_name(name: &str, id: &RequestId) -> String {
	let plain = text::plain(name);
	let last = plain.rsplit(['/', '\\']).next().unwrap_or_default();
	let kept: String = last
		.chars()
		.filter(|c| {
			!matches!(
				c,
				'\u{fffd}' | '\n' | '\t' | ':' | '*' | '?' | '"' | '<' | '>' | '|'
			)
		})
		.collect();
	let mut kept = kept.trim().trim_start_matches('.').to_owned();
	while kept.len() > MAX_NAME {
		kept.pop();
	}
	match kept.is_empty() {
		true => format!("record-{}", words::short(id)),
		false => kept,
	}
}

/// The first of these names that is free in the folder. The file itself is never replaced, should another take it meanwhile.
pub fn free(folder: &Path, name: &str) -> PathBuf {
	let (stem, end) = match name.rsplit_once('.') {
		Some((stem, end)) if !stem.is_empty() => (stem, format!(".{end}")),
		_ => (name, String::new()),
	};
	let names = (2..1000).map(|number| format!("{stem} ({number}){end}"));
	let mut paths = std::iter::once(name.to_owned())
		.chain(names)
		.map(|name| folder.join(name));
	paths
		.find(|path| path.symlink_metadata().is_err())
		.unwrap_or_else(|| folder.join(name))
}

/// The name of a study's folder: that of its archive, without its end.
fn folder_name(archive: &str, selection: &Selection, id: &RequestId) -> String {
	let stem = archive.strip_suffix(".tar").unwrap_or(archive);
	match selection {
		Selection::All => safe_name(stem, id),
		Selection::Series(series) => safe_name(&format!("{stem}-series-{series}"), id),
	}
}

/// What became of the request. A call that was handed out is held by the chain before this is shown.
fn ended(closed: &Closed) -> Fact {
	let said = match (&closed.delivered, &closed.failed) {
		(Some(_), _) => say("request-closed"),
		(None, Some(why)) => say("request-not-closed-why").with_heard("why", text::line(why)),
		(None, None) => say("request-not-closed"),
	};
	(say("request"), said.into())
}

/// The call that closes the request, where it was handed out.
fn call_of(closed: &Closed) -> Option<EncodedCall> {
	match &closed.delivered {
		Some(Delivered::Call(call)) => Some(call.clone()),
		Some(Delivered::Finalized(_)) | None => None,
	}
}

/// That a record's patient has not confirmed it, where that is so.
fn unconfirmed(acknowledged: bool) -> Option<Fact> {
	(!acknowledged).then(|| (say("note"), Value::Heard(words::UNCONFIRMED.to_owned())))
}

/// Downloads a record into a folder, under the name that its uploader gave it; its request is closed then, unless it is kept. Of a study
/// those files go into a folder of their own that were picked.
///
/// # Errors
/// The first rung of the ladder that does not hold, or what the store or the folder refuse. Nothing is left then.
pub async fn download(
	acting: Acting,
	id: RequestId,
	code: Zeroizing<String>,
	place: Place,
	keep_request: bool,
) -> Result<Done, PortalError> {
	let source = acting.source(id, &code).await?;
	let actor = acting.requesting(id).await?;
	let requester = acting.session.requester();
	let opened = requester
		.open(actor.account(), actor.secrets(), id, source)
		.await?;
	let name = safe_name(&opened.info().name, &id);
	// What is no study has no files to unpack, and is saved as it is.
	let unpacked = place.unpacked.filter(|_| opened.info().contents.is_some());
	drop(opened);
	let signing = (actor.signer(), actor.secrets());
	// The request is ended after the file is noted as there: from then on a lock takes nothing back, and has nothing begun again.
	if let Some(selection) = unpacked {
		let target = free(&place.folder, &folder_name(&name, &selection, &id));
		let study = requester.download_study(signing.0, signing.1, id, source, &target, (&selection, true));
		let mut study = study.await?;
		if !keep_request && selection == Selection::All {
			acting.job.land(of_study(&study, &target));
			study.closed = requester.end(signing.0, signing.1, id, false).await;
		}
		return Ok(of_study(&study, &target));
	}
	let target = free(&place.folder, &name);
	let options = DownloadOptions {
		overwrite: Overwrite::Never,
		range: None,
		keep_request: true,
		temporary: place.temporary,
	};
	let read = requester.download(signing.0, signing.1, id, source, &target, &options);
	let mut read = read.await?;
	if !keep_request {
		acting.job.land(of_file(&read, &target, &acting.session));
		read.closed = requester.end(signing.0, signing.1, id, false).await;
	}
	Ok(of_file(&read, &target, &acting.session))
}

/// What a file came to.
fn of_file(read: &Downloaded, target: &Path, session: &Session) -> Done {
	let mut facts = vec![
		(say("file"), text::line(&target.display().to_string()).into()),
		(say("what-it-is"), text::line(&read.info.mime).into()),
		(
			say("length"),
			say("amount-bytes").with("count", read.length).into(),
		),
		(say("sha256"), hex::encode(read.sha256).into()),
	];
	facts.extend(unconfirmed(read.acknowledged));
	let told = read.info.icd10.as_deref();
	facts.extend(listed_wrongly(session, read.record_id, told));
	facts.push(ended(&read.closed));
	Done {
		facts,
		call: call_of(&read.closed),
		next: Some(("/requests".to_owned(), say("see-requests"))),
		..Done::said(say("said-downloaded"))
	}
}

/// What a study's files came to.
fn of_study(read: &DownloadedStudy, target: &Path) -> Done {
	let mut facts = vec![
		(say("folder"), text::line(&target.display().to_string()).into()),
		(say("files"), read.files.into()),
		(
			say("length"),
			say("amount-bytes").with("count", read.length).into(),
		),
	];
	facts.extend(unconfirmed(read.acknowledged));
	facts.push(ended(&read.closed));
	Done {
		facts,
		call: call_of(&read.closed),
		next: Some(("/requests".to_owned(), say("see-requests"))),
		..Done::said(say("said-downloaded"))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ID: RequestId = RequestId([0xab; 16]);

	#[test]
	fn no_name_leads_out_of_the_folder() {
		for (name, kept) in [
			("CT_small.dcm", "CT_small.dcm"),
			("../../etc/passwd", "passwd"),
			("..\\..\\boot.ini", "boot.ini"),
			("/etc/shadow", "shadow"),
			(".bashrc", "bashrc"),
			("..", "record-abababab"),
			("", "record-abababab"),
			("scan\u{202e}gpj.exe", "scangpj.exe"),
			("a\u{0}b\n", "ab"),
		] {
			assert_eq!(safe_name(name, &ID), kept, "{name:?}");
		}
		assert!(safe_name(&"ü".repeat(10_000), &ID).len() <= MAX_NAME);
	}

	#[test]
	fn a_studys_folder_is_named_after_it_and_leads_nowhere_else() {
		let series = |wanted: &str| Selection::Series(wanted.to_owned());
		for (archive, selection, expected) in [
			("CT thorax.tar", Selection::All, "CT thorax"),
			("CT thorax.tar", series("2"), "CT thorax-series-2"),
			("notes", Selection::All, "notes"),
			(".tar", Selection::All, "record-abababab"),
			("CT.tar", series("../../x"), "x"),
		] {
			assert_eq!(folder_name(archive, &selection, &ID), expected, "{archive}");
		}
		assert_eq!(picked(""), None);
		assert_eq!(picked("files"), Some(Selection::All));
		assert_eq!(picked("3"), Some(series("3")));
	}

	#[test]
	fn what_became_of_a_request_is_told() {
		let told = |closed: &Closed| ended(closed).1.to_string();
		let mut closed = Closed::default();
		assert_eq!(told(&closed), "not closed");
		closed.failed = Some("the node is away".to_owned());
		assert!(told(&closed).contains("the node is away") && call_of(&closed).is_none());
		let call = EncodedCall {
			pallet: "MedicalRecords",
			name: "close_request",
			bytes: vec![1],
		};
		closed = Closed {
			delivered: Some(Delivered::Call(call.clone())),
			failed: None,
		};
		assert_eq!(call_of(&closed), Some(call));
		assert_eq!(told(&closed), "closed, and its one-time key forgotten");
	}

	#[test]
	fn files_that_are_there_stay() {
		let folder = tempfile::tempdir().unwrap();
		let path = |name: &str| folder.path().join(name);
		assert_eq!(free(folder.path(), "a.dcm"), path("a.dcm"));
		std::fs::write(path("a.dcm"), "old").unwrap();
		assert_eq!(free(folder.path(), "a.dcm"), path("a (2).dcm"));
		std::fs::write(path("b"), "old").unwrap();
		assert_eq!(free(folder.path(), "b"), path("b (2)"));
	}

	#[test]
	fn only_whole_paths_of_folders_are_taken() {
		let here = tempfile::tempdir().unwrap();
		assert_eq!(folder(&here.path().display().to_string()).unwrap(), here.path());
		for wrong in ["Downloads", "../x", "/nonexistent/medquorum"] {
			assert!(folder(wrong).is_err(), "{wrong}");
		}
	}
}
