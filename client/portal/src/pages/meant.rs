//! What is typed before something that cannot be undone: that it is meant.

use crate::{error::PortalError, forms::Posted};
use medquorum_client::{domain::RecordId, views::words};

/// What was typed to confirm must be the record's first digits.
///
/// # Errors
/// When it is not.
pub fn confirmed(form: &Posted, id: RecordId) -> Result<(), PortalError> {
	typed_is(form, &words::short(&id))
}

/// What was typed to confirm must be this.
///
/// # Errors
/// When it is not.
pub fn typed_is(form: &Posted, expected: &str) -> Result<(), PortalError> {
	match form.get("typed") == expected {
		true => Ok(()),
		false => Err(PortalError::NotConfirmed {
			expected: expected.to_owned(),
		}),
	}
}
