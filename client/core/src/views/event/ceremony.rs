//! Ceremonies on the chain in words.

use super::{Calendar, Event, get, named};

/// The stage as people call it.
fn stage(word: &str) -> &str {
	match word {
		"Join" => "all join",
		"Deal" => "the dealers deal",
		"Certify" => "all certify",
		"HandOver" => "the dealers hand the key over",
		"Ready" => "anybody can have the committee set",
		other => other,
	}
}

/// What happened in a ceremony. Who did it stands there by index: who that is, the ceremony says.
pub(super) fn sentence(event: &Event, calendar: Option<Calendar>) -> Option<String> {
	let field = |name| get(event, name);
	let key_id = field("key_id");
	let until = named(event, "until", |until| {
		format!(", until {}", Calendar::words(calendar, until))
	});
	let of = format!("in the ceremony for committee {key_id}");
	Some(match event.name.as_str() {
		"CeremonyOpened" => format!(
			"a ceremony for committee {key_id} began, epoch {}, attempt {}: all join{until}",
			field("epoch"),
			field("attempt")
		),
		"Joined" => format!("administrator {} joined {of}", field("index")),
		"DealSubmitted" => format!("administrator {} dealt {of}", field("dealer")),
		"CommitteeCertified" => format!("administrator {} certified {of}", field("index")),
		"KeyHandedOver" => format!("administrator {} handed the key over {of}", field("dealer")),
		"StageBegun" => format!("{of}, {}{until}", stage(field("stage"))),
		"Complained" => format!(
			"administrator {} says {of} that what administrator {} dealt does not fit; the answer is due{until}",
			field("accuser"),
			field("dealer")
		),
		"Answered" => format!(
			"administrator {} published {of} what administrator {} was dealt",
			field("dealer"),
			field("accuser")
		),
		"CeremonyEnded" => format!(
			"attempt {} of the ceremony for committee {key_id} ended: {}",
			field("attempt"),
			outcome(field("outcome"))
		),
		_ => return None,
	})
}

/// The numbers in a value as the chain's events are written: apart, or, where there are four or more small ones, one byte each.
fn numbers(text: &str) -> Vec<String> {
	let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
	let mut found = Vec::new();
	for part in parts {
		match part.strip_prefix("0x").map(hex::decode) {
			Some(Ok(bytes)) => found.extend(bytes.iter().map(u8::to_string)),
			Some(Err(_)) | None if part.parse::<u16>().is_ok() => found.push(part.to_owned()),
			Some(Err(_)) | None => {}
		}
	}
	found
}

/// How it ended, from the value as the chain writes it.
fn outcome(value: &str) -> String {
	let numbers = numbers(value);
	let all = || numbers.join(", ");
	let [first, second] = [0, 1].map(|at| numbers.get(at).map_or("?", String::as_str));
	let word: String = value.chars().take_while(char::is_ascii_alphabetic).collect();
	match word.as_str() {
		"Activated" => "the committee is set".to_owned(),
		"Silent" if numbers.is_empty() => {
			"the committee was complete, and nobody had it set in time".to_owned()
		}
		"Silent" => format!("nothing came in time from administrator {}", all()),
		"Refused" => format!("administrator {first} did not answer the complaint of administrator {second}"),
		"FalseComplaints" => format!("administrator {first} complained falsely"),
		"TooManyComplaints" => {
			format!("too many complained of administrator {first}; nobody can be blamed for it")
		}
		"Left" => format!("administrator {first} left"),
		_ => value.to_owned(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn event(name: &str, fields: &[(&str, &str)]) -> Event {
		let fields = fields.iter();
		Event {
			pallet: "CommitteeCeremonies".to_owned(),
			name: name.to_owned(),
			fields: fields
				.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
				.collect(),
		}
	}

	#[test]
	fn each_end_says_who_and_why() {
		let ends = [
			("Activated", "the committee is set"),
			(
				"Silent(Ready, )",
				"the committee was complete, and nobody had it set in time",
			),
			("Left(4)", "administrator 4 left"),
			(
				"Silent(Join, 2, 3)",
				"nothing came in time from administrator 2, 3",
			),
			(
				"Refused(1, 3)",
				"administrator 1 did not answer the complaint of administrator 3",
			),
			("FalseComplaints(2)", "administrator 2 complained falsely"),
			(
				"Silent(Deal, 0x01020310)",
				"nothing came in time from administrator 1, 2, 3, 16",
			),
			(
				"TooManyComplaints(1)",
				"too many complained of administrator 1; nobody can be blamed for it",
			),
		];
		for (value, words) in ends {
			let fields = [("key_id", "8"), ("attempt", "2"), ("outcome", value)];
			assert_eq!(
				sentence(&event("CeremonyEnded", &fields), None).unwrap(),
				format!("attempt 2 of the ceremony for committee 8 ended: {words}")
			);
		}
	}

	#[test]
	fn each_step_has_words() {
		let fields = [
			("key_id", "8"),
			("index", "1"),
			("dealer", "2"),
			("accuser", "3"),
			("stage", "HandOver"),
			("until", "none"),
			("epoch", "1"),
			("attempt", "1"),
		];
		for name in [
			"CeremonyOpened",
			"Joined",
			"DealSubmitted",
			"CommitteeCertified",
			"KeyHandedOver",
			"StageBegun",
			"Complained",
			"Answered",
		] {
			let words = sentence(&event(name, &fields), None).unwrap();
			assert!(words.contains("committee 8") && !words.contains('?'), "{words}");
		}
		assert!(sentence(&event("Unknown", &fields), None).is_none());
	}
}
