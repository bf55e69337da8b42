//! Errors of archives: of the import as a whole, of its table, of a row.

use super::{RECORD, text};
use medquorum_client::{
	import::ImportError,
	manifest::{MAX_CODES, MAX_ROWS, ManifestError, RowError, read},
};

pub fn import() -> Vec<ImportError> {
	vec![
		ImportError::Outside {
			path: "/home/keystore".into(),
			folder: "/archive".into(),
		},
		ImportError::SameFile(7),
		ImportError::Gone(RECORD),
		ImportError::StateDamaged {
			path: "/folder/imports.jsonl".into(),
			line: 3,
		},
	]
}

pub fn manifest() -> Vec<ManifestError> {
	vec![
		ManifestError::NotText,
		ManifestError::NoRows,
		ManifestError::Separator(';'),
		ManifestError::Separator('\t'),
		ManifestError::Separator('|'),
		ManifestError::UnknownColumn(text("pateint")),
		ManifestError::ColumnTwice("path"),
		ManifestError::MissingColumn("patient"),
		ManifestError::TooManyRows {
			found: 60_000,
			limit: MAX_ROWS,
		},
	]
}

pub fn row() -> Vec<RowError> {
	let code = |code: &str| {
		let manifest = read(format!("path,patient,icd10\na,Eve,{code}\n").as_bytes());
		manifest.unwrap().bad.remove(0).faults.remove(0)
	};
	vec![
		RowError::Width {
			found: 2,
			expected: 6,
		},
		RowError::NotText,
		RowError::LineBreak("name"),
		RowError::Empty("patient"),
		RowError::Date(text("2025-02-29")),
		code("E1l"),
		code("E99"),
		RowError::TooManyCodes(MAX_CODES + 1),
		RowError::Flag(text("maybe")),
		RowError::NothingToFind,
		RowError::Same(7),
	]
}
