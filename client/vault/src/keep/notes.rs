//! Small things remembered between runs: key versions seen, and which objects in the store belong to own uploads.

mod content;
pub(crate) mod error;
mod former;
mod imports;
mod log;
mod objects;

pub use error::NotesError;
pub(crate) use objects::Objects;
pub use objects::{OwnFile, UploadForm};

use crate::{error::Error, search::Listing};
use content::{Content, Line, Uploads};
use log::Log;
use medquorum_core::{
	domain::*,
	ports::{PortError, SeenKeys},
};
use medquorum_envelope::Cid;
use medquorum_files as files;
use std::{
	collections::BTreeSet,
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
};

/// Held while an upload is under way.
pub(crate) struct Guard {
	path: PathBuf,
	_lock: files::FileLock,
}

impl Drop for Guard {
	fn drop(&mut self) {
		// Left behind it is only an empty file.
		let _: std::io::Result<()> = std::fs::remove_file(&self.path);
	}
}

/// What is noted, and where it is kept.
struct Book {
	content: Content,
	log: Log,
}

/// Notes in a file of lines, `notes.jsonl`. They hold no secret, but CIDs, so the file is for its owner only. Clones share them.
#[derive(Clone)]
pub struct Notes {
	path: PathBuf,
	/// The chain whose uploads these are, by its genesis hash.
	chain: String,
	book: Arc<Mutex<Book>>,
	/// Whether an archive is imported by this process, whose uploads under way are then its own.
	importing: Arc<AtomicBool>,
}

impl Notes {
	/// Reads the notes about the chain with this genesis hash; a missing file is empty notes. The path is that of `notes.json`, where
	/// they were before: what is there moves to `notes.jsonl` beside it.
	///
	/// # Errors
	/// When the file cannot be read, is damaged, or is of a later version.
	pub fn open(path: &Path, genesis: &Bytes32) -> Result<Self, Error> {
		let chain = hex::encode(genesis);
		let mut book = Book {
			content: Content::default(),
			log: Log::beside(path),
		};
		book.log.begin(&mut book.content, &chain)?;
		Ok(Self {
			path: path.to_owned(),
			chain,
			book: Arc::new(Mutex::new(book)),
			importing: Arc::default(),
		})
	}

	/// The folder that holds the notes, unfinished uploads and the state of imports.
	pub(crate) fn folder(&self) -> &Path {
		files::folder_of(&self.path)
	}

	/// Adds lines that follow from what is noted, by this process or another.
	fn add(&self, lines: impl FnOnce(&Content) -> Vec<Line>) -> Result<(), Error> {
		let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
		let Book { content, log } = &mut *book;
		let _lock = log.lock()?;
		log.catch_up(content, &self.chain)?;
		let lines = lines(content);
		log.add(content, lines)
	}

	fn look<T>(&self, look: impl FnOnce(&Content) -> T) -> T {
		look(&self.book.lock().unwrap_or_else(PoisonError::into_inner).content)
	}

	fn look_at_uploads<T>(&self, look: impl FnOnce(&Uploads) -> T) -> T {
		self.look(|content| match content.uploads(&self.chain) {
			Some(uploads) => look(uploads),
			None => look(&Uploads::default()),
		})
	}

	/// Changes what is noted of an upload. It does nothing if the upload is not noted.
	fn change(&self, record: RecordId, change: impl FnOnce(Objects) -> Objects) -> Result<(), Error> {
		self.add(|content| {
			let known = content
				.uploads(&self.chain)
				.and_then(|uploads| uploads.get(record));
			known
				.map(|known| self.line(record, change(known.clone())))
				.into_iter()
				.collect()
		})
	}

	fn line(&self, record: RecordId, objects: Objects) -> Line {
		Line::Upload {
			chain: self.chain.clone(),
			record,
			objects: Box::new(objects),
		}
	}

	/// Notes a key version; gives the newest one seen, this one included.
	pub(crate) fn csp_version_seen(
		&self,
		genesis: &Bytes32,
		who: AccountId,
		found: u16,
	) -> Result<u16, Error> {
		let key = format!("{}/{who}", hex::encode(&genesis[..8]));
		let seen = self.look(|content| content.csp_versions.get(&key).copied());
		match seen {
			Some(seen) if seen >= found => Ok(seen),
			_ => {
				self.add(|_| {
					let account = key.clone();
					vec![Line::CspVersion {
						account,
						newest: found,
					}]
				})?;
				Ok(self
					.look(|content| content.csp_versions.get(&key).copied())
					.unwrap_or(found))
			}
		}
	}

	/// Says to others that an upload is under way, until dropped or until this process ends.
	pub(crate) fn guard(&self, record: RecordId) -> Result<Guard, Error> {
		let path = self.beside(&format!(".{record}.lock"));
		let lock = files::FileLock::exclusive(&path, std::time::Duration::ZERO)?;
		Ok(Guard { path, _lock: lock })
	}

	/// A file whose name begins like that of the notes.
	fn beside(&self, rest: &str) -> PathBuf {
		let mut name = self.path.clone().into_os_string();
		name.push(rest);
		name.into()
	}

	/// Uploads that are noted; those under way elsewhere are left out.
	pub(crate) fn uploads(&self) -> Vec<(RecordId, Objects)> {
		self.uploads_that(|_, _| true)
	}

	/// Those of these records.
	pub(crate) fn uploads_of(&self, records: &BTreeSet<RecordId>) -> Vec<(RecordId, Objects)> {
		self.uploads_that(|record, _| records.contains(&record))
	}

	/// Uploads of earlier runs that ended before their call was sent, so that what they left can be removed.
	pub(crate) fn abandoned(&self) -> Vec<(RecordId, Objects)> {
		self.uploads_that(|_, objects| !objects.is_sent())
	}

	fn uploads_that(&self, wanted: impl Fn(RecordId, &Objects) -> bool) -> Vec<(RecordId, Objects)> {
		let all: Vec<_> = self.look_at_uploads(|uploads| {
			let wanted = uploads.all().filter(|(record, objects)| wanted(*record, objects));
			wanted
				.map(|(record, objects)| (record, objects.clone()))
				.collect()
		});
		let elsewhere = self.is_imported_elsewhere();
		let spared = |objects: &Objects| elsewhere && objects.is_imported();
		// An upload that a finalized block has shown is over, so it needs no lock.
		let free = |record, objects: &Objects| objects.registered.is_some() || self.guard(record).is_ok();
		let all = all.into_iter().filter(|(_, objects)| !spared(objects));
		all.filter(|(record, objects)| free(*record, objects)).collect()
	}

	/// Notes the objects of an upload. Earlier notes about its call and registration stay.
	pub(crate) fn uploaded(&self, record: RecordId, objects: Objects) -> Result<(), Error> {
		self.uploaded_all([(record, objects)])
	}

	/// Notes several uploads at once, before anything is stored of them.
	pub(crate) fn uploaded_all(
		&self,
		all: impl IntoIterator<Item = (RecordId, Objects)>,
	) -> Result<(), Error> {
		self.add(|content| {
			let uploads = content.uploads(&self.chain);
			let lines = all.into_iter().map(|(record, objects)| {
				let known = uploads.and_then(|uploads| uploads.get(record));
				self.line(record, objects.after(known))
			});
			lines.collect()
		})
	}

	/// Notes that a finalized block shows the record of an upload; what was not uploaded from here is not noted.
	pub(crate) fn seen_registered(&self, record: RecordId, block: BlockNumber) -> Result<(), Error> {
		let is_known = |objects: Objects| objects.registered.is_some();
		match self.objects(record).is_none_or(is_known) {
			true => Ok(()),
			false => self.seen_registered_all(&[(record, block)]),
		}
	}

	/// The file of a record that was uploaded from here.
	pub fn own_file(&self, record: RecordId) -> Option<OwnFile> {
		self.look_at_uploads(|uploads| uploads.get(record).and_then(|objects| objects.own.clone()))
	}

	/// What is listed of the records that were uploaded from here, by id.
	pub(crate) fn listings(&self) -> Vec<(RecordId, Listing)> {
		self.look_at_uploads(|uploads| {
			let own = uploads.all();
			own.filter_map(|(id, objects)| Some((id, objects.own.as_ref()?.listing.clone()?)))
				.collect()
		})
	}

	/// The record of an upload made here to which this object belongs.
	pub(crate) fn owner(&self, cid: &Cid) -> Option<RecordId> {
		self.look(|content| {
			let mut chains = content.chains.values();
			chains.find_map(|uploads| uploads.owner(cid))
		})
	}

	/// Takes back that the erasure of a record was asked for.
	pub(crate) fn erasure_refused(&self, record: RecordId) -> Result<(), Error> {
		self.change(record, |objects| Objects {
			erasing: false,
			..objects
		})
	}

	/// The objects of an upload made here.
	pub(crate) fn objects(&self, record: RecordId) -> Option<Objects> {
		self.look_at_uploads(|uploads| uploads.get(record).cloned())
	}

	/// Requests that this account has made from here.
	#[must_use]
	pub fn asked(&self, who: AccountId) -> Vec<RequestId> {
		let key = self.asker(who);
		self.look(|content| content.asked.get(&key).into_iter().flatten().copied().collect())
	}

	/// Notes a request that this account makes.
	///
	/// # Errors
	/// When the notes cannot be written.
	pub fn note_asked(&self, who: AccountId, request: RequestId) -> Result<(), Error> {
		self.add(|_| {
			let (account, requests) = (self.asker(who), [request].into());
			vec![Line::Asked { account, requests }]
		})
	}

	/// Forgets requests of this account but these.
	///
	/// # Errors
	/// When the notes cannot be written.
	pub fn keep_asked(&self, who: AccountId, there: &[RequestId]) -> Result<(), Error> {
		let asked = self.asked(who).into_iter();
		let requests: BTreeSet<_> = asked.filter(|known| !there.contains(known)).collect();
		if requests.is_empty() {
			return Ok(());
		}
		let account = self.asker(who);
		self.add(|_| vec![Line::Done { account, requests }])
	}

	fn asker(&self, who: AccountId) -> String {
		format!("{}/{who}", self.chain)
	}

	/// Forgets an upload.
	pub(crate) fn forget(&self, record: RecordId) -> Result<(), Error> {
		match self.objects(record) {
			Some(_) => self.add(|_| {
				let (chain, records) = (self.chain.clone(), vec![record]);
				vec![Line::Forgotten { chain, records }]
			}),
			None => Ok(()),
		}
	}
}

impl SeenKeys for Notes {
	fn newest_seen(&self, genesis: &Bytes32, who: AccountId, found: u16) -> Result<u16, PortError> {
		self.csp_version_seen(genesis, who, found).map_err(PortError::new)
	}
}

#[cfg(test)]
mod tests;
