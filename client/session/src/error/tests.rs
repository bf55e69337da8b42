//! Every error of setting up, frozen as those of the library are.

use super::*;
use serde_json::{Value, json};
use std::path::Path;

/// Rewrites the table: `MEDQUORUM_KINDS=overwrite cargo test --workspace --lib kinds`.
const OVERWRITE: &str = "MEDQUORUM_KINDS";

fn samples() -> Vec<SetUpError> {
	vec![
		SetUpError::NoDevelopmentNode,
		SetUpError::NoDevelopmentCommittee(1),
		SetUpError::PassphrasesDiffer,
		SetUpError::BadWords(medquorum_envelope::Error::PhraseChecksum),
		SetUpError::BadKeysFile {
			path: "/keys.json".into(),
			reason: serde_json::from_str::<u8>("{").unwrap_err(),
		},
		SetUpError::BadCard {
			path: "/card.json".into(),
			reason: serde_json::from_str::<u8>("{").unwrap_err(),
		},
		SetUpError::OtherKey(2),
	]
}

#[test]
fn kinds_and_exit_codes_are_frozen() {
	let row = |error: &SetUpError| {
		let (cause, next) = (error.to_string(), error.next());
		assert!(!cause.is_empty() && !cause.contains('\n'), "{cause}");
		assert!(!next.is_empty() && !next.contains('\n'), "{next}");
		assert!(!next.starts_with(char::is_uppercase), "{next}");
		let exit = error.blame().exit_code();
		json!({ "kind": error.kind(), "exit": exit, "cause": cause, "next": next })
	};
	let table: Vec<Value> = samples().iter().map(row).collect();
	for kind in SetUpError::kinds() {
		assert!(
			table.iter().any(|row| row["kind"] == *kind),
			"no sample of {kind}"
		);
	}
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds-session.json");
	if std::env::var_os(OVERWRITE).is_some_and(|value| value == "overwrite") {
		let text = serde_json::to_string_pretty(&table).unwrap() + "\n";
		std::fs::write(&path, text).unwrap();
		return;
	}
	let frozen: Vec<Value> = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
	assert_eq!(table, frozen, "say {OVERWRITE}=overwrite if this is meant");
}
