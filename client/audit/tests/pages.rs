//! The table and the page hold what other people wrote, and nothing of it acts.

use crate::common::{
	Cast, Enemy,
	story::{everybody, question, report},
};
use medquorum_audit::{Missing, Nobody, csv, html};

fn text(bytes: Vec<u8>) -> String {
	String::from_utf8(bytes).unwrap()
}

#[test]
fn the_table_has_a_row_for_each_entry() {
	let report = report(question(), &Cast);
	let bytes = csv::write(&report);
	let mut table = ::csv::Reader::from_reader(bytes.as_slice());
	let columns = table.headers().unwrap().clone();
	assert_eq!(columns.len(), 16);
	let rows: Vec<_> = table.records().map(Result::unwrap).collect();
	assert_eq!(rows.len(), report.entries.len() + 1);
	assert!(
		rows[0][2].starts_with("as one node showed it, from block 50 (0x3232"),
		"{:?}",
		&rows[0]
	);
	let asked = rows.iter().find(|row| &row[1] == "asked for a record").unwrap();
	assert_eq!((&asked[3], &asked[5], &asked[11]), ("Eve", "Dave", "TREAT"));
}

#[test]
fn no_cell_is_a_formula() {
	let bytes = csv::write(&report(everybody(), &Enemy));
	let mut table = ::csv::Reader::from_reader(bytes.as_slice());
	let rows: Vec<_> = table.records().map(Result::unwrap).collect();
	assert!(rows.iter().flatten().any(|cell| cell.starts_with("'=HYPERLINK")));
	for cell in rows.iter().flatten() {
		assert!(
			!cell.trim_start().starts_with(['=', '+', '-', '@', '|', '%']),
			"{cell}"
		);
		assert!(
			!cell.contains(|c: char| c.is_control() || c == '\u{202e}'),
			"{cell:?}"
		);
	}
}

#[test]
fn nothing_on_the_page_acts_or_is_loaded() {
	let page = text(html::write(&report(everybody(), &Enemy)));
	for wrong in [
		"<script",
		"<img",
		"onerror=y>",
		"\u{202e}",
		"\u{1b}",
		"src=",
		"href=",
		"url(",
	] {
		let allowed = wrong == "src=" && page.contains("&lt;img src=x")
			|| wrong == "onerror=y>" && !page.contains("onerror=y>");
		assert!(allowed || !page.contains(wrong), "{wrong}");
	}
	assert!(page.contains("&lt;script&gt;"), "the name is there, as a text");
	assert!(page.contains("default-src 'none'"));
	assert_eq!(
		page.matches("<tr>").count(),
		1 + report(everybody(), &Enemy).entries.len()
	);
}

#[test]
fn what_is_missing_stands_on_top() {
	let mut part = report(question(), &Nobody);
	part.missing.push(Missing { from: 3, to: 3 });
	let page = text(html::write(&part));
	assert!(
		page.contains("<p class=\"missing\">THIS IS NOT WHOLE: the node had forgotten block 3."),
		"{page}"
	);
	let table = text(csv::write(&part));
	assert!(
		table
			.lines()
			.nth(2)
			.unwrap()
			.contains("missing,the node had forgotten block 3"),
		"{table}"
	);
	part.entries.clear();
	assert!(text(html::write(&part)).contains("Nothing happened in this period."));
}

#[test]
fn people_read_dates_names_and_purposes() {
	let page = text(html::write(&report(question(), &Cast)));
	for words in [
		"Eve asked for record abababab",
		"treatment",
		"2026-11-26 20:1",
		" UTC",
		"could be opened is shown",
	] {
		assert!(page.contains(words), "{words}");
	}
}
