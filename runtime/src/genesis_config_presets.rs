//! How a chain of ours begins: the presets `development` and `local_testnet`.
//!
//! Both are for trying things out. Their accounts come from public phrases, and their committee is dealt from a public
//! seed: **anyone can open what is stored on such a chain**. The node therefore refuses a live chain with that
//! committee in its genesis.

use crate::{
	AccountId, AuraId, BalancesConfig, BlockNumber, CollatorSelectionConfig, CouncilConfig, EnactmentConfig,
	MedicalRecordsConfig, ParachainInfoConfig, RecoveryConfig, RuntimeGenesisConfig, SessionConfig,
	SessionKeys, SuccessionConfig,
	constants::{PARA_ID, currency::*},
};
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_medical_records::{GenesisAdmin, GenesisCommittee, KeyId, Role};
use serde_json::Value;
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET, PresetId};
use sp_keyring::Sr25519Keyring::{self, *};
use threshold_decryption::development;

/// What each account of a preset begins with.
const ENDOWMENT: crate::Balance = 1_000_000 * MQD;

/// The four administrators, who are the council as well.
const ADMINISTRATORS: [Sr25519Keyring; 4] = [Alice, Bob, Charlie, Dave];

/// The recovery body: nobody who is in the council.
const RECOVERY: [Sr25519Keyring; 3] = [Eve, Ferdie, One];

/// Blocks until a decision about a committee, the council's members or an upgrade takes effect: a day on chains that matter.
const ENACTMENT_DELAY: BlockNumber = 10;

/// Moments between a committee's being set and its taking over from the one before: an hour on chains that matter.
const HANDOVER_GRACE: BlockNumber = 10;

/// Blocks of a notice by which one body replaces the other: a week on chains that matter.
const NOTICE_PERIOD: BlockNumber = 20;

/// Everybody who has money at the beginning. One is the facility, Two a clinician from elsewhere.
const ENDOWED: [Sr25519Keyring; 8] = [Alice, Bob, Charlie, Dave, Eve, Ferdie, One, Two];

/// Who has which role before anybody registers. Dave is an administrator who may request as well; Two has no role:
/// giving her one is the council's first decision.
const ROLES: [(Sr25519Keyring, Role); 4] = [
	(One, Role::Facility),
	(Ferdie, Role::Clinician),
	(Dave, Role::Clinician),
	(Eve, Role::Patient),
];

/// The id of the development committee's key.
pub const DEVELOPMENT_KEY_ID: KeyId = 1;

/// The development committee. Its certificates would have to sign the hash of the genesis that contains them, so it
/// has none; clients accept it on development chains only.
#[allow(clippy::expect_used, reason = "a constant: every test of a preset runs it")]
fn development_committee() -> GenesisCommittee {
	let committee =
		development::committee().expect("the seed, the indices and the rule are constants that fit; qed");
	let admins = ADMINISTRATORS
		.iter()
		.zip(&committee.secrets)
		.zip(&development::ENC_PUBLIC)
		.map(|((who, secret), enc_pk)| GenesisAdmin::new(who.to_account_id(), *enc_pk, &secret.public()))
		.collect();
	GenesisCommittee {
		key_id: DEVELOPMENT_KEY_ID,
		k: committee.k,
		x: committee.x.into(),
		admins,
	}
}

/// The public key of the development committee, by which the node recognises it.
pub fn development_committee_key() -> [u8; 32] {
	development_committee().x.0
}

/// A genesis with `collators` as the only authors of blocks.
fn genesis(collators: &[Sr25519Keyring]) -> Value {
	let accounts =
		|keys: &[Sr25519Keyring]| -> Vec<AccountId> { keys.iter().map(|key| key.to_account_id()).collect() };
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: accounts(&ENDOWED)
				.into_iter()
				.map(|who| (who, ENDOWMENT))
				.collect(),
		},
		parachain_info: ParachainInfoConfig {
			parachain_id: PARA_ID.into()
		},
		collator_selection: CollatorSelectionConfig {
			invulnerables: accounts(collators),
			candidacy_bond: 16 * EXISTENTIAL_DEPOSIT,
		},
		// Authorities come from the session pallet; `aura` must have none of its own in genesis.
		session: SessionConfig {
			keys: collators
				.iter()
				.map(|key| {
					let account = key.to_account_id();
					(
						account.clone(),
						account,
						SessionKeys {
							aura: AuraId::from(key.public()),
						},
					)
				})
				.collect(),
		},
		council: CouncilConfig {
			members: accounts(&ADMINISTRATORS)
		},
		enactment: EnactmentConfig {
			delay: ENACTMENT_DELAY
		},
		recovery: RecoveryConfig {
			members: accounts(&RECOVERY)
		},
		succession: SuccessionConfig {
			period: NOTICE_PERIOD
		},
		medical_records: MedicalRecordsConfig {
			roles: ROLES
				.iter()
				.map(|(who, role)| (who.to_account_id(), *role))
				.collect(),
			committees: vec![development_committee()],
			grace: HANDOVER_GRACE,
		},
	})
}

/// The preset named `id` as JSON, a patch on the default genesis.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => genesis(&[Alice]),
		LOCAL_TESTNET_RUNTIME_PRESET => genesis(&[Alice, Bob]),
		_ => return None,
	};
	Some(patch.to_string().into_bytes())
}

/// What [`get_preset`] knows: a chain of one collator, and one of two.
pub fn preset_names() -> Vec<PresetId> {
	vec![
		PresetId::from(DEV_RUNTIME_PRESET),
		PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET),
	]
}
