//! What is wrong with a row, for people and programs alike.

use medquorum_core::advice::{Advice, flat};
use serde::Serialize;

/// One fault of a row: the same words as those of an error that ends a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
	/// What programs call it.
	pub kind: String,
	/// The cause, in one line.
	pub message: String,
	/// What to do next, in one line.
	pub next: String,
}

impl Fault {
	/// Keeps kind, message and remedy of an error.
	#[must_use]
	pub fn of(error: &impl Advice) -> Self {
		Self {
			kind: error.kind().to_owned(),
			message: flat(error),
			next: flat(&error.next()),
		}
	}

	/// Rewrites message and remedy, for instance with names for addresses.
	#[must_use]
	pub fn map(self, words: impl Fn(&str) -> String) -> Self {
		Self {
			message: words(&self.message),
			next: words(&self.next),
			..self
		}
	}
}
