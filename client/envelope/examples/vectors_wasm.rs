//! The frozen vectors as a WebAssembly module for `tests/wasm/run.sh`: one export, no imports.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	missing_docs,
	reason = "the test code it includes"
)]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/frozen/vectors.rs"]
mod vectors;

/// Runs every check and returns how many there were. A check that fails traps.
#[allow(
	unsafe_code,
	reason = "an exported name is an unsafe attribute; nothing unsafe follows from this one"
)]
#[unsafe(no_mangle)]
pub extern "C" fn run_vectors() -> u32 {
	vectors::check()
}
