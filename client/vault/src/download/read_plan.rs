//! From a stream of ciphertext to a file: gather segments, open in parallel, check, write in order.

use super::partial::Partial;
use crate::error::Error;
use medquorum_core::{error::OpenError, rules::opening::open_error};
use medquorum_envelope::{self as envelope, Cid, FileKeys, Layout, Opener, PREAMBLE, SEGMENT, Unpadder};
use medquorum_store::{ByteChannel, Store};
use rayon::prelude::*;
use std::{io::Write, ops::Range};
use zeroize::Zeroizing;

/// What it takes to read one file.
pub(super) struct ReadPlan<'a> {
	pub(super) store: &'a dyn Store,
	pub(super) cid: Cid,
	pub(super) keys: &'a FileKeys,
	pub(super) layout: Layout,
	pub(super) unpadder: Unpadder,
}

/// Bytes of a stream, cut into segments; before it those that were kept of an earlier one.
struct Segments<'a> {
	chunks: ByteChannel,
	held: Vec<u8>,
	used: usize,
	kept: Option<&'a mut Partial>,
	/// The first segment of the stream.
	start: u32,
}

impl Segments<'_> {
	/// The segment of this index; they are asked for in order.
	async fn segment(&mut self, index: u32, length: usize) -> Result<Vec<u8>, Error> {
		if let Some(kept) = self.kept.as_ref().filter(|_| index < self.start) {
			return Ok(kept.read(index)?);
		}
		let segment = self.take(length).await?;
		if let Some(kept) = &mut self.kept {
			kept.append(index, &segment);
		}
		Ok(segment)
	}

	/// The next `length` bytes; fewer only at the end of the stream.
	async fn take(&mut self, length: usize) -> Result<Vec<u8>, Error> {
		// A chunk that is the segment, as stores with leaves of our size give it, is not copied.
		if self.used == self.held.len() {
			self.refill().await?;
			if self.held.len() == length {
				self.used = 0;
				return Ok(std::mem::take(&mut self.held));
			}
		}
		let mut segment = Vec::with_capacity(length);
		while segment.len() < length {
			if self.used == self.held.len() && !self.refill().await? {
				break;
			}
			let rest = self.held.get(self.used..).unwrap_or_default();
			let now = rest.len().min(length - segment.len());
			segment.extend_from_slice(rest.get(..now).unwrap_or_default());
			self.used += now;
		}
		Ok(segment)
	}

	/// Waits for more; `false` at the end.
	async fn refill(&mut self) -> Result<bool, Error> {
		(self.held, self.used) = (Vec::new(), 0);
		while let Some(chunk) = self.chunks.recv().await {
			let chunk = chunk?;
			if !chunk.is_empty() {
				self.held = chunk;
				return Ok(true);
			}
		}
		Ok(false)
	}
}

impl ReadPlan<'_> {
	/// Writes the bytes `range` of the file. A segment whose tag fails is not written; after an error the caller must discard what was
	/// written before. For the whole file, `kept` saves fetching again.
	pub(super) async fn write_to(
		&self,
		range: Range<u64>,
		to: &mut dyn Write,
		kept: Option<&mut Partial>,
		advance: &(dyn Fn(u64) + Sync),
	) -> Result<(), Error> {
		match self.write_unexplained(range, to, kept, advance).await {
			Err(Error::Open(error)) if !self.store.verifies() => Err(self.explain(error).await),
			other => other,
		}
	}

	/// A store that does not compare what it gives with its CID may have given altered bytes: then it says which block they are
	/// in when it is made to compare.
	async fn explain(&self, error: OpenError) -> Error {
		let OpenError::SegmentCorrupt { index } = error else {
			return error.into();
		};
		let start = u64::from(index) * SEGMENT as u64;
		let end = self
			.layout
			.ciphertext_len()
			.min(start.saturating_add(SEGMENT as u64));
		match self.store.get_verified(&self.cid, Some(start..end)).await {
			Ok(mut chunks) => loop {
				match chunks.recv().await {
					Some(Ok(_)) => {}
					Some(Err(found)) => return found.into(),
					None => return error.into(),
				}
			},
			Err(found) => found.into(),
		}
	}

	async fn write_unexplained(
		&self,
		range: Range<u64>,
		to: &mut dyn Write,
		kept: Option<&mut Partial>,
		advance: &(dyn Fn(u64) + Sync),
	) -> Result<(), Error> {
		let whole = range == (0..self.unpadder.true_len());
		let (first, end) = self.segments_of(&range, whole);
		let start = kept.as_ref().map_or(first, |kept| kept.count());
		let bytes = u64::from(start) * SEGMENT as u64
			..self.layout.ciphertext_len().min(u64::from(end) * SEGMENT as u64);
		let all = whole && start == 0;
		let chunks = self.store.get(&self.cid, (!all).then_some(bytes)).await?;
		let mut segments = Segments {
			chunks,
			held: Vec::new(),
			used: 0,
			kept,
			start,
		};
		let opener = if first == 0 {
			None
		} else {
			Some(self.opener(&self.preamble().await?)?)
		};
		self.open_all(&mut segments, opener, first..end, &range, to, advance)
			.await?;
		if all && !segments.take(1).await?.is_empty() {
			return Err(OpenError::TrailingData.into());
		}
		to.flush().map_err(write_failed)
	}

	/// The segments that hold a range; all of them, padding included, for the whole file.
	fn segments_of(&self, range: &Range<u64>, whole: bool) -> (u32, u32) {
		let count = u32::try_from(self.layout.segments()).unwrap_or(u32::MAX);
		if whole {
			return (0, count);
		}
		let first = self.layout.segment_of(range.start).unwrap_or(count);
		let last = range
			.end
			.checked_sub(1)
			.and_then(|last| self.layout.segment_of(last));
		(first, last.map_or(first, |last| last.saturating_add(1)))
	}

	fn opener(&self, start: &[u8]) -> Result<Opener, OpenError> {
		let preamble = start.first_chunk::<PREAMBLE>().ok_or(OpenError::Truncated)?;
		Opener::new(self.keys, preamble).map_err(open_error)
	}

	async fn preamble(&self) -> Result<Vec<u8>, Error> {
		let chunks = self.store.get(&self.cid, Some(0..PREAMBLE as u64)).await?;
		Segments {
			chunks,
			held: Vec::new(),
			used: 0,
			kept: None,
			start: 0,
		}
		.take(PREAMBLE)
		.await
	}

	async fn open_all(
		&self,
		segments: &mut Segments<'_>,
		mut opener: Option<Opener>,
		indices: Range<u32>,
		range: &Range<u64>,
		to: &mut dyn Write,
		advance: &(dyn Fn(u64) + Sync),
	) -> Result<(), Error> {
		let size = rayon::current_num_threads().clamp(2, 6);
		let indices: Vec<u32> = indices.collect();
		for batch in indices.chunks(size) {
			let mut sealed = Vec::with_capacity(batch.len());
			for index in batch {
				sealed.push((
					*index,
					Zeroizing::new(segments.segment(*index, self.layout.segment_len(*index)).await?),
				));
			}
			if opener.is_none() {
				opener = Some(
					self.opener(
						sealed
							.first()
							.map(|(_, start)| start.as_slice())
							.unwrap_or_default(),
					)?,
				);
			}
			let opener = opener.as_ref().ok_or(OpenError::Truncated)?;
			let opened: Result<Vec<&mut [u8]>, envelope::Error> = sealed
				.par_iter_mut()
				.map(|(index, segment)| opener.open(*index, self.layout.is_last(*index), segment))
				.collect();
			for (index, plain) in batch.iter().zip(opened.map_err(open_error)?) {
				self.release(*index, plain, range, to)?;
			}
			let last = batch.last().copied().unwrap_or_default();
			let done = self
				.layout
				.plaintext_offset(last.saturating_add(1))
				.min(range.end);
			advance(done.saturating_sub(range.start));
		}
		Ok(())
	}

	/// Writes the part of one opened segment that was asked for, without padding.
	fn release(&self, index: u32, plain: &[u8], range: &Range<u64>, to: &mut dyn Write) -> Result<(), Error> {
		let offset = self.layout.plaintext_offset(index);
		let piece = self.unpadder.release(offset, plain).map_err(open_error)?;
		let cut = |at: u64| {
			usize::try_from(at.saturating_sub(offset))
				.unwrap_or(usize::MAX)
				.min(piece.len())
		};
		let wanted = piece.get(cut(range.start)..cut(range.end)).unwrap_or_default();
		to.write_all(wanted).map_err(write_failed)
	}
}

fn write_failed(error: std::io::Error) -> Error {
	OpenError::Write(error).into()
}
