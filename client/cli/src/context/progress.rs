//! Progress of long work.

use crate::output;
use indicatif::{ProgressBar, ProgressStyle};
use medquorum_client::progress::{Progress, Rows, Step};
use std::{
	io::{self, Write as _},
	sync::{Mutex, PoisonError},
	time::Duration,
};

/// Progress bars on standard error, hidden where that is not a terminal.
pub struct Bars {
	quiet: bool,
	shown: Mutex<Option<(Step, ProgressBar)>>,
	/// The bar of an archive, which stays beside single steps.
	rows: Mutex<Option<ProgressBar>>,
}

impl Bars {
	/// Bars; quiet ones never show.
	pub fn new(quiet: bool) -> Self {
		Self {
			quiet,
			shown: Mutex::new(None),
			rows: Mutex::new(None),
		}
	}

	/// Removes the bar.
	pub fn clear(&self) {
		if let Some((_, bar)) = self.shown.lock().unwrap_or_else(PoisonError::into_inner).take() {
			bar.finish_and_clear();
		}
		if let Some(bar) = self.rows.lock().unwrap_or_else(PoisonError::into_inner).take() {
			bar.finish_and_clear();
		}
	}

	fn start_rows(total: u64) -> ProgressBar {
		let bar = ProgressBar::new(total);
		if let Ok(style) =
			ProgressStyle::with_template("{wide_bar} {pos} of {len} registered, {msg} ({elapsed})")
		{
			bar.set_style(style);
		}
		bar.enable_steady_tick(Duration::from_millis(120));
		bar
	}

	fn start(step: Step, total: u64) -> ProgressBar {
		let words = match step {
			Step::Upload => "encrypting and storing",
			Step::Download => "fetching and decrypting",
			Step::Replicate if total == 0 => "waiting for the other hosts to keep copies",
			Step::Replicate => "looking at the hosts' copies",
			Step::Verify => "reading and comparing what is stored",
			Step::Catalogue => "storing the catalogue",
			Step::Synchronize => "fetching catalogues",
			Step::Erase => "removing what belongs to erased records",
			Step::Attest => "attesting erasures",
			Step::Chain => "waiting for the chain to finalize the call",
			Step::Prove => "following the chain without a node",
			Step::Look => "looking at the files",
			Step::Blocks => "reading what happened",
			Step::Emergency => "waiting for approvals",
			Step::Ceremony => "waiting for the others",
		};
		let (bar, template) = match step {
			Step::Chain | Step::Prove => (ProgressBar::new_spinner(), "{spinner} {msg} ({elapsed})"),
			Step::Replicate if total == 0 => (ProgressBar::new_spinner(), "{spinner} {msg} ({elapsed})"),
			Step::Look => (
				ProgressBar::new(total),
				"{msg} {wide_bar} {pos} of {len} rows ({elapsed})",
			),
			Step::Replicate
			| Step::Verify
			| Step::Catalogue
			| Step::Synchronize
			| Step::Erase
			| Step::Attest => (
				ProgressBar::new(total),
				"{msg} {wide_bar} {pos} of {len} objects ({elapsed})",
			),
			Step::Emergency | Step::Ceremony => (
				ProgressBar::new(total),
				"{msg} {wide_bar} {pos} of {len} ({elapsed})",
			),
			Step::Blocks => (
				ProgressBar::new(total),
				"{msg} {wide_bar} {pos} of {len} blocks ({elapsed})",
			),
			_ => (
				ProgressBar::new(total),
				"{msg} {wide_bar} {bytes} of {total_bytes} ({bytes_per_sec}, {eta} left)",
			),
		};
		if let Ok(style) = ProgressStyle::with_template(template) {
			bar.set_style(style);
		}
		bar.set_message(words);
		bar.enable_steady_tick(Duration::from_millis(120));
		bar
	}
}

impl Progress for Bars {
	fn advance(&self, step: Step, done: u64, total: u64) {
		if self.quiet {
			return;
		}
		let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
		if shown.as_ref().is_none_or(|(current, _)| *current != step) {
			if let Some((_, old)) = shown.take() {
				old.finish_and_clear();
			}
			*shown = Some((step, Self::start(step, total)));
		}
		if let Some((_, bar)) = shown.as_ref() {
			bar.set_position(done);
		}
	}

	fn rows(&self, rows: Rows) {
		if self.quiet {
			return;
		}
		let mut shown = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
		let bar = shown.get_or_insert_with(|| Self::start_rows(rows.total));
		bar.set_position(rows.registered);
		let refused = match rows.refused {
			0 => String::new(),
			refused => format!(", {refused} refused"),
		};
		bar.set_message(format!("{} sealed, {} stored{refused}", rows.sealed, rows.stored));
	}

	fn no_room_to_resume(&self, needed: u64) {
		if !self.quiet {
			let needed = output::bytes(needed);
			// A closed standard error is no reason to fail.
			let _: io::Result<()> = writeln!(
				io::stderr(),
				"The disk of the client's folder has no {needed} to spare: if this upload is killed, it starts from the beginning."
			);
		}
	}
}
