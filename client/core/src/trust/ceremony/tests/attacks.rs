//! One to k-1 corrupt administrators in every role of a founding: everybody honest refuses, and names one of them or nobody. What they
//! send again from elsewhere is in `replays`, what they compute of the deals of others in `rogue`.

use super::world::{Someone, World, place};
use crate::{
	domain::AccountId,
	error::CeremonyError,
	ledger::Sign as _,
	trust::ceremony::{files::Content, *},
};
use medquorum_envelope::seal_deal_box;
use threshold_decryption::{
	context::deal_box_info,
	dealing::{Constant, Deal, DealCommitments, PublishedDeal},
};

/// Signs anything as one of the people.
fn signed<T: Content>(world: &World, at: usize, content: T) -> Signed<T> {
	Signed::new(place(1), content, &world.people[at])
}

pub fn dealt(world: &World, at: usize, deal: &PublishedDeal) -> CeremonyFile {
	let content = Dealt {
		ceremony: world.board().context().unwrap(),
		dealer: u16::try_from(at + 1).unwrap(),
		deal: deal.to_bytes(),
	};
	CeremonyFile::Deal(signed(world, at, content))
}

/// A deal of this threshold whose boxes `spoil` has changed: recipient's index, then the share that is sealed.
pub fn deal_with(world: &mut World, at: usize, k: u16, spoil: impl Fn(u16, &mut [u8; 96])) -> PublishedDeal {
	let dealer = u16::try_from(at + 1).unwrap();
	let board = world.board();
	let context = board.context().unwrap();
	let deal = Deal::new(&Constant::Random, k, &mut world.rng).unwrap();
	let secret = *world.secret(at).expose();
	let proof = deal.prove(&context, dealer, &secret, &mut world.rng);
	let mut boxes = Vec::new();
	for join in board.joins() {
		let mut share = deal.shares(join.content.index).unwrap();
		spoil(join.content.index, &mut share);
		let info = deal_box_info(&context, dealer, join.content.index);
		boxes.push(seal_deal_box(&join.content.one_time, &info, &share, &mut world.rng).unwrap());
	}
	PublishedDeal {
		commitments: deal.commitments(),
		boxes,
		proof: Some(proof),
	}
}

/// Everybody has joined, and all but the first `corrupt` have dealt.
pub fn before_the_corrupt_deal(k: u16, n: usize, corrupt: usize) -> World {
	let mut world = World::new(k, n);
	world.join_all();
	for at in corrupt..n {
		world.deal(at);
	}
	world
}

/// Every size, and every number of corrupt administrators that the scheme is to withstand.
pub fn every_number() -> impl Iterator<Item = (u16, usize, usize)> {
	let small = (1..=2).map(|corrupt| (3, 4, corrupt));
	small.chain([1, 4, 8].map(|corrupt| (9, 16, corrupt)))
}

/// Nobody honest certifies, all for this reason; the complaint of the last of them convinces everybody.
pub fn refused(world: &mut World, corrupt: usize, error: impl Fn(AccountId) -> CeremonyError) {
	let accounts = world.accounts();
	for at in corrupt..world.people.len() {
		let found = world.certify(at).err().unwrap();
		assert!(
			accounts[..corrupt].iter().any(|who| found == error(*who)),
			"{found}"
		);
		assert!(
			found
				.culprit()
				.is_some_and(|who| accounts[..corrupt].contains(&who))
		);
	}
	let at = world.people.len() - 1;
	let board = world.board();
	let about = find_fault(&board, accounts[at], world.secrets[at].as_ref());
	let complaint = complain(&board, about, &world.people[at]).unwrap();
	assert_eq!(board.judge(&complaint), Judgement::Shown);
	world.put(CeremonyFile::Complaint(complaint));
	let board = world.board();
	assert!(
		board
			.culprit()
			.is_some_and(|who| accounts[..corrupt].contains(&who))
	);
	assert_eq!(board.phase(), Phase::Over(accounts[at]));
	assert!(board.certified().is_err());
	assert_eq!(
		world.certify(at).err().unwrap(),
		CeremonyError::Over(accounts[at])
	);
}

#[test]
fn a_wrong_share_in_a_box_names_its_dealer() {
	for (k, n, corrupt) in every_number() {
		let mut world = before_the_corrupt_deal(k, n, corrupt);
		for at in 0..corrupt {
			// All three values, one of them, or a string that is not a number.
			let deal = deal_with(&mut world, at, k, |_, share| match at % 3 {
				0 => share[..32].copy_from_slice(&[1; 32]),
				1 => share[64] ^= 1,
				_ => share.fill(0xff),
			});
			let file = dealt(&world, at, &deal);
			world.put(file);
		}
		refused(&mut world, corrupt, CeremonyError::BadBox);
	}
}

#[test]
fn a_box_for_one_victim_is_refused_by_that_one_and_shown_to_the_others() {
	for (k, n, corrupt) in every_number() {
		let mut world = before_the_corrupt_deal(k, n, corrupt);
		let victim = n - 1;
		for at in 0..corrupt {
			let deal = deal_with(&mut world, at, k, |index, share| {
				share[0] ^= u8::from(usize::from(index) == n);
			});
			let file = dealt(&world, at, &deal);
			world.put(file);
		}
		let accounts = world.accounts();
		assert!(world.certify(corrupt).is_ok(), "the others cannot see it");
		assert_eq!(
			world.certify(victim).err(),
			Some(CeremonyError::BadBox(accounts[0]))
		);
		let board = world.board();
		let about = find_fault(&board, accounts[victim], world.secrets[victim].as_ref());
		assert!(matches!(&about, Some((who, Charge::BadBox { .. })) if *who == accounts[0]));
		let complaint = complain(&board, about, &world.people[victim]).unwrap();
		assert_eq!(board.judge(&complaint), Judgement::Shown);
	}
}

#[test]
fn boxes_that_are_exchanged_or_sealed_to_others_do_not_open() {
	for (k, n, corrupt) in every_number() {
		for spoil in [0, 1] {
			let mut world = before_the_corrupt_deal(k, n, corrupt);
			for at in 0..corrupt {
				let mut deal = deal_with(&mut world, at, k, |_, _| {});
				match spoil {
					0 => deal.boxes.rotate_left(1),
					_ => deal.boxes.iter_mut().for_each(|sealed| sealed[143] ^= 1),
				}
				let file = dealt(&world, at, &deal);
				world.put(file);
			}
			refused(&mut world, corrupt, CeremonyError::BadBox);
		}
	}
}

#[test]
fn another_threshold_or_number_of_boxes_is_malformed() {
	for (k, n, corrupt) in every_number() {
		for spoil in 0..4 {
			let mut world = before_the_corrupt_deal(k, n, corrupt);
			for at in 0..corrupt {
				let mut deal = match spoil {
					0 => deal_with(&mut world, at, k - 1, |_, _| {}),
					1 => deal_with(&mut world, at, k + 1, |_, _| {}),
					_ => deal_with(&mut world, at, k, |_, _| {}),
				};
				if spoil == 2 {
					deal.boxes.pop();
				}
				let mut content = Dealt {
					ceremony: world.board().context().unwrap(),
					dealer: u16::try_from(at + 1).unwrap(),
					deal: deal.to_bytes(),
				};
				if spoil == 3 {
					// The identity as a leading coefficient: a polynomial of lower degree.
					content.deal[usize::from(k - 1) * 32..usize::from(k) * 32].fill(0);
				}
				let file = CeremonyFile::Deal(signed(&world, at, content));
				world.put(file);
			}
			refused_for_the_deal(&mut world, corrupt);
		}
	}
}

/// As [`refused`], where the deal does not even count as one: what honest people see first is the file.
fn refused_for_the_deal(world: &mut World, corrupt: usize) {
	let accounts = world.accounts();
	let board = world.board();
	assert_eq!(board.phase(), Phase::Faulty);
	assert_eq!(board.faults().len(), corrupt);
	assert!(
		board
			.culprit()
			.is_some_and(|who| accounts[..corrupt].contains(&who))
	);
	refused(world, corrupt, CeremonyError::BadDeal);
}

#[test]
fn a_constant_that_the_dealer_does_not_know_is_refused() {
	for (k, n, corrupt) in every_number() {
		let mut world = before_the_corrupt_deal(k, n, corrupt);
		for at in 0..corrupt {
			let honest = world.file(&format!("deal-{n}.json"));
			let mut deal = deal_with(&mut world, at, k, |_, _| {});
			match at % 3 {
				// Another's commitments, with a proof of one's own.
				0 => {
					let CeremonyFile::Deal(honest) = honest else {
						unreachable!()
					};
					let commitments = &honest.content.deal[..(3 * usize::from(k) - 1) * 32];
					deal.commitments = DealCommitments::from_bytes(k, commitments).unwrap();
				}
				// Another's whole deal.
				1 => {
					let CeremonyFile::Deal(honest) = honest else {
						unreachable!()
					};
					let n = u16::try_from(n).unwrap();
					deal =
						PublishedDeal::from_bytes(Kind::NewKey.scheme(), k, n, &honest.content.deal).unwrap();
				}
				_ => {
					deal.proof = deal.proof.map(|mut proof| {
						proof[0] ^= 1;
						proof
					})
				}
			}
			let file = dealt(&world, at, &deal);
			world.put(file);
		}
		refused(&mut world, corrupt, CeremonyError::BadProof);
	}
}

#[test]
fn two_deals_name_their_dealer_to_whoever_has_both() {
	for (k, n, corrupt) in every_number() {
		let mut world = before_the_corrupt_deal(k, n, corrupt);
		for at in 0..corrupt {
			for _ in 0..2 {
				let deal = deal_with(&mut world, at, k, |_, _| {});
				let file = dealt(&world, at, &deal);
				world.put(file);
			}
		}
		refused(&mut world, corrupt, |who| CeremonyError::Twice {
			what: "deal",
			who,
		});
	}
}

#[test]
fn two_deals_shown_to_two_people_leave_no_committee() {
	for (k, n, corrupt) in every_number() {
		let mut world = before_the_corrupt_deal(k, n, corrupt);
		let mut pair = |at: usize| {
			[0, 1].map(|_| {
				let deal = deal_with(&mut world, at, k, |_, _| {});
				dealt(&world, at, &deal)
			})
		};
		let deals: Vec<[CeremonyFile; 2]> = (0..corrupt).map(&mut pair).collect();
		let (accounts, bob) = (world.accounts(), corrupt);
		// Bob sees the first ones, and certifies; Charlie sees the second ones, and finds that Bob certified something else.
		for [first, _] in &deals {
			world.put(first.clone());
		}
		let certified = CeremonyFile::Certificate(world.certify(bob).unwrap().file);
		for [first, second] in &deals {
			world.take(&first.name());
			world.put(second.clone());
		}
		let his = certified.name();
		world.put(certified);
		assert_eq!(
			world.certify(bob + 1).err(),
			Some(CeremonyError::OtherDeals(accounts[bob]))
		);
		assert_eq!(world.board().culprit(), None, "Bob may be honest, and is");
		// They compare.
		for [first, _] in &deals {
			world
				.files
				.push((format!("from Bob, {}", first.name()), first.write()));
		}
		world.take(&his);
		let found = world.certify(bob + 1).err().unwrap();
		let twice = |who| CeremonyError::Twice { what: "deal", who };
		assert!(
			accounts[..corrupt].iter().any(|who| found == twice(*who)),
			"{found}"
		);
		assert_eq!(world.board().culprit(), found.culprit());
	}
}

#[test]
fn two_joins_name_their_maker() {
	for (k, n, corrupt) in every_number() {
		let mut world = World::new(k, n);
		world.join_all();
		for at in 0..corrupt {
			world.join(at);
		}
		let accounts = world.accounts();
		let found = world.try_deal(corrupt).unwrap_err();
		let twice = |who| CeremonyError::Twice { what: "join", who };
		assert!(
			accounts[..corrupt].iter().any(|who| found == twice(*who)),
			"{found}"
		);
		assert_eq!(world.board().culprit(), found.culprit());
	}
}

#[test]
fn silence_ends_an_attempt_with_a_name_that_nobody_can_check() {
	for (k, n, corrupt) in every_number() {
		let mut world = before_the_corrupt_deal(k, n, corrupt);
		let accounts = world.accounts();
		let (board, honest) = (world.board(), corrupt);
		let silent = accounts[..corrupt].to_vec();
		assert_eq!(board.phase(), Phase::Waiting(Stage::Deal, silent));
		assert!(find_fault(&board, accounts[honest], world.secrets[honest].as_ref()).is_none());
		let charge = Some((accounts[0], Charge::Silent));
		let complaint = complain(&board, charge, &world.people[honest]).unwrap();
		assert_eq!(
			(complaint.content.accused, board.judge(&complaint)),
			(1, Judgement::Open)
		);
		world.put(CeremonyFile::Complaint(complaint));
		// Too late.
		let late = world.try_deal(0).unwrap_err();
		assert_eq!(late, CeremonyError::Over(accounts[honest]));
		assert_eq!(world.board().culprit(), None);
	}
}

#[test]
fn a_false_complaint_names_its_author() {
	for (k, n, corrupt) in every_number() {
		let mut world = before_the_corrupt_deal(k, n, 0);
		let accounts = world.accounts();
		let CeremonyFile::Deal(honest) = world.file(&format!("deal-{n}.json")) else {
			unreachable!()
		};
		let deal = honest.hash();
		let own = *world.secret(0).expose();
		for charge in [
			Charge::BadBox { deal, secret: own },
			Charge::BadBox {
				deal,
				secret: [9; 32],
			},
			Charge::BadDeal { deal },
			Charge::Twice {
				first: Box::new(CeremonyFile::Deal(honest.clone())),
				second: Box::new(CeremonyFile::Deal(honest.clone())),
			},
			Charge::Twice {
				first: Box::new(CeremonyFile::Deal(honest.clone())),
				second: Box::new({
					let mut forged = honest.clone();
					forged.content.deal[0] ^= 1;
					CeremonyFile::Deal(forged)
				}),
			},
		] {
			let board = world.board();
			let complaint = complain(
				&board,
				Some((accounts[n - 1], charge)),
				&world.people[corrupt - 1],
			);
			let complaint = complaint.unwrap();
			let mine = corrupt == 1
				|| !matches!(complaint.content.charge, Charge::BadBox { secret, .. } if secret == own);
			assert_eq!(board.judge(&complaint), Judgement::Refuted, "{mine}");
			let file = CeremonyFile::Complaint(complaint);
			let name = file.name();
			world.put(file);
			assert_eq!(world.board().culprit(), Some(accounts[corrupt - 1]));
			world.take(&name);
		}
	}
}

#[test]
fn a_complaint_about_what_is_not_here_says_nothing() {
	let world = before_the_corrupt_deal(3, 4, 0);
	let board = world.board();
	let about = |charge| Some((world.accounts()[0], charge));
	for charge in [
		Charge::BadDeal { deal: [1; 32] },
		Charge::BadBox {
			deal: [1; 32],
			secret: [2; 32],
		},
	] {
		let complaint = complain(&board, about(charge), &world.people[1]).unwrap();
		assert_eq!(board.judge(&complaint), Judgement::Open);
	}
	let complaint = complain(&board, None, &world.people[1]).unwrap();
	assert_eq!(
		(complaint.content.accused, board.judge(&complaint)),
		(0, Judgement::Open)
	);
	let stranger = complain(&board, None, &Someone::new(99)).unwrap_err();
	assert_eq!(stranger, CeremonyError::NotYours(Someone::new(99).account()));
}

#[test]
fn a_complete_ceremony_is_not_ended_by_anybody() {
	let mut world = before_the_corrupt_deal(3, 4, 0);
	world.certify_all();
	let late = complain(&world.board(), None, &world.people[0]).unwrap_err();
	assert_eq!(late, CeremonyError::Complete);
	// A client that complains all the same, about nothing or about a deal, and a second deal: too late.
	let accuser = 1;
	let start = world.board().start().hash();
	for (accused, charge) in [(0, Charge::Withdrawn), (2, Charge::Silent)] {
		let complaint = Complaint {
			start,
			accuser,
			accused,
			charge,
		};
		let file = signed(&world, 0, complaint);
		world.put(CeremonyFile::Complaint(file));
	}
	let second = deal_with(&mut world, 0, 3, |_, _| {});
	let second = dealt(&world, 0, &second);
	world.put(second);
	let board = world.board();
	assert_eq!(board.phase(), Phase::Complete);
	assert!(board.certified().is_ok());
	let late = complain(&board, None, &world.people[1]).unwrap_err();
	assert_eq!(late, CeremonyError::Complete);
}
