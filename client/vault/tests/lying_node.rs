//! A client behind a node that lies refuses in every case, before anything secret leaves it.

use crate::common::{lying::LyingLedger, *};
use medquorum_client::{
	domain::*,
	error::{Error, LookupError, OpenError, TrustError},
	ledger::{Call, Ledger as _, Share},
	rules::opening::SignedRequest,
	store::Store as _,
};
use std::sync::{
	Arc,
	atomic::{AtomicBool, Ordering::Relaxed},
};

#[tokio::test]
async fn administrator_refuses_every_substitution() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let alice = &world.admins[ALICE];
	let mut liar = LyingLedger::new(&world.ledger);
	for (what, lie) in request_lies() {
		liar.request = Some(Box::new(lie));
		let place = world.place_over(&liar, alice);
		let error = approve_over(place, alice, id).await.unwrap_err();
		assert!(matches!(error, Error::Trust(_)), "{what}: {error}");
	}
	liar.request = None;
	for (what, lie) in record_lies() {
		liar.record = Some(Box::new(lie));
		let place = world.place_over(&liar, alice);
		let error = approve_over(place, alice, id).await.unwrap_err();
		assert!(
			matches!(error, Error::Trust(TrustError::Capsule(_))),
			"{what}: {error}"
		);
	}
	liar.assert_silent();
	world.approve(ALICE, id).await.unwrap();
}

#[tokio::test]
async fn administrator_refuses_a_copied_capsule() {
	let world = World::new().await;
	let victim = world.upload(SCAN).await;
	let bait = world.upload(b"harmless").await;
	let capsule = world
		.ledger
		.with(|state| state.records[&victim.record_id].capsule);
	let id = world.request(&world.clinician, bait.record_id).await;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.record = Some(Box::new(move |record| record.capsule = capsule));
	let alice = &world.admins[ALICE];
	let place = world.place_over(&liar, alice);
	let refused = approve_over(place, alice, id).await;
	assert!(matches!(refused, Err(Error::Trust(TrustError::Capsule(_)))));
	liar.assert_silent();
}

#[tokio::test]
async fn patient_refuses_every_substitution() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let patient = &world.patient;
	let mut liar = LyingLedger::new(&world.ledger);
	for (what, lie) in request_lies() {
		liar.request = Some(Box::new(lie));
		let error = consent_over(world.place_over(&liar, patient), patient, id)
			.await
			.unwrap_err();
		assert!(matches!(error, Error::Trust(_)), "{what}: {error}");
	}
	liar.request = None;
	for (what, lie) in record_lies() {
		liar.record = Some(Box::new(lie));
		let error = consent_over(world.place_over(&liar, patient), patient, id)
			.await
			.unwrap_err();
		assert!(
			matches!(error, Error::Trust(TrustError::Capsule(_))),
			"{what}: {error}"
		);
	}
	for lie in [
		(|record: &mut Record| record.csp_enc[2] ^= 1) as fn(&mut Record),
		|record| record.csp_check[2] ^= 1,
	] {
		liar.record = Some(Box::new(lie));
		let error = consent_over(world.place_over(&liar, patient), patient, id)
			.await
			.unwrap_err();
		assert!(
			matches!(error, Error::Trust(TrustError::RequestSignature { .. })),
			"{error}"
		);
	}
	liar.assert_silent();
	world.consent(id).await.unwrap();
}

/// The requester signs the first request once more, for another purpose and other keys, and is in league with the node.
async fn signed_for_research(world: &World, record: RecordId) -> (Bytes32, Bytes32, Signature, Purpose) {
	let person = &world.clinician;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.next_seq = Some(Box::new(|seq| *seq = 0));
	let place = world.place_over(&liar, person);
	let second = place
		.requester()
		.request(&person.signer, &person.keystore, record, Purpose::Research)
		.await;
	assert!(second.is_err());
	let sent = std::mem::take(&mut *liar.sent.lock().unwrap());
	let [
		Call::RequestAccess {
			q,
			epk,
			auth_sig,
			purpose,
			..
		},
	] = sent[..]
	else {
		panic!("{sent:?}")
	};
	(q, epk, auth_sig, purpose)
}

#[tokio::test]
async fn what_is_answered_is_what_was_shown() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let person = &world.clinician;
	let id = world.request(person, uploaded.record_id).await;
	let (q, epk, auth_sig, purpose) = signed_for_research(&world, uploaded.record_id).await;
	let mut liar = LyingLedger::new(&world.ledger);
	let switched = Arc::new(AtomicBool::new(false));
	let switch = switched.clone();
	liar.request = Some(Box::new(move |request| {
		if switch.load(Relaxed) {
			*request = Request {
				q,
				epk,
				auth_sig,
				purpose,
				..request.clone()
			};
		}
	}));
	let (alice, patient) = (&world.admins[ALICE], &world.patient);
	let by_admin = world.place_over(&liar, alice).administrator();
	let by_patient = world.place_over(&liar, patient).patient();
	let to_alice = by_admin.check_request(alice.account(), id).await.unwrap();
	let to_patient = by_patient.check_request(patient.account(), id).await.unwrap();
	switched.store(true, Relaxed);
	// Each of the two holds when it is looked at alone.
	let other = by_admin.check_request(alice.account(), id).await.unwrap();
	assert_eq!(other.view.request.purpose, Purpose::Research);
	assert_ne!(other.context, to_alice.context);
	let approved = by_admin.approve(&alice.signer, &alice.keystore, &to_alice).await;
	assert!(matches!(approved, Err(Error::Trust(TrustError::OtherRequest(of))) if of == id));
	let consented = by_patient
		.consent(&patient.signer, &patient.keystore, &to_patient)
		.await;
	assert!(matches!(consented, Err(Error::Trust(TrustError::OtherRequest(of))) if of == id));
	liar.assert_silent();
	assert_eq!(alice.journal.answer(&other.context).unwrap(), None);
}

#[tokio::test]
async fn patient_consents_to_nothing_of_others() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let other = &world.facility;
	let refused = consent_over(world.place(other), other, id).await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::NotYourRecord { .. }))
	));
}

/// The requester has signed all of the record, so another header or locator is not what was asked for.
async fn record_words_are_those_that_were_signed(world: &World, liar: &mut LyingLedger<'_>, id: RequestId) {
	for lie in [
		(|record: &mut Record| record.csp_check[0] ^= 1) as fn(&mut Record),
		|record| record.csp_enc[0] ^= 1,
		|record| record.locator[20] ^= 1,
		|record| record.commitment[5] ^= 1,
	] {
		liar.record = Some(Box::new(lie));
		let person = &world.clinician;
		let requester = world.place_over(liar, person).requester();
		let opened = requester.open(person.account(), &person.keystore, id, CspSource::Consent);
		let error = world.refused_without_fetch(opened).await;
		assert!(
			matches!(error, Error::Trust(TrustError::RequestSignature { .. })),
			"{error}"
		);
	}
}

#[tokio::test]
async fn requester_fetches_nothing_on_a_lie() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	let person = &world.clinician;
	let mut liar = LyingLedger::new(&world.ledger);
	let refuse = async |liar: &LyingLedger<'_>| {
		let place = world.place_over(liar, person);
		let requester = place.requester();
		let opened = requester.open(person.account(), &person.keystore, id, CspSource::Consent);
		world.refused_without_fetch(opened).await
	};
	for (what, lie) in request_lies()
		.into_iter()
		.filter(|(what, _)| *what != "requester")
	{
		liar.request = Some(Box::new(lie));
		let error = refuse(&liar).await;
		assert!(matches!(error, Error::Trust(_)), "{what}: {error}");
	}
	liar.request = None;
	for (what, lie) in record_lies() {
		liar.record = Some(Box::new(lie));
		let error = refuse(&liar).await;
		assert!(
			matches!(error, Error::Trust(TrustError::Capsule(_))),
			"{what}: {error}"
		);
	}
	record_words_are_those_that_were_signed(&world, &mut liar, id).await;
	liar.record = None;
	liar.consent = Some(Box::new(|consent| consent.as_mut().unwrap()[40] ^= 1));
	assert!(matches!(
		refuse(&liar).await,
		Error::Open(OpenError::ConsentUnreadable(_))
	));
	liar.consent = Some(Box::new(|consent| *consent = None));
	assert!(matches!(
		refuse(&liar).await,
		Error::Open(OpenError::ConsentMissing(_))
	));
	liar.consent = None;
	liar.votes = Some(Box::new(|votes| votes.truncate(2)));
	assert!(matches!(
		refuse(&liar).await,
		Error::Open(OpenError::ReportKeyMissing { have: 2, need: 3, .. })
	));
}

#[tokio::test]
async fn altered_shares_and_commitments_open_nothing() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	let person = &world.clinician;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.votes = Some(Box::new(|votes| {
		let (Vote::Share(mut first), Vote::Share(second)) = (votes[0].1, votes[1].1) else {
			panic!()
		};
		first[32..].copy_from_slice(&second[32..]);
		votes[0].1 = Vote::Share(first);
	}));
	let open = async |liar: &LyingLedger<'_>| {
		let place = world.place_over(liar, person);
		let requester = place.requester();
		let opened = requester
			.open(person.account(), &person.keystore, id, CspSource::Consent)
			.await;
		opened.err().unwrap()
	};
	let unproven = |error: Error, by: u16| match error {
		Error::Open(OpenError::ApprovalUnproven { index, .. }) => assert_eq!(index, by),
		other => panic!("{other}"),
	};
	unproven(open(&liar).await, 1);
	// Nor with a proof that the node has made up for what it shows, or when it has lost the blocks.
	liar.proofs = Some(Box::new(|proofs| {
		let second = proofs[1];
		proofs[0][32..64].copy_from_slice(&second[32..64]);
	}));
	unproven(open(&liar).await, 1);
	liar.proofs = Some(Box::new(Vec::clear));
	unproven(open(&liar).await, 1);
	liar.proofs = None;
	liar.votes = None;
	liar.record = Some(Box::new(|record| record.commitment[0] ^= 1));
	assert!(matches!(
		open(&liar).await,
		Error::Trust(TrustError::RequestSignature { .. })
	));
	liar.record = None;
	// Two versions of one account would let k be reached by fewer people: an index counts once.
	liar.votes = Some(Box::new(|votes| votes[1] = votes[0]));
	assert!(matches!(open(&liar).await, Error::Open(OpenError::BadShares(_))));
	assert!(world.store.contains(&uploaded.cid).await.unwrap());
}

#[tokio::test]
async fn a_rejection_needs_no_trust() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let alice = &world.admins[ALICE];
	let mut liar = LyingLedger::new(&world.ledger);
	liar.request = Some(Box::new(|request| request.purpose = Purpose::Research));
	let place = world.place_over(&liar, alice);
	let reason = RejectionReason::UnknownRequester;
	place
		.administrator()
		.reject(&alice.signer, Some(&alice.keystore), id, reason)
		.await
		.unwrap();
	// What was rejected is the request, not only what the node showed of it.
	world.ledger.with(|state| state.votes.clear());
	assert!(matches!(
		world.approve(ALICE, id).await,
		Err(Error::Trust(TrustError::RejectedBefore(of))) if of == id
	));
	assert_eq!(
		liar.sent.lock().unwrap()[..],
		[Call::Reject {
			request_id: id,
			reason
		}]
	);
}

/// The genesis row of the pinning table: a node of another chain may show the same people, committee and records, but
/// everything signed or sealed is bound to the pinned chain, so nothing leaves this machine.
#[tokio::test]
async fn node_of_another_chain_gets_nothing_signed() {
	let world = World::new().await;
	let (uploaded, id) = prepared(&world, SCAN, &[ALICE]).await;
	let ledger = LyingLedger::new(&world.ledger);
	let pinned = Trust {
		genesis: [0x99; 32],
		..world.trust.clone()
	};
	let place = |person| world.place_over(&ledger, person).believing(&pinned);
	let (patient, facility, admin) = (&world.patient, &world.facility, &world.admins[BOB]);
	let before = world.objects();
	let refused = [
		place(facility)
			.uploader()
			.upload(&facility.signer, source(SCAN), &world.options())
			.await
			.err(),
		approve_over(place(admin), admin, id).await.err(),
		consent_over(place(patient), patient, id).await.err(),
		place(&world.clinician)
			.requester()
			.open(
				world.clinician.account(),
				&world.clinician.keystore,
				id,
				CspSource::Consent,
			)
			.await
			.err(),
	];
	for error in refused {
		assert!(matches!(error, Some(Error::Trust(_))), "{error:?}");
	}
	ledger.assert_silent();
	assert_eq!(world.objects(), before);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}

/// Every share is proven, and the file does not open all the same: nobody is left but who sealed it.
#[tokio::test]
async fn the_uploader_is_blamed_only_when_every_share_is_proven() {
	let world = World::new().await;
	let record_id = world.upload(SCAN).await.record_id;
	let id = world.request(&world.clinician, record_id).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	let state = |epoch: Epoch| {
		world.ledger.with(|state| {
			let request = state.requests[&id].clone();
			let mut committee = state.committees[&request.key_id].clone();
			committee.epoch = epoch;
			(request, state.records[&record_id].clone(), committee)
		})
	};
	let (votes, proofs) = world.ledger.with(|state| {
		let votes: Vec<_> = state
			.votes
			.iter()
			.map(|((_, index), vote)| (*index, *vote))
			.collect();
		(votes, state.proofs.values().copied().collect::<Vec<_>>())
	});
	let judged = |epoch: Epoch, proofs: &[Share]| {
		let (request, record, committee) = state(epoch);
		let genesis = world.ledger.genesis();
		let used = world.clinician.keystore.read(|secrets| {
			let signed = SignedRequest::new(&genesis, id, request, record, committee, secrets).unwrap();
			signed.used_shares(votes.clone(), true).unwrap()
		});
		used.unwrap().judge(proofs)
	};
	assert!(matches!(judged(1, &proofs), OpenError::WronglySealed));
	assert!(matches!(
		judged(1, &proofs[..2]),
		OpenError::ApprovalUnproven {
			index: 3,
			admin: Some(_)
		}
	));
	// Of an epoch that is over nothing can be proven any more.
	assert!(matches!(judged(2, &proofs), OpenError::KeyCommitMismatch));
}
