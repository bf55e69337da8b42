//! The file of notes: its format, kills, several processes, its length.

use super::*;
use crate::file_info::FileInfo;
use medquorum_core::ledger::UnsealedRecord;
use medquorum_files::FileError;
use std::fs;
use tempfile::TempDir;

const CHAIN: Bytes32 = [1; 32];

fn open(dir: &TempDir) -> Result<Notes, Error> {
	Notes::open(&dir.path().join("notes.json"), &CHAIN)
}

fn log(dir: &TempDir) -> PathBuf {
	dir.path().join("notes.jsonl")
}

fn record(number: u32) -> RecordId {
	let mut id = [0; 16];
	id[..4].copy_from_slice(&number.to_be_bytes());
	RecordId(id)
}

fn objects(number: u32) -> Objects {
	let bytes = number.to_be_bytes();
	Objects::new(&Cid::of_raw(&bytes), &Cid::of_dag_pb(&bytes))
}

/// All that can be said of an upload and of accounts.
fn write_some(notes: &Notes) {
	let who = AccountId([7; 32]);
	let own = Objects {
		own: Some(OwnFile {
			name: "scan.dcm".into(),
			time: 9,
			listing: serde_json::from_str(r#"{"diseases":["E11"],"quarter":"2024-Q2","modality":"CT"}"#)
				.unwrap(),
		}),
		..objects(1)
	};
	notes
		.uploaded_all([(record(1), own.of_import()), (record(2), objects(2))])
		.unwrap();
	notes.sent_all(&[record(1), record(2)]).unwrap();
	notes
		.seen_registered_all(&[(record(1), 5), (record(9), 6)])
		.unwrap();
	notes.uploaded(record(2), objects(2).erasing()).unwrap();
	notes.csp_version_seen(&CHAIN, who, 3).unwrap();
	notes.note_asked(who, RequestId([4; 16])).unwrap();
	notes.note_asked(who, RequestId([5; 16])).unwrap();
	notes.keep_asked(who, &[RequestId([4; 16])]).unwrap();
	notes.uploaded(record(3), objects(3)).unwrap();
}

fn assert_some(notes: &Notes) {
	let who = AccountId([7; 32]);
	let first = notes.objects(record(1)).unwrap();
	assert_eq!(
		(first.is_sent(), first.registered(), first.is_imported()),
		(true, Some(5), true)
	);
	assert_eq!(notes.own_file(record(1)).unwrap().name, "scan.dcm");
	assert_eq!(notes.listings().len(), 1);
	let second = notes.objects(record(2)).unwrap();
	assert_eq!(
		(second.is_sent(), second.registered(), second.is_erasing()),
		(true, None, true)
	);
	assert_eq!(notes.objects(record(3)), None);
	assert_eq!(
		notes.owner(&Cid::of_dag_pb(&2_u32.to_be_bytes())),
		Some(record(2))
	);
	assert_eq!(notes.owner(&Cid::of_raw(&3_u32.to_be_bytes())), None);
	assert_eq!(notes.asked(who), [RequestId([4; 16])]);
	assert_eq!(notes.csp_version_seen(&CHAIN, who, 1).unwrap(), 3);
}

#[test]
fn the_format_is_what_it_always_was() {
	let dir = tempfile::tempdir().unwrap();
	let notes = open(&dir).unwrap();
	write_some(&notes);
	let text = || fs::read_to_string(log(&dir)).unwrap();
	// The last line forgets an upload, which leaves the rest in short.
	let (lines, _) = include_str!("golden.jsonl").trim_end().rsplit_once('\n').unwrap();
	assert_eq!(text(), format!("{lines}\n"));
	notes.forget(record(3)).unwrap();
	assert_eq!(text(), include_str!("golden-short.jsonl"));
	assert_some(&open(&dir).unwrap());
	fs::write(log(&dir), include_str!("golden.jsonl")).unwrap();
	assert_some(&open(&dir).unwrap());
}

#[test]
fn what_is_not_understood_is_named_and_left_as_it_is() {
	let dir = tempfile::tempdir().unwrap();
	let good = r#"{"csp_version":{"account":"a","newest":1}}"#;
	let first = r#"{"version":1}"#;
	for (text, line) in [
		(format!("{good}\n"), 1),
		(format!("{first}\n{good}\n{first}\n"), 3),
		(format!("{first}\n{{\"what\":1}}\n{good}\n"), 2),
		(
			format!("{first}\n{{\"csp_version\":{{\"account\":\"a\",\"newest\":1,\"more\":1}}}}\n"),
			2,
		),
		(format!("{first}\n\n{good}\n"), 2),
		(String::new(), 1),
		(first.to_owned(), 1),
	] {
		fs::write(log(&dir), &text).unwrap();
		match open(&dir).err().unwrap() {
			Error::Notes(NotesError::Damaged { line: found, .. }) => assert_eq!(found, line, "{text}"),
			other => panic!("{text}: {other}"),
		}
		assert_eq!(fs::read_to_string(log(&dir)).unwrap(), text);
	}
	fs::write(log(&dir), "{\"version\":2}\n{\"new\":1}\n").unwrap();
	assert!(matches!(
		open(&dir).err().unwrap(),
		Error::Notes(NotesError::Later(_))
	));
}

#[test]
fn killed_at_any_byte_what_was_noted_before_is_there_and_the_next_change_follows_it() {
	let dir = tempfile::tempdir().unwrap();
	write_some(&open(&dir).unwrap());
	let whole = fs::read(log(&dir)).unwrap();
	let first = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
	for length in first..whole.len() {
		fs::write(log(&dir), &whole[..length]).unwrap();
		let notes = open(&dir).unwrap();
		notes.uploaded(record(50), objects(50)).unwrap();
		let text = fs::read(log(&dir)).unwrap();
		let kept = whole[..length].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
		assert_eq!(text[..kept], whole[..kept], "{length}");
		assert_eq!(
			text[kept..].iter().filter(|byte| **byte == b'\n').count(),
			1,
			"{length}"
		);
		assert_eq!(
			open(&dir).unwrap().objects(record(50)),
			Some(objects(50)),
			"{length}"
		);
	}
}

/// `notes.json` of a former version.
fn former() -> String {
	let (chain, who) = (hex::encode(CHAIN), AccountId([7; 32]));
	let cid = |number: u32| {
		(
			Cid::of_raw(&number.to_be_bytes()),
			Cid::of_dag_pb(&number.to_be_bytes()),
		)
	};
	let ((header, file), (header_2, file_2)) = (cid(1), cid(2));
	format!(
		r#"{{"csp_versions":{{"{}/{who}":3}},"asked":{{"{chain}/{who}":["{}"]}},"chains":{{"{chain}":{{
			"{}":{{"header":"{header}","file":"{file}","sent":true,"registered":5,"imported":true,
				"own":{{"name":"scan.dcm","time":9,"listing":{{"diseases":["E11"],"quarter":"2024-Q2","modality":"CT"}}}}}},
			"{}":{{"header":"{header_2}","file":"{file_2}","sent":true,"erasing":true}}}}}}}}"#,
		&chain[..16],
		RequestId([4; 16]),
		record(1),
		record(2),
	)
}

#[test]
fn notes_of_a_former_version_move_once_and_a_kill_in_between_loses_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let old = dir.path().join("notes.json");
	fs::write(&old, former()).unwrap();
	assert_some(&open(&dir).unwrap());
	assert!(!old.exists());
	let moved = fs::read(log(&dir)).unwrap();
	assert_some(&open(&dir).unwrap());
	assert_eq!(fs::read(log(&dir)).unwrap(), moved);
	// Killed while the new file was being written, which then has no name yet, or before the former one was removed.
	fs::remove_file(log(&dir)).unwrap();
	for there in [None, Some(&moved)] {
		fs::write(&old, former()).unwrap();
		fs::write(dir.path().join(".medquorum-left.part"), &moved[..20]).unwrap();
		if let Some(there) = there {
			fs::write(log(&dir), there).unwrap();
		}
		let notes = open(&dir).unwrap();
		assert_some(&notes);
		assert!(!old.exists());
		notes.forget(record(1)).unwrap();
		assert_eq!(open(&dir).unwrap().objects(record(1)), None);
		fs::remove_file(log(&dir)).unwrap();
	}
	// What a former version, run once more, notes meanwhile comes in too, and takes nothing back.
	let notes = open(&dir).unwrap();
	notes.uploaded(record(1), objects(1).of_import()).unwrap();
	notes.seen_registered(record(1), 4).unwrap();
	fs::write(&old, former()).unwrap();
	notes.uploaded(record(8), objects(8)).unwrap();
	let noted = notes.objects(record(1)).unwrap();
	assert_eq!((noted.registered(), noted.is_sent()), (Some(4), true));
	assert!(notes.objects(record(2)).is_some() && !old.exists());
}

#[test]
fn damaged_notes_of_a_former_version_stay() {
	let dir = tempfile::tempdir().unwrap();
	let old = dir.path().join("notes.json");
	let text = former();
	for damaged in [&text[..text.len() - 1], &text.replace("sent", "send"), ""] {
		fs::write(&old, damaged).unwrap();
		assert!(
			matches!(
				open(&dir).err().unwrap(),
				Error::Notes(NotesError::Damaged { .. })
			),
			"{damaged}"
		);
		assert_eq!(fs::read_to_string(&old).unwrap(), damaged);
		assert!(!log(&dir).exists());
	}
}

#[test]
fn processes_see_what_others_add_also_when_one_writes_the_file_anew() {
	let dir = tempfile::tempdir().unwrap();
	let (here, there) = (open(&dir).unwrap(), open(&dir).unwrap());
	here.uploaded(record(1), objects(1)).unwrap();
	there.uploaded(record(2), objects(2)).unwrap();
	for version in 1..=1_100 {
		here.csp_version_seen(&CHAIN, AccountId([1; 32]), version)
			.unwrap();
	}
	assert!(
		fs::read_to_string(log(&dir)).unwrap().lines().count() < 1_000,
		"it was rewritten"
	);
	there.seen_registered(record(2), 7).unwrap();
	here.uploaded(record(3), objects(3)).unwrap();
	for notes in [&here, &open(&dir).unwrap()] {
		assert_eq!(notes.objects(record(2)).unwrap().registered(), Some(7));
		assert!(notes.objects(record(1)).is_some() && notes.objects(record(3)).is_some());
	}
}

#[test]
fn notes_that_are_gone_with_their_disk_are_not_begun_anew() {
	let dir = tempfile::tempdir().unwrap();
	let notes = open(&dir).unwrap();
	notes.uploaded(record(1), objects(1)).unwrap();
	fs::remove_file(log(&dir)).unwrap();
	let refused = notes.uploaded(record(2), objects(2));
	assert!(
		matches!(refused, Err(Error::File(FileError::Missing(_)))),
		"{refused:?}"
	);
	assert!(!log(&dir).exists());
}

#[test]
fn a_million_uploads_are_noted_in_bytes_that_grow_with_them_alone() {
	const CHUNK: u32 = 10_000;
	let dir = tempfile::tempdir().unwrap();
	let notes = open(&dir).unwrap();
	let info = FileInfo {
		name: "archive/1998/series/image.dcm".into(),
		..FileInfo::default()
	};
	for first in (0..1_000_000).step_by(CHUNK as usize) {
		let ids: Vec<_> = (first..first + CHUNK).map(record).collect();
		let row = |id| (id, objects(0).described(&info).of_import());
		notes.uploaded_all(ids.iter().copied().map(row)).unwrap();
		notes.sent_all(&ids).unwrap();
		let seen: Vec<_> = ids.iter().map(|id| (*id, first)).collect();
		notes.seen_registered_all(&seen).unwrap();
	}
	let length = fs::metadata(log(&dir)).unwrap().len();
	let written = notes.book.lock().unwrap().log.written;
	assert!(length > 300_000_000, "{length}");
	assert!(written <= length.saturating_add(1_000), "{written} for {length}");
	drop(notes);
	let again = open(&dir).unwrap();
	assert_eq!(
		again.objects(record(999_999)).unwrap().registered(),
		Some(990_000)
	);
	// One more costs one line.
	again.uploaded(record(1_000_000), objects(1)).unwrap();
	let more = fs::metadata(log(&dir)).unwrap().len() - length;
	assert!(more < 1_000, "{more}");
	assert_eq!(
		again.owner(&Cid::of_raw(&1_u32.to_be_bytes())),
		Some(record(1_000_000))
	);
}

#[test]
fn what_was_asked_for_is_known_until_the_call_is_sent() {
	let dir = tempfile::tempdir().unwrap();
	let asked = UnsealedRecord {
		nonce: [0; 16],
		key_id: 2,
		patient: AccountId([7; 32]),
		capsule: [0; 128],
		csp_enc: [0; 32],
		csp_check: [0; 32],
		supersedes: Some(record(9)),
		searchable: true,
	};
	let info = FileInfo {
		name: "scan.dcm".into(),
		icd10: Some("E11.9".into()),
		date: Some("2026-03-05".into()),
		files: vec!["/srv/ida/scan.dcm".into()],
		..FileInfo::default()
	};
	let notes = open(&dir).unwrap();
	notes
		.uploaded(record(1), Objects::of_file(&info).asked(&asked, &info))
		.unwrap();
	// Sealed, and another process looks.
	notes.uploaded(record(1), objects(1)).unwrap();
	let form = open(&dir).unwrap().objects(record(1)).unwrap().form().unwrap();
	assert_eq!((form.files, form.patient), (info.files.clone(), asked.patient));
	assert_eq!((form.committee, form.corrects), (2, Some(record(9))));
	assert_eq!((form.icd10, form.date), (info.icd10.clone(), info.date.clone()));
	assert!(form.searchable);
	notes.uploaded(record(1), objects(1).sent()).unwrap();
	assert_eq!(open(&dir).unwrap().objects(record(1)).unwrap().form(), None);
	// The control: where no files were named, nothing is kept.
	let unnamed = FileInfo::default();
	assert_eq!(Objects::of_file(&unnamed).asked(&asked, &unnamed).form(), None);
}
