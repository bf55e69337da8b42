//! How the administrators of one epoch hand their key over to those of the next, and when those take over.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use threshold_decryption::handover_message;

use super::rotation::reshared;
use crate::{
	Administrators, Committees, Grace, Handovers, NextIndex, OpenByRecord, Pending, mock::*, types::*,
};

/// The first moment of the committee that [`change`] sets in moment 1.
const SWITCH: u32 = 1 + GRACE_PERIOD;

/// The same four administrators for the next epoch, and the handover by all of them.
fn same_four() -> (Vec<Admin>, Signed) {
	let (x, secrets) = dealt();
	let epoch = Committees::<Test>::get(1).unwrap().epoch + 1;
	let admins = certified(1, epoch, 3, x, &ADMINS, secrets);
	let signed = handover(1, 3, *x, &admins);
	(admins, signed)
}

/// Governance sets them, handed over by these.
fn set(admins: &[Admin], signed: Signed, at_once: bool) -> DispatchResult {
	change_committee((1, 3, dealt().0), admins.to_vec(), signed, at_once)
}

/// Committee 1 is to change, after the grace period.
fn change() {
	let (admins, signed) = same_four();
	assert_ok!(set(&admins, signed, false));
}

fn epoch() -> Epoch {
	MedicalRecords::committee(1).unwrap().epoch
}

#[test]
fn set_committee_needs_k_of_the_present_administrators() {
	for (signers, expected) in [
		(0, Err(Error::HandoverMissing)),
		(2, Err(Error::HandoverTooSmall)),
		(3, Ok(())),
		(4, Ok(())),
	] {
		ExtBuilder::default().build_and_execute(|| {
			let (admins, mut signed) = same_four();
			signed.rotate_left(1);
			signed.truncate(signers);
			match expected {
				Err(error) => {
					assert_noop!(set(&admins, signed, false), error);
				}
				Ok(()) => {
					assert_ok!(set(&admins, signed.clone(), false));
					let kept = Handovers::<Test>::get(1, 1).unwrap();
					assert_eq!((kept.k, kept.signatures.into_inner()), (3, signed));
				}
			}
		});
	}
}

#[test]
fn set_committee_fails_when_somebody_hands_over_twice() {
	ExtBuilder::default().build_and_execute(|| {
		let (admins, mut signed) = same_four();
		signed[3] = signed[0].clone();
		assert_noop!(set(&admins, signed.clone(), false), Error::HandoverTwice);
		signed.remove(1);
		assert_noop!(set(&admins, signed, false), Error::HandoverTwice);
	});
}

#[test]
fn set_committee_fails_when_a_stranger_hands_over() {
	ExtBuilder::default().build_and_execute(|| {
		let (admins, signed) = same_four();
		for index in [0, 5, u16::MAX] {
			let mut signed = signed.clone();
			signed[2].0 = index;
			assert_noop!(set(&admins, signed, false), Error::HandoverOfStranger);
		}
	});
}

#[test]
fn set_committee_fails_when_a_handover_is_not_over_exactly_this_change() {
	ExtBuilder::default().build_and_execute(|| {
		let (admins, signed) = same_four();
		let x = dealt().0;
		let right = Committee {
			epoch: 2,
			..Committees::<Test>::get(1).unwrap()
		};
		let hash = |admins: &[Admin]| right.handover_message(admins, &GENESIS, 1, 1);
		let mut others = admins.clone();
		others[3].account = MALLORY.id();
		let wrong = [
			hash(&others),
			right.handover_message(&admins, &[1; 32], 1, 1),
			right.handover_message(&admins, &GENESIS, 2, 1),
			right.handover_message(&admins, &GENESIS, 1, 0),
			handover_message(&GENESIS, 1, (1, 2), 2, &x, &[0; 32]),
			right.certificate_message(&admins, &GENESIS, 1),
		];
		for message in wrong {
			let mut signed = signed.clone();
			signed[1].1 = BOB.sign(&message);
			assert_noop!(set(&admins, signed, false), Error::BadHandover);
		}
		// Bob's own signature, in another's name; and with one that is too many.
		let mut swapped = signed.clone();
		swapped[0].1 = signed[1].1.clone();
		assert_noop!(set(&admins, swapped, false), Error::BadHandover);
		let mut unsigned = signed.clone();
		unsigned[3].1 = no_signature();
		assert_noop!(set(&admins, unsigned, false), Error::BadHandover);
		assert_ok!(set(&admins, signed, false));
	});
}

#[test]
fn set_committee_fails_when_a_new_key_is_handed_over() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, secrets) = dealt();
		let admins = certified(2, 1, 3, x, &ADMINS, secrets);
		let signed = same_four().1;
		let set = |signed| change_committee((2, 3, *x), admins.clone(), signed, false);
		assert_noop!(set(signed), Error::HandoverOfNewKey);
		assert_ok!(set(vec![]));
		// Nobody was there before, so nobody has to be waited for.
		assert!(!Pending::<Test>::contains_key(2));
	});
}

#[test]
fn a_handover_is_good_for_one_epoch() {
	ExtBuilder::default().build_and_execute(|| {
		let (admins, signed) = same_four();
		assert_ok!(set(&admins, signed.clone(), true));
		let (x, secrets) = dealt();
		let next = certified(1, 3, 3, x, &ADMINS, secrets);
		assert_noop!(set(&next, signed, true), Error::BadHandover);
		next_epoch();
		assert_eq!(epoch(), 3);
	});
}

#[test]
fn who_has_left_hands_nothing_over() {
	ExtBuilder::default().build_and_execute(|| {
		let x = dealt().0;
		let people = [BOB, CHARLIE, DAVE, GRACE];
		let secrets = reshared(&[2, 3, 4, 5]);
		assert_ok!(set_committee(1, 3, x, certified(1, 2, 3, &x, &people, &secrets)));
		let admins = certified(1, 3, 3, &x, &people, &secrets);
		let mut signed = handover(1, 3, x, &admins);
		signed.truncate(2);
		let next = Committee {
			epoch: 3,
			..Committees::<Test>::get(1).unwrap()
		};
		let alice = ALICE.sign(&next.handover_message(&admins, &GENESIS, 1, 2));
		signed.push((1, alice.clone()));
		assert_noop!(set(&admins, signed.clone(), true), Error::HandoverOfStranger);
		signed[2] = (5, alice);
		assert_noop!(set(&admins, signed, true), Error::BadHandover);
	});
}

#[test]
fn the_new_committee_takes_over_in_its_moment_and_not_before() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		System::reset_events();
		change();
		let people = ADMINS.map(|person| person.id()).to_vec();
		let set = Event::CommitteeSet {
			key_id: 1,
			epoch: 2,
			k: 3,
			members: people.clone(),
			old_members: people,
			switch_at: SWITCH,
		};
		assert_eq!(events(), [set]);
		for (moment, expected) in [(SWITCH - 1, 1), (SWITCH, 2), (SWITCH + 1, 2)] {
			go_to_block(moment);
			assert_eq!(epoch(), expected, "in moment {moment}");
			// Nobody has put it in its place yet.
			assert_eq!(Committees::<Test>::get(1).unwrap().epoch, 1);
			assert!(Pending::<Test>::contains_key(1));
			MedicalRecords::do_try_state().unwrap();
		}
		let asking = request(FERDIE, record_id);
		assert!(!Pending::<Test>::contains_key(1));
		assert_eq!(Committees::<Test>::get(1).unwrap().epoch, 2);
		assert_ok!(asking.approve(ALICE));
		// Those before are kept, for clients that follow.
		assert_eq!(MedicalRecords::administrators(1, 1).len(), 4);
	});
}

#[test]
fn the_old_committee_decides_until_its_last_moment() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let (first, second) = (request(FERDIE, record_id), request(FERDIE, record_id));
		change();
		go_to_block(SWITCH - 1);
		let third = request(TWO, record_id);
		for asking in [&first, &third] {
			for admin in [ALICE, BOB, CHARLIE] {
				assert_ok!(asking.approve(admin));
			}
		}
		assert_ok!(second.approve(ALICE));
		go_to_block(SWITCH);
		assert_noop!(second.approve(BOB), Error::WrongEpoch);
		assert_noop!(second.reject(BOB), Error::WrongEpoch);
		let consent = |asking: &Asking| MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80]);
		assert_noop!(consent(&second), Error::WrongEpoch);
		assert_ok!(consent(&first));
		let access = MedicalRecords::may_read(record_id, FERDIE.id());
		assert!(matches!(access, ReadAccess::Granted { .. }), "{access:?}");
		assert_eq!(third.status(), Some(RequestStatus::Approved));
	});
}

#[test]
fn anybody_ends_what_lost_its_committee_and_its_deposit_returns() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		change();
		go_to_block(SWITCH - 1);
		let close = || MedicalRecords::close_request(MALLORY.origin(), asking.id());
		assert_noop!(close(), Error::NotRequester);
		go_to_block(SWITCH);
		System::reset_events();
		assert_ok!(close());
		assert!(matches!(
			&events()[..],
			[
				Event::RequestCancelled {
					cause: CancelCause::EpochOver,
					readable: false,
					..
				},
				Event::RequestClosed { .. }
			]
		));
		assert_eq!(held(FERDIE, crate::HoldReason::Request), 0);
	});
}

#[test]
fn the_same_request_made_again_takes_the_place_of_the_one_that_lost_its_committee() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		MaxOpenRequests::set(3);
		let mut lost: Vec<Asking> = (0..3).map(|_| request(FERDIE, record_id)).collect();
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(lost[0].approve(admin));
		}
		let approved = lost.remove(0);
		let deposit = held(FERDIE, crate::HoldReason::Request);
		change();
		go_to_block(SWITCH);
		System::reset_events();
		let again = request(FERDIE, record_id);
		let cancelled = Event::RequestCancelled {
			request_id: lost[0].id(),
			record_id,
			requester: FERDIE.id(),
			cause: CancelCause::EpochOver,
			readable: false,
		};
		let told = events();
		assert_eq!(told.len(), 3, "{told:?}");
		assert_eq!(told[0], cancelled);
		assert_eq!(lost[0].status(), None);
		assert_eq!(held(FERDIE, crate::HoldReason::Request), deposit);
		// The other one goes the next time; what is approved stays.
		request(FERDIE, record_id);
		assert_eq!((lost[1].status(), counted(FERDIE).open), (None, 3));
		assert_eq!(approved.status(), Some(RequestStatus::Approved));
		assert_ok!(again.approve(ALICE));
		MaxOpenRequests::set(4);
	});
}

#[test]
fn what_lost_its_committee_holds_no_place_against_others() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		MaxOwnRequestsPerRecord::set(5);
		MaxOpenRequests::set(10);
		for _ in 0..5 {
			request(FERDIE, record_id);
		}
		assert_noop!(ask(TWO, record_id).send(), Error::MaxRequestsPerRecordExceeded);
		change();
		go_to_block(SWITCH);
		request(TWO, record_id);
		// The list is full now; from here each one that comes has one of Ferdie's closed.
		assert_eq!(OpenByRecord::<Test>::get(record_id).len(), 6);
		request(TWO, record_id);
		assert_eq!(OpenByRecord::<Test>::get(record_id).len(), 6);
		assert_eq!(counted(FERDIE).open, 4);
		MaxOwnRequestsPerRecord::set(3);
		MaxOpenRequests::set(4);
	});
}

#[test]
fn set_committee_fails_while_another_change_waits_and_works_after_it() {
	ExtBuilder::default().build_and_execute(|| {
		change();
		let (admins, signed) = same_four();
		for at_once in [true, false] {
			assert_noop!(set(&admins, signed.clone(), at_once), Error::HandoverPending);
		}
		go_to_block(SWITCH - 1);
		assert_noop!(set(&admins, signed, true), Error::HandoverPending);
		go_to_block(SWITCH);
		// The present ones are those of epoch 2 now, although nobody has put them in their place.
		let x = dealt().0;
		let next = certified(1, 3, 3, &x, &ADMINS, &dealt().1);
		let third = Committee {
			epoch: 3,
			..Committees::<Test>::get(1).unwrap()
		};
		let message = third.handover_message(&next, &GENESIS, 1, 2);
		let signed = ADMINS.map(|person| (person.index(), person.sign(&message)));
		assert_ok!(set(&next, signed[..3].to_vec(), true));
		assert_eq!((epoch(), Pending::<Test>::contains_key(1)), (3, false));
		assert_eq!(Handovers::<Test>::iter().count(), 2);
	});
}

#[test]
fn a_change_at_once_waits_for_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		let (admins, signed) = same_four();
		assert_ok!(set(&admins, signed, true));
		assert_eq!((epoch(), Pending::<Test>::contains_key(1)), (2, false));
		assert_noop!(asking.approve(BOB), Error::WrongEpoch);
	});
}

#[test]
fn where_the_genesis_gives_no_time_a_change_waits_for_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Grace::<Test>::get(), GRACE_PERIOD);
		Grace::<Test>::kill();
		assert_eq!(Grace::<Test>::get(), GRACE_PERIOD);
		Grace::<Test>::put(0);
		change();
		assert_eq!((epoch(), Pending::<Test>::contains_key(1)), (2, false));
	});
}

#[test]
fn the_moment_does_not_come_while_the_clock_stands() {
	ExtBuilder::default().build_and_execute(|| {
		change();
		Stood::set(10);
		go_to_block(SWITCH + 9);
		assert_eq!(epoch(), 1);
		go_to_block(SWITCH + 10);
		assert_eq!(epoch(), 2);
		Stood::set(0);
	});
}

#[test]
fn a_committee_that_is_retired_while_it_changes_stays_retired() {
	ExtBuilder::default().build_and_execute(|| {
		let uploaded = upload(1);
		change();
		assert_ok!(MedicalRecords::retire_committee(RuntimeOrigin::root(), 1));
		go_to_block(SWITCH);
		assert_noop!(seal(ONE, EVE, 2).send(), Error::CommitteeRetired);
		// What it holds can be read all the same, by the new ones.
		assert_ok!(request(FERDIE, uploaded.id()).approve(BOB));
		assert_noop!(
			MedicalRecords::retire_committee(RuntimeOrigin::root(), 1),
			Error::CommitteeRetired
		);
	});
}

#[test]
fn a_committee_in_force_can_be_retired_before_anybody_has_put_it_in_its_place() {
	ExtBuilder::default().build_and_execute(|| {
		change();
		go_to_block(SWITCH);
		assert_ok!(MedicalRecords::retire_committee(RuntimeOrigin::root(), 1));
		let stored = Committees::<Test>::get(1).unwrap();
		assert_eq!((stored.epoch, stored.retired), (2, true));
	});
}

#[test]
fn set_committee_fails_when_an_index_goes_from_one_to_another() {
	ExtBuilder::default().build_and_execute(|| {
		let x = dealt().0;
		let people = [BOB, CHARLIE, DAVE, GRACE];
		for (indices, fits) in [
			// Alice's; Bob's instead of his own; one that Bob never had; and the next free ones.
			([2, 3, 4, 1], false),
			([3, 2, 4, 5], false),
			([5, 3, 4, 6], false),
			([2, 3, 4, 5], true),
			([2, 3, 4, 900], true),
		] {
			let mut seats: Vec<(u16, Person)> = indices.into_iter().zip(people).collect();
			seats.sort_by_key(|(index, _)| *index);
			let (indices, people): (Vec<u16>, Vec<Person>) = seats.into_iter().unzip();
			let admins = certified(1, 2, 3, &x, &people, &reshared(&indices));
			let _ = frame_support::storage::with_transaction(|| {
				let result = set_committee(1, 3, x, admins);
				let expected = if fits { Ok(()) } else { Err(Error::BadIndex.into()) };
				assert_eq!(result, expected, "{indices:?}");
				let next = NextIndex::<Test>::get(1);
				assert!(!fits || next == u32::from(*indices.last().unwrap()) + 1);
				sp_runtime::TransactionOutcome::Rollback(result)
			});
		}
	});
}

#[test]
fn the_index_of_who_left_is_never_given_again() {
	ExtBuilder::default().build_and_execute(|| {
		let x = dealt().0;
		let people = [BOB, CHARLIE, DAVE];
		let secrets = reshared(&[2, 3, 4]);
		assert_ok!(set_committee(1, 3, x, certified(1, 2, 3, &x, &people, &secrets)));
		assert_eq!(NextIndex::<Test>::get(1), 5);
		// Neither to a newcomer, nor to Alice herself, who has no share of it any more.
		for back in [GRACE, ALICE] {
			let people = [back, BOB, CHARLIE, DAVE];
			let admins = certified(1, 3, 3, &x, &people, &dealt().1);
			assert_noop!(set_committee(1, 3, x, admins), Error::BadIndex);
		}
	});
}

#[test]
fn a_change_that_is_refused_leaves_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let (admins, signed) = same_four();
		let mut bad = admins.clone();
		bad[0].cert = no_signature();
		assert_noop!(set(&bad, signed.clone(), false), Error::BadCertificate);
		bad = admins.clone();
		bad[0].x_j = bad[1].x_j;
		assert_noop!(set(&bad, signed, false), Error::BadCommittee);
		assert_eq!(Administrators::<Test>::iter_prefix((1, 2)).count(), 0);
	});
}
