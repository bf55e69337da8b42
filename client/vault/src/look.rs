//! Looking at what was opened: text, pictures, FHIR documents and DICOM series, in memory alone.
//!
//! A record's uploader may be an enemy. So nothing of it is handed on as it is: pictures are decoded and encoded again, documents
//! become plain values, and whatever is damaged or too large is refused by [`LookError`], never by a crash.

mod error;
mod fhir;
mod picture;
mod slices;

pub use error::LookError;
pub use fhir::{Document, Section};
pub use picture::reencoded;
pub use slices::{PRESETS, Preset, Slices, Window};

use picture::{JPEG, PNG};

/// Longer texts are cut, in characters.
const MAX_TEXT: usize = 200_000;
/// What a DICOM file has after its preamble.
const DICM: &[u8] = b"DICM";

/// What a file shows.
pub enum Seen {
	/// Text, and whether it was cut.
	Text(String, bool),
	/// A picture, as PNG that this program made.
	Picture(Vec<u8>),
	/// A FHIR document.
	Fhir(Document),
	/// DICOM images.
	Slices(Slices),
	/// Nothing, and why.
	Nothing(LookError),
}

/// Whether a file begins as DICOM files do.
#[must_use]
pub fn is_dicom(bytes: &[u8]) -> bool {
	bytes.get(128..132) == Some(DICM)
}

/// Looks at one file. What it is, its bytes say; its name and its media type are an uploader's words.
#[must_use]
pub fn look(bytes: &[u8]) -> Seen {
	let seen = if is_dicom(bytes) {
		Slices::of(vec![bytes.to_vec().into()]).map(Seen::Slices)
	} else if bytes.starts_with(PNG) || bytes.starts_with(JPEG) {
		reencoded(bytes).map(Seen::Picture)
	} else {
		match (Document::read(bytes), std::str::from_utf8(bytes)) {
			(Some(document), _) => Ok(Seen::Fhir(document)),
			(None, Ok(text)) if !text.contains('\0') => {
				let end = text.char_indices().nth(MAX_TEXT).map(|(at, _)| at);
				let shown = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
				Ok(Seen::Text(shown.to_owned(), end.is_some()))
			}
			(None, _) => Err(LookError::Unknown),
		}
	};
	seen.unwrap_or_else(Seen::Nothing)
}

#[cfg(test)]
mod tests;
