//! Versions of records, and how records end.

use super::*;

impl MemoryLedger {
	pub(super) fn dispatch_ends(state: &mut State, who: AccountId, call: &Call) -> Verdict {
		match call {
			Call::AcknowledgeRecord { record_id, extent } => {
				Self::acknowledge(state, who, *record_id, *extent)
			}
			Call::RefuseRecord {
				record_id, requests, ..
			} => {
				let record = Self::of_patient(state, who, *record_id)?;
				check(!record.acknowledged, "AlreadyAcknowledged")?;
				check(Self::held(state, *record_id).is_none(), "OnHold")?;
				Self::check_requests(state, &[*record_id], *requests)?;
				Self::remove(state, *record_id);
				Ok(vec![event(
					"RecordRefused",
					&[("record_id", record_id.to_string())],
				)])
			}
			Call::SuspendRecord { record_id, requests } => {
				let record = Self::of_patient(state, who, *record_id)?;
				check(record.standing() == RecordStatus::Active, "Suspended")?;
				Self::check_requests(state, &[*record_id], *requests)?;
				Self::of_patient(state, who, *record_id)?.status = RecordStatus::Suspended;
				Self::cancel(state, *record_id);
				Ok(vec![event(
					"RecordSuspended",
					&[("record_id", record_id.to_string())],
				)])
			}
			Call::ResumeRecord { record_id } => {
				Self::of_patient(state, who, *record_id)?.status = RecordStatus::Active;
				Ok(vec![event(
					"RecordResumed",
					&[("record_id", record_id.to_string())],
				)])
			}
			Call::AllowCorrection { record_id, uploader } => {
				Self::of_patient(state, who, *record_id)?;
				match uploader {
					Some(uploader) => state.allowed.insert(*record_id, *uploader),
					None => state.allowed.remove(record_id),
				};
				Ok(vec![])
			}
			Call::EraseRecord {
				record_id,
				reason,
				extent,
			} => Self::erase(state, who, *record_id, *reason, *extent),
			Call::FinishErasure { record_id, extent } => Self::finish(state, *record_id, *extent),
			Call::StopErasure { record_id } => Self::stop(state, who, *record_id),
			_ => Self::dispatch_holds(state, who, call),
		}
	}

	fn dispatch_holds(state: &mut State, who: AccountId, call: &Call) -> Verdict {
		match call {
			Call::HoldRecord {
				record_id,
				reason,
				until,
			} => {
				check(Self::user_of(state, who).role.can_erase_any(), "NotOfficer")?;
				check(state.records.contains_key(record_id), "RecordNotFound")?;
				check(*until > state.clock, "BadHoldEnd")?;
				let (by, reason, until) = (who, *reason, *until);
				state.holds.insert(*record_id, Hold { by, reason, until });
				Ok(vec![])
			}
			Call::LiftHold { record_id } => {
				check(Self::user_of(state, who).role.can_erase_any(), "NotOfficer")?;
				state.holds.remove(record_id).ok_or("NotOnHold")?;
				Ok(vec![])
			}
			_ => Err("Call"),
		}
	}

	fn held(state: &State, id: RecordId) -> Option<Hold> {
		state
			.holds
			.get(&id)
			.copied()
			.filter(|hold| hold.until >= state.clock)
	}

	/// The versions before one that corrects `first`, newest first.
	fn versions_before(state: &State, first: Option<RecordId>) -> Vec<RecordId> {
		let (mut found, mut next) = (Vec::new(), first);
		while let Some(id) = next {
			next = match state.records.get(&id) {
				Some(record) => {
					found.push(id);
					record.supersedes
				}
				None => state.tombstones.get(&id).and_then(|stone| stone.supersedes),
			};
		}
		found
	}

	/// The call was weighed for the requests of these records.
	fn check_requests(state: &State, ids: &[RecordId], at_most: u32) -> Result<(), &'static str> {
		let requests = ids.iter().map(|id| Self::requests_for(state, *id).len());
		check(
			requests.sum::<usize>() <= usize::try_from(at_most).unwrap(),
			"ExtentTooSmall",
		)
	}

	fn acknowledge(state: &mut State, who: AccountId, id: RecordId, extent: Extent) -> Verdict {
		let record = Self::of_patient(state, who, id)?;
		check(record.superseded_by.is_none(), "Superseded")?;
		check(!record.acknowledged, "AlreadyAcknowledged")?;
		let (version, supersedes) = (record.version, record.supersedes);
		let corrected = supersedes.and_then(|older| state.records.get(&older));
		check(
			corrected.is_none_or(|older| older.superseded_by.is_none()),
			"AlreadyCorrected",
		)?;
		check(version <= extent.versions, "ExtentTooSmall")?;
		let older = Self::versions_before(state, supersedes);
		let older: Vec<_> = older
			.into_iter()
			.take_while(|older| state.records[older].superseded_by.is_none())
			.collect();
		Self::check_requests(state, &older, extent.requests)?;
		Self::of_patient(state, who, id)?.acknowledged = true;
		for older in older {
			state.records.get_mut(&older).unwrap().superseded_by = Some(id);
			Self::cancel(state, older);
		}
		Ok(vec![event(
			"RecordAcknowledged",
			&[("record_id", id.to_string())],
		)])
	}

	/// All that there is of a record; a tombstone stays.
	fn remove(state: &mut State, id: RecordId) {
		let at = state.now;
		if let Some(record) = state.records.remove(&id) {
			let supersedes = record.supersedes;
			state.tombstones.insert(id, Tombstone { at, supersedes });
		}
		state.erasures.remove(&id);
		state.holds.remove(&id);
		state.allowed.remove(&id);
		Self::cancel(state, id);
	}

	fn erased(id: RecordId) -> Event {
		event("RecordErased", &[("record_id", id.to_string())])
	}

	fn erase(
		state: &mut State,
		who: AccountId,
		id: RecordId,
		reason: ErasureReason,
		extent: Extent,
	) -> Verdict {
		let record = state.records.get(&id).ok_or("RecordNotFound")?.clone();
		if Self::acting(state, record.patient) != who {
			let role = Self::user_of(state, who).role;
			let may = role.can_erase_any() || (who == record.uploader && role.can_upload());
			check(may, "NotAuthorized")?;
			check(!state.erasures.contains_key(&id), "ErasureScheduled")?;
			let due = state.clock + ERASURE_DELAY;
			let by = who;
			state.erasures.insert(id, Erasure { by, reason, due });
			let fields = [("record_id", id.to_string()), ("due", due.to_string())];
			return Ok(vec![event("ErasureScheduled", &fields)]);
		}
		let mut gone = vec![id];
		for older in Self::versions_before(state, record.supersedes) {
			match state.records[&older].superseded_by {
				Some(by) if gone.contains(&by) => gone.push(older),
				_ => break,
			}
		}
		check(record.version <= extent.versions, "ExtentTooSmall")?;
		Self::check_requests(state, &gone, extent.requests)?;
		let mut events = Vec::new();
		for id in gone {
			match Self::held(state, id) {
				None => {
					Self::remove(state, id);
					events.push(Self::erased(id));
				}
				Some(hold) => {
					let kept = state.records.get_mut(&id).unwrap();
					kept.status = RecordStatus::Suspended;
					kept.superseded_by = record.superseded_by;
					let (by, due) = (who, state.clock);
					state.erasures.insert(id, Erasure { by, reason, due });
					Self::cancel(state, id);
					let fields = [("record_id", id.to_string()), ("until", hold.until.to_string())];
					events.push(event("ErasureAwaitsHold", &fields));
				}
			}
		}
		Ok(events)
	}

	fn finish(state: &mut State, id: RecordId, extent: Extent) -> Verdict {
		let record = state.records.get(&id).ok_or("RecordNotFound")?.clone();
		let erasure = *state.erasures.get(&id).ok_or("ErasureNotScheduled")?;
		check(erasure.due <= state.clock, "ErasureNotDue")?;
		check(Self::held(state, id).is_none(), "OnHold")?;
		check(record.version <= extent.versions, "ExtentTooSmall")?;
		Self::check_requests(state, &[id], extent.requests)?;
		for older in Self::versions_before(state, record.supersedes) {
			let older = state.records.get_mut(&older).unwrap();
			if older.superseded_by != Some(id) {
				break;
			}
			older.superseded_by = record.superseded_by;
		}
		Self::remove(state, id);
		Ok(vec![Self::erased(id)])
	}

	fn stop(state: &mut State, who: AccountId, id: RecordId) -> Verdict {
		let record = state.records.get(&id).ok_or("RecordNotFound")?;
		let erasure = *state.erasures.get(&id).ok_or("ErasureNotScheduled")?;
		let acting = Self::acting(state, record.patient);
		let own_wish = Self::acting(state, erasure.by) == acting;
		let other = who == erasure.by || Self::user_of(state, who).role.can_erase_any();
		check(who == acting || (!own_wish && other), "NotAuthorized")?;
		state.erasures.remove(&id);
		Ok(vec![event("ErasureStopped", &[("record_id", id.to_string())])])
	}
}
