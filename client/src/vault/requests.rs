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
		self.forget_old_seeds(keystore).await?;
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
				if error.is_definite() {
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
		self.forget_old_seeds(keystore).await?;
		let delivered = self.deliver(signer, &Call::CloseRequest { request_id }).await?;
		if delivered.receipt().is_some() {
			forget(keystore, &[request_id.0])?;
		}
		Ok(delivered)
	}

	/// Forgets the seeds of requests that were rejected, ran out without approval, or are gone from the chain; gives their
	/// number. The keystore is written only if there are any.
	///
	/// # Errors
	/// When the chain cannot be reached or the keystore not written.
	pub async fn forget_old_seeds(&self, keystore: &Keystore) -> Result<usize, Error> {
		let tries = keystore.read(|secrets| {
			let kept = secrets.request_seeds.iter();
			kept.map(|kept| (kept.request_id, kept.requester, kept.seq, kept.expires))
				.collect::<Vec<_>>()
		})?;
		let mut over = Vec::new();
		for (id, requester, seq, expires) in tries {
			// The counter first: a request made between the two reads is seen by the second.
			let counter = self.ledger.next_seq(AccountId(requester)).await?;
			let request = self.ledger.request(RequestId(id)).await?;
			let now = self.ledger.block_number().await?;
			let is_over = match request {
				// An approved request can be downloaded after its expiry as long as the chain has it.
				Some(request) => matches!(request.status_at(now), RequestStatus::Rejected(_)),
				// While the counter has not passed it, a call that was sent or handed out may still be carried out. One that
				// was seen is waited for until it would have run out: a node may lag behind.
				None => counter > seq && expires.is_none_or(|expires| now > expires),
			};
			if is_over {
				over.push(id);
			}
		}
		forget(keystore, &over)
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

/// Forgets the seeds of these requests; gives their number. Writing a keystore is dear: nothing is written for none.
fn forget(keystore: &Keystore, over: &[[u8; 16]]) -> Result<usize, Error> {
	if over.is_empty()
		|| !keystore.read(|secrets| over.iter().any(|id| secrets.seeds_of(id).next().is_some()))?
	{
		return Ok(0);
	}
	Ok(keystore.update(|secrets| over.iter().map(|id| secrets.drop_request(id)).sum())?)
}
