//! A share beside the requests: its backup for a safe and the way back, and what ends it for good. Each lie has its control.

use crate::common::{ceremony::*, lying::LyingLedger, *};
use medquorum_client::{
	domain::*,
	error::{Error, KeyError, ShareError},
	keystore::{AdminShare, BackupOf, Kdf, Keystore, KeystoreError, Passphrase, Secret, Secrets},
	ports::Journal as _,
	trust::ceremony::Stage,
};
use std::{fs, mem};

/// Fast, and refused outside of tests.
const WEAK: Kdf = Kdf { m_kib: 8, t: 1, p: 1 };

fn word() -> Passphrase {
	Passphrase::new("what is on the envelope in the safe".into()).unwrap()
}

/// What this administrator's command puts into a file.
async fn backed_up(world: &World, admin: &Person) -> Secrets {
	let administrator = world.place(admin).administrator();
	let backup = administrator.back_up_share(admin.account(), &admin.keystore, KEY);
	backup.await.unwrap().secrets
}

async fn restore(
	place: Place<'_>,
	admin: &Person,
	backup: &Secrets,
	told: Epoch,
	replace: bool,
) -> Result<bool, Error> {
	let administrator = place.administrator();
	let restored = administrator.restore_share(admin.account(), &admin.keystore, backup, told, replace);
	restored.await
}

fn why(result: Result<bool, Error>) -> ShareError {
	match result.err() {
		Some(Error::Share(error)) => error,
		other => panic!("{other:?}"),
	}
}

fn shares_of(person: &Person) -> Vec<(KeyId, Epoch, u16)> {
	let shares = |shares: &[AdminShare]| {
		let shares = shares.iter();
		shares
			.map(|share| (share.key_id, share.epoch, share.index))
			.collect()
	};
	let shares = person.keystore.read(|secrets| shares(&secrets.admin_shares));
	shares.unwrap()
}

/// A copy that is changed.
fn changed(backup: &Secrets, change: impl FnOnce(&mut Secrets)) -> Secrets {
	let mut copy = Secrets::from_cbor(&backup.to_cbor(0)).unwrap();
	change(&mut copy);
	copy
}

/// The same four get the key again.
async fn refreshed(world: &World, name: &str) {
	let everybody: Vec<&Person> = world.admins.iter().collect();
	let change = Change {
		dealers: everybody[..3].to_vec(),
		new: everybody,
		k: 3,
	};
	let call = change.made(world, name, true).await;
	world.ledger.govern(&call).unwrap();
}

/// What a command does first in a home that answers requests.
async fn any_command(world: &World, person: &Person) {
	let place = world.place(person);
	place.administrator().note_epochs([KEY]).await.unwrap();
	forget_ended_epochs(&person.keystore, &person.journal).unwrap();
}

#[tokio::test]
async fn whose_machine_is_gone_restores_the_share_from_the_safe_and_approves() {
	let mut world = World::new().await;
	let record = world.upload(SCAN).await.record_id;
	let id = world.request(&world.clinician, record).await;
	let safe = world.dir.path().join("safe.mqk");
	let backup = backed_up(&world, &world.admins[DAVE]).await;
	Keystore::write_apart(&safe, word(), WEAK, &backup).unwrap();
	// Nothing in it but the share, and nothing beside it.
	let plain = Keystore::read_apart(&safe, word(), true).unwrap();
	assert!(plain.csp_roots.is_empty() && plain.enc_secret.is_none() && plain.request_seeds.is_empty());
	let beside = fs::read_dir(world.dir.path()).unwrap();
	let beside = beside.filter(|entry| {
		entry
			.as_ref()
			.unwrap()
			.file_name()
			.to_string_lossy()
			.contains("safe")
	});
	assert_eq!(beside.count(), 1);
	let again = Keystore::write_apart(&safe, word(), WEAK, &backup);
	assert!(
		matches!(again, Err(KeystoreError::File(_))),
		"a backup is never overwritten"
	);

	drop(mem::replace(&mut world.admins[DAVE], Person::new("//Dave", 4)));
	let dave = &world.admins[DAVE];
	let refused = world.approve(DAVE, id).await;
	assert!(
		matches!(refused, Err(Error::Key(KeyError::NoShare { .. }))),
		"{refused:?}"
	);
	let wrong = Keystore::read_apart(&safe, Passphrase::new("another".into()).unwrap(), true);
	assert!(matches!(wrong, Err(KeystoreError::CannotOpen(_))));
	let backup = Keystore::read_apart(&safe, word(), true).unwrap();
	assert!(restore(world.place(dave), dave, &backup, 1, false).await.unwrap());
	assert!(
		!restore(world.place(dave), dave, &backup, 1, false).await.unwrap(),
		"it is there"
	);
	assert_eq!(shares_of(dave), [(KEY, 1, 4)]);
	for admin in [DAVE, ALICE, BOB] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	let downloaded = world.download(&world.clinician, id, CspSource::Consent);
	downloaded.await.unwrap();
	assert_eq!(fs::read(world.target()).unwrap(), SCAN);
}

/// Backups that do not belong here, and what is said of each.
fn wrong_backups(
	backup: &Secrets,
	of_bob: &Secrets,
	dave: AccountId,
	bob: AccountId,
) -> Vec<(Secrets, ShareError)> {
	let of = BackupOf {
		genesis: GENESIS,
		account: dave.0,
	};
	let own = |of| changed(of_bob, |secrets| secrets.backup_of = Some(of));
	let whole = changed(backup, |secrets| secrets.backup_of = None);
	let flipped = changed(backup, |secrets| {
		let mut bytes = *secrets.admin_shares[0].share.expose();
		bytes[40] ^= 1;
		secrets.admin_shares[0].share = Secret::from_bytes(&bytes);
	});
	vec![
		(whole, ShareError::NotABackup),
		(
			changed(backup, |secrets| secrets.admin_shares.clear()),
			ShareError::NotABackup,
		),
		(
			changed(backup, |secrets| {
				secrets.backup_of = Some(BackupOf {
					genesis: [1; 32],
					..of
				})
			}),
			ShareError::OtherChain { what: "backup" },
		),
		(changed(of_bob, |_| ()), ShareError::OtherAccount(bob)),
		// Bob's share under Dave's name, and under Dave's number as well.
		(
			own(of),
			ShareError::OtherIndex {
				found: 2,
				expected: 4,
			},
		),
		(
			changed(&own(of), |secrets| secrets.admin_shares[0].index = 4),
			ShareError::OtherShare(KEY),
		),
		(flipped, ShareError::OtherShare(KEY)),
		(
			changed(backup, |secrets| secrets.admin_shares[0].epoch = 2),
			ShareError::NotBegun {
				key_id: KEY,
				epoch: 2,
				current: 1,
			},
		),
	]
}

#[tokio::test]
async fn a_backup_that_is_not_this_administrators_changes_nothing() {
	let mut world = World::new().await;
	let backup = backed_up(&world, &world.admins[DAVE]).await;
	let of_bob = backed_up(&world, &world.admins[BOB]).await;
	drop(mem::replace(&mut world.admins[DAVE], Person::new("//Dave", 4)));
	let (dave, bob) = (&world.admins[DAVE], &world.admins[BOB]);
	for (wrong, expected) in wrong_backups(&backup, &of_bob, dave.account(), bob.account()) {
		assert_eq!(
			why(restore(world.place(dave), dave, &wrong, 1, true).await),
			expected
		);
	}
	// Of a committee that there is not, and of one that he is not in.
	let other = changed(&backup, |secrets| secrets.admin_shares[0].key_id = 9);
	assert!(restore(world.place(dave), dave, &other, 1, true).await.is_err());
	assert_eq!(shares_of(dave), []);
	assert_eq!(dave.journal.epochs().unwrap(), []);
	assert_eq!(dave.keystore.read(|secrets| secrets.epochs.len()).unwrap(), 0);
	// The control.
	assert!(restore(world.place(dave), dave, &backup, 1, false).await.unwrap());
}

/// A node that shows this committee in the place of the one in force.
fn shows<'a>(world: &'a World, committee: &Committee) -> LyingLedger<'a> {
	let mut liar = LyingLedger::new(&world.ledger);
	let shown = committee.clone();
	liar.committee = Some(Box::new(move |committee| *committee = shown.clone()));
	liar
}

#[tokio::test]
async fn a_share_of_an_ended_epoch_is_not_restored_whatever_the_node_shows() {
	let mut world = World::new().await;
	let old = world.ledger.with(|state| state.committees[&KEY].clone());
	let backup = backed_up(&world, &world.admins[DAVE]).await;
	refreshed(&world, "change").await;
	any_command(&world, &world.admins[DAVE]).await;
	let newer = backed_up(&world, &world.admins[DAVE]).await;
	let over = ShareError::BackupOver {
		key_id: KEY,
		epoch: 1,
		current: 2,
	};
	let dave = &world.admins[DAVE];
	assert_eq!(
		why(restore(world.place(dave), dave, &backup, 2, true).await),
		over
	);
	let liar = || shows(&world, &old);
	// A node that shows the epoch that is over: this home has seen the next one, by its journal and by its keystore, each alone enough.
	let lies = liar();
	assert_eq!(
		why(restore(world.place_over(&lies, dave), dave, &backup, 1, true).await),
		over
	);
	fs::remove_file(dave.home().join("journal.jsonl")).unwrap();
	assert_eq!(
		why(restore(world.place_over(&lies, dave), dave, &backup, 1, true).await),
		over
	);
	drop(lies);
	// A home that was made again has seen nothing. The others tell which epoch it is, and the node does not.
	let fresh = Person::new("//Dave", 4);
	let lies = liar();
	let told = restore(world.place_over(&lies, &fresh), &fresh, &backup, 2, true).await;
	assert_eq!(
		why(told),
		ShareError::ToldOther {
			key_id: KEY,
			found: 1,
			told: 2,
		}
	);
	assert_eq!(shares_of(&fresh), []);
	drop(lies);
	world.admins[DAVE] = fresh;
	only_the_newer_one_comes_back(&world, &old, &backup, &newer).await;
}

/// The control: the newer backup is restored, and then nothing older.
async fn only_the_newer_one_comes_back(world: &World, old: &Committee, backup: &Secrets, newer: &Secrets) {
	let dave = &world.admins[DAVE];
	assert!(restore(world.place(dave), dave, newer, 2, false).await.unwrap());
	let over = ShareError::BackupOver {
		key_id: KEY,
		epoch: 1,
		current: 2,
	};
	let lies = shows(world, old);
	assert_eq!(
		why(restore(world.place_over(&lies, dave), dave, backup, 1, true).await),
		over
	);
	let behind = restore(world.place_over(&lies, dave), dave, newer, 1, true).await;
	assert_eq!(
		why(behind),
		ShareError::NodeBehind {
			key_id: KEY,
			found: 1,
			known: 2,
		}
	);
	drop(lies);
	assert_eq!(shares_of(dave), [(KEY, 2, 4)]);
	let record = world.upload(SCAN).await.record_id;
	let id = world.request(&world.clinician, record).await;
	world.approve(DAVE, id).await.unwrap();
}

#[tokio::test]
async fn a_share_that_is_there_is_replaced_by_nothing_unasked() {
	let world = World::new().await;
	let dave = &world.admins[DAVE];
	let backup = backed_up(&world, dave).await;
	let spoilt = |epoch| AdminShare {
		key_id: KEY,
		epoch,
		index: 4,
		share: Secret::from_bytes(&[1; 96]),
	};
	dave.keystore
		.update(|secrets| secrets.put_admin_share(spoilt(1)))
		.unwrap();
	// A keystore with a share that is not the listed one has no backup to make.
	let administrator = world.place(dave).administrator();
	let made = administrator.back_up_share(dave.account(), &dave.keystore, KEY);
	assert!(matches!(
		made.await.err(),
		Some(Error::Key(KeyError::OtherShare(KEY)))
	));
	let refused = restore(world.place(dave), dave, &backup, 1, false).await;
	assert_eq!(why(refused), ShareError::OtherHeld(KEY));
	let held = |secrets: &Secrets| *secrets.admin_share(KEY, 1).unwrap().share.expose();
	assert_eq!(dave.keystore.read(held).unwrap(), [1; 96]);
	assert!(restore(world.place(dave), dave, &backup, 1, true).await.unwrap());
	assert_ne!(dave.keystore.read(held).unwrap(), [1; 96]);
	// A later one is never replaced, not even by somebody who asks for it.
	dave.keystore
		.update(|secrets| {
			secrets.drop_share(KEY, 1);
			secrets.put_admin_share(spoilt(2));
		})
		.unwrap();
	let refused = restore(world.place(dave), dave, &backup, 1, true).await;
	assert_eq!(
		why(refused),
		ShareError::NewerHeld {
			key_id: KEY,
			epoch: 2,
		}
	);
	assert_eq!(shares_of(dave), [(KEY, 2, 4)]);
}

#[tokio::test]
async fn a_backup_between_certificate_and_switch_holds_both_shares() {
	let mut world = World::new().await;
	let everybody: Vec<&Person> = world.admins.iter().collect();
	let change = Change {
		dealers: everybody[..3].to_vec(),
		new: everybody,
		k: 3,
	};
	let call = change.made(&world, "change", false).await;
	let backup = backed_up(&world, &world.admins[DAVE]).await;
	assert_eq!(backup.admin_shares.len(), 2);
	world.ledger.govern(&call).unwrap();
	world.admins[DAVE] = Person::new("//Dave", 4);
	let dave = &world.admins[DAVE];
	assert!(restore(world.place(dave), dave, &backup, 1, false).await.unwrap());
	world.ledger.pass(memory_ledger::GRACE);
	any_command(&world, dave).await;
	assert!(restore(world.place(dave), dave, &backup, 2, false).await.unwrap());
	assert_eq!(shares_of(dave), [(KEY, 2, 4)]);
}

/// What ends an epoch is in the keystore, beside the shares: an older copy of the journal brings nothing back, nor does one of the keystore
/// while the journal is there.
#[tokio::test]
async fn an_older_copy_of_the_journal_brings_no_epoch_back() {
	let world = World::new().await;
	let record = world.upload(SCAN).await.record_id;
	let id = world.request(&world.clinician, record).await;
	let old = world.ledger.with(|state| state.committees[&KEY].clone());
	let [bob, charlie] = [BOB, CHARLIE].map(|at| &world.admins[at]);
	let kept = bob.keystore.read(|secrets| secrets.admin_share(KEY, 1).cloned());
	let kept = kept.unwrap().unwrap();
	refreshed(&world, "change").await;
	any_command(&world, bob).await;
	assert_eq!(bob.keystore.read(|secrets| secrets.epoch_begun(KEY)).unwrap(), 2);
	let mut liar = LyingLedger::new(&world.ledger);
	liar.committee = Some(Box::new(move |committee| *committee = old.clone()));
	liar.refuses_calls = true;
	// Whoever gets at the home puts the old share back, and takes the journal away.
	fs::remove_file(bob.home().join("journal.jsonl")).unwrap();
	bob.keystore
		.update(|secrets| secrets.put_admin_share(kept))
		.unwrap();
	let refused = approve_over(world.place_over(&liar, bob), bob, id).await;
	assert!(
		matches!(
			refused,
			Err(Error::Key(KeyError::EpochEnded {
				epoch: 1,
				current: 2,
				..
			}))
		),
		"{refused:?}"
	);
	liar.assert_silent();
	// The control: who has not heard of the new epoch gives the share away.
	let believed = approve_over(world.place_over(&liar, charlie), charlie, id).await;
	assert!(matches!(believed, Err(Error::Ledger(_))), "{believed:?}");
}

/// That a committee is not set is only a node's word: with it an administrator would throw away the share of one that is.
#[tokio::test]
async fn a_lying_node_has_nobody_forget_a_share_that_counts() {
	let world = World::new().await;
	let old = world.ledger.with(|state| state.committees[&KEY].clone());
	let everybody: Vec<&Person> = world.admins.iter().collect();
	let change = Change {
		dealers: everybody[..3].to_vec(),
		new: everybody,
		k: 3,
	};
	let folder = Folder::new(&world, "change");
	change.start(&world, &folder, 1).await.unwrap();
	for stage in [Stage::Join, Stage::Deal, Stage::Certify, Stage::HandOver] {
		change.all(&world, &folder, stage).await;
	}
	let maker = world.place(&world.facility).committee_maker();
	let board = maker.ceremony(&folder.files()).await.unwrap();
	let call = maker.set_founded_call(&board, true).unwrap();
	world.ledger.govern(&call).unwrap();
	// Whoever carries the files keeps a certificate back, and the node hides that the committee is set.
	folder.remove("certificate-1.json");
	let mut liar = LyingLedger::new(&world.ledger);
	liar.committee = Some(Box::new(move |committee| *committee = old.clone()));
	liar.lineage = Some(Box::new(|lineage| lineage.committees.truncate(1)));
	let abort = async |person: &Person, certified| {
		let place = world.place_over(&liar, person);
		let maker = place.committee_maker();
		let board = maker.ceremony(&folder.files()).await.unwrap();
		let aborted = maker.abort_ceremony(&person.signer, &person.keystore, &board, None, certified);
		aborted.await.unwrap();
	};
	let [bob, charlie] = [BOB, CHARLIE].map(|at| &world.admins[at]);
	abort(bob, CertifiedShare::Keep).await;
	abort(charlie, CertifiedShare::Forget).await;
	let record = world.upload(SCAN).await.record_id;
	let id = world.request(&world.clinician, record).await;
	world.approve(BOB, id).await.unwrap();
	// The control: Charlie has said himself that it is to go.
	let refused = world.approve(CHARLIE, id).await;
	assert!(
		matches!(refused, Err(Error::Key(KeyError::NoShare { epoch: 2, .. }))),
		"{refused:?}"
	);
}
