//! What earlier events told about records and requests that later ones only name by their ids.

use crate::act::{Access, Act};
use medquorum_core::{
	domain::{AccountId, Purpose, RecordId, RequestId},
	ledger::Event,
};
use std::collections::BTreeMap;

/// A request, as far as events told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
	/// Who asked.
	pub requester: AccountId,
	/// Who pays.
	pub payer: AccountId,
	/// The record to which the entry belongs.
	record: Option<RecordId>,
	/// What for; `None` where this program does not know the purpose.
	pub purpose: Option<Purpose>,
	/// Whether it has all its approvals.
	approved: bool,
	/// Whether the patient consented, or asked.
	consented: bool,
	/// Whether it is over.
	ended: bool,
}

/// Records and requests that events told of.
#[derive(Debug, Clone, Default)]
pub struct History {
	patients: BTreeMap<RecordId, AccountId>,
	requests: BTreeMap<RequestId, Asked>,
	/// Who acts in whose place.
	replaced: BTreeMap<AccountId, AccountId>,
}

impl History {
	/// Who answers for an account: itself, or who acts in its place.
	fn acting(&self, account: AccountId) -> AccountId {
		let mut acting = account;
		// No further than there are replacements, should they lead in a circle.
		for _ in 0..self.replaced.len() {
			acting = self.replaced.get(&acting).copied().unwrap_or(acting);
		}
		acting
	}

	/// Whose record it is.
	#[must_use]
	pub fn patient(&self, record: &RecordId) -> Option<AccountId> {
		self.patients.get(record).copied()
	}

	/// Who asked, and what for.
	#[must_use]
	pub fn request(&self, request: &RequestId) -> Option<Asked> {
		self.requests.get(request).copied()
	}

	/// Takes in an event; gives what it says about access.
	pub fn learn(&mut self, event: &Event) -> Access {
		let account = |name: &str| event.field(name).and_then(|who| who.parse::<AccountId>().ok());
		let record = event
			.field("record_id")
			.and_then(|id| id.parse::<RecordId>().ok());
		if let (Some(record), Some(patient)) = (record, account("patient")) {
			self.patients.insert(record, patient);
		}
		if let (Act::Replaced, Some(old), Some(new)) = (Act::of(event), account("old"), account("new")) {
			self.replaced.insert(old, new);
		}
		let Some(id) = event
			.field("request_id")
			.and_then(|id| id.parse::<RequestId>().ok())
		else {
			return Access::Unsaid;
		};
		match Act::of(event) {
			Act::Asked => {
				if let (Some(requester), Some(payer)) = (account("requester"), account("payer")) {
					let patient = record.and_then(|record| self.patient(&record));
					self.requests.insert(
						id,
						Asked {
							requester,
							payer,
							record,
							purpose: event.field("purpose").and_then(purpose),
							approved: false,
							ended: false,
							consented: patient.map(|patient| self.acting(patient)) == Some(requester),
						},
					);
				}
				Access::Unsaid
			}
			Act::EnoughApprovals => self.answered(&id, |asked| asked.approved = true),
			Act::Consented => self.answered(&id, |asked| asked.consented = true),
			Act::BrokeGlass => self.broken(&id, event.field("scope") == Some("BothKeys")),
			Act::Closed | Act::Ended => {
				self.answered(&id, |asked| asked.ended = true);
				match event.field("readable") {
					Some("true") => Access::UntilNow,
					_ => Access::Never,
				}
			}
			_ => Access::Unsaid,
		}
	}

	/// An emergency committee has opened a record. Whose shares give the whole record open it by this request; those that stand in for the
	/// patient alone, by another request of the same person for it, once that is approved.
	fn broken(&mut self, id: &RequestId, whole: bool) -> Access {
		if whole {
			return self.answered(id, |asked| asked.consented = true);
		}
		let Some(Asked {
			requester, record, ..
		}) = self.request(id)
		else {
			return Access::Unsaid;
		};
		let mut access = Access::Unsaid;
		let live =
			|(other, asked): &(&RequestId, &mut Asked)| *other != id && !asked.ended && !asked.consented;
		let others = self.requests.iter_mut().filter(live);
		for (_, asked) in others.filter(|(_, asked)| (asked.requester, asked.record) == (requester, record)) {
			asked.consented = true;
			if asked.approved {
				access = Access::FromNow;
			}
		}
		access
	}

	fn answered(&mut self, id: &RequestId, answer: impl Fn(&mut Asked)) -> Access {
		match self.requests.get_mut(id) {
			Some(asked) => {
				answer(asked);
				match asked.approved && asked.consented {
					true => Access::FromNow,
					false => Access::Unsaid,
				}
			}
			None => Access::Unsaid,
		}
	}
}

/// A purpose by the name that the pallet gives it.
fn purpose(name: &str) -> Option<Purpose> {
	Purpose::ALL
		.into_iter()
		.find(|purpose| format!("{purpose:?}") == name)
}
