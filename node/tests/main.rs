//! One program for all tests of the node. `cargo test --workspace --test node smoke`.

#![allow(
	clippy::expect_used,
	clippy::unwrap_used,
	reason = "clippy exempts tests, not their helpers"
)]

mod chain_specs;
mod collator;
mod common;
mod smoke;
