//! The sealed catalogue of a facility: search by disease that tells no node and no store what is searched.
//!
//! This crate does no input or output: bytes come in and go out.
#![forbid(unsafe_code)]

pub mod block;
pub mod codes;
pub mod entry;
mod error;
mod kdf;
pub mod keyring;
mod keys;
pub mod locator;
pub mod manifest;
mod sealed;

pub use error::{CatalogueError, CodeError, Part};
pub use keys::{BlockId, CatalogueKey, Scope};
