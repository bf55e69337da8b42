//! Decisions of the council: those that wait are carried out or stopped here, and a role is proposed.

use super::meant::typed_is;
use crate::{
	error::PortalError,
	forms::Posted,
	texts::{Value, say},
	visit::Visit,
};
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::{
	domain::Role,
	ledger::Call,
	rules::votes::Quorum,
	views::{Decision, Standing, text},
};

/// What people become by a decision; the last one takes a role back.
const ROLES: [Role; 6] = [
	Role::Clinician,
	Role::Facility,
	Role::EmergencyClinician,
	Role::DataProtectionOfficer,
	Role::StorageHost,
	Role::Patient,
];

/// A decision that waits.
pub struct Waiting {
	/// Its number.
	pub index: String,
	/// What will be.
	pub what: String,
	/// When it can be carried out.
	pub when: String,
	/// Whether that is now.
	pub is_due: bool,
	/// Whether it can still be stopped.
	pub is_open: bool,
}

impl From<Decision> for Waiting {
	fn from(decision: Decision) -> Self {
		Self {
			index: decision.index.to_string(),
			what: text::line(&decision.what),
			when: decision.when,
			is_due: decision.standing == Standing::Due,
			is_open: decision.standing != Standing::Lapsed,
		}
	}
}

/// The roles as a form offers them, each with its words.
pub fn roles() -> Vec<(String, Value)> {
	let roles = ROLES.iter().map(ToString::to_string);
	roles.map(|role| (role.clone(), Value::Heard(role))).collect()
}

fn role(form: &Posted) -> Result<Role, PortalError> {
	let typed = form.get("role");
	let mut roles = ROLES.into_iter();
	let found = roles.find(|role| role.to_string() == typed);
	found.ok_or(PortalError::Form("choose a role"))
}

/// The decision that a form names, once its number was typed.
fn meant(form: &Posted) -> Result<u32, PortalError> {
	let named = form.get("decision");
	let index = named
		.parse::<u32>()
		.map_err(|_| PortalError::Form("no decision is named"))?;
	typed_is(form, named)?;
	Ok(index)
}

/// Begins what a form of the council asks for.
///
/// # Errors
/// When it lacks something, or was not confirmed.
pub fn begin(visit: &Visit, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let (title, call, quorum) = match action {
		"enact" => {
			let index = meant(form)?;
			let title = say("do-enact").with("decision", index.to_string());
			return Ok(visit.start(form, title, "/council", move |acting| {
				acting.enact(index).boxed_local()
			}));
		}
		"stop" => {
			let index = meant(form)?;
			let title = say("do-stop-decision").with("decision", index.to_string());
			(title, Call::StopScheduled { index }, Quorum::Third)
		}
		"role" => {
			let typed = form.needed("who", "the name is missing")?;
			let names = visit.session.names.as_ref();
			let who = names.person(typed, visit.session.development)?;
			let title = say("do-propose-role").with("who", text::line(typed));
			let role = role(form)?;
			(title, Call::SetRole { who, role }, Quorum::Majority)
		}
		_ => return Err(PortalError::NoPage),
	};
	Ok(visit.start(form, title, "/council", move |acting| {
		acting.propose(call, quorum).boxed_local()
	}))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_role_is_offered_once_and_what_lapsed_is_not() {
		let offered: Vec<String> = roles().into_iter().map(|(value, _)| value).collect();
		assert!(
			offered
				.iter()
				.all(|role| ROLES.iter().any(|known| known.to_string() == *role))
		);
		let mut once = offered.clone();
		once.sort_unstable();
		once.dedup();
		assert_eq!(once.len(), offered.len());
		let waiting = |standing| {
			Waiting::from(Decision {
				index: 3,
				what: "the pause ends".to_owned(),
				due: 100,
				until: 200,
				standing,
				when: "now".to_owned(),
			})
		};
		let shown = [Standing::Waiting, Standing::Due, Standing::Lapsed].map(waiting);
		assert_eq!(shown.each_ref().map(|one| one.is_due), [false, true, false]);
		assert_eq!(shown.each_ref().map(|one| one.is_open), [true, true, false]);
	}
}
