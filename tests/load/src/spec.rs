//! A development chain on which every lane's people have tokens and roles from its first block: by votes it would take hours.

use crate::{failure::Failure, people};
use serde_json::{Value, json};

/// What each account has, in units of the chain.
const ENDOWMENT: u64 = 1_000_000_000_000_000;

/// Adds them to a plain spec.
///
/// # Errors
/// When the spec has no patch, or is not of a development chain: these accounts' secrets are public.
pub fn with_lanes(mut spec: Value, lanes: u32) -> Result<Value, Failure> {
	if spec["chainType"] != "Development" {
		return Err(
			"this is not the spec of a development chain: medquorum-node export-chain-spec --chain dev"
				.into(),
		);
	}
	let patch = spec
		.pointer_mut("/genesis/runtimeGenesis/patch")
		.ok_or("this spec is raw: export it without --raw")?;
	let mut add = |pointer: &str, row: Value| -> Result<(), Failure> {
		let list = patch.pointer_mut(pointer).and_then(Value::as_array_mut);
		list.ok_or_else(|| format!("the spec has no {pointer}"))?
			.push(row);
		Ok(())
	};
	for lane in 0..lanes {
		let patient = people::account(people::PATIENT, lane)?.to_string();
		let clinician = people::account(people::CLINICIAN, lane)?.to_string();
		add("/balances/balances", json!([patient, ENDOWMENT]))?;
		add("/balances/balances", json!([clinician, ENDOWMENT]))?;
		add("/medicalRecords/roles", json!([clinician, "Clinician"]))?;
	}
	Ok(spec)
}
