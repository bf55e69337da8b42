//! What is left to do after an erasure that was signed elsewhere: the chain has it, and the files are here.

use super::{Acting, Outcome, to, to_record};
use crate::{jobs::Done, texts::say};
use medquorum_client::{
	domain::RecordId,
	error::{Error, LookupError},
	views::words,
};

impl Acting {
	/// Removes the files of records that are erased on the chain. It signs and sends nothing.
	///
	/// # Errors
	/// Those of the vault: the chain cannot be reached, or the store does not let go of an object.
	pub async fn erased_elsewhere(self, id: RecordId, older: Vec<RecordId>, signed: Done) -> Outcome {
		let mut removed = 0_usize;
		let mut is_gone = false;
		for one in older.into_iter().chain([id]) {
			is_gone = self.is_erased(one).await?;
			if is_gone {
				removed += self.remove(one).await?;
			}
		}
		let short = words::short(&id);
		let (said, next) = match is_gone {
			true => (
				say("said-erased").with("count", removed),
				to(&format!("/receipts/{id}"), say("see-receipt")),
			),
			false => (say("said-erasure-taken"), to_record(id)),
		};
		Ok(Done {
			said: said.with("record", short).into(),
			next,
			..signed
		})
	}

	async fn is_erased(&self, id: RecordId) -> Result<bool, Error> {
		match self.session.observer().record_view(id).await {
			Ok(_) => Ok(false),
			Err(Error::Lookup(LookupError::Erased { .. })) => Ok(true),
			Err(error) => Err(error),
		}
	}

	/// Removes what was noted of an erased record, and counts it.
	async fn remove(&self, id: RecordId) -> Result<usize, Error> {
		let (keeper, keys) = (self.session.keeper(), &self.keys);
		let erased = keeper.erase(&keys.signer, Some(&keys.keystore), id, None, &[]);
		match erased.await {
			Ok(erased) => Ok(erased.removed.len()),
			// This home does not know which files belonged to it.
			Err(Error::Lookup(LookupError::Erased { .. })) => Ok(0),
			Err(error) => Err(error),
		}
	}
}
