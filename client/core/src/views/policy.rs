//! What is shown of a standing answer.

use super::{
	names::{Names, Party},
	text::line,
	when::timestamp,
};
use crate::{
	domain::Purpose,
	policy::{Kind, Policy, Provision},
};
use serde::Serialize;

/// A standing answer with names and words; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyDetails {
	/// Hash of the FHIR Consent, by which the policy is shown and removed.
	pub policy_id: String,
	/// Whose records it is about.
	pub patient: Party,
	/// Whether its time has come and is not over.
	pub in_force: bool,
	/// When it begins (RFC 3339); `None` has no beginning.
	pub from: Option<String>,
	/// The first moment after it (RFC 3339); `None` has no end.
	pub until: Option<String>,
	/// Its rules: what it says where no exception does, then the exceptions.
	pub rules: Vec<RuleDetails>,
	/// Texts that the document refers to, and that nothing reads here.
	pub refers_to: Vec<String>,
}

/// A rule of a standing answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleDetails {
	/// Whether it permits; it denies otherwise.
	pub permits: bool,
	/// Who asks; empty is anybody who may read.
	pub actors: Vec<Party>,
	/// What for, as HL7 codes; empty is any purpose.
	pub purposes: Vec<&'static str>,
	/// For which records; empty is every record.
	pub records: Vec<String>,
	/// Where it stands in the document.
	pub element: String,
	/// The rule for people.
	pub words: String,
}

impl RuleDetails {
	fn of(rule: &Provision, names: &dyn Names) -> Self {
		let scope = &rule.scope;
		let purposes = Purpose::ALL.into_iter();
		let purposes = purposes.filter(|purpose| scope.purposes.contains(&purpose.as_u8()));
		Self {
			permits: rule.kind == Kind::Permit,
			actors: scope.actors.iter().map(|actor| names.party(actor)).collect(),
			purposes: purposes.map(Purpose::code).collect(),
			records: scope.records.iter().map(ToString::to_string).collect(),
			element: rule.path.clone(),
			words: rule.words(names),
		}
	}
}

impl PolicyDetails {
	/// The standing answer at `now`, in milliseconds since 1970.
	#[must_use]
	pub fn of(policy: &Policy, names: &dyn Names, now: u64) -> Self {
		let period = policy.base.scope.period;
		Self {
			policy_id: policy.id.to_string(),
			patient: names.party(&policy.patient),
			in_force: period.holds(now),
			from: period.from.map(timestamp),
			until: period.until.map(timestamp),
			rules: policy.rules().map(|rule| RuleDetails::of(rule, names)).collect(),
			refers_to: policy.refers_to.iter().map(|text| line(text)).collect(),
		}
	}

	/// What it says, one rule a line.
	#[must_use]
	pub fn words(&self) -> String {
		let rules: Vec<&str> = self.rules.iter().map(|rule| rule.words.as_str()).collect();
		rules.join("\n  except that it ")
	}
}
