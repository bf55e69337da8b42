//! What can go wrong, one enum per area. A message is the cause alone, in one line; what to do next, the kind and the exit code
//! are [`Advice`].

use crate::codes::{number::read, titles};
use medquorum_core::{
	advice::{Advice, Blame},
	domain::AccountId,
	kinds,
	ports::PortError,
};
use medquorum_envelope::Cid;
use std::fmt;

/// A disease, a quarter or a modality that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
	/// Not of the form of an ICD-10 code.
	#[error("`{text}` is not an ICD-10 code")]
	Form {
		/// What was typed.
		text: String,
		/// Listed categories that look like it.
		near: Vec<String>,
	},
	/// A code that ICD-10-CM does not list.
	#[error("the category {code} is not in ICD-10-CM")]
	Unknown {
		/// The category.
		code: String,
		/// Listed ones that look like it.
		near: Vec<String>,
	},
	/// A category of ICD-10-CM with a letter in second place, for which the catalogue has no number.
	#[error("the catalogue has no number for {code}")]
	NoNumber {
		/// What was typed.
		code: String,
		/// Where it can be listed.
		chapter: u8,
	},
	/// A chapter that ICD-10 does not have.
	#[error("ICD-10 has no chapter {0}")]
	Chapter(String),
	/// A range that ends before it begins, or mixes chapters and categories.
	#[error("`{0}` is not a range of categories")]
	Backwards(String),
	/// No date of the calendar.
	#[error("`{0}` is not a date")]
	Date(String),
	/// No modality of the table.
	#[error("`{0}` is not a known modality or kind of document")]
	Modality(String),
}

/// The categories as a list in a sentence.
fn listed(near: &[String]) -> String {
	let named = |code: &String| match read(code).and_then(titles::title) {
		Some(title) => format!("{code} ({title})"),
		None => code.clone(),
	};
	near.iter().map(named).collect::<Vec<_>>().join(", ")
}

impl Advice for CodeError {
	kinds! {
		Form = "DiseaseCode", Unknown = "DiseaseUnknown", NoNumber = "DiseaseNoNumber", Chapter = "DiseaseChapter",
		Backwards = "DiseaseRange", Date = "CatalogueDate", Modality = "CatalogueModality",
	}

	fn next(&self) -> String {
		match self {
			Self::Form { near, .. } | Self::Unknown { near, .. } if !near.is_empty() => {
				format!("did you mean {}?", listed(near))
			}
			Self::Form { .. } => {
				"a code is a letter, a digit and a third character, such as E11 or C34.1".to_owned()
			}
			Self::Unknown { .. } => "search by words to find the category".to_owned(),
			Self::NoNumber { chapter, .. } => {
				format!("use `chapter {chapter}` ({})", titles::chapter(*chapter).1)
			}
			Self::Chapter(_) => "chapters go from 1 to 22".to_owned(),
			Self::Backwards { .. } => {
				"write the first category, a hyphen and the last, such as E08-E13".to_owned()
			}
			Self::Date(_) => {
				"write a year, a month, a quarter or a day: 2024, 2024-03, 2024-Q1, 2024-03-31".to_owned()
			}
			Self::Modality(_) => {
				"use a DICOM modality such as CT or MR, or a kind of document such as LETTER".to_owned()
			}
		}
	}

	fn blame(&self) -> Blame {
		Blame::Yours
	}
}

/// What a catalogue consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is spelt out by its `Display`")]
pub enum Part {
	Block,
	Manifest,
	Keyring,
	Locator,
}

impl fmt::Display for Part {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Block => "block",
			Self::Manifest => "manifest",
			Self::Keyring => "keyring",
			Self::Locator => "locator",
		})
	}
}

/// Why a catalogue is not believed, not opened or not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
	/// Bytes of a length that this part cannot have: cut off, or too long.
	#[error("the {part} of the catalogue has an impossible length of {found} bytes")]
	Length {
		/// Of what.
		part: Part,
		/// Bytes.
		found: usize,
	},
	/// The facility made it against the rules of the format.
	#[error("the {part} of the catalogue is invalid: {why}")]
	Malformed {
		/// What.
		part: Part,
		/// Which rule.
		why: &'static str,
	},
	/// Not the bytes that the content identifier names.
	#[error("these are not the bytes of {0}")]
	Content(Cid),
	/// Altered, or sealed with another key: of another epoch, chain, facility or number.
	#[error(
		"the {0} of the catalogue does not open: it was altered, or belongs to another epoch or catalogue"
	)]
	Closed(Part),
	/// Not signed by the facility for this chain, epoch and number.
	#[error("the {part} of the catalogue is not signed by {facility}")]
	Signature {
		/// What.
		part: Part,
		/// Who should have signed.
		facility: AccountId,
	},
	/// The manifest is not the one that the chain commits to.
	#[error("the manifest is not the one that {0} registered on the chain")]
	Commitment(AccountId),
	/// It says of itself that it is another one.
	#[error("the {part} belongs to another {what}")]
	Other {
		/// What was shown.
		part: Part,
		/// What differs.
		what: &'static str,
	},
	/// The keyring holds no box for the reader.
	#[error("{facility} has not admitted {reader} to epoch {epoch} of its catalogue")]
	NotAdmitted {
		/// Whose catalogue.
		facility: AccountId,
		/// Who would read.
		reader: AccountId,
		/// The catalogue's current epoch, under whose key it is sealed.
		epoch: u16,
	},
	/// A public key that no honest party makes.
	#[error("the public key of {0} cannot be used")]
	ReaderKey(AccountId),
	/// An older catalogue than one seen.
	#[error("the node shows catalogue {found} of {facility}, but {seen} was seen before")]
	RolledBack {
		/// Whose.
		facility: AccountId,
		/// Newest number seen.
		seen: u32,
		/// Number shown.
		found: u32,
	},
	/// Another catalogue under a number that was seen.
	#[error("the node shows catalogue {number} of {facility} differently than before")]
	Changed {
		/// Whose.
		facility: AccountId,
		/// The publication's number, seen before with another commitment.
		number: u32,
	},
	/// Bytes that nobody asked for.
	#[error("nothing waits for {0}")]
	NotWanted(Cid),
	/// A block that is listed but not held.
	#[error("the block {0} of the catalogue is missing")]
	Missing(Cid),
	/// More than the format holds.
	#[error("{found} {what} are too many: the catalogue holds {most}")]
	TooMany {
		/// What is counted, in the plural, as it stands in the message.
		what: &'static str,
		/// How many.
		found: usize,
		/// How many may be.
		most: usize,
	},
	/// The numbers of catalogues are used up.
	#[error("catalogue {0} is the last one: no number follows")]
	LastNumber(u32),
	/// The store failed.
	#[error(transparent)]
	Store(#[from] PortError),
}

impl Advice for CatalogueError {
	kinds! {
		Length = "CatalogueLength", Malformed = "CatalogueMalformed", Content = "CatalogueContent", Closed = "CatalogueClosed",
		Signature = "CatalogueSignature", Commitment = "CatalogueCommitment", Other = "CatalogueOther",
		NotAdmitted = "CatalogueNotAdmitted", ReaderKey = "CatalogueReaderKey", RolledBack = "CatalogueRolledBack",
		Changed = "CatalogueChanged", NotWanted = "CatalogueNotWanted", Missing = "CatalogueMissing",
		TooMany = "CatalogueTooMany", LastNumber = "CatalogueLastNumber";
		Self::Store(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Length { .. } | Self::Content(_) => "fetch it again, from another host of the store",
			Self::Malformed { .. } => "tell the facility that its catalogue is invalid",
			Self::Closed(_) => "synchronize again; if it stays so, tell the facility",
			Self::Signature { .. } | Self::Commitment(_) | Self::Other { .. } => {
				"do not use it, try another node and host, and tell the facility"
			}
			Self::NotAdmitted { .. } => "ask the facility to admit you, then synchronize again",
			Self::ReaderKey(_) => "ask the reader to register another key",
			Self::RolledBack { .. } | Self::Changed { .. } => {
				"use another node and tell your operator; what was synchronized before stays usable"
			}
			Self::NotWanted(_) => "fetch only what the plan names",
			Self::Missing(_) => "synchronize the catalogue",
			Self::TooMany { .. } => "divide the catalogue over several facility accounts",
			Self::LastNumber(_) => "use another facility account",
			Self::Store(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Length { .. }
			| Self::Content(_)
			| Self::ReaderKey(_)
			| Self::NotWanted(_)
			| Self::Missing(_)
			| Self::TooMany { .. }
			| Self::LastNumber(_) => Blame::Yours,
			Self::Malformed { .. }
			| Self::Closed(_)
			| Self::Signature { .. }
			| Self::Commitment(_)
			| Self::Other { .. }
			| Self::NotAdmitted { .. }
			| Self::RolledBack { .. }
			| Self::Changed { .. } => Blame::Refused,
			Self::Store(inside) => inside.blame(),
		}
	}
}
