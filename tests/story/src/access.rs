//! A request, everybody who is refused, and the download.

use crate::{
	committee::COMMITTEE,
	people::{People, short},
	store,
	told::Told,
};
use std::{fs, process::Command};

/// Bytes of the chain's state.
pub struct Sizes {
	pub record: u64,
	pub request: u64,
}

fn approved_by(people: &People<'_>, number: u32, request: &str) -> Told<()> {
	let words = format!("{number} of 3 administrators have approved");
	people.refused(
		&words,
		"Ferdie",
		&["download", request, "-o", &people.path("ct.dcm")],
	)
}

pub fn refused_until_three_have_approved(people: &People<'_>) -> Told<String> {
	people
		.printer
		.chapter("Ferdie asks, and is refused until three administrators have approved");
	let ask = ["request", "--from-search", "1", "--purpose", "TREAT"];
	let request = people.write_for("request_id", "Ferdie", &ask)?;
	approved_by(people, 0, &request)?;
	people.write("Alice", &["approve", &request])?;
	approved_by(people, 1, &request)?;
	people.write("Bob", &["approve", &request])?;
	approved_by(people, 2, &request)?;
	Ok(request)
}

/// The id of the other record, to which the wrong key belongs.
pub fn wrong_csp_keys(people: &People<'_>, request: &str) -> Told<String> {
	people
		.printer
		.chapter("A wrong CSP key is refused before anything is fetched");
	let write = |name: &str, text: &str| {
		fs::write(people.path(name), text).map_err(|error| format!("{name}: {error}"))
	};
	write("note.txt", "a note that belongs to another record\n")?;
	let note = people.path("note.txt");
	let named = ["--patient", "Ida", "--name", "note.txt", "--committee", COMMITTEE];
	let upload = [&["upload", note.as_str()][..], &named].concat();
	let other = people.write_for("record_id", "One", &upload)?;
	let code = people.quiet("Ida", &["csp-code", &other])?;
	let mut typo = code.trim_end().to_owned();
	typo.pop();
	write("wrong.code", &code)?;
	write("typo.code", &typo)?;
	people
		.printer
		.say("(the store is unplugged for this: nothing could be fetched)");
	store::unplug(people.setting)?;
	let out = people.path("ct.dcm");
	for (words, file) in [
		("this CSP key belongs to another record", "wrong.code"),
		("the CSP key has a typing error", "typo.code"),
	] {
		let code = people.path(file);
		people.refused(
			words,
			"Ferdie",
			&["download", request, "-o", &out, "--csp-code", &code],
		)?;
	}
	store::plug(people.setting)?;
	Ok(other)
}

/// Everybody who is not the requester tries to use the request, at the same time; what each is told is shown in order.
fn refused_to_all_others(people: &People<'_>, request: &str) -> Told<()> {
	let words = format!("request {} was made by Ferdie", short(request));
	let out = people.path("ct.dcm");
	let others = ["Two", "One", "Ida", "Alice", "Bob", "Charlie", "Dave"];
	let shown: Vec<Told<String>> = std::thread::scope(|scope| {
		let tries = others.map(|who| {
			let (words, out) = (&words, &out);
			scope.spawn(move || people.refusal(words, who, &["download", request, "-o", out]))
		});
		let ended = tries.into_iter().map(std::thread::ScopedJoinHandle::join);
		ended
			.map(|result| result.unwrap_or_else(|_| Err("stopped".to_owned())))
			.collect()
	});
	for shown in shown {
		people.printer.line(&shown?);
	}
	people.absent(&["ct.dcm"])
}

pub fn nobody_but_the_requester(people: &People<'_>, request: &str) -> Told<()> {
	people
		.printer
		.chapter("Nobody but Ferdie can use Ferdie's request");
	refused_to_all_others(people, request)
}

pub fn third_approval_and_consent(people: &People<'_>, record: &str, request: &str) -> Told<Sizes> {
	people.printer.chapter("The third approval, and Ida's consent");
	people.write("Charlie", &["approve", request])?;
	let words = format!("the patient has not given consent for request {}", short(request));
	let out = people.path("ct.dcm");
	people.refused(&words, "Ferdie", &["download", request, "-o", &out])?;
	people.write("Ida", &["consent", request])?;
	Ok(Sizes {
		record: people.state("Records", record)?,
		request: people.state("Requests", request)?,
	})
}

pub fn still_nobody_else(people: &People<'_>, request: &str) -> Told<()> {
	people
		.printer
		.chapter("Still nobody but Ferdie, although all have agreed");
	refused_to_all_others(people, request)
}

/// Makes a picture of the download, where it is an image.
fn picture(people: &People<'_>, image: &str) -> Told<()> {
	let setting = people.setting;
	let made = Command::new("python3")
		.args(["scripts/dicom-to-png.py", image])
		.arg(&setting.picture)
		.status()
		.map_err(|error| format!("python3: {error}"))?;
	let name = setting.file.file_name().unwrap_or_default().to_string_lossy();
	if made.success() {
		people
			.printer
			.say(&format!("picture: {}", setting.picture.display()));
	} else if setting.usual_file {
		return Err(format!("{name} gives no picture"));
	} else {
		people
			.printer
			.say(&format!("(no picture: {name} is not a plain DICOM image)"));
	}
	Ok(())
}

pub fn the_requester_opens(people: &People<'_>, request: &str) -> Told<()> {
	people.printer.chapter("Ferdie opens the record");
	let out = people.path("ct.dcm");
	people.show("Ferdie", &["download", request, "-o", &out])?;
	people.same_as_sent(&out)?;
	picture(people, &out)?;
	let again = people.path("again.dcm");
	let words = format!("there is no request {}", short(request));
	people.refused(&words, "Ferdie", &["download", request, "-o", &again])
}
