//! The administrator's journal: every request context this client has answered, so that none is answered twice.
//!
//! The scheme needs it (docs/cryptography.md 5.2): an administrator never approves a context he has rejected, nor one of an epoch
//! that is over, whatever a node that shows another history says. Nor does he approve any request of an id he has rejected: a
//! node may have shown him another context than the one that is signed. Each answer is on disk before it leaves this machine.
//! The file is one JSON object per line; lines are only ever added, and each carries a checksum over itself and all before it,
//! so that a damaged rejection cannot pass for no rejection.

use std::{
	fs::{File, OpenOptions},
	io::{Seek, SeekFrom, Write},
	os::unix::fs::OpenOptionsExt,
	path::{Path, PathBuf},
	time::Duration,
};

use blake2::{Blake2b, Digest, digest::consts::U16};
use serde::{Deserialize, Serialize};

pub use medquorum_core::ports::{Answer, AnswerError, Certified, Entry, HistoryError};
use medquorum_core::{
	advice::{Advice, Blame},
	hex_text::plain,
	kinds,
	ports::{self, History, PortError},
	secrets::JournalTip,
};
use medquorum_files::{self as files, FileError, FileLock};

/// Room for over a million answers.
const MAX_FILE: u64 = 1 << 30;
const PATIENCE: Duration = Duration::from_secs(10);

/// Why the journal forbids an answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
	/// The history forbids it.
	#[error(transparent)]
	History(#[from] HistoryError),
	/// A line is not one of ours.
	#[error("line {line} of the journal {} is damaged", path.display())]
	Damaged {
		/// The file.
		path: PathBuf,
		/// Which line, from 1.
		line: usize,
	},
	/// The file ends in the middle of a line.
	#[error("the last line of the journal {} is cut off or damaged", path.display())]
	CutOff {
		/// The file.
		path: PathBuf,
	},
	/// The file cannot be read or written; without it no request may be approved.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for JournalError {
	kinds! {
		Damaged, CutOff;
		Self::History(inside) => inside.kind(),
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::History(inside) => return inside.next(),
			Self::Damaged { .. } => "restore the file from your backup before you answer anything",
			Self::CutOff { .. } => {
				"if this machine stopped while an answer was being written, that answer was never sent: \
					remove the last line and answer again. If not, restore the file from your backup"
			}
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::History(inside) => inside.blame(),
			Self::Damaged { .. } | Self::CutOff { .. } => Blame::Refused,
			Self::File(_) => Blame::Yours,
		}
	}
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Note {
	Answer(Entry),
	Epoch { key_id: u32, epoch: u32 },
	Certified(Certified),
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JournalLine {
	note: Note,
	#[serde(with = "plain")]
	sum: [u8; 16],
}

impl JournalLine {
	/// The checksum of `note` after the line that ends in `before`.
	fn sum(before: &[u8; 16], note: &Note) -> serde_json::Result<[u8; 16]> {
		let mut hash = Blake2b::<U16>::new();
		hash.update(before);
		hash.update(serde_json::to_vec(note)?);
		Ok(hash.finalize().into())
	}
}

/// The journal file of one administrator.
pub struct Journal {
	path: PathBuf,
}

#[derive(Default)]
struct JournalFile {
	history: History,
	/// The checksum of each line.
	sums: Vec<[u8; 16]>,
	/// Bytes of the file.
	length: u64,
	/// Whether the last line lacks its end.
	open: bool,
}

impl JournalFile {
	/// The checksum of the last line.
	fn sum(&self) -> [u8; 16] {
		self.sums.last().copied().unwrap_or_default()
	}

	fn tip(&self) -> JournalTip {
		JournalTip {
			lines: self.sums.len() as u64,
			sum: self.sum(),
		}
	}

	/// Takes in one line; `None` when it is damaged.
	fn read(&mut self, text: &[u8]) -> Option<()> {
		let line: JournalLine = serde_json::from_slice(text).ok()?;
		if JournalLine::sum(&self.sum(), &line.note).ok()? != line.sum {
			return None;
		}
		self.sums.push(line.sum);
		match line.note {
			Note::Answer(entry) => self.history.answered(&entry),
			Note::Epoch { key_id, epoch } => self.history.begun(key_id, epoch),
			Note::Certified(certified) => self.history.take_certified(certified),
		}
		Some(())
	}
}

impl ports::Journal for Journal {
	fn record(&self, entry: Entry) -> Result<(), AnswerError> {
		Ok(Self::record(self, entry)?)
	}

	fn note_epoch(&self, key_id: u32, epoch: u32) -> Result<(), AnswerError> {
		Ok(Self::note_epoch(self, key_id, epoch)?)
	}

	fn epochs(&self) -> Result<Vec<(u32, u32)>, AnswerError> {
		Ok(self.load()?.history.epochs())
	}

	fn note_certified(&self, certified: Certified) -> Result<(), AnswerError> {
		Ok(Self::note_certified(self, certified)?)
	}

	fn certified(&self) -> Result<Vec<Certified>, AnswerError> {
		Ok(self.load()?.history.certified().to_vec())
	}

	fn tip(&self) -> Result<JournalTip, AnswerError> {
		Ok(Self::tip(self)?)
	}

	fn continues(&self, tip: &JournalTip) -> Result<(), AnswerError> {
		Ok(Self::continues(self, tip)?)
	}
}

impl From<JournalError> for AnswerError {
	fn from(error: JournalError) -> Self {
		match error {
			JournalError::History(refused) => Self::History(refused),
			other => Self::Port(PortError::new(other)),
		}
	}
}

impl Journal {
	/// The journal in this file; it is made by the first answer, or with the first share.
	#[must_use]
	pub fn at(path: &Path) -> Self {
		Self {
			path: path.to_path_buf(),
		}
	}

	/// Says whether an answer would be allowed, and writes nothing.
	///
	/// # Errors
	/// The reason why not.
	pub fn check(&self, entry: &Entry) -> Result<(), JournalError> {
		Ok(self.load()?.history.check(entry)?)
	}

	/// Writes an answer and waits until it is on disk. Send the answer only after this returns.
	///
	/// # Errors
	/// When the rules forbid it or the file cannot be written; then nothing may be sent. After
	/// [`HistoryError::ApprovedBefore`] the same context may be approved again: the share says nothing new.
	pub fn record(&self, entry: Entry) -> Result<(), JournalError> {
		self.append(|contents| {
			contents.history.check(&entry)?;
			Ok(Some(Note::Answer(entry)))
		})
	}

	/// Notes that an epoch has begun, so that no older one is approved any more.
	///
	/// # Errors
	/// When the file cannot be read or written.
	pub fn note_epoch(&self, key_id: u32, epoch: u32) -> Result<(), JournalError> {
		self.append(|contents| {
			let known = contents.history.knows_epoch(key_id, epoch);
			Ok((!known).then_some(Note::Epoch { key_id, epoch }))
		})
	}

	/// Notes a committee that this administrator has certified, or is about to.
	///
	/// # Errors
	/// When the file cannot be read or written.
	pub fn note_certified(&self, certified: Certified) -> Result<(), JournalError> {
		self.append(|contents| {
			let known = contents.history.certified().contains(&certified);
			Ok((!known).then_some(Note::Certified(certified)))
		})
	}

	/// How far it has come.
	///
	/// # Errors
	/// When the file cannot be read or is damaged.
	pub fn tip(&self) -> Result<JournalTip, JournalError> {
		Ok(self.load()?.tip())
	}

	/// Whether it continues what it was at that tip: an older copy of it does not.
	///
	/// # Errors
	/// [`HistoryError::SetBack`] when not; when the file cannot be read or is damaged.
	pub fn continues(&self, tip: &JournalTip) -> Result<(), JournalError> {
		let sums = self.load()?.sums;
		let last = usize::try_from(tip.lines).unwrap_or(usize::MAX).checked_sub(1);
		match last.map(|last| sums.get(last)) {
			None => Ok(()),
			Some(Some(sum)) if *sum == tip.sum => Ok(()),
			Some(_) => Err(HistoryError::SetBack.into()),
		}
	}

	/// What was said to a context, if anything.
	///
	/// # Errors
	/// When the file cannot be read or is damaged.
	pub fn answer(&self, context: &[u8; 32]) -> Result<Option<Answer>, JournalError> {
		Ok(self.load()?.history.answer(context))
	}

	fn load(&self) -> Result<JournalFile, JournalError> {
		let bytes = match files::read_small(&self.path, MAX_FILE) {
			Err(FileError::Missing(_)) => return Ok(JournalFile::default()),
			other => other?,
		};
		let mut contents = JournalFile::default();
		for (index, line) in bytes.split_inclusive(|b| *b == b'\n').enumerate() {
			let text = line.strip_suffix(b"\n");
			contents.open = text.is_none();
			let path = || self.path.clone();
			contents
				.read(text.unwrap_or(line))
				.ok_or_else(|| match contents.open {
					true => JournalError::CutOff { path: path() },
					false => JournalError::Damaged {
						path: path(),
						line: index.saturating_add(1),
					},
				})?;
		}
		contents.length = bytes.len() as u64;
		Ok(contents)
	}

	fn append(
		&self,
		decide: impl FnOnce(&JournalFile) -> Result<Option<Note>, JournalError>,
	) -> Result<(), JournalError> {
		let _lock = FileLock::exclusive(&self.path.with_extension("lock"), PATIENCE)?;
		let contents = self.load()?;
		let Some(note) = decide(&contents)? else {
			return Ok(());
		};
		let fail = |e: std::io::Error| JournalError::File(FileError::from_io("write", &self.path, e));
		let sum = JournalLine::sum(&contents.sum(), &note).map_err(|e| fail(e.into()))?;
		let mut text = serde_json::to_vec(&JournalLine { note, sum }).map_err(|e| fail(e.into()))?;
		text.push(b'\n');
		if contents.open {
			text.insert(0, b'\n');
		}
		let fresh = !self.path.exists();
		let mut file = OpenOptions::new()
			.create(true)
			.truncate(false)
			.write(true)
			.mode(0o600)
			.open(&self.path)
			.map_err(fail)?;
		if let Err(error) = write_line(&mut file, contents.length, &text) {
			// Half a line, or one not known to be on disk: take it back, so that the answer counts as not given.
			let _: std::io::Result<()> = file.set_len(contents.length);
			return Err(fail(error));
		}
		if fresh {
			files::sync_folder(self.path.parent().unwrap_or(Path::new(".")))?;
		}
		Ok(())
	}
}

fn write_line(file: &mut File, length: u64, text: &[u8]) -> std::io::Result<()> {
	file.seek(SeekFrom::Start(length))?;
	file.write_all(text)?;
	file.sync_all()
}

#[cfg(test)]
mod tests;
