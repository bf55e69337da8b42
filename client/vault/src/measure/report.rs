//! The shape of what is measured: rows, their units, and the report of one machine.

use serde::Serialize;
use std::path::PathBuf;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
	/// For work whose cost grows with the file: sealing, hashing, reading.
	BytesPerSecond,
	/// Operations per second.
	PerSecond,
}

/// One row: how fast something is.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
	/// For programs.
	pub name: &'static str,
	/// For people.
	pub words: String,
	/// The speed with one thread, in `unit`.
	pub one_core: f64,
	/// On all of them together, where that makes sense.
	pub all_cores: Option<f64>,
	/// What is counted.
	pub unit: Unit,
	/// The figure that this one cannot exceed, by its name.
	pub limit: Option<&'static str>,
}

/// All figures of one machine.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
	/// The cipher's implementation in this build.
	pub engine: &'static str,
	/// Cores this process may use.
	pub cores: usize,
	/// Where files were written.
	pub folder: PathBuf,
	/// Bytes that each figure was measured over.
	pub size: u64,
	/// The rows.
	pub figures: Vec<Figure>,
}
