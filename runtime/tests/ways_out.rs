//! No state of either body is without a way out as long as the other works. Random histories of elections, lost keys, notices and
//! motions on the real runtime; after each step every body that cannot decide any more is given new members by the other, as
//! people would do it, and then that is undone.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{at, chain, members, named};
use configs::governance::{CouncilCollective, RecoveryCollective};
use constants::governance::*;
use frame_support::{
	dispatch::GetDispatchInfo,
	storage::{TransactionOutcome, with_transaction},
	traits::fungible::Mutate,
	weights::Weight,
};
use medquorum_runtime::*;
use parity_scale_codec::{Decode, Encode};
use rand_chacha::{
	ChaCha20Rng,
	rand_core::{RngCore, SeedableRng},
};
use sp_runtime::DispatchError;
use std::collections::BTreeSet;
use succession::Body;

/// Histories, and steps in each.
const HISTORIES: u64 = 24;
const STEPS: usize = 100;
/// Blocks of a notice and of an enactment on a development chain.
const PERIOD: BlockNumber = 20;
const DELAY: BlockNumber = 10;

struct World {
	random: ChaCha20Rng,
	lost: BTreeSet<AccountId>,
	people: u32,
	remarks: u32,
}

/// Two thirds of `seats`, and a third.
fn two_thirds(seats: usize) -> usize {
	(2 * seats).div_ceil(3)
}

fn third(seats: usize) -> usize {
	seats.div_ceil(3)
}

fn origin(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

fn seats(body: Body) -> Vec<AccountId> {
	match body {
		Body::Council => members::<CouncilCollective>(),
		Body::Recovery => members::<RecoveryCollective>(),
	}
}

fn other(body: Body) -> Body {
	match body {
		Body::Council => Body::Recovery,
		Body::Recovery => Body::Council,
	}
}

/// Ends every motion whose time is over, as anybody can.
fn tidy<I: 'static>(who: &AccountId)
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
{
	for hash in pallet_collective::Proposals::<Runtime, I>::get() {
		let votes = pallet_collective::Voting::<Runtime, I>::get(hash).expect("it is open");
		// The number comes first.
		let index = u32::decode(&mut &votes.encode()[..]).expect("a number");
		pallet_collective::Pallet::<Runtime, I>::close(origin(who), hash, index, Weight::MAX, u32::MAX)
			.expect("its time is over");
	}
}

impl World {
	fn new(seed: u64) -> Self {
		Self {
			random: ChaCha20Rng::seed_from_u64(seed),
			lost: BTreeSet::new(),
			people: 0,
			remarks: 0,
		}
	}

	fn below(&mut self, bound: usize) -> usize {
		self.random.next_u32() as usize % bound
	}

	/// Somebody who was never seen before, with money. Later ones sort behind earlier ones.
	fn newcomer(&mut self) -> AccountId {
		self.people += 1;
		let mut bytes = [0xee; 32];
		bytes[..4].copy_from_slice(&self.people.to_be_bytes());
		let who = AccountId::from(bytes);
		Balances::mint_into(&who, 1_000 * constants::currency::MQD).expect("money for a start");
		who
	}

	/// Those of a body who still have their key.
	fn present(&self, body: Body) -> Vec<AccountId> {
		let mut seats = seats(body);
		seats.retain(|who| !self.lost.contains(who));
		seats
	}

	fn works(&self, body: Body) -> bool {
		self.present(body).len() >= two_thirds(seats(body).len())
	}

	/// A motion with the votes of `needed` members who have their key. Says whether it came to a decision.
	fn decide(&self, body: Body, needed: usize, call: RuntimeCall) -> bool {
		let present = self.present(body);
		if present.len() < needed {
			return false;
		}
		match body {
			Body::Council => decide::<CouncilCollective>(&present, needed, call),
			Body::Recovery => decide::<RecoveryCollective>(&present, needed, call),
		}
	}

	fn give_notice(&self, body: Body, members: Vec<AccountId>) -> bool {
		let from = other(body);
		let call = succession::Call::give_notice { body, members };
		self.decide(from, two_thirds(seats(from).len()), RuntimeCall::Succession(call))
	}

	fn stop_notice(&self, from: Body, body: Body) -> bool {
		let index = match succession::Notices::<Runtime>::get(body) {
			Some(notice) => notice.index,
			None => return false,
		};
		let of = seats(from).len();
		let needed = match (from, body) {
			(Body::Council, Body::Council) => of / 2 + 1,
			_ => third(of),
		};
		let call = succession::Call::stop_notice { body, index };
		self.decide(from, needed, RuntimeCall::Succession(call))
	}

	/// A list that somebody might come up with: often sensible, sometimes with people whose key is lost, twice the same, too few.
	fn a_list(&mut self) -> Vec<AccountId> {
		let known = [seats(Body::Council), seats(Body::Recovery)].concat();
		(0..self.below(19))
			.map(|_| match self.below(4) {
				0 => known[self.below(known.len())].clone(),
				_ => self.newcomer(),
			})
			.collect()
	}

	fn a_body(&mut self) -> Body {
		match self.below(2) {
			0 => Body::Council,
			_ => Body::Recovery,
		}
	}

	fn lose_a_key(&mut self) {
		let body = self.a_body();
		let present = self.present(body);
		if !present.is_empty() {
			let who = present[self.below(present.len())].clone();
			self.lost.insert(who);
		}
	}

	/// Somebody proposes something, and some vote.
	fn a_motion(&mut self) {
		let body = self.a_body();
		let present = self.present(body);
		if present.is_empty() {
			return;
		}
		self.remarks += 1;
		let remark = self.remarks.to_le_bytes().to_vec();
		let call = RuntimeCall::System(frame_system::Call::remark { remark });
		let (hash, length) = named(&call);
		let who = present[self.below(present.len())].clone();
		let votes = self.below(present.len() + 1);
		match body {
			Body::Council => {
				let index = pallet_collective::ProposalCount::<Runtime, CouncilCollective>::get();
				let _: Result<_, _> = Council::propose(origin(&who), 5, Box::new(call), length);
				for voter in &present[..votes] {
					let _: Result<_, _> = Council::vote(origin(voter), hash, index, true);
				}
			}
			Body::Recovery => {
				let _: Result<_, _> = Recovery::propose(origin(&who), 9, Box::new(call), length);
			}
		}
	}

	/// The council decides to renew itself, or stops or carries out what it decided.
	fn a_renewal(&mut self) {
		let of = seats(Body::Council).len();
		let count = enactment::Count::<Runtime>::get();
		let index = self.random.next_u32() % (count + 1);
		match self.below(4) {
			0 | 1 => {
				let members = self.a_list();
				let call = RuntimeCall::CouncilSeats(council_seats::Call::set_members { members });
				let call = Box::new(call);
				let schedule = RuntimeCall::Enactment(enactment::Call::schedule { call });
				self.decide(Body::Council, two_thirds(of), schedule);
			}
			2 => {
				let stop = RuntimeCall::Enactment(enactment::Call::stop { index });
				self.decide(Body::Council, third(of), stop);
			}
			_ => {
				let who = self.newcomer();
				let _: Result<_, _> = Enactment::enact(origin(&who), index);
			}
		}
	}

	fn a_notice(&mut self) {
		let body = self.a_body();
		match self.below(4) {
			0 | 1 => {
				let list = self.a_list();
				self.give_notice(body, list);
			}
			2 => {
				let from = self.a_body();
				self.stop_notice(from, body);
			}
			_ => {
				let who = self.newcomer();
				let notice = succession::Notices::<Runtime>::get(body);
				let index = notice.map_or(0, |notice| notice.index);
				let _: Result<_, _> = Succession::carry_out(origin(&who), body, index);
			}
		}
	}

	fn some_time(&mut self) {
		let blocks = match self.below(6) {
			0 => MOTION_DURATION,
			1 => NOTICE_LIFETIME + PERIOD + 1,
			_ => 1 + self.random.next_u32() % 25,
		};
		at(System::block_number() + blocks);
	}

	fn step(&mut self) {
		match self.below(10) {
			0..=2 => self.lose_a_key(),
			3 => self.a_motion(),
			4 | 5 => self.a_renewal(),
			6 | 7 => self.a_notice(),
			_ => self.some_time(),
		}
	}

	/// What people do when `body` decides nothing any more: the other one gives it new members.
	fn way_out(&mut self, body: Body) {
		let newcomers: Vec<AccountId> = (0..3).map(|_| self.newcomer()).collect();
		let anybody = newcomers[0].clone();
		// Members may have used up their motions; those end.
		at(System::block_number() + MOTION_DURATION);
		tidy::<CouncilCollective>(&anybody);
		tidy::<RecoveryCollective>(&anybody);
		// A notice that is not wanted is in the way for no longer than a vote of those who gave it.
		let now = System::block_number();
		if succession::Notices::<Runtime>::get(body).is_some_and(|notice| now <= notice.until) {
			assert!(
				self.stop_notice(other(body), body),
				"{body:?}: the old notice stays"
			);
		}
		assert!(self.give_notice(body, newcomers.clone()), "{body:?}: no decision");
		let notice = succession::Notices::<Runtime>::get(body).expect("it was given");
		at(notice.due);
		Succession::carry_out(origin(&anybody), body, notice.index).expect("it is due");
		assert_eq!(seats(body), newcomers);
		assert!(self.works(body));
	}

	/// What the council does as long as it works.
	fn renews_itself(&mut self) {
		let newcomers: Vec<AccountId> = (0..3).map(|_| self.newcomer()).collect();
		at(System::block_number() + MOTION_DURATION);
		tidy::<CouncilCollective>(&newcomers[0]);
		let index = enactment::Count::<Runtime>::get();
		let members = newcomers.clone();
		let call = Box::new(RuntimeCall::CouncilSeats(council_seats::Call::set_members {
			members,
		}));
		let schedule = RuntimeCall::Enactment(enactment::Call::schedule { call });
		assert!(self.decide(Body::Council, two_thirds(seats(Body::Council).len()), schedule));
		at(System::block_number() + DELAY);
		Enactment::enact(origin(&newcomers[0]), index).expect("it is due");
		assert_eq!(seats(Body::Council), newcomers);
	}
}

fn decide<I: 'static>(present: &[AccountId], needed: usize, call: RuntimeCall) -> bool
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
{
	type Of<I> = pallet_collective::Pallet<Runtime, I>;
	let (hash, length) = named(&call);
	let weight = call.get_dispatch_info().call_weight;
	let index = pallet_collective::ProposalCount::<Runtime, I>::get();
	let threshold = u32::try_from(needed).expect("a short list");
	let proposed = present
		.iter()
		.any(|who| Of::<I>::propose(origin(who), threshold, Box::new(call.clone()), length).is_ok());
	if !proposed || threshold < 2 {
		return proposed;
	}
	for who in &present[..needed] {
		Of::<I>::vote(origin(who), hash, index, true).expect("a member votes once");
	}
	Of::<I>::close(origin(&present[0]), hash, index, weight, length).is_ok()
}

/// Does `what`, and undoes it in the chain's state.
fn undone(what: impl FnOnce()) {
	let result = with_transaction(|| {
		what();
		TransactionOutcome::Rollback(Ok::<(), DispatchError>(()))
	});
	result.expect("it was undone");
}

fn assert_sound() {
	let (council, recovery) = (seats(Body::Council), seats(Body::Recovery));
	for seats in [&council, &recovery] {
		let all: BTreeSet<_> = seats.iter().collect();
		assert_eq!(all.len(), seats.len(), "a member twice");
		assert!((MIN_MEMBERS as usize..=MAX_MEMBERS as usize).contains(&seats.len()));
	}
	assert!(council.iter().all(|who| !recovery.contains(who)));
}

#[test]
fn no_state_of_either_body_is_without_a_way_out_as_long_as_the_other_works() {
	let (mut helped, mut renewed) = ([0, 0], 0);
	for seed in 0..HISTORIES {
		chain("development").execute_with(|| {
			let mut world = World::new(seed);
			for _ in 0..STEPS {
				let lost = world.lost.clone();
				// Steps after which neither works are not what is claimed.
				let kept = with_transaction(|| {
					world.step();
					match world.works(Body::Council) || world.works(Body::Recovery) {
						true => TransactionOutcome::Commit(Ok::<bool, DispatchError>(true)),
						false => TransactionOutcome::Rollback(Ok(false)),
					}
				});
				if !kept.expect("no error") {
					world.lost = lost;
				}
				assert_sound();
				for (count, body) in helped.iter_mut().zip([Body::Council, Body::Recovery]) {
					if !world.works(body) {
						undone(|| world.way_out(body));
						*count += 1;
					}
				}
				if world.works(Body::Council) {
					undone(|| world.renews_itself());
					renewed += 1;
				}
			}
		});
	}
	// The histories were such that it mattered.
	assert!(
		helped.iter().all(|count| *count > 50) && renewed > 50,
		"{helped:?} {renewed}"
	);
}
