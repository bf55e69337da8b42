//! Ctrl-C and SIGTERM during long work: it ends like a failure, and leaves as little.

use std::future::Future;
use std::io;

use medquorum_client::error::Error;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::context::Session;
use crate::output::{CommandError, Failure};

/// Both signals. From the moment this exists they no longer end the process by themselves.
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

/// Does the work unless somebody stops it; then removes what it left. A second signal ends that too.
///
/// To be called when nothing is asked at the terminal any more: a prompt would not hear the signals.
pub async fn unless_stopped<T>(
	session: &Session<'_>,
	work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failure> {
	let mut stop = Stop::new().map_err(CommandError::Signals)?;
	// The work is dropped before the other branch runs: its output vanishes, and its stores hear that nobody waits.
	tokio::select! {
		done = work => return Ok(done?),
		() = stop.asked() => (),
	}
	session.clear();
	session.app.say("Stopping, and removing what is not finished.");
	tokio::select! {
		cleaned = async { session.vault().abandon().await } => { cleaned?; }
		() = stop.asked() => (),
	}
	if session.vault().can_continue() > 0 {
		session
			.app
			.say("The upload can go on: run it again, or remove it with `medquorum erase --unfinished`.");
	}
	Err(Error::Interrupted.into())
}
