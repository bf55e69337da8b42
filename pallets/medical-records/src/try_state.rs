//! What must always hold in storage.

use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};

use frame_support::ensure;
use sp_runtime::{AccountId32, TryRuntimeError, traits::Get};

use crate::{
	Approvals, Committees, Config, Consents, CorrectionAllowed, OpenByRecord, OpenRequests, Pallet, Records,
	RequestOf, RequestSeq, Requests, Tombstones, types::*,
};

impl<T: Config> Pallet<T> {
	/// # Invariants
	///
	/// - Every committee passes the consistency check of its points, and no account is in one twice.
	/// - No id is both a record and a tombstone; a corrected record is superseded; only records that can still be
	///   corrected name a corrector.
	/// - Every request is about an active record and carries a sequence number that its requester has used.
	/// - `OpenByRecord` lists exactly the requests in state, `OpenRequests` counts them by requester, both within bounds.
	/// - `yes` and `no` count the votes of a request; an approval's index is one of the committee of the request's epoch,
	///   and not the requester's; `yes` is at most the number of eligible administrators.
	/// - While its epoch lasts, a request is `Approved` only with k approvals, `Open` only below them and while they can
	///   be reached, and rejected by administrators only when they cannot. A timeout is never stored.
	/// - Votes and consents belong to a request; one that the patient denied has no consent.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_committees()?;
		Self::check_records()?;
		Self::check_requests()?;
		Self::check_indices()?;
		Self::check_orphans()
	}

	fn check_committees() -> Result<(), TryRuntimeError> {
		for committee in Committees::<T>::iter_values() {
			ensure!(committee.epoch > 0, "the first epoch is 1");
			ensure!(
				committee.is_consistent(),
				"a committee's points do not fit its rule"
			);
		}
		Ok(())
	}

	fn check_records() -> Result<(), TryRuntimeError> {
		for (record_id, record) in Records::<T>::iter() {
			ensure!(
				!Tombstones::<T>::contains_key(record_id),
				"a record has a tombstone"
			);
			ensure!(
				Committees::<T>::contains_key(record.key_id),
				"a record's committee is missing"
			);
			if let Some(older) = record.supersedes.and_then(Records::<T>::get) {
				ensure!(
					older.status == RecordStatus::Superseded,
					"a corrected record is not superseded"
				);
				ensure!(
					older.patient == record.patient,
					"a correction is about another patient"
				);
			}
		}
		for record_id in CorrectionAllowed::<T>::iter_keys() {
			let record = Records::<T>::get(record_id).ok_or("a corrector is named for no record")?;
			ensure!(
				record.status != RecordStatus::Superseded,
				"a corrector is named for a corrected record"
			);
		}
		Ok(())
	}

	fn check_requests() -> Result<(), TryRuntimeError> {
		for (request_id, request) in Requests::<T>::iter() {
			let record = Records::<T>::get(request.record_id).ok_or("a request is about no record")?;
			ensure!(
				record.status == RecordStatus::Active,
				"a request is about a record that cannot be requested"
			);
			ensure!(
				request.key_id == record.key_id,
				"a request is for another committee than its record's"
			);
			ensure!(
				request.seq < RequestSeq::<T>::get(&request.requester),
				"a request's number can be used again"
			);
			ensure!(
				OpenByRecord::<T>::contains_key(request.record_id, request_id),
				"a request is not listed under its record"
			);
			ensure!(
				request.status != RequestStatus::Rejected(RejectionCause::Timeout),
				"a timeout was written down"
			);
			let denied = request.status == RequestStatus::Rejected(RejectionCause::ConsentDenied);
			ensure!(
				!denied || !Consents::<T>::contains_key(request_id),
				"a denied request has a consent"
			);
			Self::check_votes(request_id, &request)?;
		}
		Ok(())
	}

	fn check_votes(request_id: RequestId, request: &RequestOf<T>) -> Result<(), TryRuntimeError> {
		let votes: Vec<(u16, Vote)> = Approvals::<T>::iter_prefix(request_id).collect();
		let yes = votes
			.iter()
			.filter(|(_, vote)| matches!(vote, Vote::Share(_)))
			.count();
		ensure!(usize::from(request.yes) == yes, "approvals are miscounted");
		ensure!(
			usize::from(request.no) == votes.len().saturating_sub(yes),
			"rejections are miscounted"
		);

		let committee = Committees::<T>::get(request.key_id).ok_or("a request's committee is missing")?;
		if committee.epoch != request.epoch {
			ensure!(
				request.epoch < committee.epoch,
				"a request is of an epoch to come"
			);
			// Its committee is gone, but some things hold for any.
			ensure!(
				votes.len() <= T::MaxAdmins::get() as usize,
				"a request has more votes than a committee has administrators"
			);
			ensure!(
				request.status != RequestStatus::Approved || request.yes >= 2,
				"a request was approved by fewer than any rule takes"
			);
			ensure!(
				request.status != RequestStatus::Rejected(RejectionCause::Administrators) || request.no >= 1,
				"a request was rejected by nobody"
			);
			return Ok(());
		}
		ensure!(
			committee.mode_of(&request.requester) == request.mode,
			"a request has the wrong mode"
		);
		for (index, _) in &votes {
			let admin = committee.admins.iter().find(|admin| admin.index == *index);
			let admin = admin.ok_or("somebody voted who is no administrator")?;
			ensure!(admin.account != request.requester, "a requester voted");
		}
		let eligible = committee.eligible(request.mode);
		ensure!(eligible >= committee.k, "a request could never be approved");
		ensure!(
			request.yes <= eligible && request.no <= eligible,
			"more votes than eligible administrators"
		);
		let reached = request.yes >= committee.k;
		let lost = request.no > eligible.saturating_sub(committee.k);
		let fits = match request.status {
			RequestStatus::Open => !reached && !lost,
			RequestStatus::Approved => reached && !lost,
			RequestStatus::Rejected(RejectionCause::Administrators) => lost && !reached,
			RequestStatus::Rejected(RejectionCause::ConsentDenied) => !lost,
			RequestStatus::Rejected(RejectionCause::Timeout) => false,
		};
		ensure!(fits, "a request's status does not follow from its votes");
		Ok(())
	}

	fn check_indices() -> Result<(), TryRuntimeError> {
		let mut by_record = BTreeMap::<RecordId, u32>::new();
		let mut by_both = BTreeMap::<(RecordId, AccountId32), u32>::new();
		for (record_id, request_id, ()) in OpenByRecord::<T>::iter() {
			let request = Requests::<T>::get(request_id).ok_or("a record lists a request that is gone")?;
			ensure!(
				request.record_id == record_id,
				"a record lists another record's request"
			);
			let count = by_record.entry(record_id).or_default();
			*count = count.saturating_add(1);
			let count = by_both.entry((record_id, request.requester)).or_default();
			*count = count.saturating_add(1);
		}
		let max = T::MaxOwnRequestsPerRecord::get();
		ensure!(
			by_both.values().all(|count| *count <= max),
			"a requester has too many requests for a record"
		);
		let max = T::MaxRequestsPerRecord::get();
		ensure!(
			by_record.values().all(|count| *count <= max),
			"a record has too many requests"
		);

		let mut by_requester = BTreeMap::<AccountId32, u32>::new();
		for request in Requests::<T>::iter_values() {
			let count = by_requester.entry(request.requester).or_default();
			*count = count.saturating_add(1);
		}
		let stored: BTreeMap<AccountId32, u32> = OpenRequests::<T>::iter().collect();
		ensure!(stored == by_requester, "requests are miscounted by requester");
		let max = T::MaxOpenRequests::get();
		ensure!(
			stored.values().all(|count| *count <= max),
			"a requester has too many requests"
		);
		Ok(())
	}

	fn check_orphans() -> Result<(), TryRuntimeError> {
		let voted: BTreeSet<RequestId> = Approvals::<T>::iter_keys()
			.map(|(request_id, _)| request_id)
			.collect();
		ensure!(
			voted.iter().all(Requests::<T>::contains_key),
			"votes are left of a request that is gone"
		);
		ensure!(
			Consents::<T>::iter_keys().all(Requests::<T>::contains_key),
			"a consent is left of a request that is gone"
		);
		Ok(())
	}
}
