//! Events of blocks that lie back, from nodes that forget.

use super::session::Session;
use crate::output::Failure;
use medquorum_client::{
	domain::BlockNumber,
	error::LedgerError,
	ledger::{Event, Ledger},
};

/// Blocks left out after the oldest one that a forgetful node still has.
const MARGIN: BlockNumber = 8;

impl Session<'_> {
	/// When a block was made. A development chain's clock runs with its blocks, not with the world's, so it tells no time.
	pub async fn time_of(&self, block: BlockNumber) -> Result<Option<u64>, Failure> {
		match self.development {
			true => Ok(None),
			false => Ok(self.chain.time_of(block).await?),
		}
	}

	/// The events of these blocks, or of those among them that the node still keeps. Says so where some are gone.
	pub async fn past_events(
		&self,
		from: BlockNumber,
		to: BlockNumber,
	) -> Result<Vec<(BlockNumber, Event)>, Failure> {
		let whole = self.chain.events(from, to).await;
		let Err(error @ LedgerError::Connection(_)) = whole else {
			return Ok(whole?);
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
		let old = there.saturating_sub(1);
		self.app.say(format_args!(
			"This node has forgotten the blocks up to {old}; one that keeps everything is an archive."
		));
		// The node forgets more blocks while this reads.
		let margin = there.saturating_add(MARGIN).min(to);
		Ok(self.chain.events(margin, to).await?)
	}
}
