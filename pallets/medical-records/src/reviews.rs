//! What happens after the glass was broken: statement, verdict, and what follows from either being wrong or late.

use alloc::{collections::BTreeSet, vec::Vec};

use frame_support::{ensure, traits::Defensive};
use sp_runtime::{AccountId32, DispatchResult};

use crate::{Administrators, Config, Error, Event, GlassBreakers, Pallet, ReviewOf, Reviews, types::*};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_file_statement(
		requester: AccountId32,
		request_id: RequestId,
		statement: [u8; 32],
	) -> DispatchResult {
		let mut review = Self::review(request_id)?;
		ensure!(review.requester == requester, Error::<T>::NotRequester);
		ensure!(review.statement.is_none(), Error::<T>::StatementFiledAlready);
		review.statement = Some(statement);
		Reviews::<T>::insert(request_id, review);
		Self::deposit_event(Event::StatementFiled {
			request_id,
			requester,
			statement,
		});
		Ok(())
	}

	fn review(request_id: RequestId) -> Result<ReviewOf<T>, Error<T>> {
		Reviews::<T>::get(request_id).ok_or(Error::<T>::ReviewNotFound)
	}

	/// More than half of those who may review decide: for it, or, when that cannot be reached any more, against it.
	pub(crate) fn do_submit_review(
		who: AccountId32,
		request_id: RequestId,
		verdict: Verdict,
	) -> DispatchResult {
		let mut review = Self::review(request_id)?;
		let epoch = Self::committee(review.key_id)?.epoch;
		let seated: Vec<Admin> = Administrators::<T>::iter_prefix_values((review.key_id, epoch)).collect();
		let own = seated.iter().find(|admin| admin.account == who);
		let index = own.ok_or(Error::<T>::NotAdministrator)?.index;
		let eligible: BTreeSet<u16> = seated
			.iter()
			.filter(|admin| admin.account != review.requester && !review.voters.contains(&admin.account))
			.map(|admin| admin.index)
			.collect();
		ensure!(eligible.contains(&index), Error::<T>::NotReviewer);
		let voted = review.verdicts.iter().any(|(by, _)| *by == index);
		ensure!(!voted, Error::<T>::AlreadyReviewed);
		// Nobody can say yes to what nobody has told.
		ensure!(
			verdict == Verdict::Unjustified || review.statement.is_some(),
			Error::<T>::StatementMissing
		);

		// Who has left since counts no longer; no index is given to another.
		review.verdicts.retain(|(by, _)| eligible.contains(by));
		let noted = review.verdicts.try_push((index, verdict));
		let _ = noted.defensive_proof("no more review than a committee has, each once");
		let record_id = review.record_id;
		Self::deposit_event(Event::ReviewSubmitted {
			request_id,
			record_id,
			admin: who,
			verdict,
		});
		match Self::decided(&review, eligible.len()) {
			Some(verdict) => Self::conclude(request_id, review, verdict),
			None => Reviews::<T>::insert(request_id, review),
		}
		Ok(())
	}

	/// The verdict of so many reviewers, if it is certain.
	fn decided(review: &ReviewOf<T>, eligible: usize) -> Option<Verdict> {
		let found = |verdict| review.verdicts.iter().filter(|(_, own)| *own == verdict).count();
		let half = eligible.checked_div(2).unwrap_or_default();
		let left = eligible.saturating_sub(found(Verdict::Unjustified));
		match found(Verdict::Justified) > half {
			true => Some(Verdict::Justified),
			false => (left <= half).then_some(Verdict::Unjustified),
		}
	}

	fn conclude(request_id: RequestId, review: ReviewOf<T>, verdict: Verdict) {
		let requester = review.requester.clone();
		Self::deposit_event(Event::GlassReviewed {
			request_id,
			record_id: review.record_id,
			patient: review.patient,
			requester: requester.clone(),
			verdict,
		});
		match verdict {
			Verdict::Justified => Self::end_review(request_id, &requester, None),
			Verdict::Unjustified => {
				Self::end_review(request_id, &requester, Some(SuspensionCause::Unjustified));
			}
		}
	}

	/// The opening waits no longer; with a cause its requester asks for nothing until governance ends that.
	fn end_review(request_id: RequestId, who: &AccountId32, cause: Option<SuspensionCause>) {
		Reviews::<T>::remove(request_id);
		GlassBreakers::<T>::mutate(who, |breaker| {
			breaker
				.unreviewed
				.retain(|opening| opening.request_id != request_id);
			if let Some(cause) = cause {
				let at = Self::block();
				breaker.suspended = Some(Suspension {
					request_id,
					cause,
					at,
				});
			}
		});
		if let Some(cause) = cause {
			Self::deposit_event(Event::EmergencySuspended {
				who: who.clone(),
				request_id,
				cause,
			});
		}
	}

	pub(crate) fn do_enforce_review(request_id: RequestId) -> DispatchResult {
		let review = Self::review(request_id)?;
		ensure!(review.due < Self::now(), Error::<T>::ReviewNotDue);
		Self::end_review(request_id, &review.requester, Some(SuspensionCause::Overdue));
		Ok(())
	}

	/// Governance lets somebody ask again, and takes upon itself what was not reviewed in time.
	pub(crate) fn do_reinstate(who: AccountId32) -> DispatchResult {
		let now = Self::now();
		let mut breaker = GlassBreakers::<T>::get(&who);
		let mut changed = breaker.suspended.take().is_some();
		for opening in &breaker.unreviewed {
			if opening.due < now {
				Reviews::<T>::remove(opening.request_id);
				changed = true;
			}
		}
		ensure!(changed, Error::<T>::NotSuspendedByReview);
		breaker.unreviewed.retain(|opening| opening.due >= now);
		GlassBreakers::<T>::insert(&who, breaker);
		Self::deposit_event(Event::Reinstated { who });
		Ok(())
	}
}
