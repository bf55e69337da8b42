//! "Save to this folder": where a download is put on this machine, by the person's own rights.

use crate::{
	acting::Acting,
	error::PortalError,
	jobs::Done,
	texts::{Value, say},
};
use medquorum_client::{
	domain::RequestId,
	download::DownloadOptions,
	files::{FileError, Overwrite, Temporary},
	roles::Delivered,
	views::{text, words},
};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Longer names are cut, in bytes: file systems take 255.
const MAX_NAME: usize = 120;

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

/// Downloads a record into a folder, under the name that its uploader gave it.
///
/// # Errors
/// The first rung of the ladder that does not hold, or what the store or the folder refuse. Nothing is left then.
pub async fn download(
	acting: Acting,
	id: RequestId,
	code: Zeroizing<String>,
	folder: PathBuf,
) -> Result<Done, PortalError> {
	let source = acting.source(id, &code).await?;
	let actor = acting.requesting(id).await?;
	let requester = acting.session.requester();
	let opened = requester
		.open(actor.account(), actor.secrets(), id, source)
		.await?;
	let target = free(&folder, &safe_name(&opened.info().name, &id));
	drop(opened);
	let options = DownloadOptions {
		overwrite: Overwrite::Never,
		range: None,
		keep_request: false,
		temporary: Temporary::Unnamed,
	};
	let read = requester
		.download(actor.signer(), actor.secrets(), id, source, &target, &options)
		.await?;
	let mut facts = vec![
		(say("file"), text::line(&target.display().to_string()).into()),
		(say("what-it-is"), text::line(&read.info.mime).into()),
		(
			say("length"),
			say("amount-bytes").with("count", read.length).into(),
		),
		(say("sha256"), hex::encode(read.sha256).into()),
	];
	if !read.acknowledged {
		facts.push((say("note"), Value::Heard(words::UNCONFIRMED.to_owned())));
	}
	let closed = match (&read.closed.delivered, read.closed.failed) {
		(Some(Delivered::Finalized(_)), _) => say("request-closed"),
		(_, Some(why)) => say("request-not-closed-why").with_heard("why", text::line(&why)),
		(_, None) => say("request-not-closed"),
	};
	facts.push((say("request"), closed.into()));
	Ok(Done {
		facts,
		next: Some(("/requests".to_owned(), say("see-requests"))),
		..Done::said(say("said-downloaded"))
	})
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
