//! What the larger calls do once their origin is known: read, check from cheap to dear, write, tell.

use alloc::{collections::BTreeSet, vec::Vec};

use frame_support::{
	ensure,
	traits::{Consideration, Defensive},
};
use frame_system::{ensure_signed, pallet_prelude::*};
use sp_runtime::{AccountId32, DispatchResult, traits::Get};
use threshold_decryption::{ShareStatement, share_ciphertext, verify_capsule, verify_shares};

use crate::{
	Config, CorrectionAllowed, EmergencyRequests, Error, Event, Pallet, Records, RecordsByPatient,
	Replacements, RequestOf, Requests, Tombstones, Users, deposit, lookups::Asked, types::*,
};

/// What an uploader has made of a file, apart from the file.
pub(crate) struct Sealed {
	pub commitment: [u8; 32],
	pub capsule: [u8; 128],
	pub csp_enc: [u8; 32],
	pub csp_check: [u8; 32],
	pub locator: [u8; 64],
}

impl<T: Config> Asked<T> {
	/// What a share of this administrator for this request is bound to.
	fn statement(&self) -> ShareStatement<'_> {
		ShareStatement {
			ctx: &self.request.context,
			index: self.admin.index,
			r: &self.request.r,
			q: &self.request.q,
			x_j: &self.admin.x_j,
			z_j: match self.request.mode {
				RequestMode::Outsider => &self.admin.z_j,
				RequestMode::Admin => &self.admin.zp_j,
			},
		}
	}
}

/// Records.
impl<T: Config> Pallet<T> {
	/// The patient's CSP key and the committee's public key, if this uploader may register a record for both.
	fn ensure_may_upload(
		uploader: &AccountId32,
		patient: &AccountId32,
		key_id: KeyId,
	) -> Result<(Point, Point), Error<T>> {
		let role = Self::role_of(uploader);
		ensure!(
			role.is_some_and(|role| role.can_upload()),
			Error::<T>::RoleCannotUpload
		);
		ensure!(
			!Replacements::<T>::contains_key(patient),
			Error::<T>::AlreadyReplaced
		);
		let patient_keys = Users::<T>::get(patient).and_then(|user| user.keys);
		let csp_pk = patient_keys.ok_or(Error::<T>::PatientNotRegistered)?.csp_pk;
		let committee = Self::committee(key_id)?;
		ensure!(!committee.retired, Error::<T>::CommitteeRetired);
		Ok((csp_pk, committee.x))
	}

	/// An id is taken once, whatever became of its record.
	fn ensure_unused(record_id: RecordId) -> Result<(), Error<T>> {
		ensure!(!Records::<T>::contains_key(record_id), Error::<T>::RecordExists);
		ensure!(
			!Tombstones::<T>::contains_key(record_id),
			Error::<T>::RecordErased
		);
		Ok(())
	}

	pub(crate) fn do_register_record(
		uploader: AccountId32,
		nonce: [u8; 16],
		key_id: KeyId,
		patient: AccountId32,
		sealed: Sealed,
		(supersedes, searchable): (Option<RecordId>, bool),
	) -> DispatchResult {
		let (csp_pk, x) = Self::ensure_may_upload(&uploader, &patient, key_id)?;
		let record_id = Self::record_id(&uploader, &nonce);
		Self::ensure_unused(record_id)?;
		let version = match supersedes {
			Some(older) => Self::version_after(older, &uploader, &patient)?,
			None => 1,
		};
		if searchable {
			Self::ensure_may_list(&patient, supersedes)?;
		}
		let ad = Self::record_context(record_id, &uploader, &patient, &csp_pk, &x);
		verify_capsule(&sealed.capsule, &ad).map_err(|_| Error::<T>::BadCapsuleProof)?;

		let record = Record {
			uploader: uploader.clone(),
			patient: patient.clone(),
			csp_pk,
			key_id,
			commitment: sealed.commitment,
			capsule: sealed.capsule,
			csp_enc: sealed.csp_enc,
			csp_check: sealed.csp_check,
			locator: sealed.locator,
			supersedes,
			version,
			acknowledged: false,
			searchable,
			status: RecordStatus::Active,
			superseded_by: None,
			created: Self::block(),
			ticket: T::RecordConsideration::new(&uploader, deposit::record_footprint::<T>())?,
		};
		Records::<T>::insert(record_id, record);
		RecordsByPatient::<T>::insert(&patient, record_id, ());
		if let Some(older) = supersedes {
			// Named for one correction.
			CorrectionAllowed::<T>::mutate_exists(older, |named| {
				named.take_if(|named| *named == uploader);
			});
		}
		Self::deposit_event(Event::RecordRegistered {
			record_id,
			uploader,
			patient,
			key_id,
			supersedes,
			searchable,
		});
		Ok(())
	}
}

/// Requests.
impl<T: Config> Pallet<T> {
	/// One administrator's shares, each for another request. All are looked up and verified before the first is written.
	pub(crate) fn do_approve(origin: OriginFor<T>, approvals: &[(RequestId, Share)]) -> DispatchResult {
		let ids: BTreeSet<&RequestId> = approvals.iter().map(|(id, _)| id).collect();
		ensure!(
			!ids.is_empty() && ids.len() == approvals.len(),
			Error::<T>::BadApprovals
		);
		let asked = approvals
			.iter()
			.map(|(id, _)| Self::open_request_of_admin(origin.clone(), *id))
			.collect::<Result<Vec<_>, _>>()?;
		for asked in &asked {
			Self::ensure_may_approve(asked)?;
		}
		let claims: Vec<_> = asked
			.iter()
			.zip(approvals)
			.map(|(asked, (_, share))| (share, asked.statement()))
			.collect();
		verify_shares(&claims).map_err(|_| Error::<T>::BadShareProof)?;
		for (asked, (request_id, share)) in asked.into_iter().zip(approvals) {
			Self::record_approval(*request_id, asked, share);
		}
		Ok(())
	}

	fn record_approval(request_id: RequestId, asked: Asked<T>, share: &Share) {
		let Asked {
			mut request,
			admin,
			committee,
			mut emergency,
		} = asked;
		Self::note_vote(&mut request, admin.index, Vote::Share(share_ciphertext(share)));
		if let Some(emergency) = &mut emergency {
			emergency.note(admin.account.clone(), true);
		}
		request.yes = request.yes.saturating_add(1);
		let (yes, needed, record_id) = (request.yes, committee.k, request.record_id);
		Self::deposit_event(Event::ApprovalRecorded {
			request_id,
			record_id,
			admin: admin.account,
			index: admin.index,
			key_id: request.key_id,
			epoch: request.epoch,
			yes,
			needed,
		});
		if yes >= needed {
			request.status = RequestStatus::Approved;
			let blocks = match emergency.is_some() || request.is_consented() {
				true => T::OpeningTtl::get(),
				false => T::ConsentTtl::get(),
			};
			Self::open_window(request_id, &mut request, blocks);
			Self::deposit_event(Event::RequestApproved {
				request_id,
				record_id,
				requester: request.requester.clone(),
			});
			if let Some(emergency) = &emergency {
				Self::note_broken(request_id, &request, &emergency.request);
			}
		}
		if let Some(emergency) = emergency {
			EmergencyRequests::<T>::insert(request_id, emergency.request);
		}
		Requests::<T>::insert(request_id, request);
	}

	fn note_vote(request: &mut RequestOf<T>, index: u16, vote: Vote) {
		let at = Self::block();
		let noted = request.votes.try_push(Answer { index, at, vote });
		let _ = noted.defensive_proof("no more administrators vote than a committee has, each once");
	}

	pub(crate) fn do_reject(request_id: RequestId, asked: Asked<T>, reason: RejectionReason) {
		let Asked {
			mut request,
			admin,
			committee,
			emergency,
		} = asked;
		Self::note_vote(&mut request, admin.index, Vote::Rejection(reason));
		if let Some(mut emergency) = emergency {
			emergency.note(admin.account.clone(), false);
			EmergencyRequests::<T>::insert(request_id, emergency.request);
		}
		request.no = request.no.saturating_add(1);
		let record_id = request.record_id;
		Self::deposit_event(Event::RejectionRecorded {
			request_id,
			record_id,
			admin: admin.account,
			index: admin.index,
			key_id: request.key_id,
			epoch: request.epoch,
			reason,
		});
		if request.no > committee.eligible(request.mode).saturating_sub(committee.k) {
			let cause = RejectionCause::Administrators;
			Self::settle(request_id, &mut request, cause);
			Self::deposit_event(Event::RequestRejected {
				request_id,
				record_id,
				cause,
			});
		}
		Requests::<T>::insert(request_id, request);
	}

	/// The patient's csp_rec for one request.
	pub(crate) fn do_grant_consent(
		origin: &OriginFor<T>,
		request_id: RequestId,
		sealed: [u8; 80],
	) -> DispatchResult {
		let patient = Self::signer(origin.clone())?;
		let mut request = Self::live_request_of_patient(&patient, request_id)?;
		let emergency = Self::emergency_of(request_id, &request);
		ensure!(emergency.is_none(), Error::<T>::NotForEmergency);
		let dead = request.status == RequestStatus::Open && Self::is_epoch_over(&request);
		ensure!(!dead, Error::<T>::WrongEpoch);
		Self::ensure_may_request(&request)?;

		// A consent that is replaced opens no window anew.
		if request.status == RequestStatus::Approved && !request.is_consented() {
			Self::open_window(request_id, &mut request, T::OpeningTtl::get());
		}
		request.consent = Some(sealed);
		let record_id = request.record_id;
		Requests::<T>::insert(request_id, request);
		Self::count_call(&patient);
		Self::deposit_event(Event::ConsentGranted {
			request_id,
			record_id,
			patient,
		});
		Ok(())
	}

	/// The patient's no: the request is over, and a consent given before it is gone.
	pub(crate) fn do_deny_consent(origin: &OriginFor<T>, request_id: RequestId) -> DispatchResult {
		let patient = ensure_signed(origin.clone())?;
		let mut request = Self::live_request_of_patient(&patient, request_id)?;

		let cause = RejectionCause::ConsentDenied;
		Self::settle(request_id, &mut request, cause);
		let record_id = request.record_id;
		Requests::<T>::insert(request_id, request);
		Self::count_call(&patient);
		Self::deposit_event(Event::ConsentDenied {
			request_id,
			record_id,
			patient,
		});
		Self::deposit_event(Event::RequestRejected {
			request_id,
			record_id,
			cause,
		});
		Ok(())
	}

	pub(crate) fn do_cancel_request(request_id: RequestId) -> DispatchResult {
		let request = Requests::<T>::get(request_id).ok_or(Error::<T>::RequestNotFound)?;
		Self::tell_cancelled(request_id, &request, CancelCause::Governance);
		Self::remove_request(request_id, request);
		Ok(())
	}

	pub(crate) fn do_close_request(by: AccountId32, request_id: RequestId) -> DispatchResult {
		let request = Requests::<T>::get(request_id).ok_or(Error::<T>::RequestNotFound)?;
		let expired = request.is_expired(Self::now());
		let rejected = matches!(request.status, RequestStatus::Rejected(_));
		let epoch_over = Self::is_epoch_over(&request) && request.status != RequestStatus::Approved;
		ensure!(
			by == request.requester || rejected || expired || epoch_over,
			Error::<T>::NotRequester
		);

		Self::close(request_id, request, by);
		Ok(())
	}

	/// Removes a request that anybody, or this account, may close.
	pub(crate) fn close(request_id: RequestId, request: RequestOf<T>, by: AccountId32) {
		let open = request.status == RequestStatus::Open;
		if open && request.is_expired(Self::now()) {
			Self::deposit_event(Event::RequestRejected {
				request_id,
				record_id: request.record_id,
				cause: RejectionCause::Timeout,
			});
		} else if open && Self::is_epoch_over(&request) {
			Self::tell_cancelled(request_id, &request, CancelCause::EpochOver);
		}
		Self::deposit_event(Event::RequestClosed {
			request_id,
			record_id: request.record_id,
			requester: request.requester.clone(),
			by,
			readable: Self::is_readable(request_id, &request),
		});
		Self::remove_request(request_id, request);
	}
}
