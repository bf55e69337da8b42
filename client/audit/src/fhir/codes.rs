//! Codes that the profiles fix, with their systems.

use crate::{act::Act, entry::Entry};
use serde_json::{Value, json};

const DCM: &str = "http://dicom.nema.org/resources/ontology/DCM";
const REST: &str = "http://hl7.org/fhir/restful-interaction";
const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
const BALP: &str = "https://profiles.ihe.net/ITI/BALP";

/// A profile of BALP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
	Create,
	PatientCreate,
	Update,
	PatientUpdate,
	Delete,
	PatientDelete,
	PatientRead,
	Disclosure,
	Consent,
	/// None of BALP, which knows no emergencies.
	Emergency,
}

/// A Coding; no display where it is empty.
pub(super) fn coding(system: &str, code: &str, display: &str) -> Value {
	match display {
		"" => json!({ "system": system, "code": code }),
		_ => json!({ "system": system, "code": code, "display": display }),
	}
}

/// A CodeableConcept of one Coding.
pub(super) fn concept(system: &str, code: &str, display: &str) -> Value {
	json!({ "coding": [coding(system, code, display)] })
}

/// What the request is for.
pub(super) fn purpose(entry: &Entry) -> Option<Value> {
	let purpose = entry.purpose()?;
	Some(concept(ACT_REASON, purpose.code(), purpose.words()))
}

impl Profile {
	pub(super) fn create(patient: bool) -> Self {
		if patient {
			Self::PatientCreate
		} else {
			Self::Create
		}
	}

	pub(super) fn update(patient: bool) -> Self {
		if patient {
			Self::PatientUpdate
		} else {
			Self::Update
		}
	}

	pub(super) fn delete(patient: bool) -> Self {
		if patient {
			Self::PatientDelete
		} else {
			Self::Delete
		}
	}

	/// Its canonical URL, where it has one.
	pub(super) fn url(self) -> Option<String> {
		let name = match self {
			Self::Emergency => return None,
			Self::Create => "Create",
			Self::PatientCreate => "PatientCreate",
			Self::Update => "Update",
			Self::PatientUpdate => "PatientUpdate",
			Self::Delete => "Delete",
			Self::PatientDelete => "PatientDelete",
			Self::PatientRead => "PatientRead",
			Self::Disclosure => "PrivacyDisclosure.Source",
			Self::Consent => "AuthZconsent",
		};
		Some(format!("{BALP}/StructureDefinition/IHE.BasicAudit.{name}"))
	}

	/// `AuditEvent.type`.
	pub(super) fn kind(self) -> Value {
		match self {
			Self::Disclosure => coding(DCM, "110106", "Export"),
			Self::Consent | Self::Emergency => coding(DCM, "110113", "Security Alert"),
			_ => coding(
				"http://terminology.hl7.org/CodeSystem/audit-event-type",
				"rest",
				"Restful Operation",
			),
		}
	}

	/// `AuditEvent.subtype`.
	pub(super) fn subtypes(self) -> Value {
		let subtype = match self {
			Self::Disclosure => coding(
				"http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle",
				"disclose",
				"",
			),
			Self::Consent => coding(&format!("{BALP}/CodeSystem/AuthZsubType"), "AuthZ-Consent", ""),
			Self::Emergency => coding(DCM, "110127", "Emergency Override Started"),
			Self::Create | Self::PatientCreate => coding(REST, "create", "create"),
			Self::Update | Self::PatientUpdate => coding(REST, "update", "update"),
			Self::Delete | Self::PatientDelete => coding(REST, "delete", "delete"),
			Self::PatientRead => coding(REST, "read", "read"),
		};
		json!([subtype])
	}

	/// `AuditEvent.action`.
	pub(super) fn action(self) -> &'static str {
		match self {
			Self::Create | Self::PatientCreate => "C",
			Self::Update | Self::PatientUpdate => "U",
			Self::Delete | Self::PatientDelete => "D",
			Self::PatientRead | Self::Disclosure => "R",
			Self::Consent | Self::Emergency => "E",
		}
	}

	/// `AuditEvent.source.type`: the chain serves, and decides.
	pub(super) fn source(self) -> &'static str {
		match self {
			Self::Consent => "6",
			_ => "4",
		}
	}

	/// `AuditEvent.agent.type` of the client and of the server, or of the source and the recipient of a disclosure.
	pub(super) fn ends(self) -> (Value, Value) {
		let source = || concept(DCM, "110153", "Source Role ID");
		let destination = || concept(DCM, "110152", "Destination Role ID");
		let application = || concept(DCM, "110150", "Application");
		match self {
			Self::PatientRead => (destination(), source()),
			Self::Disclosure => (destination(), source()),
			Self::Create | Self::PatientCreate | Self::Update | Self::PatientUpdate | Self::Emergency => {
				(source(), destination())
			}
			Self::Delete | Self::PatientDelete => {
				let custodian = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
				(application(), concept(custodian, "custodian", "Custodian"))
			}
			Self::Consent => {
				let server = "http://terminology.hl7.org/CodeSystem/extra-security-role-type";
				(
					application(),
					concept(server, "authserver", "authorization server"),
				)
			}
		}
	}

	/// What happens to the data in its life.
	pub(super) fn lifecycle(self, act: Act) -> Option<Value> {
		const SYSTEM: &str = "http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle";
		let (code, display) = match (self, act) {
			(_, Act::Registered) => ("1", "Origination / Creation"),
			(_, Act::Erased | Act::RefusedRecord) => ("14", "Logical deletion"),
			(Self::Disclosure, _) => ("11", "Disclosure"),
			(Self::PatientRead, _) => ("6", "Access / Use"),
			_ => return None,
		};
		Some(coding(SYSTEM, code, display))
	}
}
