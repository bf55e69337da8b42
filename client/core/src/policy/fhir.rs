//! Reading a FHIR R4 `Consent`: what restricts is understood or refused, what only describes is passed over.

use super::{
	json::{Element, Json},
	scope::{Kind, Provision, Scope},
	time::{Period, span},
};
use crate::{
	domain::{AccountId, Purpose, RecordId},
	error::PolicyError,
	views::text::line,
};
use blake2::{Blake2b, Digest as _, digest::consts::U16};
use std::{collections::BTreeSet, fmt};

/// The system of identifiers that name an account by its address; before a colon and the address, a reference to one.
pub const ACCOUNT_SYSTEM: &str = "urn:medquorum:account";
/// The same for records, by their id.
pub const RECORD_SYSTEM: &str = "urn:medquorum:record";
/// Bytes of the longest document that is read.
pub const MAX_DOCUMENT: usize = 64 << 10;
/// Exceptions that one document may have.
const MAX_EXCEPTIONS: usize = 256;

pub(super) const SCOPES: &str = "http://terminology.hl7.org/CodeSystem/consentscope";
pub(super) const ACT_CODES: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
pub(super) const PURPOSES: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
pub(super) const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
const ACTIONS: &str = "http://terminology.hl7.org/CodeSystem/consentaction";
pub(super) const LOINC: &str = "http://loinc.org";

/// Categories that say no more than «this is a consent to disclosure». Others, such as «in emergencies only», restrict.
const CATEGORIES: [(&str, &str); 7] = [
	(LOINC, "59284-0"),
	(LOINC, "57016-8"),
	(LOINC, "64292-6"),
	(ACT_CODES, "IDSCL"),
	(ACT_CODES, "INFA"),
	(ACT_CODES, "INFAO"),
	(ACT_CODES, "INFASO"),
];

/// Names a policy: BLAKE2b-128 of its document's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyId(pub [u8; 16]);

impl PolicyId {
	/// The id of this document.
	#[must_use]
	pub fn of(document: &str) -> Self {
		Self(Blake2b::<U16>::digest(document.as_bytes()).into())
	}
}

impl fmt::Display for PolicyId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.pad(&hex::encode(self.0))
	}
}

/// A patient's decisions, as one document says them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
	/// Its document.
	pub id: PolicyId,
	/// Whose records it is about.
	pub patient: AccountId,
	/// What it says where no exception does.
	pub base: Provision,
	/// Exceptions from that; what one does not name itself it takes from the base.
	pub exceptions: Vec<Provision>,
	/// Texts that the patient was shown, by their addresses. Nothing reads them here.
	pub refers_to: Vec<String>,
}

impl Policy {
	/// Reads a document.
	///
	/// # Errors
	/// When it is no `Consent` in force, or holds an element that could restrict it and is not understood.
	pub fn read(document: &str) -> Result<Self, PolicyError> {
		if document.len() > MAX_DOCUMENT {
			return Err(PolicyError::NotConsent(format!(
				"it has more than {MAX_DOCUMENT} bytes"
			)));
		}
		let json: Json = serde_json::from_str(document)
			.map_err(|error| PolicyError::NotConsent(line(&error.to_string())))?;
		let mut consent = Element::new("Consent".to_owned(), json)?;
		if consent.text("resourceType")?.as_deref() != Some("Consent") {
			return Err(PolicyError::NotConsent("its resourceType is another".to_owned()));
		}
		header(&mut consent)?;
		let patient = consent
			.object("patient")?
			.ok_or_else(|| consent.wrong("patient", "there"))?;
		let patient = account(patient)?;
		for performer in consent.objects("performer")? {
			let by = account(performer)?;
			if by != patient {
				return Err(PolicyError::OtherPatient { named: by, patient });
			}
		}
		let refers_to = texts_referred_to(&mut consent)?;
		let ruled = policy_rule(&mut consent)?;
		let provision = consent.object("provision")?;
		let provision = provision.ok_or_else(|| consent.wrong("provision", "there"))?;
		consent.end()?;
		let (base, exceptions) = provisions(provision, ruled)?;
		let policy = Self {
			id: PolicyId::of(document),
			patient,
			base,
			exceptions,
			refers_to,
		};
		policy.check_consistent()?;
		Ok(policy)
	}

	/// All rules, the base first.
	pub fn rules(&self) -> impl Iterator<Item = &Provision> {
		std::iter::once(&self.base).chain(&self.exceptions)
	}

	/// Whether it says nothing any more at `now`, in milliseconds since 1970.
	///
	/// # Errors
	/// [`PolicyError::Over`] when so.
	pub fn check_not_over(&self, now: u64) -> Result<(), PolicyError> {
		match self.base.scope.period.until {
			Some(end) if self.base.scope.period.is_over(now) => Err(PolicyError::Over { end }),
			_ => Ok(()),
		}
	}

	/// What permits must not be denied altogether by the same document.
	fn check_consistent(&self) -> Result<(), PolicyError> {
		let of = |kind: Kind| self.rules().filter(move |rule| rule.kind == kind);
		for permit in of(Kind::Permit) {
			// The base is what exceptions are from.
			let denied = self
				.exceptions
				.iter()
				.find(|rule| rule.kind == Kind::Deny && permit.scope.within(&rule.scope));
			if let Some(deny) = denied {
				let (permit, deny) = (permit.path.clone(), deny.path.clone());
				return Err(PolicyError::Contradictory { permit, deny });
			}
		}
		Ok(())
	}
}

/// What the document is, without what it says.
fn header(consent: &mut Element) -> Result<(), PolicyError> {
	match consent.need_text("status")?.as_str() {
		"active" => {}
		status => return Err(PolicyError::NotActive(line(status))),
	}
	let scope = consent
		.object("scope")?
		.ok_or_else(|| consent.wrong("scope", "there"))?;
	concept(scope, &[(SCOPES, "patient-privacy")])?;
	let categories = consent.objects("category")?;
	if categories.is_empty() {
		return Err(consent.wrong("category", "there"));
	}
	for category in categories {
		concept(category, &CATEGORIES)?;
	}
	if let Some(written) = consent.text("dateTime")?
		&& span(&written).is_none()
	{
		return Err(consent.wrong("dateTime", "a date"));
	}
	// Who keeps the document, where it was copied from, how it reads to people: none of it restricts.
	consent.ignore(&[
		"id",
		"identifier",
		"language",
		"meta",
		"organization",
		"sourceAttachment",
		"sourceReference",
		"text",
	]);
	Ok(())
}

/// Addresses of the texts that the patient was shown. R4 wants one, or a rule.
fn texts_referred_to(consent: &mut Element) -> Result<Vec<String>, PolicyError> {
	let mut found = Vec::new();
	for mut text in consent.objects("policy")? {
		found.push(text.need_text("uri")?);
		text.ignore(&["id"]);
		text.end()?;
	}
	Ok(found)
}

/// The base as R4 says it in `policyRule`.
fn policy_rule(consent: &mut Element) -> Result<Option<Kind>, PolicyError> {
	let Some(rule) = consent.object("policyRule")? else {
		return Ok(None);
	};
	match concept(rule, &[(ACT_CODES, "OPTIN"), (ACT_CODES, "OPTOUT")])? {
		"OPTIN" => Ok(Some(Kind::Permit)),
		_ => Ok(Some(Kind::Deny)),
	}
}

/// The base and its exceptions.
fn provisions(mut element: Element, ruled: Option<Kind>) -> Result<(Provision, Vec<Provision>), PolicyError> {
	let path = element.path().to_owned();
	let typed = kind(&mut element)?;
	let own = scope(&mut element)?;
	let nested = element.objects("provision")?;
	element.end()?;
	let base = match (typed, ruled) {
		(Some(typed), Some(ruled)) if typed != ruled => {
			let rule = "Consent.policyRule".to_owned();
			let (permit, deny) = match typed {
				Kind::Permit => (path, rule),
				Kind::Deny => (rule, path),
			};
			return Err(PolicyError::Contradictory { permit, deny });
		}
		(Some(kind), _) | (None, Some(kind)) => Provision {
			kind,
			scope: own,
			path,
		},
		(None, None) => {
			return Err(PolicyError::WrongForm {
				element: format!("{path}.type"),
				expected: "there, where no policyRule is",
			});
		}
	};
	if nested.len() > MAX_EXCEPTIONS {
		return Err(PolicyError::WrongForm {
			element: format!("{}.provision", base.path),
			expected: "a list of at most 256",
		});
	}
	let exceptions = nested.into_iter().map(|nested| exception(nested, &base));
	let exceptions = exceptions.collect::<Result<_, _>>()?;
	Ok((base, exceptions))
}

/// An exception from the base. It has none itself: who could follow exceptions from exceptions?
fn exception(mut element: Element, base: &Provision) -> Result<Provision, PolicyError> {
	let path = element.path().to_owned();
	let kind = kind(&mut element)?.ok_or_else(|| element.wrong("type", "there"))?;
	let mut own = scope(&mut element)?;
	element.end()?;
	let all = &base.scope;
	if own.actors.is_empty() {
		own.actors.clone_from(&all.actors);
	}
	if own.purposes.is_empty() {
		own.purposes.clone_from(&all.purposes);
	}
	if own.records.is_empty() {
		own.records.clone_from(&all.records);
	}
	own.period = own.period.intersected(&all.period);
	if own.period.is_empty() {
		return Err(PolicyError::BackwardPeriod {
			element: format!("{path}.period"),
		});
	}
	Ok(Provision {
		kind,
		scope: own,
		path,
	})
}

fn kind(element: &mut Element) -> Result<Option<Kind>, PolicyError> {
	match element.text("type")?.as_deref() {
		None => Ok(None),
		Some("permit") => Ok(Some(Kind::Permit)),
		Some("deny") => Ok(Some(Kind::Deny)),
		Some(other) => Err(unknown(element.at("type"), other)),
	}
}

fn scope(element: &mut Element) -> Result<Scope, PolicyError> {
	element.ignore(&["id"]);
	for action in element.objects("action")? {
		concept(action, &[(ACTIONS, "access"), (ACTIONS, "disclose")])?;
	}
	Ok(Scope {
		period: period(element)?,
		actors: actors(element)?,
		purposes: purposes(element)?,
		records: records(element)?,
	})
}

fn period(element: &mut Element) -> Result<Period, PolicyError> {
	let Some(mut period) = element.object("period")? else {
		return Ok(Period::default());
	};
	let mut date = |name: &str| {
		let text = period.text(name)?;
		text.map(|text| span(&text).ok_or_else(|| period.wrong(name, "a date")))
			.transpose()
	};
	// The end is a part of the period, with all that it spans.
	let (from, until) = (date("start")?.map(|span| span.0), date("end")?.map(|span| span.1));
	period.ignore(&["id"]);
	period.end()?;
	let found = Period { from, until };
	match found.is_empty() {
		true => Err(PolicyError::BackwardPeriod {
			element: element.at("period"),
		}),
		false => Ok(found),
	}
}

fn actors(element: &mut Element) -> Result<BTreeSet<AccountId>, PolicyError> {
	let mut found = BTreeSet::new();
	for mut actor in element.objects("actor")? {
		let role = actor
			.object("role")?
			.ok_or_else(|| actor.wrong("role", "there"))?;
		concept(role, &[(PARTICIPATION, "IRCP"), (PARTICIPATION, "PRCP")])?;
		let reference = actor.object("reference")?;
		found.insert(account(
			reference.ok_or_else(|| actor.wrong("reference", "there"))?,
		)?);
		actor.ignore(&["id"]);
		actor.end()?;
	}
	Ok(found)
}

fn purposes(element: &mut Element) -> Result<BTreeSet<u8>, PolicyError> {
	let mut found = BTreeSet::new();
	for purpose in element.objects("purpose")? {
		let path = purpose.path().to_owned();
		let (system, code) = coding(purpose)?;
		// Nobody is asked for consent before the glass is broken.
		let known = Purpose::ORDINARY.into_iter().find(|known| known.code() == code);
		match known.filter(|_| system == PURPOSES) {
			Some(known) => found.insert(known.as_u8()),
			None => return Err(unknown(path, &code)),
		};
	}
	Ok(found)
}

fn records(element: &mut Element) -> Result<BTreeSet<RecordId>, PolicyError> {
	let mut found = BTreeSet::new();
	for mut data in element.objects("data")? {
		match data.need_text("meaning")?.as_str() {
			"instance" => {}
			other => return Err(unknown(data.at("meaning"), other)),
		}
		let reference = data.object("reference")?;
		let reference = reference.ok_or_else(|| data.wrong("reference", "there"))?;
		let path = reference.path().to_owned();
		let text = named(reference, RECORD_SYSTEM)?;
		let record = text.as_deref().and_then(|text| text.parse().ok());
		found.insert(record.ok_or(PolicyError::NotRecord { element: path })?);
		data.ignore(&["id"]);
		data.end()?;
	}
	Ok(found)
}

/// The account that a reference names. Names of people are not looked up: a change in an address book could change whom
/// the patient means.
fn account(reference: Element) -> Result<AccountId, PolicyError> {
	let path = reference.path().to_owned();
	let text = named(reference, ACCOUNT_SYSTEM)?;
	let account = text.as_deref().and_then(|text| text.parse().ok());
	account.ok_or(PolicyError::NotAccount { element: path })
}

/// What a reference names in one of our systems, by its `reference`, its `identifier`, or both.
fn named(mut reference: Element, system: &str) -> Result<Option<String>, PolicyError> {
	let literal = reference.text("reference")?;
	let literal = literal.map(|text| {
		let rest = text.strip_prefix(system);
		rest.and_then(|rest| rest.strip_prefix(':')).map(str::to_owned)
	});
	let logical = match reference.object("identifier")? {
		None => None,
		Some(mut identifier) => {
			let ours = identifier.text("system")?.as_deref() == Some(system);
			let value = identifier.need_text("value")?;
			identifier.ignore(&["id", "use"]);
			identifier.end()?;
			Some(ours.then_some(value))
		}
	};
	reference.ignore(&["display", "id", "type"]);
	reference.end()?;
	Ok(match (literal, logical) {
		(Some(one), Some(other)) => one.filter(|one| other.as_ref() == Some(one)),
		(one, other) => one.or(other).flatten(),
	})
}

/// The code of a concept, which must be one of these. A second coding says the same in other words, so it must be known too.
fn concept<'a>(mut element: Element, known: &[(&str, &'a str)]) -> Result<&'a str, PolicyError> {
	let mut found = None;
	let path = element.path().to_owned();
	for one in element.objects("coding")? {
		let at = one.path().to_owned();
		let (system, code) = coding(one)?;
		let fits = known.iter().find(|known| known.0 == system && known.1 == code);
		let code = fits.ok_or_else(|| unknown(at, &code))?.1;
		if found.is_some_and(|before| before != code) {
			return Err(unknown(path, code));
		}
		found = Some(code);
	}
	element.ignore(&["id", "text"]);
	element.end()?;
	found.ok_or(PolicyError::WrongForm {
		element: format!("{path}.coding"),
		expected: "there",
	})
}

fn coding(mut element: Element) -> Result<(String, String), PolicyError> {
	let system = element.need_text("system")?;
	let code = element.need_text("code")?;
	element.ignore(&["display", "id", "userSelected", "version"]);
	element.end()?;
	Ok((system, code))
}

fn unknown(element: String, code: &str) -> PolicyError {
	PolicyError::UnknownCode {
		element,
		code: line(code),
	}
}

#[cfg(test)]
mod tests;
