//! Motions that are open.

use super::session::Session;
use medquorum_client::{
	domain::{Body, Bytes32},
	error::Error,
	ledger::Ledger as _,
	roles::Proposal,
	views::Motion,
};

/// Upper bound of a motion's length in bytes that ending its vote allows for; a committee of 16 takes a third of it.
const LENGTH_BOUND: u32 = 16 << 10;

/// A motion by its hash and number, as the calls of a body name it.
pub fn proposal(hash: Bytes32, index: u32) -> Proposal {
	Proposal {
		hash,
		index,
		length: LENGTH_BOUND,
	}
}

/// The motions on which a body votes.
///
/// # Errors
/// When the chain cannot be reached, or tells of a motion another call than the one that it is named by.
pub async fn motions(session: &Session, body: Body) -> Result<Vec<Motion>, Error> {
	let open = session.chain.motions(body).await?;
	Ok(open
		.iter()
		.map(|motion| Motion::of(motion, session.names.as_ref()))
		.collect())
}
