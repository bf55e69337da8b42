//! From version 1 of the storage to 2, and to 3.

use frame_support::{
	Blake2_128Concat, StorageHasher,
	migrations::SteppedMigration,
	storage::{StoragePrefixedMap, unhashed},
	traits::{GetStorageVersion, StorageVersion},
	weights::{Weight, WeightMeter},
};
use parity_scale_codec::Encode;

use crate::{
	Administrators, Handovers, NextIndex, OpenByRecord, Records, RecordsByPatient, Requesters, Requests,
	Tombstones, Users,
	migrations::{v2::ToVersion2, v3::ToVersion3},
	mock::*,
	types::*,
};

/// The 64 bytes of an sr25519 signature, as they lay in version 1.
fn raw(signature: &sp_runtime::MultiSignature) -> Vec<u8> {
	signature.encode().split_off(1)
}

/// Puts the state back into the form of version 1, byte by byte.
fn downgrade() {
	for (who, user) in Users::<Test>::iter().collect::<Vec<_>>() {
		let keys = user.keys.map(|keys| {
			System::dec_sufficients(&who);
			System::inc_consumers(&who).unwrap();
			[
				keys.csp_version.encode(),
				keys.csp_pk.encode(),
				keys.enc_pk.encode(),
				raw(&keys.key_sig),
			]
			.concat()
		});
		let mut old = user.role.encode();
		match keys {
			Some(keys) => old.extend([vec![1], keys].concat()),
			None => old.push(0),
		}
		unhashed::put_raw(&Users::<Test>::hashed_key_for(&who), &old);
	}
	for ((key_id, _), who, admin) in Administrators::<Test>::drain().collect::<Vec<_>>() {
		let cert = raw(&admin.cert);
		let mut old = admin.encode();
		old.truncate(old.len() - 65);
		old.extend(cert);
		unhashed::put_raw(&administrator_key(key_id, &who), &old);
	}
	for (id, record) in Records::<Test>::iter().collect::<Vec<_>>() {
		let fixed = [
			record.uploader.encode(),
			record.patient.encode(),
			record.csp_pk.encode(),
			record.key_id.encode(),
			record.commitment.encode(),
			record.capsule.encode(),
			record.csp_enc.encode(),
			record.csp_check.encode(),
			record.locator.encode(),
			record.supersedes.encode(),
		];
		let status = match record.superseded_by {
			Some(_) => 2u8,
			None => record.status as u8,
		};
		let rest = (record.acknowledged, status, record.created, record.ticket).encode();
		unhashed::put_raw(
			&Records::<Test>::hashed_key_for(id),
			&[fixed.concat(), rest].concat(),
		);
	}
	downgrade_requests();
	for (id, stone) in Tombstones::<Test>::iter().collect::<Vec<_>>() {
		unhashed::put_raw(&Tombstones::<Test>::hashed_key_for(id), &stone.at.encode());
	}
	let _ = RecordsByPatient::<Test>::clear(u32::MAX, None);
	StorageVersion::new(1).put::<MedicalRecords>();
}

/// Takes from the places what they tell since version 3.
fn downgrade_places() {
	for (id, places) in OpenByRecord::<Test>::iter().collect::<Vec<_>>() {
		let old: Vec<_> = places
			.into_iter()
			.map(|place| (place.request_id, place.requester, place.until))
			.collect();
		unhashed::put(&OpenByRecord::<Test>::hashed_key_for(id), &old);
	}
}

/// Where an administrator lay until version 2, of whatever epoch.
fn administrator_key(key_id: KeyId, who: &sp_runtime::AccountId32) -> Vec<u8> {
	let hashed = [
		Blake2_128Concat::hash(&key_id.encode()),
		Blake2_128Concat::hash(&who.encode()),
	];
	[Administrators::<Test>::final_prefix().to_vec(), hashed.concat()].concat()
}

/// Puts the state back into the form of version 2.
fn downgrade_by_one() {
	downgrade_places();
	for ((key_id, _), who, admin) in Administrators::<Test>::drain().collect::<Vec<_>>() {
		unhashed::put(&administrator_key(key_id, &who), &admin);
	}
	let _ = NextIndex::<Test>::clear(u32::MAX, None);
	StorageVersion::new(2).put::<MedicalRecords>();
}

fn downgrade_requests() {
	for (id, r) in Requests::<Test>::iter().collect::<Vec<_>>() {
		let first = [
			r.record_id.encode(),
			r.patient.encode(),
			r.requester.encode(),
			r.seq.encode(),
			r.q.encode(),
			r.epk.encode(),
			raw(&r.auth_sig),
		];
		let then = (r.key_id, r.epoch, r.mode, r.purpose, r.created, r.expires).encode();
		let last = (
			r.context, r.r, r.yes, r.no, r.status, r.votes, r.consent, r.ticket,
		)
			.encode();
		unhashed::put_raw(
			&Requests::<Test>::hashed_key_for(id),
			&[first.concat(), then, last].concat(),
		);
	}
	downgrade_places();
	for (who, counted) in Requesters::<Test>::iter().collect::<Vec<_>>() {
		let old = (
			counted.next_seq,
			counted.open,
			counted.made.day,
			counted.made.count,
		);
		unhashed::put_raw(&Requesters::<Test>::hashed_key_for(&who), &old.encode());
	}
}

/// Runs the migrations with so much weight a block, and tells how many blocks they took.
fn migrate(weight: Weight) -> u32 {
	// The last block of one is the first of the other.
	run::<ToVersion2<Test>>(weight) + run::<ToVersion3<Test>>(weight) - 1
}

fn run<M: SteppedMigration>(weight: Weight) -> u32 {
	let mut cursor = None;
	for block in 1..10_000 {
		let mut meter = WeightMeter::with_limit(weight);
		cursor = M::step(cursor, &mut meter).map_err(|_| "it failed").unwrap();
		if cursor.is_none() {
			return block;
		}
		go_to_block(System::block_number() + 1);
	}
	panic!("it does not end");
}

/// A little of everything.
fn populate() -> (Asking, [RecordId; 3]) {
	let asking = requested();
	frame_support::assert_ok!(asking.approve(ALICE));
	let older = upload(2);
	let newer = correction(ONE, EVE, older.id(), 3);
	frame_support::assert_ok!(newer.send());
	frame_support::assert_ok!(acknowledge(EVE, newer.id()));
	let erased = upload(4).id();
	frame_support::assert_ok!(erase(EVE, erased));
	frame_support::assert_ok!(suspend(EVE, upload(5).id()));
	(asking, [older.id(), newer.id(), erased])
}

#[test]
fn version_2_keeps_all_that_version_1_held() {
	ExtBuilder::default().build_and_execute(|| {
		let (asking, [older, newer, erased]) = populate();
		let before: Vec<_> = Records::<Test>::iter().collect();
		downgrade();
		go_to_block(5);
		// The clock is behind the blocks by two.
		Stood::set(2);
		let blocks = migrate(Weight::from_parts(u64::MAX, u64::MAX));
		assert_eq!(blocks, 1);
		assert_eq!(MedicalRecords::on_chain_storage_version(), 3);
		for (id, record) in before {
			assert_eq!(Records::<Test>::get(id), Some(record));
		}
		assert_eq!(Records::<Test>::get(older).unwrap().superseded_by, Some(newer));
		let stone = Tombstones::<Test>::get(erased).unwrap();
		assert_eq!((stone.at, stone.supersedes), (1, None));
		// It could be decided until block 11, six blocks on: in moments, 3 + 6.
		let request = Requests::<Test>::get(asking.id()).unwrap();
		assert_eq!((request.expires, request.payer), (9, FERDIE.id()));
		assert_eq!(OpenByRecord::<Test>::get(asking.record_id)[0].until, Some(9));
		frame_support::assert_ok!(asking.approve(BOB));
		frame_support::assert_ok!(asking.approve(CHARLIE));
		Stood::set(0);
	});
}

#[test]
fn version_2_restores_what_nobody_acknowledged_or_what_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, two) = (upload(1).id(), upload(2).id());
		let unread = correction(ONE, EVE, one, 3);
		frame_support::assert_ok!(unread.send());
		downgrade();
		// As version 1 left them: replaced by an unread record, and by one that is gone.
		for id in [one, two] {
			let key = Records::<Test>::hashed_key_for(id);
			let mut old = unhashed::get_raw(&key).unwrap();
			let status = old.len() - 4 - 16 - 1;
			assert_eq!(old[status], 0);
			old[status] = 2;
			unhashed::put_raw(&key, &old);
		}
		migrate(Weight::from_parts(u64::MAX, u64::MAX));
		for id in [one, two] {
			let record = Records::<Test>::get(id).unwrap();
			assert_eq!(
				(record.status, record.superseded_by),
				(RecordStatus::Active, None)
			);
		}
		assert_eq!(Records::<Test>::get(unread.id()).unwrap().version, 2);
	});
}

#[test]
fn version_2_comes_in_small_steps_and_only_once() {
	ExtBuilder::default().build_and_execute(|| {
		populate();
		downgrade();
		let mut meter = WeightMeter::with_limit(Weight::from_parts(1, 1));
		assert!(ToVersion2::<Test>::step(None, &mut meter).is_err());
		// Room for one value a block.
		let blocks = migrate(Weight::from_parts(3_000_000_000, 150_000));
		assert!(blocks > 10, "{blocks}");
		let mut meter = WeightMeter::with_limit(Weight::MAX);
		assert_eq!(ToVersion2::<Test>::step(None, &mut meter), Ok(None));
		assert_eq!(meter.consumed(), Weight::zero());
	});
}

#[test]
fn version_3_keeps_administrators_by_epoch_and_their_indices() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let before = MedicalRecords::administrators(1, 1);
		for weight in [Weight::MAX, Weight::from_parts(3_000_000_000, 150_000)] {
			downgrade_by_one();
			assert!(run::<ToVersion3<Test>>(weight) > 0);
			assert_eq!(MedicalRecords::on_chain_storage_version(), 3);
			assert_eq!(MedicalRecords::administrators(1, 1), before);
			assert_eq!(Administrators::<Test>::iter().count(), before.len());
			assert_eq!(NextIndex::<Test>::get(1), 5);
			MedicalRecords::do_try_state().unwrap();
		}
		for admin in [ALICE, BOB, CHARLIE] {
			frame_support::assert_ok!(asking.approve(admin));
		}
	});
}

#[test]
fn version_3_of_a_committee_that_has_changed_before_has_no_handover() {
	ExtBuilder::default().build_and_execute(|| {
		next_epoch();
		// Version 2 kept the newest administrators only, and no handover.
		let _ = Administrators::<Test>::clear_prefix((1, 1), 16, None);
		let _ = Handovers::<Test>::clear(u32::MAX, None);
		downgrade_by_one();
		run::<ToVersion3<Test>>(Weight::MAX);
		assert_eq!(MedicalRecords::administrators(1, 2).len(), 4);
		MedicalRecords::do_try_state().unwrap();
		next_epoch();
		assert_eq!(Handovers::<Test>::iter().count(), 1);
	});
}
