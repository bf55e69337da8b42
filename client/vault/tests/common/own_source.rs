//! The client's own source, for lists that are compared with it.

use std::{
	collections::BTreeSet,
	fs,
	path::{Path, PathBuf},
};

/// A file, its functions that do something, and what tries them: a test by its file and name, or another word.
pub type Site = (&'static str, &'static str, &'static str);

/// The folder of all its crates.
fn client() -> PathBuf {
	let vault = Path::new(env!("CARGO_MANIFEST_DIR"));
	vault.parent().unwrap().to_owned()
}

/// The text of a file, by its path from there.
fn read(path: &str) -> String {
	fs::read_to_string(client().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		let name = path.file_name().unwrap().to_str().unwrap();
		if path.is_dir() && name != "tests" {
			collect(&path, found);
		} else if name.ends_with(".rs") && name != "tests.rs" {
			found.push(path);
		}
	}
}

/// The name of the function that a line begins, if it begins one.
fn begins(line: &str) -> Option<&str> {
	let (before, rest) = line.split_once("fn ")?;
	let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
	let is_one = before.is_empty() || before.ends_with(' ');
	rest.get(..end).filter(|name| is_one && !name.is_empty())
}

/// Every function of these crates in which one of these words stands, as `file::function`. Tests and comments are left out.
fn functions_with(crates: &[&str], words: &[&str]) -> BTreeSet<String> {
	let (client, mut files) = (client(), Vec::new());
	for name in crates {
		collect(&client.join(name).join("src"), &mut files);
	}
	let mut found = BTreeSet::new();
	for path in files {
		let text = fs::read_to_string(&path).unwrap();
		let name = path.strip_prefix(&client).unwrap().display().to_string();
		let (mut function, mut before) = ("", "");
		for line in text.lines().map(str::trim) {
			// Single fields and functions may be for tests alone.
			if std::mem::replace(&mut before, line) == "#[cfg(test)]" && line.starts_with("mod ") {
				break;
			}
			if line.starts_with("//") {
				continue;
			}
			function = begins(line).unwrap_or(function);
			let holds = |word: &&str| line.contains(*word) && !line.contains(&format!("fn {word}"));
			if words.iter().any(holds) {
				found.insert(format!("{name}::{function}"));
			}
		}
	}
	found
}

/// Compares a list with the source of these crates: no function with one of these words is missing there, and each test is there that it
/// names.
pub fn assert_listed(crates: &[&str], words: &[&str], sites: &[Site]) {
	let named = |(file, functions, _): &Site| {
		let each = functions.split(' ').map(|function| format!("{file}::{function}"));
		each.collect::<Vec<_>>()
	};
	let listed: BTreeSet<String> = sites.iter().flat_map(named).collect();
	let found = functions_with(crates, words);
	let new: Vec<_> = found.difference(&listed).collect();
	assert!(new.is_empty(), "deletes that nothing here tries: {new:#?}");
	let gone: Vec<_> = listed.difference(&found).collect();
	assert!(gone.is_empty(), "these delete nothing any more: {gone:#?}");
	for (_, _, by) in sites {
		if let Some((tests, test)) = by.split_once("::") {
			assert!(read(tests).contains(&format!("fn {test}(")), "{by}");
		}
	}
}
