//! What an import uploads: small files sealed whole in memory, so that many are noted and stored together; large ones like single uploads.

use super::{
	keys::{Prepared, Recipients, prepare},
	options::UploadOptions,
	record::check_description,
	resume::Restored,
	seal,
	source::UploadSource,
	stage::Finished,
	store::{check_cid, fields_of},
};
use crate::{
	entropy::OsEntropy,
	error::{Error, UploadError},
	file_info::FileInfo,
	keep::notes::Objects,
	roles::Uploader,
};
use medquorum_core::domain::*;
use medquorum_envelope::{Cid, Sealer};
use std::io::{Cursor, Read as _};

/// Bytes of a file that is sealed in memory at most: one segment.
pub(crate) const SMALL: u64 = 1 << 20;

/// A sealed record, its ciphertext in memory.
pub(crate) struct SealedRow {
	pub(crate) id: RecordId,
	pub(crate) finished: Finished,
	/// What the file is.
	pub(crate) info: FileInfo,
	content: Vec<u8>,
}

/// Seals a small file under fresh keys, which end with this. Its store need not be told before.
///
/// # Errors
/// When the file changes meanwhile, cannot be read, or its description does not fit.
pub(crate) fn seal_small(
	source: UploadSource,
	genesis: &Bytes32,
	uploader: AccountId,
	options: &UploadOptions,
	recipients: &Recipients,
) -> Result<SealedRow, Error> {
	check_description(&source)?;
	let Prepared { id, record, keys } = prepare(genesis, uploader, options, recipients)?;
	let UploadSource {
		reader,
		len,
		info,
		origin,
	} = source;
	let ct_len = seal::layout(len)?.ciphertext_len();
	let mut entropy = OsEntropy::new()?;
	let sealer = Sealer::new(&keys.file, &mut entropy);
	let metadata = info.metadata(len);
	let finish = move |cid: &Cid| {
		if origin.is_some_and(|origin| !origin.is_unchanged()) {
			return Err(UploadError::Changed { expected: len });
		}
		let fields = fields_of(&id, &keys, cid, ct_len, &metadata);
		Finished::new(id, record, &keys, &fields, len, entropy)
	};
	let (mut ciphertext, handle) = seal::seal(reader, len, sealer, None, Box::new(finish))?;
	let mut content = Vec::with_capacity(usize::try_from(ct_len).unwrap_or_default());
	let read = ciphertext.read_to_end(&mut content);
	match (handle.end(), read) {
		(Some(Ok(finished)), Ok(_)) => Ok(SealedRow {
			id,
			finished,
			info,
			content,
		}),
		(Some(Err(error)), _) => Err(error.into()),
		(Some(Ok(_)) | None, _) => Err(Error::Interrupted),
	}
}

/// A large file in the store.
pub(crate) enum Large {
	/// An earlier upload of it was registered.
	Registered(RecordId, BlockNumber),
	/// It is stored, and its call is not sent.
	Stored(RecordId, Box<Finished>),
}

impl Uploader<'_> {
	/// Stores a small file that is noted. If that fails, it removes what was stored and the note.
	pub(crate) async fn put_small(&self, sealed: SealedRow) -> Result<(), Error> {
		let SealedRow {
			id,
			finished,
			content,
			..
		} = sealed;
		let cid = finished.cid;
		let put = async {
			let known = Box::new(move || Some(cid));
			let found = self
				.store
				.put_known(Box::new(Cursor::new(content)), known)
				.await?;
			check_cid(cid, found)?;
			self.put_header(id, &finished).await
		};
		let Err(error) = put.await else { return Ok(()) };
		let error = self.take_back(id, error, &[cid, finished.header_cid()]).await;
		if !matches!(error, Error::Upload(UploadError::Leftover { .. })) {
			self.notes.forget(id)?;
		}
		Err(error)
	}

	/// Stores a large file, or resumes an earlier upload of it.
	pub(crate) async fn put_large(
		&self,
		source: UploadSource,
		uploader: AccountId,
		options: &UploadOptions,
		recipients: &Recipients,
	) -> Result<Large, Error> {
		check_description(&source)?;
		let claim = self.claim(&source, uploader, options, recipients);
		if let Some((id, finished)) = self.earlier(claim.as_ref()).await? {
			self.notes.uploaded(id, finished.objects().of_import())?;
			return Ok(match self.restore(id, &finished).await? {
				Restored::Registered(block) => Large::Registered(id, block),
				Restored::Stored { .. } => Large::Stored(id, Box::new(finished)),
			});
		}
		let prepared = prepare(&self.desk.genesis(), uploader, options, recipients)?;
		let id = prepared.id;
		self.notes
			.uploaded(id, Objects::of_file(&source.info).of_import())?;
		let finished = self.store_new(source, claim, prepared).await?;
		Ok(Large::Stored(id, Box::new(finished)))
	}
}
