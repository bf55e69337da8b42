//! Faults of a description that the envelope does not take.

use medquorum_envelope::Error;

/// What programs call a description that the envelope does not take.
pub(super) fn kind(error: &Error) -> &'static str {
	match error {
		Error::MetadataTooLong { .. } => "MetadataTooLong",
		Error::BadCid => "BadCid",
		// The envelope keeps its list open, and has no other fault for a header that is made.
		_ => "Header",
	}
}
