//! Asking for a record, and ending a request. Opening and downloading are in [`crate::download`].

use super::desk::{Delivered, Desk};
use crate::{clock::wall_time, entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::*,
	ledger::{Call, Sign},
	ports::{PortError, SecretStore},
	rules::{
		emergency::check_reviewed,
		record,
		request::{Draft, Wanted, draft, has_served, is_over, keep_own_partial},
	},
	secrets::{self, Secret},
};
use medquorum_envelope::RequestSeed;
use medquorum_store::Store;
use std::path::Path;
use threshold_decryption::auth_message;

/// A request that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requested {
	/// The id under which the chain has it.
	pub request_id: RequestId,
	/// The requester's counter.
	pub seq: u32,
	/// Whether the requester is an administrator of the committee.
	pub mode: RequestMode,
	/// What became of the call.
	pub delivered: Delivered,
}

/// Somebody who asks for records and reads them. There are no notes of uploads here: a download needs none.
#[derive(Clone, Copy)]
pub struct Requester<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Where envelopes are kept.
	pub store: &'a dyn Store,
	/// The folder of partial downloads, with which a killed download resumes; `None` keeps none.
	pub partials: Option<&'a Path>,
}

impl Requester<'_> {
	/// Asks for a record. The seed of the one-time keys is among the secrets before anything is sent.
	///
	/// # Errors
	/// When the record takes no requests, the role does not allow it, or the chain refuses.
	pub async fn request(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		record_id: RecordId,
		purpose: Purpose,
	) -> Result<Requested, Error> {
		let requester = signer.account();
		let (record, committee) = self.requestable(requester, record_id).await?;
		self.forget_old_seeds(secrets).await?;
		let mut entropy = OsEntropy::new()?;
		let seed = RequestSeed::generate(&mut entropy);
		let wanted = Wanted {
			genesis: &self.desk.genesis(),
			requester,
			seq: self.desk.ledger.next_seq(requester).await?,
			record_id,
			record: &record,
			committee: &committee,
			purpose,
		};
		let Draft { id, context, request } = draft(&wanted, &seed);
		let auth_sig =
			Signature::Sr25519(signer.sign(&auth_message(&record_id.0, purpose.as_u8(), &context)));
		let own =
			secrets.read(|secrets| keep_own_partial(secrets, &request, &record, &committee, &context))??;
		keep_seed(secrets, id, &request, &seed, own)?;
		let Request {
			seq, mode, q, epk, ..
		} = request;
		let call = Call::RequestAccess {
			record_id,
			seq,
			q,
			epk,
			auth_sig,
			purpose,
		};
		let delivered = match self.desk.deliver(signer, &call).await {
			Ok(delivered) => delivered,
			Err(error) => {
				// The seed of a request that may have been made is kept, whatever the node says of the call.
				if error.is_unsent() {
					secrets.update(|secrets| secrets.drop_request_seed(&id.0, seed.expose()))?;
				}
				return Err(error);
			}
		};
		self.note_expiry(secrets, id).await?;
		Ok(Requested {
			request_id: id,
			seq,
			mode,
			delivered,
		})
	}

	/// A record that takes requests, and the committee that answers them; the pinned one, if there is a pin.
	pub(super) async fn requestable(
		&self,
		requester: AccountId,
		id: RecordId,
	) -> Result<(Record, Committee), Error> {
		let record = self.desk.record(id).await?;
		record::check_active(id, &record)?;
		// Patients read their own, whatever their role.
		if self.desk.acting_for(record.patient).await? != requester {
			self.desk
				.check_role(requester, Role::can_request, "request records")
				.await?;
			let breaker = self.desk.ledger.glass_breaker(requester).await?;
			check_reviewed(requester, &breaker, self.desk.clock().await?)?;
		}
		let committee = self.desk.committee(record.key_id).await?;
		self.desk.trust.check_key(record.key_id, &committee)?;
		Ok((record, committee))
	}

	/// Keeps the moment after which the seed is void beside it.
	pub(super) async fn note_expiry(&self, secrets: &dyn SecretStore, id: RequestId) -> Result<(), Error> {
		let Some(request) = self.desk.ledger.request(id).await? else {
			return Ok(());
		};
		Ok(secrets.update(|secrets| {
			let kept = secrets.request_seeds.iter_mut();
			kept.filter(|kept| kept.request_id == id.0)
				.for_each(|kept| kept.expires = Some(request.expires));
		})?)
	}

	/// Ends a request of one's own (or an expired one of anybody), which returns its deposit, and forgets its one-time key.
	///
	/// # Errors
	/// When it is another requester's and still running, or the chain refuses.
	pub async fn close(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		request_id: RequestId,
	) -> Result<Delivered, Error> {
		self.forget_old_seeds(secrets).await?;
		let call = Call::CloseRequest { request_id };
		let delivered = self.desk.deliver(signer, &call).await?;
		if delivered.receipt().is_some() {
			forget(secrets, &[request_id.0])?;
		}
		Ok(delivered)
	}

	/// Forgets the seeds of requests that were rejected, ran out without approval, or are gone from the chain, once they are older than
	/// any request lasts; gives their number. Younger ones go with their request alone: when it is closed or downloaded from here.
	/// The secrets are written only if there are any.
	///
	/// # Errors
	/// When the chain cannot be reached or the secrets not written.
	pub async fn forget_old_seeds(&self, secrets: &dyn SecretStore) -> Result<usize, Error> {
		let now = wall_time();
		if secrets.read(|secrets| secrets.request_seeds.iter().any(|kept| kept.made.is_none()))? {
			// Nobody knows how old they are, so their time begins now.
			secrets.update(|secrets| {
				let kept = secrets.request_seeds.iter_mut();
				kept.for_each(|kept| kept.made = kept.made.or(Some(now)));
			})?;
		}
		let tries = secrets.read(|secrets| {
			let kept = secrets.request_seeds.iter();
			let kept = kept.filter(|kept| has_served(kept.made, now));
			kept.map(|kept| (kept.request_id, kept.requester, kept.seq, kept.expires))
				.collect::<Vec<_>>()
		})?;
		if tries.is_empty() {
			return Ok(0);
		}
		self.desk.check_node().await?;
		let ledger = self.desk.ledger;
		let mut over = Vec::new();
		for (id, requester, seq, expires) in tries {
			// The counter first: a request made between the two reads is seen by the second.
			let counter = ledger.next_seq(AccountId(requester)).await?;
			let request = ledger.request(RequestId(id)).await?;
			let now = self.desk.clock().await?;
			if is_over(request.as_ref(), now, counter, seq, expires) {
				over.push(id);
			}
		}
		Ok(forget(secrets, &over)?)
	}
}

pub(super) fn keep_seed(
	secrets: &dyn SecretStore,
	id: RequestId,
	request: &Request,
	seed: &RequestSeed,
	own_partial: Option<Secret<34>>,
) -> Result<(), PortError> {
	let kept = secrets::RequestSeed {
		request_id: id.0,
		record_id: request.record_id.0,
		requester: request.requester.0,
		seq: request.seq,
		expires: None,
		seed: Secret::from_bytes(seed.expose()),
		own_partial,
		made: Some(wall_time()),
	};
	secrets.update(|secrets| secrets.put_request_seed(kept))
}

/// Forgets the seeds of these requests and gives their number. If none is kept, the keystore is not written, which is slow.
pub(super) fn forget(secrets: &dyn SecretStore, over: &[[u8; 16]]) -> Result<usize, PortError> {
	if over.is_empty()
		|| !secrets.read(|secrets| over.iter().any(|id| secrets.seeds_of(id).next().is_some()))?
	{
		return Ok(0);
	}
	secrets.update(|secrets| over.iter().map(|id| secrets.drop_request(id)).sum())
}
