//! One program for all tests of this crate, which is linked once. `cargo test -p threshold-decryption --test threshold attacks`.

#![allow(clippy::unwrap_used, reason = "clippy exempts tests, not their helpers")]

mod attacks;
mod batches;
mod ceremonies;
mod committees;
mod common;
mod contexts;
#[cfg(feature = "development")]
mod development;
mod emergencies;
mod frost;
mod frozen;
mod properties;
mod resharing;
mod strictness;
mod transcript;
