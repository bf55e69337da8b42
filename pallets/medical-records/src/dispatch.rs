//! Every call: its documentation, what it weighs, and who may make it. What it does is elsewhere.

use frame_support::pallet_macros::pallet_section;

/// Every call: its documentation, what it weighs, and who may make it.
#[pallet_section]
mod dispatch {
	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Publishes the caller's keys, or replaces them. Records registered before keep the CSP key they were made for.
		/// From the first time on the account's number of transactions stays, also when it is empty.
		///
		/// **Origin**: signed. `key_sig` is the account's signature over the keys and the CSP key's version,
		/// which is 1 at first and one more each time.
		///
		/// **Deposit**: for the keys, the first time, until [`Pallet::deregister`].
		///
		/// **Emits** [`Event::UserRegistered`].
		#[pallet::call_index(0)]
		pub fn register_user(
			origin: OriginFor<T>,
			csp_pk: Point,
			enc_pk: Point,
			key_sig: MultiSignature,
		) -> DispatchResult {
			let who = Self::signer(origin)?;
			let keys = Keys {
				csp_pk,
				enc_pk,
				key_sig,
			};
			Self::register_keys(who.clone(), keys, who)
		}

		/// Gives an account a role in place of the one it has, at once: without a role that may read, its requests get no
		/// approval or consent any more. What was approved before stays approved until it is cancelled.
		///
		/// **Origin**: governance.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::RoleSet`].
		#[pallet::call_index(1)]
		pub fn set_role(origin: OriginFor<T>, who: AccountId32, role: Role) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_role(who, role);
			Ok(())
		}

		/// Sets the administrators of a committee key: of a new one in epoch 1, or of an existing one in its next epoch, with the same public
		/// key. Those take over after the grace period, or `at_once`. Until then the present ones decide; what is open afterwards can be
		/// decided no longer, and its deposit returns with [`Pallet::close_request`]. Approved requests stay usable.
		///
		/// **Origin**: governance of committees. Each administrator's `cert` is their signature over the key, epoch, rule and list. For an
		/// existing key `handover` has the signatures of k of its present administrators, by index, over both epochs and the same.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::CommitteeSet`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_committee(Pallet::<T>::count(admins.len().max(handover.len()))))]
		pub fn set_committee(
			origin: OriginFor<T>,
			key_id: KeyId,
			k: u16,
			x: Point,
			admins: BoundedVec<Admin, T::MaxAdmins>,
			handover: HandoverOf<T>,
			at_once: bool,
		) -> DispatchResult {
			T::CommitteeOrigin::ensure_origin(origin)?;
			Self::do_set_committee(Proposed {
				key_id,
				k,
				x,
				admins,
				handover,
				at_once,
			})
		}

		/// Registers an encrypted record of a patient. Its id follows from genesis, caller and `nonce`. With `supersedes`
		/// it corrects an active record of the same patient, whose place it takes when the patient acknowledges it. `searchable`
		/// lets the caller list it for those who search: the patient's directive, or the searchable record it corrects, must allow it.
		///
		/// **Origin**: signed by a facility. To correct another uploader's record it must be named by the patient.
		///
		/// **Deposit**: for the record, until it is erased; a part is burnt if the patient refuses it.
		///
		/// **Emits** [`Event::RecordRegistered`].
		#[pallet::call_index(3)]
		pub fn register_record(
			origin: OriginFor<T>,
			nonce: [u8; 16],
			key_id: KeyId,
			patient: AccountId32,
			commitment: [u8; 32],
			capsule: [u8; 128],
			csp_enc: [u8; 32],
			csp_check: [u8; 32],
			locator: [u8; 64],
			supersedes: Option<RecordId>,
			searchable: bool,
		) -> DispatchResult {
			let uploader = Self::signer(origin)?;
			let sealed = Sealed {
				commitment,
				capsule,
				csp_enc,
				csp_check,
				locator,
			};
			Self::do_register_record(uploader, nonce, key_id, patient, sealed, (supersedes, searchable))
		}

		/// Confirms that a record is the caller's, and that it opens with the caller's CSP key. A correction takes the place of
		/// the versions before it, whose requests end. `versions` and `requests` say how many at most; 16 of each always do.
		///
		/// **Origin**: signed by the patient. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: those of the ended requests return to who paid them.
		///
		/// **Emits** [`Event::RecordAcknowledged`]; for each older version [`Event::RecordSuperseded`], and for each of its requests
		/// [`Event::RequestCancelled`].
		#[pallet::call_index(4)]
		#[pallet::weight(twice(Weights::<T>::acknowledge_record(*versions, *requests)))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, versions: &u32, requests: &u32| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_acknowledge(origin, *id, Extent::new(*versions, *requests)).map(drop))
		})]
		pub fn acknowledge_record(
			origin: OriginFor<T>,
			record_id: RecordId,
			versions: u32,
			requests: u32,
		) -> DispatchResultWithPostInfo {
			let done = Self::do_acknowledge(&origin, record_id, Extent::new(versions, requests))?;
			Ok(Some(twice(Weights::<T>::acknowledge_record(
				done.versions,
				done.requests,
			)))
			.into())
		}

		/// Stops new requests for a record and cancels those it has, with their shares and consents: `requests` at most, 16 always
		/// do. Whoever had k approvals and the consent keeps them, downloaded or not.
		///
		/// **Origin**: signed by the patient, also from a frozen account. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: those of the cancelled requests return to who paid them.
		///
		/// **Emits** [`Event::RecordSuspended`] and, for each request, [`Event::RequestCancelled`].
		#[pallet::call_index(5)]
		#[pallet::weight(twice(Weights::<T>::suspend_record(*requests)))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, requests: &u32| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_suspend(origin, *id, *requests).map(drop))
		})]
		pub fn suspend_record(
			origin: OriginFor<T>,
			record_id: RecordId,
			requests: u32,
		) -> DispatchResultWithPostInfo {
			let ended = Self::do_suspend(&origin, record_id, requests)?;
			Ok(Some(twice(Weights::<T>::suspend_record(ended))).into())
		}

		/// Allows requests for a suspended record again. An erasure that waits for the end of a legal hold must be stopped first.
		///
		/// **Origin**: signed by the patient. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::RecordResumed`].
		#[pallet::call_index(6)]
		#[pallet::weight(twice(T::WeightInfo::resume_record()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_resume(origin, *id))
		})]
		pub fn resume_record(origin: OriginFor<T>, record_id: RecordId) -> DispatchResult {
			Self::do_resume(&origin, record_id)
		}

		/// Names one facility, besides the record's uploader, that may correct it once; or, with none, takes that back.
		///
		/// **Origin**: signed by the patient. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::CorrectionAllowed`].
		#[pallet::call_index(7)]
		#[pallet::weight(twice(T::WeightInfo::allow_correction()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, uploader: &Option<AccountId32>| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_allow_correction(origin, *id, uploader.clone()))
		})]
		pub fn allow_correction(
			origin: OriginFor<T>,
			record_id: RecordId,
			uploader: Option<AccountId32>,
		) -> DispatchResult {
			Self::do_allow_correction(&origin, record_id, uploader)
		}

		/// Asks for access to a record. `q` and `epk` are one-time keys; `auth_sig` is the account's signature over the
		/// request's context, which names both and all of the record. Requests count towards limits until they are rejected or closed.
		///
		/// **Origin**: signed by a clinician or a facility; by the record's patient, whose consent is implied. Free for whom a facility
		/// sponsors, within its daily limit: the facility pays.
		///
		/// **Deposit**: for the request, until it is closed or cancelled; paid by the requester or the sponsor.
		///
		/// **Emits** [`Event::AccessRequested`]; before it [`Event::RequestClosed`] where one that was over makes room, or an own one for the
		/// record whose committee changed before it was approved.
		#[pallet::call_index(8)]
		#[pallet::weight(twice(Weights::<T>::request_access(1)))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, seq: &u32, q: &Point, epk: &Point, auth_sig: &MultiSignature, purpose: &Purpose| -> bool {
			let keys = OneTimeKeys { q: *q, epk: *epk, auth_sig: auth_sig.clone() };
			Pallet::<T>::is_sponsored(origin, |who| Pallet::<T>::do_request_access(who, *id, *seq, keys, *purpose).map(drop))
		})]
		pub fn request_access(
			origin: OriginFor<T>,
			record_id: RecordId,
			seq: u32,
			q: Point,
			epk: Point,
			auth_sig: MultiSignature,
			purpose: Purpose,
		) -> DispatchResultWithPostInfo {
			let keys = OneTimeKeys { q, epk, auth_sig };
			let closed = Self::do_request_access(Self::signer(origin)?, record_id, seq, keys, purpose)?;
			Ok(Some(twice(Weights::<T>::request_access(closed))).into())
		}

		/// Approves a request with the caller's share of the report key, sealed to the requester. The k-th one decides.
		///
		/// **Origin**: signed by an administrator of the record's committee, other than the requester. The fee of a valid one returns.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::ApprovalRecorded`]; with the k-th approval also [`Event::RequestApproved`].
		#[pallet::call_index(9)]
		#[pallet::weight((Weights::<T>::approve(), DispatchClass::Operational))]
		pub fn approve(
			origin: OriginFor<T>,
			request_id: RequestId,
			share: Share,
		) -> DispatchResultWithPostInfo {
			Self::do_approve(origin, &[(request_id, share)])?;
			Ok(Pays::No.into())
		}

		/// Rejects a request. Once k approvals cannot be reached any more, the request is rejected for good.
		///
		/// **Origin**: signed by an administrator of the record's committee, other than the requester. The fee of a valid one returns.
		///
		/// **Deposit**: none; the request's own stays until it is closed.
		///
		/// **Emits** [`Event::RejectionRecorded`]; with the deciding rejection also [`Event::RequestRejected`].
		#[pallet::call_index(10)]
		#[pallet::weight((Weights::<T>::reject(), DispatchClass::Operational))]
		pub fn reject(
			origin: OriginFor<T>,
			request_id: RequestId,
			reason: RejectionReason,
		) -> DispatchResultWithPostInfo {
			let asked = Self::open_request_of_admin(origin, request_id)?;
			Self::do_reject(request_id, asked, reason);
			Ok(Pays::No.into())
		}

		/// Consents to a request, before or after the approvals: `sealed` is csp_rec, sealed to the request's one-time key. A
		/// consent given before is replaced.
		///
		/// **Origin**: signed by the patient. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::ConsentGranted`].
		#[pallet::call_index(11)]
		#[pallet::weight(twice(Weights::<T>::grant_consent()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RequestId, sealed: &[u8; 80]| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_grant_consent(origin, *id, *sealed))
		})]
		pub fn grant_consent(
			origin: OriginFor<T>,
			request_id: RequestId,
			sealed: [u8; 80],
		) -> DispatchResult {
			Self::do_grant_consent(&origin, request_id, sealed)
		}

		/// Refuses a request, also after consent or approvals; both are removed. A requester who has had k approvals and the
		/// consent may have kept them, whether the record was downloaded or not.
		///
		/// **Origin**: signed by the patient, also from a frozen account. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: none; the request's own stays until it is closed.
		///
		/// **Emits** [`Event::ConsentDenied`] and [`Event::RequestRejected`].
		#[pallet::call_index(12)]
		#[pallet::weight(twice(T::WeightInfo::deny_consent()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RequestId| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_deny_consent(origin, *id))
		})]
		pub fn deny_consent(origin: OriginFor<T>, request_id: RequestId) -> DispatchResult {
			Self::do_deny_consent(&origin, request_id)
		}

		/// Removes a request from state, with its shares and its consent.
		///
		/// **Origin**: signed by the requester, for whom it is free if somebody else paid; by anyone once the request is rejected or
		/// has expired, or when its committee changed before it was approved.
		///
		/// **Deposit**: the request's returns to who paid it, whoever closes it.
		///
		/// **Emits** [`Event::RequestClosed`]; before it, if the request was open, [`Event::RequestRejected`] when it had
		/// expired, or else [`Event::RequestCancelled`] when its epoch was over.
		#[pallet::call_index(13)]
		#[pallet::weight(twice(Weights::<T>::close_request()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RequestId| -> bool {
			Pallet::<T>::is_paid_by_another(origin, *id)
		})]
		pub fn close_request(origin: OriginFor<T>, request_id: RequestId) -> DispatchResult {
			Self::do_close_request(ensure_signed(origin)?, request_id)
		}

		/// Removes a record, and the versions whose place it took, from state for ever, with all their requests; tombstones stay.
		/// By anybody else than the patient it is scheduled, and takes place by [`Pallet::finish_erasure`]. What a legal hold keeps
		/// is suspended, and goes when the hold ends. `versions` and `requests` say how many at most; 16 of each version always do.
		/// Hosts of the file must delete header and ciphertext; whoever had k approvals and the consent keeps them.
		///
		/// **Origin**: signed by the patient, for whom it is free within the daily limit; by the uploader while it is a facility, or by
		/// a data protection officer, for the record alone.
		///
		/// **Deposit**: the records' return to their uploaders, those of the requests to who paid them.
		///
		/// **Emits** [`Event::RecordErased`] for each version and [`Event::RequestCancelled`] for each request; or
		/// [`Event::ErasureScheduled`]; or [`Event::ErasureAwaitsHold`].
		#[pallet::call_index(14)]
		#[pallet::weight(twice(Weights::<T>::erase_record(*versions, *requests)))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, reason: &ErasureReason, versions: &u32, requests: &u32| -> bool {
			Pallet::<T>::is_free_of_patient(origin, *id, || Pallet::<T>::do_erase_record(origin, *id, *reason, Extent::new(*versions, *requests)).map(drop))
		})]
		pub fn erase_record(
			origin: OriginFor<T>,
			record_id: RecordId,
			reason: ErasureReason,
			versions: u32,
			requests: u32,
		) -> DispatchResultWithPostInfo {
			let done = Self::do_erase_record(&origin, record_id, reason, Extent::new(versions, requests))?;
			Ok(Some(twice(Weights::<T>::erase_record(done.versions, done.requests))).into())
		}

		/// Approves several requests, or none of them. Their proofs are verified together, which costs less.
		///
		/// **Origin**: signed by an administrator of each record's committee, other than the requester. The fee of a valid one returns.
		///
		/// **Deposit**: none.
		///
		/// **Emits** for each request what [`Pallet::approve`] emits.
		#[pallet::call_index(15)]
		#[pallet::weight((Weights::<T>::approve_many(Pallet::<T>::count(approvals.len())), DispatchClass::Operational))]
		pub fn approve_many(
			origin: OriginFor<T>,
			approvals: BoundedVec<(RequestId, Share), ConstU32<MAX_APPROVALS>>,
		) -> DispatchResultWithPostInfo {
			Self::do_approve(origin, &approvals)?;
			Ok(Pays::No.into())
		}

		/// Removes a request from state, with its shares and its consent: for a requester who may read no longer.
		///
		/// **Origin**: governance.
		///
		/// **Deposit**: the request's returns to who paid it.
		///
		/// **Emits** [`Event::RequestCancelled`].
		#[pallet::call_index(16)]
		#[pallet::weight(Weights::<T>::cancel_request())]
		pub fn cancel_request(origin: OriginFor<T>, request_id: RequestId) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_cancel_request(request_id)
		}

		/// Retires a committee for good: it takes no new records and no other administrators. Its records can be requested until they
		/// are uploaded again for another one; governance cancels what must not be.
		///
		/// **Origin**: governance of committees, without delay.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::CommitteeRetired`].
		#[pallet::call_index(17)]
		pub fn retire_committee(origin: OriginFor<T>, key_id: KeyId) -> DispatchResult {
			T::RetireOrigin::ensure_origin(origin)?;
			Self::do_retire_committee(key_id)
		}

		/// Refuses a record that the patient has not acknowledged: it goes at once, with its requests; a tombstone stays. What it
		/// was to correct stays as it is. `requests` says how many at most; 16 always do.
		///
		/// **Origin**: signed by the patient. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: a part of the record's is burnt, the rest returns to its uploader; those of its requests return to who paid them.
		///
		/// **Emits** [`Event::RecordRefused`] and, for each request, [`Event::RequestCancelled`].
		#[pallet::call_index(18)]
		#[pallet::weight(twice(Weights::<T>::refuse_record(*requests)))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, reason: &RefusalReason, requests: &u32| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_refuse(origin, *id, *reason, *requests).map(drop))
		})]
		pub fn refuse_record(
			origin: OriginFor<T>,
			record_id: RecordId,
			reason: RefusalReason,
			requests: u32,
		) -> DispatchResultWithPostInfo {
			let ended = Self::do_refuse(&origin, record_id, reason, requests)?;
			Ok(Some(twice(Weights::<T>::refuse_record(ended))).into())
		}

		/// Carries out an erasure that is due and that no legal hold keeps. Older versions whose place the record took count again, if
		/// it was not the patient who had it erased. `versions` and `requests` say how many at most.
		///
		/// **Origin**: signed by anybody, in as much time after it is due as there was before. Who wanted the erasure must still be
		/// allowed to. What a patient wants erased waits as long as it has to.
		///
		/// **Deposit**: the record's returns to its uploader, those of its requests to who paid them.
		///
		/// **Emits** [`Event::RecordErased`], [`Event::RecordRestored`] for each older version, [`Event::RequestCancelled`] for each request.
		#[pallet::call_index(19)]
		#[pallet::weight(Weights::<T>::finish_erasure(*versions, *requests))]
		pub fn finish_erasure(
			origin: OriginFor<T>,
			record_id: RecordId,
			versions: u32,
			requests: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let done = Self::do_finish_erasure(record_id, Extent::new(versions, requests))?;
			Ok(Some(Weights::<T>::finish_erasure(done.versions, done.requests)).into())
		}

		/// Stops an erasure that has not taken place yet.
		///
		/// **Origin**: signed by the patient, for whom it is free within the daily limit, a data protection officer, or who wanted it;
		/// governance. What the patient wants erased, only the patient keeps.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::ErasureStopped`].
		#[pallet::call_index(20)]
		#[pallet::weight(twice(T::WeightInfo::stop_erasure()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId| -> bool {
			Pallet::<T>::is_free_of_patient(origin, *id, || Pallet::<T>::do_stop_erasure(origin, *id))
		})]
		pub fn stop_erasure(origin: OriginFor<T>, record_id: RecordId) -> DispatchResult {
			Self::do_stop_erasure(&origin, record_id)
		}

		/// Keeps a record from being erased, until a moment of the chain's clock. It can still be requested. A hold that is there is replaced.
		///
		/// **Origin**: signed by a data protection officer.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::HoldPlaced`].
		#[pallet::call_index(21)]
		pub fn hold_record(
			origin: OriginFor<T>,
			record_id: RecordId,
			reason: LegalHoldReason,
			until: BlockNumberFor<T>,
		) -> DispatchResult {
			Self::do_hold_record(Self::signer(origin)?, record_id, reason, until)
		}

		/// Ends a legal hold early.
		///
		/// **Origin**: signed by a data protection officer; governance.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::HoldLifted`].
		#[pallet::call_index(22)]
		pub fn lift_hold(origin: OriginFor<T>, record_id: RecordId) -> DispatchResult {
			Self::do_lift_hold(origin, record_id)
		}

		/// Publishes the keys of a patient who holds no tokens, or newer ones. `key_sig` is the patient's signature, as in
		/// [`Pallet::register_user`]; it is good once.
		///
		/// **Origin**: signed by a facility.
		///
		/// **Deposit**: for the keys, the first time, from the facility; it returns when the patient leaves.
		///
		/// **Emits** [`Event::UserRegistered`].
		#[pallet::call_index(23)]
		pub fn enrol(
			origin: OriginFor<T>,
			patient: AccountId32,
			csp_pk: Point,
			enc_pk: Point,
			key_sig: MultiSignature,
		) -> DispatchResult {
			let facility = Self::facility(origin)?;
			Self::register_keys(
				patient,
				Keys {
					csp_pk,
					enc_pk,
					key_sig,
				},
				facility,
			)
		}

		/// Leaves the network: the caller's keys go. Account, role, and the number of the last keys stay, so that nothing
		/// that was signed before can be used again.
		///
		/// **Origin**: signed by a user without records and open requests. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: the one for the keys returns to who paid it; the existential one is free to leave with.
		///
		/// **Emits** [`Event::UserLeft`].
		#[pallet::call_index(24)]
		#[pallet::weight(twice(Weights::<T>::deregister()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_deregister(origin))
		})]
		pub fn deregister(origin: OriginFor<T>) -> DispatchResult {
			Self::do_deregister(&origin)
		}

		/// Pays fee and deposit of so many requests a day of somebody whom the caller employs. Replaces what it gave before.
		///
		/// **Origin**: signed by a facility.
		///
		/// **Deposit**: none now; later one for each request of the employee.
		///
		/// **Emits** [`Event::SponsorshipSet`].
		#[pallet::call_index(25)]
		pub fn sponsor(origin: OriginFor<T>, employee: AccountId32, per_day: u32) -> DispatchResult {
			Self::do_sponsor(Self::facility(origin)?, employee, per_day)
		}

		/// Ends that.
		///
		/// **Origin**: signed by the facility; by the employee, for whom it is free within the daily limit.
		///
		/// **Deposit**: those of requests made before return when these are closed.
		///
		/// **Emits** [`Event::SponsorshipEnded`].
		#[pallet::call_index(26)]
		#[pallet::weight(twice(T::WeightInfo::end_sponsorship()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, employee: &AccountId32| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_end_sponsorship(origin, employee.clone()))
		})]
		pub fn end_sponsorship(origin: OriginFor<T>, employee: AccountId32) -> DispatchResult {
			Self::do_end_sponsorship(&origin, employee)
		}

		/// Names who may freeze the caller's account; with none, nobody but governance may. A guardianship can end by itself. The first
		/// guardian is one at once; another one after as long as an erasure waits, so that a thief does not choose.
		///
		/// **Origin**: signed by a user with keys. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::GuardianNamed`].
		#[pallet::call_index(27)]
		#[pallet::weight(twice(T::WeightInfo::name_guardian()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, guardian: &Option<AccountId32>, until: &Option<BlockNumberFor<T>>| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_name_guardian(origin, guardian.clone(), *until))
		})]
		pub fn name_guardian(
			origin: OriginFor<T>,
			guardian: Option<AccountId32>,
			until: Option<BlockNumberFor<T>>,
		) -> DispatchResult {
			Self::do_name_guardian(&origin, guardian, until)
		}

		/// Freezes an account whose key may be in wrong hands: with it nobody does anything here but deny, suspend, close requests and
		/// carry out what is due; and nobody says yes to its requests. Its tokens are not frozen. Governance can take over a guardian's freeze.
		///
		/// **Origin**: governance; signed by the guardian.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::AccountFrozen`].
		#[pallet::call_index(28)]
		pub fn freeze_account(origin: OriginFor<T>, who: AccountId32) -> DispatchResult {
			Self::do_freeze(origin, who)
		}

		/// Makes a frozen account usable again. When governance does, the account's guardian is one no longer.
		///
		/// **Origin**: governance; signed by the guardian, who froze it.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::AccountUnfrozen`].
		#[pallet::call_index(29)]
		pub fn unfreeze_account(origin: OriginFor<T>, who: AccountId32) -> DispatchResult {
			Self::do_unfreeze(origin, who)
		}

		/// Puts another account in the place of a frozen one, for good: it answers for the records of the old one. Their CSP key
		/// stays what it was: a patient who has lost it can deny and erase, but not consent. What a thief has seen stays seen.
		///
		/// **Origin**: governance, as slowly as it sets committees. The new account has registered keys.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::AccountReplaced`].
		#[pallet::call_index(30)]
		pub fn replace_account(origin: OriginFor<T>, old: AccountId32, new: AccountId32) -> DispatchResult {
			T::CommitteeOrigin::ensure_origin(origin)?;
			Self::do_replace_account(old, new)
		}

		/// Publishes the caller's catalogue, the sealed list of its searchable records, in place of the one before. The commitment binds
		/// what is in it, the locator says where it lies, `keyring` is the SHA-256 of the keys of those who may search it.
		///
		/// **Origin**: signed by a facility. `number` is one more than before, `epoch` the same or one more; the first ones are free to choose, from 1.
		///
		/// **Deposit**: for the entry, the first time, until it is withdrawn.
		///
		/// **Emits** [`Event::CataloguePublished`].
		#[pallet::call_index(31)]
		pub fn publish_catalogue(
			origin: OriginFor<T>,
			epoch: u16,
			number: u32,
			commitment: [u8; 32],
			locator: [u8; 64],
			keyring: [u8; 32],
		) -> DispatchResult {
			let facility = Self::facility(origin)?;
			let catalogue = Catalogue {
				epoch,
				number,
				commitment,
				locator,
				keyring,
				updated: Self::now(),
				ticket: (),
			};
			Self::do_publish_catalogue(facility, catalogue)
		}

		/// Removes a facility's catalogue.
		///
		/// **Origin**: signed by the facility; by anyone once it is a facility no longer.
		///
		/// **Deposit**: returns to the facility.
		///
		/// **Emits** [`Event::CatalogueWithdrawn`].
		#[pallet::call_index(32)]
		pub fn withdraw_catalogue(origin: OriginFor<T>, facility: AccountId32) -> DispatchResult {
			Self::do_withdraw_catalogue(ensure_signed(origin)?, facility)
		}

		/// Says whether those who search may find a record by its disease. Its uploader lists it, or no longer lists it, at the next publication.
		///
		/// **Origin**: signed by the patient; `false` also from a frozen account. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::SearchableSet`].
		#[pallet::call_index(33)]
		#[pallet::weight(twice(T::WeightInfo::set_searchable()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, searchable: &bool| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_set_searchable(origin, *id, *searchable))
		})]
		pub fn set_searchable(origin: OriginFor<T>, record_id: RecordId, searchable: bool) -> DispatchResult {
			Self::do_set_searchable(&origin, record_id, searchable)
		}

		/// Says whether facilities may list what they upload about the caller from now on, without asking for each record.
		///
		/// **Origin**: signed by a user with keys; `false` also from a frozen account. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::SearchDirectiveSet`].
		#[pallet::call_index(34)]
		#[pallet::weight(twice(T::WeightInfo::set_search_directive()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, searchable: &bool| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_set_search_directive(origin, *searchable))
		})]
		pub fn set_search_directive(origin: OriginFor<T>, searchable: bool) -> DispatchResult {
			Self::do_set_search_directive(&origin, searchable)
		}

		/// Attests that nothing of an erased record is left on the caller's host, and that it is denied there from now on.
		///
		/// **Origin**: signed by a storage host, once for each record.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::ErasureAttested`].
		#[pallet::call_index(35)]
		pub fn attest_erasure(origin: OriginFor<T>, record_id: RecordId) -> DispatchResult {
			Self::do_attest_erasure(Self::signer(origin)?, record_id)
		}

		/// Says whether, and how much, facilities may prepare for an emergency when they upload something about the caller, and for which
		/// emergency committee. What is prepared already stays until [`Pallet::remove_emergency`].
		///
		/// **Origin**: signed by a user with keys; with none also from a frozen account. Free where it succeeds, within the daily limit.
		///
		/// **Emits** [`Event::EmergencyDirectiveSet`].
		#[pallet::call_index(36)]
		#[pallet::weight(twice(T::WeightInfo::set_emergency()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, directive: &Option<EmergencyDirective>| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_set_emergency(origin, *directive))
		})]
		pub fn set_emergency(origin: OriginFor<T>, directive: Option<EmergencyDirective>) -> DispatchResult {
			Self::do_set_emergency(&origin, directive)
		}

		/// Keeps of a record what an emergency committee can open while its patient cannot answer: the patient's key of the record, or
		/// both keys. A capsule with its proof, bound to record, committee, scope and caller; one for each record.
		///
		/// **Origin**: the patient's key: signed by the patient, free where it succeeds, within the daily limit. Both keys: signed by the
		/// record's uploader, where the patient's directive allows it.
		///
		/// **Emits** [`Event::EmergencyAdded`].
		#[pallet::call_index(37)]
		#[pallet::weight(twice(T::WeightInfo::add_emergency()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, key_id: &KeyId, nonce: &[u8; 16], capsule: &[u8; 128], wrap: &EmergencyWrap| -> bool {
			let (key_id, nonce, capsule) = (*key_id, *nonce, *capsule);
			let made = |maker| Emergency { key_id, maker, nonce, capsule, wrap: wrap.clone() };
			Pallet::<T>::is_free_of_patient(origin, *id, || Pallet::<T>::do_add_emergency(origin, *id, made))
		})]
		pub fn add_emergency(
			origin: OriginFor<T>,
			record_id: RecordId,
			key_id: KeyId,
			nonce: [u8; 16],
			capsule: [u8; 128],
			wrap: EmergencyWrap,
		) -> DispatchResult {
			Self::do_add_emergency(&origin, record_id, |maker| Emergency {
				key_id,
				maker,
				nonce,
				capsule,
				wrap,
			})
		}

		/// Takes away what was kept of a record for an emergency, and cancels its emergency requests: `requests` at most, 16 always do.
		///
		/// **Origin**: signed by the patient, also from a frozen account. Free where it succeeds, within the daily limit.
		///
		/// **Deposit**: those of the cancelled requests return to who paid them.
		///
		/// **Emits** [`Event::EmergencyRemoved`] and, for each request, [`Event::RequestCancelled`].
		#[pallet::call_index(38)]
		#[pallet::weight(twice(T::WeightInfo::remove_emergency(*requests)))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, requests: &u32| -> bool {
			Pallet::<T>::is_free(origin, || Pallet::<T>::do_remove_emergency(origin, *id, *requests).map(drop))
		})]
		pub fn remove_emergency(
			origin: OriginFor<T>,
			record_id: RecordId,
			requests: u32,
		) -> DispatchResultWithPostInfo {
			let ended = Self::do_remove_emergency(&origin, record_id, requests)?;
			Ok(Some(twice(T::WeightInfo::remove_emergency(ended))).into())
		}

		/// Asks an emergency committee for what is kept of a record, as [`Pallet::request_access`] asks for a record, with the next number
		/// of the same count. People of other houses decide, of two or more; what they open is reviewed. For ETREAT, BTG or HTEST.
		///
		/// **Origin**: signed by an emergency clinician with a house, who has no other emergency request that can still be approved, and room
		/// for one more opening without a verdict. Free for whom a facility sponsors.
		///
		/// **Deposit**: for the request, as there.
		///
		/// **Emits** [`Event::AccessRequested`] and [`Event::EmergencyRequested`]; with the last approval [`Event::GlassBroken`].
		#[pallet::call_index(39)]
		#[pallet::weight(twice(T::WeightInfo::break_glass(1)))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, id: &RecordId, seq: &u32, q: &Point, epk: &Point, auth_sig: &MultiSignature, reason: &Purpose| -> bool {
			let keys = OneTimeKeys { q: *q, epk: *epk, auth_sig: auth_sig.clone() };
			Pallet::<T>::is_sponsored(origin, |who| Pallet::<T>::do_break_glass(who, *id, *seq, keys, *reason).map(drop))
		})]
		pub fn break_glass(
			origin: OriginFor<T>,
			record_id: RecordId,
			seq: u32,
			q: Point,
			epk: Point,
			auth_sig: MultiSignature,
			reason: Purpose,
		) -> DispatchResultWithPostInfo {
			let keys = OneTimeKeys { q, epk, auth_sig };
			let closed = Self::do_break_glass(Self::signer(origin)?, record_id, seq, keys, reason)?;
			Ok(Some(twice(T::WeightInfo::break_glass(closed))).into())
		}

		/// Commits to what the requester has written for the reviewers of an opening: its SHA-256. Once.
		///
		/// **Origin**: signed by the requester.
		///
		/// **Emits** [`Event::StatementFiled`].
		#[pallet::call_index(40)]
		#[pallet::weight(T::WeightInfo::file_statement())]
		pub fn file_statement(
			origin: OriginFor<T>,
			request_id: RequestId,
			statement: [u8; 32],
		) -> DispatchResult {
			Self::do_file_statement(Self::signer(origin)?, request_id, statement)
		}

		/// Says whether an opening was an emergency. More than half of those who may review decide; the verdict `Unjustified` suspends.
		///
		/// **Origin**: signed by an administrator of the record's own committee who neither asked nor decided. The fee of a valid one returns.
		///
		/// **Emits** [`Event::ReviewSubmitted`]; with the verdict [`Event::GlassReviewed`], and [`Event::EmergencySuspended`] if it is against it.
		#[pallet::call_index(41)]
		#[pallet::weight(T::WeightInfo::submit_review())]
		pub fn submit_review(
			origin: OriginFor<T>,
			request_id: RequestId,
			verdict: Verdict,
		) -> DispatchResultWithPostInfo {
			Self::do_submit_review(Self::signer(origin)?, request_id, verdict)?;
			Ok(Pays::No.into())
		}

		/// Writes down that the statement or the verdict of an opening did not come in time: its requester is suspended.
		///
		/// **Origin**: signed by anybody, once it is overdue.
		///
		/// **Emits** [`Event::EmergencySuspended`].
		#[pallet::call_index(42)]
		#[pallet::weight(T::WeightInfo::enforce_review())]
		pub fn enforce_review(origin: OriginFor<T>, request_id: RequestId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_enforce_review(request_id)
		}

		/// Lets somebody ask again who was suspended, or has an overdue opening, which counts as reviewed.
		///
		/// **Origin**: governance.
		///
		/// **Emits** [`Event::Reinstated`].
		#[pallet::call_index(43)]
		#[pallet::weight(T::WeightInfo::reinstate())]
		pub fn reinstate(origin: OriginFor<T>, who: AccountId32) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_reinstate(who)
		}

		/// Says of which house somebody is, by a number, or of none: emergency clinicians and emergency administrators need one.
		///
		/// **Origin**: governance.
		///
		/// **Emits** [`Event::FacilitySet`].
		#[pallet::call_index(44)]
		#[pallet::weight(T::WeightInfo::set_facility())]
		pub fn set_facility(origin: OriginFor<T>, who: AccountId32, facility: Option<u32>) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_facility(who, facility);
			Ok(())
		}
	}
}
