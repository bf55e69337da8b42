//! From a block's number to its hash.

use super::{
	connection::{Chain, block_number},
	reads,
};
use medquorum_core::{
	domain::BlockNumber,
	error::{LedgerError, LightError},
};
use std::cmp::Ordering;
use subxt::{rpcs::rpc_params, utils::H256};

impl Chain {
	/// The hash of a block in the finalized chain; `None` where there is none.
	///
	/// A node is asked for it. Of peers that would be their word alone, so a light client reads it in the newest finalized state.
	pub(super) async fn hash_of(&self, number: BlockNumber) -> Result<Option<H256>, LedgerError> {
		if !self.light {
			let hash = self.rpc.request("chain_getBlockHash", rpc_params![number]).await;
			return hash.map_err(|error| LedgerError::Connection(error.into()));
		}
		let at = self.at().await?;
		match number.cmp(&block_number(&at)?) {
			Ordering::Greater => Ok(None),
			Ordering::Equal => Ok(Some(at.block_hash())),
			Ordering::Less if number == 0 => Ok(Some(H256(self.genesis))),
			Ordering::Less => {
				let hash = reads::hash_of(&at, number).await?;
				let hash = hash.ok_or(LightError::TooOld { block: number })?;
				Ok(Some(H256(hash)))
			}
		}
	}
}
