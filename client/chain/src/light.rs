//! The chain without a node. A light client inside of this program follows the finality of the relay chain from the first block of its spec on, and
//! takes of peers only what it can check against a finalized header.
//!
//! It logs through `log` and `tracing`, for which this program installs no listener: nothing of it reaches the terminal.

use super::connection::{Chain, ChainOptions};
use medquorum_core::error::LedgerError;

#[cfg(feature = "light-client")]
mod following;
#[cfg(any(test, feature = "light-client"))]
mod pages;
mod specs;

pub use specs::LightSpecs;

impl Chain {
	/// Follows the chain of these specs without asking any node, until its newest finalized block is proven.
	///
	/// # Errors
	/// When a spec cannot be used or is of another chain than the pinned one, or no peer gives what proves the newest block.
	#[cfg(feature = "light-client")]
	pub async fn connect_light(specs: LightSpecs, options: ChainOptions) -> Result<Self, LedgerError> {
		specs::check(&specs)?;
		following::follow(specs, options).await
	}

	/// As it is where the program is built without a light client: it looks at the specs, and follows nothing.
	///
	/// # Errors
	/// Always.
	#[cfg(not(feature = "light-client"))]
	pub async fn connect_light(specs: LightSpecs, _: ChainOptions) -> Result<Self, LedgerError> {
		specs::check(&specs)?;
		Err(medquorum_core::error::LightError::NotBuilt.into())
	}
}
