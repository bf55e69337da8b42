//! What hosts of a store are called, how their passwords are read, and what can be wrong with either.

use medquorum_files::{self as files, FileError};
use secrecy::SecretString;
use std::{
	fs,
	os::unix::fs::PermissionsExt,
	path::{Path, PathBuf},
};

/// What the own daemon is called unless the settings give it a name.
pub const OWN_HOST: &str = "own";

/// Longer files are not password files.
const MAX_PASSWORD: usize = 4096;
/// Longer names do not fit into a table.
const MAX_NAME: usize = 40;

/// What can be wrong with the hosts of a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HostError {
	/// The name is none.
	#[error("{0:?} is no name for a host\nuse up to {MAX_NAME} letters, digits, dots and hyphens")]
	BadName(String),
	/// Two hosts of one name.
	#[error(
		"there is a host {0} already\ngive this one another name, or take the other away with `medquorum store remove {0}`"
	)]
	KnownName(String),
	/// Two names for one daemon: it would be counted as two.
	#[error("{url} is the address of the host {name} already\na host counts once, so name another one")]
	KnownAddress {
		/// The address.
		url: String,
		/// Whose it is.
		name: String,
	},
	/// No host of this name.
	#[error("there is no host {0}\n`medquorum status` names those there are")]
	UnknownHost(String),
	/// The own daemon is part of every store.
	#[error("{0} is the own daemon, through which everything is stored\nonly other hosts can be taken away")]
	OwnHost(String),
	/// Too few hosts would be left.
	#[error(
		"records are kept on {replicas} hosts, and without {name} there are {left}\nlower that with `medquorum store replicas {left}` first"
	)]
	StillNeeded {
		/// The host.
		name: String,
		/// On how many hosts records are kept.
		replicas: u16,
		/// How many hosts there would be.
		left: usize,
	},
	/// More replicas than hosts, or none.
	#[error(
		"a record cannot be kept on {replicas} hosts: the store has {hosts}\nchoose from 1 to {hosts}, or add a host with `medquorum store add`"
	)]
	Replicas {
		/// What is wanted.
		replicas: u16,
		/// How many hosts there are.
		hosts: usize,
	},
	/// The store is a folder.
	#[error(
		"the store is a folder on this machine and has no other hosts\nset up a store of Kubo daemons with `medquorum init --store kubo`"
	)]
	NotKubo,
	/// Others can read the password.
	#[error(
		"others than its owner can read or change the password file {} (mode {mode:03o})\nsay `chmod 600` for it; if others may have read the password, set a new one", path.display()
	)]
	PasswordOpen {
		/// The file.
		path: PathBuf,
		/// Its permissions.
		mode: u32,
	},
	/// The password file holds something else.
	#[error("the password file {} does not hold one line of text\nwrite USER:PASSWORD into it, and nothing else", .0.display())]
	PasswordText(PathBuf),
	/// The password file cannot be read.
	#[error(transparent)]
	File(#[from] FileError),
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
