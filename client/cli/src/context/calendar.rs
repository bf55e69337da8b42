//! Days of the calendar and moments of the chain's clock.

use super::session::Session;
use crate::{args::DayArg, output::Failure};
use medquorum_client::{
	domain::{BlockNumber, Moment},
	views::{Calendar, moment_at},
};
use std::{
	collections::BTreeMap,
	time::{SystemTime, UNIX_EPOCH},
};

/// What this machine's clock says, in milliseconds since 1970.
pub fn wall_time() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH);
	now.map_or(0, |now| u64::try_from(now.as_millis()).unwrap_or(u64::MAX))
}

impl Session<'_> {
	/// What clocks on walls say now, so that moments of the chain become dates. A development chain's clock runs with its blocks, not
	/// with the world's, so it tells no dates.
	pub fn dates(&self) -> Option<u64> {
		(!self.development).then(wall_time)
	}

	/// The same together with the chain's clock, so that moments in events become dates.
	pub async fn calendar(&self) -> Result<Option<Calendar>, Failure> {
		let Some(millis) = self.dates() else {
			return Ok(None);
		};
		let clock = self.observer().clock().await?;
		Ok(Some(Calendar { clock, millis }))
	}

	/// When these blocks were made, as far as the node still knows.
	pub async fn times_of(
		&self,
		blocks: impl IntoIterator<Item = BlockNumber>,
	) -> Result<BTreeMap<BlockNumber, u64>, Failure> {
		let mut times = BTreeMap::new();
		for block in blocks {
			if !times.contains_key(&block)
				&& let Some(time) = self.time_of(block).await?
			{
				times.insert(block, time);
			}
		}
		Ok(times)
	}

	/// The moment of the chain's clock at which a day ends, in UTC.
	pub async fn end_of(&self, day: DayArg) -> Result<Moment, Failure> {
		let clock = self.observer().clock().await?;
		Ok(moment_at(clock, wall_time(), day.end()))
	}
}
