//! An archive: files, the table that says whose they are, and its import.

use super::*;
use medquorum_client::{
	import::{Checked, Fault, ImportOptions, Imported, Patients, RefusedRow},
	manifest::{self, Manifest},
};
use std::{fmt::Write as _, fs, path::Path};

/// Who is called what.
pub struct Book(pub Vec<(&'static str, AccountId)>);

impl Patients for Book {
	fn find(&self, name: &str) -> Result<AccountId, Fault> {
		let known = self.0.iter().find(|(known, _)| *known == name);
		known.map(|(_, account)| *account).ok_or_else(|| Fault {
			kind: "UnknownContact".to_owned(),
			message: format!("nobody is called {name}"),
			next: "add a contact".to_owned(),
		})
	}
}

/// Files in a folder of their own, with their table.
pub struct Archive {
	dir: TempDir,
	pub table: String,
	pub rows: usize,
}

impl Archive {
	pub fn new() -> Self {
		Self {
			dir: tempfile::tempdir().unwrap(),
			table: "path,patient,date,icd10,name,searchable\n".to_owned(),
			rows: 0,
		}
	}

	/// So many small files of Eve's, no two alike.
	pub fn of(rows: usize) -> Self {
		let mut archive = Self::new();
		for row in 0..rows {
			archive.add(
				&format!("scan-{row}.dcm"),
				format!("scan number {row}").as_bytes(),
			);
		}
		archive
	}

	pub fn folder(&self) -> &Path {
		self.dir.path()
	}

	pub fn write(&self, path: &str, content: &[u8]) {
		let path = self.folder().join(path);
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		fs::write(path, content).unwrap();
	}

	/// Adds a file of Eve's, and its row.
	pub fn add(&mut self, path: &str, content: &[u8]) {
		self.write(path, content);
		self.row(&format!("{path},Eve,2024-01-31,E11.9,,"));
	}

	pub fn row(&mut self, row: &str) {
		writeln!(self.table, "{row}").unwrap();
		self.rows += 1;
	}

	pub fn manifest(&self) -> Manifest {
		manifest::read(self.table.as_bytes()).unwrap()
	}

	pub fn options(&self) -> ImportOptions {
		ImportOptions {
			key_id: KEY,
			folder: self.folder().to_owned(),
		}
	}

	/// Imports it over this place.
	pub async fn import_over(&self, place: Place<'_>, world: &World) -> Result<Imported, Error> {
		let uploader = place.uploader();
		let signer = &place.person.signer;
		uploader
			.import(signer, self.manifest(), &book(world), &self.options())
			.await
	}

	pub async fn import(&self, world: &World) -> Result<Imported, Error> {
		self.import_over(world.place(&world.facility), world).await
	}

	pub async fn check(&self, world: &World) -> Result<Checked, Error> {
		let place = world.place(&world.facility);
		let account = world.facility.account();
		place
			.uploader()
			.check_import(account, self.manifest(), &book(world), &self.options())
			.await
	}
}

/// The people whom manifests name: one of them has no keys.
pub fn book(world: &World) -> Book {
	Book(vec![
		("Eve", world.patient.account()),
		("Ferdie", world.clinician.account()),
		("Nobody", AccountId([77; 32])),
	])
}

/// How many records there are.
pub fn records(world: &World) -> usize {
	world.ledger.with(|state| state.records.len())
}

/// Each row once: as many records as this, their objects in the store, and nothing else.
#[track_caller]
pub fn assert_whole(world: &World, expected: usize) {
	assert_eq!(records(world), expected, "records");
	assert_eq!(world.objects(), 2 * expected, "objects");
}

/// As a new process finds it: what was noted, from the disk.
pub fn restart(world: &mut World) {
	let facility = &mut world.facility;
	facility.notes = Notes::open(&facility.home().join("notes.json"), &GENESIS).unwrap();
	facility.blocks = Blocks::open(&facility.home().join("chains.json")).unwrap();
}

/// Kinds of faults by line.
pub fn kinds(rows: &[RefusedRow]) -> Vec<(u64, Vec<&str>)> {
	let kinds = |row: &RefusedRow| {
		row.faults
			.iter()
			.map(|fault| fault.kind.clone())
			.collect::<Vec<_>>()
	};
	let all: Vec<(u64, Vec<String>)> = rows.iter().map(|row| (row.line, kinds(row))).collect();
	all.into_iter()
		.map(|(line, kinds)| (line, kinds.into_iter().map(|kind| &*kind.leak()).collect()))
		.collect()
}

/// All rows are registered, by this run or an earlier one.
#[track_caller]
pub fn assert_all(done: &Imported, rows: usize) {
	assert!(done.stopped.is_none(), "{:?}", done.stopped);
	assert_eq!(done.refused, []);
	assert_eq!(done.registered.len() + done.earlier.len(), rows);
	assert_eq!(done.left, 0);
}
