//! Errors about keys that are missing, and about what is not to be believed.

use super::{RECORD, REQUEST, WHO};
use medquorum_client::{
	domain::AccountId,
	error::{KeyError, TrustError},
};

pub fn key() -> Vec<KeyError> {
	vec![
		KeyError::NoCspKey,
		KeyError::OtherCspKey(RECORD),
		KeyError::FormerCspKey(RECORD),
		KeyError::NoEncryptionKey,
		KeyError::OtherKeys {
			account: WHO,
			stored: 2,
		},
		KeyError::VersionDiffers { stored: 9, signed: 1 },
		KeyError::AdoptedOther {
			stored: 9,
			adopted: 8,
		},
		KeyError::NoFacilityRoot {
			facility: AccountId([7; 32]),
			account: WHO,
		},
		KeyError::NoShare { key_id: 1, epoch: 2 },
		KeyError::EpochEnded {
			key_id: 1,
			epoch: 2,
			current: 3,
		},
		KeyError::NoSeed(REQUEST),
		KeyError::OtherShare(1),
	]
}

pub fn trust() -> Vec<TrustError> {
	vec![
		TrustError::NotPinned(1),
		TrustError::OtherCommittee {
			key_id: 1,
			what: "key",
		},
		TrustError::BadCommittee {
			key_id: 1,
			source: threshold_decryption::Error::BadPoint,
		},
		TrustError::Certificates {
			key_id: 1,
			have: 1,
			need: 2,
		},
		TrustError::NotHandedOver {
			key_id: 1,
			have: 1,
			need: 2,
		},
		TrustError::FewerApprovals {
			key_id: 1,
			found: 2,
			least: 3,
		},
		TrustError::NotCertified(1),
		TrustError::EpochUnproven {
			key_id: 1,
			epoch: 3,
			held: 2,
		},
		TrustError::UserKeys(WHO),
		TrustError::OlderKeys {
			who: WHO,
			seen: 2,
			found: 1,
		},
		TrustError::RequestSignature {
			id: REQUEST,
			requester: WHO,
		},
		TrustError::RequestId(REQUEST),
		TrustError::Capsule(RECORD),
		TrustError::OtherRequest(REQUEST),
		TrustError::Mode(REQUEST),
		TrustError::PatientKey(RECORD),
		TrustError::RejectedBefore(REQUEST),
	]
}
