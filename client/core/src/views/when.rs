//! When something happened on the chain: always a block, and the clock's time where the node still knows it.

use crate::domain::BlockNumber;
use chrono::NaiveDate;
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use std::fmt;

/// A block, and the time that its maker wrote into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
	/// The finalized block in which it happened.
	pub block: BlockNumber,
	/// Milliseconds since 1970 in UTC; `None` where the client does not know.
	pub time: Option<u64>,
}

impl When {
	/// A block whose time is not known.
	pub fn block(block: BlockNumber) -> Self {
		Self { block, time: None }
	}
}

/// Date, hour and minute in UTC, of milliseconds since 1970.
#[must_use]
pub fn date_words(millis: u64) -> String {
	let minutes = millis / 60_000;
	let (year, month, day) = date(minutes / 1_440);
	let (hour, minute) = (minutes / 60 % 24, minutes % 60);
	format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
}

/// The end of a day in UTC, in milliseconds since 1970; `None` unless it is written `YYYY-MM-DD`.
#[must_use]
pub fn end_of_day(text: &str) -> Option<u64> {
	let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
	// The parser also takes days without their zeros.
	let day = day.filter(|day| day.to_string() == text)?;
	let end = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
	u64::try_from(end.and_utc().timestamp_millis()).ok()
}

/// A time to the second, as programs read it (RFC 3339).
#[must_use]
pub fn timestamp(millis: u64) -> String {
	let seconds = millis / 1_000;
	let (year, month, day) = date(seconds / 86_400);
	let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
	format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Writes a number of the chain under one name, and the clock's time of it under another; null where that is not known.
pub(super) fn with_time<S: Serializer>(
	to: S,
	(name, number): (&str, u32),
	(time_name, time): (&str, Option<u64>),
) -> Result<S::Ok, S::Error> {
	let mut map = to.serialize_map(Some(2))?;
	map.serialize_entry(name, &number)?;
	map.serialize_entry(time_name, &time.map(timestamp))?;
	map.end()
}

/// The day of the Gregorian calendar that lies this many days after 1 January 1970.
fn date(days: u64) -> (u64, u64, u64) {
	// Eras of 400 years are of equal length; counted from 1 March, the day of a leap year comes last.
	let days = days + 719_468;
	let (era, day) = (days / 146_097, days % 146_097);
	let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
	let day = day - (365 * year + year / 4 - year / 100);
	let month = (5 * day + 2) / 153;
	let day = day - (153 * month + 2) / 5 + 1;
	let month = if month < 10 { month + 3 } else { month - 9 };
	(era * 400 + year + u64::from(month <= 2), month, day)
}

impl fmt::Display for When {
	/// `block 12`, or `block 12 (2026-11-26 20:15 UTC)`.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "block {}", self.block)?;
		match self.time {
			Some(time) => write!(f, " ({})", date_words(time)),
			None => Ok(()),
		}
	}
}

impl Serialize for When {
	/// Programs get the block.
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		self.block.serialize(to)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn time_stands_beside_the_block_where_it_is_known() {
		let shown = |time| When { block: 12, time }.to_string();
		assert_eq!(shown(None), "block 12");
		assert_eq!(shown(Some(0)), "block 12 (1970-01-01 00:00 UTC)");
		assert_eq!(shown(Some(951_782_400_000)), "block 12 (2000-02-29 00:00 UTC)");
		assert_eq!(shown(Some(1_709_251_199_999)), "block 12 (2024-02-29 23:59 UTC)");
		assert_eq!(shown(Some(1_795_724_100_000)), "block 12 (2026-11-26 20:15 UTC)");
		assert_eq!(shown(Some(4_107_542_400_000)), "block 12 (2100-03-01 00:00 UTC)");
	}

	#[test]
	fn every_day_follows_the_one_before() {
		let mut before = (1969, 12, 31);
		for days in 0..60_000 {
			let (year, month, day) = date(days);
			let next_day = (before.0, before.1, before.2 + 1);
			let next_month = (before.0, before.1 + 1, 1);
			let next_year = (before.0 + 1, 1, 1);
			let now = (year, month, day);
			assert!(
				now == next_day || now == next_month || now == next_year,
				"{days}: {now:?}"
			);
			assert!(
				(28..=31).contains(&before.2) || now == next_day,
				"{days}: {now:?}"
			);
			before = now;
		}
		assert_eq!(before, (2134, 4, 10));
	}

	#[test]
	fn days_end_where_the_next_begins() {
		// 1 March of a leap year.
		assert_eq!(end_of_day("2024-02-29"), Some(1_709_251_200_000));
		assert_eq!(end_of_day("1969-12-31"), Some(0));
		for wrong in [
			"2026-1-31",
			"2026-02-29",
			"31.1.2026",
			"20260131",
			"1960-01-01",
			"",
		] {
			assert_eq!(end_of_day(wrong), None, "{wrong}");
		}
	}

	#[test]
	fn programs_get_the_second() {
		assert_eq!(timestamp(0), "1970-01-01T00:00:00Z");
		assert_eq!(timestamp(1_709_251_199_999), "2024-02-29T23:59:59Z");
	}

	#[test]
	fn programs_get_the_block() {
		let when = When {
			block: 7,
			time: Some(1),
		};
		assert_eq!(serde_json::to_value(when).unwrap(), 7);
	}
}
