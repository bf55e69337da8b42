//! Calls, encoded by the node's metadata: by name, so that an unknown or changed one is an error and not another call.

mod ceremony;
mod emergency;

use super::failure::incompatible;
use medquorum_core::{
	domain::*,
	error::LedgerError,
	ledger::{Call, Extent, NewRecord, Share},
};
use subxt::{
	dynamic::Value,
	ext::{frame_decode::extrinsics::encode_call_data, scale_value::Composite},
	metadata::Metadata,
	transactions::DynamicPayload,
};

type CallFields = Vec<(String, Value)>;

/// A call as subxt signs it.
pub(super) fn payload(call: &Call) -> DynamicPayload<Composite<()>> {
	let (pallet, name) = call.name();
	DynamicPayload::new(pallet, name, Composite::Named(fields(call)))
}

/// A call in SCALE bytes.
pub(super) fn encode(call: &Call, metadata: &Metadata) -> Result<Vec<u8>, LedgerError> {
	let (pallet, name) = call.name();
	let fields = Composite::Named(fields(call));
	encode_call_data(pallet, name, &fields, metadata, metadata.types())
		.map_err(|error| incompatible(&format!("the call {pallet}.{name}"), error))
}

fn named<const N: usize>(fields: [(&str, Value); N]) -> CallFields {
	fields
		.into_iter()
		.map(|(name, value)| (name.to_owned(), value))
		.collect()
}

fn bytes(bytes: &[u8]) -> Value {
	Value::from_bytes(bytes)
}

fn number(number: impl Into<u128>) -> Value {
	Value::u128(number.into())
}

fn unit(name: &str) -> Value {
	Value::unnamed_variant(name, [])
}

fn option(value: Option<Value>) -> Value {
	match value {
		Some(value) => Value::unnamed_variant("Some", [value]),
		None => unit("None"),
	}
}

/// A bounded vector: a struct around a vector.
fn bounded(items: Vec<Value>) -> Value {
	Value::unnamed_composite([Value::unnamed_composite(items)])
}

/// A call inside of a call.
fn nested(call: &Call) -> Value {
	payload(call).into_value()
}

/// A signature with the kind of its key.
fn signature(signature: &Signature) -> Value {
	Value::unnamed_variant(signature.kind(), [bytes(signature.as_bytes())])
}

/// Variants are named on chain as they are here.
fn variant(variant: &impl std::fmt::Debug) -> Value {
	unit(&format!("{variant:?}"))
}

fn admin(admin: &Admin) -> Value {
	Value::named_composite(named([
		("account", bytes(&admin.account.0)),
		("index", number(admin.index)),
		("enc_pk", bytes(&admin.enc_pk)),
		("x_j", bytes(&admin.x_j)),
		("z_j", bytes(&admin.z_j)),
		("zp_j", bytes(&admin.zp_j)),
		("cert", signature(&admin.cert)),
	]))
}

/// A signature of an administrator, by index.
fn signed_by((index, by): &(u16, Signature)) -> Value {
	Value::unnamed_composite([number(*index), signature(by)])
}

fn new_record(record: &NewRecord) -> CallFields {
	named([
		("nonce", bytes(&record.nonce)),
		("key_id", number(record.key_id)),
		("patient", bytes(&record.patient.0)),
		("commitment", bytes(&record.commitment)),
		("capsule", bytes(&record.capsule)),
		("csp_enc", bytes(&record.csp_enc)),
		("csp_check", bytes(&record.csp_check)),
		("locator", bytes(&record.locator)),
		("supersedes", option(record.supersedes.map(|id| bytes(&id.0)))),
		("searchable", Value::bool(record.searchable)),
	])
}

fn fields(call: &Call) -> CallFields {
	match call {
		Call::RegisterUser { .. }
		| Call::Enrol { .. }
		| Call::Deregister
		| Call::Sponsor { .. }
		| Call::EndSponsorship { .. }
		| Call::NameGuardian { .. }
		| Call::FreezeAccount { .. }
		| Call::UnfreezeAccount { .. }
		| Call::ReplaceAccount { .. }
		| Call::PublishCatalogue { .. }
		| Call::WithdrawCatalogue { .. }
		| Call::SetSearchDirective { .. }
		| Call::SetRole { .. } => person(call),
		Call::SetCommittee { .. } | Call::RetireCommittee { .. } => committee(call),
		Call::RegisterRecord(record) => new_record(record),
		Call::AcknowledgeRecord { .. }
		| Call::RefuseRecord { .. }
		| Call::SuspendRecord { .. }
		| Call::ResumeRecord { .. }
		| Call::AllowCorrection { .. }
		| Call::EraseRecord { .. }
		| Call::FinishErasure { .. }
		| Call::StopErasure { .. }
		| Call::HoldRecord { .. }
		| Call::SetSearchable { .. }
		| Call::AttestErasure { .. }
		| Call::LiftHold { .. } => record(call),
		Call::RequestAccess { .. }
		| Call::Approve { .. }
		| Call::ApproveMany { .. }
		| Call::Reject { .. }
		| Call::GrantConsent { .. }
		| Call::DenyConsent { .. }
		| Call::CancelRequest { .. }
		| Call::CloseRequest { .. } => request(call),
		Call::Emergency(call) => emergency::fields(call),
		Call::Ceremony(call) => ceremony::fields(call),
		Call::Propose { .. }
		| Call::Vote { .. }
		| Call::Close { .. }
		| Call::Pause
		| Call::EndPause
		| Call::AddCollator { .. }
		| Call::RemoveCollator { .. }
		| Call::SetSessionKeys { .. }
		| Call::GiveNotice { .. }
		| Call::StopNotice { .. }
		| Call::CarryOut { .. }
		| Call::ApplyAuthorizedUpgrade { .. }
		| Call::SetMembers { .. }
		| Call::AuthorizeUpgrade { .. }
		| Call::Schedule { .. }
		| Call::StopScheduled { .. }
		| Call::Enact { .. } => council(call),
		Call::Transfer { to, amount } => transfer(*to, *amount),
		Call::Batch { calls } => named([("calls", Value::unnamed_composite(calls.iter().map(nested)))]),
	}
}

fn transfer(to: AccountId, amount: Balance) -> CallFields {
	named([
		("dest", Value::unnamed_variant("Id", [bytes(&to.0)])),
		("value", number(amount.0)),
	])
}

/// The fields of a call about a committee, and of no other.
fn committee(call: &Call) -> CallFields {
	match call {
		Call::SetCommittee {
			key_id,
			k,
			x,
			admins,
			handover,
			at_once,
		} => named([
			("key_id", number(*key_id)),
			("k", number(*k)),
			("x", bytes(x)),
			("admins", bounded(admins.iter().map(admin).collect())),
			("handover", bounded(handover.iter().map(signed_by).collect())),
			("at_once", Value::bool(*at_once)),
		]),
		Call::RetireCommittee { key_id } => named([("key_id", number(*key_id))]),
		_ => named([]),
	}
}

/// The fields of a call about an account, and of no other.
fn person(call: &Call) -> CallFields {
	match call {
		Call::RegisterUser {
			csp_pk,
			enc_pk,
			key_sig,
		} => named([
			("csp_pk", bytes(csp_pk)),
			("enc_pk", bytes(enc_pk)),
			("key_sig", signature(key_sig)),
		]),
		Call::Enrol {
			patient,
			csp_pk,
			enc_pk,
			key_sig,
		} => named([
			("patient", bytes(&patient.0)),
			("csp_pk", bytes(csp_pk)),
			("enc_pk", bytes(enc_pk)),
			("key_sig", signature(key_sig)),
		]),
		Call::SetRole { who, role } => named([("who", bytes(&who.0)), ("role", variant(role))]),
		Call::Sponsor { employee, per_day } => {
			named([("employee", bytes(&employee.0)), ("per_day", number(*per_day))])
		}
		Call::EndSponsorship { employee } => named([("employee", bytes(&employee.0))]),
		Call::NameGuardian { guardian, until } => named([
			("guardian", option(guardian.map(|guardian| bytes(&guardian.0)))),
			("until", option(until.map(number))),
		]),
		Call::FreezeAccount { who } | Call::UnfreezeAccount { who } => named([("who", bytes(&who.0))]),
		Call::ReplaceAccount { old, new } => named([("old", bytes(&old.0)), ("new", bytes(&new.0))]),
		Call::PublishCatalogue {
			epoch,
			number: publication,
			commitment,
			locator,
			keyring,
		} => named([
			("epoch", number(*epoch)),
			("number", number(*publication)),
			("commitment", bytes(commitment)),
			("locator", bytes(locator)),
			("keyring", bytes(keyring)),
		]),
		Call::WithdrawCatalogue { facility } => named([("facility", bytes(&facility.0))]),
		Call::SetSearchDirective { searchable } => named([("searchable", Value::bool(*searchable))]),
		_ => named([]),
	}
}

/// The fields of a call about a record, and of no other.
fn record(call: &Call) -> CallFields {
	let id = |id: &RecordId| ("record_id", bytes(&id.0));
	let within = |extent: &Extent| {
		[
			("versions", number(extent.versions)),
			("requests", number(extent.requests)),
		]
	};
	match call {
		Call::AcknowledgeRecord { record_id, extent } | Call::FinishErasure { record_id, extent } => {
			let [versions, requests] = within(extent);
			named([id(record_id), versions, requests])
		}
		Call::EraseRecord {
			record_id,
			reason,
			extent,
		} => {
			let [versions, requests] = within(extent);
			named([id(record_id), ("reason", variant(reason)), versions, requests])
		}
		Call::RefuseRecord {
			record_id,
			reason,
			requests,
		} => named([
			id(record_id),
			("reason", variant(reason)),
			("requests", number(*requests)),
		]),
		Call::SuspendRecord { record_id, requests } => {
			named([id(record_id), ("requests", number(*requests))])
		}
		Call::ResumeRecord { record_id }
		| Call::StopErasure { record_id }
		| Call::AttestErasure { record_id }
		| Call::LiftHold { record_id } => named([id(record_id)]),
		Call::SetSearchable {
			record_id,
			searchable,
		} => named([id(record_id), ("searchable", Value::bool(*searchable))]),
		Call::AllowCorrection { record_id, uploader } => named([
			id(record_id),
			("uploader", option(uploader.map(|uploader| bytes(&uploader.0)))),
		]),
		Call::HoldRecord {
			record_id,
			reason,
			until,
		} => named([
			id(record_id),
			("reason", variant(reason)),
			("until", number(*until)),
		]),
		_ => named([]),
	}
}

/// The fields of a call about a request, and of no other.
fn request(call: &Call) -> CallFields {
	match call {
		Call::RequestAccess {
			record_id,
			seq,
			q,
			epk,
			auth_sig,
			purpose,
		} => named([
			("record_id", bytes(&record_id.0)),
			("seq", number(*seq)),
			("q", bytes(q)),
			("epk", bytes(epk)),
			("auth_sig", signature(auth_sig)),
			("purpose", variant(purpose)),
		]),
		Call::Approve { request_id, share } => {
			named([("request_id", bytes(&request_id.0)), ("share", bytes(share))])
		}
		Call::ApproveMany { approvals } => {
			let approval =
				|(id, share): &(RequestId, Share)| Value::unnamed_composite([bytes(&id.0), bytes(share)]);
			named([("approvals", bounded(approvals.iter().map(approval).collect()))])
		}
		Call::Reject { request_id, reason } => {
			named([("request_id", bytes(&request_id.0)), ("reason", variant(reason))])
		}
		Call::GrantConsent { request_id, sealed } => {
			named([("request_id", bytes(&request_id.0)), ("sealed", bytes(sealed))])
		}
		Call::DenyConsent { request_id }
		| Call::CancelRequest { request_id }
		| Call::CloseRequest { request_id } => named([("request_id", bytes(&request_id.0))]),
		_ => named([]),
	}
}

/// Weight that any call of ours stays below; the council asks for a bound.
fn weight_bound() -> Value {
	named_weight(500_000_000_000, 1_000_000)
}

fn named_weight(ref_time: u64, proof_size: u64) -> Value {
	Value::named_composite(named([
		("ref_time", number(ref_time)),
		("proof_size", number(proof_size)),
	]))
}

fn accounts(accounts: &[AccountId]) -> Value {
	Value::unnamed_composite(accounts.iter().map(|account| bytes(&account.0)))
}

/// The fields of a call by which the chain is governed, and of no other.
fn council(call: &Call) -> CallFields {
	match call {
		Call::SetMembers { members } => named([("members", accounts(members))]),
		Call::AddCollator { who } | Call::RemoveCollator { who } => named([("who", bytes(&who.0))]),
		Call::SetSessionKeys { keys, proof } => named([
			("keys", Value::named_composite(named([("aura", bytes(keys))]))),
			("proof", bytes(proof)),
		]),
		Call::GiveNotice { body, members } => {
			named([("body", variant(body)), ("members", accounts(members))])
		}
		Call::StopNotice { body, index } | Call::CarryOut { body, index } => {
			named([("body", variant(body)), ("index", number(*index))])
		}
		Call::ApplyAuthorizedUpgrade { code } => named([("code", bytes(code))]),
		Call::AuthorizeUpgrade { code_hash } => named([("code_hash", bytes(code_hash))]),
		Call::Schedule { call } => named([("call", nested(call))]),
		Call::StopScheduled { index } | Call::Enact { index } => named([("index", number(*index))]),
		Call::Propose {
			threshold, proposal, ..
		} => {
			let length: u32 = 8 * 1024;
			named([
				("threshold", number(*threshold)),
				("proposal", nested(proposal)),
				("length_bound", number(length)),
			])
		}
		Call::Vote {
			proposal_hash,
			index,
			approve,
			..
		} => named([
			("proposal", bytes(proposal_hash)),
			("index", number(*index)),
			("approve", Value::bool(*approve)),
		]),
		Call::Close {
			proposal_hash,
			index,
			length,
			..
		} => named([
			("proposal_hash", bytes(proposal_hash)),
			("index", number(*index)),
			("proposal_weight_bound", weight_bound()),
			("length_bound", number(*length)),
		]),
		_ => Vec::new(),
	}
}
