//! What may be found by its disease, where catalogues lie, and what hosts attest of what is erased.

use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use parity_scale_codec::{Encode, MaxEncodedLen};
use sp_runtime::TokenError;

use crate::{Attestations, Catalogues, HoldReason, Records, Role, SearchDirectives, StorageHosts, mock::*};

fn publish(facility: Person, epoch: u16, number: u32) -> frame_support::dispatch::DispatchResult {
	let (commitment, locator, keyring) = ([number.to_le_bytes()[0]; 32], [2; 64], [3; 32]);
	MedicalRecords::publish_catalogue(facility.origin(), epoch, number, commitment, locator, keyring)
}

fn searchable(record_id: [u8; 16]) -> bool {
	Records::<Test>::get(record_id).unwrap().searchable
}

#[test]
fn a_facility_replaces_its_catalogue_in_place_and_pays_once() {
	ExtBuilder::default().build_and_execute(|| {
		System::reset_events();
		assert_ok!(publish(ONE, 1, 1));
		let deposit = held(ONE, HoldReason::Catalogue);
		assert!(deposit > 0);
		go_to_block(9);
		assert_ok!(publish(ONE, 1, 2));
		assert_ok!(publish(ONE, 2, 3));
		assert_eq!(held(ONE, HoldReason::Catalogue), deposit);
		let published = |epoch, number| Event::CataloguePublished {
			facility: ONE.id(),
			epoch,
			number,
		};
		assert_eq!(events(), [published(1, 1), published(1, 2), published(2, 3)]);
		let catalogue = Catalogues::<Test>::get(ONE.id()).unwrap();
		assert_eq!((catalogue.epoch, catalogue.number, catalogue.updated), (2, 3, 9));
		assert_eq!(
			(catalogue.commitment, catalogue.locator, catalogue.keyring),
			([3; 32], [2; 64], [3; 32])
		);
		// Each facility has its own.
		assert_ok!(publish(TWO, 1, 1));
	});
}

/// Whatever it lists: the list itself lies off chain.
#[test]
fn a_catalogue_takes_154_bytes_of_state_and_its_publication_136() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(publish(ONE, 1, 1));
		let size = Catalogues::<Test>::get(ONE.id()).unwrap().encoded_size();
		let call = crate::Call::<Test>::publish_catalogue {
			epoch: 1,
			number: 1,
			commitment: [0; 32],
			locator: [0; 64],
			keyring: [0; 32],
		};
		// One byte more names the pallet.
		let call = call.encoded_size() + 1;
		println!("a catalogue takes {size} B of state, its publication {call} B");
		assert_eq!((size, call), (154, 136));
		assert_eq!(crate::CatalogueOf::<Test>::max_encoded_len(), size);
	});
}

#[test]
fn publish_catalogue_fails_out_of_order() {
	ExtBuilder::default().build_and_execute(|| {
		for (epoch, number) in [(0, 1), (1, 0)] {
			assert_noop!(publish(ONE, epoch, number), Error::CatalogueOutOfOrder);
		}
		// Where it begins is the facility's to say: it may have withdrawn one before.
		assert_ok!(publish(ONE, 4, 7));
		for (epoch, number) in [(4, 6), (4, 7), (4, 9), (3, 8), (6, 8)] {
			assert_noop!(publish(ONE, epoch, number), Error::CatalogueOutOfOrder);
		}
		assert_ok!(publish(ONE, 5, 8));
		Catalogues::<Test>::mutate(ONE.id(), |catalogue| {
			let catalogue = catalogue.as_mut().unwrap();
			(catalogue.epoch, catalogue.number) = (u16::MAX, u32::MAX);
		});
		for (epoch, number) in [(u16::MAX, 0), (0, u32::MAX), (u16::MAX, u32::MAX), (1, 1)] {
			assert_noop!(publish(ONE, epoch, number), Error::CatalogueOutOfOrder);
		}
	});
}

#[test]
fn publish_catalogue_fails_by_others_than_facilities_and_without_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		for other in [EVE, FERDIE, OFFICER, ALICE, MALLORY] {
			assert_noop!(publish(other, 1, 1), Error::NotFacility);
		}
		Balances::set_balance(&TWO.id(), 500);
		assert_noop!(publish(TWO, 1, 1), TokenError::FundsUnavailable);
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), ONE.id()));
		assert_noop!(publish(ONE, 1, 1), Error::AccountFrozen);
	});
}

#[test]
fn a_catalogue_is_withdrawn_by_its_facility_or_by_anyone_once_it_is_none() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(publish(ONE, 1, 5));
		assert_noop!(
			MedicalRecords::withdraw_catalogue(MALLORY.origin(), ONE.id()),
			Error::NotAuthorized
		);
		assert_noop!(
			MedicalRecords::withdraw_catalogue(TWO.origin(), TWO.id()),
			Error::CatalogueNotFound
		);
		System::reset_events();
		assert_ok!(MedicalRecords::withdraw_catalogue(ONE.origin(), ONE.id()));
		assert_eq!(
			events(),
			[Event::CatalogueWithdrawn {
				facility: ONE.id(),
				by: ONE.id()
			}]
		);
		assert_eq!(held(ONE, HoldReason::Catalogue), 0);
		assert_ok!(publish(ONE, 1, 6));
		assert_ok!(MedicalRecords::set_role(
			RuntimeOrigin::root(),
			ONE.id(),
			Role::Patient
		));
		assert_noop!(publish(ONE, 1, 7), Error::NotFacility);
		assert_ok!(MedicalRecords::withdraw_catalogue(MALLORY.origin(), ONE.id()));
		assert_eq!(held(ONE, HoldReason::Catalogue), 0);
		assert!(Catalogues::<Test>::get(ONE.id()).is_none());
	});
}

#[test]
fn a_patient_says_of_each_record_whether_it_may_be_found() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert!(!searchable(record_id));
		for other in [ONE, GRACE, OFFICER, FERDIE] {
			assert_noop!(
				MedicalRecords::set_searchable(other.origin(), record_id, true),
				Error::NotPatient
			);
		}
		assert_noop!(
			MedicalRecords::set_searchable(EVE.origin(), record_id, false),
			Error::NothingToChange
		);
		for wish in [true, false] {
			System::reset_events();
			assert_ok!(MedicalRecords::set_searchable(EVE.origin(), record_id, wish));
			assert_eq!(searchable(record_id), wish);
			assert_eq!(
				events(),
				[Event::SearchableSet {
					record_id,
					patient: EVE.id(),
					searchable: wish
				}]
			);
			assert_noop!(
				MedicalRecords::set_searchable(EVE.origin(), record_id, wish),
				Error::NothingToChange
			);
		}
		assert_noop!(
			MedicalRecords::set_searchable(EVE.origin(), [9; 16], true),
			Error::RecordNotFound
		);
		assert_ok!(erase(EVE, record_id));
		assert_noop!(
			MedicalRecords::set_searchable(EVE.origin(), record_id, true),
			Error::RecordErased
		);
	});
}

#[test]
fn a_frozen_account_takes_back_and_allows_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(MedicalRecords::set_searchable(EVE.origin(), record_id, true));
		assert_ok!(MedicalRecords::set_search_directive(EVE.origin(), true));
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), EVE.id()));
		assert_ok!(MedicalRecords::set_searchable(EVE.origin(), record_id, false));
		assert_ok!(MedicalRecords::set_search_directive(EVE.origin(), false));
		assert_noop!(
			MedicalRecords::set_searchable(EVE.origin(), record_id, true),
			Error::AccountFrozen
		);
		assert_noop!(
			MedicalRecords::set_search_directive(EVE.origin(), true),
			Error::AccountFrozen
		);
	});
}

#[test]
fn an_uploader_lists_a_record_only_by_the_patients_directive() {
	ExtBuilder::default().build_and_execute(|| {
		let listed = |number| Upload {
			searchable: true,
			..seal(ONE, EVE, number)
		};
		assert_noop!(listed(1).send(), Error::NoSearchDirective);
		System::reset_events();
		assert_ok!(MedicalRecords::set_search_directive(EVE.origin(), true));
		assert_eq!(
			events(),
			[Event::SearchDirectiveSet {
				patient: EVE.id(),
				searchable: true
			}]
		);
		assert_noop!(
			MedicalRecords::set_search_directive(EVE.origin(), true),
			Error::NothingToChange
		);
		assert_ok!(listed(1).send());
		assert!(searchable(listed(1).id()));
		// It is about uploads of this patient alone, and obliges no uploader.
		assert_noop!(
			Upload {
				searchable: true,
				..seal(ONE, GRACE, 2)
			}
			.send(),
			Error::NoSearchDirective
		);
		assert_ok!(seal(ONE, EVE, 3).send());
		assert!(!searchable(seal(ONE, EVE, 3).id()));
		// Taken back, it changes nothing of what was uploaded.
		assert_ok!(MedicalRecords::set_search_directive(EVE.origin(), false));
		assert_noop!(listed(4).send(), Error::NoSearchDirective);
		assert!(searchable(listed(1).id()));
	});
}

#[test]
fn a_correction_of_a_searchable_record_may_be_searchable() {
	ExtBuilder::default().build_and_execute(|| {
		let (open, closed) = (upload(1).id(), upload(2).id());
		assert_ok!(MedicalRecords::set_searchable(EVE.origin(), open, true));
		let correction = |number, older| Upload {
			searchable: true,
			supersedes: Some(older),
			..seal(ONE, EVE, number)
		};
		assert_noop!(correction(3, closed).send(), Error::NoSearchDirective);
		assert_ok!(correction(3, open).send());
		assert!(searchable(correction(3, open).id()));
	});
}

#[test]
fn set_search_directive_fails_without_keys_and_ends_when_the_user_leaves() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			MedicalRecords::set_search_directive(MALLORY.origin(), true),
			Error::NotRegistered
		);
		assert_ok!(MedicalRecords::set_search_directive(GRACE.origin(), true));
		assert_ok!(MedicalRecords::deregister(GRACE.origin()));
		assert!(!SearchDirectives::<Test>::contains_key(GRACE.id()));
	});
}

#[test]
fn hosts_attest_once_what_is_erased() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let attest = |host: Person| MedicalRecords::attest_erasure(host.origin(), record_id);
		fn name(host: Person, role: Role) {
			assert_ok!(MedicalRecords::set_role(RuntimeOrigin::root(), host.id(), role));
		}
		name(TWO, Role::StorageHost);
		assert!(StorageHosts::<Test>::contains_key(TWO.id()));
		assert_noop!(attest(TWO), Error::RecordNotErased);
		assert_ok!(erase(EVE, record_id));
		for other in [ONE, EVE, OFFICER, MALLORY] {
			assert_noop!(attest(other), Error::NotStorageHost);
		}
		go_to_block(8);
		System::reset_events();
		assert_ok!(attest(TWO));
		assert_eq!(
			events(),
			[Event::ErasureAttested {
				record_id,
				host: TWO.id()
			}]
		);
		assert_eq!(Attestations::<Test>::get(record_id, TWO.id()), Some(8));
		assert_noop!(attest(TWO), Error::AlreadyAttested);
		// An account that is no longer a host attests nothing; what it attested stays.
		name(ALICE, Role::StorageHost);
		name(ALICE, Role::Patient);
		name(TWO, Role::Facility);
		assert!(!StorageHosts::<Test>::contains_key(TWO.id()));
		assert_noop!(attest(ALICE), Error::NotStorageHost);
		assert_eq!(Attestations::<Test>::get(record_id, TWO.id()), Some(8));
		// A frozen one neither: its key may be in wrong hands.
		name(BOB, Role::StorageHost);
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), BOB.id()));
		assert_noop!(attest(BOB), Error::AccountFrozen);
	});
}
