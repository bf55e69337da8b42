//! Asking for a record, and ending a request.

use super::{Delivered, Vault, context, trust};
use crate::{
	domain::*,
	entropy::OsEntropy,
	error::{Error, LookupError, TrustError},
	keystore::{self, Keystore, Secret},
	ledger::{Call, Sign},
};
use medquorum_envelope::{RequestSeed, request_kem_public};
use threshold_decryption::{RequestKey, auth_message, prove_possession};

/// A request that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requested {
	/// Its id.
	pub request_id: RequestId,
	/// The requester's counter.
	pub seq: u32,
	/// Whether the requester is an administrator of the committee.
	pub mode: RequestMode,
	/// What became of the call.
	pub delivered: Delivered,
}

impl Vault<'_> {
	/// Asks for a record. The seed of the one-time keys is in the keystore before anything is sent.
	///
	/// # Errors
	/// When the record takes no requests, the role does not allow it, or the chain refuses.
	pub async fn request(
		&self,
		signer: &dyn Sign,
		keystore: &Keystore,
		record_id: RecordId,
		purpose: Purpose,
	) -> Result<Requested, Error> {
		let (record, committee) = self.requestable(signer.account(), record_id).await?;
		let mut entropy = OsEntropy::new()?;
		let seed = RequestSeed::generate(&mut entropy);
		let mut request = self
			.draft(
				signer.account(),
				record_id,
				&committee,
				record.key_id,
				purpose,
				&seed,
			)
			.await?;
		let genesis = self.genesis();
		let request_id = context::request_id(&genesis, &request.requester, record_id, request.seq);
		let ad = context::record_context(&genesis, record_id, &record, &committee.x);
		let ctx = context::request_context(&genesis, &ad, &record, request_id, &request);
		request.auth_sig = signer.sign(&auth_message(&ctx));
		let pok = prove_possession(seed.expose(), &ctx, &mut entropy);
		self.keep_seed(keystore, request_id, &request, &seed)?;
		let Request {
			seq,
			mode,
			q,
			epk,
			auth_sig,
			..
		} = request;
		let call = Call::RequestAccess {
			record_id,
			seq,
			q,
			epk,
			pok,
			auth_sig,
			purpose,
		};
		let delivered = match self.deliver(signer, &call).await {
			Ok(delivered) => delivered,
			Err(error) => {
				// The seed of a request that may have been made is kept; any other would only lie around.
				if !matches!(&error, Error::Ledger(error) if !error.is_definite()) {
					keystore.update(|secrets| secrets.drop_request_seed(&request_id.0, seed.expose()))?;
				}
				return Err(error);
			}
		};
		self.note_expiry(keystore, request_id).await?;
		Ok(Requested {
			request_id,
			seq,
			mode,
			delivered,
		})
	}

	/// A record that takes requests, and the committee that answers them; the pinned one, if there is a pin.
	async fn requestable(&self, requester: AccountId, id: RecordId) -> Result<(Record, Committee), Error> {
		let record = self.record(id).await?;
		if record.status != RecordStatus::Active {
			return Err(LookupError::NotActive {
				id,
				status: record.status,
			}
			.into());
		}
		self.check_role(requester, Role::can_request, "request records")
			.await?;
		let key_id = record.key_id;
		let committee = self.committee(key_id).await?;
		if self.trust.pin(key_id).is_some_and(|pin| pin.x != committee.x) {
			return Err(TrustError::OtherCommittee { key_id, what: "key" }.into());
		}
		Ok((record, committee))
	}

	/// The request as the chain will have it, not signed yet.
	async fn draft(
		&self,
		requester: AccountId,
		record_id: RecordId,
		committee: &Committee,
		key_id: KeyId,
		purpose: Purpose,
		seed: &RequestSeed,
	) -> Result<Request, Error> {
		Ok(Request {
			record_id,
			requester,
			seq: self.ledger.next_seq(requester).await?,
			q: RequestKey::from_seed(seed.expose()).public(),
			epk: request_kem_public(seed),
			auth_sig: [0; 64],
			key_id,
			epoch: committee.epoch,
			mode: context::mode_of(committee, &requester),
			purpose,
			created: 0,
			expires: 0,
			yes: 0,
			no: 0,
			status: RequestStatus::Open,
		})
	}

	fn keep_seed(
		&self,
		keystore: &Keystore,
		id: RequestId,
		request: &Request,
		seed: &RequestSeed,
	) -> Result<(), Error> {
		let kept = keystore::RequestSeed {
			request_id: id.0,
			record_id: request.record_id.0,
			requester: request.requester.0,
			seq: request.seq,
			expires: None,
			seed: Secret::from_bytes(seed.expose()),
		};
		Ok(keystore.update(|secrets| secrets.put_request_seed(kept))?)
	}

	/// Keeps the block after which the seed is void beside it.
	async fn note_expiry(&self, keystore: &Keystore, id: RequestId) -> Result<(), Error> {
		let Some(request) = self.ledger.request(id).await? else {
			return Ok(());
		};
		Ok(keystore.update(|secrets| {
			let kept = secrets.request_seeds.iter_mut();
			kept.filter(|kept| kept.request_id == id.0)
				.for_each(|kept| kept.expires = Some(request.expires));
		})?)
	}

	/// Ends an own request (or an expired one of anybody), which returns its deposit, and forgets its one-time key.
	///
	/// # Errors
	/// When it is another requester's and still running, or the chain refuses.
	pub async fn close(
		&self,
		signer: &dyn Sign,
		keystore: &Keystore,
		request_id: RequestId,
	) -> Result<Delivered, Error> {
		let delivered = self.deliver(signer, &Call::CloseRequest { request_id }).await?;
		if delivered.receipt().is_some() {
			keystore.update(|secrets| secrets.drop_request(&request_id.0))?;
		}
		Ok(delivered)
	}

	/// Forgets the seeds of requests the chain no longer has or that ran out; gives their number.
	///
	/// # Errors
	/// When the chain cannot be reached or the keystore not written.
	pub async fn forget_old_seeds(&self, keystore: &Keystore) -> Result<usize, Error> {
		let now = self.ledger.block_number().await?;
		let requests = self.ledger.requests().await?;
		// An approved request can be downloaded after its expiry as long as the chain has it.
		let running = |id: &[u8; 16]| requests.iter().any(|(known, _)| known.0 == *id);
		Ok(keystore.update(|secrets| {
			let before = secrets.request_seeds.len();
			secrets.request_seeds.retain(|kept| {
				running(&kept.request_id) || kept.expires.is_none_or(|expires| expires >= now)
			});
			before.saturating_sub(secrets.request_seeds.len())
		})?)
	}

	/// The request, its record, X, and `request_ctx`, everything checked that does not need a committee.
	pub(super) async fn checked_request(
		&self,
		id: RequestId,
		x: &Bytes32,
		request: &Request,
	) -> Result<(Record, Bytes32), Error> {
		let record = self.record(request.record_id).await?;
		let ctx = trust::check_request(&self.genesis(), x, &record, id, request)?;
		Ok((record, ctx))
	}
}
