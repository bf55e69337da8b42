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
mod chain_kills;
mod committee;
mod committee_page;
mod complaints;
mod content_ids;
mod daemon_faults;
mod emergency;
mod emergency_summary;
mod ends;
mod faults;
mod governance;
mod hosts;
mod import;
mod journey;
mod json;
mod keystores;
mod kubo;
mod kubo_access;
mod library;
mod lists;
mod many;
mod memory;
mod nodes;
mod places;
mod portal;
mod portal_answers;
mod portal_ends;
mod portal_settings;
mod portal_states;
mod receipt;
mod receipt_kubo;
mod refusals;
mod reshare;
mod reshare_requests;
mod resume;
mod search;
mod stale_node;
mod study;
mod swarm_faults;
mod watch;
