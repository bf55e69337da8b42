//! What the tests share: a state built from a preset, the way a node builds it.

#![allow(clippy::expect_used, reason = "a test may panic")]
#![allow(dead_code, reason = "not every test uses everything")]

use frame_support::genesis_builder_helper::build_state;
use medquorum_runtime::{
	AccountId, Runtime, RuntimeGenesisConfig, RuntimeOrigin, System, genesis_config_presets,
};
use serde_json::Value;
use sp_keyring::Sr25519Keyring;
use std::path::PathBuf;

/// A path inside the repository.
pub fn in_repository(path: &str) -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The preset `name` as JSON.
pub fn preset(name: &str) -> Value {
	let json = genesis_config_presets::get_preset(&name.into()).expect("the preset exists");
	serde_json::from_slice(&json).expect("a preset is JSON")
}

/// Puts `patch` over `base`, as the node does.
fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		}
		(base, patch) => *base = patch,
	}
}

/// The state of block 1 of a chain that begins with the preset `name`.
pub fn chain(name: &str) -> sp_io::TestExternalities {
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).expect("the default is JSON");
	merge(&mut config, preset(name));
	let mut state = sp_io::TestExternalities::default();
	state.execute_with(|| {
		build_state::<RuntimeGenesisConfig>(serde_json::to_vec(&config).expect("JSON"))
			.expect("the preset builds");
		System::set_block_number(1);
	});
	state
}

/// The account of `key`.
pub fn account(key: Sr25519Keyring) -> AccountId {
	key.to_account_id()
}

/// A call signed by `key`.
pub fn signed(key: Sr25519Keyring) -> RuntimeOrigin {
	frame_system::RawOrigin::Signed(account(key)).into()
}

/// The origin of a decision by `yes` of `members` of the council.
pub fn council(yes: u32, members: u32) -> <Runtime as frame_system::Config>::RuntimeOrigin {
	pallet_collective::RawOrigin::<AccountId, pallet_collective::Instance1>::Members(yes, members).into()
}
