//! Who looked, when and why, from what the chain keeps for ever: the events of its finalized blocks.
//!
//! This crate does no input or output. Events come in, [`entry::Entry`]s go out: for people and programs, as a FHIR R4 Bundle of
//! AuditEvents after the profiles of IHE BALP ([`fhir`]), as a table ([`csv`]) and as a page ([`html`]). An [`export::Export`] carries
//! what it takes to check its entries without a node ([`proof`]). What an export is worth: docs/audit.md.
//!
//! The feature `testing` adds a chain in memory.
//!
//! # What the chain can show, and what it cannot
//!
//! It shows who asked for which record and what for, who approved, who consented, and so from when on the record could be opened
//! ([`act::Access`]). That somebody fetched and opened it leaves no trace on the chain. Nothing here says more than that.
#![forbid(unsafe_code)]

pub mod act;
pub mod csv;
pub mod entry;
pub mod error;
pub mod export;
pub mod fhir;
pub mod header;
mod history;
pub mod html;
pub mod proof;
pub mod question;
pub mod report;
pub mod runtime;
#[cfg(feature = "testing")]
pub mod testing;
pub mod time;
pub mod trie;
pub mod value;

pub use act::{Access, Act};
pub use entry::{Entry, Nobody, Past};
pub use error::AuditError;
pub use export::{Export, StepText};
pub use question::{Missing, Question};
pub use report::Report;
