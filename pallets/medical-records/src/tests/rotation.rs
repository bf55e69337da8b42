//! A committee changes its members while requests are under way.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult, traits::fungible::Mutate as _};
use threshold_decryption::{
	AdminSecret, Mode, PartialDecryption, capsule_point,
	ceremony::{OldCommittee, Reshare},
	combine, create_share,
	dealing::Deal,
	open_share, own_partial, share_ciphertext,
};

use crate::{Records, mock::*, types::*};

/// Alice leaves, Grace and Two come. Who stays keeps the index; Alice's is never given again.
const NEXT: [Person; 5] = [BOB, CHARLIE, DAVE, GRACE, TWO];
const INDICES: [u16; 5] = [2, 3, 4, 5, 6];

/// Alice, Bob and Charlie reshare the key of committee 1 to three of these indices.
pub(super) fn reshared(indices: &[u16]) -> Vec<AdminSecret> {
	passed_on((3, &dealt().1), (3, indices), 11)
}

/// The first `old_k` of those who hold the key of committee 1 reshare it to `k` of these indices, by these random numbers.
fn passed_on(
	(old_k, old): (u16, &[AdminSecret]),
	(k, indices): (u16, &[u16]),
	seed: u64,
) -> Vec<AdminSecret> {
	let x = &dealt().0;
	let deals: Vec<(u16, Deal)> = old[..usize::from(old_k)]
		.iter()
		.map(|secret| (secret.index(), Deal::reshare(secret, k, &mut rng(seed)).unwrap()))
		.collect();
	let points: Vec<_> = old.iter().map(AdminSecret::public).collect();
	let before = OldCommittee {
		k: old_k,
		x,
		points: &points,
	};
	let mut reshare = Reshare::new(before, k, indices).unwrap();
	for (dealer, deal) in &deals {
		reshare.accept(*dealer, deal.commitments()).unwrap();
	}
	let reshared = reshare.finish().unwrap();
	assert_eq!(reshared.x(), x);
	indices
		.iter()
		.map(|&index| {
			let shares: Vec<_> = deals
				.iter()
				.map(|(dealer, deal)| (*dealer, deal.shares(index).unwrap()))
				.collect();
			reshared.secret(index, &shares).unwrap()
		})
		.collect()
}

/// They reshare it to three of [`NEXT`], and governance sets it.
pub(super) fn rotate() -> Vec<AdminSecret> {
	let (x, secrets) = (dealt().0, reshared(&INDICES));
	assert_ok!(set_committee(1, 3, x, certified(1, 2, 3, &x, &NEXT, &secrets)));
	secrets
}

fn share(asking: &Asking, secret: &AdminSecret, mode: Mode) -> [u8; 288] {
	let r = capsule_point(&Records::<Test>::get(asking.record_id).unwrap().capsule);
	create_share(secret, mode, &asking.ctx, &r, &asking.q, &mut rng(2)).unwrap()
}

fn approve(asking: &Asking, admin: Person, share: [u8; 288]) -> DispatchResult {
	plain(MedicalRecords::approve(admin.origin(), asking.id(), share))
}

#[test]
fn an_open_request_of_the_old_epoch_cannot_be_decided() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		assert_ok!(asking.approve(BOB));
		let secrets = rotate();
		for (admin, share) in [
			(CHARLIE, asking.share_of(CHARLIE)),
			(CHARLIE, share(&asking, &secrets[1], Mode::Outsider)),
			(GRACE, share(&asking, &secrets[3], Mode::Outsider)),
		] {
			assert_noop!(approve(&asking, admin, share), Error::WrongEpoch);
		}
		assert_noop!(asking.reject(CHARLIE), Error::WrongEpoch);
		let consent = MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80]);
		assert_noop!(consent, Error::WrongEpoch);
		assert_eq!(asking.status(), Some(RequestStatus::Open));
	});
}

#[test]
fn an_approved_request_of_the_old_epoch_stays_usable() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asking.approve(admin));
		}
		rotate();
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80]));
		let access = MedicalRecords::may_read(asking.record_id, FERDIE.id());
		assert!(matches!(access, ReadAccess::Granted { .. }), "{access:?}");
	});
}

#[test]
fn the_new_members_open_an_old_record_and_the_removed_one_does_not() {
	ExtBuilder::default().build_and_execute(|| {
		let uploaded = upload(1);
		let secrets = rotate();
		let asking = request(FERDIE, uploaded.id());
		let old_share = share(&asking, ALICE.secret(), Mode::Outsider);
		assert_noop!(approve(&asking, ALICE, old_share), Error::NotAdministrator);
		// An old share is worth nothing in a new member's hands, nor an old member's under the new points.
		assert_noop!(approve(&asking, GRACE, old_share), Error::BadShareProof);
		let stale = share(&asking, BOB.secret(), Mode::Outsider);
		assert_noop!(approve(&asking, BOB, stale), Error::BadShareProof);

		let mut partials: Vec<PartialDecryption> = Vec::new();
		for at in [0, 3, 4] {
			let share = share(&asking, &secrets[at], Mode::Outsider);
			assert_ok!(approve(&asking, NEXT[at], share));
			let sealed = share_ciphertext(&share);
			partials.push(open_share(&asking.key(), INDICES[at], &sealed).unwrap());
		}
		assert_eq!(asking.status(), Some(RequestStatus::Approved));
		assert_eq!(*combine(&partials).unwrap(), uploaded.u);
	});
}

#[test]
fn a_requester_who_becomes_an_administrator_needs_three_others() {
	ExtBuilder::default().build_and_execute(|| {
		let uploaded = upload(1);
		let before = request(TWO, uploaded.id());
		let secrets = rotate();
		assert_noop!(
			approve(&before, BOB, share(&before, &secrets[0], Mode::Outsider)),
			Error::WrongEpoch
		);
		let asking = request(TWO, uploaded.id());
		assert_noop!(
			approve(&asking, TWO, share(&asking, &secrets[4], Mode::Admin)),
			Error::RequesterCannotApprove
		);
		let as_outsider = share(&asking, &secrets[0], Mode::Outsider);
		assert_noop!(approve(&asking, BOB, as_outsider), Error::BadShareProof);
		let r = capsule_point(&uploaded.capsule);
		let mut partials = vec![own_partial(&secrets[4], Mode::Admin, &asking.ctx, &r).unwrap()];
		for at in [0, 1, 2] {
			assert_eq!(asking.status(), Some(RequestStatus::Open));
			let share = share(&asking, &secrets[at], Mode::Admin);
			assert_ok!(approve(&asking, NEXT[at], share));
			let sealed = share_ciphertext(&share);
			partials.push(open_share(&asking.key(), INDICES[at], &sealed).unwrap());
			if at < 2 {
				let known = combine(&partials).unwrap();
				assert_ne!(*known, uploaded.u, "own share and {} others open nothing", at + 1);
			}
		}
		assert_eq!(asking.status(), Some(RequestStatus::Approved));
		assert_eq!(*combine(&partials).unwrap(), uploaded.u);
	});
}

/// How many records there are before the changes.
const RECORDS: u16 = 1_000;

/// One uploads them, each under a nonce of its own.
fn a_thousand_records() -> Vec<Upload> {
	// Every record leaves a deposit.
	Balances::mint_into(&ONE.id(), 1_000_000_000).unwrap();
	let upload = |number: u16| {
		let mut nonce = [0; 16];
		nonce[..2].copy_from_slice(&number.to_le_bytes());
		let upload = seal_under(&dealt().0, ONE, EVE, nonce, number.into());
		assert_ok!(upload.send());
		upload
	};
	(0..RECORDS).map(upload).collect()
}

#[test]
fn a_thousand_records_open_after_three_changes_untouched() {
	ExtBuilder::default().build_and_execute(|| {
		let uploads = a_thousand_records();
		let before: Vec<_> = Records::<Test>::iter().collect();
		assert_eq!(before.len(), usize::from(RECORDS));

		let first = rotate();
		// A stricter rule among others, and three of four again.
		let x = dealt().0;
		let (indices, people) = ([3, 4, 5, 6, 7], [CHARLIE, DAVE, GRACE, TWO, OLIVIA]);
		let second = passed_on((3, &first), (4, &indices), 12);
		assert_ok!(set_committee(1, 4, x, certified(1, 3, 4, &x, &people, &second)));
		let (indices, people) = ([4, 5, 6, 7], [DAVE, GRACE, TWO, OLIVIA]);
		let third = passed_on((4, &second), (3, &indices), 13);
		assert_ok!(set_committee(1, 3, x, certified(1, 4, 3, &x, &people, &third)));

		assert_eq!(MedicalRecords::committee(1).unwrap().epoch, 4);
		assert!(Records::<Test>::iter().collect::<Vec<_>>() == before);
		for uploaded in uploads.iter().step_by(50).chain(uploads.last()) {
			let asking = request(FERDIE, uploaded.id());
			let mut partials: Vec<PartialDecryption> = Vec::new();
			for at in [0, 1, 3] {
				let share = share(&asking, &third[at], Mode::Outsider);
				assert_ok!(approve(&asking, people[at], share));
				let sealed = share_ciphertext(&share);
				partials.push(open_share(&asking.key(), indices[at], &sealed).unwrap());
			}
			assert_eq!(*combine(&partials).unwrap(), uploaded.u);
			assert_ok!(MedicalRecords::close_request(FERDIE.origin(), asking.id()));
		}
	});
}
