//! How `committee health` and `committee drill` end where somebody has to act.

use medquorum_client::{
	advice::{Advice, Blame},
	kinds,
};
use std::path::PathBuf;

/// A committee needs somebody's attention, or a drill cannot proceed like this.
#[derive(Debug, thiserror::Error)]
pub enum CareError {
	/// Committees that one more lost share would end, or may have ended.
	#[error("one more lost share would be fatal for {}", committees(.0))]
	AtRisk(Vec<u32>),
	/// Administrators have not approved in a drill.
	#[error("{failed} of {all} administrators have not passed the drill")]
	NotAllPassed {
		/// How many have not.
		failed: usize,
		/// How many there are.
		all: usize,
	},
	/// A drill's request would come from an administrator, who does not count.
	#[error("you are an administrator of committee {0}, and nobody approves an own request")]
	OwnDrill(u32),
	/// A file lies where a backup was to go.
	#[error("{} exists already", .0.display())]
	BackupTaken(PathBuf),
	/// There is nothing to approve in a drill.
	#[error("no drill of committee {0} waits for you")]
	NoDrill(u32),
	/// Words for paper were to be part of a document.
	#[error("words for paper stand in no document")]
	WordsInDocument,
}

/// `committee 1`, `committees 1 and 2`.
fn committees(ids: &[u32]) -> String {
	let numbers: Vec<String> = ids.iter().map(u32::to_string).collect();
	let word = if ids.len() == 1 { "committee" } else { "committees" };
	format!("{word} {}", numbers.join(" and "))
}

impl Advice for CareError {
	kinds! { AtRisk = "CommitteesAtRisk", NotAllPassed, OwnDrill, BackupTaken, NoDrill, WordsInDocument = "Usage" }

	fn next(&self) -> String {
		let next = match self {
			Self::AtRisk(_) => {
				"ask those without a sign for `medquorum committee alive`, or hold a drill; whose share is lost restores it, or the others \
				 pass the key on"
			}
			Self::NotAllPassed { .. } => {
				"who is said above: each says `medquorum committee drill answer`, and whose share is lost restores it"
			}
			Self::OwnDrill(_) => "have somebody begin the drill who is not of the committee",
			Self::BackupTaken(_) => "nothing was written: a backup is never replaced. Choose another name",
			Self::NoDrill(_) => {
				"`medquorum committee drill result` shows who has passed; `drill start` begins one"
			}
			Self::WordsInDocument => "leave --json out, or give a passphrase with --safe-passphrase-file",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::WordsInDocument => Blame::Yours,
			Self::AtRisk(_)
			| Self::NotAllPassed { .. }
			| Self::OwnDrill(_)
			| Self::BackupTaken(_)
			| Self::NoDrill(_) => Blame::Refused,
		}
	}
}
