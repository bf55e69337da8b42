//! What a light client is given: chain specs that name peers.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Writes the spec `from` into `folder` under another name, with these peers; a parachain's for the relay chain of this id. The first block
/// stays what it is.
///
/// # Panics
/// When it cannot be read or written.
pub fn spec(from: &Path, folder: &Path, name: &str, peers: &[String], relay: Option<&str>) -> PathBuf {
	let mut spec = read(from);
	spec["bootNodes"] = json!(peers);
	if let Some(relay) = relay {
		spec["relay_chain"] = json!(relay);
	}
	let path = folder.join(name);
	std::fs::write(&path, spec.to_string()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
	path
}

/// The id of a spec's chain.
///
/// # Panics
/// When it has no id.
pub fn id(path: &Path) -> String {
	let id = read(path)["id"].as_str().map(str::to_owned);
	id.unwrap_or_else(|| panic!("{} has no id", path.display()))
}

fn read(path: &Path) -> Value {
	let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
	serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
