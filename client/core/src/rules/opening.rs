//! Opening a record: the ladder of docs/cryptography.md 4.2, as far as it needs no file. CSP key, report key, locator, header,
//! commitment, key commitment: nothing is fetched before the first three hold.

use crate::{
	context,
	domain::*,
	error::{KeyError, LookupError, OpenError, Refusal},
	rules::{
		answer::own_share,
		emergency::{Emergency, Unwrapped, unwrap},
		proofs::UsedShares,
		registration::csp_rec,
	},
	secrets::{self, Secret, Secrets},
	trust,
};
use medquorum_envelope::{
	self as envelope, Cid, CspRec, FileKeys, Header, Metadata, ReportKey, RequestSeed, Unpadder, codes,
	open_grant, open_header, open_locator, report_key, verify_csp,
};
use threshold_decryption::{PartialDecryption, RequestKey, capsule_point, combine, open_share, own_partial};

/// The ladder's rungs, from the envelope's words to ours.
#[must_use]
pub fn open_error(error: envelope::Error) -> OpenError {
	match error {
		envelope::Error::CspTypo => OpenError::CspTypo,
		envelope::Error::CspRootGiven => OpenError::CspRootGiven,
		envelope::Error::CspOtherRecord => OpenError::CspOtherRecord,
		envelope::Error::CspWrong => OpenError::CspWrong,
		envelope::Error::LocatorCorrupt => OpenError::LocatorCorrupt,
		envelope::Error::CommitmentMismatch => OpenError::CommitmentMismatch,
		envelope::Error::HeaderCorrupt => OpenError::HeaderCorrupt,
		envelope::Error::KeyCommitMismatch => OpenError::KeyCommitMismatch,
		envelope::Error::SegmentCorrupt { index } => OpenError::SegmentCorrupt { index },
		envelope::Error::Truncated => OpenError::Truncated,
		envelope::Error::TrailingData => OpenError::TrailingData,
		envelope::Error::MetadataCorrupt => OpenError::Malformed("its description is damaged"),
		envelope::Error::PaddingCorrupt => OpenError::Malformed("its padding is wrong"),
		_ => OpenError::Malformed("its form is unknown"),
	}
}

/// Everything on chain about one request, as its requester signed it, with its one-time key.
pub struct SignedRequest {
	id: RequestId,
	request: Request,
	record: Record,
	committee: Committee,
	ad: Bytes32,
	ctx: Bytes32,
	seed: RequestSeed,
	own: Option<Secret<34>>,
}

/// The requester must be this account, and the request not over.
///
/// # Errors
/// When it is another's, or was rejected.
pub fn check_own(
	account: AccountId,
	id: RequestId,
	request: &Request,
	now: Moment,
) -> Result<(), LookupError> {
	if request.requester != account {
		let requester = request.requester;
		return Err(LookupError::NotYourRequest { id, requester });
	}
	match request.status_at(now) {
		RequestStatus::Rejected(cause) => Err(LookupError::Rejected { id, cause }),
		_ => Ok(()),
	}
}

fn seed_of<'a>(
	secrets: &'a Secrets,
	id: RequestId,
	request: &Request,
) -> Result<&'a secrets::RequestSeed, KeyError> {
	let mut seeds = secrets.seeds_of(&id.0);
	let kept = seeds.find(|kept| RequestKey::from_seed(kept.seed.expose()).public() == request.q);
	kept.ok_or(KeyError::NoSeed(id))
}

impl SignedRequest {
	/// Checks our own signature over record, capsule and committee key: nothing of the request was replaced. Of the seeds of
	/// several tries it takes the one whose public key the chain took.
	///
	/// # Errors
	/// When the signature does not hold, or the one-time key is not among the secrets.
	pub fn new(
		genesis: &Bytes32,
		id: RequestId,
		request: Request,
		record: Record,
		committee: Committee,
		secrets: &Secrets,
	) -> Result<Self, Refusal> {
		let ad = context::record_context(genesis, request.record_id, &record, &committee.x);
		Self::over(genesis, ad, id, request, record, committee, secrets)
	}

	/// The same of an emergency request. `record` is as the chain has it.
	///
	/// # Errors
	/// When what is kept for the emergency is another record's, and as [`SignedRequest::new`].
	pub fn in_emergency(
		genesis: &Bytes32,
		(id, request): (RequestId, Request),
		(record, emergency): (&Record, &Emergency),
		committee: Committee,
		secrets: &Secrets,
	) -> Result<Self, Refusal> {
		let ad = emergency.check(genesis, request.record_id, record, &committee.x)?;
		let seen = emergency.seen(record);
		Self::over(genesis, ad, id, request, seen, committee, secrets)
	}

	fn over(
		genesis: &Bytes32,
		ad: Bytes32,
		id: RequestId,
		request: Request,
		record: Record,
		committee: Committee,
		secrets: &Secrets,
	) -> Result<Self, Refusal> {
		let ctx = trust::check_request_over(genesis, &ad, &record, id, &request)?;
		let kept = seed_of(secrets, id, &request)?;
		let (seed, own) = (
			RequestSeed::from_bytes(kept.seed.expose()),
			kept.own_partial.clone(),
		);
		Ok(Self {
			id,
			request,
			record,
			committee,
			ad,
			ctx,
			seed,
			own,
		})
	}

	/// The record that the request is for.
	#[must_use]
	pub fn record_id(&self) -> RecordId {
		self.request.record_id
	}

	/// A CSP key from elsewhere, proven right.
	///
	/// # Errors
	/// When it is another.
	pub fn csp_proven(&self, csp_rec: CspRec) -> Result<CspRec, OpenError> {
		self.prove(csp_rec)
	}

	/// The record's CSP key from the code that its patient handed over, proven right.
	///
	/// # Errors
	/// When the code is mistyped, of another kind or record, or wrong.
	pub fn csp_of_code(&self, code: &str) -> Result<CspRec, OpenError> {
		let csp_rec = codes::decode_csp(code, &self.request.record_id.0).map_err(open_error)?;
		self.prove(csp_rec)
	}

	/// The record's CSP key from the patient's consent on chain, proven right.
	///
	/// # Errors
	/// When the consent cannot be opened, or holds a wrong key.
	pub fn csp_of_consent(&self, sealed: &[u8; 80]) -> Result<CspRec, OpenError> {
		let opened = open_grant(&self.seed, &self.ctx, sealed);
		self.prove(opened.map_err(|_| OpenError::ConsentUnreadable(self.id))?)
	}

	/// Whether the record's patient has confirmed it, by the node's word.
	#[must_use]
	pub fn acknowledged(&self) -> bool {
		self.record.acknowledged
	}

	/// Whether the requester answers for the record's patient, by the node's word: only the patient's keys open what is own.
	#[must_use]
	pub fn is_own(&self) -> bool {
		self.request.is_own()
	}

	/// The record's CSP key from the patient's own roots, proven right.
	///
	/// # Errors
	/// When none of them opens it.
	pub fn csp_of_own(&self, secrets: &Secrets) -> Result<CspRec, Refusal> {
		let (id, owner) = (self.request.record_id, self.request.requester);
		Ok(self.prove(csp_rec(secrets, owner, id, &self.record)?)?)
	}

	fn prove(&self, csp_rec: CspRec) -> Result<CspRec, OpenError> {
		verify_csp(&csp_rec, &self.request.record_id.0, &self.record.csp_check).map_err(open_error)?;
		Ok(csp_rec)
	}

	/// The shares that open the record: the first k by index. `consent`: whether the CSP key is at hand.
	///
	/// # Errors
	/// When they are too few.
	fn shares(&self, votes: Vec<(u16, Vote)>, consent: bool) -> Result<Vec<(u16, [u8; 64])>, OpenError> {
		let shares = votes.into_iter().filter_map(|(index, vote)| match vote {
			Vote::Share(share) => Some((index, share)),
			Vote::Rejection(_) => None,
		});
		let mut shares: Vec<(u16, [u8; 64])> = shares.collect();
		let have = shares.len();
		// Of an approved request of an earlier epoch every share is needed: there are exactly k.
		let current = self.committee.epoch == self.request.epoch;
		let k = usize::from(self.committee.k);
		let need = if current { k } else { have.max(2) };
		if have < need || (!current && self.request.status != RequestStatus::Approved) {
			let need = need.max(k);
			return Err(OpenError::ReportKeyMissing { have, need, consent });
		}
		shares.truncate(need);
		Ok(shares)
	}

	/// The shares that [`SignedRequest::partials`] uses of these, to be judged should the file not open.
	///
	/// # Errors
	/// When they are too few.
	pub fn used_shares(&self, votes: Vec<(u16, Vote)>, consent: bool) -> Result<UsedShares, OpenError> {
		let shares = self.shares(votes, consent)?;
		Ok(UsedShares::new(
			(&self.request, &self.record),
			&self.committee,
			self.ctx,
			shares,
		))
	}

	/// The opened shares, and the share of a requester who is an administrator.
	///
	/// The chain has verified each share's proof; the proofs lie in block bodies, and are fetched only where the file then
	/// does not open ([`UsedShares::judge`]). A node that alters a share makes the opening fail, and learns nothing.
	///
	/// # Errors
	/// When shares are missing or cannot be opened, or neither the requester's partial decryption nor the share it is made with is among the
	/// secrets.
	pub fn partials(
		&self,
		votes: Vec<(u16, Vote)>,
		consent: bool,
		secrets: &Secrets,
	) -> Result<Vec<PartialDecryption>, Refusal> {
		let key = RequestKey::from_seed(self.seed.expose());
		let shares = self.shares(votes, consent)?;
		let opened = shares
			.iter()
			.map(|(index, share)| open_share(&key, *index, share));
		let mut partials = opened
			.collect::<Result<Vec<_>, _>>()
			.map_err(OpenError::BadShares)?;
		if self.request.mode == RequestMode::Admin {
			partials.push(self.own_partial(secrets)?);
		}
		Ok(partials)
	}

	fn own_partial(&self, secrets: &Secrets) -> Result<PartialDecryption, Refusal> {
		if let Some(kept) = &self.own {
			return Ok(PartialDecryption::from_bytes(kept.expose()).map_err(OpenError::BadShares)?);
		}
		let Request {
			key_id,
			epoch,
			requester,
			mode,
			..
		} = self.request;
		let own = self.committee.admin(&requester);
		let own = own.ok_or(LookupError::NotAdmin {
			who: requester,
			key_id,
		})?;
		let secret = own_share(secrets, key_id, epoch, own)?;
		let r = capsule_point(&self.record.capsule);
		let own = own_partial(&secret, context::mode(mode), &self.ctx, &r);
		Ok(own.map_err(OpenError::BadShares)?)
	}

	/// Both keys of the record: combines the partial decryptions, and finds its header by the CSP key.
	///
	/// # Errors
	/// When the shares do not combine, or the locator does not open.
	pub fn unlock(self, partials: &[PartialDecryption], csp_rec: CspRec) -> Result<Unlocked, OpenError> {
		let u = combine(partials).map_err(OpenError::BadShares)?;
		let report_key = report_key(&capsule_point(&self.record.capsule), &u, &self.ad);
		let header_cid = locate(&csp_rec, self.request.record_id, &self.record)?;
		Ok(Unlocked {
			record_id: self.request.record_id,
			record: self.record,
			ad: self.ad,
			csp_rec,
			report_key,
			header_cid,
		})
	}
}

impl SignedRequest {
	/// What was kept for an emergency, from the emergency committee's shares.
	///
	/// # Errors
	/// When the shares do not combine, or what is in it is not the record's key.
	pub fn unwrap(
		&self,
		entry: &EmergencyEntry,
		partials: &[PartialDecryption],
	) -> Result<Unwrapped, Refusal> {
		unwrap(&self.ad, self.request.record_id, &self.record, entry, partials)
	}
}

/// A record whose keys both came out of what was kept for an emergency. `x` is the public key of its own committee.
///
/// # Errors
/// When the locator does not open.
pub fn unlock_with(
	genesis: &Bytes32,
	x: &Bytes32,
	record_id: RecordId,
	record: Record,
	(csp_rec, report_key): (CspRec, ReportKey),
) -> Result<Unlocked, OpenError> {
	let header_cid = locate(&csp_rec, record_id, &record)?;
	Ok(Unlocked {
		record_id,
		ad: context::record_context(genesis, record_id, &record, x),
		record,
		csp_rec,
		report_key,
		header_cid,
	})
}

/// Where the header of a record lies.
///
/// # Errors
/// When the locator does not open with this key.
pub fn locate(csp_rec: &CspRec, id: RecordId, record: &Record) -> Result<Cid, OpenError> {
	open_locator(csp_rec, &id.0, &record.locator).map_err(open_error)
}

/// The header in this object, if it is the registered one.
///
/// # Errors
/// When it does not open, or is not what the commitment fixes.
pub fn read_header(
	csp_rec: &CspRec,
	id: RecordId,
	record: &Record,
	object: &[u8],
) -> Result<Header, OpenError> {
	open_header(csp_rec, &id.0, &record.commitment, object).map_err(open_error)
}

/// A record whose two keys are at hand; its header was not fetched yet.
pub struct Unlocked {
	record_id: RecordId,
	record: Record,
	ad: Bytes32,
	csp_rec: CspRec,
	report_key: ReportKey,
	/// Where its header lies.
	pub header_cid: Cid,
}

/// The keys of a file, and how it is laid out.
pub struct OpenedHeader {
	/// The keys of its segments.
	pub keys: FileKeys,
	/// The decoded header, checked against the chain's commitment: CID, salt and lengths.
	pub header: Header,
	/// What the file is.
	pub metadata: Metadata,
	/// Takes its padding off.
	pub unpadder: Unpadder,
}

impl Unlocked {
	/// Opens the header: the last rungs of the ladder.
	///
	/// # Errors
	/// When header, commitment or key commitment do not fit.
	pub fn open(self, object: &[u8]) -> Result<OpenedHeader, OpenError> {
		let header = read_header(&self.csp_rec, self.record_id, &self.record, object)?;
		let keys = FileKeys::derive(&self.csp_rec, &self.report_key, header.env_salt(), &self.ad);
		keys.verify_commit(header.key_commit()).map_err(open_error)?;
		let metadata = header.open_metadata(&keys).map_err(open_error)?;
		let unpadder = header.unpadder(&metadata).map_err(open_error)?;
		Ok(OpenedHeader {
			keys,
			header,
			metadata,
			unpadder,
		})
	}
}
