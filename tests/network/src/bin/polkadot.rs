//! A validator of the relay chain.
#![forbid(unsafe_code)]

fn main() -> Result<(), Box<dyn std::error::Error>> {
	Ok(polkadot_cli::run()?)
}
