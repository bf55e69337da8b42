//! Events of blocks that lie back, from nodes that forget.

use super::session::Session;
use medquorum_client::{
	domain::BlockNumber,
	error::{Error, LedgerError},
	ledger::{Event, Ledger},
};

/// Blocks left out after the oldest one that a forgetful node still has.
const MARGIN: BlockNumber = 8;

/// Events of blocks that lie back.
pub struct Past {
	/// The events, oldest first.
	pub events: Vec<(BlockNumber, Event)>,
	/// The newest block that the node has forgotten, where it has forgotten some of those that were asked for.
	pub forgotten: Option<BlockNumber>,
}

impl Past {
	/// What a person is told of blocks that the node has forgotten.
	pub fn remark(&self) -> Option<String> {
		let old = self.forgotten?;
		Some(format!(
			"This node has forgotten the blocks up to {old}; one that keeps everything is an archive."
		))
	}
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

	/// The events of these blocks, or of those among them that the node still keeps.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn past(&self, from: BlockNumber, to: BlockNumber) -> Result<Past, Error> {
		let whole = self.chain.events(from, to).await;
		let Err(error @ LedgerError::Connection(_)) = whole else {
			return Ok(Past {
				events: whole?,
				forgotten: None,
			});
		};
		// Nodes that are not archives forget the states of older blocks, and the events with them.
		let (mut gone, mut there) = (from, to);
		if self.chain.events(to, to).await.is_err() {
			return Err(error.into());
		}
		while gone < there {
			let middle = gone + (there - gone) / 2;
			match self.chain.events(middle, middle).await {
				Ok(_) => there = middle,
				Err(_) => gone = middle + 1,
			}
		}
		// The node forgets more blocks while this reads.
		let margin = there.saturating_add(MARGIN).min(to);
		Ok(Past {
			events: self.chain.events(margin, to).await?,
			forgotten: Some(there.saturating_sub(1)),
		})
	}
}
