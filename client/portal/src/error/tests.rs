//! Every error of the portal itself, frozen as those of the library are.

use super::*;
use serde_json::{Value, json};
use std::path::Path;

/// Rewrites the table: `MEDQUORUM_KINDS=overwrite cargo test --workspace --lib kinds`.
const OVERWRITE: &str = "MEDQUORUM_KINDS";

fn samples() -> Vec<PortalError> {
	let broken = || io::Error::other("the disk is broken");
	vec![
		PortalError::Port {
			port: 80,
			source: broken(),
		},
		PortalError::Server(broken()),
		PortalError::TooManyWrong,
		PortalError::NoEntropy,
		PortalError::NoAccount,
		PortalError::TooSoon { seconds: 4 },
		PortalError::Locked,
		PortalError::ForeignForm,
		PortalError::Form("the patient is missing"),
		PortalError::NotShown,
		PortalError::NotConfirmed {
			expected: "abababab".to_owned(),
		},
		PortalError::WrongWords,
		PortalError::OtherFile,
		PortalError::OtherStep,
		PortalError::OtherCommittee(1),
		PortalError::SignsHere,
		PortalError::NotHeld,
		PortalError::NoPage,
		PortalError::NoJob(7),
		PortalError::Stopped,
		PortalError::RunsAlready,
		PortalError::Demo {
			what: "start medquorum-node",
			source: broken(),
		},
		LookError::TooLarge { length: 9, most: 8 }.into(),
		LookError::TooManyPixels.into(),
		LookError::Unknown.into(),
		LookError::Syntax("1.2.3".to_owned()).into(),
		LookError::NoImage.into(),
		LookError::Damaged.into(),
		LookError::NoSlice(3).into(),
		PortalError::DemoStep("Ida, register: it failed".to_owned()),
	]
}

#[test]
fn kinds_and_exit_codes_are_frozen() {
	let row = |error: &PortalError| {
		let (cause, next) = (error.to_string(), error.next());
		assert!(!cause.is_empty() && !cause.contains('\n'), "{cause}");
		assert!(!next.is_empty() && !next.contains('\n'), "{next}");
		assert!(!next.starts_with(char::is_uppercase), "{next}");
		let exit = error.blame().exit_code();
		json!({ "kind": error.kind(), "exit": exit, "cause": cause, "next": next })
	};
	let table: Vec<Value> = samples().iter().map(row).collect();
	for kind in PortalError::kinds() {
		assert!(
			table.iter().any(|row| row["kind"] == *kind),
			"no sample of {kind}"
		);
	}
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds-portal.json");
	if std::env::var_os(OVERWRITE).is_some_and(|value| value == "overwrite") {
		let text = serde_json::to_string_pretty(&table).unwrap() + "\n";
		std::fs::write(&path, text).unwrap();
		return;
	}
	let frozen: Vec<Value> = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
	assert_eq!(table, frozen, "say {OVERWRITE}=overwrite if this is meant");
}
