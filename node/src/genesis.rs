//! Whether the database in a folder is this chain's: what the spec's genesis is, and what was noted beside the database.

use serde_json::{Map, Value};
use sp_core::{Blake2Hasher, Hasher as _};
use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
};

/// Beside a chain's database: which genesis it was made for, as 64 hexadecimal digits.
const NOTE: &str = "genesis-of-this-database";

/// A database without a note beside it, and the genesis that the spec has.
#[derive(Debug)]
pub struct Unconfirmed {
	/// Where the note belongs.
	pub folder: PathBuf,
	/// What the note says if this is the database's genesis.
	pub genesis: String,
	/// The state of that genesis, as the raw spec has it.
	pub top: Value,
	/// Its tries of children; a spec of this project has none.
	pub children: Value,
}

/// The `id` of a raw spec, and a digest of everything that its genesis puts into the state; `None` for any other spec.
pub fn of_raw(spec: &Value) -> Option<(&str, String)> {
	let id = spec["id"].as_str()?;
	let raw = spec["genesis"]["raw"].as_object()?;
	let mut bytes = Vec::new();
	put(&mut bytes, raw);
	Some((id, format!("{:x}", Blake2Hasher::hash(&bytes))))
}

/// Names and texts in order, each with its length before it, so that no two states look alike.
fn put(bytes: &mut Vec<u8>, fields: &Map<String, Value>) {
	let mut text = |text: &str| {
		bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
		bytes.extend_from_slice(text.to_ascii_lowercase().as_bytes());
	};
	let sorted: BTreeMap<_, _> = fields.iter().collect();
	let mut below = Vec::new();
	for (name, value) in sorted {
		text(name);
		match value {
			Value::String(value) => text(value),
			Value::Object(fields) => below.push(fields),
			_ => text(""),
		}
	}
	below.into_iter().for_each(|fields| put(bytes, fields));
}

/// Compares the genesis with the one noted beside the database; notes it where there is no database yet. False where a database has no
/// note, so that only the running node can say what it was made for.
pub fn check(folder: &Path, id: &str, genesis: &str) -> Result<bool, String> {
	let has_database = ["db", "paritydb"]
		.iter()
		.any(|name| folder.join(name).join("full").exists());
	match fs::read_to_string(folder.join(NOTE)) {
		Ok(noted) if noted.trim() == genesis => Ok(true),
		Ok(_) if has_database => Err(other(folder, id)),
		Err(_) if has_database => Ok(false),
		_ => {
			note(folder, genesis);
			Ok(true)
		}
	}
}

/// The line for a database that another genesis has made.
#[must_use]
pub fn other(folder: &Path, id: &str) -> String {
	format!(
		"the database in {} was made for another genesis than the spec of {id:?} has: it is another chain's, or the spec was \
		edited. Give the spec that the consortium published, or another folder: --base-path FOLDER. To begin again with this one: \
		medquorum-node purge-chain. Nothing was changed",
		folder.display(),
	)
}

/// Writes down which genesis the database in this folder has. A folder that cannot be written to is for the node to name.
pub fn note(folder: &Path, genesis: &str) {
	let note = format!("{genesis}\n");
	let _: std::io::Result<()> = fs::create_dir_all(folder).and_then(|()| fs::write(folder.join(NOTE), note));
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_database_of_another_genesis_is_refused_and_left_alone() {
		let dir = tempfile::tempdir().unwrap();
		let base = dir.path().join("chains/one");
		let top = |value: &str| {
			json!({ "id": "one", "name": "any", "genesis": { "raw": {
				"top": { "0x02": value, "0x01": "0xaa" }, "childrenDefault": {}
			} } })
		};
		let check = |spec: &Value| {
			let (id, genesis) = of_raw(spec).unwrap();
			super::check(&base, id, &genesis)
		};
		let (right, edited) = (top("0x11"), top("0x12"));
		assert!(check(&right).unwrap());
		fs::create_dir_all(base.join("db/full")).unwrap();
		// What is not of the genesis may change, like boot nodes and names.
		let mut renamed = top("0X11");
		renamed["bootNodes"] = json!(["/dns/elsewhere"]);
		check(&renamed).unwrap();
		let before = fs::read(base.join(NOTE)).unwrap();
		let error = check(&edited).unwrap_err();
		assert!(
			error.contains("--base-path") && error.lines().count() == 1,
			"{error}"
		);
		assert_eq!(fs::read(base.join(NOTE)).unwrap(), before);
		// And the right one is still right.
		assert!(check(&right).unwrap());
		// Without its note, only the running node can tell; nothing is written down before.
		fs::remove_file(base.join(NOTE)).unwrap();
		assert!(!check(&right).unwrap() && !check(&edited).unwrap());
		assert!(!base.join(NOTE).exists());
		// After purge-chain, the folder may have another.
		fs::remove_dir_all(base.join("db/full")).unwrap();
		check(&edited).unwrap();
		assert_eq!(
			of_raw(&json!({ "id": "one", "genesis": { "runtimeGenesis": {} } })),
			None
		);
	}
}
