//! How chains begin: that each preset builds, what is in it, and that the reviewed files show what is built in.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{account, chain, in_repository, members, preset, seated};
use medquorum_runtime::{
	Balances, ParachainInfo, Runtime, Session,
	configs::governance::{CouncilCollective, RecoveryCollective},
	constants::{PARA_ID, currency::MQD},
	genesis_config_presets::{DEVELOPMENT_KEY_ID, development_committee_key, preset_names},
};
use pallet_medical_records::{Admin, Administrators, Committees, Role, Users};
use sp_keyring::Sr25519Keyring::{self, *};
use threshold_decryption::development;

/// Compares with the committed file; `UPDATE_PRESETS=1` writes it instead.
fn check_file(name: &str) {
	let path = in_repository(&format!("chain-spec/{name}.preset.json"));
	let built = preset(name);
	if std::env::var_os("UPDATE_PRESETS").is_some() {
		let text = serde_json::to_string_pretty(&built).expect("JSON") + "\n";
		std::fs::write(&path, text).expect("the file can be written");
	}
	let text = std::fs::read_to_string(&path).expect("the file is in the repository");
	let committed: serde_json::Value = serde_json::from_str(&text).expect("the file is JSON");
	assert_eq!(
		committed,
		built,
		"{} is not what the runtime builds: run `UPDATE_PRESETS=1 cargo test --workspace --test runtime presets`, review",
		path.display()
	);
}

#[test]
fn development_preset_equals_the_reviewed_file() {
	check_file("development");
}

#[test]
fn local_testnet_preset_equals_the_reviewed_file() {
	check_file("local_testnet");
}

#[test]
fn preset_names_are_the_two() {
	assert_eq!(preset_names(), ["development", "local_testnet"]);
}

#[test]
fn collators_have_session_keys_and_authorities_follow() {
	let expected: [(&str, &[Sr25519Keyring]); 2] =
		[("development", &[Alice]), ("local_testnet", &[Alice, Bob])];
	for (name, collators) in expected {
		chain(name).execute_with(|| {
			// Invulnerable collators are kept in the order of their accounts, and everything follows that order.
			let mut expected: Vec<_> = collators
				.iter()
				.map(|key| (account(*key), key.public().into()))
				.collect();
			expected.sort_by(|one, other| one.0.cmp(&other.0));
			let (accounts, keys): (Vec<_>, Vec<_>) = expected.into_iter().unzip();
			assert_eq!(Session::validators(), accounts);
			assert_eq!(
				pallet_collator_selection::Invulnerables::<Runtime>::get().into_inner(),
				accounts
			);
			assert_eq!(pallet_aura::Authorities::<Runtime>::get().into_inner(), keys);
		});
	}
}

#[test]
fn everybody_is_endowed_and_the_para_id_is_set() {
	chain("development").execute_with(|| {
		for key in [Alice, Bob, Charlie, Dave, Eve, Ferdie, One, Two] {
			assert_eq!(Balances::free_balance(account(key)), 1_000_000 * MQD, "{key:?}");
		}
		assert_eq!(u32::from(ParachainInfo::parachain_id()), PARA_ID);
	});
}

#[test]
fn council_is_the_four_administrators() {
	chain("development").execute_with(|| {
		assert_eq!(
			members::<CouncilCollective>(),
			seated(&[Alice, Bob, Charlie, Dave])
		);
	});
}

#[test]
fn the_recovery_body_is_three_people_who_are_not_in_the_council() {
	for name in preset_names() {
		chain(&name).execute_with(|| {
			assert_eq!(members::<RecoveryCollective>(), seated(&[Eve, Ferdie, One]));
			let council = members::<CouncilCollective>();
			assert!(
				members::<RecoveryCollective>()
					.iter()
					.all(|who| !council.contains(who))
			);
		});
	}
}

#[test]
fn roles_are_those_of_the_story() {
	chain("development").execute_with(|| {
		let role = |key| Users::<Runtime>::get(account(key)).map(|user| user.role);
		assert_eq!(role(One), Some(Role::Facility));
		assert_eq!(role(Ferdie), Some(Role::Clinician));
		assert_eq!(role(Dave), Some(Role::Clinician));
		assert_eq!(role(Eve), Some(Role::Patient));
		assert_eq!(role(Two), None);
	});
}

#[test]
fn committee_is_the_one_dealt_from_the_public_seed() {
	chain("development").execute_with(|| {
		let committee = Committees::<Runtime>::get(DEVELOPMENT_KEY_ID).expect("the committee exists");
		let dealt = development::committee().expect("it can be dealt");
		assert_eq!(committee.x, dealt.x);
		assert_eq!(committee.x, development_committee_key());
		assert_eq!((committee.epoch, committee.k, committee.n), (1, 3, 4));
		let mut admins: Vec<Admin> =
			Administrators::<Runtime>::iter_prefix_values((DEVELOPMENT_KEY_ID, 1)).collect();
		admins.sort_by_key(|admin| admin.index);
		let accounts: Vec<_> = admins.iter().map(|admin| admin.account.clone()).collect();
		assert_eq!(accounts, [Alice, Bob, Charlie, Dave].map(account));
		for (admin, secret) in admins.iter().zip(&dealt.secrets) {
			assert_eq!((admin.index, admin.x_j), (secret.index(), secret.public().x));
			assert_eq!(admin.cert, pallet_medical_records::no_signature());
		}
	});
}
