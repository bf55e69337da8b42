//! Who takes part in an AuditEvent.

use super::codes::{Profile, concept, purpose};
use crate::{act::Access, entry::Entry};
use medquorum_core::views::{Party, text};
use serde_json::{Value, json};

/// An entry and the chain that tells it.
pub(super) struct Cast<'a> {
	/// Hash of block 0, in hex.
	pub(super) chain: String,
	/// The entry whose people become the agents.
	pub(super) entry: &'a Entry,
}

/// An account as a logical reference: an address, which is a pseudonym, and a name only where names were asked for.
pub(super) fn who(chain: &str, kind: &str, party: &Party) -> Value {
	let identifier =
		json!({ "system": format!("urn:medquorum:{chain}:account"), "value": party.address.to_string() });
	match &party.name {
		Some(name) => json!({ "type": kind, "identifier": identifier, "display": text::line(name) }),
		None => json!({ "type": kind, "identifier": identifier }),
	}
}

/// The chain knows nobody's network address.
fn unknown() -> Value {
	json!({ "extension": [{
		"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
		"valueCode": "unknown",
	}] })
}

impl Cast<'_> {
	/// The system of identifiers of one kind.
	pub(super) fn system(&self, kind: &str) -> String {
		format!("urn:medquorum:{}:{kind}", self.chain)
	}

	/// Who recorded it: the chain itself.
	pub(super) fn observer(&self) -> Value {
		json!({
			"type": "Device",
			"identifier": { "system": "urn:medquorum:chain", "value": self.chain },
			"display": "the records chain",
		})
	}

	fn person(&self, party: Option<&Party>, nobody: &str) -> Value {
		match party {
			// A person, an organisation or a program: the chain does not say.
			Some(party) => {
				let mut reference = who(&self.chain, "Device", party);
				if let Some(map) = reference.as_object_mut() {
					map.remove("type");
				}
				reference
			}
			None => json!({ "display": nobody }),
		}
	}

	/// The agents that the profile wants.
	pub(super) fn agents(&self, profile: Profile) -> Vec<Value> {
		let entry = self.entry;
		let access = entry.access == Access::UntilNow;
		let actor = match profile {
			Profile::Disclosure | Profile::PatientRead | Profile::Consent => entry.requester.as_ref(),
			_ => entry.who.as_ref(),
		};
		let nobody = match profile {
			Profile::Disclosure | Profile::PatientRead | Profile::Consent => {
				"whoever made the request, before this period"
			}
			_ => "the council, or a rule of the chain",
		};
		let (client, server) = profile.ends();
		let mut agents = vec![
			json!({ "type": client, "who": self.person(actor, nobody), "requestor": false, "network": unknown() }),
			self.server(server, profile),
		];
		match profile {
			Profile::Consent => {
				agents.push(self.user("IRCP", "information recipient", actor, nobody));
				agents.push(json!({
					"type": concept("http://terminology.hl7.org/CodeSystem/v3-RoleClass", "PROV", "healthcare provider"),
					"who": self.person(entry.payer.as_ref(), nobody),
					"requestor": false,
				}));
			}
			Profile::Disclosure => {
				agents.push(self.user("IRCP", "information recipient", actor, nobody));
				let patient = entry.patient.as_ref().filter(|_| access);
				agents.extend(patient.map(|patient| {
					json!({
						"type": concept("http://snomed.info/sct", "429577009", "Patient Advocate"),
						"who": self.person(Some(patient), nobody),
						"requestor": false,
					})
				}));
			}
			Profile::PatientRead => agents.push(self.user("IRCP", "information recipient", actor, nobody)),
			_ => {
				agents.extend(actor.map(|actor| self.user("AUT", "author (originator)", Some(actor), nobody)))
			}
		}
		agents
	}

	/// The chain as the server, the source of a disclosure, or who authorizes.
	fn server(&self, kind: Value, profile: Profile) -> Value {
		let mut server = json!({ "type": kind, "who": self.observer(), "requestor": false });
		// Who authorizes has no network in the profile; elsewhere it must have one.
		if let (Some(map), true) = (server.as_object_mut(), profile != Profile::Consent) {
			let address = format!("urn:medquorum:{}", self.chain);
			map.insert("network".to_owned(), json!({ "address": address, "type": "5" }));
		}
		server
	}

	fn user(&self, code: &str, display: &str, party: Option<&Party>, nobody: &str) -> Value {
		let system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
		let mut user = json!({
			"type": concept(system, code, display),
			"who": self.person(party, nobody),
			"requestor": true,
		});
		if let (Some(map), Some(purpose)) = (user.as_object_mut(), purpose(self.entry)) {
			map.insert("purposeOfUse".to_owned(), json!([purpose]));
		}
		user
	}
}
