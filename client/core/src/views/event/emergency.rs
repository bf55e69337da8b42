//! Emergencies in words.

use super::{Calendar, Event, get, named, spaced};

/// What patients allow, who breaks the glass, and what becomes of it.
pub(super) fn sentence(event: &Event, calendar: Option<Calendar>) -> Option<String> {
	prepared(event)
		.or_else(|| asked(event, calendar))
		.or_else(|| reviewed(event))
}

/// What is prepared.
fn prepared(event: &Event) -> Option<String> {
	let field = |name| get(event, name);
	let (record, patient) = (field("record_id"), field("patient"));
	let opens = || match field("scope") {
		"BothKeys" => "the whole record, without the administrators",
		_ => "in the patient's place; the administrators still decide",
	};
	Some(match event.name.as_str() {
		"FacilitySet" => match field("facility") {
			"none" => format!("{} is of no facility", field("who")),
			facility => format!("{} is of facility {facility}", field("who")),
		},
		"EmergencyDirectiveSet" => match field("directive") {
			"none" => format!("{patient} lets nobody add records for an emergency any more"),
			_ => format!("{patient} said what may be opened in an emergency"),
		},
		"EmergencyAdded" => format!(
			"{} lets the emergency committee {} open record {record} of {patient}: {}",
			field("maker"),
			field("key_id"),
			opens()
		),
		"EmergencyRemoved" => format!("{patient} lets nobody open record {record} in an emergency any more"),
		_ => return None,
	})
}

/// Who breaks the glass.
fn asked(event: &Event, calendar: Option<Calendar>) -> Option<String> {
	let field = |name| get(event, name);
	let (request, record) = (field("request_id"), field("record_id"));
	let (patient, requester) = (field("patient"), field("requester"));
	let reason = || spaced(field("reason"));
	Some(match event.name.as_str() {
		"EmergencyRequested" => format!(
			"EMERGENCY: {requester} of facility {} asked the emergency committee {} for record {record} of {patient} as request \
			 {request}, for {}",
			field("facility"),
			field("key_id"),
			reason()
		),
		"GlassBroken" => {
			let due = named(event, "due", |due| {
				format!(", to be reviewed until {}", Calendar::words(calendar, due))
			});
			format!(
				"EMERGENCY: record {record} of {patient} was opened to {requester} by request {request}, for {}{due}",
				reason()
			)
		}
		_ => return None,
	})
}

/// What becomes of it.
fn reviewed(event: &Event) -> Option<String> {
	let field = |name| get(event, name);
	let (request, requester) = (field("request_id"), field("requester"));
	let verdict = || spaced(field("verdict"));
	Some(match event.name.as_str() {
		"StatementFiled" => format!("{requester} explained the emergency access {request}"),
		"ReviewSubmitted" => format!(
			"{} found the emergency access {request} {}",
			field("admin"),
			verdict()
		),
		"GlassReviewed" => format!(
			"the emergency access {request} of {requester} to record {} of {} was found {}",
			field("record_id"),
			field("patient"),
			verdict()
		),
		"EmergencySuspended" => {
			let why = match field("cause") {
				"Unjustified" => "the emergency access was unjustified",
				"Overdue" => "the emergency access was not reviewed in time",
				other => other,
			};
			format!("{} may break no glass any more: {why} ({request})", field("who"))
		}
		"Reinstated" => format!("{} may break the glass again", field("who")),
		_ => return None,
	})
}
