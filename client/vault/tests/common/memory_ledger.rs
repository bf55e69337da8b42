//! A ledger in memory that keeps the pallet's rules, proofs included. Each call is a block of its own.

use blake2::{Blake2b, Digest as _, digest::consts::U16};
use ceremonies::Ceremonies;
use emergency::Emergencies;
use medquorum_client::{
	domain::*,
	error::LedgerError,
	ledger::{
		Call, CeremonyCall, EmergencyCall, Event, Extent, LedgerFuture, NewRecord, Receipt, Share, SignedCall,
	},
	signature::verify,
};
use std::{
	collections::{BTreeMap, BTreeSet, VecDeque},
	sync::Mutex,
};
use threshold_decryption as threshold;

mod batches;
pub mod ceremonies;
mod committees;
pub mod emergency;
mod ends;
mod people;
mod requests;
mod search;

pub use batches::BatchFault;
pub use committees::handover_message;

type Verdict = Result<Vec<Event>, &'static str>;

/// Moments in which a request can be decided.
pub const TTL: Moment = 100;
/// Moments after the approval in which the patient can consent.
pub const CONSENT_TTL: Moment = 700;
/// Moments after approval and consent in which the record can be opened.
pub const OPENING_TTL: Moment = 300;
/// Moments in which an erasure by others than the patient can be stopped.
pub const ERASURE_DELAY: Moment = 700;
/// Moments until a committee takes over from the one before.
pub const GRACE: Moment = 10;
/// Requests that one record can have.
const PLACES: usize = 16;

#[derive(Default)]
pub struct State {
	pub now: BlockNumber,
	/// The chain's own clock, far from the number of the block, so that nobody takes one for the other.
	pub clock: Moment,
	pub users: BTreeMap<AccountId, User>,
	pub committees: BTreeMap<KeyId, Committee>,
	/// Those whose epoch is over.
	pub past: BTreeMap<(KeyId, Epoch), Committee>,
	pub handovers: BTreeMap<(KeyId, Epoch), Vec<(u16, Signature)>>,
	/// Those that take over in their moment.
	pub pending: BTreeMap<KeyId, (Committee, Moment)>,
	pub records: BTreeMap<RecordId, Record>,
	pub requests: BTreeMap<RequestId, Request>,
	pub votes: BTreeMap<(RequestId, u16), Vote>,
	pub proofs: BTreeMap<(RequestId, u16), Share>,
	pub consents: BTreeMap<RequestId, [u8; 80]>,
	pub seqs: BTreeMap<AccountId, u32>,
	pub allowed: BTreeMap<RecordId, AccountId>,
	pub tombstones: BTreeMap<RecordId, Tombstone>,
	pub erasures: BTreeMap<RecordId, Erasure>,
	pub holds: BTreeMap<RecordId, Hold>,
	pub guardians: BTreeMap<AccountId, Guardian>,
	pub frozen: BTreeMap<AccountId, Option<AccountId>>,
	pub replacements: BTreeMap<AccountId, AccountId>,
	pub sponsorships: BTreeMap<AccountId, Sponsorship>,
	pub catalogues: BTreeMap<AccountId, Pointer>,
	pub directives: BTreeSet<AccountId>,
	pub emergencies: Emergencies,
	pub ceremonies: Ceremonies,
	pub attestations: BTreeMap<(RecordId, AccountId), BlockNumber>,
	/// The signed calls of attestations.
	pub signed: BTreeMap<(RecordId, AccountId), SignedCall>,
	/// Accounts without tokens: they can send only what is free.
	pub poor: BTreeSet<AccountId>,
	pub events: Vec<(BlockNumber, Event)>,
	/// Fail the next call after it was sent, so that nobody knows what became of it.
	pub break_next: bool,
	/// Break the line before the next call leaves.
	pub cut_next: bool,
	/// Carry the next call out, and say that it was not accepted.
	pub deny_next: bool,
	/// What happens to the next batches, in order; those after them are carried out.
	pub batch_faults: VecDeque<BatchFault>,
	/// How many calls each batch carried that was handed over, whatever became of it.
	pub batches: Vec<usize>,
	/// Which branch of the chain this is: part of the hash of every block.
	pub branch: u8,
	/// Whether it says that it is still catching up.
	pub syncing: bool,
}

pub struct MemoryLedger {
	pub genesis: Bytes32,
	pub state: Mutex<State>,
}

fn blake2_128(input: &[u8]) -> [u8; 16] {
	Blake2b::<U16>::digest(input).into()
}

fn event(name: &str, fields: &[(&str, String)]) -> Event {
	let fields = fields
		.iter()
		.map(|(name, value)| ((*name).to_owned(), value.clone()))
		.collect();
	Event {
		pallet: "MedicalRecords".to_owned(),
		name: name.to_owned(),
		fields,
	}
}

fn check(holds: bool, error: &'static str) -> Result<(), &'static str> {
	if holds { Ok(()) } else { Err(error) }
}

pub fn certificate(genesis: &Bytes32, key_id: KeyId, committee: &Committee) -> Vec<u8> {
	let points: Vec<_> = committee.admins.iter().map(points).collect();
	let members: Vec<_> = committee
		.admins
		.iter()
		.zip(&points)
		.map(|(admin, points)| threshold::CommitteeMember {
			account: &admin.account.0,
			enc_pk: &admin.enc_pk,
			points,
		})
		.collect();
	let hash = threshold::committee_hash(&members);
	threshold::certificate_message(genesis, key_id, committee.epoch, committee.k, &committee.x, &hash)
}

pub fn points(admin: &Admin) -> threshold::AdminPoints {
	threshold::AdminPoints {
		index: admin.index,
		x: admin.x_j,
		z: admin.z_j,
		zp: admin.zp_j,
	}
}

impl MemoryLedger {
	pub fn new(genesis: Bytes32) -> Self {
		Self {
			genesis,
			state: Mutex::new(State {
				now: 1,
				clock: 5_000,
				..State::default()
			}),
		}
	}

	pub fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
		change(&mut self.state.lock().unwrap())
	}

	/// Lets so many moments go by, in as many blocks.
	pub fn pass(&self, moments: Moment) {
		self.with(|state| {
			state.now += moments;
			state.clock += moments;
			state.switch_due();
		});
	}

	/// What the council would do.
	pub fn govern(&self, call: &Call) -> Verdict {
		let mut state = self.state.lock().unwrap();
		match call {
			Call::SetRole { who, role } => {
				let user = Self::user_of(&state, *who);
				state.users.insert(*who, User { role: *role, ..user });
				Ok(vec![])
			}
			Call::SetCommittee { .. } => self.set_committee(&mut state, call),
			Call::Ceremony(CeremonyCall::Open(opening)) => self.open_ceremony(&mut state, opening),
			_ => Self::govern_people(&mut state, call),
		}
	}

	fn record_ctx(&self, id: RecordId, record: &Record, x: &Bytes32) -> Bytes32 {
		threshold::RecordContext {
			genesis: &self.genesis,
			record_id: &id.0,
			uploader: &record.uploader.0,
			patient: &record.patient.0,
			csp_pk: &record.csp_pk,
			x,
		}
		.hash()
	}

	fn register_record(&self, state: &mut State, uploader: AccountId, new: &NewRecord) -> Verdict {
		let role = state.users.get(&uploader).map(|user| user.role);
		check(role.is_some_and(Role::can_upload), "RoleCannotUpload")?;
		check(!state.replacements.contains_key(&new.patient), "AlreadyReplaced")?;
		let patient = state.users.get(&new.patient).and_then(|user| user.keys.clone());
		let csp_pk = patient.ok_or("PatientNotRegistered")?.csp_pk;
		let x = state.committees.get(&new.key_id).ok_or("CommitteeNotFound")?.x;
		let id = RecordId(blake2_128(&threshold::record_id_input(
			&self.genesis,
			&uploader.0,
			&new.nonce,
		)));
		check(!state.records.contains_key(&id), "RecordExists")?;
		check(!state.tombstones.contains_key(&id), "RecordErased")?;
		let version = match new.supersedes {
			Some(older) => Self::version_after(state, older, uploader, new.patient)?,
			None => 1,
		};
		let older = new.supersedes.and_then(|older| state.records.get(&older));
		let listed = state.directives.contains(&new.patient) || older.is_some_and(|older| older.searchable);
		check(!new.searchable || listed, "NoSearchDirective")?;
		let record = Record {
			uploader,
			patient: new.patient,
			csp_pk,
			key_id: new.key_id,
			commitment: new.commitment,
			capsule: new.capsule,
			csp_enc: new.csp_enc,
			csp_check: new.csp_check,
			locator: new.locator,
			supersedes: new.supersedes,
			version,
			acknowledged: false,
			searchable: new.searchable,
			status: RecordStatus::Active,
			superseded_by: None,
			created: state.now,
		};
		let ad = self.record_ctx(id, &record, &x);
		threshold::verify_capsule(&new.capsule, &ad).map_err(|_| "BadCapsuleProof")?;
		state.records.insert(id, record);
		if let Some(older) = new.supersedes
			&& state.allowed.get(&older) == Some(&uploader)
		{
			state.allowed.remove(&older);
		}
		Ok(vec![event(
			"RecordRegistered",
			&[("record_id", id.to_string()), ("uploader", uploader.to_string())],
		)])
	}

	/// Which version of a record this uploader may register now.
	fn version_after(
		state: &State,
		older: RecordId,
		uploader: AccountId,
		patient: AccountId,
	) -> Result<u32, &'static str> {
		let record = state.records.get(&older).ok_or("RecordNotFound")?;
		check(Self::acting(state, record.patient) == patient, "PatientMismatch")?;
		check(record.superseded_by.is_none(), "Superseded")?;
		check(record.status == RecordStatus::Active, "Suspended")?;
		let allowed = record.uploader == uploader || state.allowed.get(&older) == Some(&uploader);
		check(allowed, "CorrectionNotAllowed")?;
		Ok(record.version + 1)
	}

	/// The requests for a record.
	pub fn requests_for(state: &State, record: RecordId) -> Vec<RequestId> {
		let requests = state.requests.iter();
		requests
			.filter(|(_, request)| request.record_id == record)
			.map(|(id, _)| *id)
			.collect()
	}

	fn cancel(state: &mut State, record: RecordId) {
		let ended = Self::requests_for(state, record);
		ended.into_iter().for_each(|id| Self::drop_request(state, id));
	}

	fn drop_request(state: &mut State, id: RequestId) {
		state.requests.remove(&id);
		state.emergencies.requests.remove(&id);
		state.consents.remove(&id);
		state.votes.retain(|(request, _), _| *request != id);
	}

	fn of_patient(state: &mut State, who: AccountId, id: RecordId) -> Result<&mut Record, &'static str> {
		let patient = state.records.get(&id).ok_or("RecordNotFound")?.patient;
		check(Self::acting(state, patient) == who, "NotPatient")?;
		state.records.get_mut(&id).ok_or("RecordNotFound")
	}

	fn dispatch(&self, state: &mut State, who: AccountId, call: &Call) -> Verdict {
		let spared = matches!(
			call,
			Call::DenyConsent { .. } | Call::SuspendRecord { .. } | Call::CloseRequest { .. }
		);
		check(spared || !state.frozen.contains_key(&who), "AccountFrozen")?;
		match call {
			Call::RegisterUser { .. }
			| Call::Enrol { .. }
			| Call::Deregister
			| Call::Sponsor { .. }
			| Call::EndSponsorship { .. }
			| Call::NameGuardian { .. }
			| Call::FreezeAccount { .. }
			| Call::UnfreezeAccount { .. } => self.dispatch_people(state, who, call),
			Call::RegisterRecord(new) => self.register_record(state, who, new),
			Call::AcknowledgeRecord { .. }
			| Call::RefuseRecord { .. }
			| Call::SuspendRecord { .. }
			| Call::ResumeRecord { .. }
			| Call::AllowCorrection { .. }
			| Call::EraseRecord { .. }
			| Call::FinishErasure { .. }
			| Call::StopErasure { .. }
			| Call::HoldRecord { .. }
			| Call::LiftHold { .. } => Self::dispatch_ends(state, who, call),
			Call::Emergency(call) => self.dispatch_emergency(state, who, call),
			Call::Ceremony(call) => self.dispatch_ceremony(state, who, call),
			Call::PublishCatalogue { .. }
			| Call::WithdrawCatalogue { .. }
			| Call::SetSearchable { .. }
			| Call::SetSearchDirective { .. }
			| Call::AttestErasure { .. } => Self::dispatch_search(state, who, call),
			_ => self.dispatch_request(state, who, call),
		}
	}

	/// Whether a call of an account without tokens is carried out, should it succeed.
	fn is_free(state: &State, who: AccountId, call: &Call) -> bool {
		let own = |id: &RecordId| {
			let record = state.records.get(id);
			record.is_some_and(|record| Self::acting(state, record.patient) == who)
		};
		match call {
			Call::AcknowledgeRecord { .. }
			| Call::RefuseRecord { .. }
			| Call::SuspendRecord { .. }
			| Call::ResumeRecord { .. }
			| Call::GrantConsent { .. }
			| Call::DenyConsent { .. }
			| Call::AllowCorrection { .. }
			| Call::NameGuardian { .. }
			| Call::SetSearchable { .. }
			| Call::SetSearchDirective { .. }
			| Call::Emergency(EmergencyCall::SetEmergency { .. })
			| Call::Emergency(EmergencyCall::RemoveEmergency { .. })
			| Call::Deregister
			| Call::EndSponsorship { .. } => true,
			Call::EraseRecord { record_id, .. }
			| Call::Emergency(EmergencyCall::AddEmergency { record_id, .. })
			| Call::StopErasure { record_id } => own(record_id),
			Call::CloseRequest { request_id } => {
				let request = state.requests.get(request_id);
				request.is_some_and(|request| request.requester == who && request.payer != who)
			}
			Call::RequestAccess { .. } | Call::Emergency(EmergencyCall::BreakGlass { .. }) => {
				state.sponsorships.contains_key(&who)
			}
			_ => false,
		}
	}

	pub fn send(&self, who: AccountId, call: &Call) -> Result<Receipt, LedgerError> {
		let mut state = self.state.lock().unwrap();
		if std::mem::take(&mut state.cut_next) {
			return Err(LedgerError::Connection("the line was cut".into()));
		}
		state.now += 1;
		state.clock += 1;
		state.switch_due();
		if std::mem::take(&mut state.break_next) {
			return Err(LedgerError::Unknown("the line is dead".into()));
		}
		let poor = state.poor.contains(&who);
		let free = Self::is_free(&state, who, call);
		let done = match poor && !free {
			true => Err("CannotPay"),
			false => self.dispatch(&mut state, who, call),
		};
		// Only what succeeds is free.
		let events = done.map_err(|name| match poor {
			true => LedgerError::CannotPay { account: who },
			false => LedgerError::refused("MedicalRecords", name, name),
		})?;
		if std::mem::take(&mut state.deny_next) {
			let reason = "Extrinsic marked as invalid".to_owned();
			return Err(LedgerError::NotAccepted { reason });
		}
		let block = state.now;
		state
			.events
			.extend(events.iter().map(|event| (block, event.clone())));
		let call_bytes = format!("{call:?}").len();
		Ok(Receipt {
			block,
			extrinsic: "0x00".to_owned(),
			events,
			fee: Balance(u128::from(!free)),
			call_bytes,
		})
	}

	pub fn answer<'a, T: Send + 'a>(&'a self, look: impl FnOnce(&State) -> T) -> LedgerFuture<'a, T> {
		let found = look(&self.state.lock().unwrap());
		Box::pin(async move { Ok(found) })
	}
}
