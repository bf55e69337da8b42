//! Access in an emergency.

use crate::{
	advice::{Advice, Blame},
	domain::{
		AccountId, EmergencyScope, FacilityNumber, KeyId, MAX_UNREVIEWED, Moment, RecordId, RequestId,
		SuspensionCause,
	},
	kinds,
	views::words::{short, span},
};

/// Access in an emergency that cannot be, and why.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmergencyError {
	/// The patient has not opened the record to emergencies: there is nothing that an emergency committee could open.
	#[error("the patient has not allowed record {0} to be opened in an emergency")]
	NoEmergencyCapsule(RecordId),
	/// The patient allows nobody to add more than the patient's own key.
	#[error("{patient} has not allowed emergency access to {}", scope_words(*scope))]
	NoDirective {
		/// Whose directive does not go so far.
		patient: AccountId,
		/// What was to be added.
		scope: EmergencyScope,
	},
	/// The chain's entry is not for this record, this maker or this scope.
	#[error("the emergency key shown for record {0} belongs to another record, maker or scope")]
	OtherCapsule(RecordId),
	/// The entry opens with the emergency committee's shares, and what is in it is not the record's key.
	#[error("what was kept for an emergency does not open record {0}")]
	WrongWrap(RecordId),
	/// Who asks and who is to approve are of one house.
	#[error("request {id} comes from facility {facility}, which is your own")]
	SameFacility {
		/// The request.
		id: RequestId,
		/// The house of both.
		facility: FacilityNumber,
	},
	/// The node shows another house than the one that a person has noted here.
	#[error("the node says that {who} is of facility {shown}; noted here is {noted}")]
	OtherFacility {
		/// Whose house.
		who: AccountId,
		/// By the node's word.
		shown: FacilityNumber,
		/// By the directory on this machine.
		noted: FacilityNumber,
	},
	/// The council has given the account no house.
	#[error("{0} has no facility number")]
	NoFacility(AccountId),
	/// Too many accesses wait for their review.
	#[error("{have} of your emergency accesses wait for their review, and {MAX_UNREVIEWED} may")]
	Unreviewed {
		/// How many.
		have: usize,
	},
	/// An access was not reviewed in time.
	#[error("the review of your emergency access {} is overdue by {}", short(id), span(*since))]
	Overdue {
		/// Its request.
		id: RequestId,
		/// How long.
		since: Moment,
	},
	/// The account may break no glass.
	#[error("{who} may ask for no record: {}", cause.words())]
	Suspended {
		/// The account.
		who: AccountId,
		/// Why.
		cause: SuspensionCause,
	},
	/// The request is no break of the glass that was opened.
	#[error("there is no emergency access {0} to review")]
	NoReview(RequestId),
	/// The reviewer has a part in what is reviewed.
	#[error("you asked for or approved the emergency access {0} yourself")]
	OwnPart(RequestId),
	/// The review is not overdue.
	#[error("the emergency access {id} can still be reviewed, for {}", span(*left))]
	NotOverdue {
		/// Its request.
		id: RequestId,
		/// How long.
		left: Moment,
	},
	/// Nothing explains the access.
	#[error("the requester has not explained the emergency access {0}")]
	NoStatement(RequestId),
	/// The chain's entry is there already.
	#[error("record {0} can be opened in an emergency already")]
	AlreadyAllowed(RecordId),
	/// A committee cannot stand in for a patient before itself.
	#[error("committee {0} decides about the record itself")]
	SameCommittee(KeyId),
	/// There is no statement, or not for this reader.
	#[error("the statement about the emergency access {0} cannot be opened with your keys")]
	StatementUnreadable(RequestId),
	/// A statement holds more text than one object takes.
	#[error("a statement has 1 to {most} bytes of text, this one has {length}")]
	StatementLength {
		/// Bytes there are.
		length: usize,
		/// Bytes there may be.
		most: usize,
	},
}

fn scope_words(scope: EmergencyScope) -> &'static str {
	match scope {
		EmergencyScope::CspKey => "the patient's key of a record",
		EmergencyScope::BothKeys => "a whole record",
	}
}

impl Advice for EmergencyError {
	kinds! {
		NoEmergencyCapsule, NoDirective = "NoEmergencyDirective", OtherCapsule = "OtherEmergencyCapsule", WrongWrap = "WrongEmergencyWrap",
		SameFacility, OtherFacility, NoFacility, Unreviewed, Overdue = "ReviewOverdue", Suspended = "EmergencySuspended",
		NoReview, OwnPart, NoStatement, AlreadyAllowed = "EmergencyAllowed", SameCommittee, NotOverdue = "ReviewNotOverdue", StatementUnreadable, StatementLength,
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NoEmergencyCapsule(id) => {
				let id = short(id);
				return format!(
					"ask in the ordinary way: `medquorum request {id} --purpose ETREAT`. Only the patient can allow it, with `medquorum emergency allow {id} --committee KEY`"
				);
			}
			Self::NoDirective { .. } => {
				"ask the patient, who allows it with `medquorum emergency allow --committee KEY --scope both-keys`"
			}
			Self::OtherCapsule(_) => "do not answer it, use another node and tell your operator",
			Self::WrongWrap(_) => "ask in the ordinary way: `medquorum request`, and tell who made it",
			Self::SameFacility { .. } => "somebody of another facility has to approve it",
			Self::OtherFacility { .. } => {
				"do not answer it. Ask the council, then note what is right: `medquorum emergency facility`"
			}
			Self::NoFacility(_) => "the council gives it: `medquorum council propose-facility`",
			Self::Unreviewed { .. } => {
				"explain them with `medquorum emergency statement`, and ask the administrators to review them"
			}
			Self::Overdue { .. } => "ask the administrators of the record's committee to review it",
			Self::Suspended { .. } => "the council can reinstate it: `medquorum council propose-reinstate`",
			Self::NoReview(_) => "`medquorum emergency status` shows those that there are",
			Self::NoStatement(_) => "ask the requester, who files it with `medquorum emergency statement`",
			Self::AlreadyAllowed(_) => {
				"there is nothing to do. To change it, remove it first: `medquorum emergency remove`"
			}
			Self::SameCommittee(_) => "name another one: an emergency committee has a key of its own",
			Self::OwnPart(_) => "the other administrators have to review it",
			Self::NotOverdue { .. } => "wait until then",
			Self::StatementUnreadable(_) => "ask its author to file it again, to those who review now",
			Self::StatementLength { .. } => "write it shorter, or give the file that you mean",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::StatementLength { .. } => Blame::Yours,
			Self::NoEmergencyCapsule(_)
			| Self::NoDirective { .. }
			| Self::OtherCapsule(_)
			| Self::WrongWrap(_)
			| Self::SameFacility { .. }
			| Self::OtherFacility { .. }
			| Self::NoFacility(_)
			| Self::Unreviewed { .. }
			| Self::Overdue { .. }
			| Self::Suspended { .. }
			| Self::NoReview(_)
			| Self::OwnPart(_)
			| Self::NoStatement(_)
			| Self::AlreadyAllowed(_)
			| Self::SameCommittee(_)
			| Self::NotOverdue { .. }
			| Self::StatementUnreadable(_) => Blame::Refused,
		}
	}
}
