//! Child processes that never outlive the test that started them.

use std::{
	collections::HashSet,
	hash::{BuildHasher as _, Hasher as _, RandomState},
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus},
	sync::{Mutex, PoisonError},
	time::{Duration, Instant},
};

/// A child that is killed, and waited for, when it is dropped.
pub struct Killed(pub Child);

impl Drop for Killed {
	fn drop(&mut self) {
		// Fails only when the child has ended already.
		let _: std::io::Result<()> = self.0.kill();
		let _: std::io::Result<std::process::ExitStatus> = self.0.wait();
	}
}

/// Sends a signal, such as `STOP`, to a process.
///
/// # Panics
/// When there is no such process.
pub fn signal(pid: u32, name: &str) {
	let sent = Command::new("sh")
		.args(["-c", "kill -s \"$1\" \"$2\"", "sh", name, &pid.to_string()])
		.status();
	assert!(
		sent.is_ok_and(|status| status.success()),
		"cannot send SIG{name} to {pid}"
	);
}

/// Asks a process to end, and waits until it does: a service that does not hear it must not hold up the tests.
///
/// # Panics
/// When it runs on for a minute.
pub fn ends_when_told(child: &mut Child) -> ExitStatus {
	signal(child.id(), "TERM");
	let begun = Instant::now();
	loop {
		if let Ok(Some(status)) = child.try_wait() {
			return status;
		}
		assert!(begun.elapsed() < Duration::from_secs(60), "SIGTERM is not heard");
		std::thread::sleep(Duration::from_millis(50));
	}
}

/// A port that is free, below those which the kernel gives to connections and to servers that ask for any: so it is still
/// free when a program is started again. No port is given twice to the tests of one program, which run side by side.
///
/// # Panics
/// When a thousand tries find none.
pub fn free_port() -> u16 {
	const LOWEST: u16 = 15_000;
	const COUNT: u64 = 15_000;
	static GIVEN: Mutex<Option<HashSet<u16>>> = Mutex::new(None);
	let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
	let given = given.get_or_insert_default();
	for _ in 0..1000 {
		let offset = RandomState::new().build_hasher().finish() % COUNT;
		let port = LOWEST.saturating_add(u16::try_from(offset).unwrap_or_default());
		if !given.contains(&port) && TcpListener::bind(("127.0.0.1", port)).is_ok() {
			given.insert(port);
			return port;
		}
	}
	panic!("no free port between 15000 and 30000");
}

/// A program of this workspace, where cargo puts it: beside the folder of the test that asks.
///
/// # Panics
/// When it is not built, with the command that builds it.
pub fn binary(name: &str) -> PathBuf {
	let test = std::env::current_exe().unwrap_or_else(|error| panic!("this test has no path: {error}"));
	let found = test
		.ancestors()
		.skip(1)
		.take(2)
		.map(|folder| folder.join(name))
		.find(|path| path.is_file());
	found.unwrap_or_else(|| panic!("{name} is not built: run `make build`"))
}

/// Waits until `look` finds something.
///
/// # Panics
/// After `limit`, naming what was waited for and the last lines of `log`.
pub fn wait_for<T>(what: &str, limit: Duration, log: &Path, mut look: impl FnMut() -> Option<T>) -> T {
	let start = Instant::now();
	loop {
		if let Some(found) = look() {
			return found;
		}
		if start.elapsed() > limit {
			let text = std::fs::read_to_string(log).unwrap_or_default();
			let tail: Vec<&str> = text.lines().rev().take(15).collect();
			let tail: Vec<&str> = tail.into_iter().rev().collect();
			panic!(
				"no {what} within {limit:?}; the log ends with\n{}",
				tail.join("\n")
			);
		}
		std::thread::sleep(Duration::from_millis(50));
	}
}

/// Peak resident memory (VmHWM) of a live process, in KiB, as the kernel counts it.
pub fn peak_resident_kib(pid: u32) -> Option<u64> {
	let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
	line.split_whitespace().next()?.parse().ok()
}
