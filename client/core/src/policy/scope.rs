//! What a provision is about: who asks, what for, for which record, when.

use super::time::Period;
use crate::{
	domain::{AccountId, Purpose, RecordId},
	views::{Names, words::short},
};
use std::collections::BTreeSet;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
	/// Who asks.
	pub requester: AccountId,
	/// What for.
	pub purpose: Purpose,
	/// The record that is requested; compared with the records that a provision names.
	pub record: RecordId,
	/// The older versions that the record corrects.
	pub older: &'a [RecordId],
}

/// Whether a provision permits or denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
	/// Consent is given.
	Permit,
	/// Consent is denied.
	Deny,
}

/// What a provision is about. An empty list stands for all, as in FHIR.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
	/// Who asks; empty is anybody.
	pub actors: BTreeSet<AccountId>,
	/// What for, by their codes; empty is any purpose.
	pub purposes: BTreeSet<u8>,
	/// For which records; empty is every record of the patient.
	pub records: BTreeSet<RecordId>,
	/// When.
	pub period: Period,
}

/// The purpose of which HL7 makes this one a part (v3 PurposeOfUse).
fn wider(purpose: Purpose) -> Option<Purpose> {
	match purpose {
		Purpose::EmergencyTreatment => Some(Purpose::Treatment),
		Purpose::BreakTheGlass => Some(Purpose::EmergencyTreatment),
		Purpose::Test | Purpose::Legal | Purpose::QualityImprovement | Purpose::PatientSafety => {
			Some(Purpose::Operations)
		}
		Purpose::Treatment
		| Purpose::Payment
		| Purpose::Operations
		| Purpose::Research
		| Purpose::PatientRequest
		| Purpose::PublicHealth => None,
	}
}

/// Whether `own` lies in `other`, where nothing stands for all.
fn within<T: Ord>(own: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
	other.is_empty() || (!own.is_empty() && own.is_subset(other))
}

impl Scope {
	/// Whether a provision of this kind is about this request. What denies is read widely: emergency treatment is treatment, and an
	/// older version of a record stands for its corrections. What permits covers no more than it names.
	#[must_use]
	pub fn covers(&self, kind: Kind, asked: &Asked<'_>, now: u64) -> bool {
		let purpose = |purpose: Purpose| self.purposes.contains(&purpose.as_u8());
		let purpose_fits = self.purposes.is_empty()
			|| purpose(asked.purpose)
			|| (kind == Kind::Deny && wider(asked.purpose).is_some_and(purpose));
		let record_fits = self.records.is_empty()
			|| self.records.contains(&asked.record)
			|| (kind == Kind::Deny && asked.older.iter().any(|older| self.records.contains(older)));
		let actor_fits = self.actors.is_empty() || self.actors.contains(&asked.requester);
		actor_fits && purpose_fits && record_fits && self.period.holds(now)
	}

	/// Whether everything that this is about, `other` is about too.
	#[must_use]
	pub(super) fn within(&self, other: &Self) -> bool {
		within(&self.actors, &other.actors)
			&& within(&self.purposes, &other.purposes)
			&& within(&self.records, &other.records)
			&& self.period.within(&other.period)
	}

	/// What it is about, for people: who, what for, which records, when.
	#[must_use]
	pub fn words(&self, names: &dyn Names) -> String {
		let list = |words: Vec<String>, all: &str| match words.is_empty() {
			true => all.to_owned(),
			false => words.join(", "),
		};
		let actors = self.actors.iter().map(|actor| names.show(actor)).collect();
		let purposes = Purpose::ALL
			.iter()
			.filter(|purpose| self.purposes.contains(&purpose.as_u8()))
			.map(|purpose| purpose.words().to_owned())
			.collect();
		let records = self.records.iter().map(short).collect();
		format!(
			"{}, for {}, of {}{}",
			list(actors, "anybody who may read"),
			list(purposes, "any purpose"),
			match self.records.is_empty() {
				true => "every record".to_owned(),
				false => format!("record {}", list(records, "")),
			},
			self.period.words()
		)
	}
}

/// One rule of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
	/// What it says.
	pub kind: Kind,
	/// What it is about, the policy's own limits included.
	pub scope: Scope,
	/// Where it stands in the document.
	pub path: String,
}

impl Provision {
	/// The rule for people.
	#[must_use]
	pub fn words(&self, names: &dyn Names) -> String {
		let verb = match self.kind {
			Kind::Permit => "permits",
			Kind::Deny => "denies",
		};
		format!("{verb} {}", self.scope.words(names))
	}
}
