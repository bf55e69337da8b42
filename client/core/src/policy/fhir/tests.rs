//! Each element of a `Consent`: what is read, what is passed over, what is refused.

use super::{super::samples::*, *};
use crate::advice::Advice as _;
use serde_json::{Value, json};

fn read(document: &Value) -> Result<Policy, PolicyError> {
	Policy::read(&document.to_string())
}

fn with(path: &str, value: Value) -> Value {
	let mut document = for_treatment();
	*document.pointer_mut(path).unwrap() = value;
	document
}

fn added(path: &str, name: &str, value: Value) -> Value {
	let mut document = for_treatment();
	let object = document.pointer_mut(path).unwrap().as_object_mut().unwrap();
	object.insert(name.to_owned(), value);
	document
}

fn without(path: &str, name: &str) -> Value {
	let mut document = for_treatment();
	let object = document.pointer_mut(path).unwrap().as_object_mut().unwrap();
	assert!(object.remove(name).is_some(), "{path} {name}");
	document
}

fn kind_of(document: &Value) -> String {
	read(document).map_or_else(|error| error.kind().to_owned(), |_| "read".to_owned())
}

#[test]
fn whole_consent_is_read() {
	let policy = read(&for_treatment()).unwrap();
	assert_eq!(policy.patient, PATIENT);
	assert_eq!(policy.base.kind, Kind::Permit);
	assert_eq!(policy.base.scope.actors, [DOCTOR].into());
	assert_eq!(policy.base.scope.purposes, [Purpose::Treatment.as_u8()].into());
	assert!(policy.base.scope.records.is_empty() && policy.exceptions.is_empty());
	assert_eq!(policy.refers_to.len(), 1);
}

#[test]
fn what_could_restrict_is_never_passed_over() {
	for (path, name, value) in [
		("", "modifierExtension", json!([{ "url": "x" }])),
		("", "extension", json!([{ "url": "x" }])),
		("", "implicitRules", json!("urn:x")),
		("", "contained", json!([{ "resourceType": "Group" }])),
		("", "verification", json!([{ "verified": false }])),
		("", "_status", json!({ "extension": [{ "url": "x" }] })),
		("", "decision", json!("permit")),
		("", "grantor", json!([])),
		("/policy/0", "authority", json!("urn:x")),
		("/provision", "modifierExtension", json!([{ "url": "x" }])),
		("/provision", "extension", json!([{ "url": "x" }])),
		("/provision", "securityLabel", json!([{ "code": "R" }])),
		("/provision", "class", json!([{ "code": "x" }])),
		("/provision", "code", json!([coded("http://loinc.org", "1-8")])),
		("/provision", "dataPeriod", json!({ "start": "2022" })),
		("/provision", "expression", json!({ "language": "text/fhirpath" })),
		("/provision", "resourceType", json!([{ "code": "x" }])),
		("/provision", "documentType", json!([{ "code": "x" }])),
		("/provision/actor/0", "extension", json!([{ "url": "x" }])),
		("/provision/purpose/0", "extension", json!([{ "url": "x" }])),
		("/patient", "extension", json!([{ "url": "x" }])),
		("/scope/coding/0", "extension", json!([{ "url": "x" }])),
	] {
		let document = added(path, name, value);
		let error = read(&document).unwrap_err();
		assert_eq!(error.kind(), "NotUnderstood", "{path} {name}: {error}");
		assert!(error.to_string().contains(name), "{error}");
	}
}

#[test]
fn codes_without_a_meaning_here_are_refused() {
	let codes = "http://terminology.hl7.org/CodeSystem/consentaction";
	for document in [
		with(
			"/scope",
			coded("http://terminology.hl7.org/CodeSystem/consentscope", "research"),
		),
		with("/scope", coded("urn:other", "patient-privacy")),
		with(
			"/category/0",
			coded(
				"http://terminology.hl7.org/CodeSystem/consentcategorycodes",
				"emrgonly",
			),
		),
		with("/provision/type", json!("permit-all")),
		with("/provision/purpose/0/code", json!("BTG")),
		with("/provision/purpose/0/code", json!("treat")),
		with("/provision/purpose/0/system", json!("urn:other")),
		with(
			"/provision/actor/0/role",
			coded(
				"http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
				"CST",
			),
		),
		added("/provision", "action", json!([coded(codes, "correct")])),
		added("/provision", "action", json!([coded(codes, "collect")])),
		added(
			"/provision",
			"action",
			json!([coded(codes, "access"), coded(codes, "use")]),
		),
		added(
			"/provision",
			"data",
			json!([{ "meaning": "related", "reference": to_record(RecordId([1; 16])) }]),
		),
		added(
			"/provision",
			"data",
			json!([{ "meaning": "authoredby", "reference": to(CLINIC) }]),
		),
		added(
			"",
			"policyRule",
			coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTINR"),
		),
	] {
		assert_eq!(kind_of(&document), "UnknownCode", "{document}");
	}
}

#[test]
fn actions_are_those_that_a_consent_allows() {
	let codes = "http://terminology.hl7.org/CodeSystem/consentaction";
	for action in ["access", "disclose"] {
		assert_eq!(
			kind_of(&added("/provision", "action", json!([coded(codes, action)]))),
			"read"
		);
	}
	// A second coding that means something else is no translation.
	let both = json!({ "coding": [
		{ "system": codes, "code": "access" },
		{ "system": codes, "code": "correct" },
	] });
	assert_eq!(
		kind_of(&added("/provision", "action", json!([both]))),
		"UnknownCode"
	);
}

#[test]
fn what_must_be_there_is_missed() {
	for (path, name) in [
		("", "status"),
		("", "scope"),
		("", "category"),
		("", "patient"),
		("", "provision"),
		("/provision", "type"),
		("/provision/actor/0", "role"),
		("/provision/actor/0", "reference"),
		("/provision/purpose/0", "system"),
		("/provision/purpose/0", "code"),
	] {
		assert_eq!(kind_of(&without(path, name)), "WrongForm", "{path} {name}");
	}
	for (path, value) in [
		("/category", json!([])),
		("/provision/actor", json!([])),
		("/provision/actor", json!({})),
		("/provision/purpose", json!("TREAT")),
		("/provision", json!([])),
		("/status", json!(true)),
		("/status", json!("")),
		("/patient", json!("me")),
		("/dateTime", json!("yesterday")),
		("/scope", json!({ "text": "privacy" })),
	] {
		assert_eq!(kind_of(&with(path, value)), "WrongForm", "{path}");
	}
}

#[test]
fn only_active_consents_count() {
	for status in [
		"draft",
		"proposed",
		"rejected",
		"inactive",
		"entered-in-error",
		"ACTIVE",
	] {
		assert_eq!(kind_of(&with("/status", json!(status))), "NotActive", "{status}");
	}
}

#[test]
fn what_is_no_consent_or_stands_twice_is_refused() {
	for text in [
		"",
		"[]x",
		"{\"resourceType\":\"Patient\"}",
		"{\"resourceType\":\"Consent\",\"status\":\"inactive\",\"status\":\"active\"}",
		"{\"resourceType\":\"Consent\"} more",
	] {
		let error = Policy::read(text).unwrap_err();
		assert_eq!(error.kind(), "NotConsent", "{text}: {error}");
	}
	let large = for_treatment().to_string() + &" ".repeat(MAX_DOCUMENT);
	assert_eq!(Policy::read(&large).unwrap_err().kind(), "NotConsent");
	let deep = "[".repeat(100_000);
	assert_eq!(Policy::read(&deep).unwrap_err().kind(), "NotConsent");
	let enemy = added("", "\u{1b}[2J", json!(1));
	assert!(!read(&enemy).unwrap_err().to_string().contains('\u{1b}'));
}

#[test]
fn accounts_are_named_by_address_and_in_no_other_way() {
	let address = PATIENT.to_string();
	let identifier =
		|system: &str, value: &str| json!({ "identifier": { "system": system, "value": value } });
	let both = |value: &str| {
		let identifier = json!({ "system": ACCOUNT_SYSTEM, "value": value });
		json!({ "reference": format!("{ACCOUNT_SYSTEM}:{PATIENT}"), "identifier": identifier })
	};
	for reference in [to(PATIENT), identifier(ACCOUNT_SYSTEM, &address), both(&address)] {
		assert_eq!(kind_of(&with("/patient", reference)), "read");
	}
	for reference in [
		json!({ "reference": "Patient/ex-patient" }),
		json!({ "display": "Eve" }),
		json!({ "reference": format!("{ACCOUNT_SYSTEM}:Eve") }),
		json!({ "reference": format!("{ACCOUNT_SYSTEM}{address}") }),
		json!({ "reference": format!("{ACCOUNT_SYSTEM}:{}", &address[1..]) }),
		identifier("urn:other", &address),
		both(&DOCTOR.to_string()),
	] {
		assert_eq!(
			kind_of(&with("/patient", reference.clone())),
			"NotAccount",
			"{reference}"
		);
	}
	assert_eq!(kind_of(&with("/performer/0", to(DOCTOR))), "OtherPatient");
}

#[test]
fn records_are_named_by_id() {
	let data = |reference: Value| {
		added(
			"/provision",
			"data",
			json!([{ "meaning": "instance", "reference": reference }]),
		)
	};
	let policy = read(&data(to_record(RecordId([7; 16])))).unwrap();
	assert_eq!(policy.base.scope.records, [RecordId([7; 16])].into());
	for wrong in [
		json!({ "reference": "Observation/ex-weight" }),
		json!({ "reference": format!("{RECORD_SYSTEM}:07") }),
	] {
		assert_eq!(kind_of(&data(wrong)), "NotRecord");
	}
}

#[test]
fn period_ends_after_it_begins() {
	let period =
		|start: &str, end: &str| added("/provision", "period", json!({ "start": start, "end": end }));
	assert_eq!(kind_of(&period("2026-01-01", "2026-01-01")), "read");
	assert_eq!(kind_of(&period("2026-01-02", "2026-01-01")), "BackwardPeriod");
	assert_eq!(kind_of(&period("2026-13-01", "2026-12-31")), "WrongForm");
	let policy = read(&period("2025", "2025-12-31")).unwrap();
	let end = 1_767_225_600_000;
	policy.check_not_over(end - 1).unwrap();
	for now in [end, end + 1] {
		assert!(matches!(policy.check_not_over(now), Err(PolicyError::Over { end: known }) if known == end));
	}
}

#[test]
fn exceptions_take_from_the_base_what_they_do_not_name() {
	let document = consent(json!({
		"type": "permit",
		"period": { "end": "2026" },
		"actor": [actor(DOCTOR)],
		"purpose": [purpose("TREAT")],
		"provision": [
			{ "type": "deny", "data": [{ "meaning": "instance", "reference": to_record(RecordId([7; 16])) }] },
			{ "type": "permit", "actor": [actor(CLINIC)], "period": { "start": "2025" } },
		],
	}));
	let policy = read(&document).unwrap();
	let [deny, permit] = &policy.exceptions[..] else {
		panic!()
	};
	assert_eq!(deny.scope.actors, [DOCTOR].into());
	assert_eq!(deny.scope.period, policy.base.scope.period);
	assert_eq!(permit.scope.actors, [CLINIC].into());
	assert_eq!(permit.scope.purposes, policy.base.scope.purposes);
	assert_eq!(permit.scope.period.until, policy.base.scope.period.until);
	assert_eq!(permit.path, "Consent.provision.provision[1]");
	// An exception from an exception, and one that lies outside of the consent's time.
	let nested = |provision: Value| {
		consent(json!({ "type": "deny", "period": { "end": "2026" }, "provision": [provision] }))
	};
	let deeper = nested(json!({ "type": "permit", "provision": [{ "type": "deny" }] }));
	assert_eq!(kind_of(&deeper), "NotUnderstood");
	let later = nested(json!({ "type": "permit", "period": { "start": "2027" } }));
	assert_eq!(kind_of(&later), "BackwardPeriod");
	assert_eq!(kind_of(&nested(json!({ "actor": [actor(DOCTOR)] }))), "WrongForm");
}

#[test]
fn contradictions_are_found_before_anybody_relies_on_them() {
	let except = |base: &str, exceptions: Value| consent(json!({ "type": base, "provision": exceptions }));
	for document in [
		except("permit", json!([{ "type": "deny" }])),
		except(
			"deny",
			json!([
				{ "type": "permit", "actor": [actor(DOCTOR)], "purpose": [purpose("TREAT")] },
				{ "type": "deny", "actor": [actor(DOCTOR), actor(CLINIC)] },
			]),
		),
		added(
			"",
			"policyRule",
			coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTOUT"),
		),
	] {
		assert_eq!(kind_of(&document), "Contradictory", "{document}");
	}
	// What denies a part is an exception, not a contradiction.
	let part = except("permit", json!([{ "type": "deny", "actor": [actor(DOCTOR)] }]));
	assert_eq!(kind_of(&part), "read");
}

#[test]
fn rule_of_the_older_form_is_the_base() {
	for (code, kind) in [("OPTIN", Kind::Permit), ("OPTOUT", Kind::Deny)] {
		let mut document = without("/provision", "type");
		document["policyRule"] = coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", code);
		assert_eq!(read(&document).unwrap().base.kind, kind);
	}
}

type Example = (&'static str, Value, &'static str);

fn tpo() -> Value {
	json!([purpose("TREAT"), purpose("HPAYMT"), purpose("HOPERAT")])
}

fn by_purpose_and_time() -> Vec<Example> {
	vec![
		(
			"basic-treat",
			json!({ "type": "permit", "purpose": tpo() }),
			"read",
		),
		(
			"basic-reject",
			json!({ "type": "deny", "purpose": tpo() }),
			"read",
		),
		(
			"expired-treat",
			json!({ "type": "permit", "purpose": tpo(), "period": { "end": "2022-12-31" } }),
			"read",
		),
		(
			"intermediate-timeframe",
			json!({ "type": "permit", "purpose": tpo(), "dataPeriod": { "start": "2022-01", "end": "2022-12" } }),
			"NotUnderstood",
		),
		(
			"intermediate-not-timeframe",
			json!({ "type": "permit", "purpose": tpo(), "provision": [
			{ "type": "deny", "dataPeriod": { "start": "2022-01", "end": "2022-12" } },
		] }),
			"NotUnderstood",
		),
	]
}

fn by_data_and_label() -> Vec<Example> {
	let label = |code: &str| json!([{ "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": code }]);
	let data = |meaning: &str, reference: Value| json!([{ "meaning": meaning, "reference": reference }]);
	let (practitioner, record) = (to(DOCTOR), to_record(RecordId([7; 16])));
	vec![
		(
			"intermediate-authoredby",
			json!({ "type": "permit", "purpose": tpo(), "data": data("authoredby", practitioner) }),
			"UnknownCode",
		),
		(
			"intermediate-encounter",
			json!({ "type": "permit", "purpose": tpo(), "data": data("related", record.clone()) }),
			"UnknownCode",
		),
		(
			"intermediate-data",
			json!({ "type": "permit", "purpose": tpo(), "data": data("instance", record.clone()) }),
			"read",
		),
		(
			"intermediate-not-data",
			json!({ "type": "permit", "purpose": tpo(), "provision": [
			{ "type": "deny", "data": data("instance", record) },
		] }),
			"read",
		),
		(
			"intermediate-purpose",
			json!({ "type": "permit", "actor": [actor(CLINIC)], "purpose": [
			{ "system": "http://example.org/policies/purposeOfUse", "code": "FooBar" },
		] }),
			"UnknownCode",
		),
		(
			"dissent-break-glass",
			json!({ "type": "deny", "purpose": tpo(), "provision": [
			{ "type": "permit", "actor": [actor(CLINIC)], "purpose": [purpose("BTG")] },
		] }),
			"UnknownCode",
		),
		(
			"advanced-normal",
			json!({ "type": "permit", "purpose": tpo(), "securityLabel": label("N") }),
			"NotUnderstood",
		),
		(
			"advanced-focused",
			json!({ "type": "permit", "actor": [actor(DOCTOR)], "purpose": tpo(), "provision": [
			{ "type": "permit", "securityLabel": label("R") },
		] }),
			"NotUnderstood",
		),
	]
}

/// What the examples of IHE's profile Privacy Consent on FHIR say, with accounts for its resources: which kinds of consents are read, and
/// what others are refused for.
#[test]
fn kinds_of_consents_that_ihe_pcf_shows_are_read_or_refused_for_what_they_restrict() {
	let all = by_purpose_and_time().into_iter().chain(by_data_and_label());
	for (name, provision, outcome) in all {
		assert_eq!(kind_of(&consent(provision)), outcome, "{name}");
	}
}
