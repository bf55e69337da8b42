//! What a node finds in the runtime. A missing API would show only when a node runs: as a panic, or as a collator that
//! waits for ever.

use medquorum_runtime::{AccountId, AuraId, Balance, Block, Nonce, RuntimeCall, VERSION};
use sp_api::RuntimeApiInfo;

/// The id and version of an API.
type Api = ([u8; 8], u32);

fn api<A: RuntimeApiInfo + ?Sized>() -> Api {
	(A::ID, A::VERSION)
}

/// What every chain has.
fn of_every_chain() -> Vec<(&'static str, Api, u32)> {
	vec![
		("Core", api::<dyn sp_api::Core<Block>>(), 5),
		("Metadata", api::<dyn sp_api::Metadata<Block>>(), 2),
		(
			"BlockBuilder",
			api::<dyn sp_block_builder::BlockBuilder<Block>>(),
			6,
		),
		(
			"TaggedTransactionQueue",
			api::<dyn sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block>>(),
			3,
		),
		(
			"OffchainWorkerApi",
			api::<dyn sp_offchain::OffchainWorkerApi<Block>>(),
			2,
		),
		("SessionKeys", api::<dyn sp_session::SessionKeys<Block>>(), 2),
		(
			"GenesisBuilder",
			api::<dyn sp_genesis_builder::GenesisBuilder<Block>>(),
			1,
		),
		(
			"RuntimeViewFunction",
			api::<dyn frame_support::view_functions::runtime_api::RuntimeViewFunction<Block>>(),
			1,
		),
	]
}

/// What a parachain with accounts and fees has.
fn of_a_parachain() -> Vec<(&'static str, Api, u32)> {
	vec![
		(
			"AuraApi",
			api::<dyn sp_consensus_aura::AuraApi<Block, AuraId>>(),
			1,
		),
		(
			"AuraUnincludedSegmentApi",
			api::<dyn cumulus_primitives_aura::AuraUnincludedSegmentApi<Block>>(),
			2,
		),
		(
			"CollectCollationInfo",
			api::<dyn cumulus_primitives_core::CollectCollationInfo<Block>>(),
			3,
		),
		(
			"GetParachainInfo",
			api::<dyn cumulus_primitives_core::GetParachainInfo<Block>>(),
			1,
		),
		(
			"RelayParentOffsetApi",
			api::<dyn cumulus_primitives_core::RelayParentOffsetApi<Block>>(),
			2,
		),
		(
			"AccountNonceApi",
			api::<dyn frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce>>(),
			1,
		),
		(
			"TransactionPaymentApi",
			api::<dyn pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>>(),
			4,
		),
		(
			"TransactionPaymentCallApi",
			api::<
				dyn pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
						Block,
						Balance,
						RuntimeCall,
					>,
			>(),
			3,
		),
	]
}

/// Every API and no other. The numbers are the versions that the node of this release asks for.
fn expected() -> Vec<(&'static str, Api, u32)> {
	[of_every_chain(), of_a_parachain()].concat()
}

#[test]
fn every_api_is_there_in_the_version_that_nodes_ask_for() {
	for (name, (id, current), version) in expected() {
		assert_eq!(
			current, version,
			"{name}: the SDK has another version than this list"
		);
		assert_eq!(VERSION.api_version(&id), Some(version), "{name} is missing");
	}
}

#[cfg(not(any(feature = "runtime-benchmarks", feature = "try-runtime")))]
#[test]
fn no_other_api_is_there() {
	// In particular not TransactionStorageApi, which would switch a node's storage-chain behaviour on.
	let known: Vec<_> = expected().into_iter().map(|(_, (id, _), _)| id).collect();
	let unknown: Vec<_> = VERSION
		.apis
		.iter()
		.filter(|(id, _)| !known.contains(id))
		.collect();
	assert!(unknown.is_empty(), "not in the list: {unknown:?}");
}
