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

	/// How many calls are final: an access is what four kinds of them lead to.
	pub fn calls(&self) -> f64 {
		let calls = self.took.iter().filter(|(what, _)| **what != "access");
		calls.map(|(_, took)| took.len() as f64).sum()
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

/// Processor time of a live process so far, its own and the kernel's for it, in seconds: fields 14 and 15 of proc(5)'s stat, in ticks.
pub fn processor_seconds(pid: u32) -> Option<f64> {
	/// USER_HZ: the kernel shows it to programs as 100 on every architecture.
	const TICKS: f64 = 100.0;
	let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
	// The program's name, in brackets, may hold spaces; the third field follows it.
	let mut fields = stat.rsplit(") ").next()?.split(' ').skip(11);
	let mut ticks = || fields.next()?.parse::<f64>().ok();
	Some((ticks()? + ticks()?) / TICKS)
}

/// What a live process uses from now on.
#[derive(Clone, Copy, Debug)]
pub struct Meter {
	pid: u32,
	before: f64,
}

impl Meter {
	/// None where there is no such process.
	pub fn begin(pid: u32) -> Option<Self> {
		let before = processor_seconds(pid)?;
		Some(Self { pid, before })
	}

	/// Processor time since then for each of so many calls, in milliseconds; none once the process has ended.
	pub fn ms_per_call(self, calls: f64) -> Option<f64> {
		Some(1e3 * (processor_seconds(self.pid)? - self.before) / calls)
	}
}

/// Peak resident memory (VmHWM) of a live process, in KiB.
pub fn peak_resident_kib(pid: u32) -> Option<u64> {
	let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
	line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
	use super::{Meter, processor_seconds};

	#[test]
	fn processor_time_is_told_and_grows_with_work() {
		let own = std::process::id();
		let before = processor_seconds(own).unwrap();
		let meter = Meter::begin(own).unwrap();
		let until = std::time::Instant::now() + std::time::Duration::from_millis(200);
		while std::time::Instant::now() < until {
			std::hint::black_box(std::fs::read_to_string("/proc/self/stat").unwrap());
		}
		assert!(processor_seconds(own).unwrap() > before);
		assert!(meter.ms_per_call(1.0).unwrap() >= 10.0, "less than a tick");
		assert!(meter.ms_per_call(1.0) > meter.ms_per_call(2.0));
		assert_eq!(processor_seconds(u32::MAX), None);
		assert!(Meter::begin(u32::MAX).is_none());
	}
}
