//! How the records pallet is set: who governs it, what is held and charged, and its limits.

use super::governance::{CouncilMajority, CouncilTwoThirds};
use crate::{
	AccountId, Balance, Balances, Runtime, RuntimeHoldReason, ServiceClock, TransactionPayment,
	constants::{currency::*, records::*, time::DAYS},
	enactment::EnsureEnacted,
};
use frame_support::{
	dispatch::DispatchInfo,
	parameter_types,
	traits::{
		ConstBool, ConstU32, ConstU128, LinearStoragePrice, OnUnbalanced,
		fungible::{Balanced, HoldConsideration},
		tokens::{Fortitude, Precision, Preservation, imbalance::ResolveTo},
	},
};
use pallet_collator_selection::StakingPotAccountId;
use pallet_medical_records::{ChargeRequest, HoldReason, WeightInfo};
use sp_runtime::DispatchResult;

parameter_types! {
	/// Why the deposit of a record is held.
	pub const RecordHoldReason: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::Record);
	/// Why the deposit of a request is held.
	pub const RequestHoldReason: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::Request);
	/// Why the deposit of a catalogue is held.
	pub const CatalogueHoldReason: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::Catalogue);
	/// Why the deposit for a user's keys is held.
	pub const UserHoldReason: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::User);
}

/// The price of what a record, a request, a user or a catalogue occupies.
pub type StoragePrice = LinearStoragePrice<ConstU128<DEPOSIT_PER_ITEM>, ConstU128<DEPOSIT_PER_BYTE>, Balance>;

/// The fee of a request, as its sender would have paid it, from the facility that employs them to where fees go.
pub struct RequestFee;

impl ChargeRequest for RequestFee {
	fn charge(facility: &AccountId) -> DispatchResult {
		let info = DispatchInfo {
			call_weight: <Runtime as pallet_medical_records::Config>::WeightInfo::request_access(1),
			..Default::default()
		};
		let fee = TransactionPayment::compute_fee(REQUEST_LENGTH, &info, 0);
		let paid = Balances::withdraw(
			facility,
			fee,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		ResolveTo::<StakingPotAccountId<Runtime>, Balances>::on_unbalanced(paid);
		Ok(())
	}
}

impl pallet_medical_records::Config for Runtime {
	type RecordConsideration = HoldConsideration<AccountId, Balances, RecordHoldReason, StoragePrice>;
	type RequestConsideration = HoldConsideration<AccountId, Balances, RequestHoldReason, StoragePrice>;
	type UserConsideration = HoldConsideration<AccountId, Balances, UserHoldReason, StoragePrice>;
	type CatalogueConsideration = HoldConsideration<AccountId, Balances, CatalogueHoldReason, StoragePrice>;
	type RequestFee = RequestFee;
	type GovernanceOrigin = CouncilMajority;
	// A day after the council's decision.
	type CommitteeOrigin = EnsureEnacted;
	// At once: it only takes power away, from a key that may be in wrong hands.
	type RetireOrigin = CouncilTwoThirds;
	type Clock = ServiceClock;
	type WeightInfo = pallet_medical_records::weights::SubstrateWeight<Runtime>;
	type MaxAdmins = ConstU32<MAX_ADMINS>;
	type HandoverGrace = ConstU32<HANDOVER_GRACE>;
	type DecisionTtl = ConstU32<DECISION_TTL>;
	type ConsentTtl = ConstU32<CONSENT_TTL>;
	type OpeningTtl = ConstU32<OPENING_TTL>;
	type ErasureDelay = ConstU32<ERASURE_DELAY>;
	type MaxHold = ConstU32<MAX_HOLD>;
	type MaxVersions = ConstU32<MAX_VERSIONS>;
	type Day = ConstU32<DAYS>;
	type MaxFreeCallsPerDay = ConstU32<MAX_FREE_CALLS_PER_DAY>;
	type MaxRequestsPerDay = ConstU32<MAX_REQUESTS_PER_DAY>;
	type EmergencyPlaces = ConstU32<EMERGENCY_PLACES>;
	type MaxOpenRequests = ConstU32<MAX_OPEN_REQUESTS>;
	type MaxRequestsPerRecord = ConstU32<MAX_REQUESTS_PER_RECORD>;
	type MaxOwnRequestsPerRecord = ConstU32<MAX_OWN_REQUESTS_PER_RECORD>;
	type EmergencyTtl = ConstU32<EMERGENCY_TTL>;
	type ReviewTtl = ConstU32<REVIEW_TTL>;
	type MaxUnreviewed = ConstU32<MAX_UNREVIEWED>;
	type RequirePatientAck = ConstBool<REQUIRE_PATIENT_ACK>;
}
