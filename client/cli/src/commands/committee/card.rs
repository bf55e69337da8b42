//! `committee card`, and the card in `committee trust --card`.

use crate::{
	context::{Session, read_file, write_file},
	output::{self, Failure, Outcome},
};
use medquorum_client::{
	domain::KeyId,
	error::{Error, TrustError},
	files::Overwrite,
	ledger::Ledger as _,
	trust::{CommitteeCard, CommitteePin},
};
use serde_json::json;
use std::{io::Write, path::Path};

/// Writes what is pinned here; never what a node shows.
pub fn write(id: KeyId, file: Option<&Path>, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let pin = session
		.trust
		.pin(id)
		.ok_or(Error::from(TrustError::NotPinned(id)))?;
	let fingerprint = pin.fingerprint(id);
	let card = CommitteeCard::new(session.chain.genesis(), id, pin.clone());
	let Some(path) = file else {
		return output::document(&json!(card), out);
	};
	write_file(path, &card, Overwrite::Never)?;
	session.app.say(format_args!(
		"{} is for whoever shall trust committee {id}: `medquorum committee trust {id} --card FILE`. Fingerprint: {fingerprint}",
		path.display()
	));
	if session.app.global.json {
		let document = json!({ "key_id": id, "file": path, "fingerprint": fingerprint });
		return output::document(&document, out);
	}
	Ok(())
}

/// The pin on a card, which the committee that the node shows must match.
pub fn read(
	path: &Path,
	id: KeyId,
	shown: &CommitteePin,
	session: &Session<'_>,
) -> Result<CommitteePin, Failure> {
	let card: CommitteeCard = read_file(path)?;
	let pin = card.pin_for(&session.chain.genesis(), id).map_err(Error::from)?;
	match pin.difference(shown) {
		None => Ok(pin),
		Some(what) => Err(Error::from(TrustError::OtherCommittee { key_id: id, what }).into()),
	}
}
