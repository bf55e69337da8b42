//! docs/who-may-do-what.md has a row for every call of the pallets that are the project's own, and for no other.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::in_repository;
use frame_support::traits::GetCallName;
use medquorum_runtime::{Runtime, council_seats, enactment, pause, succession, upgrades};

/// The calls that the table under this heading has rows for, in their order.
fn rows(document: &str, pallet: &str) -> Vec<String> {
	let heading = format!("\n## {pallet}\n");
	let section = document
		.split(&heading)
		.nth(1)
		.expect("there is a table for each pallet");
	let section = section.split("\n## ").next().expect("a section");
	section
		.lines()
		.filter_map(|line| line.strip_prefix("| `"))
		.map(|line| {
			let cells = line.trim_end_matches('|').split(" | ").count();
			assert_eq!(cells, 6, "{pallet}: a row has six cells: {line}");
			line.split('`').next().expect("a name").to_owned()
		})
		.collect()
}

#[test]
fn every_call_has_its_row() {
	let path = in_repository("docs/who-may-do-what.md");
	let document = std::fs::read_to_string(path).expect("the page is there");
	let pallets: [(&str, &[&str]); 7] = [
		(
			"MedicalRecords",
			pallet_medical_records::Call::<Runtime>::get_call_names(),
		),
		(
			"CommitteeCeremonies",
			pallet_committee_ceremonies::Call::<Runtime>::get_call_names(),
		),
		("CouncilSeats", council_seats::Call::<Runtime>::get_call_names()),
		("Upgrades", upgrades::Call::<Runtime>::get_call_names()),
		("Enactment", enactment::Call::<Runtime>::get_call_names()),
		("Succession", succession::Call::<Runtime>::get_call_names()),
		("Pause", pause::Call::<Runtime>::get_call_names()),
	];
	for (pallet, calls) in pallets {
		assert_eq!(rows(&document, pallet), calls, "{pallet}");
	}
}
