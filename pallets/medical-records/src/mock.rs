//! A runtime of three pallets, the people of the story, and what they do on their own machines: real keys, capsules,
//! signatures and shares.

use std::{
	collections::BTreeMap,
	sync::{Mutex, OnceLock, PoisonError},
};

use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		LinearStoragePrice,
		fungible::{HoldConsideration, InspectHold, Mutate},
		tokens::{Fortitude, Precision, Preservation},
	},
};
use frame_system::EnsureRoot;
use rand_chacha::{
	ChaCha20Rng,
	rand_core::{RngCore, SeedableRng},
};
use sp_core::{H256, Pair, sr25519};
use sp_io::hashing::blake2_128;
use sp_runtime::{
	AccountId32, BuildStorage, MultiSignature,
	traits::{BlockNumberProvider, IdentityLookup},
};
use threshold_decryption::{
	AdminPoints, AdminSecret, CommitteeMember, Mode, RecordContext, RequestContext, RequestKey, SealedRecord,
	auth_message, certificate_message, committee_hash, create_share, deal_committee, encapsulate,
	record_id_input, request_id_input, user_key_message,
};

use crate::{Administrators, Committees, HoldReason, Records, Requesters, Requests, Users, types::*};

mod emergency;
mod people;
mod work;

pub use emergency::*;
pub use people::*;
pub use work::*;

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
	pub const UserHold: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::User);
	pub const CatalogueHold: RuntimeHoldReason = RuntimeHoldReason::MedicalRecords(HoldReason::Catalogue);
	/// Blocks in which the chain's clock stood.
	pub static Stood: u32 = 0;
	/// What a facility pays for a request of an employee.
	pub static Fee: u128 = 7;
	pub const Base: u128 = 1_000;
	pub const PerByte: u128 = 10;
	pub static RequirePatientAck: bool = false;
	pub static MaxOpenRequests: u32 = 4;
	pub static MaxRequestsPerDay: u32 = 100;
	/// One of them for emergencies.
	pub static MaxRequestsPerRecord: u32 = 6;
	pub static MaxOwnRequestsPerRecord: u32 = 3;
}

/// Blocks until a committee takes over from the one before.
pub const GRACE_PERIOD: u32 = 4;
/// Blocks in which a request can be decided.
pub const TTL: u32 = 10;
/// Blocks after the approval in which the patient can consent.
pub const CONSENT_TTL: u32 = 70;
/// Blocks after approval and consent in which the record can be opened.
pub const OPENING_TTL: u32 = 30;
/// Blocks in which an emergency can be decided.
pub const EMERGENCY_TTL: u32 = 3;
/// Blocks in which an opening is reviewed.
pub const REVIEW_TTL: u32 = 50;
/// Openings without a verdict.
pub const MAX_UNREVIEWED: u32 = 3;
/// Blocks of a day.
pub const DAY: u32 = 12;
/// Blocks between somebody's wish to erase another's record and its erasure.
pub const ERASURE_DELAY: u32 = 7 * DAY;
/// Blocks of the longest legal hold.
pub const MAX_HOLD: u32 = 500;
/// Versions of a record.
pub const MAX_VERSIONS: u32 = 4;
/// Free answers of a patient in a day.
pub const FREE_CALLS: u32 = 5;

/// The clock: blocks, but for those in which it stood.
pub struct Clock;

impl BlockNumberProvider for Clock {
	type BlockNumber = u32;

	fn current_block_number() -> u32 {
		System::block_number().saturating_sub(Stood::get())
	}

	fn set_block_number(block: u32) {
		System::set_block_number(block);
	}
}

/// Burns the fee of a facility.
pub struct Charge;

impl crate::ChargeRequest for Charge {
	fn charge(facility: &AccountId32) -> frame_support::dispatch::DispatchResult {
		let (precision, preservation) = (Precision::Exact, Preservation::Preserve);
		Balances::burn_from(facility, Fee::get(), preservation, precision, Fortitude::Polite).map(drop)
	}
}

impl crate::Config for Test {
	type RecordConsideration =
		HoldConsideration<AccountId32, Balances, RecordHold, LinearStoragePrice<Base, PerByte, u128>>;
	type RequestConsideration =
		HoldConsideration<AccountId32, Balances, RequestHold, LinearStoragePrice<Base, PerByte, u128>>;
	type UserConsideration =
		HoldConsideration<AccountId32, Balances, UserHold, LinearStoragePrice<Base, PerByte, u128>>;
	type CatalogueConsideration =
		HoldConsideration<AccountId32, Balances, CatalogueHold, LinearStoragePrice<Base, PerByte, u128>>;
	type RequestFee = Charge;
	type GovernanceOrigin = EnsureRoot<AccountId32>;
	type CommitteeOrigin = EnsureRoot<AccountId32>;
	type RetireOrigin = EnsureRoot<AccountId32>;
	type Clock = Clock;
	type WeightInfo = ();
	type MaxAdmins = frame_support::traits::ConstU32<16>;
	type HandoverGrace = frame_support::traits::ConstU32<GRACE_PERIOD>;
	type DecisionTtl = frame_support::traits::ConstU32<TTL>;
	type ConsentTtl = frame_support::traits::ConstU32<CONSENT_TTL>;
	type OpeningTtl = frame_support::traits::ConstU32<OPENING_TTL>;
	type ErasureDelay = frame_support::traits::ConstU32<ERASURE_DELAY>;
	type MaxHold = frame_support::traits::ConstU32<MAX_HOLD>;
	type MaxVersions = frame_support::traits::ConstU32<MAX_VERSIONS>;
	type Day = frame_support::traits::ConstU32<DAY>;
	type MaxFreeCallsPerDay = frame_support::traits::ConstU32<FREE_CALLS>;
	type MaxRequestsPerDay = MaxRequestsPerDay;
	type EmergencyPlaces = frame_support::traits::ConstU32<1>;
	type MaxOpenRequests = MaxOpenRequests;
	type MaxRequestsPerRecord = MaxRequestsPerRecord;
	type MaxOwnRequestsPerRecord = MaxOwnRequestsPerRecord;
	type EmergencyTtl = frame_support::traits::ConstU32<EMERGENCY_TTL>;
	type ReviewTtl = frame_support::traits::ConstU32<REVIEW_TTL>;
	type MaxUnreviewed = frame_support::traits::ConstU32<MAX_UNREVIEWED>;
	type RequirePatientAck = RequirePatientAck;
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

	/// With the emergency committee, and a casualty doctor.
	pub fn with_emergencies(mut self) -> Self {
		self.committees.push(emergency_committee());
		self.roles.push((VICTOR.id(), Role::EmergencyClinician));
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

/// Signatures of a handover: index and signature.
pub type Signed = Vec<(u16, MultiSignature)>;

/// The handover of a key to these administrators, signed by all present ones, ascending by index. None for a new key.
pub fn handover(key_id: KeyId, k: u16, x: Point, admins: &[Admin]) -> Signed {
	let Some(old) = Committees::<Test>::get(key_id) else {
		return vec![];
	};
	let new = Committee {
		epoch: old.epoch.wrapping_add(1),
		k,
		x,
		..old.clone()
	};
	let message = new.handover_message(admins, &GENESIS, key_id, old.epoch);
	let present = MedicalRecords::administrators(key_id, old.epoch);
	present
		.iter()
		.map(|admin| (admin.index, Person::of(&admin.account).sign(&message)))
		.collect()
}

/// Governance sets these administrators at once; the first k of those before hand over.
pub fn set_committee(
	key_id: KeyId,
	k: u16,
	x: Point,
	admins: Vec<Admin>,
) -> frame_support::dispatch::DispatchResult {
	let mut signed = handover(key_id, k, x, &admins);
	signed.truncate(Committees::<Test>::get(key_id).map_or(0, |old| old.k.into()));
	change_committee((key_id, k, x), admins, signed, true)
}

/// Governance sets these administrators, with this handover.
pub fn change_committee(
	(key_id, k, x): (KeyId, u16, Point),
	admins: Vec<Admin>,
	signed: Signed,
	at_once: bool,
) -> frame_support::dispatch::DispatchResult {
	let (admins, signed) = (admins.try_into().unwrap(), signed.try_into().unwrap());
	MedicalRecords::set_committee(RuntimeOrigin::root(), key_id, k, x, admins, signed, at_once)
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
pub fn user_keys(who: Person) -> (Point, Point, MultiSignature) {
	let version = Users::<Test>::get(who.id()).map_or(0, |user| user.csp_version) + 1;
	let (csp, enc) = (csp_pk(who, version), csp_pk(who, 0));
	let message = user_key_message(&GENESIS, &who.bytes(), version, &csp, &enc);
	(csp, enc, who.sign(&message))
}

pub fn register_user(who: Person) {
	let (csp, enc, key_sig) = user_keys(who);
	assert_ok!(MedicalRecords::register_user(who.origin(), csp, enc, key_sig));
}
