//! One row of a manifest.

use crate::{
	column::{Column, Layout},
	error::{MAX_CODES, RowError},
};
use chrono::NaiveDate;
use csv::ByteRecord;
use medquorum_catalogue::{CodeError, codes::Category};

/// The values of a row as they were written, in the order of [`Column::ALL`]; what the manifest has no column for is empty.
pub type Cells = [String; Column::ALL.len()];

/// A row without a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
	/// The line that it begins on; the header row is on line 1.
	pub line: u64,
	/// As it was written.
	pub cells: Cells,
	/// The file or folder, as it was written.
	pub path: String,
	/// The patient's contact name or address.
	pub patient: String,
	/// Day of the examination, `YYYY-MM-DD`.
	pub date: Option<String>,
	/// Diagnoses: each of the form of ICD-10, its category one that ICD-10-CM lists.
	pub icd10: Vec<String>,
	/// The name that the requester will see; the file's own if there is none.
	pub name: Option<String>,
	/// Whether it may be found by its diagnoses; `None` where nothing is said.
	pub searchable: Option<bool>,
}

impl Row {
	/// The diagnoses as the sealed description holds them: codes with a space between.
	#[must_use]
	pub fn diagnoses(&self) -> Option<String> {
		(!self.icd10.is_empty()).then(|| self.icd10.join(" "))
	}
}

/// The values by column, with marks in place of what is not UTF-8.
pub(crate) fn cells_of(record: &ByteRecord, layout: &Layout) -> Cells {
	Column::ALL.map(|column| {
		let value = layout.place(column).and_then(|at| record.get(at));
		value.map_or_else(String::new, |value| {
			String::from_utf8_lossy(value).trim().to_owned()
		})
	})
}

/// Checks a row; gives every fault of it.
pub(crate) fn check(record: &ByteRecord, layout: &Layout, line: u64) -> Result<Row, Vec<RowError>> {
	let broken = line_breaks(record, layout);
	if !broken.is_empty() {
		return Err(broken);
	}
	if record.len() != layout.width {
		return Err(vec![RowError::Width {
			found: record.len(),
			expected: layout.width,
		}]);
	}
	if record.iter().any(|value| std::str::from_utf8(value).is_err()) {
		return Err(vec![RowError::NotText]);
	}
	let cells = cells_of(record, layout);
	let mut faults = Vec::new();
	let [path, patient, date, codes, name, searchable] = &cells;
	for (column, cell) in [(Column::Path, path), (Column::Patient, patient)] {
		if cell.is_empty() {
			faults.push(RowError::Empty(column.name()));
		}
	}
	let (icd10, of_codes) = diagnoses(codes);
	faults.extend(of_codes);
	let told = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
	let date = told(date);
	if let Some(typed) = date.as_ref().filter(|typed| !is_day(typed)) {
		faults.push(RowError::Date(typed.clone()));
	}
	let searchable = flag(searchable).unwrap_or_else(|fault| {
		faults.push(fault);
		None
	});
	if searchable == Some(true) && codes.is_empty() {
		faults.push(RowError::NothingToFind);
	}
	if !faults.is_empty() {
		return Err(faults);
	}
	let (path, patient, name) = (path.clone(), patient.clone(), told(name));
	Ok(Row {
		line,
		path,
		patient,
		date,
		icd10,
		name,
		searchable,
		cells,
	})
}

/// Where a closing quote is missing, the rest of the manifest stands in one value: that comes before any other fault.
fn line_breaks(record: &ByteRecord, layout: &Layout) -> Vec<RowError> {
	let broken = |column: &Column| {
		let value = layout.place(*column).and_then(|at| record.get(at));
		value.is_some_and(|value| value.contains(&b'\n') || value.contains(&b'\r'))
	};
	let columns = Column::ALL.into_iter().filter(broken);
	columns.map(|column| RowError::LineBreak(column.name())).collect()
}

/// Whether it is a day of the calendar, written in the one way that is taken.
fn is_day(typed: &str) -> bool {
	// The parser also takes days without their zeros.
	NaiveDate::parse_from_str(typed, "%Y-%m-%d").is_ok_and(|day| day.to_string() == typed)
}

fn diagnoses(cell: &str) -> (Vec<String>, Vec<RowError>) {
	let (mut codes, mut faults) = (Vec::<String>::new(), Vec::new());
	let typed = cell.split([' ', ';', ',', '\t']);
	for code in typed.filter(|code| !code.is_empty()) {
		let code = code.to_ascii_uppercase();
		match Category::listed(&code) {
			// The catalogue has no number for it and lists its chapter instead; the record's own description can say it.
			Ok(_) | Err(CodeError::NoNumber { .. }) if !codes.contains(&code) => codes.push(code),
			Ok(_) | Err(CodeError::NoNumber { .. }) => {}
			Err(fault) => faults.push(fault.into()),
		}
	}
	if codes.len() > MAX_CODES {
		faults.push(RowError::TooManyCodes(codes.len()));
	}
	(codes, faults)
}

fn flag(cell: &str) -> Result<Option<bool>, RowError> {
	match cell.to_lowercase().as_str() {
		"" => Ok(None),
		"yes" | "true" | "1" => Ok(Some(true)),
		"no" | "false" | "0" => Ok(Some(false)),
		_ => Err(RowError::Flag(cell.to_owned())),
	}
}
