//! Encrypts medical records, keeps them off chain, and shares them by the approval of administrators.
//!
//! The use cases are methods of [`vault::Vault`]; it joins a [`ledger::Ledger`] (a chain node, [`chain::Chain`]) and a
//! [`store::Store`], which do not know each other. Nothing that protects secrecy is taken from the node on faith: what a
//! client believes of its own is [`vault::Trust`], and every signature and proof is checked again here.
//!
//! The threshold layer underneath is **unaudited**; see the crate `threshold-decryption`.
#![forbid(unsafe_code)]

pub mod accounts;
pub mod chain;
pub mod config;
pub mod contacts;
pub mod domain;
pub mod entropy;
pub mod error;
pub mod files;
pub mod hex_text;
pub mod journal;
pub mod keystore;
pub mod ledger;
pub mod measure;
pub mod store;
pub mod study;
pub mod vault;
pub mod views;
