//! From a file to a stream of ciphertext: read, pad, seal in parallel, hash, in bounded memory.

use super::stage::{CiphertextWriter, StageReader};
use crate::error::UploadError;
use medquorum_core::domain::Bytes32;
use medquorum_envelope::{Cid, DagBuilder, Layout, SEGMENT, Sealer, padme};
use medquorum_files::Aligned;
use medquorum_store::CidAtEnd;
use rayon::prelude::*;
use std::{
	io::{self, Read},
	sync::{
		Arc, Mutex, MutexGuard, PoisonError,
		atomic::{AtomicU64, Ordering},
		mpsc::{Receiver, SyncSender, sync_channel},
	},
};
use zeroize::Zeroize as _;

/// How a sealing run ended: what was made of the CID of the ciphertext.
type Outcome<T> = Result<T, UploadError>;

struct SharedRun<T> {
	state: Mutex<RunState<T>>,
	/// Bytes of ciphertext handed over.
	sent: Arc<AtomicU64>,
}

struct RunState<T> {
	outcome: Option<Outcome<T>>,
	/// Whether the caller has left: then a run that is not over must not complete anything.
	given_up: bool,
}

impl<T> SharedRun<T> {
	fn lock(&self) -> MutexGuard<'_, RunState<T>> {
		self.state.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// What the reader says at its end: the sealing thread has ended, well or not.
	fn end(&self) -> io::Result<usize> {
		match &self.lock().outcome {
			Some(Ok(_)) => Ok(0),
			Some(Err(error)) => Err(io::Error::other(error.to_string())),
			None => Err(io::Error::other("encryption was interrupted")),
		}
	}
}

/// Handle to a sealing run. Dropping it cancels the run.
pub(super) struct Handle<T>(Arc<SharedRun<T>>);

impl<T> Handle<T> {
	/// Stops the run and gives its outcome; `None` if it was not over. After this it does nothing more.
	pub(super) fn end(&self) -> Option<Outcome<T>> {
		let mut state = self.0.lock();
		state.given_up = true;
		state.outcome.take()
	}

	/// Says the CID of the ciphertext when the stream has ended well.
	pub(super) fn cid_at_end(&self, cid: fn(&T) -> Cid) -> CidAtEnd
	where
		T: Send + 'static,
	{
		let shared = Arc::clone(&self.0);
		Box::new(move || shared.lock().outcome.as_ref()?.as_ref().ok().map(cid))
	}

	/// Bytes of ciphertext handed over so far.
	pub(super) fn sent(&self) -> Arc<AtomicU64> {
		Arc::clone(&self.0.sent)
	}
}

impl<T> Drop for Handle<T> {
	fn drop(&mut self) {
		self.0.lock().given_up = true;
	}
}

/// Where the segments wait on their way to the store.
enum SealedTo {
	/// From hand to hand: the store sets the pace.
	Channel(SyncSender<Vec<Aligned>>),
	/// Into a file that the store reads: sealing goes far ahead.
	Stage(CiphertextWriter),
}

impl SealedTo {
	/// Segments sealed at once: enough to keep the cores busy, few enough to stay far below 64 MiB.
	fn batch_size(&self) -> u64 {
		let threads = rayon::current_num_threads();
		let size = match self {
			Self::Channel(_) => threads.clamp(2, 6),
			// While one waits for the disk, another is sealed.
			Self::Stage(_) => threads.saturating_mul(4).clamp(8, 16),
		};
		size as u64
	}

	/// Puts a segment in its place, on the thread that sealed it, where that place is known.
	fn place(&self, index: u32, segment: &Aligned) -> Result<(), UploadError> {
		match self {
			Self::Channel(_) => Ok(()),
			Self::Stage(stage) => stage.write(segment, u64::from(index) * SEGMENT as u64),
		}
	}

	/// Hands over segments that end at `end`; gives buffers back that can be filled again.
	fn take(&self, batch: Vec<Aligned>, end: u64) -> Result<Vec<Aligned>, UploadError> {
		match self {
			// The store gave up: it says why itself.
			Self::Channel(to) => match to.send(batch) {
				Ok(()) => Ok(Vec::new()),
				Err(_) => Err(UploadError::Read(io::ErrorKind::BrokenPipe.into())),
			},
			Self::Stage(stage) => stage.publish(end).map(|()| batch),
		}
	}
}

enum Feed {
	Channel {
		batches: Receiver<Vec<Aligned>>,
		current: std::vec::IntoIter<Aligned>,
		segment: io::Cursor<Aligned>,
	},
	Stage(StageReader),
}

impl Read for Feed {
	fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
		let (batches, current, segment) = match self {
			Self::Stage(reader) => return reader.read(out),
			Self::Channel {
				batches,
				current,
				segment,
			} => (batches, current, segment),
		};
		loop {
			let read = segment.read(out)?;
			if read > 0 || out.is_empty() {
				return Ok(read);
			}
			if let Some(next) = current.next() {
				*segment = io::Cursor::new(next);
				continue;
			}
			match batches.recv() {
				Ok(batch) => *current = batch.into_iter(),
				Err(_) => return Ok(0),
			}
		}
	}
}

/// The ciphertext as a stream. It ends with an error unless the whole file was sealed.
pub(super) struct CiphertextReader<T> {
	feed: Feed,
	shared: Arc<SharedRun<T>>,
}

impl<T> Read for CiphertextReader<T> {
	fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
		match self.feed.read(out)? {
			0 if !out.is_empty() => self.shared.end(),
			read => {
				self.shared.sent.fetch_add(read as u64, Ordering::Relaxed);
				Ok(read)
			}
		}
	}
}

/// Hears the CID of the ciphertext before the stream ends, and so before any store has the whole of it.
pub(super) type BeforeEnd<T> = Box<dyn FnOnce(&Cid) -> Result<T, UploadError> + Send>;

/// Starts sealing `length` bytes of `source` on a thread of its own.
pub(super) fn seal<T: Send + 'static>(
	source: Box<dyn Read + Send>,
	length: u64,
	sealer: Sealer,
	stage: Option<CiphertextWriter>,
	before_end: BeforeEnd<T>,
) -> Result<(CiphertextReader<T>, Handle<T>), UploadError> {
	let layout = layout(length)?;
	let (sink, feed) = match stage {
		Some(stage) => {
			let reader = stage.reader();
			(SealedTo::Stage(stage), Feed::Stage(reader))
		}
		None => {
			// One batch waits while the next is made and the last is stored.
			let (sender, batches) = sync_channel(1);
			let feed = Feed::Channel {
				batches,
				current: Vec::new().into_iter(),
				segment: io::Cursor::new(Aligned::new(0)),
			};
			(SealedTo::Channel(sender), feed)
		}
	};
	let plan = Plan {
		length,
		layout,
		sealer,
	};
	let run = Run { source, plan };
	let shared = Arc::new(SharedRun {
		state: Mutex::new(RunState {
			outcome: None,
			given_up: false,
		}),
		sent: Arc::default(),
	});
	let told = Arc::clone(&shared);
	std::thread::spawn(move || {
		let sealed = run.finish(&sink);
		// Under the lock, so that cancellation is all or nothing.
		let mut state = told.lock();
		state.outcome = Some(match sealed {
			Ok(_) if state.given_up => Err(UploadError::Read(io::ErrorKind::BrokenPipe.into())),
			Ok(cid) => before_end(&cid),
			Err(error) => Err(error),
		});
		drop(state);
		// Only now: the reader asks how the run ended when it sees the end of the segments.
		drop(sink);
	});
	let reader = CiphertextReader {
		feed,
		shared: Arc::clone(&shared),
	};
	Ok((reader, Handle(shared)))
}

/// Where the segments of a file of this length lie, padding included.
pub(super) fn layout(length: u64) -> Result<Layout, UploadError> {
	Layout::new(padme(length)).map_err(|_| UploadError::TooLong(length))
}

struct Run {
	source: Box<dyn Read + Send>,
	plan: Plan,
}

/// What all threads need to know.
struct Plan {
	length: u64,
	layout: Layout,
	sealer: Sealer,
}

impl Plan {
	/// Seals a segment where it is, and puts it in its place.
	fn seal(&self, index: u32, segment: &mut Aligned, to: &SealedTo) -> Result<Bytes32, UploadError> {
		self.sealer
			.seal(index, self.layout.is_last(index), segment)
			.map_err(|_| UploadError::TooLong(self.length))?;
		to.place(index, segment)?;
		Ok(Cid::of_raw(segment).digest())
	}
}

/// Segments that hold plaintext: wiped where they are dropped before all of them are sealed.
#[derive(Default)]
struct Unsealed(Vec<(u32, Aligned)>);

impl Drop for Unsealed {
	fn drop(&mut self) {
		for (_, segment) in &mut self.0 {
			segment.as_mut_slice().zeroize();
		}
	}
}

impl Run {
	fn finish(mut self, to: &SealedTo) -> Outcome<Cid> {
		let (mut dag, mut buffers) = (DagBuilder::new(), Vec::new());
		let (mut next, mut end) = (0u64, 0u64);
		while next < self.plan.layout.segments() {
			let upto = self.plan.layout.segments().min(next + to.batch_size());
			let mut batch = Unsealed::default();
			for index in next..upto {
				let index = u32::try_from(index).map_err(|_| UploadError::TooLong(self.plan.length))?;
				let segment = buffers.pop().unwrap_or_else(|| Aligned::new(0));
				batch.0.push((index, segment));
				if let Some((_, segment)) = batch.0.last_mut() {
					self.fill(index, segment)?;
				}
			}
			if upto == self.plan.layout.segments() {
				self.check_end()?;
			}
			let plan = &self.plan;
			let digests: Result<Vec<Bytes32>, UploadError> = batch
				.0
				.par_iter_mut()
				.map(|(index, segment)| plan.seal(*index, segment, to))
				.collect();
			let batch = digests.map(|digests| (digests, std::mem::take(&mut batch.0)));
			let (digests, batch) = batch?;
			for (digest, (_, segment)) in digests.into_iter().zip(&batch) {
				dag.push_leaf(digest, segment.len() as u64, &mut |_, _| ());
				end += segment.len() as u64;
			}
			let batch = batch.into_iter().map(|(_, segment)| segment).collect();
			buffers = to.take(batch, end)?;
			next = upto;
		}
		Ok(dag.finish(&mut |_, _| ()).0)
	}

	/// One segment with its plaintext in place; behind the end of the file it is zero, which is the padding.
	fn fill(&mut self, index: u32, segment: &mut Aligned) -> Result<(), UploadError> {
		segment.resize(self.plan.layout.segment_len(index), 0);
		let range = self.plan.layout.plaintext_range(index);
		let left = self
			.plan
			.length
			.saturating_sub(self.plan.layout.plaintext_offset(index));
		let wanted = usize::try_from(left).map_or(range.len(), |left| left.min(range.len()));
		let (room, padding) = segment
			.get_mut(range)
			.and_then(|room| room.split_at_mut_checked(wanted))
			.unwrap_or_default();
		padding.fill(0);
		match self.source.read_exact(room) {
			Ok(()) => {}
			Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
				return Err(UploadError::Changed {
					expected: self.plan.length,
				});
			}
			Err(error) => return Err(UploadError::Read(error)),
		}
		Ok(())
	}

	/// The file must end where it was said to end.
	fn check_end(&mut self) -> Result<(), UploadError> {
		match self.source.by_ref().take(1).read_to_end(&mut Vec::new()) {
			Ok(0) => Ok(()),
			Ok(_) => Err(UploadError::Changed {
				expected: self.plan.length,
			}),
			Err(error) => Err(UploadError::Read(error)),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::entropy::OsEntropy;
	use medquorum_envelope::{CspRec, EnvSalt, FileKeys, ReportKey, stream::open_all};

	fn keys() -> FileKeys {
		let secret = [1; 32];
		FileKeys::derive(
			&CspRec::from_bytes(&secret),
			&ReportKey::from_bytes(&secret),
			&EnvSalt::from_bytes(&secret),
			&secret,
		)
	}

	fn start(source: &[u8], length: u64) -> (CiphertextReader<Cid>, Handle<Cid>) {
		let source = Box::new(io::Cursor::new(source.to_vec()));
		let sealer = Sealer::new(&keys(), &mut OsEntropy::new().unwrap());
		seal(source, length, sealer, None, Box::new(|cid| Ok(*cid))).unwrap()
	}

	#[test]
	fn sealed_stream_opens_to_the_padded_file_and_names_its_cid() {
		for length in [0, 1, 1024, (1 << 20) - 56, 1 << 20, 9_000_001] {
			let file: Vec<u8> = (0..length).map(|at: usize| (at % 251).to_le_bytes()[0]).collect();
			let (mut reader, handle) = start(&file, length as u64);
			let layout = layout(length as u64).unwrap();
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
			assert_eq!(handle.end().unwrap().unwrap(), dag.finish(&mut |_, _| ()).0);
			assert_eq!(handle.sent().load(Ordering::Relaxed), sealed.len() as u64);
		}
	}

	#[test]
	fn a_file_that_changed_is_not_sealed() {
		for announced in [9, 11] {
			let (mut reader, handle) = start(&[7; 10], announced);
			assert!(reader.read_to_end(&mut Vec::new()).is_err());
			assert!(
				matches!(handle.end(), Some(Err(UploadError::Changed { expected })) if expected == announced)
			);
		}
	}

	#[test]
	fn a_store_that_gives_up_ends_the_sealing() {
		let (reader, handle) = start(&vec![0; 40 << 20], 40 << 20);
		drop(reader);
		let ended = (0..500).find_map(|_| {
			std::thread::sleep(std::time::Duration::from_millis(10));
			handle.0.lock().outcome.take()
		});
		assert!(matches!(ended, Some(Err(UploadError::Read(_)))));
	}
}
