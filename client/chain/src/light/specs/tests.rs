//! What is said of specs before anybody is asked.

use super::{LightSpecs, check, is_reachable};
use medquorum_core::{advice::Advice, error::LightError};
use serde_json::{Value, json};

const PEER: &str = "/ip4/127.0.0.1/tcp/30333/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

fn raw() -> Value {
	json!({ "raw": { "top": { "0x3a636f6465": "0x00" }, "childrenDefault": {} } })
}

fn relay() -> Value {
	json!({ "name": "Relay", "id": "relay", "chainType": "Live", "bootNodes": [PEER], "genesis": raw() })
}

fn parachain() -> Value {
	json!({
		"name": "Clinics", "id": "clinics", "bootNodes": [PEER], "relay_chain": "relay", "para_id": 2000, "genesis": raw(),
	})
}

fn checked(relay: &Value, parachain: &Value) -> Result<(), LightError> {
	check(&LightSpecs {
		relay: relay.to_string(),
		parachain: parachain.to_string(),
	})
}

/// One field of a spec with another value.
fn with(mut spec: Value, field: &str, value: Value) -> Value {
	spec[field] = value;
	spec
}

fn refused(relay: &Value, parachain: &Value, kind: &str, words: &str) {
	let error = checked(relay, parachain).unwrap_err();
	assert_eq!(error.kind(), kind, "{error}");
	assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn two_specs_that_belong_together_are_taken() {
	checked(&relay(), &parachain()).unwrap();
	let mut camel = parachain();
	let fields = camel.as_object_mut().unwrap();
	let [relay_chain, para_id] = ["relay_chain", "para_id"].map(|name| fields.remove(name).unwrap());
	fields.insert("relayChain".to_owned(), relay_chain);
	fields.insert("paraId".to_owned(), para_id);
	checked(&relay(), &camel).unwrap();
	let root = json!({ "stateRootHash": format!("0x{}", "7".repeat(64)) });
	checked(&relay(), &with(parachain(), "genesis", root.clone())).unwrap();
	let later = with(with(relay(), "genesis", root), "lightSyncState", json!({}));
	checked(&later, &parachain()).unwrap();
}

#[test]
fn files_that_are_no_raw_specs_are_refused() {
	let nothing = Value::String("nothing".to_owned());
	refused(&nothing, &parachain(), "LightBadSpec", "relay chain");
	refused(&relay(), &nothing, "LightBadSpec", "parachain");
	let plain = json!({ "runtimeGenesis": { "code": "0x00", "patch": {} } });
	refused(
		&with(relay(), "genesis", plain.clone()),
		&parachain(),
		"LightBadSpec",
		"not raw",
	);
	refused(
		&relay(),
		&with(parachain(), "genesis", plain),
		"LightBadSpec",
		"not raw",
	);
	let root = json!({ "stateRootHash": format!("0x{}", "7".repeat(64)) });
	refused(
		&with(relay(), "genesis", root),
		&parachain(),
		"LightBadSpec",
		"only its hash",
	);
	let mut children = raw();
	children["raw"]["childrenDefault"] = json!({ "0x00": {} });
	refused(
		&relay(),
		&with(parachain(), "genesis", children),
		"LightBadSpec",
		"child tries",
	);
}

#[test]
fn specs_of_other_chains_are_refused() {
	refused(&parachain(), &parachain(), "LightBadSpec", "a parachain's");
	refused(&relay(), &relay(), "LightBadSpec", "names no relay chain");
	let other = with(parachain(), "relay_chain", json!("paseo"));
	refused(&relay(), &other, "LightOtherRelay", "paseo");
	let numberless = with(parachain(), "para_id", Value::Null);
	refused(&relay(), &numberless, "LightBadSpec", "no para id");
}

#[test]
fn specs_without_peers_that_can_be_reached_are_refused() {
	let nobody = with(relay(), "bootNodes", json!([]));
	refused(&nobody, &parachain(), "LightNoPeersNamed", "relay chain");
	let secure = PEER.replace("/p2p/", "/wss/p2p/");
	let secure = with(parachain(), "bootNodes", json!([secure]));
	refused(&relay(), &secure, "LightNoPeersNamed", "parachain");
	let mut unnamed = parachain();
	unnamed.as_object_mut().unwrap().remove("bootNodes");
	refused(&relay(), &unnamed, "LightNoPeersNamed", "parachain");
	for address in [
		PEER,
		"/dns/node.example/tcp/30333/ws/p2p/12D3KooW",
		"/ip6/::1/tcp/1/p2p/12D3KooW",
	] {
		assert!(is_reachable(address), "{address}");
	}
	for address in [
		"/ip4/127.0.0.1/udp/30333/quic-v1/p2p/12D3KooW",
		"/dns/a/tcp/443/tls/ws/p2p/12D3KooW",
		"/ip4/1.2.3.4/tcp/1",
	] {
		assert!(!is_reachable(address), "{address}");
	}
}
