//! Weights of what every block and every extrinsic costs, and of the database. Those of a pallet's calls are in
//! the pallet.

mod block_weights;
mod extrinsic_weights;
mod rocksdb_weights;

pub use block_weights::BlockExecutionWeight;
pub use extrinsic_weights::ExtrinsicBaseWeight;
pub use rocksdb_weights::RocksDbWeight;
