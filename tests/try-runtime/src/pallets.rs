//! The runtime's pallets as a list, so that whatever fails is told with the name of its pallet.

use frame_support::{
	traits::{
		GetStorageVersion, NoStorageVersionSet, OnRuntimeUpgrade, PalletInfoAccess, StorageVersion, TryState,
		TryStateSelect,
	},
	weights::Weight,
};
use impl_trait_for_tuples::impl_for_tuples;
use medquorum_runtime::{AllPalletsWithSystem, BlockNumber};
use parity_scale_codec::{Decode as _, Encode as _};
use sp_runtime::TryRuntimeError;

/// One pallet. All its functions want externalities around them.
pub struct Pallet {
	/// As the runtime calls it.
	pub name: &'static str,
	/// The version of its storage that this release expects.
	pub version: u16,
	/// The one that lies in state.
	pub stored: fn() -> u16,
	/// What it notes before an upgrade.
	pub before: fn() -> Result<Vec<u8>, TryRuntimeError>,
	/// Its part of the upgrade.
	pub upgrade: fn() -> Weight,
	/// Compares what has become of it with what it noted.
	pub after: fn(Vec<u8>) -> Result<(), TryRuntimeError>,
	/// Checks what must always hold.
	pub holds: fn(BlockNumber, TryStateSelect) -> Result<(), TryRuntimeError>,
}

/// A pallet without a version has version 0.
trait Versioned {
	fn number(self) -> u16;
}

impl Versioned for StorageVersion {
	fn number(self) -> u16 {
		u16::decode(&mut &self.encode()[..]).unwrap_or_default()
	}
}

impl Versioned for NoStorageVersionSet {
	fn number(self) -> u16 {
		0
	}
}

trait Entry {
	fn entry() -> Pallet;
}

impl<P> Entry for P
where
	P: PalletInfoAccess + GetStorageVersion + OnRuntimeUpgrade + TryState<BlockNumber>,
	P::InCodeStorageVersion: Versioned,
{
	fn entry() -> Pallet {
		Pallet {
			name: P::name(),
			version: P::in_code_storage_version().number(),
			stored: || P::on_chain_storage_version().number(),
			before: <P as OnRuntimeUpgrade>::pre_upgrade,
			upgrade: <P as OnRuntimeUpgrade>::on_runtime_upgrade,
			after: <P as OnRuntimeUpgrade>::post_upgrade,
			holds: <P as TryState<BlockNumber>>::try_state,
		}
	}
}

trait Listed {
	fn list() -> Vec<Pallet>;
}

#[impl_for_tuples(1, 64)]
#[tuple_types_custom_trait_bound(Entry)]
impl Listed for Tuple {
	fn list() -> Vec<Pallet> {
		let mut list = Vec::new();
		for_tuples!( #( list.extend([Tuple::entry()]); )* );
		list
	}
}

/// All of them, in the order in which the runtime upgrades them.
pub fn pallets() -> Vec<Pallet> {
	<AllPalletsWithSystem as Listed>::list()
}
