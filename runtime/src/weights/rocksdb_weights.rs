//! The weight of one read and one write.

use frame_support::{
	parameter_types,
	weights::{RuntimeDbWeight, constants::WEIGHT_REF_TIME_PER_MICROS},
};

parameter_types! {
	/// RocksDB, the node's default database. Reference values of the SDK.
	pub const RocksDbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 25 * WEIGHT_REF_TIME_PER_MICROS,
		write: 100 * WEIGHT_REF_TIME_PER_MICROS,
	};
}
