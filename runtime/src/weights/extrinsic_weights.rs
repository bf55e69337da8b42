//! The weight of an extrinsic that does nothing.

use frame_support::{
	parameter_types,
	weights::{Weight, constants::WEIGHT_REF_TIME_PER_MICROS},
};

parameter_types! {
	/// Executing `System::remark` of nothing. Reference value of the SDK, rounded up.
	pub const ExtrinsicBaseWeight: Weight = Weight::from_parts(125 * WEIGHT_REF_TIME_PER_MICROS, 0);
}
