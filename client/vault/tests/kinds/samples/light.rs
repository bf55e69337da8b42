//! Errors of the light client.

use medquorum_client::error::LightError;

use super::text;

pub fn light() -> Vec<LightError> {
	let chain = "relay chain";
	vec![
		LightError::NotBuilt,
		LightError::WithNode,
		LightError::NotInPortal,
		LightError::BadSpec {
			chain,
			reason: text("it is not raw"),
		},
		LightError::OtherRelay {
			named: text("paseo"),
			found: text("polkadot"),
		},
		LightError::OtherChain {
			pinned: text("0x07"),
			found: text("0x08"),
		},
		LightError::NoPeersNamed { chain },
		LightError::NoPeers { chain, seconds: 120 },
		LightError::NotProven { chain, seconds: 120 },
		LightError::Unread("the line is dead".into()),
		LightError::NotYet { block: 5 },
		LightError::TooOld { block: 5 },
	]
}
