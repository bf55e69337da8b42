//! Progress of a job as it comes: server-sent events, each the part of the page that changes.

use crate::{
	jobs::{Job, State as JobState},
	pages::job_state::fragment,
	texts::{spoken, spoken_as},
};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::watch;

/// Pages hear of progress no more often than this.
const PACE: Duration = Duration::from_millis(150);

enum Phase {
	Watching(watch::Receiver<JobState>),
	/// The job ended: one event says so, and the page stops listening.
	Ended,
	Over,
}

/// The events of a job, from where it stands to its end.
pub fn of(job: Arc<Job>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
	// What comes later is told in the language of whoever asked now.
	let language = spoken();
	let mut watch = job.watch();
	watch.mark_changed();
	let events = stream::unfold(Phase::Watching(watch), move |phase| {
		let job = job.clone();
		async move {
			match phase {
				Phase::Watching(mut watch) => {
					// The job holds the sender, and this holds the job.
					let _ = watch.changed().await;
					let state = watch.borrow_and_update().clone();
					let running = matches!(state, JobState::Running(_));
					let told = spoken_as(language, || fragment(&job, &state));
					let event = Event::default().event("state").data(told);
					if running {
						tokio::time::sleep(PACE).await;
					}
					let next = if running {
						Phase::Watching(watch)
					} else {
						Phase::Ended
					};
					Some((Ok(event), next))
				}
				Phase::Ended => Some((Ok(Event::default().event("end").data("end")), Phase::Over)),
				Phase::Over => None,
			}
		}
	});
	Sse::new(events).keep_alive(KeepAlive::default())
}
