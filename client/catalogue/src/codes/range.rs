//! What a person searches: a category, a run of categories, or a chapter.

use super::{category::Category, chapter::Chapter};
use crate::error::CodeError;
use std::{fmt, str::FromStr};

/// Categories from one to another, both included; or a chapter with all of its categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodeRange {
	first: Category,
	last: Category,
}

impl CodeRange {
	/// From two categories. `None` if the last comes before the first, or one of them is a chapter and the other is not it.
	#[must_use]
	pub fn new(first: Category, last: Category) -> Option<Self> {
		let chapters = first.is_chapter() || last.is_chapter();
		let good = if chapters { first == last } else { first <= last };
		good.then_some(Self { first, last })
	}

	/// The first and last number of categories in it.
	#[must_use]
	pub fn numbers(&self) -> (u16, u16) {
		if self.first.is_chapter() {
			return self.first.chapter().numbers();
		}
		(self.first.as_u16(), self.last.as_u16())
	}

	/// The chapters it reaches into, first and last by number of category. Entries of theirs that tell no category may belong to it.
	pub fn chapters(&self) -> impl Iterator<Item = Chapter> {
		let (first, last) = self.numbers();
		Chapter::all().filter(move |chapter| {
			let (from, to) = chapter.numbers();
			from <= last && first <= to
		})
	}
}

impl From<Category> for CodeRange {
	fn from(one: Category) -> Self {
		Self {
			first: one,
			last: one,
		}
	}
}

impl fmt::Display for CodeRange {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self.first == self.last {
			true => write!(f, "{}", self.first),
			false => write!(f, "{}-{}", self.first, self.last),
		}
	}
}

impl FromStr for CodeRange {
	type Err = CodeError;

	/// Reads `E11.9`, `E08-E13`, `chapter 4`.
	fn from_str(text: &str) -> Result<Self, CodeError> {
		let text = text.trim();
		// `E11.-` is a category, not a range.
		let (first, last) = match text.split_once('-') {
			Some((first, last)) if !last.is_empty() => (first, last),
			_ => return text.parse::<Category>().map(Self::from),
		};
		let (first, last) = (first.parse()?, last.parse()?);
		Self::new(first, last).ok_or_else(|| CodeError::Backwards(text.to_owned()))
	}
}
