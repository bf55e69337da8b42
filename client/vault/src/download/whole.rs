//! Downloading a file, or a range of it, and ending the request afterwards.

use super::{
	open::{CspSource, Opened},
	partial::{self, Partial},
	read_plan::ReadPlan,
};
use crate::{
	error::Error,
	file_info::FileInfo,
	progress::Step,
	roles::{Delivered, Requester},
};
use medquorum_core::{advice::in_one_line, domain::*, error::OpenError, ledger::Sign, ports::SecretStore};
use medquorum_files::{OutputFile, Overwrite, Temporary};
use sha2::{Digest as _, Sha256};
use std::{io::Write, ops::Range, path::Path};

/// What became of a request after its download.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closed {
	/// The call that closed it; `None` when it was kept, or closing failed.
	pub delivered: Option<Delivered>,
	/// Why it could not be closed, in words; what was downloaded is complete all the same.
	pub failed: Option<String>,
}

/// How to download.
#[derive(Debug, Clone)]
pub struct DownloadOptions {
	/// Whether the target may be replaced.
	pub overwrite: Overwrite,
	/// Only these bytes of the file.
	pub range: Option<Range<u64>>,
	/// Keep the request and its one-time key, to read again.
	pub keep_request: bool,
	/// Where the bytes may be until they are complete.
	pub temporary: Temporary,
}

/// A downloaded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
	/// The record whose file it is.
	pub record_id: RecordId,
	/// Whether its patient has confirmed it; if not, it may be about somebody else.
	pub acknowledged: bool,
	/// What the file is.
	pub info: FileInfo,
	/// Bytes written.
	pub length: u64,
	/// SHA-256 of what was written.
	pub sha256: Bytes32,
	/// What became of the request.
	pub closed: Closed,
}

/// Hashes what passes through.
struct Hashed<'a> {
	to: &'a mut (dyn Write + Send),
	hash: Sha256,
}

impl<'a> Hashed<'a> {
	fn new(to: &'a mut (dyn Write + Send)) -> Self {
		Self {
			to,
			hash: Sha256::new(),
		}
	}

	fn finish(self) -> Bytes32 {
		self.hash.finalize().into()
	}
}

impl Write for Hashed<'_> {
	fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
		let written = self.to.write(bytes)?;
		self.hash.update(bytes.get(..written).unwrap_or_default());
		Ok(written)
	}

	fn flush(&mut self) -> std::io::Result<()> {
		self.to.flush()
	}
}

impl Requester<'_> {
	/// Fetches, checks and writes the file, or a range of it; gives the SHA-256 of what was written. After an error
	/// whatever was written must be thrown away.
	///
	/// # Errors
	/// When the store fails, anything is altered, cut off or added, or the output cannot be written.
	pub async fn read(
		&self,
		opened: &Opened,
		range: Option<Range<u64>>,
		to: &mut (dyn Write + Send),
	) -> Result<(u64, Bytes32), Error> {
		let length = opened.length();
		let range = range.unwrap_or(0..length);
		if range.start > range.end || range.end > length {
			return Err(OpenError::Range {
				start: range.start,
				end: range.end,
				length,
			}
			.into());
		}
		let total = range.end - range.start;
		let mut hashed = Hashed::new(to);
		self.read_stretch(opened, range, &mut hashed, (0, total)).await?;
		Ok((total, hashed.finish()))
	}

	/// The whole file. From a store that is far, what is fetched is kept until all of it is there, so that a download that was
	/// killed is resumed where it was.
	async fn read_whole(
		&self,
		opened: &Opened,
		to: &mut (dyn Write + Send),
	) -> Result<(u64, Bytes32), Error> {
		let plan = self.plan(opened);
		let worth = plan.layout.ciphertext_len() >= partial::MIN_RESUMABLE && !self.store.is_near();
		// If the home cannot be written to, the download is made without a copy to resume from.
		let kept = worth.then(|| {
			self.partials
				.and_then(|folder| Partial::open(folder, &plan.cid).ok().flatten())
		});
		let mut kept = kept.flatten();
		if kept
			.as_mut()
			.is_some_and(|kept| kept.check(plan.keys, &plan.layout).is_err())
		{
			kept = None;
		}
		let length = opened.length();
		let mut hashed = Hashed::new(to);
		let advance = |done| self.desk.advance(Step::Download, done, length);
		plan.write_to(0..length, &mut hashed, kept.as_mut(), &advance)
			.await?;
		if let Some(kept) = kept {
			kept.remove();
		}
		Ok((length, hashed.finish()))
	}

	fn plan<'b>(&'b self, opened: &'b Opened) -> ReadPlan<'b> {
		ReadPlan {
			store: self.store,
			cid: *opened.header.cid(),
			keys: &opened.keys,
			layout: *opened.header.layout(),
			unpadder: opened.unpadder,
		}
	}

	/// Reads one of several stretches. Progress counts from `before` bytes of `total`, which have come already.
	pub(super) async fn read_stretch(
		&self,
		opened: &Opened,
		range: Range<u64>,
		to: &mut (dyn Write + Send),
		(before, total): (u64, u64),
	) -> Result<(), Error> {
		let advance = |done| {
			self.desk
				.advance(Step::Download, before.saturating_add(done), total)
		};
		self.plan(opened).write_to(range, to, None, &advance).await
	}

	/// Downloads a record to a file that appears whole or not at all, then forgets the one-time key and closes the request.
	///
	/// # Errors
	/// The first rung of the ladder that does not hold, or what [`Requester::read`] meets. Nothing is left then.
	pub async fn download(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		id: RequestId,
		source: CspSource<'_>,
		target: &Path,
		options: &DownloadOptions,
	) -> Result<Downloaded, Error> {
		// Refused before anything is asked of anybody, if the target cannot be written.
		let mut output = OutputFile::create(target, options.overwrite, options.temporary)?;
		let opened = self.open(signer.account(), secrets, id, source).await?;
		let read = match &options.range {
			Some(range) => self.read(&opened, Some(range.clone()), &mut output).await,
			None => self.read_whole(&opened, &mut output).await,
		};
		let (length, sha256) = match read {
			Err(Error::Open(OpenError::Write(error))) => return Err(output.error(error).into()),
			other => other?,
		};
		output.commit()?;
		let Opened {
			record_id,
			acknowledged,
			info,
			..
		} = opened;
		let keep = options.keep_request || options.range.is_some();
		Ok(Downloaded {
			record_id,
			acknowledged,
			info,
			length,
			sha256,
			closed: self.end(signer, secrets, id, keep).await,
		})
	}

	/// Ends the request of a file that is there, unless it is kept: whatever fails here is told in words, and is no failure to
	/// download.
	pub async fn end(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		id: RequestId,
		keep: bool,
	) -> Closed {
		if keep {
			return Closed::default();
		}
		// The seed goes first: shares left in block history are useless without it, whether the call succeeds or not.
		let failed = match secrets.update(|secrets| secrets.drop_request(&id.0)) {
			Ok(_) => match self.close(signer, secrets, id).await {
				Ok(delivered) => {
					return Closed {
						delivered: Some(delivered),
						failed: None,
					};
				}
				Err(error) => in_one_line(&error),
			},
			Err(error) => format!(
				"its one-time key is still in the keystore, until `medquorum close` removes it: {}",
				in_one_line(&Error::from(error))
			),
		};
		Closed {
			delivered: None,
			failed: Some(failed),
		}
	}
}
