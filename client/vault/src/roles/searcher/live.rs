//! Which records may be found, by the finalized chain: read whole at first and once a week, and in between by what happened since where
//! that is less work.
//!
//! An event only says which records to look at again; each of them is then read like all were at first. So no event is believed, and a
//! node that hides one has its way for a week at most.

use super::Searcher;
use crate::{
	error::Error,
	progress::Step,
	roles::cataloguer::may_be_found,
	search::{LiveCursor, Synced},
};
use medquorum_core::{domain::*, ports::SeenBlock};
use std::collections::{BTreeMap, BTreeSet};

/// Moments after which all records are read again: a week.
const WHOLE: Moment = 7 * 14_400;
/// Blocks of which it is always read what happened.
const FEW_BLOCKS: u64 = 100;
/// Reading what happened in a block takes a node about as long as so many records, because each block is asked for by itself.
const PER_BLOCK: u64 = 50;
/// Blocks whose events are read together.
const PIECE: BlockNumber = 100;

/// Ids of records that may be found, by facility.
type Live = BTreeMap<AccountId, BTreeSet<Reference>>;
type Reference = [u8; 16];

impl Searcher<'_> {
	/// Keeps which records of the facilities that are held may be found. Killed at any point it is done again: the cursor moves last.
	pub(super) async fn keep_live(&self, synced: &mut Synced, clock: Moment) -> Result<(), Error> {
		let head = self.desk.ledger.head().await?.block;
		let facilities: BTreeSet<AccountId> = synced.facilities.keys().copied().collect();
		let last = synced.live.take();
		let (read, records) = last.as_ref().map_or((0, 0), |last| (last.read, last.records));
		let touched = match last {
			Some(last)
				if last.facilities == facilities
					&& clock.saturating_sub(last.read) < WHOLE
					&& facilities.iter().all(|facility| self.shelf.has_live(facility)) =>
			{
				self.touched(&last, head).await?
			}
			_ => None,
		};
		let (read, records) = match touched {
			Some(touched) => {
				self.look_again(&facilities, &touched).await?;
				(read, records)
			}
			None => (clock, self.read_whole(&facilities).await?),
		};
		synced.live = Some(LiveCursor {
			number: head.number,
			hash: head.hash,
			facilities,
			read,
			records,
		});
		Ok(())
	}

	/// The records that finalized blocks since the cursor tell of; `None` where they cannot be told: another branch, blocks that the node
	/// has forgotten, or too many of them.
	async fn touched(&self, last: &LiveCursor, head: SeenBlock) -> Result<Option<BTreeSet<RecordId>>, Error> {
		let ledger = self.desk.ledger;
		let most = FEW_BLOCKS.saturating_add(last.records / PER_BLOCK);
		let blocks = head.number.checked_sub(last.number);
		let blocks = blocks.filter(|blocks| u64::from(*blocks) <= most);
		let (Some(blocks), Some(hash)) = (blocks, ledger.block_hash(last.number).await?) else {
			return Ok(None);
		};
		if hash != last.hash {
			return Ok(None);
		}
		let mut touched = BTreeSet::new();
		let mut done = 0;
		while done < blocks {
			self.desk.advance(Step::Blocks, done.into(), blocks.into());
			let next = done.saturating_add(PIECE).min(blocks);
			let (first, end) = (last.number.saturating_add(done), last.number.saturating_add(next));
			match ledger.events(first.saturating_add(1), end).await {
				Ok(events) => touched.extend(events.iter().flat_map(|(_, event)| {
					let values = event.fields.iter().map(|(_, value)| value);
					values
						.filter_map(|value| value.parse::<RecordId>().ok())
						.collect::<Vec<_>>()
				})),
				// A node that is not there does not give the records either.
				Err(_) => return Ok(None),
			}
			done = next;
		}
		Ok(Some(touched))
	}

	/// Reads these records, and those in whose place they are, and keeps what is found of them.
	async fn look_again(
		&self,
		facilities: &BTreeSet<AccountId>,
		touched: &BTreeSet<RecordId>,
	) -> Result<(), Error> {
		if touched.is_empty() {
			return Ok(());
		}
		let mut found = BTreeMap::new();
		let mut open: Vec<RecordId> = touched.iter().copied().collect();
		while let Some(id) = open.pop() {
			if found.contains_key(&id) {
				continue;
			}
			let record = self.desk.ledger.record(id).await?;
			// What it had taken the place of counts again, perhaps, if it is gone.
			open.extend(match &record {
				Some(record) => record.supersedes,
				None => self
					.desk
					.ledger
					.tombstone(id)
					.await?
					.and_then(|stone| stone.supersedes),
			});
			let uploader = record.filter(|record| may_be_found(record, record.uploader));
			found.insert(id, uploader.map(|record| record.uploader));
		}
		for facility in facilities {
			let before = self.shelf.live(facility)?;
			let mut now: BTreeSet<Reference> = before.iter().copied().collect();
			for (id, uploader) in &found {
				match uploader == &Some(*facility) {
					true => now.insert(id.0),
					false => now.remove(&id.0),
				};
			}
			if !now.iter().eq(&before) {
				self.shelf.keep_live(facility, now.into_iter().collect())?;
			}
		}
		Ok(())
	}

	/// Reads all records, whatever will be searched, and keeps the ids of those that may be found. Gives how many there are.
	async fn read_whole(&self, facilities: &BTreeSet<AccountId>) -> Result<u64, Error> {
		let mut live: Live = facilities
			.iter()
			.map(|facility| (*facility, BTreeSet::new()))
			.collect();
		let mut all = 0_u64;
		let mut take = |id: RecordId, record: Record| {
			all = all.saturating_add(1);
			if let Some(ids) = live.get_mut(&record.uploader)
				&& may_be_found(&record, record.uploader)
			{
				ids.insert(id.0);
			}
		};
		self.desk.ledger.each_record(&mut take).await?;
		for (facility, ids) in live {
			self.shelf.keep_live(&facility, ids.into_iter().collect())?;
		}
		Ok(all)
	}
}
