//! Roles and committees from the first block.

use frame_support::pallet_macros::pallet_section;

/// Roles and committees from the first block.
#[pallet_section]
mod genesis {
	/// Roles and committees from the first block.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Accounts that have a role before they register keys.
		pub roles: Vec<(AccountId32, Role)>,
		/// Committees, without certificates.
		pub committees: Vec<GenesisCommittee>,
		/// Moments between a committee's being set and its taking over from the one before.
		pub grace: BlockNumberFor<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self {
				roles: Vec::new(),
				committees: Vec::new(),
				grace: T::HandoverGrace::get().into(),
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Grace::<T>::put(self.grace);
			for (who, role) in &self.roles {
				if *role == Role::StorageHost {
					StorageHosts::<T>::insert(who, ());
				}
				Users::<T>::insert(
					who,
					User {
						role: *role,
						csp_version: 0,
						keys: None,
						deposit: None,
					},
				);
			}
			for genesis in &self.committees {
				let key_id = genesis.key_id;
				let admins: Vec<Admin> = genesis.admins.iter().cloned().map(Admin::from).collect();
				let admins = BoundedVec::try_from(admins).unwrap_or_else(|_| {
					panic!("committee {key_id} of the genesis has more than MaxAdmins administrators")
				});
				let committee = Committee::new(1, genesis.k, genesis.x.0, &admins);
				assert!(
					committee.is_consistent(&admins),
					"committee {key_id} of the genesis: its points do not fit its rule"
				);
				assert!(
					!Committees::<T>::contains_key(key_id),
					"committee {key_id} comes twice in the genesis"
				);
				Pallet::<T>::seat(key_id, committee, admins);
			}
		}
	}
}
