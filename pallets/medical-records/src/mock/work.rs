//! What people do on their own machines: seal records, ask for them, make shares.

use super::*;

/// Arguments of `register_record`, made as an uploader makes them.
#[derive(Clone)]
pub struct Upload {
	pub nonce: [u8; 16],
	pub key_id: KeyId,
	pub uploader: Person,
	pub patient: Person,
	pub capsule: [u8; 128],
	pub supersedes: Option<RecordId>,
	pub searchable: bool,
	/// U, which the report key is derived from: what the shares must give back.
	pub u: [u8; 32],
}

pub fn record_id(uploader: Person, nonce: &[u8; 16]) -> RecordId {
	blake2_128(&record_id_input(&GENESIS, &uploader.bytes(), nonce))
}

/// Seals a record for a patient. `number` makes the nonce.
pub fn seal(uploader: Person, patient: Person, number: u8) -> Upload {
	seal_to(&dealt().0, uploader, patient, number)
}

/// The same for the committee with public key `x`.
pub fn seal_to(x: &Point, uploader: Person, patient: Person, number: u8) -> Upload {
	seal_under(x, uploader, patient, [number; 16], number.into())
}

/// The same under a nonce of its own, by these random numbers.
pub fn seal_under(x: &Point, uploader: Person, patient: Person, nonce: [u8; 16], seed: u64) -> Upload {
	let keys = Users::<Test>::get(patient.id()).unwrap().keys.unwrap();
	let ad = RecordContext {
		genesis: &GENESIS,
		record_id: &record_id(uploader, &nonce),
		uploader: &uploader.bytes(),
		patient: &patient.bytes(),
		csp_pk: &keys.csp_pk,
		x,
	}
	.hash();
	let (capsule, u) = encapsulate(x, &ad, &[1; 32], &[2; 32], &mut rng(seed)).unwrap();
	Upload {
		nonce,
		key_id: 1,
		uploader,
		patient,
		capsule,
		supersedes: None,
		searchable: false,
		u: *u,
	}
}

impl Upload {
	pub fn id(&self) -> RecordId {
		record_id(self.uploader, &self.nonce)
	}

	pub fn send(&self) -> frame_support::dispatch::DispatchResult {
		MedicalRecords::register_record(
			self.uploader.origin(),
			self.nonce,
			self.key_id,
			self.patient.id(),
			[3; 32],
			self.capsule,
			[4; 32],
			[5; 32],
			[6; 64],
			self.supersedes,
			self.searchable,
		)
	}
}

/// One uploads a record of Eve.
pub fn upload(number: u8) -> Upload {
	let upload = seal(ONE, EVE, number);
	assert_ok!(upload.send());
	upload
}

/// Arguments of `request_access`, made as a requester makes them.
#[derive(Clone)]
pub struct Asking {
	pub requester: Person,
	pub record_id: RecordId,
	pub seq: u32,
	pub seed: [u8; 32],
	pub q: Point,
	pub epk: Point,
	pub auth_sig: MultiSignature,
	pub purpose: Purpose,
	pub ctx: [u8; 32],
}

/// What the approvals of a request are bound to, computed from what is public, as clients do.
pub fn context_of(requester: Person, record_id: RecordId, seq: u32, q: &Point, epk: &Point) -> [u8; 32] {
	context_for(requester, record_id, seq, q, epk, Purpose::Treatment)
}

/// The same for another purpose.
pub fn context_for(
	requester: Person,
	record_id: RecordId,
	seq: u32,
	q: &Point,
	epk: &Point,
	purpose: Purpose,
) -> [u8; 32] {
	let record = Records::<Test>::get(record_id).unwrap();
	let committee = MedicalRecords::committee(record.key_id).unwrap();
	let seat = (record.key_id, committee.epoch);
	let is_admin = Administrators::<Test>::contains_key(seat, requester.id());
	RequestContext {
		genesis: &GENESIS,
		ad: &RecordContext {
			genesis: &GENESIS,
			record_id: &record_id,
			uploader: record.uploader.as_ref(),
			patient: record.patient.as_ref(),
			csp_pk: &record.csp_pk,
			x: &committee.x,
		}
		.hash(),
		capsule: &record.capsule,
		rec_hash: &SealedRecord {
			commitment: &record.commitment,
			csp_enc: &record.csp_enc,
			csp_check: &record.csp_check,
			locator: &record.locator,
		}
		.hash(),
		key_id: record.key_id,
		epoch: committee.epoch,
		request_id: &blake2_128(&request_id_input(&GENESIS, &requester.bytes(), &record_id, seq)),
		requester: &requester.bytes(),
		q,
		epk,
		mode: if is_admin { Mode::Admin } else { Mode::Outsider },
		purpose: purpose as u8,
	}
	.hash()
}

/// What is counted of a requester.
pub fn counted(requester: Person) -> Requester {
	Requesters::<Test>::get(requester.id())
}

/// Prepares a request for treatment with the requester's next number.
pub fn ask(requester: Person, record_id: RecordId) -> Asking {
	ask_with_seq(requester, record_id, counted(requester).next_seq)
}

/// Prepares a request for treatment with a number of one's choice.
pub fn ask_with_seq(requester: Person, record_id: RecordId, seq: u32) -> Asking {
	let mut seed = [0; 32];
	rng(u64::from(seq) + 1_000).fill_bytes(&mut seed);
	ask_with_seed(requester, record_id, seq, seed)
}

/// Prepares a request with one-time keys of one's choice.
pub fn ask_with_seed(requester: Person, record_id: RecordId, seq: u32, seed: [u8; 32]) -> Asking {
	let q = RequestKey::from_seed(&seed).public();
	let epk = [7; 32];
	let ctx = context_of(requester, record_id, seq, &q, &epk);
	Asking {
		requester,
		record_id,
		seq,
		seed,
		q,
		epk,
		auth_sig: requester.sign(&auth_message(&record_id, Purpose::Treatment as u8, &ctx)),
		purpose: Purpose::Treatment,
		ctx,
	}
}

/// Prepares a request for this purpose with the requester's next number.
pub fn ask_for(requester: Person, record_id: RecordId, purpose: Purpose) -> Asking {
	let asking = ask(requester, record_id);
	let (q, epk) = (asking.q, asking.epk);
	let ctx = context_for(requester, record_id, asking.seq, &q, &epk, purpose);
	Asking {
		auth_sig: requester.sign(&auth_message(&record_id, purpose as u8, &ctx)),
		purpose,
		ctx,
		..asking
	}
}

impl Asking {
	pub fn id(&self) -> RequestId {
		blake2_128(&request_id_input(
			&GENESIS,
			&self.requester.bytes(),
			&self.record_id,
			self.seq,
		))
	}

	pub fn send(&self) -> frame_support::dispatch::DispatchResult {
		MedicalRecords::request_access(
			self.requester.origin(),
			self.record_id,
			self.seq,
			self.q,
			self.epk,
			self.auth_sig.clone(),
			self.purpose,
		)
		.map(drop)
		.map_err(|error| error.error)
	}

	/// The key that opens the shares.
	pub fn key(&self) -> RequestKey {
		RequestKey::from_seed(&self.seed)
	}

	/// This administrator's share for this request.
	pub fn share_of(&self, admin: Person) -> Share {
		let record = Records::<Test>::get(self.record_id).unwrap();
		let mode = if ADMINS.contains(&self.requester) {
			Mode::Admin
		} else {
			Mode::Outsider
		};
		let r = threshold_decryption::capsule_point(&record.capsule);
		create_share(admin.secret(), mode, &self.ctx, &r, &self.q, &mut rng(2)).unwrap()
	}

	pub fn approve(&self, admin: Person) -> frame_support::dispatch::DispatchResult {
		plain(MedicalRecords::approve(
			admin.origin(),
			self.id(),
			self.share_of(admin),
		))
	}

	pub fn reject(&self, admin: Person) -> frame_support::dispatch::DispatchResult {
		plain(MedicalRecords::reject(
			admin.origin(),
			self.id(),
			RejectionReason::NotJustified,
		))
	}

	pub fn status(&self) -> Option<RequestStatus> {
		Requests::<Test>::get(self.id()).map(|request| request.status)
	}

	/// Its answers in state.
	pub fn votes(&self) -> Vec<(u16, Vote)> {
		let votes = Requests::<Test>::get(self.id()).map_or(vec![], |request| request.votes.into_inner());
		votes
			.into_iter()
			.map(|answer| (answer.index, answer.vote))
			.collect()
	}

	/// Its consent in state.
	pub fn consent(&self) -> Option<[u8; 80]> {
		Requests::<Test>::get(self.id()).and_then(|request| request.consent)
	}
}

/// A call's result without what it weighed.
pub fn plain(
	result: frame_support::dispatch::DispatchResultWithPostInfo,
) -> frame_support::dispatch::DispatchResult {
	result.map(drop).map_err(|error| error.error)
}

/// The patient acknowledges a record, with room for everything.
pub fn acknowledge(patient: Person, id: RecordId) -> frame_support::dispatch::DispatchResult {
	plain(MedicalRecords::acknowledge_record(
		patient.origin(),
		id,
		MAX_VERSIONS,
		100,
	))
}

/// Somebody wants a record erased, with room for everything.
pub fn erase(by: Person, id: RecordId) -> frame_support::dispatch::DispatchResult {
	plain(MedicalRecords::erase_record(
		by.origin(),
		id,
		ErasureReason::Other,
		MAX_VERSIONS,
		100,
	))
}

/// An erasure that is due is carried out, with room for everything.
pub fn finish(id: RecordId) -> frame_support::dispatch::DispatchResult {
	plain(MedicalRecords::finish_erasure(
		MALLORY.origin(),
		id,
		MAX_VERSIONS,
		100,
	))
}

/// The patient suspends a record.
pub fn suspend(patient: Person, id: RecordId) -> frame_support::dispatch::DispatchResult {
	plain(MedicalRecords::suspend_record(patient.origin(), id, 100))
}

/// A correction of `older` by `uploader`.
pub fn correction(uploader: Person, patient: Person, older: RecordId, number: u8) -> Upload {
	Upload {
		supersedes: Some(older),
		..seal(uploader, patient, number)
	}
}

/// Enrols somebody who has no tokens.
pub fn enrol(facility: Person, patient: Person) -> frame_support::dispatch::DispatchResult {
	let (csp, enc, key_sig) = user_keys(patient);
	MedicalRecords::enrol(facility.origin(), patient.id(), csp, enc, key_sig)
}

/// This person requests the record.
pub fn request(requester: Person, record_id: RecordId) -> Asking {
	let asking = ask(requester, record_id);
	assert_ok!(asking.send());
	asking
}

/// A request of Ferdie for a record of Eve that was uploaded by One, with no events before it.
pub fn requested() -> Asking {
	let asking = request(FERDIE, upload(1).id());
	System::reset_events();
	asking
}
