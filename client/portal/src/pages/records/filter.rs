//! Which records are listed: those with these words, of this status, disease and year.

use crate::{error::PortalError, forms::Posted, texts::Value, visit::Visit};
use medquorum_client::{
	domain::{BlockNumber, RecordId, RecordStatus},
	error::Error,
	search::codes::{Category, CodeRange},
	views::{RecordDetails, date_words, words},
};
use medquorum_session::{Session, diseases_of};
use std::collections::BTreeSet;

/// Where a record stands, by what the form sends; whether it is acknowledged counts for an active one alone.
const STANDINGS: [(&str, RecordStatus, bool); 4] = [
	("active", RecordStatus::Active, true),
	("unconfirmed", RecordStatus::Active, false),
	("suspended", RecordStatus::Suspended, true),
	("superseded", RecordStatus::Superseded, true),
];

/// What was typed, as the form shows it again.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
	/// Words of a file's name, of people, of an id.
	pub text: String,
	/// Where the records stand; empty for anywhere.
	pub status: String,
	/// Codes or words of diseases.
	pub disease: String,
	/// When they were registered.
	pub year: String,
}

/// A choice of the form.
pub struct Standing {
	/// What the form sends.
	pub code: &'static str,
	/// As the page shows it.
	pub words: Value,
	/// Whether it was chosen.
	pub chosen: bool,
}

impl Wanted {
	/// That of a form.
	pub fn of(form: &Posted) -> Self {
		let get = |name: &str| form.get(name).to_owned();
		Self {
			text: get("text"),
			status: get("status"),
			disease: get("disease"),
			year: get("year"),
		}
	}

	/// The choices.
	pub fn standings(&self) -> Vec<Standing> {
		let all = STANDINGS.into_iter();
		all.map(|(code, status, acknowledged)| Standing {
			code,
			words: Value::Heard(words::record_status(status, acknowledged).to_owned()),
			chosen: self.status == code,
		})
		.collect()
	}
}

/// What a record must be to be listed.
#[derive(Debug)]
pub struct Filter {
	words: Vec<String>,
	standing: Option<(RecordStatus, bool)>,
	diseases: Vec<CodeRange>,
	year: Option<u16>,
}

/// The words of a field, between spaces and commas.
fn split(field: &str) -> Vec<String> {
	let words = field.split([' ', ',']).filter(|word| !word.is_empty());
	words.map(str::to_owned).collect()
}

fn standing(code: &str) -> Result<Option<(RecordStatus, bool)>, PortalError> {
	if code.is_empty() {
		return Ok(None);
	}
	let found = STANDINGS.into_iter().find(|(known, ..)| *known == code);
	let (_, status, acknowledged) = found.ok_or(PortalError::Form("choose a status of the list"))?;
	Ok(Some((status, acknowledged)))
}

fn year(typed: &str) -> Result<Option<u16>, PortalError> {
	let four = typed.len() == 4 && typed.bytes().all(|digit| digit.is_ascii_digit());
	match (typed.is_empty(), four, typed.parse()) {
		(true, ..) => Ok(None),
		(false, true, Ok(year)) => Ok(Some(year)),
		(false, ..) => Err(PortalError::Form("a year is written as 2026")),
	}
}

/// The year of a time in milliseconds since 1970, in UTC.
fn year_of(time: u64) -> Option<u16> {
	date_words(time).split('-').next()?.parse().ok()
}

/// Whether a disease is one of those that are searched; of what tells no more than its chapter, whether it could be.
fn is_in(range: &CodeRange, disease: Category) -> bool {
	if disease.is_chapter() {
		return range.chapters().any(|chapter| chapter == disease.chapter());
	}
	let (first, last) = range.numbers();
	(first..=last).contains(&disease.as_u16())
}

/// The diseases of a record as far as this machine knows them: where it was uploaded from here and may be listed, or a search found it.
fn diseases(visit: &Visit, id: RecordId) -> Vec<Category> {
	let own = visit.session.notes.own_file(id).and_then(|own| own.listing);
	let own = own.into_iter().flat_map(|listing| listing.diseases);
	let found = visit.portal.found_under(id);
	let found = found.and_then(|code| code.parse::<Category>().ok());
	own.chain(found).collect()
}

/// The place of the first of these ascending blocks that is of this year or a later one. No more are asked for than that takes; one that
/// the node has forgotten counts as earlier.
async fn first_from(session: &Session, blocks: &[BlockNumber], year: u16) -> Result<usize, Error> {
	let (mut low, mut beyond) = (0, blocks.len());
	while low < beyond {
		let middle = low + (beyond - low) / 2;
		let Some(block) = blocks.get(middle) else { break };
		let found = session.time_of(*block).await?.and_then(year_of);
		match found.is_some_and(|found| found >= year) {
			true => beyond = middle,
			false => low = middle + 1,
		}
	}
	Ok(low)
}

impl Filter {
	/// What was typed.
	///
	/// # Errors
	/// When a year is none, a status is not of the list, or nobody knows such a disease.
	pub fn of(wanted: &Wanted) -> Result<Self, PortalError> {
		let diseases = split(&wanted.disease);
		Ok(Self {
			words: split(&wanted.text.to_lowercase()),
			standing: standing(&wanted.status)?,
			diseases: match diseases.is_empty() {
				true => Vec::new(),
				false => diseases_of(&diseases)?.0,
			},
			year: year(&wanted.year)?,
		})
	}

	/// Whether a record fits, whenever it was registered.
	fn fits(&self, record: &RecordDetails, known: impl FnOnce(RecordId) -> Vec<Category>) -> bool {
		let stands = self.standing.is_none_or(|(status, acknowledged)| {
			let counts = status == RecordStatus::Active;
			record.status == status && (!counts || record.acknowledged == acknowledged)
		});
		let told = [
			record.file_name.as_deref().unwrap_or_default(),
			&record.patient.shown(),
			&record.uploader.shown(),
			&record.record_id.to_string(),
		]
		.join("\n")
		.to_lowercase();
		let has = |disease: Category| self.diseases.iter().any(|range| is_in(range, disease));
		stands
			&& self.words.iter().all(|word| told.contains(word.as_str()))
			&& (self.diseases.is_empty() || known(record.record_id).into_iter().any(has))
	}

	/// Those of these records that fit, in their order.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn among(
		&self,
		visit: &Visit,
		mut records: Vec<RecordDetails>,
	) -> Result<Vec<RecordDetails>, Error> {
		records.retain(|record| self.fits(record, |id| diseases(visit, id)));
		let Some(year) = self.year else {
			return Ok(records);
		};
		let undated = records.iter().filter(|record| record.created.time.is_none());
		let blocks: BTreeSet<BlockNumber> = undated.map(|record| record.created.block).collect();
		let blocks: Vec<BlockNumber> = blocks.into_iter().collect();
		let first = first_from(&visit.session, &blocks, year).await?;
		let beyond = first_from(&visit.session, &blocks, year.saturating_add(1)).await?;
		let of_year = blocks.get(first..beyond).unwrap_or_default();
		records.retain(|record| match record.created.time {
			Some(time) => year_of(time) == Some(year),
			None => of_year.binary_search(&record.created.block).is_ok(),
		});
		Ok(records)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{
		domain::AccountId,
		views::{Party, When},
	};

	fn record(file: Option<&str>, status: RecordStatus, acknowledged: bool) -> RecordDetails {
		let party = |address, name: &str| Party {
			address: AccountId([address; 32]),
			name: Some(name.to_owned()),
		};
		RecordDetails {
			record_id: RecordId([0xab; 16]),
			uploader: party(1, "City Hospital"),
			patient: party(2, "Ida"),
			csp_pk: [0; 32],
			key_id: 1,
			commitment: [0; 32],
			capsule: [0; 128],
			csp_enc: [0; 32],
			csp_check: [0; 32],
			locator: [0; 64],
			supersedes: None,
			version: 1,
			acknowledged,
			searchable: false,
			status,
			superseded_by: None,
			erasure: None,
			hold: None,
			created: When::block(3),
			requests: Vec::new(),
			file_name: file.map(str::to_owned),
		}
	}

	fn filter(text: &str, status: &str, disease: &str) -> Filter {
		let wanted = Wanted {
			text: text.to_owned(),
			status: status.to_owned(),
			disease: disease.to_owned(),
			year: String::new(),
		};
		Filter::of(&wanted).unwrap()
	}

	#[test]
	fn words_are_looked_for_in_names_and_ids() {
		let one = record(Some("CT thorax.dcm"), RecordStatus::Active, true);
		let fits = |text: &str| filter(text, "", "").fits(&one, |_| Vec::new());
		for text in ["", "thorax", "CITY ida", "abab", " , "] {
			assert!(fits(text), "{text}");
		}
		for text in ["mri", "thorax mri", "city two"] {
			assert!(!fits(text), "{text}");
		}
	}

	#[test]
	fn every_status_that_is_offered_is_understood_and_fits_its_own() {
		let records = [
			record(None, RecordStatus::Active, true),
			record(None, RecordStatus::Active, false),
			record(None, RecordStatus::Suspended, false),
			record(None, RecordStatus::Superseded, true),
		];
		let offered = Wanted::default().standings();
		assert_eq!(offered.len(), records.len());
		for (at, standing) in offered.iter().enumerate() {
			let filter = filter("", standing.code, "");
			let fitting = records.iter().map(|record| filter.fits(record, |_| Vec::new()));
			let own: Vec<bool> = (0..records.len()).map(|other| other == at).collect();
			assert_eq!(fitting.collect::<Vec<_>>(), own, "{}", standing.code);
		}
		assert!(standing("lost").is_err());
	}

	#[test]
	fn a_disease_fits_where_it_is_known() {
		let one = record(None, RecordStatus::Active, true);
		let known = |code: &str| vec![code.parse::<Category>().unwrap()];
		assert!(filter("", "", "E11").fits(&one, |_| known("E11")));
		assert!(filter("", "", "E08-E13").fits(&one, |_| known("E11")));
		assert!(filter("", "", "E11").fits(&one, |_| known("chapter 4")));
		assert!(!filter("", "", "E11").fits(&one, |_| known("I10")));
		assert!(!filter("", "", "E11").fits(&one, |_| Vec::new()));
	}

	#[test]
	fn years_are_those_of_the_calendar() {
		assert_eq!(year("").unwrap(), None);
		assert_eq!(year("2026").unwrap(), Some(2026));
		for wrong in ["26", "20266", "-026", "+026", "2o26"] {
			assert!(year(wrong).is_err(), "{wrong}");
		}
		assert_eq!(year_of(0), Some(1970));
		assert_eq!(year_of(1_709_251_199_999), Some(2024));
	}
}
