//! What accounts have signed: requests, and the keys of users.

use crate::{context, domain::*, error::TrustError, signature::verify};
use threshold_decryption::{auth_message, user_key_message};

/// A request as its requester signed it; gives `request_ctx`. The capsule is checked too: what a person is shown of the
/// record is what the sealed key belongs to.
///
/// # Errors
/// When id, capsule or signature do not fit what is shown.
pub fn check_request(
	genesis: &Bytes32,
	x: &Bytes32,
	record: &Record,
	id: RequestId,
	request: &Request,
) -> Result<Bytes32, TrustError> {
	let ad = context::record_context(genesis, request.record_id, record, x);
	check_request_over(genesis, &ad, record, id, request)
}

/// The same for a capsule that is bound to `ad`; `record` has that capsule.
///
/// # Errors
/// As [`check_request`].
pub fn check_request_over(
	genesis: &Bytes32,
	ad: &Bytes32,
	record: &Record,
	id: RequestId,
	request: &Request,
) -> Result<Bytes32, TrustError> {
	let record_id = request.record_id;
	if context::request_id(genesis, &request.requester, record_id, request.seq) != id {
		return Err(TrustError::RequestId(id));
	}
	if threshold_decryption::verify_capsule(&record.capsule, ad).is_err() {
		return Err(TrustError::Capsule(record_id));
	}
	let ctx = context::request_context(genesis, ad, record, id, request);
	let message = auth_message(&record_id.0, request.purpose.as_u8(), &ctx);
	match verify(&request.requester, &message, &request.auth_sig) {
		true => Ok(ctx),
		false => Err(TrustError::RequestSignature {
			id,
			requester: request.requester,
		}),
	}
}

/// The keys of a user as the user's account signed them.
///
/// # Errors
/// When the signature does not hold.
pub fn check_keys(genesis: &Bytes32, who: AccountId, keys: &UserKeys) -> Result<(), TrustError> {
	let message = user_key_message(genesis, &who.0, keys.csp_version, &keys.csp_pk, &keys.enc_pk);
	match verify(&who, &message, &keys.key_sig) {
		true => Ok(()),
		false => Err(TrustError::UserKeys(who)),
	}
}

/// A key version must not be older than the newest one seen.
///
/// # Errors
/// When it is: the node shows something that is over.
pub fn check_version(who: AccountId, seen: u16, found: u16) -> Result<(), TrustError> {
	match found < seen {
		true => Err(TrustError::OlderKeys { who, seen, found }),
		false => Ok(()),
	}
}
