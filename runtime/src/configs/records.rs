//! How the records pallet is set: who governs it, what is held for a record and a request, and its limits.

use super::governance::{CouncilMajority, CouncilTwoThirds};
use crate::{
	AccountId, Balance, Balances, Runtime, RuntimeHoldReason,
	constants::{currency::*, records::*, time::DAYS},
	enactment::EnsureEnacted,
};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU128, LinearStoragePrice, fungible::HoldConsideration},
};
use pallet_medical_records::HoldReason;

parameter_types! {
	/// Why the deposit of a record is held.
	pub const RecordHoldReason: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::Record);
	/// Why the deposit of a request is held.
	pub const RequestHoldReason: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::Request);
}

/// The price of what a record or a request occupies.
type StoragePrice = LinearStoragePrice<ConstU128<DEPOSIT_PER_ITEM>, ConstU128<DEPOSIT_PER_BYTE>, Balance>;

impl pallet_medical_records::Config for Runtime {
	type RecordConsideration = HoldConsideration<AccountId, Balances, RecordHoldReason, StoragePrice>;
	type RequestConsideration = HoldConsideration<AccountId, Balances, RequestHoldReason, StoragePrice>;
	type GovernanceOrigin = CouncilMajority;
	// A day after the council's decision.
	type CommitteeOrigin = EnsureEnacted;
	// At once: it only takes power away, from a key that may be in wrong hands.
	type RetireOrigin = CouncilTwoThirds;
	type WeightInfo = pallet_medical_records::weights::SubstrateWeight<Runtime>;
	type MaxAdmins = ConstU32<MAX_ADMINS>;
	type MaxTags = ConstU32<MAX_TAGS>;
	type DecisionTtl = ConstU32<DECISION_TTL>;
	type ConsentTtl = ConstU32<CONSENT_TTL>;
	type OpeningTtl = ConstU32<OPENING_TTL>;
	type Day = ConstU32<DAYS>;
	type MaxRequestsPerDay = ConstU32<MAX_REQUESTS_PER_DAY>;
	type EmergencyPlaces = ConstU32<EMERGENCY_PLACES>;
	type MaxOpenRequests = ConstU32<MAX_OPEN_REQUESTS>;
	type MaxRequestsPerRecord = ConstU32<MAX_REQUESTS_PER_RECORD>;
	type MaxOwnRequestsPerRecord = ConstU32<MAX_OWN_REQUESTS_PER_RECORD>;
	type RequirePatientAck = ConstBool<REQUIRE_PATIENT_ACK>;
}
