//! `--emit-call`: every call is handed out for Polkadot.js, and none is sent.

mod common;

use common::{lying::LyingLedger, *};
use medquorum_client::{domain::*, ledger::Call, vault::*};
use std::collections::BTreeSet;

/// What was handed out, by name, and the calls that a test has seen so far.
#[derive(Default)]
struct Seen(BTreeSet<(&'static str, &'static str)>);

impl Seen {
	#[track_caller]
	fn call(&mut self, name: &'static str, delivered: Delivered) {
		let Delivered::Call(call) = delivered else {
			panic!("{name} was sent");
		};
		assert_eq!(call.name, name);
		// The ledger in memory encodes a call as its debug text, which begins with the variant's name.
		let text = String::from_utf8_lossy(&call.bytes).into_owned();
		let variant: String = name
			.split('_')
			.map(|word| word[..1].to_uppercase() + &word[1..])
			.collect();
		let inner = text.strip_prefix("Council").unwrap_or(&text);
		assert!(inner.starts_with(&variant), "{name}: {text}");
		self.0.insert((call.pallet, call.name));
	}
}

#[tokio::test]
async fn every_call_is_handed_out_and_none_is_sent() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let record = uploaded.record_id;
	let request = world.request(&world.clinician, record).await;
	let ledger = LyingLedger::new(&world.ledger);
	let vault = |person| {
		let mut vault = world.vault_over(&ledger, person);
		vault.emit_calls = true;
		vault
	};
	let (patient, facility, clinician, admin) = (
		&world.patient,
		&world.facility,
		&world.clinician,
		&world.admins[0],
	);
	let mut seen = Seen::default();

	let renewed = vault(patient)
		.renew_keys(&patient.signer, &patient.keystore)
		.await;
	seen.call("register_user", renewed.unwrap());
	let more = vault(facility)
		.upload(&facility.signer, source(b"more"), &world.options())
		.await;
	let more = more.unwrap();
	assert_eq!(
		world.contains(&more).await,
		[true, true],
		"whoever sends the call needs what is stored"
	);
	seen.call("register_record", more.delivered.unwrap());
	let done = vault(patient)
		.acknowledge(&patient.signer, &patient.keystore, record)
		.await;
	seen.call("acknowledge_record", done.unwrap());
	let done = vault(patient).suspend(&patient.signer, record).await;
	seen.call("suspend_record", done.unwrap());
	let done = vault(patient).resume(&patient.signer, record).await;
	seen.call("resume_record", done.unwrap());
	let done = vault(patient)
		.allow_correction(&patient.signer, record, facility.account())
		.await;
	seen.call("allow_correction", done.unwrap());
	let asked = vault(clinician)
		.request(&clinician.signer, &clinician.keystore, record, Purpose::Research)
		.await;
	seen.call("request_access", asked.unwrap().delivered);
	let done = approve_over(&vault(admin), admin, request).await;
	seen.call("approve", done.unwrap());
	let admin = &world.admins[1];
	let done = vault(admin)
		.reject(&admin.signer, &admin.journal, request, RejectionReason::Duplicate)
		.await;
	seen.call("reject", done.unwrap());
	let done = consent_over(&vault(patient), patient, request).await;
	seen.call("grant_consent", done.unwrap());
	let done = vault(patient).deny(&patient.signer, request).await;
	seen.call("deny_consent", done.unwrap());
	let done = vault(clinician)
		.close(&clinician.signer, &clinician.keystore, request)
		.await;
	seen.call("close_request", done.unwrap());
	let erased = vault(facility)
		.erase(&facility.signer, None, record)
		.await
		.unwrap();
	assert_eq!(erased.removed, []);
	seen.call("erase_record", erased.delivered.unwrap());

	let done = vault(admin)
		.set_role(&admin.signer, clinician.account(), Role::Clinician)
		.await;
	seen.call("set_role", done.unwrap());
	let role = Call::SetRole {
		who: clinician.account(),
		role: Role::Clinician,
	};
	let (_, done) = vault(admin)
		.council_propose(&admin.signer, role, 3)
		.await
		.unwrap();
	seen.call("propose", done);
	let proposal = Proposal {
		hash: [1; 32],
		index: 0,
		length: 10,
	};
	let done = vault(admin).council_vote(&admin.signer, &proposal, true).await;
	seen.call("vote", done.unwrap());
	let done = vault(admin).council_close(&admin.signer, &proposal).await;
	seen.call("close", done.unwrap());
	let transfer = Call::Transfer {
		to: patient.account(),
		amount: Balance(1),
	};
	let Delivered::Call(done) = vault(admin).deliver(&admin.signer, &transfer).await.unwrap() else {
		panic!("it was sent");
	};
	assert_eq!((done.pallet, done.name), ("Balances", "transfer_keep_alive"));

	ledger.assert_silent();
	assert_eq!(seen.0.len(), 17);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}
