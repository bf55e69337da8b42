//! Whose turn it is to hand a transaction over, and which nonces are under way: two of this process never take the same one. A node that is
//! asked for the next nonce may leave out what it took a moment ago: its pool counts that when it has looked at the next block.

use medquorum_core::domain::AccountId;
use std::{
	collections::{BTreeSet, HashMap},
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::OwnedMutexGuard;

/// The transactions of one account.
#[derive(Default)]
struct Lane {
	turn: Arc<tokio::sync::Mutex<()>>,
	/// The nonces of those that a pool has, and that nothing more was heard of.
	under_way: Mutex<BTreeSet<u64>>,
}

/// Those of each account.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<AccountId, Arc<Lane>>>);

impl Turns {
	/// Waits until it is this account's turn, which lasts from the question for a nonce until the node has the transaction that spends it.
	pub(super) async fn of(&self, account: AccountId) -> Turn {
		let lane = Arc::clone(locked(&self.0).entry(account).or_default());
		let held = Arc::clone(&lane.turn).lock_owned().await;
		Turn { lane, _held: held }
	}
}

/// The one who may hand over.
pub(super) struct Turn {
	lane: Arc<Lane>,
	_held: OwnedMutexGuard<()>,
}

impl Turn {
	/// The first nonce, from the one that the node names on, that nothing under way spends.
	pub(super) fn free_from(&self, named: u64) -> u64 {
		let under_way = locked(&self.lane.under_way);
		(named..=u64::MAX)
			.find(|nonce| !under_way.contains(nonce))
			.unwrap_or(named)
	}

	/// A pool has the transaction with this nonce: the next one's turn.
	pub(super) fn taken(self, nonce: u64) -> UnderWay {
		locked(&self.lane.under_way).insert(nonce);
		UnderWay {
			lane: self.lane,
			nonce,
		}
	}
}

/// A transaction that is under way as long as somebody follows it.
pub(super) struct UnderWay {
	lane: Arc<Lane>,
	nonce: u64,
}

impl Drop for UnderWay {
	fn drop(&mut self) {
		locked(&self.lane.under_way).remove(&self.nonce);
	}
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
	shared.lock().unwrap_or_else(PoisonError::into_inner)
}
