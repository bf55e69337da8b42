//! What can go wrong in the portal itself, beside the errors of the library.

use medquorum_client::{
	advice::{Advice, Blame},
	contacts::ContactError,
	domain::KeyId,
	error::Error,
	files::FileError,
	keystore::PassphraseError,
	kinds,
	look::LookError,
};
use medquorum_session::SetUpError;
use std::io;

/// What can go wrong in the portal itself.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PortalError {
	/// The port is taken, or may not be used.
	#[error("cannot listen on port {port} of this machine: {source}")]
	Port {
		/// The port that was asked for; 0 where any free one would do.
		port: u16,
		/// Why.
		#[source]
		source: io::Error,
	},
	/// The server stopped by itself.
	#[error("the server stopped: {0}")]
	Server(#[source] io::Error),
	/// Somebody tried start links.
	#[error("ten wrong start links were tried, so the portal stopped")]
	TooManyWrong,
	/// The operating system gives no random numbers.
	#[error("this machine gives no random numbers")]
	NoEntropy,
	/// Neither the command line nor the settings name an account.
	#[error("no account is named")]
	NoAccount,
	/// A passphrase was tried too soon after a wrong one.
	#[error("after a wrong passphrase the portal waits: {seconds} s more")]
	TooSoon {
		/// Seconds that are left.
		seconds: u64,
	},
	/// The portal locked itself, or was locked, before the work began.
	#[error("the portal is locked")]
	Locked,
	/// The form came from another page, or from before the portal started.
	#[error("this form is not one of this portal's pages as it runs now")]
	ForeignForm,
	/// The form lacks something, or it cannot be read.
	#[error("{0}")]
	Form(&'static str),
	/// The page with what is to be signed was shown too long ago.
	#[error("what you decide about was shown too long ago, or was decided already")]
	NotShown,
	/// A typed confirmation is another one.
	#[error("what you typed is not {expected}, so nothing was done")]
	NotConfirmed {
		/// What should have been typed.
		expected: String,
	},
	/// Words that were asked back are others.
	#[error("these are not the words that were shown")]
	WrongWords,
	/// The file with the person to enrol has changed since it was shown.
	#[error("the file is another one than you were shown, so nothing was done")]
	OtherFile,
	/// The ceremony has moved on, or another one has begun, since it was shown.
	#[error("the ceremony is not as you were shown it any more, so nothing was done")]
	OtherStep,
	/// A committee, or the one that is trusted under its number, is another one since it was shown.
	#[error("committee {0} is not as you were shown it any more, so nothing was done")]
	OtherCommittee(KeyId),
	/// The call is that of an account at a facility, whose key is in no wallet.
	#[error(
		"an account at a facility signs here alone: its key is made from this keystore, and no wallet has it"
	)]
	SignsHere,
	/// The opened record has been dropped from memory.
	#[error("what was opened is not in memory any more")]
	NotHeld,
	/// There is no such page.
	#[error("there is no such page")]
	NoPage,
	/// There is no such job, or it was forgotten.
	#[error("there is no job {0}")]
	NoJob(u64),
	/// The person stopped a job.
	#[error("you stopped it")]
	Stopped,
	/// Another portal of this home is running.
	#[error("a portal of this home is running already, and does not answer")]
	RunsAlready,
	/// A file of the demo cannot be made, or a program not be started.
	#[error("cannot {what}: {source}")]
	Demo {
		/// What failed.
		what: &'static str,
		/// Why.
		#[source]
		source: io::Error,
	},
	/// A step of the demo's set-up was refused.
	#[error("the demo could not be set up: {0}")]
	DemoStep(String),
	/// A name is neither a contact nor an address, or the address book refused a change.
	#[error(transparent)]
	Contact(#[from] ContactError),
	/// A passphrase cannot be one.
	#[error(transparent)]
	Passphrase(#[from] PassphraseError),
	/// What was opened cannot be looked at.
	#[error(transparent)]
	Look(#[from] LookError),
	/// The home could not be set up.
	#[error(transparent)]
	SetUp(#[from] SetUpError),
	/// The library.
	#[error(transparent)]
	Client(#[from] Error),
}

impl From<FileError> for PortalError {
	fn from(error: FileError) -> Self {
		Error::from(error).into()
	}
}

impl Advice for PortalError {
	kinds! {
		Port = "PortalPort", Server = "PortalServer", TooManyWrong = "PortalTooManyWrong", NoEntropy = "Entropy", NoAccount,
		TooSoon = "PortalTooSoon", Locked = "PortalLocked", ForeignForm = "PortalForm", Form = "PortalForm",
		NotShown = "PortalNotShown", NotConfirmed, WrongWords = "BadWords", OtherFile = "PortalNotShown", OtherStep = "PortalNotShown",
		OtherCommittee = "PortalNotShown", SignsHere = "PortalSignsHere", NotHeld = "PortalNotHeld", NoPage = "NotFound", NoJob = "NotFound", Stopped = "Interrupted",
		RunsAlready = "PortalRuns", Demo = "PortalDemo", DemoStep = "PortalDemo";
		Self::Contact(inside) => inside.kind(),
		Self::Passphrase(inside) => inside.kind(),
		Self::SetUp(inside) => inside.kind(),
		Self::Look(inside) => inside.kind(),
		Self::Client(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Port { .. } => "name another one with --port, or leave it out",
			Self::Server(_) => "start it again",
			Self::TooManyWrong => {
				"a program on this machine may be guessing. Start it again when you know which; nothing was given away"
			}
			Self::NoEntropy => "try again, or restart the machine",
			Self::NoAccount => {
				"say --account with the JSON file that Polkadot.js exports (or //Alice on a development chain)"
			}
			Self::TooSoon { .. } => "wait, then try again",
			Self::Locked => "unlock it, then try again",
			Self::ForeignForm => "open the page again, then fill it in again",
			Self::Form(_) => "fill it in, then send it again",
			Self::NotShown => "open the request again, read it, then decide",
			Self::NotConfirmed { .. } => "type it exactly as it is shown, if you mean it",
			Self::WrongWords => "compare them with what you wrote down, or look at the words again",
			Self::OtherFile | Self::OtherStep => "look at it again",
			Self::OtherCommittee(_) => "open the page again, then compare once more",
			Self::SignsHere => "open the page again, then send its form by the first button",
			Self::NotHeld => "open the request again; what was opened goes when the portal locks",
			Self::NoPage => "choose one from the list of pages",
			Self::NoJob(_) => "see what is running under Jobs",
			Self::Stopped => "start it again; an upload of the same files resumes where it stopped",
			Self::RunsAlready => {
				"use its open page, or stop it with Ctrl-C where it runs, then start it again"
			}
			Self::Demo { .. } => "run `make build` first, and see that the disk has room",
			Self::DemoStep(_) => "try again; the demo keeps nothing",
			Self::Contact(inside) => return inside.next(),
			Self::Passphrase(inside) => return inside.next(),
			Self::SetUp(inside) => return inside.next(),
			Self::Look(inside) => return inside.next(),
			Self::Client(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::TooManyWrong
			| Self::TooSoon { .. }
			| Self::Locked
			| Self::ForeignForm
			| Self::NotShown
			| Self::NotConfirmed { .. }
			| Self::WrongWords
			| Self::OtherFile
			| Self::OtherStep
			| Self::OtherCommittee(_)
			| Self::SignsHere
			| Self::NotHeld
			| Self::NoPage
			| Self::NoJob(_) => Blame::Refused,
			Self::Port { .. }
			| Self::Server(_)
			| Self::NoEntropy
			| Self::NoAccount
			| Self::Form(_)
			| Self::Stopped
			| Self::RunsAlready
			| Self::Demo { .. }
			| Self::DemoStep(_) => Blame::Yours,
			Self::Contact(inside) => inside.blame(),
			Self::Passphrase(inside) => inside.blame(),
			Self::SetUp(inside) => inside.blame(),
			Self::Look(inside) => inside.blame(),
			Self::Client(inside) => inside.blame(),
		}
	}
}

#[cfg(test)]
mod tests;
