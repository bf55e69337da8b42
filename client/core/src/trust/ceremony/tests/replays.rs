//! Files that were really made elsewhere, in an older attempt or for another chain, on the table of this attempt; and what was dealt there,
//! signed again as if it had been made here.

use super::{
	attacks::every_number,
	world::{World, place},
};
use crate::{domain::AccountId, error::CeremonyError, trust::ceremony::*};

/// The second attempt: everybody has joined, and all but the first `corrupt` have dealt.
fn second_attempt(k: u16, n: usize, corrupt: usize) -> World {
	let mut world = World::at(place(2), k, n);
	world.join_all();
	for at in corrupt..n {
		world.deal(at);
	}
	world
}

/// The same people elsewhere, where the first `corrupt` have dealt.
fn elsewhere(place: Place, k: u16, n: usize, corrupt: usize) -> World {
	let mut world = World::at(place, k, n);
	world.join_all();
	for at in 0..corrupt {
		world.deal(at);
	}
	world
}

fn deal_of(world: &World, at: usize) -> Signed<Dealt> {
	let CeremonyFile::Deal(file) = world.file(&format!("deal-{}.json", at + 1)) else {
		unreachable!()
	};
	file
}

/// Each of the corrupt is named for this, nobody honest certifies, and there is no committee.
fn nothing_comes_of_it(world: &World, corrupt: usize, error: impl Fn(AccountId) -> CeremonyError) {
	let (board, accounts) = (world.board(), world.accounts());
	let found: Vec<_> = board.faults().iter().map(|fault| fault.error.clone()).collect();
	let expected: Vec<_> = accounts[..corrupt].iter().map(|who| error(*who)).collect();
	assert_eq!(found, expected);
	assert_eq!(board.phase(), Phase::Faulty);
	assert!(board.certified().is_err());
	for at in corrupt..accounts.len() {
		assert_eq!(world.certify(at).err(), Some(error(accounts[0])));
	}
}

#[test]
fn a_deal_of_an_older_attempt_or_of_another_chain_is_named() {
	let other_chain = Place {
		genesis: [0x22; 32],
		..place(2)
	};
	for (k, n, corrupt) in every_number() {
		let mut world = second_attempt(k, n, corrupt);
		let honest = world.files.len();
		for from in [place(1), other_chain] {
			let there = elsewhere(from, k, n, corrupt);
			world.files.truncate(honest);
			for at in 0..corrupt {
				world.put(CeremonyFile::Deal(deal_of(&there, at)));
			}
			let what = "deal";
			nothing_comes_of_it(&world, corrupt, |who| match from.attempt {
				1 => CeremonyError::OtherAttempt {
					what,
					who,
					found: 1,
					expected: 2,
				},
				_ => CeremonyError::OtherChain { what, who },
			});
		}
	}
}

/// Its author may sign it again: it names another context, and under the right one its proof says nothing.
#[test]
fn an_older_deal_that_is_signed_again_is_none_of_this_attempt() {
	for (k, n, corrupt) in every_number() {
		let (there, mut world) = (elsewhere(place(1), k, n, corrupt), second_attempt(k, n, corrupt));
		let (honest, ceremony) = (world.files.len(), world.board().context().unwrap());
		for renamed in [false, true] {
			world.files.truncate(honest);
			for at in 0..corrupt {
				let mut content = deal_of(&there, at).content;
				if renamed {
					content.ceremony = ceremony;
				}
				let file = Signed::new(place(2), content, &world.people[at]);
				world.put(CeremonyFile::Deal(file));
			}
			nothing_comes_of_it(&world, corrupt, |who| match renamed {
				true => CeremonyError::BadProof(who),
				false => CeremonyError::OtherJoins { what: "deal", who },
			});
		}
	}
}

#[test]
fn a_join_or_a_certificate_of_an_older_attempt_is_named_too() {
	let mut older = World::new(3, 4);
	older.join_all();
	older.deal_all();
	older.certify_all();
	let error = |what, who| CeremonyError::OtherAttempt {
		what,
		who,
		found: 1,
		expected: 2,
	};
	for corrupt in 1..=2 {
		let mut world = World::at(place(2), 3, 4);
		let accounts = world.accounts();
		for at in corrupt..4 {
			world.join(at);
		}
		let honest = world.files.len();
		for at in 0..corrupt {
			world.put(older.file(&format!("join-{}.json", at + 1)));
		}
		assert_eq!(world.try_deal(corrupt).err(), Some(error("join", accounts[0])));

		world.files.truncate(honest);
		for at in 0..corrupt {
			world.join(at);
		}
		world.deal_all();
		for at in corrupt..4 {
			let certified = world.certify(at).unwrap();
			world.put(CeremonyFile::Certificate(certified.file));
		}
		for at in 0..corrupt {
			world.put(older.file(&format!("certificate-{}.json", at + 1)));
		}
		let board = world.board();
		let found: Vec<_> = board.faults().iter().map(|fault| fault.error.clone()).collect();
		let expected: Vec<_> = accounts[..corrupt]
			.iter()
			.map(|who| error("certificate", *who))
			.collect();
		assert_eq!(found, expected);
		assert_eq!(board.phase(), Phase::Faulty);
		assert!(board.certified().is_err());
	}
}
