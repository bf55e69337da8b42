//! Days of the calendar and moments of the chain's clock.

use super::session::Session;
use crate::{args::DayArg, output::Failure};
use medquorum_client::{domain::Moment, views::moment_at};
use medquorum_session::wall_time;

impl Session<'_> {
	/// The moment of the chain's clock at which a day ends, in UTC.
	pub async fn end_of(&self, day: DayArg) -> Result<Moment, Failure> {
		let clock = self.observer().clock().await?;
		Ok(moment_at(clock, wall_time(), day.end()))
	}
}
