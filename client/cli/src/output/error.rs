//! What can go wrong in the command line itself, beside the errors of the library.

mod committee;

pub use committee::CareError;

use std::{io, net::SocketAddr, path::PathBuf};

use medquorum_client::{
	advice::{Advice, Blame},
	domain::Body,
	kinds,
};

use medquorum_client::views::words::count;

/// What can go wrong in the command line itself.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
	/// The command line cannot be understood.
	#[error("{0}")]
	Usage(String),
	/// An option of Kubo daemons was given for a store that is a folder.
	#[error("{0} is for --store kubo")]
	ForKubo(&'static str),
	/// A path was given for a store that is no folder.
	#[error("--store-path is for --store embedded")]
	ForEmbedded,
	/// The answer cannot be written to standard output.
	#[error("cannot write the answer: {0}")]
	Output(#[source] io::Error),
	/// A line cannot be read from standard input.
	#[error("cannot read standard input: {0}")]
	Input(#[source] io::Error),
	/// The 24 words cannot be read from standard input.
	#[error("cannot read the words: {0}")]
	Words(#[source] io::Error),
	/// The threads that do the work cannot be started.
	#[error("cannot start: {0}")]
	Threads(#[source] io::Error),
	/// Ctrl-C could not be answered with tidying up.
	#[error("cannot listen for signals: {0}")]
	Signals(#[source] io::Error),
	/// A question was to be asked, and there is no terminal.
	#[error("nobody is there to answer: {}", question.replace('\n', " "))]
	Unattended {
		/// The question as it would have been asked; line breaks are shown as spaces.
		question: String,
	},
	/// The person said no to a question.
	#[error("nothing was done: you said no")]
	SaidNo,
	/// A passphrase is needed, and there is no terminal.
	#[error("there is no terminal to ask for the passphrase")]
	NoPassphrase {
		/// The other ways to give it.
		ways: &'static str,
	},
	/// Neither the command line nor the settings name an account.
	#[error("no account is named")]
	NoAccount,
	/// The person has no account at this facility.
	#[error("you have no account at {0}")]
	NoAccountThere(String),
	/// No record begins with these digits.
	#[error("there is no record whose id starts with {0}")]
	NoRecord(String),
	/// No request begins with these digits.
	#[error("there is no request whose id starts with {0}")]
	NoRequest(String),
	/// Neither a record nor a request begins with these digits.
	#[error("there is no record or request whose id starts with {0}")]
	NotFound(String),
	/// Several ids begin with these digits.
	#[error("the ids of {what} start with {digits}")]
	Ambiguous {
		/// How many of what.
		what: String,
		/// What was typed.
		digits: String,
	},
	/// No open motion is meant.
	#[error("there is no open motion {0}")]
	NoMotion(String),
	/// Nobody has given this body a notice.
	#[error("{0} has been given no notice")]
	NoNotice(Body),
	/// An address cannot be listened on.
	#[error("cannot listen on {0} ({1})")]
	Listen(SocketAddr, #[source] io::Error),
	/// A person is named twice.
	#[error("{0} is named twice")]
	Twice(String),
	/// Several open motions may be meant.
	#[error("several motions fit {0}")]
	SeveralMotions(String),
	/// A secret was given as an argument.
	#[error("a code does not belong into the arguments, where other users of this machine can read it")]
	CodeAsArgument,
	/// The file with a CSP code holds something else.
	#[error("{} is not text", .0.display())]
	BadCodeFile(PathBuf),
	/// A statement is read by people.
	#[error("{} is not a text", .0.display())]
	BadStatement(PathBuf),
	/// The administrators of a deal are not numbered in a row.
	#[error("the administrators' indices are not 1, 2, 3, … without a gap")]
	BadIndices,
	/// A file of a deal holds something else.
	#[error("{} is not the expected file of a deal ({reason})", path.display())]
	BadFile {
		/// The file.
		path: PathBuf,
		/// Where it differs.
		#[source]
		reason: serde_json::Error,
	},
	/// The genesis hash is not a hash.
	#[error("--genesis is not a hash of 64 hex digits")]
	BadHash,
	/// A block's hash is not a hash.
	#[error("--pin is not a hash of 64 hex digits")]
	BadPin,
	/// Two answers were to go into one file.
	#[error("{} is named for two files", .0.display())]
	SameFile(PathBuf),
	/// The name of an object in the store is not one.
	#[error("{0} is not a valid content id")]
	BadCid(String),
	/// An option that takes one value stands twice on the command line.
	#[error("{0} is given twice")]
	NamedTwice(&'static str),
	/// Calls cannot be handed out by a command that sends none, or many.
	#[error("`{0}` hands out no calls")]
	NoCall(&'static str),
	/// Stored objects are missing or damaged.
	#[error("{0} of the objects that records need are missing or damaged")]
	StoreLacks(usize),
	/// Some catalogues are not as new as they could be.
	#[error("{failed} of {all} catalogues could not be fetched")]
	NotAllCatalogues {
		/// How many could not.
		failed: usize,
		/// How many there are.
		all: usize,
	},
	/// A daemon's repository is needed, and none is named.
	#[error("the store is a Kubo daemon, and nobody says where its repository is")]
	NoRepository,
	/// A pass over a host left something that cannot be attested.
	#[error("{} cannot be attested yet", count(*.0, "erasure"))]
	NotAttested(usize),
	/// A committee needs somebody's attention.
	#[error(transparent)]
	Committee(#[from] CareError),
	/// Rows of an archive were not brought in.
	#[error("{refused} of {} not brought in", rows_were(*total))]
	RowsRefused {
		/// How many of them.
		refused: usize,
		/// Of how many.
		total: usize,
	},
	/// A repair left objects without enough copies.
	#[error("{} could not be repaired", count(*failed, "object"))]
	NotRepaired {
		/// How many objects.
		failed: usize,
		/// Whether no host has some of them any more.
		lost: bool,
	},
}

/// `1 row was`, `40 rows were`.
fn rows_were(total: usize) -> String {
	format!(
		"{} {}",
		count(total, "row"),
		if total == 1 { "was" } else { "were" }
	)
}

impl Advice for CommandError {
	kinds! {
		Usage, ForKubo = "Usage", ForEmbedded = "Usage", Output, Input, Words = "Input", Threads, Signals,
		Unattended = "NotConfirmed", SaidNo = "NotConfirmed", NoPassphrase, NoAccount,
		NoAccountThere, NoRecord, NoRequest, NotFound, Ambiguous, NoMotion, SeveralMotions = "Ambiguous", NoNotice, Twice, Listen,
		CodeAsArgument, BadCodeFile, BadStatement, BadIndices, BadFile, BadHash, BadPin = "BadHash", SameFile = "Usage", BadCid,
		NotRepaired, NoRepository, NotAttested, NotAllCatalogues, StoreLacks, RowsRefused, NamedTwice = "Usage",
		NoCall = "Usage";
		Self::Committee(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Usage(_) => Self::USAGE_NEXT,
			Self::ForKubo(_) => "say --store kubo, or leave it out",
			Self::ForEmbedded => "leave it out",
			Self::Output(_) => "check where it goes",
			Self::Input(_) => "give it as one line",
			Self::Words(_) => "type them again",
			Self::Threads(_) => "free some memory, then try again",
			Self::Signals(_) => "try again",
			Self::Unattended { .. } => "say --yes if you mean it",
			Self::SaidNo => "run it again when you are sure",
			Self::NoPassphrase { ways } => return format!("give it by {ways}"),
			Self::NoAccount => {
				"say --account with the JSON file that Polkadot.js exports (or //Alice on a development chain)"
			}
			Self::NoAccountThere(_) => {
				"`medquorum account list` shows those that you have; `medquorum account for` makes one"
			}
			Self::NoRecord(_) => "check the id; `medquorum records` lists those you can see",
			Self::NoRequest(_) => "check the id; `medquorum inbox` lists those you can see",
			Self::NotFound(_) => {
				"check the id; `medquorum records` and `medquorum inbox` list those you can see"
			}
			Self::Ambiguous { .. } => "type more of its digits",
			Self::NoMotion(_) => "`medquorum council list` and `medquorum recovery list` show the open ones",
			Self::NoNotice(_) => "`medquorum recovery list` shows what was given",
			Self::Listen(..) => "end what uses it, or name another one with --listen",
			Self::Twice(_) => "name everybody once. Nothing was done",
			Self::SeveralMotions(_) => "type its hash",
			Self::CodeAsArgument => {
				"put it into a file and name that, or say `--csp-code -` and give it on standard input"
			}
			Self::BadStatement(_) => "write it as plain text in UTF-8",
			Self::BadCodeFile(_) => "name the file that holds the CSP code alone",
			Self::BadIndices => "number them again",
			Self::BadFile { .. } => "ask for it again",
			Self::BadHash | Self::BadPin | Self::BadCid(_) => "copy it again, whole",
			Self::SameFile(_) => "name each file once. Nothing was done",
			Self::NamedTwice(_) => "say it once. Nothing was done",
			Self::NoCall(_) => "leave --emit-call out",
			Self::StoreLacks(_) => {
				"`medquorum store repair` brings back what another host has; the rest comes from a backup, or is uploaded again"
			}
			Self::Committee(inside) => return inside.next(),
			Self::NotAllCatalogues { .. } => "what each lacks is said above; the others can be searched",
			Self::NoRepository => "name it with --ipfs-path, or set IPFS_PATH as for the daemon itself",
			Self::NotAttested(_) => "why is said above, for each; it is tried again when this runs again",
			Self::RowsRefused { .. } => {
				"mend them and import again: what is registered already is left as it is. --report FILE writes them into a file"
			}
			Self::NotRepaired { lost: true, .. } => {
				"have what is lost uploaded again; for the rest bring the hosts back, then run it again"
			}
			Self::NotRepaired { lost: false, .. } => "bring the hosts back that failed, then run it again",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::SaidNo
			| Self::NoAccountThere(_)
			| Self::NoRecord(_)
			| Self::NoRequest(_)
			| Self::NotFound(_)
			| Self::Ambiguous { .. }
			| Self::NoMotion(_)
			| Self::NoNotice(_)
			| Self::SeveralMotions(_)
			| Self::StoreLacks(_)
			| Self::NotAttested(_)
			| Self::NotAllCatalogues { .. }
			| Self::RowsRefused { .. }
			| Self::NotRepaired { .. } => Blame::Refused,
			Self::Committee(inside) => inside.blame(),
			Self::Usage(_)
			| Self::NamedTwice(_)
			| Self::Twice(_)
			| Self::Listen(..)
			| Self::NoCall(_)
			| Self::ForKubo(_)
			| Self::ForEmbedded
			| Self::Output(_)
			| Self::Input(_)
			| Self::Words(_)
			| Self::Threads(_)
			| Self::Signals(_)
			| Self::Unattended { .. }
			| Self::NoPassphrase { .. }
			| Self::NoAccount
			| Self::NoRepository
			| Self::CodeAsArgument
			| Self::BadCodeFile(_)
			| Self::BadStatement(_)
			| Self::BadIndices
			| Self::BadFile { .. }
			| Self::BadHash
			| Self::BadPin
			| Self::SameFile(_)
			| Self::BadCid(_) => Blame::Yours,
		}
	}
}

impl CommandError {
	/// What to do after wrong usage.
	pub const USAGE_NEXT: &str =
		"`medquorum help` lists the commands, `medquorum COMMAND --help` explains one";
}

#[cfg(test)]
mod tests;
