//! The documents of `--json`: names, kinds and words of every command are those that scripts were written for.
//!
//! What differs from run to run (ids, addresses, times, sizes of fees) is replaced by what it is. `UPDATE_JSON=1` writes the
//! documents; a difference in them is a promise that is broken, so it needs a reason and a line in CHANGELOG.

mod committees;

use medquorum_e2e::{Node, Stage};
use serde_json::{Map, Value};
use std::{fs, path::Path};

/// What a text is, where its letters say nothing.
fn plain(text: &str) -> Option<String> {
	let hex = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
	let digits = text.strip_prefix("0x").unwrap_or(text);
	if digits.len() >= 16 && hex(digits) {
		let prefix = if digits.len() < text.len() { "0x" } else { "" };
		return Some(format!("<{prefix}hex of {}>", digits.len()));
	}
	let motion = digits.split_once(':').is_some_and(|(hash, number)| {
		hash.len() == 64 && hex(hash) && number.bytes().all(|byte| byte.is_ascii_digit())
	});
	if motion {
		return Some("<motion>".to_owned());
	}
	let base58 = (46..=48).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
	if base58 {
		return Some("<account>".to_owned());
	}
	if text.starts_with("bafy") || text.starts_with("bafk") {
		return Some("<CID>".to_owned());
	}
	let is_time = matches!(text.len(), 20 | 24) && text.ends_with('Z') && text.get(10..11) == Some("T");
	if is_time {
		return Some("<time>".to_owned());
	}
	if text.contains("://") || text.contains('/') {
		return Some("<place>".to_owned());
	}
	let groups: Vec<&str> = text.split(' ').collect();
	if groups.len() == 8 && groups.iter().all(|group| group.len() == 4 && hex(group)) {
		return Some("<fingerprint>".to_owned());
	}
	if text.starts_with("cspr1") || text.split(' ').count() == 24 {
		return Some("<secret>".to_owned());
	}
	let number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
	number.then(|| "<number>".to_owned())
}

/// Words of a text, without the ids in it.
fn sentence(text: &str) -> String {
	let words = text.split(' ').map(|word| {
		let core = word.trim_end_matches(['.', ',', ':', ';']);
		let short_id = core.len() == 8 && core.bytes().all(|byte| byte.is_ascii_hexdigit());
		let numeric = !core.is_empty() && core.bytes().all(|byte| byte.is_ascii_digit());
		match plain(core) {
			// An id's digits may all be decimal ones.
			_ if short_id => word.replace(core, "<id>"),
			_ if numeric => word.replace(core, "<number>"),
			Some(kind) => word.replace(core, &kind),
			None => word.to_owned(),
		}
	});
	words.collect::<Vec<_>>().join(" ")
}

fn masked(value: &Value) -> Value {
	match value {
		Value::Number(_) => Value::from("<number>"),
		Value::String(text) => Value::from(plain(text).unwrap_or_else(|| sentence(text))),
		Value::Array(items) => items.iter().map(masked).collect(),
		Value::Object(fields) => {
			let fields = fields.iter().map(|(name, value)| {
				// Keys of maps can be ids as well.
				let name = plain(name).unwrap_or_else(|| name.clone());
				(name, masked(value))
			});
			Value::Object(fields.collect())
		}
		other => other.clone(),
	}
}

/// An error's fields: its kind is a promise, its sentences are frozen with all others in the client's table of kinds.
fn kind_only(error: &Value) -> Value {
	let Value::Object(fields) = error else {
		return masked(error);
	};
	let fields = fields.iter().map(|(name, value)| {
		let value = match value {
			Value::String(_) if name != "kind" => Value::from("<text>"),
			Value::Object(_) => kind_only(value),
			other => masked(other),
		};
		(name.clone(), value)
	});
	Value::Object(fields.collect())
}

/// Commands and their documents, in the order in which they were run.
struct Book<'a> {
	stage: &'a Stage,
	pages: Vec<Value>,
}

impl Book<'_> {
	/// Runs a command with `--json` and keeps what it says; the document, as it was.
	fn run(&mut self, who: &str, arguments: &[&str]) -> Value {
		let answer = self.stage.person(who).try_run(&[arguments, &["--json"]].concat());
		let document = |text: &str| match text.trim() {
			"" => Value::Null,
			text => serde_json::from_str(text)
				// A command that runs for long writes a document on each line.
				.or_else(|_| {
					text.lines()
						.map(serde_json::from_str)
						.collect::<Result<Vec<Value>, _>>()
						.map(Value::from)
				})
				.unwrap_or_else(|error| panic!("{who} {arguments:?}: no JSON ({error}): {text}")),
		};
		let out = document(&answer.stdout);
		let mut page = Map::new();
		let command: Vec<String> = arguments
			.iter()
			.map(|word| plain(word).unwrap_or_else(|| (*word).to_owned()))
			.collect();
		page.insert(
			"command".to_owned(),
			Value::from(format!("{who}: {}", command.join(" "))),
		);
		page.insert("exit".to_owned(), Value::from(answer.code));
		page.insert("document".to_owned(), masked(&out));
		if answer.code != 0 {
			let last = answer.stderr.lines().last().unwrap_or_default();
			page.insert("error".to_owned(), kind_only(&document(last)));
		}
		self.pages.push(Value::Object(page));
		out
	}

	fn field(&mut self, name: &str, who: &str, arguments: &[&str]) -> String {
		let document = self.run(who, arguments);
		let field = document.get(name).and_then(Value::as_str);
		field
			.unwrap_or_else(|| panic!("no field {name} in {document}"))
			.to_owned()
	}

	fn all(&mut self, who: &str, commands: &[&[&str]]) {
		for command in commands {
			self.run(who, command);
		}
	}
}

fn of_everybody(book: &mut Book<'_>) {
	book.all(
		"Eve",
		&[
			&["status"],
			&["key", "show"],
			&["contact", "add", "Ward", "//Ferdie"],
			&["contact", "list"],
			&["contact", "remove", "Ward"],
			&["committee", "show"],
			&["council", "list"],
			&["recovery", "list"],
			&["store", "status"],
			&["records"],
			&["inbox"],
		],
	);
}

fn of_a_record(book: &mut Book<'_>, file: &str) -> String {
	let record = book.field("record_id", "One", &["upload", file, "--patient", "Eve"]);
	let id = record.as_str();
	book.all(
		"Eve",
		&[&["inbox"], &["acknowledge", id], &["show", id], &["records"]],
	);
	book.all(
		"One",
		&[&["records"], &["store", "status", id], &["store", "repair"]],
	);
	book.all("Eve", &[&["suspend", id], &["resume", id], &["csp-code", id]]);
	book.all(
		"Eve",
		&[
			&["allow-correction", id, "One"],
			&["allow-correction", id, "--none"],
		],
	);
	record
}

fn of_a_request(book: &mut Book<'_>, record: &str, target: &Path) {
	let target = target.display().to_string();
	let request = book.field("request_id", "Ferdie", &["request", record, "--purpose", "TREAT"]);
	let id = request.as_str();
	book.all(
		"Ferdie",
		&[&["inbox"], &["show", id], &["download", id, "-o", &target]],
	);
	book.all("Alice", &[&["inbox"], &["approve", id], &["approve", id]]);
	book.all("Eve", &[&["approve", id], &["inbox"], &["consent", id]]);
	book.all("Bob", &[&["approve", id]]);
	book.all("Charlie", &[&["approve", id]]);
	book.all("Two", &[&["download", id, "-o", &target]]);
	book.all(
		"Ferdie",
		&[&["show", id], &["download", id, "-o", &target], &["show", id]],
	);
	let rejected = book.field(
		"request_id",
		"Ferdie",
		&["request", record, "--purpose", "HRESCH"],
	);
	let id = rejected.as_str();
	book.all("Alice", &[&["reject", id, "--reason", "not-justified"]]);
	book.all("Bob", &[&["reject", id, "--reason", "duplicate"]]);
	book.all("Charlie", &[&["approve", id]]);
	book.all("Ferdie", &[&["show", id], &["close", id]]);
	let denied = book.field("request_id", "Ferdie", &["request", record, "--purpose", "TREAT"]);
	book.all("Eve", &[&["deny", &denied]]);
}

/// Who pays for whom, and who guards whom.
fn of_accounts(book: &mut Book<'_>) {
	book.all(
		"One",
		&[
			&["sponsor", "Ferdie", "--per-day", "3"],
			&["sponsor", "Ferdie", "--end"],
		],
	);
	book.all(
		"Eve",
		&[
			&["guardian", "Two"],
			&["guardian", "Two", "--until", "2090-01-31"],
			&["guardian", "--none"],
		],
	);
	book.all("Two", &[&["freeze", "Eve"], &["unfreeze", "Eve"]]);
}

/// What goes wrong with records and with people.
fn of_what_goes_wrong(book: &mut Book<'_>, file: &str, keys: &Path) {
	let keys = keys.display().to_string();
	book.all(
		"Ida",
		&[
			&["register", "--to-file", &keys],
			&["register", "--to-file", &keys],
		],
	);
	book.all("One", &[&["enrol", &keys], &["enrol", &keys]]);
	let unwanted = book.field("record_id", "One", &["upload", file, "--patient", "//Ida"]);
	book.all(
		"Ida",
		&[
			&["inbox"],
			&["refuse", &unwanted, "--reason", "unwanted"],
			&["leave"],
		],
	);
	of_accounts(book);
	let mistake = book.field("record_id", "One", &["upload", file, "--patient", "Eve"]);
	let id = mistake.as_str();
	book.all(
		"One",
		&[
			&["erase", id],
			&["erase", id, "--reason", "upload-error"],
			&["erase", id, "--finish"],
			&[
				"hold",
				"place",
				id,
				"--reason",
				"litigation",
				"--until",
				"2027-01-31",
			],
		],
	);
	book.all(
		"Eve",
		&[
			&["inbox"],
			&["show", id],
			&["erase", id, "--stop"],
			&["erase", id],
		],
	);
}

fn of_the_council_and_the_end(book: &mut Book<'_>, record: &str) {
	let motion = book.field(
		"motion",
		"Alice",
		&["council", "propose-role", "Two", "clinician"],
	);
	for who in ["Alice", "Bob", "Charlie"] {
		book.all(who, &[&["council", "vote", &motion, "yes"]]);
	}
	book.all("Bob", &[&["council", "list"], &["council", "close", &motion]]);
	book.all("Two", &[&["council", "enact", "0"], &["audit"]]);
	book.all(
		"Eve",
		&[
			&["erase", record],
			&["show", record],
			&["request", record, "--purpose", "TREAT"],
		],
	);
	book.all("One", &[&["erase", record], &["records"], &["store", "repair"]]);
	book.all(
		"Alice",
		&[&["events"], &["show", "00000000000000000000000000000000"]],
	);
}

/// Runs commands about a letter on a chain of their own, and compares their documents with those that are kept in this file.
fn check(kept: &str, commands: impl FnOnce(&mut Book<'_>, &Path)) {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let letter = stage.path("letter.txt");
	fs::write(&letter, "Dear colleague").unwrap();
	let mut book = Book {
		stage: &stage,
		pages: Vec::new(),
	};
	commands(&mut book, &letter);
	compare(&book, kept);
}

#[test]
fn documents_are_those_that_scripts_know() {
	check("documents.json", |book, letter| {
		let letter = letter.display().to_string();
		of_everybody(book);
		let record = of_a_record(book, &letter);
		let target = book.stage.path("out");
		of_a_request(book, &record, &target);
		let keys = book.stage.path("keys.json");
		of_what_goes_wrong(book, &letter, &keys);
		of_the_council_and_the_end(book, &record);
	});
}

/// The documents are those that are kept in this file; `UPDATE_JSON=1` writes it.
fn compare(book: &Book<'_>, file: &str) {
	let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
		.join("tests/json")
		.join(file);
	if std::env::var_os("UPDATE_JSON").is_some() {
		fs::write(&kept, serde_json::to_string_pretty(&book.pages).unwrap() + "\n").unwrap();
		return;
	}
	let expected: Vec<Value> = serde_json::from_slice(&fs::read(&kept).unwrap()).unwrap();
	for (found, expected) in book.pages.iter().zip(&expected) {
		assert_eq!(found, expected, "UPDATE_JSON=1 writes it, if this is meant");
	}
	assert_eq!(book.pages.len(), expected.len());
}

/// What a person has set up on this machine.
fn of_settings(book: &mut Book<'_>) {
	let card = book.stage.path("card.json").display().to_string();
	let other = book.stage.path("other.json").display().to_string();
	book.all(
		"Eve",
		&[
			&["config", "show"],
			&["account", "list"],
			&["account", "for", "//One", "--to-file", &other],
			&["account", "list"],
			&["committee", "card", "1"],
			&["committee", "trust", "1"],
			&["committee", "card", "1", "--out", &card],
			&["committee", "card", "1", "--out", &card],
		],
	);
	book.all("Ferdie", &[&["committee", "trust", "1", "--card", &card]]);
}

/// From a directive of the patient to a request for what was found.
fn of_search(book: &mut Book<'_>, file: &str) -> String {
	book.all(
		"Eve",
		&[
			&["searchable", "future", "yes"],
			&["searchable", "future", "maybe"],
		],
	);
	let upload = [
		"upload",
		file,
		"--patient",
		"//Eve",
		"--icd10",
		"E11.9",
		"--date",
		"2024-05-17",
		"--searchable",
	];
	let record = book.field("record_id", "One", &upload);
	book.all("Ferdie", &[&["search", "diabetes"], &["catalogue", "status"]]);
	book.all(
		"One",
		&[
			&["catalogue", "publish"],
			&["catalogue", "status"],
			&["catalogue", "readers"],
		],
	);
	book.all(
		"Ferdie",
		&[
			&["catalogue", "sync"],
			&["catalogue", "status"],
			&["search", "diabetes"],
			&["search", "E1X"],
			&["request", "--from-search", "1", "--purpose", "TREAT"],
			&["request", "--from-search", "2", "--purpose", "TREAT"],
		],
	);
	book.all("Eve", &[&["searchable", &record, "no"]]);
	record
}

/// An archive of two rows, one of them with a fault.
fn of_an_archive(book: &mut Book<'_>, file: &Path) {
	let table = book.stage.path("archive.csv");
	let name = file.file_name().and_then(std::ffi::OsStr::to_str).unwrap();
	fs::write(
		&table,
		format!("path,patient,date\n{name},//Eve,2024-05-17\nnothing-here.txt,//Eve,2024-05-17\n"),
	)
	.unwrap();
	let table = table.display().to_string();
	book.all(
		"One",
		&[
			&["import", &table, "--dry-run"],
			&["import", &table],
			&["import", &table],
			&["store", "status"],
		],
	);
}

/// Standing answers, notices, and what is left of an erased record.
fn of_services(book: &mut Book<'_>, record: &str) {
	book.all(
		"Eve",
		&[
			&["policy", "list"],
			&["watch", "--once"],
			&["watch", "--once"],
			&["erase", record],
		],
	);
	book.all(
		"One",
		&[&["erase", record], &["storage-host", "--once", "--own-node"]],
	);
	book.all("Eve", &[&["receipt"], &["receipt", record], &["audit"]]);
	book.all("One", &[&["catalogue", "publish"]]);
}

#[test]
fn documents_of_settings_and_services_are_those_that_scripts_know() {
	check("services.json", |book, letter| {
		of_settings(book);
		let record = of_search(book, &letter.display().to_string());
		of_an_archive(book, letter);
		of_services(book, &record);
	});
}
