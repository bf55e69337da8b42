//! Which block is the newest finalized one. Reads of one moment ask the node for it together, and so see one block.

use futures::{
	FutureExt,
	future::{BoxFuture, Shared},
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use subxt::{
	rpcs::{Error, RpcClient, rpc_params},
	utils::H256,
};

/// What the node says, for everybody who asked.
type Answer = Shared<BoxFuture<'static, Result<H256, Arc<Error>>>>;
/// The question that has not left yet.
type Unsent = Mutex<Option<Answer>>;

/// The question for the newest finalized block.
pub(super) struct Head {
	rpc: RpcClient,
	unsent: Arc<Unsent>,
}

impl Head {
	pub(super) fn new(rpc: RpcClient) -> Self {
		Self {
			rpc,
			unsent: Arc::default(),
		}
	}

	/// The node names it each time, so that a later read never sees less than an earlier one.
	pub(super) async fn ask(&self) -> Result<H256, Arc<Error>> {
		let answer = {
			let mut unsent = locked(&self.unsent);
			unsent.get_or_insert_with(|| self.question()).clone()
		};
		// Whoever else reads at this moment joins before the question leaves.
		tokio::task::yield_now().await;
		answer.await
	}

	/// Nobody joins it once it has left: who comes later may have seen a newer block than its answer names, and asks again.
	fn question(&self) -> Answer {
		let rpc = self.rpc.clone();
		let unsent = Arc::downgrade(&self.unsent);
		let asked = async move {
			if let Some(unsent) = unsent.upgrade() {
				locked(&unsent).take();
			}
			let named = rpc.request("chain_getFinalizedHead", rpc_params![]);
			named.await.map_err(Arc::new)
		};
		asked.boxed().shared()
	}
}

fn locked(unsent: &Unsent) -> MutexGuard<'_, Option<Answer>> {
	unsent.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::double::Double;
	use futures::{executor::block_on, future::join_all, join};
	use serde_json::json;
	use std::sync::atomic::{AtomicU64, Ordering};
	use subxt::rpcs::UserError;

	/// How often it was asked.
	type Asked = Arc<AtomicU64>;

	fn block(number: u64) -> H256 {
		H256::from_low_u64_be(number)
	}

	/// A node with a new block at each question, or one that refuses.
	fn node(refuses: bool) -> (Asked, Head) {
		let asked = Asked::default();
		let counted = Arc::clone(&asked);
		let node = Double(move |method: &str, _: &_| {
			assert_eq!(method, "chain_getFinalizedHead");
			let number = counted.fetch_add(1, Ordering::Relaxed) + 1;
			match refuses {
				true => Err(Error::User(UserError::method_not_found())),
				false => Ok(json!(block(number))),
			}
		});
		(asked, Head::new(RpcClient::new(node)))
	}

	#[test]
	fn reads_of_one_moment_ask_once_and_later_ones_again() {
		let (asked, head) = node(false);
		let together = block_on(join_all((0..8).map(|_| head.ask())));
		assert!(together.into_iter().all(|named| named.unwrap() == block(1)));
		assert_eq!(block_on(head.ask()).unwrap(), block(2));
		assert_eq!(asked.load(Ordering::Relaxed), 2);
	}

	/// What is under way may answer with less than the second one has seen.
	#[test]
	fn nobody_joins_a_question_that_has_left() {
		let (asked, head) = node(false);
		let first = head.ask();
		let second = async {
			while asked.load(Ordering::Relaxed) == 0 {
				tokio::task::yield_now().await;
			}
			head.ask().await
		};
		let (first, second) = block_on(async { join!(first, second) });
		assert_eq!((first.unwrap(), second.unwrap()), (block(1), block(2)));
	}

	#[test]
	fn a_reader_who_gives_up_costs_the_others_nothing() {
		let (asked, head) = node(false);
		assert!(head.ask().now_or_never().is_none());
		assert_eq!(block_on(head.ask()).unwrap(), block(1));
		// A question that nobody waits for keeps no connection open.
		assert!(head.ask().now_or_never().is_none());
		drop(head);
		assert_eq!(Arc::strong_count(&asked), 1);
	}

	#[test]
	fn everybody_hears_of_a_refusal_and_the_next_one_asks_again() {
		let (asked, head) = node(true);
		let (first, second) = block_on(async { join!(head.ask(), head.ask()) });
		assert!(first.is_err() && second.is_err());
		assert!(block_on(head.ask()).is_err());
		assert_eq!(asked.load(Ordering::Relaxed), 2);
	}
}
