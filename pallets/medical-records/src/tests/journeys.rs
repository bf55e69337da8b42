//! Whole stories, embedded in the documentation of the pallet.

use frame_support::{assert_noop, assert_ok};
use threshold_decryption::{Mode, PartialDecryption, combine, open_share, own_partial};

use crate::{mock::*, types::*};

/// What the requester computes from the shares in state.
fn open_shares(asking: &Asking) -> Vec<PartialDecryption> {
	asking
		.votes()
		.into_iter()
		.filter_map(|(index, vote)| match vote {
			Vote::Share(sealed) => Some(open_share(&asking.key(), index, &sealed).unwrap()),
			Vote::Rejection(_) => None,
		})
		.collect()
}

#[docify::export]
#[test]
fn a_clinician_reads_a_record() {
	ExtBuilder::default().build_and_execute(|| {
		// One, a facility, registers a record of Eve.
		let record = seal(ONE, EVE, 1);
		assert_ok!(record.send());

		// Ferdie, a clinician, requests it with keys made for this request only.
		let request = ask(FERDIE, record.id());
		assert_ok!(request.send());
		assert_eq!(
			MedicalRecords::request_status(request.id()),
			Some(RequestStatus::Open)
		);

		// Three of the four administrators approve, each with a share that the pallet checks.
		for admin in [ALICE, BOB, DAVE] {
			assert_ok!(MedicalRecords::approve(
				admin.origin(),
				request.id(),
				request.share_of(admin)
			));
		}
		assert_eq!(
			MedicalRecords::request_status(request.id()),
			Some(RequestStatus::Approved)
		);

		// Eve consents: now Ferdie has both keys.
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), request.id(), [9; 80]));
		assert_eq!(
			MedicalRecords::may_read(record.id(), FERDIE.id()),
			ReadAccess::Granted {
				request_id: request.id(),
				until: 1 + OPENING_TTL,
				acknowledged: false,
			},
		);

		// He combines the shares to what the uploader sealed the record with, and closes the request.
		assert_eq!(*combine(&open_shares(&request)).unwrap(), record.u);
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), request.id()));
	});
}

#[docify::export]
#[test]
fn an_administrator_needs_the_other_three() {
	ExtBuilder::default().build_and_execute(|| {
		let record = seal(ONE, EVE, 1);
		assert_ok!(record.send());

		// Alice is an administrator, and requests a record herself. She cannot approve her own request.
		let request = ask(ALICE, record.id());
		assert_ok!(request.send());
		let own = request.share_of(ALICE);
		assert_noop!(
			MedicalRecords::approve(ALICE.origin(), request.id(), own),
			Error::RequesterCannotApprove
		);

		// Two approvals and her own share do not open it, although k is three: shares for an administrator's request
		// are masked by a polynomial of one degree more.
		assert_ok!(request.approve(BOB));
		assert_ok!(request.approve(CHARLIE));
		let r = threshold_decryption::capsule_point(&record.capsule);
		let hers = || own_partial(ALICE.secret(), Mode::Admin, &request.ctx, &r).unwrap();
		let mut three = open_shares(&request);
		three.push(hers());
		assert_ne!(*combine(&three).unwrap(), record.u);

		// With the third of the others it is approved, and opens.
		assert_ok!(request.approve(DAVE));
		assert_eq!(request.status(), Some(RequestStatus::Approved));
		let mut four = open_shares(&request);
		four.push(hers());
		assert_eq!(*combine(&four).unwrap(), record.u);
	});
}
