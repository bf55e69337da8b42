//! Where the folder is, what the settings refuse, and that pins hold.

use super::*;

fn admins(accounts: &[u8]) -> Vec<PinnedAdmin> {
	(1u16..)
		.zip(accounts)
		.map(|(index, a)| PinnedAdmin {
			index,
			account: [*a; 32],
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
	config.pin_genesis([7; 32]).unwrap();
	config.pin_committee(1, pin(), false).unwrap();
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
	assert!(matches!(
		config.check_genesis(&[0; 32]),
		Err(ConfigError::NoGenesis)
	));
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
fn other_chain_is_refused() {
	let mut config = Config::default();
	config.pin_genesis([7; 32]).unwrap();
	config.pin_genesis([7; 32]).unwrap();
	assert!(config.check_genesis(&[7; 32]).is_ok());
	assert!(matches!(
		config.pin_genesis([8; 32]),
		Err(ConfigError::OtherGenesis { .. })
	));
	assert_eq!(config.genesis, Some([7; 32]));
}

#[test]
fn changed_committee_is_named_by_what_changed() {
	let mut config = Config::default();
	assert!(matches!(
		config.check_committee(1, &pin()),
		Err(ConfigError::CommitteeUnknown(1))
	));
	config.pin_committee(1, pin(), false).unwrap();
	config.check_committee(1, &pin()).unwrap();
	let others = [
		(CommitteePin { x: [8; 32], ..pin() }, "public key"),
		(CommitteePin { k: 2, ..pin() }, "approvals"),
		(
			CommitteePin {
				admins: admins(&[1, 2, 3, 5]),
				..pin()
			},
			"administrators",
		),
	];
	for (other, word) in others {
		let refused = config.pin_committee(1, other.clone(), false);
		assert!(matches!(refused, Err(ConfigError::CommitteeChanged { what, .. }) if what.contains(word)));
		assert_ne!(other.fingerprint(1), pin().fingerprint(1));
		config.clone().pin_committee(1, other, true).unwrap();
	}
	assert_ne!(pin().fingerprint(2), pin().fingerprint(1));
	assert_eq!(pin().fingerprint(1).len(), 8 * 4 + 7);
}

#[test]
fn senseless_pins_are_refused() {
	let doubled = vec![
		PinnedAdmin {
			index: 1,
			account: [1; 32],
		},
		PinnedAdmin {
			index: 1,
			account: [2; 32],
		},
	];
	let twice = vec![
		PinnedAdmin {
			index: 1,
			account: [1; 32],
		},
		PinnedAdmin {
			index: 2,
			account: [1; 32],
		},
	];
	let zero = vec![PinnedAdmin {
		index: 0,
		account: [1; 32],
	}];
	for (k, admins) in [
		(0, admins(&[1])),
		(2, admins(&[1])),
		(1, doubled),
		(1, twice),
		(1, zero),
	] {
		assert!(matches!(
			CommitteePin::new(k, [9; 32], admins),
			Err(ConfigError::BadPin(_))
		));
	}
}
