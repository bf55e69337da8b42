//! What happened, as far as it was read: blocks that are final do not change, so each is read once.

use medquorum_client::{domain::BlockNumber, ledger::Event};
use std::{
	ops::RangeInclusive,
	sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Mutex as AsyncMutex, MutexGuard as AsyncGuard};

/// Blocks that are remembered; what is older is read again.
const MOST: BlockNumber = 5_000;

/// Events with their blocks, the oldest first.
pub type Events = Vec<(BlockNumber, Event)>;

/// The events of one run of blocks.
#[derive(Default)]
struct Known {
	blocks: Option<RangeInclusive<BlockNumber>>,
	events: Events,
}

/// What is remembered of one connection.
#[derive(Default)]
pub struct Chronicle {
	known: Mutex<Known>,
	reading: AsyncMutex<()>,
}

impl Chronicle {
	fn known(&self) -> MutexGuard<'_, Known> {
		self.known.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Waits until nobody else reads: two that read the same blocks would learn them twice.
	pub async fn reading(&self) -> AsyncGuard<'_, ()> {
		self.reading.lock().await
	}

	/// Which of these blocks are still to be read, before and after those that are known.
	pub fn missing(&self, blocks: &RangeInclusive<BlockNumber>) -> Vec<RangeInclusive<BlockNumber>> {
		let (from, to) = (*blocks.start(), *blocks.end());
		let known = self.known();
		match &known.blocks {
			Some(known)
				if from <= known.end().saturating_add(1) && to.saturating_add(1) >= *known.start() =>
			{
				let before = from..=known.start().saturating_sub(1).min(to);
				let after = known.end().saturating_add(1).max(from)..=to;
				let both = [(before, from < *known.start()), (after, to > *known.end())];
				let missing = both.into_iter().filter(|(_, is)| *is);
				missing.map(|(blocks, _)| blocks).collect()
			}
			_ => vec![blocks.clone()],
		}
	}

	/// Remembers what was read of these blocks; what does not touch them is forgotten.
	pub fn learn(&self, blocks: &RangeInclusive<BlockNumber>, mut events: Events) {
		let mut known = self.known();
		let joined = match known.blocks.take() {
			Some(old) if *blocks.start() == old.end().saturating_add(1) => {
				known.events.append(&mut events);
				*old.start()..=*blocks.end()
			}
			Some(old) if blocks.end().saturating_add(1) == *old.start() => {
				events.append(&mut known.events);
				known.events = events;
				*blocks.start()..=*old.end()
			}
			_ => {
				known.events = events;
				blocks.clone()
			}
		};
		let first = joined.end().saturating_sub(MOST).max(*joined.start());
		known.events.retain(|(block, _)| *block >= first);
		known.blocks = Some(first..=*joined.end());
	}

	/// What is remembered of these blocks; `None` if one of them was not read yet.
	pub fn tell(&self, blocks: &RangeInclusive<BlockNumber>) -> Option<Events> {
		let known = self.known();
		let all = known.blocks.as_ref()?;
		let is_whole = all.contains(blocks.start()) && all.contains(blocks.end());
		let told = known.events.iter().filter(|(block, _)| blocks.contains(block));
		is_whole.then(|| told.cloned().collect())
	}

	/// Forgets everything: another node may tell otherwise.
	pub fn clear(&self) {
		*self.known() = Known::default();
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn events(blocks: RangeInclusive<BlockNumber>) -> Events {
		let event = |block| {
			let name = format!("at {block}");
			let pallet = "MedicalRecords".to_owned();
			let fields = Vec::new();
			(block, Event { pallet, name, fields })
		};
		blocks.map(event).collect()
	}

	fn read(chronicle: &Chronicle, blocks: RangeInclusive<BlockNumber>) -> Vec<RangeInclusive<BlockNumber>> {
		let missing = chronicle.missing(&blocks);
		for part in &missing {
			chronicle.learn(part, events(part.clone()));
		}
		assert_eq!(chronicle.tell(&blocks), Some(events(blocks)));
		missing
	}

	#[test]
	fn each_block_is_read_once() {
		let chronicle = Chronicle::default();
		assert_eq!(read(&chronicle, 100..=200), [100..=200]);
		assert_eq!(read(&chronicle, 100..=200), []);
		assert_eq!(read(&chronicle, 150..=210), [201..=210]);
		assert_eq!(read(&chronicle, 211..=220), [211..=220]);
		assert_eq!(read(&chronicle, 50..=230), [50..=99, 221..=230]);
		assert_eq!(read(&chronicle, 0..=20), [0..=20]);
		assert_eq!(read(&chronicle, 0..=21), [21..=21]);
		chronicle.clear();
		assert_eq!(read(&chronicle, 0..=9), [0..=9]);
		assert_eq!(read(&chronicle, 10..=10 + MOST), [10..=10 + MOST]);
		assert_eq!(chronicle.missing(&(0..=20)), [0..=9]);
		assert_eq!(chronicle.tell(&(0..=20)), None);
	}
}
