//! The ways in which a node lies about what is on the chain.

use super::{GENESIS, World, lying::LyingLedger, memory_ledger::MemoryLedger};
use medquorum_client::{
	domain::{BlockNumber, Bytes32, RejectionCause, RequestStatus},
	ledger::{Head, Ledger},
	ports::SeenBlock,
};

/// What a node says of a chain that it has seen whole, or not at all.
pub const WAYS: [&str; 7] = [
	"hides",
	"erased",
	"fresh",
	"behind",
	"branch",
	"syncing",
	"erased and behind",
];

/// What a node says of requests, and the truth of all else.
pub const OF_REQUESTS: [&str; 2] = ["says rejected", "head and clock ahead"];

/// A chain with the same genesis and people, and nothing on it.
pub async fn fresh(world: &World) -> MemoryLedger {
	empty(world, GENESIS)
}

/// The same with this genesis.
pub fn empty(world: &World, genesis: Bytes32) -> MemoryLedger {
	let fresh = MemoryLedger::new(genesis);
	let (users, committees) = world
		.ledger
		.with(|state| (state.users.clone(), state.committees.clone()));
	fresh.with(|state| (state.users, state.committees) = (users, committees));
	fresh
}

pub fn head(number: BlockNumber, branch: u8, syncing: bool) -> Head {
	let block = SeenBlock {
		number,
		hash: [branch; 32],
		clock: None,
	};
	Head { block, syncing }
}

/// A node that lies in this way.
pub fn liar<'a>(way: &str, honest: &'a dyn Ledger, fresh: &'a dyn Ledger) -> LyingLedger<'a> {
	let mut liar = LyingLedger::new(if way == "fresh" { fresh } else { honest });
	match way {
		"hides" => liar.hides_records = true,
		"erased" => liar.says_erased = Some(1),
		"behind" => liar.head = Some(head(1, 0, false)),
		"branch" => liar.head = Some(head(1_000, 0xaa, false)),
		"syncing" => liar.head = Some(head(1_000, 0, true)),
		"erased and behind" => {
			liar.head = Some(head(1, 0, false));
			liar.says_erased = Some(1);
		}
		"says rejected" => {
			let rejected = RequestStatus::Rejected(RejectionCause::Administrators);
			liar.request = Some(Box::new(move |request| request.status = rejected));
		}
		"head and clock ahead" => {
			// No more moments than so many blocks allow.
			(liar.head, liar.clock) = (Some(head(1_000, 0, false)), Some(50_000));
		}
		_ => {}
	}
	if way != "erased" && way != "fresh" && !OF_REQUESTS.contains(&way) {
		liar.hides_records = true;
	}
	liar
}
