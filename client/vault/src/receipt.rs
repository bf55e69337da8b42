//! The file in which a receipt for an erasure is handed on, and the check of its signatures without a node.

mod error;
mod file;

pub use error::{DutyError, ReceiptError};
pub use file::{Export, Place, Signed, Verified, Word};
