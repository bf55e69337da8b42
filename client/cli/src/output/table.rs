//! Documents for programs; tables and aligned lines for people.

use super::{Outcome, plain_document};
use medquorum_client::{
	advice::{Advice, flat},
	views::{Fact, text},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::{io::Write, sync::OnceLock};

/// What everything that this run shows has to be read with.
static MARK: OnceLock<Value> = OnceLock::new();

/// A warning for programs.
pub fn warning(error: &impl Advice) -> Value {
	json!({ "kind": error.kind(), "message": flat(error), "next": flat(&error.next()) })
}

/// From now on each document of this run carries this warning; the first one stays.
pub fn mark(error: &impl Advice) {
	MARK.get_or_init(|| warning(error));
}

/// Writes one JSON document, its keys in the order of the alphabet.
pub fn document(value: &impl Serialize, to: &mut impl Write) -> Outcome {
	let mut value = serde_json::to_value(value)?;
	plain_document(&mut value);
	if let (Some(fields), Some(warning)) = (value.as_object_mut(), MARK.get()) {
		fields.insert("warning".to_owned(), warning.clone());
	}
	serde_json::to_writer_pretty(&mut *to, &value)?;
	writeln!(to)?;
	Ok(())
}

/// Rows under headings, each column as wide as it needs.
pub struct Table {
	headings: Vec<&'static str>,
	rows: Vec<Vec<String>>,
}

impl Table {
	/// An empty table.
	pub fn new(headings: &[&'static str]) -> Self {
		Self {
			headings: headings.to_vec(),
			rows: Vec::new(),
		}
	}

	/// Adds a row.
	pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
		self.rows
			.push(cells.into_iter().map(|cell| text::line(&cell)).collect());
	}

	/// Whether it has no rows.
	pub fn is_empty(&self) -> bool {
		self.rows.is_empty()
	}

	/// Writes the table.
	pub fn write(&self, to: &mut impl Write) -> Outcome {
		let headings: Vec<String> = self
			.headings
			.iter()
			.map(|heading| (*heading).to_owned())
			.collect();
		let mut widths = vec![0; headings.len()];
		for row in std::iter::once(&headings).chain(&self.rows) {
			for (width, cell) in widths.iter_mut().zip(row) {
				*width = cell.chars().count().max(*width);
			}
		}
		for row in std::iter::once(&headings).chain(&self.rows) {
			let mut line = String::new();
			for (cell, width) in row.iter().zip(&widths) {
				line.push_str(&format!("{cell:<width$}  "));
			}
			writeln!(to, "{}", line.trim_end())?;
		}
		Ok(())
	}
}

/// Writes lines of a word and what it means, aligned.
pub fn facts(lines: &[Fact], to: &mut impl Write) -> Outcome {
	let width = lines
		.iter()
		.map(|(word, _)| word.chars().count())
		.max()
		.unwrap_or(0)
		+ 1;
	for (word, meaning) in lines {
		writeln!(to, "{:<width$} {}", format!("{word}:"), text::line(meaning))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tables_are_aligned() {
		let mut table = Table::new(&["Name", "Status"]);
		table.row(["Ève".to_owned(), "open".to_owned()]);
		table.row(["Dr Ferdinand".to_owned(), "approved".to_owned()]);
		let mut out = Vec::new();
		table.write(&mut out).unwrap();
		let expected = "Name          Status\nÈve           open\nDr Ferdinand  approved\n";
		assert_eq!(String::from_utf8(out).unwrap(), expected);
	}
}
