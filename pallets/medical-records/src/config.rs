//! What a runtime decides, and what deposits are held for.

use frame_support::pallet_macros::pallet_section;

/// What a runtime decides, and what deposits are held for.
#[pallet_section]
mod config {
	/// What a runtime decides.
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId = AccountId32> {
		/// Deposit for a record, paid by its uploader until it is erased.
		type RecordConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit for a request, paid by the requester, or by who employs them, until it is closed or cancelled.
		type RequestConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit for a user's keys, paid by the user or the facility that enrols them, until the user leaves.
		type UserConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit for a catalogue, paid by its facility until it is withdrawn.
		type CatalogueConsideration: Consideration<AccountId32, Footprint>;

		/// Takes the fee of a request from the facility that pays for it.
		type RequestFee: ChargeRequest;

		/// Gives roles and houses, cancels requests, stops erasures, lifts holds, freezes accounts, reinstates whom a review suspended.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Sets committees and replaces accounts: what should wait before it takes place.
		type CommitteeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Retires committees: takes power away, so it waits for nothing.
		type RetireOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What windows and days are counted by: moments of equal length. One that stands while the chain does: nothing ends that nobody could
		/// have answered.
		type Clock: BlockNumberProvider<BlockNumber = BlockNumberFor<Self>>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Most administrators in a committee.
		#[pallet::constant]
		type MaxAdmins: Get<u32>;

		/// Moments between a committee's being set and its taking over from the one before, where the genesis says nothing else: in them
		/// the one before decides about the requests that are open.
		#[pallet::constant]
		type HandoverGrace: Get<u32>;

		/// Moments in which administrators can decide about a request.
		#[pallet::constant]
		type DecisionTtl: Get<u32>;

		/// Moments after the approval in which the patient can consent.
		#[pallet::constant]
		type ConsentTtl: Get<u32>;

		/// Moments after approval and consent in which the requester can open the record.
		#[pallet::constant]
		type OpeningTtl: Get<u32>;

		/// Moments between the wish of somebody else than the patient that a record is erased, and its erasure.
		#[pallet::constant]
		type ErasureDelay: Get<u32>;

		/// Moments of the longest legal hold.
		#[pallet::constant]
		type MaxHold: Get<u32>;

		/// Most versions of a record, each a correction of the one before.
		#[pallet::constant]
		type MaxVersions: Get<u32>;

		/// Moments of a day, for what is counted by the day.
		#[pallet::constant]
		type Day: Get<u32>;

		/// Most calls by which one patient answers that are free in a day.
		#[pallet::constant]
		type MaxFreeCallsPerDay: Get<u32>;

		/// Most requests that one requester can make in a day.
		#[pallet::constant]
		type MaxRequestsPerDay: Get<u32>;

		/// Most requests of one requester that can hold places.
		#[pallet::constant]
		type MaxOpenRequests: Get<u32>;

		/// Places that a record has for requests that are neither rejected nor expired.
		#[pallet::constant]
		type MaxRequestsPerRecord: Get<u32>;

		/// How many of them are kept for emergency treatment.
		#[pallet::constant]
		type EmergencyPlaces: Get<u32>;

		/// Most places of a record that one requester can hold: nobody fills them alone.
		#[pallet::constant]
		type MaxOwnRequestsPerRecord: Get<u32>;

		/// Moments in which an emergency committee can decide about a request.
		#[pallet::constant]
		type EmergencyTtl: Get<u32>;

		/// Moments after an opening in an emergency in which its requester files a statement, and the reviewers find a verdict.
		#[pallet::constant]
		type ReviewTtl: Get<u32>;

		/// Most openings of one requester that wait for a verdict.
		#[pallet::constant]
		type MaxUnreviewed: Get<u32>;

		/// Must the patient acknowledge a record before it can be requested?
		#[pallet::constant]
		type RequirePatientAck: Get<bool>;
	}

	/// What a deposit is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A record in state.
		#[codec(index = 0)]
		Record,
		/// A request in state.
		#[codec(index = 1)]
		Request,
		/// A user's keys.
		#[codec(index = 2)]
		User,
		/// A facility's catalogue.
		#[codec(index = 3)]
		Catalogue,
	}
}
