//! What an account is told, from what waits and from what has happened; each thing once.

use crate::{
	domain::*,
	ledger::Event,
	views::{
		Calendar, Notice, NoticeKind, Part, RecordView, RequestView, Waiting,
		words::{spaced, span},
	},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Moments before the end of what waits from which on it is about to expire: four hours.
pub const SOON: Moment = 2_400;
/// Things told that are remembered. Ids never come again, so what is older than this is gone from the chain's state for long.
const MAX_TOLD: usize = 20_000;

/// What an account was told on a chain, and what is its.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
	/// What was told, by its key, with the block that showed it.
	pub told: BTreeMap<String, BlockNumber>,
	/// Records that concern the account.
	pub records: BTreeSet<RecordId>,
	/// Requests that concern it, with who asked.
	pub requests: BTreeMap<RequestId, AccountId>,
}

/// Where a node stood when something was read of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moments {
	/// The finalized block.
	pub block: BlockNumber,
	/// The chain's clock, and the time on walls where the two belong together.
	pub clock: Moment,
	/// That time, in milliseconds since 1970.
	pub millis: Option<u64>,
}

impl Moments {
	fn time_of(&self, moment: Moment) -> Option<u64> {
		let (clock, millis) = (self.clock, self.millis?);
		Some(Calendar { clock, millis }.time_of(moment))
	}
}

/// Who is told, and what was told before.
pub struct Teller<'a> {
	/// The chain.
	pub genesis: Bytes32,
	/// The account whose tasks and records are told.
	pub account: AccountId,
	/// What was told.
	pub told: &'a mut Told,
	/// What is new, in order.
	pub new: Vec<Notice>,
}

impl Teller<'_> {
	/// Tells something, unless it was told under this key.
	pub fn tell(
		&mut self,
		key: &str,
		(kind, part): (NoticeKind, Part),
		block: BlockNumber,
		fill: impl FnOnce(&mut Notice),
	) {
		if self.told.told.contains_key(key) {
			return;
		}
		self.told.told.insert(key.to_owned(), block);
		let mut notice = Notice {
			id: Notice::id_of(&self.genesis, &self.account, key),
			kind,
			part,
			account: self.account,
			block,
			time: None,
			request: None,
			record: None,
			who: None,
			purpose: None,
			left: None,
			until: None,
			why: None,
		};
		fill(&mut notice);
		self.new.push(notice);
	}

	/// Forgets the oldest of what was told, once it is too much.
	pub fn tidy(&mut self) {
		let excess = self.told.told.len().saturating_sub(MAX_TOLD);
		if excess == 0 {
			return;
		}
		let mut blocks: Vec<_> = self.told.told.values().copied().collect();
		blocks.sort_unstable();
		let last = blocks.get(excess.saturating_sub(1)).copied().unwrap_or_default();
		self.told.told.retain(|_, block| *block > last);
	}

	/// Tells what waits now.
	pub fn waiting(&mut self, waiting: &Waiting, now: Moments) {
		self.emergencies(waiting, now);
		self.ceremonies(waiting, now);
		for view in &waiting.administrator {
			self.waits(("decide", NoticeKind::ToDecide, Part::Administrator), view, now);
		}
		for view in &waiting.patient {
			self.told.requests.insert(view.id, view.request.requester);
			match (view.consented, view.status) {
				(false, _) => {
					self.waits(("consent", NoticeKind::ConsentAsked, Part::Patient), view, now);
				}
				(true, RequestStatus::Approved) => self.opened(Part::Patient, view, now),
				(true, _) => {}
			}
		}
		for view in &waiting.requester {
			self.told.requests.insert(view.id, view.request.requester);
			match view.status {
				RequestStatus::Approved if view.consented => self.opened(Part::Requester, view, now),
				RequestStatus::Rejected(cause) => self.ended(view, cause, now),
				RequestStatus::Approved | RequestStatus::Open => {}
			}
		}
		for view in &waiting.own {
			self.told.records.insert(view.id);
			if !view.record.acknowledged && view.record.standing() == RecordStatus::Active {
				let key = format!("acknowledge/{}", view.id);
				let part = (NoticeKind::ToAcknowledge, Part::Patient);
				self.tell(&key, part, view.record.created, |notice| {
					notice.record = Some(view.id);
					notice.who = Some(view.record.uploader);
				});
			}
			self.erasure(Part::Patient, view, now);
		}
		for view in &waiting.erasures {
			self.told.records.insert(view.id);
			self.erasure(Part::Keeper, view, now);
		}
	}

	/// Tells of emergencies before everything else: that a record of the account is asked for, that one was opened, and to reviewers that they
	/// have to look.
	fn emergencies(&mut self, waiting: &Waiting, now: Moments) {
		let asked = waiting
			.patient
			.iter()
			.filter(|view| view.emergency.is_some() && view.status == RequestStatus::Open);
		for view in asked {
			let key = format!("emergency/{}", view.id);
			let kind = (NoticeKind::EmergencyAsked, Part::Patient);
			self.tell(&key, kind, view.request.created, |notice| {
				describe(notice, view, now);
			});
		}
		for (id, review) in &waiting.reviews {
			if review.requester == self.account {
				continue;
			}
			let part = match review.patient == self.account {
				true => Part::Patient,
				false => Part::Administrator,
			};
			let key = format!("glass/{id}");
			self.tell(&key, (NoticeKind::GlassBroken, part), review.opened, |notice| {
				notice.request = Some(*id);
				notice.record = Some(review.record_id);
				notice.who = Some(review.requester);
				notice.purpose = Some(review.reason);
				notice.left = Some(review.due.saturating_sub(now.clock));
				notice.until = now.time_of(review.due);
			});
		}
	}

	/// Tells an administrator what is due in a ceremony on the chain, once for each step.
	fn ceremonies(&mut self, waiting: &Waiting, now: Moments) {
		for view in &waiting.ceremonies {
			let due = view.due.words();
			let key = format!(
				"ceremony/{}/{}/{}/{due}/{}",
				view.key_id, view.epoch, view.attempt, view.until
			);
			let kind = (NoticeKind::CeremonyWaits, Part::Administrator);
			self.tell(&key, kind, now.block, |notice| {
				notice.left = Some(view.until.saturating_sub(now.clock));
				notice.until = now.time_of(view.until);
				let (k, n) = view.rule;
				notice.why = Some(format!("committee {}, {k} of {n}: {due}", view.key_id));
			});
		}
	}

	/// Tells that a request waits, and, in a later round, that it does not wait much longer.
	fn waits(&mut self, (word, kind, part): (&str, NoticeKind, Part), view: &RequestView, now: Moments) {
		let key = format!("{word}/{}", view.id);
		let known = self.told.told.contains_key(&key);
		self.tell(&key, (kind, part), view.request.created, |notice| {
			describe(notice, view, now);
		});
		self.expiring(known, part, view, now);
	}

	fn opened(&mut self, part: Part, view: &RequestView, now: Moments) {
		let key = format!("opened/{}", view.id);
		let known = self.told.told.contains_key(&key);
		self.tell(&key, (NoticeKind::Opened, part), now.block, |notice| {
			describe(notice, view, now);
		});
		self.expiring(known && part == Part::Requester, part, view, now);
	}

	fn expiring(&mut self, known: bool, part: Part, view: &RequestView, now: Moments) {
		let expires = view.request.expires;
		if !known || expires.saturating_sub(view.now) > SOON {
			return;
		}
		let key = format!("expiring/{}/{expires}", view.id);
		self.tell(&key, (NoticeKind::AboutToExpire, part), now.block, |notice| {
			describe(notice, view, now);
		});
	}

	fn ended(&mut self, view: &RequestView, cause: RejectionCause, now: Moments) {
		let key = format!("ended/{}", view.id);
		self.tell(&key, (NoticeKind::Ended, Part::Requester), now.block, |notice| {
			describe(notice, view, now);
			notice.why = Some(cause_words(cause).to_owned());
		});
	}

	fn erasure(&mut self, part: Part, view: &RecordView, now: Moments) {
		let Some(erasure) = view.ends.waiting(&view.record, view.now) else {
			return;
		};
		let key = format!("erasure/{}/{}", view.id, erasure.due);
		self.tell(&key, (NoticeKind::ErasureScheduled, part), now.block, |notice| {
			notice.record = Some(view.id);
			notice.who = Some(erasure.by);
			notice.left = Some(erasure.due.saturating_sub(view.now));
			notice.until = now.time_of(erasure.due);
			notice.why = Some(erasure.reason.to_string());
		});
	}

	/// Tells what happened in a block, made at this time.
	pub fn happened(&mut self, block: BlockNumber, time: Option<u64>, event: &Event) {
		if event.pallet != "MedicalRecords" {
			return;
		}
		let happened = Happened { block, time, event };
		match event.name.as_str() {
			"AccessRequested" => self.note_request(&happened),
			"RequestRejected" | "RequestCancelled" | "RequestClosed" | "ConsentDenied" => {
				self.request_ended(&happened);
			}
			"RecordErased" => self.record_ended(&happened, ("erased", NoticeKind::Erased)),
			"ErasureStopped" => self.record_ended(&happened, ("stopped", NoticeKind::ErasureStopped)),
			_ => {}
		}
	}

	/// Remembers a request for a record that concerns the account.
	fn note_request(&mut self, at: &Happened<'_>) {
		let (Some(request), Some(requester)) = (at.parsed("request_id"), at.account("requester")) else {
			return;
		};
		if requester == self.account || self.concerns_record(at) {
			self.told.requests.insert(request, requester);
		}
	}

	fn concerns_record(&self, at: &Happened<'_>) -> bool {
		let record = at.parsed::<RecordId>("record_id");
		let named = ["patient", "uploader", "by", "wanted_by"];
		record.is_some_and(|record| self.told.records.contains(&record))
			|| named.iter().any(|name| at.account(name) == Some(self.account))
	}

	fn request_ended(&mut self, at: &Happened<'_>) {
		let Some(request) = at.parsed::<RequestId>("request_id") else {
			return;
		};
		let asked = self.told.requests.remove(&request);
		let requester = at.account("requester").or(asked);
		let own = requester == Some(self.account);
		if asked.is_none() && !own && !self.concerns_record(at) {
			return;
		}
		let by = at.account("by").or_else(|| at.account("patient"));
		// Nobody is told what they did themselves.
		if by == Some(self.account) {
			return;
		}
		let part = if own { Part::Requester } else { Part::Patient };
		if part == Part::Patient && at.event.field("cause") == Some("ConsentDenied") {
			return;
		}
		let key = format!("ended/{request}");
		self.tell(&key, (NoticeKind::Ended, part), at.block, |notice| {
			notice.time = at.time;
			notice.request = Some(request);
			notice.record = at.parsed("record_id");
			notice.who = requester;
			notice.why = Some(at.end_words(own));
		});
	}

	fn record_ended(&mut self, at: &Happened<'_>, (word, kind): (&str, NoticeKind)) {
		let Some(record) = at.parsed::<RecordId>("record_id") else {
			return;
		};
		if !self.concerns_record(at) {
			return;
		}
		let own = at.account("patient") == Some(self.account);
		let part = if own { Part::Patient } else { Part::Keeper };
		let key = format!("{word}/{record}/{}", at.block);
		self.tell(&key, (kind, part), at.block, |notice| {
			notice.time = at.time;
			notice.record = Some(record);
			notice.who = at.account("by");
			notice.why = at.event.field("reason").map(spaced);
		});
		if kind == NoticeKind::Erased {
			self.told.records.remove(&record);
		}
	}

	/// Tells that the facility should have published its catalogue again: once for each publication that is missing its successor.
	pub fn stale(&mut self, facility: AccountId, pointer: &Pointer, now: Moments) {
		let own = facility == self.account;
		let part = if own { Part::Keeper } else { Part::Requester };
		let key = format!("stale/{facility}/{}", pointer.number);
		self.tell(&key, (NoticeKind::CatalogueStale, part), now.block, |notice| {
			notice.who = Some(facility);
			let last = span(now.clock.saturating_sub(pointer.updated));
			notice.why = Some(match own {
				true => format!("it was published {last} ago. Publish it: medquorum catalogue publish"),
				false => format!("it was published {last} ago, and what came since is not found by a search"),
			});
		});
	}

	/// Tells that the node has forgotten these blocks.
	pub fn missed(&mut self, from: BlockNumber, to: BlockNumber) {
		let key = format!("missed/{from}/{to}");
		self.tell(&key, (NoticeKind::Missed, Part::Patient), to, |notice| {
			notice.why = Some(format!("the blocks {from} to {to}. An archive node has them"));
		});
	}
}

fn describe(notice: &mut Notice, view: &RequestView, now: Moments) {
	let request = &view.request;
	notice.request = Some(view.id);
	notice.record = Some(request.record_id);
	notice.who = Some(request.requester);
	notice.purpose = Some(request.purpose);
	notice.left = Some(request.expires.saturating_sub(view.now));
	notice.until = now.time_of(request.expires);
}

fn cause_words(cause: RejectionCause) -> &'static str {
	match cause {
		RejectionCause::Administrators => "too many administrators said no",
		RejectionCause::Timeout => "it ran out of time",
		RejectionCause::ConsentDenied => "the patient denied consent",
	}
}

/// An event with its block.
struct Happened<'a> {
	block: BlockNumber,
	time: Option<u64>,
	event: &'a Event,
}

impl Happened<'_> {
	fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
		self.event.field(name)?.parse().ok()
	}

	fn account(&self, name: &str) -> Option<AccountId> {
		self.parsed(name)
	}

	/// Why a request ended.
	fn end_words(&self, own: bool) -> String {
		let cause = match (self.event.name.as_str(), self.event.field("cause")) {
			("ConsentDenied", _) | (_, Some("ConsentDenied")) => {
				cause_words(RejectionCause::ConsentDenied).to_owned()
			}
			(_, Some("Administrators")) => cause_words(RejectionCause::Administrators).to_owned(),
			(_, Some("Timeout")) => cause_words(RejectionCause::Timeout).to_owned(),
			(_, Some(other)) => spaced(other),
			(_, None) => "its requester closed it".to_owned(),
		};
		match self.event.field("readable") {
			Some("true") if !own => format!("{cause}; its requester could have read the record"),
			_ => cause,
		}
	}
}

#[cfg(test)]
mod tests;
