//! What is listed of an upload: diseases, when, and what it is. Only its uploader knows this, and keeps it with the notes.

use medquorum_catalogue::{
	CodeError,
	codes::Category,
	entry::{Entry, Modality, Quarter},
};
use medquorum_core::domain::RecordId;
use serde::{Deserialize, Serialize};

/// What is listed of a record that may be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Text", into = "Text")]
pub struct Listing {
	/// The diseases, each once.
	pub diseases: Vec<Category>,
	/// When it was found.
	pub quarter: Quarter,
	/// What the record is.
	pub modality: Modality,
}

/// As it is written into the notes: what people type.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
	diseases: Vec<String>,
	quarter: String,
	modality: String,
}

impl From<Listing> for Text {
	fn from(listing: Listing) -> Self {
		Self {
			diseases: listing.diseases.iter().map(Category::to_string).collect(),
			quarter: listing.quarter.to_string(),
			modality: listing.modality.to_string(),
		}
	}
}

impl TryFrom<Text> for Listing {
	type Error = CodeError;

	fn try_from(text: Text) -> Result<Self, CodeError> {
		let diseases: Result<_, CodeError> = text.diseases.iter().map(|code| code.parse()).collect();
		Ok(Self {
			diseases: diseases?,
			quarter: Quarter::since(&text.quarter)?,
			modality: text.modality.parse()?,
		})
	}
}

impl Listing {
	/// The lines of a catalogue for this record, one for each disease.
	pub(crate) fn entries(&self, record: RecordId, newest: bool) -> impl Iterator<Item = Entry> + '_ {
		self.diseases.iter().map(move |category| Entry {
			reference: record.0,
			category: *category,
			quarter: self.quarter,
			modality: self.modality,
			newest,
		})
	}
}

/// The categories of ICD-10 codes as people type them: `E11.9`, `C34.1`. Each must be one that ICD-10-CM lists.
///
/// # Errors
/// The first that is not listed, with those that look like it.
pub fn diseases(codes: &[String]) -> Result<Vec<Category>, CodeError> {
	let mut found: Vec<Category> = Vec::new();
	for code in codes {
		let category = Category::listed(code)?;
		if !found.contains(&category) {
			found.push(category);
		}
	}
	Ok(found)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn listings_are_written_in_words_and_read_again() {
		let listing = Listing {
			diseases: diseases(&["E11.9".into(), "e112".into(), "C34.1".into()]).unwrap(),
			quarter: Quarter::since("2024-05-17").unwrap(),
			modality: "CT".parse().unwrap(),
		};
		assert_eq!(listing.diseases.len(), 2);
		let json = serde_json::to_string(&listing).unwrap();
		assert_eq!(
			json,
			r#"{"diseases":["E11","C34"],"quarter":"2024-Q2","modality":"CT"}"#
		);
		assert_eq!(serde_json::from_str::<Listing>(&json).unwrap(), listing);
		assert_eq!(listing.entries(RecordId([1; 16]), true).count(), 2);
		for wrong in [
			r#"{"diseases":["??"],"quarter":"2024-Q2","modality":"CT"}"#,
			r#"{"diseases":[],"quarter":"2024-Q5","modality":"CT"}"#,
			r#"{"diseases":[],"quarter":"2024-Q2","modality":"XYZ"}"#,
			r#"{"diseases":[],"quarter":"2024-Q2"}"#,
		] {
			assert!(serde_json::from_str::<Listing>(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn unknown_codes_are_refused_with_near_ones() {
		for code in ["E1", "XYZ", "U99.9", ""] {
			assert!(diseases(&[code.to_owned()]).is_err(), "{code}");
		}
	}
}
