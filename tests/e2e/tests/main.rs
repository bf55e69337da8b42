//! Every end-to-end test, as one program: `cargo test --workspace --test e2e refusals` runs those of one file.
//!
//! Most of a test is waiting for blocks, so that many run side by side; a program of its own for each file would run alone.
#![forbid(unsafe_code)]
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "a test ends where something fails"
)]

mod audit;
mod chain_ceremony;
mod committee;
mod committee_page;
mod content_ids;
mod daemon_faults;
mod emergency;
mod ends;
mod faults;
mod governance;
mod hosts;
mod import;
mod journey;
mod json;
mod kubo;
mod kubo_access;
mod library;
mod many;
mod memory;
mod nodes;
mod places;
mod portal;
mod receipt;
mod receipt_kubo;
mod refusals;
mod reshare;
mod resume;
mod search;
mod stale_node;
mod study;
mod swarm_faults;
mod watch;
