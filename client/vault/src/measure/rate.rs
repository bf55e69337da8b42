//! Repeats a step on one core or on many, and tells how often it happens in a second.

use std::{
	sync::Barrier,
	time::{Duration, Instant},
};

use super::error::BenchError;

/// A step that prepares itself unmeasured and returns how long the rest took.
pub(super) type Work = Box<dyn FnMut() -> Result<Duration, BenchError>>;

/// Rounds of which the fastest counts: what else runs on the machine only ever slows down.
const ROUNDS: usize = 3;

/// Steps per second of all threads together, each of which runs `times` of them.
pub(super) fn per_second(
	threads: usize,
	times: u64,
	prepare: impl Fn() -> Result<Work, BenchError> + Sync,
) -> Result<f64, BenchError> {
	let mut best = 0f64;
	for _ in 0..ROUNDS {
		best = best.max(round(threads, times.max(1), &prepare)?);
	}
	Ok(best)
}

fn round(
	threads: usize,
	times: u64,
	prepare: &(impl Fn() -> Result<Work, BenchError> + Sync),
) -> Result<f64, BenchError> {
	let start = Barrier::new(threads);
	let run = || {
		let step = prepare();
		// Also after a failure: the others wait here.
		start.wait();
		let mut step = step?;
		step()?;
		let mut took = Duration::ZERO;
		for _ in 0..times {
			took += step()?;
		}
		Ok(times_per_second(times, took))
	};
	let rates: Vec<Result<f64, BenchError>> = std::thread::scope(|scope| {
		let started: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
		let joined = started
			.into_iter()
			.map(|thread| thread.join().unwrap_or(Err(BenchError::Thread)));
		joined.collect()
	});
	rates.into_iter().sum()
}

/// Times a piece of work.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
	let start = Instant::now();
	let done = work();
	(done, start.elapsed())
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
pub(super) fn times_per_second(times: u64, took: Duration) -> f64 {
	times as f64 / took.as_secs_f64().max(1e-9)
}
