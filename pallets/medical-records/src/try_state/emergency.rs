//! What must always hold of emergencies.

use alloc::collections::BTreeSet;

use frame_support::ensure;
use sp_runtime::{TryRuntimeError, traits::Get};
use threshold_decryption::verify_capsule;

use crate::{
	Committees, Config, Emergencies, EmergencyDirectives, EmergencyRequests, GlassBreakers, Pallet, Records,
	Requests, Reviews, Users, types::*,
};

impl<T: Config> Pallet<T> {
	pub(super) fn check_emergencies() -> Result<(), TryRuntimeError> {
		for patient in EmergencyDirectives::<T>::iter_keys() {
			let keys = Users::<T>::get(patient).and_then(|user| user.keys);
			ensure!(keys.is_some(), "a directive for emergencies is of nobody");
		}
		for (record_id, kept) in Emergencies::<T>::iter() {
			let record = Records::<T>::get(record_id).ok_or("an emergency is about no record")?;
			ensure!(
				kept.key_id != record.key_id,
				"one committee opens record and emergency"
			);
			let x = Committees::<T>::get(record.key_id)
				.ok_or("a record's committee is missing")?
				.x;
			let committee = Committees::<T>::get(kept.key_id).ok_or("an emergency committee is missing")?;
			let patients = Self::acting_for(&kept.maker) == Self::acting_for(&record.patient);
			let fits = match kept.wrap.scope() {
				EmergencyScope::CspKey => patients,
				EmergencyScope::BothKeys => kept.maker == record.uploader,
			};
			ensure!(fits, "an emergency was prepared by somebody else");
			let ctx = Self::emergency_context(record_id, &record, &x, (&kept, &committee.x));
			ensure!(
				verify_capsule(&kept.capsule, &ctx).is_ok(),
				"the capsule of an emergency does not fit"
			);
		}
		Ok(())
	}

	pub(super) fn check_emergency_requests() -> Result<(), TryRuntimeError> {
		for (request_id, beside) in EmergencyRequests::<T>::iter() {
			let request = Requests::<T>::get(request_id).ok_or("an emergency request is no request")?;
			let kept = Emergencies::<T>::get(request.record_id).ok_or("nothing is kept for an emergency")?;
			let record = Records::<T>::get(request.record_id).ok_or("a request is about no record")?;
			ensure!(
				request.purpose.is_emergency()
					&& request.consent.is_none()
					&& request.key_id == kept.key_id
					&& beside.scope == kept.wrap.scope()
					&& beside.reviewers == record.key_id,
				"an emergency request does not fit what is kept"
			);
			let voters = &beside.voters;
			let accounts: BTreeSet<_> = voters.iter().map(|voter| &voter.account).collect();
			ensure!(
				accounts.len() == voters.len() && !accounts.contains(&request.requester),
				"a voter is noted twice, or asked"
			);
			let cast = usize::from(request.yes).saturating_add(request.no.into());
			let yes: BTreeSet<u32> = voters
				.iter()
				.filter(|voter| voter.approved)
				.map(|voter| voter.facility)
				.collect();
			ensure!(voters.len() == cast, "voters are miscounted");
			ensure!(
				voters.iter().all(|voter| voter.facility != beside.facility),
				"somebody of the requester's house decided"
			);
			ensure!(
				request.status != RequestStatus::Approved || yes.len() > 1,
				"one house alone opened an emergency"
			);
		}
		Ok(())
	}

	pub(super) fn check_reviews() -> Result<(), TryRuntimeError> {
		let mut listed = 0usize;
		for (who, breaker) in GlassBreakers::<T>::iter() {
			let open = breaker.open.and_then(Requests::<T>::get);
			ensure!(
				open.is_none_or(|request| request.requester == who),
				"somebody else's emergency request is counted"
			);
			ensure!(
				Self::count(breaker.unreviewed.len()) <= T::MaxUnreviewed::get(),
				"too many openings wait for their verdict"
			);
			for opening in &breaker.unreviewed {
				let review = Reviews::<T>::get(opening.request_id).ok_or("an opening has no review")?;
				ensure!(
					review.requester == who && review.due == opening.due,
					"an opening is another than its review"
				);
				listed = listed.saturating_add(1);
			}
		}
		ensure!(
			listed == Reviews::<T>::iter_keys().count(),
			"a review is of no opening that is counted"
		);
		for review in Reviews::<T>::iter_values() {
			let by: BTreeSet<u16> = review.verdicts.iter().map(|(index, _)| *index).collect();
			ensure!(
				by.len() == review.verdicts.len(),
				"an administrator reviewed twice"
			);
			let justified = |(_, verdict): &(u16, Verdict)| *verdict == Verdict::Justified;
			ensure!(
				review.statement.is_some() || !review.verdicts.iter().any(justified),
				"an opening was found justified that nobody told about"
			);
		}
		Ok(())
	}
}
