//! What can be wrong with a manifest, and with one row of it.

use medquorum_catalogue::CodeError;
use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};

/// Diagnoses that one record takes: its header has room for them beside the rest of the description.
pub const MAX_CODES: usize = 16;

/// Why no row of a manifest can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestError {
	/// Bytes of another encoding, as Excel writes them for "Unicode text".
	#[error("the header row of the manifest is not UTF-8 text")]
	NotText,
	/// Nothing is in it, or nothing but a header row.
	#[error("the manifest has no rows")]
	NoRows,
	/// One column whose name holds a sign that other programs separate by.
	#[error("the columns of the manifest are separated by {}, not by commas", sign(*.0))]
	Separator(char),
	/// A column that no manifest has: read past, a slip of the finger would leave the diagnoses out.
	#[error("the manifest has a column `{0}`, which means nothing here")]
	UnknownColumn(String),
	/// Two columns of one name.
	#[error("the manifest has two columns `{0}`")]
	ColumnTwice(&'static str),
	/// A column that every manifest needs.
	#[error("the manifest has no column `{0}`")]
	MissingColumn(&'static str),
	/// More than are imported at once.
	#[error("the manifest has {found} rows; at most {limit} are imported at once")]
	TooManyRows {
		/// How many there are.
		found: usize,
		/// How many there may be.
		limit: usize,
	},
}

fn sign(separator: char) -> &'static str {
	match separator {
		';' => "semicolons",
		'\t' => "tabs",
		_ => "bars",
	}
}

impl Advice for ManifestError {
	kinds! {
		NotText = "ManifestNotText", NoRows = "ManifestNoRows", Separator = "ManifestSeparator",
		UnknownColumn = "ManifestColumn", ColumnTwice = "ManifestColumn", MissingColumn = "ManifestColumn",
		TooManyRows = "ManifestTooLong",
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NotText => "save it as CSV in UTF-8. Nothing was read",
			Self::NoRows => "name the columns in the first row, and one record in each row below it",
			Self::Separator(_) => "save it with commas between the columns. Nothing was read",
			Self::UnknownColumn(_) => {
				"leave it out, or call it path, patient, date, icd10, name or searchable. Nothing was read"
			}
			Self::ColumnTwice(_) => "leave one of them out. Nothing was read",
			Self::MissingColumn(_) => {
				"the first row names the columns: path and patient, and if there are any date, icd10, name and searchable"
			}
			Self::TooManyRows { .. } => "divide it, and import one part after the other. Nothing was read",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::NotText
			| Self::NoRows
			| Self::Separator(_)
			| Self::UnknownColumn(_)
			| Self::ColumnTwice(_)
			| Self::MissingColumn(_)
			| Self::TooManyRows { .. } => Blame::Yours,
		}
	}
}

/// Why one row of a manifest cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
	/// More or fewer values than the header row names.
	#[error("the row has {found} values, and the header row names {expected} columns")]
	Width {
		/// How many there are.
		found: usize,
		/// How many there should be.
		expected: usize,
	},
	/// Bytes of another encoding.
	#[error("the row is not UTF-8 text")]
	NotText,
	/// A value over several lines. Where a closing quote is missing all rows behind it are in there.
	#[error("`{0}` goes over several lines: a closing quote may be missing")]
	LineBreak(&'static str),
	/// A value that cannot be left out.
	#[error("`{0}` is empty")]
	Empty(&'static str),
	/// No day of the calendar.
	#[error("`{0}` is not a day of the calendar")]
	Date(String),
	/// Not a diagnosis of ICD-10.
	#[error(transparent)]
	Code(#[from] CodeError),
	/// More diagnoses than a record takes.
	#[error("the row names {0} diagnoses; a record takes {MAX_CODES}")]
	TooManyCodes(usize),
	/// Neither yes nor no.
	#[error("`{0}` is neither yes nor no")]
	Flag(String),
	/// To be found by its disease, and no disease is named.
	#[error("the row is searchable and names no diagnosis")]
	NothingToFind,
	/// The same file for the same patient and day stands in the manifest before.
	#[error("the row is the same as line {0}")]
	Same(u64),
}

impl Advice for RowError {
	kinds! {
		Width = "RowWidth", NotText = "RowNotText", LineBreak = "RowLineBreak", Empty = "RowEmpty", Date = "RowDate",
		TooManyCodes = "RowTooManyCodes", Flag = "RowFlag", NothingToFind = "RowNothingToFind", Same = "RowTwice";
		Self::Code(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Width { .. } => {
				"put values with a comma into double quotes, and give every column a value or leave it empty"
			}
			Self::NotText => "save the manifest as CSV in UTF-8",
			Self::LineBreak(_) => "close the quote, and keep each value on one line",
			Self::Empty(_) => "fill it in",
			Self::Date(_) => "write it as YYYY-MM-DD, like 2026-01-31",
			Self::Code(inside) => return inside.next(),
			Self::TooManyCodes(_) => "keep the most important ones",
			Self::Flag(_) => "write yes or no, or leave it empty",
			Self::NothingToFind => "name a diagnosis in the column icd10, or say no",
			Self::Same(_) => "leave one of the two out",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Code(inside) => inside.blame(),
			Self::Width { .. }
			| Self::NotText
			| Self::LineBreak(_)
			| Self::Empty(_)
			| Self::Date(_)
			| Self::TooManyCodes(_)
			| Self::Flag(_)
			| Self::NothingToFind
			| Self::Same(_) => Blame::Yours,
		}
	}
}
