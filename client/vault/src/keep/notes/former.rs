//! `notes.json`, as it was before there was `notes.jsonl`: all in one document, rewritten at every change.

use super::{
	content::{Content, Line},
	error::NotesError,
	objects::Objects,
};
use crate::error::Error;
use medquorum_core::domain::{RecordId, RequestId};
use medquorum_files::{self as files, FileError};
use serde::Deserialize;
use std::{
	collections::{BTreeMap, BTreeSet},
	io::BufReader,
	path::Path,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Former {
	#[serde(default)]
	csp_versions: BTreeMap<String, u16>,
	#[serde(default)]
	chains: BTreeMap<String, BTreeMap<RecordId, Objects>>,
	#[serde(default)]
	asked: BTreeMap<String, BTreeSet<RequestId>>,
	/// Those of a version that did not tell chains apart.
	#[serde(default)]
	uploads: BTreeMap<RecordId, Objects>,
}

/// What stands in this file, as lines to add to what is known; `None` where it is not there. However long it has grown, it is read:
/// former versions did so only up to 64 MiB.
pub(super) fn read(path: &Path, chain: &str, known: &Content) -> Result<Option<Vec<Line>>, Error> {
	let file = match files::open_plain(path) {
		Err(FileError::Missing(_)) => return Ok(None),
		other => other?.0,
	};
	let mut former: Former = serde_json::from_reader(BufReader::new(file)).map_err(|source| {
		let path = path.to_owned();
		match source.is_io() {
			true => Error::from(FileError::from_io("read", &path, source.into())),
			false => NotesError::Damaged {
				path,
				line: source.line(),
			}
			.into(),
		}
	})?;
	// Nobody knows which chain they were for. They count as sent, so that nothing is removed before a person names it.
	let older = std::mem::take(&mut former.uploads).into_iter();
	let here = former.chains.entry(chain.to_owned()).or_default();
	for (record, objects) in older {
		here.entry(record).or_insert(objects.sent());
	}
	let versions = former.csp_versions.into_iter();
	let versions = versions.map(|(account, newest)| Line::CspVersion { account, newest });
	let asked = former.asked.into_iter();
	let asked = asked.map(|(account, requests)| Line::Asked { account, requests });
	let uploads = former.chains.into_iter().flat_map(|(chain, uploads)| {
		let known = known.uploads(&chain);
		uploads.into_iter().map(move |(record, objects)| Line::Upload {
			chain: chain.clone(),
			record,
			objects: Box::new(objects.after(known.and_then(|known| known.get(record)))),
		})
	});
	Ok(Some(versions.chain(asked).chain(uploads).collect()))
}
