//! One program for all tests of the command line. `cargo test --workspace --test cli offline`.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "clippy exempts tests, not their helpers")]

mod archive;
mod bench;
mod browser;
mod cli;
mod common;
mod offline;
mod standing;
