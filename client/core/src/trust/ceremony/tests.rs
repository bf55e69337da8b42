//! Four and sixteen people, up to k-1 of them corrupt, and somebody who carries the files as he likes.

mod attacks;
mod misplaced;
mod passing;
mod public;
mod replays;
mod reshare;
mod reshare_attacks;
mod rogue;
mod vectors;
mod world;

use super::{Phase, Stage, certify, deal};
use crate::{error::CeremonyError, trust::CommitteePin};
use threshold_decryption::{
	Mode, RequestKey, capsule_point, combine, create_share, encapsulate, open_share, share_ciphertext,
};
use world::World;

#[test]
fn honest_people_found_a_committee_and_see_who_is_next() {
	for (k, n) in [(3, 4), (2, 2), (9, 16)] {
		let mut world = World::new(k, n);
		let accounts = world.accounts();
		let waiting = |stage| Phase::Waiting(stage, accounts.clone());
		assert_eq!(world.board().phase(), waiting(Stage::Join));
		world.join_all();
		assert_eq!(world.board().phase(), waiting(Stage::Deal));
		world.deal_all();
		assert_eq!(world.board().phase(), waiting(Stage::Certify));
		let secrets = world.certify_all();
		let board = world.board();
		assert_eq!(board.phase(), Phase::Complete);
		assert_eq!((board.faults(), board.early()), (&[][..], &[][..]));
		let committee = board.certified().unwrap();
		assert_eq!((committee.k, committee.admins.len()), (k, n));
		assert!(committee.admins.iter().map(|admin| admin.account).eq(accounts));
		CommitteePin::of(&committee).unwrap();

		// Any k open what was encapsulated to the key; fewer do not.
		let rng = &mut world.rng;
		let (capsule, u) = encapsulate(&committee.x, &[1; 32], &[2; 32], &[3; 32], rng).unwrap();
		let (key, r) = (RequestKey::from_seed(&[4; 32]), capsule_point(&capsule));
		let partials: Vec<_> = secrets
			.iter()
			.map(|secret| {
				let share = create_share(secret, Mode::Outsider, &[5; 32], &r, &key.public(), rng).unwrap();
				open_share(&key, secret.index(), &share_ciphertext(&share)).unwrap()
			})
			.collect();
		let k = usize::from(k);
		assert_eq!(*combine(&partials[n - k..]).unwrap(), *u);
		let fewer = combine(&partials[..k - 1]);
		assert!(fewer.is_err() || *fewer.unwrap() != *u);
	}
}

#[test]
fn nothing_is_done_out_of_order() {
	let mut world = World::new(3, 4);
	let accounts = world.accounts();
	world.join(0);
	world.join(1);
	let missing = |what, who: &[_]| CeremonyError::Missing {
		what,
		who: who.to_vec(),
	};
	assert_eq!(world.try_deal(0).unwrap_err(), missing("join", &accounts[2..]));
	world.join(2);
	world.join(3);
	world.deal(0);
	let certified = certify(&world.board(), world.secret(0), &world.people[0]);
	assert_eq!(certified.err(), Some(missing("deal", &accounts[1..])));
	assert_eq!(
		world.board().certified().unwrap_err(),
		missing("deal", &accounts[1..])
	);
	// What comes before its time is not wrong, and is looked at once its time has come.
	for at in 1..4 {
		world.deal(at);
	}
	world.certify_all();
	let join = world.take("join-4.json");
	let board = world.board();
	assert_eq!(board.phase(), Phase::Waiting(Stage::Join, accounts[3..].to_vec()));
	assert_eq!(board.early().len(), 8, "the deals and the certificates");
	assert_eq!(board.faults(), []);
	world.files.push(join);
	assert_eq!(world.board().phase(), Phase::Complete);
}

#[test]
fn the_same_file_twice_is_nothing_new() {
	let mut world = World::new(3, 4);
	world.join_all();
	world.deal_all();
	world.certify_all();
	let copies: Vec<_> = world
		.files
		.iter()
		.map(|(name, bytes)| (format!("copy of {name}"), bytes.clone()))
		.collect();
	world.files.extend(copies);
	world.files.reverse();
	assert_eq!(world.board().phase(), Phase::Complete);
	assert_eq!(world.board().faults(), []);
}

#[test]
fn a_secret_of_another_ceremony_deals_and_certifies_nothing() {
	let mut world = World::new(3, 4);
	world.join_all();
	let other = world.secret(1).clone();
	let no_secret = CeremonyError::NoSecret(1);
	let board = world.board();
	let dealt = deal(&board, &other, &world.people[0], &mut world.rng);
	assert_eq!(dealt.err(), Some(no_secret.clone()));
	world.deal_all();
	let certified = certify(&world.board(), &other, &world.people[0]);
	assert_eq!(certified.err(), Some(no_secret));
}
