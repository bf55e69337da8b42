//! Whether a node stands where the chain was seen before: one that was set back, or serves another branch, is not believed.

use crate::{
	domain::{BlockNumber, Bytes32, Moment},
	error::LedgerError,
	ledger::Head,
	ports::SeenBlock,
};

/// Compares how far a node has come with the highest finalized block seen of its chain. `there` is the hash that the node gives for
/// the block with the number of `seen`; it is not looked at where the node is not that far.
///
/// Nothing is deleted, registered or signed by the word of a node that fails here. A finalized block stays for ever, so an honest node
/// fails only while it catches up, or after its chain was set back.
///
/// # Errors
/// [`LedgerError::NodeSyncing`], [`LedgerError::NodeBehind`], [`LedgerError::OtherBranch`], [`LedgerError::WrongClock`].
pub fn check_head(seen: Option<SeenBlock>, head: Head, there: Option<Bytes32>) -> Result<(), LedgerError> {
	let found = head.block;
	if let Some(seen) = seen {
		if found.number < seen.number {
			let (found, seen) = (found.number, seen.number);
			return Err(LedgerError::NodeBehind { found, seen });
		}
		let same_height = (found.number == seen.number).then_some(found.hash);
		if same_height.or(there) != Some(seen.hash) {
			return Err(LedgerError::OtherBranch { number: seen.number });
		}
		if let Some(clock) = found.clock {
			check_clock(Some(seen), found.number, clock)?;
		}
	}
	match head.syncing {
		true => Err(LedgerError::NodeSyncing { found: found.number }),
		false => Ok(()),
	}
}

/// The chain's own clock decides what has expired and what is due. A node that sets it back or forward against what was seen is not
/// believed.
///
/// # Errors
/// [`LedgerError::WrongClock`].
pub fn check_clock(seen: Option<SeenBlock>, block: BlockNumber, clock: Moment) -> Result<(), LedgerError> {
	match seen {
		Some(seen) if !seen.allows(block, clock) => Err(LedgerError::WrongClock {
			found: clock,
			block,
			seen: seen.clock.unwrap_or_default(),
			seen_block: seen.number,
		}),
		_ => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const SEEN: SeenBlock = SeenBlock {
		number: 100,
		hash: [1; 32],
		clock: Some(1_000),
	};

	fn at(number: u32, hash: u8) -> Head {
		Head {
			block: SeenBlock {
				number,
				hash: [hash; 32],
				clock: Some(1_000),
			},
			syncing: false,
		}
	}

	#[test]
	fn node_is_believed_where_it_stands_on_what_was_seen() {
		check_head(None, at(0, 9), None).unwrap();
		check_head(Some(SEEN), at(100, 1), None).unwrap();
		check_head(Some(SEEN), at(101, 2), Some([1; 32])).unwrap();
	}

	#[test]
	fn node_below_is_behind_even_by_one_block() {
		let error = check_head(Some(SEEN), at(99, 5), Some([1; 32])).unwrap_err();
		assert!(matches!(error, LedgerError::NodeBehind { found: 99, seen: 100 }));
	}

	#[test]
	fn node_with_another_block_at_that_height_is_on_another_branch() {
		for (head, there) in [
			(at(100, 2), None),
			(at(100, 2), Some([1; 32])),
			(at(101, 1), Some([2; 32])),
			(at(101, 1), None),
		] {
			let error = check_head(Some(SEEN), head, there).unwrap_err();
			assert!(
				matches!(error, LedgerError::OtherBranch { number: 100 }),
				"{error}"
			);
		}
	}

	#[test]
	fn clock_never_goes_back_and_never_runs_ahead_of_the_blocks() {
		let clock = |number, clock| {
			let mut head = at(number, 1);
			head.block.clock = Some(clock);
			check_head(Some(SEEN), head, Some(SEEN.hash))
		};
		for (number, moment) in [(100, 1_000), (101, 1_000), (101, 1_100), (200, 11_000)] {
			clock(number, moment).unwrap();
		}
		for (number, moment) in [(100, 999), (100, 1_001), (101, 999), (101, 1_101), (200, 11_001)] {
			let error = clock(number, moment).unwrap_err();
			assert!(
				matches!(error, LedgerError::WrongClock { found, .. } if found == moment),
				"{error}"
			);
		}
		// Of a block before what was seen, or seen by an older version of this program, nothing is known.
		check_clock(Some(SEEN), 99, 5).unwrap();
		check_clock(Some(SeenBlock { clock: None, ..SEEN }), 101, 5).unwrap();
		check_clock(None, 101, 5).unwrap();
	}

	#[test]
	fn syncing_node_is_named_after_what_is_worse() {
		let syncing = |head| Head {
			syncing: true,
			..head
		};
		let error = check_head(None, syncing(at(7, 1)), None).unwrap_err();
		assert!(matches!(error, LedgerError::NodeSyncing { found: 7 }));
		let error = check_head(Some(SEEN), syncing(at(99, 1)), None).unwrap_err();
		assert!(matches!(error, LedgerError::NodeBehind { .. }));
	}
}
