//! What of an audit is shown: of a record, of a person, of a kind, of a period.

use crate::{
	error::PortalError,
	forms::Posted,
	texts::{Say, say},
};
use medquorum_client::{
	audit::{Access, Act, Entry},
	domain::{AccountId, RequestId},
	roles::Period,
	views::{Party, end_of_day},
};
use std::collections::BTreeSet;

/// Milliseconds of a day.
const DAY: u64 = 86_400_000;
/// Fewer digits fit too many records.
const FEWEST_DIGITS: usize = 4;

/// What somebody did, as a reader looks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
	/// From now on somebody can open a record.
	Opened,
	/// Somebody asked for a record.
	Asked,
	/// Administrators or the patient answered.
	Answered,
	/// A request was closed, or ended.
	Ended,
	/// Something was done with a record.
	Records,
	/// Something was done in an emergency, or for one.
	Emergency,
	/// Anything else: accounts, roles, committees, catalogues.
	Rest,
}

impl Kind {
	/// All of them, by what the form sends.
	const ALL: [(&str, Self); 7] = [
		("opened", Self::Opened),
		("asked", Self::Asked),
		("answered", Self::Answered),
		("ended", Self::Ended),
		("records", Self::Records),
		("emergency", Self::Emergency),
		("rest", Self::Rest),
	];

	fn words(self) -> Say {
		match self {
			Self::Opened => say("audit-kind-opened"),
			Self::Asked => say("audit-kind-asked"),
			Self::Answered => say("audit-kind-answered"),
			Self::Ended => say("audit-kind-ended"),
			Self::Records => say("audit-kind-records"),
			Self::Emergency => say("audit-kind-emergency"),
			Self::Rest => say("audit-kind-rest"),
		}
	}

	/// Every act is of one kind.
	fn of(act: Act) -> Self {
		match act {
			Act::Asked => Self::Asked,
			Act::Approved
			| Act::EnoughApprovals
			| Act::Rejected
			| Act::RequestRejected
			| Act::Consented
			| Act::DeniedConsent => Self::Answered,
			Act::Closed | Act::Ended => Self::Ended,
			Act::Registered
			| Act::Acknowledged
			| Act::Suspended
			| Act::Resumed
			| Act::AllowedCorrection
			| Act::RefusedRecord
			| Act::Superseded
			| Act::Restored
			| Act::Erased
			| Act::ScheduledErasure
			| Act::ErasureAwaitsHold
			| Act::StoppedErasure
			| Act::PlacedHold
			| Act::LiftedHold
			| Act::SaidWhetherFound
			| Act::SaidWhetherListed
			| Act::AttestedErasure => Self::Records,
			Act::SaidWhatInEmergency
			| Act::AllowedEmergency
			| Act::RemovedEmergency
			| Act::AskedInEmergency
			| Act::BrokeGlass
			| Act::ExplainedEmergency
			| Act::ReviewedEmergency
			| Act::FoundEmergency
			| Act::SuspendedFromEmergency
			| Act::ReinstatedToEmergency => Self::Emergency,
			Act::RegisteredKeys
			| Act::Left
			| Act::Sponsored
			| Act::EndedSponsorship
			| Act::NamedGuardian
			| Act::Froze
			| Act::Unfroze
			| Act::Replaced
			| Act::SetRole
			| Act::SetCommittee
			| Act::RetiredCommittee
			| Act::PublishedCatalogue
			| Act::WithdrewCatalogue
			| Act::SetFacility
			| Act::Other => Self::Rest,
		}
	}

	fn tells(self, entry: &Entry) -> bool {
		match self {
			Self::Opened => entry.access == Access::FromNow || entry.act == Act::BrokeGlass,
			Self::Asked | Self::Answered | Self::Ended | Self::Records | Self::Emergency | Self::Rest => {
				Self::of(entry.act) == self
			}
		}
	}
}

/// A choice of the form.
pub struct KindChoice {
	/// What the form sends.
	pub code: &'static str,
	/// As the page shows it.
	pub words: Say,
	/// Whether it is chosen.
	pub chosen: bool,
}

/// The kinds that a form offers.
pub fn kinds(chosen: &str) -> Vec<KindChoice> {
	let all = Kind::ALL.into_iter();
	all.map(|(code, kind)| KindChoice {
		code,
		words: kind.words(),
		chosen: code == chosen,
	})
	.collect()
}

/// What of an audit is shown.
#[derive(Debug, Clone, Default)]
pub struct Sieve {
	/// First digits of a record.
	record: Option<String>,
	person: Option<AccountId>,
	kind: Option<Kind>,
	/// Which blocks are read.
	pub period: Period,
}

fn digits(typed: &str) -> Result<Option<String>, PortalError> {
	let digits = typed.to_ascii_lowercase();
	let good = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
	match (digits.len(), good) {
		(0, _) => Ok(None),
		(FEWEST_DIGITS..=32, true) => Ok(Some(digits)),
		_ => Err(PortalError::Form("a record is named by 4 to 32 of its digits")),
	}
}

fn kind(code: &str) -> Result<Option<Kind>, PortalError> {
	if code.is_empty() {
		return Ok(None);
	}
	let found = Kind::ALL.into_iter().find(|(known, _)| *known == code);
	let (_, kind) = found.ok_or(PortalError::Form("choose a kind of the list"))?;
	Ok(Some(kind))
}

/// The moment after a day; `None` where none was typed.
fn end(typed: &str) -> Result<Option<u64>, PortalError> {
	match (typed.is_empty(), end_of_day(typed)) {
		(true, _) => Ok(None),
		(false, Some(end)) => Ok(Some(end)),
		(false, None) => Err(PortalError::Form("a day is written as 2026-01-31")),
	}
}

impl Sieve {
	/// What a form asks for; `person` is the account of the one whom it names.
	///
	/// # Errors
	/// When a field cannot be read.
	pub fn of(form: &Posted, person: Option<AccountId>) -> Result<Self, PortalError> {
		Ok(Self {
			record: digits(form.get("record"))?,
			person,
			kind: kind(form.get("kind"))?,
			period: Period {
				since: end(form.get("since"))?.map(|end| end.saturating_sub(DAY)),
				until: end(form.get("until"))?,
			},
		})
	}

	/// Whether everything of the period is shown.
	pub fn is_open(&self) -> bool {
		self.record.is_none() && self.person.is_none() && self.kind.is_none()
	}

	/// Those of these entries that fit, in their order.
	pub fn through<'e>(&self, entries: &'e [Entry]) -> Vec<&'e Entry> {
		let requests = self.requests(entries);
		let fits = |entry: &&Entry| {
			let record = self.record.as_deref().is_none_or(|digits| {
				let asked = entry.request.is_some_and(|id| requests.contains(&id));
				asked || names(entry, digits)
			});
			let person = self.person.is_none_or(|who| {
				let parties = [&entry.who, &entry.patient, &entry.requester, &entry.payer];
				let is = |party: &Party| party.address == who;
				parties.into_iter().flatten().any(is)
			});
			record && person && self.kind.is_none_or(|kind| kind.tells(entry))
		};
		entries.iter().filter(fits).collect()
	}

	/// The requests for the record that is looked for: answers to them name the request alone.
	fn requests(&self, entries: &[Entry]) -> BTreeSet<RequestId> {
		let Some(digits) = self.record.as_deref() else {
			return BTreeSet::new();
		};
		let of_it = entries.iter().filter(|entry| names(entry, digits));
		of_it.filter_map(|entry| entry.request).collect()
	}
}

/// Whether an entry names a record that begins so.
fn names(entry: &Entry, digits: &str) -> bool {
	let record = entry.record.as_ref();
	record.is_some_and(|record| record.to_string().starts_with(digits))
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{
		audit::{Nobody, Past, Question, entry::entries, proof::Block},
		ledger::Event,
	};

	const IDA: AccountId = AccountId([2; 32]);
	const FERDIE: AccountId = AccountId([3; 32]);
	const ALICE: AccountId = AccountId([4; 32]);

	fn event(name: &str, fields: &[(&str, String)]) -> Event {
		let fields = fields.iter();
		Event {
			pallet: "MedicalRecords".to_owned(),
			name: name.to_owned(),
			fields: fields
				.map(|(name, value)| ((*name).to_owned(), value.clone()))
				.collect(),
		}
	}

	/// Two requests for two records; of the first an approval is told, which names the request alone.
	fn told() -> Vec<Entry> {
		let asked = |byte: u8| {
			event(
				"AccessRequested",
				&[
					("record_id", format!("{byte:02x}").repeat(16)),
					("request_id", format!("{:02x}", byte + 1).repeat(16)),
					("requester", FERDIE.to_string()),
					("payer", FERDIE.to_string()),
					("patient", IDA.to_string()),
					("purpose", "Treatment".to_owned()),
				],
			)
		};
		let approved = event(
			"ApprovalRecorded",
			&[("request_id", "ab".repeat(16)), ("admin", ALICE.to_string())],
		);
		let past = Past {
			block: Block {
				number: 7,
				hash: [7; 32],
			},
			time: 1,
			events: vec![(0, asked(0xaa)), (1, approved), (2, asked(0xcc))],
		};
		// Without accounts it is about everybody.
		let everybody = Question {
			from: 1,
			to: 9,
			..Question::default()
		};
		entries(&everybody, &[past], &Nobody)
	}

	#[test]
	fn a_records_entries_are_those_of_its_requests_too() {
		let entries = told();
		assert_eq!(entries.len(), 3);
		let through = |sieve: Sieve| sieve.through(&entries).len();
		assert_eq!(through(Sieve::default()), 3);
		let of_record = |digits: &str| Sieve {
			record: Some(digits.to_owned()),
			..Sieve::default()
		};
		assert_eq!(through(of_record("aaaa")), 2);
		assert_eq!(through(of_record("cccc")), 1);
		assert_eq!(through(of_record("eeee")), 0);
		let of_person = |who| Sieve {
			person: Some(who),
			..Sieve::default()
		};
		assert_eq!(through(of_person(ALICE)), 1);
		assert_eq!(through(of_person(FERDIE)), 3);
		assert_eq!(through(of_person(AccountId([9; 32]))), 0);
		let of_kind = |kind| Sieve {
			kind: Some(kind),
			..Sieve::default()
		};
		assert_eq!(through(of_kind(Kind::Asked)), 2);
		assert_eq!(through(of_kind(Kind::Answered)), 1);
		assert_eq!(through(of_kind(Kind::Opened)), 0);
	}

	#[test]
	fn fields_are_understood_or_refused() {
		assert_eq!(digits("").unwrap(), None);
		assert_eq!(digits("AB12").unwrap().as_deref(), Some("ab12"));
		for wrong in ["ab1", "xyzw", &"a".repeat(33)] {
			assert!(digits(wrong).is_err(), "{wrong}");
		}
		assert_eq!(end("").unwrap(), None);
		assert_eq!(end("2024-02-29").unwrap(), Some(1_709_251_200_000));
		assert!(end("29.2.2024").is_err());
		let offered = kinds("asked");
		assert_eq!(offered.iter().filter(|choice| choice.chosen).count(), 1);
		for choice in &offered {
			assert!(kind(choice.code).unwrap().is_some(), "{}", choice.code);
		}
		assert_eq!(kind("").unwrap(), None);
		assert!(kind("lost").is_err());
	}
}
