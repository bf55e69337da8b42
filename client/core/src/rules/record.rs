//! Whether a record is there, whose it is, and who may do what with it.

use crate::{domain::*, error::LookupError};

/// A record that is there, or why it is not. `erased` is what was left of it.
///
/// # Errors
/// When it was erased, or never was.
pub fn found(id: RecordId, record: Option<Record>, erased: Option<Tombstone>) -> Result<Record, LookupError> {
	match (record, erased) {
		(Some(record), _) => Ok(record),
		(None, Some(stone)) => Err(LookupError::Erased { id, block: stone.at }),
		(None, None) => Err(LookupError::NoRecord(id)),
	}
}

/// The record must be this patient's. `acting` is who acts for the record's patient now: the patient's own account, or the one
/// that has taken its place.
///
/// # Errors
/// When it is another's, or another account acts in the patient's place.
pub fn check_patient(
	who: AccountId,
	id: RecordId,
	record: &Record,
	acting: AccountId,
) -> Result<(), LookupError> {
	let patient = record.patient;
	match (who == acting, who == patient) {
		(true, _) => Ok(()),
		(false, true) => Err(LookupError::Replaced { who, by: acting }),
		(false, false) => Err(LookupError::NotYourRecord { id, patient }),
	}
}

/// The record must take requests.
///
/// # Errors
/// When it is suspended or superseded.
pub fn check_active(id: RecordId, record: &Record) -> Result<(), LookupError> {
	match record.standing() {
		RecordStatus::Active => Ok(()),
		status => Err(LookupError::NotActive { id, status }),
	}
}

/// What the account's role must allow; `action` in words.
///
/// # Errors
/// When it does not, or the account has none.
pub fn check_role(
	who: AccountId,
	role: Option<Role>,
	allows: fn(Role) -> bool,
	action: &'static str,
) -> Result<(), LookupError> {
	match role.is_some_and(allows) {
		true => Ok(()),
		false => Err(LookupError::WrongRole { who, role, action }),
	}
}
