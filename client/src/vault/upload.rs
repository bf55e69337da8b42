//! Uploading a record, and the patient's check of what was uploaded.

use super::{Delivered, FileInfo, Step, Vault, context, notes::Objects, seal, unseal::ladder, users};
use crate::{
	domain::*,
	entropy::OsEntropy,
	error::{Error, LookupError, UploadError},
	files,
	keystore::Keystore,
	ledger::{Call, NewRecord, Sign},
	store::{HostFailures, StoreError, get_small},
	study::Study,
};
use medquorum_envelope::{
	self as envelope, Cid, CspRec, EnvSalt, FileKeys, Header, HeaderFields, Metadata, csp_check,
	encapsulate_csp, header::HEADER, open_header, open_locator, report_key, seal_header, seal_locator,
};
use std::{io::Read, path::Path, time::Duration};
use threshold_decryption::{RecordContext, capsule_point, encapsulate};

/// A file to upload.
pub struct UploadSource {
	/// Its content; exactly `len` bytes.
	pub reader: Box<dyn Read + Send>,
	/// Its length.
	pub len: u64,
	/// What it is.
	pub info: FileInfo,
}

impl UploadSource {
	/// A file on this machine.
	///
	/// # Errors
	/// When it cannot be read, or is no plain file.
	pub fn open(path: &Path) -> Result<Self, Error> {
		let (file, len) = files::open_plain(path)?;
		Ok(Self {
			reader: Box::new(file),
			len,
			info: FileInfo::of_path(path),
		})
	}
}

impl From<Study> for UploadSource {
	/// A study; its name is left to the caller.
	fn from(study: Study) -> Self {
		let info = FileInfo {
			mime: "application/x-tar".to_owned(),
			contents: Some(study.table()),
			..FileInfo::default()
		};
		Self {
			len: study.len(),
			info,
			reader: Box::new(study.into_reader()),
		}
	}
}

/// For whom and under which committee a file is uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadOptions {
	/// The patient, from the hospital's own enrolment records.
	pub patient: AccountId,
	/// The committee key; it must be pinned.
	pub key_id: KeyId,
	/// The record that this one corrects.
	pub supersedes: Option<RecordId>,
}

/// An uploaded record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
	/// Its id.
	pub record_id: RecordId,
	/// The ciphertext in the store.
	pub cid: Cid,
	/// The header in the store.
	pub header_cid: Cid,
	/// Bytes of the file.
	pub plain_len: u64,
	/// Bytes of ciphertext.
	pub stored_len: u64,
	/// What became of the call.
	pub delivered: Delivered,
}

/// A record whose patient could follow it from the chain to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRecord {
	/// As registered.
	pub record: Record,
	/// The header in the store.
	pub header_cid: Cid,
	/// The ciphertext in the store.
	pub cid: Cid,
	/// Bytes of ciphertext.
	pub stored_len: u64,
}

/// The keys of one new record; gone when it is registered.
struct Keys {
	csp_rec: CspRec,
	env_salt: EnvSalt,
	file: FileKeys,
}

/// What is put into the store for one record.
struct Stored {
	cid: Cid,
	header_cid: Cid,
	stored_len: u64,
	commitment: Bytes32,
}

impl Vault<'_> {
	/// Encrypts a file to its patient and a trusted committee, stores it, and registers it. If anything fails, nothing is
	/// left in the store.
	///
	/// # Errors
	/// When the role does not allow it, the committee or the patient's keys are not to be believed, the file cannot be
	/// read or stored, or the chain refuses.
	pub async fn upload(
		&self,
		signer: &dyn Sign,
		source: UploadSource,
		options: &UploadOptions,
	) -> Result<Uploaded, Error> {
		check_description(&source)?;
		let (call, keys) = self.prepare(signer.account(), options).await?;
		let record_id = context::record_id(&self.genesis(), &signer.account(), &call.nonce);
		let guard = self.notes.guard(record_id)?;
		// Before anything can be left behind, so that `tidy` knows of it whenever this process is killed.
		self.notes.uploaded(record_id, Objects::default())?;
		let plain_len = source.len;
		let stored = match self.store_all(record_id, source, &keys).await {
			Ok(stored) => stored,
			Err(error) => {
				if !matches!(error, Error::Upload(UploadError::Leftover { .. })) {
					self.notes.forget(record_id)?;
				}
				return Err(error);
			}
		};
		let locator = seal_locator(
			&keys.csp_rec,
			&record_id.0,
			&stored.header_cid,
			&mut OsEntropy::new()?,
		);
		// Everything secret of this record ends here; only the patient can make csp_rec again.
		drop(keys);
		let call = NewRecord {
			commitment: stored.commitment,
			locator,
			..call
		};
		let objects = Objects::new(&stored.header_cid, &stored.cid);
		self.notes.uploaded(record_id, objects.sent())?;
		let delivered = match self.deliver(signer, &Call::RegisterRecord(Box::new(call))).await {
			Ok(delivered) => delivered,
			Err(error) => return Err(self.not_registered(error, record_id, &stored).await?),
		};
		drop(guard);
		let Stored {
			cid,
			header_cid,
			stored_len,
			..
		} = stored;
		Ok(Uploaded {
			record_id,
			cid,
			header_cid,
			plain_len,
			stored_len,
			delivered,
		})
	}

	/// What to report when the call failed. The envelope goes only if it is certain that no record needs it: the failure
	/// must be definite, and the chain, asked once more, must not know the record.
	async fn not_registered(&self, error: Error, id: RecordId, stored: &Stored) -> Result<Error, Error> {
		if matches!(&error, Error::Ledger(error) if !error.is_definite()) {
			return Ok(error);
		}
		if !matches!(self.ledger.record(id).await, Ok(None)) {
			let upload = Box::new(error);
			return Ok(UploadError::Kept { id, upload }.into());
		}
		let error = self.take_back(error, &[stored.cid, stored.header_cid]).await;
		if !matches!(error, Error::Upload(UploadError::Leftover { .. })) {
			self.notes.forget(id)?;
		}
		Ok(error)
	}

	/// Everything that is decided before a byte of the file is read.
	async fn prepare(
		&self,
		uploader: AccountId,
		options: &UploadOptions,
	) -> Result<(NewRecord, Keys), Error> {
		let UploadOptions {
			patient,
			key_id,
			supersedes,
		} = *options;
		self.check_role(uploader, Role::can_upload, "upload records")
			.await?;
		let committee = self.trusted_committee(key_id).await?;
		let user = self.verified_keys(patient).await?;
		if let Some(id) = supersedes {
			let older = self.record(id).await?;
			if older.patient != patient {
				return Err(LookupError::NotYourRecord {
					id,
					patient: older.patient,
				}
				.into());
			}
		}
		self.new_keys(uploader, options, &user.csp_pk, &committee.x)
	}

	/// Fresh secrets of a new record, and everything of its registration that does not depend on the file.
	fn new_keys(
		&self,
		uploader: AccountId,
		options: &UploadOptions,
		csp_pk: &Bytes32,
		x: &Bytes32,
	) -> Result<(NewRecord, Keys), Error> {
		let UploadOptions {
			patient,
			key_id,
			supersedes,
		} = *options;
		let mut entropy = OsEntropy::new()?;
		let mut nonce = [0; 16];
		envelope::Entropy::fill(&mut entropy, &mut nonce);
		let genesis = &self.genesis();
		let id = context::record_id(genesis, &uploader, &nonce);
		let (csp_rec, csp_enc) =
			encapsulate_csp(csp_pk, &id.0, &mut entropy).map_err(|source| Error::Envelope {
				what: "patient's key",
				source,
			})?;
		let env_salt = EnvSalt::generate(&mut entropy);
		let (uploader, record_id) = (&uploader.0, &id.0);
		let ad = RecordContext {
			genesis,
			record_id,
			uploader,
			patient: &patient.0,
			csp_pk,
			x,
		}
		.hash();
		let (capsule, u) =
			encapsulate(x, &ad, env_salt.expose(), csp_rec.expose(), &mut entropy).map_err(|source| {
				Error::Threshold {
					what: "committee's key",
					source,
				}
			})?;
		let report_key = report_key(&capsule_point(&capsule), &u, &ad);
		let file = FileKeys::derive(&csp_rec, &report_key, &env_salt, &ad);
		let csp_check = csp_check(&csp_rec, record_id);
		// The file's own parts follow when it is stored.
		let (commitment, locator) = ([0; 32], [0; 64]);
		let call = NewRecord {
			nonce,
			key_id,
			patient,
			commitment,
			capsule,
			csp_enc,
			csp_check,
			locator,
			supersedes,
		};
		Ok((
			call,
			Keys {
				csp_rec,
				env_salt,
				file,
			},
		))
	}

	/// Stores ciphertext and header.
	async fn store_all(&self, id: RecordId, source: UploadSource, keys: &Keys) -> Result<Stored, Error> {
		let mut entropy = OsEntropy::new()?;
		let metadata = source.info.metadata(source.len);
		let notes = self.notes.clone();
		let note = Box::new(move |cid: &Cid| {
			let noted = notes.uploaded(id, Objects::of_file(cid));
			noted.map_err(std::io::Error::other)
		});
		let (reader, layout, handle) = seal::seal(source.reader, source.len, &keys.file, entropy, note)?;
		let cid = self.put_watched(Box::new(reader), source.len, &handle).await?;
		let fields = HeaderFields {
			record_id: &id.0,
			env_salt: &keys.env_salt,
			keys: &keys.file,
			ct_len: layout.ciphertext_len(),
			cid: &cid,
			padded: true,
			metadata: &metadata,
		};
		let sealed = async {
			let plain = Header::build(&fields, &mut entropy).map_err(|source| Error::Envelope {
				what: "file's description",
				source,
			})?;
			let object = seal_header(&keys.csp_rec, &id.0, &plain, &mut entropy);
			let header_cid = Cid::of_raw(&object);
			let objects = Objects::new(&header_cid, &cid);
			self.notes.uploaded(id, objects)?;
			let found = self.store.put(Box::new(std::io::Cursor::new(object))).await?;
			check_cid(header_cid, found)?;
			let commitment = envelope::commitment(&plain);
			let stored_len = layout.ciphertext_len();
			Ok(Stored {
				cid,
				header_cid,
				stored_len,
				commitment,
			})
		};
		match sealed.await {
			Ok(stored) => Ok(stored),
			Err(error) => Err(self.take_back(error, &[cid]).await),
		}
	}

	/// Hands the stream to the store, reports progress, and compares the CIDs.
	async fn put_watched(
		&self,
		reader: Box<dyn Read + Send>,
		total: u64,
		handle: &seal::Handle,
	) -> Result<Cid, Error> {
		let mut put = self.store.put(reader);
		let mut ticks = tokio::time::interval(Duration::from_millis(100));
		let stored = loop {
			tokio::select! {
				stored = &mut put => break stored,
				_ = ticks.tick() => match handle.read() {
					// The own host has it all, or nearly; from now on the others are waited for.
					read if read >= total && self.store.replicas() > 1 => self.advance(Step::Replicate, 0, 0),
					read => self.advance(Step::Upload, read, total),
				},
			}
		};
		let outcome = handle.outcome();
		match (stored, outcome) {
			(Ok(found), Some(Ok(expected))) => {
				if let Err(error) = check_cid(expected, found) {
					return Err(self.take_back(error.into(), &[found]).await);
				}
				self.advance(Step::Upload, total, total);
				Ok(expected)
			}
			// The cause lies in the file, and the store only saw its stream break.
			(
				_,
				Some(Err(
					error @ (UploadError::Changed { .. } | UploadError::TooLong(_) | UploadError::Note(_)),
				)),
			) => Err(error.into()),
			(Err(StoreError::Source(_)), Some(Err(error))) => Err(error.into()),
			// A host that was asked to keep a copy may have been left with it.
			(Err(error @ StoreError::TooFewReplicas { .. }), Some(Ok(cid))) => Err(left_over(error, cid)),
			(Err(error), _) => Err(error.into()),
			(Ok(found), _) => Err(self.take_back(Error::Interrupted, &[found]).await),
		}
	}

	/// Removes what an upload that failed has put; gives the error to report.
	async fn take_back(&self, error: Error, cids: &[Cid]) -> Error {
		for cid in cids {
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

	/// Follows a record from the chain to its header in the store, as its patient: CSP key, locator, commitment.
	///
	/// # Errors
	/// What does not hold.
	pub async fn check_record(
		&self,
		patient: AccountId,
		keystore: &Keystore,
		id: RecordId,
	) -> Result<CheckedRecord, Error> {
		let record = self.own_record(patient, id).await?;
		let csp_rec = users::own_csp_rec(keystore, id, &record)?;
		let (header_cid, header) = self.fetch_header(id, &record, &csp_rec).await?;
		Ok(CheckedRecord {
			header_cid,
			cid: *header.cid(),
			stored_len: header.ct_len(),
			record,
		})
	}

	/// Locator, header, commitment.
	pub(super) async fn fetch_header(
		&self,
		id: RecordId,
		record: &Record,
		csp_rec: &CspRec,
	) -> Result<(Cid, Header), Error> {
		let header_cid = open_locator(csp_rec, &id.0, &record.locator).map_err(ladder)?;
		let object = get_small(self.store, &header_cid, HEADER).await?;
		let header = open_header(csp_rec, &id.0, &record.commitment, &object).map_err(ladder)?;
		Ok((header_cid, header))
	}

	/// The patient confirms a record after checking it.
	///
	/// # Errors
	/// What does not hold, or the chain's refusal.
	pub async fn acknowledge(
		&self,
		signer: &dyn Sign,
		keystore: &Keystore,
		record_id: RecordId,
	) -> Result<Delivered, Error> {
		self.check_record(signer.account(), keystore, record_id).await?;
		self.deliver(signer, &Call::AcknowledgeRecord { record_id }).await
	}
}

/// What describes the file must fit into the header: known before its first byte is read.
fn check_description(source: &UploadSource) -> Result<(), UploadError> {
	let metadata = source.info.metadata(source.len);
	let length = metadata.encoded_len();
	if length <= Metadata::ROOM {
		return Ok(());
	}
	let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
	let fields = [
		("file name", metadata.name.len()),
		("media type", metadata.mime.len()),
		("diagnosis", text(&metadata.icd10)),
		("date", text(&metadata.date)),
		("note", text(&metadata.note)),
	];
	let longest = fields.into_iter().max_by_key(|(_, length)| *length);
	let (what, of_it) = longest.unwrap_or_default();
	let excess = length - Metadata::ROOM;
	Err(UploadError::Description {
		what,
		length: of_it,
		limit: of_it.saturating_sub(excess),
	})
}

/// What to report when too few hosts keep an object: the notes are kept if one of them may still have a part of it.
fn left_over(error: StoreError, cid: Cid) -> Error {
	match error {
		StoreError::TooFewReplicas {
			cid: of,
			have,
			want,
			reasons,
			left,
		} if !left.0.is_empty() => {
			let source = StoreError::NotLetGo {
				cid: of,
				reasons: left,
			};
			let upload = StoreError::TooFewReplicas {
				cid: of,
				have,
				want,
				reasons,
				left: HostFailures::default(),
			};
			UploadError::Leftover {
				upload: Box::new(upload.into()),
				cid: cid.to_string(),
				source: Box::new(source.into()),
			}
			.into()
		}
		other => other.into(),
	}
}

fn check_cid(expected: Cid, found: Cid) -> Result<(), UploadError> {
	match expected == found {
		true => Ok(()),
		false => Err(UploadError::OtherCid {
			expected: expected.to_string(),
			found: found.to_string(),
		}),
	}
}
