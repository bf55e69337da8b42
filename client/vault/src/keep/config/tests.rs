//! Where the folder is, what the settings refuse, and that pins hold.

use super::*;
use medquorum_core::{
	domain::AccountId,
	trust::{PinError, PinnedAdmin},
};

fn admins(accounts: &[u8]) -> Vec<PinnedAdmin> {
	(1u16..)
		.zip(accounts)
		.map(|(index, a)| PinnedAdmin {
			index,
			account: AccountId([*a; 32]),
		})
		.collect()
}

fn pin() -> CommitteePin {
	CommitteePin::new(3, [9; 32], admins(&[1, 2, 3, 4])).unwrap()
}

fn home() -> (tempfile::TempDir, Home) {
	let dir = tempfile::tempdir().unwrap();
	let home = Home::at(&dir.path().join("deep/home"));
	(dir, home)
}

#[test]
fn home_is_the_first_that_is_named() {
	let environment = |names: &'static [(&str, &str)]| {
		move |name: &str| {
			names
				.iter()
				.find(|(n, _)| *n == name)
				.map(|(_, v)| PathBuf::from(v))
		}
	};
	let all = &[(HOME_VARIABLE, "/m"), ("XDG_CONFIG_HOME", "/x"), ("HOME", "/h")];
	let folder = |flag, names| {
		Home::resolve_from(flag, environment(names)).map(|home| home.folder().to_str().unwrap().to_owned())
	};
	assert_eq!(folder(Some(Path::new("/f")), all).unwrap(), "/f");
	assert_eq!(folder(None, all).unwrap(), "/m");
	assert_eq!(folder(None, &all[1..]).unwrap(), "/x/medquorum");
	assert_eq!(folder(None, &all[2..]).unwrap(), "/h/.config/medquorum");
	assert_eq!(
		folder(None, &[(HOME_VARIABLE, ""), ("HOME", "/h")]).unwrap(),
		"/h/.config/medquorum"
	);
	assert!(matches!(folder(None, &[]), Err(ConfigError::NoHome)));
}

#[test]
fn settings_survive_their_file() {
	let (_dir, home) = home();
	assert!(matches!(Config::load(&home), Err(ConfigError::NotSetUp(_))));
	assert!(matches!(
		Config::update(&home, |_| Ok(())),
		Err(ConfigError::NotSetUp(_))
	));
	let mut config = Config {
		development: true,
		..Config::default()
	};
	config.account = Some("//Alice".parse().unwrap());
	config.store = StoreSetting::Kubo(KuboSetting::alone("http://127.0.0.1:5001"));
	config.genesis = Some([7; 32]);
	config.pin_committee(1, pin());
	config.create(&home).unwrap();
	assert_eq!(Config::load(&home).unwrap(), config);
	assert!(matches!(config.create(&home), Err(ConfigError::SetUpAlready(_))));
	Config::update(&home, |c| {
		c.development = false;
		Ok(())
	})
	.unwrap();
	assert!(!Config::load(&home).unwrap().development);
}

#[test]
fn sparse_and_damaged_settings() {
	let (_dir, home) = home();
	home.create().unwrap();
	std::fs::write(
		home.config(),
		r#"{"node":"ws://n","store":{"embedded":{"path":null}},"genesis":null}"#,
	)
	.unwrap();
	let config = Config::load(&home).unwrap();
	assert_eq!(config.store, StoreSetting::Embedded { path: None });
	assert_eq!(config.genesis, None);
	for damage in [
		"",
		"{}",
		r#"{"node":"n","gensis":"00"}"#,
		r#"{"node":"n","genesis":"00"}"#,
		r#"{"node":"n","store":{"kubo":{"url":"http://127.0.0.1:5001","replicas":2}}}"#,
		r#"{"node":"n","committees":{"1":{"k":2,"x":"0909090909090909090909090909090909090909090909090909090909090909","admins":[]}}}"#,
	] {
		std::fs::write(home.config(), damage).unwrap();
		assert!(
			matches!(Config::load(&home), Err(ConfigError::Damaged { .. })),
			"{damage}"
		);
	}
}

#[test]
fn changed_committee_has_another_fingerprint() {
	let others = [
		CommitteePin { x: [8; 32], ..pin() },
		CommitteePin { k: 2, ..pin() },
		CommitteePin {
			admins: admins(&[1, 2, 3, 5]),
			..pin()
		},
	];
	for other in others {
		assert_ne!(other.fingerprint(1), pin().fingerprint(1));
	}
	assert_ne!(pin().fingerprint(2), pin().fingerprint(1));
	assert_eq!(pin().fingerprint(1).len(), 8 * 4 + 7);
}

#[test]
fn senseless_pins_are_refused() {
	let doubled = vec![
		PinnedAdmin {
			index: 1,
			account: AccountId([1; 32]),
		},
		PinnedAdmin {
			index: 1,
			account: AccountId([2; 32]),
		},
	];
	let twice = vec![
		PinnedAdmin {
			index: 1,
			account: AccountId([1; 32]),
		},
		PinnedAdmin {
			index: 2,
			account: AccountId([1; 32]),
		},
	];
	let zero = vec![PinnedAdmin {
		index: 0,
		account: AccountId([1; 32]),
	}];
	for (k, admins) in [
		(0, admins(&[1])),
		(2, admins(&[1])),
		(1, doubled),
		(1, twice),
		(1, zero),
	] {
		assert!(matches!(CommitteePin::new(k, [9; 32], admins), Err(PinError(_))));
	}
}
