//! Access in an emergency: what patients allow beforehand, who asked, and what is reviewed afterwards.

use super::*;

/// Whose keys an emergency committee releases. The index is the byte in the capsule's context, and never changes.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum EmergencyScope {
	/// The patient's key of the record alone: the record's own administrators must still approve.
	CspKey = 1,
	/// Both keys: the emergency committee alone opens the file.
	BothKeys = 2,
}

/// What the emergency committee's key opens: `nonce ‖ ciphertext ‖ tag`. Its length says what is in it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub enum EmergencyWrap {
	/// csp_rec.
	#[codec(index = 1)]
	CspKey([u8; 60]),
	/// csp_rec and the report key.
	#[codec(index = 2)]
	BothKeys([u8; 92]),
}

/// What a patient allows facilities to prepare for an emergency.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct EmergencyDirective {
	/// For which emergency committee.
	pub key_id: KeyId,
	/// How much at most.
	pub scope: EmergencyScope,
}

/// What is kept of one record for an emergency.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Emergency {
	/// The emergency committee, another one than the record's.
	pub key_id: KeyId,
	/// Who made it: the patient, or the uploader where both keys are in it.
	pub maker: AccountId32,
	/// Makes the capsule's context unique.
	pub nonce: [u8; 16],
	/// The key of the wrap, encapsulated to the emergency committee, with its proof.
	pub capsule: [u8; 128],
	/// The wrapped keys.
	pub wrap: EmergencyWrap,
}

/// What an emergency request is, besides a request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct EmergencyRequest<Voters> {
	/// The house of its requester when it was made: nobody of that house decides.
	pub facility: u32,
	/// How much it opens.
	pub scope: EmergencyScope,
	/// The record's own committee, whose administrators review the opening.
	pub reviewers: KeyId,
	/// Who decided: none of them reviews.
	pub voters: Voters,
}

/// An emergency administrator who decided about a request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Voter {
	/// Who.
	pub account: AccountId32,
	/// Of which house at that moment.
	pub facility: u32,
	/// Approval, or rejection.
	pub approved: bool,
}

/// What is counted of somebody who asks in emergencies.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct GlassBreaker<BlockNumber, Openings> {
	/// The newest emergency request: there is no other while it can still be approved.
	pub open: Option<RequestId>,
	/// Openings that nobody has reviewed yet.
	pub unreviewed: Openings,
	/// Why this account asks for nothing, until governance ends that.
	pub suspended: Option<Suspension<BlockNumber>>,
}

impl<BlockNumber, Openings: Default> Default for GlassBreaker<BlockNumber, Openings> {
	fn default() -> Self {
		Self {
			open: None,
			unreviewed: Openings::default(),
			suspended: None,
		}
	}
}

/// An opening that nobody has reviewed yet.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Unreviewed<BlockNumber> {
	/// Its request.
	pub request_id: RequestId,
	/// Last moment of statement and verdict, by the chain's clock.
	pub due: BlockNumber,
}

/// Why and since when somebody asks for nothing any more.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Suspension<BlockNumber> {
	/// For which opening.
	pub request_id: RequestId,
	/// What was wrong with it.
	pub cause: SuspensionCause,
	/// Block since when.
	pub at: BlockNumber,
}

/// What suspends somebody who opened a record in an emergency.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum SuspensionCause {
	/// The reviewers found it unjustified.
	Unjustified = 0,
	/// Statement or verdict did not come in time.
	Overdue = 1,
}

/// What a reviewer finds.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum Verdict {
	/// It was an emergency.
	Justified = 0,
	/// It was none.
	Unjustified = 1,
}

/// An opening that is to be reviewed. It outlives its request and its record, and goes with the verdict.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Review<BlockNumber, Voters, Verdicts> {
	/// The record that was opened.
	pub record_id: RecordId,
	/// Whom it is about.
	pub patient: AccountId32,
	/// Who opened it.
	pub requester: AccountId32,
	/// The record's own committee, whose administrators review.
	pub key_id: KeyId,
	/// What the requester said it was for.
	pub reason: Purpose,
	/// How much was opened.
	pub scope: EmergencyScope,
	/// Block of the last approval.
	pub opened: BlockNumber,
	/// Last moment of statement and verdict, by the chain's clock.
	pub due: BlockNumber,
	/// SHA-256 of what the requester has written for the reviewers.
	pub statement: Option<[u8; 32]>,
	/// Who decided about the emergency, and does not review.
	pub voters: Voters,
	/// Index and verdict of each reviewer so far.
	pub verdicts: Verdicts,
}

impl EmergencyWrap {
	/// Whose keys are in it.
	pub const fn scope(&self) -> EmergencyScope {
		match self {
			Self::CspKey(_) => EmergencyScope::CspKey,
			Self::BothKeys(_) => EmergencyScope::BothKeys,
		}
	}
}

impl<Voters: AsRef<[Voter]>> EmergencyRequest<Voters> {
	/// Are all approvals so far, if any, of this house?
	pub(crate) fn is_of_one_house(&self, facility: u32) -> bool {
		let mut approvals = self.voters.as_ref().iter().filter(|voter| voter.approved);
		approvals.all(|voter| voter.facility == facility)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn scopes_verdicts_and_causes_keep_their_bytes() {
		assert_eq!(
			[EmergencyScope::CspKey, EmergencyScope::BothKeys].encode(),
			[1, 2]
		);
		assert_eq!(EmergencyScope::CspKey as u8, 1);
		let (one, two) = (EmergencyWrap::CspKey([0; 60]), EmergencyWrap::BothKeys([0; 92]));
		assert_eq!([one.scope().encode(), two.scope().encode()], [[1], [2]]);
		assert_eq!(
			[one.encode(), two.encode()].map(|bytes| (bytes[0], bytes.len())),
			[(1, 61), (2, 93)]
		);
		assert!(EmergencyWrap::decode(&mut &[0u8; 93][..]).is_err());
		assert_eq!([Verdict::Justified, Verdict::Unjustified].encode(), [0, 1]);
		let causes = [SuspensionCause::Unjustified, SuspensionCause::Overdue];
		assert_eq!(causes.encode(), [0, 1]);
		assert_eq!(CancelCause::EmergencyRemoved.encode(), [6]);
		assert_eq!(Role::EmergencyClinician.encode(), [5]);
	}
}
