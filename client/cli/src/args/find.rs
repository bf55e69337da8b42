//! What people type when they search, or say what may be found.

use super::IdArg;
use chrono::{NaiveTime, Timelike as _};
use clap::ValueEnum;
use medquorum_client::search::{CodeError, Quarter};
use std::{
	fmt::{self, Display, Formatter},
	str::FromStr,
	time::Duration,
};

/// A word for yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNoArg {
	/// It may
	Yes,
	/// It may not
	No,
}

impl YesNoArg {
	/// Whether it is yes.
	pub fn is_yes(self) -> bool {
		self == Self::Yes
	}
}

/// A record, or what is uploaded from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhatArg {
	/// The record whose id begins so.
	Record(IdArg),
	/// Everything to come.
	Future,
}

impl FromStr for WhatArg {
	type Err = String;

	fn from_str(typed: &str) -> Result<Self, String> {
		match typed.eq_ignore_ascii_case("future") {
			true => Ok(Self::Future),
			false => typed.parse().map(Self::Record),
		}
	}
}

/// A date as exact as a catalogue tells when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarterArg(Quarter, Quarter);

impl QuarterArg {
	/// The quarter that it is in, or begins in.
	pub fn first(&self) -> Quarter {
		self.0
	}

	/// The quarter that it is in, or ends in.
	pub fn last(&self) -> Quarter {
		self.1
	}
}

impl FromStr for QuarterArg {
	type Err = CodeError;

	fn from_str(typed: &str) -> Result<Self, CodeError> {
		Ok(Self(Quarter::since(typed)?, Quarter::until(typed)?))
	}
}

/// A length of time between two runs of a service: `1d`, `12h`, `30m`, `90s`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EveryArg {
	typed: String,
	duration: Duration,
}

impl EveryArg {
	/// The length.
	pub fn duration(&self) -> Duration {
		self.duration
	}
}

impl Display for EveryArg {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		f.write_str(&self.typed)
	}
}

impl FromStr for EveryArg {
	type Err = String;

	fn from_str(typed: &str) -> Result<Self, String> {
		let wrong = || "write it as a number with d, h, m or s, like 1d or 12h".to_owned();
		let unit = typed.chars().last().ok_or_else(wrong)?;
		let seconds: u64 = match unit {
			'd' => 86_400,
			'h' => 3_600,
			'm' => 60,
			's' => 1,
			_ => return Err(wrong()),
		};
		let number = typed.strip_suffix(unit).unwrap_or_default();
		if number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit()) {
			return Err(wrong());
		}
		let number: u64 = number.parse().map_err(|_| wrong())?;
		match number.checked_mul(seconds) {
			Some(0) => Err("it must be longer than nothing".to_owned()),
			Some(seconds) if seconds <= 366 * 86_400 => Ok(Self {
				typed: typed.to_owned(),
				duration: Duration::from_secs(seconds),
			}),
			_ => Err("it must be shorter than a year".to_owned()),
		}
	}
}

/// A time of day in UTC: `02:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtArg(NaiveTime);

impl AtArg {
	/// How long it is from now until it is this time, a day at most; now is in milliseconds since 1970.
	pub fn wait(self, now: u64) -> Duration {
		const DAY: u64 = 86_400_000;
		let at = u64::from(self.0.num_seconds_from_midnight()).saturating_mul(1_000);
		let left = at.saturating_add(DAY).saturating_sub(now % DAY) % DAY;
		Duration::from_millis(if left == 0 { DAY } else { left })
	}
}

impl Display for AtArg {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.0.format("%H:%M UTC"))
	}
}

impl FromStr for AtArg {
	type Err = String;

	fn from_str(typed: &str) -> Result<Self, String> {
		let exact = typed.len() == 5;
		let time = NaiveTime::parse_from_str(typed, "%H:%M").ok().filter(|_| exact);
		time.map(Self)
			.ok_or_else(|| "write it as hours and minutes of UTC, like 02:00".to_owned())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn times_are_read() {
		let every = |typed: &str| typed.parse::<EveryArg>().map(|every| every.duration().as_secs());
		assert_eq!(every("1d"), Ok(86_400));
		assert_eq!(every("12h"), Ok(43_200));
		assert_eq!(every("1s"), Ok(1));
		assert_eq!(every("366d"), Ok(366 * 86_400));
		for wrong in [
			"",
			"d",
			"1",
			"1w",
			"-1d",
			"+1d",
			"0s",
			"367d",
			"1.5h",
			"99999999999999999999d",
			"1 d",
			"1ü",
		] {
			assert!(every(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn a_time_of_day_does_not_drift() {
		let at: AtArg = "02:00".parse().unwrap();
		let wait = |hours: u64, minutes: u64| {
			at.wait(((20_000 * 24 + hours) * 60 + minutes) * 60_000).as_secs() / 60
		};
		assert_eq!((wait(1, 59), wait(2, 0), wait(2, 1)), (1, 1_440, 1_439));
		assert_eq!((wait(0, 0), wait(23, 59)), (120, 121));
		assert_eq!(at.to_string(), "02:00 UTC");
		for wrong in ["", "2:00", "24:00", "02:60", "0200", "02:00:00", "two", "+2:00"] {
			assert!(wrong.parse::<AtArg>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn records_and_the_future_are_told_apart() {
		assert_eq!("Future".parse(), Ok(WhatArg::Future));
		assert!(matches!("abcd".parse(), Ok(WhatArg::Record(_))));
		assert!("all".parse::<WhatArg>().is_err());
	}

	#[test]
	fn dates_reach_as_far_as_they_are_exact() {
		let year: QuarterArg = "2024".parse().unwrap();
		assert_eq!(
			(year.first().to_string(), year.last().to_string()),
			("2024-Q1".to_owned(), "2024-Q4".to_owned())
		);
		assert!("2024-13".parse::<QuarterArg>().is_err());
	}
}
