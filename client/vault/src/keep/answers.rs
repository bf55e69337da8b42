//! The log of standing answers: `standing-answers.jsonl` in the home folder, one line for each thing that was said, and why.

use medquorum_core::{
	domain::{AccountId, BlockNumber, RecordId, RequestId},
	views::timestamp,
};
use medquorum_files::{FileError, sync_folder};
use serde::{Deserialize, Serialize};
use std::{
	fs::OpenOptions,
	io::{self, Read, Seek, SeekFrom, Write},
	os::unix::fs::OpenOptionsExt,
	path::{Path, PathBuf},
};

/// What a service said to a request in the patient's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
	/// It is about to consent; the line is on disk before the call leaves.
	Consenting,
	/// A finalized block holds the consent.
	Consented,
	/// It is about to deny.
	Denying,
	/// A finalized block holds the denial.
	Denied,
	/// No policy decided, so the request is left to the patient.
	Left,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerLine {
	/// When, by this machine's clock (RFC 3339).
	pub time: String,
	/// What was said.
	pub said: Said,
	/// The request that was answered.
	pub request_id: RequestId,
	/// The record that the request is for.
	pub record_id: RecordId,
	/// Who asks.
	pub requester: AccountId,
	/// What for, as an HL7 code.
	pub purpose: String,
	/// The policy that decided.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub policy: Option<String>,
	/// Why, in words: the rule, or what does not hold.
	pub why: String,
	/// The block that holds the call.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub block: Option<BlockNumber>,
}

/// The log's file.
pub struct AnswerLog {
	path: PathBuf,
}

impl AnswerLog {
	/// That of this home folder.
	#[must_use]
	pub fn at(folder: &Path) -> Self {
		Self {
			path: folder.join("standing-answers.jsonl"),
		}
	}

	/// The file.
	#[must_use]
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// Adds a line with the time `now` (milliseconds since 1970), and waits until it is on disk.
	///
	/// # Errors
	/// When it cannot be written; then the answer must not be sent.
	pub fn add(&self, line: AnswerLine, now: u64) -> Result<(), FileError> {
		let line = AnswerLine {
			time: timestamp(now),
			..line
		};
		self.append(&line)
			.map_err(|error| FileError::from_io("write", &self.path, error))
	}

	fn append(&self, line: &AnswerLine) -> io::Result<()> {
		let new = !self.path.exists();
		let mut file = OpenOptions::new()
			.create(true)
			.read(true)
			.append(true)
			.mode(0o600)
			.open(&self.path)?;
		let mut text = serde_json::to_string(line)?;
		text.push('\n');
		// A line that was cut off by a killed process stays as it is, and spoils no other.
		if file.seek(SeekFrom::End(0))? > 0 {
			let mut last = [0];
			file.seek(SeekFrom::End(-1))?;
			file.read_exact(&mut last)?;
			if last != *b"\n" {
				text.insert(0, '\n');
			}
		}
		file.write_all(text.as_bytes())?;
		file.sync_data()?;
		if new {
			sync_folder(medquorum_files::folder_of(&self.path)).map_err(io::Error::other)?;
		}
		Ok(())
	}

	/// All lines that are whole, oldest first.
	///
	/// # Errors
	/// When the file cannot be read.
	pub fn lines(&self) -> Result<Vec<AnswerLine>, FileError> {
		let text = match std::fs::read_to_string(&self.path) {
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
			other => other.map_err(|error| FileError::from_io("read", &self.path, error))?,
		};
		let whole = text.lines().filter_map(|line| serde_json::from_str(line).ok());
		Ok(whole.collect())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn line(said: Said) -> AnswerLine {
		AnswerLine {
			time: String::new(),
			said,
			request_id: RequestId([1; 16]),
			record_id: RecordId([2; 16]),
			requester: AccountId([3; 32]),
			purpose: "TREAT".to_owned(),
			policy: None,
			why: "a rule".to_owned(),
			block: None,
		}
	}

	#[test]
	fn line_cut_off_by_a_kill_spoils_no_other() {
		let dir = tempfile::tempdir().unwrap();
		let log = AnswerLog::at(dir.path());
		assert_eq!(log.lines().unwrap(), []);
		log.add(line(Said::Consenting), 0).unwrap();
		let mut file = OpenOptions::new().append(true).open(log.path()).unwrap();
		file.write_all(b"{\"time\":\"19").unwrap();
		log.add(line(Said::Consented), 1_000).unwrap();
		let said: Vec<_> = log.lines().unwrap().iter().map(|line| line.said).collect();
		assert_eq!(said, [Said::Consenting, Said::Consented]);
		assert_eq!(log.lines().unwrap()[1].time, "1970-01-01T00:00:01Z");
	}
}
