//! What must always hold in storage.

use alloc::collections::{BTreeMap, BTreeSet};

use frame_support::ensure;
use sp_runtime::{AccountId32, TryRuntimeError, traits::Get};
use threshold_decryption::capsule_point;

use crate::{
	Administrators, Attestations, Catalogues, Committees, Config, CorrectionAllowed, Emergencies,
	EmergencyRequests, Erasures, Frozen, Handovers, LegalHolds, NextIndex, OpenByRecord, Pallet, Pending,
	Records, RecordsByPatient, Replacements, RequestOf, Requesters, Requests, SearchDirectives, StorageHosts,
	Tombstones, Users, types::*,
};

mod emergency;

impl<T: Config> Pallet<T> {
	/// # Invariants
	///
	/// - Every committee passes the consistency check of its points, no account is in one twice, and no administrator is
	///   kept for a committee or an epoch that there is not.
	/// - A committee to come has the key of the present one and is one epoch on; every change since version 3 has a handover, signed by
	///   k administrators of the epoch that it ends. No index in use can be given again.
	/// - No id is both a record and a tombstone; what has taken the place of a record is there, acknowledged, newer and about the
	///   same patient; only records that nothing has taken the place of name a corrector.
	/// - `RecordsByPatient` lists exactly the records. Erasures and legal holds are about records; one that the patient wants is
	///   of a suspended record.
	/// - A user with keys has had that version of them; only a frozen account is replaced.
	/// - Catalogues count from 1; only users with keys have a directive; the hosts listed are those with the role; only what is erased
	///   is attested.
	/// - Every request is about an active record and carries a sequence number that its requester has used.
	/// - What a request repeats of its record (patient, context, R) is what follows from it.
	/// - `OpenByRecord` lists exactly the requests in state, each with the end of its window, rejected ones with none.
	///   `Requesters` counts those that are not rejected. Both are within bounds.
	/// - `yes` and `no` count the votes of a request; no index voted twice; an approval's index is one of the committee of
	///   the request's epoch, and not the requester's; `yes` is at most the number of eligible administrators.
	/// - While its epoch lasts, a request is `Approved` only with k approvals, `Open` only below them and while they can
	///   be reached, and rejected by administrators only when they cannot. A timeout is never stored.
	/// - A rejected request has neither shares nor a consent.
	/// - What is kept for an emergency is of a record, for another committee than the record's, made by patient or uploader as its scope
	///   says, and its capsule is valid. Only users with keys have a directive.
	/// - What is beside a request is of a request to the emergency committee, with its voters: none of the requester's house, and those
	///   who opened it of two or more.
	/// - Reviews and what is counted of those who broke the glass name the same openings; nobody has more than is allowed.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_committees()?;
		Self::check_records()?;
		Self::check_ends()?;
		Self::check_users()?;
		Self::check_search()?;
		Self::check_requests()?;
		Self::check_lists()?;
		Self::check_emergencies()?;
		Self::check_emergency_requests()?;
		Self::check_reviews()?;
		Self::check_requesters()
	}

	fn check_committees() -> Result<(), TryRuntimeError> {
		for (key_id, committee) in Committees::<T>::iter() {
			ensure!(committee.epoch > 0, "the first epoch is 1");
			let admins = Self::administrators(key_id, committee.epoch);
			ensure!(
				committee.is_consistent(&admins),
				"a committee's points do not fit its rule"
			);
			let next = NextIndex::<T>::get(key_id);
			ensure!(
				admins.iter().all(|admin| u32::from(admin.index) < next),
				"an index in use is to be given again"
			);
		}
		for ((key_id, epoch), account, admin) in Administrators::<T>::iter() {
			let committee = Committees::<T>::get(key_id).ok_or("an administrator has no committee")?;
			let newest = Pending::<T>::get(key_id).map_or(committee.epoch, |pending| pending.committee.epoch);
			ensure!(epoch <= newest, "an administrator is of an epoch to come");
			ensure!(
				admin.account == account,
				"an administrator is kept under another account"
			);
		}
		Self::check_changes()
	}

	fn check_changes() -> Result<(), TryRuntimeError> {
		for (key_id, pending) in Pending::<T>::iter() {
			let present = Committees::<T>::get(key_id).ok_or("a committee is to follow none")?;
			let next = pending.committee;
			ensure!(
				present.epoch.checked_add(1) == Some(next.epoch)
					&& present.x == next.x
					&& present.retired == next.retired,
				"a committee is to follow another one"
			);
			ensure!(
				next.is_consistent(&Self::administrators(key_id, next.epoch)),
				"the points of a committee to come do not fit its rule"
			);
			ensure!(
				Handovers::<T>::contains_key(key_id, present.epoch),
				"a committee is to change without a handover"
			);
			ensure!(
				pending.next_index >= NextIndex::<T>::get(key_id),
				"an index is to be given again"
			);
		}
		for (key_id, epoch, handover) in Handovers::<T>::iter() {
			let committee = Committees::<T>::get(key_id).ok_or("a handover is of no committee")?;
			ensure!(
				epoch < committee.epoch || epoch == committee.epoch && Pending::<T>::contains_key(key_id),
				"an epoch was handed over that lasts"
			);
			let admins = Self::administrators(key_id, epoch);
			let signers: BTreeSet<u16> = handover.signatures.iter().map(|(index, _)| *index).collect();
			ensure!(
				signers.len() == handover.signatures.len() && signers.len() >= usize::from(handover.k),
				"a handover has too few signatures"
			);
			ensure!(
				signers
					.iter()
					.all(|index| admins.iter().any(|admin| admin.index == *index)),
				"a handover is signed by a stranger"
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
			ensure!(
				RecordsByPatient::<T>::contains_key(&record.patient, record_id),
				"a record is not listed by patient"
			);
			ensure!(
				(record.version == 1) == record.supersedes.is_none()
					&& record.version <= T::MaxVersions::get(),
				"a record's version is miscounted"
			);
			if let Some(newer) = record.superseded_by {
				let newer = Records::<T>::get(newer).ok_or("what took a record's place is gone")?;
				ensure!(
					newer.acknowledged && newer.version > record.version,
					"a record was replaced by one that is not acknowledged, or not newer"
				);
				ensure!(
					Self::acting_for(&newer.patient) == Self::acting_for(&record.patient),
					"a correction is about another patient"
				);
			}
		}
		ensure!(
			RecordsByPatient::<T>::iter().count() == Records::<T>::iter_keys().count(),
			"a record is listed that is not there"
		);
		for record_id in CorrectionAllowed::<T>::iter_keys() {
			let record = Records::<T>::get(record_id).ok_or("a corrector is named for no record")?;
			ensure!(
				record.superseded_by.is_none(),
				"a corrector is named for a corrected record"
			);
		}
		Ok(())
	}

	fn check_ends() -> Result<(), TryRuntimeError> {
		for (record_id, erasure) in Erasures::<T>::iter() {
			let record = Records::<T>::get(record_id).ok_or("an erasure is about no record")?;
			let own = Self::acting_for(&erasure.by) == Self::acting_for(&record.patient);
			ensure!(
				!own || record.status == RecordStatus::Suspended,
				"a record that its patient wants erased is not suspended"
			);
		}
		for record_id in LegalHolds::<T>::iter_keys() {
			ensure!(
				Records::<T>::contains_key(record_id),
				"a legal hold is about no record"
			);
		}
		Ok(())
	}

	fn check_search() -> Result<(), TryRuntimeError> {
		for catalogue in Catalogues::<T>::iter_values() {
			ensure!(
				catalogue.epoch > 0 && catalogue.number > 0,
				"a catalogue counts from 0"
			);
		}
		for patient in SearchDirectives::<T>::iter_keys() {
			let keys = Users::<T>::get(patient).and_then(|user| user.keys);
			ensure!(keys.is_some(), "a directive is of nobody");
		}
		for host in StorageHosts::<T>::iter_keys() {
			ensure!(
				Self::role_of(&host) == Some(Role::StorageHost),
				"an account is listed that is no host"
			);
		}
		let hosts = Users::<T>::iter_values().filter(|user| user.role == Role::StorageHost);
		ensure!(
			hosts.count() == StorageHosts::<T>::iter_keys().count(),
			"a host is not listed"
		);
		for (record_id, _) in Attestations::<T>::iter_keys() {
			ensure!(
				Tombstones::<T>::contains_key(record_id),
				"an erasure is attested that never was"
			);
		}
		Ok(())
	}

	fn check_users() -> Result<(), TryRuntimeError> {
		for user in Users::<T>::iter_values() {
			let fits = user
				.keys
				.as_ref()
				.is_none_or(|keys| keys.csp_version == user.csp_version && keys.csp_version > 0);
			ensure!(fits, "a user's keys are of another version");
			ensure!(
				user.deposit.is_none() || user.keys.is_some(),
				"a user without keys has a deposit"
			);
		}
		for (old, new) in Replacements::<T>::iter() {
			ensure!(
				Frozen::<T>::contains_key(&old) && old != new,
				"an account was replaced that is not frozen"
			);
		}
		Ok(())
	}

	fn check_requests() -> Result<(), TryRuntimeError> {
		for (request_id, request) in Requests::<T>::iter() {
			let record = Records::<T>::get(request.record_id).ok_or("a request is about no record")?;
			ensure!(
				record.status == RecordStatus::Active && record.superseded_by.is_none(),
				"a request is about a record that cannot be requested"
			);
			let emergency = EmergencyRequests::<T>::contains_key(request_id);
			ensure!(
				(request.key_id == record.key_id) != emergency,
				"a request is for another committee than its record's"
			);
			ensure!(
				request.seq < Requesters::<T>::get(&request.requester).next_seq,
				"a request's number can be used again"
			);
			let places = OpenByRecord::<T>::get(request.record_id);
			let rejected = matches!(request.status, RequestStatus::Rejected(_));
			ensure!(
				places.iter().any(|place| place.request_id == request_id),
				"a request is not listed under its record"
			);
			let shares = request
				.votes
				.iter()
				.any(|answer| matches!(answer.vote, Vote::Share(_)));
			ensure!(
				!rejected || (request.consent.is_none() && !shares),
				"a rejected request has a share or a consent"
			);
			Self::check_copies(request_id, &request)?;
			ensure!(
				request.status != RequestStatus::Rejected(RejectionCause::Timeout),
				"a timeout was written down"
			);
			Self::check_votes(&request)?;
		}
		Ok(())
	}

	fn check_copies(request_id: RequestId, request: &RequestOf<T>) -> Result<(), TryRuntimeError> {
		let record = Records::<T>::get(request.record_id).ok_or("a request is about no record")?;
		let committee = Committees::<T>::get(request.key_id).ok_or("a request's committee is missing")?;
		ensure!(
			Self::acting_for(&request.patient) == Self::acting_for(&record.patient),
			"a request names another patient than its record"
		);
		let emergency = match EmergencyRequests::<T>::contains_key(request_id) {
			true => Some(Emergencies::<T>::get(request.record_id).ok_or("nothing is kept for an emergency")?),
			false => None,
		};
		let capsule = emergency.as_ref().map_or(&record.capsule, |kept| &kept.capsule);
		ensure!(
			request.r == capsule_point(capsule),
			"a request names another capsule than its record"
		);
		let own = Committees::<T>::get(record.key_id).ok_or("a record's committee is missing")?;
		let with = emergency.as_ref().map(|kept| (kept, &committee.x));
		ensure!(
			request.context == Self::request_context(request_id, request, &record, &own.x, with),
			"a request's context does not follow from it"
		);
		Ok(())
	}

	fn check_counts(request: &RequestOf<T>) -> Result<(), TryRuntimeError> {
		let votes = &request.votes;
		let voters: BTreeSet<u16> = votes.iter().map(|answer| answer.index).collect();
		ensure!(voters.len() == votes.len(), "an administrator voted twice");
		let yes = votes
			.iter()
			.filter(|answer| matches!(answer.vote, Vote::Share(_)))
			.count();
		// The shares of a rejected request are gone, their number is not.
		let rejected = matches!(request.status, RequestStatus::Rejected(_));
		ensure!(
			rejected || usize::from(request.yes) == yes,
			"approvals are miscounted"
		);
		ensure!(
			usize::from(request.no) == votes.len().saturating_sub(yes),
			"rejections are miscounted"
		);
		Ok(())
	}

	fn check_votes(request: &RequestOf<T>) -> Result<(), TryRuntimeError> {
		Self::check_counts(request)?;
		let committee = Committees::<T>::get(request.key_id).ok_or("a request's committee is missing")?;
		if committee.epoch != request.epoch {
			ensure!(
				request.epoch < committee.epoch,
				"a request is of an epoch to come"
			);
			// Its committee is gone, but some things hold for any.
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
			Self::mode_of(request.key_id, request.epoch, &request.requester) == request.mode,
			"a request has the wrong mode"
		);
		let admins = Self::administrators(request.key_id, request.epoch);
		for answer in &request.votes {
			let admin = admins.iter().find(|admin| admin.index == answer.index);
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

	fn check_lists() -> Result<(), TryRuntimeError> {
		for (record_id, open) in OpenByRecord::<T>::iter() {
			ensure!(!open.is_empty(), "an empty list is kept");
			let record = Records::<T>::get(record_id).ok_or("requests are listed of no record")?;
			let epoch = Self::committee(record.key_id)?.epoch;
			let mut own = BTreeMap::<&AccountId32, u32>::new();
			let mut seen = BTreeSet::new();
			for place in &open {
				let request =
					Requests::<T>::get(place.request_id).ok_or("a record lists a request that is gone")?;
				ensure!(
					request.record_id == record_id && request.requester == place.requester,
					"a record lists another record's request"
				);
				let rejected = matches!(request.status, RequestStatus::Rejected(_));
				ensure!(
					place.until == (!rejected).then_some(request.expires),
					"a place ends at another time than its request"
				);
				ensure!(seen.insert(place.request_id), "a record lists a request twice");
				let open = request.status == RequestStatus::Open
					&& !EmergencyRequests::<T>::contains_key(place.request_id);
				ensure!(
					place.epoch == open.then_some(request.epoch),
					"a place waits for other administrators than its request"
				);
				if place.is_held(Self::now(), epoch) {
					let count = own.entry(&place.requester).or_default();
					*count = count.saturating_add(1);
				}
			}
			let max = T::MaxOwnRequestsPerRecord::get();
			ensure!(
				own.values().all(|count| *count <= max),
				"a requester has too many requests for a record"
			);
		}
		Ok(())
	}

	fn check_requesters() -> Result<(), TryRuntimeError> {
		let mut by_requester = BTreeMap::<AccountId32, u32>::new();
		for place in OpenByRecord::<T>::iter_values().flatten() {
			if place.until.is_some() {
				let count = by_requester.entry(place.requester).or_default();
				*count = count.saturating_add(1);
			}
		}
		let stored: BTreeMap<AccountId32, u32> = Requesters::<T>::iter()
			.map(|(who, counted)| (who, counted.open))
			.filter(|(_, open)| *open > 0)
			.collect();
		ensure!(stored == by_requester, "requests are miscounted by requester");
		let max = T::MaxOpenRequests::get();
		ensure!(
			stored.values().all(|count| *count <= max),
			"a requester has too many requests"
		);
		Ok(())
	}
}
