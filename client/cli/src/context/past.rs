//! Events of blocks that lie back, from nodes that forget.

use super::session::Session;
use crate::output::Failure;
use medquorum_client::{
	domain::BlockNumber,
	ledger::{Event, Ledger},
};

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
		let past = self.observer().past(from, to, to).await?;
		if let Some(old) = past.forgotten {
			self.app.say(format_args!(
				"This node has forgotten the blocks up to {old}; one that keeps everything is an archive."
			));
		}
		Ok(past.events)
	}
}
