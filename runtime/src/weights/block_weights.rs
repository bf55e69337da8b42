//! The weight of an empty block.

use frame_support::{
	parameter_types,
	weights::{Weight, constants::WEIGHT_REF_TIME_PER_MICROS},
};

parameter_types! {
	/// Executing a block without extrinsics. Reference value of the SDK, rounded up.
	pub const BlockExecutionWeight: Weight = Weight::from_parts(5_000 * WEIGHT_REF_TIME_PER_MICROS, 0);
}
