//! An emergency summary: both keys of a record, for a night without administrators. And the drill.

use crate::common::{glass::*, memory_ledger::emergency::EMERGENCY_TTL, *};
use medquorum_client::{
	domain::*,
	error::{EmergencyError, Error, OpenError},
};

/// A summary that the emergency committee opens alone, uploaded by the facility.
async fn summary(night: &Night) -> Result<Uploaded, Error> {
	let facility = &night.world.facility;
	let uploader = night.world.place(facility).uploader();
	let options = night.world.options();
	uploader
		.upload_summary(&facility.signer, source(SCAN), &options, EMERGENCY)
		.await
}

#[tokio::test]
async fn summary_is_opened_by_the_emergency_committee_alone_with_the_patients_word() {
	let night = Night::new().await;
	let patient = &night.world.patient;
	let role = night.world.place(patient).patient();
	let word = |scope| {
		Some(EmergencyDirective {
			key_id: EMERGENCY,
			scope,
		})
	};
	for said in [None, word(EmergencyScope::CspKey)] {
		role.set_emergency(&patient.signer, said).await.unwrap();
		assert!(matches!(
			summary(&night).await,
			Err(Error::Emergency(EmergencyError::NoDirective { .. }))
		));
	}
	assert_eq!(night.world.objects(), 0);
	role.set_emergency(&patient.signer, word(EmergencyScope::BothKeys))
		.await
		.unwrap();
	let record = summary(&night).await.unwrap().record_id;
	let Asked::Sent(asked) = night.breaks(record).await.unwrap() else {
		panic!("it was sent");
	};
	let [id] = asked[..] else {
		panic!("the administrators are not asked");
	};
	night.officer_approves(0, id).await.unwrap();
	let person = &night.clinician;
	let early = night.world.download(person, id, CspSource::Emergency).await;
	assert!(matches!(
		early,
		Err(Error::Open(OpenError::ReportKeyMissing { .. }))
	));
	night.officer_approves(1, id).await.unwrap();
	assert!(night.glass(record).await.is_broken(EmergencyScope::BothKeys));
	night
		.world
		.download(person, id, CspSource::Emergency)
		.await
		.unwrap();
	assert_eq!(std::fs::read(night.world.target()).unwrap(), SCAN);
	// It was not asked for in vain: the access is there to be reviewed.
	let reviews = night.world.ledger.with(|state| state.emergencies.reviews.clone());
	assert_eq!(reviews[&id].scope, EmergencyScope::BothKeys);
}

#[tokio::test]
async fn a_drill_is_told_as_one_to_everybody_whom_it_asks() {
	let night = Night::new().await;
	let person = &night.clinician;
	let requester = night.world.place(person).requester();
	for (reason, ordinary) in [
		(Purpose::Test, Purpose::Test),
		(Purpose::BreakTheGlass, Purpose::EmergencyTreatment),
	] {
		let record = night.allowed(SCAN).await.record_id;
		let asked = requester.break_glass(&person.signer, &person.keystore, record, reason);
		asked.await.unwrap();
		let glass = night.glass(record).await;
		let purposes = [glass.emergency, glass.ordinary].map(|view| view.unwrap().request.purpose);
		assert_eq!(purposes, [reason, ordinary]);
		night.world.ledger.pass(EMERGENCY_TTL + 1);
	}
}
