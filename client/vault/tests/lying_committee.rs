//! A node that lies about committees and keys: nothing is encrypted to them, no share is given.

use crate::common::{
	lying::{Lie, LyingLedger},
	*,
};
use medquorum_client::{
	domain::*,
	error::{CommitteeError, Error, KeyError, LookupError, TrustError},
	keystore::{AdminShare, Secret},
};
use threshold_decryption::{AdminPoints, deal_committee};

/// Somebody else's committee of the same shape.
fn foreign(k: u16) -> (Bytes32, Vec<AdminPoints>) {
	let mut entropy = medquorum_client::entropy::OsEntropy::new().unwrap();
	let (x, secrets) = deal_committee(k, &[1, 2, 3, 4], &mut entropy).unwrap();
	(x, secrets.iter().map(|secret| secret.public()).collect())
}

fn replace(committee: &mut Committee, points: &[AdminPoints]) {
	for (admin, points) in committee.admins.iter_mut().zip(points) {
		(admin.x_j, admin.z_j, admin.zp_j) = (points.x, points.z, points.zp);
	}
}

async fn upload_refused(world: &World, liar: &LyingLedger<'_>) -> Error {
	let facility = &world.facility;
	let place = world.place_over(liar, facility);
	let refused = place
		.uploader()
		.upload(&facility.signer, source(SCAN), &world.options())
		.await;
	liar.assert_silent();
	assert_eq!(world.objects(), 0);
	refused.unwrap_err()
}

#[tokio::test]
async fn uploader_refuses_another_committee() {
	let world = World::new().await;
	let (x, points) = foreign(3);
	let mut liar = LyingLedger::new(&world.ledger);
	let theirs = points.clone();
	liar.committee = Some(Box::new(move |committee| {
		committee.x = x;
		replace(committee, &theirs);
	}));
	let error = upload_refused(&world, &liar).await;
	assert!(matches!(
		error,
		Error::Trust(TrustError::OtherCommittee { what: "key", .. })
	));

	// The pinned X over other points.
	liar.committee = Some(Box::new(move |committee| replace(committee, &points)));
	let error = upload_refused(&world, &liar).await;
	assert!(matches!(error, Error::Trust(TrustError::BadCommittee { .. })));

	liar.committee = Some(Box::new(|committee| committee.k = 2));
	let error = upload_refused(&world, &liar).await;
	assert!(matches!(
		error,
		Error::Trust(TrustError::OtherCommittee {
			what: "number of approvals",
			..
		})
	));

	liar.committee = Some(Box::new(|committee| {
		committee.admins[1].account = AccountId([1; 32])
	}));
	let error = upload_refused(&world, &liar).await;
	assert!(matches!(
		error,
		Error::Trust(TrustError::OtherCommittee {
			what: "list of administrators",
			..
		})
	));
}

#[tokio::test]
async fn uploader_refuses_a_committee_with_too_few_certificates() {
	let world = World::new().await;
	let mut liar = LyingLedger::new(&world.ledger);
	// Two of four certificates, k = 3.
	liar.committee = Some(Box::new(|committee| {
		committee.admins[..2]
			.iter_mut()
			.for_each(|admin| admin.cert = spoiled(admin.cert))
	}));
	let error = upload_refused(&world, &liar).await;
	assert!(matches!(
		error,
		Error::Trust(TrustError::Certificates { have: 2, need: 3, .. })
	));

	liar.committee = Some(Box::new(|committee| committee.epoch += 1));
	let error = upload_refused(&world, &liar).await;
	assert!(matches!(
		error,
		Error::Trust(TrustError::Certificates { have: 0, .. })
	));
}

#[tokio::test]
async fn uploader_refuses_a_committee_that_is_not_pinned() {
	let world = World::new().await;
	let facility = &world.facility;
	let trust = Trust {
		committees: Default::default(),
		..world.trust.clone()
	};
	let place = world.place(facility).believing(&trust);
	let refused = place
		.uploader()
		.upload(&facility.signer, source(SCAN), &world.options())
		.await;
	assert!(matches!(refused, Err(Error::Trust(TrustError::NotPinned(KEY)))));
}

/// A world whose committee is the one with public secrets, pinned, and nobody's share in a keystore.
async fn development_world() -> World {
	let mut world = World::new().await;
	let public = threshold_decryption::development::committee().unwrap();
	world.ledger.with(|state| {
		let committee = state.committees.get_mut(&KEY).unwrap();
		committee.x = public.x;
		let points: Vec<_> = public.secrets.iter().map(|secret| secret.public()).collect();
		replace(committee, &points);
		committee
			.admins
			.iter_mut()
			.for_each(|admin| admin.cert = Signature::NONE);
	});
	let pin = world
		.place(&world.facility)
		.observer()
		.pin_of_chain(KEY)
		.await
		.unwrap();
	world.trust.committees.insert(KEY, pin);
	world.trust.development = true;
	world
}

/// Puts the public share of the development committee into a keystore, in place of every other.
fn hold_public_share(alice: &Person) {
	let public = threshold_decryption::development::committee().unwrap();
	let share = AdminShare {
		key_id: KEY,
		epoch: 1,
		index: 1,
		share: Secret::from_bytes(&public.secrets[0].to_bytes()),
	};
	let replaced = alice.keystore.update(|secrets| {
		secrets.admin_shares.clear();
		secrets.put_admin_share(share);
	});
	replaced.unwrap();
}

async fn upload_over(world: &World, ledger: &LyingLedger<'_>, trust: &Trust) -> Result<Uploaded, Error> {
	let facility = &world.facility;
	let place = world.place_over(ledger, facility).believing(trust);
	let uploader = place.uploader();
	uploader
		.upload(&facility.signer, source(SCAN), &world.options())
		.await
}

#[tokio::test]
async fn a_node_alone_does_not_make_a_development_chain() {
	let world = development_world().await;
	let alice = &world.admins[ALICE];
	let honest = LyingLedger::new(&world.ledger);
	let mut live = LyingLedger::new(&world.ledger);
	live.development = false;
	let record = upload_over(&world, &honest, &world.trust)
		.await
		.unwrap()
		.record_id;
	let id = world.request(&world.clinician, record).await;
	let not_set_up = Trust {
		development: false,
		..world.trust.clone()
	};
	let mut not_pinned = world.trust.clone();
	not_pinned.committees.clear();
	hold_public_share(alice);
	for (ledger, trust, pinned) in [
		(&honest, &not_set_up, true),
		(&live, &world.trust, true),
		(&honest, &not_pinned, false),
	] {
		let place = |person| world.place_over(ledger, person).believing(trust);
		assert!(matches!(
			upload_over(&world, ledger, trust).await,
			Err(Error::Trust(
				TrustError::Certificates { have: 0, .. } | TrustError::NotPinned(KEY)
			))
		));
		let approved = approve_over(place(alice), alice, id).await;
		assert!(matches!(
			approved,
			Err(Error::Trust(TrustError::NotCertified(KEY)))
		));
		if pinned {
			let share = place(alice)
				.committee_maker()
				.development_share(alice.account(), &alice.keystore, KEY)
				.await;
			assert!(matches!(
				share,
				Err(Error::Committee(CommitteeError::NoDevelopmentChain))
			));
		}
	}
	approve_over(world.place_over(&honest, alice), alice, id)
		.await
		.unwrap();
}

#[tokio::test]
async fn development_committee_needs_no_certificates_and_no_other_is_spared() {
	let world = development_world().await;
	let accounts: Vec<_> = world.admins.iter().map(Person::account).collect();
	for (person, account) in world.admins.iter().zip(accounts) {
		let held = world
			.place(person)
			.committee_maker()
			.development_share(account, &person.keystore, KEY)
			.await;
		assert!(matches!(
			held,
			Err(Error::Committee(CommitteeError::OtherShareHeld {
				key_id: KEY,
				epoch: 1
			}))
		));
		person
			.keystore
			.update(|secrets| secrets.admin_shares.clear())
			.unwrap();
		world
			.place(person)
			.committee_maker()
			.development_share(account, &person.keystore, KEY)
			.await
			.unwrap();
	}
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();

	// The same without certificates under any other key.
	let other = World::new().await;
	let mut liar = LyingLedger::new(&other.ledger);
	liar.committee = Some(Box::new(|committee| {
		committee
			.admins
			.iter_mut()
			.for_each(|admin| admin.cert = Signature::NONE)
	}));
	let error = upload_refused(&other, &liar).await;
	assert!(matches!(
		error,
		Error::Trust(TrustError::Certificates { have: 0, need: 3, .. })
	));
	let alice = &other.admins[0];
	let refused = other
		.place(alice)
		.committee_maker()
		.development_share(alice.account(), &alice.keystore, KEY)
		.await;
	assert!(refused.is_err());
}

#[tokio::test]
async fn uploader_refuses_keys_the_patient_did_not_sign() {
	let world = World::new().await;
	let patient = world.patient.account();
	let mut liar = LyingLedger::new(&world.ledger);
	let change = |change: fn(&mut UserKeys)| -> Lie<User> {
		Some(Box::new(move |user: &mut User| {
			if user.role == Role::Patient {
				user.keys.as_mut().map(change);
			}
		}))
	};
	for lie in [
		(|keys: &mut UserKeys| keys.csp_pk = [9; 32]) as fn(&mut UserKeys),
		|keys| keys.enc_pk[0] ^= 1,
		|keys| keys.csp_version += 1,
		|keys| keys.key_sig = spoiled(keys.key_sig),
	] {
		liar.user = change(lie);
		let error = upload_refused(&world, &liar).await;
		assert!(matches!(error, Error::Trust(TrustError::UserKeys(who)) if who == patient));
	}
	// Somebody else's keys, rightly signed by somebody else.
	let theirs = world
		.ledger
		.with(|state| state.users[&world.clinician.account()].clone());
	liar.user = Some(Box::new(move |user| {
		if user.role == Role::Patient {
			user.keys = theirs.keys.clone();
		}
	}));
	assert!(matches!(
		upload_refused(&world, &liar).await,
		Error::Trust(TrustError::UserKeys(_))
	));
}

#[tokio::test]
async fn uploader_refuses_an_older_key_of_the_patient() {
	let world = World::new().await;
	let patient = &world.patient;
	let old = world.ledger.with(|state| state.users[&patient.account()].clone());
	world
		.place(patient)
		.member()
		.renew_keys(&patient.signer, &patient.keystore, None)
		.await
		.unwrap();
	world
		.place(&world.facility)
		.verified_keys(patient.account())
		.await
		.unwrap();
	let mut liar = LyingLedger::new(&world.ledger);
	liar.user = Some(Box::new(move |user| {
		if user.role == Role::Patient {
			*user = old.clone();
		}
	}));
	let error = upload_refused(&world, &liar).await;
	assert!(matches!(
		error,
		Error::Trust(TrustError::OlderKeys {
			seen: 2,
			found: 1,
			..
		})
	));
}

#[tokio::test]
async fn administrator_refuses_a_committee_not_certified_by_itself() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let alice = &world.admins[ALICE];
	let mut liar = LyingLedger::new(&world.ledger);
	let refuse = async |liar: &LyingLedger<'_>| {
		let place = world.place_over(liar, alice);
		let refused = approve_over(place, alice, id).await;
		liar.assert_silent();
		refused.unwrap_err()
	};
	// The requester made an administrator, so that the other mask would be used.
	let clinician = world.clinician.account();
	liar.committee = Some(Box::new(move |committee| committee.admins[3].account = clinician));
	liar.request = Some(Box::new(|request| request.mode = RequestMode::Admin));
	assert!(matches!(
		refuse(&liar).await,
		Error::Trust(TrustError::NotCertified(KEY))
	));
	liar.request = None;
	liar.committee = Some(Box::new(|committee| committee.k = 2));
	assert!(matches!(
		refuse(&liar).await,
		Error::Trust(TrustError::BadCommittee { .. })
	));
	let (x, points) = foreign(3);
	liar.committee = Some(Box::new(move |committee| {
		committee.x = x;
		replace(committee, &points);
	}));
	assert!(matches!(
		refuse(&liar).await,
		Error::Trust(TrustError::NotCertified(KEY))
	));
	liar.committee = Some(Box::new(|committee| committee.epoch = 2));
	liar.request = Some(Box::new(|request| request.epoch = 2));
	assert!(matches!(
		refuse(&liar).await,
		Error::Trust(TrustError::NotCertified(KEY))
	));
	liar.committee = None;
	assert!(matches!(
		refuse(&liar).await,
		Error::Lookup(LookupError::EpochOver { .. })
	));
	// Without the share nothing can be given.
	liar.request = None;
	alice
		.keystore
		.update(|secrets| secrets.admin_shares.clear())
		.unwrap();
	assert!(matches!(
		refuse(&liar).await,
		Error::Key(KeyError::NoShare { .. })
	));
}

#[tokio::test]
async fn a_request_is_signed_for_the_pinned_committee_only() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let (x, _) = foreign(3);
	let person = &world.clinician;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.committee = Some(Box::new(move |committee| committee.x = x));
	let place = world.place_over(&liar, person);
	let refused = place
		.requester()
		.request(
			&person.signer,
			&person.keystore,
			uploaded.record_id,
			Purpose::Treatment,
		)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Trust(TrustError::OtherCommittee { .. }))
	));
	liar.assert_silent();
}
