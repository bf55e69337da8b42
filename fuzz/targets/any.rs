//! libFuzzer over one target, which `MEDQUORUM_FUZZ` names: one program is built once for all of them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static RUN: LazyLock<fn(&[u8]) -> bool> = LazyLock::new(|| {
	let name = std::env::var("MEDQUORUM_FUZZ").unwrap_or_default();
	match medquorum_fuzz::target(&name) {
		Some(target) => target.run,
		None => panic!("MEDQUORUM_FUZZ names no target: {name:?}"),
	}
});

fuzz_target!(|bytes: &[u8]| {
	let _taken: bool = (*RUN)(bytes);
});
