use super::*;
use frame_support::{
	Blake2_128Concat, StorageHasher,
	storage::StoragePrefixedMap,
	traits::{PalletInfoAccess, StorageVersion},
	weights::Weight,
};
use medquorum_runtime::{
	AccountId, Balance, Balances, BlockNumber, MedicalRecords, RuntimeGenesisConfig,
	genesis_config_presets::{self, DEVELOPMENT_KEY_ID},
};
use pallet_medical_records::{
	Administrators, Config, NextIndex, Record, RecordOf, RecordStatus, Records, RecordsByPatient, Users,
};
use parity_scale_codec::{Decode, Encode};
use serde_json::Value;
use sp_runtime::BuildStorage as _;

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

/// The state with which a development chain begins.
fn genesis() -> Storage {
	let preset = genesis_config_presets::get_preset(&"development".into()).unwrap();
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
	merge(&mut config, serde_json::from_slice(&preset).unwrap());
	let config: RuntimeGenesisConfig = serde_json::from_value(config).unwrap();
	config.build_storage().unwrap()
}

/// Writes into the state which runtime made it.
fn made_by(state: &mut Storage, name: &'static str, version: u32) {
	let info = LastRuntimeUpgradeInfo {
		spec_version: version.into(),
		spec_name: name.into(),
	};
	let key = LastRuntimeUpgrade::<Runtime>::hashed_key();
	state.top.insert(key.to_vec(), info.encode());
}

/// The same state before an upgrade to this release.
fn older() -> Storage {
	let mut state = genesis();
	made_by(&mut state, "medquorum", VERSION.spec_version - 1);
	state
}

fn set_version<P: PalletInfoAccess>(state: &mut Storage, version: u16) {
	let key = StorageVersion::storage_key::<P>();
	state.top.insert(key.to_vec(), version.encode());
}

fn failures(state: Storage) -> Vec<String> {
	let report = check(state).unwrap();
	report.failures.iter().map(ToString::to_string).collect()
}

/// The one failure that there is.
fn failure(state: Storage) -> String {
	let failures = failures(state);
	assert_eq!(failures.len(), 1, "{failures:?}");
	failures.concat()
}

fn zeros<const N: usize>() -> [u8; N] {
	[0; N]
}

const ID: [u8; 16] = [7; 16];

fn patient() -> AccountId {
	[8; 32].into()
}

/// A record as registration leaves it.
fn record() -> RecordOf<Runtime> {
	let amount: Balance = 0;
	let ticket = <Runtime as Config>::RecordConsideration::decode(&mut &amount.encode()[..]);
	Record {
		uploader: [9; 32].into(),
		patient: patient(),
		csp_pk: zeros(),
		key_id: DEVELOPMENT_KEY_ID,
		commitment: zeros(),
		capsule: zeros(),
		csp_enc: zeros(),
		csp_check: zeros(),
		locator: zeros(),
		supersedes: None,
		version: 1,
		acknowledged: false,
		searchable: false,
		status: RecordStatus::Active,
		superseded_by: None,
		created: BlockNumber::default(),
		ticket: ticket.unwrap(),
	}
}

#[test]
fn a_genuine_state_passes_as_it_is_and_before_an_upgrade() {
	let report = check(genesis()).unwrap();
	assert_eq!(report.failures, []);
	assert_eq!(
		(report.from, report.to),
		(VERSION.spec_version, VERSION.spec_version)
	);
	assert_eq!((report.blocks, report.first), (0, Weight::zero()));
	assert!(report.keys > 40, "{}", report.keys);
	assert!(report.decoded.unwrap() > 1_000);

	let report = check(older()).unwrap();
	assert_eq!(report.failures, []);
	assert_eq!(report.from, VERSION.spec_version - 1);
	assert_eq!(report.blocks, 1);
	assert!(report.first.any_gt(Weight::zero()) && report.heaviest.any_gt(Weight::zero()));
	assert!(!report.to_string().contains("nothing to upgrade"), "{report}");
	assert!(
		report
			.versions
			.iter()
			.all(|version| version.before == version.after)
	);
	let names: Vec<_> = report.versions.iter().map(|version| version.pallet).collect();
	assert_eq!(names.first(), Some(&"System"));
	assert!(names.contains(&"MedicalRecords") && names.contains(&"Council"));
}

#[test]
fn a_storage_version_that_no_migration_mends_is_refused_by_the_pallets_name() {
	for mut state in [genesis(), older()] {
		set_version::<Balances>(&mut state, 9);
		let told = failure(state);
		assert!(told.starts_with("Balances: its storage has version 9"), "{told}");
	}
}

#[test]
fn a_record_without_its_place_in_the_list_is_refused_by_the_pallets_name() {
	let mut state = older();
	state
		.top
		.insert(Records::<Runtime>::hashed_key_for(ID), record().encode());
	let listed = RecordsByPatient::<Runtime>::hashed_key_for(patient(), ID);
	let mut whole = state.clone();
	whole.top.insert(listed, ().encode());
	assert_eq!(failures(whole), Vec::<String>::new());
	assert_eq!(
		failure(state),
		"MedicalRecords: a record is not listed by patient"
	);
}

#[test]
fn a_committee_that_lost_a_member_is_refused_by_the_pallets_name() {
	let mut state = genesis();
	let prefix = Administrators::<Runtime>::final_prefix();
	let key = state.top.keys().find(|key| key.starts_with(&prefix)).cloned();
	assert!(state.top.remove(&key.unwrap()).is_some());
	assert_eq!(
		failure(state),
		"MedicalRecords: a committee's points do not fit its rule"
	);
}

#[test]
fn a_value_that_does_not_decode_is_refused_by_pallet_and_item() {
	let mut state = genesis();
	let key = Users::<Runtime>::hashed_key_for(patient());
	state.top.insert(key, vec![0xff]);
	let told = failures(state);
	assert!(
		told.iter()
			.any(|line| line.starts_with("MedicalRecords: the value of Users at 0x")),
		"{told:?}"
	);
}

/// Puts the administrators where version 2 of the storage had them.
fn at_version_2() -> Storage {
	let mut state = older();
	let prefix = Administrators::<Runtime>::final_prefix();
	let of_version_3: Vec<_> = state
		.top
		.keys()
		.filter(|key| key.starts_with(&prefix))
		.cloned()
		.collect();
	assert!(!of_version_3.is_empty());
	for key in of_version_3 {
		let admin = state.top.remove(&key).unwrap();
		let account = &key[key.len() - 32..];
		let hashes = [
			Blake2_128Concat::hash(&DEVELOPMENT_KEY_ID.encode()),
			Blake2_128Concat::hash(account),
		];
		state
			.top
			.insert([prefix.to_vec(), hashes.concat()].concat(), admin);
	}
	let indices = NextIndex::<Runtime>::final_prefix();
	state.top.retain(|key, _| !key.starts_with(&indices));
	set_version::<MedicalRecords>(&mut state, 2);
	state
}

#[test]
fn migrations_of_several_blocks_end_before_anything_is_looked_at() {
	let report = check(at_version_2()).unwrap();
	assert_eq!(report.failures, []);
	let moved: Vec<_> = report
		.versions
		.iter()
		.filter(|version| version.before != version.after)
		.map(|version| (version.pallet, version.before, version.after))
		.collect();
	assert_eq!(moved, [("MedicalRecords", 2, 3)]);
}

#[test]
fn without_the_upgrade_that_state_is_refused() {
	let mut state = at_version_2();
	made_by(&mut state, "medquorum", VERSION.spec_version);
	let told = failures(state);
	assert!(
		told.iter()
			.any(|line| line.starts_with("MedicalRecords: its storage has version 2")),
		"{told:?}"
	);
}

#[test]
fn an_upgrade_in_the_midst_of_migrations_is_refused() {
	let mut state = older();
	let cursor = MigrationCursor::<Vec<u8>, BlockNumber>::Active(pallet_migrations::ActiveCursor {
		index: 0,
		inner_cursor: None,
		started_at: 0,
	});
	let key = Cursor::<Runtime>::hashed_key();
	state.top.insert(key.to_vec(), cursor.encode());
	assert_eq!(failure(state), "Migrations: Migration with index Some(0) failed.");
}

#[test]
fn states_of_another_chain_or_of_a_newer_release_are_not_tried() {
	let mut other = genesis();
	made_by(&mut other, "westend", 1);
	assert!(matches!(check(other), Err(Unusable::OtherChain(name)) if name == "westend"));
	let mut newer = genesis();
	made_by(&mut newer, "medquorum", VERSION.spec_version + 1);
	assert!(matches!(check(newer), Err(Unusable::Newer { .. })));
	assert!(matches!(check(Storage::default()), Err(Unusable::NoVersion)));
}
