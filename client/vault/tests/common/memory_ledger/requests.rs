//! What may become of a request.

use super::*;

/// What a request asks for.
pub(super) struct Asking {
	pub record_id: RecordId,
	pub seq: u32,
	pub q: Bytes32,
	pub epk: Bytes32,
	pub auth_sig: Signature,
	pub purpose: Purpose,
	pub key_id: KeyId,
	pub ttl: Moment,
	pub emergency: bool,
}

impl MemoryLedger {
	pub(super) fn dispatch_request(&self, state: &mut State, who: AccountId, call: &Call) -> Verdict {
		match call {
			Call::RequestAccess { .. } => self.request_access(state, who, call),
			Call::Approve { request_id, share } => self.approve(state, who, *request_id, share),
			Call::ApproveMany { approvals } => {
				let before = (state.votes.clone(), state.requests.clone());
				let each = approvals
					.iter()
					.map(|(id, share)| self.approve(state, who, *id, share));
				let all = each.collect::<Result<Vec<_>, _>>().map(|events| events.concat());
				if all.is_err() {
					(state.votes, state.requests) = before;
				}
				all
			}
			Call::Reject { request_id, reason } => Self::reject(state, who, *request_id, *reason),
			Call::GrantConsent { request_id, sealed } => {
				let mut request = Self::consentable(state, who, *request_id)?;
				let lost = request.status == RequestStatus::Open && Self::is_epoch_over(state, &request);
				check(!lost, "WrongEpoch")?;
				Self::check_reader(state, &request)?;
				let record = request.record_id;
				let first = state.consents.insert(*request_id, *sealed).is_none();
				if first && request.status == RequestStatus::Approved {
					request.expires = state.clock + OPENING_TTL;
					state.requests.insert(*request_id, request);
				}
				Ok(vec![about(
					"ConsentGranted",
					*request_id,
					record,
					&[("patient", who)],
				)])
			}
			Call::DenyConsent { request_id } => {
				let mut request = Self::consentable(state, who, *request_id)?;
				Self::settle(state, *request_id, &mut request, RejectionCause::ConsentDenied);
				let record = request.record_id;
				state.requests.insert(*request_id, request);
				Ok(vec![about(
					"ConsentDenied",
					*request_id,
					record,
					&[("patient", who)],
				)])
			}
			Call::CloseRequest { request_id } => Self::close(state, who, *request_id),
			_ => Err("BadOrigin"),
		}
	}

	fn close(state: &mut State, who: AccountId, id: RequestId) -> Verdict {
		let request = state.requests.get(&id).ok_or("RequestNotFound")?;
		check(
			request.requester == who
				|| state.clock > request.expires
				|| request.status == RequestStatus::Open && Self::is_epoch_over(state, request),
			"NotRequester",
		)?;
		let readable = request.status == RequestStatus::Approved && state.consents.contains_key(&id);
		let people = [("requester", request.requester), ("by", who)];
		let mut closed = about("RequestClosed", id, request.record_id, &people);
		closed.fields.push(("readable".to_owned(), readable.to_string()));
		Self::drop_request(state, id);
		Ok(vec![closed])
	}

	fn context(
		&self,
		id: RequestId,
		request: &Request,
		record: &Record,
		ad: &Bytes32,
		capsule: &[u8; 128],
	) -> Bytes32 {
		threshold::RequestContext {
			genesis: &self.genesis,
			ad,
			capsule,
			rec_hash: &threshold::SealedRecord {
				commitment: &record.commitment,
				csp_enc: &record.csp_enc,
				csp_check: &record.csp_check,
				locator: &record.locator,
			}
			.hash(),
			key_id: request.key_id,
			epoch: request.epoch,
			request_id: &id.0,
			requester: &request.requester.0,
			q: &request.q,
			epk: &request.epk,
			mode: mode(request.mode),
			purpose: request.purpose.as_u8(),
		}
		.hash()
	}

	fn check_may_ask(
		state: &State,
		requester: AccountId,
		record_id: RecordId,
		purpose: Purpose,
	) -> Result<(), &'static str> {
		let role = state.users.get(&requester).map(|user| user.role);
		let patient = state.records.get(&record_id).map(|record| record.patient);
		check(!state.frozen.contains_key(&requester), "RoleCannotRequest")?;
		let own = patient.map(|patient| Self::acting(state, patient)) == Some(requester);
		check(own || role.is_some_and(Role::can_request), "RoleCannotRequest")?;
		check(!own || purpose == Purpose::PatientRequest, "PatientRequestOnly")
	}

	/// Who pays for this requester.
	fn payer(state: &State, requester: AccountId) -> AccountId {
		let sponsorship = state.sponsorships.get(&requester);
		sponsorship.map_or(requester, |sponsorship| sponsorship.facility)
	}

	fn request_access(&self, state: &mut State, requester: AccountId, call: &Call) -> Verdict {
		let Call::RequestAccess {
			record_id,
			seq,
			q,
			epk,
			auth_sig,
			purpose,
		} = call
		else {
			return Err("Call");
		};
		Self::check_may_ask(state, requester, *record_id, *purpose)?;
		Self::check_reviewed(state, requester)?;
		let record = state.records.get(record_id).ok_or("RecordNotFound")?;
		let asked = Asking {
			record_id: *record_id,
			seq: *seq,
			q: *q,
			epk: *epk,
			auth_sig: *auth_sig,
			purpose: *purpose,
			key_id: record.key_id,
			ttl: TTL,
			emergency: false,
		};
		Ok(self.ask(state, requester, &asked)?.1)
	}

	/// What every request must keep; gives the record.
	fn may_ask(state: &State, requester: AccountId, asked: &Asking) -> Result<Record, &'static str> {
		let seq = state.seqs.get(&requester).copied().unwrap_or_default();
		check(asked.seq == seq, "WrongSeq")?;
		let record = state.records.get(&asked.record_id).ok_or("RecordNotFound")?;
		check(record.superseded_by.is_none(), "Superseded")?;
		check(record.status == RecordStatus::Active, "Suspended")?;
		let taken = Self::requests_for(state, asked.record_id).len();
		check(taken < PLACES, "MaxRequestsPerRecordExceeded")?;
		Ok(record.clone())
	}

	/// Takes a request, to the record's committee or to an emergency one.
	pub(super) fn ask(
		&self,
		state: &mut State,
		requester: AccountId,
		asked: &Asking,
	) -> Result<(RequestId, Vec<Event>), &'static str> {
		let record = Self::may_ask(state, requester, asked)?;
		let Asking {
			record_id,
			seq,
			q,
			epk,
			auth_sig,
			purpose,
			key_id,
			ttl,
			emergency,
		} = *asked;
		let committee = state.committees.get(&key_id).ok_or("CommitteeNotFound")?;
		check(
			committee.eligible(&requester) >= usize::from(committee.k),
			"NotEnoughEligibleAdmins",
		)?;
		let mode = committee
			.admin(&requester)
			.map_or(RequestMode::Outsider, |_| RequestMode::Admin);
		let input = threshold::request_id_input(&self.genesis, &requester.0, &record_id.0, seq);
		let id = RequestId(blake2_128(&input));
		let request = Request {
			record_id,
			patient: Self::acting(state, record.patient),
			requester,
			payer: Self::payer(state, requester),
			seq,
			q,
			epk,
			auth_sig,
			key_id,
			epoch: committee.epoch,
			mode,
			purpose,
			created: state.now,
			expires: state.clock + ttl,
			yes: 0,
			no: 0,
			status: RequestStatus::Open,
		};
		let (ad, capsule) = self.sealed(state, emergency, record_id, &record)?;
		let ctx = self.context(id, &request, &record, &ad, &capsule);
		let message = threshold::auth_message(&record_id.0, purpose.as_u8(), &ctx);
		check(verify(&requester, &message, &auth_sig), "BadRequestSignature")?;
		state.requests.insert(id, request);
		state.seqs.insert(requester, seq + 1);
		let asked = [("requester", requester)];
		Ok((id, vec![about("AccessRequested", id, record_id, &asked)]))
	}

	/// The request, its committee, and the caller as its administrator, if the caller may answer now.
	fn answerable(
		state: &State,
		who: AccountId,
		id: RequestId,
	) -> Result<(Request, Committee, Admin), &'static str> {
		let request = state.requests.get(&id).ok_or("RequestNotFound")?.clone();
		check(request.status == RequestStatus::Open, "RequestClosed")?;
		check(state.clock <= request.expires, "Expired")?;
		let committee = state
			.committees
			.get(&request.key_id)
			.ok_or("CommitteeNotFound")?
			.clone();
		check(committee.epoch == request.epoch, "WrongEpoch")?;
		let admin = committee.admin(&who).ok_or("NotAdministrator")?.clone();
		check(request.requester != who, "RequesterCannotApprove")?;
		check(!state.votes.contains_key(&(id, admin.index)), "AlreadyVoted")?;
		Ok((request, committee, admin))
	}

	fn approve(&self, state: &mut State, who: AccountId, id: RequestId, share: &Share) -> Verdict {
		let (mut request, committee, admin) = Self::answerable(state, who, id)?;
		Self::check_reader(state, &request)?;
		let record = state.records.get(&request.record_id).ok_or("RecordNotFound")?;
		let voter = Self::check_voter(state, who, id, Some(committee.k))?;
		let emergency = voter.is_some();
		let (ad, capsule) = self.sealed(state, emergency, request.record_id, record)?;
		let statement = threshold::ShareStatement {
			ctx: &self.context(id, &request, record, &ad, &capsule),
			index: admin.index,
			r: &threshold::capsule_point(&capsule),
			q: &request.q,
			x_j: &admin.x_j,
			z_j: if request.mode == RequestMode::Admin {
				&admin.zp_j
			} else {
				&admin.z_j
			},
		};
		threshold::verify_share(share, &statement).map_err(|_| "BadShareProof")?;
		state
			.votes
			.insert((id, admin.index), Vote::Share(threshold::share_ciphertext(share)));
		state.proofs.insert((id, admin.index), *share);
		request.yes += 1;
		Self::note_voter(state, id, voter);
		let mut events = vec![answered("ApprovalRecorded", id, &request, &admin)];
		if request.yes >= committee.k {
			request.status = RequestStatus::Approved;
			events.extend(Self::broken(state, id, &request));
			let consented = emergency || state.consents.contains_key(&id);
			request.expires = state.clock + if consented { OPENING_TTL } else { CONSENT_TTL };
		}
		state.requests.insert(id, request);
		Ok(events)
	}

	fn reject(state: &mut State, who: AccountId, id: RequestId, reason: RejectionReason) -> Verdict {
		let (mut request, committee, admin) = Self::answerable(state, who, id)?;
		let voter = Self::check_voter(state, who, id, None)?;
		Self::note_voter(state, id, voter);
		state.votes.insert((id, admin.index), Vote::Rejection(reason));
		request.no += 1;
		let eligible = committee.eligible(&request.requester);
		if usize::from(request.no) > eligible - usize::from(committee.k) {
			Self::settle(state, id, &mut request, RejectionCause::Administrators);
		}
		let recorded = answered("RejectionRecorded", id, &request, &admin);
		state.requests.insert(id, request);
		Ok(vec![recorded])
	}

	/// The request will never be approved: nothing stays of what was sealed to its requester.
	fn settle(state: &mut State, id: RequestId, request: &mut Request, cause: RejectionCause) {
		request.status = RequestStatus::Rejected(cause);
		state.consents.remove(&id);
		state
			.votes
			.retain(|(of, _), vote| *of != id || matches!(vote, Vote::Rejection(_)));
	}

	/// The requester still has a role that reads, or asks for a record of their own.
	fn check_reader(state: &State, request: &Request) -> Result<(), &'static str> {
		let role = state.users.get(&request.requester).map(|user| user.role);
		check(
			!state.frozen.contains_key(&request.requester),
			"RequesterDismissed",
		)?;
		check(
			request.is_own() || role.is_some_and(Role::can_request),
			"RequesterDismissed",
		)
	}

	/// A request that lives, of a record of this patient.
	/// Has the committee changed since the request was made?
	pub(super) fn is_epoch_over(state: &State, request: &Request) -> bool {
		let committee = state.committees.get(&request.key_id);
		committee.is_none_or(|committee| committee.epoch != request.epoch)
	}

	fn consentable(state: &State, who: AccountId, id: RequestId) -> Result<Request, &'static str> {
		let request = state.requests.get(&id).ok_or("RequestNotFound")?.clone();
		let record = state.records.get(&request.record_id).ok_or("RecordNotFound")?;
		check(Self::acting(state, record.patient) == who, "NotPatient")?;
		check(
			!matches!(request.status, RequestStatus::Rejected(_)),
			"RequestClosed",
		)?;
		check(state.clock <= request.expires, "Expired")?;
		Ok(request)
	}
}

fn mode(mode: RequestMode) -> threshold::Mode {
	match mode {
		RequestMode::Outsider => threshold::Mode::Outsider,
		RequestMode::Admin => threshold::Mode::Admin,
	}
}

/// An event about a request, with whom it names.
fn about(name: &str, id: RequestId, record: RecordId, people: &[(&str, AccountId)]) -> Event {
	let mut fields = vec![("request_id", id.to_string()), ("record_id", record.to_string())];
	fields.extend(people.iter().map(|(word, who)| (*word, who.to_string())));
	event(name, &fields)
}

/// What the chain tells of an answer.
fn answered(name: &str, id: RequestId, request: &Request, admin: &Admin) -> Event {
	let fields = [
		("request_id", id.to_string()),
		("record_id", request.record_id.to_string()),
		("admin", admin.account.to_string()),
		("index", admin.index.to_string()),
		("key_id", request.key_id.to_string()),
		("epoch", request.epoch.to_string()),
	];
	event(name, &fields)
}
