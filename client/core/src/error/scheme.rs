//! What programs call a fault that the threshold scheme found.

use threshold_decryption::Error;

/// The scheme's own name of the fault.
pub(super) fn kind(error: &Error) -> &'static str {
	match error {
		Error::BadPoint => "BadPoint",
		Error::BadScalar => "BadScalar",
		Error::BadCapsuleProof => "BadCapsuleProof",
		Error::BadShareProof => "BadShareProof",
		Error::BadKeyProof => "BadKeyProof",
		Error::BadCommittee(_) => "BadCommittee",
		Error::BadParameters => "BadParameters",
		Error::TooFewShares => "TooFewShares",
		Error::DuplicateIndex => "DuplicateIndex",
		Error::BadDeal => "BadDeal",
		Error::WrongNumberOfDeals => "WrongNumberOfDeals",
		// The scheme keeps its list open.
		_ => "BadValue",
	}
}
