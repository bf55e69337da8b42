//! What can go wrong with the settings.

use std::path::PathBuf;

use super::{HOME_VARIABLE, HostError};
use crate::files::FileError;

/// What can go wrong with the settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
	/// Nothing says where the client's folder is.
	#[error("do not know where to keep settings\nset HOME or {HOME_VARIABLE}, or name a folder with --home")]
	NoHome,
	/// The client was not set up here.
	#[error("{} does not exist\nset the client up with `medquorum init`", .0.display())]
	NotSetUp(PathBuf),
	/// The client was set up here already.
	#[error("{} exists already\nit was not touched", .0.display())]
	SetUpAlready(PathBuf),
	/// The file is not understood.
	#[error("the settings {} are damaged: {reason}\ncorrect them or restore them from your backup", path.display())]
	Damaged {
		/// The file.
		path: PathBuf,
		/// What is wrong.
		reason: String,
	},
	/// No chain is pinned.
	#[error("no chain is pinned\n`medquorum init --genesis` pins the one your organisation uses")]
	NoGenesis,
	/// The node serves another chain than the pinned one.
	#[error(
		"the node serves the chain 0x{found}, but 0x{pinned} is pinned: this is another network, or a forgery\n\
		 Connect to the right node"
	)]
	OtherGenesis {
		/// The pinned genesis hash.
		pinned: String,
		/// The node's.
		found: String,
	},
	/// No pin for this committee key.
	#[error(
		"committee key {0} is not pinned\ncompare its fingerprint with the administrators, then `medquorum committee trust`"
	)]
	CommitteeUnknown(u32),
	/// The committee is not the pinned one.
	#[error(
		"committee key {key_id} is not the one that was pinned ({what} differs): do not upload or approve anything\n\
		 If the committee was changed on purpose, compare its fingerprint with the administrators, then `medquorum committee trust`"
	)]
	CommitteeChanged {
		/// Which key.
		key_id: u32,
		/// What differs.
		what: &'static str,
	},
	/// A pin without sense.
	#[error("this committee cannot be pinned: {0}\nask your operator for the right one")]
	BadPin(&'static str),
	/// The hosts of the store.
	#[error(transparent)]
	Host(#[from] HostError),
	/// The file cannot be read or written.
	#[error(transparent)]
	File(#[from] FileError),
}
