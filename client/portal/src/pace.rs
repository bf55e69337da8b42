//! How fast work is, and how long it still takes: by what was done in the last seconds, because lines change.

use medquorum_client::progress::Step;
use std::time::{Duration, Instant};

/// What was done before this and the one before it tells nothing of the pace any more.
const WINDOW: Duration = Duration::from_secs(5);
/// After less time a pace is a guess.
const SOON: Duration = Duration::from_secs(1);

/// How far work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
	/// What is being done.
	pub step: Step,
	/// How much of it.
	pub done: u64,
	/// Of how much; 0 where nothing is counted.
	pub total: u64,
}

/// How far work was at one time.
#[derive(Debug, Clone, Copy)]
struct Mark {
	at: Instant,
	done: u64,
}

/// The pace of one step of work.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
	step: Step,
	from: Mark,
	next: Mark,
}

/// What is known of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
	/// How much is done in a second.
	pub speed: u64,
	/// Seconds that are left.
	pub seconds: u64,
}

impl Pace {
	/// The pace after work has come so far. Another step, or one that begins again, has a pace of its own.
	pub fn after(before: Option<Self>, amount: Amount, now: Instant) -> Self {
		let mark = Mark {
			at: now,
			done: amount.done,
		};
		let before = before.filter(|pace| pace.step == amount.step && pace.next.done <= amount.done);
		match before {
			Some(pace) if now.saturating_duration_since(pace.next.at) < WINDOW => pace,
			Some(pace) => Self {
				from: pace.next,
				next: mark,
				..pace
			},
			None => Self {
				step: amount.step,
				from: mark,
				next: mark,
			},
		}
	}

	/// The rest of this work; `None` while nothing can be said.
	pub fn rest(&self, amount: Amount, now: Instant) -> Option<Rest> {
		let took = now.saturating_duration_since(self.from.at);
		if took < SOON || self.step != amount.step {
			return None;
		}
		let millis = u64::try_from(took.as_millis()).ok()?;
		let moved = amount.done.checked_sub(self.from.done)?;
		let speed = moved.saturating_mul(1000).checked_div(millis)?;
		let left = amount.total.checked_sub(amount.done)?;
		let seconds = left.checked_div(speed)?;
		Some(Rest { speed, seconds })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn at(step: Step, done: u64) -> Amount {
		Amount {
			step,
			done,
			total: 1_000,
		}
	}

	#[test]
	fn the_last_seconds_tell_the_pace() {
		let begun = Instant::now();
		let after = |seconds| begun + Duration::from_secs(seconds);
		let pace = Pace::after(None, at(Step::Upload, 0), begun);
		assert_eq!(pace.rest(at(Step::Upload, 0), begun), None);
		let pace = Pace::after(Some(pace), at(Step::Upload, 100), after(2));
		let rest = |speed, seconds| Some(Rest { speed, seconds });
		assert_eq!(pace.rest(at(Step::Upload, 100), after(2)), rest(50, 18));
		// It becomes slower; what was fast before is forgotten.
		let pace = Pace::after(Some(pace), at(Step::Upload, 500), after(6));
		let pace = Pace::after(Some(pace), at(Step::Upload, 510), after(11));
		assert_eq!(pace.rest(at(Step::Upload, 520), after(16)), rest(2, 240));
		// It stands still: nobody knows how long.
		let pace = Pace::after(Some(pace), at(Step::Upload, 510), after(21));
		assert_eq!(pace.rest(at(Step::Upload, 510), after(30)), None);
	}

	#[test]
	fn another_step_begins_from_the_beginning() {
		let begun = Instant::now();
		let later = begun + Duration::from_secs(9);
		let upload = Pace::after(None, at(Step::Upload, 0), begun);
		let other = Pace::after(Some(upload), at(Step::Download, 700), later);
		assert_eq!(other.rest(at(Step::Download, 700), later), None);
		let again = Pace::after(Some(upload), at(Step::Upload, 900), later);
		let begun_again = Pace::after(Some(again), at(Step::Upload, 10), later + SOON);
		assert_eq!(begun_again.rest(at(Step::Upload, 10), later + SOON), None);
		// More than was announced is no reason to panic.
		assert_eq!(upload.rest(at(Step::Upload, 2_000), later), None);
	}
}
