//! Standing answers: what is consented to and denied in the patient's place, and everything that is left to the patient.

use crate::common::{lying::LyingLedger, standing::*, *};
use medquorum_client::{
	advice::Advice as _,
	answers::{AnswerLog, Said},
	domain::*,
	ledger::Call,
	secrets::Secrets,
	views::NoticeKind,
};
use serde_json::json;

/// The patient lets the clinician read everything for treatment.
fn permit(world: &World) {
	let provision = provision("permit", world.clinician.account(), Purpose::Treatment);
	let document = consent(world.patient.account(), provision);
	world.patient.import(&document).unwrap();
}

async fn asked(world: &World) -> (Uploaded, RequestId) {
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	(uploaded, id)
}

fn consented(world: &World, id: RequestId) -> bool {
	world.ledger.with(|state| state.consents.contains_key(&id))
}

/// Nothing was answered, and the patient's log says why.
#[track_caller]
fn assert_left(world: &World, id: RequestId, why: &str) {
	assert!(!consented(world, id));
	assert_eq!(world.patient.said(), [Said::Left]);
	let lines = AnswerLog::at(world.patient.home()).lines().unwrap();
	assert!(lines[0].why.contains(why), "{}", lines[0].why);
	assert_eq!(lines[0].request_id, id);
}

#[tokio::test]
async fn policy_consents_and_the_approvals_are_needed_all_the_same() {
	let world = World::new().await;
	permit(&world);
	let (_, id) = asked(&world).await;
	let place = world.place(&world.patient);
	let mut watching = world.patient.watching();
	assert_eq!(place.answer(&mut watching).await.unwrap(), 1);
	assert!(consented(&world, id));
	let refused = world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.err()
		.unwrap();
	assert_eq!(refused.kind(), "ReportKeyMissing", "{refused}");
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	assert_eq!(std::fs::read(world.target()).unwrap(), SCAN);
	// What was answered is answered once.
	assert_eq!(place.answer(&mut watching).await.unwrap(), 0);
	assert_eq!(world.patient.said(), [Said::Consenting, Said::Consented]);
	let lines = AnswerLog::at(world.patient.home()).lines().unwrap();
	assert!(lines[1].block.is_some() && lines[1].policy.is_some());
	let who = world.clinician.account();
	assert_eq!(
		lines[1].why,
		format!("permits {who}, for treatment, of every record")
	);
	let mut ear = Ear::new("ear");
	medquorum_client::notice::deliver(&mut watching, &mut ear)
		.await
		.unwrap();
	assert_eq!(ear.kinds(), [NoticeKind::Consented]);
}

#[tokio::test]
async fn policy_denies_and_the_request_is_over() {
	let world = World::new().await;
	let provision = json!({ "type": "deny" });
	world
		.patient
		.import(&consent(world.patient.account(), provision))
		.unwrap();
	permit(&world);
	let (_, id) = asked(&world).await;
	let place = world.place(&world.patient);
	assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 1);
	let status = world.ledger.with(|state| state.requests[&id].status);
	assert_eq!(status, RequestStatus::Rejected(RejectionCause::ConsentDenied));
	assert_eq!(world.patient.said(), [Said::Denying, Said::Denied]);
}

#[tokio::test]
async fn what_no_policy_is_about_is_left_to_the_patient_and_said_once() {
	let world = World::new().await;
	let provision = provision("permit", world.clinician.account(), Purpose::Research);
	let research = consent(world.patient.account(), provision);
	let set = world.patient.import(&research).unwrap();
	let (_, id) = asked(&world).await;
	let place = world.place(&world.patient);
	for _ in 0..3 {
		// Each time as a new process.
		assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 0);
	}
	assert_left(&world, id, "no standing answer");
	// A changed mind is asked again.
	let gone = set.policies[0].id;
	let patient = &world.patient;
	patient
		.policies()
		.change(&patient.signer, &patient.keystore, |set| Ok(set.without(gone)))
		.unwrap();
	place.answer(&mut patient.watching()).await.unwrap();
	assert_eq!(patient.said(), [Said::Left, Said::Left]);
	permit(&world);
	assert_eq!(place.answer(&mut patient.watching()).await.unwrap(), 1);
}

#[tokio::test]
async fn nothing_is_answered_by_policies_that_were_changed_taken_away_or_set_back() {
	let world = World::new().await;
	let patient = &world.patient;
	permit(&world);
	let path = patient.policies().path().to_owned();
	let first = std::fs::read(&path).unwrap();
	let deny = consent(patient.account(), json!({ "type": "deny" }));
	patient.import(&deny).unwrap();
	let newest = std::fs::read(&path).unwrap();
	let (_, id) = asked(&world).await;
	let liar = LyingLedger::new(&world.ledger);
	let place = world.place_over(&liar, patient);
	let text = String::from_utf8(newest.clone()).unwrap();
	// One that denies is left out; a person is put in; a letter is changed; another chain's; no JSON.
	let mut without: serde_json::Value = serde_json::from_str(&text).unwrap();
	without["documents"].as_array_mut().unwrap().pop();
	let other = text.replace(
		&world.clinician.account().to_string(),
		&world.facility.account().to_string(),
	);
	let chain = text.replace(&"67".repeat(32), &"68".repeat(32));
	for (content, kind) in [
		(without.to_string(), "NotSigned"),
		(other, "NotSigned"),
		(text.replace("deny", "permit"), "NotSigned"),
		(chain, "OtherChain"),
		("{".to_owned(), "Io"),
	] {
		std::fs::write(&path, content).unwrap();
		let error = place.answer(&mut patient.watching()).await.unwrap_err();
		assert_eq!(error.kind(), kind, "{error}");
	}
	// The patient signed these too, once.
	std::fs::write(&path, &first).unwrap();
	let error = place.answer(&mut patient.watching()).await.unwrap_err();
	assert_eq!(error.kind(), "PoliciesSetBack");
	std::fs::remove_file(&path).unwrap();
	let error = place.answer(&mut patient.watching()).await.unwrap_err();
	assert_eq!(error.kind(), "PoliciesSetBack");
	liar.assert_silent();
	assert!(!consented(&world, id) && patient.said().is_empty());
	std::fs::write(&path, &newest).unwrap();
	assert_eq!(place.answer(&mut patient.watching()).await.unwrap(), 1);
	assert!(!consented(&world, id), "what denies wins");
}

#[tokio::test]
async fn policies_of_another_patient_answer_nothing() {
	let world = World::new().await;
	let (patient, other) = (&world.patient, &world.facility);
	let provision = provision("permit", world.clinician.account(), Purpose::Treatment);
	// Their own machine takes none of somebody else's.
	let foreign = consent(other.account(), provision);
	assert_eq!(patient.import(&foreign).unwrap_err().kind(), "OtherPatient");
	assert!(!patient.policies().path().exists());
	// Nor does it count when it is put there.
	other.import(&foreign).unwrap();
	std::fs::create_dir_all(patient.policies().path().parent().unwrap()).unwrap();
	std::fs::copy(other.policies().path(), patient.policies().path()).unwrap();
	let (_, id) = asked(&world).await;
	let error = world
		.place(patient)
		.answer(&mut patient.watching())
		.await
		.unwrap_err();
	assert_eq!(error.kind(), "OtherPatient");
	assert!(!consented(&world, id));
}

#[tokio::test]
async fn keystore_restored_from_before_the_import_still_reads_what_the_patient_signed() {
	let world = World::new().await;
	let patient = &world.patient;
	permit(&world);
	// Killed between the file and the keystore, or restored from a backup.
	patient
		.keystore
		.update(|secrets: &mut Secrets| secrets.policy_tips.clear())
		.unwrap();
	assert_eq!(
		patient.policies().load(Some(&patient.keystore)).unwrap().number,
		1
	);
	let number = patient
		.keystore
		.read(|secrets| secrets.policy_number(&GENESIS, &patient.account().0))
		.unwrap();
	assert_eq!(number, 1);
}

#[tokio::test]
async fn dismissed_requester_gets_no_consent() {
	let world = World::new().await;
	permit(&world);
	let (_, id) = asked(&world).await;
	world.give(&world.clinician, Role::Patient);
	let liar = LyingLedger::new(&world.ledger);
	let place = world.place_over(&liar, &world.patient);
	assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 0);
	liar.assert_silent();
	assert_left(&world, id, "read records any more");
}

#[tokio::test]
async fn frozen_requester_gets_no_consent() {
	let world = World::new().await;
	permit(&world);
	let (_, id) = asked(&world).await;
	let who = world.clinician.account();
	world.ledger.govern(&Call::FreezeAccount { who }).unwrap();
	let place = world.place(&world.patient);
	assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 0);
	assert_left(&world, id, "frozen");
}

#[tokio::test]
async fn node_that_shows_a_request_as_a_permitted_one_gets_no_consent() {
	let world = World::new().await;
	let provision = provision("permit", world.clinician.account(), Purpose::Research);
	let research = consent(world.patient.account(), provision);
	world.patient.import(&research).unwrap();
	let (_, id) = asked(&world).await;
	let mut lies = request_lies();
	lies.push(("purpose that is permitted", |request| {
		request.purpose = Purpose::Research
	}));
	for (name, lie) in lies {
		let mut liar = LyingLedger::new(&world.ledger);
		liar.request = Some(Box::new(lie));
		let place = world.place_over(&liar, &world.patient);
		let answered = place.answer(&mut world.patient.watching()).await;
		assert_eq!(answered.unwrap(), 0, "{name}");
		liar.assert_silent();
		assert!(!consented(&world, id), "{name}");
	}
	assert!(world.patient.said().iter().all(|said| *said == Said::Left));
}

#[tokio::test]
async fn node_that_is_behind_moves_no_answer() {
	let world = World::new().await;
	permit(&world);
	let (_, id) = asked(&world).await;
	let place = world.place(&world.patient);
	place.desk.check_node().await.unwrap();
	world.ledger.with(|state| state.branch = 9);
	let error = place.answer(&mut world.patient.watching()).await.unwrap_err();
	assert_eq!(error.kind(), "OtherBranch");
	assert!(!consented(&world, id) && world.patient.said().is_empty());
}

#[tokio::test]
async fn what_the_patient_answers_by_hand_is_not_answered_again() {
	let world = World::new().await;
	permit(&world);
	let (_, id) = asked(&world).await;
	world.consent(id).await.unwrap();
	let liar = LyingLedger::new(&world.ledger);
	let place = world.place_over(&liar, &world.patient);
	assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 0);
	liar.assert_silent();
	// A denied request is over, whatever a policy says.
	let second = world
		.request(&world.clinician, world.upload(b"another").await.record_id)
		.await;
	let by_hand = world.place(&world.patient).patient();
	by_hand.deny(&world.patient.signer, second).await.unwrap();
	assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 0);
	liar.assert_silent();
}

#[tokio::test]
async fn call_whose_fate_is_unknown_is_tried_again_and_not_given_twice() {
	let world = World::new().await;
	permit(&world);
	let (_, id) = asked(&world).await;
	let place = world.place(&world.patient);
	world.ledger.with(|state| state.break_next = true);
	let error = place.answer(&mut world.patient.watching()).await.unwrap_err();
	assert_eq!(error.kind(), "Unknown");
	assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 1);
	assert!(consented(&world, id));
	assert_eq!(
		world.patient.said(),
		[Said::Consenting, Said::Consenting, Said::Consented]
	);
}

#[tokio::test]
async fn periods_of_policies_are_those_of_the_clock_at_the_patient() {
	let world = World::new().await;
	let mut day = provision("permit", world.clinician.account(), Purpose::Treatment);
	// The day after these tests.
	day["period"] = json!({ "start": "2026-11-29" });
	let document = consent(world.patient.account(), day.clone());
	world.patient.import(&document).unwrap();
	let (_, id) = asked(&world).await;
	let place = world.place(&world.patient);
	assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 0);
	assert_left(&world, id, "no standing answer");
	day["period"] = json!({ "end": "2026-11-27" });
	let over = consent(world.patient.account(), day);
	assert_eq!(world.patient.import(&over).unwrap_err().kind(), "ConsentOver");
}

#[tokio::test]
async fn answer_that_arrived_while_the_process_was_killed_is_told_and_written_down_once() {
	for kind in ["permit", "deny"] {
		let world = World::new().await;
		let provision = provision(kind, world.clinician.account(), Purpose::Treatment);
		let document = consent(world.patient.account(), provision);
		world.patient.import(&document).unwrap();
		asked(&world).await;
		let place = world.place(&world.patient);
		// The call is carried out, and nobody here knows.
		world.ledger.with(|state| state.deny_next = true);
		let error = place.answer(&mut world.patient.watching()).await.unwrap_err();
		assert_eq!(error.kind(), "NotAccepted");
		let mut ear = Ear::new("ear");
		for _ in 0..2 {
			let mut watching = world.patient.watching();
			assert_eq!(place.answer(&mut watching).await.unwrap(), 0);
			medquorum_client::notice::deliver(&mut watching, &mut ear)
				.await
				.unwrap();
		}
		let (told, said) = match kind {
			"permit" => (NoticeKind::Consented, [Said::Consenting, Said::Consented]),
			_ => (NoticeKind::Denied, [Said::Denying, Said::Denied]),
		};
		assert_eq!((ear.kinds(), world.patient.said()), (vec![told], said.to_vec()));
	}
}

#[tokio::test]
async fn answer_that_the_chain_refuses_is_tried_again_after_an_hour_and_no_sooner() {
	let world = World::new().await;
	permit(&world);
	let (_, id) = asked(&world).await;
	// Long enough a window.
	world
		.ledger
		.with(|state| state.requests.get_mut(&id).unwrap().expires += 1_000);
	let mut refusing = LyingLedger::new(&world.ledger);
	refusing.refuses_calls = true;
	let place = world.place_over(&refusing, &world.patient);
	for _ in 0..3 {
		assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 0);
	}
	assert_eq!(world.patient.said(), [Said::Consenting, Said::Left]);
	world.ledger.pass(600);
	let place = world.place(&world.patient);
	assert_eq!(place.answer(&mut world.patient.watching()).await.unwrap(), 1);
	assert!(consented(&world, id));
}
