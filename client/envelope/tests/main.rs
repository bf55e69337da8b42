//! One program for all tests of the envelope. `cargo test --workspace --test envelope header`.

#![allow(clippy::unwrap_used, reason = "clippy exempts tests, not their helpers")]

mod cid;
mod codes;
mod common;
mod emergency;
mod facility;
mod frozen;
mod header;
mod padding;
mod statement;
mod stream;
