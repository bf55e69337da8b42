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

/// The erasure of this record that has not taken place.
///
/// # Errors
/// When there is none.
pub fn scheduled(id: RecordId, ends: Ends) -> Result<Erasure, LookupError> {
	ends.erasure.ok_or(LookupError::NotScheduled(id))
}

/// The erasure must be due, and nothing may keep the record.
///
/// # Errors
/// When there is none, it can still be stopped, it was not carried out in time, or a legal hold lasts.
pub fn check_due(id: RecordId, record: &Record, ends: Ends, now: Moment) -> Result<(), LookupError> {
	let erasure = scheduled(id, ends)?;
	if ends.waiting(record, now).is_none() {
		let since = now.saturating_sub(erasure.due.saturating_add(ERASURE_DELAY));
		return Err(LookupError::Lapsed { id, since });
	}
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
	use crate::views::fixtures::record_view;

	const ID: RecordId = RecordId([1; 16]);

	fn check_due(id: RecordId, ends: Ends, now: Moment) -> Result<(), LookupError> {
		super::check_due(id, &record_view().record, ends, now)
	}

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

	#[test]
	fn an_erasure_that_lapsed_is_not_carried_out() {
		let record = record_view().record;
		let of = |by, reason| Ends {
			erasure: Some(Erasure { by, reason, due: 100 }),
			hold: None,
		};
		let last = 100 + ERASURE_DELAY;
		let uploaders = of(record.uploader, ErasureReason::UploadError);
		check_due(ID, uploaders, last).unwrap();
		for now in [last + 1, last + 40] {
			let refused = LookupError::Lapsed {
				id: ID,
				since: now - last,
			};
			let told = refused.to_string();
			assert_eq!(check_due(ID, uploaders, now).unwrap_err().to_string(), told);
		}
		// What the patient wishes waits for the end of a hold, however long.
		check_due(ID, of(record.patient, ErasureReason::PatientWish), last + 1).unwrap();
	}
}
