//! The parachain as what it is: a relay chain of two validators, collators of several hospitals with keys and folders of their own, and a
//! full node without any, which answers the clients. All of it on loopback; everything ends with the [`Network`].
//!
//! Blocks come every six seconds here and are final four to five blocks later. Nothing waits by pace: only for a block, with patience.
#![forbid(unsafe_code)]

mod collation;
mod figures;
pub mod journey;
mod light;
mod network;
mod para;
mod process;
mod relay;
mod scale;

pub use collation::last_as_before;
pub use figures::{Figures, Weight};
pub use network::Network;
pub use para::{Collator, ParaNode};
pub use process::{PATIENCE, Process};
