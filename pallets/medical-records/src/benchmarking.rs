//! Benchmarks of every call in its worst case, with real proofs and signatures.
//!
//! Accounts that sign have their keys in the host's keystore: a wasm runtime verifies sr25519 signatures, but makes none.

use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, EnsureOrigin, Get};
use frame_system::RawOrigin;
use sp_runtime::{AccountId32, traits::BlockNumberProvider};
use threshold_decryption::{auth_message, user_key_message};

use crate::{deposit, *};

mod emergency;
mod setup;

use emergency::*;
use setup::*;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_user() -> Result<(), BenchmarkError> {
		// The first time, which also keeps the account alive; of somebody who has a role already.
		let who = signer();
		frame_system::Pallet::<T>::inc_providers(&who);
		let role = Role::Facility;
		let user = User {
			role,
			csp_version: 0,
			keys: None,
			deposit: None,
		};
		Users::<T>::insert(&who, user);
		T::UserConsideration::ensure_successful(&who, deposit::user_footprint::<T>());
		let (csp_pk, enc_pk) = ([8; 32], [9; 32]);
		let message = user_key_message(&Pallet::<T>::genesis(), who.as_ref(), 1, &csp_pk, &enc_pk);
		let key_sig = sign(&who, &message)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), csp_pk, enc_pk, key_sig);

		let keys = Users::<T>::get(&who).and_then(|user| user.keys);
		assert_eq!(keys.map(|keys| keys.csp_version), Some(1));
		Ok(())
	}

	#[benchmark]
	fn set_role() -> Result<(), BenchmarkError> {
		let origin = T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: AccountId32 = account("clinician", 0, 0);
		user::<T>(&who, Role::Patient);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), Role::Clinician);

		assert_eq!(Pallet::<T>::role_of(&who), Some(Role::Clinician));
		Ok(())
	}

	#[benchmark]
	fn set_committee(n: Linear<2, { T::MaxAdmins::get() }>) -> Result<(), BenchmarkError> {
		let origin = T::CommitteeOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let Dealt {
			committee: old,
			admins,
			..
		} = deal::<T>(n)?;
		// As many others were there before, all of whom hand over, and the newcomers' indices are free.
		let mut before = admins.clone();
		for admin in before.iter_mut() {
			admin.account = signer();
		}
		Pallet::<T>::seat(KEY_ID, old.clone(), before.clone());
		NextIndex::<T>::insert(KEY_ID, 1);
		let new = Committee {
			epoch: 2,
			..old.clone()
		};
		let handover = hand_over::<T>((&old, &before), (&new, &admins))?;
		let message = new.certificate_message(&admins, &Pallet::<T>::genesis(), KEY_ID);
		let mut admins = admins;
		for admin in admins.iter_mut() {
			admin.cert = sign(&admin.account, &message)?;
		}

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			KEY_ID,
			new.k,
			new.x,
			admins,
			handover,
			true,
		);

		assert_eq!(
			Committees::<T>::get(KEY_ID).map(|committee| committee.epoch),
			Some(2)
		);
		Ok(())
	}

	/// A correction by a facility that the patient has named.
	#[benchmark]
	fn register_record() -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let (older, record) = set_up_record::<T>(&x)?;
		let uploader: AccountId32 = account("uploader", 1, 0);
		user::<T>(&uploader, Role::Facility);
		T::RecordConsideration::ensure_successful(&uploader, deposit::record_footprint::<T>());
		CorrectionAllowed::<T>::insert(older, &uploader);
		SearchDirectives::<T>::insert(&record.patient, ());
		let nonce = [2; 16];
		let capsule = capsule::<T>(&x, &uploader, &record.patient, &nonce)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(uploader.clone()),
			nonce,
			KEY_ID,
			record.patient,
			[1; 32],
			capsule,
			[2; 32],
			[3; 32],
			[4; 64],
			Some(older),
			true,
		);

		assert!(Records::<T>::contains_key(Pallet::<T>::record_id(
			&uploader, &nonce
		)));
		Ok(())
	}

	/// The newest of `v` versions; the one before it has `r` requests.
	#[benchmark]
	fn acknowledge_record(
		v: Linear<1, { T::MaxVersions::get() }>,
		r: Linear<0, { T::MaxRequestsPerRecord::get() }>,
	) -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let versions = set_up_versions::<T>(&x, v)?;
		let (record_id, record) = versions.first().cloned().ok_or("no version")?;
		if let Some((older, record)) = versions.get(1) {
			set_up_requests::<T>(&x, (*older, record), r)?;
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id, v, r);

		assert!(Records::<T>::get(record_id).is_some_and(|record| record.acknowledged));
		Ok(())
	}

	#[benchmark]
	fn suspend_record(r: Linear<0, { T::MaxRequestsPerRecord::get() }>) -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let (record_id, record) = set_up_record::<T>(&x)?;
		set_up_requests::<T>(&x, (record_id, &record), r)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id, r);

		assert!(Records::<T>::get(record_id).is_some_and(|record| record.status == RecordStatus::Suspended));
		assert!(!OpenByRecord::<T>::contains_key(record_id));
		Ok(())
	}

	#[benchmark]
	fn resume_record() -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let (record_id, mut record) = set_up_record::<T>(&x)?;
		record.status = RecordStatus::Suspended;
		Records::<T>::insert(record_id, &record);

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id);

		assert!(Records::<T>::get(record_id).is_some_and(|record| record.status == RecordStatus::Active));
		Ok(())
	}

	#[benchmark]
	fn allow_correction() -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let (record_id, record) = set_up_record::<T>(&x)?;
		let uploader: AccountId32 = account("uploader", 1, 0);
		user::<T>(&uploader, Role::Facility);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(record.patient),
			record_id,
			Some(uploader.clone()),
		);

		assert_eq!(CorrectionAllowed::<T>::get(record_id), Some(uploader));
		Ok(())
	}

	/// For the last place but those for emergencies, which `c` request that has expired makes free; a facility pays.
	#[benchmark]
	fn request_access(c: Linear<0, 1>) -> Result<(), BenchmarkError> {
		let Dealt {
			committee, admins, ..
		} = set_up_committee::<T>()?;
		let x = committee.x;
		let (record_id, record) = set_up_record::<T>(&x)?;
		T::Clock::set_block_number(10u32.into());
		let others = T::MaxRequestsPerRecord::get() - T::EmergencyPlaces::get() - 1;
		set_up_requests::<T>(&x, (record_id, &record), others)?;
		if c == 1 {
			// As many that are over as it takes to fill the list; the first of them goes.
			for number in others..T::MaxRequestsPerRecord::get() {
				set_up_request_that_is_over::<T>(&x, (record_id, &record), number)?;
			}
		}
		// An administrator; each of them can sign.
		let requester = admins.last().ok_or("the committee is empty")?.account.clone();
		user::<T>(&requester, Role::Clinician);
		let facility: AccountId32 = account("facility", 0, 0);
		user::<T>(&facility, Role::Facility);
		sponsored::<T>(&requester, &facility);
		// Once for the deposit, once for the fee.
		for _ in 0..2 {
			T::RequestConsideration::ensure_successful(&facility, deposit::request_footprint::<T>());
		}
		let (request_id, request) = request::<T>(&x, (record_id, &record), &requester, RequestMode::Admin);
		// The committee's moment has come, and this is the first call since.
		let pending = PendingCommittee {
			committee,
			next_index: 17,
			switch_at: 0u32.into(),
		};
		Pending::<T>::insert(KEY_ID, pending);
		let auth_sig = sign(
			&requester,
			&auth_message(&record_id, Purpose::Treatment as u8, &request.context),
		)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(requester),
			record_id,
			0,
			request.q,
			request.epk,
			auth_sig,
			Purpose::Treatment,
		);

		assert!(Requests::<T>::contains_key(request_id));
		Ok(())
	}

	#[benchmark]
	fn approve() -> Result<(), BenchmarkError> {
		let (request_id, admin, share) = set_up_decision::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(admin), request_id, share);

		assert_eq!(
			Pallet::<T>::request_status(request_id),
			Some(RequestStatus::Approved)
		);
		Ok(())
	}

	/// `n` requests that one more vote decides, as `approve` has one.
	#[benchmark]
	fn approve_many(
		n: Linear<1, { MAX_APPROVALS.min(T::MaxRequestsPerRecord::get()) }>,
	) -> Result<(), BenchmarkError> {
		let (admin, approvals) = set_up_decisions::<T>(n)?;
		let approvals = frame_support::BoundedVec::try_from(approvals).map_err(|_| "too many approvals")?;
		let (last, _) = *approvals.last().ok_or("no approvals")?;

		#[extrinsic_call]
		_(RawOrigin::Signed(admin), approvals);

		assert_eq!(Pallet::<T>::request_status(last), Some(RequestStatus::Approved));
		Ok(())
	}

	#[benchmark]
	fn reject() -> Result<(), BenchmarkError> {
		let (request_id, admin, _) = set_up_decision::<T>()?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(admin),
			request_id,
			RejectionReason::NotJustified,
		);

		let rejected = RequestStatus::Rejected(RejectionCause::Administrators);
		assert_eq!(Pallet::<T>::request_status(request_id), Some(rejected));
		Ok(())
	}

	#[benchmark]
	fn grant_consent() -> Result<(), BenchmarkError> {
		let (request_id, _, patient) = set_up_answered::<T>()?;
		// Approved before, so that it opens the last window.
		Requests::<T>::mutate(request_id, |request| {
			if let Some(request) = request {
				request.consent = None;
				request.status = RequestStatus::Approved;
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(patient), request_id, [1; 80]);

		assert!(Requests::<T>::get(request_id).is_some_and(|request| request.consent.is_some()));
		Ok(())
	}

	#[benchmark]
	fn deny_consent() -> Result<(), BenchmarkError> {
		let (request_id, _, patient) = set_up_answered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(patient), request_id);

		assert!(Requests::<T>::get(request_id).is_some_and(|request| request.consent.is_none()));
		Ok(())
	}

	#[benchmark]
	fn close_request() -> Result<(), BenchmarkError> {
		let (request_id, _, _) = set_up_answered::<T>()?;
		// By somebody else, after its time, with one event more.
		let late = Pallet::<T>::now() + T::DecisionTtl::get().into() + 1u32.into();
		T::Clock::set_block_number(late);

		#[extrinsic_call]
		_(RawOrigin::Signed(account("anyone", 0, 0)), request_id);

		assert!(!Requests::<T>::contains_key(request_id));
		Ok(())
	}

	#[benchmark]
	fn retire_committee() -> Result<(), BenchmarkError> {
		let origin = T::RetireOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		set_up_committee::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, KEY_ID);

		assert!(Committees::<T>::get(KEY_ID).is_some_and(|committee| committee.retired));
		Ok(())
	}

	#[benchmark]
	fn cancel_request() -> Result<(), BenchmarkError> {
		let origin = T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (request_id, _, _) = set_up_answered::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, request_id);

		assert!(!Requests::<T>::contains_key(request_id));
		Ok(())
	}

	#[benchmark]
	fn erase_record(
		v: Linear<1, { T::MaxVersions::get() }>,
		r: Linear<0, { T::MaxRequestsPerRecord::get() }>,
	) -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let versions = set_up_versions::<T>(&x, v)?;
		replace_older::<T>(&versions);
		let (record_id, record) = versions.first().cloned().ok_or("no version")?;
		set_up_requests::<T>(&x, (record_id, &record), r)?;
		let reason = ErasureReason::PatientWish;

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id, reason, v, r);

		assert_eq!(Records::<T>::iter_keys().count(), 1);
		assert!(!OpenByRecord::<T>::contains_key(record_id));
		Ok(())
	}

	#[benchmark]
	fn refuse_record(r: Linear<0, { T::MaxRequestsPerRecord::get() }>) -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let (record_id, mut record) = set_up_record::<T>(&x)?;
		record.acknowledged = false;
		Records::<T>::insert(record_id, &record);
		set_up_requests::<T>(&x, (record_id, &record), r)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(record.patient),
			record_id,
			RefusalReason::NotMine,
			r,
		);

		assert!(Tombstones::<T>::contains_key(record_id));
		Ok(())
	}

	/// By an officer, of the newest of `v` versions; the others count again.
	#[benchmark]
	fn finish_erasure(
		v: Linear<1, { T::MaxVersions::get() }>,
		r: Linear<0, { T::MaxRequestsPerRecord::get() }>,
	) -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let versions = set_up_versions::<T>(&x, v)?;
		replace_older::<T>(&versions);
		let (record_id, record) = versions.first().cloned().ok_or("no version")?;
		set_up_requests::<T>(&x, (record_id, &record), r)?;
		scheduled::<T>(record_id);

		#[extrinsic_call]
		_(RawOrigin::Signed(account("anyone", 0, 0)), record_id, v, r);

		assert!(Tombstones::<T>::contains_key(record_id));
		Ok(())
	}

	#[benchmark]
	fn stop_erasure() -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let (record_id, record) = set_up_record::<T>(&x)?;
		scheduled::<T>(record_id);

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id);

		assert!(!Erasures::<T>::contains_key(record_id));
		Ok(())
	}

	#[benchmark]
	fn hold_record() -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let (record_id, _) = set_up_record::<T>(&x)?;
		let until = Pallet::<T>::now() + T::MaxHold::get().into();

		#[extrinsic_call]
		_(
			RawOrigin::Signed(officer::<T>()),
			record_id,
			LegalHoldReason::Litigation,
			until,
		);

		assert!(LegalHolds::<T>::contains_key(record_id));
		Ok(())
	}

	#[benchmark]
	fn lift_hold() -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let (record_id, _) = set_up_record::<T>(&x)?;
		let by = officer::<T>();
		let hold = LegalHold {
			by: by.clone(),
			reason: LegalHoldReason::Litigation,
			until: Pallet::<T>::now() + T::MaxHold::get().into(),
		};
		LegalHolds::<T>::insert(record_id, hold);

		#[extrinsic_call]
		_(RawOrigin::Signed(by), record_id);

		assert!(!LegalHolds::<T>::contains_key(record_id));
		Ok(())
	}

	#[benchmark]
	fn enrol() -> Result<(), BenchmarkError> {
		let (patient, facility) = (signer(), account("facility", 0, 0));
		user::<T>(&facility, Role::Facility);
		T::UserConsideration::ensure_successful(&facility, deposit::user_footprint::<T>());
		let (csp_pk, enc_pk) = ([8; 32], [9; 32]);
		let message = user_key_message(&Pallet::<T>::genesis(), patient.as_ref(), 1, &csp_pk, &enc_pk);
		let key_sig = sign(&patient, &message)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(facility),
			patient.clone(),
			csp_pk,
			enc_pk,
			key_sig,
		);

		assert!(Users::<T>::get(&patient).is_some_and(|user| user.deposit.is_some()));
		Ok(())
	}

	#[benchmark]
	fn deregister() -> Result<(), BenchmarkError> {
		let who: AccountId32 = account("patient", 0, 0);
		user::<T>(&who, Role::Patient);
		T::UserConsideration::ensure_successful(&who, deposit::user_footprint::<T>());
		let ticket = T::UserConsideration::new(&who, deposit::user_footprint::<T>())?;
		Users::<T>::mutate(&who, |user| {
			if let Some(user) = user {
				let payer = who.clone();
				user.deposit = Some(Payment { payer, ticket });
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(Users::<T>::get(&who).is_some_and(|user| user.keys.is_none()));
		Ok(())
	}

	#[benchmark]
	fn sponsor() -> Result<(), BenchmarkError> {
		let (employee, facility): (AccountId32, AccountId32) =
			(account("employee", 0, 0), account("facility", 0, 0));
		user::<T>(&facility, Role::Facility);
		// Of another, which is no facility any more.
		sponsored::<T>(&employee, &account("before", 0, 0));

		#[extrinsic_call]
		_(RawOrigin::Signed(facility), employee.clone(), 1);

		assert_eq!(
			Pallet::<T>::sponsor_of(&employee),
			Some(account("facility", 0, 0))
		);
		Ok(())
	}

	#[benchmark]
	fn end_sponsorship() -> Result<(), BenchmarkError> {
		let employee: AccountId32 = account("employee", 0, 0);
		sponsored::<T>(&employee, &account("facility", 0, 0));

		#[extrinsic_call]
		_(RawOrigin::Signed(employee.clone()), employee.clone());

		assert!(!Sponsorships::<T>::contains_key(&employee));
		Ok(())
	}

	#[benchmark]
	fn name_guardian() -> Result<(), BenchmarkError> {
		let who: AccountId32 = account("child", 0, 0);
		user::<T>(&who, Role::Patient);
		let until = Some(Pallet::<T>::now());

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who.clone()),
			Some(account("parent", 0, 0)),
			until,
		);

		assert!(Guardians::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn freeze_account() -> Result<(), BenchmarkError> {
		let (who, guardian) = guarded::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(guardian), who.clone());

		assert!(Frozen::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn unfreeze_account() -> Result<(), BenchmarkError> {
		let (who, guardian) = guarded::<T>();
		Frozen::<T>::insert(&who, Some(guardian.clone()));

		#[extrinsic_call]
		_(RawOrigin::Signed(guardian), who.clone());

		assert!(!Frozen::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn replace_account() -> Result<(), BenchmarkError> {
		let origin = T::CommitteeOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (old, new): (AccountId32, AccountId32) = (account("old", 0, 0), account("new", 0, 0));
		user::<T>(&new, Role::Patient);
		Frozen::<T>::insert(&old, None::<AccountId32>);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, old.clone(), new.clone());

		assert_eq!(Pallet::<T>::acting_for(&old), new);
		Ok(())
	}

	/// A facility's first catalogue, which pays the deposit.
	#[benchmark]
	fn publish_catalogue() -> Result<(), BenchmarkError> {
		let facility: AccountId32 = account("facility", 0, 0);
		user::<T>(&facility, Role::Facility);
		T::CatalogueConsideration::ensure_successful(&facility, deposit::catalogue_footprint::<T>());

		#[extrinsic_call]
		_(
			RawOrigin::Signed(facility.clone()),
			1,
			1,
			[1; 32],
			[2; 64],
			[3; 32],
		);

		assert!(Catalogues::<T>::contains_key(&facility));
		Ok(())
	}

	/// By somebody else, of what is a facility no longer.
	#[benchmark]
	fn withdraw_catalogue() -> Result<(), BenchmarkError> {
		let facility: AccountId32 = account("facility", 0, 0);
		set_up_catalogue::<T>(&facility)?;
		user::<T>(&facility, Role::Patient);

		#[extrinsic_call]
		_(RawOrigin::Signed(account("anybody", 0, 0)), facility.clone());

		assert!(!Catalogues::<T>::contains_key(&facility));
		Ok(())
	}

	#[benchmark]
	fn set_searchable() -> Result<(), BenchmarkError> {
		let x = set_up_committee::<T>()?.committee.x;
		let (record_id, record) = set_up_record::<T>(&x)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id, true);

		assert!(Records::<T>::get(record_id).is_some_and(|record| record.searchable));
		Ok(())
	}

	#[benchmark]
	fn set_search_directive() -> Result<(), BenchmarkError> {
		let patient: AccountId32 = account("patient", 0, 0);
		user::<T>(&patient, Role::Patient);

		#[extrinsic_call]
		_(RawOrigin::Signed(patient.clone()), true);

		assert!(SearchDirectives::<T>::contains_key(&patient));
		Ok(())
	}

	#[benchmark]
	fn attest_erasure() -> Result<(), BenchmarkError> {
		let host: AccountId32 = account("host", 0, 0);
		Pallet::<T>::do_set_role(host.clone(), Role::StorageHost);
		let (record_id, at) = ([1; 16], Pallet::<T>::block());
		Tombstones::<T>::insert(record_id, Tombstone { at, supersedes: None });

		#[extrinsic_call]
		_(RawOrigin::Signed(host.clone()), record_id);

		assert!(Attestations::<T>::contains_key(record_id, &host));
		Ok(())
	}

	#[benchmark]
	fn set_emergency() -> Result<(), BenchmarkError> {
		set_up_emergency_committee::<T>()?;
		let patient: AccountId32 = account("patient", 0, 0);
		user::<T>(&patient, Role::Patient);
		let directive = EmergencyDirective {
			key_id: EMERGENCY_KEY,
			scope: EmergencyScope::BothKeys,
		};

		#[extrinsic_call]
		_(RawOrigin::Signed(patient.clone()), Some(directive));

		assert_eq!(EmergencyDirectives::<T>::get(&patient), Some(directive));
		Ok(())
	}

	/// Both keys, by the uploader, with the patient's directive.
	#[benchmark]
	fn add_emergency() -> Result<(), BenchmarkError> {
		let (record_id, record, emergency) = set_up_emergency::<T>()?;
		Emergencies::<T>::remove(record_id);
		let Emergency {
			key_id,
			maker,
			nonce,
			capsule,
			wrap,
		} = emergency;
		let scope = EmergencyScope::BothKeys;
		EmergencyDirectives::<T>::insert(&record.patient, EmergencyDirective { key_id, scope });

		#[extrinsic_call]
		_(RawOrigin::Signed(maker), record_id, key_id, nonce, capsule, wrap);

		assert!(Emergencies::<T>::contains_key(record_id));
		Ok(())
	}

	/// All `r` requests of the record are emergency ones.
	#[benchmark]
	fn remove_emergency(r: Linear<0, { T::MaxRequestsPerRecord::get() }>) -> Result<(), BenchmarkError> {
		let (record_id, record, _) = set_up_emergency::<T>()?;
		let x = committee_key::<T>(KEY_ID)?;
		set_up_requests::<T>(&x, (record_id, &record), r)?;
		for place in OpenByRecord::<T>::get(record_id) {
			set_up_beside::<T>(place.request_id)?;
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id, r);

		assert!(!OpenByRecord::<T>::contains_key(record_id));
		Ok(())
	}

	/// As [`request_access`], with one opening less than are allowed, and an older emergency request that is over.
	#[benchmark]
	fn break_glass(c: Linear<0, 1>) -> Result<(), BenchmarkError> {
		let (record_id, record, emergency) = set_up_emergency::<T>()?;
		let x = committee_key::<T>(KEY_ID)?;
		T::Clock::set_block_number(10u32.into());
		let others = T::MaxRequestsPerRecord::get() - 1;
		set_up_requests::<T>(&x, (record_id, &record), others)?;
		if c == 1 {
			set_up_request_that_is_over::<T>(&x, (record_id, &record), others)?;
		}
		let requester = signer();
		user::<T>(&requester, Role::EmergencyClinician);
		Facilities::<T>::insert(&requester, 1);
		let facility: AccountId32 = account("facility", 0, 0);
		user::<T>(&facility, Role::Facility);
		sponsored::<T>(&requester, &facility);
		// Once for the deposit, once for the fee.
		for _ in 0..2 {
			T::RequestConsideration::ensure_successful(&facility, deposit::request_footprint::<T>());
		}
		set_up_openings::<T>(&requester, T::MaxUnreviewed::get() - 1)?;
		let (request_id, request) = emergency_request::<T>((record_id, &record), &emergency, &requester)?;
		let reason = Purpose::BreakTheGlass;
		let message = auth_message(&record_id, reason as u8, &request.context);
		let auth_sig = sign(&requester, &message)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(requester),
			record_id,
			0,
			request.q,
			request.epk,
			auth_sig,
			reason,
		);

		assert!(EmergencyRequests::<T>::contains_key(request_id));
		Ok(())
	}

	#[benchmark]
	fn file_statement() -> Result<(), BenchmarkError> {
		let requester: AccountId32 = account("requester", 0, 0);
		set_up_openings::<T>(&requester, T::MaxUnreviewed::get())?;
		let request_id = opening(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(requester), request_id, [1; 32]);

		assert!(Reviews::<T>::get(request_id).is_some_and(|review| review.statement.is_some()));
		Ok(())
	}

	/// The verdict that decides, against it.
	#[benchmark]
	fn submit_review() -> Result<(), BenchmarkError> {
		let admins = set_up_committee::<T>()?.admins;
		let requester: AccountId32 = account("requester", 0, 0);
		set_up_openings::<T>(&requester, T::MaxUnreviewed::get())?;
		let request_id = opening(0);
		let (last, before) = admins.split_last().ok_or("the committee is empty")?;
		Reviews::<T>::mutate(request_id, |review| {
			let verdicts = before.iter().map(|admin| (admin.index, Verdict::Unjustified));
			if let Some(review) = review {
				review.verdicts = frame_support::BoundedVec::truncate_from(verdicts.collect());
			}
		});

		#[extrinsic_call]
		_(
			RawOrigin::Signed(last.account.clone()),
			request_id,
			Verdict::Unjustified,
		);

		assert!(GlassBreakers::<T>::get(&requester).suspended.is_some());
		Ok(())
	}

	#[benchmark]
	fn enforce_review() -> Result<(), BenchmarkError> {
		let requester: AccountId32 = account("requester", 0, 0);
		set_up_openings::<T>(&requester, T::MaxUnreviewed::get())?;
		T::Clock::set_block_number(Pallet::<T>::now() + T::ReviewTtl::get().into() + 1u32.into());

		#[extrinsic_call]
		_(RawOrigin::Signed(account("anybody", 0, 0)), opening(0));

		assert!(GlassBreakers::<T>::get(&requester).suspended.is_some());
		Ok(())
	}

	/// All openings are overdue.
	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: AccountId32 = account("requester", 0, 0);
		set_up_openings::<T>(&who, T::MaxUnreviewed::get())?;
		T::Clock::set_block_number(Pallet::<T>::now() + T::ReviewTtl::get().into() + 1u32.into());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert!(GlassBreakers::<T>::get(&who).unreviewed.is_empty());
		Ok(())
	}

	#[benchmark]
	fn set_facility() -> Result<(), BenchmarkError> {
		let origin = T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: AccountId32 = account("clinician", 0, 0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), Some(1));

		assert_eq!(Facilities::<T>::get(&who), Some(1));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
