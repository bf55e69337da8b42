//! How fast this machine is, and how near the envelope and the threshold cryptography come to that.
//!
//! Everything here happens under a key that is written in `settings.rs`: whatever is sealed here is sealed for measuring only.

mod error;
mod machine;
mod passes;
mod rate;
mod report;
mod settings;
mod survey;
mod threshold;
mod whole_files;

pub use error::BenchError;
pub use report::{Figure, Report, Unit};
pub use settings::{Options, cores};
pub use survey::measure;
pub use whole_files::{Done, open, seal};

#[cfg(test)]
mod tests;
