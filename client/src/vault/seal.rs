//! From a file to a stream of ciphertext: read, pad, seal in parallel, hash, in bounded memory.

use crate::{domain::Bytes32, error::UploadError};
use medquorum_envelope::{Cid, DagBuilder, FileKeys, Layout, Sealer, padme};
use rayon::prelude::*;
use std::{
	io::{self, Read},
	sync::{
		Arc, Mutex, PoisonError,
		atomic::{AtomicU64, Ordering},
		mpsc::{Receiver, SyncSender, sync_channel},
	},
};

use crate::entropy::OsEntropy;

/// Segments sealed at once: enough to keep the cores busy, few enough to stay far below 64 MiB.
fn batch_size() -> usize {
	rayon::current_num_threads().clamp(2, 6)
}

/// How a sealing run ended: the CID of the ciphertext, computed here.
type Outcome = Result<Cid, UploadError>;

/// What the one who hands the stream to a store keeps in hand.
#[derive(Clone, Default)]
pub(super) struct Handle {
	outcome: Arc<Mutex<Option<Outcome>>>,
	read: Arc<AtomicU64>,
}

impl Handle {
	/// How the run ended; `None` when it has not, or when this was asked before.
	pub(super) fn outcome(&self) -> Option<Outcome> {
		self.outcome.lock().unwrap_or_else(PoisonError::into_inner).take()
	}

	/// Bytes of the file read so far.
	pub(super) fn read(&self) -> u64 {
		self.read.load(Ordering::Relaxed)
	}
}

/// The ciphertext as a stream. It ends with an error unless the whole file was sealed.
pub(super) struct CiphertextReader {
	batches: Receiver<Vec<Vec<u8>>>,
	current: std::vec::IntoIter<Vec<u8>>,
	segment: io::Cursor<Vec<u8>>,
	handle: Handle,
}

impl Read for CiphertextReader {
	fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
		loop {
			let read = self.segment.read(out)?;
			if read > 0 || out.is_empty() {
				return Ok(read);
			}
			if let Some(next) = self.current.next() {
				self.segment = io::Cursor::new(next);
				continue;
			}
			match self.batches.recv() {
				Ok(batch) => self.current = batch.into_iter(),
				Err(_) => return self.end(),
			}
		}
	}
}

impl CiphertextReader {
	/// The sealing thread has ended: well, or not.
	fn end(&self) -> io::Result<usize> {
		let outcome = self.handle.outcome.lock().unwrap_or_else(PoisonError::into_inner);
		match &*outcome {
			Some(Ok(_)) => Ok(0),
			Some(Err(error)) => Err(io::Error::other(error.to_string())),
			None => Err(io::Error::other("encryption was interrupted")),
		}
	}
}

/// Hears the CID of the ciphertext before the stream ends, and so before any store has the whole of it.
pub(super) type BeforeEnd = Box<dyn FnOnce(&Cid) -> io::Result<()> + Send>;

/// Starts sealing `length` bytes of `source` on a thread of its own.
pub(super) fn seal(
	source: Box<dyn Read + Send>,
	length: u64,
	keys: &FileKeys,
	mut entropy: OsEntropy,
	before_end: BeforeEnd,
) -> Result<(CiphertextReader, Layout, Handle), UploadError> {
	let layout = Layout::new(padme(length)).map_err(|_| UploadError::TooLong(length))?;
	let sealer = Sealer::new(keys, &mut entropy);
	let handle = Handle::default();
	// One batch waits while the next is made and the last is stored.
	let (sender, batches) = sync_channel(1);
	let run = Run {
		source,
		length,
		layout,
		sealer,
		read: handle.read.clone(),
	};
	let outcome = handle.outcome.clone();
	std::thread::spawn(move || {
		let result = run.finish(&sender).and_then(|cid| match before_end(&cid) {
			Ok(()) => Ok(cid),
			Err(error) => Err(UploadError::Note(error)),
		});
		*outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
		// Only now: the reader asks how the run ended when it sees the end of the batches.
		drop(sender);
	});
	let reader = CiphertextReader {
		batches,
		current: Vec::new().into_iter(),
		segment: io::Cursor::new(Vec::new()),
		handle: handle.clone(),
	};
	Ok((reader, layout, handle))
}

struct Run {
	source: Box<dyn Read + Send>,
	length: u64,
	layout: Layout,
	sealer: Sealer,
	read: Arc<AtomicU64>,
}

impl Run {
	fn finish(mut self, to: &SyncSender<Vec<Vec<u8>>>) -> Outcome {
		let mut dag = DagBuilder::new();
		let mut next = 0u64;
		while next < self.layout.segments() {
			let upto = self.layout.segments().min(next + batch_size() as u64);
			let mut batch = (next..upto)
				.map(|index| {
					let index = u32::try_from(index).map_err(|_| UploadError::TooLong(self.length))?;
					Ok((index, self.fill(index)?))
				})
				.collect::<Result<Vec<_>, UploadError>>()?;
			if upto == self.layout.segments() {
				self.check_end()?;
			}
			let (layout, sealer) = (&self.layout, &self.sealer);
			let digests: Result<Vec<Bytes32>, UploadError> = batch
				.par_iter_mut()
				.map(|(index, segment)| {
					let last = layout.is_last(*index);
					sealer
						.seal(*index, last, segment)
						.map_err(|_| UploadError::TooLong(self.length))?;
					Ok(Cid::of_raw(segment).digest())
				})
				.collect();
			for (digest, (_, segment)) in digests?.into_iter().zip(&batch) {
				dag.push_leaf(digest, segment.len() as u64, &mut |_, _| ());
			}
			let batch = batch.into_iter().map(|(_, segment)| segment).collect();
			// The store gave up: it says why itself.
			to.send(batch)
				.map_err(|_| UploadError::Read(io::ErrorKind::BrokenPipe.into()))?;
			next = upto;
		}
		Ok(dag.finish(&mut |_, _| ()).0)
	}

	/// One segment with its plaintext in place; behind the end of the file it is zero, which is the padding.
	fn fill(&mut self, index: u32) -> Result<Vec<u8>, UploadError> {
		let mut segment = vec![0; self.layout.segment_len(index)];
		let range = self.layout.plaintext_range(index);
		let left = self.length.saturating_sub(self.layout.plaintext_offset(index));
		let wanted = usize::try_from(left).map_or(range.len(), |left| left.min(range.len()));
		let room = segment
			.get_mut(range)
			.and_then(|room| room.get_mut(..wanted))
			.unwrap_or_default();
		match self.source.read_exact(room) {
			Ok(()) => {}
			Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
				return Err(UploadError::Changed {
					expected: self.length,
				});
			}
			Err(error) => return Err(UploadError::Read(error)),
		}
		self.read.fetch_add(wanted as u64, Ordering::Relaxed);
		Ok(segment)
	}

	/// The file must end where it was said to end.
	fn check_end(&mut self) -> Result<(), UploadError> {
		match self.source.by_ref().take(1).read_to_end(&mut Vec::new()) {
			Ok(0) => Ok(()),
			Ok(_) => Err(UploadError::Changed {
				expected: self.length,
			}),
			Err(error) => Err(UploadError::Read(error)),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_envelope::{CspRec, EnvSalt, ReportKey, stream::open_all};

	fn keys() -> FileKeys {
		let secret = [1; 32];
		FileKeys::derive(
			&CspRec::from_bytes(secret),
			&ReportKey::from_bytes(secret),
			&EnvSalt::from_bytes(secret),
			&secret,
		)
	}

	fn start(source: &[u8], length: u64) -> (CiphertextReader, Layout, Handle) {
		let source = Box::new(io::Cursor::new(source.to_vec()));
		seal(
			source,
			length,
			&keys(),
			OsEntropy::new().unwrap(),
			Box::new(|_| Ok(())),
		)
		.unwrap()
	}

	#[test]
	fn sealed_stream_opens_to_the_padded_file_and_names_its_cid() {
		for length in [0, 1, 1024, (1 << 20) - 56, 1 << 20, 9_000_001] {
			let file: Vec<u8> = (0..length).map(|at: usize| (at % 251).to_le_bytes()[0]).collect();
			let (mut reader, layout, handle) = start(&file, length as u64);
			let mut sealed = Vec::new();
			reader.read_to_end(&mut sealed).unwrap();
			assert_eq!(sealed.len() as u64, layout.ciphertext_len());
			let plain = open_all(&keys(), &sealed).unwrap();
			assert_eq!(plain[..length], file);
			assert!(plain[length..].iter().all(|byte| *byte == 0));
			let mut dag = DagBuilder::new();
			for leaf in sealed.chunks(1 << 20) {
				dag.push_leaf(Cid::of_raw(leaf).digest(), leaf.len() as u64, &mut |_, _| ());
			}
			assert_eq!(handle.outcome().unwrap().unwrap(), dag.finish(&mut |_, _| ()).0);
			assert_eq!(handle.read(), length as u64);
		}
	}

	#[test]
	fn a_file_that_changed_is_not_sealed() {
		for announced in [9, 11] {
			let (mut reader, _, handle) = start(&[7; 10], announced);
			assert!(reader.read_to_end(&mut Vec::new()).is_err());
			assert!(
				matches!(handle.outcome(), Some(Err(UploadError::Changed { expected })) if expected == announced)
			);
		}
	}

	#[test]
	fn a_store_that_gives_up_ends_the_sealing() {
		let (reader, _, handle) = start(&vec![0; 40 << 20], 40 << 20);
		drop(reader);
		let ended = (0..500).find_map(|_| {
			std::thread::sleep(std::time::Duration::from_millis(10));
			handle.outcome()
		});
		assert!(matches!(ended, Some(Err(UploadError::Read(_)))));
	}
}
