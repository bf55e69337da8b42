//! Asking for a record: what is signed, and when a one-time key has no use any more.

use crate::{
	context,
	domain::*,
	error::{OpenError, Refusal},
	rules::answer::own_share,
	secrets::{Secret, Secrets},
};
use medquorum_envelope::{RequestSeed, request_kem_public};
use threshold_decryption::{RequestKey, capsule_point, own_partial};

/// A request as the chain will have it, not signed yet.
pub struct Draft {
	/// The id the chain will give it.
	pub id: RequestId,
	/// `request_ctx`: what its requester signs.
	pub context: Bytes32,
	/// Its content; block, window and signature are still empty, and what the chain decides is not known: who pays, who consents.
	pub request: Request,
}

/// What a request is made for.
pub struct Wanted<'a> {
	/// The chain.
	pub genesis: &'a Bytes32,
	/// Who asks.
	pub requester: AccountId,
	/// The requester's next counter.
	pub seq: u32,
	/// The record asked for.
	pub record_id: RecordId,
	/// As it is in state.
	pub record: &'a Record,
	/// The committee that holds its key now.
	pub committee: &'a Committee,
	/// Why.
	pub purpose: Purpose,
}

/// Drafts a request with the one-time keys of this seed.
#[must_use]
pub fn draft(wanted: &Wanted<'_>, seed: &RequestSeed) -> Draft {
	let x = &wanted.committee.x;
	let ad = context::record_context(wanted.genesis, wanted.record_id, wanted.record, x);
	draft_over(wanted, &ad, seed)
}

/// The same for a capsule that is bound to `ad`; the record that is wanted has that capsule.
#[must_use]
pub fn draft_over(wanted: &Wanted<'_>, ad: &Bytes32, seed: &RequestSeed) -> Draft {
	let Wanted {
		genesis,
		requester,
		seq,
		record_id,
		record,
		committee,
		purpose,
	} = *wanted;
	let request = Request {
		record_id,
		patient: record.patient,
		requester,
		payer: requester,
		seq,
		q: RequestKey::from_seed(seed.expose()).public(),
		epk: request_kem_public(seed),
		auth_sig: Signature::NONE,
		key_id: record.key_id,
		epoch: committee.epoch,
		mode: context::mode_of(committee, &requester),
		purpose,
		created: 0,
		expires: 0,
		yes: 0,
		no: 0,
		status: RequestStatus::Open,
	};
	let id = context::request_id(genesis, &requester, record_id, seq);
	let context = context::request_context(genesis, ad, record, id, &request);
	Draft { id, context, request }
}

/// The partial decryption of a requester who is an administrator of the committee: made now, because the share may be gone, and the
/// committee another, when the approvals are there. `None` for everybody else.
///
/// # Errors
/// When the requester's share is not among the secrets, or not the one that is listed.
pub fn keep_own_partial(
	secrets: &Secrets,
	request: &Request,
	record: &Record,
	committee: &Committee,
	context: &Bytes32,
) -> Result<Option<Secret<34>>, Refusal> {
	let Some(own) = committee.admin(&request.requester) else {
		return Ok(None);
	};
	let secret = own_share(secrets, request.key_id, request.epoch, own)?;
	let r = capsule_point(&record.capsule);
	let partial = own_partial(&secret, context::mode(request.mode), context, &r);
	let partial = partial.map_err(OpenError::BadShares)?;
	Ok(Some(Secret::from_bytes(&partial.to_bytes())))
}

/// Milliseconds after which a request comes to nothing any more: a day for the administrators, seven for the consent, three for the opening.
pub const SERVES: u64 = 11 * 24 * 60 * 60 * 1_000;

/// Whether a one-time key that was made at `made` is older than any request lasts, by this machine's clock.
/// Until then no node ends it by its word, because it cannot be made again.
#[must_use]
pub fn has_served(made: Option<u64>, wall_time: u64) -> bool {
	made.is_some_and(|made| wall_time > made.saturating_add(SERVES))
}

/// Whether the one-time key of a request has no use any more, as far as a node tells. `counter` is the requester's next counter, read before
/// `request`; `seq` and `expires` are those of the request as they were kept.
#[must_use]
pub fn is_over(
	request: Option<&Request>,
	now: Moment,
	counter: u32,
	seq: u32,
	expires: Option<Moment>,
) -> bool {
	match request {
		// An approved request can be downloaded after its expiry as long as the chain has it.
		Some(request) => matches!(request.status_at(now), RequestStatus::Rejected(_)),
		// While the counter has not passed it, a call that was sent or handed out may still be carried out. One that was
		// seen is waited for until it would have run out: a node may lag behind.
		None => counter > seq && expires.is_none_or(|expires| now > expires),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn keys_serve_for_eleven_days_and_undated_ones_for_longer() {
		let day = 24 * 60 * 60 * 1_000;
		let made = Some(5);
		assert!(!has_served(made, 5 + 11 * day));
		assert!(has_served(made, 6 + 11 * day));
		// A clock that was set back makes nothing old.
		assert!(!has_served(made, 0) && !has_served(Some(u64::MAX), u64::MAX));
		assert!(!has_served(None, u64::MAX));
	}
}
