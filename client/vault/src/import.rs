//! Bringing an archive in: many records by one manifest, resumable after a kill at any moment, with nothing twice.
//!
//! ```text
//! row ──► looked at, content hashed ──► sealed ──► noted ──► stored ──► noted as sent ──► in a batch to the node ──► seen registered
//!              imports.jsonl:           sealed               stored    sent                                         registered
//! ```
//! **What a row is.** Chain, uploader, patient, date and content together (`import/source.rs`): neither where the manifest or the file lies, nor
//! how the row describes it. So a mended manifest, a report of refused rows, or an archive that was moved brings nothing in twice.
//!
//! **Why nothing is registered twice.** The id of a record follows from a nonce that is drawn when it is sealed, and the finished call is
//! on the disk before any node hears of it. Whatever becomes of a transaction, the same call is sent again, and the chain takes one
//! record under one id. A row is sealed again only where its call was never sent, or cannot be carried out any more because the
//! patient has other keys now.
//!
//! **What goes with whom.** Calls travel in batches of which each call stands for itself (`Utility.force_batch`): one bad row takes no
//! other with it. Several batches are under way at once, because a block is final only some blocks later; a lost one is sent again.

mod check;
mod error;
mod fault;
mod look;
mod outcome;
mod prepare;
mod run;
mod send;
mod source;
mod state;
mod work;

pub use check::Checked;
pub use error::ImportError;
pub use fault::Fault;
pub use look::Patients;
pub use outcome::{Imported, RefusedRow, RegisteredRow};
pub use work::ImportOptions;
