//! Uploads that can be resumed after their process was killed: the finished ciphertext, its header and its registration, kept beside
//! the notes until the record is registered.
//!
//! ```text
//! uploads/<record id>.ct      the ciphertext, written ahead of what the store takes
//! uploads/<record id>.json    written when the ciphertext is complete: its header (encrypted) and the call, as it will be public
//! ```
//! **No key is in there.** A file is sealed once, in one run, under salts drawn in that run (docs/cryptography.md 3.3); when it is
//! complete its keys are dropped, before the store has all of it. An upload that is killed earlier has nothing to resume:
//! it starts from the beginning, under fresh keys. So no key ever meets a second plaintext, whatever became of the file meanwhile.

use super::origin::Claim;
use crate::{
	error::{Error, UploadError},
	keep::notes::Notes,
};
use medquorum_core::{domain::*, hex_text::plain, ledger::NewRecord};
use medquorum_envelope::{Cid, SEGMENT, header::HEADER};
use medquorum_files::{self as files, Aligned, DirectFile, FileError, Piece};
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeSet,
	fs::{self, File, OpenOptions},
	io::{self, Read},
	ops::Range,
	os::unix::fs::OpenOptionsExt as _,
	path::PathBuf,
	sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

/// Files below this start from the beginning: to send them again takes no longer than to find out what is there.
pub(super) const MIN_RESUMABLE: u64 = 16 << 20;
/// Left free on the disk by a staged upload.
const SPARE: u64 = 64 << 20;
/// More than any description of an upload holds.
const MAX_FACTS: u64 = 1 << 20;

/// A sealed record, ready to be stored and registered. Nothing in it is secret.
#[derive(Clone)]
pub(crate) struct Finished {
	/// Its registration.
	pub(crate) call: NewRecord,
	/// Its header as it is stored.
	pub(super) header: Vec<u8>,
	/// The ciphertext.
	pub(crate) cid: Cid,
	/// Bytes of the file.
	pub(crate) plain_len: u64,
	/// Bytes of ciphertext.
	pub(super) stored_len: u64,
}

impl Finished {
	pub(crate) fn header_cid(&self) -> Cid {
		Cid::of_raw(&self.header)
	}
}

/// The form of a [`Finished`] on disk.
#[derive(Serialize, Deserialize)]
struct StagedUpload {
	#[serde(with = "plain")]
	place: Bytes32,
	#[serde(with = "plain")]
	state: Bytes32,
	cid: String,
	plain_len: u64,
	stored_len: u64,
	#[serde(with = "plain")]
	header: [u8; HEADER],
	#[serde(flatten)]
	call: NewRecord,
}

impl StagedUpload {
	fn new(claim: &Claim, finished: &Finished) -> Option<Self> {
		Some(Self {
			place: claim.place,
			state: claim.state,
			cid: finished.cid.to_string(),
			plain_len: finished.plain_len,
			stored_len: finished.stored_len,
			header: finished.header.as_slice().try_into().ok()?,
			call: finished.call.clone(),
		})
	}

	fn finished(self) -> Option<Finished> {
		Some(Finished {
			cid: self.cid.parse().ok()?,
			header: self.header.to_vec(),
			plain_len: self.plain_len,
			stored_len: self.stored_len,
			call: self.call,
		})
	}
}

/// An earlier upload of the same files.
pub(super) enum Earlier {
	/// Of the same content on the same terms: it can be resumed.
	Same(RecordId, Box<Finished>),
	/// Content or terms have changed since, so what it left can be removed.
	Changed(RecordId),
}

/// The folder of staged uploads.
#[derive(Clone)]
pub(crate) struct Staging {
	folder: PathBuf,
}

impl Staging {
	/// The folder beside these notes.
	pub(crate) fn beside(notes: &Notes) -> Self {
		let folder = notes.folder().join("uploads");
		Self { folder }
	}

	/// Removes what is staged of an upload beside these notes.
	pub(crate) fn discard(notes: &Notes, id: RecordId) -> Result<(), Error> {
		Ok(Self::beside(notes).remove(id)?)
	}

	/// Forgets an upload, and removes what is staged of it.
	pub(crate) fn forget(notes: &Notes, id: RecordId) -> Result<(), Error> {
		Self::discard(notes, id)?;
		notes.forget(id)
	}

	fn content(&self, id: RecordId) -> PathBuf {
		self.folder.join(format!("{id}.ct"))
	}

	fn facts(&self, id: RecordId) -> PathBuf {
		self.folder.join(format!("{id}.json"))
	}

	/// Starts the ciphertext of an upload; `None` where the disk has no room for `length` bytes more.
	pub(super) fn create(&self, id: RecordId, length: u64) -> Result<Option<CiphertextWriter>, FileError> {
		files::private_folder(&self.folder)?;
		let room = rustix::fs::statvfs(&self.folder)
			.map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize))
			.map_err(|error| FileError::from_io("look at", &self.folder, error.into()))?;
		if room < length.saturating_add(SPARE) {
			return Ok(None);
		}
		let path = self.content(id);
		let file = OpenOptions::new()
			.read(true)
			.write(true)
			.create_new(true)
			.mode(0o600)
			.open(&path)
			.map_err(|error| FileError::from_io("create", &path, error))?;
		Ok(Some(CiphertextWriter::new(file, path)))
	}

	/// Says that the ciphertext of this upload is complete.
	pub(super) fn complete(&self, id: RecordId, claim: &Claim, finished: &Finished) -> io::Result<()> {
		let facts = StagedUpload::new(claim, finished).ok_or(io::ErrorKind::InvalidData)?;
		let json = serde_json::to_vec(&facts).map_err(io::Error::other)?;
		files::write_atomic(&self.facts(id), &json).map_err(io::Error::other)
	}

	/// Whether an upload is complete here.
	pub(crate) fn holds(&self, id: RecordId) -> bool {
		self.facts(id).is_file() && self.content(id).is_file()
	}

	/// The upload, if it is complete and its description in order.
	fn load(&self, id: RecordId) -> Option<(Claim, Finished)> {
		let json = files::read_small(&self.facts(id), MAX_FACTS).ok()?;
		let facts: StagedUpload = serde_json::from_slice(&json).ok()?;
		let claim = Claim {
			place: facts.place,
			state: facts.state,
		};
		let finished = facts.finished()?;
		let length = fs::metadata(self.content(id)).ok()?.len();
		(length == finished.stored_len).then_some((claim, finished))
	}

	/// Finds earlier uploads of the same files that no process is busy with. Incomplete ones are removed, because they cannot be
	/// resumed.
	pub(super) fn find(&self, claim: &Claim, notes: &Notes) -> Vec<Earlier> {
		for (id, _) in notes.abandoned() {
			if !self.holds(id) {
				// An error is ignored: what stays only takes room.
				let _: Result<(), FileError> = self.remove(id);
			}
		}
		let known = notes.uploads_of(&self.all()).into_iter();
		let found = known.filter_map(|(id, objects)| {
			let (earlier, finished) = self.load(id)?;
			if earlier == *claim {
				return Some(Earlier::Same(id, Box::new(finished)));
			}
			// The chain may still register one whose call was sent: that is left to `Keeper::tidy`.
			(earlier.place == claim.place && !objects.is_sent()).then_some(Earlier::Changed(id))
		});
		found.collect()
	}

	/// The uploads of which something is here.
	fn all(&self) -> BTreeSet<RecordId> {
		let names = fs::read_dir(&self.folder).into_iter().flatten().flatten();
		let ids = names.filter_map(|entry| {
			let name = entry.file_name();
			name.to_str()?.split_once('.')?.0.parse().ok()
		});
		ids.collect()
	}

	/// The ciphertext of a complete upload.
	pub(super) fn open(&self, id: RecordId) -> Result<File, FileError> {
		Ok(files::open_plain(&self.content(id))?.0)
	}

	/// Removes what is kept of an upload. It succeeds if there is nothing to remove.
	pub(super) fn remove(&self, id: RecordId) -> Result<(), FileError> {
		// The description first: without it the ciphertext is only waste, the other way round it would look complete.
		for path in [self.facts(id), self.content(id)] {
			match fs::remove_file(&path) {
				Err(error) if error.kind() != io::ErrorKind::NotFound => {
					return Err(FileError::from_io("remove", &path, error));
				}
				_ => {}
			}
		}
		Ok(())
	}
}

#[derive(Default)]
struct Written {
	bytes: u64,
	/// Whether the sealing has ended: all is written, or it was given up.
	ended: bool,
	/// Whether the reader was dropped.
	left: bool,
}

impl Written {
	/// How far the store may read. Only a fully sealed file can be resumed, so until sealing ends the store gets at most a
	/// quarter of it, in whole segments.
	fn readable(&self) -> u64 {
		let quarter = self.bytes / 4;
		match self.ended {
			true => self.bytes,
			false => quarter - quarter % SEGMENT as u64,
		}
	}
}

#[derive(Default)]
struct SharedWritten {
	written: Mutex<Written>,
	changed: Condvar,
}

impl SharedWritten {
	fn lock(&self) -> MutexGuard<'_, Written> {
		self.written.lock().unwrap_or_else(PoisonError::into_inner)
	}

	fn change(&self, change: impl FnOnce(&mut Written)) {
		change(&mut self.lock());
		self.changed.notify_all();
	}
}

/// The writing end of a ciphertext: it does not wait for its reader.
pub(super) struct CiphertextWriter {
	file: Arc<DirectFile>,
	path: PathBuf,
	shared: Arc<SharedWritten>,
}

impl CiphertextWriter {
	fn new(file: File, path: PathBuf) -> Self {
		Self {
			file: Arc::new(DirectFile::new(file, &path)),
			path,
			shared: Arc::default(),
		}
	}

	/// The reading end; one is enough.
	pub(super) fn reader(&self) -> StageReader {
		StageReader {
			file: Arc::clone(&self.file),
			at: 0,
			piece: Piece::default(),
			held: 0..0,
			shared: Arc::clone(&self.shared),
		}
	}

	/// Writes a segment, in whatever order and from however many threads; nobody reads it yet.
	pub(super) fn write(&self, segment: &Aligned, at: u64) -> Result<(), UploadError> {
		self.file
			.write_at(segment, at)
			.map_err(|error| UploadError::Staging(FileError::from_io("write", &self.path, error)))
	}

	/// Says that everything up to here is written.
	pub(super) fn publish(&self, bytes: u64) -> Result<(), UploadError> {
		if self.shared.lock().left {
			// The store gave up: it says why itself.
			return Err(UploadError::Read(io::ErrorKind::BrokenPipe.into()));
		}
		self.shared.change(|written| written.bytes = bytes);
		Ok(())
	}
}

impl Drop for CiphertextWriter {
	fn drop(&mut self) {
		self.shared.change(|written| written.ended = true);
	}
}

/// Reads what the sealing writes, and waits where it is ahead. It ends in the same way whether the sealing succeeded or failed.
pub(super) struct StageReader {
	file: Arc<DirectFile>,
	/// Bytes of the file that were in `piece` so far.
	at: u64,
	piece: Piece,
	/// The part of `piece` that was not handed out yet.
	held: Range<usize>,
	shared: Arc<SharedWritten>,
}

impl StageReader {
	/// Waits until more may be read, and gives how many bytes that are; 0 at the end.
	fn wait(&self) -> u64 {
		let mut written = self.shared.lock();
		while written.readable() <= self.at && !written.ended {
			written = self
				.shared
				.changed
				.wait(written)
				.unwrap_or_else(PoisonError::into_inner);
		}
		written.readable().saturating_sub(self.at)
	}
}

impl Read for StageReader {
	fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
		if out.is_empty() {
			return Ok(0);
		}
		if self.held.is_empty() {
			let there = usize::try_from(self.wait()).unwrap_or(usize::MAX);
			if there == 0 {
				return Ok(0);
			}
			// The writer may have continued meanwhile, but perhaps not to the end of what was read.
			let read = self.file.read_at(self.at, &mut self.piece)?.len().min(there);
			self.at = self.at.saturating_add(read as u64);
			self.held = 0..read;
		}
		let held = self.piece.get(self.held.clone());
		let length = held.len().min(out.len());
		if let (Some(out), Some(held)) = (out.get_mut(..length), held.get(..length)) {
			out.copy_from_slice(held);
		}
		self.held.start = self.held.start.saturating_add(length);
		Ok(length)
	}
}

impl Drop for StageReader {
	fn drop(&mut self) {
		self.shared.change(|written| written.left = true);
	}
}
