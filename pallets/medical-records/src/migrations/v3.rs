//! From version 2 to 3: the administrators of a committee are kept by epoch, no index is given to two people, and a request's place tells
//! which epoch must decide.
//!
//! Who left before is not known any more: only the indices in use are kept from being given again, and the changes until now have no handover.

use alloc::vec::Vec;
use core::marker::PhantomData;

use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	pallet_prelude::*,
	storage::{IterableStorageMap, StoragePrefixedMap, unhashed},
	weights::WeightMeter,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{AccountId32, traits::Get};

use crate::{Administrators, Committees, Config, NextIndex, OpenByRecord, Pallet, Requests, types::*};

/// The migration.
pub struct ToVersion3<T>(PhantomData<T>);

/// A place of a record in version 2.
#[derive(Encode, Decode)]
pub(crate) struct OldPlace<BlockNumber> {
	pub request_id: RequestId,
	pub requester: AccountId32,
	pub until: Option<BlockNumber>,
}

/// The places of a record in version 2.
pub(crate) type OldPlaces<T> = Vec<OldPlace<BlockNumberFor<T>>>;

/// How far it has come: the map that is being migrated, counted from 0, and the newest of its keys.
pub type Cursor = (u8, Option<BoundedVec<u8, ConstU32<256>>>);

impl<T: Config> ToVersion3<T> {
	/// Two hashes of 16 bytes, the committee's number, and the account: with the epoch it is longer.
	const OLD_LENGTH: usize = 16 + 4 + 16 + 32;

	/// The last stage but one.
	const STAGES: u8 = 2;

	/// The most that one value takes: a record with all the requests that it can have.
	fn step_weight() -> Weight {
		let requests = u64::from(T::MaxRequestsPerRecord::get());
		T::DbWeight::get()
			.reads_writes(requests.saturating_add(4), 3)
			.saturating_add(Weight::from_parts(50_000_000, 100_000))
	}

	fn next(stage: u8, after: Option<Vec<u8>>) -> Option<Vec<u8>> {
		match stage {
			0 => Self::administrator_next(after),
			_ => OpenByRecord::<T>::translate_next(after, |_, places: OldPlaces<T>| {
				let places = places.into_iter().map(Self::place).collect::<Vec<_>>();
				Some(BoundedVec::truncate_from(places))
			}),
		}
	}

	/// An open request waits for the administrators of the epoch in which it was made.
	fn place(old: OldPlace<BlockNumberFor<T>>) -> Place<BlockNumberFor<T>> {
		let request = Requests::<T>::get(old.request_id);
		let open = request.filter(|request| request.status == RequestStatus::Open);
		Place {
			request_id: old.request_id,
			requester: old.requester,
			until: old.until,
			epoch: open.map(|request| request.epoch),
		}
	}

	/// Moves the next administrator. Returns the key it had, or `None` when there are no more.
	fn administrator_next(after: Option<Vec<u8>>) -> Option<Vec<u8>> {
		let prefix = Administrators::<T>::final_prefix().to_vec();
		let key = sp_io::storage::next_key(&after.unwrap_or_else(|| prefix.clone()))?;
		let rest = key.strip_prefix(prefix.as_slice())?;
		if rest.len() == Self::OLD_LENGTH {
			let key_id = rest.get(16..20).and_then(|id| KeyId::decode(&mut &*id).ok());
			if let (Some(key_id), Some(admin)) = (key_id, unhashed::take::<Admin>(&key)) {
				Self::keep(key_id, admin);
			}
		}
		Some(key)
	}

	fn keep(key_id: KeyId, admin: Admin) {
		let next = u32::from(admin.index).saturating_add(1);
		NextIndex::<T>::mutate(key_id, |index| *index = next.max(*index));
		let epoch = Committees::<T>::get(key_id).map_or(1, |committee| committee.epoch);
		let account: AccountId32 = admin.account.clone();
		Administrators::<T>::insert((key_id, epoch), account, admin);
	}
}

impl<T: Config> SteppedMigration for ToVersion3<T> {
	type Cursor = Cursor;
	type Identifier = MigrationId<15>;

	fn id() -> Self::Identifier {
		MigrationId {
			pallet_id: *b"medical-records",
			version_from: 2,
			version_to: 3,
		}
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		if Pallet::<T>::on_chain_storage_version() != 2 {
			return Ok(None);
		}
		let required = Self::step_weight();
		if meter.remaining().any_lt(required) {
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		let (mut stage, mut newest) = cursor.unwrap_or_default();
		while meter.try_consume(required).is_ok() {
			match Self::next(stage, newest.take().map(BoundedVec::into_inner)) {
				Some(key) => {
					let key = BoundedVec::try_from(key).map_err(|_| SteppedMigrationError::Failed)?;
					newest = Some(key);
				}
				None => stage = stage.saturating_add(1),
			}
			if stage >= Self::STAGES {
				StorageVersion::new(3).put::<Pallet<T>>();
				return Ok(None);
			}
		}
		Ok(Some((stage, newest)))
	}
}
