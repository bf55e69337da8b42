//! Ctrl-C and SIGTERM during long work, which then ends like a failure and cleans up as much.

use crate::{
	context::Session,
	output::{CommandError, Failure},
};
use medquorum_client::error::Error;
use std::{future::Future, io, time::Duration};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens for both signals. While it exists they do not end the process by themselves.
struct Stop {
	interrupt: Signal,
	terminate: Signal,
}

impl Stop {
	fn new() -> io::Result<Self> {
		Ok(Self {
			interrupt: signal(SignalKind::interrupt())?,
			terminate: signal(SignalKind::terminate())?,
		})
	}

	async fn asked(&mut self) {
		tokio::select! {
			_ = self.interrupt.recv() => (),
			_ = self.terminate.recv() => (),
		}
	}
}

/// Ends when a signal comes. From now on signals do not end the process by themselves.
pub fn asked_to_stop() -> Result<impl Future<Output = ()>, Failure> {
	let mut stop = Stop::new().map_err(CommandError::Signals)?;
	Ok(async move { stop.asked().await })
}

/// Ends when a signal comes.
pub async fn stop() -> Result<(), Failure> {
	let mut stop = Stop::new().map_err(CommandError::Signals)?;
	stop.asked().await;
	Ok(())
}

/// Waits so long; `true` when a signal comes first.
pub async fn sleep_or_stop(time: Duration) -> Result<bool, Failure> {
	let mut stop = Stop::new().map_err(CommandError::Signals)?;
	tokio::select! {
		() = tokio::time::sleep(time) => Ok(false),
		() = stop.asked() => Ok(true),
	}
}

/// Does the work until it ends or a signal stops it; then removes what it left. A second signal stops the removing too.
///
/// Call it after the last question at the terminal, because a prompt does not hear the signals.
pub async fn unless_stopped<T>(
	session: &Session<'_>,
	work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failure> {
	let mut stop = Stop::new().map_err(CommandError::Signals)?;
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
	let mut stop = Stop::new().map_err(CommandError::Signals)?;
	tokio::select! {
		done = work => Ok(Some(done)),
		() = stop.asked() => Ok(None),
	}
}
