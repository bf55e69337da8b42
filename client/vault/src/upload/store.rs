//! From a file to objects in the store: sealed once on its way there.

use super::{
	keys::{Keys, Prepared},
	origin::Claim,
	seal::{self, Handle},
	source::{UploadSource, Uploaded},
	stage::{Finished, Staging},
};
use crate::{
	entropy::OsEntropy,
	error::{Error, UploadError},
	keep::notes::Objects,
	progress::Step,
	roles::{Delivered, Uploader},
};
use futures::future::BoxFuture;
use medquorum_core::{domain::*, ledger::UnsealedRecord};
use medquorum_envelope::{
	self as envelope, Cid, Header, HeaderFields, Metadata, Sealer, seal_header, seal_locator,
};
use medquorum_store::{Outcome, StoreError};
use std::{
	io,
	sync::atomic::{AtomicU64, Ordering},
	time::Duration,
};

impl Finished {
	/// Completes a registration and its header with what is known when the file is sealed.
	pub(super) fn new(
		id: RecordId,
		record: UnsealedRecord,
		keys: &Keys,
		file: &HeaderFields<'_>,
		plain_len: u64,
		mut entropy: OsEntropy,
	) -> Result<Self, UploadError> {
		let plain = Header::build(file, &mut entropy).map_err(UploadError::Header)?;
		let header = seal_header(&keys.csp_rec, &id.0, &plain, &mut entropy).to_vec();
		let locator = seal_locator(&keys.csp_rec, &id.0, &Cid::of_raw(&header), &mut entropy);
		Ok(Self {
			call: record.sealed(envelope::commitment(&plain), locator),
			header,
			cid: *file.cid,
			plain_len,
			stored_len: file.ct_len,
		})
	}

	/// What the store will hold.
	pub(crate) fn objects(&self) -> Objects {
		Objects::new(&self.header_cid(), &self.cid)
	}

	pub(super) fn uploaded(
		self,
		record_id: RecordId,
		reused: Option<u64>,
		delivered: Option<Delivered>,
	) -> Uploaded {
		Uploaded {
			record_id,
			cid: self.cid,
			header_cid: self.header_cid(),
			plain_len: self.plain_len,
			stored_len: self.stored_len,
			reused,
			delivered,
		}
	}
}

impl Uploader<'_> {
	/// Seals and stores a file and its header. A failure leaves either nothing, or a complete upload that can be resumed.
	pub(super) async fn store_new(
		&self,
		source: UploadSource,
		claim: Option<Claim>,
		prepared: Prepared,
	) -> Result<Finished, Error> {
		let id = prepared.id;
		// Before anything can be left behind, so that `tidy` knows of it whenever this process is killed.
		let objects = Objects::of_file(&source.info).asked(&prepared.record, &source.info);
		self.notes.uploaded(id, objects)?;
		let (error, stored) = match self.seal_and_put(source, claim, prepared).await {
			Ok(finished) => match self.put_header(id, &finished).await {
				Ok(()) => return Ok(finished),
				Err(error) => (error, Some(finished)),
			},
			// A put that fails cleans up after itself.
			Err(error) => (error, None),
		};
		if self.can_go_on(id, &error) {
			let upload = Box::new(error);
			return Err(UploadError::Stopped { upload }.into());
		}
		let error = match stored {
			Some(finished) => {
				self.take_back(id, error, &[finished.cid, finished.header_cid()])
					.await
			}
			None => error,
		};
		if !may_have_left(&error) {
			Staging::forget(self.notes, id)?;
		}
		Err(error)
	}

	/// Whether a complete upload can be resumed after this error, once its cause is out of the way.
	fn can_go_on(&self, id: RecordId, error: &Error) -> bool {
		let passing = matches!(error, Error::Store(error) if error.outcome() != Outcome::Final);
		passing && Staging::beside(self.notes).holds(id)
	}

	/// Seals the file on its way to the store.
	async fn seal_and_put(
		&self,
		source: UploadSource,
		claim: Option<Claim>,
		prepared: Prepared,
	) -> Result<Finished, Error> {
		let Prepared { id, record, keys } = prepared;
		let UploadSource {
			reader,
			len,
			info,
			origin,
		} = source;
		let layout = seal::layout(len)?;
		let ct_len = layout.ciphertext_len();
		let staging = claim.map(|claim| (Staging::beside(self.notes), claim));
		let stage = match &staging {
			Some((staging, _)) => staging.create(id, ct_len)?,
			None => None,
		};
		if let (Some(_), None, Some(progress)) = (&staging, &stage, self.desk.progress) {
			progress.no_room_to_resume(ct_len);
		}
		let staging = staging.filter(|_| stage.is_some());
		let mut entropy = OsEntropy::new()?;
		let sealer = Sealer::new(&keys.file, &mut entropy);
		let notes = self.notes.clone();
		let metadata = info.metadata(len);
		let finish = move |cid: &Cid| {
			if origin.is_some_and(|origin| !origin.is_unchanged()) {
				return Err(UploadError::Changed { expected: len });
			}
			let fields = fields_of(&id, &keys, cid, ct_len, &metadata);
			let finished = Finished::new(id, record, &keys, &fields, len, entropy)?;
			// The keys of this record end here, whatever becomes of the upload; only the patient can make csp_rec again.
			let kept = |error: Error| UploadError::Note(io::Error::other(error));
			notes.uploaded(id, finished.objects()).map_err(kept)?;
			if let Some((staging, claim)) = staging {
				staging
					.complete(id, &claim, &finished)
					.map_err(UploadError::Note)?;
			}
			Ok(finished)
		};
		let (reader, handle) = seal::seal(reader, len, sealer, stage, Box::new(finish))?;
		let sent = handle.sent();
		let cid = handle.cid_at_end(|finished| finished.cid);
		let put = self.store.put_known(Box::new(reader), cid);
		let stored = self.watch(put, &sent, (len, ct_len)).await;
		self.check_put(id, stored, &handle).await
	}

	/// Whether the store has what was sealed.
	async fn check_put(
		&self,
		id: RecordId,
		stored: Result<Cid, StoreError>,
		handle: &Handle<Finished>,
	) -> Result<Finished, Error> {
		match (stored, handle.end()) {
			(Ok(found), Some(Ok(finished))) => match check_cid(finished.cid, found) {
				Ok(()) => Ok(finished),
				Err(error) => Err(self.take_back(id, error.into(), &[found]).await),
			},
			// The cause lies in the file, or on this machine's disk, and the store only saw its stream break.
			(
				_,
				Some(Err(
					error @ (UploadError::Changed { .. }
					| UploadError::TooLong(_)
					| UploadError::Staging(_)
					| UploadError::Header(_)
					| UploadError::Note(_)),
				)),
			) => Err(error.into()),
			(Err(StoreError::Source(_)), Some(Err(error))) => Err(error.into()),
			(Err(error), _) => Err(error.into()),
			(Ok(found), _) => Err(self.take_back(id, Error::Interrupted, &[found]).await),
		}
	}

	/// Waits for a put and reports its progress, in bytes of the file.
	pub(super) async fn watch<T>(
		&self,
		mut put: BoxFuture<'_, Result<T, StoreError>>,
		sent: &AtomicU64,
		(file, ciphertext): (u64, u64),
	) -> Result<T, StoreError> {
		let mut ticks = tokio::time::interval(Duration::from_millis(100));
		loop {
			tokio::select! {
				stored = &mut put => {
					if stored.is_ok() {
						self.desk.advance(Step::Upload, file, file);
					}
					return stored;
				}
				_ = ticks.tick() => {
					let sent = sent.load(Ordering::Relaxed).min(ciphertext);
					if sent == ciphertext && self.store.replicas() > 1 {
						// Our own host has it all, or nearly; from now on the others are waited for.
						self.desk.advance(Step::Replicate, 0, 0);
						continue;
					}
					let sent = u128::from(sent);
					let done = sent * u128::from(file) / u128::from(ciphertext.max(1));
					self.desk.advance(Step::Upload, u64::try_from(done).unwrap_or(file), file);
				}
			}
		}
	}

	/// Stores the header of a file that is stored, and says to the hosts whose both are.
	pub(super) async fn put_header(&self, id: RecordId, finished: &Finished) -> Result<(), Error> {
		let header = io::Cursor::new(finished.header.clone());
		let found = self.store.put(Box::new(header)).await?;
		check_cid(finished.header_cid(), found)?;
		self.keeper().label(id, &[found, finished.cid]).await;
		Ok(())
	}

	/// Removes what an upload that failed has put; gives the error to report.
	pub(crate) async fn take_back(&self, id: RecordId, error: Error, cids: &[Cid]) -> Error {
		for cid in cids {
			// A store that lies about a name must not make us remove what belongs to another record.
			if self.notes.owner(cid).is_some_and(|owner| owner != id) {
				continue;
			}
			// An error is ignored: a host that keeps the label fails to remove the object too, and that error is told.
			let _: Result<(), StoreError> = self.store.unlabel(self.keeper().label_of(id, *cid)).await;
			match self.store.remove(cid).await {
				Ok(()) | Err(StoreError::Missing { .. }) => {}
				Err(source) => {
					let (upload, source) = (Box::new(error), Box::new(source.into()));
					return UploadError::Leftover {
						upload,
						cid: cid.to_string(),
						source,
					}
					.into();
				}
			}
		}
		error
	}
}

/// Whether the store may hold something in spite of the error. Then the upload stays noted, so that a later tidying or repair finds it.
fn may_have_left(error: &Error) -> bool {
	match error {
		Error::Upload(UploadError::Leftover { .. }) => true,
		Error::Store(error) => error.outcome() == Outcome::MayHaveLeft,
		_ => false,
	}
}

pub(super) fn fields_of<'a>(
	id: &'a RecordId,
	keys: &'a Keys,
	cid: &'a Cid,
	ct_len: u64,
	metadata: &'a Metadata,
) -> HeaderFields<'a> {
	HeaderFields {
		record_id: &id.0,
		env_salt: &keys.env_salt,
		keys: &keys.file,
		ct_len,
		cid,
		padded: true,
		metadata,
	}
}

pub(super) fn check_cid(expected: Cid, found: Cid) -> Result<(), UploadError> {
	match expected == found {
		true => Ok(()),
		false => Err(UploadError::OtherCid {
			expected: expected.to_string(),
			found: found.to_string(),
		}),
	}
}
