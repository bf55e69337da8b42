//! What `watch` tells an account: what waits for it, and what has happened to what is its.

use super::{
	names::{Names, Party},
	text::line,
	when::{date_words, timestamp},
	words::{short, span},
};
use crate::domain::{AccountId, BlockNumber, Bytes32, Moment, Purpose, RecordId, RequestId};
use blake2::{Blake2b, Digest as _, digest::consts::U16};
use serde::{Deserialize, Serialize};

/// In which part the account is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
	/// As an administrator of a committee.
	Administrator,
	/// As the patient of a record.
	Patient,
	/// As who asked for a record.
	Requester,
	/// As who uploaded a record, or may keep it.
	Keeper,
}

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoticeKind {
	/// A request waits for an administrator's answer.
	ToDecide,
	/// A request waits for the patient's answer.
	ConsentAsked,
	/// A record waits for its patient's confirmation.
	ToAcknowledge,
	/// What was told to wait ends soon.
	AboutToExpire,
	/// A request has all approvals and consent: the record can be opened.
	Opened,
	/// A request came to its end.
	Ended,
	/// A record is to be erased.
	ErasureScheduled,
	/// A record is not erased after all.
	ErasureStopped,
	/// A record is gone.
	Erased,
	/// A standing answer consented.
	Consented,
	/// A standing answer denied consent.
	Denied,
	/// No standing answer is about a request, or it could not be given.
	LeftToPatient,
	/// The node has forgotten blocks, so what happened in them is not told.
	Missed,
	/// A facility's catalogue is older than it should be.
	CatalogueStale,
	/// Somebody asks an emergency committee for a record of the patient.
	EmergencyAsked,
	/// An emergency committee has opened a record.
	GlassBroken,
	/// A ceremony on the chain waits for an administrator.
	CeremonyWaits,
}

/// One thing that is told, in plain values: names come to it where it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
	/// The same whenever the same is told again, 32 hexadecimal digits: whoever receives it twice drops one.
	pub id: String,
	/// What is told.
	pub kind: NoticeKind,
	/// In which part of a person: as administrator, patient, requester or keeper.
	pub part: Part,
	/// Who is told.
	pub account: AccountId,
	/// The finalized block that shows it.
	pub block: BlockNumber,
	/// When that was made, in milliseconds since 1970, where it is known.
	#[serde(default)]
	pub time: Option<u64>,
	/// The request it is about, if it is about one.
	#[serde(default)]
	pub request: Option<RequestId>,
	/// The record it is about, if it is about one.
	#[serde(default)]
	pub record: Option<RecordId>,
	/// Who asks, did it, or wants it.
	#[serde(default)]
	pub who: Option<AccountId>,
	/// What for.
	#[serde(default)]
	pub purpose: Option<Purpose>,
	/// Moments of the chain's clock that are left.
	#[serde(default)]
	pub left: Option<Moment>,
	/// When its time ends, in milliseconds since 1970, where it is known.
	#[serde(default)]
	pub until: Option<u64>,
	/// Why, in words without names.
	#[serde(default)]
	pub why: Option<String>,
}

impl Notice {
	/// The id of what this account is told under this key on this chain.
	#[must_use]
	pub fn id_of(genesis: &Bytes32, account: &AccountId, key: &str) -> String {
		let id = Blake2b::<U16>::new()
			.chain_update(genesis)
			.chain_update(account.0)
			.chain_update(key)
			.finalize();
		hex::encode(id)
	}

	/// What happened, for people.
	#[must_use]
	pub fn words(&self, names: &dyn Names) -> String {
		let who = self
			.who
			.map_or_else(|| "somebody".to_owned(), |who| names.show(&who));
		let request = self.request.as_ref().map(short).unwrap_or_default();
		let record = self.record.as_ref().map(short).unwrap_or_default();
		let purpose = self.purpose.map_or("a purpose of its own", Purpose::words);
		let asks = format!("{who} asks for record {record} for {purpose}");
		let why = self.why.as_deref().map(|why| line(&names.rewrite(why)));
		let because = why.map(|why| format!(": {why}")).unwrap_or_default();
		let (until, ends) = (self.until_words(), self.ends_words());
		match self.kind {
			NoticeKind::ToDecide => format!("{asks}: approve or reject request {request}{until}"),
			NoticeKind::ConsentAsked => format!("{asks}: consent to request {request} or deny it{until}"),
			NoticeKind::ToAcknowledge => {
				format!("{who} uploaded record {record} as yours: acknowledge or refuse it")
			}
			NoticeKind::AboutToExpire => format!("request {request} for record {record} ends {ends}"),
			NoticeKind::Opened if self.part == Part::Requester => {
				format!("request {request} is approved and consented to: download record {record}{until}")
			}
			NoticeKind::Opened => {
				format!(
					"request {request} is approved and consented to: {who} can read record {record}{until}"
				)
			}
			NoticeKind::Ended => format!("request {request} for record {record} ended{because}"),
			NoticeKind::ErasureScheduled => format!("{who} wants record {record} erased {ends}{because}"),
			NoticeKind::ErasureStopped => format!("record {record} is not erased after all"),
			NoticeKind::Erased => format!("{who} erased record {record}{because}"),
			NoticeKind::Consented => format!("consented to request {request} of {who}{because}"),
			NoticeKind::Denied => format!("denied request {request} of {who}{because}"),
			NoticeKind::LeftToPatient => format!("{asks}: request {request} is left to you{because}"),
			NoticeKind::Missed => format!("this node has forgotten blocks, so not all is told{because}"),
			NoticeKind::EmergencyAsked => {
				format!(
					"EMERGENCY: {asks}, and an emergency committee is to stand in for you (request {request})"
				)
			}
			NoticeKind::GlassBroken if self.part == Part::Patient => {
				format!(
					"EMERGENCY: record {record} was opened to {who} for {purpose}, without you (request {request})"
				)
			}
			NoticeKind::GlassBroken => {
				format!(
					"EMERGENCY: record {record} was opened to {who} for {purpose}: review request {request}{until}"
				)
			}
			NoticeKind::CeremonyWaits => {
				format!("a ceremony waits for you{because}. Do it: medquorum committee ceremony{until}")
			}
			NoticeKind::CatalogueStale => format!("the catalogue of {who} is old{because}"),
		}
	}

	/// `, until …` where there is an end.
	fn until_words(&self) -> String {
		match (self.until, self.left) {
			(Some(until), _) => format!(", until {}", date_words(until)),
			(None, Some(left)) => format!(", within {}", span(left)),
			(None, None) => String::new(),
		}
	}

	/// `at …` or `in …`.
	fn ends_words(&self) -> String {
		match (self.until, self.left) {
			(Some(until), _) => format!("at {}", date_words(until)),
			(None, Some(left)) => format!("in {}", span(left)),
			(None, None) => "soon".to_owned(),
		}
	}
}

/// A notice as programs get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeDetails {
	/// Names it: one that comes twice is the same.
	pub id: String,
	/// What is told.
	pub kind: NoticeKind,
	/// In which part of a person: as administrator, patient, requester or keeper.
	pub part: Part,
	/// Who is told.
	pub account: Party,
	/// The finalized block that shows it.
	pub block: BlockNumber,
	/// When that was made (RFC 3339), where it is known.
	pub time: Option<String>,
	/// The request it is about, if it is about one.
	pub request_id: Option<RequestId>,
	/// The record it is about, if it is about one.
	pub record_id: Option<RecordId>,
	/// Who asks, did it, or wants it.
	pub who: Option<Party>,
	/// What for, as an HL7 code.
	pub purpose: Option<&'static str>,
	/// Moments of six seconds that are left.
	pub moments_left: Option<Moment>,
	/// When its time ends (RFC 3339), where it is known.
	pub until: Option<String>,
	/// The same for people.
	pub words: String,
}

impl NoticeDetails {
	/// The notice with these names.
	#[must_use]
	pub fn of(notice: &Notice, names: &dyn Names) -> Self {
		Self {
			id: notice.id.clone(),
			kind: notice.kind,
			part: notice.part,
			account: names.party(&notice.account),
			block: notice.block,
			time: notice.time.map(timestamp),
			request_id: notice.request,
			record_id: notice.record,
			who: notice.who.map(|who| names.party(&who)),
			purpose: notice.purpose.map(Purpose::code),
			moments_left: notice.left,
			until: notice.until.map(timestamp),
			words: notice.words(names),
		}
	}
}

/// No names at all: what leaves this machine holds pseudonyms only.
pub struct Nameless;

impl Names for Nameless {
	fn name(&self, _: &AccountId) -> Option<&str> {
		None
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::views::fixtures::*;

	const KINDS: [NoticeKind; 17] = [
		NoticeKind::ToDecide,
		NoticeKind::ConsentAsked,
		NoticeKind::ToAcknowledge,
		NoticeKind::AboutToExpire,
		NoticeKind::Opened,
		NoticeKind::Ended,
		NoticeKind::ErasureScheduled,
		NoticeKind::ErasureStopped,
		NoticeKind::Erased,
		NoticeKind::Consented,
		NoticeKind::Denied,
		NoticeKind::LeftToPatient,
		NoticeKind::Missed,
		NoticeKind::CatalogueStale,
		NoticeKind::EmergencyAsked,
		NoticeKind::GlassBroken,
		NoticeKind::CeremonyWaits,
	];

	fn notice(kind: NoticeKind) -> Notice {
		Notice {
			id: Notice::id_of(&[1; 32], &DAVE, "key"),
			kind,
			part: Part::Patient,
			account: DAVE,
			block: 7,
			time: Some(1_795_724_100_000),
			request: Some(RequestId([0xab; 16])),
			record: Some(RecordId([0xcd; 16])),
			who: Some(EVE),
			purpose: Some(Purpose::Treatment),
			left: Some(100),
			until: Some(1_795_724_700_000),
			why: Some(format!("{EVE}\u{1b}[2J\nsaid so")),
		}
	}

	#[test]
	fn people_read_who_what_and_until_when() {
		assert_eq!(
			notice(NoticeKind::ConsentAsked).words(&Cast),
			"Eve asks for record cdcdcdcd for treatment: consent to request abababab or deny it, until 2026-11-26 20:25 UTC"
		);
		let mut undated = notice(NoticeKind::ToDecide);
		undated.until = None;
		assert!(undated.words(&Cast).ends_with(", within 10 minutes"));
	}

	#[test]
	fn no_kind_lets_an_enemys_text_act_and_none_needs_a_name() {
		for kind in KINDS {
			let told = notice(kind).words(&Cast);
			assert!(!told.contains(char::is_control), "{told:?}");
			let nameless = serde_json::to_string(&NoticeDetails::of(&notice(kind), &Nameless)).unwrap();
			assert!(
				!nameless.contains("Eve") && !nameless.contains("Dave"),
				"{nameless}"
			);
		}
	}

	#[test]
	fn id_is_that_of_chain_account_and_key() {
		let id = Notice::id_of(&[1; 32], &DAVE, "key");
		assert_eq!(id.len(), 32);
		for other in [
			Notice::id_of(&[2; 32], &DAVE, "key"),
			Notice::id_of(&[1; 32], &EVE, "key"),
			Notice::id_of(&[1; 32], &DAVE, "kez"),
		] {
			assert_ne!(id, other);
		}
	}

	#[test]
	fn kept_notice_is_the_same_when_it_is_read_again() {
		for kind in KINDS {
			let text = serde_json::to_string(&notice(kind)).unwrap();
			assert_eq!(serde_json::from_str::<Notice>(&text).unwrap(), notice(kind));
		}
	}
}
