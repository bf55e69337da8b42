//! Watching: what waits for an account and what has happened to what is its, from finalized blocks, each thing once.

use super::{desk::Desk, observer::Observer, searcher::INTERVAL};
use crate::{
	error::Error,
	keep::watching::{Cursor, Watching},
	progress::Step,
	search::Shelf,
};
use medquorum_core::{
	domain::{AccountId, BlockNumber, Moment, Pointer, RequestId},
	error::LedgerError,
	ledger::Event,
	rules::watch::Moments,
};
use std::collections::BTreeMap;

/// Blocks that are read before the first of them is noted.
const CHUNK: BlockNumber = 64;

/// Whether there was something to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
	/// What waits was read.
	All,
	/// No record or request has changed since the last time, which is not long ago.
	NothingNew,
}

/// Somebody who wants to be told.
#[derive(Clone, Copy)]
pub struct Watcher<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// What clocks on walls say, in milliseconds since 1970; `None` where the chain's clock runs apart from them.
	pub dates: Option<u64>,
	/// The catalogues that this home holds, which may be told to be old.
	pub shelf: &'a Shelf,
}

impl Watcher<'_> {
	/// Looks once: reads the blocks since the last one that was looked at, then what waits now. What is new is owed to all of `to`, and on
	/// disk with the block that shows it. Nothing is told by the word of a node that is behind, on another branch or still catching up.
	///
	/// # Errors
	/// When the node is not to be believed or cannot be reached, or the disk full; what was noted until then stays.
	pub async fn look(
		&self,
		account: AccountId,
		known: &[RequestId],
		watching: &mut Watching,
		to: &[&str],
	) -> Result<Looked, Error> {
		self.desk.check_node().await?;
		let head = self.desk.ledger.head().await?.block;
		let begin = Cursor {
			number: head.number,
			hash: head.hash,
		};
		let cursor = match watching.cursor() {
			Some(cursor) => cursor,
			// From here on; what waits is told below.
			None => begin,
		};
		self.check_cursor(cursor, head.number).await?;
		let happened = self.read_blocks(cursor.number, head.number, watching, to).await?;
		let observer = Observer { desk: self.desk };
		let clock = observer.clock().await?;
		if watching.is_full() || (!happened && !watching.is_stale(clock)) {
			return Ok(Looked::NothingNew);
		}
		let waiting = observer.waiting(account, known).await?;
		let now = Moments {
			block: head.number,
			clock,
			millis: self.dates,
		};
		let old = self.old_catalogues(account, clock).await?;
		watching.tell(to, |teller| {
			teller.waiting(&waiting, now);
			for (facility, pointer) in &old {
				teller.stale(*facility, pointer, now);
			}
		});
		watching.save(watching.cursor().is_none().then_some(begin))?;
		watching.waits_read(clock);
		Ok(Looked::All)
	}

	/// The catalogue of this account, and those that this home holds, as far as their next publication is overdue.
	async fn old_catalogues(
		&self,
		account: AccountId,
		clock: Moment,
	) -> Result<Vec<(AccountId, Pointer)>, Error> {
		let held = self.shelf.held()?;
		let mut pointers = self.desk.ledger.catalogues().await?;
		pointers.retain(|(facility, pointer)| {
			let concerns = *facility == account || held.contains_key(facility);
			concerns && pointer.overdue(clock, INTERVAL).is_some()
		});
		Ok(pointers)
	}

	/// The block that was looked at last must be in the node's chain.
	async fn check_cursor(&self, cursor: Cursor, head: BlockNumber) -> Result<(), Error> {
		let (number, found) = (cursor.number, head);
		if found < number {
			return Err(LedgerError::NodeBehind { found, seen: number }.into());
		}
		match self.desk.ledger.block_hash(number).await? == Some(cursor.hash) {
			true => Ok(()),
			false => Err(LedgerError::OtherBranch { number }.into()),
		}
	}

	/// Reads the blocks after `last`, as many as may be owed; says whether anything happened in them that is told in words.
	async fn read_blocks(
		&self,
		last: BlockNumber,
		head: BlockNumber,
		watching: &mut Watching,
		to: &[&str],
	) -> Result<bool, Error> {
		let observer = Observer { desk: self.desk };
		let mut happened = false;
		let (mut next, total) = (last.saturating_add(1), head.saturating_sub(last));
		while next <= head && !watching.is_full() {
			if total > CHUNK {
				let done = next.saturating_sub(last);
				self.desk.advance(Step::Blocks, done.into(), total.into());
			}
			let end = next.saturating_add(CHUNK - 1).min(head);
			let past = observer.past(next, end, head).await?;
			let hash = self.desk.ledger.block_hash(past.to).await?;
			let hash = hash.ok_or(LedgerError::OtherBranch { number: past.to })?;
			happened |= past.forgotten.is_some() || !past.events.is_empty();
			let times = self.times(&past.events).await?;
			watching.tell(to, |teller| {
				if let Some(forgotten) = past.forgotten {
					teller.missed(next, forgotten);
				}
				for (block, event) in &past.events {
					teller.happened(*block, times.get(block).copied(), event);
				}
			});
			let number = past.to;
			watching.save(Some(Cursor { number, hash }))?;
			next = number.saturating_add(1);
		}
		Ok(happened)
	}

	async fn times(&self, events: &[(BlockNumber, Event)]) -> Result<BTreeMap<BlockNumber, u64>, Error> {
		let mut times = BTreeMap::new();
		if self.dates.is_none() {
			return Ok(times);
		}
		for (block, _) in events {
			if !times.contains_key(block)
				&& let Some(time) = self.desk.ledger.time_of(*block).await?
			{
				times.insert(*block, time);
			}
		}
		Ok(times)
	}
}
