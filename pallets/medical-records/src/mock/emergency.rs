//! What patients prepare and people ask for in an emergency, on their own machines.

use threshold_decryption::{EmergencyContext, capsule_point, encapsulate_emergency};

use crate::{Emergencies, EmergencyRequests};

use super::*;

/// The key of the emergency committee: two of [`EMERGENCY`].
pub const EMERGENCY_KEY: KeyId = 2;
/// The emergency administrators in the order of their indices. Dave is one of record's as well, and of Olivia's house.
pub const EMERGENCY: [Person; 3] = [OLIVIA, PETER, DAVE];
/// Who is of which house.
pub const HOUSES: [(Person, u32); 4] = [(VICTOR, 10), (OLIVIA, 20), (PETER, 30), (DAVE, 20)];

/// The emergency committee: public key and secrets.
pub fn dealt_for_emergencies() -> &'static (Point, Vec<AdminSecret>) {
	static DEALT: OnceLock<(Point, Vec<AdminSecret>)> = OnceLock::new();
	DEALT.get_or_init(|| deal_committee(2, &[1, 2, 3], &mut rng(8)).unwrap())
}

/// What a genesis says about it.
pub fn emergency_committee() -> GenesisCommittee {
	let (x, secrets) = dealt_for_emergencies();
	let admins = EMERGENCY
		.iter()
		.zip(secrets)
		.map(|(person, secret)| GenesisAdmin::new(person.id(), csp_pk(*person, 0), &secret.public()));
	GenesisCommittee {
		key_id: EMERGENCY_KEY,
		k: 2,
		x: H256(*x),
		admins: admins.collect(),
	}
}

/// Runs a test where everybody is of a house.
pub fn emergencies(test: impl FnOnce()) {
	ExtBuilder::default().with_emergencies().build_and_execute(|| {
		for (person, house) in HOUSES {
			set_house(person, Some(house));
		}
		System::reset_events();
		test();
	});
}

/// Governance says of which house somebody is.
pub fn set_house(person: Person, house: Option<u32>) {
	assert_ok!(MedicalRecords::set_facility(
		RuntimeOrigin::root(),
		person.id(),
		house
	));
}

/// Arguments of `add_emergency`, made as patient or uploader makes them.
#[derive(Clone)]
pub struct Prepared {
	pub maker: Person,
	pub record_id: RecordId,
	pub key_id: KeyId,
	pub nonce: [u8; 16],
	pub capsule: [u8; 128],
	pub wrap: EmergencyWrap,
	/// U, which the key of the wrap is derived from.
	pub u: [u8; 32],
}

/// A wrap of this scope.
pub fn wrap(scope: EmergencyScope) -> EmergencyWrap {
	match scope {
		EmergencyScope::CspKey => EmergencyWrap::CspKey([1; 60]),
		EmergencyScope::BothKeys => EmergencyWrap::BothKeys([2; 92]),
	}
}

/// What the capsule for this record is bound to.
pub fn emergency_ctx(
	maker: Person,
	record_id: RecordId,
	scope: EmergencyScope,
	nonce: &[u8; 16],
) -> [u8; 32] {
	let record = Records::<Test>::get(record_id).unwrap();
	EmergencyContext {
		record_ctx: &RecordContext {
			genesis: &GENESIS,
			record_id: &record_id,
			uploader: record.uploader.as_ref(),
			patient: record.patient.as_ref(),
			csp_pk: &record.csp_pk,
			x: &dealt().0,
		}
		.hash(),
		key_id: EMERGENCY_KEY,
		x: &dealt_for_emergencies().0,
		scope: scope as u8,
		maker: &maker.bytes(),
		nonce,
	}
	.hash()
}

/// Prepares an emergency.
pub fn prepare(maker: Person, record_id: RecordId, scope: EmergencyScope) -> Prepared {
	let nonce = [9; 16];
	let ctx = emergency_ctx(maker, record_id, scope, &nonce);
	let x = &dealt_for_emergencies().0;
	let (capsule, u) = encapsulate_emergency(x, &ctx, &[2; 32], &mut rng(4)).unwrap();
	Prepared {
		maker,
		record_id,
		key_id: EMERGENCY_KEY,
		nonce,
		capsule,
		wrap: wrap(scope),
		u: *u,
	}
}

impl Prepared {
	pub fn send(&self) -> frame_support::dispatch::DispatchResult {
		MedicalRecords::add_emergency(
			self.maker.origin(),
			self.record_id,
			self.key_id,
			self.nonce,
			self.capsule,
			self.wrap.clone(),
		)
	}
}

/// Eve allows a record that One uploaded to be opened in an emergency.
pub fn allowed(number: u8) -> Prepared {
	let prepared = prepare(EVE, upload(number).id(), EmergencyScope::CspKey);
	assert_ok!(prepared.send());
	prepared
}

/// The patient takes it away, with room for all requests.
pub fn remove_emergency(patient: Person, id: RecordId) -> frame_support::dispatch::DispatchResult {
	plain(MedicalRecords::remove_emergency(patient.origin(), id, 16))
}

/// Arguments of `break_glass`, made as a casualty doctor makes them.
#[derive(Clone)]
pub struct Breaking {
	pub requester: Person,
	pub record_id: RecordId,
	pub seq: u32,
	pub key_seed: [u8; 32],
	pub auth_sig: MultiSignature,
	pub reason: Purpose,
	pub ctx: [u8; 32],
	pub mode: Mode,
	pub r: Point,
}

/// Prepares an emergency request with the requester's next number, from what the chain keeps.
pub fn breaking(requester: Person, record_id: RecordId, reason: Purpose) -> Breaking {
	let kept = Emergencies::<Test>::get(record_id).unwrap();
	let maker = Person::of(&kept.maker);
	let record = Records::<Test>::get(record_id).unwrap();
	let (seq, key_seed) = (counted(requester).next_seq, [33; 32]);
	let committee = Committees::<Test>::get(EMERGENCY_KEY).unwrap();
	let mode = match EMERGENCY.contains(&requester) {
		true => Mode::Admin,
		false => Mode::Outsider,
	};
	let ctx = RequestContext {
		genesis: &GENESIS,
		ad: &emergency_ctx(maker, record_id, kept.wrap.scope(), &kept.nonce),
		capsule: &kept.capsule,
		rec_hash: &SealedRecord {
			commitment: &record.commitment,
			csp_enc: &record.csp_enc,
			csp_check: &record.csp_check,
			locator: &record.locator,
		}
		.hash(),
		key_id: EMERGENCY_KEY,
		epoch: committee.epoch,
		request_id: &blake2_128(&request_id_input(&GENESIS, &requester.bytes(), &record_id, seq)),
		requester: &requester.bytes(),
		q: &RequestKey::from_seed(&key_seed).public(),
		epk: &[7; 32],
		mode,
		purpose: reason as u8,
	}
	.hash();
	Breaking {
		requester,
		record_id,
		seq,
		key_seed,
		auth_sig: requester.sign(&auth_message(&record_id, reason as u8, &ctx)),
		reason,
		ctx,
		mode,
		r: capsule_point(&kept.capsule),
	}
}

impl Breaking {
	pub fn id(&self) -> RequestId {
		let input = request_id_input(&GENESIS, &self.requester.bytes(), &self.record_id, self.seq);
		blake2_128(&input)
	}

	pub fn key(&self) -> RequestKey {
		RequestKey::from_seed(&self.key_seed)
	}

	pub fn send(&self) -> frame_support::dispatch::DispatchResult {
		plain(MedicalRecords::break_glass(
			self.requester.origin(),
			self.record_id,
			self.seq,
			self.key().public(),
			[7; 32],
			self.auth_sig.clone(),
			self.reason,
		))
	}

	/// This emergency administrator's share for this request.
	pub fn share_of(&self, admin: Person) -> Share {
		let position = EMERGENCY.iter().position(|person| *person == admin).unwrap();
		let secret = &dealt_for_emergencies().1[position];
		let q = self.key().public();
		create_share(secret, self.mode, &self.ctx, &self.r, &q, &mut rng(2)).unwrap()
	}

	pub fn approve(&self, admin: Person) -> frame_support::dispatch::DispatchResult {
		let share = self.share_of(admin);
		plain(MedicalRecords::approve(admin.origin(), self.id(), share))
	}

	pub fn reject(&self, admin: Person) -> frame_support::dispatch::DispatchResult {
		let reason = RejectionReason::NotJustified;
		plain(MedicalRecords::reject(admin.origin(), self.id(), reason))
	}

	pub fn status(&self) -> Option<RequestStatus> {
		Requests::<Test>::get(self.id()).map(|request| request.status)
	}

	/// What lies beside it.
	pub fn beside(&self) -> Option<crate::EmergencyRequestOf<Test>> {
		EmergencyRequests::<Test>::get(self.id())
	}
}

/// Victor breaks the glass.
pub fn asked(record_id: RecordId) -> Breaking {
	let breaking = breaking(VICTOR, record_id, Purpose::EmergencyTreatment);
	assert_ok!(breaking.send());
	breaking
}

/// Victor has broken it, by Olivia's and Peter's approvals.
pub fn broken(record_id: RecordId) -> Breaking {
	let breaking = asked(record_id);
	assert_ok!(breaking.approve(OLIVIA));
	assert_ok!(breaking.approve(PETER));
	breaking
}
