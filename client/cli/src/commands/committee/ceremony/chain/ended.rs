//! What became of an attempt that the chain does not show any more.

use super::Progressed;
use crate::{
	context::Session,
	output::{self, Failure, Outcome},
};
use medquorum_client::{
	domain::{AccountId, BlockNumber, KeyId},
	error::{Error, OnChainError},
	ledger::Ledger as _,
	ports::SecretStore,
	roles::PastAttempt,
	trust::ceremony::Seat,
	views::Names as _,
};
use serde_json::json;
use std::io::Write;

/// Blocks in which the end is looked for: an hour.
const LOOK_BACK: BlockNumber = 600;

/// Tells it: the committee is set, or why it is not.
pub async fn tell(
	key_id: KeyId,
	who: AccountId,
	keystore: &dyn SecretStore,
	run: &Progressed,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	session.clear();
	let maker = session.committee_maker();
	let past = maker.past_attempt(key_id, who, keystore).await?;
	let past = past.ok_or_else(|| Error::from(OnChainError::NotUnderWay(key_id)))?;
	if !past.set {
		let why = why(&past, &run.people, session).await?;
		let attempt = past.attempt;
		return Err(Error::from(OnChainError::Ended { attempt, why }).into());
	}
	if session.app.global.json {
		let document = json!({
			"key_id": key_id,
			"epoch": past.epoch,
			"attempt": past.attempt,
			"done": run.done,
			"phase": "over",
			"proven": past.proven,
		});
		return output::document(&document, out);
	}
	session.app.say(match past.proven {
		true => format!("Committee {key_id} is set in epoch {}.", past.epoch),
		false => format!(
			"Your node shows committee {key_id} in epoch {}, and not that you and all the others certified it: compare `medquorum committee \
			 show {key_id}` with them.",
			past.epoch
		),
	});
	Ok(())
}

/// How it ended, as the node tells it, with names for indices where they are known.
async fn why(past: &PastAttempt, people: &[Seat], session: &Session<'_>) -> Result<String, Failure> {
	let to = session.chain.block_number().await.map_err(Error::from)?;
	let events = session.past_events(to.saturating_sub(LOOK_BACK), to).await?;
	let mut why = past.why(&events, session.names.as_ref());
	// The highest first: 1 stands in 16 too.
	for seat in people.iter().rev() {
		let index = format!("administrator {}", seat.index);
		why = why.replace(&index, &session.names.show(&seat.account));
	}
	Ok(why)
}
