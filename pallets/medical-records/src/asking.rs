//! How requests are made: what the ordinary one has in common with one in an emergency.

use frame_support::{BoundedVec, ensure, traits::Consideration};
use frame_system::pallet_prelude::*;
use sp_runtime::{
	AccountId32, ArithmeticError, DispatchError, DispatchResult, MultiSignature,
	traits::{CheckedAdd, Get},
};
use threshold_decryption::{auth_message, capsule_point};

use crate::{
	Config, Error, Event, OpenByRecord, Pallet, RecordOf, Requesters, Requests, VotesOf,
	deposit::{self, ChargeRequest},
	lookups::is_signed_by,
	types::*,
};

/// What a requester has made for one request.
pub(crate) struct OneTimeKeys {
	pub q: Point,
	pub epk: Point,
	pub auth_sig: MultiSignature,
}

/// Who asks for which record, and what for.
pub(crate) struct Asking<T: Config> {
	pub requester: AccountId32,
	pub record_id: RecordId,
	pub record: RecordOf<T>,
	pub seq: u32,
	pub purpose: Purpose,
	/// What is asked to be opened in place of the record's own capsule.
	pub emergency: Option<Emergency>,
	/// Moments in which it can be decided.
	pub ttl: u32,
}

impl<T: Config> Asking<T> {
	/// Whose administrators decide.
	fn key_id(&self) -> KeyId {
		let emergency = self.emergency.as_ref();
		emergency.map_or(self.record.key_id, |emergency| emergency.key_id)
	}

	/// The request to a committee in this epoch; its context follows from it, and its deposit is not paid.
	fn request(
		&self,
		keys: OneTimeKeys,
		(epoch, mode): (Epoch, RequestMode),
		expires: BlockNumberFor<T>,
	) -> Request<BlockNumberFor<T>, (), VotesOf<T>> {
		let emergency = self.emergency.as_ref();
		let capsule = emergency.map_or(&self.record.capsule, |emergency| &emergency.capsule);
		Request {
			record_id: self.record_id,
			patient: Pallet::<T>::acting_for(&self.record.patient),
			requester: self.requester.clone(),
			payer: self.requester.clone(),
			seq: self.seq,
			q: keys.q,
			epk: keys.epk,
			auth_sig: keys.auth_sig,
			key_id: self.key_id(),
			epoch,
			mode,
			purpose: self.purpose,
			created: Pallet::<T>::block(),
			expires,
			context: [0; 32],
			r: capsule_point(capsule),
			yes: 0,
			no: 0,
			status: RequestStatus::Open,
			votes: BoundedVec::new(),
			consent: None,
			ticket: (),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Returns how many requests that were over were closed to make room.
	pub(crate) fn do_request_access(
		requester: AccountId32,
		record_id: RecordId,
		seq: u32,
		keys: OneTimeKeys,
		purpose: Purpose,
	) -> Result<u32, DispatchError> {
		let record = Self::requestable(record_id)?;
		Self::ensure_may_ask(&requester, &record, purpose)?;
		let asking = Asking {
			requester,
			record_id,
			record,
			seq,
			purpose,
			emergency: None,
			ttl: T::DecisionTtl::get(),
		};
		Self::place_request(asking, keys).map(|(_, closed)| closed)
	}

	/// Makes a request whose requester may ask. Returns its id, and how many that were over were closed to make room.
	pub(crate) fn place_request(
		asking: Asking<T>,
		keys: OneTimeKeys,
	) -> Result<(RequestId, u32), DispatchError> {
		let (requester, record_id) = (&asking.requester, asking.record_id);
		let next_seq = Self::seq_after(requester, asking.seq)?;
		let own = Self::committee(asking.record.key_id)?;
		let key_id = asking.key_id();
		let committee = match &asking.emergency {
			Some(_) => Self::committee(key_id)?,
			None => own.clone(),
		};
		let mode = Self::mode_of(key_id, committee.epoch, requester);
		ensure!(
			committee.eligible(mode) >= committee.k,
			Error::<T>::NotEnoughEligibleAdmins
		);
		let request_id = Self::request_id(requester, record_id, asking.seq);
		let ttl: BlockNumberFor<T> = asking.ttl.into();
		let expires = Self::now().checked_add(&ttl).ok_or(ArithmeticError::Overflow)?;
		let place = Place {
			request_id,
			requester: requester.clone(),
			until: Some(expires),
			// Places are compared with the epoch of the record's own committee; one in an emergency is short enough without.
			epoch: asking.emergency.is_none().then_some(committee.epoch),
		};
		// First: a request of one's own may give way in both.
		let (places, closed) = Self::places_with(record_id, place, own.epoch, asking.purpose)?;
		let counted = Self::counted_with(Requesters::<T>::get(requester), next_seq)?;
		let mut request = asking.request(keys, (committee.epoch, mode), expires);
		let emergency = asking
			.emergency
			.as_ref()
			.map(|emergency| (emergency, &committee.x));
		request.context = Self::request_context(request_id, &request, &asking.record, &own.x, emergency);
		Self::ensure_authentic(&request)?;

		Self::switch_if_due(key_id);
		OpenByRecord::<T>::insert(record_id, places);
		Requesters::<T>::insert(requester, counted);
		Self::admit(request_id, request)?;
		Ok((request_id, closed))
	}

	/// The requester must have signed the request's context.
	fn ensure_authentic<Ticket>(
		request: &Request<BlockNumberFor<T>, Ticket, VotesOf<T>>,
	) -> Result<(), Error<T>> {
		let message = auth_message(&request.record_id, request.purpose as u8, &request.context);
		ensure!(
			is_signed_by(&request.requester, &request.auth_sig, &message),
			Error::<T>::BadRequestSignature
		);
		Ok(())
	}

	fn ensure_may_ask(
		requester: &AccountId32,
		record: &RecordOf<T>,
		purpose: Purpose,
	) -> Result<(), DispatchError> {
		let own = Self::is_patient(requester, &record.patient);
		// Whose openings wait for a verdict too long still reads what is about themselves.
		if !own {
			Self::ensure_standing(requester)?;
		}
		ensure!(
			Self::may_request(requester, &record.patient),
			Error::<T>::RoleCannotRequest
		);
		ensure!(
			!own || purpose == Purpose::PatientRequest,
			Error::<T>::PatientRequestOnly
		);
		ensure!(purpose != Purpose::BreakTheGlass, Error::<T>::BadEmergencyReason);
		Ok(())
	}

	/// Takes the deposit of a request that holds, from whoever pays for it, and tells of it.
	fn admit(
		request_id: RequestId,
		mut request: Request<BlockNumberFor<T>, (), VotesOf<T>>,
	) -> DispatchResult {
		if let Some(facility) = Self::sponsor_of(&request.requester) {
			T::RequestFee::charge(&facility)?;
			Self::count_sponsored(&request.requester);
			request.payer = facility;
		}
		let payer = request.payer.clone();
		let ticket = T::RequestConsideration::new(&payer, deposit::request_footprint::<T>())?;
		let event = Event::AccessRequested {
			request_id,
			record_id: request.record_id,
			requester: request.requester.clone(),
			purpose: request.purpose,
			mode: request.mode,
			expires: request.expires,
			payer,
		};
		Requests::<T>::insert(request_id, request.with_ticket(ticket));
		Self::deposit_event(event);
		Ok(())
	}

	/// A record that may be requested.
	pub(crate) fn requestable(record_id: RecordId) -> Result<RecordOf<T>, DispatchError> {
		let record = Self::record(record_id)?;
		Self::ensure_active(&record)?;
		ensure!(
			record.acknowledged || !T::RequirePatientAck::get(),
			Error::<T>::RecordNotAcknowledged
		);
		Ok(record)
	}
}
