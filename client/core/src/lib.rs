//! What a client of Medquorum knows and decides, without files, clock, threads, network or node.
//!
//! State goes in, a decision or a call comes out. What has to be asked of the outside are the [`ports`] and the
//! [`ledger::Ledger`]; the crates beside this one answer for real files and a real node.
//!
//! The threshold layer underneath is **unaudited**; see the crate `threshold-decryption`.
#![forbid(unsafe_code)]

pub mod advice;
pub mod context;
pub mod domain;
pub mod error;
pub mod hex_text;
pub mod ledger;
pub mod policy;
pub mod ports;
pub mod rules;
pub mod secrets;
pub mod signature;
pub mod trust;
pub mod views;
