//! A development chain on which every lane's people have tokens and roles from its first block: by votes it would take hours.

use crate::{failure::Failure, people, records, transactions};
use serde_json::{Value, json};

/// What each account has, in units of the chain.
const ENDOWMENT: u64 = 1_000_000_000_000_000;

/// What a spammer has: enough to fill blocks for hours.
const FOR_SPAM: u64 = 1_000_000_000_000_000_000;

/// Who and what is to be on the chain.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
	/// Accesses under way at once, of another patient and clinician each.
	pub lanes: u32,
	/// Records in state before the first block: their uploader gets what is held for them.
	pub records: u32,
	/// Requesters who spam, besides a stranger and a facility; with none of them nobody spams.
	pub spammers: u32,
}

/// A list of the patch in a plain spec, and what to add to it.
type Row = (&'static str, Value);

fn endowed(account: &str, tokens: u64) -> Row {
	("/balances/balances", json!([account, tokens]))
}

fn has_role(account: &str, role: &str) -> Row {
	("/medicalRecords/roles", json!([account, role]))
}

fn rows(wanted: Wanted) -> Result<Vec<Row>, Failure> {
	let mut rows = Vec::new();
	for lane in 0..wanted.lanes {
		let patient = people::account(people::PATIENT, lane)?.to_string();
		let clinician = people::account(people::CLINICIAN, lane)?.to_string();
		rows.push(endowed(&patient, ENDOWMENT));
		rows.push(endowed(&clinician, ENDOWMENT));
		rows.push(has_role(&clinician, "Clinician"));
	}
	if wanted.records > 0 {
		let uploader = records::uploader().to_string();
		rows.push(endowed(
			&uploader,
			u64::try_from(records::endowment(wanted.records))?,
		));
		rows.push(has_role(&uploader, "Facility"));
	}
	if wanted.spammers > 0 {
		rows.push(endowed(
			&transactions::account(transactions::STRANGER)?.to_string(),
			FOR_SPAM,
		));
		let facility = transactions::account(transactions::FACILITY)?.to_string();
		rows.push(endowed(&facility, FOR_SPAM));
		rows.push(has_role(&facility, "Facility"));
	}
	for number in 0..wanted.spammers {
		let requester = transactions::account(&transactions::requester(number))?.to_string();
		rows.push(endowed(&requester, FOR_SPAM));
		rows.push(has_role(&requester, "Clinician"));
	}
	Ok(rows)
}

/// Adds them to a plain spec.
///
/// # Errors
/// When the spec has no patch, or is not of a development or local chain: these accounts' secrets are public.
pub fn with(mut spec: Value, wanted: Wanted) -> Result<Value, Failure> {
	if !matches!(spec["chainType"].as_str(), Some("Development" | "Local")) {
		return Err(
			"this is not the spec of a development chain: medquorum-node export-chain-spec --chain dev (or local)"
				.into(),
		);
	}
	let patch = spec
		.pointer_mut("/genesis/runtimeGenesis/patch")
		.ok_or("this spec is raw: export it without --raw")?;
	for (pointer, row) in rows(wanted)? {
		let list = patch.pointer_mut(pointer).and_then(Value::as_array_mut);
		list.ok_or_else(|| format!("the spec has no {pointer}"))?
			.push(row);
	}
	Ok(spec)
}
