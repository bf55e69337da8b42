//! What the tests share: a state built from a preset, the way a node builds it.

#![allow(clippy::expect_used, reason = "a test may panic")]
#![allow(dead_code, reason = "not every test uses everything")]

pub mod committee;

use frame_support::{
	dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
	genesis_builder_helper::build_state,
};
use medquorum_runtime::{
	AccountId, BlockNumber, Hash, Runtime, RuntimeCall, RuntimeEvent, RuntimeGenesisConfig, RuntimeOrigin,
	System, configs::governance::RecoveryCollective, enactment, genesis_config_presets,
};
use parity_scale_codec::{Decode, Encode};
use serde_json::Value;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	DispatchError,
	traits::{BlakeTwo256, Dispatchable, Hash as _},
};
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

/// The origin of a decision by `yes` of `members` of the recovery body.
pub fn recovery(yes: u32, members: u32) -> RuntimeOrigin {
	pallet_collective::RawOrigin::<AccountId, RecoveryCollective>::Members(yes, members).into()
}

/// The origin of a call that was scheduled and is due.
pub fn enacted() -> RuntimeOrigin {
	enactment::Origin::Enacted.into()
}

/// Goes to the block `number`, with no event in it yet.
pub fn at(number: BlockNumber) {
	System::set_block_number(number);
	System::reset_events();
}

/// The events of this block.
pub fn events() -> Vec<RuntimeEvent> {
	System::events().into_iter().map(|record| record.event).collect()
}

/// The error of a call that is refused.
pub fn refusal(call: RuntimeCall, origin: RuntimeOrigin) -> DispatchError {
	call.dispatch(origin).expect_err("it is refused").error
}

/// Hash and length, by which a body names a call.
pub fn named(call: &RuntimeCall) -> (Hash, u32) {
	let length = u32::try_from(call.encoded_size()).expect("a short call");
	(BlakeTwo256::hash_of(call), length)
}

/// A motion of the body `I` that needs as many votes as there are in `yes`: proposed by the first of them, voted on and closed.
pub fn decided<I: 'static>(call: RuntimeCall, yes: &[Sr25519Keyring]) -> DispatchResultWithPostInfo
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
{
	type Body<I> = pallet_collective::Pallet<Runtime, I>;
	let (hash, length) = named(&call);
	let weight = call.get_dispatch_info().call_weight;
	let index = pallet_collective::ProposalCount::<Runtime, I>::get();
	let needed = u32::try_from(yes.len()).expect("a short list");
	Body::<I>::propose(signed(yes[0]), needed, Box::new(call), length)?;
	for member in yes {
		Body::<I>::vote(signed(*member), hash, index, true)?;
	}
	Body::<I>::close(signed(yes[0]), hash, index, weight, length)
}

/// The members of the body `I`.
pub fn members<I: 'static>() -> Vec<AccountId>
where
	Runtime: pallet_collective::Config<I>,
{
	pallet_collective::Members::<Runtime, I>::get()
}

/// The accounts of `keys`, as a body keeps its members.
pub fn seated(keys: &[Sr25519Keyring]) -> Vec<AccountId> {
	let mut accounts: Vec<AccountId> = keys.iter().map(|key| account(*key)).collect();
	accounts.sort();
	accounts
}

/// A call of this pallet and index, if there is one. Its arguments are of no concern.
pub fn some_call(pallet: u8, index: u8) -> Option<RuntimeCall> {
	let filled = |byte: u8| {
		let mut bytes = vec![byte; 2048];
		bytes[..2].copy_from_slice(&[pallet, index]);
		RuntimeCall::decode(&mut &bytes[..])
	};
	filled(0).or_else(|_| filled(1)).ok()
}
