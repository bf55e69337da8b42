//! How the council upgrades this chain: a pallet with one call.
//!
//! The chain has no sudo and no referenda, and a collective's origin never becomes root. `frame_system` accepts an
//! authorisation from root only, so this pallet passes the council's decision on: it records the hash of the
//! new code, always with the check that the name is the same and the version higher. Anybody may then supply the code
//! itself by `System::apply_authorized_upgrade`.

pub use pallet::*;

/// See the module's documentation.
#[frame_support::pallet]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "what the macros write"
)]
pub mod pallet {
	use frame_support::pallet_prelude::*;
	use frame_system::{WeightInfo, pallet_prelude::*};

	/// Authorises runtime upgrades on behalf of the council.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the runtime sets.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who may authorise an upgrade.
		type UpgradeOrigin: EnsureOrigin<Self::RuntimeOrigin>;
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Authorise the runtime whose code has the hash `code_hash`.
		///
		/// An earlier authorisation that nobody has used is replaced. The all-zero hash fits no code and so withdraws it.
		///
		/// - **Origin**: a decision of two thirds of the council that was scheduled with `Enactment::schedule` and is due.
		/// - **Emits**: `System::UpgradeAuthorized`.
		#[pallet::call_index(0)]
		#[pallet::weight((T::SystemWeightInfo::authorize_upgrade(), DispatchClass::Operational))]
		pub fn authorize_upgrade(origin: OriginFor<T>, code_hash: T::Hash) -> DispatchResult {
			T::UpgradeOrigin::ensure_origin(origin)?;
			frame_system::Pallet::<T>::do_authorize_upgrade(code_hash, true);
			Ok(())
		}
	}
}
