//! Times as calendars and clocks write them, in UTC.

use chrono::DateTime;

/// ISO 8601 to the millisecond, such as `2026-11-28T10:15:00.000Z`; `None` past the calendar, or where there is no time.
#[must_use]
pub fn iso(millis: u64) -> Option<String> {
	let time = DateTime::from_timestamp_millis(i64::try_from(millis).ok()?)?;
	let fits = (1..=DateTime::from_timestamp(253_402_300_799, 0)?.timestamp_millis())
		.contains(&time.timestamp_millis());
	let millis = time.timestamp_subsec_millis();
	fits.then(|| format!("{}T{}.{millis:03}Z", time.date_naive(), hour(&time)))
}

/// The same for people: `2026-11-28 10:15:03 UTC`; a dash where there is no time.
#[must_use]
pub fn people(millis: u64) -> String {
	iso(millis).map_or_else(
		|| "at an unknown time".to_owned(),
		|iso| {
			format!(
				"{} {} UTC",
				iso.get(..10).unwrap_or_default(),
				iso.get(11..19).unwrap_or_default()
			)
		},
	)
}

fn hour(time: &DateTime<chrono::Utc>) -> String {
	let seconds = time.timestamp().rem_euclid(86_400);
	format!(
		"{:02}:{:02}:{:02}",
		seconds / 3_600,
		seconds / 60 % 60,
		seconds % 60
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn times_are_written_as_clocks_write_them() {
		assert_eq!(
			iso(1_795_724_103_007).as_deref(),
			Some("2026-11-26T20:15:03.007Z")
		);
		assert_eq!(people(1_795_724_103_007), "2026-11-26 20:15:03 UTC");
		assert_eq!(iso(951_782_400_000).as_deref(), Some("2000-02-29T00:00:00.000Z"));
		assert_eq!(
			iso(253_402_300_799_000).as_deref(),
			Some("9999-12-31T23:59:59.000Z")
		);
		for none in [0, 253_402_300_800_000, u64::MAX] {
			assert_eq!(iso(none), None);
			assert_eq!(people(none), "at an unknown time");
		}
	}
}
