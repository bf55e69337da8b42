//! What can be wrong with the hosts of a store.

use std::path::PathBuf;

use super::store::MAX_NAME;
use crate::advice::{Advice, Blame};
use crate::files::FileError;
use crate::kinds;

/// What can be wrong with the hosts of a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HostError {
	/// Not a valid name.
	#[error("{0:?} is not a valid name for a host")]
	BadName(String),
	/// Two hosts of one name.
	#[error("there is a host {0} already")]
	KnownName(String),
	/// Two names for one daemon: it would be counted as two.
	#[error("{url} is the address of the host {name} already")]
	KnownAddress {
		/// The address.
		url: String,
		/// Whose it is.
		name: String,
	},
	/// No host of this name.
	#[error("there is no host {0}")]
	UnknownHost(String),
	/// The own daemon is part of every store.
	#[error("{0} is the own daemon, through which everything is stored")]
	OwnHost(String),
	/// Too few hosts would be left.
	#[error("records are kept on {replicas} hosts, and without {name} there are {left}")]
	StillNeeded {
		/// The host.
		name: String,
		/// On how many hosts records are kept.
		replicas: u16,
		/// How many hosts there would be.
		left: usize,
	},
	/// More replicas are wanted than there are hosts, or none.
	#[error("a record cannot be kept on {replicas} hosts: the store has {hosts}")]
	Replicas {
		/// What is wanted.
		replicas: u16,
		/// How many hosts there are.
		hosts: usize,
	},
	/// Only a store of Kubo daemons has hosts, and this one is a folder.
	#[error("the store is a folder on this machine and has no other hosts")]
	NotKubo,
	/// Others can read the password.
	#[error("others than its owner can read or change the password file {} (mode {mode:03o})", path.display())]
	PasswordOpen {
		/// The file.
		path: PathBuf,
		/// Its permissions.
		mode: u32,
	},
	/// The password file holds something else.
	#[error("the password file {} does not hold one line of text", .0.display())]
	PasswordText(PathBuf),
	/// The password file cannot be read.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for HostError {
	kinds! {
		BadName, KnownName, KnownAddress, UnknownHost, OwnHost, StillNeeded, Replicas, NotKubo,
		PasswordOpen, PasswordText;
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::BadName(_) => return format!("use up to {MAX_NAME} letters, digits, dots and hyphens"),
			Self::KnownName(id) => {
				return format!(
					"give this one another name, or take the other away with `medquorum store remove {id}`"
				);
			}
			Self::KnownAddress { .. } => "a host counts once, so name another one",
			Self::UnknownHost(_) => "`medquorum status` names those there are",
			Self::OwnHost(_) => "only other hosts can be taken away",
			Self::StillNeeded { left, .. } => {
				return format!("lower that with `medquorum store replicas {left}` first");
			}
			Self::Replicas { hosts, .. } => {
				return format!("choose from 1 to {hosts}, or add a host with `medquorum store add`");
			}
			Self::NotKubo => "set up a store of Kubo daemons with `medquorum init --store kubo`",
			Self::PasswordOpen { .. } => {
				"say `chmod 600` for it; if others may have read the password, set a new one"
			}
			Self::PasswordText(_) => "write USER:PASSWORD into it, and nothing else",
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::KnownName(_)
			| Self::KnownAddress { .. }
			| Self::UnknownHost(_)
			| Self::OwnHost(_)
			| Self::StillNeeded { .. }
			| Self::Replicas { .. }
			| Self::NotKubo => Blame::Refused,
			Self::BadName(_) | Self::PasswordOpen { .. } | Self::PasswordText(_) | Self::File(_) => {
				Blame::Yours
			}
		}
	}
}
