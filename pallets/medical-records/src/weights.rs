//! Weights of the calls, measured on the runtime's wasm. Written by `make weights`: never edit by hand.
//!
//! Date: 2026-11-27. Processor: AMD EPYC. frame-benchmarking 64.0.0, 17 steps, 10 repeats.
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
	/// `acknowledge_record`, v from 1 to 16, r from 0 to 16
	fn acknowledge_record(v: u32, r: u32) -> Weight;
	/// `refuse_record`, r from 0 to 16
	fn refuse_record(r: u32) -> Weight;
	/// `finish_erasure`, v from 1 to 16, r from 0 to 16
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
		// Proof size in bytes: measured 408, estimated 3645.
		// Fastest run: 194_144_000 picoseconds.
		Weight::from_parts(220_914_000, 3645)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Users` (r:1 w:1)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	fn set_role() -> Weight {
		// Proof size in bytes: measured 384, estimated 3645.
		// Fastest run: 49_573_000 picoseconds.
		Weight::from_parts(51_687_000, 3645)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Committees` (r:1 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:16 w:32)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(294), added: 2769, mode: `MaxEncodedLen`)
	fn set_committee(n: u32) -> Weight {
		// Proof size in bytes: measured 219, estimated 3526.
		// Fastest run: 1_690_461_000 picoseconds.
		Weight::from_parts(1_729_653_000, 3526)
			// Standard error: 11_301_548
			.saturating_add(Weight::from_parts(731_250_401, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2769).saturating_mul(n.into()))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1566), added: 4041, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:16 w:16)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:16 w:16)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:16 w:16)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	fn suspend_record(r: u32) -> Weight {
		// Proof size in bytes: measured 747, estimated 4346.
		// Fastest run: 76_033_000 picoseconds.
		Weight::from_parts(105_888_568, 4346)
			// Standard error: 572_116
			.saturating_add(Weight::from_parts(158_929_645, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:1)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	fn resume_record() -> Weight {
		// Proof size in bytes: measured 591, estimated 3924.
		// Fastest run: 66_124_000 picoseconds.
		Weight::from_parts(71_354_000, 3924)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::CorrectionAllowed` (r:0 w:1)
	// Proof: `MedicalRecords::CorrectionAllowed` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn allow_correction() -> Weight {
		// Proof size in bytes: measured 591, estimated 3924.
		// Fastest run: 65_883_000 picoseconds.
		Weight::from_parts(72_416_000, 3924)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Records` (r:1 w:0)
	// Proof: `MedicalRecords::Records` (`max_values`: None, `max_size`: Some(459), added: 2934, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:2 w:2)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(294), added: 2769, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requests` (r:1 w:2)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1566), added: 4041, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	fn request_access(c: u32) -> Weight {
		// Proof size in bytes: measured 3001, estimated 4346.
		// Fastest run: 460_062_000 picoseconds.
		Weight::from_parts(506_830_850, 4346)
			// Standard error: 3_857_895
			.saturating_add(Weight::from_parts(205_304_816, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5031).saturating_mul(c.into()))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1566), added: 4041, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(294), added: 2769, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	fn approve() -> Weight {
		// Proof size in bytes: measured 2745, estimated 5031.
		// Fastest run: 1_135_750_000 picoseconds.
		Weight::from_parts(1_174_253_000, 5031)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:16 w:16)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1566), added: 4041, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(294), added: 2769, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	fn approve_many(n: u32) -> Weight {
		// Proof size in bytes: measured 1228, estimated 4346.
		// Fastest run: 1_144_917_000 picoseconds.
		Weight::from_parts(649_330_494, 4346)
			// Standard error: 865_813
			.saturating_add(Weight::from_parts(557_332_266, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(n.into()))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1566), added: 4041, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Administrators` (r:1 w:0)
	// Proof: `MedicalRecords::Administrators` (`max_values`: None, `max_size`: Some(294), added: 2769, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn reject() -> Weight {
		// Proof size in bytes: measured 2483, estimated 5031.
		// Fastest run: 152_766_000 picoseconds.
		Weight::from_parts(162_875_000, 5031)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1566), added: 4041, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Users` (r:1 w:0)
	// Proof: `MedicalRecords::Users` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	fn grant_consent() -> Weight {
		// Proof size in bytes: measured 2068, estimated 5031.
		// Fastest run: 103_053_000 picoseconds.
		Weight::from_parts(109_506_000, 5031)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1566), added: 4041, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn deny_consent() -> Weight {
		// Proof size in bytes: measured 1963, estimated 5031.
		// Fastest run: 106_961_000 picoseconds.
		Weight::from_parts(114_886_000, 5031)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1566), added: 4041, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Committees` (r:1 w:0)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	fn close_request() -> Weight {
		// Proof size in bytes: measured 2208, estimated 5031.
		// Fastest run: 239_619_000 picoseconds.
		Weight::from_parts(251_912_000, 5031)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// Storage: `MedicalRecords::Committees` (r:1 w:1)
	// Proof: `MedicalRecords::Committees` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn retire_committee() -> Weight {
		// Proof size in bytes: measured 159, estimated 3526.
		// Fastest run: 62_848_000 picoseconds.
		Weight::from_parts(67_316_000, 3526)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// Storage: `MedicalRecords::Requests` (r:1 w:1)
	// Proof: `MedicalRecords::Requests` (`max_values`: None, `max_size`: Some(1566), added: 4041, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::OpenByRecord` (r:1 w:1)
	// Proof: `MedicalRecords::OpenByRecord` (`max_values`: None, `max_size`: Some(881), added: 3356, mode: `MaxEncodedLen`)
	// Storage: `MedicalRecords::Requesters` (r:1 w:1)
	// Proof: `MedicalRecords::Requesters` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	fn cancel_request() -> Weight {
		// Proof size in bytes: measured 2159, estimated 5031.
		// Fastest run: 209_172_000 picoseconds.
		Weight::from_parts(216_166_000, 5031)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn acknowledge_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(120000000, 8000)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(160000000, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 4000).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	fn refuse_record(r: u32) -> Weight {
		Weight::from_parts(200000000, 8000)
			.saturating_add(Weight::from_parts(160000000, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	fn finish_erasure(v: u32, r: u32) -> Weight {
		Weight::from_parts(250000000, 8000)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(160000000, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 4000).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	fn erase_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(250000000, 8000)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(160000000, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 4000).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	fn register_record() -> Weight {
		Weight::from_parts(1150000000, 8000)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn stop_erasure() -> Weight {
		Weight::from_parts(120000000, 4000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn hold_record() -> Weight {
		Weight::from_parts(100000000, 4000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn lift_hold() -> Weight {
		Weight::from_parts(90000000, 4000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn enrol() -> Weight {
		Weight::from_parts(280000000, 4000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(220000000, 5000)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn sponsor() -> Weight {
		Weight::from_parts(90000000, 4000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn end_sponsorship() -> Weight {
		Weight::from_parts(70000000, 4000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn name_guardian() -> Weight {
		Weight::from_parts(70000000, 4000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn freeze_account() -> Weight {
		Weight::from_parts(80000000, 4000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn unfreeze_account() -> Weight {
		Weight::from_parts(80000000, 4000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn replace_account() -> Weight {
		Weight::from_parts(90000000, 4000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with RocksDB's costs, for mock runtimes.
impl WeightInfo for () {
	fn register_user() -> Weight {
		Weight::from_parts(220_914_000, 3645)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_role() -> Weight {
		Weight::from_parts(51_687_000, 3645)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_committee(n: u32) -> Weight {
		Weight::from_parts(1_729_653_000, 3526)
			.saturating_add(Weight::from_parts(731_250_401, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2769).saturating_mul(n.into()))
	}
	fn suspend_record(r: u32) -> Weight {
		Weight::from_parts(105_888_568, 4346)
			.saturating_add(Weight::from_parts(158_929_645, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	fn resume_record() -> Weight {
		Weight::from_parts(71_354_000, 3924)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn allow_correction() -> Weight {
		Weight::from_parts(72_416_000, 3924)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn request_access(c: u32) -> Weight {
		Weight::from_parts(506_830_850, 4346)
			.saturating_add(Weight::from_parts(205_304_816, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5031).saturating_mul(c.into()))
	}
	fn approve() -> Weight {
		Weight::from_parts(1_174_253_000, 5031)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn approve_many(n: u32) -> Weight {
		Weight::from_parts(649_330_494, 4346)
			.saturating_add(Weight::from_parts(557_332_266, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(n.into()))
	}
	fn reject() -> Weight {
		Weight::from_parts(162_875_000, 5031)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn grant_consent() -> Weight {
		Weight::from_parts(109_506_000, 5031)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn deny_consent() -> Weight {
		Weight::from_parts(114_886_000, 5031)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn close_request() -> Weight {
		Weight::from_parts(251_912_000, 5031)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn retire_committee() -> Weight {
		Weight::from_parts(67_316_000, 3526)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn cancel_request() -> Weight {
		Weight::from_parts(216_166_000, 5031)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn acknowledge_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(120000000, 8000)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(160000000, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().reads((7_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 4000).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	fn refuse_record(r: u32) -> Weight {
		Weight::from_parts(200000000, 8000)
			.saturating_add(Weight::from_parts(160000000, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	fn finish_erasure(v: u32, r: u32) -> Weight {
		Weight::from_parts(250000000, 8000)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(160000000, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().reads((7_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 4000).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	fn erase_record(v: u32, r: u32) -> Weight {
		Weight::from_parts(250000000, 8000)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(160000000, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().reads((7_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 4000).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 4041).saturating_mul(r.into()))
	}
	fn register_record() -> Weight {
		Weight::from_parts(1150000000, 8000)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn stop_erasure() -> Weight {
		Weight::from_parts(120000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn hold_record() -> Weight {
		Weight::from_parts(100000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn lift_hold() -> Weight {
		Weight::from_parts(90000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn enrol() -> Weight {
		Weight::from_parts(280000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(220000000, 5000)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn sponsor() -> Weight {
		Weight::from_parts(90000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn end_sponsorship() -> Weight {
		Weight::from_parts(70000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn name_guardian() -> Weight {
		Weight::from_parts(70000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn freeze_account() -> Weight {
		Weight::from_parts(80000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn unfreeze_account() -> Weight {
		Weight::from_parts(80000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn replace_account() -> Weight {
		Weight::from_parts(90000000, 4000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
