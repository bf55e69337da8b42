//! Quarters of years: as exact as a catalogue tells when.

use crate::{codes::number::shown, error::CodeError};
use chrono::{Datelike as _, NaiveDate};
use std::fmt;

/// Years are counted from here.
const FIRST_YEAR: u16 = 1900;
/// What four digits can write.
const LAST_YEAR: u16 = 9999;

/// `4 * (year - 1900) + (month - 1) / 3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(u16);

impl Quarter {
	/// From the number in an entry. Each number is a quarter.
	#[must_use]
	pub fn from_u16(number: u16) -> Self {
		Self(number)
	}

	/// The number in an entry.
	#[must_use]
	pub fn as_u16(self) -> u16 {
		self.0
	}

	/// The calendar year, from 1900 on.
	#[must_use]
	pub fn year(self) -> u16 {
		FIRST_YEAR + self.0 / 4
	}

	/// 1 to 4.
	#[must_use]
	pub fn of_year(self) -> u16 {
		self.0 % 4 + 1
	}

	/// The quarter that a date is in, or begins in: reads `2024`, `2024-03`, `2024-Q1` and `2024-03-31`.
	///
	/// # Errors
	/// When no such day is in the calendar from 1900 on.
	pub fn since(text: &str) -> Result<Self, CodeError> {
		read(text).map(|(first, _)| first)
	}

	/// The quarter that a date is in, or ends in.
	///
	/// # Errors
	/// As [`Self::since`].
	pub fn until(text: &str) -> Result<Self, CodeError> {
		read(text).map(|(_, last)| last)
	}
}

impl fmt::Display for Quarter {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.pad(&format!("{}-Q{}", self.year(), self.of_year()))
	}
}

/// First and last quarter of a date of any exactness.
fn read(text: &str) -> Result<(Quarter, Quarter), CodeError> {
	let text = text.trim();
	span(text).ok_or_else(|| CodeError::Date(shown(text)))
}

fn span(text: &str) -> Option<(Quarter, Quarter)> {
	let mut parts = text.splitn(3, '-');
	let year = parts.next()?;
	let part = parts.next();
	let day = parts.next();
	if year.len() != 4 {
		return None;
	}
	let year = number(year).filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))?;
	let first = (year - FIRST_YEAR) * 4;
	let one = |quarter: u16| Some((Quarter(first + quarter), Quarter(first + quarter)));
	match (part, day) {
		(None, _) => Some((Quarter(first), Quarter(first + 3))),
		(Some(part), None) if part.starts_with(['q', 'Q']) => {
			one(number(&part[1..]).filter(|quarter| (1..=4).contains(quarter))? - 1)
		}
		(Some(month), day) => {
			let (month, day) = (number(month)?, number(day.unwrap_or("1"))?);
			let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
			one(u16::try_from(date.month0() / 3).ok()?)
		}
	}
}

/// At most four digits and no sign.
fn number(text: &str) -> Option<u16> {
	let digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
	digits.then(|| text.parse().ok())?
}
