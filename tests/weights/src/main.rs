//! Measures a pallet's calls on a runtime's wasm, for `make weights`: `frame-benchmarking-cli`'s pallet command with the host
//! functions of a parachain, which is all that frame-omni-bencher is.
#![forbid(unsafe_code)]

use clap::Parser;
use cumulus_primitives_proof_size_hostfunction::storage_proof_size::HostFunctions;
use frame_benchmarking_cli::PalletCmd;
use sp_runtime::traits::BlakeTwo256;

fn main() -> Result<(), Box<dyn std::error::Error>> {
	sc_cli::LoggerBuilder::new("info").init()?;
	Ok(PalletCmd::parse().run_with_spec::<BlakeTwo256, HostFunctions>(None)?)
}
