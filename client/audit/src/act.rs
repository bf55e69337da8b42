//! What somebody did, by the chain's events.

use medquorum_core::ledger::Event;
use serde::Serialize;

/// What happened. The names are those of the JSON document, and stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is spelt out by `Act::words`")]
pub enum Act {
	Asked,
	Approved,
	EnoughApprovals,
	Rejected,
	RequestRejected,
	Consented,
	DeniedConsent,
	Closed,
	Ended,
	Registered,
	Acknowledged,
	Suspended,
	Resumed,
	AllowedCorrection,
	RefusedRecord,
	Superseded,
	Restored,
	Erased,
	ScheduledErasure,
	ErasureAwaitsHold,
	StoppedErasure,
	PlacedHold,
	LiftedHold,
	RegisteredKeys,
	Left,
	Sponsored,
	EndedSponsorship,
	NamedGuardian,
	Froze,
	Unfroze,
	Replaced,
	SetRole,
	SetCommittee,
	RetiredCommittee,
	PublishedCatalogue,
	WithdrewCatalogue,
	SaidWhetherFound,
	SaidWhetherListed,
	AttestedErasure,
	SetFacility,
	SaidWhatInEmergency,
	AllowedEmergency,
	RemovedEmergency,
	AskedInEmergency,
	BrokeGlass,
	ExplainedEmergency,
	ReviewedEmergency,
	FoundEmergency,
	SuspendedFromEmergency,
	ReinstatedToEmergency,
	Other,
}

/// Whether the record can be read by who asked, as far as the chain shows it. A download itself leaves no trace on the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
	/// This event says nothing about that.
	Unsaid,
	/// From this event on: approvals and consent lie in state.
	FromNow,
	/// The request ended, and until then its requester could have.
	UntilNow,
	/// The request ended, and its requester never could.
	Never,
}

/// Each act with the event that tells it, the field that names who did it, and its words. An empty field: the chain itself, or the
/// council.
const ACTS: [(Act, &str, &str, &str); 50] = [
	(Act::Asked, "AccessRequested", "requester", "asked for a record"),
	(Act::Approved, "ApprovalRecorded", "admin", "approved a request"),
	(
		Act::EnoughApprovals,
		"RequestApproved",
		"",
		"a request has all its approvals",
	),
	(Act::Rejected, "RejectionRecorded", "admin", "rejected a request"),
	(
		Act::RequestRejected,
		"RequestRejected",
		"",
		"a request was rejected",
	),
	(
		Act::Consented,
		"ConsentGranted",
		"patient",
		"consented to a request",
	),
	(
		Act::DeniedConsent,
		"ConsentDenied",
		"patient",
		"denied consent to a request",
	),
	(Act::Closed, "RequestClosed", "by", "closed a request"),
	(Act::Ended, "RequestCancelled", "", "a request ended"),
	(
		Act::Registered,
		"RecordRegistered",
		"uploader",
		"registered a record",
	),
	(
		Act::Acknowledged,
		"RecordAcknowledged",
		"patient",
		"acknowledged a record",
	),
	(
		Act::Suspended,
		"RecordSuspended",
		"patient",
		"closed a record to requests",
	),
	(
		Act::Resumed,
		"RecordResumed",
		"patient",
		"opened a record to requests again",
	),
	(
		Act::AllowedCorrection,
		"CorrectionAllowed",
		"patient",
		"said who may correct a record",
	),
	(Act::RefusedRecord, "RecordRefused", "patient", "refused a record"),
	(Act::Superseded, "RecordSuperseded", "", "a record was superseded"),
	(
		Act::Restored,
		"RecordRestored",
		"",
		"an older record counts again",
	),
	(Act::Erased, "RecordErased", "by", "erased a record"),
	(
		Act::ScheduledErasure,
		"ErasureScheduled",
		"by",
		"wants a record erased",
	),
	(
		Act::ErasureAwaitsHold,
		"ErasureAwaitsHold",
		"patient",
		"wants a record erased that a legal hold keeps",
	),
	(Act::StoppedErasure, "ErasureStopped", "by", "stopped an erasure"),
	(Act::PlacedHold, "HoldPlaced", "by", "placed a legal hold"),
	(Act::LiftedHold, "HoldLifted", "by", "lifted a legal hold"),
	(Act::RegisteredKeys, "UserRegistered", "by", "registered keys"),
	(Act::Left, "UserLeft", "who", "left"),
	(Act::Sponsored, "SponsorshipSet", "facility", "pays for requests"),
	(
		Act::EndedSponsorship,
		"SponsorshipEnded",
		"by",
		"ended a sponsorship",
	),
	(
		Act::NamedGuardian,
		"GuardianNamed",
		"who",
		"said who guards an account",
	),
	(Act::Froze, "AccountFrozen", "by", "froze an account"),
	(
		Act::Unfroze,
		"AccountUnfrozen",
		"by",
		"made a frozen account usable again",
	),
	(Act::Replaced, "AccountReplaced", "", "an account was replaced"),
	(Act::SetRole, "RoleSet", "", "a role was given"),
	(Act::SetCommittee, "CommitteeSet", "", "a committee was set"),
	(
		Act::RetiredCommittee,
		"CommitteeRetired",
		"",
		"a committee was retired",
	),
	(
		Act::PublishedCatalogue,
		"CataloguePublished",
		"facility",
		"published a catalogue",
	),
	(
		Act::WithdrewCatalogue,
		"CatalogueWithdrawn",
		"by",
		"removed a catalogue",
	),
	(
		Act::SaidWhetherFound,
		"SearchableSet",
		"patient",
		"said whether a record may be found",
	),
	(
		Act::SaidWhetherListed,
		"SearchDirectiveSet",
		"patient",
		"said whether uploads may be listed",
	),
	(
		Act::AttestedErasure,
		"ErasureAttested",
		"host",
		"attested that nothing is left of a record",
	),
	(Act::SetFacility, "FacilitySet", "", "a facility was given"),
	(
		Act::SaidWhatInEmergency,
		"EmergencyDirectiveSet",
		"patient",
		"said what may be opened in an emergency",
	),
	(
		Act::AllowedEmergency,
		"EmergencyAdded",
		"maker",
		"allowed a record to be opened in an emergency",
	),
	(
		Act::RemovedEmergency,
		"EmergencyRemoved",
		"patient",
		"took back that a record may be opened in an emergency",
	),
	(
		Act::AskedInEmergency,
		"EmergencyRequested",
		"requester",
		"EMERGENCY: asked an emergency committee",
	),
	(
		Act::BrokeGlass,
		"GlassBroken",
		"requester",
		"EMERGENCY: opened a record without its patient",
	),
	(
		Act::ExplainedEmergency,
		"StatementFiled",
		"requester",
		"explained an emergency access",
	),
	(
		Act::ReviewedEmergency,
		"ReviewSubmitted",
		"admin",
		"reviewed an emergency access",
	),
	(
		Act::FoundEmergency,
		"GlassReviewed",
		"",
		"the review of an emergency access ended",
	),
	(
		Act::SuspendedFromEmergency,
		"EmergencySuspended",
		"",
		"an account was suspended from emergency access",
	),
	(
		Act::ReinstatedToEmergency,
		"Reinstated",
		"",
		"an account may break the glass again",
	),
];

impl Act {
	/// What an event of the records pallet tells. An event that this program does not know is told all the same.
	#[must_use]
	pub fn of(event: &Event) -> Self {
		let known = ACTS.iter().find(|(_, name, ..)| *name == event.name);
		known.map_or(Self::Other, |(act, ..)| *act)
	}

	fn row(self) -> Option<&'static (Self, &'static str, &'static str, &'static str)> {
		ACTS.iter().find(|(act, ..)| *act == self)
	}

	/// The field of the event that names who did it; `None` where nobody of the chain's accounts did.
	#[must_use]
	pub fn actor(self) -> Option<&'static str> {
		self.row()
			.map(|(_, _, actor, _)| *actor)
			.filter(|actor| !actor.is_empty())
	}

	/// What it is, in few words.
	#[must_use]
	pub fn words(self) -> &'static str {
		self.row()
			.map_or("something this program does not know", |(.., words)| *words)
	}
}
