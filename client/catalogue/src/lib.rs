//! The sealed catalogue of a facility: search by disease that tells no node and no store what is searched.
//!
//! This crate does no input or output. It reads no file, clock, network or random generator: bytes come in and go out through
//! [`ports`], and randomness is the argument [`Entropy`](medquorum_envelope::Entropy). So it also compiles for a browser. Formats,
//! attacks and figures: docs/catalogue.md.
//!
//! # Terms
//!
//! * **Entry**: one record, one disease ([`codes::Category`]), when ([`entry::Quarter`]) and what it is ([`entry::Modality`]).
//! * **Block**: entries in order, sealed ([`block`]). All blocks have one of two lengths, whatever is in them.
//! * **Manifest**: which blocks a catalogue consists of, sealed and signed ([`manifest`]). The chain holds a commitment to it.
//! * **Keyring**: the catalogue's key ([`CatalogueKey`]), to each reader that the facility admits ([`keyring`]).
//! * **Epoch**: as long as one key is used. A reader who is not admitted to the next one reads nothing new.
//!
//! # From entries to an answer
//!
//! A facility [plans](publish::plan) and seals what it publishes; a reader [synchronizes](sync::Synchronization) all of it, then
//! [searches](search::search) what it holds. Here both share one folder, and the manifest is not signed:
//!
//! ```
//! use medquorum_catalogue::{entry::*, ports::*, publish::*, search::*, *};
//! use medquorum_core::{domain::AccountId, ports::PortError};
//! use medquorum_envelope::{Cid, Entropy};
//! use std::collections::BTreeMap;
//!
//! # struct Counter(u8);
//! # impl Entropy for Counter {
//! #     fn fill(&mut self, out: &mut [u8]) {
//! #         out.iter_mut().for_each(|byte| { self.0 = self.0.wrapping_add(1); *byte = self.0 });
//! #     }
//! # }
//! #[derive(Default)]
//! struct Folder(BTreeMap<Cid, Vec<u8>>);
//! # impl Sink for Folder {
//! #     fn put(&mut self, cid: Cid, bytes: Vec<u8>) -> Result<(), PortError> {
//! #         self.0.insert(cid, bytes);
//! #         Ok(())
//! #     }
//! # }
//! # impl Held for Folder {
//! #     fn read(&self, cid: &Cid, into: &mut Vec<u8>) -> Result<bool, PortError> {
//! #         into.clear();
//! #         into.extend(self.0.get(cid).into_iter().flatten());
//! #         Ok(!into.is_empty())
//! #     }
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mut entropy = Counter(0); // An example only: a real one asks the operating system.
//! let listed = [Entry {
//!     reference: [7; 16], // the record's id
//!     category: codes::Category::listed("E11.9")?,
//!     quarter: Quarter::since("2024-05-17")?,
//!     modality: "CT".parse()?,
//!     newest: true,
//! }];
//! let scope = Scope { genesis: [1; 32], facility: AccountId([2; 32]), epoch: 1 };
//! let title = Title { scope, number: Title::next_number(None)?, made_at: 100, references: ReferenceKind::RecordId };
//! let (key, mut folder) = (CatalogueKey::generate(&mut entropy), Folder::default());
//! let manifest = plan(&[], &listed, false).seal(&key, &title, &mut folder, &mut entropy)?;
//!
//! let query = Query { diseases: vec!["E08-E13".parse()?], ..Query::default() };
//! let withheld = |_facility: &AccountId, _record: &[u8; 16]| false; // what the chain says is erased or not searchable
//! let answer = search(&[Catalogue { manifest, key }], &folder, &withheld, &query, 150);
//! assert_eq!(answer.hits[0].reference, [7; 16]);
//! // One entry of a disease is rare: it is listed by its chapter alone.
//! assert_eq!(answer.hits[0].category.title(), Some("Endocrine, nutritional and metabolic diseases"));
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

pub mod block;
mod catalogue;
pub mod codes;
pub mod entry;
mod error;
mod kdf;
pub mod keyring;
mod keys;
pub mod locator;
pub mod manifest;
pub mod ports;
pub mod publish;
mod sealed;
pub mod search;
pub mod sync;

pub use catalogue::Catalogue;
pub use error::{CatalogueError, CodeError, Part};
pub use keys::{BlockId, CatalogueKey, Scope};
pub use medquorum_core::domain::Pointer;
