//! What cannot be looked at, and why.

use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What cannot be looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LookError {
	/// More than is held in memory.
	#[error("it has {length} bytes, and at most {most} are looked at here")]
	TooLarge {
		/// Its bytes.
		length: u64,
		/// The bound.
		most: u64,
	},
	/// A picture with more pixels than are drawn here.
	#[error("a picture of it has more pixels than are drawn here")]
	TooManyPixels,
	/// Nothing here knows how to show it.
	#[error("files of this kind are not shown here")]
	Unknown,
	/// Images that are stored in another way than those that are drawn here.
	#[error("its images are stored in a way that is not drawn here (transfer syntax {0:?})")]
	Syntax(String),
	/// A file without images.
	#[error("there is no image in it")]
	NoImage,
	/// The bytes are not what they begin as.
	#[error("it is damaged, or was made to look like something that it is not")]
	Damaged,
	/// There are fewer slices.
	#[error("there is no slice {0}")]
	NoSlice(usize),
}

impl Advice for LookError {
	kinds! {
		TooLarge = "LookTooLarge", TooManyPixels = "LookTooLarge", Unknown = "LookUnknown", Syntax = "LookSyntax", NoImage = "LookNoImage",
		Damaged = "LookDamaged", NoSlice = "LookNoSlice",
	}

	fn next(&self) -> String {
		let next = match self {
			Self::TooLarge { .. } | Self::TooManyPixels | Self::Unknown | Self::Syntax(_) | Self::NoImage => {
				"save it to a folder, and open it with a program that you trust with it"
			}
			Self::Damaged => "tell the facility that uploaded it; it can be saved as it is",
			Self::NoSlice(_) => "choose one from 1 to the number of slices",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}

/// Turns a panic into an error, because damaged files make decoders panic at times.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, LookError>) -> Result<T, LookError> {
	catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(LookError::Damaged))
}
