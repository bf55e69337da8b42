//! "Sign elsewhere": a call is shown in place of being sent, and its job continues when the chain holds it.
//!
//! The page shows the call as hex and as a QR code. A person with the account in a wallet signs it there; nothing comes back to this
//! program but what the chain shows.

use crate::{
	error::PortalError,
	jobs::{Done, Job},
	texts::{Value, say},
};
use medquorum_client::{
	domain::{AccountId, BlockNumber},
	error::Error,
	ledger::Ledger as _,
};
use medquorum_session::Session;
use std::{sync::Arc, time::Duration};

/// How often the chain is looked at.
const PACE: Duration = Duration::from_secs(1);

/// Shows the call of work that handed one out, and waits until a finalized block holds it.
///
/// # Errors
/// When the chain refused it, or cannot be reached.
pub async fn wait(
	mut done: Done,
	job: Arc<Job>,
	session: Session,
	account: AccountId,
	since: BlockNumber,
) -> Result<Done, PortalError> {
	let Some(call) = done.call.take() else {
		return Ok(done);
	};
	let bytes = call.bytes.clone();
	job.offer(call);
	let mut from = since;
	loop {
		let to = session.chain.block_number().await.map_err(Error::from)?;
		if to >= from {
			let found = session.chain.signed_elsewhere(account, &bytes, from, to).await;
			if let Some(receipt) = found.map_err(Error::from)? {
				let fee = Value::Heard(receipt.fee.to_string());
				done.facts
					.extend([(say("in-block"), receipt.block.into()), (say("fee"), fee)]);
				return Ok(done);
			}
			from = to + 1;
		}
		tokio::time::sleep(PACE).await;
	}
}
