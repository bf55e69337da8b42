//! Documents for programs; tables and aligned lines for people.

use super::Outcome;
use medquorum_client::views::Fact;
use serde::Serialize;
use std::io::Write;

/// Writes one JSON document, its keys in the order of the alphabet.
pub fn document(value: &impl Serialize, to: &mut impl Write) -> Outcome {
	let value = serde_json::to_value(value)?;
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
	pub fn row<const N: usize>(&mut self, cells: [String; N]) {
		self.rows.push(cells.into());
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
		writeln!(to, "{:<width$} {meaning}", format!("{word}:"))?;
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
