//! What an error tells beside its cause: what to do next, what programs call it, and who can set it right.
//!
//! The `Display` of an error is its cause alone. Whatever shows an error reads the rest here and takes no text apart.

use core::fmt::Display;

/// Who can set an error right. This alone decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
	/// The request was refused, names what is not there, or met what must not be believed. Somebody else has to act first.
	Refused,
	/// The caller can set it right: usage, files, the store or the node.
	Yours,
	/// This program is wrong, and only its authors can set it right. Nothing a person does leads here.
	Bug,
}

impl Blame {
	/// The exit code of the command line: 1 for what was refused, 2 for everything else.
	///
	/// A bug shares its code with trouble, so that no script takes it for a refusal.
	#[must_use]
	pub const fn exit_code(self) -> u8 {
		match self {
			Self::Refused => 1,
			Self::Yours | Self::Bug => 2,
		}
	}
}

/// What an error tells beside its cause. An enum answers for each variant, and a wrapper asks the error inside.
pub trait Advice: Display {
	/// The name of the error for programs. It stays the same when the words or the types change.
	fn kind(&self) -> &str;

	/// The kinds that this type gives itself; those of errors inside, and of the chain's own refusals, are not among them.
	fn kinds() -> &'static [&'static str]
	where
		Self: Sized;

	/// What to do next: one line, which begins with a small letter unless the chain wrote it.
	fn next(&self) -> String;

	/// Who can set it right.
	fn blame(&self) -> Blame;
}

/// Cause and next step where only one line has room.
pub fn in_one_line(error: &(impl Advice + ?Sized)) -> String {
	flat(&format_args!("{error}; {}", error.next()))
}

/// The words of an error and of all its causes: what is told of a broken connection says nothing of why it broke.
pub fn with_causes(error: &dyn std::error::Error) -> String {
	let causes = std::iter::successors(error.source(), |error: &&(dyn std::error::Error + 'static)| {
		error.source()
	});
	causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// A text without its line breaks: a path, a name or a foreign message may hold some.
pub fn flat(text: &impl Display) -> String {
	text.to_string().replace('\n', "; ")
}

/// Writes `kind` and `kinds` of [`Advice`](crate::advice::Advice) from a list of variants.
///
/// A kind with another name than its variant stands behind `=`. Variants that ask what is inside follow as match arms,
/// after a semicolon. A variant that is missing does not compile.
#[macro_export]
macro_rules! kinds {
	(@name $variant:ident) => { stringify!($variant) };
	(@name $variant:ident $kind:literal) => { $kind };
	($($variant:ident $(= $kind:literal)?),* $(,)? $(; $($inside:pat => $answer:expr),* $(,)?)?) => {
		fn kind(&self) -> &str {
			match self {
				$(Self::$variant { .. } => $crate::kinds!(@name $variant $($kind)?),)*
				$($($inside => $answer,)*)?
			}
		}

		fn kinds() -> &'static [&'static str] {
			&[$($crate::kinds!(@name $variant $($kind)?)),*]
		}
	};
}
