//! The keystore: format, damage, concurrent writers, passphrases.

#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "helpers of tests may panic as tests do"
)]

use std::{
	fs,
	os::unix::fs::PermissionsExt,
	path::{Path, PathBuf},
};

use medquorum_client::{
	advice::in_one_line,
	keystore::{
		AdminShare, Kdf, Keystore, KeystoreError, Passphrase, PassphraseError, RequestSeed, Secret, Secrets,
	},
};
use proptest::prelude::*;

/// Fast, and refused outside tests.
const WEAK: Kdf = Kdf {
	m_kib: 64,
	t: 1,
	p: 1,
};
const HEADER: usize = 57;

fn word(text: &str) -> Passphrase {
	Passphrase::new(text.into()).unwrap()
}

fn place() -> (tempfile::TempDir, PathBuf) {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("keys.mqk");
	(dir, path)
}

fn weak() -> (tempfile::TempDir, PathBuf, Keystore) {
	let (dir, path) = place();
	let store = Keystore::create_with(&path, word("correct horse"), WEAK).unwrap();
	(dir, path, store)
}

fn reopen(path: &Path) -> Result<Keystore, KeystoreError> {
	Keystore::open_with(path, word("correct horse"), true)
}

fn seed(id: u8, expires: Option<u32>) -> RequestSeed {
	RequestSeed {
		request_id: [id; 16],
		record_id: [id; 16],
		requester: [id; 32],
		seq: 7,
		expires,
		seed: Secret::from_bytes(&[id; 32]),
		own_partial: None,
		made: None,
	}
}

fn share(key_id: u32, epoch: u32, byte: u8) -> AdminShare {
	AdminShare {
		key_id,
		epoch,
		index: 1,
		share: Secret::from_bytes(&[byte; 96]),
	}
}

#[test]
fn default_protection_is_the_one_of_the_design() {
	let (dir, path) = place();
	let store = Keystore::create(&path, word("correct horse")).unwrap();
	store
		.update(|s| s.csp_roots.insert(1, Secret::from_bytes(&[1; 32])))
		.unwrap();
	let file = fs::read(&path).unwrap();
	assert_eq!(&file[..5], b"MQK1\x01");
	assert_eq!(
		file[5..17],
		[65536u32.to_le_bytes(), 3u32.to_le_bytes(), 4u32.to_le_bytes()].concat()
	);
	assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
	let again = Keystore::open(&path, word("correct horse")).unwrap();
	assert_eq!(
		again.read(|s| *s.newest_csp_root().unwrap().1.expose()).unwrap(),
		[1; 32]
	);
	// The file, its lock, and nothing else.
	assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn file_written_before_still_opens() {
	// Passphrase "correct horse", m = 64 KiB, t = 1, p = 1; made by this program on 2026-11-22 and frozen.
	let (_dir, path) = place();
	let frozen = include_str!("vectors/keystore_v1.hex");
	fs::write(&path, hex::decode(frozen.trim()).unwrap()).unwrap();
	let store = reopen(&path).unwrap();
	store
		.read(|s| {
			assert_eq!(s.csp_roots.len(), 2);
			assert_eq!(s.csp_roots[&2].expose(), &[2; 32]);
			assert_eq!(s.enc_secret.as_ref().unwrap().expose(), &[3; 32]);
			assert_eq!(s.admin_share(1, 4).unwrap().share.expose(), &[5; 96]);
			assert_eq!(s.seeds_of(&[6; 16]).next().unwrap().expires, Some(99));
		})
		.unwrap();
}

#[test]
#[ignore = "rewrites the frozen file; only when the format changes on purpose"]
fn freeze() {
	let (_dir, path, store) = weak();
	store
		.update(|s| {
			s.csp_roots.insert(1, Secret::from_bytes(&[1; 32]));
			s.csp_roots.insert(2, Secret::from_bytes(&[2; 32]));
			s.enc_secret = Some(Secret::from_bytes(&[3; 32]));
			s.put_admin_share(share(1, 4, 5));
			s.put_request_seed(seed(6, Some(99)));
		})
		.unwrap();
	let target = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/keystore_v1.hex");
	fs::write(target, hex::encode(fs::read(&path).unwrap()) + "\n").unwrap();
}

#[test]
fn existing_keystore_is_never_replaced() {
	let (_dir, path, _store) = weak();
	let before = fs::read(&path).unwrap();
	assert!(matches!(
		Keystore::create_with(&path, word("x"), WEAK),
		Err(KeystoreError::Exists(_))
	));
	assert_eq!(fs::read(&path).unwrap(), before);
	let (_dir, path) = place();
	assert!(matches!(reopen(&path), Err(KeystoreError::Missing(_))));
	assert!(!path.exists());
}

#[test]
fn wrong_passphrase_is_told_with_its_remedy() {
	let (_dir, path, _store) = weak();
	let error = Keystore::open_with(&path, word("Correct horse"), true)
		.err()
		.unwrap();
	assert!(matches!(error, KeystoreError::CannotOpen(_)));
	let text = in_one_line(&error);
	assert!(text.contains("passphrase is wrong") && text.contains("damaged") && text.contains("backup"));
	assert!(!text.contains("orrect horse"));
}

#[test]
fn weak_protection_is_refused_unless_allowed() {
	let (_dir, path, store) = weak();
	let refused = Keystore::open(&path, word("correct horse"));
	assert!(matches!(refused, Err(KeystoreError::Weak { m_kib: 64, .. })));
	let strong = store.change_passphrase(word("battery staple")).unwrap();
	strong.read(|_| ()).unwrap();
	Keystore::open(&path, word("battery staple")).unwrap();
	assert!(matches!(
		Keystore::open(&path, word("correct horse")),
		Err(KeystoreError::CannotOpen(_))
	));
}

#[test]
fn process_with_the_old_passphrase_stops_writing() {
	let (_dir, path, store) = weak();
	let other = reopen(&path).unwrap();
	store.change_passphrase(word("battery staple")).unwrap();
	let before = fs::read(&path).unwrap();
	assert!(matches!(
		other.update(|s| s.enc_secret = None),
		Err(KeystoreError::CannotOpen(_))
	));
	assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn accents_may_be_typed_either_way() {
	let (_dir, path) = place();
	Keystore::create_with(&path, word("Schlüssel für Ève"), WEAK).unwrap();
	Keystore::open_with(&path, word("Schlu\u{308}ssel fu\u{308}r E\u{300}ve"), true).unwrap();
}

#[test]
fn every_changed_bit_is_noticed() {
	let (_dir, path, store) = weak();
	store
		.update(|s| s.enc_secret = Some(Secret::from_bytes(&[3; 32])))
		.unwrap();
	let sound = fs::read(&path).unwrap();
	for at in 0..sound.len() {
		for bit in [1, 0x80] {
			let mut file = sound.clone();
			file[at] ^= bit;
			fs::write(&path, &file).unwrap();
			let error = reopen(&path)
				.err()
				.unwrap_or_else(|| panic!("byte {at} may be changed"));
			let fits = match at {
				0..4 => matches!(error, KeystoreError::NotAKeystore(_)),
				4 => matches!(error, KeystoreError::BadParameters(_)),
				5..17 => matches!(
					error,
					KeystoreError::BadParameters(_) | KeystoreError::CannotOpen(_)
				),
				_ => matches!(error, KeystoreError::CannotOpen(_)),
			};
			assert!(fits, "byte {at}: {error:?}");
		}
	}
	fs::write(&path, &sound).unwrap();
	reopen(&path).unwrap();
}

#[test]
fn every_cut_is_noticed() {
	let (_dir, path, _store) = weak();
	let sound = fs::read(&path).unwrap();
	for length in 0..sound.len() {
		fs::write(&path, &sound[..length]).unwrap();
		let error = reopen(&path).err().unwrap();
		let fits = match length {
			0..4 => matches!(error, KeystoreError::NotAKeystore(_)),
			4..73 => matches!(error, KeystoreError::Truncated { .. }),
			_ => matches!(error, KeystoreError::CannotOpen(_)),
		};
		assert!(fits, "{length} bytes: {error:?}");
	}
	fs::write(&path, [sound.as_slice(), b"x"].concat()).unwrap();
	assert!(matches!(reopen(&path), Err(KeystoreError::CannotOpen(_))));
	fs::write(&path, vec![b'M'; (16 << 20) + 1]).unwrap();
	assert!(matches!(reopen(&path), Err(KeystoreError::NotAKeystore(_))));
}

#[test]
fn forged_parameters_cost_nothing() {
	let (_dir, path, _store) = weak();
	let sound = fs::read(&path).unwrap();
	for (at, value) in [
		(5, u32::MAX),
		(5, 0),
		(9, u32::MAX),
		(9, 0),
		(13, u32::MAX),
		(13, 0),
		(13, 0x00ff_ffff),
	] {
		let mut file = sound.clone();
		file[at..at + 4].copy_from_slice(&value.to_le_bytes());
		fs::write(&path, &file).unwrap();
		let start = std::time::Instant::now();
		assert!(
			matches!(reopen(&path), Err(KeystoreError::BadParameters(_))),
			"{at} {value}"
		);
		assert!(start.elapsed().as_secs() < 1);
	}
}

#[test]
fn refused_change_writes_nothing() {
	let (_dir, path, store) = weak();
	let before = fs::read(&path).unwrap();
	let refused: Result<(), KeystoreError> = store.try_update(|s| {
		s.csp_roots.insert(9, Secret::from_bytes(&[9; 32]));
		Err(KeystoreError::NoEntropy)
	});
	assert!(matches!(refused, Err(KeystoreError::NoEntropy)));
	assert_eq!(fs::read(&path).unwrap(), before);
	// A change writes with another nonce each time.
	store.update(|_| ()).unwrap();
	let after = fs::read(&path).unwrap();
	assert_ne!(after[HEADER - 24..HEADER], before[HEADER - 24..HEADER]);
	assert_eq!(after[..HEADER - 24], before[..HEADER - 24]);
}

#[test]
fn writers_do_not_lose_each_others_keys() {
	let (_dir, path, _store) = weak();
	std::thread::scope(|scope| {
		for t in 0..4u8 {
			let path = &path;
			scope.spawn(move || {
				let store = reopen(path).unwrap();
				for i in 0..5 {
					store
						.update(|s| s.put_request_seed(seed(t * 5 + i, None)))
						.unwrap();
				}
			});
		}
	});
	assert_eq!(
		reopen(&path).unwrap().read(|s| s.request_seeds.len()).unwrap(),
		20
	);
}

#[test]
fn replaced_file_is_wiped() {
	let (_dir, path, store) = weak();
	let mut old = fs::File::open(&path).unwrap();
	store.update(|s| s.put_request_seed(seed(1, None))).unwrap();
	let mut left = Vec::new();
	std::io::Read::read_to_end(&mut old, &mut left).unwrap();
	assert!(!left.is_empty() && left.iter().all(|byte| *byte == 0));
}

#[test]
fn full_or_forbidden_folder_keeps_the_old_file() {
	let (dir, path, store) = weak();
	let before = fs::read(&path).unwrap();
	// A folder cannot be replaced by a file: the write fails at its very last step.
	fs::remove_file(&path).unwrap();
	fs::create_dir(&path).unwrap();
	assert!(store.update(|_| ()).is_err());
	fs::remove_dir(&path).unwrap();
	fs::write(&path, &before).unwrap();
	store.read(|_| ()).unwrap();
	assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn seeds_and_shares_are_dropped_when_done() {
	let mut secrets = Secrets::default();
	secrets.put_request_seed(seed(1, Some(10)));
	secrets.put_request_seed(seed(2, Some(20)));
	secrets.put_request_seed(seed(3, None));
	secrets.put_request_seed(seed(3, None));
	assert_eq!(secrets.request_seeds.len(), 3);
	assert_eq!(secrets.drop_request(&[1; 16]), 1);
	assert!(secrets.drop_request_seed(&[2; 16], &[2; 32]) && !secrets.drop_request_seed(&[2; 16], &[2; 32]));
	// Two tries for the same request: each continues on its own, or both with the request.
	let other = RequestSeed {
		seed: Secret::from_bytes(&[9; 32]),
		..seed(3, None)
	};
	secrets.put_request_seed(other);
	assert_eq!(secrets.seeds_of(&[3; 16]).count(), 2);
	assert!(secrets.drop_request_seed(&[3; 16], &[9; 32]));
	assert_eq!(secrets.seeds_of(&[3; 16]).next().unwrap().seed.expose(), &[3; 32]);
	assert_eq!(
		(secrets.drop_request(&[3; 16]), secrets.drop_request(&[3; 16])),
		(1, 0)
	);
	secrets.put_admin_share(share(1, 1, 1));
	secrets.put_admin_share(share(1, 1, 2));
	secrets.put_admin_share(share(1, 2, 3));
	secrets.put_admin_share(share(2, 1, 4));
	assert_eq!(secrets.admin_shares.len(), 3);
	assert_eq!(secrets.admin_share(1, 1).unwrap().share.expose(), &[2; 96]);
	assert_eq!(secrets.drop_shares_before(1, 2), 1);
	assert!(secrets.admin_share(2, 1).is_some());
}

#[test]
fn passphrase_files_hold_one_line() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("p");
	let (_dir, store, _) = weak();
	for text in ["correct horse", "correct horse\n", "correct horse\r\n"] {
		fs::write(&path, text).unwrap();
		let word = Passphrase::from_sources(Some(&path)).unwrap().unwrap();
		Keystore::open_with(&store, word, true).unwrap();
	}
	fs::write(&path, "a\nb\n").unwrap();
	assert!(matches!(
		Passphrase::from_file(&path),
		Err(PassphraseError::ManyLines(_))
	));
	fs::write(&path, [0xff, 0xfe]).unwrap();
	assert!(matches!(
		Passphrase::from_file(&path),
		Err(PassphraseError::NotText)
	));
	for empty in ["", "\n"] {
		fs::write(&path, empty).unwrap();
		assert!(matches!(
			Passphrase::from_file(&path),
			Err(PassphraseError::Empty)
		));
	}
	fs::write(&path, vec![b'x'; 5000]).unwrap();
	assert!(matches!(
		Passphrase::from_file(&path),
		Err(PassphraseError::File(_))
	));
	assert!(matches!(
		Passphrase::new(String::new()),
		Err(PassphraseError::Empty)
	));
}

/// What secrets are made of; they themselves do not print.
type Recipe = (
	std::collections::BTreeMap<u16, [u8; 32]>,
	Option<[u8; 32]>,
	Vec<(u32, u32, u16, [u8; 32])>,
	Vec<([u8; 16], [u8; 32], u32, Option<u32>)>,
);

fn recipe() -> impl Strategy<Value = Recipe> {
	(
		prop::collection::btree_map(any::<u16>(), any::<[u8; 32]>(), 0..5),
		any::<Option<[u8; 32]>>(),
		prop::collection::vec(any::<(u32, u32, u16, [u8; 32])>(), 0..5),
		prop::collection::vec(any::<([u8; 16], [u8; 32], u32, Option<u32>)>(), 0..8),
	)
}

fn make((roots, enc, shares, seeds): Recipe) -> Secrets {
	let mut secrets = Secrets::default();
	secrets.csp_roots = roots
		.into_iter()
		.map(|(v, root)| (v, Secret::from_bytes(&root)))
		.collect();
	secrets.enc_secret = enc.map(|enc| Secret::from_bytes(&enc));
	for (key_id, epoch, index, bytes) in shares {
		let share = Secret::from_bytes([bytes; 3].as_flattened().try_into().unwrap());
		secrets.put_admin_share(AdminShare {
			key_id,
			epoch,
			index,
			share,
		});
	}
	for (id, bytes, seq, expires) in seeds {
		let seed = Secret::from_bytes(&bytes);
		secrets.put_request_seed(RequestSeed {
			request_id: id,
			record_id: id,
			requester: bytes,
			seq,
			expires,
			seed,
			own_partial: None,
			made: None,
		});
	}
	secrets
}

/// Everything in a set of secrets, in a form that can be compared.
fn plain(s: &Secrets) -> String {
	let roots: Vec<_> = s.csp_roots.iter().map(|(v, root)| (v, root.expose())).collect();
	let enc = s.enc_secret.as_ref().map(Secret::expose);
	let shares: Vec<_> = s
		.admin_shares
		.iter()
		.map(|s| (s.key_id, s.epoch, s.index, s.share.expose()))
		.collect();
	let seeds: Vec<_> = s
		.request_seeds
		.iter()
		.map(|s| {
			(
				s.request_id,
				s.record_id,
				s.requester,
				s.seq,
				s.expires,
				s.seed.expose(),
			)
		})
		.collect();
	format!("{roots:?} {enc:?} {shares:?} {seeds:?}")
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn secrets_survive_the_file(recipe in recipe()) {
		let secrets = make(recipe);
		let (_dir, path, store) = weak();
		let expected = plain(&secrets);
		store.update(|s| *s = secrets).unwrap();
		prop_assert_eq!(reopen(&path).unwrap().read(plain).unwrap(), expected);
		// No secret in clear on disk.
		let file = fs::read(&path).unwrap();
		let leaks = |needle: &[u8; 32]| file.windows(32).any(|window| window == needle);
		prop_assert!(!store.read(|s| s.csp_roots.values().any(|root| leaks(root.expose()))).unwrap());
	}

	#[test]
	fn garbage_is_refused(garbage in prop::collection::vec(any::<u8>(), 0..400), sound_start in 0usize..=57) {
		let (_dir, path, _store) = weak();
		let mut file = fs::read(&path).unwrap()[..sound_start].to_vec();
		file.extend(garbage);
		fs::write(&path, file).unwrap();
		prop_assert!(reopen(&path).is_err());
	}
}
