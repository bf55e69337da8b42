//! Calls that were handed out and signed somewhere else: whether the chain holds them by now, and what they led to.

use super::{connection::Chain, events::outcome, failure::incompatible};
use medquorum_core::{
	domain::{AccountId, BlockNumber},
	error::LedgerError,
	ledger::Receipt,
};

/// How accounts stand in extrinsics: `MultiAddress::Id`.
const BY_ID: u8 = 0;

impl Chain {
	/// What a call led to that this account signed, in one of these finalized blocks; `None` where none of them holds it.
	///
	/// # Errors
	/// When it was carried out and refused, when the chain cannot be reached, or has forgotten the blocks.
	pub async fn signed_elsewhere(
		&self,
		account: AccountId,
		call: &[u8],
		from: BlockNumber,
		to: BlockNumber,
	) -> Result<Option<Receipt>, LedgerError> {
		for block in from..=to {
			let at = self.at_block(block).await?;
			let extrinsics = at.extrinsics().fetch().await;
			let extrinsics = extrinsics
				.map_err(|error| LedgerError::Connection(error.into()))?
				.into_owned();
			for extrinsic in extrinsics.iter() {
				let extrinsic = extrinsic.map_err(|error| incompatible("its blocks", error))?;
				let signed_by = extrinsic.address_bytes().and_then(|bytes| bytes.split_first());
				if signed_by != Some((&BY_ID, &account.0[..])) || extrinsic.call_data_bytes() != call {
					continue;
				}
				let events = extrinsic.events().await;
				let events = events.map_err(|error| LedgerError::Connection(error.into()))?;
				let outcome = outcome(&at, &events)?;
				return Ok(Some(Receipt {
					block,
					extrinsic: format!("0x{}", hex::encode(extrinsic.hash())),
					fee: outcome.fee,
					events: outcome.events,
					call_bytes: call.len(),
				}));
			}
		}
		Ok(None)
	}
}
