//! One program for all tests of the runtime, which is linked once. `cargo test --workspace --test runtime fees`.

#![allow(clippy::unwrap_used, reason = "clippy exempts tests, not their helpers")]

mod apis;
mod clock;
mod committee_ceremonies;
mod common;
mod emergencies;
mod enactment;
mod encoding;
mod fees;
mod free;
mod governance;
mod metadata;
mod pause;
mod people;
mod presets;
mod proxies;
mod reserve;
mod succession;
mod ways_out;
mod who_may;
