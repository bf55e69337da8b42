//! Every error of the command line itself, frozen as those of the library are in `tests/kinds.json`.

use super::*;
use serde_json::{Value, json};
use std::path::Path;

/// Rewrites the table: `MEDQUORUM_KINDS=overwrite cargo test -p medquorum-cli --bin medquorum kinds`.
const OVERWRITE: &str = "MEDQUORUM_KINDS";

fn samples() -> Vec<CommandError> {
	let (broken, typed) = (|| io::Error::other("the disk is broken"), || "abab".to_owned());
	let mut samples = vec![
		CommandError::Usage("unexpected argument '--colour' found".to_owned()),
		CommandError::ForKubo("--replicas"),
		CommandError::ForEmbedded,
		CommandError::Output(broken()),
		CommandError::Input(broken()),
		CommandError::Words(broken()),
		CommandError::Threads(broken()),
		CommandError::Signals(broken()),
		CommandError::Unattended {
			question: "Give your consent?\nIt opens the record.".to_owned(),
		},
		CommandError::SaidNo,
		CommandError::NoPassphrase {
			ways: "--passphrase-file or MEDQUORUM_PASSPHRASE",
		},
		CommandError::NoAccount,
		CommandError::NoAccountThere(typed()),
		CommandError::NoRecord(typed()),
		CommandError::NoRequest(typed()),
		CommandError::NotFound(typed()),
		CommandError::Ambiguous {
			what: "2 records".to_owned(),
			digits: typed(),
		},
		CommandError::NoMotion(typed()),
		CommandError::SeveralMotions(typed()),
		CommandError::NoNotice(Body::Council),
		CommandError::Twice(typed()),
		CommandError::Listen(([127, 0, 0, 1], 9616).into(), broken()),
		CommandError::CodeAsArgument,
		CommandError::BadCodeFile("/code".into()),
		CommandError::BadStatement("/statement".into()),
		CommandError::BadIndices,
		CommandError::BadFile {
			path: "/deal.json".into(),
			reason: serde_json::from_str::<u8>("{").unwrap_err(),
		},
		CommandError::BadHash,
		CommandError::BadPin,
		CommandError::SameFile("audit.csv".into()),
		CommandError::BadCid(typed()),
		CareError::AtRisk(vec![1, 7]).into(),
		CareError::NotAllPassed { failed: 1, all: 4 }.into(),
		CareError::OwnDrill(1).into(),
		CareError::NoDrill(1).into(),
		CareError::BackupTaken("/safe/dave.mqk".into()).into(),
		CareError::WordsInDocument.into(),
	];
	samples.extend(unfinished());
	samples.extend(of_hosts());
	samples
}

/// What ends with something left to do.
fn unfinished() -> Vec<CommandError> {
	let lost = |lost| CommandError::NotRepaired { failed: 2, lost };
	let rows = |refused, total| CommandError::RowsRefused { refused, total };
	vec![
		CommandError::StoreLacks(2),
		CommandError::NotAllCatalogues { failed: 1, all: 3 },
		CommandError::NamedTwice("--account"),
		rows(1, 1),
		rows(3, 40),
		CommandError::NoCall("watch"),
		lost(true),
		lost(false),
	]
}

/// Errors of the service that keeps a host.
fn of_hosts() -> [CommandError; 2] {
	[CommandError::NoRepository, CommandError::NotAttested(2)]
}

#[test]
fn kinds_and_exit_codes_are_frozen() {
	let row = |error: &CommandError| {
		let (cause, next) = (error.to_string(), error.next());
		assert!(!cause.is_empty() && !cause.contains('\n'), "{cause}");
		assert!(!next.is_empty() && !next.contains('\n'), "{next}");
		assert!(!next.starts_with(char::is_uppercase), "{next}");
		let exit = error.blame().exit_code();
		json!({ "kind": error.kind(), "exit": exit, "cause": cause, "next": next })
	};
	let table: Vec<Value> = samples().iter().map(row).collect();
	for kind in CommandError::kinds() {
		assert!(
			table.iter().any(|row| row["kind"] == *kind),
			"no sample of {kind}"
		);
	}
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds-command.json");
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
