//! The whole state of a block, out of a raw chain spec: `medquorum-node export-state` and `scripts/snapshot.py` write one.

use serde::Deserialize;
use sp_core::storage::{ChildInfo, Storage, StorageChild, well_known_keys::is_child_storage_key};
use std::{collections::BTreeMap, fs, io, path::Path};

/// How much of a text that is no hex is repeated.
const SHOWN: usize = 40;

/// Why nothing could be tried.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
	/// The operating system does not give the file.
	#[error("the snapshot cannot be read: {0}")]
	Unreadable(io::Error),
	/// Something else than a chain spec, or a plain one.
	#[error("the snapshot is no raw chain spec: {0}")]
	NotRaw(serde_json::Error),
	/// A key or a value.
	#[error("the snapshot holds what is no hex after 0x: {0}")]
	NotHex(String),
	/// The root of a child trie among the keys of the top trie, where `export-state` has the children themselves.
	#[error("the snapshot holds the root of a child trie in place of the child")]
	RootOfChild,
	/// No FRAME chain has such a state.
	#[error("the snapshot does not tell which runtime made it")]
	NoVersion,
	/// The name of its runtime.
	#[error("the snapshot is of a chain with the runtime {0}")]
	OtherChain(String),
	/// The chain has been upgraded beyond this release.
	#[error("the snapshot is of runtime version {snapshot}, this release has version {release}")]
	Newer {
		/// `spec_version` on the chain.
		snapshot: u32,
		/// `spec_version` here.
		release: u32,
	},
}

impl Unusable {
	/// What to do about it, in one line.
	#[must_use]
	pub fn next(&self) -> &'static str {
		match self {
			Self::Unreadable(_) => "give the path of a file that you may read",
			Self::NotRaw(_) | Self::NotHex(_) | Self::RootOfChild => {
				"take it again: medquorum-node export-state --chain CHAIN.json --base-path FOLDER > state.json"
			}
			Self::NoVersion | Self::OtherChain(_) => {
				"take the snapshot of a node of this chain, not of the relay chain"
			}
			Self::Newer { .. } => "try the release that the council is to vote on",
		}
	}
}

#[derive(Deserialize)]
struct Spec {
	genesis: Genesis,
}

#[derive(Deserialize)]
struct Genesis {
	raw: Raw,
}

type Pairs = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
	top: Pairs,
	#[serde(default)]
	children_default: BTreeMap<String, Pairs>,
}

fn bytes(text: &str) -> Result<Vec<u8>, Unusable> {
	let digits = text
		.strip_prefix("0x")
		.and_then(|digits| hex::decode(digits).ok());
	digits.ok_or_else(|| Unusable::NotHex(text.chars().take(SHOWN).collect()))
}

fn pairs(texts: &Pairs) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, Unusable> {
	texts
		.iter()
		.map(|(key, value)| Ok((bytes(key)?, bytes(value)?)))
		.collect()
}

fn child(name: &str, texts: &Pairs) -> Result<(Vec<u8>, StorageChild), Unusable> {
	let name = bytes(name)?;
	let child_info = ChildInfo::new_default(&name);
	let data = pairs(texts)?;
	Ok((name, StorageChild { data, child_info }))
}

/// The state in a raw chain spec.
///
/// # Errors
/// When it is not one.
pub fn parse(json: &[u8]) -> Result<Storage, Unusable> {
	let spec: Spec = serde_json::from_slice(json).map_err(Unusable::NotRaw)?;
	let raw = spec.genesis.raw;
	let top = pairs(&raw.top)?;
	if top.keys().any(|key| is_child_storage_key(key)) {
		return Err(Unusable::RootOfChild);
	}
	let children = raw.children_default.iter();
	Ok(Storage {
		top,
		children_default: children
			.map(|(name, texts)| child(name, texts))
			.collect::<Result<_, _>>()?,
	})
}

/// The state in a file.
///
/// # Errors
/// When the file is not there or no raw chain spec.
pub fn read(path: &Path) -> Result<Storage, Unusable> {
	parse(&fs::read(path).map_err(Unusable::Unreadable)?)
}

#[cfg(test)]
mod tests;
