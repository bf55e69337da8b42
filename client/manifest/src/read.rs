//! From bytes to rows.

use crate::{
	column::Layout,
	error::{ManifestError, RowError},
	row::{Cells, Row, cells_of, check},
};
use csv::{ByteRecord, ReaderBuilder};
use std::collections::HashMap;

/// Rows that are imported at once: what is remembered of them stays small beside the client's other notes.
pub const MAX_ROWS: usize = 50_000;

/// What spreadsheets put in front of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// All rows of a manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
	/// Those without a fault, in order.
	pub rows: Vec<Row>,
	/// Those with faults, in order.
	pub bad: Vec<BadRow>,
}

impl Manifest {
	/// How many rows there are.
	#[must_use]
	pub fn len(&self) -> usize {
		self.rows.len().saturating_add(self.bad.len())
	}

	/// Whether there is none; [`read`] gives no such manifest.
	#[must_use]
	pub fn is_empty(&self) -> bool {
		self.rows.is_empty() && self.bad.is_empty()
	}
}

/// A row with faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
	/// The line that it begins on.
	pub line: u64,
	/// As it was written, with marks in place of what is not UTF-8.
	pub cells: Cells,
	/// What is wrong with it: at least one fault.
	pub faults: Vec<RowError>,
}

/// Reads a manifest whole. A fault of one row takes no other row with it.
///
/// # Errors
/// When the header row does not name the columns, there are no rows, or more than [`MAX_ROWS`].
pub fn read(bytes: &[u8]) -> Result<Manifest, ManifestError> {
	let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
	// Read from memory into bytes, of any width: nothing of that can fail.
	let mut reader = ReaderBuilder::new()
		.has_headers(false)
		.flexible(true)
		.from_reader(bytes);
	let mut records = reader.byte_records().filter_map(Result::ok);
	let header = records.next().ok_or(ManifestError::NoRows)?;
	let names: Option<Vec<&str>> = header
		.iter()
		.map(|name| std::str::from_utf8(name).ok().map(str::trim))
		.collect();
	let layout = Layout::of_header(&names.ok_or(ManifestError::NotText)?)?;
	let mut manifest = Manifest::default();
	let mut found: usize = 0;
	let mut seen = HashMap::new();
	let mut lines = Lines {
		bytes,
		at: 0,
		line: 1,
	};
	for record in records {
		found = found.saturating_add(1);
		if found <= MAX_ROWS {
			let line = lines.of(&record);
			take(&record, line, &layout, &mut seen, &mut manifest);
		}
	}
	match found {
		0 => Err(ManifestError::NoRows),
		1..=MAX_ROWS => Ok(manifest),
		_ => Err(ManifestError::TooManyRows {
			found,
			limit: MAX_ROWS,
		}),
	}
}

/// Counts the lines as an editor does. The reader of the library takes a record that follows empty lines, or a line that ends as on
/// Windows, to begin before their end.
struct Lines<'a> {
	bytes: &'a [u8],
	at: usize,
	line: u64,
}

impl Lines<'_> {
	/// The line that a record begins on; records come in order.
	fn of(&mut self, record: &ByteRecord) -> u64 {
		let begin = record.position().map_or(0, csv::Position::byte);
		let begin = usize::try_from(begin).unwrap_or(usize::MAX);
		while let Some(byte) = self.bytes.get(self.at) {
			let is_end = matches!(byte, b'\n' | b'\r');
			if self.at >= begin && !is_end {
				break;
			}
			let is_half = *byte == b'\r' && self.bytes.get(self.at.saturating_add(1)) == Some(&b'\n');
			if is_end && !is_half {
				self.line = self.line.saturating_add(1);
			}
			self.at = self.at.saturating_add(1);
		}
		self.line
	}
}

/// A file of a patient and a day.
type Thing = (String, String, Option<String>);

fn take(record: &ByteRecord, line: u64, layout: &Layout, seen: &mut HashMap<Thing, u64>, to: &mut Manifest) {
	let checked = check(record, layout, line).and_then(|row| {
		let thing = (row.path.clone(), row.patient.clone(), row.date.clone());
		match *seen.entry(thing).or_insert(line) {
			first if first == line => Ok(row),
			first => Err(vec![RowError::Same(first)]),
		}
	});
	match checked {
		Ok(row) => to.rows.push(row),
		Err(faults) => to.bad.push(BadRow {
			line,
			cells: cells_of(record, layout),
			faults,
		}),
	}
}
