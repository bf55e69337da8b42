//! Uploading a record, and the patient's check of what was uploaded.

use super::{
	Delivered, FileInfo, Origin, Vault, context,
	origin::{Claim, Terms},
	staging::{self, Finished},
	unseal::ladder,
	users,
};
use crate::{
	domain::*,
	entropy::OsEntropy,
	error::{Error, LookupError, UploadError},
	files,
	keystore::Keystore,
	ledger::{Call, NewRecord, Sign},
	store::get_small,
	study::Study,
};
use medquorum_envelope::{
	self as envelope, Cid, CspRec, EnvSalt, FileKeys, Header, Metadata, csp_check, encapsulate_csp,
	header::HEADER, open_header, open_locator, report_key,
};
use std::{io::Read, path::Path};
use threshold_decryption::{RecordContext, capsule_point, encapsulate};

/// A file to upload.
pub struct UploadSource {
	/// Its content; exactly `len` bytes.
	pub reader: Box<dyn Read + Send>,
	/// Its length.
	pub len: u64,
	/// What it is.
	pub info: FileInfo,
	/// Where it comes from: an upload of the same files that was killed can then go on. `None` for what is no file.
	pub origin: Option<Origin>,
}

impl UploadSource {
	/// A file on this machine.
	///
	/// # Errors
	/// When it cannot be read, or is no plain file.
	pub fn open(path: &Path) -> Result<Self, Error> {
		// Before it is opened: what changes from here on is another file.
		let origin = Some(Origin::of_files([path])?);
		let (file, len) = files::open_plain(path)?;
		Ok(Self {
			reader: Box::new(file),
			len,
			info: FileInfo::of_path(path),
			origin,
		})
	}

	/// A study; its name is left to the caller.
	///
	/// # Errors
	/// When one of its files cannot be looked at any more.
	pub fn of_study(study: Study) -> Result<Self, Error> {
		let origin = Some(Origin::of_files(study.files())?);
		let info = FileInfo {
			mime: "application/x-tar".to_owned(),
			contents: Some(study.table()),
			..FileInfo::default()
		};
		Ok(Self {
			len: study.len(),
			info,
			origin,
			reader: Box::new(study.into_reader()),
		})
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
	/// Of an upload that went on where an earlier one had stopped: bytes that the store had already.
	pub reused: Option<u64>,
	/// What became of the call; `None` when the earlier upload had registered the record before it was stopped.
	pub delivered: Option<Delivered>,
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

/// The keys of one new record; gone when its file is sealed.
pub(super) struct Keys {
	pub(super) csp_rec: CspRec,
	pub(super) env_salt: EnvSalt,
	pub(super) file: FileKeys,
}

/// Keys of others, checked.
struct Believed {
	csp_pk: Bytes32,
	x: Bytes32,
}

impl Vault<'_> {
	/// Encrypts a file to its patient and a trusted committee, stores it, and registers it. If anything fails, nothing is
	/// left in the store, unless the same upload can go on there: [`UploadError::Stopped`] says so.
	///
	/// An earlier upload of the same files on the same terms that was stopped or killed goes on where it was: what the store
	/// has is not sent again. If the files have changed meanwhile, it starts anew under fresh keys.
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
		let uploader = signer.account();
		let believed = self.believed(uploader, options).await?;
		let claim = self.claim(&source, uploader, options, &believed);
		if let Some((id, finished)) = self.earlier(claim.as_ref()).await? {
			return self.go_on(signer, id, finished).await;
		}
		let (call, keys) = self.new_keys(uploader, options, &believed)?;
		let record_id = context::record_id(&self.genesis(), &uploader, &call.nonce);
		let _guard = self.notes.guard(record_id)?;
		let finished = self.store_new(record_id, source, claim, call, keys).await?;
		self.register(signer, record_id, finished, None).await
	}

	/// Which upload this is, if it is one that could go on after a kill.
	fn claim(
		&self,
		source: &UploadSource,
		uploader: AccountId,
		options: &UploadOptions,
		believed: &Believed,
	) -> Option<Claim> {
		let origin = source.origin.as_ref()?;
		let worth = source.len >= staging::LEAST && self.store.keeps_parts();
		worth.then(|| {
			origin.claim(&Terms {
				genesis: &self.genesis(),
				uploader,
				options,
				csp_pk: &believed.csp_pk,
				x: &believed.x,
				info: &source.info,
			})
		})
	}

	/// Registers what is stored.
	pub(super) async fn register(
		&self,
		signer: &dyn Sign,
		record_id: RecordId,
		finished: Finished,
		reused: Option<u64>,
	) -> Result<Uploaded, Error> {
		self.notes.uploaded(record_id, finished.objects().sent())?;
		let call = Call::RegisterRecord(Box::new(finished.call.clone()));
		let delivered = match self.deliver(signer, &call).await {
			Ok(delivered) => Some(delivered),
			Err(error) => return Err(self.not_registered(error, record_id, &finished).await?),
		};
		self.notes.unstage(record_id)?;
		Ok(finished.uploaded(record_id, reused, delivered))
	}

	/// What to report when the call failed. The envelope goes only if it is certain that no record needs it: the failure
	/// must be definite, and the chain, asked once more, must not know the record.
	async fn not_registered(&self, error: Error, id: RecordId, finished: &Finished) -> Result<Error, Error> {
		if !error.is_definite() {
			return Ok(error);
		}
		if !matches!(self.ledger.record(id).await, Ok(None)) {
			let upload = Box::new(error);
			return Ok(UploadError::Kept { id, upload }.into());
		}
		let error = self
			.take_back(error, &[finished.cid, finished.header_cid()])
			.await;
		if !matches!(error, Error::Upload(UploadError::Leftover { .. })) {
			self.notes.forget(id)?;
		}
		Ok(error)
	}

	/// Everything that is decided before a byte of the file is read.
	async fn believed(&self, uploader: AccountId, options: &UploadOptions) -> Result<Believed, Error> {
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
		Ok(Believed {
			csp_pk: user.csp_pk,
			x: committee.x,
		})
	}

	/// Fresh secrets of a new record, and everything of its registration that does not depend on the file.
	fn new_keys(
		&self,
		uploader: AccountId,
		options: &UploadOptions,
		Believed { csp_pk, x }: &Believed,
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
