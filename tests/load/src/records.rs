//! Records that lie in state before the first block, as registration leaves them there: with their patients, and their uploader's deposits.
//!
//! A record's id and capsule are bound to the hash of block 0, which is a hash of all that is in state then, records as well. So those
//! made here are bound to a stand-in: no client opens them. They are there to be many. The records that accesses are about are registered
//! on the chain and lie among them, in the same maps, under keys as random.

use crate::failure::Failure;
use frame_support::traits::{Footprint, tokens::IdAmount};
use frame_system::{Account, AccountInfo};
use medquorum_runtime::{
	AccountId, Balance, BlockNumber, Nonce, Runtime, RuntimeHoldReason, configs::records::StoragePrice,
	genesis_config_presets::DEVELOPMENT_KEY_ID,
};
use pallet_balances::{AccountData, Holds};
use pallet_medical_records::{
	Config, HoldReason, Payment, Record, RecordId, RecordOf, RecordStatus, Records, RecordsByPatient, Role,
	User, UserKeys, UserOf, Users, no_signature,
};
use parity_scale_codec::{Decode, Encode};
use rand_chacha::{
	ChaCha20Rng,
	rand_core::{RngCore as _, SeedableRng as _},
};
use sp_io::hashing::{blake2_128, blake2_256};
use sp_runtime::traits::Convert as _;
use threshold_decryption::record_id_input;

/// A key and its value in state.
pub type Entry = (Vec<u8>, Vec<u8>);

/// Records of one patient.
pub const PER_PATIENT: u32 = 10;

/// What the uploader has besides its deposits, in units of the chain.
pub const AT_HAND: Balance = 1_000_000_000_000_000;

/// In place of the hash of block 0.
const STAND_IN: [u8; 32] = [0; 32];

/// What keeps the bytes of records and of patients apart.
const OF_PATIENTS: u64 = 1 << 32;

/// Who registered all of them: a facility.
pub fn uploader() -> AccountId {
	blake2_256(b"Load: the uploader of what lies in state").into()
}

/// Who the record of this number is about.
pub fn patient_of(number: u32) -> AccountId {
	patient(number / PER_PATIENT)
}

fn patient(number: u32) -> AccountId {
	blake2_256(&(b"Load: a patient", number).encode()).into()
}

/// The id of the record of this number.
pub fn id(number: u32) -> RecordId {
	let nonce = u128::from(number).to_le_bytes();
	blake2_128(&record_id_input(&STAND_IN, uploader().as_ref(), &nonce))
}

/// The bytes of what is random in a record or a patient's keys.
struct Bytes(ChaCha20Rng);

impl Bytes {
	fn of(what: u64) -> Self {
		Self(ChaCha20Rng::seed_from_u64(what))
	}

	fn draw<const N: usize>(&mut self) -> [u8; N] {
		let mut bytes = [0; N];
		self.0.fill_bytes(&mut bytes);
		bytes
	}
}

fn keys(patient: u32) -> UserKeys {
	let mut bytes = Bytes::of(OF_PATIENTS | u64::from(patient));
	UserKeys {
		csp_version: 1,
		csp_pk: bytes.draw(),
		enc_pk: bytes.draw(),
		key_sig: no_signature(),
	}
}

/// A deposit as its ticket is stored: the amount.
fn ticket<T: Decode>(amount: Balance) -> Result<T, Failure> {
	Ok(T::decode(&mut &amount.encode()[..])?)
}

/// What is held for one record.
pub fn record_deposit() -> Balance {
	StoragePrice::convert(Footprint::from_mel::<RecordOf<Runtime>>())
}

/// What is held for the keys of one patient.
fn user_deposit() -> Balance {
	StoragePrice::convert(Footprint::from_mel::<UserOf<Runtime>>())
}

/// The record of this number.
///
/// # Errors
/// None that can be met: an amount is a ticket.
pub fn record(number: u32) -> Result<RecordOf<Runtime>, Failure> {
	let mut bytes = Bytes::of(number.into());
	Ok(Record {
		uploader: uploader(),
		patient: patient_of(number),
		csp_pk: keys(number / PER_PATIENT).csp_pk,
		key_id: DEVELOPMENT_KEY_ID,
		commitment: bytes.draw(),
		capsule: bytes.draw(),
		csp_enc: bytes.draw(),
		csp_check: bytes.draw(),
		locator: bytes.draw(),
		supersedes: None,
		version: 1,
		acknowledged: false,
		searchable: false,
		status: RecordStatus::Active,
		superseded_by: None,
		created: BlockNumber::default(),
		ticket: ticket::<<Runtime as Config>::RecordConsideration>(record_deposit())?,
	})
}

fn user(patient: u32) -> Result<UserOf<Runtime>, Failure> {
	Ok(User {
		role: Role::Patient,
		csp_version: 1,
		keys: Some(keys(patient)),
		deposit: Some(Payment {
			payer: uploader(),
			ticket: ticket::<<Runtime as Config>::UserConsideration>(user_deposit())?,
		}),
	})
}

fn patients(records: u32) -> u32 {
	records.div_ceil(PER_PATIENT)
}

/// What is held from the uploader for so many records, and for the keys of their patients, whom it enrolled.
fn held(records: u32) -> (Balance, Balance) {
	let of_records = record_deposit() * Balance::from(records);
	(of_records, user_deposit() * Balance::from(patients(records)))
}

/// What the uploader must have in the plain spec.
pub fn endowment(records: u32) -> Balance {
	let (of_records, of_users) = held(records);
	AT_HAND + of_records + of_users
}

/// The uploader's own entries: its account, and what is held from it.
pub fn of_uploader(records: u32) -> [Entry; 2] {
	let (of_records, of_users) = held(records);
	let account: AccountInfo<Nonce, AccountData<Balance>> = AccountInfo {
		// Of the holds: an account with any stays.
		consumers: 1,
		providers: 1,
		data: AccountData {
			free: AT_HAND,
			reserved: of_records + of_users,
			..AccountData::default()
		},
		..AccountInfo::default()
	};
	let holds =
		[(HoldReason::Record, of_records), (HoldReason::User, of_users)].map(|(reason, amount)| IdAmount {
			id: RuntimeHoldReason::MedicalRecords(reason),
			amount,
		});
	[
		(Account::<Runtime>::hashed_key_for(uploader()), account.encode()),
		(
			Holds::<Runtime>::hashed_key_for(uploader()),
			holds.to_vec().encode(),
		),
	]
}

/// The entries of so many records and of their patients, one after the other: never all in memory.
pub fn entries(records: u32) -> impl Iterator<Item = Result<Entry, Failure>> {
	let users = (0..patients(records)).map(|number| -> Result<Entry, Failure> {
		let key = Users::<Runtime>::hashed_key_for(patient(number));
		Ok((key, user(number)?.encode()))
	});
	let listed = (0..records).map(|number| -> Result<Entry, Failure> {
		let key = RecordsByPatient::<Runtime>::hashed_key_for(patient_of(number), id(number));
		Ok((key, ().encode()))
	});
	let records = (0..records).map(|number| -> Result<Entry, Failure> {
		let key = Records::<Runtime>::hashed_key_for(id(number));
		Ok((key, record(number)?.encode()))
	});
	users.chain(listed).chain(records)
}

#[cfg(test)]
mod tests;
