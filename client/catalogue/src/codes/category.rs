//! A disease as a catalogue tells it.

use super::{
	chapter::Chapter,
	near::near,
	number::{self, CATEGORIES, CHAPTERS, read, read_start, shown},
	titles,
};
use crate::error::CodeError;
use std::{fmt, str::FromStr};

/// A category (`E11`), or a chapter where no category is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Category(u16);

impl Category {
	/// From the number in an entry; `None` if it stands for nothing, as 0 does.
	#[must_use]
	pub fn from_u16(number: u16) -> Option<Self> {
		let known = matches!(number, 1..=CATEGORIES)
			|| number
				.checked_sub(CHAPTERS)
				.is_some_and(|chapter| matches!(chapter, 1..=Chapter::COUNT));
		known.then_some(Self(number))
	}

	/// The number in an entry.
	#[must_use]
	pub fn as_u16(self) -> u16 {
		self.0
	}

	/// The entry that names no more than a chapter.
	#[must_use]
	pub fn of_chapter(chapter: Chapter) -> Self {
		Self(CHAPTERS + u16::from(chapter.number()))
	}

	/// Whether no more than the chapter is told.
	#[must_use]
	pub fn is_chapter(self) -> bool {
		self.0 > CHAPTERS
	}

	/// The ICD-10 chapter that holds the category; for a chapter, that chapter.
	#[must_use]
	pub fn chapter(self) -> Chapter {
		Chapter::of(self.0)
	}

	/// Its English title in ICD-10-CM; other national editions have categories that this one has not.
	#[must_use]
	pub fn title(self) -> Option<&'static str> {
		if self.is_chapter() {
			Some(self.chapter().title())
		} else {
			titles::title(self.0)
		}
	}

	/// A category that ICD-10-CM lists. The way to check what a person typed.
	///
	/// # Errors
	/// [`CodeError::Form`] or [`CodeError::Unknown`], with listed categories that look alike.
	pub fn listed(text: &str) -> Result<Self, CodeError> {
		let category: Self = text.parse()?;
		match category.title() {
			Some(_) => Ok(category),
			None => Err(CodeError::Unknown {
				code: category.to_string(),
				near: near(text),
			}),
		}
	}
}

impl fmt::Display for Category {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		if self.is_chapter() {
			return f.pad(&self.chapter().to_string());
		}
		f.pad(&number::code(self.0))
	}
}

impl FromStr for Category {
	type Err = CodeError;

	/// Reads `E11.9`, `e11`, `E119`, `C4A.0`, `A39.2+`, `E11.-` and `chapter 4`. What follows the third character is left out.
	/// Whether any edition lists the category is not asked: see [`Category::listed`].
	fn from_str(text: &str) -> Result<Self, CodeError> {
		let text = text.trim();
		if let Some(chapter) = Chapter::parse(text) {
			return chapter.map(Self::of_chapter);
		}
		match read(text) {
			Some(number) => Ok(Self(number)),
			None if read_start(text).is_some_and(|start| titles::is_unnumbered(&start)) => {
				Err(CodeError::NoNumber {
					code: text.to_ascii_uppercase(),
					chapter: Chapter::of_letter(text).number(),
				})
			}
			None => Err(CodeError::Form {
				text: shown(text),
				near: near(text),
			}),
		}
	}
}

/// Every category that ICD-10-CM lists and the numbering has room for, with its title, by number: 1,917.
pub fn all_titles() -> impl Iterator<Item = (Category, &'static str)> {
	titles::all()
		.iter()
		.map(|(number, title)| (Category(*number), *title))
}
