//! `set_committee` and the committees of the genesis.

use frame_support::{assert_noop, assert_ok};
use parity_scale_codec::{Decode, Encode};
use sp_core::H256;
use sp_runtime::{ArithmeticError, BuildStorage, traits::BadOrigin};
use threshold_decryption::deal_committee;

use crate::{Administrators, Committees, mock::*, types::*};

/// A committee of its own, with its administrators certified for epoch 1.
fn fresh(key_id: KeyId, k: u16, people: &[Person]) -> (Point, Vec<Admin>) {
	let indices: Vec<u16> = (1..).take(people.len()).collect();
	let (x, secrets) = deal_committee(k, &indices, &mut rng(99)).unwrap();
	(x, certified(key_id, 1, k, &x, people, &secrets))
}

#[test]
fn set_committee_sets_a_new_key_in_epoch_one() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, admins) = fresh(2, 2, &[EVE, ONE, TWO]);
		assert_ok!(set_committee(2, 2, x, admins.clone()));
		let stored = Committees::<Test>::get(2).unwrap();
		assert_eq!((stored.epoch, stored.k, stored.n, stored.x), (1, 2, 3, x));
		assert_eq!(MedicalRecords::administrators(2, 1), admins);
		assert_eq!(
			events(),
			[Event::CommitteeSet {
				key_id: 2,
				epoch: 1,
				k: 2,
				members: [EVE, ONE, TWO].map(|person| person.id()).to_vec(),
				old_members: vec![],
				switch_at: 1,
			}]
		);
	});
}

#[test]
fn set_committee_counts_epochs_up() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Committees::<Test>::get(1).unwrap().epoch, 1);
		next_epoch();
		next_epoch();
		assert_eq!(Committees::<Test>::get(1).unwrap().epoch, 3);
		let set = events();
		assert_eq!(set.len(), 2);
		for (event, expected) in set.into_iter().zip(2..) {
			let Event::CommitteeSet {
				key_id,
				epoch,
				k,
				members,
				old_members,
				switch_at,
			} = event
			else {
				panic!("{event:?}");
			};
			assert_eq!((key_id, epoch, k, switch_at), (1, expected, 3, 1));
			let people = ADMINS.map(|person| person.id()).to_vec();
			assert_eq!(members, people);
			assert_eq!(old_members, people);
		}
	});
}

#[test]
fn set_committee_accepts_two_of_two_and_sixteen_of_sixteen() {
	ExtBuilder::default().build_and_execute(|| {
		let people: Vec<Person> = (0..16)
			.map(|i| Person(Box::leak(format!("//Admin//{i}").into_boxed_str())))
			.collect();
		for (key_id, n) in [(2, 2), (3, 15), (4, 16)] {
			let k = u16::try_from(n).unwrap();
			let (x, admins) = fresh(key_id, k, &people[..n]);
			assert_ok!(set_committee(key_id, k, x, admins));
		}
		let (x, admins) = fresh(5, 2, &people);
		assert_ok!(set_committee(5, 2, x, admins));
	});
}

#[test]
fn set_committee_does_not_decode_when_there_are_seventeen_of_either() {
	let (x, admins) = (dealt().0, genesis_committee(1).admins);
	let admin = Admin::from(admins[0].clone());
	let call = |n: usize, h: usize| {
		let (admins, handover) = (vec![admin.clone(); n], vec![(1u16, no_signature()); h]);
		(2u8, 1u32, 2u16, x, admins, handover, false).encode()
	};
	let decode = |n, h| crate::Call::<Test>::decode(&mut &call(n, h)[..]);
	assert!(matches!(decode(16, 16), Ok(crate::Call::set_committee { .. })));
	assert!(decode(17, 0).is_err());
	assert!(decode(16, 17).is_err());
}

#[test]
fn set_committee_fails_when_k_is_not_the_degree_dealt() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, secrets) = dealt();
		for k in [0, 1, 2, 4, 5, u16::MAX] {
			let admins = certified(2, 1, k, x, &ADMINS, secrets);
			assert_noop!(set_committee(2, k, *x, admins), Error::BadCommittee);
		}
	});
}

#[test]
fn set_committee_fails_when_nobody_is_in_it() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(set_committee(2, 2, dealt().0, vec![]), Error::BadCommittee);
	});
}

#[test]
fn set_committee_fails_when_an_account_comes_twice() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, admins) = fresh(2, 2, &[EVE, ONE, EVE]);
		assert_noop!(set_committee(2, 2, x, admins), Error::BadCommittee);
	});
}

#[test]
fn set_committee_fails_when_indices_are_not_ascending() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, mut admins) = fresh(2, 2, &[EVE, ONE, TWO]);
		admins.swap(0, 1);
		assert_noop!(set_committee(2, 2, x, admins), Error::BadCommittee);
	});
}

#[test]
fn set_committee_fails_when_any_point_is_another() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, admins) = fresh(2, 2, &[EVE, ONE, TWO]);
		let (other, _) = fresh(2, 2, &[EVE, ONE]);
		let changes: [fn(&mut Admin, Point); 3] = [
			|admin, point| admin.x_j = point,
			|admin, point| admin.z_j = point,
			|admin, point| admin.zp_j = point,
		];
		for change in changes {
			for point in [other, [0; 32], [255; 32]] {
				let mut admins = admins.clone();
				change(&mut admins[2], point);
				assert_noop!(set_committee(2, 2, x, admins), Error::BadCommittee);
			}
		}
		assert_noop!(set_committee(2, 2, dealt().0, admins), Error::BadCommittee);
	});
}

#[test]
fn set_committee_fails_when_a_certificate_is_missing_or_of_another() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, admins) = fresh(2, 2, &[EVE, ONE, TWO]);
		for cert in [no_signature(), admins[0].cert.clone()] {
			let mut admins = admins.clone();
			admins[2].cert = cert;
			assert_noop!(set_committee(2, 2, x, admins), Error::BadCertificate);
		}
	});
}

#[test]
fn set_committee_fails_when_certificates_are_for_another_key_or_epoch() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, secrets) = dealt();
		for (key_id, epoch) in [(2, 2), (1, 1), (1, 3)] {
			let admins = certified(key_id, epoch, 3, x, &ADMINS, secrets);
			assert_noop!(set_committee(1, 3, *x, admins), Error::BadCertificate);
		}
	});
}

#[test]
fn set_committee_fails_when_an_encryption_key_is_not_the_certified_one() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, mut admins) = fresh(2, 2, &[EVE, ONE, TWO]);
		admins[1].enc_pk = [9; 32];
		assert_noop!(set_committee(2, 2, x, admins), Error::BadCertificate);
	});
}

#[test]
fn set_committee_fails_when_the_public_key_changes() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, admins) = fresh(1, 3, &ADMINS);
		assert_ne!(x, dealt().0);
		assert_noop!(set_committee(1, 3, x, admins), Error::CommitteeKeyChanged);
	});
}

#[test]
fn set_committee_fails_when_epochs_are_used_up() {
	ExtBuilder::default().build_and_execute(|| {
		let last = u32::MAX - 1;
		Committees::<Test>::mutate(1, |committee| committee.as_mut().unwrap().epoch = last);
		for admin in MedicalRecords::administrators(1, 1) {
			Administrators::<Test>::insert((1, last), admin.account.clone(), admin);
		}
		next_epoch();
		let (x, secrets) = dealt();
		let admins = certified(1, 0, 3, x, &ADMINS, secrets);
		assert_noop!(set_committee(1, 3, *x, admins), ArithmeticError::Overflow);
	});
}

#[test]
fn set_committee_fails_when_not_by_governance() {
	ExtBuilder::default().build_and_execute(|| {
		let (x, admins) = fresh(2, 2, &[EVE, ONE]);
		let (admins, none) = (admins.try_into().unwrap(), Default::default());
		let call = MedicalRecords::set_committee(ALICE.origin(), 2, 2, x, admins, none, false);
		assert_noop!(call, BadOrigin);
	});
}

#[test]
fn retire_committee_takes_no_new_record_and_no_other_administrators() {
	ExtBuilder::default().build_and_execute(|| {
		let (before, asking) = (seal(ONE, EVE, 7), requested());
		assert_ok!(MedicalRecords::retire_committee(RuntimeOrigin::root(), 1));
		assert_eq!(events(), [Event::CommitteeRetired { key_id: 1 }]);
		assert_noop!(before.send(), Error::CommitteeRetired);
		let (x, secrets) = dealt();
		let admins = certified(1, 2, 3, x, &ADMINS, secrets);
		assert_noop!(set_committee(1, 3, *x, admins), Error::CommitteeRetired);
		assert_noop!(
			MedicalRecords::retire_committee(RuntimeOrigin::root(), 1),
			Error::CommitteeRetired
		);
		// What it holds can be read until it is uploaded again.
		assert_ok!(asking.approve(ALICE));
		assert_ok!(ask(FERDIE, asking.record_id).send());
	});
}

#[test]
fn retire_committee_fails_when_not_by_governance_or_for_none() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(MedicalRecords::retire_committee(ALICE.origin(), 1), BadOrigin);
		assert_noop!(
			MedicalRecords::retire_committee(RuntimeOrigin::root(), 9),
			Error::CommitteeNotFound
		);
	});
}

#[test]
fn genesis_survives_its_json() {
	let genesis = crate::GenesisConfig::<Test> {
		roles: vec![(ONE.id(), Role::Facility)],
		committees: vec![genesis_committee(1)],
		..Default::default()
	};
	let json = serde_json::to_value(&genesis).unwrap();
	assert_eq!(json["roles"][0][1], "Facility");
	let x = format!(
		"0x{}",
		dealt()
			.0
			.iter()
			.map(|byte| format!("{byte:02x}"))
			.collect::<String>()
	);
	assert_eq!(json["committees"][0]["x"], x);
	let back: crate::GenesisConfig<Test> = serde_json::from_value(json).unwrap();
	assert_eq!((back.roles, back.committees), (genesis.roles, genesis.committees));
}

#[test]
#[should_panic(expected = "its points do not fit its rule")]
fn genesis_fails_when_a_committee_is_inconsistent() {
	let mut committee = genesis_committee(1);
	committee.x = H256([1; 32]);
	ExtBuilder::default().with_committees(vec![committee]).build();
}

#[test]
#[should_panic(expected = "comes twice")]
fn genesis_fails_when_a_committee_comes_twice() {
	ExtBuilder::default()
		.with_committees(vec![genesis_committee(1), genesis_committee(1)])
		.build();
}

#[test]
#[should_panic(expected = "more than MaxAdmins")]
fn genesis_fails_when_a_committee_is_too_large() {
	let mut committee = genesis_committee(1);
	committee.admins = vec![committee.admins[0].clone(); 17];
	ExtBuilder::default().with_committees(vec![committee]).build();
}

#[test]
fn genesis_may_be_empty() {
	let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
	sp_io::TestExternalities::new(storage).execute_with(|| MedicalRecords::do_try_state().unwrap());
}
