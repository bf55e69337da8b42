//! What this machine's clock says. Nothing that protects secrecy depends on it.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970.
#[must_use]
pub fn wall_time() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH);
	now.map_or(0, |now| u64::try_from(now.as_millis()).unwrap_or(u64::MAX))
}
