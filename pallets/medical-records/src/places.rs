//! The places of a record, and the ends of requests. A request holds a place of its record until it is rejected, its window or its
//! committee's epoch is over, or it is removed; it counts for its requester until it is rejected or removed.

use alloc::vec::Vec;

use frame_support::{ensure, traits::Defensive};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	AccountId32, ArithmeticError, DispatchError,
	traits::{CheckedDiv, Get, Saturating, UniqueSaturatedInto},
};

use crate::{
	Config, EmergencyRequests, Error, Event, LOG_TARGET, OpenByRecord, Pallet, Places, RequestOf, Requesters,
	Requests, deposit, types::*,
};

impl<T: Config> Pallet<T> {
	/// The record's places with this one more, where that keeps within its limits; and how many requests that were over were
	/// closed to make room, 0 or 1. One's own that waits for a committee of another epoch always gives way.
	pub(crate) fn places_with(
		record_id: RecordId,
		new: Place<BlockNumberFor<T>>,
		epoch: Epoch,
		purpose: Purpose,
	) -> Result<(Places<T>, u32), DispatchError> {
		let now = Self::now();
		let mut places = OpenByRecord::<T>::get(record_id);
		let lost = places
			.iter()
			.find(|place| place.requester == new.requester && place.is_of_another_epoch(now, epoch));
		let mut closed = lost.map(|place| place.request_id);
		Self::close_for(&mut places, closed, record_id, &new.requester);
		let held: Vec<_> = places.iter().filter(|place| place.is_held(now, epoch)).collect();
		let own = held
			.iter()
			.filter(|place| place.requester == new.requester)
			.count();
		ensure!(
			Self::count(own) < T::MaxOwnRequestsPerRecord::get(),
			Error::<T>::MaxOwnRequestsPerRecordExceeded
		);
		let kept = match purpose {
			Purpose::EmergencyTreatment | Purpose::BreakTheGlass => 0,
			_ => T::EmergencyPlaces::get(),
		};
		ensure!(
			Self::count(held.len()) < T::MaxRequestsPerRecord::get().saturating_sub(kept),
			Error::<T>::MaxRequestsPerRecordExceeded
		);
		if places.is_full() {
			let over = places.iter().find(|place| !place.is_held(now, epoch));
			closed = over.map(|place| place.request_id);
			Self::close_for(&mut places, closed, record_id, &new.requester);
		}
		let _ = places
			.try_push(new)
			.defensive_proof("fewer are held than there can be");
		Ok((places, u32::from(closed.is_some())))
	}

	/// Closes one request of a record for somebody who needs its place, and reads again who has the others.
	fn close_for(places: &mut Places<T>, over: Option<RequestId>, record_id: RecordId, by: &AccountId32) {
		if let Some(request_id) = over
			&& let Some(request) = Requests::<T>::get(request_id).defensive()
		{
			Self::close(request_id, request, by.clone());
			*places = OpenByRecord::<T>::get(record_id);
		}
	}

	/// The number that follows this one, if this is the requester's next.
	pub(crate) fn seq_after(requester: &AccountId32, seq: u32) -> Result<u32, DispatchError> {
		ensure!(
			seq == Requesters::<T>::get(requester).next_seq,
			Error::<T>::WrongSeq
		);
		Ok(seq.checked_add(1).ok_or(ArithmeticError::Overflow)?)
	}

	/// The requester's counters with this request more.
	pub(crate) fn counted_with(mut counted: Requester, next_seq: u32) -> Result<Requester, DispatchError> {
		let day = Self::day();
		ensure!(
			counted.made.on(day) < T::MaxRequestsPerDay::get(),
			Error::<T>::MaxRequestsPerDayExceeded
		);
		ensure!(
			counted.open < T::MaxOpenRequests::get(),
			Error::<T>::MaxOpenRequestsExceeded
		);
		counted.next_seq = next_seq;
		counted.open = counted.open.saturating_add(1);
		counted.made = counted.made.with_one_more(day);
		Ok(counted)
	}

	/// The present day of the chain's clock.
	pub(crate) fn day() -> u32 {
		let day = Self::now().checked_div(&T::Day::get().into()).unwrap_or_default();
		day.unique_saturated_into()
	}

	/// The request no longer counts for its requester, if it did.
	fn uncount(place: &Place<BlockNumberFor<T>>) {
		if place.until.is_some() {
			Requesters::<T>::mutate(&place.requester, |counted| {
				counted.open = counted.open.checked_sub(1).defensive_unwrap_or_default();
			});
		}
	}

	/// Changes the place of a request, if it is still listed.
	fn change_place(
		request_id: RequestId,
		record_id: RecordId,
		change: impl FnOnce(&mut Place<BlockNumberFor<T>>),
	) {
		OpenByRecord::<T>::mutate(record_id, |places| {
			let mut places = places.iter_mut();
			if let Some(place) = places.find(|place| place.request_id == request_id) {
				change(place);
			}
		});
	}

	/// Gives an approved request a new window, from now on.
	pub(crate) fn open_window(request_id: RequestId, request: &mut RequestOf<T>, blocks: u32) {
		request.expires = Self::now().saturating_add(blocks.into());
		Self::change_place(request_id, request.record_id, |place| {
			place.until = Some(request.expires);
			place.epoch = None;
		});
	}

	/// The request will never be approved: its place is free, and nothing stays of what was sealed to its requester.
	pub(crate) fn settle(request_id: RequestId, request: &mut RequestOf<T>, cause: RejectionCause) {
		request.status = RequestStatus::Rejected(cause);
		request
			.votes
			.retain(|answer| matches!(answer.vote, Vote::Rejection(_)));
		request.consent = None;
		Self::change_place(request_id, request.record_id, |place| {
			Self::uncount(place);
			place.until = None;
			place.epoch = None;
		});
	}

	/// Removes one request from state and from the list, and returns its deposit.
	pub(crate) fn remove_request(request_id: RequestId, request: RequestOf<T>) {
		OpenByRecord::<T>::mutate_exists(request.record_id, |listed| {
			let mut places = listed.take().unwrap_or_default();
			if let Some(at) = places.iter().position(|place| place.request_id == request_id) {
				Self::uncount(&places.remove(at));
			}
			*listed = Some(places).filter(|places| !places.is_empty());
		});
		Self::forget_request(request_id, request);
	}

	fn forget_request(request_id: RequestId, request: RequestOf<T>) {
		Requests::<T>::remove(request_id);
		if request.purpose.is_emergency() {
			EmergencyRequests::<T>::remove(request_id);
		}
		deposit::release(request.ticket, &request.payer);
	}

	/// Says that a request comes to its end, and whether its requester could have read the record.
	pub(crate) fn tell_cancelled(request_id: RequestId, request: &RequestOf<T>, cause: CancelCause) {
		Self::deposit_event(Event::RequestCancelled {
			request_id,
			record_id: request.record_id,
			requester: request.requester.clone(),
			cause,
			readable: Self::is_readable(request_id, request),
		});
	}

	/// Ends every request that is listed under a record, and tells how many those were.
	pub(crate) fn cancel_requests(record_id: RecordId, cause: CancelCause) -> u32 {
		let places = OpenByRecord::<T>::take(record_id);
		let ended = Self::count(places.len());
		for place in places {
			let request_id = place.request_id;
			let Some(request) = Requests::<T>::get(request_id).defensive() else {
				continue;
			};
			Self::uncount(&place);
			Self::tell_cancelled(request_id, &request, cause);
			Self::forget_request(request_id, request);
		}
		log::debug!(target: LOG_TARGET, "{ended} requests ended: {cause:?}");
		ended
	}

	/// Ends every emergency request that is listed under a record, decided or not, and tells how many those were.
	pub(crate) fn cancel_emergencies(record_id: RecordId) -> u32 {
		let listed = OpenByRecord::<T>::get(record_id);
		let ids: Vec<RequestId> = listed
			.into_iter()
			.map(|place| place.request_id)
			.filter(|id| EmergencyRequests::<T>::contains_key(id))
			.collect();
		for request_id in &ids {
			if let Some(request) = Requests::<T>::get(request_id).defensive() {
				Self::tell_cancelled(*request_id, &request, CancelCause::EmergencyRemoved);
				Self::remove_request(*request_id, request);
			}
		}
		Self::count(ids.len())
	}
}
