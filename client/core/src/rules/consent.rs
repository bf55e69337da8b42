//! Consenting to a request: the record's CSP key, sealed to the request's one-time key.

use crate::{
	domain::*,
	error::{LookupError, Refusal},
	rules::answer::CheckedRequest,
};
use medquorum_envelope::{CspRec, Entropy, seal_grant};

/// The request must not be over.
///
/// # Errors
/// When it was rejected.
pub fn check_live(checked: &CheckedRequest) -> Result<(), LookupError> {
	match checked.view.status {
		RequestStatus::Rejected(cause) => Err(LookupError::Rejected {
			id: checked.view.id,
			cause,
		}),
		_ => Ok(()),
	}
}

/// The consent as it is stored on chain: 80 bytes.
///
/// # Errors
/// When the request's committee changed before it was approved, so that the consent would be for nothing; or the request's key cannot be
/// sealed to.
pub fn seal(
	checked: &CheckedRequest,
	csp_rec: &CspRec,
	entropy: &mut impl Entropy,
) -> Result<[u8; 80], Refusal> {
	let (view, now) = (&checked.view, checked.committee.epoch);
	if view.epoch_over && view.status == RequestStatus::Open {
		let (id, epoch) = (view.id, view.request.epoch);
		return Err(LookupError::EpochOver { id, epoch, now }.into());
	}
	let epk = &checked.view.request.epk;
	seal_grant(epk, &checked.context, csp_rec, entropy).map_err(|source| Refusal::Envelope {
		what: "request's key",
		source,
	})
}
