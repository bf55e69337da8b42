//! Opening and downloading a record: everything is proven before the first byte is fetched, and every byte before it is
//! written.

mod open;
mod partial;
mod read_plan;
mod study;
mod whole;

pub use open::{CspSource, Opened};
pub use study::{DownloadedStudy, Selection};
pub use whole::{Closed, DownloadOptions, Downloaded};
