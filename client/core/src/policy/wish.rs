//! Writing a FHIR R4 `Consent` for a patient who has none: what the patient chose, in elements that [`Policy::read`] knows.

use super::{
	fhir::{ACCOUNT_SYSTEM, ACT_CODES, LOINC, PARTICIPATION, PURPOSES, Policy, SCOPES},
	scope::Kind,
};
use crate::{
	domain::{AccountId, Purpose},
	error::PolicyError,
	views::timestamp,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A standing answer as a patient chooses it: one rule about every record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
	/// Whose records it is about.
	pub patient: AccountId,
	/// Whether it permits or denies.
	pub kind: Kind,
	/// Who asks; empty is anybody.
	pub actors: BTreeSet<AccountId>,
	/// What for; empty is any purpose.
	pub purposes: Vec<Purpose>,
	/// Its last day, written `YYYY-MM-DD`; `None` has no end.
	pub last_day: Option<String>,
}

fn coded(system: &str, code: &str) -> Value {
	json!({ "coding": [{ "system": system, "code": code }] })
}

fn reference(account: AccountId) -> Value {
	json!({ "reference": format!("{ACCOUNT_SYSTEM}:{account}") })
}

impl Wish {
	/// The document and what it says, written at `now` (milliseconds since 1970). The same choices of one day make the same bytes, in one
	/// line, because forms change the ends of lines.
	///
	/// # Errors
	/// Whatever the reader of documents finds wrong, such as a last day that is over.
	pub fn document(&self, now: u64) -> Result<(String, Policy), PolicyError> {
		let (kind, rule) = match self.kind {
			Kind::Permit => ("permit", "OPTIN"),
			Kind::Deny => ("deny", "OPTOUT"),
		};
		let today: String = timestamp(now).chars().take(10).collect();
		let consent = json!({
			"resourceType": "Consent",
			"status": "active",
			"scope": coded(SCOPES, "patient-privacy"),
			"category": [coded(LOINC, "59284-0")],
			"patient": reference(self.patient),
			"dateTime": today,
			"performer": [reference(self.patient)],
			"policyRule": coded(ACT_CODES, rule),
			"provision": self.provision(kind),
		});
		let document = consent.to_string();
		let policy = Policy::read(&document)?;
		policy.check_not_over(now)?;
		Ok((document, policy))
	}

	/// FHIR knows no empty lists: what is meant for all is left out.
	fn provision(&self, kind: &str) -> Value {
		let mut provision = Map::new();
		let mut set = |name: &str, value: Value| drop(provision.insert(name.to_owned(), value));
		set("type", json!(kind));
		if let Some(day) = &self.last_day {
			set("period", json!({ "end": day }));
		}
		if !self.actors.is_empty() {
			let actor = |actor: &AccountId| json!({ "role": coded(PARTICIPATION, "IRCP"), "reference": reference(*actor) });
			set("actor", self.actors.iter().map(actor).collect());
		}
		if !self.purposes.is_empty() {
			let purpose = |purpose: &Purpose| json!({ "system": PURPOSES, "code": purpose.code() });
			set("purpose", self.purposes.iter().map(purpose).collect());
		}
		Value::Object(provision)
	}
}

#[cfg(test)]
mod tests {
	use super::{super::samples::*, *};
	use crate::{advice::Advice as _, views::end_of_day};

	/// The 29th of February 2024, at noon.
	const NOW: u64 = 1_709_208_000_000;

	fn wish(kind: Kind) -> Wish {
		Wish {
			patient: PATIENT,
			kind,
			actors: [DOCTOR, CLINIC].into(),
			purposes: vec![Purpose::Treatment, Purpose::Research],
			last_day: Some("2024-02-29".to_owned()),
		}
	}

	#[test]
	fn what_was_chosen_is_read_and_nothing_else() {
		for kind in [Kind::Permit, Kind::Deny] {
			let chosen = wish(kind);
			let (document, policy) = chosen.document(NOW).unwrap();
			assert_eq!(policy, Policy::read(&document).unwrap());
			assert_eq!((policy.patient, policy.base.kind), (PATIENT, kind));
			let scope = &policy.base.scope;
			assert_eq!(scope.actors, chosen.actors);
			let purposes = [Purpose::Treatment, Purpose::Research].map(Purpose::as_u8);
			assert_eq!(scope.purposes, purposes.into());
			assert_eq!(
				(scope.period.from, scope.period.until),
				(None, end_of_day("2024-02-29"))
			);
			assert!(scope.records.is_empty() && policy.exceptions.is_empty() && policy.refers_to.is_empty());
			// A form changes neither of the two.
			assert!(!document.contains(['\n', '\r']) && document.trim() == document);
		}
	}

	#[test]
	fn all_is_said_by_leaving_it_out() {
		let all = Wish {
			actors: BTreeSet::new(),
			purposes: Vec::new(),
			last_day: None,
			..wish(Kind::Deny)
		};
		let (document, policy) = all.document(NOW).unwrap();
		assert_eq!(policy.base.scope, crate::policy::Scope::default());
		for element in ["actor", "purpose", "period", "[]"] {
			assert!(!document.contains(element), "{element} in {document}");
		}
	}

	#[test]
	fn the_same_choices_of_a_day_are_one_document() {
		let written = |now| wish(Kind::Permit).document(now).unwrap().1.id;
		assert_eq!(written(NOW), written(NOW + 3_600_000));
		assert_ne!(
			wish(Kind::Permit).document(NOW).unwrap(),
			wish(Kind::Deny).document(NOW).unwrap()
		);
	}

	#[test]
	fn what_the_reader_refuses_is_not_written() {
		let with = |change: fn(&mut Wish)| {
			let mut wish = wish(Kind::Permit);
			change(&mut wish);
			wish.document(NOW).unwrap_err().kind().to_owned()
		};
		assert_eq!(
			with(|wish| wish.last_day = Some("2024-02-28".to_owned())),
			"ConsentOver"
		);
		assert_eq!(
			with(|wish| wish.last_day = Some("2024-02-30".to_owned())),
			"WrongForm"
		);
		// Nobody is asked before the glass is broken, so nothing can be answered beforehand.
		assert_eq!(
			with(|wish| wish.purposes.push(Purpose::BreakTheGlass)),
			"UnknownCode"
		);
		assert_eq!(
			with(|wish| wish.actors = (0..=u16::MAX / 64).map(numbered).collect()),
			"NotConsent"
		);
	}

	fn numbered(number: u16) -> AccountId {
		let mut bytes = [9; 32];
		bytes[..2].copy_from_slice(&number.to_le_bytes());
		AccountId(bytes)
	}
}
