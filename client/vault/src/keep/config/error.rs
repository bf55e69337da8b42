//! What can go wrong with the settings.

use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
	trust::PinError,
};
use medquorum_files::FileError;
use medquorum_store::hosts::HostError;
use std::path::PathBuf;

/// The environment variable that names the client's folder.
pub const HOME_VARIABLE: &str = "MEDQUORUM_HOME";

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
	/// The settings name no chain that a node could be compared with.
	#[error("no chain is pinned")]
	NoGenesis,
	/// No committee looks like this.
	#[error(transparent)]
	BadPin(#[from] PinError),
	/// The hosts of the store.
	#[error(transparent)]
	Host(#[from] HostError),
	/// The file cannot be read or written.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for ConfigError {
	kinds! {
		NoHome, NotSetUp, SetUpAlready, Damaged, NoGenesis;
		Self::BadPin(inside) => inside.kind(),
		Self::Host(inside) => inside.kind(),
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NoHome => return format!("set HOME or {HOME_VARIABLE}, or name a folder with --home"),
			Self::NotSetUp(_) => "set the client up with `medquorum init`",
			Self::SetUpAlready(_) => "it was not touched",
			Self::Damaged { .. } => "correct them or restore them from your backup",
			Self::NoGenesis => "`medquorum init --genesis` pins the one your organisation uses",
			Self::BadPin(inside) => return inside.next(),
			Self::Host(inside) => return inside.next(),
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::SetUpAlready(_) => Blame::Refused,
			Self::NoHome | Self::NotSetUp(_) | Self::Damaged { .. } | Self::NoGenesis | Self::File(_) => {
				Blame::Yours
			}
			Self::BadPin(inside) => inside.blame(),
			Self::Host(inside) => inside.blame(),
		}
	}
}
