//! The chain behind a node. This crate is the only place that names subxt.
//!
//! Reads are of the latest finalized block. Calls are encoded by the node's own metadata, signed here, and waited for
//! until a finalized block holds them. What may be believed of an answer is the business of the use cases.

#![forbid(unsafe_code)]

mod archive;
mod attestation;
mod calls;
mod connection;
mod decided;
#[cfg(test)]
mod double;
mod elsewhere;
mod events;
mod failure;
mod hashes;
mod ledger;
mod light;
mod reads;
mod submit;
#[cfg(test)]
mod tests;

pub use connection::{Chain, ChainOptions};
pub use light::LightSpecs;
