//! Access in an emergency (docs/cryptography.md 5.6): what is prepared, and how the glass is broken.
//!
//! An emergency request is a request to the emergency committee for the capsule that was made for it, with an entry of its own
//! beside: people of other houses decide, and what they opened is reviewed.

use frame_support::{BoundedVec, ensure, traits::Defensive};
use frame_system::{ensure_signed, pallet_prelude::*};
use sp_runtime::{
	AccountId32, DispatchError, DispatchResult,
	traits::{Get, Saturating},
};
use threshold_decryption::{EmergencyContext, verify_capsule};

use crate::{
	Config, Emergencies, EmergencyDirectives, EmergencyRequestOf, EmergencyRequests, Error, Event,
	Facilities, GlassBreakerOf, GlassBreakers, Pallet, RecordOf, RequestOf, Requests, Reviews, Users,
	asking::{Asking, OneTimeKeys},
	lookups::{Asked, InEmergency},
	types::*,
};

/// What is prepared.
impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_facility(who: AccountId32, facility: Option<u32>) {
		Facilities::<T>::set(&who, facility);
		Self::deposit_event(Event::FacilitySet { who, facility });
	}

	/// To be opened no longer is a patient's protection: a frozen account keeps it.
	pub(crate) fn do_set_emergency(
		origin: &OriginFor<T>,
		directive: Option<EmergencyDirective>,
	) -> DispatchResult {
		let patient = match &directive {
			Some(_) => Self::signer(origin.clone())?,
			None => ensure_signed(origin.clone())?,
		};
		let has_keys = Users::<T>::get(&patient).is_some_and(|user| user.keys.is_some());
		ensure!(has_keys, Error::<T>::NotRegistered);
		ensure!(
			EmergencyDirectives::<T>::get(&patient) != directive,
			Error::<T>::NothingToChange
		);
		if let Some(directive) = &directive {
			let committee = Self::committee(directive.key_id)?;
			ensure!(!committee.retired, Error::<T>::CommitteeRetired);
		}
		EmergencyDirectives::<T>::set(&patient, directive);
		Self::count_call(&patient);
		Self::deposit_event(Event::EmergencyDirectiveSet { patient, directive });
		Ok(())
	}

	/// What the capsule of an emergency is bound to: the record as its own committee's key x has it, and the emergency committee's.
	pub(crate) fn emergency_context(
		record_id: RecordId,
		record: &RecordOf<T>,
		x: &Point,
		(emergency, x_e): (&Emergency, &Point),
	) -> [u8; 32] {
		EmergencyContext {
			record_ctx: &Self::record_context(
				record_id,
				&record.uploader,
				&record.patient,
				&record.csp_pk,
				x,
			),
			key_id: emergency.key_id,
			x: x_e,
			scope: emergency.wrap.scope() as u8,
			maker: emergency.maker.as_ref(),
			nonce: &emergency.nonce,
		}
		.hash()
	}

	/// `emergency` as the caller has made it: the patient for the patient's key, the uploader for both where the patient lets them.
	pub(crate) fn do_add_emergency(
		origin: &OriginFor<T>,
		record_id: RecordId,
		emergency: impl FnOnce(AccountId32) -> Emergency,
	) -> DispatchResult {
		let maker = Self::signer(origin.clone())?;
		let record = Self::record(record_id)?;
		ensure!(record.superseded_by.is_none(), Error::<T>::Superseded);
		let emergency = emergency(maker.clone());
		let (key_id, scope) = (emergency.key_id, emergency.wrap.scope());
		let patient = Self::acting_for(&record.patient);
		match scope {
			EmergencyScope::CspKey => ensure!(maker == patient, Error::<T>::NotPatient),
			EmergencyScope::BothKeys => {
				let uploads = Self::role_of(&maker).is_some_and(|role| role.can_upload());
				ensure!(maker == record.uploader && uploads, Error::<T>::NotUploader);
				let wanted = Some(EmergencyDirective { key_id, scope });
				ensure!(
					EmergencyDirectives::<T>::get(&patient) == wanted,
					Error::<T>::NoEmergencyDirective
				);
			}
		}
		ensure!(key_id != record.key_id, Error::<T>::SameCommittee);
		ensure!(
			!Emergencies::<T>::contains_key(record_id),
			Error::<T>::EmergencyExists
		);
		let committee = Self::committee(key_id)?;
		ensure!(!committee.retired, Error::<T>::CommitteeRetired);
		let x = Self::committee(record.key_id)?.x;
		let ctx = Self::emergency_context(record_id, &record, &x, (&emergency, &committee.x));
		verify_capsule(&emergency.capsule, &ctx).map_err(|_| Error::<T>::BadCapsuleProof)?;

		Emergencies::<T>::insert(record_id, emergency);
		if maker == patient {
			Self::count_call(&patient);
		}
		Self::deposit_event(Event::EmergencyAdded {
			record_id,
			patient,
			maker,
			key_id,
			scope,
		});
		Ok(())
	}

	/// Returns how many requests were ended.
	pub(crate) fn do_remove_emergency(
		origin: &OriginFor<T>,
		record_id: RecordId,
		at_most: u32,
	) -> Result<u32, DispatchError> {
		let (patient, _) = Self::record_of_patient(ensure_signed(origin.clone())?, record_id)?;
		ensure!(
			Emergencies::<T>::contains_key(record_id),
			Error::<T>::NoEmergencyCapsule
		);
		Emergencies::<T>::remove(record_id);
		Self::count_call(&patient);
		Self::deposit_event(Event::EmergencyRemoved { record_id, patient });
		let ended = Self::cancel_emergencies(record_id);
		ensure!(ended <= at_most, Error::<T>::ExtentTooSmall);
		Ok(ended)
	}
}

/// How the glass is broken.
impl<T: Config> Pallet<T> {
	/// Returns how many requests that were over were closed to make room.
	pub(crate) fn do_break_glass(
		requester: AccountId32,
		record_id: RecordId,
		seq: u32,
		keys: OneTimeKeys,
		reason: Purpose,
	) -> Result<u32, DispatchError> {
		ensure!(reason.is_emergency(), Error::<T>::BadEmergencyReason);
		let record = Self::requestable(record_id)?;
		Self::ensure_breaks_glass(&requester, Error::<T>::RoleCannotBreakGlass)?;
		ensure!(
			!Self::is_patient(&requester, &record.patient),
			Error::<T>::PatientRequestOnly
		);
		let facility = Facilities::<T>::get(&requester).ok_or(Error::<T>::NoFacility)?;
		let emergency = Emergencies::<T>::get(record_id).ok_or(Error::<T>::NoEmergencyCapsule)?;
		let mut breaker = Self::standing(&requester)?;
		ensure!(
			Self::count(breaker.unreviewed.len()) < T::MaxUnreviewed::get(),
			Error::<T>::TooManyUnreviewed
		);
		ensure!(
			!breaker.open.is_some_and(Self::can_still_be_approved),
			Error::<T>::EmergencyOpen
		);
		let (key_id, scope, reviewers) = (emergency.key_id, emergency.wrap.scope(), record.key_id);
		let patient = Self::acting_for(&record.patient);
		let asking = Asking {
			requester: requester.clone(),
			record_id,
			record,
			seq,
			purpose: reason,
			emergency: Some(emergency),
			ttl: T::EmergencyTtl::get(),
		};
		let (request_id, closed) = Self::place_request(asking, keys)?;

		breaker.open = Some(request_id);
		GlassBreakers::<T>::insert(&requester, breaker);
		let beside = EmergencyRequest {
			facility,
			scope,
			reviewers,
			voters: BoundedVec::new(),
		};
		EmergencyRequests::<T>::insert(request_id, beside);
		Self::deposit_event(Event::EmergencyRequested {
			request_id,
			record_id,
			patient,
			requester,
			facility,
			key_id,
			scope,
			reason,
		});
		Ok(closed)
	}

	fn ensure_breaks_glass(who: &AccountId32, otherwise: Error<T>) -> Result<(), Error<T>> {
		ensure!(Self::role_of(who) == Some(Role::EmergencyClinician), otherwise);
		Ok(())
	}

	fn can_still_be_approved(request_id: RequestId) -> bool {
		Requests::<T>::get(request_id).is_some_and(|request| {
			request.status == RequestStatus::Open
				&& !request.is_expired(Self::now())
				&& !Self::is_epoch_over(&request)
		})
	}

	/// What is counted of somebody who may ask: neither suspended nor with an opening that nobody reviewed in time.
	pub(crate) fn standing(who: &AccountId32) -> Result<GlassBreakerOf<T>, Error<T>> {
		let breaker = GlassBreakers::<T>::get(who);
		let now = Self::now();
		ensure!(breaker.suspended.is_none(), Error::<T>::SuspendedByReview);
		ensure!(
			breaker.unreviewed.iter().all(|opening| opening.due >= now),
			Error::<T>::ReviewOverdue
		);
		Ok(breaker)
	}

	pub(crate) fn ensure_standing(who: &AccountId32) -> Result<(), Error<T>> {
		Self::standing(who).map(drop)
	}

	/// What is kept beside a request, if it is one in an emergency.
	pub(crate) fn emergency_of(
		request_id: RequestId,
		request: &RequestOf<T>,
	) -> Option<EmergencyRequestOf<T>> {
		// Others have none; so those cost nothing.
		request
			.purpose
			.is_emergency()
			.then(|| EmergencyRequests::<T>::get(request_id))?
	}

	/// Could the requester read the record by this request, together with a consent?
	pub(crate) fn is_readable(request_id: RequestId, request: &RequestOf<T>) -> bool {
		match Self::emergency_of(request_id, request) {
			Some(emergency) => {
				request.status == RequestStatus::Approved && emergency.scope == EmergencyScope::BothKeys
			}
			None => request.is_readable(),
		}
	}

	/// What an administrator's vote is about who decides in an emergency: only those of other houses do.
	pub(crate) fn vote_in_emergency(
		request_id: RequestId,
		request: &RequestOf<T>,
		who: &AccountId32,
	) -> Result<Option<InEmergency<T>>, Error<T>> {
		let Some(request) = Self::emergency_of(request_id, request) else {
			return Ok(None);
		};
		let facility = Facilities::<T>::get(who).ok_or(Error::<T>::NoFacility)?;
		ensure!(facility != request.facility, Error::<T>::SameFacility);
		Ok(Some(InEmergency { request, facility }))
	}

	/// The requester still has the role, and the approval that decides is not the last of one house alone.
	pub(crate) fn ensure_may_approve(asked: &Asked<T>) -> Result<(), Error<T>> {
		Self::ensure_may_request(&asked.request)?;
		if let Some(InEmergency { request, facility }) = &asked.emergency {
			Self::ensure_breaks_glass(&asked.request.requester, Error::<T>::RequesterDismissed)?;
			let decides = asked.request.yes.saturating_add(1) >= asked.committee.k;
			ensure!(
				!(decides && request.is_of_one_house(*facility)),
				Error::<T>::SingleFacility
			);
		}
		Ok(())
	}

	/// Enough have approved: the opening is noted, and waits for its review.
	pub(crate) fn note_broken(
		request_id: RequestId,
		request: &RequestOf<T>,
		emergency: &EmergencyRequestOf<T>,
	) {
		let due = Self::now().saturating_add(T::ReviewTtl::get().into());
		GlassBreakers::<T>::mutate(&request.requester, |breaker| {
			breaker.open = None;
			let noted = breaker.unreviewed.try_push(Unreviewed { request_id, due });
			let _ = noted.defensive_proof("there was room when it was asked, and it was the only one");
		});
		let mut voters = BoundedVec::new();
		for voter in &emergency.voters {
			let noted = voters.try_push(voter.account.clone());
			let _ = noted.defensive_proof("as many as there are voters");
		}
		let review = Review {
			record_id: request.record_id,
			patient: request.patient.clone(),
			requester: request.requester.clone(),
			key_id: emergency.reviewers,
			reason: request.purpose,
			scope: emergency.scope,
			opened: Self::block(),
			due,
			statement: None,
			voters,
			verdicts: BoundedVec::new(),
		};
		Reviews::<T>::insert(request_id, review);
		Self::deposit_event(Event::GlassBroken {
			request_id,
			record_id: request.record_id,
			patient: request.patient.clone(),
			requester: request.requester.clone(),
			facility: emergency.facility,
			scope: emergency.scope,
			reason: request.purpose,
			due,
		});
	}
}
