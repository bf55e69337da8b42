//! AuditEvents keep the rules of IHE BALP. No package holds its structure definitions, so the rules are written here from their published
//! source, the FSH of github.com/IHE/ITI.BasicAudit at commit 09fe7293 (version 1.1.5-current): fixed codes, cardinalities, forbidden
//! elements, slices and the one invariant. The R4 schema itself is checked by scripts/fhir.py on the frozen bundle.

use crate::common::{
	Cast, Enemy,
	story::{everybody, question, report},
};
use medquorum_audit::{Nobody, fhir::bundle};
use serde_json::Value;
use std::{collections::BTreeSet, path::Path};

const BALP: &str = "https://profiles.ihe.net/ITI/BALP";
const DCM: &str = "http://dicom.nema.org/resources/ontology/DCM";
const REST: &str = "http://hl7.org/fhir/restful-interaction";
const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
const ENTITY: &str = "http://terminology.hl7.org/CodeSystem/audit-entity-type";

/// What a profile fixes. Forbidden elements are those with cardinality 0..0.
struct Rules {
	kind: (&'static str, &'static str),
	subtype: (String, &'static [&'static str]),
	action: &'static str,
	outcomes: &'static [&'static str],
	agents: Vec<Slice>,
	entities: Vec<Slice>,
}

/// A slice by the code of its type: at least `least` and at most `most` elements.
struct Slice {
	system: &'static str,
	codes: &'static [&'static str],
	least: usize,
	most: usize,
	network: Network,
	forbidden: &'static [&'static str],
	requestor: Option<bool>,
	/// Whether it must be who recorded the event (`val-audit-source`).
	observer: bool,
	role: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq)]
enum Network {
	Needed,
	Forbidden,
}

const NOT_A_PERSON: &[&str] = &["role", "altId", "name", "location", "media", "purposeOfUse"];

fn slice(system: &'static str, codes: &'static [&'static str], least: usize, most: usize) -> Slice {
	Slice {
		system,
		codes,
		least,
		most,
		network: Network::Forbidden,
		forbidden: &["media"],
		requestor: None,
		observer: false,
		role: None,
	}
}

fn networked(slice: Slice) -> Slice {
	Slice {
		network: Network::Needed,
		..slice
	}
}

fn patient(least: usize) -> Slice {
	Slice {
		role: Some("1"),
		forbidden: &[],
		..slice(ENTITY, &["1"], least, 1)
	}
}

fn data() -> Slice {
	Slice {
		role: Some("4"),
		forbidden: &[],
		..slice(ENTITY, &["2"], 1, 1)
	}
}

fn user(codes: &'static [&'static str], least: usize) -> Slice {
	Slice {
		requestor: Some(true),
		..slice(PARTICIPATION, codes, least, 1)
	}
}

fn rest(action: &'static str, codes: &'static [&'static str], agents: Vec<Slice>, patients: usize) -> Rules {
	Rules {
		kind: ("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest"),
		subtype: (REST.to_owned(), codes),
		action,
		outcomes: &["0"],
		agents,
		entities: vec![patient(patients), data()],
	}
}

fn rules(profile: &str) -> Rules {
	let ends = |client: &'static [&'static str], server: &'static [&'static str]| {
		vec![
			networked(slice(DCM, client, 1, 1)),
			networked(slice(DCM, server, 1, 1)),
		]
	};
	let writer = |mut agents: Vec<Slice>| {
		agents.push(user(&["AUT", "INF", "CST"], 0));
		agents
	};
	let patients = usize::from(profile.starts_with("Patient"));
	match profile {
		"Create" | "PatientCreate" => {
			rest("C", &["create"], writer(ends(&["110153"], &["110152"])), patients)
		}
		"Update" | "PatientUpdate" => rest(
			"U",
			&["update", "patch"],
			writer(ends(&["110153"], &["110152"])),
			patients,
		),
		"Delete" | "PatientDelete" => {
			let custodian = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
			let agents = vec![
				networked(slice(DCM, &["110150"], 1, 1)),
				networked(slice(custodian, &["custodian"], 1, 1)),
			];
			rest("D", &["delete"], writer(agents), patients)
		}
		"PatientRead" => {
			let mut agents = ends(&["110152"], &["110153"]);
			agents.push(user(&["IRCP"], 0));
			rest("R", &["read", "vread"], agents, 1)
		}
		"PrivacyDisclosure.Source" => disclosure(),
		"AuthZconsent" => authorization(),
		other => panic!("{other} is no profile of BALP that this program writes"),
	}
}

fn disclosure() -> Rules {
	let source = Slice {
		observer: true,
		..networked(slice(DCM, &["110153"], 1, 1))
	};
	let authorizer = slice("http://snomed.info/sct", &["429577009"], 0, 1);
	Rules {
		kind: (DCM, "110106"),
		subtype: (
			"http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle".to_owned(),
			&["disclose"],
		),
		action: "R",
		outcomes: &["0", "4", "8", "12"],
		agents: vec![source, networked(slice(DCM, &["110152"], 1, 1)), authorizer],
		entities: vec![patient(1), data()],
	}
}

fn authorization() -> Rules {
	let client = Slice {
		forbidden: NOT_A_PERSON,
		..networked(slice(DCM, &["110150"], 1, 1))
	};
	let user = Slice {
		forbidden: &["altId", "location", "media"],
		..user(&["IRCP"], 1)
	};
	let organisation = Slice {
		requestor: Some(false),
		forbidden: &["role", "altId", "name", "location", "policy", "media"],
		..slice(
			"http://terminology.hl7.org/CodeSystem/v3-RoleClass",
			&["PROV"],
			1,
			1,
		)
	};
	let server = "http://terminology.hl7.org/CodeSystem/extra-security-role-type";
	let authorizer = Slice {
		observer: true,
		requestor: Some(false),
		forbidden: &[
			"role",
			"altId",
			"name",
			"location",
			"policy",
			"media",
			"purposeOfUse",
		],
		..slice(server, &["authserver"], 1, 1)
	};
	let consent = Slice {
		forbidden: &[],
		..slice("http://hl7.org/fhir/resource-types", &["Consent"], 1, usize::MAX)
	};
	Rules {
		kind: (DCM, "110113"),
		subtype: (
			format!("{BALP}/CodeSystem/AuthZsubType"),
			&["AuthZ-Consent", "AuthZ-Role"],
		),
		action: "E",
		outcomes: &["0", "4", "8", "12"],
		agents: vec![client, user, organisation, authorizer],
		entities: vec![patient(1), consent],
	}
}

fn list<'a>(event: &'a Value, name: &str) -> &'a [Value] {
	event[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn is(coding: &Value, system: &str, codes: &[&str]) -> bool {
	coding["system"] == system && codes.iter().any(|code| coding["code"] == *code)
}

/// A slice of agents or entities, told apart by their type.
fn check_slice(event: &Value, name: &str, slice: &Slice) {
	let kind = |element: &Value| match name {
		"agent" => list(&element["type"], "coding")
			.iter()
			.any(|coding| is(coding, slice.system, slice.codes)),
		_ => is(&element["type"], slice.system, slice.codes),
	};
	let found: Vec<_> = list(event, name).iter().filter(|element| kind(element)).collect();
	let words = format!("{name} {:?}: {event:#}", slice.codes);
	assert!(
		(slice.least..=slice.most).contains(&found.len()),
		"{} {words}",
		found.len()
	);
	for element in found {
		match name {
			"agent" => {
				assert!(
					element["who"].is_object() && element["requestor"].is_boolean(),
					"{words}"
				);
				assert_eq!(
					element["network"].is_object(),
					slice.network == Network::Needed,
					"{words}"
				);
				if slice.observer {
					assert_eq!(element["who"], event["source"]["observer"], "{words}");
				}
			}
			_ => assert!(element["what"].is_object(), "{words}"),
		}
		for forbidden in slice.forbidden {
			assert!(element[*forbidden].is_null(), "{forbidden} {words}");
		}
		if let Some(requestor) = slice.requestor {
			assert_eq!(element["requestor"], requestor, "{words}");
		}
		if let Some(role) = slice.role {
			assert!(
				is(
					&element["role"],
					"http://terminology.hl7.org/CodeSystem/object-role",
					&[role]
				),
				"{words}"
			);
		}
		if name == "entity" && slice.codes == ["1"] {
			assert_eq!(element["what"]["type"], "Patient", "{words}");
		}
	}
}

/// No profile of BALP is about emergencies: such an event claims none, and has DICOM's codes.
fn emergency() -> Rules {
	Rules {
		kind: (DCM, "110113"),
		subtype: (DCM.to_owned(), &["110127"]),
		action: "E",
		outcomes: &["0"],
		agents: vec![
			networked(slice(DCM, &["110153"], 1, 1)),
			networked(slice(DCM, &["110152"], 1, 1)),
			user(&["AUT"], 1),
		],
		entities: vec![patient(1), data()],
	}
}

fn check(event: &Value) -> String {
	if event["meta"].is_null() {
		check_rules(event, &emergency());
		return "none".to_owned();
	}
	let url = event["meta"]["profile"][0].as_str().unwrap();
	let profile = url
		.strip_prefix(&format!("{BALP}/StructureDefinition/IHE.BasicAudit."))
		.unwrap();
	check_rules(event, &rules(profile));
	profile.to_owned()
}

fn check_rules(event: &Value, rules: &Rules) {
	assert!(is(&event["type"], rules.kind.0, &[rules.kind.1]), "{event:#}");
	let subtypes = list(event, "subtype");
	assert_eq!(
		subtypes
			.iter()
			.filter(|subtype| is(subtype, &rules.subtype.0, rules.subtype.1))
			.count(),
		1,
		"{event:#}"
	);
	assert_eq!(event["action"], rules.action, "{event:#}");
	assert!(
		rules.outcomes.iter().any(|outcome| event["outcome"] == *outcome),
		"{event:#}"
	);
	assert!(
		event["recorded"].is_string() && event["source"]["observer"].is_object(),
		"{event:#}"
	);
	assert!(event["modifierExtension"].is_null(), "{event:#}");
	for slice in &rules.agents {
		check_slice(event, "agent", slice);
	}
	for slice in &rules.entities {
		check_slice(event, "entity", slice);
	}
	assert!(list(event, "agent").len() >= 2, "{event:#}");
}

fn events(bundle: &Value) -> Vec<&Value> {
	list(bundle, "entry")
		.iter()
		.map(|entry| &entry["resource"])
		.collect()
}

#[test]
fn every_event_keeps_the_rules_of_its_profile() {
	let bundle = bundle(&report(everybody(), &Nobody));
	let profiles: BTreeSet<String> = events(&bundle).into_iter().map(check).collect();
	let all = [
		"AuthZconsent",
		"Create",
		"Delete",
		"PatientCreate",
		"PatientDelete",
		"PatientRead",
		"PatientUpdate",
		"PrivacyDisclosure.Source",
		"Update",
		"none",
	];
	// Everything that goes in the story is a patient's, or a user's: keys have a user and no patient.
	assert!(
		profiles.iter().all(|profile| all.contains(&profile.as_str())),
		"{profiles:?}"
	);
	for needed in [
		"AuthZconsent",
		"PatientRead",
		"PrivacyDisclosure.Source",
		"PatientCreate",
		"PatientUpdate",
		"PatientDelete",
	] {
		assert!(profiles.contains(needed), "{needed} in {profiles:?}");
	}
}

#[test]
fn an_emergency_is_a_security_alert_and_claims_no_profile() {
	let bundle = bundle(&report(question(), &Nobody));
	let alerts: Vec<_> = events(&bundle)
		.into_iter()
		.filter(|event| event["meta"].is_null())
		.collect();
	let told: Vec<_> = alerts
		.iter()
		.map(|event| event["outcomeDesc"].as_str().unwrap())
		.collect();
	assert_eq!(alerts.len(), 2, "{told:?}");
	for event in alerts {
		assert_eq!(check(event), "none");
		assert!(event["outcomeDesc"].as_str().unwrap().starts_with("EMERGENCY"));
		assert_eq!(event["purposeOfEvent"][0]["coding"][0]["code"], "ETREAT");
	}
}

#[test]
fn a_denial_is_an_authorization_that_failed() {
	let bundle = bundle(&report(question(), &Nobody));
	let denied: Vec<_> = events(&bundle)
		.into_iter()
		.filter(|event| event["outcome"] == "8")
		.collect();
	let names: Vec<_> = denied
		.iter()
		.map(|event| event["outcomeDesc"].as_str().unwrap())
		.collect();
	assert_eq!(denied.len(), 2, "{names:?}");
	assert!(names[0].contains("denied consent"), "{names:?}");
	assert!(denied.iter().all(|event| check(event) == "AuthZconsent"));
}

#[test]
fn a_disclosure_says_that_nobody_knows_whether_it_was_read() {
	let bundle = bundle(&report(question(), &Nobody));
	let reads: Vec<_> = events(&bundle)
		.into_iter()
		.filter(|event| event["action"] == "R")
		.collect();
	assert_eq!(reads.len(), 2);
	for event in reads {
		let words = event["outcomeDesc"].as_str().unwrap();
		assert!(
			words.ends_with("Whether the file was fetched, the chain does not show."),
			"{words}"
		);
	}
}

#[test]
fn names_are_in_a_bundle_only_if_asked_for() {
	let anonymous = bundle(&report(question(), &Nobody)).to_string();
	assert!(!anonymous.contains("Dave") && !anonymous.contains("Eve "));
	let named = bundle(&report(question(), &Cast)).to_string();
	assert!(named.contains("Dave") && named.contains("Eve "));
	let enemy = bundle(&report(question(), &Enemy)).to_string();
	for hidden in ["\u{202e}", "\\u001b", "\\r", "\u{1b}"] {
		assert!(!enemy.contains(hidden), "{hidden:?}");
	}
}

#[test]
fn a_bundle_that_is_not_whole_says_so() {
	let mut part = report(question(), &Nobody);
	part.missing.push(medquorum_audit::Missing { from: 1, to: 9 });
	let tags = bundle(&part)["meta"]["tag"].to_string();
	assert!(tags.contains("the node had forgotten blocks 1 to 9"), "{tags}");
	part.entries.clear();
	assert!(bundle(&part)["entry"].is_null(), "FHIR knows no empty lists");
}

/// Rewrites the bundle that scripts/fhir.py holds against the published schema: `MEDQUORUM_BUNDLE=overwrite`.
#[test]
#[allow(
	clippy::disallowed_methods,
	reason = "writes the file that another program checks"
)]
fn the_frozen_bundle_is_what_this_program_writes() {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/bundle.json");
	let text = serde_json::to_string_pretty(&bundle(&report(everybody(), &Cast))).unwrap() + "\n";
	if std::env::var_os("MEDQUORUM_BUNDLE").is_some_and(|value| value == "overwrite") {
		std::fs::write(&path, text).unwrap();
		return;
	}
	assert_eq!(
		std::fs::read_to_string(&path).unwrap(),
		text,
		"say MEDQUORUM_BUNDLE=overwrite if this is meant"
	);
}
