//! Dates of FHIR as spans of the clock. A date without a time is a whole day in UTC, a year a whole year.

use crate::views::date_words;
use chrono::{DateTime, Months, NaiveDate, NaiveTime};

/// A second in milliseconds.
const SECOND: i64 = 1_000;

/// What a FHIR `dateTime` spans, in milliseconds since 1970: its first one, and the first one after it.
///
/// `None` where the text is not a `dateTime`.
pub(super) fn span(text: &str) -> Option<(u64, u64)> {
	match text.len() {
		4 => months(&format!("{text}-01-01"), 12),
		7 => months(&format!("{text}-01"), 1),
		10 => {
			let day = day(text)?;
			span_of(day, day.succ_opt()?)
		}
		_ => instant(text),
	}
}

/// Exactly `YYYY-MM-DD`; the library also reads other spellings.
fn day(text: &str) -> Option<NaiveDate> {
	let digits = text.char_indices().all(|(at, c)| match at {
		4 | 7 => c == '-',
		_ => c.is_ascii_digit(),
	});
	digits
		.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
		.flatten()
}

fn months(first: &str, count: u32) -> Option<(u64, u64)> {
	let first = day(first)?;
	span_of(first, first.checked_add_months(Months::new(count))?)
}

fn span_of(first: NaiveDate, after: NaiveDate) -> Option<(u64, u64)> {
	let millis = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
	bounded(millis(first), millis(after))
}

/// A date with a time and its zone; it spans its last digit.
fn instant(text: &str) -> Option<(u64, u64)> {
	day(text.get(..10)?)?;
	if text.as_bytes().get(10) != Some(&b'T') {
		return None;
	}
	let start = DateTime::parse_from_rfc3339(text).ok()?.timestamp_millis();
	let digits = text.split_once('.').map_or(0, |(_, rest)| {
		rest.chars().take_while(char::is_ascii_digit).count()
	});
	let length = match digits {
		0 => SECOND,
		1 => SECOND / 10,
		2 => SECOND / 100,
		_ => 1,
	};
	bounded(start, start.checked_add(length)?)
}

/// Before 1970 nothing is asked of this chain.
fn bounded(start: i64, after: i64) -> Option<(u64, u64)> {
	let millis = |at: i64| u64::try_from(at.max(0)).ok();
	Some((millis(start)?, millis(after)?))
}

/// A time in which something holds, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
	/// Its first millisecond; `None` has no beginning.
	pub from: Option<u64>,
	/// The first millisecond after it; `None` has no end.
	pub until: Option<u64>,
}

impl Period {
	/// Whether `now` lies in it.
	#[must_use]
	pub fn holds(&self, now: u64) -> bool {
		self.from.is_none_or(|from| from <= now) && !self.is_over(now)
	}

	/// Whether it has ended at `now`.
	#[must_use]
	pub fn is_over(&self, now: u64) -> bool {
		self.until.is_some_and(|until| until <= now)
	}

	/// Whether all of it lies in `other`.
	#[must_use]
	pub(super) fn within(&self, other: &Self) -> bool {
		let begins = other
			.from
			.is_none_or(|from| self.from.is_some_and(|own| own >= from));
		let ends = other
			.until
			.is_none_or(|until| self.until.is_some_and(|own| own <= until));
		begins && ends
	}

	/// What of it lies in `other` too; it may be empty.
	pub(super) fn intersected(&self, other: &Self) -> Self {
		let later = |a: Option<u64>, b: Option<u64>| a.max(b);
		let earlier = |a: Option<u64>, b: Option<u64>| match (a, b) {
			(Some(a), Some(b)) => Some(a.min(b)),
			(a, b) => a.or(b),
		};
		Self {
			from: later(self.from, other.from),
			until: earlier(self.until, other.until),
		}
	}

	/// Whether no moment lies in it.
	pub(super) fn is_empty(&self) -> bool {
		matches!((self.from, self.until), (Some(from), Some(until)) if until <= from)
	}

	/// `from … until …`, or nothing.
	pub(super) fn words(&self) -> String {
		let from = self.from.map(|from| format!(" from {}", date_words(from)));
		let until = self.until.map(|until| format!(" until {}", date_words(until)));
		from.unwrap_or_default() + &until.unwrap_or_default()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn dates_span_what_they_name() {
		const DAY: u64 = 86_400_000;
		for (text, start, length) in [
			("1970", 0, 365 * DAY),
			("2024", 1_704_067_200_000, 366 * DAY),
			("2024-02", 1_706_745_600_000, 29 * DAY),
			("2024-02-29", 1_709_164_800_000, DAY),
			("1970-01-01T00:00:05Z", 5_000, 1_000),
			("1970-01-01T01:00:05+01:00", 5_000, 1_000),
			("1970-01-01T00:00:05.2Z", 5_200, 100),
			("1970-01-01T00:00:05.25Z", 5_250, 10),
			("1970-01-01T00:00:05.250Z", 5_250, 1),
			("1970-01-01T00:00:05.250999Z", 5_250, 1),
		] {
			assert_eq!(span(text), Some((start, start + length)), "{text}");
		}
		// Before 1970 there is no chain.
		assert_eq!(span("1950"), Some((0, 0)));
	}

	#[test]
	fn what_is_no_date_is_none() {
		for text in [
			"",
			"24",
			"2024-1-1",
			"2024-02-30",
			"2024-13",
			"2023-02-29",
			"2024-02-29T10:00",
			"2024-02-29T10:00:00",
			"2024-02-29 10:00:00Z",
			"2024-02-29t10:00:00Z",
			"2024-02-29T25:00:00Z",
			"+202-01-01",
			"tomorrow!!",
			"２０２４",
		] {
			assert_eq!(span(text), None, "{text}");
		}
	}

	#[test]
	fn period_holds_from_its_first_millisecond_to_its_last() {
		let period = Period {
			from: Some(100),
			until: Some(200),
		};
		let held: Vec<bool> = [99, 100, 101, 199, 200, 201]
			.iter()
			.map(|now| period.holds(*now))
			.collect();
		assert_eq!(held, [false, true, true, true, false, false]);
		assert!(!period.is_over(199) && period.is_over(200));
		assert!(Period::default().holds(0) && Period::default().holds(u64::MAX));
		assert!(period.within(&Period::default()) && !Period::default().within(&period));
		let none = period.intersected(&Period {
			from: Some(200),
			until: None,
		});
		assert!(none.is_empty());
	}
}
