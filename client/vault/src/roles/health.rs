//! How committees stand: what finalized blocks and signs of life say of their shares.

use super::observer::Observer;
use crate::{error::Error, progress::Step};
use medquorum_core::{
	domain::*,
	ledger::Event,
	trust::alive::SignOfLife,
	views::{CommitteeHealth, RequestView},
};
use std::collections::BTreeMap;

/// Blocks whose events are read at once.
const AT_ONCE: BlockNumber = 500;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HealthSpan {
	/// The first block whose events are read.
	pub from: BlockNumber,
	/// The newest finalized block.
	pub to: BlockNumber,
	/// From which block on what is known of a share counts as recent.
	pub recent: BlockNumber,
}

/// A drill under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
	/// Whose drill it is.
	pub committee: Committee,
	/// Its requests, the oldest first.
	pub requests: Vec<RequestView>,
}

impl Drill {
	/// How many requests have everybody approve once: each takes no more approvals than it needs.
	#[must_use]
	pub fn requests_for(committee: &Committee) -> usize {
		committee.admins.len().div_ceil(usize::from(committee.k).max(1))
	}

	/// Whether this administrator has approved in it, so that the share is there.
	#[must_use]
	pub fn has_passed(&self, who: &AccountId) -> bool {
		let mut votes = self.requests.iter().flat_map(|view| &view.votes);
		votes.any(|vote| vote.approved && vote.account == Some(*who))
	}

	/// The request that this administrator approves next.
	#[must_use]
	pub fn next_for(&self, who: &AccountId) -> Option<&RequestView> {
		self.requests.iter().find(|view| view.can_answer(who))
	}
}

/// Whether a record is one of a drill: its uploader made it about itself, so that it is about no patient.
#[must_use]
pub fn is_of_drill(record: &Record) -> bool {
	record.uploader == record.patient
}

impl Observer<'_> {
	/// How these committees stand, by the events of the span's blocks, the requests in state, and signs of life, each with its file's name.
	///
	/// # Errors
	/// When the chain cannot be reached, or is not where it was seen before.
	pub async fn health(
		&self,
		committees: &[(KeyId, Committee)],
		span: HealthSpan,
		signs: &[(String, SignOfLife)],
	) -> Result<Vec<CommitteeHealth>, Error> {
		self.desk.check_node().await?;
		let ledger = self.desk.ledger;
		let (from, events) = self.events_in(span).await?;
		let mut drills = Drills::default();
		for (_, event) in &events {
			if event.name == "ApprovalRecorded"
				&& let Some(record) = event.field("record_id")
			{
				drills.look(self, record).await?;
			}
		}
		let mut votes = Vec::new();
		for (id, request) in ledger.requests().await? {
			let drill = drills.look(self, &request.record_id.to_string()).await?;
			votes.push((ledger.votes(id).await?, request, drill));
		}
		let mut found = Vec::new();
		for (key_id, committee) in committees {
			let mut health = CommitteeHealth::new(*key_id, committee, from, span.recent);
			for (block, event) in &events {
				health.take_event(*block, event, |record| drills.known(record));
			}
			for (given, request, drill) in &votes {
				for (index, vote) in given {
					health.take_vote(request, (*index, vote), *drill);
				}
			}
			for (file, sign) in signs {
				if sign.key_id == *key_id {
					let hash = ledger.block_hash(sign.block).await?;
					health.take_sign(&self.desk.genesis(), committee, (file, sign), hash);
				}
			}
			found.push(health);
		}
		Ok(found)
	}

	/// The events of the span, and the first block whose events the node still has.
	async fn events_in(&self, span: HealthSpan) -> Result<(BlockNumber, Vec<(BlockNumber, Event)>), Error> {
		let HealthSpan { from, to, .. } = span;
		let (mut first, mut next, mut events) = (from, from, Vec::new());
		let all = u64::from(to.saturating_sub(from)).saturating_add(1);
		while next <= to {
			let done = u64::from(next.saturating_sub(from));
			self.desk.advance(Step::Blocks, done, all);
			let last = to.min(next.saturating_add(AT_ONCE - 1));
			let past = self.past(next, last, to).await?;
			if let Some(forgotten) = past.forgotten {
				first = forgotten.saturating_add(1);
			}
			events.extend(past.events);
			next = last.max(past.to).saturating_add(1);
		}
		self.desk.advance(Step::Blocks, all, all);
		Ok((first, events))
	}

	/// The drill of a committee: the requests in state for records that are about nobody, the oldest first.
	///
	/// # Errors
	/// When there is no such committee, or the chain cannot be reached.
	pub async fn drill(&self, key_id: KeyId) -> Result<Drill, Error> {
		self.desk.check_node().await?;
		let committee = self.desk.committee(key_id).await?;
		let mut requests = Vec::new();
		for (id, request) in self.desk.ledger.requests().await? {
			if (request.key_id, request.epoch) != (key_id, committee.epoch) || !request.is_own() {
				continue;
			}
			let view = self.desk.view(id, request).await?;
			if view.record.as_ref().is_some_and(is_of_drill) {
				requests.push(view);
			}
		}
		requests.sort_by_key(|view| (view.request.created, view.id));
		Ok(Drill { committee, requests })
	}
}

/// Which records are those of drills, each asked for once.
#[derive(Default)]
struct Drills(BTreeMap<String, bool>);

impl Drills {
	async fn look(&mut self, observer: &Observer<'_>, record: &str) -> Result<bool, Error> {
		if let Some(known) = self.0.get(record) {
			return Ok(*known);
		}
		let drill = match record.parse::<RecordId>() {
			Ok(id) => observer.desk.ledger.record(id).await?,
			Err(_) => None,
		};
		let drill = drill.is_some_and(|record| is_of_drill(&record));
		self.0.insert(record.to_owned(), drill);
		Ok(drill)
	}

	fn known(&self, record: &str) -> bool {
		self.0.get(record).copied().unwrap_or_default()
	}
}
