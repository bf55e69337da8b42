//! One program for all tests of the audit. `cargo test --workspace --test audit proofs`.

#![allow(clippy::unwrap_used, reason = "clippy exempts tests, not their helpers")]

mod balp;
mod common;
mod entries;
mod pages;
mod proofs;
mod surface;
