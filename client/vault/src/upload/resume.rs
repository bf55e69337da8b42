//! Resuming an upload that was stopped or killed after its file was sealed.

use super::{
	origin::Claim,
	source::Uploaded,
	stage::{Earlier, Finished, Staging},
};
use crate::{
	error::{Error, ReplicaError, UploadError},
	roles::Uploader,
};
use medquorum_core::{domain::*, ledger::Sign};
use medquorum_store::{Counted, Resumed};
use std::sync::{Arc, atomic::AtomicU64};

impl Uploader<'_> {
	/// An upload of the same files that was stopped and can resume. One of files that have changed since is removed.
	pub(super) async fn earlier(&self, claim: Option<&Claim>) -> Result<Option<(RecordId, Finished)>, Error> {
		let Some(claim) = claim else { return Ok(None) };
		let staging = Staging::beside(self.notes);
		let mut same = None;
		for earlier in staging.find(claim, self.notes) {
			match earlier {
				Earlier::Same(id, finished) if same.is_none() => same = Some((id, *finished)),
				Earlier::Same(..) => {}
				Earlier::Changed(id) => {
					self.keeper().tidy_one(id).await?;
				}
			}
		}
		Ok(same)
	}

	/// Stores and registers what an earlier run has sealed.
	pub(super) async fn resume(
		&self,
		signer: &dyn Sign,
		id: RecordId,
		finished: Finished,
	) -> Result<Uploaded, Error> {
		let _guard = self.notes.guard(id)?;
		match self.restore(id, &finished).await? {
			Restored::Registered(_) => {
				Staging::discard(self.notes, id)?;
				let reused = Some(finished.stored_len);
				Ok(finished.uploaded(id, reused, None))
			}
			Restored::Stored { reused } => self.register(signer, id, finished, Some(reused)).await,
		}
	}

	/// Stores what an earlier run has sealed, unless it is registered.
	pub(super) async fn restore(&self, id: RecordId, finished: &Finished) -> Result<Restored, Error> {
		// Killed after its call was sent: the chain knows more than the notes.
		let registered = self.desk.ledger.record(id).await?;
		let registered = registered.filter(|record| record.commitment == finished.call.commitment);
		let seen = self.notes.objects(id).and_then(|objects| objects.registered());
		if let (None, Some(block)) = (&registered, seen) {
			return Err(ReplicaError::NotShown { id, block }.into());
		}
		if let Some(record) = registered {
			self.notes.seen_registered(id, record.created)?;
			return Ok(Restored::Registered(record.created));
		}
		let staging = Staging::beside(self.notes);
		let sent = Arc::new(AtomicU64::new(0));
		let content = Box::new(Counted::new(staging.open(id)?, Arc::clone(&sent)));
		let lengths = (finished.plain_len, finished.stored_len);
		let put = async {
			let resumed = self.watch(self.store.resume(content), &sent, lengths).await?;
			if resumed.cid == finished.cid {
				self.put_header(id, finished).await?;
			}
			Ok::<Resumed, Error>(resumed)
		};
		let resumed = match put.await {
			Err(error @ Error::Store(_)) => {
				let upload = Box::new(error);
				return Err(UploadError::Stopped { upload }.into());
			}
			other => other?,
		};
		if resumed.cid != finished.cid {
			// The disk has not kept what was written, as after a power failure. Keys are gone: only a new run can help.
			let error = self
				.take_back(id, UploadError::StageDamaged.into(), &[resumed.cid])
				.await;
			Staging::discard(self.notes, id)?;
			self.keeper().tidy_one(id).await?;
			return Err(error);
		}
		let reused = finished.stored_len.saturating_sub(resumed.sent);
		Ok(Restored::Stored { reused })
	}
}

/// Where an upload stands that an earlier run has sealed.
pub(super) enum Restored {
	/// A finalized block showed it, in which it was registered.
	Registered(BlockNumber),
	/// The store has confirmed file and header; the record is still to be registered.
	Stored {
		/// Bytes that it had before.
		reused: u64,
	},
}
