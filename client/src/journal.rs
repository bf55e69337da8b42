//! The administrator's journal: every request context this client has answered, so that none is answered twice.
//!
//! The scheme needs it (cryptography.md 5.2): an administrator never approves a context he has rejected, nor one of an epoch
//! that is over, whatever a node that shows another history says. Nor does he approve any request of an id he has rejected: a
//! node may have shown him another context than the one that is signed. Each answer is on disk before it leaves this machine.
//! The file is one JSON object per line; lines are only ever added, and each carries a checksum over itself and all before it,
//! so that a damaged rejection cannot pass for no rejection.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use blake2::digest::consts::U16;
use blake2::{Blake2b, Digest};
use serde::{Deserialize, Serialize};

use crate::advice::{Advice, Blame};
use crate::config::as_hex;
use crate::files::{self, FileError, FileLock};
use crate::kinds;

/// Room for over a million answers.
const MAX_FILE: u64 = 1 << 30;
const PATIENCE: Duration = Duration::from_secs(10);

/// What an administrator said to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
	/// A share was made.
	Approve,
	/// It was refused.
	Reject,
}

/// Why the journal forbids an answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
	/// Approving what was rejected would let its shares be pooled.
	#[error("this very request was rejected here before and can never be approved")]
	RejectedBefore,
	/// The same answer or a share has been given already.
	#[error("this request was approved here before")]
	ApprovedBefore,
	/// The committee has moved on.
	#[error("this request belongs to epoch {epoch} of the committee, and epoch {current} has begun")]
	EpochOver {
		/// The epoch of the request.
		epoch: u32,
		/// The newest epoch seen.
		current: u32,
	},
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
	/// The file cannot be read or written; without it nothing may be approved.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for JournalError {
	kinds! {
		RejectedBefore, ApprovedBefore, EpochOver, Damaged, CutOff;
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::RejectedBefore | Self::EpochOver { .. } => "the requester has to send a new one",
			Self::ApprovedBefore => "if the chain does not show it, `medquorum approve` sends it again",
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
			Self::RejectedBefore
			| Self::ApprovedBefore
			| Self::EpochOver { .. }
			| Self::Damaged { .. }
			| Self::CutOff { .. } => Blame::Refused,
			Self::File(_) => Blame::Yours,
		}
	}
}

/// One answered context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
	/// `request_ctx` of cryptography.md 5.2.
	#[serde(with = "as_hex")]
	pub context: [u8; 32],
	/// The request's id on chain.
	#[serde(with = "as_hex")]
	pub request_id: [u8; 16],
	/// The committee key.
	pub key_id: u32,
	/// Its epoch.
	pub epoch: u32,
	/// What was said.
	pub answer: Answer,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Note {
	Answer(Entry),
	Epoch { key_id: u32, epoch: u32 },
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
	note: Note,
	#[serde(with = "as_hex")]
	sum: [u8; 16],
}

impl Line {
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
struct Contents {
	answers: HashMap<[u8; 32], Answer>,
	/// Ids of requests that were rejected, whatever their context was.
	rejected: HashSet<[u8; 16]>,
	epochs: BTreeMap<u32, u32>,
	/// The checksum of the last line.
	sum: [u8; 16],
	/// Bytes of the file.
	length: u64,
	/// Whether the last line lacks its end.
	open: bool,
}

impl Contents {
	/// Takes in one line; `None` when it is damaged.
	fn read(&mut self, text: &[u8]) -> Option<()> {
		let line: Line = serde_json::from_slice(text).ok()?;
		if Line::sum(&self.sum, &line.note).ok()? != line.sum {
			return None;
		}
		self.sum = line.sum;
		self.apply(line.note);
		Some(())
	}

	fn apply(&mut self, note: Note) {
		let (key_id, epoch) = match note {
			Note::Answer(entry) => {
				let said = self.answers.entry(entry.context).or_insert(entry.answer);
				if entry.answer == Answer::Reject {
					*said = Answer::Reject;
					self.rejected.insert(entry.request_id);
				}
				(entry.key_id, entry.epoch)
			}
			Note::Epoch { key_id, epoch } => (key_id, epoch),
		};
		let newest = self.epochs.entry(key_id).or_insert(epoch);
		*newest = epoch.max(*newest);
	}

	fn check(&self, entry: &Entry) -> Result<(), JournalError> {
		let said = self.answers.get(&entry.context);
		if said == Some(&Answer::Reject) || self.rejected.contains(&entry.request_id) {
			return Err(JournalError::RejectedBefore);
		}
		// Before what was approved: that may be approved again, and must not be when its epoch is over.
		match self.epochs.get(&entry.key_id) {
			Some(current) if entry.answer == Answer::Approve && *current > entry.epoch => {
				return Err(JournalError::EpochOver {
					epoch: entry.epoch,
					current: *current,
				});
			}
			_ => {}
		}
		match said {
			Some(Answer::Approve) => Err(JournalError::ApprovedBefore),
			_ => Ok(()),
		}
	}
}

impl Journal {
	/// The journal in this file; it is made by the first answer.
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
		self.load()?.check(entry)
	}

	/// Writes an answer and waits until it is on disk. Send the answer only after this returns.
	///
	/// # Errors
	/// When the rules forbid it or the file cannot be written; then nothing may be sent. After
	/// [`JournalError::ApprovedBefore`] the same context may be approved again: the share says nothing new.
	pub fn record(&self, entry: Entry) -> Result<(), JournalError> {
		self.append(|contents| contents.check(&entry).map(|()| Some(Note::Answer(entry))))
	}

	/// Notes that an epoch has begun, so that no older one is approved any more.
	///
	/// # Errors
	/// When the file cannot be read or written.
	pub fn note_epoch(&self, key_id: u32, epoch: u32) -> Result<(), JournalError> {
		self.append(|contents| {
			let known = contents
				.epochs
				.get(&key_id)
				.is_some_and(|newest| *newest >= epoch);
			Ok((!known).then_some(Note::Epoch { key_id, epoch }))
		})
	}

	/// What was said to a context, if anything.
	///
	/// # Errors
	/// When the file cannot be read or is damaged.
	pub fn answer(&self, context: &[u8; 32]) -> Result<Option<Answer>, JournalError> {
		Ok(self.load()?.answers.get(context).copied())
	}

	fn load(&self) -> Result<Contents, JournalError> {
		let bytes = match files::read_small(&self.path, MAX_FILE) {
			Err(FileError::Missing(_)) => return Ok(Contents::default()),
			other => other?,
		};
		let mut contents = Contents::default();
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
		decide: impl FnOnce(&Contents) -> Result<Option<Note>, JournalError>,
	) -> Result<(), JournalError> {
		let _lock = FileLock::exclusive(&self.path.with_extension("lock"), PATIENCE)?;
		let contents = self.load()?;
		let Some(note) = decide(&contents)? else {
			return Ok(());
		};
		let fail = |e: std::io::Error| JournalError::File(FileError::from_io("write", &self.path, e));
		let sum = Line::sum(&contents.sum, &note).map_err(|e| fail(e.into()))?;
		let mut text = serde_json::to_vec(&Line { note, sum }).map_err(|e| fail(e.into()))?;
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
