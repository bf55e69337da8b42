//! All figures of one machine, in one report.

use super::{error::BenchError, machine, report::Report, settings::cores, threshold};
use medquorum_envelope::{SEGMENT, engine};
use std::path::Path;

/// Measures everything. Files of `size` bytes, without names, are made in `folder`; two of them at a time.
///
/// # Errors
/// When the folder cannot be written to, or the disk is too small.
pub fn measure(folder: &Path, size: u64) -> Result<Report, BenchError> {
	let segments = (size / SEGMENT as u64).max(1);
	let size = segments * SEGMENT as u64;
	let mut figures = machine::figures(folder, segments)?;
	figures.extend(threshold::figures()?);
	Ok(Report {
		engine: engine::NAME,
		cores: cores(),
		folder: folder.to_path_buf(),
		size,
		figures,
	})
}
