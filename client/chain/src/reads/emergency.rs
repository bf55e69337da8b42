//! What state holds of emergencies.

use super::{AtBlock, PALLET, all, fetch, keyed};
use medquorum_core::{domain::*, error::LedgerError};

pub(crate) async fn directive(
	at: &AtBlock,
	patient: AccountId,
) -> Result<Option<EmergencyDirective>, LedgerError> {
	fetch(at, PALLET, "EmergencyDirectives", (patient.0,)).await
}

pub(crate) async fn entry(at: &AtBlock, record: RecordId) -> Result<Option<EmergencyEntry>, LedgerError> {
	fetch(at, PALLET, "Emergencies", (record.0,)).await
}

pub(crate) async fn request(at: &AtBlock, id: RequestId) -> Result<Option<EmergencyRequest>, LedgerError> {
	fetch(at, PALLET, "EmergencyRequests", (id.0,)).await
}

pub(crate) async fn facility_number(
	at: &AtBlock,
	who: AccountId,
) -> Result<Option<FacilityNumber>, LedgerError> {
	fetch(at, PALLET, "Facilities", (who.0,)).await
}

pub(crate) async fn facility_numbers(at: &AtBlock) -> Result<Vec<(AccountId, FacilityNumber)>, LedgerError> {
	let houses = all::<([u8; 32],), _, _>(at, "Facilities", ()).await?;
	Ok(keyed(houses, |(who,)| AccountId(who)))
}

pub(crate) async fn glass_breaker(at: &AtBlock, who: AccountId) -> Result<GlassBreaker, LedgerError> {
	let breaker: Option<GlassBreaker> = fetch(at, PALLET, "GlassBreakers", (who.0,)).await?;
	Ok(breaker.unwrap_or_default())
}

pub(crate) async fn review(at: &AtBlock, id: RequestId) -> Result<Option<Review>, LedgerError> {
	fetch(at, PALLET, "Reviews", (id.0,)).await
}

pub(crate) async fn reviews(at: &AtBlock) -> Result<Vec<(RequestId, Review)>, LedgerError> {
	let reviews = all::<([u8; 16],), _, _>(at, "Reviews", ()).await?;
	Ok(keyed(reviews, |(id,)| RequestId(id)))
}
