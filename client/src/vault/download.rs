//! Opening a record: everything is proven before the first byte is fetched, and every byte before it is written.

use super::{
	Delivered, FileInfo, Step, Vault, answers, context,
	partial::{self, Partial},
	unseal::{Sealed, ladder},
};
use crate::{
	advice::in_one_line,
	domain::*,
	error::{Error, KeyError, LookupError, OpenError},
	files::{OutputFile, Overwrite, Temporary},
	keystore::{self, Keystore},
	ledger::Sign,
};
use medquorum_envelope::{
	CspRec, FileKeys, Header, RequestSeed, Unpadder, codes, open_grant, open_locator, report_key, verify_csp,
};
use sha2::{Digest as _, Sha256};
use std::{io::Write, ops::Range, path::Path};
use threshold_decryption::{PartialDecryption, RequestKey, capsule_point, combine, open_share, own_partial};

/// Where the record's CSP key comes from.
#[derive(Clone, Copy)]
pub enum CspSource<'a> {
	/// The patient's consent on chain.
	Consent,
	/// A code the patient handed over.
	Code(&'a str),
}

/// How to download.
#[derive(Debug, Clone)]
pub struct DownloadOptions {
	/// Whether the target may be replaced.
	pub overwrite: Overwrite,
	/// Only these bytes of the file.
	pub range: Option<Range<u64>>,
	/// Keep the request and its one-time key, to read again.
	pub keep_request: bool,
	/// Where the bytes may be until they are complete.
	pub temporary: Temporary,
}

/// A downloaded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
	/// The record.
	pub record_id: RecordId,
	/// What the file is.
	pub info: FileInfo,
	/// Bytes written.
	pub length: u64,
	/// SHA-256 of what was written.
	pub sha256: Bytes32,
	/// What became of closing the request; `None` when it was kept.
	pub closed: Option<Delivered>,
	/// Why the request could not be closed, in words; the file is complete all the same.
	pub close_failed: Option<String>,
}

/// A record that is open: both keys are right, its header is the registered one. No byte of the file was fetched yet.
pub struct Opened {
	record_id: RecordId,
	info: FileInfo,
	keys: FileKeys,
	header: Header,
	unpadder: Unpadder,
}

impl Opened {
	/// The record.
	pub fn record_id(&self) -> RecordId {
		self.record_id
	}

	/// What the file is.
	pub fn info(&self) -> &FileInfo {
		&self.info
	}

	/// Bytes of the file.
	pub fn length(&self) -> u64 {
		self.unpadder.true_len()
	}
}

/// Hashes what passes through.
struct Hashed<'a> {
	to: &'a mut (dyn Write + Send),
	hash: Sha256,
}

impl<'a> Hashed<'a> {
	fn new(to: &'a mut (dyn Write + Send)) -> Self {
		Self {
			to,
			hash: Sha256::new(),
		}
	}

	fn finish(self) -> Bytes32 {
		self.hash.finalize().into()
	}
}

impl Write for Hashed<'_> {
	fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
		let written = self.to.write(bytes)?;
		self.hash.update(bytes.get(..written).unwrap_or_default());
		Ok(written)
	}

	fn flush(&mut self) -> std::io::Result<()> {
		self.to.flush()
	}
}

/// Everything on chain about one request, as its requester signed it.
struct Signed {
	request: Request,
	record: Record,
	committee: Committee,
	ad: Bytes32,
	ctx: Bytes32,
	seed: RequestSeed,
}

impl Vault<'_> {
	/// Climbs the ladder of the design's section 4.2: CSP key, report key, locator, header, commitment, key commitment.
	/// Nothing is fetched before the first three hold.
	///
	/// # Errors
	/// The first rung that does not hold.
	pub async fn open(
		&self,
		account: AccountId,
		keystore: &Keystore,
		id: RequestId,
		source: CspSource<'_>,
	) -> Result<Opened, Error> {
		let signed = self.signed_request(account, keystore, id).await?;
		let csp_rec = self.csp_rec(id, &signed, source).await?;
		let partials = self.partials(keystore, id, &signed, csp_rec.is_some()).await?;
		let csp_rec = csp_rec.ok_or(OpenError::ConsentMissing(id))?;
		let Signed {
			request, record, ad, ..
		} = &signed;
		let record_id = request.record_id;
		let report_key = {
			let u = combine(&partials).map_err(OpenError::BadShares)?;
			report_key(&capsule_point(&record.capsule), &u, ad)
		};
		open_locator(&csp_rec, &record_id.0, &record.locator).map_err(ladder)?;
		let (_, header) = self.fetch_header(record_id, record, &csp_rec).await?;
		let keys = FileKeys::derive(&csp_rec, &report_key, header.env_salt(), ad);
		keys.verify_commit(header.key_commit()).map_err(ladder)?;
		let metadata = header.open_metadata(&keys).map_err(ladder)?;
		let unpadder = header.unpadder(&metadata).map_err(ladder)?;
		Ok(Opened {
			record_id,
			info: FileInfo::of_metadata(&metadata),
			keys,
			header,
			unpadder,
		})
	}

	/// The request, if it is the account's own, as it was signed, with its one-time key.
	async fn signed_request(
		&self,
		account: AccountId,
		keystore: &Keystore,
		id: RequestId,
	) -> Result<Signed, Error> {
		let request = self.request_of_state(id).await?;
		if request.requester != account {
			return Err(LookupError::NotYourRequest {
				id,
				requester: request.requester,
			}
			.into());
		}
		let now = self.ledger.block_number().await?;
		if let RequestStatus::Rejected(cause) = request.status_at(now) {
			return Err(LookupError::Rejected { id, cause }.into());
		}
		let committee = self.committee(request.key_id).await?;
		// The request carries our own signature over its record, capsule and committee key: nothing of it was replaced.
		let (record, ctx) = self.checked_request(id, &committee.x, &request).await?;
		// Of the seeds of several tries, the one whose public key the chain took.
		let seed = keystore.read(|secrets| {
			let ours = |kept: &&keystore::RequestSeed| {
				RequestKey::from_seed(kept.seed.expose()).public() == request.q
			};
			let kept = secrets.seeds_of(&id.0).find(ours);
			kept.map(|kept| RequestSeed::from_bytes(*kept.seed.expose()))
		})?;
		let seed = seed.ok_or(KeyError::NoSeed(id))?;
		let ad = context::record_context(&self.genesis(), request.record_id, &record, &committee.x);
		Ok(Signed {
			request,
			record,
			committee,
			ad,
			ctx,
			seed,
		})
	}

	/// The record's CSP key, proven right; `None` while the patient has not consented.
	async fn csp_rec(
		&self,
		id: RequestId,
		signed: &Signed,
		source: CspSource<'_>,
	) -> Result<Option<CspRec>, Error> {
		let record_id = signed.request.record_id.0;
		let csp_rec = match source {
			CspSource::Code(code) => codes::decode_csp(code, &record_id).map_err(ladder)?,
			CspSource::Consent => {
				let Some(sealed) = self.ledger.consent(id).await? else {
					return Ok(None);
				};
				let opened = open_grant(&signed.seed, &signed.ctx, &sealed);
				opened.map_err(|_| OpenError::ConsentUnreadable(id))?
			}
		};
		verify_csp(&csp_rec, &record_id, &signed.record.csp_check).map_err(ladder)?;
		Ok(Some(csp_rec))
	}

	/// The opened shares: the first k by index, and the own one of a requester who is an administrator.
	///
	/// The chain has verified each share's proof; the proofs lie in block bodies and are not fetched again here. A node that
	/// alters a share makes the opening fail, and learns nothing.
	async fn partials(
		&self,
		keystore: &Keystore,
		id: RequestId,
		signed: &Signed,
		consent: bool,
	) -> Result<Vec<PartialDecryption>, Error> {
		let Signed {
			request,
			record,
			committee,
			ctx,
			seed,
			..
		} = signed;
		let votes = self.ledger.votes(id).await?;
		let shares = votes.into_iter().filter_map(|(index, vote)| match vote {
			Vote::Share(share) => Some((index, share)),
			Vote::Rejection(_) => None,
		});
		let mut shares: Vec<(u16, [u8; 64])> = shares.collect();
		let have = shares.len();
		// Of an approved request of an earlier epoch every share is needed: there are exactly k.
		let current = committee.epoch == request.epoch;
		let need = if current {
			usize::from(committee.k)
		} else {
			have.max(2)
		};
		if have < need || (!current && request.status != RequestStatus::Approved) {
			return Err(OpenError::ReportKeyMissing {
				have,
				need: need.max(usize::from(committee.k)),
				consent,
			}
			.into());
		}
		shares.truncate(need);
		let key = RequestKey::from_seed(seed.expose());
		let opened = shares
			.iter()
			.map(|(index, share)| open_share(&key, *index, share));
		let mut partials = opened
			.collect::<Result<Vec<_>, _>>()
			.map_err(OpenError::BadShares)?;
		if request.mode == RequestMode::Admin {
			let r = capsule_point(&record.capsule);
			let (key_id, epoch) = (request.key_id, request.epoch);
			let own = committee.admin(&request.requester);
			let own = own.ok_or(LookupError::NotAdmin {
				who: request.requester,
				key_id,
			})?;
			let secret = keystore.read(|secrets| answers::own_share(secrets, key_id, epoch, own))??;
			let mode = context::mode(request.mode);
			partials.push(own_partial(&secret, mode, ctx, &r).map_err(OpenError::BadShares)?);
		}
		Ok(partials)
	}

	/// Fetches, checks and writes the file, or a range of it; gives the SHA-256 of what was written. After an error
	/// whatever was written must be thrown away.
	///
	/// # Errors
	/// When the store fails, anything is altered, cut off or added, or the output cannot be written.
	pub async fn read(
		&self,
		opened: &Opened,
		range: Option<Range<u64>>,
		to: &mut (dyn Write + Send),
	) -> Result<(u64, Bytes32), Error> {
		let length = opened.length();
		let range = range.unwrap_or(0..length);
		if range.start > range.end || range.end > length {
			return Err(OpenError::Range {
				start: range.start,
				end: range.end,
				length,
			}
			.into());
		}
		let total = range.end - range.start;
		let mut hashed = Hashed::new(to);
		self.read_stretch(opened, range, &mut hashed, (0, total)).await?;
		Ok((total, hashed.finish()))
	}

	/// The whole file. From a store that is far, what is fetched is kept until all of it is there, so that a download that was
	/// killed goes on where it was.
	async fn read_whole(
		&self,
		opened: &Opened,
		to: &mut (dyn Write + Send),
	) -> Result<(u64, Bytes32), Error> {
		let sealed = self.sealed(opened);
		let worth = sealed.layout.ciphertext_len() >= partial::LEAST && !self.store.is_near();
		// A home that cannot be written to is no reason not to download.
		let kept = worth.then(|| Partial::open(self.notes, &sealed.cid).ok().flatten());
		let mut kept = kept.flatten();
		if kept.as_mut().is_some_and(|kept| kept.check(&sealed).is_err()) {
			kept = None;
		}
		let length = opened.length();
		let mut hashed = Hashed::new(to);
		let advance = |done| self.advance(Step::Download, done, length);
		sealed
			.write_to(0..length, &mut hashed, kept.as_mut(), &advance)
			.await?;
		if let Some(kept) = kept {
			kept.remove();
		}
		Ok((length, hashed.finish()))
	}

	fn sealed<'b>(&'b self, opened: &'b Opened) -> Sealed<'b> {
		Sealed {
			store: self.store,
			cid: *opened.header.cid(),
			keys: &opened.keys,
			layout: *opened.header.layout(),
			unpadder: opened.unpadder,
		}
	}

	/// The same for one of several stretches, `before` bytes of `total` having come already.
	pub(super) async fn read_stretch(
		&self,
		opened: &Opened,
		range: Range<u64>,
		to: &mut (dyn Write + Send),
		(before, total): (u64, u64),
	) -> Result<(), Error> {
		let advance = |done| self.advance(Step::Download, before.saturating_add(done), total);
		self.sealed(opened).write_to(range, to, None, &advance).await
	}

	/// Downloads a record to a file that appears whole or not at all, then forgets the one-time key and closes the request.
	///
	/// # Errors
	/// The first rung of the ladder that does not hold, or what [`Vault::read`] meets. Nothing is left then.
	pub async fn download(
		&self,
		signer: &dyn Sign,
		keystore: &Keystore,
		id: RequestId,
		source: CspSource<'_>,
		target: &Path,
		options: &DownloadOptions,
	) -> Result<Downloaded, Error> {
		// Refused before anything is asked of anybody, if the target cannot be written.
		let mut output = OutputFile::create(target, options.overwrite, options.temporary)?;
		let opened = self.open(signer.account(), keystore, id, source).await?;
		let read = match &options.range {
			Some(range) => self.read(&opened, Some(range.clone()), &mut output).await,
			None => self.read_whole(&opened, &mut output).await,
		};
		let (length, sha256) = match read {
			Err(Error::Open(OpenError::Write(error))) => return Err(output.error(error).into()),
			other => other?,
		};
		output.commit()?;
		let Opened { record_id, info, .. } = opened;
		let mut downloaded = Downloaded {
			record_id,
			info,
			length,
			sha256,
			closed: None,
			close_failed: None,
		};
		if !options.keep_request && options.range.is_none() {
			match self.end(signer, keystore, id).await {
				Ok(closed) => downloaded.closed = Some(closed),
				Err(why) => downloaded.close_failed = Some(why),
			}
		}
		Ok(downloaded)
	}

	/// Ends the request of a file that is there: whatever fails here is told in words, and is no failure to download.
	pub(super) async fn end(
		&self,
		signer: &dyn Sign,
		keystore: &Keystore,
		id: RequestId,
	) -> Result<Delivered, String> {
		// The seed goes first: shares left in block history are useless without it, whether the call succeeds or not.
		let dropped = keystore.update(|secrets| secrets.drop_request(&id.0));
		dropped.map_err(|error| {
			format!(
				"its one-time key is still in the keystore, until `medquorum close` removes it: {}",
				in_one_line(&error)
			)
		})?;
		let closed = self.close(signer, keystore, id).await;
		closed.map_err(|error| in_one_line(&error))
	}
}
