//! What notes keep, and whom they keep apart.

mod file;

use super::*;

#[test]
fn notes_outlive_the_process_and_versions_never_fall() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("notes.json");
	let who = AccountId([1; 32]);
	let notes = Notes::open(&path, &[0; 32]).unwrap();
	assert_eq!(notes.csp_version_seen(&[0; 32], who, 2).unwrap(), 2);
	let again = Notes::open(&path, &[0; 32]).unwrap();
	assert_eq!(again.csp_version_seen(&[0; 32], who, 1).unwrap(), 2);
	assert_eq!(again.csp_version_seen(&[9; 32], who, 1).unwrap(), 1);
}

#[test]
fn notes_of_two_processes_are_both_kept() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("notes.json");
	let (a, b) = (
		Notes::open(&path, &[0; 32]).unwrap(),
		Notes::open(&path, &[0; 32]).unwrap(),
	);
	let objects = |c: u8| Objects::new(&Cid::of_raw(&[c]), &Cid::of_raw(&[c, c]));
	a.uploaded(RecordId([1; 16]), objects(1)).unwrap();
	b.uploaded(RecordId([2; 16]), objects(2)).unwrap();
	let both = Notes::open(&path, &[0; 32]).unwrap();
	assert_eq!(both.objects(RecordId([1; 16])), Some(objects(1)));
	assert_eq!(both.objects(RecordId([2; 16])).unwrap().cids().len(), 2);
	both.forget(RecordId([1; 16])).unwrap();
	assert_eq!(
		Notes::open(&path, &[0; 32]).unwrap().objects(RecordId([1; 16])),
		None
	);
}

/// Of a record that was erased no address is left, though lines are only ever added otherwise.
#[test]
fn what_is_forgotten_is_in_no_line_any_more() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("notes.json");
	let notes = Notes::open(&path, &[0; 32]).unwrap();
	let (kept, gone) = (RecordId([1; 16]), RecordId([2; 16]));
	let [kept_cid, gone_cid] = [b"kept", b"gone"].map(|bytes| Cid::of_raw(bytes));
	for (record, cid) in [(kept, &kept_cid), (gone, &gone_cid)] {
		notes.uploaded(record, Objects::new(cid, cid)).unwrap();
		notes.seen_registered(record, 7).unwrap();
	}
	notes.forget(gone).unwrap();
	let text = std::fs::read_to_string(path.with_extension("jsonl")).unwrap();
	assert!(text.contains(&kept_cid.to_string()), "{text}");
	assert!(!text.contains(&gone_cid.to_string()), "{text}");
}

#[test]
fn damaged_notes_are_not_overwritten() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("notes.json");
	std::fs::write(&path, b"{").unwrap();
	assert!(Notes::open(&path, &[0; 32]).is_err());
	assert_eq!(std::fs::read(&path).unwrap(), b"{");
}

#[test]
fn uploads_of_one_chain_are_not_those_of_another() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("notes.json");
	let record = RecordId([1; 16]);
	let here = Notes::open(&path, &[1; 32]).unwrap();
	let objects = Objects::new(&Cid::of_raw(b"header"), &Cid::of_raw(b"file"));
	here.uploaded(record, objects.clone()).unwrap();
	let there = Notes::open(&path, &[2; 32]).unwrap();
	assert_eq!(there.objects(record), None);
	assert_eq!(there.uploads(), []);
	there.forget(record).unwrap();
	assert_eq!(
		Notes::open(&path, &[1; 32]).unwrap().objects(record),
		Some(objects)
	);
}

#[test]
fn what_was_seen_registered_stays_so_whatever_is_noted_later() {
	let dir = tempfile::tempdir().unwrap();
	let notes = Notes::open(&dir.path().join("notes.json"), &[1; 32]).unwrap();
	let record = RecordId([1; 16]);
	let objects = Objects::new(&Cid::of_raw(b"header"), &Cid::of_raw(b"file"));
	notes.seen_registered(record, 4).unwrap();
	assert_eq!(notes.objects(record), None, "not uploaded from here");
	notes.uploaded(record, objects.clone()).unwrap();
	notes.seen_registered(record, 5).unwrap();
	notes.seen_registered(record, 6).unwrap();
	notes.uploaded(record, objects).unwrap();
	assert_eq!(notes.objects(record).unwrap().registered(), Some(5));
	assert_eq!(notes.abandoned(), []);
}

#[test]
fn notes_of_before_belong_to_the_chain_that_reads_them_first_and_count_as_sent() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("notes.json");
	let record = RecordId([1; 16]);
	let cid = Cid::of_raw(b"file");
	let older = format!("{{\"uploads\":{{\"{record}\":{{\"file\":\"{cid}\",\"sent\":false}}}}}}");
	std::fs::write(&path, older).unwrap();
	let notes = Notes::open(&path, &[1; 32]).unwrap();
	assert!(notes.objects(record).unwrap().is_sent());
	assert_eq!(notes.abandoned(), []);
	notes.seen_registered(record, 3).unwrap();
	assert_eq!(Notes::open(&path, &[2; 32]).unwrap().objects(record), None);
	assert_eq!(
		Notes::open(&path, &[1; 32])
			.unwrap()
			.objects(record)
			.unwrap()
			.registered(),
		Some(3)
	);
}

#[test]
fn rows_under_way_elsewhere_are_spared_and_own_ones_are_not() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("notes.json");
	let here = Notes::open(&path, &[0; 32]).unwrap();
	let (row, single) = (RecordId([1; 16]), RecordId([2; 16]));
	let objects = |c: u8| Objects::new(&Cid::of_raw(&[c]), &Cid::of_raw(&[c, c]));
	here.uploaded_all([(row, objects(1).of_import()), (single, objects(2))])
		.unwrap();
	let guard = here.guard_import().unwrap();
	let there = Notes::open(&path, &[0; 32]).unwrap();
	let ids = |notes: &Notes| {
		notes
			.abandoned()
			.into_iter()
			.map(|(id, _)| id)
			.collect::<Vec<_>>()
	};
	assert_eq!((ids(&here), ids(&there)), (vec![row, single], vec![single]));
	assert!(there.guard_import().is_err());
	drop(guard);
	assert_eq!(ids(&there), [row, single]);
	there.sent_all(&[row]).unwrap();
	assert_eq!(there.unsent_of_imports(), []);
	there
		.seen_registered_all(&[(row, 7), (RecordId([3; 16]), 8)])
		.unwrap();
	assert_eq!(there.objects(row).unwrap().registered(), Some(7));
	assert_eq!(there.objects(RecordId([3; 16])), None, "not uploaded from here");
}
