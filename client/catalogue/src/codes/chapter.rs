//! The 22 chapters of ICD-10.

use super::{
	number::{CATEGORIES, CHAPTERS, shown},
	titles,
};
use crate::error::CodeError;
use std::fmt;

/// A chapter, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chapter(u8);

/// The two first characters of each chapter's first category, as letter and digit. A chapter ends where another begins; codes
/// that no edition uses (`H96`, `D9Z`) belong to the chapter before them.
const BEGINS: [(u8, u8, u16); 24] = [
	(1, b'A', 0),
	(1, b'B', 0),
	(2, b'C', 0),
	(3, b'D', 5),
	(4, b'E', 0),
	(5, b'F', 0),
	(6, b'G', 0),
	(7, b'H', 0),
	(8, b'H', 6),
	(9, b'I', 0),
	(10, b'J', 0),
	(11, b'K', 0),
	(12, b'L', 0),
	(13, b'M', 0),
	(14, b'N', 0),
	(15, b'O', 0),
	(16, b'P', 0),
	(17, b'Q', 0),
	(18, b'R', 0),
	(19, b'S', 0),
	(22, b'U', 0),
	(20, b'V', 0),
	(21, b'Z', 0),
	(0, b'Z' + 1, 0),
];

const ROMAN: [&str; Chapter::COUNT as usize] = [
	"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
	"XVII", "XVIII", "XIX", "XX", "XXI", "XXII",
];

impl Chapter {
	/// How many there are.
	pub const COUNT: u16 = 22;

	/// From its number, 1 to 22.
	#[must_use]
	pub fn new(number: u8) -> Option<Self> {
		matches!(u16::from(number), 1..=Self::COUNT).then_some(Self(number))
	}

	/// All, by number.
	pub fn all() -> impl Iterator<Item = Self> {
		(1..).map_while(Self::new)
	}

	/// 1 to 22.
	#[must_use]
	pub fn number(self) -> u8 {
		self.0
	}

	/// Its English title in ICD-10-CM.
	#[must_use]
	pub fn title(self) -> &'static str {
		titles::chapter(self.0).1
	}

	/// Its categories as ICD-10-CM prints them, such as `E00-E89`.
	#[must_use]
	pub fn printed(self) -> &'static str {
		titles::chapter(self.0).0
	}

	/// The numbers of its categories, first and last.
	#[must_use]
	pub fn numbers(self) -> (u16, u16) {
		let of_this = BEGINS.windows(2).filter(|pair| pair[0].0 == self.0);
		of_this.fold((CATEGORIES, 0), |(first, last), pair| {
			(first.min(begin(pair[0])), last.max(begin(pair[1]) - 1))
		})
	}

	/// The chapter that a category of this number is in, or is.
	pub(super) fn of(number: u16) -> Self {
		if number > CHAPTERS {
			return Self((number - CHAPTERS).to_le_bytes()[0]);
		}
		let last = BEGINS.iter().rev().find(|row| begin(**row) <= number);
		Self(last.map_or(1, |row| row.0))
	}

	/// The chapter of a code with a letter in second place, which no numbering tells: that of the letter's end.
	pub(super) fn of_letter(code: &str) -> Self {
		let letter = code.bytes().next().unwrap_or(b'A').to_ascii_uppercase();
		let last = BEGINS.iter().rev().find(|row| row.1 <= letter);
		Self(last.map_or(1, |row| row.0))
	}

	/// Reads `chapter 4`, `chapter IV`; `None` if it does not begin like a chapter.
	pub(super) fn parse(text: &str) -> Option<Result<Self, CodeError>> {
		let (word, number) = text.split_at_checked(7)?;
		if !word.eq_ignore_ascii_case("chapter") {
			return None;
		}
		let number = number.trim();
		let roman = ROMAN.iter().position(|roman| roman.eq_ignore_ascii_case(number));
		let counted = match roman {
			Some(at) => u8::try_from(at + 1).ok(),
			None => number.parse().ok(),
		};
		Some(
			counted
				.and_then(Self::new)
				.ok_or_else(|| CodeError::Chapter(shown(number))),
		)
	}
}

impl fmt::Display for Chapter {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "chapter {}", self.0)
	}
}

/// The number of the first category of a row.
fn begin((_, letter, digit): (u8, u8, u16)) -> u16 {
	1 + (u16::from(letter - b'A') * 10 + digit) * 36
}
