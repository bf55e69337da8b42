//! Refused rows as a manifest: mended, it can be imported.

use crate::{column::Column, row::Cells};

/// A refused row, and what a person has to know to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
	/// The row as it was written; a path that was relative is better absolute here, because a report may lie elsewhere.
	pub cells: Cells,
	/// Why, in one line.
	pub refused: String,
	/// What to do, in one line.
	pub next: String,
}

/// The bytes of a report: the columns of a manifest, and behind them cause and next step.
#[must_use]
pub fn report(rows: &[Refused]) -> Vec<u8> {
	let mut writer = csv::Writer::from_writer(Vec::new());
	let names = Column::ALL.iter().map(|column| column.name());
	let write = || {
		writer.write_record(names.chain(Column::OF_REPORTS))?;
		for row in rows {
			let added = [&row.refused, &row.next];
			writer.write_record(row.cells.iter().chain(added))?;
		}
		Ok::<_, csv::Error>(())
	};
	match write() {
		Ok(()) => writer.into_inner().unwrap_or_default(),
		Err(_) => unreachable!("every row has as many values as the header, and a vector takes all; qed"),
	}
}
