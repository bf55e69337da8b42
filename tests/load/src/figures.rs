//! How many, and how long each took.

use serde_json::{Map, Value, json};
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

/// What was done, by its name: how long each took, from its making to its being final.
#[derive(Debug, Default)]
pub struct Figures {
	took: BTreeMap<&'static str, Vec<Duration>>,
	refused: BTreeMap<String, u64>,
}

impl Figures {
	/// Notes one that has ended now.
	pub fn done(&mut self, what: &'static str, since: Instant) {
		self.done_at(what, since, Instant::now());
	}

	/// Notes one that has ended then.
	pub fn done_at(&mut self, what: &'static str, since: Instant, at: Instant) {
		self.took
			.entry(what)
			.or_default()
			.push(at.saturating_duration_since(since));
	}

	/// Notes one that failed.
	pub fn refused(&mut self, why: String) {
		let count = self.refused.entry(why).or_default();
		*count = count.saturating_add(1);
	}

	/// Adds those of another lane.
	pub fn add(&mut self, other: Self) {
		for (what, mut took) in other.took {
			self.took.entry(what).or_default().append(&mut took);
		}
		for (why, count) in other.refused {
			let sum = self.refused.entry(why).or_default();
			*sum = sum.saturating_add(count);
		}
	}

	/// For each kind: how many, how many a second, and the times that half, 95 and 99 of a hundred stay below, in milliseconds.
	pub fn told(mut self, within: Duration) -> Value {
		let mut told = Map::new();
		for (what, took) in &mut self.took {
			took.sort_unstable();
			let part = |hundredths: usize| {
				let at = took.len().saturating_mul(hundredths) / 100;
				let found = took.get(at).or(took.last());
				found.map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX))
			};
			told.insert(
				(*what).to_owned(),
				json!({
					"count": took.len(),
					"per_second": took.len() as f64 / within.as_secs_f64(),
					"p50_ms": part(50),
					"p95_ms": part(95),
					"p99_ms": part(99),
				}),
			);
		}
		told.insert("refused".to_owned(), json!(self.refused));
		Value::Object(told)
	}
}

/// Peak resident memory (VmHWM) of a live process, in KiB.
pub fn peak_resident_kib(pid: u32) -> Option<u64> {
	let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
	line.split_whitespace().next()?.parse().ok()
}
