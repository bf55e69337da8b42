//! The receipt as a page for the patient.

use super::ErasureReceipt;
use crate::views::text;
use html_escape::encode_safe;
use std::fmt::{self, Write as _};

const STYLE: &str = "body{font:15px/1.4 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
	h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.2rem 0 .3rem}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid \
	#bbb;padding:.3rem .4rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}tr{break-inside:avoid}.open{font-weight:bold}\
	small{color:#444;overflow-wrap:anywhere}@page{size:A4;margin:15mm}@media print{body{margin:0;max-width:none;font-size:10pt}}";

/// Text of others inside of the page: cleaned, then escaped.
fn shown(words: &str) -> String {
	encode_safe(&text::line(words)).into_owned()
}

/// Writing into a text does not fail.
fn add(page: &mut String, words: fmt::Arguments<'_>) {
	let _: fmt::Result = page.write_fmt(words);
}

pub(super) fn write(receipt: &ErasureReceipt) -> String {
	let mut page = format!(
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
		 content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
		 <title>Receipt for an erasure</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>Receipt for the erasure of record {}</h1>\n",
		shown(&receipt.short())
	);
	add(
		&mut page,
		format_args!("<p>The record was {}.</p>\n", shown(&receipt.sentence())),
	);
	let parties = [
		("It was about", &receipt.patient),
		("It had been uploaded by", &receipt.uploader),
	];
	for (words, party) in parties {
		if let Some(party) = party {
			add(
				&mut page,
				format_args!("<p>{words} {}.</p>\n", shown(&party.shown())),
			);
		}
	}
	hosts(&mut page, receipt);
	page.push_str("<h2>What no receipt can show</h2>\n<ul>\n");
	for limit in receipt.limits {
		add(&mut page, format_args!("<li>{}</li>\n", shown(limit)));
	}
	let network = format!("0x{}", hex::encode(receipt.network));
	add(
		&mut page,
		format_args!(
			"</ul>\n<p><small>Record {}, on the chain {network}. A host's attestation is a call that it signed; \
			 <code>medquorum receipt --export</code> gives the signatures, and <code>medquorum receipt --verify</code> checks them without a \
			 node.</small></p>\n</body>\n</html>\n",
			receipt.record_id
		),
	);
	page
}

fn hosts(page: &mut String, receipt: &ErasureReceipt) {
	add(
		page,
		format_args!("<h2>The hosts</h2>\n<p>{}</p>\n", shown(&receipt.verdict())),
	);
	if receipt.attested.is_empty() && receipt.missing.is_empty() {
		return;
	}
	page.push_str("<table>\n<thead><tr><th scope=\"col\">Storage host</th><th scope=\"col\">Attested</th></tr></thead>\n<tbody>\n");
	for attested in &receipt.attested {
		let former = if attested.is_host {
			""
		} else {
			" (a storage host no longer)"
		};
		add(
			page,
			format_args!(
				"<tr><td>{}{former}<br><small>{}</small></td><td>{}</td></tr>\n",
				shown(&attested.host.shown()),
				attested.host.address,
				shown(&ErasureReceipt::when(attested.when).to_string()),
			),
		);
	}
	for host in &receipt.missing {
		add(
			page,
			format_args!(
				"<tr><td>{}<br><small>{}</small></td><td class=\"open\">not yet</td></tr>\n",
				shown(&host.shown()),
				host.address
			),
		);
	}
	page.push_str("</tbody>\n</table>\n");
}
