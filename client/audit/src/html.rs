//! Entries as one page for people, which prints well and loads nothing.

use crate::{entry::Entry, report::Report};
use html_escape::encode_safe;
use medquorum_core::{domain::Purpose, views::text};
use std::fmt::Write as _;

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
	table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #bbb;padding:.35rem .5rem;text-align:left;vertical-align:top;\
	overflow-wrap:anywhere}thead{display:table-header-group}tr{break-inside:avoid}.when,.where{white-space:nowrap}.missing{border:2px solid \
	#a00;padding:.5rem}small{color:#444}@media print{body{margin:0;max-width:none;font-size:10pt}}";

/// Text of others inside of the page: cleaned, then escaped.
fn shown(words: &str) -> String {
	encode_safe(&text::line(words)).into_owned()
}

/// The page.
#[must_use]
pub fn write(report: &Report) -> Vec<u8> {
	let mut page = format!(
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
		 content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
		 <title>Who looked</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>Who looked</h1>\n"
	);
	for ground in report.grounds() {
		let class = match ground.starts_with("THIS IS NOT WHOLE") {
			true => " class=\"missing\"",
			false => "",
		};
		add(&mut page, format_args!("<p{class}>{}</p>\n", shown(&ground)));
	}
	page.push_str(
		"<table>\n<thead><tr><th scope=\"col\">When</th><th scope=\"col\">What happened</th><th scope=\"col\">What for, or why</th>\
		 <th scope=\"col\">Where it stands</th></tr></thead>\n<tbody>\n",
	);
	for entry in &report.entries {
		row(&mut page, entry);
	}
	page.push_str("</tbody>\n</table>\n");
	if report.entries.is_empty() {
		page.push_str("<p>Nothing happened in this period.</p>\n");
	}
	page.push_str("</body>\n</html>\n");
	page.into_bytes()
}

fn row(page: &mut String, entry: &Entry) {
	let purpose = entry.purpose().map(Purpose::words);
	let why: Vec<&str> = purpose.into_iter().chain(entry.reason.as_deref()).collect();
	let time = entry.time.as_deref().unwrap_or("at an unknown time");
	add(
		page,
		format_args!(
			"<tr><td class=\"when\">{}</td><td>{}</td><td>{}</td><td class=\"where\"><small>block {}, event {}</small></td></tr>\n",
			shown(&time.replace('T', " ").replace('Z', " UTC")),
			shown(entry.words()),
			shown(&why.join("; ")),
			entry.block,
			entry.index
		),
	);
}

/// Writing into a text does not fail.
fn add(page: &mut String, words: std::fmt::Arguments<'_>) {
	let _: std::fmt::Result = page.write_fmt(words);
}
