//! One program for all tests of the portal. `cargo test --workspace --test portal routes`.

#![allow(clippy::unwrap_used, reason = "clippy exempts tests, not their helpers")]

mod chooser;
mod common;
mod guard;
mod languages;
mod routes;
mod settings;
mod waiting;
