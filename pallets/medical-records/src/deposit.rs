//! Who pays how much for what lies in state, and how they get it back.
//!
//! The ticket of a deposit is stored in the datum it pays for. It does not know who paid; here that is always an
//! account of the same datum: the uploader of a record, the payer of a request or of a user's keys.

use frame_support::traits::{Consideration, Defensive, Footprint};
use sp_runtime::{AccountId32, DispatchError, DispatchResult};

use crate::{CatalogueOf, Config, RecordOf, RequestOf, UserOf};

/// State taken by one record.
pub(crate) fn record_footprint<T: Config>() -> Footprint {
	Footprint::from_mel::<RecordOf<T>>()
}

/// State taken by one request when the patient has consented and as many administrators as there can be have voted:
/// the deposit is the same for every request, whoever answers it.
pub(crate) fn request_footprint<T: Config>() -> Footprint {
	Footprint::from_mel::<RequestOf<T>>()
}

/// Gives a deposit back to who paid it.
///
/// A deposit that cannot be given back must not keep a record in state that somebody wants erased: the failure is
/// loud in tests and logged on chain, and the call continues.
pub(crate) fn release<C: Consideration<AccountId32, Footprint>>(ticket: C, payer: &AccountId32) {
	let _: Result<(), DispatchError> = ticket.drop(payer).defensive();
}

/// Burns a part of a record's deposit, what an item of a quarter of its size costs, and gives the rest back.
pub(crate) fn penalize<T: Config>(ticket: T::RecordConsideration, payer: &AccountId32) {
	let mut footprint = record_footprint::<T>();
	footprint.size = footprint.size.checked_div(4).unwrap_or_default();
	if let Ok(part) = ticket.update(payer, footprint).defensive() {
		part.burn(payer);
	}
}

/// State taken by one user.
pub(crate) fn user_footprint<T: Config>() -> Footprint {
	Footprint::from_mel::<UserOf<T>>()
}

/// State taken by one catalogue.
pub(crate) fn catalogue_footprint<T: Config>() -> Footprint {
	Footprint::from_mel::<CatalogueOf<T>>()
}

/// Takes the fee of a request from the facility that pays for its employee.
pub trait ChargeRequest {
	/// The fee of one request.
	///
	/// # Errors
	/// When the facility cannot pay.
	fn charge(facility: &AccountId32) -> DispatchResult;
}

/// Where calls cost nothing.
impl ChargeRequest for () {
	fn charge(_: &AccountId32) -> DispatchResult {
		Ok(())
	}
}
