//! Diseases as the catalogue numbers them: three-character categories of ICD-10, and chapters.
//!
//! `number = 1 + (letter * 10 + digit) * 36 + third`, the third character counted 0 to 9, then A to Z: `A00` is 1, `Z9Z` is
//! 9,360. From `0xF001` on come the 22 chapters, for entries that name no category. 0 is a filler and never a [`Category`].

mod category;
mod chapter;
mod near;
pub(crate) mod number;
mod range;
pub(crate) mod titles;
mod words;

pub use category::{Category, all_titles};
pub use chapter::Chapter;
pub use number::CATEGORIES;
pub use range::CodeRange;
pub use words::{TitleMatch, find_words};
