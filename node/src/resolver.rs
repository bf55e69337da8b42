//! Which kind of chain this node runs. Fixed: the library would otherwise read it out of the runtime at each start.

use polkadot_omni_node_lib::{
	chain_spec::ChainSpec,
	runtime::{AuraConsensusId, BlockNumber, Consensus, Runtime, RuntimeResolver},
};

/// Blocks numbered by `u32`, authored by Aura with sr25519 keys.
pub struct Fixed;

impl RuntimeResolver for Fixed {
	fn runtime(&self, _: &dyn ChainSpec) -> sc_cli::Result<Runtime> {
		Ok(Runtime::Omni(
			BlockNumber::U32,
			Consensus::Aura(AuraConsensusId::Sr25519),
		))
	}
}
