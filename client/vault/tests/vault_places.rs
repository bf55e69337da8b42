//! One person with an account for each facility: nothing on the chain ties them together, the words bring all of them back, and a node that
//! lies has nothing replaced.

use crate::common::{lying::LyingLedger, *};
use medquorum_client::{
	accounts::Signer,
	domain::*,
	error::{EnrolError, Error, KeyError, LedgerError, LookupError, TrustError},
	keystore::{Keystore, Secret},
	ledger::Sign as _,
	person::{FacilityAccount, FacilityAccounts, FacilitySecrets},
	ports::SecretStore,
};

/// An account of somebody at a facility.
struct Account<'a> {
	place: FacilityAccount,
	signer: Signer,
	secrets: FacilitySecrets<&'a Keystore>,
}

fn account_at<'a>(person: &'a Person, facility: &Person) -> Account<'a> {
	let facility = facility.account();
	let (secrets, signer) = FacilitySecrets::make(&person.keystore, &GENESIS, facility).unwrap();
	let account = signer.account();
	Account {
		place: FacilityAccount { facility, account },
		signer,
		secrets,
	}
}

impl Account<'_> {
	fn file(&self) -> EnrolmentFile {
		EnrolmentFile::make(GENESIS, &self.signer, &self.secrets, None).unwrap()
	}

	async fn enrol(&self, world: &World, facility: &Person) -> Result<Delivered, Error> {
		let role = world.place(facility).facility();
		role.enrol(&facility.signer, &self.file()).await
	}

	/// A facility uploads a record about this account.
	async fn record(&self, world: &World, facility: &Person) -> RecordId {
		let options = UploadOptions {
			patient: self.place.account,
			..world.options()
		};
		let uploader = world.place(facility).uploader();
		let uploaded = uploader.upload(&facility.signer, source(SCAN), &options).await;
		uploaded.unwrap().record_id
	}
}

/// A second facility, and somebody without tokens whose main account nobody has heard of.
async fn cast() -> (World, Person, Person) {
	let world = World::new().await;
	let coast = Person::new("//Coast", 60);
	world.give(&coast, Role::Facility);
	let person = Person::new("//Newcomer", 50);
	world.ledger.with(|state| state.poor.insert(person.account()));
	(world, coast, person)
}

async fn find(world: &World, person: &Person) -> Vec<FoundAccount> {
	let holder = world.place(person).holder();
	holder.find(&person.keystore, &[]).await.unwrap()
}

/// Enrolled by two houses, each of which uploads: one person reads both, and answers as the account that a request is about.
#[tokio::test]
async fn one_person_has_an_account_for_each_facility() {
	let (world, coast, person) = cast().await;
	let facilities = [&world.facility, &coast];
	let accounts = facilities.map(|facility| account_at(&person, facility));
	let mut records = Vec::new();
	for (account, facility) in accounts.iter().zip(facilities) {
		account.enrol(&world, facility).await.unwrap();
		records.push(account.record(&world, facility).await);
	}
	let places = accounts.each_ref().map(|account| account.place);
	let holder = world.place(&person).holder();
	for (record, place) in records.iter().zip(places) {
		let chosen = holder.answers_for(*record, &places).await.unwrap();
		assert_eq!(chosen, Some(place));
	}
	let others = world.upload(SCAN).await.record_id;
	assert_eq!(holder.answers_for(others, &places).await.unwrap(), None);
	assert_eq!(
		holder.answers_for(RecordId([9; 16]), &places).await.unwrap(),
		None
	);

	let [city, coasts] = &accounts;
	let patient = world.place(&person).patient();
	for (account, record) in accounts.iter().zip(&records) {
		let done = patient
			.acknowledge(&account.signer, &account.secrets, *record)
			.await;
		assert_eq!(done.unwrap().receipt().unwrap().fee, Balance(0));
	}
	let id = world.request(&world.clinician, records[1]).await;
	let shown = patient.check_request(coasts.place.account, id).await.unwrap();
	patient
		.consent(&coasts.signer, &coasts.secrets, &shown)
		.await
		.unwrap();
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	// The other account is nobody to that record.
	let other = patient.check_request(city.place.account, id).await;
	assert!(other.is_err());
}

/// No key, payer, guardian or sponsor of one account is that of another, nor of the main one.
#[tokio::test]
async fn nothing_in_state_ties_two_accounts_together() {
	let (world, coast, person) = cast().await;
	let facilities = [&world.facility, &coast];
	for facility in facilities {
		let account = account_at(&person, facility);
		account.enrol(&world, facility).await.unwrap();
		account.record(&world, facility).await;
	}
	let accounts = facilities.map(|facility| account_at(&person, facility).place.account);
	let main = EnrolmentFile::make(GENESIS, &person.signer, &person.keystore, None).unwrap();
	world.ledger.with(|state| {
		let [city, coasts] = accounts.map(|account| state.users[&account].clone().keys.unwrap());
		let mut all = vec![main.csp_pk, main.enc_pk, main.account.0];
		for (account, keys) in accounts.iter().zip([&city, &coasts]) {
			all.extend([account.0, keys.csp_pk, keys.enc_pk]);
		}
		let count = all.len();
		all.sort_unstable();
		all.dedup();
		assert_eq!(all.len(), count, "each value is there once");
		assert_ne!(city.key_sig, coasts.key_sig);
		assert!(
			!state.users.contains_key(&person.account()),
			"the main account is not on the chain"
		);
		for account in &accounts {
			assert!(!state.guardians.contains_key(account));
			assert!(!state.sponsorships.contains_key(account));
			assert!(!state.replacements.contains_key(account));
		}
		let [one, two] = accounts.map(|account| {
			let mut records = state.records.values().filter(|record| record.patient == account);
			records.next().unwrap().clone()
		});
		assert_ne!(one.csp_pk, two.csp_pk);
		assert_ne!(one.csp_enc, two.csp_enc);
		assert_eq!((one.supersedes, two.supersedes), (None, None));
	});
}

/// The words are all that is left: the same accounts again, found by their keys, and they answer.
#[tokio::test]
async fn words_bring_every_account_back() {
	let (world, coast, person) = cast().await;
	let facilities = [&world.facility, &coast];
	let accounts = facilities.map(|facility| account_at(&person, facility));
	for (account, facility) in accounts.iter().zip(facilities) {
		account.enrol(&world, facility).await.unwrap();
	}
	let record = accounts[1].record(&world, &coast).await;
	// Another home with the same root, and nothing else of the old one.
	let restored = Person::new("//Elsewhere", 50);
	let found = find(&world, &restored).await;
	let mut expected = accounts.each_ref().map(|account| FoundAccount {
		place: account.place,
		version: Some(1),
		own_keys: true,
	});
	expected.sort_by_key(|found| found.place);
	assert_eq!(found, expected);
	let again = account_at(&restored, &coast);
	let id = world.request(&world.clinician, record).await;
	let patient = world.place(&restored).patient();
	let shown = patient.check_request(again.place.account, id).await.unwrap();
	patient
		.consent(&again.signer, &again.secrets, &shown)
		.await
		.unwrap();
	// Other words find nothing. A house that lost its role is still found by name.
	assert_eq!(find(&world, &Person::new("//Stranger", 51)).await, []);
	world.give(&coast, Role::Patient);
	assert_eq!(find(&world, &restored).await.len(), 1);
	let holder = world.place(&restored).holder();
	let named = holder.find(&restored.keystore, &[coast.account()]).await.unwrap();
	assert_eq!(named.len(), 2);
}

/// Newer main keys leave the accounts of the older ones where they are; both are found.
#[tokio::test]
async fn accounts_outlive_a_change_of_the_main_keys() {
	let (world, coast, person) = cast().await;
	let old = account_at(&person, &coast).place;
	account_at(&person, &coast).enrol(&world, &coast).await.unwrap();
	person
		.keystore
		.update(|secrets| secrets.csp_roots.insert(2, Secret::from_bytes(&[70; 32])))
		.unwrap();
	assert_ne!(account_at(&person, &coast).place, old);
	let (_, signer) = FacilitySecrets::open(&person.keystore, &GENESIS, old).unwrap();
	assert_eq!(signer.account(), old.account);
	let found = find(&world, &person).await;
	assert_eq!(found.iter().map(|found| found.place).collect::<Vec<_>>(), [old]);
}

/// A node that hides the account, or shows other keys for it, gets no signature: the same file is made again, and no other one.
#[tokio::test]
async fn node_that_lies_about_an_account_has_no_keys_replaced() {
	let (world, coast, person) = cast().await;
	let account = account_at(&person, &coast);
	account.enrol(&world, &coast).await.unwrap();
	let there = world
		.ledger
		.with(|state| state.users[&account.place.account].clone());
	let mut liar = LyingLedger::new(&world.ledger);
	liar.user = Some(Box::new(|user| user.keys = None));
	let find = async |liar: &LyingLedger<'_>| {
		let holder = world.place_over(liar, &person).holder();
		holder.find(&person.keystore, &[]).await.unwrap()
	};
	let [hidden] = &find(&liar).await[..] else {
		panic!()
	};
	assert_eq!((hidden.version, hidden.place), (None, account.place));
	// Another key, and the right one under another version, which the account never signed.
	for lie in [
		(|keys: &mut UserKeys| keys.enc_pk = [9; 32]) as fn(&mut UserKeys),
		|keys| keys.csp_version = 2,
	] {
		liar.user = Some(Box::new(move |user| user.keys.iter_mut().for_each(lie)));
		let [other] = &find(&liar).await[..] else { panic!() };
		assert!(!other.own_keys);
	}
	liar.assert_silent();
	// What a person makes again after such a lie are the keys that the chain has.
	let (file, again) = (account.file(), account_at(&person, &coast).file());
	assert_eq!((file.csp_version, again.csp_version), (1, 1));
	assert_eq!((file.csp_pk, file.enc_pk), (again.csp_pk, again.enc_pk));
	let twice = account.enrol(&world, &coast).await;
	assert!(
		matches!(twice, Err(Error::Enrol(EnrolError::Enrolled(_)))),
		"{twice:?}"
	);
	let now = world
		.ledger
		.with(|state| state.users[&account.place.account].clone());
	assert_eq!(now, there);
	// A node that is behind is not asked at all.
	liar.head = Some(medquorum_client::ledger::Head {
		syncing: true,
		block: medquorum_client::ports::SeenBlock {
			number: 1,
			hash: [1; 32],
			clock: None,
		},
	});
	let holder = world.place_over(&liar, &person).holder();
	assert!(holder.find(&person.keystore, &[]).await.is_err());
}

/// Killed between the list and the file, or after the file: the same account, the same keys, signed once.
#[tokio::test]
async fn killed_before_the_enrolment_nothing_is_lost() {
	let (world, coast, person) = cast().await;
	let accounts = FacilityAccounts::at(person.home(), GENESIS);
	let place = account_at(&person, &coast).place;
	assert!(accounts.add(place).unwrap());
	// Here it dies; the file was never written. Again:
	assert_eq!(accounts.load().unwrap(), [place]);
	let again = account_at(&person, &coast);
	assert_eq!(again.place, place);
	assert!(!accounts.add(again.place).unwrap());
	let first = again.file();
	// Here it dies; the file was written and never brought anywhere. Again:
	let second = account_at(&person, &coast).file();
	assert_eq!(second.fingerprint(), first.fingerprint());
	again.enrol(&world, &coast).await.unwrap();
	// The list is gone as well: it is found again.
	std::fs::remove_file(person.home().join("accounts.json")).unwrap();
	assert_eq!(find(&world, &person).await.len(), 1);
}

/// The file names no facility. Whoever else enrols it gets the account on the chain and no other one; whom it was for is told so.
#[tokio::test]
async fn the_wrong_facility_changes_nothing_but_who_paid() {
	let (world, coast, person) = cast().await;
	let account = account_at(&person, &coast);
	account.enrol(&world, &world.facility).await.unwrap();
	let late = account.enrol(&world, &coast).await;
	assert!(matches!(late, Err(Error::Enrol(EnrolError::Enrolled(_)))));
	assert_ne!(
		account_at(&person, &world.facility).place.account,
		account.place.account
	);
	let record = account.record(&world, &coast).await;
	let holder = world.place(&person).holder();
	let chosen = holder.answers_for(record, &[account.place]).await.unwrap();
	assert_eq!(chosen, Some(account.place));
	// Somebody who is no facility enrols nobody.
	let stranger = Person::new("//Stranger", 51);
	let other = account_at(&person, &stranger).enrol(&world, &stranger).await;
	assert!(matches!(other, Err(Error::Lookup(LookupError::WrongRole { .. }))));
}

/// A node that shows a record as another account's makes nobody consent as that one.
#[tokio::test]
async fn node_that_exchanges_the_patient_gets_no_consent() {
	let (world, coast, person) = cast().await;
	let facilities = [&world.facility, &coast];
	let accounts = facilities.map(|facility| account_at(&person, facility));
	for (account, facility) in accounts.iter().zip(facilities) {
		account.enrol(&world, facility).await.unwrap();
	}
	let [city, coasts] = &accounts;
	let record = city.record(&world, &world.facility).await;
	let id = world.request(&world.clinician, record).await;
	let other = coasts.place.account;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.record = Some(Box::new(move |record| record.patient = other));
	let place = world.place_over(&liar, &person);
	let places = accounts.each_ref().map(|account| account.place);
	let chosen = place.holder().answers_for(record, &places).await.unwrap();
	assert_eq!(chosen, Some(coasts.place), "the choice is the node's word");
	let refused = place.patient().check_request(other, id).await;
	assert!(
		matches!(refused, Err(Error::Trust(TrustError::Capsule(_)))),
		"{refused:?}"
	);
	liar.assert_silent();
	// What needs no key of the record is sent; the chain takes it from its patient alone.
	let denied = place.patient().deny(&coasts.signer, id).await;
	assert!(
		matches!(denied, Err(Error::Ledger(LedgerError::Refused { .. }))),
		"{denied:?}"
	);
}

/// The secrets of one place open no record of another, nor do the main ones.
#[tokio::test]
async fn each_account_opens_its_own_records_only() {
	let (world, coast, person) = cast().await;
	let facilities = [&world.facility, &coast];
	let accounts = facilities.map(|facility| account_at(&person, facility));
	for (account, facility) in accounts.iter().zip(facilities) {
		account.enrol(&world, facility).await.unwrap();
	}
	let [city, coasts] = &accounts;
	let record = city.record(&world, &world.facility).await;
	let patient = world.place(&person).patient();
	let main: &dyn SecretStore = &person.keystore;
	for secrets in [&coasts.secrets as &dyn SecretStore, main] {
		let refused = patient.check_record(city.place.account, secrets, record).await;
		assert!(matches!(refused, Err(Error::Key(KeyError::OtherCspKey(_)))));
	}
	let checked = patient
		.check_record(city.place.account, &city.secrets, record)
		.await;
	checked.unwrap();
}
