//! Weights of the calls, measured on the runtime's wasm. Written by `make weights`: never edit by hand.
//!
//! Date: 2026-11-29. Processor: Intel(R) Xeon(R) Processor. frame-benchmarking 64.0.0, 20 steps, 10 repeats.
//! Host functions of the release profile.

#![allow(unused_parens)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{Weight, constants::RocksDbWeight},
};

/// One weight per call.
pub trait WeightInfo {
	/// `open_ceremony`
	fn open_ceremony() -> Weight;
	/// `join_ceremony`
	fn join_ceremony() -> Weight;
	/// `submit_deal`
	fn submit_deal() -> Weight;
	/// `submit_last_deal`, `n` from 2 to 16
	fn submit_last_deal(n: u32) -> Weight;
	/// `certify`
	fn certify() -> Weight;
	/// `hand_over`
	fn hand_over() -> Weight;
	/// `complain`
	fn complain() -> Weight;
	/// `answer`
	fn answer() -> Weight;
	/// `activate`, `n` from 2 to 16
	fn activate(n: u32) -> Weight;
	/// `end_ceremony`, `n` from 2 to 16
	fn end_ceremony(n: u32) -> Weight;
}

/// What was measured, with the database costs of the chain `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:1)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Attempts` (r:1 w:1)
	// Proof: `CommitteeCeremonies::Attempts` (`max_values`: None, `max_size`: Some(22), added: 2497, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Pending` (r:1 w:0)
	// Proof: `MedicalRecords::Pending` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:17 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::NextIndex` (r:1 w:0)
	// Proof: `MedicalRecords::NextIndex` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn open_ceremony() -> Weight {
		// Proof size in bytes: measured 5198, estimated 48165.
		// Fastest run: 409_994_000 picoseconds.
		Weight::from_parts(577_365_000, 48165)
			.saturating_add(T::DbWeight::get().reads(26_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:1)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Joins` (r:17 w:1)
	// Proof: `CommitteeCeremonies::Joins` (`max_values`: None, `max_size`: Some(194), added: 2669, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn join_ceremony() -> Weight {
		// Proof size in bytes: measured 4002, estimated 46363.
		// Fastest run: 431_107_000 picoseconds.
		Weight::from_parts(552_698_000, 46363)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:0)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Deals` (r:16 w:1)
	// Proof: `CommitteeCeremonies::Deals` (`max_values`: None, `max_size`: Some(3970), added: 6445, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Joins` (r:16 w:0)
	// Proof: `CommitteeCeremonies::Joins` (`max_values`: None, `max_size`: Some(194), added: 2669, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn submit_deal() -> Weight {
		// Proof size in bytes: measured 4856, estimated 104110.
		// Fastest run: 858_951_000 picoseconds.
		Weight::from_parts(1_033_335_000, 104110)
			.saturating_add(T::DbWeight::get().reads(36_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:1)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Deals` (r:17 w:1)
	// Proof: `CommitteeCeremonies::Deals` (`max_values`: None, `max_size`: Some(3970), added: 6445, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Joins` (r:16 w:0)
	// Proof: `CommitteeCeremonies::Joins` (`max_values`: None, `max_size`: Some(194), added: 2669, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Certificates` (r:16 w:0)
	// Proof: `CommitteeCeremonies::Certificates` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Foundations` (r:0 w:1)
	// Proof: `CommitteeCeremonies::Foundations` (`max_values`: None, `max_size`: Some(1685), added: 4160, mode: `MaxEncodedLen`)
	fn submit_last_deal(n: u32) -> Weight {
		// Proof size in bytes: measured 0, estimated 7435.
		// Fastest run: 1_374_026_000 picoseconds.
		Weight::from_parts(1_443_328_000, 7435)
			// Standard error: 11_716_220
			.saturating_add(Weight::from_parts(671_658_243, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 6445).saturating_mul(n.into()))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:1)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Certificates` (r:17 w:1)
	// Proof: `CommitteeCeremonies::Certificates` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Complaints` (r:1 w:0)
	// Proof: `CommitteeCeremonies::Complaints` (`max_values`: None, `max_size`: Some(199), added: 2674, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Foundations` (r:1 w:0)
	// Proof: `CommitteeCeremonies::Foundations` (`max_values`: None, `max_size`: Some(1685), added: 4160, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Joins` (r:16 w:0)
	// Proof: `CommitteeCeremonies::Joins` (`max_values`: None, `max_size`: Some(194), added: 2669, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn certify() -> Weight {
		// Proof size in bytes: measured 8182, estimated 45819.
		// Fastest run: 466_570_000 picoseconds.
		Weight::from_parts(765_860_000, 45819)
			.saturating_add(T::DbWeight::get().reads(39_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:1)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:17 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Handovers` (r:10 w:1)
	// Proof: `CommitteeCeremonies::Handovers` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Foundations` (r:1 w:0)
	// Proof: `CommitteeCeremonies::Foundations` (`max_values`: None, `max_size`: Some(1685), added: 4160, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Joins` (r:16 w:0)
	// Proof: `CommitteeCeremonies::Joins` (`max_values`: None, `max_size`: Some(194), added: 2669, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Certificates` (r:16 w:0)
	// Proof: `CommitteeCeremonies::Certificates` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn hand_over() -> Weight {
		// Proof size in bytes: measured 13355, estimated 48165.
		// Fastest run: 609_329_000 picoseconds.
		Weight::from_parts(914_692_000, 48165)
			.saturating_add(T::DbWeight::get().reads(64_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:1)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:17 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Certificates` (r:1 w:0)
	// Proof: `CommitteeCeremonies::Certificates` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Complaints` (r:17 w:1)
	// Proof: `CommitteeCeremonies::Complaints` (`max_values`: None, `max_size`: Some(199), added: 2674, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Foundations` (r:1 w:0)
	// Proof: `CommitteeCeremonies::Foundations` (`max_values`: None, `max_size`: Some(1685), added: 4160, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn complain() -> Weight {
		// Proof size in bytes: measured 9400, estimated 48165.
		// Fastest run: 400_034_000 picoseconds.
		Weight::from_parts(604_856_000, 48165)
			.saturating_add(T::DbWeight::get().reads(40_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Frozen` (r:1 w:0)
	// Proof: `MedicalRecords::Frozen` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:1)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:17 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Complaints` (r:16 w:1)
	// Proof: `CommitteeCeremonies::Complaints` (`max_values`: None, `max_size`: Some(199), added: 2674, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Deals` (r:1 w:0)
	// Proof: `CommitteeCeremonies::Deals` (`max_values`: None, `max_size`: Some(3970), added: 6445, mode: `MaxEncodedLen`)
	fn answer() -> Weight {
		// Proof size in bytes: measured 11799, estimated 48165.
		// Fastest run: 1_020_915_000 picoseconds.
		Weight::from_parts(1_309_281_000, 48165)
			.saturating_add(T::DbWeight::get().reads(37_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:0)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `ServiceClock::Now` (r:1 w:0)
	// Proof: `ServiceClock::Now` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Foundations` (r:1 w:0)
	// Proof: `CommitteeCeremonies::Foundations` (`max_values`: None, `max_size`: Some(1685), added: 4160, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Joins` (r:16 w:0)
	// Proof: `CommitteeCeremonies::Joins` (`max_values`: None, `max_size`: Some(194), added: 2669, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Certificates` (r:16 w:0)
	// Proof: `CommitteeCeremonies::Certificates` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	fn activate(n: u32) -> Weight {
		// Proof size in bytes: measured 662, estimated 5150.
		// Fastest run: 44_775_000 picoseconds.
		Weight::from_parts(33_477_599, 5150)
			// Standard error: 678_698
			.saturating_add(Weight::from_parts(13_629_776, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2669).saturating_mul(n.into()))
	}
	// Storage: `CommitteeCeremonies::Ceremonies` (r:1 w:1)
	// Proof: `CommitteeCeremonies::Ceremonies` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Joins` (r:16 w:16)
	// Proof: `CommitteeCeremonies::Joins` (`max_values`: None, `max_size`: Some(194), added: 2669, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Deals` (r:16 w:16)
	// Proof: `CommitteeCeremonies::Deals` (`max_values`: None, `max_size`: Some(3970), added: 6445, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Certificates` (r:15 w:15)
	// Proof: `CommitteeCeremonies::Certificates` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `CommitteeCeremonies::Foundations` (r:0 w:1)
	// Proof: `CommitteeCeremonies::Foundations` (`max_values`: None, `max_size`: Some(1685), added: 4160, mode: `MaxEncodedLen`)
	fn end_ceremony(n: u32) -> Weight {
		// Proof size in bytes: measured 565, estimated 4236.
		// Fastest run: 135_561_000 picoseconds.
		Weight::from_parts(125_073_849, 4236)
			// Standard error: 1_843_488
			.saturating_add(Weight::from_parts(27_656_038, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 6445).saturating_mul(n.into()))
	}
}

/// The same with RocksDB's costs, for mock runtimes.
impl WeightInfo for () {
	fn open_ceremony() -> Weight {
		Weight::from_parts(577_365_000, 48165)
			.saturating_add(RocksDbWeight::get().reads(26_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn join_ceremony() -> Weight {
		Weight::from_parts(552_698_000, 46363)
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn submit_deal() -> Weight {
		Weight::from_parts(1_033_335_000, 104110)
			.saturating_add(RocksDbWeight::get().reads(36_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn submit_last_deal(n: u32) -> Weight {
		Weight::from_parts(1_443_328_000, 7435)
			.saturating_add(Weight::from_parts(671_658_243, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 6445).saturating_mul(n.into()))
	}
	fn certify() -> Weight {
		Weight::from_parts(765_860_000, 45819)
			.saturating_add(RocksDbWeight::get().reads(39_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn hand_over() -> Weight {
		Weight::from_parts(914_692_000, 48165)
			.saturating_add(RocksDbWeight::get().reads(64_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn complain() -> Weight {
		Weight::from_parts(604_856_000, 48165)
			.saturating_add(RocksDbWeight::get().reads(40_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn answer() -> Weight {
		Weight::from_parts(1_309_281_000, 48165)
			.saturating_add(RocksDbWeight::get().reads(37_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn activate(n: u32) -> Weight {
		Weight::from_parts(33_477_599, 5150)
			.saturating_add(Weight::from_parts(13_629_776, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2669).saturating_mul(n.into()))
	}
	fn end_ceremony(n: u32) -> Weight {
		Weight::from_parts(125_073_849, 4236)
			.saturating_add(Weight::from_parts(27_656_038, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 6445).saturating_mul(n.into()))
	}
}
