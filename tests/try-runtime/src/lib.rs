//! Tries an upgrade before the council votes on it: the migrations of this release, natively, on the whole state of a block of the real chain, and
//! afterwards everything that must hold of it. `make try-runtime` runs it.
//!
//! Executive's own `try_runtime_upgrade` looks at the state straight after the first block. Migrations of several blocks have then only begun, and
//! would be reported as missing. Here they end first.
#![forbid(unsafe_code)]

#[cfg(feature = "try-runtime")]
mod checks;
#[cfg(feature = "try-runtime")]
mod pallets;
#[cfg(feature = "try-runtime")]
mod report;
mod snapshot;

#[cfg(feature = "try-runtime")]
pub use checks::check;
#[cfg(feature = "try-runtime")]
pub use report::{Failure, Report, Version};
pub use snapshot::{Unusable, parse, read};
