//! What a rule refuses, as an error of this library.

use super::{Error, Refusal};

impl From<Refusal> for Error {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::Lookup(error) => Self::Lookup(error),
			Refusal::Trust(error) => Self::Trust(error),
			Refusal::Key(error) => Self::Key(error),
			Refusal::Open(error) => Self::Open(error),
			Refusal::Emergency(error) => Self::Emergency(error),
			Refusal::Envelope { what, source } => Self::Envelope { what, source },
			Refusal::Threshold { what, source } => Self::Threshold { what, source },
		}
	}
}
