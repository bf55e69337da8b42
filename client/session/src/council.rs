//! Motions of the council that are open.

use super::{past::remark, session::Session};
use medquorum_client::{
	domain::{BlockNumber, Bytes32},
	error::Error,
	ledger::Ledger as _,
	roles::Proposal,
	views::{Motion, open_motions},
};

/// Upper bound of a motion's length in bytes that ending its vote allows for; a committee of 16 takes a third of it.
const LENGTH_BOUND: u32 = 16 << 10;
/// Blocks looked at for motions.
const LOOK_BACK: BlockNumber = 5_000;

/// A motion by its hash and number, as the calls of the council name it.
pub fn proposal(hash: Bytes32, index: u32) -> Proposal {
	Proposal {
		hash,
		index,
		length: LENGTH_BOUND,
	}
}

/// The open motions of the last blocks, and a remark where the node has forgotten some of them.
///
/// # Errors
/// When the chain cannot be reached.
pub async fn motions(session: &Session) -> Result<(Vec<Motion>, Option<String>), Error> {
	let to = session.chain.block_number().await?;
	let past = session
		.observer()
		.past(to.saturating_sub(LOOK_BACK), to, to)
		.await?;
	Ok((open_motions(&past.events), remark(&past)))
}
