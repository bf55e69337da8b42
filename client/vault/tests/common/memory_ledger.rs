//! A ledger in memory that keeps the pallet's rules, proofs included. Each call is a block of its own.

use blake2::{Blake2b, Digest as _, digest::consts::U16};
use medquorum_client::{
	domain::*,
	error::LedgerError,
	ledger::{Call, Event, LedgerFuture, NewRecord, Receipt, Share},
	signature::verify,
};
use std::{collections::BTreeMap, sync::Mutex};
use threshold_decryption as threshold;

mod requests;

type Verdict = Result<Vec<Event>, &'static str>;

/// Blocks in which a request can be decided.
pub const TTL: BlockNumber = 100;
/// Blocks after the approval in which the patient can consent.
pub const CONSENT_TTL: BlockNumber = 700;
/// Blocks after approval and consent in which the record can be opened.
pub const OPENING_TTL: BlockNumber = 300;

#[derive(Default)]
pub struct State {
	pub now: BlockNumber,
	pub users: BTreeMap<AccountId, User>,
	pub committees: BTreeMap<KeyId, Committee>,
	pub records: BTreeMap<RecordId, Record>,
	pub requests: BTreeMap<RequestId, Request>,
	pub votes: BTreeMap<(RequestId, u16), Vote>,
	pub proofs: BTreeMap<(RequestId, u16), Share>,
	pub consents: BTreeMap<RequestId, [u8; 80]>,
	pub seqs: BTreeMap<AccountId, u32>,
	pub allowed: BTreeMap<RecordId, AccountId>,
	pub tombstones: BTreeMap<RecordId, BlockNumber>,
	pub events: Vec<(BlockNumber, Event)>,
	/// Fail the next call after it was sent, so that nobody knows what became of it.
	pub break_next: bool,
	/// Carry the next call out, and say that it was not accepted.
	pub deny_next: bool,
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
				..State::default()
			}),
		}
	}

	pub fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
		change(&mut self.state.lock().unwrap())
	}

	/// What the council would do.
	pub fn govern(&self, call: &Call) -> Verdict {
		let mut state = self.state.lock().unwrap();
		match call {
			Call::SetRole { who, role } => {
				let keys = state.users.get(who).and_then(|user| user.keys.clone());
				state.users.insert(*who, User { role: *role, keys });
				Ok(vec![])
			}
			Call::SetCommittee { key_id, k, x, admins } => {
				self.set_committee(&mut state, *key_id, *k, x, admins)
			}
			_ => Err("BadOrigin"),
		}
	}

	fn set_committee(
		&self,
		state: &mut State,
		key_id: KeyId,
		k: u16,
		x: &Bytes32,
		admins: &[Admin],
	) -> Verdict {
		let epoch = match state.committees.get(&key_id) {
			Some(old) => {
				check(old.x == *x, "CommitteeKeyChanged")?;
				old.epoch + 1
			}
			None => 1,
		};
		let committee = Committee {
			epoch,
			k,
			x: *x,
			admins: admins.to_vec(),
		};
		let listed: Vec<_> = admins.iter().map(points).collect();
		threshold::check_committee(k, x, &listed).map_err(|_| "BadCommittee")?;
		let message = certificate(&self.genesis, key_id, &committee);
		let certified = admins
			.iter()
			.all(|admin| verify(&admin.account, &message, &admin.cert));
		check(certified, "BadCertificate")?;
		state.committees.insert(key_id, committee);
		Ok(vec![])
	}

	fn register_user(
		&self,
		state: &mut State,
		who: AccountId,
		keys: [Bytes32; 2],
		key_sig: [u8; 64],
	) -> Verdict {
		let user = state.users.get(&who).cloned().unwrap_or(User {
			role: Role::Patient,
			keys: None,
		});
		let csp_version = user.keys.as_ref().map_or(0, |keys| keys.csp_version) + 1;
		let [csp_pk, enc_pk] = keys;
		let message = threshold::user_key_message(&self.genesis, &who.0, csp_version, &csp_pk, &enc_pk);
		check(verify(&who, &message, &key_sig), "BadKeySignature")?;
		let keys = Some(UserKeys {
			csp_version,
			csp_pk,
			enc_pk,
			key_sig,
		});
		state.users.insert(who, User { keys, ..user });
		Ok(vec![event(
			"UserRegistered",
			&[("who", who.to_string()), ("csp_version", csp_version.to_string())],
		)])
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
			acknowledged: false,
			status: RecordStatus::Active,
			created: state.now,
		};
		if let Some(older_id) = new.supersedes {
			let older = state.records.get(&older_id).ok_or("RecordNotFound")?;
			check(older.patient == new.patient, "PatientMismatch")?;
			check(older.status == RecordStatus::Active, "Superseded")?;
			let allowed = older.uploader == uploader || state.allowed.get(&older_id) == Some(&uploader);
			check(allowed, "CorrectionNotAllowed")?;
		}
		let ad = self.record_ctx(id, &record, &x);
		threshold::verify_capsule(&new.capsule, &ad).map_err(|_| "BadCapsuleProof")?;
		state.records.insert(id, record);
		if let Some(older) = new.supersedes {
			state
				.records
				.entry(older)
				.and_modify(|record| record.status = RecordStatus::Superseded);
			Self::cancel(state, older);
		}
		Ok(vec![event(
			"RecordRegistered",
			&[("record_id", id.to_string()), ("uploader", uploader.to_string())],
		)])
	}

	fn cancel(state: &mut State, record: RecordId) {
		let ended: Vec<_> = state
			.requests
			.iter()
			.filter(|(_, request)| request.record_id == record)
			.map(|(id, _)| *id)
			.collect();
		ended.into_iter().for_each(|id| Self::drop_request(state, id));
	}

	fn drop_request(state: &mut State, id: RequestId) {
		state.requests.remove(&id);
		state.consents.remove(&id);
		state.votes.retain(|(request, _), _| *request != id);
	}

	fn of_patient(state: &mut State, who: AccountId, id: RecordId) -> Result<&mut Record, &'static str> {
		let record = state.records.get_mut(&id).ok_or("RecordNotFound")?;
		check(record.patient == who, "NotPatient")?;
		Ok(record)
	}

	fn dispatch(&self, state: &mut State, who: AccountId, call: &Call) -> Verdict {
		match call {
			Call::RegisterUser {
				csp_pk,
				enc_pk,
				key_sig,
			} => self.register_user(state, who, [*csp_pk, *enc_pk], *key_sig),
			Call::RegisterRecord(new) => self.register_record(state, who, new),
			Call::AcknowledgeRecord { record_id } => {
				let record = Self::of_patient(state, who, *record_id)?;
				check(!record.acknowledged, "AlreadyAcknowledged")?;
				record.acknowledged = true;
				Ok(vec![])
			}
			Call::SuspendRecord { record_id } => {
				Self::of_patient(state, who, *record_id)?.status = RecordStatus::Suspended;
				Self::cancel(state, *record_id);
				Ok(vec![])
			}
			Call::ResumeRecord { record_id } => {
				Self::of_patient(state, who, *record_id)?.status = RecordStatus::Active;
				Ok(vec![])
			}
			Call::AllowCorrection { record_id, uploader } => {
				Self::of_patient(state, who, *record_id)?;
				state.allowed.insert(*record_id, *uploader);
				Ok(vec![])
			}
			Call::EraseRecord { record_id } => Self::erase(state, who, *record_id),
			_ => self.dispatch_request(state, who, call),
		}
	}

	fn erase(state: &mut State, who: AccountId, record_id: RecordId) -> Verdict {
		let record = state.records.get(&record_id).ok_or("RecordNotFound")?;
		let officer = state
			.users
			.get(&who)
			.is_some_and(|user| user.role == Role::DataProtectionOfficer);
		check(
			who == record.patient || who == record.uploader || officer,
			"NotAuthorized",
		)?;
		state.records.remove(&record_id);
		let now = state.now;
		state.tombstones.insert(record_id, now);
		Self::cancel(state, record_id);
		Ok(vec![event(
			"RecordErased",
			&[("record_id", record_id.to_string())],
		)])
	}

	pub fn send(&self, who: AccountId, call: &Call) -> Result<Receipt, LedgerError> {
		let mut state = self.state.lock().unwrap();
		state.now += 1;
		if std::mem::take(&mut state.break_next) {
			return Err(LedgerError::Unknown("the line is dead".into()));
		}
		let events = self
			.dispatch(&mut state, who, call)
			.map_err(|name| LedgerError::refused("MedicalRecords", name, name))?;
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
			fee: Balance(1),
			call_bytes,
		})
	}

	pub fn answer<'a, T: Send + 'a>(&'a self, look: impl FnOnce(&State) -> T) -> LedgerFuture<'a, T> {
		let found = look(&self.state.lock().unwrap());
		Box::pin(async move { Ok(found) })
	}
}
