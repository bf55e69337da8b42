//! How versions of a record take each other's place, and how records end: acknowledged, refused, erased, kept by a legal hold.

use alloc::vec::Vec;

use frame_support::{ensure, traits::EnsureOrigin};
use frame_system::{ensure_signed, pallet_prelude::*};
use sp_runtime::{
	AccountId32, DispatchError, DispatchResult,
	traits::{Get, Saturating},
};

use crate::{
	Config, CorrectionAllowed, Emergencies, Erasures, Error, Event, LegalHolds, Pallet, RecordOf, Records,
	RecordsByPatient, Tombstones, deposit, types::*,
};

/// How many versions and requests a call removes: at most, as it was weighed; or in fact.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
	pub versions: u32,
	pub requests: u32,
}

impl Extent {
	pub(crate) const fn new(versions: u32, requests: u32) -> Self {
		Self { versions, requests }
	}

	/// What was removed, if this covers it.
	fn covering<T: Config>(self, done: Self) -> Result<Self, Error<T>> {
		ensure!(
			done.versions <= self.versions && done.requests <= self.requests,
			Error::<T>::ExtentTooSmall
		);
		Ok(done)
	}
}

/// Versions.
impl<T: Config> Pallet<T> {
	/// The versions before one that corrects `first`, newest first, past those that are gone.
	fn versions_before(first: Option<RecordId>) -> impl Iterator<Item = (RecordId, RecordOf<T>)> {
		let mut next = first;
		let mut left = T::MaxVersions::get();
		core::iter::from_fn(move || {
			while let Some(id) = next
				&& left > 0
			{
				left = left.saturating_sub(1);
				match Records::<T>::get(id) {
					Some(record) => {
						next = record.supersedes;
						return Some((id, record));
					}
					None => next = Tombstones::<T>::get(id).and_then(|stone| stone.supersedes),
				}
			}
			None
		})
	}

	/// The patient's yes to a record; a correction takes the place of the versions before it.
	pub(crate) fn do_acknowledge(
		origin: &OriginFor<T>,
		record_id: RecordId,
		at_most: Extent,
	) -> Result<Extent, DispatchError> {
		let (patient, mut record) = Self::record_of_patient(Self::signer(origin.clone())?, record_id)?;
		ensure!(record.superseded_by.is_none(), Error::<T>::Superseded);
		ensure!(!record.acknowledged, Error::<T>::AlreadyAcknowledged);
		let corrected = record.supersedes.and_then(Records::<T>::get);
		ensure!(
			corrected.is_none_or(|older| older.superseded_by.is_none()),
			Error::<T>::AlreadyCorrected
		);

		record.acknowledged = true;
		let (versions, supersedes) = (record.version, record.supersedes);
		Records::<T>::insert(record_id, record);
		Self::deposit_event(Event::RecordAcknowledged {
			record_id,
			patient: patient.clone(),
		});
		let mut requests = 0u32;
		for (older, mut record) in Self::versions_before(supersedes) {
			if record.superseded_by.is_some() {
				break;
			}
			record.superseded_by = Some(record_id);
			Records::<T>::insert(older, record);
			CorrectionAllowed::<T>::remove(older);
			Self::deposit_event(Event::RecordSuperseded {
				record_id: older,
				by: record_id,
			});
			requests = requests.saturating_add(Self::cancel_requests(older, CancelCause::RecordSuperseded));
		}
		Self::count_call(&patient);
		Ok(at_most.covering::<T>(Extent { versions, requests })?)
	}

	/// What this record had taken the place of counts again, or is replaced by what has taken the place of this one.
	fn restore_before(record_id: RecordId, gone: &RecordOf<T>) {
		for (older, mut record) in Self::versions_before(gone.supersedes) {
			if record.superseded_by != Some(record_id) {
				break;
			}
			record.superseded_by = gone.superseded_by;
			Records::<T>::insert(older, record);
			if gone.superseded_by.is_none() {
				Self::deposit_event(Event::RecordRestored {
					record_id: older,
					was: record_id,
				});
			}
		}
	}
}

/// Ends.
impl<T: Config> Pallet<T> {
	/// Removes all that there is of a record but its deposit, which is handed back; a tombstone stays.
	fn take_record(record_id: RecordId, record: &RecordOf<T>) {
		Records::<T>::remove(record_id);
		RecordsByPatient::<T>::remove(&record.patient, record_id);
		CorrectionAllowed::<T>::remove(record_id);
		Erasures::<T>::remove(record_id);
		LegalHolds::<T>::remove(record_id);
		Emergencies::<T>::remove(record_id);
		let stone = Tombstone {
			at: Self::block(),
			supersedes: record.supersedes,
		};
		Tombstones::<T>::insert(record_id, stone);
	}

	/// Returns how many requests were ended.
	fn erase(record_id: RecordId, record: RecordOf<T>, by: AccountId32, reason: ErasureReason) -> u32 {
		Self::take_record(record_id, &record);
		let RecordOf::<T> {
			patient,
			uploader,
			ticket,
			..
		} = record;
		deposit::release(ticket, &uploader);
		Self::deposit_event(Event::RecordErased {
			record_id,
			patient,
			uploader,
			by,
			reason,
		});
		Self::cancel_requests(record_id, CancelCause::RecordErased)
	}

	pub(crate) fn do_refuse(
		origin: &OriginFor<T>,
		record_id: RecordId,
		reason: RefusalReason,
		at_most: u32,
	) -> Result<u32, DispatchError> {
		let (patient, record) = Self::record_of_patient(Self::signer(origin.clone())?, record_id)?;
		ensure!(!record.acknowledged, Error::<T>::AlreadyAcknowledged);
		ensure!(Self::hold_of(record_id).is_none(), Error::<T>::OnHold);

		Self::take_record(record_id, &record);
		let uploader = record.uploader;
		deposit::penalize::<T>(record.ticket, &uploader);
		Self::count_call(&patient);
		Self::deposit_event(Event::RecordRefused {
			record_id,
			patient,
			uploader,
			reason,
		});
		let ended = Self::cancel_requests(record_id, CancelCause::RecordRefused);
		ensure!(ended <= at_most, Error::<T>::ExtentTooSmall);
		Ok(ended)
	}

	pub(crate) fn do_erase_record(
		origin: &OriginFor<T>,
		record_id: RecordId,
		reason: ErasureReason,
		at_most: Extent,
	) -> Result<Extent, DispatchError> {
		let by = Self::signer(origin.clone())?;
		let record = Self::record(record_id)?;
		if !Self::is_patient(&by, &record.patient) {
			ensure!(Self::may_erase(&by, &record), Error::<T>::NotAuthorized);
			Self::schedule_erasure(record_id, record, by, reason)?;
			return Ok(Extent::new(1, 0));
		}
		let done = Self::erase_versions(record_id, record, &by, reason);
		Self::count_call(&by);
		Ok(at_most.covering::<T>(done)?)
	}

	/// May this account, not the patient's, have the record erased? A facility that lost its role, or whose key is in other hands,
	/// erases nothing any more.
	fn may_erase(by: &AccountId32, record: &RecordOf<T>) -> bool {
		let Some(role) = Self::role_of(by) else {
			return false;
		};
		role.can_erase_any() || (*by == record.uploader && role.can_upload())
	}

	/// The record and the versions whose place it took, as the patient wants it; what a legal hold keeps is suspended.
	fn erase_versions(
		record_id: RecordId,
		record: RecordOf<T>,
		by: &AccountId32,
		reason: ErasureReason,
	) -> Extent {
		let (versions, newer) = (record.version, record.superseded_by);
		let mut gone: Vec<RecordId> = [record_id].into();
		let mut all: Vec<(RecordId, RecordOf<T>)> = Vec::new();
		for (older, version) in Self::versions_before(record.supersedes) {
			if !version.superseded_by.is_some_and(|by| gone.contains(&by)) {
				break;
			}
			gone.push(older);
			all.push((older, version));
		}
		all.insert(0, (record_id, record));
		let mut requests = 0u32;
		for (id, mut version) in all {
			let ended = match Self::hold_of(id) {
				None => Self::erase(id, version, by.clone(), reason),
				Some(hold) => {
					// Nothing that goes may stand in its way, should the patient change their mind.
					version.superseded_by = newer;
					Self::await_hold(id, version, by.clone(), reason, hold.until)
				}
			};
			requests = requests.saturating_add(ended);
		}
		Extent { versions, requests }
	}

	/// Suspends a record that a legal hold keeps, and notes that it is to go afterwards.
	fn await_hold(
		record_id: RecordId,
		mut record: RecordOf<T>,
		by: AccountId32,
		reason: ErasureReason,
		until: BlockNumberFor<T>,
	) -> u32 {
		record.status = RecordStatus::Suspended;
		Records::<T>::insert(record_id, record);
		let due = Self::now();
		let patient = by.clone();
		Erasures::<T>::insert(record_id, Erasure { by, reason, due });
		Self::deposit_event(Event::ErasureAwaitsHold {
			record_id,
			patient,
			reason,
			until,
		});
		Self::cancel_requests(record_id, CancelCause::RecordSuspended)
	}

	fn schedule_erasure(
		record_id: RecordId,
		record: RecordOf<T>,
		by: AccountId32,
		reason: ErasureReason,
	) -> DispatchResult {
		let before = Erasures::<T>::get(record_id);
		ensure!(
			before.is_none_or(|before| !Self::stands(&before, &record)),
			Error::<T>::ErasureScheduled
		);
		let due = Self::now().saturating_add(T::ErasureDelay::get().into());
		let erasure = Erasure {
			by: by.clone(),
			reason,
			due,
		};
		Erasures::<T>::insert(record_id, erasure);
		Self::deposit_event(Event::ErasureScheduled {
			record_id,
			patient: record.patient,
			uploader: record.uploader,
			by,
			reason,
			due,
		});
		Ok(())
	}

	/// May who wanted the erasure still do so, and is there still time? What the patient wants waits as long as it has to.
	fn stands(erasure: &Erasure<BlockNumberFor<T>>, record: &RecordOf<T>) -> bool {
		let by = &erasure.by;
		let frozen = Self::not_frozen(by.clone()).is_err();
		let last = erasure.due.saturating_add(T::ErasureDelay::get().into());
		Self::is_own_wish(by, record) || (!frozen && Self::may_erase(by, record) && Self::now() <= last)
	}

	/// Was it the patient, whoever acts for them now?
	fn is_own_wish(by: &AccountId32, record: &RecordOf<T>) -> bool {
		Self::acting_for(by) == Self::acting_for(&record.patient)
	}

	pub(crate) fn do_finish_erasure(record_id: RecordId, at_most: Extent) -> Result<Extent, DispatchError> {
		let record = Self::record(record_id)?;
		let erasure = Erasures::<T>::get(record_id).ok_or(Error::<T>::ErasureNotScheduled)?;
		ensure!(erasure.due <= Self::now(), Error::<T>::ErasureNotDue);
		ensure!(Self::hold_of(record_id).is_none(), Error::<T>::OnHold);
		ensure!(Self::stands(&erasure, &record), Error::<T>::ErasureVoid);

		let versions = record.version;
		Self::restore_before(record_id, &record);
		let requests = Self::erase(record_id, record, erasure.by, erasure.reason);
		Ok(at_most.covering::<T>(Extent { versions, requests })?)
	}

	pub(crate) fn do_stop_erasure(origin: &OriginFor<T>, record_id: RecordId) -> DispatchResult {
		let record = Self::record(record_id)?;
		let erasure = Erasures::<T>::get(record_id).ok_or(Error::<T>::ErasureNotScheduled)?;
		let governs = T::GovernanceOrigin::ensure_origin(origin.clone()).is_ok();
		let by = match governs {
			true => None,
			false => Some(Self::signer(origin.clone())?),
		};
		let patient = by.as_ref().filter(|by| Self::is_patient(by, &record.patient));
		let may = match (&by, patient) {
			(_, Some(_)) => true,
			// What the patient wants is stopped by nobody else.
			_ if Self::is_own_wish(&erasure.by, &record) => false,
			(None, _) => true,
			(Some(by), _) => *by == erasure.by || Self::role_of(by).is_some_and(|role| role.can_erase_any()),
		};
		ensure!(may, Error::<T>::NotAuthorized);
		if let Some(patient) = patient {
			Self::count_call(patient);
		}
		Erasures::<T>::remove(record_id);
		Self::deposit_event(Event::ErasureStopped {
			record_id,
			wanted_by: erasure.by,
			by,
		});
		Ok(())
	}
}

/// Legal holds.
impl<T: Config> Pallet<T> {
	/// The hold that keeps this record now.
	pub(crate) fn hold_of(record_id: RecordId) -> Option<LegalHold<BlockNumberFor<T>>> {
		LegalHolds::<T>::get(record_id).filter(|hold| hold.until >= Self::now())
	}

	pub(crate) fn do_hold_record(
		by: AccountId32,
		record_id: RecordId,
		reason: LegalHoldReason,
		until: BlockNumberFor<T>,
	) -> DispatchResult {
		let role = Self::role_of(&by);
		ensure!(
			role.is_some_and(|role| role.can_erase_any()),
			Error::<T>::NotOfficer
		);
		Self::record(record_id)?;
		let now = Self::now();
		let longest = now.saturating_add(T::MaxHold::get().into());
		ensure!(until > now && until <= longest, Error::<T>::BadHoldEnd);
		let hold = LegalHold {
			by: by.clone(),
			reason,
			until,
		};
		LegalHolds::<T>::insert(record_id, hold);
		Self::deposit_event(Event::HoldPlaced {
			record_id,
			by,
			reason,
			until,
		});
		Ok(())
	}

	pub(crate) fn do_lift_hold(origin: OriginFor<T>, record_id: RecordId) -> DispatchResult {
		let by = match T::GovernanceOrigin::ensure_origin(origin.clone()) {
			Ok(_) => None,
			Err(_) => {
				let by = Self::signer(origin)?;
				let role = Self::role_of(&by);
				ensure!(
					role.is_some_and(|role| role.can_erase_any()),
					Error::<T>::NotOfficer
				);
				Some(by)
			}
		};
		ensure!(Self::hold_of(record_id).is_some(), Error::<T>::NotOnHold);
		LegalHolds::<T>::remove(record_id);
		Self::deposit_event(Event::HoldLifted { record_id, by });
		Ok(())
	}

	pub(crate) fn do_suspend(
		origin: &OriginFor<T>,
		record_id: RecordId,
		at_most: u32,
	) -> Result<u32, DispatchError> {
		let (patient, mut record) = Self::record_of_patient(ensure_signed(origin.clone())?, record_id)?;
		Self::ensure_active(&record)?;

		record.status = RecordStatus::Suspended;
		Records::<T>::insert(record_id, record);
		Self::count_call(&patient);
		Self::deposit_event(Event::RecordSuspended { record_id, patient });
		let ended = Self::cancel_requests(record_id, CancelCause::RecordSuspended);
		ensure!(ended <= at_most, Error::<T>::ExtentTooSmall);
		Ok(ended)
	}

	pub(crate) fn do_resume(origin: &OriginFor<T>, record_id: RecordId) -> DispatchResult {
		let (patient, mut record) = Self::record_of_patient(Self::signer(origin.clone())?, record_id)?;
		ensure!(record.superseded_by.is_none(), Error::<T>::Superseded);
		ensure!(record.status == RecordStatus::Suspended, Error::<T>::NotSuspended);
		let wish = Erasures::<T>::get(record_id);
		ensure!(
			wish.is_none_or(|wish| !Self::is_own_wish(&wish.by, &record)),
			Error::<T>::ErasureScheduled
		);

		record.status = RecordStatus::Active;
		Records::<T>::insert(record_id, record);
		Self::count_call(&patient);
		Self::deposit_event(Event::RecordResumed { record_id, patient });
		Ok(())
	}

	pub(crate) fn do_allow_correction(
		origin: &OriginFor<T>,
		record_id: RecordId,
		uploader: Option<AccountId32>,
	) -> DispatchResult {
		let (patient, record) = Self::record_of_patient(Self::signer(origin.clone())?, record_id)?;
		ensure!(record.superseded_by.is_none(), Error::<T>::Superseded);
		match &uploader {
			Some(uploader) => {
				let role = Self::role_of(uploader);
				ensure!(
					role.is_some_and(|role| role.can_upload()),
					Error::<T>::RoleCannotUpload
				);
				CorrectionAllowed::<T>::insert(record_id, uploader);
			}
			None => CorrectionAllowed::<T>::remove(record_id),
		}
		Self::count_call(&patient);
		Self::deposit_event(Event::CorrectionAllowed {
			record_id,
			patient,
			uploader,
		});
		Ok(())
	}
}
