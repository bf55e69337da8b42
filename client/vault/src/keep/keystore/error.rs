//! What can go wrong with the keystore.

use std::path::PathBuf;

use super::passphrase::PassphraseError;
use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};
use medquorum_files::FileError;

/// The weakest Argon2id memory that is opened without being told to (OWASP's minimum).
pub const WEAK_BELOW_KIB: u32 = 19_456;

/// What can go wrong with the keystore.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeystoreError {
	/// No keystore at this place.
	#[error("no keystore at {}", .0.display())]
	Missing(PathBuf),
	/// A keystore is there already.
	#[error("a keystore exists already at {}", .0.display())]
	Exists(PathBuf),
	/// The file is no keystore, or its first bytes are damaged.
	#[error("{} is not a keystore, or its beginning is damaged", .0.display())]
	NotAKeystore(PathBuf),
	/// The file ends too early.
	#[error("the keystore {} is cut short ({length} bytes)", path.display())]
	Truncated {
		/// The file.
		path: PathBuf,
		/// Bytes that the file has.
		length: u64,
	},
	/// The file names a key derivation this version does not know, or impossible parameters for it.
	#[error("the header of {} is damaged, or written by a newer version", .0.display())]
	BadParameters(PathBuf),
	/// The passphrase protection is weaker than what is opened unasked.
	#[error("the keystore {} is protected with {m_kib} KiB of Argon2id memory, less than {WEAK_BELOW_KIB}", path.display())]
	Weak {
		/// The file.
		path: PathBuf,
		/// Its memory parameter.
		m_kib: u32,
	},
	/// The passphrase is wrong or the file was changed: the cipher cannot tell which.
	#[error("cannot open the keystore {}: the passphrase is wrong, or the file is damaged", .0.display())]
	CannotOpen(PathBuf),
	/// The file opened, but what is inside was written by something newer.
	#[error("the keystore {} was written by a newer version of medquorum", .0.display())]
	NewerFormat(PathBuf),
	/// Argon2id could not run, as a rule because memory is short.
	#[error("cannot derive the key of {}: {m_kib} KiB of free memory are needed", path.display())]
	KeyDerivation {
		/// The file.
		path: PathBuf,
		/// The memory it needs.
		m_kib: u32,
	},
	/// The operating system gives no random numbers.
	#[error("the operating system gives no random numbers")]
	NoEntropy,
	/// The passphrase cannot be used.
	#[error(transparent)]
	Passphrase(#[from] PassphraseError),
	/// The file system said no.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for KeystoreError {
	kinds! {
		Missing, Exists, NotAKeystore, Truncated, BadParameters, Weak, CannotOpen, NewerFormat,
		KeyDerivation, NoEntropy;
		Self::Passphrase(inside) => inside.kind(),
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Missing(_) => "make one with `medquorum init`, or name the right folder with --home",
			Self::Exists(_) => "it was not touched. Move it away first if you mean to start again",
			Self::NotAKeystore(_) | Self::Truncated { .. } => "restore it from your backup",
			Self::BadParameters(_) => "restore it from your backup or update medquorum",
			Self::Weak { .. } => "open it with --allow-weak and then change its passphrase",
			Self::CannotOpen(_) => {
				"try the passphrase again; if you are sure of it, restore the file from your backup"
			}
			Self::NewerFormat(_) => "update it",
			Self::KeyDerivation { .. } => "free some, then try again",
			Self::NoEntropy => "the keystore was not written",
			Self::Passphrase(inside) => return inside.next(),
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Exists(_) | Self::Weak { .. } | Self::CannotOpen(_) => Blame::Refused,
			Self::Missing(_)
			| Self::NotAKeystore(_)
			| Self::Truncated { .. }
			| Self::BadParameters(_)
			| Self::NewerFormat(_)
			| Self::KeyDerivation { .. }
			| Self::NoEntropy
			| Self::Passphrase(_)
			| Self::File(_) => Blame::Yours,
		}
	}
}
