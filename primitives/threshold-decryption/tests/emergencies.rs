//! Capsules of emergencies: bound to their record, maker and scope, and opened by k of the emergency committee alone.

use std::{path::Path, process::Command};

use crate::common::{self, World};
use proptest::prelude::*;
use threshold_decryption::*;
use zeroize::Zeroizing;

const CSP_REC: Bytes32 = [7; 32];

/// What the patient's capsule for the record of `ordinary` is bound to.
fn context<'a>(ordinary: &'a World, emergency: &'a World) -> EmergencyContext<'a> {
	EmergencyContext {
		record_ctx: &ordinary.ad,
		key_id: 2,
		x: &emergency.x,
		scope: 1,
		maker: &[4; 32],
		nonce: &[9; 16],
	}
}

/// The patient allows an emergency: the capsule, and what opens its wrap.
fn capsule(ordinary: &World, emergency: &mut World) -> ([u8; 128], Zeroizing<Bytes32>) {
	let ctx = context(ordinary, emergency).hash();
	encapsulate_emergency(&emergency.x, &ctx, &CSP_REC, &mut emergency.rng).unwrap()
}

/// What the shares of these administrators of `committee` for the capsule `r` combine to, each verified as the chain does;
/// nothing if they are too few for anything.
fn combined(committee: &mut World, r: &Bytes32, positions: &[usize]) -> Option<Bytes32> {
	let (key, ctx) = (RequestKey::from_seed(&[3; 32]), [8; 32]);
	let q = key.public();
	let partials: Vec<PartialDecryption> = positions
		.iter()
		.map(|position| {
			let World { rng, secrets, .. } = &mut *committee;
			let secret = &secrets[*position];
			let share = create_share(secret, Mode::Outsider, &ctx, r, &q, rng).unwrap();
			let points = secret.public();
			let statement = ShareStatement {
				ctx: &ctx,
				index: points.index,
				r,
				q: &q,
				x_j: &points.x,
				z_j: &points.z,
			};
			assert_eq!(verify_share(&share, &statement), Ok(()));
			open_share(&key, points.index, &share_ciphertext(&share)).unwrap()
		})
		.collect();
	combine(&partials).ok().map(|u| *u)
}

#[test]
fn every_field_of_the_emergency_context_counts() {
	let (ordinary, mut emergency) = (World::paper(), World::new(2, &[1, 2, 3], 5));
	let (capsule, _) = capsule(&ordinary, &mut emergency);
	let good = context(&ordinary, &emergency);
	assert_eq!(verify_capsule(&capsule, &good.hash()), Ok(()));
	let other = &[99; 32];
	for changed in [
		EmergencyContext {
			record_ctx: other,
			..good
		},
		EmergencyContext { key_id: 3, ..good },
		EmergencyContext { x: other, ..good },
		EmergencyContext { scope: 2, ..good },
		EmergencyContext { maker: other, ..good },
		EmergencyContext {
			nonce: &[1; 16],
			..good
		},
	] {
		assert_eq!(
			verify_capsule(&capsule, &changed.hash()),
			Err(Error::BadCapsuleProof),
			"{changed:?}"
		);
	}
}

/// Neither kind of capsule passes for the other: not even where one committee were to hold both keys.
#[test]
fn capsules_of_records_and_of_emergencies_are_not_exchanged() {
	let (ordinary, mut emergency) = (World::paper(), World::new(2, &[1, 2, 3], 5));
	let (capsule, _) = capsule(&ordinary, &mut emergency);
	let ctx = context(&ordinary, &emergency).hash();
	assert_eq!(
		verify_capsule(&ordinary.capsule, &ctx),
		Err(Error::BadCapsuleProof)
	);
	assert_eq!(
		verify_capsule(&capsule, &ordinary.ad),
		Err(Error::BadCapsuleProof)
	);
}

/// The record was never opened to emergencies: all emergency administrators together have nothing to open. Control: with
/// a capsule for them, as many as it takes open it.
#[test]
fn a_record_without_an_emergency_capsule_is_closed_to_all_emergency_administrators() {
	let (ordinary, mut emergency) = (World::paper(), World::new(2, &[1, 2, 3], 5));
	let all = combined(&mut emergency, &ordinary.r, &[0, 1, 2]);
	assert!(
		all.is_some_and(|all| all != *ordinary.u),
		"the emergency committee opened the record"
	);

	let (capsule, u) = capsule(&ordinary, &mut emergency);
	let r = capsule_point(&capsule);
	assert!(combined(&mut emergency, &r, &[0, 2]) == Some(*u), "the control");
	// And the other way round: administrators of the record open no emergency.
	let (mut ordinary, k) = (ordinary, 4);
	let positions: Vec<usize> = (0..k).collect();
	assert!(combined(&mut ordinary, &r, &positions) != Some(*u));
}

#[test]
fn a_generator_that_repeats_itself_repeats_no_capsule() {
	let (ordinary, emergency) = (World::paper(), World::new(2, &[1, 2, 3], 5));
	let make = |nonce: [u8; 16], csp_rec: &Bytes32| {
		let ctx = EmergencyContext {
			nonce: &nonce,
			..context(&ordinary, &emergency)
		};
		encapsulate_emergency(&emergency.x, &ctx.hash(), csp_rec, &mut common::Stuck).unwrap()
	};
	let (one, other, third) = (
		make([1; 16], &CSP_REC),
		make([2; 16], &CSP_REC),
		make([1; 16], &[8; 32]),
	);
	assert!(one.1 != other.1 && one.1 != third.1 && other.1 != third.1);
	// Nor is it the capsule of the record: the numbers of the values differ.
	let (_, u) = encapsulate(
		&emergency.x,
		&context(&ordinary, &emergency).hash(),
		&CSP_REC,
		&[0; 32],
		&mut common::Stuck,
	)
	.unwrap();
	assert!(u != one.1);
}

#[test]
fn a_key_that_is_no_point_is_refused() {
	let made = encapsulate_emergency(&[0xff; 32], &[1; 32], &CSP_REC, &mut common::rng(1));
	assert!(made.is_err());
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn any_k_open_an_emergency_and_any_fewer_do_not(n in 2usize..=8, seed in any::<u64>(), pick in any::<prop::sample::Index>()) {
		let k = 2 + pick.index(n - 1);
		let indices: Vec<u16> = (1..=u16::try_from(n).unwrap()).collect();
		let ordinary = World::paper();
		let mut emergency = World::new(u16::try_from(k).unwrap(), &indices, seed);
		let (capsule, u) = capsule(&ordinary, &mut emergency);
		let r = capsule_point(&capsule);
		let last: Vec<usize> = (n - k..n).collect();
		prop_assert!(combined(&mut emergency, &r, &last) == Some(*u));
		prop_assert!(combined(&mut emergency, &r, &last[1..]) != Some(*u));
	}
}

#[test]
fn vectors_are_what_the_second_implementation_prints() {
	let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
	let script = tests.join("reference/emergency.py");
	let Ok(run) = Command::new("python3").arg(script).output() else {
		panic!("python3 is missing: tests/reference/emergency.py, the second implementation, needs it")
	};
	assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
	let stored = std::fs::read_to_string(tests.join("vectors/emergency.json")).unwrap();
	assert_eq!(String::from_utf8(run.stdout).unwrap(), stored);
}
