//! Errors of emergencies.

use super::{RECORD, REQUEST, WHO};
use medquorum_client::{
	domain::{EmergencyScope, SuspensionCause},
	error::EmergencyError,
};

pub fn emergency() -> Vec<EmergencyError> {
	let (id, who) = (REQUEST, WHO);
	vec![
		EmergencyError::NoEmergencyCapsule(RECORD),
		EmergencyError::NoDirective {
			patient: who,
			scope: EmergencyScope::CspKey,
		},
		EmergencyError::NoDirective {
			patient: who,
			scope: EmergencyScope::BothKeys,
		},
		EmergencyError::OtherCapsule(RECORD),
		EmergencyError::WrongWrap(RECORD),
		EmergencyError::SameFacility { id, facility: 2 },
		EmergencyError::OtherFacility {
			who,
			shown: 2,
			noted: 3,
		},
		EmergencyError::NoFacility(who),
		EmergencyError::Unreviewed { have: 3 },
		EmergencyError::Overdue { id, since: 20 },
		EmergencyError::Suspended {
			who,
			cause: SuspensionCause::Unjustified,
		},
		EmergencyError::Suspended {
			who,
			cause: SuspensionCause::Overdue,
		},
		EmergencyError::NoReview(id),
		EmergencyError::OwnPart(id),
		EmergencyError::NoStatement(id),
		EmergencyError::AlreadyAllowed(RECORD),
		EmergencyError::SameCommittee(7),
		EmergencyError::NotOverdue { id, left: 20 },
		EmergencyError::StatementUnreadable(id),
		EmergencyError::StatementLength {
			length: 70_000,
			most: 65_536,
		},
	]
}
