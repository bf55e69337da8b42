//! Every error that can be shown, frozen: kind, exit code, cause and next step. Programs read the first two, people the rest.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod samples;

use std::{collections::BTreeSet, path::Path};

use medquorum_client::advice::Advice;
use serde_json::{Value, json};

/// Rewrites the table: `MEDQUORUM_KINDS=overwrite cargo test -p medquorum-client --test kinds`.
const OVERWRITE: &str = "MEDQUORUM_KINDS";

/// The rows of one enum. A kind without a sample fails, and a variant without a kind does not compile.
fn rows<E: Advice>(area: &str, samples: &[E], table: &mut Vec<Value>) {
	let found: BTreeSet<&str> = samples.iter().map(Advice::kind).collect();
	for kind in E::kinds() {
		assert!(found.contains(kind), "{area}: no sample of {kind}");
	}
	for error in samples {
		table.push(json!({
			"area": area,
			"kind": error.kind(),
			"exit": error.blame().exit_code(),
			"cause": error.to_string(),
			"next": error.next(),
		}));
	}
}

fn table() -> Vec<Value> {
	let mut table = Vec::new();
	macro_rules! all {
		($($area:ident),* $(,)?) => { $(rows(stringify!($area), &samples::$area(), &mut table);)* };
	}
	all!(
		ledger, lookup, trust, key, ceremony, committee, audit, open, upload, erase, enrol, replica, account,
		config, host, keystore, passphrase, journal, store, study, file, entropy, id, contact, bench, own,
		address, pin, history, refusal, code, catalogue, search, import, manifest, row, policy, notify, duty,
		receipt, notes, emergency, share, on_chain, light
	);
	table
}

#[test]
fn every_error_has_the_kind_and_the_exit_code_it_always_had() {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds.json");
	let table = table();
	if std::env::var_os(OVERWRITE).is_some_and(|value| value == "overwrite") {
		let text = serde_json::to_string_pretty(&table).unwrap() + "\n";
		std::fs::write(&path, text).unwrap();
		return;
	}
	let frozen: Vec<Value> = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
	for (found, frozen) in table.iter().zip(&frozen) {
		assert_eq!(found, frozen, "say {OVERWRITE}=overwrite if this is meant");
	}
	assert_eq!(table.len(), frozen.len());
}

#[test]
fn every_error_has_a_cause_and_a_next_step_of_one_line_each() {
	for row in table() {
		let text = |name: &str| row[name].as_str().unwrap().to_owned();
		let (cause, next) = (text("cause"), text("next"));
		assert!(!cause.is_empty() && !cause.contains('\n'), "{row}");
		assert!(!next.is_empty() && !next.contains('\n'), "{row}");
		// The chain writes its remedies as sentences.
		let begins_small = !next.starts_with(char::is_uppercase);
		assert!(begins_small || cause.starts_with("the chain refused: "), "{row}");
		assert!(matches!(row["exit"].as_u64(), Some(1 | 2)), "{row}");
	}
}

#[test]
fn catch_all_says_what_the_error_inside_says() {
	use medquorum_client::error::Error;
	macro_rules! same {
		($($area:ident),* $(,)?) => {
			$(for (error, inside) in samples::$area().into_iter().zip(samples::$area()) {
				let error = Error::from(error);
				assert_eq!(error.kind(), inside.kind());
				assert_eq!((error.to_string(), error.next()), (inside.to_string(), inside.next()));
				assert_eq!(error.blame(), inside.blame());
			})*
		};
	}
	same!(
		ledger, lookup, trust, key, ceremony, committee, audit, open, upload, erase, enrol, replica, account,
		config, keystore, journal, store, study, file, entropy, id, address, pin, refusal, import, manifest,
		row, policy, notify, duty, receipt, notes, emergency, on_chain
	);
}
