//! Errors of catalogues and of what is searched.

use super::{WHO, cid, text};
use medquorum_client::{
	domain::AccountId,
	search::{CatalogueError, CodeError, Part, SearchError},
};

const FACILITY: AccountId = AccountId([7; 32]);

pub fn code() -> Vec<CodeError> {
	["?", "E99", "QA0"]
		.into_iter()
		.map(|code| medquorum_client::search::codes::Category::listed(code).unwrap_err())
		.chain([
			CodeError::Chapter(text("23")),
			CodeError::Backwards(text("E13-E08")),
			CodeError::Date(text("2024-13")),
			CodeError::Modality(text("XYZ")),
		])
		.collect()
}

pub fn catalogue() -> Vec<CatalogueError> {
	let part = Part::Manifest;
	vec![
		CatalogueError::Length { part, found: 3 },
		CatalogueError::Malformed {
			part,
			why: "its version is unknown",
		},
		CatalogueError::Content(cid()),
		CatalogueError::Closed(Part::Locator),
		CatalogueError::Signature {
			part,
			facility: FACILITY,
		},
		CatalogueError::Commitment(FACILITY),
		CatalogueError::Other { part, what: "chain" },
		CatalogueError::NotAdmitted {
			facility: FACILITY,
			reader: WHO,
			epoch: 2,
		},
		CatalogueError::ReaderKey(WHO),
		CatalogueError::RolledBack {
			facility: FACILITY,
			seen: 5,
			found: 4,
		},
		CatalogueError::Changed {
			facility: FACILITY,
			number: 5,
		},
		CatalogueError::NotWanted(cid()),
		CatalogueError::Missing(cid()),
		CatalogueError::TooMany {
			what: "blocks",
			found: 16_385,
			most: 16_384,
		},
		CatalogueError::LastNumber(u32::MAX),
	]
}

pub fn search() -> Vec<SearchError> {
	vec![
		SearchError::NoDirective(WHO),
		SearchError::NoDisease,
		SearchError::NothingHeld,
		SearchError::NoWords(text("xyzzy")),
		SearchError::NoSuchHit { asked: 4, found: 3 },
		SearchError::Handle(FACILITY),
		SearchError::CannotSign,
		SearchError::NotFacility(FACILITY),
		SearchError::Shrinks { before: 90, now: 3 },
		SearchError::Empties,
		SearchError::NoCatalogue(FACILITY),
	]
}
