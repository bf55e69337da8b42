//! The chain specs that a light client follows.

use medquorum_core::error::LightError;
use serde::{Deserialize, de::IgnoredAny};
use std::collections::BTreeMap;

pub(super) const RELAY_CHAIN: &str = "relay chain";
pub(super) const PARACHAIN: &str = "parachain";

/// The texts of two raw chain specs. The author of the relay chain's spec decides whose finality counts, as a pinned hash does.
#[derive(Clone)]
pub struct LightSpecs {
	/// The relay chain's, with addresses of its peers.
	pub relay: String,
	/// The parachain's, with addresses of its peers and the id of the relay chain.
	pub parachain: String,
}

/// What is looked at before the light client reads a spec. It reads all of it, and would end the program where a first state has children.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Spec {
	id: String,
	#[serde(default)]
	boot_nodes: Vec<String>,
	#[serde(alias = "relay_chain")]
	relay_chain: Option<String>,
	#[serde(alias = "para_id")]
	para_id: Option<u32>,
	/// A later finalized block to begin with, which takes the place of the first state.
	light_sync_state: Option<IgnoredAny>,
	genesis: Genesis,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Genesis {
	raw: Option<RawGenesis>,
	state_root_hash: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawGenesis {
	#[serde(default)]
	children_default: BTreeMap<String, IgnoredAny>,
}

pub(super) fn unusable(chain: &'static str, reason: impl ToString) -> LightError {
	LightError::BadSpec {
		chain,
		reason: reason.to_string(),
	}
}

/// A peer that is reached by plain TCP or `ws://`; the light client knows no other way here.
fn is_reachable(address: &str) -> bool {
	let has = |part: &str| address.contains(part);
	has("/tcp/") && has("/p2p/") && !has("/wss") && !has("/tls/")
}

fn read(chain: &'static str, text: &str) -> Result<Spec, LightError> {
	let spec: Spec = serde_json::from_str(text).map_err(|error| unusable(chain, error))?;
	match &spec.genesis {
		Genesis {
			raw: None,
			state_root_hash: None,
		} => return Err(unusable(chain, "it is not raw")),
		Genesis { raw: Some(raw), .. } if !raw.children_default.is_empty() => {
			return Err(unusable(chain, "its first state has child tries"));
		}
		Genesis { .. } => {}
	}
	if !spec.boot_nodes.iter().any(|address| is_reachable(address)) {
		return Err(LightError::NoPeersNamed { chain });
	}
	Ok(spec)
}

pub(super) fn check(specs: &LightSpecs) -> Result<(), LightError> {
	let relay = read(RELAY_CHAIN, &specs.relay)?;
	if relay.relay_chain.is_some() || relay.para_id.is_some() {
		return Err(unusable(RELAY_CHAIN, "it is a parachain's"));
	}
	if relay.genesis.raw.is_none() && relay.light_sync_state.is_none() {
		return Err(unusable(
			RELAY_CHAIN,
			"it does not hold the first state, only its hash",
		));
	}
	let parachain = read(PARACHAIN, &specs.parachain)?;
	let (Some(named), Some(_)) = (parachain.relay_chain, parachain.para_id) else {
		return Err(unusable(
			PARACHAIN,
			"it names no relay chain, or no para id there",
		));
	};
	if named != relay.id {
		let found = relay.id;
		return Err(LightError::OtherRelay { named, found });
	}
	Ok(())
}

#[cfg(test)]
mod tests;
