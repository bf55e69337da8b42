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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	fn register_user() -> Weight {
		// Proof size in bytes: measured 411, estimated 3748.
		// Fastest run: 149_913_000 picoseconds.
		Weight::from_parts(158_937_000, 3748)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `MedicalRecords::Users` (r:1 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	fn set_role() -> Weight {
		// Proof size in bytes: measured 388, estimated 3698.
		// Fastest run: 20_460_000 picoseconds.
		Weight::from_parts(21_923_000, 3698)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Committees` (r:1 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:17 w:32)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(296), added: 2771, mode: `MaxEncodedLen`)
	fn set_committee(n: u32) -> Weight {
		// Proof size in bytes: measured 219, estimated 3761.
		// Fastest run: 847_553_000 picoseconds.
		Weight::from_parts(853_621_000, 3761)
			// Standard error: 4_553_579
			.saturating_add(Weight::from_parts(361_565_124, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
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
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:1 w:0)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:1 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RecordsByPatient` (r:0 w:1)
	// Proof: `MedicalRecords::RecordsByPatient` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn register_record() -> Weight {
		// Proof size in bytes: measured 1777, estimated 6900.
		// Fastest run: 523_530_000 picoseconds.
		Weight::from_parts(540_705_000, 6900)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:16 w:16)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:15)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn acknowledge_record(v: u32, r: u32) -> Weight {
		// Proof size in bytes: measured 583, estimated 4346.
		// Fastest run: 68_432_000 picoseconds.
		Weight::from_parts(69_594_000, 4346)
			// Standard error: 2_087_828
			.saturating_add(Weight::from_parts(24_732_499, 0).saturating_mul(v.into()))
			// Standard error: 2_106_148
			.saturating_add(Weight::from_parts(58_580_796, 0).saturating_mul(r.into()))
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
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	fn suspend_record(r: u32) -> Weight {
		// Proof size in bytes: measured 1175, estimated 4346.
		// Fastest run: 55_242_000 picoseconds.
		Weight::from_parts(73_691_903, 4346)
			// Standard error: 235_563
			.saturating_add(Weight::from_parts(70_882_359, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Erasures` (r:1 w:0)
	// Proof: `MedicalRecords::Erasures` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:1 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn resume_record() -> Weight {
		// Proof size in bytes: measured 1189, estimated 3945.
		// Fastest run: 61_842_000 picoseconds.
		Weight::from_parts(75_453_000, 3945)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
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
		// Proof size in bytes: measured 1414, estimated 3945.
		// Fastest run: 60_460_000 picoseconds.
		Weight::from_parts(79_959_000, 3945)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:2 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:1)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	fn request_access(c: u32) -> Weight {
		// Proof size in bytes: measured 3365, estimated 6406.
		// Fastest run: 329_340_000 picoseconds.
		Weight::from_parts(345_609_629, 6406)
			// Standard error: 1_302_410
			.saturating_add(Weight::from_parts(88_718_203, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
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
		// Proof size in bytes: measured 2893, estimated 6102.
		// Fastest run: 611_000_000 picoseconds.
		Weight::from_parts(648_025_000, 6102)
			.saturating_add(T::DbWeight::get().reads(9_u64))
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
		// Proof size in bytes: measured 1385, estimated 6102.
		// Fastest run: 626_503_000 picoseconds.
		Weight::from_parts(352_735_417, 6102)
			// Standard error: 502_791
			.saturating_add(Weight::from_parts(304_752_760, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
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
		// Proof size in bytes: measured 2784, estimated 5065.
		// Fastest run: 79_729_000 picoseconds.
		Weight::from_parts(98_617_000, 5065)
			.saturating_add(T::DbWeight::get().reads(7_u64))
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
		// Proof size in bytes: measured 2659, estimated 6102.
		// Fastest run: 76_935_000 picoseconds.
		Weight::from_parts(93_219_000, 6102)
			.saturating_add(T::DbWeight::get().reads(8_u64))
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
		// Proof size in bytes: measured 2478, estimated 5065.
		// Fastest run: 64_967_000 picoseconds.
		Weight::from_parts(74_270_000, 5065)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	fn close_request() -> Weight {
		// Proof size in bytes: measured 2377, estimated 5065.
		// Fastest run: 117_255_000 picoseconds.
		Weight::from_parts(131_266_000, 5065)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `MedicalRecords::Committees` (r:1 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn retire_committee() -> Weight {
		// Proof size in bytes: measured 159, estimated 3526.
		// Fastest run: 31_386_000 picoseconds.
		Weight::from_parts(43_514_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	fn cancel_request() -> Weight {
		// Proof size in bytes: measured 2225, estimated 5065.
		// Fastest run: 106_569_000 picoseconds.
		Weight::from_parts(118_687_000, 5065)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:16 w:16)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::LegalHolds` (r:16 w:16)
	// Proof: `MedicalRecords::LegalHolds` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:32 w:32)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:32 w:32)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
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
		// Proof size in bytes: measured 1032, estimated 3546.
		// Fastest run: 1_231_745_000 picoseconds.
		Weight::from_parts(51_862_042, 3546)
			// Standard error: 1_077_858
			.saturating_add(Weight::from_parts(84_462_841, 0).saturating_mul(v.into()))
			// Standard error: 1_002_645
			.saturating_add(Weight::from_parts(71_426_784, 0).saturating_mul(r.into()))
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
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Replacements` (r:1 w:0)
	// Proof: `MedicalRecords::Replacements` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::LegalHolds` (r:1 w:1)
	// Proof: `MedicalRecords::LegalHolds` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:17 w:17)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:17 w:17)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
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
		// Proof size in bytes: measured 1489, estimated 4346.
		// Fastest run: 167_910_000 picoseconds.
		Weight::from_parts(187_087_444, 4346)
			// Standard error: 201_214
			.saturating_add(Weight::from_parts(70_693_116, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(10_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	// Storage: `MedicalRecords::Records` (r:16 w:16)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
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
		// Proof size in bytes: measured 1006, estimated 6100.
		// Fastest run: 319_275_000 picoseconds.
		Weight::from_parts(171_292_072, 6100)
			// Standard error: 331_371
			.saturating_add(Weight::from_parts(11_124_211, 0).saturating_mul(v.into()))
			// Standard error: 308_248
			.saturating_add(Weight::from_parts(70_578_374, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2955).saturating_mul(v.into()))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
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
		// Proof size in bytes: measured 1317, estimated 3945.
		// Fastest run: 70_345_000 picoseconds.
		Weight::from_parts(80_871_000, 3945)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(480), added: 2955, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::LegalHolds` (r:0 w:1)
	// Proof: `MedicalRecords::LegalHolds` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:0 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	fn hold_record() -> Weight {
		// Proof size in bytes: measured 810, estimated 3945.
		// Fastest run: 52_278_000 picoseconds.
		Weight::from_parts(67_600_000, 3945)
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
		// Fastest run: 47_180_000 picoseconds.
		Weight::from_parts(62_163_000, 3698)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	fn enrol() -> Weight {
		// Proof size in bytes: measured 545, estimated 6406.
		// Fastest run: 163_123_000 picoseconds.
		Weight::from_parts(175_321_000, 6406)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:0)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::FreeCalls` (r:0 w:1)
	// Proof: `MedicalRecords::FreeCalls` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Guardians` (r:0 w:1)
	// Proof: `MedicalRecords::Guardians` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	fn deregister() -> Weight {
		// Proof size in bytes: measured 634, estimated 3748.
		// Fastest run: 88_501_000 picoseconds.
		Weight::from_parts(92_488_000, 3748)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:2 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(233), added: 2708, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Sponsorships` (r:1 w:1)
	// Proof: `MedicalRecords::Sponsorships` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	fn sponsor() -> Weight {
		// Proof size in bytes: measured 504, estimated 6406.
		// Fastest run: 28_292_000 picoseconds.
		Weight::from_parts(30_114_000, 6406)
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
		// Fastest run: 27_681_000 picoseconds.
		Weight::from_parts(29_875_000, 3557)
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
		// Fastest run: 31_857_000 picoseconds.
		Weight::from_parts(34_010_000, 3698)
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
		// Fastest run: 25_828_000 picoseconds.
		Weight::from_parts(27_761_000, 6102)
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
		// Fastest run: 31_327_000 picoseconds.
		Weight::from_parts(33_550_000, 6102)
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
		// Fastest run: 31_197_000 picoseconds.
		Weight::from_parts(33_651_000, 6102)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Not measured yet: an upper bound by what calls that read and write as much were measured at.
	fn publish_catalogue() -> Weight {
		Weight::from_parts(120000000, 3748)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Not measured yet: an upper bound by what calls that read and write as much were measured at.
	fn withdraw_catalogue() -> Weight {
		Weight::from_parts(90000000, 3748)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Not measured yet: an upper bound by what calls that read and write as much were measured at.
	fn set_searchable() -> Weight {
		Weight::from_parts(45000000, 6102)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Not measured yet: an upper bound by what calls that read and write as much were measured at.
	fn set_search_directive() -> Weight {
		Weight::from_parts(45000000, 3748)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Not measured yet: an upper bound by what calls that read and write as much were measured at.
	fn attest_erasure() -> Weight {
		Weight::from_parts(35000000, 3748)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with RocksDB's costs, for mock runtimes.
impl WeightInfo for () {
	fn register_user() -> Weight {
		Weight::from_parts(158_937_000, 3748)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_role() -> Weight {
		Weight::from_parts(21_923_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_committee(n: u32) -> Weight {
		Weight::from_parts(853_621_000, 3761)
			.saturating_add(Weight::from_parts(361_565_124, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2771).saturating_mul(n.into()))
	}
	fn register_record() -> Weight {
		Weight::from_parts(540_705_000, 6900)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn acknowledge_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(69_594_000, 4346)
			.saturating_add(Weight::from_parts(24_732_499, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(58_580_796, 0).saturating_mul(r.into()))
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
		Weight::from_parts(73_691_903, 4346)
			.saturating_add(Weight::from_parts(70_882_359, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	fn resume_record() -> Weight {
		Weight::from_parts(75_453_000, 3945)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn allow_correction() -> Weight {
		Weight::from_parts(79_959_000, 3945)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn request_access(c: u32) -> Weight {
		Weight::from_parts(345_609_629, 6406)
			.saturating_add(Weight::from_parts(88_718_203, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5065).saturating_mul(c.into()))
	}
	fn approve() -> Weight {
		Weight::from_parts(648_025_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn approve_many(n: u32) -> Weight {
		Weight::from_parts(352_735_417, 6102)
			.saturating_add(Weight::from_parts(304_752_760, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(n.into()))
	}
	fn reject() -> Weight {
		Weight::from_parts(98_617_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn grant_consent() -> Weight {
		Weight::from_parts(93_219_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn deny_consent() -> Weight {
		Weight::from_parts(74_270_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn close_request() -> Weight {
		Weight::from_parts(131_266_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn retire_committee() -> Weight {
		Weight::from_parts(43_514_000, 3526)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn cancel_request() -> Weight {
		Weight::from_parts(118_687_000, 5065)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn erase_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(51_862_042, 3546)
			.saturating_add(Weight::from_parts(84_462_841, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(71_426_784, 0).saturating_mul(r.into()))
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
		Weight::from_parts(187_087_444, 4346)
			.saturating_add(Weight::from_parts(70_693_116, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
	}
	fn finish_erasure(v: u32, r: u32) -> Weight {
		Weight::from_parts(171_292_072, 6100)
			.saturating_add(Weight::from_parts(11_124_211, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(70_578_374, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4075).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2955).saturating_mul(v.into()))
	}
	fn stop_erasure() -> Weight {
		Weight::from_parts(80_871_000, 3945)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn hold_record() -> Weight {
		Weight::from_parts(67_600_000, 3945)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn lift_hold() -> Weight {
		Weight::from_parts(62_163_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn enrol() -> Weight {
		Weight::from_parts(175_321_000, 6406)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(92_488_000, 3748)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn sponsor() -> Weight {
		Weight::from_parts(30_114_000, 6406)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn end_sponsorship() -> Weight {
		Weight::from_parts(29_875_000, 3557)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn name_guardian() -> Weight {
		Weight::from_parts(34_010_000, 3698)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn freeze_account() -> Weight {
		Weight::from_parts(27_761_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn unfreeze_account() -> Weight {
		Weight::from_parts(33_550_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn replace_account() -> Weight {
		Weight::from_parts(33_651_000, 6102)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn publish_catalogue() -> Weight {
		Weight::from_parts(120000000, 3748)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_catalogue() -> Weight {
		Weight::from_parts(90000000, 3748)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_searchable() -> Weight {
		Weight::from_parts(45000000, 6102)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_search_directive() -> Weight {
		Weight::from_parts(45000000, 3748)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn attest_erasure() -> Weight {
		Weight::from_parts(35000000, 3748)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
