//! Moments of the chain's own clock for people: how far off they are, and the date where that is known.

use super::{when::date_words, words::span};
use crate::domain::Moment;
use serde::{Serialize, Serializer};
use std::fmt;

/// Milliseconds of a moment of the chain's clock.
const MOMENT_MILLIS: u64 = 6_000;

/// A moment that is to come, or is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
	/// The moment of the chain's clock that is waited for.
	pub moment: Moment,
	/// What the chain's clock said when it was looked at.
	pub now: Moment,
	/// What clocks on walls will say then, in milliseconds since 1970; `None` where that is not known.
	pub time: Option<u64>,
}

impl Until {
	/// A moment, looked at from another.
	#[must_use]
	pub fn new(moment: Moment, now: Moment) -> Self {
		let time = None;
		Self { moment, now, time }
	}

	/// The same where the time of the other moment is known: milliseconds since 1970.
	#[must_use]
	pub fn dated(mut self, now_millis: u64) -> Self {
		let ahead = u64::from(self.left()).saturating_mul(MOMENT_MILLIS);
		let past = u64::from(self.now.saturating_sub(self.moment)).saturating_mul(MOMENT_MILLIS);
		self.time = Some(now_millis.saturating_add(ahead).saturating_sub(past));
		self
	}

	/// Moments that are left.
	#[must_use]
	pub fn left(&self) -> Moment {
		self.moment.saturating_sub(self.now)
	}
}

/// The moment at which clocks on walls say `then`, where they say `now` at the moment `clock`; both in milliseconds since 1970.
#[must_use]
pub fn moment_at(clock: Moment, now: u64, then: u64) -> Moment {
	let moments = |millis: u64| Moment::try_from(millis / MOMENT_MILLIS).unwrap_or(Moment::MAX);
	match then.checked_sub(now) {
		Some(ahead) => clock.saturating_add(moments(ahead)),
		None => clock.saturating_sub(moments(now.saturating_sub(then))),
	}
}

/// One moment of the chain's clock of which the time is known, so that others become dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
	/// What the chain's clock says.
	pub clock: Moment,
	/// What clocks on walls say then, in milliseconds since 1970.
	pub millis: u64,
}

impl Calendar {
	/// When a moment is, in milliseconds since 1970.
	#[must_use]
	pub fn time_of(&self, moment: Moment) -> u64 {
		let until = Until::new(moment, self.clock).dated(self.millis);
		until.time.unwrap_or(self.millis)
	}

	/// A moment that an event names, in words: its date where there is a calendar.
	#[must_use]
	pub(super) fn words(calendar: Option<Self>, moment: &str) -> String {
		match (calendar, moment.parse()) {
			(Some(calendar), Ok(moment)) => date_words(calendar.time_of(moment)),
			_ => format!("moment {moment}"),
		}
	}
}

impl fmt::Display for Until {
	/// `in 10 minutes`, with the date before it where it is known.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		if let Some(time) = self.time {
			write!(f, "{}, ", date_words(time))?;
		}
		match self.moment < self.now {
			true => f.write_str("over"),
			false => write!(f, "in {}", span(self.left())),
		}
	}
}

impl Serialize for Until {
	/// Programs get the moment.
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		self.moment.serialize(to)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const NOW: u64 = 1_795_724_100_000;

	#[test]
	fn people_read_how_far_off_it_is_and_the_date_where_it_is_known() {
		assert_eq!(Until::new(700, 100).to_string(), "in 60 minutes");
		assert_eq!(
			Until::new(700, 100).dated(NOW).to_string(),
			"2026-11-26 21:15 UTC, in 60 minutes"
		);
		assert_eq!(
			Until::new(100, 700).dated(NOW).to_string(),
			"2026-11-26 19:15 UTC, over"
		);
		assert_eq!(serde_json::to_value(Until::new(700, 100)).unwrap(), 700);
	}

	#[test]
	fn moments_of_events_become_dates_where_the_clock_is_known() {
		let calendar = Calendar {
			clock: 100,
			millis: NOW,
		};
		assert_eq!(Calendar::words(Some(calendar), "700"), "2026-11-26 21:15 UTC");
		assert_eq!(Calendar::words(Some(calendar), "?"), "moment ?");
		assert_eq!(Calendar::words(None, "700"), "moment 700");
	}

	#[test]
	fn dates_become_moments_and_come_back() {
		for moment in [0, 100, 700, 14_500] {
			let time = Until::new(moment, 100).dated(NOW).time.unwrap();
			assert_eq!(moment_at(100, NOW, time), moment);
		}
		assert_eq!(moment_at(100, NOW, u64::MAX), Moment::MAX);
		assert_eq!(moment_at(100, NOW, 0), 0);
	}
}
