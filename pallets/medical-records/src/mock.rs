//! A runtime of three pallets, the people of the story, and what they do on their own machines: real keys, capsules,
//! signatures and shares.

use std::{
	collections::BTreeMap,
	sync::{Mutex, OnceLock, PoisonError},
};

use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		LinearStoragePrice,
	},
};
use frame_system::EnsureRoot;
use rand_chacha::{
	rand_core::{RngCore, SeedableRng},
	ChaCha20Rng,
};
use sp_core::{sr25519, Pair, H256};
use sp_io::hashing::blake2_128;
use sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage};
use threshold_decryption::{
	auth_message, certificate_message, committee_hash, create_share, deal_committee, encapsulate,
	prove_possession, record_id_input, request_id_input, user_key_message, AdminPoints, AdminSecret,
	CommitteeMember, Mode, RecordContext, RequestContext, RequestKey,
};

use crate::{types::*, Committees, HoldReason, Records, RequestSeq, Requests, Users};

/// The pallet's errors.
pub type Error = crate::Error<Test>;
/// Its events.
pub type Event = crate::Event<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances::Pallet<Test>;
	#[runtime::pallet_index(50)]
	pub type MedicalRecords = crate::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlockU32<Test>;
	type AccountId = AccountId32;
	type Lookup = IdentityLookup<AccountId32>;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = u128;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
}

parameter_types! {
	pub const ExistentialDeposit: u128 = 1;
	pub const RecordHold: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::Record);
	pub const RequestHold: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::Request);
	pub const Base: u128 = 1_000;
	pub const PerByte: u128 = 10;
	pub static RequirePatientAck: bool = false;
	pub static MaxOpenRequests: u32 = 4;
	pub static MaxRequestsPerRecord: u32 = 5;
	pub static MaxOwnRequestsPerRecord: u32 = 3;
}

/// Blocks in which a request can be decided.
pub const TTL: u32 = 10;

impl crate::Config for Test {
	type RecordConsideration =
		HoldConsideration<AccountId32, Balances, RecordHold, LinearStoragePrice<Base, PerByte, u128>>;
	type RequestConsideration =
		HoldConsideration<AccountId32, Balances, RequestHold, LinearStoragePrice<Base, PerByte, u128>>;
	type GovernanceOrigin = EnsureRoot<AccountId32>;
	type WeightInfo = ();
	type MaxAdmins = frame_support::traits::ConstU32<16>;
	type MaxTags = frame_support::traits::ConstU32<4>;
	type RequestTtl = frame_support::traits::ConstU32<TTL>;
	type MaxOpenRequests = MaxOpenRequests;
	type MaxRequestsPerRecord = MaxRequestsPerRecord;
	type MaxOwnRequestsPerRecord = MaxOwnRequestsPerRecord;
	type RequirePatientAck = RequirePatientAck;
}

/// Somebody with an account, by its derivation path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Person(pub &'static str);

/// Administrator with index 1.
pub const ALICE: Person = Person("//Alice");
/// Administrator with index 2.
pub const BOB: Person = Person("//Bob");
/// Administrator with index 3.
pub const CHARLIE: Person = Person("//Charlie");
/// Administrator with index 4.
pub const DAVE: Person = Person("//Dave");
/// A patient.
pub const EVE: Person = Person("//Eve");
/// A clinician.
pub const FERDIE: Person = Person("//Ferdie");
/// The facility that uploads.
pub const ONE: Person = Person("//One");
/// A second facility.
pub const TWO: Person = Person("//Two");
/// Another patient.
pub const GRACE: Person = Person("//Grace");
/// The data protection officer.
pub const OFFICER: Person = Person("//Officer");
/// Somebody without role or keys.
pub const MALLORY: Person = Person("//Mallory");

/// The administrators in the order of their indices.
pub const ADMINS: [Person; 4] = [ALICE, BOB, CHARLIE, DAVE];
const EVERYBODY: [Person; 11] = [
	ALICE, BOB, CHARLIE, DAVE, EVE, FERDIE, ONE, TWO, GRACE, OFFICER, MALLORY,
];

impl Person {
	pub fn pair(&self) -> sr25519::Pair {
		// From a path a pair takes thousands of hashes.
		static PAIRS: Mutex<BTreeMap<&str, sr25519::Pair>> = Mutex::new(BTreeMap::new());
		let mut pairs = PAIRS.lock().unwrap_or_else(PoisonError::into_inner);
		pairs
			.entry(self.0)
			.or_insert_with(|| sr25519::Pair::from_string(self.0, None).unwrap())
			.clone()
	}

	pub fn id(&self) -> AccountId32 {
		self.pair().public().into()
	}

	pub fn bytes(&self) -> [u8; 32] {
		self.pair().public().0
	}

	pub fn origin(&self) -> RuntimeOrigin {
		RuntimeOrigin::signed(self.id())
	}

	pub fn sign(&self, message: &[u8]) -> [u8; 64] {
		self.pair().sign(message).0
	}

	/// Index of this administrator in [`ADMINS`].
	pub fn index(&self) -> u16 {
		let position = ADMINS.iter().position(|admin| admin == self).unwrap();
		u16::try_from(position).unwrap() + 1
	}

	/// This administrator's share of the committee's key.
	pub fn secret(&self) -> &'static AdminSecret {
		&dealt().1[usize::from(self.index()) - 1]
	}
}

/// The committee with key id 1: public key and secrets of [`ADMINS`], k = 3.
pub fn dealt() -> &'static (Point, Vec<AdminSecret>) {
	static DEALT: OnceLock<(Point, Vec<AdminSecret>)> = OnceLock::new();
	DEALT.get_or_init(|| deal_committee(3, &[1, 2, 3, 4], &mut rng(7)).unwrap())
}

/// The same random numbers in every run.
pub fn rng(seed: u64) -> ChaCha20Rng {
	ChaCha20Rng::seed_from_u64(seed)
}

/// Hash of block 0 in the mock runtime.
pub const GENESIS: [u8; 32] = [69; 32];

/// CSP key of a person in the given version. The pallet treats it as opaque.
pub fn csp_pk(person: Person, version: u16) -> Point {
	sp_io::hashing::blake2_256(&[person.0.as_bytes(), &version.to_le_bytes()].concat())
}

/// Builds the state in which tests begin: committee 1, roles, balances, and keys of the patients.
pub struct ExtBuilder {
	committees: Vec<GenesisCommittee>,
	roles: Vec<(AccountId32, Role)>,
}

/// What a genesis says about [`dealt`].
pub fn genesis_committee(key_id: KeyId) -> GenesisCommittee {
	let (x, secrets) = dealt();
	let admins = ADMINS
		.iter()
		.zip(secrets)
		.map(|(person, secret)| GenesisAdmin::new(person.id(), csp_pk(*person, 0), &secret.public()));
	GenesisCommittee {
		key_id,
		k: 3,
		x: H256(*x),
		admins: admins.collect(),
	}
}

impl Default for ExtBuilder {
	fn default() -> Self {
		let roles = vec![
			(ONE.id(), Role::Facility),
			(TWO.id(), Role::Facility),
			(FERDIE.id(), Role::Clinician),
			(ALICE.id(), Role::Clinician),
			(BOB.id(), Role::Clinician),
			(OFFICER.id(), Role::DataProtectionOfficer),
		];
		Self {
			committees: vec![genesis_committee(1)],
			roles,
		}
	}
}

impl ExtBuilder {
	pub fn with_committees(mut self, committees: Vec<GenesisCommittee>) -> Self {
		self.committees = committees;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let genesis = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: EVERYBODY.iter().map(|person| (person.id(), 1_000_000)).collect(),
				..Default::default()
			},
			medical_records: crate::GenesisConfig {
				roles: self.roles,
				committees: self.committees,
				..Default::default()
			},
			..Default::default()
		};
		let mut ext = sp_io::TestExternalities::new(genesis.build_storage().unwrap());
		ext.register_extension(sp_keystore::KeystoreExt::new(
			sp_keystore::testing::MemoryKeystore::new(),
		));
		ext.execute_with(|| {
			go_to_block(1);
			register_user(EVE);
			register_user(GRACE);
			System::reset_events();
		});
		ext
	}

	/// Runs a test, and checks every invariant after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			MedicalRecords::do_try_state().unwrap();
		});
	}
}

/// The plain state, for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().with_committees(vec![]).build()
}

pub fn go_to_block(block: u32) {
	System::set_block_number(block);
}

/// The pallet's events since the last call, and forgets them.
pub fn events() -> Vec<Event> {
	let events = System::read_events_for_pallet::<Event>();
	System::reset_events();
	events
}

pub fn held(who: Person, reason: HoldReason) -> u128 {
	Balances::balance_on_hold(&RuntimeHoldReason::MedicalRecords(reason), &who.id())
}

/// Administrators with these secrets, each with a certificate for the committee and epoch.
pub fn certified(
	key_id: KeyId,
	epoch: Epoch,
	k: u16,
	x: &Point,
	people: &[Person],
	secrets: &[AdminSecret],
) -> Vec<Admin> {
	let ids: Vec<[u8; 32]> = people.iter().map(Person::bytes).collect();
	let keys: Vec<Point> = people.iter().map(|person| csp_pk(*person, 0)).collect();
	let points: Vec<AdminPoints> = secrets.iter().map(AdminSecret::public).collect();
	let members: Vec<CommitteeMember> = (0..people.len())
		.map(|i| CommitteeMember {
			account: &ids[i],
			enc_pk: &keys[i],
			points: &points[i],
		})
		.collect();
	let message = certificate_message(&GENESIS, key_id, epoch, k, x, &committee_hash(&members));
	let admin = |(i, person): (usize, &Person)| Admin {
		account: person.id(),
		index: points[i].index,
		enc_pk: keys[i],
		x_j: points[i].x,
		z_j: points[i].z,
		zp_j: points[i].zp,
		cert: person.sign(&message),
	};
	people.iter().enumerate().map(admin).collect()
}

/// Governance sets these administrators.
pub fn set_committee(
	key_id: KeyId,
	k: u16,
	x: Point,
	admins: Vec<Admin>,
) -> frame_support::dispatch::DispatchResult {
	MedicalRecords::set_committee(RuntimeOrigin::root(), key_id, k, x, admins.try_into().unwrap())
}

/// Committee 1 certifies itself for its next epoch.
pub fn next_epoch() {
	let (x, secrets) = dealt();
	let epoch = Committees::<Test>::get(1).unwrap().epoch + 1;
	assert_ok!(set_committee(
		1,
		3,
		*x,
		certified(1, epoch, 3, x, &ADMINS, secrets)
	));
}

/// The arguments of `register_user`, signed.
pub fn user_keys(who: Person) -> (Point, Point, [u8; 64]) {
	let version = Users::<Test>::get(who.id())
		.and_then(|user| user.keys)
		.map_or(0, |keys| keys.csp_version)
		+ 1;
	let (csp, enc) = (csp_pk(who, version), csp_pk(who, 0));
	let message = user_key_message(&GENESIS, &who.bytes(), version, &csp, &enc);
	(csp, enc, who.sign(&message))
}

pub fn register_user(who: Person) {
	let (csp, enc, key_sig) = user_keys(who);
	assert_ok!(MedicalRecords::register_user(who.origin(), csp, enc, key_sig));
}

/// Arguments of `register_record`, made as an uploader makes them.
#[derive(Clone)]
pub struct Upload {
	pub nonce: [u8; 16],
	pub key_id: KeyId,
	pub uploader: Person,
	pub patient: Person,
	pub capsule: [u8; 128],
	pub supersedes: Option<RecordId>,
	pub tags: Vec<Tag>,
	pub emg: Option<Emergency>,
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
	let nonce = [number; 16];
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
	let (capsule, u) = encapsulate(x, &ad, &[1; 32], &[2; 32], &mut rng(number.into())).unwrap();
	Upload {
		nonce,
		key_id: 1,
		uploader,
		patient,
		capsule,
		supersedes: None,
		tags: vec![],
		emg: None,
		u: *u,
	}
}

impl Upload {
	pub fn id(&self) -> RecordId {
		record_id(self.uploader, &self.nonce)
	}

	pub fn send(&self) -> frame_support::dispatch::DispatchResultWithPostInfo {
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
			self.tags.clone().try_into().unwrap(),
			self.emg.clone(),
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
	pub pok: [u8; 64],
	pub auth_sig: [u8; 64],
	pub purpose: Purpose,
	pub ctx: [u8; 32],
}

/// What the approvals of a request are bound to, computed from what is public, as clients do.
pub fn context_of(requester: Person, record_id: RecordId, seq: u32, q: &Point, epk: &Point) -> [u8; 32] {
	let record = Records::<Test>::get(record_id).unwrap();
	let committee = Committees::<Test>::get(record.key_id).unwrap();
	let is_admin = committee
		.admins
		.iter()
		.any(|admin| admin.account == requester.id());
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
		key_id: record.key_id,
		epoch: committee.epoch,
		request_id: &blake2_128(&request_id_input(&GENESIS, &requester.bytes(), &record_id, seq)),
		requester: &requester.bytes(),
		q,
		epk,
		mode: if is_admin { Mode::Admin } else { Mode::Outsider },
		purpose: Purpose::Treatment as u8,
	}
	.hash()
}

/// Prepares a request for treatment with the requester's next number.
pub fn ask(requester: Person, record_id: RecordId) -> Asking {
	ask_with_seq(requester, record_id, RequestSeq::<Test>::get(requester.id()))
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
		pok: prove_possession(&seed, &ctx, &mut rng(1)),
		auth_sig: requester.sign(&auth_message(&ctx)),
		purpose: Purpose::Treatment,
		ctx,
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
			self.pok,
			self.auth_sig,
			self.purpose,
		)
	}

	/// The key that opens the shares.
	pub fn key(&self) -> RequestKey {
		RequestKey::from_seed(&self.seed)
	}

	/// This administrator's share for this request.
	pub fn share_of(&self, admin: Person) -> [u8; 192] {
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
		MedicalRecords::approve(admin.origin(), self.id(), self.share_of(admin))
	}

	pub fn reject(&self, admin: Person) -> frame_support::dispatch::DispatchResult {
		MedicalRecords::reject(admin.origin(), self.id(), RejectionReason::NotJustified)
	}

	pub fn status(&self) -> Option<RequestStatus> {
		Requests::<Test>::get(self.id()).map(|request| request.status)
	}
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
