//! Entries as a FHIR R4 Bundle of AuditEvents, after the profiles of IHE BALP 1.1 (<https://profiles.ihe.net/ITI/BALP>).
//!
//! | What happened | Profile |
//! |---|---|
//! | a request could be read by somebody else than the patient until it ended | PrivacyDisclosure.Source |
//! | a patient's own request could be read until it ended | PatientRead |
//! | a patient consented or denied; a request was rejected | AuthZconsent, a denial with outcome 8 |
//! | something came to be: a record, a request, keys | PatientCreate, or Create where no patient is known |
//! | something went: an erased or refused record, keys, a request that could not be read | PatientDelete or Delete |
//! | an emergency committee was asked, or opened a record | none: a Security Alert, Emergency Override Started (DICOM) |
//! | everything else, approvals among it | PatientUpdate or Update |
//!
//! A profile can claim more than the chain shows: where the chain only shows that a record could be opened, `outcomeDesc` says so.
//! What the profiles demand and the chain does not know, such as a person's network address, is marked as unknown, never made up.

mod agents;
mod codes;

use crate::{
	act::{Access, Act},
	entry::Entry,
	report::Report,
	time,
};
use agents::{Cast, who};
use codes::{Profile, coding, purpose};
use medquorum_core::views::text;
use serde_json::{Map, Value, json};

/// What an event of access is worth, beside every claim of a reading.
const COULD: &str =
	"The requester could open the record until now. Whether the file was fetched, the chain does not show.";

/// The profile that an entry fits.
fn profile(entry: &Entry) -> Profile {
	let patient = entry.patient.is_some();
	let own = entry.requester.is_some() && entry.requester == entry.patient;
	match (entry.act, entry.access) {
		(Act::Closed | Act::Ended, Access::UntilNow) if patient && own => Profile::PatientRead,
		(Act::Closed | Act::Ended, Access::UntilNow) if patient => Profile::Disclosure,
		(Act::Consented | Act::DeniedConsent | Act::RequestRejected, _) if patient => Profile::Consent,
		(Act::AskedInEmergency | Act::BrokeGlass, _) => Profile::Emergency,
		(Act::Asked | Act::Registered | Act::RegisteredKeys, _) => Profile::create(patient),
		(Act::Erased | Act::RefusedRecord | Act::Left | Act::Closed | Act::Ended, _) => {
			Profile::delete(patient)
		}
		_ => Profile::update(patient),
	}
}

/// The Bundle, a `collection`, and its AuditEvents in the order of the entries.
#[must_use]
pub fn bundle(report: &Report) -> Value {
	let chain = hex::encode(report.genesis);
	let entries = report.entries.iter().map(|entry| {
		json!({
			"fullUrl": format!("urn:medquorum:{chain}:{}:{}", entry.block, entry.index),
			"resource": audit_event(entry, report),
		})
	});
	let entries: Vec<Value> = entries.collect();
	let mut bundle = json!({
		"resourceType": "Bundle",
		"id": format!("audit-{}-{}-{}", report.question.from, report.question.to, report.top.number),
		"meta": { "tag": tags(report) },
		"identifier": {
			"system": format!("urn:medquorum:{chain}"),
			"value": format!("0x{}", hex::encode(report.top.hash)),
		},
		"type": "collection",
	});
	if !entries.is_empty() {
		set(&mut bundle, "entry", Value::Array(entries));
	}
	bundle
}

/// What must not be overlooked of the Bundle: what it rests on, and that it is not whole.
fn tags(report: &Report) -> Vec<Value> {
	let system = "urn:medquorum:audit";
	let tag = |code: &str, display: String| json!({ "system": system, "code": code, "display": display });
	let grounds = match report.proven {
		true => tag(
			"proven",
			format!(
				"every entry was checked by its proof, from block {} down",
				report.top.number
			),
		),
		false => tag(
			"shown",
			format!(
				"as one node showed it at block {}, without proofs",
				report.top.number
			),
		),
	};
	let missing = report.missing.iter();
	let missing = missing.map(|missing| tag("incomplete", format!("the node had forgotten {missing}")));
	std::iter::once(grounds).chain(missing).collect()
}

fn set(value: &mut Value, name: &str, to: Value) {
	if let Some(map) = value.as_object_mut() {
		map.insert(name.to_owned(), to);
	}
}

/// Writes an entry in the BALP profile of its act; `id` is made of block and index, the same in every export.
fn audit_event(entry: &Entry, report: &Report) -> Value {
	let profile = profile(entry);
	let cast = Cast {
		chain: hex::encode(report.genesis),
		entry,
	};
	let denied = matches!(entry.act, Act::DeniedConsent | Act::RequestRejected);
	let words = match entry.access {
		Access::UntilNow => format!("{} {COULD}", sentence(entry)),
		_ => sentence(entry),
	};
	let mut event = json!({
		"resourceType": "AuditEvent",
		"id": format!("{}-{}", entry.block, entry.index),
		"type": profile.kind(),
		"subtype": profile.subtypes(),
		"action": profile.action(),
		// A block without a time is block 0, in which nothing happens.
		"recorded": entry.time.clone().or_else(|| time::iso(1)),
		"outcome": if denied { "8" } else { "0" },
		"outcomeDesc": words,
		"agent": cast.agents(profile),
		"source": {
			"site": format!("urn:medquorum:{}", hex::encode(report.genesis)),
			"observer": cast.observer(),
			"type": [coding("http://terminology.hl7.org/CodeSystem/security-source-type", profile.source(), "")],
		},
		"entity": entities(entry, profile, &cast),
	});
	if let Some(url) = profile.url() {
		set(&mut event, "meta", json!({ "profile": [url] }));
	}
	if let Some(purpose) = purpose(entry) {
		set(&mut event, "purposeOfEvent", json!([purpose]));
	}
	event
}

/// The sentence of an entry, as one that ends.
fn sentence(entry: &Entry) -> String {
	format!("{}.", text::line(entry.words()))
}

/// The patient, what it is about, and where the chain tells it.
fn entities(entry: &Entry, profile: Profile, cast: &Cast<'_>) -> Vec<Value> {
	const TYPE: &str = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
	const ROLE: &str = "http://terminology.hl7.org/CodeSystem/object-role";
	let mut entities = Vec::new();
	if let Some(patient) = &entry.patient {
		entities.push(json!({
			"what": who(&cast.chain, "Patient", patient),
			"type": coding(TYPE, "1", "Person"),
			"role": coding(ROLE, "1", "Patient"),
		}));
	}
	if profile == Profile::Consent {
		let request = entry
			.request
			.map_or_else(|| "unknown".to_owned(), |id| id.to_string());
		entities.push(json!({
			"what": { "identifier": { "system": cast.system("consent"), "value": request } },
			"type": coding("http://hl7.org/fhir/resource-types", "Consent", "Consent"),
			"detail": place(entry),
		}));
		return entities;
	}
	let (kind, id) = match (entry.record, entry.request) {
		(_, Some(request)) if profile != Profile::Disclosure && profile != Profile::PatientRead => {
			("request", request.to_string())
		}
		(Some(record), _) => ("record", record.to_string()),
		_ => ("event", format!("{}-{}", entry.block, entry.index)),
	};
	let mut data = json!({
		"what": { "identifier": { "system": cast.system(kind), "value": id } },
		"type": coding(TYPE, "2", "System Object"),
		"role": coding(ROLE, "4", "Domain Resource"),
		"detail": place(entry),
	});
	if let Some(life) = profile.lifecycle(entry.act) {
		set(&mut data, "lifecycle", life);
	}
	entities.push(data);
	entities
}

/// Where the chain tells it, and its fields.
fn place(entry: &Entry) -> Vec<Value> {
	let mut fields = Map::new();
	let place = [
		("block", entry.block.to_string()),
		("blockHash", format!("0x{}", hex::encode(entry.hash))),
		("eventIndex", entry.index.to_string()),
		("event", format!("{}.{}", entry.event.pallet, entry.event.name)),
	];
	for (name, value) in place {
		fields.insert(name.to_owned(), value.into());
	}
	let more = entry
		.event
		.fields
		.iter()
		.map(|(name, value)| (name.clone(), Value::from(text::line(value))));
	let all = fields.into_iter().chain(more);
	let filled = all.filter(|(_, value)| value.as_str().is_some_and(|value| !value.is_empty()));
	filled
		.map(|(name, value)| json!({ "type": name, "valueString": value }))
		.collect()
}
