//! One program for all tests of the catalogue. `cargo test --workspace --test catalogue search`.

#![allow(
	clippy::cast_possible_truncation,
	clippy::unwrap_used,
	reason = "clippy exempts tests, not their helpers"
)]

mod attacks;
mod codes;
mod common;
mod damage;
mod decoders;
mod keyring;
mod publish;
mod search;
mod sync;
mod vectors;
