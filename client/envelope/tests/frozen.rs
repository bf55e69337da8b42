//! The frozen vectors on this platform's engine. `tests/wasm/run.sh` runs the same checks inside WebAssembly.

mod vectors;

#[test]
fn frozen_vectors_are_as_they_were() {
	assert!(vectors::check() > 60);
}

/// `cargo test -p medquorum-envelope --test envelope frozen -- --ignored` prints the new file. Only a new version of the
/// format may change it.
#[test]
#[ignore = "prints the vectors instead of checking them"]
fn print_frozen_vectors() {
	println!("{}", serde_json::to_string_pretty(&vectors::make()).unwrap());
}
