//! The fields of calls about emergencies.

use super::{CallFields, bytes, named, number, option, signature, unit, variant};
use medquorum_core::{
	domain::{EmergencyDirective, EmergencyEntry, EmergencyWrap},
	ledger::EmergencyCall,
};
use subxt::dynamic::Value;

fn directive(directive: &EmergencyDirective) -> Value {
	Value::named_composite(named([
		("key_id", number(directive.key_id)),
		("scope", unit(&format!("{:?}", directive.scope))),
	]))
}

fn wrap(wrap: &EmergencyWrap) -> Value {
	match wrap {
		EmergencyWrap::CspKey(wrap) => Value::unnamed_variant("CspKey", [bytes(wrap)]),
		EmergencyWrap::BothKeys(wrap) => Value::unnamed_variant("BothKeys", [bytes(wrap)]),
	}
}

fn entry(entry: &EmergencyEntry) -> [(&'static str, Value); 4] {
	[
		("key_id", number(entry.key_id)),
		("nonce", bytes(&entry.nonce)),
		("capsule", bytes(&entry.capsule)),
		("wrap", wrap(&entry.wrap)),
	]
}

/// The fields of a call about emergencies.
pub(super) fn fields(call: &EmergencyCall) -> CallFields {
	match call {
		EmergencyCall::SetEmergency { directive: allowed } => {
			named([("directive", option(allowed.as_ref().map(directive)))])
		}
		EmergencyCall::AddEmergency {
			record_id,
			entry: added,
		} => {
			let [key_id, nonce, capsule, wrap] = entry(added);
			named([("record_id", bytes(&record_id.0)), key_id, nonce, capsule, wrap])
		}
		EmergencyCall::RemoveEmergency { record_id, requests } => named([
			("record_id", bytes(&record_id.0)),
			("requests", number(*requests)),
		]),
		EmergencyCall::BreakGlass {
			record_id,
			seq,
			q,
			epk,
			auth_sig,
			reason,
		} => named([
			("record_id", bytes(&record_id.0)),
			("seq", number(*seq)),
			("q", bytes(q)),
			("epk", bytes(epk)),
			("auth_sig", signature(auth_sig)),
			("reason", variant(reason)),
		]),
		EmergencyCall::FileStatement {
			request_id,
			statement,
		} => named([
			("request_id", bytes(&request_id.0)),
			("statement", bytes(statement)),
		]),
		EmergencyCall::SubmitReview { request_id, verdict } => named([
			("request_id", bytes(&request_id.0)),
			("verdict", variant(verdict)),
		]),
		EmergencyCall::EnforceReview { request_id } => named([("request_id", bytes(&request_id.0))]),
		EmergencyCall::Reinstate { who } => named([("who", bytes(&who.0))]),
		EmergencyCall::SetFacility { who, facility } => {
			named([("who", bytes(&who.0)), ("facility", option(facility.map(number)))])
		}
	}
}
