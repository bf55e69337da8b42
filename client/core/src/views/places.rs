//! The accounts of one person: the main one, and one for each facility. Only this machine puts them together.

use super::{names::Party, words::Fact};
use crate::domain::AccountId;
use serde::Serialize;

/// An account of the person at this machine; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlacedAccount {
	/// The facility that it is for; null for the main account.
	pub facility: Option<Party>,
	/// Its address.
	pub account: AccountId,
	/// Whether its keys are on the chain.
	pub registered: bool,
	/// Version of its CSP key on the chain.
	pub csp_version: Option<u16>,
	/// Whether it is frozen.
	pub frozen: bool,
	/// How many records are about it.
	pub records: usize,
}

impl PlacedAccount {
	/// Where it is, for people.
	#[must_use]
	pub fn place(&self) -> String {
		match &self.facility {
			Some(facility) => facility.shown(),
			None => "anywhere (your main account)".to_owned(),
		}
	}

	/// How its keys stand, for people.
	#[must_use]
	pub fn keys(&self) -> String {
		let keys = match (self.csp_version, &self.facility) {
			(Some(version), _) => format!("registered, CSP key version {version}"),
			(None, Some(_)) => {
				"not enrolled; give the facility your file: `medquorum account for`".to_owned()
			}
			(None, None) => "not registered; see `medquorum register`".to_owned(),
		};
		match self.frozen {
			true => keys + "; frozen",
			false => keys,
		}
	}

	/// The account in one line of the status.
	#[must_use]
	pub fn fact(&self) -> Fact {
		("Account at", format!("{}: {}", self.place(), self.keys()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::views::fixtures::*;
	use serde_json::json;

	fn at_city() -> PlacedAccount {
		PlacedAccount {
			facility: Some(Party {
				address: FERDIE,
				name: Some("City Hospital".to_owned()),
			}),
			account: DAVE,
			registered: true,
			csp_version: Some(1),
			frozen: false,
			records: 2,
		}
	}

	#[test]
	fn people_read_where_an_account_is_and_how_it_stands() {
		let told = |place: &PlacedAccount| place.fact().1;
		assert_eq!(told(&at_city()), "City Hospital: registered, CSP key version 1");
		let frozen = PlacedAccount {
			frozen: true,
			..at_city()
		};
		assert!(told(&frozen).ends_with("; frozen"));
		let missing = PlacedAccount {
			registered: false,
			csp_version: None,
			..at_city()
		};
		assert!(told(&missing).contains("`medquorum account for`"));
		let main = PlacedAccount {
			facility: None,
			..missing
		};
		assert!(told(&main).contains("`medquorum register`"));
	}

	#[test]
	fn programs_get_facility_and_account_apart() {
		let document = serde_json::to_value(at_city()).unwrap();
		let expected = json!({
			"facility": { "address": FERDIE, "name": "City Hospital" },
			"account": DAVE,
			"registered": true,
			"csp_version": 1,
			"frozen": false,
			"records": 2,
		});
		assert_eq!(document, expected);
	}
}
