//! What patients allow for emergencies, who breaks glass, and what becomes of it.

use super::{requests::Asking, *};

/// Moments in which an emergency request can be decided.
pub const EMERGENCY_TTL: Moment = 60;
/// Moments in which an emergency access has to be explained and reviewed.
pub const REVIEW_TTL: Moment = 700;

/// What the chain holds of emergencies.
#[derive(Default)]
pub struct Emergencies {
	pub directives: BTreeMap<AccountId, EmergencyDirective>,
	pub entries: BTreeMap<RecordId, EmergencyEntry>,
	pub requests: BTreeMap<RequestId, EmergencyRequest>,
	pub houses: BTreeMap<AccountId, FacilityNumber>,
	pub breakers: BTreeMap<AccountId, GlassBreaker>,
	pub reviews: BTreeMap<RequestId, Review>,
}

impl MemoryLedger {
	/// Gives somebody a house, as the council would.
	pub fn house(&self, who: AccountId, facility: FacilityNumber) {
		self.with(|state| state.emergencies.houses.insert(who, facility));
	}

	/// The context and the capsule of a request: of the record, or of what is kept for an emergency.
	pub(super) fn sealed(
		&self,
		state: &State,
		emergency: bool,
		id: RecordId,
		record: &Record,
	) -> Result<(Bytes32, [u8; 128]), &'static str> {
		let x = |key_id| {
			state
				.committees
				.get(&key_id)
				.map(|committee| committee.x)
				.ok_or("CommitteeNotFound")
		};
		let ad = self.record_ctx(id, record, &x(record.key_id)?);
		if !emergency {
			return Ok((ad, record.capsule));
		}
		let entry = state.emergencies.entries.get(&id).ok_or("NoEmergencyCapsule")?;
		Ok((emergency_ctx(&ad, entry, &x(entry.key_id)?), entry.capsule))
	}

	pub(super) fn dispatch_emergency(
		&self,
		state: &mut State,
		who: AccountId,
		call: &EmergencyCall,
	) -> Verdict {
		match call {
			EmergencyCall::SetEmergency { directive } => {
				match directive {
					Some(directive) => state.emergencies.directives.insert(who, *directive),
					None => state.emergencies.directives.remove(&who),
				};
				Ok(vec![event(
					"EmergencyDirectiveSet",
					&[("patient", who.to_string())],
				)])
			}
			EmergencyCall::AddEmergency { record_id, entry } => self.add(state, who, *record_id, entry),
			EmergencyCall::RemoveEmergency { record_id, .. } => Self::remove_entry(state, who, *record_id),
			EmergencyCall::BreakGlass { .. } => self.break_glass(state, who, call),
			EmergencyCall::FileStatement {
				request_id,
				statement,
			} => {
				let review = state
					.emergencies
					.reviews
					.get_mut(request_id)
					.ok_or("ReviewNotFound")?;
				check(review.requester == who, "NotRequester")?;
				check(review.statement.is_none(), "StatementFiledAlready")?;
				review.statement = Some(*statement);
				Ok(vec![event(
					"StatementFiled",
					&[("request_id", request_id.to_string())],
				)])
			}
			EmergencyCall::SubmitReview { request_id, verdict } => {
				Self::submit(state, who, *request_id, *verdict)
			}
			EmergencyCall::EnforceReview { request_id } => {
				let review = state
					.emergencies
					.reviews
					.get(request_id)
					.ok_or("ReviewNotFound")?;
				check(state.clock > review.due, "ReviewNotDue")?;
				Self::suspend(state, *request_id, SuspensionCause::Overdue)
			}
			_ => Err("CallFiltered"),
		}
	}

	fn remove_entry(state: &mut State, who: AccountId, id: RecordId) -> Verdict {
		let patient = Self::of_patient(state, who, id)?.patient;
		state
			.emergencies
			.entries
			.remove(&id)
			.ok_or("NoEmergencyCapsule")?;
		let ended: Vec<RequestId> = Self::requests_for(state, id)
			.into_iter()
			.filter(|id| state.emergencies.requests.contains_key(id))
			.collect();
		ended.into_iter().for_each(|id| Self::drop_request(state, id));
		Ok(vec![event(
			"EmergencyRemoved",
			&[("record_id", id.to_string()), ("patient", patient.to_string())],
		)])
	}

	fn add(&self, state: &mut State, who: AccountId, id: RecordId, entry: &EmergencyEntry) -> Verdict {
		let record = state.records.get(&id).ok_or("RecordNotFound")?.clone();
		check(!state.emergencies.entries.contains_key(&id), "EmergencyExists")?;
		check(entry.key_id != record.key_id, "SameCommittee")?;
		match entry.scope() {
			EmergencyScope::CspKey => {
				check(Self::acting(state, record.patient) == who, "NotPatient")?;
			}
			EmergencyScope::BothKeys => {
				check(record.uploader == who, "NotUploader")?;
				let wanted = EmergencyDirective {
					key_id: entry.key_id,
					scope: EmergencyScope::BothKeys,
				};
				let directive = state.emergencies.directives.get(&record.patient);
				check(directive == Some(&wanted), "NoEmergencyDirective")?;
			}
		}
		let x = state.committees.get(&record.key_id).ok_or("CommitteeNotFound")?.x;
		let x_e = state.committees.get(&entry.key_id).ok_or("CommitteeNotFound")?.x;
		let entry = EmergencyEntry {
			maker: who,
			..entry.clone()
		};
		let ctx = emergency_ctx(&self.record_ctx(id, &record, &x), &entry, &x_e);
		threshold::verify_capsule(&entry.capsule, &ctx).map_err(|_| "BadCapsuleProof")?;
		state.emergencies.entries.insert(id, entry);
		Ok(vec![event(
			"EmergencyAdded",
			&[
				("record_id", id.to_string()),
				("patient", record.patient.to_string()),
			],
		)])
	}

	/// Nobody who is suspended, or has left an access without a review, asks for anything.
	pub(super) fn check_reviewed(state: &State, who: AccountId) -> Result<(), &'static str> {
		let breaker = state.emergencies.breakers.get(&who).cloned().unwrap_or_default();
		check(breaker.suspended.is_none(), "SuspendedByReview")?;
		let overdue = breaker.unreviewed.iter().any(|access| state.clock > access.due);
		check(!overdue, "ReviewOverdue")
	}

	fn break_glass(&self, state: &mut State, who: AccountId, call: &EmergencyCall) -> Verdict {
		let EmergencyCall::BreakGlass {
			record_id,
			seq,
			q,
			epk,
			auth_sig,
			reason,
		} = call
		else {
			return Err("Call");
		};
		let role = state.users.get(&who).map(|user| user.role);
		check(role == Some(Role::EmergencyClinician), "RoleCannotBreakGlass")?;
		check(Purpose::EMERGENCIES.contains(reason), "BadEmergencyReason")?;
		Self::check_reviewed(state, who)?;
		let breaker = state.emergencies.breakers.entry(who).or_default().clone();
		check(breaker.unreviewed.len() < MAX_UNREVIEWED, "TooManyUnreviewed")?;
		let open = breaker.open.and_then(|id| state.requests.get(&id));
		let waits = |request: &Request| {
			request.status_at(state.clock) == RequestStatus::Open && !Self::is_epoch_over(state, request)
		};
		check(!open.is_some_and(waits), "EmergencyOpen")?;
		let facility = *state.emergencies.houses.get(&who).ok_or("NoFacility")?;
		let entry = state.emergencies.entries.get(record_id);
		let (key_id, scope) = entry
			.map(|entry| (entry.key_id, entry.scope()))
			.ok_or("NoEmergencyCapsule")?;
		let asked = Asking {
			record_id: *record_id,
			seq: *seq,
			q: *q,
			epk: *epk,
			auth_sig: *auth_sig,
			purpose: *reason,
			key_id,
			ttl: EMERGENCY_TTL,
			emergency: true,
		};
		let (id, events) = self.ask(state, who, &asked)?;
		let request = EmergencyRequest {
			facility,
			scope,
			voters: Vec::new(),
		};
		state.emergencies.requests.insert(id, request);
		state.emergencies.breakers.entry(who).or_default().open = Some(id);
		Ok(events)
	}

	/// An answer to an emergency request: its administrator must be of another house, and those who approve of two.
	pub(super) fn check_voter(
		state: &State,
		who: AccountId,
		id: RequestId,
		needed: Option<u16>,
	) -> Result<Option<EmergencyVoter>, &'static str> {
		let Some(emergency) = state.emergencies.requests.get(&id) else {
			return Ok(None);
		};
		let facility = *state.emergencies.houses.get(&who).ok_or("NoFacility")?;
		check(facility != emergency.facility, "SameFacility")?;
		let approved = needed.is_some();
		let yes = emergency.voters.iter().filter(|voter| voter.approved);
		let last = needed.is_some_and(|needed| yes.clone().count() + 1 >= usize::from(needed));
		let alone = yes.clone().all(|voter| voter.facility == facility);
		check(!(last && alone), "SingleFacility")?;
		Ok(Some(EmergencyVoter {
			account: who,
			facility,
			approved,
		}))
	}

	pub(super) fn note_voter(state: &mut State, id: RequestId, voter: Option<EmergencyVoter>) {
		let emergency = state.emergencies.requests.get_mut(&id);
		if let (Some(emergency), Some(voter)) = (emergency, voter) {
			emergency.voters.push(voter);
		}
	}

	/// The glass is broken once an emergency request has its approvals.
	pub(super) fn broken(state: &mut State, id: RequestId, request: &Request) -> Vec<Event> {
		let Some(emergency) = state.emergencies.requests.get(&id).cloned() else {
			return vec![];
		};
		let Some(record) = state.records.get(&request.record_id) else {
			return vec![];
		};
		let due = state.clock + REVIEW_TTL;
		let yes = emergency.voters.iter().filter(|voter| voter.approved);
		let review = Review {
			record_id: request.record_id,
			patient: record.patient,
			requester: request.requester,
			key_id: record.key_id,
			reason: request.purpose,
			scope: emergency.scope,
			opened: state.now,
			due,
			statement: None,
			voters: yes.map(|voter| voter.account).collect(),
			verdicts: Vec::new(),
		};
		let fields = [
			("request_id", id.to_string()),
			("record_id", request.record_id.to_string()),
			("patient", review.patient.to_string()),
			("requester", request.requester.to_string()),
		];
		state.emergencies.reviews.insert(id, review);
		let breaker = state.emergencies.breakers.entry(request.requester).or_default();
		breaker.open = None;
		let request_id = id;
		breaker.unreviewed.push(Unreviewed { request_id, due });
		vec![event("GlassBroken", &fields)]
	}

	fn submit(state: &mut State, who: AccountId, id: RequestId, verdict: Finding) -> Verdict {
		use medquorum_client::domain::Finding::{Justified, Unjustified};
		let review = state
			.emergencies
			.reviews
			.get(&id)
			.ok_or("ReviewNotFound")?
			.clone();
		let committee = state.committees.get(&review.key_id).ok_or("CommitteeNotFound")?;
		let index = committee.admin(&who).ok_or("NotAdministrator")?.index;
		let part = review.requester == who || review.voters.contains(&who);
		check(!part, "NotReviewer")?;
		check(
			verdict == Unjustified || review.statement.is_some(),
			"StatementMissing",
		)?;
		let reviewed = review.verdicts.iter().any(|(by, _)| *by == index);
		check(!reviewed, "AlreadyReviewed")?;
		let eligible = committee.admins.iter().map(|admin| admin.account);
		let eligible = eligible.filter(|who| *who != review.requester && !review.voters.contains(who));
		let half = eligible.count() / 2;
		let mut verdicts = review.verdicts;
		verdicts.push((index, verdict));
		let count = |of| verdicts.iter().filter(|(_, verdict)| *verdict == of).count();
		let (yes, no) = (count(Justified), count(Unjustified));
		if let Some(review) = state.emergencies.reviews.get_mut(&id) {
			review.verdicts = verdicts;
		}
		let mut events = vec![event("ReviewSubmitted", &[("request_id", id.to_string())])];
		if yes > half {
			let review = state.emergencies.reviews.remove(&id).ok_or("ReviewNotFound")?;
			let breaker = state.emergencies.breakers.entry(review.requester).or_default();
			breaker.unreviewed.retain(|access| access.request_id != id);
			events.push(event("GlassReviewed", &[("request_id", id.to_string())]));
		} else if no > half {
			events.extend(Self::suspend(state, id, SuspensionCause::Unjustified)?);
		}
		Ok(events)
	}

	fn suspend(state: &mut State, id: RequestId, cause: SuspensionCause) -> Verdict {
		let review = state.emergencies.reviews.remove(&id).ok_or("ReviewNotFound")?;
		let at = state.now;
		let breaker = state.emergencies.breakers.entry(review.requester).or_default();
		breaker.unreviewed.retain(|access| access.request_id != id);
		breaker.suspended = Some(Suspension {
			request_id: id,
			cause,
			at,
		});
		let who = review.requester;
		Ok(vec![event("EmergencySuspended", &[("who", who.to_string())])])
	}
}

fn emergency_ctx(record_ctx: &Bytes32, entry: &EmergencyEntry, x_e: &Bytes32) -> Bytes32 {
	threshold::EmergencyContext {
		record_ctx,
		key_id: entry.key_id,
		x: x_e,
		scope: entry.scope().as_u8(),
		maker: &entry.maker.0,
		nonce: &entry.nonce,
	}
	.hash()
}
