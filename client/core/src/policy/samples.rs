//! Documents for the tests of policies.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use super::{ACCOUNT_SYSTEM, RECORD_SYSTEM};
use crate::domain::{AccountId, RecordId};
use serde_json::{Value, json};

pub const PATIENT: AccountId = AccountId([4; 32]);
pub const DOCTOR: AccountId = AccountId([5; 32]);
pub const CLINIC: AccountId = AccountId([6; 32]);

/// A reference to an account.
pub fn to(account: AccountId) -> Value {
	json!({ "reference": format!("{ACCOUNT_SYSTEM}:{account}"), "display": "not looked at" })
}

/// A reference to a record.
pub fn to_record(record: RecordId) -> Value {
	json!({ "identifier": { "system": RECORD_SYSTEM, "value": record.to_string() } })
}

/// A concept with one coding.
pub fn coded(system: &str, code: &str) -> Value {
	json!({ "coding": [{ "system": system, "code": code, "display": code }] })
}

/// A recipient.
pub fn actor(account: AccountId) -> Value {
	let role = coded(
		"http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
		"IRCP",
	);
	json!({ "role": role, "reference": to(account) })
}

/// A purpose of use.
pub fn purpose(code: &str) -> Value {
	json!({ "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": code })
}

/// A consent of the patient with this provision.
pub fn consent(provision: Value) -> Value {
	json!({
		"resourceType": "Consent",
		"id": "ours",
		"meta": { "profile": ["https://profiles.ihe.net/ITI/PCF/StructureDefinition/IHE.PCF.consentBasic"] },
		"text": { "status": "generated", "div": "<div>words for people</div>" },
		"status": "active",
		"scope": coded("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
		"category": [coded("http://loinc.org", "59284-0")],
		"patient": to(PATIENT),
		"dateTime": "2022-06-13",
		"performer": [to(PATIENT)],
		"organization": [{ "display": "Clinic One" }],
		"sourceReference": { "reference": "DocumentReference/paper" },
		"policy": [{ "uri": "http://example.org/policies/basePrivacyConsentPolicy.txt" }],
		"provision": provision,
	})
}

/// The doctor may read every record for treatment.
pub fn for_treatment() -> Value {
	consent(json!({ "type": "permit", "actor": [actor(DOCTOR)], "purpose": [purpose("TREAT")] }))
}
