//! Weights of the calls, measured on the runtime's wasm. Written by `make weights`: never edit by hand.
//!
//! Date: 2026-11-24. Processor: AMD EPYC. frame-benchmarking 64.0.0, 17 steps, 10 repeats.

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
	/// `register_record`, `r` from 0 to 16
	fn register_record(r: u32) -> Weight;
	/// `acknowledge_record`
	fn acknowledge_record() -> Weight;
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
	/// `cancel_request`
	fn cancel_request() -> Weight;
	/// `retire_committee`
	fn retire_committee() -> Weight;
	/// `reject`
	fn reject() -> Weight;
	/// `grant_consent`
	fn grant_consent() -> Weight;
	/// `deny_consent`
	fn deny_consent() -> Weight;
	/// `close_request`
	fn close_request() -> Weight;
	/// `erase_record`, `r` from 0 to 16
	fn erase_record(r: u32) -> Weight;
}

/// What was measured, with the database costs of the chain `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `MedicalRecords::Users` (r:1 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn register_user() -> Weight {
		// Proof size in bytes: measured 412, estimated 3645.
		// Fastest run: 400_205_000 picoseconds.
		Weight::from_parts(425_823_000, 3645)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Users` (r:1 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	fn set_role() -> Weight {
		// Proof size in bytes: measured 351, estimated 3645.
		// Fastest run: 179_267_000 picoseconds.
		Weight::from_parts(185_076_000, 3645)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Committees` (r:1 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(3675), added: 6150, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn set_committee(n: u32) -> Weight {
		// Proof size in bytes: measured 179, estimated 7140.
		// Fastest run: 1_239_504_000 picoseconds.
		Weight::from_parts(17_514_289, 7140)
			// Standard error: 4_257_046
			.saturating_add(Weight::from_parts(517_566_869, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Users` (r:2 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(3675), added: 6150, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:2 w:2)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:1 w:0)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:1 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:17 w:17)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:17 w:17)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:17 w:16)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Approvals` (r:256 w:256)
	// Proof: `MedicalRecords::Approvals` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenRequests` (r:16 w:16)
	// Proof: `MedicalRecords::OpenRequests` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Consents` (r:0 w:16)
	// Proof: `MedicalRecords::Consents` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	fn register_record(r: u32) -> Weight {
		// Proof size in bytes: measured 5663, estimated 7140.
		// Fastest run: 1_632_759_000 picoseconds.
		Weight::from_parts(1_681_720_441, 7140)
			// Standard error: 7_326_177
			.saturating_add(Weight::from_parts(899_446_502, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().reads((21_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((22_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 41440).saturating_mul(r.into()))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	fn acknowledge_record() -> Weight {
		// Proof size in bytes: measured 558, estimated 3924.
		// Fastest run: 221_910_000 picoseconds.
		Weight::from_parts(242_400_000, 3924)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:17 w:16)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Approvals` (r:256 w:256)
	// Proof: `MedicalRecords::Approvals` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenRequests` (r:16 w:16)
	// Proof: `MedicalRecords::OpenRequests` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:16 w:16)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:16 w:16)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Consents` (r:0 w:16)
	// Proof: `MedicalRecords::Consents` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	fn suspend_record(r: u32) -> Weight {
		// Proof size in bytes: measured 1308, estimated 3924.
		// Fastest run: 305_324_000 picoseconds.
		Weight::from_parts(481_185_346, 3924)
			// Standard error: 30_266_621
			.saturating_add(Weight::from_parts(962_393_022, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((21_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((22_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 41440).saturating_mul(r.into()))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	fn resume_record() -> Weight {
		// Proof size in bytes: measured 558, estimated 3924.
		// Fastest run: 225_546_000 picoseconds.
		Weight::from_parts(291_223_000, 3924)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn allow_correction() -> Weight {
		// Proof size in bytes: measured 558, estimated 3924.
		// Fastest run: 224_273_000 picoseconds.
		Weight::from_parts(252_716_000, 3924)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::RequestSeq` (r:1 w:1)
	// Proof: `MedicalRecords::RequestSeq` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(3675), added: 6150, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenRequests` (r:1 w:1)
	// Proof: `MedicalRecords::OpenRequests` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:16 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:15 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	fn request_access(_c: u32) -> Weight {
		// Proof size in bytes: measured 11025, estimated 41895.
		// Fastest run: 2_799_084_000 picoseconds.
		Weight::from_parts(2_961_555_000, 41895)
			.saturating_add(T::DbWeight::get().reads(39_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(3675), added: 6150, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Approvals` (r:1 w:1)
	// Proof: `MedicalRecords::Approvals` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn approve() -> Weight {
		// Proof size in bytes: measured 4656, estimated 7140.
		// Fastest run: 1_236_410_000 picoseconds.
		Weight::from_parts(1_345_311_000, 7140)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Not measured yet: more than it costs.
	fn retire_committee() -> Weight {
		Self::close_request()
	}
	// Not measured yet: as much as closing one.
	fn cancel_request() -> Weight {
		Self::close_request()
	}
	// Not measured yet: n approvals one by one, which cost more.
	fn approve_many(n: u32) -> Weight {
		Self::approve().saturating_mul(n.into())
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(3675), added: 6150, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Approvals` (r:1 w:1)
	// Proof: `MedicalRecords::Approvals` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
	fn reject() -> Weight {
		// Proof size in bytes: measured 4152, estimated 7140.
		// Fastest run: 379_705_000 picoseconds.
		Weight::from_parts(446_634_000, 7140)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:0)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(3675), added: 6150, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Consents` (r:1 w:1)
	// Proof: `MedicalRecords::Consents` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	fn grant_consent() -> Weight {
		// Proof size in bytes: measured 4635, estimated 7140.
		// Fastest run: 345_104_000 picoseconds.
		Weight::from_parts(382_068_000, 7140)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Consents` (r:0 w:1)
	// Proof: `MedicalRecords::Consents` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	fn deny_consent() -> Weight {
		// Proof size in bytes: measured 932, estimated 3924.
		// Fastest run: 313_747_000 picoseconds.
		Weight::from_parts(331_964_000, 3924)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(3675), added: 6150, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Approvals` (r:16 w:16)
	// Proof: `MedicalRecords::Approvals` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenRequests` (r:1 w:1)
	// Proof: `MedicalRecords::OpenRequests` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Consents` (r:0 w:1)
	// Proof: `MedicalRecords::Consents` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:0 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn close_request() -> Weight {
		// Proof size in bytes: measured 5384, estimated 42430.
		// Fastest run: 1_063_823_000 picoseconds.
		Weight::from_parts(1_186_265_000, 42430)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(22_u64))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:17 w:17)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:17 w:17)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:17 w:16)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Approvals` (r:256 w:256)
	// Proof: `MedicalRecords::Approvals` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenRequests` (r:16 w:16)
	// Proof: `MedicalRecords::OpenRequests` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Consents` (r:0 w:16)
	// Proof: `MedicalRecords::Consents` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Tombstones` (r:0 w:1)
	// Proof: `MedicalRecords::Tombstones` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	fn erase_record(r: u32) -> Weight {
		// Proof size in bytes: measured 1808, estimated 3924.
		// Fastest run: 816_655_000 picoseconds.
		Weight::from_parts(652_080_039, 3924)
			// Standard error: 25_992_518
			.saturating_add(Weight::from_parts(975_683_523, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((21_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((22_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 41440).saturating_mul(r.into()))
	}
}

/// The same with RocksDB's costs, for mock runtimes.
impl WeightInfo for () {
	fn register_user() -> Weight {
		Weight::from_parts(425_823_000, 3645)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_role() -> Weight {
		Weight::from_parts(185_076_000, 3645)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_committee(n: u32) -> Weight {
		Weight::from_parts(17_514_289, 7140)
			.saturating_add(Weight::from_parts(517_566_869, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn register_record(r: u32) -> Weight {
		Weight::from_parts(1_681_720_441, 7140)
			.saturating_add(Weight::from_parts(899_446_502, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().reads((21_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((22_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 41440).saturating_mul(r.into()))
	}
	fn acknowledge_record() -> Weight {
		Weight::from_parts(242_400_000, 3924)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn suspend_record(r: u32) -> Weight {
		Weight::from_parts(481_185_346, 3924)
			.saturating_add(Weight::from_parts(962_393_022, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((21_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((22_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 41440).saturating_mul(r.into()))
	}
	fn resume_record() -> Weight {
		Weight::from_parts(291_223_000, 3924)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn allow_correction() -> Weight {
		Weight::from_parts(252_716_000, 3924)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn request_access(_c: u32) -> Weight {
		Weight::from_parts(2_961_555_000, 41895)
			.saturating_add(RocksDbWeight::get().reads(39_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn approve() -> Weight {
		Weight::from_parts(1_345_311_000, 7140)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	// Not measured yet: more than it costs.
	fn retire_committee() -> Weight {
		Self::close_request()
	}
	// Not measured yet: as much as closing one.
	fn cancel_request() -> Weight {
		Self::close_request()
	}
	// Not measured yet: n approvals one by one, which cost more.
	fn approve_many(n: u32) -> Weight {
		Self::approve().saturating_mul(n.into())
	}
	fn reject() -> Weight {
		Weight::from_parts(446_634_000, 7140)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn grant_consent() -> Weight {
		Weight::from_parts(382_068_000, 7140)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn deny_consent() -> Weight {
		Weight::from_parts(331_964_000, 3924)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn close_request() -> Weight {
		Weight::from_parts(1_186_265_000, 42430)
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().writes(22_u64))
	}
	fn erase_record(r: u32) -> Weight {
		Weight::from_parts(652_080_039, 3924)
			.saturating_add(Weight::from_parts(975_683_523, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((21_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((22_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 41440).saturating_mul(r.into()))
	}
}
