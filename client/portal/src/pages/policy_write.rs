//! A standing answer that is written here: what its patient chooses becomes a FHIR Consent, which is shown and taken in like one of a file.

use super::{
	policy_import::{Shown, shown},
	tables::{self, Choice},
};
use crate::{
	error::PortalError,
	forms::Posted,
	visit::{AccountChoice, Visit},
};
use axum::response::Response;
use futures::future::join_all;
use medquorum_client::{
	domain::{AccountId, Purpose},
	error::Error,
	ledger::Ledger as _,
	policy::{Kind, Wish},
	views::{end_of_day, text},
};
use medquorum_session::{account_of, wall_time};
use std::collections::BTreeSet;

/// People who are offered; others are named by their addresses.
const MOST_OFFERED: usize = 200;
/// Accounts that one answer names. More would not fit into the form that hands the document on.
const MOST_NAMED: usize = 64;

/// Somebody who has a name here.
pub(super) struct Known {
	pub(super) address: String,
	pub(super) name: String,
	/// The role on this chain, if the node tells one: names alone do not say who is a clinic.
	pub(super) role: Option<String>,
}

/// What the form offers.
pub(super) struct Offered {
	pub(super) people: Vec<Known>,
	pub(super) purposes: Vec<Choice>,
	pub(super) accounts: Vec<AccountChoice>,
}

async fn known(visit: &Visit, name: String, account: AccountId) -> Known {
	let user = visit.session.chain.user(account).await.ok().flatten();
	Known {
		address: account.to_string(),
		name: text::line(&name),
		role: user.map(|user| user.role.to_string()),
	}
}

/// What can be chosen: everybody with a name here but the patient, and every purpose for which patients are asked.
pub(super) async fn offered(visit: &Visit) -> Offered {
	let own = visit.accounts();
	let named = visit.session.names.everybody().into_iter();
	let others = named.filter(|(_, account)| !own.contains(account));
	let people = others
		.take(MOST_OFFERED)
		.map(|(name, account)| known(visit, name, account));
	Offered {
		people: join_all(people).await,
		purposes: tables::purposes(),
		accounts: visit.choices(),
	}
}

/// An empty list stands for all, so that all has to be said.
fn all_or_some(some: usize, all: bool, none: &'static str, both: &'static str) -> Result<(), PortalError> {
	match (some > 0, all) {
		(false, false) => Err(PortalError::Form(none)),
		(true, true) => Err(PortalError::Form(both)),
		(true, false) | (false, true) => Ok(()),
	}
}

fn actors(form: &Posted, development: bool) -> Result<BTreeSet<AccountId>, PortalError> {
	let typed = form.get("others").lines().map(str::trim);
	let named = form.all("who").chain(typed).filter(|text| !text.is_empty());
	let mut found = BTreeSet::new();
	for text in named {
		found.insert(account_of(text, development)?);
	}
	let all = form.get("anybody") == "yes";
	let none = "choose who may ask, or say that it is anybody";
	all_or_some(
		found.len(),
		all,
		none,
		"choose either some who may ask, or anybody",
	)?;
	match found.len() > MOST_NAMED {
		true => Err(PortalError::Form("a standing answer names 64 accounts at most")),
		false => Ok(found),
	}
}

fn purposes(form: &Posted) -> Result<Vec<Purpose>, PortalError> {
	let found = form.all("purpose").map(tables::purpose);
	let found: Option<Vec<Purpose>> = found.collect();
	let found = found.ok_or(PortalError::Form("choose a purpose of the list"))?;
	let all = form.get("any") == "yes";
	let none = "choose a purpose, or say that it is any";
	all_or_some(found.len(), all, none, "choose either some purposes, or any")?;
	Ok(found)
}

fn last_day(form: &Posted) -> Result<Option<String>, PortalError> {
	let (day, endless) = (form.get("until"), form.get("endless") == "yes");
	let none = "choose its last day, or say that it has no end";
	all_or_some(day.len(), endless, none, "choose either a last day, or no end")?;
	match endless || end_of_day(day).is_some() {
		true => Ok((!endless).then(|| day.to_owned())),
		false => Err(PortalError::Form("a day is written as 2026-01-31")),
	}
}

/// What the form says.
fn wish(form: &Posted, patient: AccountId, development: bool) -> Result<Wish, PortalError> {
	let kind = match form.get("kind") {
		"permit" => Kind::Permit,
		"deny" => Kind::Deny,
		_ => return Err(PortalError::Form("choose whether it is a yes or a no")),
	};
	Ok(Wish {
		patient,
		kind,
		actors: actors(form, development)?,
		purposes: purposes(form)?,
		last_day: last_day(form)?,
	})
}

fn written(visit: &Visit, form: &Posted) -> Result<Shown, PortalError> {
	let place = visit.chosen(form.get("account"))?;
	let patient = place.map_or_else(|| visit.account(), |place| place.account);
	let wish = wish(form, patient, visit.session.development)?;
	let (document, policy) = wish.document(wall_time()).map_err(Error::from)?;
	shown(visit, (&document, &policy), ("document", document.clone()))
}

/// Writes the consent and shows what it says, before it is signed.
pub async fn write(visit: Visit, form: Posted) -> Response {
	let page = tokio::task::block_in_place(|| written(&visit, &form));
	visit.answer(page).await
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{advice::Advice as _, policy::Policy};

	const PATIENT: AccountId = AccountId([4; 32]);
	const DOCTOR: AccountId = AccountId([5; 32]);
	const CLINIC: AccountId = AccountId([6; 32]);
	/// The 29th of February 2024, at noon.
	const NOW: u64 = 1_709_208_000_000;

	impl Offered {
		/// One person, and every purpose.
		pub(in crate::pages) fn sample() -> Self {
			Self {
				people: vec![Known {
					address: DOCTOR.to_string(),
					name: "Dr <b>Weber".to_owned(),
					role: Some("clinician".to_owned()),
				}],
				purposes: tables::purposes(),
				accounts: Vec::new(),
			}
		}
	}

	fn chosen(fields: &[(&str, &str)]) -> Result<Wish, PortalError> {
		wish(&Posted::of(fields), PATIENT, false)
	}

	fn refused(fields: &[(&str, &str)]) -> String {
		let error = chosen(fields).unwrap_err();
		assert!(!error.next().is_empty());
		error.to_string()
	}

	#[test]
	fn what_is_chosen_is_what_the_consent_says() {
		let (doctor, clinic) = (DOCTOR.to_string(), format!(" {CLINIC} \r\n\r\n"));
		let wish = chosen(&[
			("kind", "permit"),
			("who", &doctor),
			("others", &clinic),
			("purpose", "TREAT"),
			("purpose", "HRESCH"),
			("until", "2024-12-31"),
		])
		.unwrap();
		let (document, policy) = wish.document(NOW).unwrap();
		// Through the form that asks once more, and back.
		let handed_on = Posted::of(&[("document", &document)]);
		assert_eq!(Policy::read(handed_on.get("document")).unwrap(), policy);
		let rule = &policy.base;
		assert_eq!((policy.patient, rule.kind), (PATIENT, Kind::Permit));
		assert_eq!(rule.scope.actors, [DOCTOR, CLINIC].into());
		let purposes = [Purpose::Treatment, Purpose::Research].map(Purpose::as_u8);
		assert_eq!(rule.scope.purposes, purposes.into());
		assert_eq!(rule.scope.period.until, end_of_day("2024-12-31"));

		let all = [
			("kind", "deny"),
			("anybody", "yes"),
			("any", "yes"),
			("endless", "yes"),
		];
		let wish = chosen(&all).unwrap();
		assert!(wish.actors.is_empty() && wish.purposes.is_empty() && wish.last_day.is_none());
		assert_eq!(wish.kind, Kind::Deny);
	}

	#[test]
	fn nobody_permits_all_by_leaving_something_out() {
		let doctor = DOCTOR.to_string();
		let whole = [
			("kind", "permit"),
			("who", doctor.as_str()),
			("purpose", "TREAT"),
			("until", "2024-12-31"),
		];
		assert!(chosen(&whole).is_ok());
		for (left_out, words) in [
			("kind", "a yes or a no"),
			("who", "say that it is anybody"),
			("purpose", "say that it is any"),
			("until", "say that it has no end"),
		] {
			let rest: Vec<_> = whole.into_iter().filter(|(name, _)| *name != left_out).collect();
			assert!(refused(&rest).contains(words), "{left_out}");
		}
		for (more, words) in [
			(("anybody", "yes"), "or anybody"),
			(("any", "yes"), "or any"),
			(("endless", "yes"), "or no end"),
			(("purpose", "BTG"), "a purpose of the list"),
			(("others", "Dr Weber"), ""),
		] {
			let with: Vec<_> = whole.into_iter().chain([more]).collect();
			assert!(refused(&with).contains(words), "{more:?}");
		}
		let unclear = whole.map(|(name, value)| (name, if name == "until" { "31.12.2024" } else { value }));
		assert!(refused(&unclear).contains("2026-01-31"));
		let many: Vec<String> = (0..=64)
			.map(|number| AccountId([number; 32]).to_string())
			.collect();
		let many = many.iter().map(|who| ("who", who.as_str()));
		let many: Vec<_> = whole.into_iter().chain(many).collect();
		assert!(refused(&many).contains("64 accounts at most"));
	}

	#[test]
	fn as_many_as_can_be_named_fit_into_a_form() {
		let many: Vec<String> = (0..64)
			.map(|number| AccountId([number; 32]).to_string())
			.collect();
		let mut fields: Vec<_> = many.iter().map(|who| ("who", who.as_str())).collect();
		fields.extend([("kind", "permit"), ("endless", "yes")]);
		fields.extend(tables::purposes().into_iter().map(|(code, _)| ("purpose", code)));
		let (document, _) = chosen(&fields).unwrap().document(NOW).unwrap();
		let sent = |byte: u8| if byte.is_ascii_alphanumeric() { 1_usize } else { 3 };
		let length: usize = document.bytes().map(sent).sum();
		assert!(length < 60_000, "{length} bytes");
	}
}
