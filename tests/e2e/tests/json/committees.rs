//! The documents of what administrators do for a committee, and of what patients allow for an emergency.

use super::{Book, check};
use medquorum_e2e::PASSPHRASE;
use std::fs;

/// A committee that is founded over files, until the council is asked to set it.
fn of_a_ceremony(book: &mut Book<'_>) {
	let folder = book.stage.path("ceremony").display().to_string();
	let start = [
		"committee",
		"ceremony",
		"start",
		"--committee",
		"7",
		"--k",
		"2",
		"--admin",
		"//Alice=1",
		"//Bob=2",
		"//Dave=3",
		"--out",
		&folder,
	];
	book.all("Alice", &[&start, &start]);
	for step in ["join", "deal", "certify"] {
		for who in ["Alice", "Bob", "Dave"] {
			book.run(who, &["committee", "ceremony", step, &folder]);
		}
		book.run("One", &["committee", "ceremony", "status", &folder]);
	}
	book.all(
		"Alice",
		&[
			&["committee", "ceremony", "abort", &folder],
			&["committee", "set", &folder],
			&["council", "propose-committee", &folder],
		],
	);
}

/// A committee whose key a dealer knows.
fn of_a_deal(book: &mut Book<'_>) {
	let folder = book.stage.path("deal");
	let file = |name: String| folder.join(name).display().to_string();
	let (out, public) = (folder.display().to_string(), file("committee.json".to_owned()));
	let deal = [
		"committee",
		"deal",
		"--committee",
		"8",
		"--k",
		"2",
		"--admin",
		"//Alice=1",
		"//Bob=2",
		"//Charlie=3",
		"--out",
		&out,
		"--i-am-the-dealer-and-know-the-key",
	];
	book.run("One", &deal);
	let people = ["Alice", "Bob", "Charlie"];
	for who in people {
		book.run(who, &["register"]);
	}
	book.run("One", &deal);
	for (who, index) in people.into_iter().zip(1..) {
		let share = file(format!("share-{index}.json"));
		let certificate = file(format!("certificate-{index}.json"));
		book.run(who, &["committee", "certify", &share, "--out", &certificate]);
	}
	book.run("One", &["committee", "set", &public]);
}

/// Whose shares are there, and where a share is besides.
fn of_care(book: &mut Book<'_>) {
	let alive = book.stage.path("alive").display().to_string();
	for who in ["Alice", "Bob"] {
		book.run(who, &["committee", "alive", "1", "--out", &alive]);
	}
	book.all(
		"One",
		&[
			&["committee", "health", "1", "--signs", &alive],
			&["committee", "drill", "result", "1"],
			&["committee", "drill", "start", "1"],
			&["committee", "drill", "result", "1"],
		],
	);
	for who in ["Alice", "Alice", "Bob", "Charlie", "Dave"] {
		book.run(who, &["committee", "drill", "answer", "1"]);
	}
	book.run("One", &["committee", "drill", "result", "1"]);
	let word = book.stage.path("word");
	fs::write(&word, PASSPHRASE).unwrap();
	let word = word.display().to_string();
	let safe = book.stage.path("safe.mqk").display().to_string();
	let back_up = [
		"committee",
		"backup-share",
		"1",
		"--out",
		&safe,
		"--safe-passphrase-file",
		&word,
	];
	let restore = [
		"committee",
		"restore-share",
		&safe,
		"--epoch",
		"1",
		"--safe-passphrase-file",
		&word,
	];
	book.all("Dave", &[&back_up, &back_up, &restore]);
}

/// What is allowed, while there is no committee for emergencies.
fn of_emergencies(book: &mut Book<'_>) {
	book.all(
		"Eve",
		&[
			&["emergency", "status"],
			&["emergency", "allow", "--committee", "9"],
			&["emergency", "remove", "--directive"],
		],
	);
	book.all("One", &[&["emergency", "facility", "//Ferdie", "7"]]);
	book.all("Alice", &[&["council", "propose-pause"]]);
}

/// Keys and the store.
fn of_what_is_kept(book: &mut Book<'_>) {
	book.all("Two", &[&["key", "rotate-csp"], &["key", "show"]]);
	book.all("Eve", &[&["account", "find"]]);
	book.all("One", &[&["store", "create"], &["store", "replicas", "2"]]);
}

#[test]
fn documents_of_committees_are_those_that_scripts_know() {
	check("committees.json", |book, _| {
		of_a_ceremony(book);
		of_a_deal(book);
		of_care(book);
		of_emergencies(book);
		of_what_is_kept(book);
	});
}
