//! Weights of the calls, measured on the runtime's wasm. Written by `make weights`: never edit by hand.
//!
//! Date: 2026-11-28. Processor: AMD EPYC. frame-benchmarking 64.0.0, 10 steps, 8 repeats.
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	fn register_user() -> Weight {
		// Proof size in bytes: measured 411, estimated 3766.
		// Fastest run: 152_387_000 picoseconds.
		Weight::from_parts(160_169_000, 3766)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `MedicalRecords::Users` (r:1 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::StorageHosts` (r:0 w:1)
	// Proof: `MedicalRecords::StorageHosts` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn set_role() -> Weight {
		// Proof size in bytes: measured 388, estimated 3698.
		// Fastest run: 23_205_000 picoseconds.
		Weight::from_parts(24_897_000, 3698)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Committees` (r:1 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:17 w:32)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(296), added: 2771, mode: `MaxEncodedLen`)
	fn set_committee(n: u32) -> Weight {
		// Proof size in bytes: measured 219, estimated 3761.
		// Fastest run: 844_297_000 picoseconds.
		Weight::from_parts(854_893_000, 3761)
			// Standard error: 4_593_559
			.saturating_add(Weight::from_parts(424_706_319, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2771).saturating_mul(n.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:2 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:0 w:1)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn register_record() -> Weight {
		// Proof size in bytes: measured 1881, estimated 6902.
		// Fastest run: 511_622_000 picoseconds.
		Weight::from_parts(523_960_000, 6902)
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
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:16 w:16)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:16 w:16)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:15)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn acknowledge_record(v: u32, r: u32) -> Weight {
		// Proof size in bytes: measured 572, estimated 4346.
		// Fastest run: 53_059_000 picoseconds.
		Weight::from_parts(56_214_000, 4346)
			// Standard error: 2_130_378
			.saturating_add(Weight::from_parts(25_115_234, 0).saturating_mul(v.into()))
			// Standard error: 2_149_071
			.saturating_add(Weight::from_parts(60_050_940, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 3051).saturating_mul(v.into()))
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
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:16 w:16)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:16 w:16)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	fn suspend_record(r: u32) -> Weight {
		// Proof size in bytes: measured 1143, estimated 4346.
		// Fastest run: 48_112_000 picoseconds.
		Weight::from_parts(62_539_680, 4346)
			// Standard error: 228_662
			.saturating_add(Weight::from_parts(70_814_820, 0).saturating_mul(r.into()))
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
		// Proof size in bytes: measured 1190, estimated 3946.
		// Fastest run: 53_529_000 picoseconds.
		Weight::from_parts(69_173_000, 3946)
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
		// Proof size in bytes: measured 1382, estimated 3946.
		// Fastest run: 59_809_000 picoseconds.
		Weight::from_parts(65_608_000, 3946)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(481), added: 2956, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:2 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:2 w:2)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(296), added: 2771, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:1 w:2)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:1)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	fn request_access(c: u32) -> Weight {
		// Proof size in bytes: measured 3361, estimated 6406.
		// Fastest run: 316_841_000 picoseconds.
		Weight::from_parts(333_955_722, 6406)
			// Standard error: 1_665_821
			.saturating_add(Weight::from_parts(97_387_444, 0).saturating_mul(c.into()))
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
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(296), added: 2771, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	fn approve() -> Weight {
		// Proof size in bytes: measured 2921, estimated 6102.
		// Fastest run: 609_457_000 picoseconds.
		Weight::from_parts(628_125_000, 6102)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(296), added: 2771, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	fn approve_many(n: u32) -> Weight {
		// Proof size in bytes: measured 1379, estimated 6102.
		// Fastest run: 613_784_000 picoseconds.
		Weight::from_parts(350_903_355, 6102)
			// Standard error: 565_694
			.saturating_add(Weight::from_parts(304_096_471, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
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
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(296), added: 2771, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn reject() -> Weight {
		// Proof size in bytes: measured 2780, estimated 5065.
		// Fastest run: 79_929_000 picoseconds.
		Weight::from_parts(95_352_000, 5065)
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
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn grant_consent() -> Weight {
		// Proof size in bytes: measured 2626, estimated 6102.
		// Fastest run: 77_125_000 picoseconds.
		Weight::from_parts(91_727_000, 6102)
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
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn deny_consent() -> Weight {
		// Proof size in bytes: measured 2445, estimated 5065.
		// Fastest run: 64_035_000 picoseconds.
		Weight::from_parts(79_559_000, 5065)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	fn close_request() -> Weight {
		// Proof size in bytes: measured 2377, estimated 5065.
		// Fastest run: 114_751_000 picoseconds.
		Weight::from_parts(125_657_000, 5065)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `MedicalRecords::Committees` (r:1 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn retire_committee() -> Weight {
		// Proof size in bytes: measured 159, estimated 3526.
		// Fastest run: 27_742_000 picoseconds.
		Weight::from_parts(34_021_000, 3526)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	fn cancel_request() -> Weight {
		// Proof size in bytes: measured 2225, estimated 5065.
		// Fastest run: 98_817_000 picoseconds.
		Weight::from_parts(105_988_000, 5065)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:16 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
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
	// Storage: `MedicalRecords::Tombstones` (r:0 w:16)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Erasures` (r:0 w:16)
	// Proof: `MedicalRecords::Erasures` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:0 w:16)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn erase_record(v: u32, r: u32) -> Weight {
		// Proof size in bytes: measured 1098, estimated 3546.
		// Fastest run: 1_234_538_000 picoseconds.
		Weight::from_parts(52_597_641, 3546)
			// Standard error: 500_246
			.saturating_add(Weight::from_parts(84_735_414, 0).saturating_mul(v.into()))
			// Standard error: 465_339
			.saturating_add(Weight::from_parts(70_972_246, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 3356).saturating_mul(v.into()))
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:0 w:1)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Erasures` (r:0 w:1)
	// Proof: `MedicalRecords::Erasures` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:0 w:1)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn refuse_record(r: u32) -> Weight {
		// Proof size in bytes: measured 1516, estimated 4346.
		// Fastest run: 160_840_000 picoseconds.
		Weight::from_parts(175_150_789, 4346)
			// Standard error: 191_780
			.saturating_add(Weight::from_parts(72_267_331, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(10_u64))
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1600), added: 4075, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:0 w:1)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:0 w:1)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn finish_erasure(v: u32, r: u32) -> Weight {
		// Proof size in bytes: measured 1120, estimated 6100.
		// Fastest run: 320_277_000 picoseconds.
		Weight::from_parts(150_137_459, 6100)
			// Standard error: 476_389
			.saturating_add(Weight::from_parts(13_555_795, 0).saturating_mul(v.into()))
			// Standard error: 443_147
			.saturating_add(Weight::from_parts(71_768_477, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
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
		// Proof size in bytes: measured 1351, estimated 3946.
		// Fastest run: 57_295_000 picoseconds.
		Weight::from_parts(75_081_000, 3946)
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
		// Proof size in bytes: measured 811, estimated 3946.
		// Fastest run: 58_817_000 picoseconds.
		Weight::from_parts(63_414_000, 3946)
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
		// Proof size in bytes: measured 655, estimated 3698.
		// Fastest run: 42_273_000 picoseconds.
		Weight::from_parts(55_573_000, 3698)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	fn enrol() -> Weight {
		// Proof size in bytes: measured 545, estimated 6406.
		// Fastest run: 164_294_000 picoseconds.
		Weight::from_parts(173_779_000, 6406)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:0)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:0 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Guardians` (r:0 w:1)
	// Proof: `MedicalRecords::Guardians` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::SearchDirectives` (r:0 w:1)
	// Proof: `MedicalRecords::SearchDirectives` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn deregister() -> Weight {
		// Proof size in bytes: measured 634, estimated 3766.
		// Fastest run: 91_687_000 picoseconds.
		Weight::from_parts(95_993_000, 3766)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:2 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:1)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	fn sponsor() -> Weight {
		// Proof size in bytes: measured 504, estimated 6406.
		// Fastest run: 28_673_000 picoseconds.
		Weight::from_parts(30_976_000, 6406)
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
		// Proof size in bytes: measured 428, estimated 3557.
		// Fastest run: 28_713_000 picoseconds.
		Weight::from_parts(30_676_000, 3557)
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
		// Proof size in bytes: measured 504, estimated 3698.
		// Fastest run: 32_579_000 picoseconds.
		Weight::from_parts(35_223_000, 3698)
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
		// Proof size in bytes: measured 387, estimated 6102.
		// Fastest run: 26_469_000 picoseconds.
		Weight::from_parts(28_552_000, 6102)
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
		// Proof size in bytes: measured 550, estimated 6102.
		// Fastest run: 31_537_000 picoseconds.
		Weight::from_parts(34_091_000, 6102)
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
		// Proof size in bytes: measured 604, estimated 6102.
		// Fastest run: 31_417_000 picoseconds.
		Weight::from_parts(33_880_000, 6102)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	fn publish_catalogue() -> Weight {
		// Proof size in bytes: measured 567, estimated 3766.
		// Fastest run: 86_689_000 picoseconds.
		Weight::from_parts(90_245_000, 3766)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	fn withdraw_catalogue() -> Weight {
		// Proof size in bytes: measured 773, estimated 3766.
		// Fastest run: 72_187_000 picoseconds.
		Weight::from_parts(75_933_000, 3766)
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
		// Proof size in bytes: measured 1190, estimated 3946.
		// Fastest run: 50_876_000 picoseconds.
		Weight::from_parts(59_499_000, 3946)
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
		// Proof size in bytes: measured 504, estimated 3698.
		// Fastest run: 31_146_000 picoseconds.
		Weight::from_parts(33_510_000, 3698)
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
		// Proof size in bytes: measured 357, estimated 3549.
		// Fastest run: 28_122_000 picoseconds.
		Weight::from_parts(30_415_000, 3549)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with RocksDB's costs, for mock runtimes.
impl WeightInfo for () {
	fn register_user() -> Weight {
		Weight::from_parts(160_169_000, 3766)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_role() -> Weight {
		Weight::from_parts(24_897_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_committee(n: u32) -> Weight {
		Weight::from_parts(854_893_000, 3761)
			.saturating_add(Weight::from_parts(424_706_319, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2771).saturating_mul(n.into()))
	}
	fn register_record() -> Weight {
		Weight::from_parts(523_960_000, 6902)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn acknowledge_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(56_214_000, 4346)
			.saturating_add(Weight::from_parts(25_115_234, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(60_050_940, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 3051).saturating_mul(v.into()))
	}
	fn suspend_record(r: u32) -> Weight {
		Weight::from_parts(62_539_680, 4346)
			.saturating_add(Weight::from_parts(70_814_820, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	fn resume_record() -> Weight {
		Weight::from_parts(69_173_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn allow_correction() -> Weight {
		Weight::from_parts(65_608_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn request_access(c: u32) -> Weight {
		Weight::from_parts(333_955_722, 6406)
			.saturating_add(Weight::from_parts(97_387_444, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5065).saturating_mul(c.into()))
	}
	fn approve() -> Weight {
		Weight::from_parts(628_125_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn approve_many(n: u32) -> Weight {
		Weight::from_parts(350_903_355, 6102)
			.saturating_add(Weight::from_parts(304_096_471, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(n.into()))
	}
	fn reject() -> Weight {
		Weight::from_parts(95_352_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn grant_consent() -> Weight {
		Weight::from_parts(91_727_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn deny_consent() -> Weight {
		Weight::from_parts(79_559_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn close_request() -> Weight {
		Weight::from_parts(125_657_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn retire_committee() -> Weight {
		Weight::from_parts(34_021_000, 3526)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn cancel_request() -> Weight {
		Weight::from_parts(105_988_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn erase_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(52_597_641, 3546)
			.saturating_add(Weight::from_parts(84_735_414, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(70_972_246, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 3356).saturating_mul(v.into()))
	}
	fn refuse_record(r: u32) -> Weight {
		Weight::from_parts(175_150_789, 4346)
			.saturating_add(Weight::from_parts(72_267_331, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	fn finish_erasure(v: u32, r: u32) -> Weight {
		Weight::from_parts(150_137_459, 6100)
			.saturating_add(Weight::from_parts(13_555_795, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(71_768_477, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2956).saturating_mul(v.into()))
	}
	fn stop_erasure() -> Weight {
		Weight::from_parts(75_081_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn hold_record() -> Weight {
		Weight::from_parts(63_414_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn lift_hold() -> Weight {
		Weight::from_parts(55_573_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn enrol() -> Weight {
		Weight::from_parts(173_779_000, 6406)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(95_993_000, 3766)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn sponsor() -> Weight {
		Weight::from_parts(30_976_000, 6406)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn end_sponsorship() -> Weight {
		Weight::from_parts(30_676_000, 3557)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn name_guardian() -> Weight {
		Weight::from_parts(35_223_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn freeze_account() -> Weight {
		Weight::from_parts(28_552_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn unfreeze_account() -> Weight {
		Weight::from_parts(34_091_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn replace_account() -> Weight {
		Weight::from_parts(33_880_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn publish_catalogue() -> Weight {
		Weight::from_parts(90_245_000, 3766)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_catalogue() -> Weight {
		Weight::from_parts(75_933_000, 3766)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_searchable() -> Weight {
		Weight::from_parts(59_499_000, 3946)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_search_directive() -> Weight {
		Weight::from_parts(33_510_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn attest_erasure() -> Weight {
		Weight::from_parts(30_415_000, 3549)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
