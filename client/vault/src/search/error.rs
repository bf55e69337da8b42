//! What stands between people and a catalogue.

use medquorum_core::{
	advice::{Advice, Blame},
	domain::AccountId,
	kinds,
};

/// What stands between people and a catalogue.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
	/// The patient has not said that uploads may be listed.
	#[error("{0} does not let facilities list what they upload")]
	NoDirective(AccountId),
	/// A record without a disease cannot be listed.
	#[error("a record is found by its disease, and none is given")]
	NoDisease,
	/// Nothing was synchronized yet.
	#[error("this home holds no catalogue")]
	NothingHeld,
	/// No title has these words.
	#[error("no disease is called `{0}`")]
	NoWords(String),
	/// An answer of the last search that it did not have.
	#[error("the last search found {found}, so there is no number {asked}")]
	NoSuchHit {
		/// What was asked for.
		asked: usize,
		/// How many there were.
		found: usize,
	},
	/// A handle that only the facility can turn into a record.
	#[error("{0} lists handles instead of records")]
	Handle(AccountId),
	/// Calls are only handed out, but a catalogue takes more of its account's signatures.
	#[error("a catalogue takes signatures of the facility's account, which are made here or not at all")]
	CannotSign,
	/// The account is a facility no longer, or never was one.
	#[error("{0} has a catalogue, but is not a facility")]
	NotFacility(AccountId),
	/// Far fewer records would be listed than are now.
	#[error("the next catalogue would list {now} records, and the present one lists {before}")]
	Shrinks {
		/// Records in the present one.
		before: usize,
		/// Records in the next one.
		now: usize,
	},
	/// The present catalogue cannot be read, and this home knows of no record to list instead.
	#[error("the present catalogue cannot be read, and this home knows of no record that could be listed")]
	Empties,
	/// The chain has no catalogue of this account.
	#[error("{0} has published no catalogue")]
	NoCatalogue(AccountId),
}

impl Advice for SearchError {
	kinds! {
		NoDirective = "SearchNoDirective", NoDisease = "SearchNoDisease", NothingHeld = "SearchNothingHeld",
		NoWords = "SearchNoWords", NoSuchHit = "SearchNoSuchHit", Handle = "SearchHandle", CannotSign = "CatalogueCannotSign",
		NotFacility = "CatalogueNotFacility", NoCatalogue = "CatalogueNone",
		Shrinks = "CatalogueShrinks", Empties = "CatalogueEmpties",
	}

	fn next(&self) -> String {
		match self {
			Self::NoDirective(_) => {
				"upload without --searchable; the patient then allows it for this record by `medquorum searchable RECORD yes`, or for all to come by `medquorum searchable future yes`"
			}
			Self::NoDisease => "add --icd10 CODE",
			Self::NothingHeld => "run `medquorum catalogue sync`",
			Self::NoWords(_) => "try other words, or an ICD-10 code such as E11",
			Self::NoSuchHit { .. } => "search again, and take a number of its answer",
			Self::Handle(_) => "ask that facility for the record",
			Self::CannotSign => "run it without --emit-call",
			Self::NotFacility(_) => "leave it out, and tell the council",
			Self::Shrinks { .. } => {
				"look with `medquorum records` whether the node shows what it should. If so many may be found no longer, say --yes"
			}
			Self::Empties => {
				"bring the notes of this home back from a backup, or publish from the home that uploaded. To list nothing, say --yes"
			}
			Self::NoCatalogue(_) => "publish one with `medquorum catalogue publish`",
		}
		.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::NoDirective(_)
			| Self::Handle(_)
			| Self::NotFacility(_)
			| Self::Shrinks { .. }
			| Self::Empties
			| Self::NoCatalogue(_) => Blame::Refused,
			Self::NoDisease
			| Self::NothingHeld
			| Self::NoWords(_)
			| Self::NoSuchHit { .. }
			| Self::CannotSign => Blame::Yours,
		}
	}
}
