//! Errors of backups of shares and of signs of life.

use super::WHO;
use medquorum_client::error::ShareError;

pub fn share() -> Vec<ShareError> {
	let (who, key_id) = (WHO, 1);
	vec![
		ShareError::NotABackup,
		ShareError::OtherChain { what: "backup" },
		ShareError::OtherAccount(who),
		ShareError::NoShareOf(key_id),
		ShareError::BackupOver {
			key_id,
			epoch: 1,
			current: 2,
		},
		ShareError::NotBegun {
			key_id,
			epoch: 2,
			current: 1,
		},
		ShareError::NodeBehind {
			key_id,
			found: 1,
			known: 2,
		},
		ShareError::ToldOther {
			key_id,
			found: 1,
			told: 2,
		},
		ShareError::OtherIndex {
			found: 2,
			expected: 4,
		},
		ShareError::OtherShare(key_id),
		ShareError::NewerHeld { key_id, epoch: 2 },
		ShareError::OtherHeld(key_id),
		ShareError::NotASign,
		ShareError::OtherCommittee {
			who,
			found: 2,
			expected: 1,
		},
		ShareError::SignOfOtherEpoch {
			who,
			epoch: 1,
			current: 2,
		},
		ShareError::SignOfStranger(who),
		ShareError::SignNotSigned(who),
		ShareError::BadSign(who),
		ShareError::OtherBlock { who, block: 12 },
		ShareError::Failed,
	]
}
