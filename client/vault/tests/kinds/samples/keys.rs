//! Errors about keys that are missing.

use super::{RECORD, REQUEST, WHO};
use medquorum_client::{domain::AccountId, error::KeyError};

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
