//! Weights of the calls, measured on the runtime's wasm. Written by `make weights`: never edit by hand.
//!
//! Date: 2026-11-29. Processor: Intel(R) Xeon(R) Processor. frame-benchmarking 64.0.0, 16 steps, 10 repeats.
//! Host functions of the release profile.

#![allow(unused_parens)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{Weight, constants::RocksDbWeight},
};

/// One weight per call.
pub trait WeightInfo {
	/// `register_user`
	fn register_user() -> Weight;
	/// `set_role`
	fn set_role() -> Weight;
	/// `set_committee`, `n` from 2 to 16
	fn set_committee(n: u32) -> Weight;
	/// `register_record`
	fn register_record() -> Weight;
	/// `acknowledge_record`, `v` from 1 to 16, `r` from 0 to 16
	fn acknowledge_record(v: u32, r: u32) -> Weight;
	/// `suspend_record`, `r` from 0 to 16
	fn suspend_record(r: u32) -> Weight;
	/// `resume_record`
	fn resume_record() -> Weight;
	/// `allow_correction`
	fn allow_correction() -> Weight;
	/// `request_access`, `c` from 0 to 1
	fn request_access(c: u32) -> Weight;
	/// `approve`
	fn approve() -> Weight;
	/// `approve_many`, `n` from 1 to 16
	fn approve_many(n: u32) -> Weight;
	/// `reject`
	fn reject() -> Weight;
	/// `grant_consent`
	fn grant_consent() -> Weight;
	/// `deny_consent`
	fn deny_consent() -> Weight;
	/// `close_request`
	fn close_request() -> Weight;
	/// `retire_committee`
	fn retire_committee() -> Weight;
	/// `cancel_request`
	fn cancel_request() -> Weight;
	/// `erase_record`, `v` from 1 to 16, `r` from 0 to 16
	fn erase_record(v: u32, r: u32) -> Weight;
	/// `refuse_record`, `r` from 0 to 16
	fn refuse_record(r: u32) -> Weight;
	/// `finish_erasure`, `v` from 1 to 16, `r` from 0 to 16
	fn finish_erasure(v: u32, r: u32) -> Weight;
	/// `stop_erasure`
	fn stop_erasure() -> Weight;
	/// `hold_record`
	fn hold_record() -> Weight;
	/// `lift_hold`
	fn lift_hold() -> Weight;
	/// `enrol`
	fn enrol() -> Weight;
	/// `deregister`
	fn deregister() -> Weight;
	/// `sponsor`
	fn sponsor() -> Weight;
	/// `end_sponsorship`
	fn end_sponsorship() -> Weight;
	/// `name_guardian`
	fn name_guardian() -> Weight;
	/// `freeze_account`
	fn freeze_account() -> Weight;
	/// `unfreeze_account`
	fn unfreeze_account() -> Weight;
	/// `replace_account`
	fn replace_account() -> Weight;
	/// `publish_catalogue`
	fn publish_catalogue() -> Weight;
	/// `withdraw_catalogue`
	fn withdraw_catalogue() -> Weight;
	/// `set_searchable`
	fn set_searchable() -> Weight;
	/// `set_search_directive`
	fn set_search_directive() -> Weight;
	/// `attest_erasure`
	fn attest_erasure() -> Weight;
	/// `set_emergency`
	fn set_emergency() -> Weight;
	/// `add_emergency`
	fn add_emergency() -> Weight;
	/// `remove_emergency`, `r` from 0 to 16
	fn remove_emergency(r: u32) -> Weight;
	/// `break_glass`, `c` from 0 to 1
	fn break_glass(c: u32) -> Weight;
	/// `file_statement`
	fn file_statement() -> Weight;
	/// `submit_review`
	fn submit_review() -> Weight;
	/// `enforce_review`
	fn enforce_review() -> Weight;
	/// `reinstate`
	fn reinstate() -> Weight;
	/// `set_facility`
	fn set_facility() -> Weight;
}

/// What was measured, with the database costs of the chain `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn register_user() -> Weight {
		// Proof size in bytes: measured 467, estimated 3784.
		// Fastest run: 141_356_000 picoseconds.
		Weight::from_parts(170_490_000, 3784)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `MedicalRecords::Users` (r:1 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::StorageHosts` (r:0 w:1)
	// Proof: `MedicalRecords::StorageHosts` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn set_role() -> Weight {
		// Proof size in bytes: measured 444, estimated 3698.
		// Fastest run: 22_636_000 picoseconds.
		Weight::from_parts(33_273_000, 3698)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Pending` (r:1 w:1)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:17 w:16)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::NextIndex` (r:1 w:1)
	// Proof: `MedicalRecords::NextIndex` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Handovers` (r:0 w:1)
	// Proof: `MedicalRecords::Handovers` (`max_values`: None, `max_size`: Some(1131), added: 3606, mode: `MaxEncodedLen`)
	fn set_committee(n: u32) -> Weight {
		// Proof size in bytes: measured 472, estimated 3765.
		// Fastest run: 876_528_000 picoseconds.
		Weight::from_parts(927_435_000, 3765)
			// Standard error: 4_229_978
			.saturating_add(Weight::from_parts(368_712_048, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2775).saturating_mul(n.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:2 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:1 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:2 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:1 w:0)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:1 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::SearchDirectives` (r:1 w:0)
	// Proof: `MedicalRecords::SearchDirectives` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:0 w:1)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn register_record() -> Weight {
		// Proof size in bytes: measured 1729, estimated 6902.
		// Fastest run: 461_486_000 picoseconds.
		Weight::from_parts(552_831_000, 6902)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:16 w:16)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:15 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:16 w:16)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:16 w:16)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:15)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn acknowledge_record(v: u32, r: u32) -> Weight {
		// Proof size in bytes: measured 449, estimated 4426.
		// Fastest run: 71_693_000 picoseconds.
		Weight::from_parts(79_297_000, 4426)
			// Standard error: 1_806_593
			.saturating_add(Weight::from_parts(25_436_510, 0).saturating_mul(v.into()))
			// Standard error: 1_844_672
			.saturating_add(Weight::from_parts(70_680_457, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 3133).saturating_mul(v.into()))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:16 w:16)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:16 w:16)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn suspend_record(r: u32) -> Weight {
		// Proof size in bytes: measured 963, estimated 4426.
		// Fastest run: 65_236_000 picoseconds.
		Weight::from_parts(99_311_250, 4426)
			// Standard error: 831_251
			.saturating_add(Weight::from_parts(79_061_591, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Erasures` (r:1 w:0)
	// Proof: `MedicalRecords::Erasures` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn resume_record() -> Weight {
		// Proof size in bytes: measured 965, estimated 3946.
		// Fastest run: 66_133_000 picoseconds.
		Weight::from_parts(78_974_000, 3946)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn allow_correction() -> Weight {
		// Proof size in bytes: measured 1157, estimated 3946.
		// Fastest run: 74_211_000 picoseconds.
		Weight::from_parts(91_697_000, 3946)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::GlassBreakers` (r:1 w:0)
	// Proof: `MedicalRecords::GlassBreakers` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:2 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:2 w:2)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:1 w:1)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:1 w:2)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:1)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:0 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::NextIndex` (r:0 w:1)
	// Proof: `MedicalRecords::NextIndex` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn request_access(c: u32) -> Weight {
		// Proof size in bytes: measured 3567, estimated 6406.
		// Fastest run: 347_949_000 picoseconds.
		Weight::from_parts(462_196_940, 6406)
			// Standard error: 11_810_422
			.saturating_add(Weight::from_parts(119_999_660, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(10_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5065).saturating_mul(c.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:1 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::GlassBreakers` (r:1 w:0)
	// Proof: `MedicalRecords::GlassBreakers` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	fn approve() -> Weight {
		// Proof size in bytes: measured 3067, estimated 6102.
		// Fastest run: 516_062_000 picoseconds.
		Weight::from_parts(559_640_000, 6102)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:1 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::GlassBreakers` (r:1 w:0)
	// Proof: `MedicalRecords::GlassBreakers` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	fn approve_many(n: u32) -> Weight {
		// Proof size in bytes: measured 1569, estimated 6102.
		// Fastest run: 528_902_000 picoseconds.
		Weight::from_parts(331_163_240, 6102)
			// Standard error: 978_412
			.saturating_add(Weight::from_parts(252_957_745, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(n.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:1 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn reject() -> Weight {
		// Proof size in bytes: measured 2959, estimated 5065.
		// Fastest run: 92_463_000 picoseconds.
		Weight::from_parts(115_400_000, 5065)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::GlassBreakers` (r:1 w:0)
	// Proof: `MedicalRecords::GlassBreakers` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn grant_consent() -> Weight {
		// Proof size in bytes: measured 2369, estimated 6102.
		// Fastest run: 89_561_000 picoseconds.
		Weight::from_parts(106_094_000, 6102)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn deny_consent() -> Weight {
		// Proof size in bytes: measured 2188, estimated 5065.
		// Fastest run: 74_413_000 picoseconds.
		Weight::from_parts(87_766_000, 5065)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:1 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn close_request() -> Weight {
		// Proof size in bytes: measured 2511, estimated 5065.
		// Fastest run: 127_496_000 picoseconds.
		Weight::from_parts(152_218_000, 5065)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `MedicalRecords::Pending` (r:1 w:1)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn retire_committee() -> Weight {
		// Proof size in bytes: measured 252, estimated 3534.
		// Fastest run: 39_005_000 picoseconds.
		Weight::from_parts(52_305_000, 3534)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn cancel_request() -> Weight {
		// Proof size in bytes: measured 2253, estimated 5065.
		// Fastest run: 105_264_000 picoseconds.
		Weight::from_parts(127_756_000, 5065)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:16 w:16)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::LegalHolds` (r:16 w:16)
	// Proof: `MedicalRecords::LegalHolds` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:32 w:32)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:32 w:32)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:16 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:16)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Emergencies` (r:0 w:16)
	// Proof: `MedicalRecords::Emergencies` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:0 w:16)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Erasures` (r:0 w:16)
	// Proof: `MedicalRecords::Erasures` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:0 w:16)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn erase_record(v: u32, r: u32) -> Weight {
		// Proof size in bytes: measured 860, estimated 3546.
		// Fastest run: 1_323_790_000 picoseconds.
		Weight::from_parts(252_817_307, 3546)
			// Standard error: 1_626_166
			.saturating_add(Weight::from_parts(79_745_014, 0).saturating_mul(v.into()))
			// Standard error: 1_502_806
			.saturating_add(Weight::from_parts(75_887_880, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((9_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 3436).saturating_mul(v.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::LegalHolds` (r:1 w:1)
	// Proof: `MedicalRecords::LegalHolds` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:17 w:17)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:17 w:17)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Emergencies` (r:0 w:1)
	// Proof: `MedicalRecords::Emergencies` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:0 w:1)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Erasures` (r:0 w:1)
	// Proof: `MedicalRecords::Erasures` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:0 w:1)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn refuse_record(r: u32) -> Weight {
		// Proof size in bytes: measured 1298, estimated 4426.
		// Fastest run: 175_007_000 picoseconds.
		Weight::from_parts(258_592_797, 4426)
			// Standard error: 1_001_028
			.saturating_add(Weight::from_parts(69_022_405, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(11_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	// Storage: `MedicalRecords::Records` (r:16 w:16)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Erasures` (r:1 w:1)
	// Proof: `MedicalRecords::Erasures` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::LegalHolds` (r:1 w:1)
	// Proof: `MedicalRecords::LegalHolds` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:2 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:17 w:17)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:17 w:17)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Emergencies` (r:0 w:1)
	// Proof: `MedicalRecords::Emergencies` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:0 w:1)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:0 w:1)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn finish_erasure(v: u32, r: u32) -> Weight {
		// Proof size in bytes: measured 948, estimated 6100.
		// Fastest run: 354_486_000 picoseconds.
		Weight::from_parts(189_942_542, 6100)
			// Standard error: 1_682_981
			.saturating_add(Weight::from_parts(18_460_730, 0).saturating_mul(v.into()))
			// Standard error: 1_555_311
			.saturating_add(Weight::from_parts(77_758_499, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(9_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2956).saturating_mul(v.into()))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Erasures` (r:1 w:1)
	// Proof: `MedicalRecords::Erasures` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn stop_erasure() -> Weight {
		// Proof size in bytes: measured 1089, estimated 3946.
		// Fastest run: 76_008_000 picoseconds.
		Weight::from_parts(106_788_000, 3946)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::LegalHolds` (r:0 w:1)
	// Proof: `MedicalRecords::LegalHolds` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:0 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	fn hold_record() -> Weight {
		// Proof size in bytes: measured 871, estimated 3946.
		// Fastest run: 59_741_000 picoseconds.
		Weight::from_parts(80_011_000, 3946)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::LegalHolds` (r:1 w:1)
	// Proof: `MedicalRecords::LegalHolds` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn lift_hold() -> Weight {
		// Proof size in bytes: measured 678, estimated 3698.
		// Fastest run: 51_137_000 picoseconds.
		Weight::from_parts(66_430_000, 3698)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:2 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn enrol() -> Weight {
		// Proof size in bytes: measured 601, estimated 6406.
		// Fastest run: 156_310_000 picoseconds.
		Weight::from_parts(190_216_000, 6406)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:1 w:0)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:0)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:0)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:0 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Guardians` (r:0 w:1)
	// Proof: `MedicalRecords::Guardians` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::SearchDirectives` (r:0 w:1)
	// Proof: `MedicalRecords::SearchDirectives` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::EmergencyDirectives` (r:0 w:1)
	// Proof: `MedicalRecords::EmergencyDirectives` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn deregister() -> Weight {
		// Proof size in bytes: measured 702, estimated 3784.
		// Fastest run: 80_744_000 picoseconds.
		Weight::from_parts(108_123_000, 3784)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:2 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:1)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	fn sponsor() -> Weight {
		// Proof size in bytes: measured 564, estimated 6406.
		// Fastest run: 27_267_000 picoseconds.
		Weight::from_parts(42_190_000, 6406)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:1)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn end_sponsorship() -> Weight {
		// Proof size in bytes: measured 488, estimated 3557.
		// Fastest run: 24_496_000 picoseconds.
		Weight::from_parts(45_120_000, 3557)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Guardians` (r:1 w:1)
	// Proof: `MedicalRecords::Guardians` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn name_guardian() -> Weight {
		// Proof size in bytes: measured 560, estimated 3698.
		// Fastest run: 29_860_000 picoseconds.
		Weight::from_parts(47_518_000, 3698)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:1)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Guardians` (r:1 w:0)
	// Proof: `MedicalRecords::Guardians` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn freeze_account() -> Weight {
		// Proof size in bytes: measured 443, estimated 6102.
		// Fastest run: 21_334_000 picoseconds.
		Weight::from_parts(38_531_000, 6102)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:1)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Guardians` (r:1 w:0)
	// Proof: `MedicalRecords::Guardians` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn unfreeze_account() -> Weight {
		// Proof size in bytes: measured 610, estimated 6102.
		// Fastest run: 25_998_000 picoseconds.
		Weight::from_parts(42_937_000, 6102)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:2 w:1)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	fn replace_account() -> Weight {
		// Proof size in bytes: measured 664, estimated 6102.
		// Fastest run: 30_764_000 picoseconds.
		Weight::from_parts(43_102_000, 6102)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Catalogues` (r:1 w:1)
	// Proof: `MedicalRecords::Catalogues` (`max_values`: None, `max_size`: Some(202), added: 2677, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn publish_catalogue() -> Weight {
		// Proof size in bytes: measured 623, estimated 3784.
		// Fastest run: 73_879_000 picoseconds.
		Weight::from_parts(96_302_000, 3784)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Catalogues` (r:1 w:1)
	// Proof: `MedicalRecords::Catalogues` (`max_values`: None, `max_size`: Some(202), added: 2677, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn withdraw_catalogue() -> Weight {
		// Proof size in bytes: measured 829, estimated 3784.
		// Fastest run: 64_322_000 picoseconds.
		Weight::from_parts(84_977_000, 3784)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn set_searchable() -> Weight {
		// Proof size in bytes: measured 965, estimated 3946.
		// Fastest run: 61_717_000 picoseconds.
		Weight::from_parts(163_296_000, 3946)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::SearchDirectives` (r:1 w:1)
	// Proof: `MedicalRecords::SearchDirectives` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn set_search_directive() -> Weight {
		// Proof size in bytes: measured 560, estimated 3698.
		// Fastest run: 30_019_000 picoseconds.
		Weight::from_parts(42_671_000, 3698)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::StorageHosts` (r:1 w:0)
	// Proof: `MedicalRecords::StorageHosts` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:1 w:0)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Attestations` (r:1 w:1)
	// Proof: `MedicalRecords::Attestations` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn attest_erasure() -> Weight {
		// Proof size in bytes: measured 413, estimated 3549.
		// Fastest run: 28_091_000 picoseconds.
		Weight::from_parts(38_741_000, 3549)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::EmergencyDirectives` (r:1 w:1)
	// Proof: `MedicalRecords::EmergencyDirectives` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:1 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn set_emergency() -> Weight {
		// Proof size in bytes: measured 608, estimated 3698.
		// Fastest run: 71_548_000 picoseconds.
		Weight::from_parts(191_616_000, 3698)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::EmergencyDirectives` (r:1 w:0)
	// Proof: `MedicalRecords::EmergencyDirectives` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Emergencies` (r:1 w:1)
	// Proof: `MedicalRecords::Emergencies` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:2 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:2 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn add_emergency() -> Weight {
		// Proof size in bytes: measured 1458, estimated 6078.
		// Fastest run: 442_507_000 picoseconds.
		Weight::from_parts(676_562_000, 6078)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Emergencies` (r:1 w:1)
	// Proof: `MedicalRecords::Emergencies` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::EmergencyRequests` (r:16 w:16)
	// Proof: `MedicalRecords::EmergencyRequests` (`max_values`: None, `max_size`: Some(634), added: 3109, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:16 w:16)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:16 w:16)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn remove_emergency(r: u32) -> Weight {
		// Proof size in bytes: measured 1675, estimated 4426.
		// Fastest run: 108_687_000 picoseconds.
		Weight::from_parts(266_187_085, 4426)
			// Standard error: 3_330_319
			.saturating_add(Weight::from_parts(117_919_693, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:2 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Facilities` (r:1 w:0)
	// Proof: `MedicalRecords::Facilities` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Emergencies` (r:1 w:0)
	// Proof: `MedicalRecords::Emergencies` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::GlassBreakers` (r:1 w:1)
	// Proof: `MedicalRecords::GlassBreakers` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:2 w:2)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:2 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:2 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(961), added: 3436, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:1 w:2)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:1)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::EmergencyRequests` (r:0 w:1)
	// Proof: `MedicalRecords::EmergencyRequests` (`max_values`: None, `max_size`: Some(634), added: 3109, mode: `MaxEncodedLen`)
	fn break_glass(c: u32) -> Weight {
		// Proof size in bytes: measured 4647, estimated 6406.
		// Fastest run: 477_472_000 picoseconds.
		Weight::from_parts(808_018_500, 6406)
			// Standard error: 34_001_100
			.saturating_add(Weight::from_parts(95_148_166, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(9_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5065).saturating_mul(c.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Reviews` (r:1 w:1)
	// Proof: `MedicalRecords::Reviews` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	fn file_statement() -> Weight {
		// Proof size in bytes: measured 1025, estimated 4186.
		// Fastest run: 21_863_000 picoseconds.
		Weight::from_parts(37_426_000, 4186)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Reviews` (r:1 w:1)
	// Proof: `MedicalRecords::Reviews` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:1 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:17 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::GlassBreakers` (r:1 w:1)
	// Proof: `MedicalRecords::GlassBreakers` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	fn submit_review() -> Weight {
		// Proof size in bytes: measured 5894, estimated 48165.
		// Fastest run: 198_082_000 picoseconds.
		Weight::from_parts(318_594_000, 48165)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Reviews` (r:1 w:1)
	// Proof: `MedicalRecords::Reviews` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::GlassBreakers` (r:1 w:1)
	// Proof: `MedicalRecords::GlassBreakers` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	fn enforce_review() -> Weight {
		// Proof size in bytes: measured 1142, estimated 4186.
		// Fastest run: 30_759_000 picoseconds.
		Weight::from_parts(42_998_000, 4186)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::GlassBreakers` (r:1 w:1)
	// Proof: `MedicalRecords::GlassBreakers` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Reviews` (r:0 w:3)
	// Proof: `MedicalRecords::Reviews` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	fn reinstate() -> Weight {
		// Proof size in bytes: measured 414, estimated 3613.
		// Fastest run: 26_684_000 picoseconds.
		Weight::from_parts(38_038_000, 3613)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `MedicalRecords::Facilities` (r:0 w:1)
	// Proof: `MedicalRecords::Facilities` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn set_facility() -> Weight {
		// Proof size in bytes: measured 0, estimated 0.
		// Fastest run: 11_106_000 picoseconds.
		Weight::from_parts(14_546_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with RocksDB's costs, for mock runtimes.
impl WeightInfo for () {
	fn register_user() -> Weight {
		Weight::from_parts(170_490_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_role() -> Weight {
		Weight::from_parts(33_273_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_committee(n: u32) -> Weight {
		Weight::from_parts(927_435_000, 3765)
			.saturating_add(Weight::from_parts(368_712_048, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2775).saturating_mul(n.into()))
	}
	fn register_record() -> Weight {
		Weight::from_parts(552_831_000, 6902)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn acknowledge_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(79_297_000, 4426)
			.saturating_add(Weight::from_parts(25_436_510, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(70_680_457, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 3133).saturating_mul(v.into()))
	}
	fn suspend_record(r: u32) -> Weight {
		Weight::from_parts(99_311_250, 4426)
			.saturating_add(Weight::from_parts(79_061_591, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	fn resume_record() -> Weight {
		Weight::from_parts(78_974_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn allow_correction() -> Weight {
		Weight::from_parts(91_697_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn request_access(c: u32) -> Weight {
		Weight::from_parts(462_196_940, 6406)
			.saturating_add(Weight::from_parts(119_999_660, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5065).saturating_mul(c.into()))
	}
	fn approve() -> Weight {
		Weight::from_parts(559_640_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn approve_many(n: u32) -> Weight {
		Weight::from_parts(331_163_240, 6102)
			.saturating_add(Weight::from_parts(252_957_745, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(n.into()))
	}
	fn reject() -> Weight {
		Weight::from_parts(115_400_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn grant_consent() -> Weight {
		Weight::from_parts(106_094_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn deny_consent() -> Weight {
		Weight::from_parts(87_766_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn close_request() -> Weight {
		Weight::from_parts(152_218_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn retire_committee() -> Weight {
		Weight::from_parts(52_305_000, 3534)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn cancel_request() -> Weight {
		Weight::from_parts(127_756_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn erase_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(252_817_307, 3546)
			.saturating_add(Weight::from_parts(79_745_014, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(75_887_880, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((9_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 3436).saturating_mul(v.into()))
	}
	fn refuse_record(r: u32) -> Weight {
		Weight::from_parts(258_592_797, 4426)
			.saturating_add(Weight::from_parts(69_022_405, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	fn finish_erasure(v: u32, r: u32) -> Weight {
		Weight::from_parts(189_942_542, 6100)
			.saturating_add(Weight::from_parts(18_460_730, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(77_758_499, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2956).saturating_mul(v.into()))
	}
	fn stop_erasure() -> Weight {
		Weight::from_parts(106_788_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn hold_record() -> Weight {
		Weight::from_parts(80_011_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn lift_hold() -> Weight {
		Weight::from_parts(66_430_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn enrol() -> Weight {
		Weight::from_parts(190_216_000, 6406)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(108_123_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn sponsor() -> Weight {
		Weight::from_parts(42_190_000, 6406)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn end_sponsorship() -> Weight {
		Weight::from_parts(45_120_000, 3557)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn name_guardian() -> Weight {
		Weight::from_parts(47_518_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn freeze_account() -> Weight {
		Weight::from_parts(38_531_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn unfreeze_account() -> Weight {
		Weight::from_parts(42_937_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn replace_account() -> Weight {
		Weight::from_parts(43_102_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn publish_catalogue() -> Weight {
		Weight::from_parts(96_302_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_catalogue() -> Weight {
		Weight::from_parts(84_977_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_searchable() -> Weight {
		Weight::from_parts(163_296_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_search_directive() -> Weight {
		Weight::from_parts(42_671_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn attest_erasure() -> Weight {
		Weight::from_parts(38_741_000, 3549)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_emergency() -> Weight {
		Weight::from_parts(191_616_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn add_emergency() -> Weight {
		Weight::from_parts(676_562_000, 6078)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn remove_emergency(r: u32) -> Weight {
		Weight::from_parts(266_187_085, 4426)
			.saturating_add(Weight::from_parts(117_919_693, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	fn break_glass(c: u32) -> Weight {
		Weight::from_parts(808_018_500, 6406)
			.saturating_add(Weight::from_parts(95_148_166, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5065).saturating_mul(c.into()))
	}
	fn file_statement() -> Weight {
		Weight::from_parts(37_426_000, 4186)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn submit_review() -> Weight {
		Weight::from_parts(318_594_000, 48165)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn enforce_review() -> Weight {
		Weight::from_parts(42_998_000, 4186)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(38_038_000, 3613)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn set_facility() -> Weight {
		Weight::from_parts(14_546_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
