//! Whether a node stands where the chain was seen before: one that was set back, or serves another branch, is not believed.

use crate::{domain::Bytes32, error::LedgerError, ledger::Head, ports::SeenBlock};

/// Compares how far a node has come with the highest finalized block seen of its chain. `there` is the hash that the node gives for
/// the block with the number of `seen`; it is not looked at where the node is not that far.
///
/// Nothing is deleted, registered or signed by the word of a node that fails here. A finalized block stays for ever, so an honest node
/// fails only while it catches up, or after its chain was set back.
///
/// # Errors
/// [`LedgerError::NodeSyncing`], [`LedgerError::NodeBehind`], [`LedgerError::OtherBranch`].
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
	}
	match head.syncing {
		true => Err(LedgerError::NodeSyncing { found: found.number }),
		false => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const SEEN: SeenBlock = SeenBlock {
		number: 100,
		hash: [1; 32],
	};

	fn at(number: u32, hash: u8) -> Head {
		Head {
			block: SeenBlock {
				number,
				hash: [hash; 32],
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
