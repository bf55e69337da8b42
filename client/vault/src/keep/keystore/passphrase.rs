//! Passphrases and where they come from; prompting is the command line's business.

use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};
use medquorum_files::{self as files, FileError};

/// The environment variable that is read for a passphrase.
pub const PASSPHRASE_VARIABLE: &str = "MEDQUORUM_PASSPHRASE";

/// Longer files are not passphrase files.
const MAX_LENGTH: usize = 4096;

/// What can be wrong with a passphrase before it is ever tried.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PassphraseError {
	/// It has no characters.
	#[error("the passphrase is empty")]
	Empty,
	/// It is not UTF-8 text.
	#[error("the passphrase is not UTF-8 text")]
	NotText,
	/// The file holds more than one line, so which one is meant is unclear.
	#[error("{} holds more than one line", .0.display())]
	ManyLines(PathBuf),
	/// The file cannot be read.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for PassphraseError {
	kinds! {
		Empty, NotText, ManyLines;
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Empty => "choose one of several words",
			Self::NotText => "write the passphrase alone into the file, and nothing else",
			Self::ManyLines(_) => "a passphrase file holds the passphrase alone",
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Yours
	}
}

/// Fewer characters than these are worth a word.
const SHORT: usize = 12;

/// A passphrase. It never shows in debug output or errors, and is wiped from memory when dropped.
#[derive(Clone)]
pub struct Passphrase(SecretString);

impl Passphrase {
	/// Takes a passphrase as typed.
	///
	/// # Errors
	/// When it is empty.
	pub fn new(text: String) -> Result<Self, PassphraseError> {
		if text.is_empty() {
			return Err(PassphraseError::Empty);
		}
		Ok(Self(SecretString::from(text)))
	}

	/// Reads `MEDQUORUM_PASSPHRASE`; `None` when it is not set.
	///
	/// # Errors
	/// When it is set and empty or not text.
	pub fn from_environment() -> Result<Option<Self>, PassphraseError> {
		match std::env::var(PASSPHRASE_VARIABLE) {
			Ok(text) => Self::new(text).map(Some),
			Err(std::env::VarError::NotPresent) => Ok(None),
			Err(std::env::VarError::NotUnicode(_)) => Err(PassphraseError::NotText),
		}
	}

	/// Reads a file that holds the passphrase and nothing else; one line break at its end is not part of it.
	///
	/// # Errors
	/// When the file cannot be read or holds anything but one line of text.
	pub fn from_file(path: &Path) -> Result<Self, PassphraseError> {
		let bytes = files::read_secret(path, MAX_LENGTH)?;
		let text = std::str::from_utf8(&bytes).map_err(|_| PassphraseError::NotText)?;
		let line = text.strip_suffix('\n').unwrap_or(text);
		let line = line.strip_suffix('\r').unwrap_or(line);
		if line.contains(['\n', '\r']) {
			return Err(PassphraseError::ManyLines(path.to_path_buf()));
		}
		Self::new(line.to_owned())
	}

	/// From the file if one is named, else from the environment; `None` means: ask.
	///
	/// # Errors
	/// Those of the source.
	pub fn from_sources(file: Option<&Path>) -> Result<Option<Self>, PassphraseError> {
		match file {
			Some(path) => Self::from_file(path).map(Some),
			None => Self::from_environment(),
		}
	}

	/// What a person is told who chose a short one; it is taken all the same.
	#[must_use]
	pub fn remark(&self) -> Option<&'static str> {
		let short = self.raw().chars().count() < SHORT;
		short.then_some(
			"This passphrase is short. Whoever gets the file that it protects can try many; several words are better.",
		)
	}

	/// As typed: Polkadot.js does not normalise.
	pub(crate) fn raw(&self) -> &str {
		self.0.expose_secret()
	}

	/// In Unicode normalisation form C, so that another keyboard's way of writing an accent opens the same keystore.
	pub(crate) fn normalized(&self) -> Zeroizing<String> {
		// Enough room at once: growing would leave copies behind. NFC at most triples the length of UTF-8 text.
		let mut out = Zeroizing::new(String::with_capacity(self.raw().len().saturating_mul(3)));
		out.extend(self.raw().nfc());
		out
	}
}
