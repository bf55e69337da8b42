//! Resuming an upload that was stopped or killed after its file was sealed.

use super::{
	origin::Claim,
	source::Uploaded,
	stage::{Earlier, Finished, Staging},
	store::check_cid,
};
use crate::{
	error::{Error, ReplicaError, UploadError},
	roles::Uploader,
};
use medquorum_core::{domain::*, ledger::Sign};
use medquorum_store::{Counted, Resumed};
use std::{
	io,
	sync::{Arc, atomic::AtomicU64},
};

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

	/// Stores what an earlier run has sealed, unless it is registered and the store has it. Nothing that is stored of it is taken back,
	/// whatever fails: the call of that run may be under way.
	pub(super) async fn restore(&self, id: RecordId, finished: &Finished) -> Result<Restored, Error> {
		// Killed after its call was sent: the chain knows more than the notes.
		let registered = self.desk.ledger.record(id).await?;
		let registered = registered.filter(|record| record.commitment == finished.call.commitment);
		let registered = registered.map(|record| record.created);
		let seen = self.notes.objects(id).and_then(|objects| objects.registered());
		if let (None, Some(block)) = (registered, seen) {
			return Err(ReplicaError::NotShown { id, block }.into());
		}
		if let Some(block) = registered {
			self.notes.seen_registered(id, block)?;
			if self.is_stored(finished).await.map_err(stopped)? {
				return Ok(Restored::Registered(block));
			}
		}
		let resumed = self.put_again(id, finished).await.map_err(stopped)?;
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
		Ok(registered.map_or(Restored::Stored { reused }, Restored::Registered))
	}

	/// Whether the store has all of a record.
	async fn is_stored(&self, finished: &Finished) -> Result<bool, Error> {
		let file = self.store.contains(&finished.cid).await?;
		Ok(file && self.store.contains(&finished.header_cid()).await?)
	}

	/// Puts what is staged, and its header.
	async fn put_again(&self, id: RecordId, finished: &Finished) -> Result<Resumed, Error> {
		let sent = Arc::new(AtomicU64::new(0));
		let content = Staging::beside(self.notes).open(id)?;
		let content = Box::new(Counted::new(content, Arc::clone(&sent)));
		let lengths = (finished.plain_len, finished.stored_len);
		let resumed = self.watch(self.store.resume(content), &sent, lengths).await?;
		if resumed.cid == finished.cid {
			// Resumed as well: a put that fails on one host lets go of what the others had before.
			let header = io::Cursor::new(finished.header.clone());
			let found = self.store.resume(Box::new(header)).await?.cid;
			check_cid(finished.header_cid(), found)?;
			self.keeper().label(id, &[found, finished.cid]).await;
		}
		Ok(resumed)
	}
}

/// What a store refused, as a reason to run the same upload again.
fn stopped(error: Error) -> Error {
	match error {
		error @ Error::Store(_) => {
			let upload = Box::new(error);
			UploadError::Stopped { upload }.into()
		}
		other => other,
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
