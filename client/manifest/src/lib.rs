//! The manifest of an archive: a table with one record a row, as people export it from a PACS or write it by hand.
//!
//! UTF-8, values separated by commas, quoted as RFC 4180 says, with a header row that names the columns in any order:
//!
//! | Column | Holds | Must be there |
//! |---|---|---|
//! | `path` | a file, or a folder that becomes one study | yes |
//! | `patient` | a contact's name, or an address | yes |
//! | `date` | day of the examination, `YYYY-MM-DD` | may be empty or left out |
//! | `icd10` | diagnoses as ICD-10 codes, separated by spaces or semicolons | may be empty or left out |
//! | `name` | the name that the requester will see | may be empty or left out |
//! | `searchable` | `yes` or `no` | may be empty or left out |
//!
//! What a report of refused rows adds (`refused`, `next`) is left unread, so that a mended report is a manifest again.
//!
//! This crate reads bytes and gives rows: it looks at no file, knows no contact and asks no node.
#![forbid(unsafe_code)]

mod column;
mod error;
mod read;
mod report;
mod row;

pub use column::Column;
pub use error::{MAX_CODES, ManifestError, RowError};
pub use read::{BadRow, MAX_ROWS, Manifest, read};
pub use report::{Refused, report};
pub use row::{Cells, Row};
