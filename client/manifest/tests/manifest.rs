//! Every way in which a manifest can be wrong, and that none of them takes another row with it.
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use medquorum_catalogue::CodeError;
use medquorum_core::advice::Advice as _;
use medquorum_manifest::{
	Column, MAX_CODES, MAX_ROWS, Manifest, ManifestError, Refused, RowError, read, report,
};
use proptest::prelude::*;

const HEADER: &str = "path,patient,date,icd10,name,searchable\n";

fn of(rows: &str) -> Manifest {
	read(format!("{HEADER}{rows}").as_bytes()).unwrap()
}

/// The faults of the only row.
fn faults(row: &str) -> Vec<RowError> {
	let manifest = of(row);
	assert_eq!(
		(manifest.rows.len(), manifest.bad.len()),
		(0, 1),
		"{row}: {manifest:?}"
	);
	let bad = manifest.bad.into_iter().next().unwrap();
	assert_eq!(bad.line, 2);
	bad.faults
}

#[test]
fn rows_are_read_by_the_names_of_their_columns() {
	let text =
		"\u{feff}ICD-10,Patient,PATH,searchable\r\n\"E11.9; i10\",Eve,\"scans/a, b.dcm\",Yes\r\n,Eve,b,\r\n";
	let manifest = read(text.as_bytes()).unwrap();
	assert_eq!(manifest.bad, []);
	let [first, second] = &manifest.rows[..] else {
		panic!("{manifest:?}")
	};
	assert_eq!((first.line, second.line), (2, 3));
	assert_eq!(
		(first.path.as_str(), first.patient.as_str()),
		("scans/a, b.dcm", "Eve")
	);
	assert_eq!(first.diagnoses().as_deref(), Some("E11.9 I10"));
	assert_eq!((first.searchable, second.searchable), (Some(true), None));
	assert_eq!(
		(&first.date, &first.name, second.diagnoses()),
		(&None, &None, None)
	);
}

#[test]
fn what_is_no_manifest_is_refused_as_a_whole() {
	let refused = |text: &[u8]| read(text).unwrap_err();
	assert_eq!(refused(b""), ManifestError::NoRows);
	assert_eq!(refused(b"\xef\xbb\xbf"), ManifestError::NoRows);
	assert_eq!(refused(HEADER.as_bytes()), ManifestError::NoRows);
	assert_eq!(
		refused(b"path;patient;date\na;Eve;\n"),
		ManifestError::Separator(';')
	);
	assert_eq!(
		refused(b"path\tpatient\na\tEve\n"),
		ManifestError::Separator('\t')
	);
	assert_eq!(
		refused(b"path,patient,path\n"),
		ManifestError::ColumnTwice("path")
	);
	assert_eq!(
		refused(b"path,icd10,ICD-10\n"),
		ManifestError::ColumnTwice("icd10")
	);
	assert_eq!(
		refused(b"path,date\na,\n"),
		ManifestError::MissingColumn("patient")
	);
	// No header row at all: its first row would be lost.
	assert_eq!(
		refused(b"a.dcm,Eve\n"),
		ManifestError::UnknownColumn("a.dcm".into())
	);
	assert_eq!(
		refused(b"path,pateint\na,Eve\n"),
		ManifestError::UnknownColumn("pateint".into())
	);
	let utf16: Vec<u8> = "path,patient\n"
		.encode_utf16()
		.flat_map(u16::to_le_bytes)
		.collect();
	assert!(matches!(
		refused(&[&[0xff, 0xfe], &utf16[..]].concat()),
		ManifestError::NotText
	));
	let mut many = HEADER.to_owned();
	(0..=MAX_ROWS).for_each(|row| many.push_str(&format!("{row},Eve,,,,\n")));
	let (found, limit) = (MAX_ROWS + 1, MAX_ROWS);
	assert_eq!(
		refused(many.as_bytes()),
		ManifestError::TooManyRows { found, limit }
	);
}

#[test]
fn each_fault_of_a_row_is_named() {
	for day in [
		"2025-02-29",
		"31.12.2024",
		"2024-1-31",
		"2024-13-01",
		"20240131",
		"yesterday",
		"2024-01-31T00:00",
	] {
		assert_eq!(faults(&format!("a,Eve,{day},,,\n")), [RowError::Date(day.into())]);
	}
	assert_eq!(of("a,Eve,2024-02-29,,,\n").rows.len(), 1);
	assert_eq!(
		faults(",,,,,\n"),
		[RowError::Empty("path"), RowError::Empty("patient")]
	);
	assert_eq!(
		faults("a,Eve\n"),
		[RowError::Width {
			found: 2,
			expected: 6
		}]
	);
	assert_eq!(faults("a,Eve,,,,maybe\n"), [RowError::Flag("maybe".into())]);
	assert_eq!(faults("a,Eve,,,,yes\n"), [RowError::NothingToFind]);
	assert_eq!(
		faults("\"a\nb\",Eve,,,,\n"),
		[RowError::LineBreak(Column::Path.name())]
	);
	let [RowError::Code(unknown)] = &faults("a,Eve,,E1l.9,,\n")[..] else {
		panic!("a code with the letter l for the digit 1")
	};
	assert!(unknown.next().contains("E11"), "{}", unknown.next());
	let both = faults("a,Eve,,ZZZ;XYZ12345,,\n");
	assert_eq!(both.len(), 2, "{both:?}");
	assert!(both.iter().all(|fault| matches!(
		fault,
		RowError::Code(CodeError::Form { .. } | CodeError::Unknown { .. })
	)));
	let codes: Vec<String> = (0..=MAX_CODES).map(|code| format!("E11.{code}")).collect();
	assert_eq!(
		faults(&format!("a,Eve,,{},,\n", codes.join(" "))),
		[RowError::TooManyCodes(MAX_CODES + 1)]
	);
	let mut bytes = HEADER.as_bytes().to_vec();
	bytes.extend(b"caf\xe9,Eve,,,,\nb,Eve,,,,\n");
	let manifest = read(&bytes).unwrap();
	assert_eq!(manifest.bad[0].faults, [RowError::NotText]);
	assert_eq!(manifest.bad[0].cells[0], "caf\u{fffd}");
	assert_eq!(manifest.rows.len(), 1);
}

#[test]
fn a_quote_that_is_not_closed_is_named_as_such() {
	let manifest = of("a,Eve,,,,\nb,Eve,,,\"a name,\nc,Eve,,,,\nd,Eve,,,,\n");
	assert_eq!(manifest.rows.len(), 1);
	assert_eq!(
		(
			manifest.bad.len(),
			manifest.bad[0].line,
			&manifest.bad[0].faults[..]
		),
		(1, 3, &[RowError::LineBreak("name")][..])
	);
}

#[test]
fn the_same_row_twice_is_one_row() {
	let manifest = of("a,Eve,,,,\n\na,Ida,,,,\na,Eve,2024-01-01,,,\na,Eve,,E11.9,other name,\n");
	assert_eq!(manifest.rows.len(), 3);
	assert_eq!(
		(manifest.bad[0].line, &manifest.bad[0].faults[..]),
		(6, &[RowError::Same(2)][..])
	);
}

#[test]
fn the_sample_of_the_documents_has_no_fault() {
	let manifest = read(include_bytes!("../../../docs/examples/manifest.csv")).unwrap();
	assert_eq!((manifest.rows.len(), manifest.bad), (3, Vec::new()));
}

#[test]
fn a_code_named_twice_counts_once() {
	let manifest = of("a,Eve,,e11.9 E11.9,,\n");
	assert_eq!(manifest.rows[0].icd10, ["E11.9"]);
}

#[test]
fn a_mended_report_is_a_manifest() {
	let manifest = of("\"a, b\",Eve,2025-02-29,,\"a \"\"name\"\"\",\n");
	let refused: Vec<Refused> = manifest
		.bad
		.iter()
		.map(|bad| Refused {
			cells: bad.cells.clone(),
			refused: bad.faults[0].to_string(),
			next: bad.faults[0].next(),
		})
		.collect();
	let text = String::from_utf8(report(&refused)).unwrap();
	assert!(
		text.starts_with("path,patient,date,icd10,name,searchable,refused,next\n"),
		"{text}"
	);
	assert!(text.contains("is not a day of the calendar"), "{text}");
	let mended = text.replacen("2025-02-29", "2025-02-28", 1);
	let again = read(mended.as_bytes()).unwrap();
	assert_eq!(again.bad, []);
	let row = &again.rows[0];
	assert_eq!(
		(row.path.as_str(), row.name.as_deref()),
		("a, b", Some("a \"name\""))
	);
	assert_eq!(row.date.as_deref(), Some("2025-02-28"));
}

fn cell() -> impl Strategy<Value = String> {
	prop_oneof![
		4 => "[a-zA-Z0-9 ,.;\"'=+@-]{1,12}".prop_map(|text| format!("x{text}x")),
		1 => "\\PC{1,8}".prop_map(|text| format!("x{text}x")),
	]
}

proptest! {
	#[test]
	fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), header in any::<bool>()) {
		let mut text = if header { HEADER.as_bytes().to_vec() } else { Vec::new() };
		text.extend(&bytes);
		if let Ok(manifest) = read(&text) {
			prop_assert!(!manifest.is_empty());
			for bad in &manifest.bad {
				prop_assert!(!bad.faults.is_empty());
				for fault in &bad.faults {
					prop_assert!(!fault.kind().is_empty() && !fault.next().is_empty());
				}
			}
		}
	}

	#[test]
	fn whatever_a_report_holds_is_read_back(cells in prop::collection::vec(prop::array::uniform3(cell()), 1..20)) {
		let rows: Vec<Refused> = cells.iter().enumerate().map(|(at, [path, patient, name])| Refused {
			cells: [format!("{at}{path}"), patient.clone(), String::new(), String::new(), name.clone(), String::new()],
			refused: "why, \"exactly\"".to_owned(),
			next: "mend it".to_owned(),
		}).collect();
		let manifest = read(&report(&rows)).unwrap();
		prop_assert_eq!(&manifest.bad, &[]);
		prop_assert_eq!(manifest.rows.len(), rows.len());
		for (row, written) in manifest.rows.iter().zip(&rows) {
			prop_assert_eq!(&row.cells, &written.cells);
		}
	}

	#[test]
	fn a_bad_row_takes_no_other_with_it(at in 0usize..20, bad in "[^\"\r\n]{0,40}") {
		let mut rows: Vec<String> = (0..20).map(|row| format!("file-{row},Eve,2024-01-31,E11.9,,no")).collect();
		rows[at] = bad;
		let manifest = of(&(rows.join("\n") + "\n"));
		prop_assert!(manifest.rows.len() >= 19);
	}
}
