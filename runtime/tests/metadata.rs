//! The metadata that the client is generated from is this runtime's.

#![allow(clippy::expect_used, reason = "a test may panic")]
// Other features change what is in it.
#![cfg(not(any(feature = "runtime-benchmarks", feature = "try-runtime")))]

use crate::common::{chain, in_repository};
use medquorum_runtime::Runtime;

/// The newest version: the first with view functions in it.
const VERSION: u32 = 16;

/// Compares with the committed file; `UPDATE_METADATA=1` writes it instead.
#[test]
fn client_metadata_is_that_of_the_runtime() {
	let path = in_repository("client/chain/src/metadata.scale");
	// One constant, the parachain id, is read from state.
	let built = chain("development").execute_with(|| Runtime::metadata_at_version(VERSION));
	let built = built.expect("the runtime has this version");
	let built: &[u8] = &built;
	if std::env::var_os("UPDATE_METADATA").is_some() {
		std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
		std::fs::write(&path, built).expect("the file can be written");
	}
	let committed = std::fs::read(&path).unwrap_or_default();
	assert!(
		committed == built,
		"{} is not the runtime's metadata: run `make metadata`",
		path.display()
	);
}
