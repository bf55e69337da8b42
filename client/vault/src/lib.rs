//! Encrypts medical records, keeps them off chain, and shares them by the approval of administrators.
//!
//! The use cases are methods of the [`roles`]; each joins a [`ledger::Ledger`] (a chain node, [`chain::Chain`]) and what else
//! it needs, such as a [`store::Store`]. The two do not know each other. Nothing that protects secrecy is taken from the node on faith: what a
//! client believes of its own is [`trust::Trust`], and every signature and proof is checked again here.
//!
//! A program that links the client names this crate alone: what lies underneath is part of it by its modules.
//!
//! The threshold layer underneath is **unaudited**; see the crate `threshold-decryption`.
#![forbid(unsafe_code)]

pub mod clock;
pub mod download;
pub mod entropy;
pub mod error;
pub mod file_info;
pub mod import;
pub mod keep;
pub mod look;
pub mod measure;
mod nesting;
pub mod notice;
pub mod progress;
pub mod receipt;
pub mod roles;
pub mod search;
pub mod study;
pub mod upload;

pub use keep::{
	accounts, answers, blocks, config, contacts, journal, keystore, notes, person, policies, register,
	replicas, watching,
};
pub use medquorum_audit as audit;
pub use medquorum_chain as chain;
pub use medquorum_core::{
	advice, domain, kinds, ledger, policy, ports, rules, secrets, signature, trust, views,
};
pub use medquorum_files as files;
pub use medquorum_manifest as manifest;
pub use medquorum_notify as notify;
pub use medquorum_store as store;
