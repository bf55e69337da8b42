//! Whether a record is there, whose it is, and who may do what with it.

use crate::{domain::*, error::LookupError};

/// A record that is there, or why it is not. `erased` is the block of its erasure.
///
/// # Errors
/// When it was erased, or never was.
pub fn found(
	id: RecordId,
	record: Option<Record>,
	erased: Option<BlockNumber>,
) -> Result<Record, LookupError> {
	match (record, erased) {
		(Some(record), _) => Ok(record),
		(None, Some(block)) => Err(LookupError::Erased { id, block }),
		(None, None) => Err(LookupError::NoRecord(id)),
	}
}

/// The record must be this patient's.
///
/// # Errors
/// When it is another's.
pub fn check_patient(patient: AccountId, id: RecordId, record: &Record) -> Result<(), LookupError> {
	match record.patient == patient {
		true => Ok(()),
		false => Err(LookupError::NotYourRecord {
			id,
			patient: record.patient,
		}),
	}
}

/// The record must take requests.
///
/// # Errors
/// When it is suspended or superseded.
pub fn check_active(id: RecordId, record: &Record) -> Result<(), LookupError> {
	match record.status {
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
