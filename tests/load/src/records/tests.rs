use super::*;
use crate::{
	raw,
	spec::{self, Wanted},
};
use frame_support::{assert_ok, genesis_builder_helper::build_state, traits::fungible::InspectHold as _};
use medquorum_runtime::{
	Balances, RuntimeCall, RuntimeGenesisConfig, RuntimeOrigin, System, genesis_config_presets,
};
use pallet_medical_records::{Call, Committees};
use serde_json::{Map, Value, json};
use sp_core::storage::Storage;
use sp_io::TestExternalities;
use sp_runtime::traits::Dispatchable as _;
use std::collections::BTreeMap;
use threshold_decryption::{RecordContext, encapsulate};

const MANY: u32 = 1_000;

/// Puts `patch` over `base`, as the node does.
fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		}
		(base, patch) => *base = patch,
	}
}

/// The plain spec of a development chain.
fn plain() -> Value {
	let preset = genesis_config_presets::get_preset(&"development".into()).unwrap();
	let patch: Value = serde_json::from_slice(&preset).unwrap();
	json!({ "chainType": "Development", "genesis": { "runtimeGenesis": { "patch": patch } } })
}

/// Its raw spec, as the node makes it.
fn raw_of(mut plain: Value) -> Value {
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
	let patch = plain.pointer_mut("/genesis/runtimeGenesis/patch").unwrap();
	merge(&mut config, patch.take());
	let mut top = Map::new();
	TestExternalities::default().execute_with(|| {
		build_state::<RuntimeGenesisConfig>(serde_json::to_vec(&config).unwrap()).unwrap();
		let mut key = Vec::new();
		while let Some(next) = sp_io::storage::next_key(&key) {
			let value = sp_io::storage::get(&next).unwrap();
			let hex = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
			top.insert(hex(&next), hex(&value).into());
			key = next;
		}
	});
	json!({ "chainType": "Development", "genesis": { "raw": { "top": top, "childrenDefault": {} } } })
}

/// What a node has in state that begins with a raw spec.
fn state_of(raw: &[u8]) -> TestExternalities {
	let raw: Value = serde_json::from_slice(raw).unwrap();
	assert_eq!(raw["genesis"]["raw"]["childrenDefault"], json!({}));
	let bytes = |hex: &str| hex::decode(hex.strip_prefix("0x").unwrap()).unwrap();
	let top: BTreeMap<Vec<u8>, Vec<u8>> = raw["genesis"]["raw"]["top"]
		.as_object()
		.unwrap()
		.iter()
		.map(|(key, value)| (bytes(key), bytes(value.as_str().unwrap())))
		.collect();
	TestExternalities::new(Storage {
		top,
		..Storage::default()
	})
}

fn wanted(records: u32) -> Wanted {
	Wanted {
		lanes: 2,
		records,
		spammers: 2,
	}
}

fn chain(records: u32) -> TestExternalities {
	let raw = raw_of(spec::with(plain(), wanted(records)).unwrap());
	let mut written = Vec::new();
	raw::write(raw, records, &mut written).unwrap();
	state_of(&written)
}

fn on_hold(reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&RuntimeHoldReason::MedicalRecords(reason), &uploader())
}

#[test]
fn state_has_the_records_and_who_they_are_about() {
	chain(MANY).execute_with(|| {
		assert_eq!(Records::<Runtime>::iter().count(), MANY as usize);
		assert_eq!(RecordsByPatient::<Runtime>::iter().count(), MANY as usize);
		for number in 0..MANY {
			let record = Records::<Runtime>::get(id(number)).unwrap();
			assert_eq!(record, super::record(number).unwrap());
			assert!(Committees::<Runtime>::contains_key(record.key_id));
			assert!(RecordsByPatient::<Runtime>::contains_key(
				&record.patient,
				id(number)
			));
			let patient = Users::<Runtime>::get(&record.patient).unwrap();
			let keys = patient.keys.unwrap();
			assert_eq!(
				(keys.csp_version, keys.csp_pk),
				(patient.csp_version, record.csp_pk)
			);
			assert_eq!(patient.deposit.unwrap().payer, uploader());
		}
		assert_eq!(Users::<Runtime>::get(uploader()).unwrap().role, Role::Facility);
	});
}

#[test]
fn the_uploader_has_paid_for_all_of_it() {
	chain(MANY).execute_with(|| {
		let patients = u128::from(MANY / PER_PATIENT);
		assert_eq!(on_hold(HoldReason::Record), u128::from(MANY) * record_deposit());
		assert_eq!(on_hold(HoldReason::User), patients * user_deposit());
		let account = Account::<Runtime>::get(uploader());
		let held = on_hold(HoldReason::Record) + on_hold(HoldReason::User);
		assert_eq!((account.data.reserved, account.data.free), (held, AT_HAND));
		assert_eq!((account.consumers, account.providers), (1, 1));
		let all: Balance = Account::<Runtime>::iter_values()
			.map(|account| account.data.free + account.data.reserved)
			.sum();
		assert_eq!(Balances::total_issuance(), all);
	});
}

#[test]
fn one_more_record_is_registered_after_them() {
	chain(MANY).execute_with(|| {
		System::set_block_number(1);
		let patient = patient_of(0);
		let csp_pk = super::record(0).unwrap().csp_pk;
		let x = Committees::<Runtime>::get(DEVELOPMENT_KEY_ID).unwrap().x;
		let genesis = System::block_hash(0).0;
		let nonce = [9; 16];
		let record_id = blake2_128(&record_id_input(&genesis, uploader().as_ref(), &nonce));
		let ad = RecordContext {
			genesis: &genesis,
			record_id: &record_id,
			uploader: uploader().as_ref(),
			patient: patient.as_ref(),
			csp_pk: &csp_pk,
			x: &x,
		}
		.hash();
		let mut rng = ChaCha20Rng::seed_from_u64(1);
		let (capsule, _) = encapsulate(&x, &ad, &[1; 32], &[2; 32], &mut rng).unwrap();
		let call = RuntimeCall::MedicalRecords(Call::register_record {
			nonce,
			key_id: DEVELOPMENT_KEY_ID,
			patient: patient.clone(),
			commitment: [3; 32],
			capsule,
			csp_enc: [4; 32],
			csp_check: [5; 32],
			locator: [6; 64],
			supersedes: None,
			searchable: false,
		});
		let before = on_hold(HoldReason::Record);
		let origin: RuntimeOrigin = frame_system::RawOrigin::Signed(uploader()).into();
		assert_ok!(call.dispatch(origin));
		assert_eq!(Records::<Runtime>::iter().count(), MANY as usize + 1);
		assert!(RecordsByPatient::<Runtime>::contains_key(&patient, record_id));
		assert_eq!(on_hold(HoldReason::Record), before + record_deposit());
	});
}

#[test]
fn a_spec_without_the_uploaders_tokens_is_refused() {
	let raw = raw_of(spec::with(plain(), wanted(0)).unwrap());
	let refused = raw::write(raw.clone(), MANY, &mut Vec::new()).unwrap_err();
	assert!(
		refused.to_string().contains("the uploader has no tokens"),
		"{refused}"
	);
	// With no records it stays as it is.
	let mut written = Vec::new();
	raw::write(raw.clone(), 0, &mut written).unwrap();
	assert_eq!(serde_json::from_slice::<Value>(&written).unwrap(), raw);
	assert!(raw::write(plain(), 0, &mut Vec::new()).is_err());
}

#[test]
fn entries_are_made_one_by_one_and_none_twice() {
	let mut entries = super::entries(1_000_000);
	assert!(entries.next().unwrap().is_ok());
	let keys: std::collections::BTreeSet<Vec<u8>> =
		super::entries(MANY).map(|entry| entry.unwrap().0).collect();
	assert_eq!(keys.len(), (2 * MANY + MANY / PER_PATIENT) as usize);
}
