//! Times and events of blocks that lie back.

use super::session::Session;
use medquorum_client::{domain::BlockNumber, error::Error, ledger::Ledger, roles::Past, views::Calendar};
use std::collections::BTreeMap;

/// What a person is told where the node has forgotten blocks.
pub fn remark(past: &Past) -> Option<String> {
	let old = past.forgotten?;
	Some(format!(
		"This node has forgotten the blocks up to {old}; one that keeps everything is an archive."
	))
}

impl Session {
	/// When a block was made. A development chain's clock runs with its blocks, not with the world's, so it tells no time.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn time_of(&self, block: BlockNumber) -> Result<Option<u64>, Error> {
		match self.development {
			true => Ok(None),
			false => Ok(self.chain.time_of(block).await?),
		}
	}

	/// When these blocks were made, as far as the node still knows.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn times_of(
		&self,
		blocks: impl IntoIterator<Item = BlockNumber>,
	) -> Result<BTreeMap<BlockNumber, u64>, Error> {
		let mut times = BTreeMap::new();
		for block in blocks {
			if !times.contains_key(&block)
				&& let Some(time) = self.time_of(block).await?
			{
				times.insert(block, time);
			}
		}
		Ok(times)
	}

	/// What clocks on walls say together with the chain's clock, so that moments in events become dates.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn calendar(&self) -> Result<Option<Calendar>, Error> {
		let Some(millis) = self.dates() else {
			return Ok(None);
		};
		let clock = self.observer().clock().await?;
		Ok(Some(Calendar { clock, millis }))
	}
}
