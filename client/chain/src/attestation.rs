//! The call by which a host attested an erasure, as it stands in its block, with what its signature covers.

use super::connection::Chain;
use medquorum_core::{
	domain::*,
	error::LedgerError,
	ledger::SignedCall,
	rules::attestation::{checkpoint, read},
};
use subxt::rpcs::rpc_params;

fn lost(error: subxt::rpcs::Error) -> LedgerError {
	LedgerError::Connection(error.into())
}

impl Chain {
	/// The extrinsics of a block; `None` where the node has forgotten it.
	pub(super) async fn bodies(&self, number: BlockNumber) -> Result<Option<Vec<Vec<u8>>>, LedgerError> {
		let Some(hash) = self.hash_of(number).await? else {
			return Ok(None);
		};
		let block = self.rpc.request("chain_getBlock", rpc_params![hash]).await;
		let block: serde_json::Value = block.map_err(lost)?;
		let Some(extrinsics) = block["block"]["extrinsics"].as_array() else {
			return Ok(None);
		};
		let bytes = extrinsics.iter();
		Ok(Some(
			bytes
				.filter_map(|text| hex::decode(text.as_str()?.strip_prefix("0x")?).ok())
				.collect(),
		))
	}

	/// See [`medquorum_core::ledger::Ledger::signed_attestation`].
	pub(super) async fn attestation_in_bodies(
		&self,
		record: RecordId,
		host: AccountId,
		block: BlockNumber,
	) -> Result<Option<SignedCall>, LedgerError> {
		let bodies = self.bodies(block).await?.unwrap_or_default();
		let extrinsic = bodies
			.into_iter()
			.find(|extrinsic| read(extrinsic) == Some((record, host)));
		let Some(extrinsic) = extrinsic else {
			return Ok(None);
		};
		let begins = checkpoint(&extrinsic, block);
		// The runtime of the block before is the one that carried it out.
		let before = self.hash_of(block.saturating_sub(1)).await?;
		let (Some(begins), Some(before)) = (begins, before) else {
			return Ok(None);
		};
		let Some(checkpoint) = self.hash_of(begins).await? else {
			return Ok(None);
		};
		let version = self
			.rpc
			.request("state_getRuntimeVersion", rpc_params![before])
			.await;
		let version: serde_json::Value = match version {
			Ok(version) => version,
			// The state of that block is forgotten. Mostly the runtime is still the same, and the signature tells.
			Err(_) => {
				let now = self.rpc.request("state_getRuntimeVersion", rpc_params![]).await;
				now.map_err(lost)?
			}
		};
		let number = |name: &str| {
			version[name]
				.as_u64()
				.and_then(|number| u32::try_from(number).ok())
		};
		let versions = number("specVersion").zip(number("transactionVersion"));
		Ok(versions.map(|(spec_version, transaction_version)| SignedCall {
			extrinsic,
			spec_version,
			transaction_version,
			checkpoint: checkpoint.0,
		}))
	}
}
