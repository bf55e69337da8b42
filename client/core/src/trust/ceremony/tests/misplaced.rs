//! Files that are malformed, of another place, or by somebody else: each is told by its own error, and changes nothing.

use super::world::{Counted, GENESIS, Someone, World, place, seats};
use crate::{error::CeremonyError, ledger::Sign as _, trust::ceremony::*};
use medquorum_envelope::Entropy as _;
use proptest::prelude::*;
use serde_json::Value;

/// What is wrong with a file on an otherwise good table of people who have joined.
fn fault(bytes: Vec<u8>) -> CeremonyError {
	let mut world = World::new(3, 4);
	world.join_all();
	world.files.push(("it".to_owned(), bytes));
	let board = world.board();
	assert_eq!(board.faults().len(), 1);
	assert_eq!(
		world.try_deal(0).unwrap_err(),
		board.faults()[0].error,
		"nothing proceeds"
	);
	board.faults()[0].error.clone()
}

/// The third administrator's join of another ceremony.
fn join_of(place: Place, k: u16) -> CeremonyFile {
	let mut world = World::at(place, k, 4);
	world.join(2);
	world.file("join-3.json")
}

#[test]
fn files_of_another_place_say_which() {
	let who = Someone::new(3).account();
	let what = "join";
	let here = place(1);
	for (file, error) in [
		(
			{
				let mut world = World::new(3, 4);
				world.join(2);
				let CeremonyFile::Join(file) = world.file("join-3.json") else {
					unreachable!()
				};
				let elsewhere = Place {
					genesis: [0x22; 32],
					..here
				};
				CeremonyFile::Join(Signed::new(elsewhere, file.content, &world.people[2]))
			},
			CeremonyError::OtherChain { what, who },
		),
		(
			join_of(Place { key_id: 8, ..here }, 3),
			CeremonyError::OtherPlace {
				what,
				who,
				key_id: 8,
				epoch: 1,
			},
		),
		(
			join_of(Place { attempt: 2, ..here }, 3),
			CeremonyError::OtherAttempt {
				what,
				who,
				found: 2,
				expected: 1,
			},
		),
		// The coordinator showed the third administrator another rule.
		(join_of(here, 2), CeremonyError::OtherStart { what, who }),
	] {
		assert_eq!(fault(file.write()), error);
	}
}

#[test]
fn files_by_others_say_whose() {
	let mut world = World::new(3, 4);
	world.join_all();
	let CeremonyFile::Join(join) = world.file("join-3.json") else {
		unreachable!()
	};
	let sign = |join: Join, by: &Someone| CeremonyFile::Join(Signed::new(place(1), join, by)).write();
	let (third, stranger) = (world.people[2].account(), Someone::new(77));
	let what = "join";
	assert_eq!(
		fault(sign(join.content.clone(), &stranger)),
		CeremonyError::Stranger {
			what,
			who: stranger.account()
		}
	);
	assert_eq!(
		fault(sign(join.content.clone(), &world.people[0])),
		CeremonyError::OtherIndex {
			what,
			who: world.people[0].account(),
			found: 3,
			expected: 1
		}
	);
	let other_key = Join {
		one_time: [5; 32],
		..join.content.clone()
	};
	assert_eq!(
		fault(sign(other_key, &world.people[2])),
		CeremonyError::BadJoin(third)
	);
	let mut forged = join.clone();
	forged.author = world.people[1].account();
	assert_eq!(
		fault(CeremonyFile::Join(forged).write()),
		CeremonyError::NotSigned {
			what,
			who: world.people[1].account()
		}
	);
}

#[test]
fn deals_of_another_context_and_changed_ones_say_whose() {
	let world = World::new(3, 4);
	let third = world.people[2].account();
	let mut deal = Signed::new(
		place(1),
		Dealt {
			ceremony: [3; 32],
			dealer: 3,
			deal: vec![1; 896],
		},
		&world.people[2],
	);
	assert_eq!(
		fault(CeremonyFile::Deal(deal.clone()).write()),
		CeremonyError::OtherJoins {
			what: "deal",
			who: third
		}
	);
	deal.content.deal.push(1);
	assert_eq!(
		fault(CeremonyFile::Deal(deal).write()),
		CeremonyError::NotSigned {
			what: "deal",
			who: third
		}
	);
}

#[test]
fn one_time_keys_must_be_canonical_ones_own_and_of_large_order() {
	let mut world = World::new(3, 4);
	world.join(0);
	let CeremonyFile::Join(first) = world.file("join-1.json") else {
		unreachable!()
	};
	let one = [&[1][..], &[0; 31]].concat().try_into().unwrap();
	let p = |low: u8, high: u8| [&[low][..], &[0xff; 30], &[high]].concat().try_into().unwrap();
	for one_time in [
		[0; 32],       // order 1 in Edwards form
		one,           // order 4
		p(0xec, 0x7f), // p - 1
		p(0xed, 0x7f), // p, which is 0
		p(0xf6, 0x7f), // 9 + p
		[0xff; 32],
		{
			let mut high = first.content.one_time;
			high[31] |= 0x80;
			high
		},
		first.content.one_time, // another's
	] {
		let mut copy = World::new(3, 4);
		copy.files.push(world.files[1].clone());
		let person = &world.people[1];
		let start = copy.board().start().hash();
		let message = threshold_decryption::context::join_message(&GENESIS, 7, 1, 1, 2, &one_time);
		let signature = crate::domain::Signature::Sr25519(person.sign(&message));
		let content = Join {
			start,
			index: 2,
			one_time,
			signature,
		};
		copy.put(CeremonyFile::Join(Signed::new(place(1), content, person)));
		let faults = copy.board().faults().to_vec();
		assert_eq!(faults.len(), 1, "{one_time:?}");
		assert_eq!(faults[0].error, CeremonyError::BadOneTimeKey(person.account()));
	}
}

fn good_start(people: &[Someone]) -> Start {
	Start {
		k: 3,
		admins: seats(&people[..4]),
		dealers: vec![1, 2, 3, 4],
		old_committee: [0; 32],
	}
}

/// What is wrong with a start file of the coordinator, if anything.
fn gather(place: Place, content: Start) -> Option<CeremonyError> {
	let file = CeremonyFile::Start(Signed::new(place, content, &Someone::new(200)));
	Board::gather(&GENESIS, &[("ceremony.json".to_owned(), file.write())]).err()
}

fn bad_starts(people: &[Someone]) -> [Start; 8] {
	let good = good_start(people);
	let swapped = good.admins.iter().rev().copied().collect();
	let twice = vec![
		good.admins[0],
		Seat {
			index: 2,
			..good.admins[0]
		},
	];
	let zero = (0..).zip(&people[..4]).map(|(index, person)| Seat {
		index,
		account: person.account(),
	});
	[
		Start { k: 1, ..good.clone() },
		Start { k: 5, ..good.clone() },
		Start {
			admins: swapped,
			..good.clone()
		},
		Start {
			k: 2,
			admins: twice,
			dealers: vec![1, 2],
			..good.clone()
		},
		Start {
			admins: zero.collect(),
			dealers: vec![0, 1, 2, 3],
			..good.clone()
		},
		Start {
			admins: seats(people),
			dealers: (1..=17).collect(),
			..good.clone()
		},
		Start {
			dealers: vec![1, 2, 3],
			..good.clone()
		},
		Start {
			old_committee: [1; 32],
			..good.clone()
		},
	]
}

#[test]
fn start_files_must_describe_a_ceremony_of_this_chain() {
	let people: Vec<Someone> = (1..=17).map(Someone::new).collect();
	let good = good_start(&people);
	assert_eq!(gather(place(1), good.clone()), None);
	for content in bad_starts(&people) {
		assert!(matches!(
			gather(place(1), content),
			Some(CeremonyError::BadStart(_))
		));
	}
	for wrong in [
		Place { epoch: 2, ..place(1) },
		Place {
			attempt: 0,
			..place(1)
		},
	] {
		assert!(matches!(
			gather(wrong, good.clone()),
			Some(CeremonyError::BadStart(_))
		));
	}
	let reshare = Place {
		kind: Kind::NewEpoch,
		..place(1)
	};
	assert_eq!(gather(reshare, good.clone()), Some(CeremonyError::OtherOld));
	let elsewhere = Place {
		genesis: [0x22; 32],
		..place(1)
	};
	let who = Someone::new(200).account();
	assert_eq!(
		gather(elsewhere, good),
		Some(CeremonyError::OtherChain { what: "start", who })
	);
}

#[test]
fn there_is_one_start_file_or_none() {
	let world = World::new(3, 4);
	let other = World::new(2, 4);
	assert_eq!(Board::gather(&GENESIS, &[]).unwrap_err(), CeremonyError::NoStart);
	let both = [world.files[0].clone(), other.files[0].clone()];
	assert!(matches!(
		Board::gather(&GENESIS, &both).unwrap_err(),
		CeremonyError::TwoStarts { .. }
	));
	let (name, bytes) = &world.files[0];
	let text = String::from_utf8(bytes.clone())
		.unwrap()
		.replace("\"k\": 3", "\"k\": 2");
	let forged = [(name.clone(), text.into_bytes())];
	assert!(matches!(
		Board::gather(&GENESIS, &forged).unwrap_err(),
		CeremonyError::NotSigned { what: "start", .. }
	));
}

#[test]
fn files_are_read_strictly() {
	let mut world = World::new(3, 4);
	world.join_all();
	world.deal_all();
	world.certify_all();
	for (name, bytes) in &world.files {
		let file = CeremonyFile::read(bytes).unwrap();
		assert_eq!((&file.name(), &file.write()), (name, bytes));
		let value: Value = serde_json::from_slice(bytes).unwrap();
		let (kind, inside) = value.as_object().unwrap().iter().next().unwrap();
		// A field too many, at each level.
		for path in ["", "/place", "/content"] {
			let mut changed = inside.clone();
			let object = changed.pointer_mut(path).unwrap().as_object_mut().unwrap();
			object.insert("more".to_owned(), Value::Null);
			let text = serde_json::to_vec(&serde_json::json!({ kind: changed })).unwrap();
			assert_eq!(CeremonyFile::read(&text).unwrap_err(), CeremonyError::NotAFile);
		}
		let longer = [&bytes[..], b"{}"].concat();
		assert_eq!(CeremonyFile::read(&longer).unwrap_err(), CeremonyError::NotAFile);
	}
	let large = vec![b' '; MAX_FILE + 1];
	assert_eq!(
		CeremonyFile::read(&large).unwrap_err(),
		CeremonyError::TooLarge(MAX_FILE + 1)
	);
	for text in ["", "{}", "null", "[]", "\u{feff}{}"] {
		assert_eq!(
			CeremonyFile::read(text.as_bytes()).unwrap_err(),
			CeremonyError::NotAFile
		);
	}
}

#[test]
fn complaints_about_complaints_are_none() {
	let mut world = World::new(3, 4);
	world.join_all();
	let board = world.board();
	let one = complain(&board, None, &world.people[0]).unwrap();
	let evidence = Box::new(CeremonyFile::Complaint(one));
	let charge = Charge::Twice {
		first: evidence.clone(),
		second: evidence,
	};
	let about = Some((world.people[0].account(), charge));
	let complaint = complain(&board, about, &world.people[1]).unwrap();
	assert_eq!(
		fault(CeremonyFile::Complaint(complaint).write()),
		CeremonyError::NotAFile
	);
}

#[test]
fn the_largest_files_fit() {
	let mut world = World::new(9, 16);
	world.join_all();
	world.deal(0);
	world.deal(0);
	let board = world.board();
	let about = find_fault(&board, world.accounts()[1], None);
	let complaint = CeremonyFile::Complaint(complain(&board, about, &world.people[1]).unwrap()).write();
	assert!(complaint.len() < MAX_FILE / 2, "{}", complaint.len());
	assert!(CeremonyFile::read(&complaint).is_ok());
	let mut bytes = [0; 8];
	Counted(0).fill(&mut bytes);
	assert_ne!(bytes, [0; 8]);
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

	/// Whatever is changed on the way is refused, or says the same.
	#[test]
	fn damaged_files_are_refused(which in 0..9usize, at in any::<prop::sample::Index>(), bit in 0..8u8) {
		thread_local!(static WORLD: World = {
			let mut world = World::new(3, 4);
			world.join_all();
			world.deal_all();
			world
		});
		WORLD.with(|world| {
			let (_, bytes) = &world.files[which];
			let mut changed = bytes.clone();
			changed[at.index(bytes.len())] ^= 1 << bit;
			if let Ok(file) = CeremonyFile::read(&changed) {
				prop_assert_eq!(file, CeremonyFile::read(bytes).unwrap());
			}
			Ok(())
		})?;
	}
}
