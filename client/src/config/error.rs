//! What can go wrong with the settings.

use std::path::PathBuf;

use super::{HOME_VARIABLE, HostError};
use crate::advice::{Advice, Blame};
use crate::files::FileError;
use crate::kinds;

/// What can go wrong with the settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
	/// Neither the command line nor the environment names the client's folder.
	#[error("do not know where to keep settings")]
	NoHome,
	/// The client was not set up here.
	#[error("{} does not exist", .0.display())]
	NotSetUp(PathBuf),
	/// The client was set up here already.
	#[error("{} exists already", .0.display())]
	SetUpAlready(PathBuf),
	/// The file is not understood.
	#[error("the settings {} are damaged: {reason}", path.display())]
	Damaged {
		/// The file.
		path: PathBuf,
		/// What is wrong.
		reason: String,
	},
	/// No chain is pinned.
	#[error("no chain is pinned")]
	NoGenesis,
	/// The node serves another chain than the pinned one.
	#[error(
		"the node serves the chain 0x{found}, but 0x{pinned} is pinned: this is another network, or a forgery"
	)]
	OtherGenesis {
		/// The pinned genesis hash.
		pinned: String,
		/// The node's.
		found: String,
	},
	/// No pin for this committee key.
	#[error("committee key {0} is not pinned")]
	CommitteeUnknown(u32),
	/// The node shows another committee than the pinned one.
	#[error(
		"committee key {key_id} is not the one that was pinned ({what} differs): do not upload or approve \
		anything"
	)]
	CommitteeChanged {
		/// Which key.
		key_id: u32,
		/// What differs.
		what: &'static str,
	},
	/// No committee looks like this.
	#[error("this committee cannot be pinned: {0}")]
	BadPin(&'static str),
	/// The hosts of the store.
	#[error(transparent)]
	Host(#[from] HostError),
	/// The file cannot be read or written.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for ConfigError {
	kinds! { NoHome, NotSetUp, SetUpAlready, Damaged, NoGenesis, OtherGenesis, CommitteeUnknown, CommitteeChanged, BadPin; Self::Host(inside) => inside.kind(), Self::File(inside) => inside.kind() }

	fn next(&self) -> String {
		let next = match self {
			Self::NoHome => return format!("set HOME or {HOME_VARIABLE}, or name a folder with --home"),
			Self::NotSetUp(_) => "set the client up with `medquorum init`",
			Self::SetUpAlready(_) => "it was not touched",
			Self::Damaged { .. } => "correct them or restore them from your backup",
			Self::NoGenesis => "`medquorum init --genesis` pins the one your organisation uses",
			Self::OtherGenesis { .. } => "connect to the right node",
			Self::CommitteeUnknown(_) => {
				"compare its fingerprint with the administrators, then `medquorum committee trust`"
			}
			Self::CommitteeChanged { .. } => {
				"if the committee was changed on purpose, compare its fingerprint with the \
					administrators, then `medquorum committee trust`"
			}
			Self::BadPin(_) => "ask your operator for the right one",
			Self::Host(inside) => return inside.next(),
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::SetUpAlready(_)
			| Self::OtherGenesis { .. }
			| Self::CommitteeUnknown(_)
			| Self::CommitteeChanged { .. }
			| Self::BadPin(_) => Blame::Refused,
			Self::NoHome | Self::NotSetUp(_) | Self::Damaged { .. } | Self::NoGenesis | Self::File(_) => {
				Blame::Yours
			}
			Self::Host(inside) => inside.blame(),
		}
	}
}
