//! The client's own source, for lists that are compared with it.

use std::{
	collections::BTreeSet,
	fs,
	path::{Path, PathBuf},
};

/// The folder of all its crates.
fn client() -> PathBuf {
	let vault = Path::new(env!("CARGO_MANIFEST_DIR"));
	vault.parent().unwrap().to_owned()
}

/// The text of a file, by its path from there.
pub fn read(path: &str) -> String {
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
pub fn functions_with(crates: &[&str], words: &[&str]) -> BTreeSet<String> {
	let (client, mut files) = (client(), Vec::new());
	for name in crates {
		collect(&client.join(name).join("src"), &mut files);
	}
	let mut found = BTreeSet::new();
	for path in files {
		let text = fs::read_to_string(&path).unwrap();
		let name = path.strip_prefix(&client).unwrap().display().to_string();
		let mut function = "";
		for line in text.lines().map(str::trim) {
			if line == "#[cfg(test)]" {
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
