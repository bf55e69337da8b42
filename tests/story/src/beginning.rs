//! Set-up, registration, upload.

use crate::{
	committee::COMMITTEE,
	people::{People, sha256},
	setting::Store,
	told::Told,
};

const NAMES: [&str; 8] = ["Alice", "Bob", "Charlie", "Dave", "Ida", "One", "Ferdie", "Two"];

pub fn a_chain_a_store_and_eight_people(people: &People<'_>) -> Told<()> {
	let (setting, printer) = (people.setting, people.printer);
	printer.chapter("A chain, a store, and eight people");
	printer.say(&format!(
		"node: a block every 500 ms at {} (development chain: keys are public, and so is committee 1)",
		setting.node_url()
	));
	let folder;
	let store = match &setting.store {
		Store::Kubo { url, .. } => {
			printer.say(&format!("store: a private IPFS daemon at {url}"));
			["--store", "kubo", "--kubo-url", url]
		}
		Store::Embedded(path) => {
			printer.say("store: content-addressed folder, the same CIDs as IPFS");
			folder = path.display().to_string();
			["--store", "embedded", "--store-path", &folder]
		}
	};
	// On a development chain these eight names are known without an address book.
	let init = [&["init", "--development"][..], &store].concat();
	std::thread::scope(|scope| {
		let homes = NAMES.map(|who| {
			let init = &init;
			scope.spawn(move || people.quiet(who, init))
		});
		homes.into_iter().try_for_each(|home| match home.join() {
			Ok(made) => made.map(drop),
			Err(_) => Err("no home".to_owned()),
		})
	})?;
	printer.say(
		"Alice, Bob, Charlie, Dave: the four administrators (3 must approve). Ida: a patient, who has no tokens.",
	);
	printer.say("One: a hospital. Ferdie: its clinician. Two: a clinician elsewhere, without a role yet.");
	Ok(())
}

pub fn registration(people: &People<'_>) -> Told<()> {
	people.printer.chapter("Registration and CSP keys");
	people.each(&["One", "Ferdie", "Two", "Dave"], &["register"])?;
	people.printer.say(
		"(Ida's keys go into a file, without a node; the hospital pays for them, and both compare the fingerprint)",
	);
	let keys = people.path("ida.json");
	people.show("Ida", &["register", "--to-file", &keys])?;
	people.write("One", &["enrol", &keys])?;
	people.show("Ida", &["key", "show"])
}

/// The hospital uploads the file for the patient: the record.
pub fn upload(people: &People<'_>) -> Told<String> {
	let file = &people.setting.file;
	let name = file.file_name().unwrap_or_default().to_string_lossy();
	people
		.printer
		.chapter(&format!("The hospital uploads {name} for Ida"));
	let length = std::fs::metadata(file).map_err(|error| error.to_string())?.len();
	people
		.printer
		.say(&format!("{length} bytes, SHA-256 {}", sha256(file)?));
	let path = file.display().to_string();
	people.printer.say(
		"(Ida lets hospitals list what they upload, so that those who treat her find it by its disease)",
	);
	people.write("Ida", &["searchable", "future", "yes"])?;
	let upload = [
		"upload",
		&path,
		"--patient",
		"Ida",
		"--name",
		&name,
		"--committee",
		COMMITTEE,
	];
	let listed = ["--icd10", "E11.9", "--searchable"];
	let record = people.write_for("record_id", "One", &[&upload[..], &listed].concat())?;
	people.write("Ida", &["acknowledge", &record])?;
	people.show("Ferdie", &["show", &record])?;
	Ok(record)
}

/// The clinician does not know the record's id: it is the first that is found.
pub fn search(people: &People<'_>, record: &str) -> Told<()> {
	people
		.printer
		.chapter("Ferdie does not know the record: he searches for its disease");
	people
		.printer
		.say("(the hospital seals a list of what may be found, to those whom the council made clinicians)");
	people.write("One", &["catalogue", "publish"])?;
	people.show("Ferdie", &["catalogue", "sync"])?;
	people
		.printer
		.say("(the search reads what was fetched, and sends nothing: neither chain nor store learn of it)");
	people.show("Ferdie", &["search", "diabetes"])?;
	let found = people.quiet("Ferdie", &["search", "diabetes", "--json"])?;
	match found.contains(record) {
		true => Ok(()),
		false => Err("Ferdie does not find the record".to_owned()),
	}
}
