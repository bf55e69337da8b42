//! Values of the chain in words.

use crate::domain::{
	Balance, BlockNumber, Moment, Purpose, RecordStatus, RejectionCause, RejectionReason, RequestStatus,
};
use serde::Serializer;
use std::fmt::Display;

/// Seconds of a moment of the chain's clock.
const MOMENT_SECONDS: u64 = 6;

/// A word and what it means: one line of what people are shown.
pub type Fact = (&'static str, String);

/// The first digits of an id: enough for people, and for commands.
pub fn short(id: &impl Display) -> String {
	id.to_string().chars().take(8).collect()
}

/// `1 request`, `2 requests`.
pub fn count(number: usize, one: &str) -> String {
	format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// `a clinician`, `an emergency clinician`.
#[must_use]
pub fn with_article(word: &str) -> String {
	match word.starts_with(['a', 'e', 'i', 'o', 'u']) {
		true => format!("an {word}"),
		false => format!("a {word}"),
	}
}

/// `EmergencyTreatment` as `emergency treatment`.
#[must_use]
pub fn spaced(word: &str) -> String {
	let mut words = String::new();
	for c in word.chars() {
		if c.is_ascii_uppercase() && !words.is_empty() {
			words.push(' ');
		}
		words.push(c.to_ascii_lowercase());
	}
	words
}

/// How long so many moments of the chain's clock take, in words.
pub fn span(moments: Moment) -> String {
	let seconds = u64::from(moments) * MOMENT_SECONDS;
	match seconds {
		0..120 => format!("{seconds} seconds"),
		120..7_200 => format!("{} minutes", seconds / 60),
		7_200..172_800 => format!("{} hours", seconds / 3_600),
		_ => format!("{} days", seconds / 86_400),
	}
}

/// Tells readers that the patient has not confirmed a record.
pub const UNCONFIRMED: &str = "Its patient has not confirmed this record: it may be about somebody else.";

/// Time until a block, in words: one takes about as long as a moment.
pub fn in_blocks(left: BlockNumber) -> String {
	match left {
		0..20 => format!("{left} blocks"),
		_ => format!("{left} blocks (about {})", span(left)),
	}
}

/// Where a request stands.
pub fn request_status(status: RequestStatus) -> &'static str {
	match status {
		RequestStatus::Open => "open",
		RequestStatus::Approved => "approved",
		RequestStatus::Rejected(RejectionCause::Administrators) => "rejected by the administrators",
		RequestStatus::Rejected(RejectionCause::Timeout) => "rejected: out of time",
		RequestStatus::Rejected(RejectionCause::ConsentDenied) => "rejected: the patient denied consent",
	}
}

/// Where a record stands.
pub fn record_status(status: RecordStatus, acknowledged: bool) -> &'static str {
	match (status, acknowledged) {
		(RecordStatus::Active, true) => "active",
		(RecordStatus::Active, false) => "active, not acknowledged",
		(RecordStatus::Suspended, _) => "suspended by the patient",
		(RecordStatus::Superseded, _) => "superseded by a correction",
	}
}

/// Why an administrator rejected.
pub fn reason(reason: RejectionReason) -> &'static str {
	match reason {
		RejectionReason::NotJustified => "the purpose does not justify the access",
		RejectionReason::WrongPatient => "wrong patient",
		RejectionReason::UnknownRequester => "unknown requester",
		RejectionReason::Duplicate => "asked before",
		RejectionReason::Other => "another reason",
	}
}

/// Approvals that are needed; `None` when the committee that they were needed of is gone.
pub fn needed(approvals: Option<u16>) -> String {
	approvals.map_or_else(
		|| "an earlier committee's number".to_owned(),
		|approvals| approvals.to_string(),
	)
}

/// Whether a committee is trusted here; `doubt` says why not.
pub fn trust(pinned: bool, doubt: Option<&str>, development: bool) -> String {
	let development = if development {
		" (development: its secrets are public)"
	} else {
		""
	};
	match doubt {
		None => format!("trusted{development}"),
		Some(_) if !pinned => format!("not trusted here yet{development}"),
		Some(doubt) => format!("NOT to be trusted: {doubt}"),
	}
}

/// Serializes a purpose: its HL7 code.
///
/// # Errors
/// Those of the serializer.
pub fn purpose_code<S: Serializer>(purpose: &Purpose, to: S) -> Result<S::Ok, S::Error> {
	to.serialize_str(purpose.code())
}

/// Serializes an amount: a number where every reader of JSON can hold it, else a text.
///
/// # Errors
/// Those of the serializer.
pub fn amount<S: Serializer>(balance: &Balance, to: S) -> Result<S::Ok, S::Error> {
	match u64::try_from(balance.0) {
		Ok(number) => to.serialize_u64(number),
		Err(_) => to.collect_str(&balance.0),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn time_is_told_in_words() {
		assert_eq!(span(5), "30 seconds");
		assert_eq!(span(600), "60 minutes");
		assert_eq!(span(14_400), "24 hours");
		assert_eq!(span(100_800), "7 days");
	}

	#[test]
	fn one_is_not_many() {
		assert_eq!(count(1, "approval"), "1 approval");
		assert_eq!(count(0, "approval"), "0 approvals");
	}

	#[test]
	fn doubt_is_told_only_of_a_committee_that_was_trusted() {
		assert_eq!(trust(true, None, false), "trusted");
		assert_eq!(
			trust(true, None, true),
			"trusted (development: its secrets are public)"
		);
		assert_eq!(trust(false, Some("not pinned"), false), "not trusted here yet");
		assert_eq!(
			trust(true, Some("another k"), false),
			"NOT to be trusted: another k"
		);
	}

	#[test]
	fn amounts_that_no_number_holds_are_text() {
		let json = |amount| super::amount(&Balance(amount), serde_json::value::Serializer).unwrap();
		assert_eq!(json(u128::from(u64::MAX)), u64::MAX);
		assert_eq!(json(1 << 64), "18446744073709551616");
	}
}
