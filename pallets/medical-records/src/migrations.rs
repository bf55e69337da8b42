//! From one version of the storage to the next, in steps that fit into blocks beside others (`pallet-migrations`).

pub mod v2;
pub mod v3;
