//! What hosts of a store are called, how their passwords are read, and what can be wrong with either.

use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};
use medquorum_files::{self as files, FileError};
use secrecy::SecretString;
use std::{
	fs,
	os::unix::fs::PermissionsExt,
	path::{Path, PathBuf},
};

/// What our own daemon is called unless the settings give it a name.
pub const OWN_HOST: &str = "own";

/// Longer files are not password files.
const MAX_PASSWORD: usize = 4096;
/// Longer names do not fit into a table.
pub const MAX_NAME: usize = 40;

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
	/// Our own daemon is part of every store.
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

/// The password in this file, which only its owner may read.
///
/// # Errors
/// When the file cannot be read, is open to others, or does not hold one line of text.
pub fn read_password(path: &Path) -> Result<SecretString, HostError> {
	let metadata = fs::metadata(path).map_err(|error| FileError::from_io("read", path, error))?;
	let mode = metadata.permissions().mode() & 0o777;
	if mode & 0o077 != 0 {
		let path = path.to_path_buf();
		return Err(HostError::PasswordOpen { path, mode });
	}
	let bytes = files::read_secret(path, MAX_PASSWORD)?;
	let text = std::str::from_utf8(&bytes).map_err(|_| HostError::PasswordText(path.to_path_buf()))?;
	let line = text.strip_suffix('\n').unwrap_or(text);
	let line = line.strip_suffix('\r').unwrap_or(line);
	if line.is_empty() || line.contains(['\n', '\r', '\0']) {
		return Err(HostError::PasswordText(path.to_path_buf()));
	}
	Ok(SecretString::from(line))
}

/// Whether this can be the name of a host.
///
/// # Errors
/// When it has other characters than letters, digits, dots, hyphens and underscores, or too many.
pub fn check_name(name: &str) -> Result<(), HostError> {
	let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
	match !name.is_empty() && name.len() <= MAX_NAME && !name.starts_with('-') && name.chars().all(fits) {
		true => Ok(()),
		false => Err(HostError::BadName(name.to_owned())),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use secrecy::ExposeSecret;

	#[test]
	fn password_is_read_from_a_file_of_its_owner_alone() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("password");
		let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
		assert!(matches!(
			read_password(&path),
			Err(HostError::File(FileError::Missing(_)))
		));
		fs::write(&path, "ward:a secret\n").unwrap();
		for open in [0o644, 0o640, 0o620, 0o604] {
			mode(open);
			let Err(error) = read_password(&path) else {
				panic!("{open:o} was taken")
			};
			assert!(matches!(error, HostError::PasswordOpen { mode, .. } if mode == open));
			assert!(error.next().contains("chmod 600"), "{error}");
		}
		for closed in [0o600, 0o400] {
			mode(closed);
			let password = read_password(&path).unwrap();
			assert_eq!(password.expose_secret(), "ward:a secret");
		}
		for wrong in [&b""[..], b"\n", b"a:b\nc:d\n", b"\xff:\xff"] {
			mode(0o600);
			fs::write(&path, wrong).unwrap();
			let Err(error) = read_password(&path) else {
				panic!("{wrong:?} was taken")
			};
			assert!(matches!(error, HostError::PasswordText(_)));
		}
	}
}
