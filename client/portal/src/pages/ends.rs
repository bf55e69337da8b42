//! The end of a record: having it erased, stopping or finishing that, and what a data protection officer keeps from it.

use super::{
	meant::confirmed,
	tables::{self, Choice, Older},
};
use crate::{error::PortalError, forms::Posted, texts::say, visit::Visit};
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::{
	domain::RecordId,
	error::Error,
	views::{RecordDetails, end_of_day, words},
};

/// The part of a record's end that concerns its viewer.
pub struct End {
	/// Whether it is their own, so that an erasure takes place at once.
	pub patient: bool,
	/// Whether an erasure waits, which can be stopped.
	pub waits: bool,
	/// Whether one is due, which anybody carries out.
	pub due: bool,
	/// The versions that go with it.
	pub older: Vec<Older>,
	/// Their first digits.
	pub older_shorts: String,
	/// Why it is to be erased.
	pub erasures: Vec<Choice>,
	/// Whether they are a data protection officer.
	pub officer: bool,
	/// Whether a legal hold keeps it.
	pub held: bool,
	/// Why it is to be kept.
	pub holds: Vec<Choice>,
}

impl End {
	/// The end of this record; `None` for whoever has no part in it. `older` is there for its patient alone.
	pub fn of(visit: &Visit, record: &RecordDetails, older: Option<&[RecordId]>) -> Option<Self> {
		let officer = visit.hats().ends;
		let concerned = officer || older.is_some() || record.uploader.address == visit.account();
		concerned.then(|| Self::shown(record, older, officer))
	}

	fn shown(record: &RecordDetails, older: Option<&[RecordId]>, officer: bool) -> Self {
		let shorts: Vec<_> = older.unwrap_or_default().iter().map(words::short).collect();
		let due = record
			.erasure
			.as_ref()
			.is_some_and(|erasure| erasure.due.left() == 0);
		Self {
			patient: older.is_some(),
			waits: record.erasure.is_some(),
			due: due && record.hold.is_none(),
			older_shorts: shorts.join(", "),
			older: older.unwrap_or_default().iter().map(Older::from).collect(),
			erasures: tables::erasures(),
			officer,
			held: record.hold.is_some(),
			holds: tables::holds(),
		}
	}
}

fn erase(visit: &Visit, id: RecordId, form: &Posted) -> Result<Response, PortalError> {
	confirmed(form, id)?;
	let why = tables::erasure(form.get("reason")).ok_or(PortalError::Form("choose a reason"))?;
	let older: Result<Vec<RecordId>, _> = form.all("older").map(str::parse).collect();
	let older = older.map_err(Error::from)?;
	let shown = older.clone();
	Ok(visit.start_then(
		form,
		say("do-erase").with("record", words::short(&id)),
		&format!("/records/{id}"),
		move |acting| acting.erase(id, Some(why), older).boxed_local(),
		move |acting, done| acting.erased_elsewhere(id, shown, done).boxed_local(),
	))
}

/// Begins what ends a record, or keeps it.
///
/// # Errors
/// When something is missing or was not confirmed, or there is no such action.
pub fn begin(visit: &Visit, id: RecordId, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let back = format!("/records/{id}");
	let short = words::short(&id);
	Ok(match action {
		"erase" => return erase(visit, id, form),
		"finish" => {
			confirmed(form, id)?;
			visit.start_then(
				form,
				say("do-erase").with("record", short),
				&back,
				move |acting| acting.finish_erasure(id).boxed_local(),
				move |acting, done| acting.erased_elsewhere(id, Vec::new(), done).boxed_local(),
			)
		}
		"keep" => visit.start(form, say("do-keep").with("record", short), &back, move |acting| {
			acting.stop_erasure(id).boxed_local()
		}),
		"hold" => {
			let why = tables::hold(form.get("reason")).ok_or(PortalError::Form("choose a reason"))?;
			let until = form.needed("until", "the last day of the hold is missing")?;
			let until = end_of_day(until).ok_or(PortalError::Form("a day is written as 2026-01-31"))?;
			visit.start(form, say("do-hold").with("record", short), &back, move |acting| {
				acting.hold(id, why, until).boxed_local()
			})
		}
		"lift" => {
			confirmed(form, id)?;
			visit.start(form, say("do-lift").with("record", short), &back, move |acting| {
				acting.lift(id).boxed_local()
			})
		}
		_ => return Err(PortalError::NoPage),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::frame::Frame;
	use askama::Template;

	#[derive(Template)]
	#[template(path = "record_end.html")]
	struct Part {
		frame: Frame,
		id: String,
		short: String,
		end: End,
	}

	fn html(change: impl FnOnce(&mut End)) -> String {
		let mut end = End {
			patient: false,
			waits: false,
			due: false,
			older: Vec::new(),
			older_shorts: String::new(),
			erasures: tables::erasures(),
			officer: false,
			held: false,
			holds: tables::holds(),
		};
		change(&mut end);
		let part = Part {
			frame: Frame::new("", "/records", None, "token", 0).unwrap(),
			id: "ab".repeat(16),
			short: "ab".repeat(4),
			end,
		};
		part.render().unwrap()
	}

	#[test]
	fn an_officer_stops_finishes_holds_and_lifts() {
		let officer = html(|end| {
			(end.officer, end.waits, end.held) = (true, true, true);
		});
		for action in ["keep", "hold", "lift", "erase"] {
			assert!(officer.contains(&format!("/{action}\"")), "{action} in {officer}");
		}
		for words in [
			"Nothing keeps record abababab from being erased then",
			"value=\"litigation\"",
			"type=\"date\"",
		] {
			assert!(officer.contains(words), "{words} in {officer}");
		}
		// What is kept is not erased, and without a hold there is none to lift.
		assert!(!officer.contains("/finish\""));
		assert!(!html(|end| end.officer = true).contains("/lift\""));
	}

	#[test]
	fn what_is_due_is_finished_by_whoever_it_concerns_and_typed() {
		let due = html(|end| (end.waits, end.due) = (true, true));
		assert!(due.contains("/finish\"") && due.contains("Erase record abababab for good?"));
		assert_eq!(due.matches("name=\"typed\" required").count(), 2, "{due}");
		// The control: the uploader holds nothing, and before the day comes nothing is finished.
		assert!(!due.contains("/hold\"") && !due.contains("/lift\""));
		assert!(!html(|end| end.waits = true).contains("/finish\""));
	}
}
