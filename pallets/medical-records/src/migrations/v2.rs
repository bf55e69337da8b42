//! From version 1 to 2: versions of records that replace each other on acknowledgement, windows by the chain's clock, signatures of any key
//! type, users who can leave.
//!
//! - A record that had replaced another without the patient's acknowledgement replaces it no longer; nor does one that is gone.
//! - What was left of a request's window, in blocks, is left of it in moments of the clock.
//! - Keys that were registered stay without a deposit.

use alloc::vec::Vec;
use core::marker::PhantomData;

use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	pallet_prelude::*,
	storage::{IterableStorageMap, StoragePrefixedMap},
	weights::WeightMeter,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::sr25519;
use sp_runtime::{
	AccountId32, MultiSignature, Saturating,
	traits::{BlockNumberProvider, Get},
};

use crate::{
	Administrators, Config, OpenByRecord, Pallet, RecordOf, Records, RecordsByPatient, RequestOf, Requesters,
	Requests, Tombstones, UserOf, Users, VotesOf, types::*,
};

use super::v3::OldPlaces;

mod old;

/// The migration.
pub struct ToVersion2<T>(PhantomData<T>);

/// How far it has come.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen)]
pub struct Cursor<BlockNumber> {
	/// The map that is being migrated, counted from 0.
	stage: u8,
	/// The newest of its keys.
	key: Option<BoundedVec<u8, ConstU32<256>>>,
	/// Block and moment in which the migration began: windows are converted by these.
	began: (BlockNumber, BlockNumber),
}

fn signature(raw: [u8; 64]) -> MultiSignature {
	sr25519::Signature::from_raw(raw).into()
}

impl<T: Config> ToVersion2<T> {
	/// The last stage but one.
	const STAGES: u8 = 8;

	/// The most that one value takes: walking a chain of versions.
	fn step_weight() -> Weight {
		let versions = u64::from(T::MaxVersions::get());
		T::DbWeight::get()
			.reads_writes(versions.saturating_add(4), versions.saturating_add(4))
			.saturating_add(Weight::from_parts(50_000_000, 100_000))
	}

	/// Migrates the value after this key. Returns its key, or `None` when the map has no more.
	fn next(
		stage: u8,
		after: Option<Vec<u8>>,
		began: (BlockNumberFor<T>, BlockNumberFor<T>),
	) -> Option<Vec<u8>> {
		match stage {
			0 => Users::<T>::translate_next(after, |who, user| Some(Self::user(&who, user))),
			1 => old::administrators_next::<T>(after),
			2 => Records::<T>::translate_next(after, |id, record| Some(Self::record(id, record))),
			3 => Tombstones::<T>::translate_next(after, |_, at| {
				let supersedes = None;
				Some(Tombstone { at, supersedes })
			}),
			// Every record has its new form: now who replaces whom.
			4 => Self::chain_next(after),
			5 => Requests::<T>::translate_next(after, |_, request| Some(Self::request(request, began))),
			6 => Self::places_next(after, began),
			_ => Requesters::<T>::translate_next(after, |_, counted: old::Requester| {
				Some(Requester {
					next_seq: counted.next_seq,
					open: counted.open,
					made: Daily::default(),
				})
			}),
		}
	}

	fn user(who: &AccountId32, user: old::User) -> UserOf<T> {
		let keys = user.keys.map(|keys| UserKeys {
			csp_version: keys.csp_version,
			csp_pk: keys.csp_pk,
			enc_pk: keys.enc_pk,
			key_sig: signature(keys.key_sig),
		});
		if keys.is_some() {
			frame_system::Pallet::<T>::inc_sufficients(who);
			frame_system::Pallet::<T>::dec_consumers(who);
		}
		User {
			role: user.role,
			csp_version: keys.as_ref().map_or(0, |keys| keys.csp_version),
			keys,
			deposit: None,
		}
	}

	fn record(id: RecordId, record: old::Record<BlockNumberFor<T>, T::RecordConsideration>) -> RecordOf<T> {
		RecordsByPatient::<T>::insert(&record.patient, id, ());
		Record {
			uploader: record.uploader,
			patient: record.patient,
			csp_pk: record.csp_pk,
			key_id: record.key_id,
			commitment: record.commitment,
			capsule: record.capsule,
			csp_enc: record.csp_enc,
			csp_check: record.csp_check,
			locator: record.locator,
			supersedes: record.supersedes,
			version: 1,
			acknowledged: record.acknowledged,
			// Nobody has been asked.
			searchable: false,
			status: match record.status {
				old::RecordStatus::Suspended => RecordStatus::Suspended,
				old::RecordStatus::Active | old::RecordStatus::Superseded => RecordStatus::Active,
			},
			superseded_by: None,
			created: record.created,
			ticket: record.ticket,
		}
	}

	/// Counts the versions before a record, and puts it in their place if the patient has acknowledged it.
	fn chain_next(after: Option<Vec<u8>>) -> Option<Vec<u8>> {
		Records::<T>::translate_next(after, |id, mut record: RecordOf<T>| {
			let mut before = record.supersedes;
			while let Some(older) = before {
				record.version = record.version.saturating_add(1);
				before = Records::<T>::mutate(older, |older| {
					let older = older.as_mut()?;
					if record.acknowledged && older.superseded_by.is_none() {
						older.superseded_by = Some(id);
					}
					older.supersedes
				});
			}
			Some(record)
		})
	}

	fn request(
		request: old::Request<BlockNumberFor<T>, T::RequestConsideration, VotesOf<T>>,
		began: (BlockNumberFor<T>, BlockNumberFor<T>),
	) -> RequestOf<T> {
		Request {
			record_id: request.record_id,
			patient: request.patient,
			payer: request.requester.clone(),
			requester: request.requester,
			seq: request.seq,
			q: request.q,
			epk: request.epk,
			auth_sig: signature(request.auth_sig),
			key_id: request.key_id,
			epoch: request.epoch,
			mode: request.mode,
			purpose: request.purpose,
			created: request.created,
			expires: Self::moment(request.expires, began),
			context: request.context,
			r: request.r,
			yes: request.yes,
			no: request.no,
			status: request.status,
			votes: request.votes,
			consent: request.consent,
			ticket: request.ticket,
		}
	}

	/// The places of the next record, in the form that they keep until version 3.
	fn places_next(after: Option<Vec<u8>>, began: (BlockNumberFor<T>, BlockNumberFor<T>)) -> Option<Vec<u8>> {
		let prefix = OpenByRecord::<T>::final_prefix().to_vec();
		let key = sp_io::storage::next_key(&after.unwrap_or_else(|| prefix.clone()))?;
		if !key.starts_with(&prefix) {
			return None;
		}
		if let Some(mut places) = frame_support::storage::unhashed::get::<OldPlaces<T>>(&key) {
			for place in &mut places {
				place.until = place.until.map(|until| Self::moment(until, began));
			}
			frame_support::storage::unhashed::put(&key, &places);
		}
		Some(key)
	}

	/// The moment at which what ends in this block ends.
	fn moment(
		block: BlockNumberFor<T>,
		(then, now): (BlockNumberFor<T>, BlockNumberFor<T>),
	) -> BlockNumberFor<T> {
		now.saturating_add(block.saturating_sub(then))
	}
}

impl<T: Config> SteppedMigration for ToVersion2<T> {
	type Cursor = Cursor<BlockNumberFor<T>>;
	type Identifier = MigrationId<15>;

	fn id() -> Self::Identifier {
		MigrationId {
			pallet_id: *b"medical-records",
			version_from: 1,
			version_to: 2,
		}
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		if Pallet::<T>::on_chain_storage_version() != 1 {
			return Ok(None);
		}
		let required = Self::step_weight();
		if meter.remaining().any_lt(required) {
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		let mut cursor = cursor.unwrap_or_else(|| Cursor {
			stage: 0,
			key: None,
			began: (Pallet::<T>::block(), T::Clock::current_block_number()),
		});
		while meter.try_consume(required).is_ok() {
			let after = cursor.key.take().map(BoundedVec::into_inner);
			match Self::next(cursor.stage, after, cursor.began) {
				Some(key) => {
					let key = BoundedVec::try_from(key).map_err(|_| SteppedMigrationError::Failed)?;
					cursor.key = Some(key);
				}
				None => cursor.stage = cursor.stage.saturating_add(1),
			}
			if cursor.stage >= Self::STAGES {
				StorageVersion::new(2).put::<Pallet<T>>();
				return Ok(None);
			}
		}
		Ok(Some(cursor))
	}
}
