//! Whether a record may come to its end, and who may see to it.

use crate::{domain::*, error::LookupError};

/// A patient may refuse only what was not acknowledged.
///
/// # Errors
/// When it was.
pub fn check_unacknowledged(id: RecordId, record: &Record) -> Result<(), LookupError> {
	match record.acknowledged {
		true => Err(LookupError::AlreadyAcknowledged(id)),
		false => Ok(()),
	}
}

/// The erasure that waits for this record.
///
/// # Errors
/// When there is none.
pub fn scheduled(id: RecordId, ends: Ends) -> Result<Erasure, LookupError> {
	ends.erasure.ok_or(LookupError::NotScheduled(id))
}

/// The erasure must be due, and nothing may keep the record.
///
/// # Errors
/// When there is none, it can still be stopped, or a legal hold lasts.
pub fn check_due(id: RecordId, ends: Ends, now: Moment) -> Result<(), LookupError> {
	let erasure = scheduled(id, ends)?;
	if let Some(left) = erasure.due.checked_sub(now).filter(|left| *left > 0) {
		return Err(LookupError::NotDue { id, left });
	}
	match ends.held(now) {
		// The last moment is one of the hold.
		Some(hold) => Err(LookupError::OnHold {
			id,
			left: hold.until.saturating_sub(now).saturating_add(1),
		}),
		None => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ID: RecordId = RecordId([1; 16]);

	#[test]
	fn erasure_waits_for_its_day_and_for_the_end_of_a_hold() {
		assert!(matches!(
			check_due(ID, Ends::default(), 9),
			Err(LookupError::NotScheduled(_))
		));
		let by = AccountId([2; 32]);
		let erasure = Some(Erasure {
			by,
			reason: ErasureReason::UploadError,
			due: 100,
		});
		let hold = Some(Hold {
			by,
			reason: HoldReason::Litigation,
			until: 120,
		});
		let free = Ends { erasure, hold: None };
		let held = Ends { erasure, hold };
		assert!(matches!(
			check_due(ID, free, 99),
			Err(LookupError::NotDue { left: 1, .. })
		));
		check_due(ID, free, 100).unwrap();
		assert!(matches!(
			check_due(ID, held, 120),
			Err(LookupError::OnHold { left: 1, .. })
		));
		check_due(ID, held, 121).unwrap();
	}
}
