//! Ctrl-C and SIGTERM during long work, which then ends like a failure and cleans up as much.

use crate::{
	context::Session,
	output::{CommandError, Failure},
};
use medquorum_client::error::Error;
use std::{future::Future, sync::OnceLock, time::Duration};
use tokio::{
	signal::unix::{Signal, SignalKind, signal},
	sync::Mutex,
};

/// Both signals. They are listened for until the process ends: one that comes between two waits, or at the moment when a work is done, is
/// answered by the next wait. Before, a service that was told to stop at such a moment ran on.
static SIGNALS: OnceLock<Mutex<Signals>> = OnceLock::new();

struct Signals {
	interrupt: Signal,
	terminate: Signal,
}

/// Hears signals. From the first one made on, they do not end the process by themselves.
struct Stop(&'static Mutex<Signals>);

impl Stop {
	fn new() -> Result<Self, Failure> {
		if let Some(signals) = SIGNALS.get() {
			return Ok(Self(signals));
		}
		let listen = |kind| signal(kind).map_err(CommandError::Signals);
		let signals = Signals {
			interrupt: listen(SignalKind::interrupt())?,
			terminate: listen(SignalKind::terminate())?,
		};
		Ok(Self(SIGNALS.get_or_init(|| Mutex::new(signals))))
	}

	/// Ends when a signal comes, or came and was not answered.
	async fn asked(&self) {
		let mut signals = self.0.lock().await;
		let Signals { interrupt, terminate } = &mut *signals;
		tokio::select! {
			_ = interrupt.recv() => (),
			_ = terminate.recv() => (),
		}
	}
}

/// Ends when a signal comes. From now on signals do not end the process by themselves.
pub fn asked_to_stop() -> Result<impl Future<Output = ()>, Failure> {
	let stop = Stop::new()?;
	Ok(async move { stop.asked().await })
}

/// Ends when a signal comes.
pub async fn stop() -> Result<(), Failure> {
	let stop = Stop::new()?;
	stop.asked().await;
	Ok(())
}

/// Waits so long; `true` when a signal comes first, or has come.
pub async fn sleep_or_stop(time: Duration) -> Result<bool, Failure> {
	let stop = Stop::new()?;
	tokio::select! {
		biased;
		() = stop.asked() => Ok(true),
		() = tokio::time::sleep(time) => Ok(false),
	}
}

/// Does the work until it ends or a signal stops it; then removes what it left. A second signal stops the removing too.
///
/// Call it after the last question at the terminal: a prompt does not hear the signals, and what comes there stops the next work.
pub async fn unless_stopped<T>(
	session: &Session<'_>,
	work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failure> {
	let stop = Stop::new()?;
	// The work is dropped before the other branch runs: its output vanishes and its stores stop.
	tokio::select! {
		done = work => return Ok(done?),
		() = stop.asked() => (),
	}
	session.clear();
	session.app.say("Stopping, and removing what is not finished.");
	tokio::select! {
		cleaned = async { session.keeper().abandon().await } => { cleaned?; }
		() = stop.asked() => (),
	}
	if session.keeper().resumable() > 0 {
		session.app.say(
			"The upload can be resumed: run it again, or remove it with `medquorum erase --unfinished`.",
		);
	}
	Err(Error::Interrupted.into())
}

/// Does the work until a signal asks to stop: `None` then. Nothing is cleaned up, because nothing of it is unfinished for long.
pub async fn until_stopped<T>(work: impl Future<Output = T>) -> Result<Option<T>, Failure> {
	let stop = Stop::new()?;
	tokio::select! {
		done = work => Ok(Some(done)),
		() = stop.asked() => Ok(None),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use rustix::process::{Signal as Unix, getpid, kill_process};
	use std::time::Instant;

	const PATIENCE: Duration = Duration::from_secs(60);

	/// One test alone, because a process has its signals once.
	#[tokio::test]
	async fn a_signal_that_nobody_waited_for_stops_the_next_wait_and_only_that() {
		assert!(!sleep_or_stop(Duration::ZERO).await.unwrap());
		for sent in [Unix::TERM, Unix::INT] {
			kill_process(getpid(), sent).unwrap();
			// The work of a service: it goes by without anybody who listens, and the signal with it.
			tokio::time::sleep(Duration::from_millis(300)).await;
			let begun = Instant::now();
			assert!(sleep_or_stop(PATIENCE).await.unwrap(), "{sent:?}");
			assert!(begun.elapsed() < PATIENCE);
			assert!(!sleep_or_stop(Duration::from_millis(10)).await.unwrap());
		}
		// It came while the work was done: the work counts, and the next one is stopped.
		let work = async {
			kill_process(getpid(), Unix::TERM).unwrap();
			std::thread::sleep(Duration::from_millis(300));
		};
		let first = until_stopped(work).await.unwrap();
		let second = sleep_or_stop(PATIENCE).await.unwrap();
		assert!(first.is_none() || second);
	}
}
