//! Homes of the actors as `init --development` makes them, kept for the next stage: nine times `init`, and a passphrase that is hard to
//! guess for every command, took a fifth of the tests' time. Each program of tests runs the real `init` first.

use crate::rpc::rpc;
use medquorum_client::keystore::{Kdf, Keystore, Passphrase, WEAK_BELOW_KIB};
use serde_json::json;
use std::{
	collections::BTreeMap,
	fs::{self, DirBuilder, OpenOptions},
	io::Write as _,
	os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
	path::Path,
	sync::{Arc, Mutex, PoisonError},
};

/// Passphrase of every keystore in the tests.
pub const PASSPHRASE: &str = "correct horse battery staple";

/// The least that a keystore is opened with.
const WEAK: Kdf = Kdf {
	m_kib: WEAK_BELOW_KIB,
	t: 1,
	p: 1,
};

/// What decides how homes look: the chain by its genesis, and the kind of store.
type Kind = (String, bool);
/// Of each kind and person.
type Kept = BTreeMap<(Kind, String), Arc<Home>>;

static KEPT: Mutex<Kept> = Mutex::new(BTreeMap::new());

/// Where homes lead.
#[derive(Clone)]
pub struct Places {
	/// The node's address.
	pub node: String,
	/// The folder of the embedded store, or the address of the daemon.
	pub store: String,
}

struct Home {
	places: Places,
	config: String,
	keystore: Vec<u8>,
}

/// What homes at this node and store look like; `None` where the node does not say which chain it is.
pub fn kind(node: &str, daemon: bool) -> Option<Kind> {
	let port = node.rsplit(':').next()?.parse().ok()?;
	let genesis = rpc(port, "chain_getBlockHash", &json!([0])).ok()?;
	Some((genesis.as_str()?.to_owned(), daemon))
}

/// Makes a home of what was kept of this person; `false` where nothing was.
///
/// # Errors
/// When it cannot be written.
pub fn furnish(kind: &Kind, name: &str, home: &Path, places: &Places) -> std::io::Result<bool> {
	let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
	let found = kept.get(&(kind.clone(), name.to_owned())).cloned();
	drop(kept);
	let Some(found) = found else { return Ok(false) };
	DirBuilder::new().mode(0o700).create(home)?;
	let config = found.config.replace(&found.places.node, &places.node);
	let config = config.replace(&found.places.store, &places.store);
	write_private(&home.join("config.json"), config.as_bytes())?;
	write_private(&home.join("keys.mqk"), &found.keystore)?;
	Ok(true)
}

/// Keeps a home that `init` has just made, and protects its keystore as weakly as is allowed.
///
/// # Errors
/// When it is not whole.
pub fn keep(kind: Kind, name: &str, home: &Path, places: Places) -> Result<(), Box<dyn std::error::Error>> {
	let path = home.join("keys.mqk");
	let word = Passphrase::new(PASSPHRASE.to_owned())?;
	let secrets = Keystore::read_apart(&path, word.clone(), false)?;
	fs::remove_file(&path)?;
	Keystore::write_apart(&path, word, WEAK, &secrets)?;
	let home = Home {
		places,
		config: fs::read_to_string(home.join("config.json"))?,
		keystore: fs::read(&path)?,
	};
	let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
	kept.insert((kind, name.to_owned()), Arc::new(home));
	Ok(())
}

fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
	let mut file = OpenOptions::new()
		.write(true)
		.create_new(true)
		.mode(0o600)
		.open(path)?;
	file.write_all(content)
}
