//! Entries as a table, a row each, for spreadsheets.

use crate::{entry::Entry, report::Report};
use medquorum_core::views::{Party, text};

const COLUMNS: [&str; 16] = [
	"time",
	"what",
	"words",
	"who",
	"who_account",
	"patient",
	"patient_account",
	"record",
	"request",
	"requester",
	"requester_account",
	"purpose",
	"reason",
	"block",
	"event",
	"block_hash",
];

/// The table with a head. Before the entries stand what they rest on, and one row for each stretch of blocks that could not be read.
#[must_use]
pub fn write(report: &Report) -> Vec<u8> {
	let mut table = csv::Writer::from_writer(Vec::new());
	// Writing into memory does not fail.
	let _: Result<(), csv::Error> = table.write_record(COLUMNS);
	let (number, hash) = (report.top.number, hex::encode(report.top.hash));
	let proven = if report.proven {
		"proven"
	} else {
		"as one node showed it"
	};
	let mut basis = vec![String::new(); COLUMNS.len()];
	basis.splice(
		1..3,
		[
			"basis".to_owned(),
			format!(
				"{proven}, from block {number} (0x{hash}) of the chain 0x{} down",
				hex::encode(report.genesis)
			),
		],
	);
	let _: Result<(), csv::Error> = table.write_record(basis);
	for missing in &report.missing {
		let mut row = vec![String::new(); COLUMNS.len()];
		row.splice(
			1..3,
			["missing".to_owned(), format!("the node had forgotten {missing}")],
		);
		let _: Result<(), csv::Error> = table.write_record(row);
	}
	for entry in &report.entries {
		let _: Result<(), csv::Error> = table.write_record(row(entry));
	}
	table.into_inner().unwrap_or_default()
}

fn row(entry: &Entry) -> Vec<String> {
	let name = |party: &Option<Party>| party.as_ref().map_or_else(String::new, Party::shown);
	let account = |party: &Option<Party>| {
		party
			.as_ref()
			.map_or_else(String::new, |party| party.address.to_string())
	};
	let id = |id: Option<String>| id.unwrap_or_default();
	let cells = vec![
		entry.time.clone().unwrap_or_default(),
		entry.act.words().to_owned(),
		entry.words().to_owned(),
		name(&entry.who),
		account(&entry.who),
		name(&entry.patient),
		account(&entry.patient),
		id(entry.record.map(|id| id.to_string())),
		id(entry.request.map(|id| id.to_string())),
		name(&entry.requester),
		account(&entry.requester),
		entry.purpose.unwrap_or_default().to_owned(),
		entry.reason.clone().unwrap_or_default(),
		entry.block.to_string(),
		entry.index.to_string(),
		format!("0x{}", hex::encode(entry.hash)),
	];
	cells.iter().map(|cell| inert(cell)).collect()
}

/// A spreadsheet takes a cell that begins like this for a formula, whatever quotes stand around it.
fn inert(cell: &str) -> String {
	let cell = text::line(cell);
	match cell
		.trim_start()
		.starts_with(['=', '+', '-', '@', '\t', '\r', '|', '%'])
	{
		true => format!("'{cell}"),
		false => cell,
	}
}
