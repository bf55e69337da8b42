//! From a file to a registered record.

use super::{
	keys::{Recipients, prepare, record_ctx},
	options::UploadOptions,
	origin::{Claim, Terms},
	source::{UploadSource, Uploaded},
	stage::{self, Finished, Staging},
};
use crate::{
	entropy::OsEntropy,
	error::{Error, UploadError},
	roles::{Delivered, Uploader},
	search::SearchError,
};
use medquorum_core::{
	domain::*,
	error::EmergencyError,
	ledger::{Call, EmergencyCall, Sign},
	rules::emergency::{Wrapping, wrap},
};
use medquorum_envelope::Header;

impl Uploader<'_> {
	/// Encrypts a file to its patient and a trusted committee, stores it, and registers it. If anything fails, nothing is
	/// left in the store, unless the same upload can resume there: [`UploadError::Stopped`] says so.
	///
	/// An earlier upload of the same files on the same terms that was stopped or killed resumes where it was: what the store
	/// has is not sent again. If the files have changed meanwhile, it starts from the beginning under fresh keys.
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
		if options.searchable && source.info.listing.is_none() {
			return Err(SearchError::NoDisease.into());
		}
		self.desk.check_node().await?;
		let uploader = signer.account();
		let recipients = self.check_recipients(uploader, options).await?;
		let claim = self.claim(&source, uploader, options, &recipients);
		if let Some((id, finished)) = self.earlier(claim.as_ref()).await? {
			return self.resume(signer, id, finished).await;
		}
		let prepared = prepare(&self.desk.genesis(), uploader, options, &recipients)?;
		let record_id = prepared.id;
		let _guard = self.notes.guard(record_id)?;
		let finished = self.store_new(source, claim, prepared).await?;
		self.register(signer, record_id, finished, None).await
	}

	/// Uploads an emergency summary: a small record that the emergency committee `emergency` opens alone, without the administrators. It is
	/// registered together with what that committee is given, in one transaction. Killed, it begins from the beginning.
	///
	/// # Errors
	/// When the patient has not allowed that for this committee, and as [`Uploader::upload`].
	pub async fn upload_summary(
		&self,
		signer: &dyn Sign,
		source: UploadSource,
		options: &UploadOptions,
		emergency: KeyId,
	) -> Result<Uploaded, Error> {
		check_description(&source)?;
		self.desk.check_node().await?;
		let (uploader, genesis) = (signer.account(), self.desk.genesis());
		let recipients = self.check_recipients(uploader, options).await?;
		let committee = self.desk.emergency_committee(emergency, options.key_id).await?;
		let (patient, scope) = (options.patient, EmergencyScope::BothKeys);
		let wanted = EmergencyDirective {
			key_id: emergency,
			scope,
		};
		if self.desk.ledger.emergency_directive(patient).await? != Some(wanted) {
			return Err(EmergencyError::NoDirective { patient, scope }.into());
		}
		let prepared = prepare(&genesis, uploader, options, &recipients)?;
		let record_id = prepared.id;
		let wrapping = Wrapping {
			record_ctx: &record_ctx(&genesis, record_id, uploader, options, &recipients),
			id: record_id,
			key_id: emergency,
			x_e: &committee.x,
			maker: uploader,
		};
		let keys = (&prepared.keys.csp_rec, Some(&prepared.keys.report_key));
		let entry = Box::new(wrap(&wrapping, keys.0, keys.1, &mut OsEntropy::new()?)?);
		let _guard = self.notes.guard(record_id)?;
		let finished = self.store_new(source, None, prepared).await?;
		let also = Call::Emergency(EmergencyCall::AddEmergency { record_id, entry });
		self.register_with(signer, record_id, finished, None, Some(also))
			.await
	}

	/// Which upload this is, if it is one that could resume after a kill.
	pub(super) fn claim(
		&self,
		source: &UploadSource,
		uploader: AccountId,
		options: &UploadOptions,
		recipients: &Recipients,
	) -> Option<Claim> {
		let origin = source.origin.as_ref()?;
		let worth = source.len >= stage::MIN_RESUMABLE && self.store.can_resume();
		worth.then(|| {
			origin.claim(&Terms {
				genesis: &self.desk.genesis(),
				uploader,
				options,
				csp_pk: &recipients.csp_pk,
				x: &recipients.x,
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
		self.register_with(signer, record_id, finished, reused, None)
			.await
	}

	/// The same with another call about the record in the same transaction.
	async fn register_with(
		&self,
		signer: &dyn Sign,
		record_id: RecordId,
		finished: Finished,
		reused: Option<u64>,
		also: Option<Call>,
	) -> Result<Uploaded, Error> {
		let noted = self.notes.objects(record_id);
		let sent_before = noted.is_some_and(|objects| objects.is_sent());
		self.notes.uploaded(record_id, finished.objects().sent())?;
		let call = Call::RegisterRecord(Box::new(finished.call.clone()));
		let sent = match also {
			None => self.desk.deliver(signer, &call).await,
			Some(also) => self.desk.deliver_batch(signer, vec![call, also]).await,
		};
		let delivered = match sent {
			Ok(delivered) => Some(delivered),
			Err(error) => {
				let never_sent = error.is_unsent() && !sent_before;
				return Err(self
					.not_registered(error, record_id, &finished, never_sent)
					.await?);
			}
		};
		if let Some(receipt) = delivered.as_ref().and_then(Delivered::receipt) {
			self.notes.seen_registered(record_id, receipt.block)?;
		}
		Staging::discard(self.notes, record_id)?;
		Ok(finished.uploaded(record_id, reused, delivered))
	}

	/// What to report when the call failed. The envelope goes only if the call never left this machine, in this run or an earlier one.
	/// A node that was handed it may say what it likes and pass it on all the same, so its word deletes nothing.
	async fn not_registered(
		&self,
		error: Error,
		id: RecordId,
		finished: &Finished,
		never_sent: bool,
	) -> Result<Error, Error> {
		if !never_sent {
			let upload = Box::new(error);
			let shown = self.desk.ledger.record(id).await.ok().flatten();
			return Ok(match shown {
				Some(record) => {
					self.notes.seen_registered(id, record.created)?;
					UploadError::Kept { id, upload }.into()
				}
				None => UploadError::NotRegistered { id, upload }.into(),
			});
		}
		let error = self
			.take_back(id, error, &[finished.cid, finished.header_cid()])
			.await;
		if !matches!(error, Error::Upload(UploadError::Leftover { .. })) {
			Staging::forget(self.notes, id)?;
		}
		Ok(error)
	}

	/// Checks role, committee, the patient's keys and the superseded record.
	async fn check_recipients(
		&self,
		uploader: AccountId,
		options: &UploadOptions,
	) -> Result<Recipients, Error> {
		self.desk
			.check_role(uploader, Role::can_upload, "upload records")
			.await?;
		let committee = self.desk.trusted_committee(options.key_id).await?;
		let keys = self.desk.verified_keys(self.notes, options.patient).await?;
		let mut may_list = !options.searchable;
		if let Some(id) = options.supersedes {
			let older = self.desk.record(id).await?;
			self.desk.check_patient(options.patient, id, &older).await?;
			may_list |= older.searchable;
		}
		if !may_list && !self.desk.ledger.search_directive(options.patient).await? {
			return Err(SearchError::NoDirective(options.patient).into());
		}
		Ok(Recipients {
			csp_pk: keys.csp_pk,
			x: committee.x,
		})
	}
}

/// What describes the file must fit into the header: known before its first byte is read.
pub(crate) fn check_description(source: &UploadSource) -> Result<(), UploadError> {
	let metadata = source.info.metadata(source.len);
	let length = metadata.encoded_len();
	if length <= Header::METADATA_ROOM {
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
	let (what, longest) = longest.unwrap_or_default();
	let excess = length - Header::METADATA_ROOM;
	Err(UploadError::Description {
		what,
		length: longest,
		limit: longest.saturating_sub(excess),
	})
}
