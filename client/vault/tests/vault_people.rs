//! Patients without tokens, employees, guardians, and accounts that others act for.

use crate::common::{lying::LyingLedger, *};
use medquorum_client::{
	domain::*,
	error::{EnrolError, Error, KeyError, LedgerError, LookupError},
	ledger::Call,
	secrets::Secret,
};

fn file_of(patient: &Person) -> EnrolmentFile {
	EnrolmentFile::make(GENESIS, &patient.signer, &patient.keystore, None).unwrap()
}

async fn enrol(world: &World, file: &EnrolmentFile) -> Result<Delivered, Error> {
	let facility = &world.facility;
	world
		.place(facility)
		.facility()
		.enrol(&facility.signer, file)
		.await
}

/// From a file with keys, made without a node, to a download: the patient never has a token.
#[tokio::test]
async fn patient_without_tokens_takes_part_from_end_to_end() {
	let mut world = World::new().await;
	world.patient = Person::new("//Newcomer", 50);
	let account = world.patient.account();
	world.ledger.with(|state| state.poor.insert(account));
	let patient = &world.patient;
	let poor = world
		.place(patient)
		.member()
		.register(&patient.signer, &patient.keystore, None)
		.await;
	assert!(matches!(poor, Err(Error::Ledger(LedgerError::CannotPay { .. }))));
	enrol(&world, &file_of(patient)).await.unwrap();
	let uploaded = world.upload(SCAN).await;
	world.acknowledge(uploaded.record_id).await.unwrap();
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let done = world.consent(id).await.unwrap();
	assert_eq!(done.receipt().unwrap().fee, Balance(0));
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	let keeper = world.place(patient).keeper();
	keeper
		.erase(
			&patient.signer,
			Some(&patient.keystore),
			uploaded.record_id,
			None,
			&[],
		)
		.await
		.unwrap();
}

/// A facility's own list asks for what was noted here, one by one; all records are looked through where a person asks for that, and
/// where nothing is noted.
#[tokio::test]
async fn a_facility_lists_what_is_noted_and_looks_through_all_only_when_asked() {
	let world = World::new().await;
	let facility = &world.facility;
	let first = world.upload(SCAN).await.record_id;
	// The same facility at another machine, whose notes are not here.
	let elsewhere = Person::new("//One", 21);
	let uploader = world.place(&elsewhere).uploader();
	let options = world.options();
	let second = uploader.upload(&elsewhere.signer, source(SCAN), &options);
	let second = second.await.unwrap().record_id;
	let ids =
		|views: &[medquorum_client::views::RecordView]| views.iter().map(|view| view.id).collect::<Vec<_>>();
	let observer = world.place(facility).observer();
	let account = facility.account();
	let noted = world.place(facility).keeper().noted();
	assert_eq!(noted, [first]);
	let (near, alone) = observer.records_near(account, &noted).await.unwrap();
	assert_eq!((ids(&near), alone), (vec![first], true));
	let (all, alone) = observer.records_near(account, &[]).await.unwrap();
	assert_eq!((ids(&all), alone), (vec![first, second], false));
	assert_eq!(ids(&observer.uploads_of(account).await.unwrap()), [first, second]);
	// What is noted is shown of one's own account only, and as far as it is there.
	let (own, _) = observer
		.records_near(account, &[first, RecordId([9; 16])])
		.await
		.unwrap();
	assert_eq!(ids(&own), [first]);
	let patient = &world.patient;
	let observer = world.place(patient).observer();
	let (theirs, alone) = observer.records_near(patient.account(), &noted).await.unwrap();
	assert_eq!((theirs.len(), alone), (2, false));
}

/// A page of two: its number, how many pages and records there are, whether notes alone were looked at, and the records.
async fn page(
	observer: &Observer<'_>,
	account: AccountId,
	noted: &[(RecordId, Option<BlockNumber>)],
	number: usize,
) -> ([usize; 3], bool, Vec<RecordId>) {
	let found = observer.records_page(&[account], noted, number, 2).await.unwrap();
	let ids = found.views.iter().map(|view| view.id).collect();
	([found.page, found.pages, found.all], found.noted_alone, ids)
}

/// Pages have the newest first, of notes as of what the chain lists. What is noted here and gone from the chain leaves its page shorter,
/// and what another account uploaded is not shown.
#[tokio::test]
async fn a_page_of_records_shows_what_is_on_it_the_newest_first() {
	let world = World::new().await;
	let (facility, patient) = (world.facility.account(), world.patient.account());
	for _ in 0..3 {
		world.upload(SCAN).await;
	}
	let observer = world.place(&world.facility).observer();
	let mut all = observer.uploads_of(facility).await.unwrap();
	all.reverse();
	let noted = world.place(&world.facility).keeper().noted_blocks();
	assert_eq!(noted.len(), 3);
	for view in &all {
		assert!(noted.contains(&(view.id, Some(view.record.created))));
	}
	let ids: Vec<RecordId> = all.iter().map(|view| view.id).collect();
	let (first, last) = (ids[..2].to_vec(), ids[2..].to_vec());
	let found = page(&observer, facility, &noted, 1).await;
	assert_eq!(found, ([1, 2, 3], true, first.clone()));
	let found = page(&observer, facility, &noted, 9).await;
	assert_eq!(found, ([2, 2, 3], true, last.clone()));
	// An upload that nobody has seen registered is asked for.
	let unsure: Vec<_> = noted.iter().map(|(id, _)| (*id, None)).collect();
	let found = page(&observer, facility, &unsure, 0).await;
	assert_eq!(found, ([1, 2, 3], true, first.clone()));
	// Nothing is noted: all records of the chain are looked through.
	let found = page(&observer, facility, &[], 2).await;
	assert_eq!(found, ([2, 2, 3], false, last.clone()));
	let found = page(&observer, patient, &noted, 1).await;
	assert_eq!(found, ([1, 2, 3], false, first));
	let mut gone = noted.clone();
	gone.extend([(RecordId([9; 16]), Some(0)), (RecordId([8; 16]), None)]);
	let found = page(&observer, facility, &gone, 2).await;
	assert_eq!(found, ([2, 2, 4], true, last));
	let found = page(&observer, world.clinician.account(), &noted, 1).await;
	assert_eq!(found, ([1, 1, 0], false, Vec::new()));
}

/// Who comes back continues with the next version: nothing that was signed before is good again.
#[tokio::test]
async fn who_leaves_and_comes_back_goes_on_with_the_next_keys() {
	let world = World::new().await;
	let patient = &Person::new("//Newcomer", 50);
	let account = patient.account();
	enrol(&world, &file_of(patient)).await.unwrap();
	let member = world.place(patient).member();
	member.leave(&patient.signer).await.unwrap();
	assert_eq!(
		world.ledger.with(|state| state.users[&account].keys.clone()),
		None
	);
	let old = enrol(&world, &file_of(patient)).await;
	assert!(
		matches!(
			old,
			Err(Error::Enrol(EnrolError::OtherVersion {
				found: 1,
				stored: 1,
				..
			}))
		),
		"{old:?}"
	);
	let next = EnrolmentFile::make(GENESIS, &patient.signer, &patient.keystore, Some(1)).unwrap();
	enrol(&world, &next).await.unwrap();
}

#[tokio::test]
async fn file_with_keys_is_the_same_when_it_is_made_again() {
	let patient = Person::new("//Newcomer", 50);
	let (file, again) = (file_of(&patient), file_of(&patient));
	assert_eq!(file.csp_version, 1);
	assert_eq!(
		(file.csp_pk, file.enc_pk, file.fingerprint()),
		(again.csp_pk, again.enc_pk, again.fingerprint())
	);
	let text = serde_json::to_string(&file).unwrap();
	assert_eq!(serde_json::from_str::<EnrolmentFile>(&text).unwrap(), file);
	assert!(serde_json::from_str::<EnrolmentFile>(&text.replace("genesis", "chain")).is_err());
}

/// A file that somebody has changed, or made for somebody else, is refused or has another fingerprint.
#[tokio::test]
async fn file_of_somebody_else_is_not_enrolled_unnoticed() {
	let world = World::new().await;
	let [patient, thief] = [Person::new("//Newcomer", 50), Person::new("//Thief", 51)];
	let file = file_of(&patient);
	let theirs = file_of(&thief);
	let watched = LyingLedger::new(&world.ledger);
	let facility = &world.facility;
	let enrol = async |file: &EnrolmentFile| {
		let facility_of = world.place_over(&watched, facility).facility();
		facility_of.enrol(&facility.signer, file).await.unwrap_err()
	};
	// Other keys under the patient's name: the patient has not signed them.
	for changed in [
		EnrolmentFile {
			csp_pk: theirs.csp_pk,
			..file.clone()
		},
		EnrolmentFile {
			enc_pk: theirs.enc_pk,
			..file.clone()
		},
		EnrolmentFile {
			csp_version: 2,
			..file.clone()
		},
		EnrolmentFile {
			account: theirs.account,
			..file.clone()
		},
		EnrolmentFile {
			key_sig: theirs.key_sig,
			..file.clone()
		},
	] {
		let error = enrol(&changed).await;
		assert!(matches!(error, Error::Enrol(EnrolError::NotSigned(_))), "{error}");
	}
	let elsewhere = EnrolmentFile {
		genesis: [9; 32],
		..file.clone()
	};
	assert!(matches!(
		enrol(&elsewhere).await,
		Error::Enrol(EnrolError::OtherChain)
	));
	watched.assert_silent();
	// A whole file of somebody else holds, and shows in what the two read to each other.
	assert_ne!(file.fingerprint(), theirs.fingerprint());
}

#[tokio::test]
async fn only_a_facility_enrols_and_each_keys_once() {
	let world = World::new().await;
	let (facility, file) = (&world.facility, file_of(&Person::new("//Newcomer", 50)));
	let clinician = &world.clinician;
	let refused = world
		.place(clinician)
		.facility()
		.enrol(&clinician.signer, &file)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::WrongRole { .. }))
	));
	let enrolled = world.place(facility).facility();
	enrolled.enrol(&facility.signer, &file).await.unwrap();
	let again = enrolled.enrol(&facility.signer, &file).await;
	assert!(
		matches!(again, Err(Error::Enrol(EnrolError::Enrolled(_)))),
		"{again:?}"
	);
}

#[tokio::test]
async fn sponsored_requester_pays_nothing() {
	let world = World::new().await;
	let (facility, clinician) = (&world.facility, &world.clinician);
	let uploaded = world.upload(SCAN).await;
	world.ledger.with(|state| state.poor.insert(clinician.account()));
	let ask = async || {
		let requester = world.place(clinician).requester();
		requester
			.request(
				&clinician.signer,
				&clinician.keystore,
				uploaded.record_id,
				Purpose::Treatment,
			)
			.await
	};
	assert!(matches!(
		ask().await,
		Err(Error::Ledger(LedgerError::CannotPay { .. }))
	));
	let pays = world.place(facility).facility();
	pays.sponsor(&facility.signer, clinician.account(), 3)
		.await
		.unwrap();
	let id = ask().await.unwrap().request_id;
	let view = world.place(clinician).observer().request_view(id).await.unwrap();
	assert_eq!(view.request.payer, facility.account());
	let requester = world.place(clinician).requester();
	requester
		.close(&clinician.signer, &clinician.keystore, id)
		.await
		.unwrap();
	let employee = world.place(clinician).facility();
	employee
		.end_sponsorship(&clinician.signer, clinician.account())
		.await
		.unwrap();
	assert!(ask().await.is_err());
	let refused = employee.sponsor(&clinician.signer, facility.account(), 1).await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::WrongRole { .. }))
	));
}

/// A guardian freezes a stolen account, the council puts another in its place, and the patient continues with that.
#[tokio::test]
async fn patient_goes_on_with_another_account_after_the_key_was_stolen() {
	let world = World::new().await;
	let (old, guardian) = (&world.patient, &world.facility);
	let uploaded = world.upload(SCAN).await;
	let id = uploaded.record_id;
	let request = world.request(&world.clinician, id).await;
	let member = world.place(old).member();
	member
		.name_guardian(&old.signer, Some(guardian.account()), None)
		.await
		.unwrap();
	world
		.place(guardian)
		.member()
		.freeze(&guardian.signer, old.account())
		.await
		.unwrap();
	// The thief can consent to nothing.
	let stolen = world.consent(request).await;
	assert!(matches!(&stolen, Err(Error::Ledger(error)) if error.refusal() == Some("AccountFrozen")));
	let new = Person::new("//EveAgain", 60);
	let place = world.place(&new);
	let member = place.member();
	member.register(&new.signer, &new.keystore, None).await.unwrap();
	let not_yet = place.patient().deny(&new.signer, request).await;
	assert!(matches!(
		not_yet,
		Err(Error::Lookup(LookupError::NotYourRecord { .. }))
	));
	let replace = Call::ReplaceAccount {
		old: old.account(),
		new: new.account(),
	};
	world.ledger.govern(&replace).unwrap();
	// The records of the old account are the new one's.
	let records = place.observer().records_of(new.account()).await.unwrap();
	assert_eq!(records.iter().map(|view| view.id).collect::<Vec<_>>(), [id]);
	let waiting = place.observer().inbox_patient(new.account()).await.unwrap();
	assert_eq!(waiting[0].id, request);
	// The old one is told to use the new one.
	let former = world.place(old).patient();
	let refused = former.deny(&old.signer, request).await;
	assert!(matches!(refused, Err(Error::Lookup(LookupError::Replaced { by, .. })) if by == new.account()));
	answers_for_old_records(&world, &new, (id, request)).await;
}

/// Without the old CSP key the new account can consent to nothing, and is told how to restore it.
async fn answers_for_old_records(world: &World, new: &Person, (id, request): (RecordId, RequestId)) {
	let place = world.place(new);
	let missing = consent_over(place, new, request).await;
	assert!(matches!(missing, Err(Error::Key(KeyError::FormerCspKey(of))) if of == id));
	new.keystore
		.update(|secrets| secrets.put_former_root(Secret::from_bytes(&[20; 32])))
		.unwrap();
	consent_over(place, new, request).await.unwrap();
	place
		.patient()
		.acknowledge(&new.signer, &new.keystore, id)
		.await
		.unwrap();
	let erased = place
		.keeper()
		.erase(&new.signer, Some(&new.keystore), id, None, &[])
		.await
		.unwrap();
	assert_eq!((erased.ended, erased.removed.len()), (Ended::Erased, 2));
}

/// Nobody becomes a patient's successor by a node's word: what is secret takes the patient's keys.
#[tokio::test]
async fn node_that_names_a_stranger_as_successor_gets_no_consent() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let request = world.request(&world.clinician, uploaded.record_id).await;
	let stranger = &world.facility;
	let mut liar = LyingLedger::new(&world.ledger);
	let (patient, by) = (world.patient.account(), stranger.account());
	liar.successor = Some((patient, by));
	let refused = consent_over(world.place_over(&liar, stranger), stranger, request).await;
	assert!(
		matches!(refused, Err(Error::Key(KeyError::FormerCspKey(_)))),
		"{refused:?}"
	);
	liar.assert_silent();
}

#[tokio::test]
async fn nothing_is_made_for_a_requester_whose_account_is_frozen() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[ALICE]).await;
	let who = world.clinician.account();
	world.ledger.govern(&Call::FreezeAccount { who }).unwrap();
	let watched = LyingLedger::new(&world.ledger);
	let (bob, patient) = (&world.admins[BOB], &world.patient);
	for refused in [
		approve_over(world.place_over(&watched, bob), bob, id).await,
		consent_over(world.place_over(&watched, patient), patient, id).await,
	] {
		assert!(matches!(refused, Err(Error::Lookup(LookupError::Frozen(of))) if of == who));
	}
	watched.assert_silent();
	world.reject(BOB, id).await.unwrap();
}

#[tokio::test]
async fn own_requests_are_found_by_what_was_noted() {
	let world = World::new().await;
	let clinician = &world.clinician;
	let record = world.upload(SCAN).await.record_id;
	let mut asked = Vec::new();
	for _ in 0..2 {
		asked.push(world.request(clinician, record).await);
	}
	let watched = LyingLedger::new(&world.ledger);
	let observer = world.place_over(&watched, clinician).observer();
	let ids = |views: Vec<RequestView>| {
		let mut ids: Vec<_> = views.into_iter().map(|view| view.id).collect();
		ids.sort();
		ids
	};
	asked.sort();
	let found = observer.outbox(clinician.account(), &asked).await.unwrap();
	assert_eq!(ids(found), asked);
	assert_eq!(*watched.walks.lock().unwrap(), 0, "nobody looked through all");
	// One that was made elsewhere is counted by the chain, so it is looked for.
	let found = observer.outbox(clinician.account(), &asked[..1]).await.unwrap();
	assert_eq!(ids(found), asked);
	assert_eq!(*watched.walks.lock().unwrap(), 1);
	clinician.notes.note_asked(clinician.account(), asked[0]).unwrap();
	assert_eq!(clinician.notes.asked(clinician.account()), asked[..1]);
	clinician.notes.keep_asked(clinician.account(), &[]).unwrap();
	assert_eq!(clinician.notes.asked(clinician.account()), []);
}
