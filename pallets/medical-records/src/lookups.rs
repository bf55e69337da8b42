//! Look-ups, checks and contexts that several calls share.

use alloc::vec::Vec;

use frame_support::{ensure, traits::Defensive};
use frame_system::pallet_prelude::*;
use sp_io::hashing::blake2_128;
use sp_runtime::{
	AccountId32, DispatchError, MultiSignature,
	traits::{BlockNumberProvider, Get, Verify, Zero},
};
use threshold_decryption::{RecordContext, RequestContext, SealedRecord, record_id_input, request_id_input};

use crate::{
	Administrators, Config, CorrectionAllowed, EmergencyRequestOf, Error, Frozen, OpenByRecord, Pallet,
	RecordOf, Records, RequestOf, Requests, Tombstones, Users, types::*,
};

/// Is `signature` the account's, of whatever key type, over exactly these bytes?
pub(crate) fn is_signed_by(account: &AccountId32, signature: &MultiSignature, message: &[u8]) -> bool {
	signature.verify(message, account)
}

/// A request that an administrator may decide now.
pub(crate) struct Asked<T: Config> {
	pub request: RequestOf<T>,
	pub admin: Admin,
	pub committee: Committee,
	/// What the vote is about besides, in an emergency.
	pub emergency: Option<InEmergency<T>>,
}

/// A vote about an emergency request.
pub(crate) struct InEmergency<T: Config> {
	pub request: EmergencyRequestOf<T>,
	/// The voter's house.
	pub facility: u32,
}

impl<T: Config> InEmergency<T> {
	/// Notes this vote.
	pub(crate) fn note(&mut self, account: AccountId32, approved: bool) {
		let facility = self.facility;
		let voter = Voter {
			account,
			facility,
			approved,
		};
		let noted = self.request.voters.try_push(voter);
		let _ = noted.defensive_proof("no more administrators vote than a committee has, each once");
	}
}

/// Names and contexts.
impl<T: Config> Pallet<T> {
	/// Hash of block 0, which tells this chain from every other.
	#[must_use]
	pub fn genesis() -> [u8; 32] {
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		// `integrity_test` makes sure that it has 32 bytes.
		<[u8; 32]>::try_from(hash.as_ref()).unwrap_or_default()
	}

	/// The present moment, by the chain's clock.
	#[must_use]
	pub fn now() -> BlockNumberFor<T> {
		T::Clock::current_block_number()
	}

	/// The present block.
	pub(crate) fn block() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// A length as a weight's parameter.
	pub(crate) fn count(length: usize) -> u32 {
		u32::try_from(length).unwrap_or(u32::MAX)
	}

	/// Id of the record that this uploader registers with this nonce.
	pub(crate) fn record_id(uploader: &AccountId32, nonce: &[u8; 16]) -> RecordId {
		blake2_128(&record_id_input(&Self::genesis(), uploader.as_ref(), nonce))
	}

	/// Id of the request that this requester makes with this sequence number.
	pub(crate) fn request_id(requester: &AccountId32, record_id: RecordId, seq: u32) -> RequestId {
		blake2_128(&request_id_input(
			&Self::genesis(),
			requester.as_ref(),
			&record_id,
			seq,
		))
	}

	/// What a record's capsule is bound to.
	pub(crate) fn record_context(
		record_id: RecordId,
		uploader: &AccountId32,
		patient: &AccountId32,
		csp_pk: &Point,
		x: &Point,
	) -> [u8; 32] {
		RecordContext {
			genesis: &Self::genesis(),
			record_id: &record_id,
			uploader: uploader.as_ref(),
			patient: patient.as_ref(),
			csp_pk,
			x,
		}
		.hash()
	}

	/// What the shares for a request are bound to. The key x of the record's committee is the same in every epoch, as is that of
	/// the emergency committee, whose capsule takes the place of the record's own.
	pub(crate) fn request_context<Ticket, Votes>(
		request_id: RequestId,
		request: &Request<BlockNumberFor<T>, Ticket, Votes>,
		record: &RecordOf<T>,
		x: &Point,
		emergency: Option<(&Emergency, &Point)>,
	) -> [u8; 32] {
		let id = request.record_id;
		let (ad, capsule) = match emergency {
			Some(with) => (Self::emergency_context(id, record, x, with), &with.0.capsule),
			None => (
				Self::record_context(id, &record.uploader, &record.patient, &record.csp_pk, x),
				&record.capsule,
			),
		};
		RequestContext {
			genesis: &Self::genesis(),
			ad: &ad,
			capsule,
			rec_hash: &SealedRecord {
				commitment: &record.commitment,
				csp_enc: &record.csp_enc,
				csp_check: &record.csp_check,
				locator: &record.locator,
			}
			.hash(),
			key_id: request.key_id,
			epoch: request.epoch,
			request_id: &request_id,
			requester: request.requester.as_ref(),
			q: &request.q,
			epk: &request.epk,
			mode: request.mode.into(),
			purpose: request.purpose as u8,
		}
		.hash()
	}
}

/// Look-ups with the checks that belong to them.
impl<T: Config> Pallet<T> {
	/// May this account request records of this patient? Patients may read their own, whatever their role; nobody from a frozen
	/// account, and others not while an opening in an emergency stands against them.
	pub(crate) fn may_request(requester: &AccountId32, patient: &AccountId32) -> bool {
		let reads = || Self::role_of(requester).is_some_and(|role| role.can_request());
		let allowed =
			Self::is_patient(requester, patient) || (reads() && Self::ensure_standing(requester).is_ok());
		allowed && !Frozen::<T>::contains_key(requester)
	}

	/// The requester of a request that somebody is about to say yes to must still be allowed to read.
	pub(crate) fn ensure_may_request(request: &RequestOf<T>) -> Result<(), Error<T>> {
		ensure!(
			Self::may_request(&request.requester, &request.patient),
			Error::<T>::RequesterDismissed
		);
		Ok(())
	}

	pub(crate) fn role_of(who: &AccountId32) -> Option<Role> {
		Users::<T>::get(who).map(|user| user.role)
	}

	/// The record, or why it is not there.
	pub(crate) fn record(record_id: RecordId) -> Result<RecordOf<T>, Error<T>> {
		Records::<T>::get(record_id).ok_or_else(|| match Tombstones::<T>::contains_key(record_id) {
			true => Error::<T>::RecordErased,
			false => Error::<T>::RecordNotFound,
		})
	}

	pub(crate) fn ensure_active(record: &RecordOf<T>) -> Result<(), Error<T>> {
		ensure!(record.superseded_by.is_none(), Error::<T>::Superseded);
		ensure!(record.status == RecordStatus::Active, Error::<T>::Suspended);
		Ok(())
	}

	/// The record, if this is its patient, or who acts in the patient's place.
	pub(crate) fn record_of_patient(
		who: AccountId32,
		record_id: RecordId,
	) -> Result<(AccountId32, RecordOf<T>), DispatchError> {
		let record = Self::record(record_id)?;
		ensure!(Self::is_patient(&who, &record.patient), Error::<T>::NotPatient);
		Ok((who, record))
	}

	/// Which version of the record this uploader may register now. A suspended record cannot be corrected: the newer one
	/// would undo what the patient has decided.
	pub(crate) fn version_after(
		older: RecordId,
		uploader: &AccountId32,
		patient: &AccountId32,
	) -> Result<u32, DispatchError> {
		let record = Self::record(older)?;
		ensure!(
			Self::is_patient(patient, &record.patient),
			Error::<T>::PatientMismatch
		);
		Self::ensure_active(&record)?;
		let allowed =
			record.uploader == *uploader || CorrectionAllowed::<T>::get(older).as_ref() == Some(uploader);
		ensure!(allowed, Error::<T>::CorrectionNotAllowed);
		ensure!(
			record.version < T::MaxVersions::get(),
			Error::<T>::TooManyVersions
		);
		Ok(record.version.saturating_add(1))
	}

	/// The request, if it can be decided now and the caller is one of those who decide.
	pub(crate) fn open_request_of_admin(
		origin: OriginFor<T>,
		request_id: RequestId,
	) -> Result<Asked<T>, DispatchError> {
		let who = Self::signer(origin)?;
		let request = Requests::<T>::get(request_id).ok_or(Error::<T>::RequestNotFound)?;
		ensure!(request.status == RequestStatus::Open, Error::<T>::RequestClosed);
		ensure!(!request.is_expired(Self::now()), Error::<T>::Expired);
		let committee = Self::committee(request.key_id)?;
		ensure!(request.epoch == committee.epoch, Error::<T>::WrongEpoch);
		let seat = (request.key_id, request.epoch);
		let admin = Administrators::<T>::get(seat, &who).ok_or(Error::<T>::NotAdministrator)?;
		ensure!(who != request.requester, Error::<T>::RequesterCannotApprove);
		ensure!(request.answer(admin.index).is_none(), Error::<T>::AlreadyVoted);
		let emergency = Self::vote_in_emergency(request_id, &request, &who)?;
		Ok(Asked {
			request,
			admin,
			committee,
			emergency,
		})
	}

	/// The request, if it is open or approved, not expired, and about a record of this patient.
	pub(crate) fn live_request_of_patient(
		who: &AccountId32,
		request_id: RequestId,
	) -> Result<RequestOf<T>, DispatchError> {
		let request = Requests::<T>::get(request_id).ok_or(Error::<T>::RequestNotFound)?;
		ensure!(Self::is_patient(who, &request.patient), Error::<T>::NotPatient);
		ensure!(
			!matches!(request.status, RequestStatus::Rejected(_)),
			Error::<T>::RequestClosed
		);
		ensure!(!request.is_expired(Self::now()), Error::<T>::Expired);
		Ok(request)
	}

	/// Which mode a request by this account to this committee has in this epoch.
	pub(crate) fn mode_of(key_id: KeyId, epoch: Epoch, requester: &AccountId32) -> RequestMode {
		match Administrators::<T>::contains_key((key_id, epoch), requester) {
			true => RequestMode::Admin,
			false => RequestMode::Outsider,
		}
	}

	/// Has the committee changed since the request was made?
	pub(crate) fn is_epoch_over(request: &RequestOf<T>) -> bool {
		Self::committee(request.key_id).map_or(true, |committee| committee.epoch != request.epoch)
	}

	/// See [`Pallet::may_read`]. Reads as many requests as the requester has for the record.
	pub(crate) fn read_access(record_id: RecordId, who: &AccountId32) -> ReadAccess<BlockNumberFor<T>> {
		let record = match Self::record(record_id) {
			Ok(record) => record,
			Err(Error::RecordErased) => return ReadAccess::Erased,
			Err(_) => return ReadAccess::UnknownRecord,
		};
		match Self::ensure_active(&record) {
			Ok(()) => (),
			Err(Error::Superseded) => return ReadAccess::Superseded,
			Err(_) => return ReadAccess::Suspended,
		}
		let (now, acknowledged) = (Self::now(), record.acknowledged);
		let own: Vec<_> = OpenByRecord::<T>::get(record_id)
			.into_iter()
			.filter(|place| place.requester == *who)
			.filter_map(|place| Some((place.request_id, Requests::<T>::get(place.request_id)?)))
			.map(|(id, request)| (id, Self::emergency_of(id, &request), request))
			.collect();
		// Whoever broke the glass has the patient's key.
		let broken = own.iter().any(|(_, emergency, request)| {
			emergency.is_some() && request.status == RequestStatus::Approved && !request.is_expired(now)
		});
		own.into_iter()
			.filter_map(|(id, emergency, request)| {
				let consented = match emergency.map(|emergency| emergency.scope) {
					// By itself it opens nothing.
					Some(EmergencyScope::CspKey) => return None,
					Some(EmergencyScope::BothKeys) => true,
					None => broken || request.is_consented(),
				};
				Some(Self::access_by(id, &request, consented, acknowledged))
			})
			.max_by_key(ReadAccess::progress)
			.unwrap_or(ReadAccess::NotRequested)
	}

	/// What one request gives its requester.
	fn access_by(
		request_id: RequestId,
		request: &RequestOf<T>,
		consented: bool,
		acknowledged: bool,
	) -> ReadAccess<BlockNumberFor<T>> {
		let now = Self::now();
		let until = request.expires;
		match request.status_at(now) {
			RequestStatus::Rejected(cause) => ReadAccess::Rejected { request_id, cause },
			RequestStatus::Approved if request.is_expired(now) => ReadAccess::Expired { request_id },
			RequestStatus::Approved if consented => ReadAccess::Granted {
				request_id,
				until,
				acknowledged,
			},
			RequestStatus::Approved => ReadAccess::AwaitingConsent { request_id, until },
			RequestStatus::Open => match Self::committee(request.key_id) {
				Ok(committee) if committee.epoch == request.epoch => ReadAccess::AwaitingApprovals {
					request_id,
					yes: request.yes,
					needed: committee.k,
					consented,
				},
				_ => ReadAccess::EpochOver { request_id },
			},
		}
	}
}
