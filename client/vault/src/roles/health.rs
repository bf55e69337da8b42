//! How committees stand: what finalized blocks and signs of life say of their shares.

use super::observer::Observer;
use crate::{error::Error, progress::Step};
use medquorum_core::{
	domain::*,
	trust::alive::SignOfLife,
	views::{CommitteeHealth, RequestView},
};
use std::collections::BTreeMap;

/// Blocks whose events are read at once.
const AT_ONCE: BlockNumber = 500;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HealthSpan {
	/// The first block whose events are read where nothing newer confirms a share.
	pub from: BlockNumber,
	/// The first block whose events are read in any case.
	pub always: BlockNumber,
	/// The newest finalized block.
	pub to: BlockNumber,
	/// From which block on what is known of a share counts as recent.
	pub recent: BlockNumber,
}

impl HealthSpan {
	/// What is not older than some days confirms a share. The events of the last day are read in any case, older ones only where a share
	/// lacks one: a month of blocks takes minutes. `from`: all are read from this block on.
	#[must_use]
	pub fn of_days(to: BlockNumber, days: u16, from: Option<BlockNumber>) -> Self {
		let back = |days: u16| to.saturating_sub(DECISION_TTL.saturating_mul(days.into()));
		let recent = back(days);
		Self {
			from: from.unwrap_or(recent).min(to),
			always: from.unwrap_or_else(|| back(1)).min(to),
			to,
			recent,
		}
	}
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
		let mut drills = Drills::default();
		let all = committees.iter();
		let mut found: Vec<CommitteeHealth> = all
			.map(|(key_id, committee)| CommitteeHealth::new(*key_id, committee, span.always, span.recent))
			.collect();
		self.take_votes(&mut drills, &mut found).await?;
		self.take_signs(committees, signs, &mut found).await?;
		let first = self.take_events(span, &mut drills, &mut found).await?;
		for health in &mut found {
			health.from = first;
		}
		Ok(found)
	}

	/// Takes in what was answered to the requests in state.
	async fn take_votes(&self, drills: &mut Drills, found: &mut [CommitteeHealth]) -> Result<(), Error> {
		let ledger = self.desk.ledger;
		for (id, request) in ledger.requests().await? {
			let drill = drills.look(self, &request.record_id.to_string()).await?;
			let votes = ledger.votes(id).await?;
			for health in &mut *found {
				for (index, vote) in &votes {
					health.take_vote(&request, (*index, vote), drill);
				}
			}
		}
		Ok(())
	}

	/// Takes in signs of life, each with its file's name.
	async fn take_signs(
		&self,
		committees: &[(KeyId, Committee)],
		signs: &[(String, SignOfLife)],
		found: &mut [CommitteeHealth],
	) -> Result<(), Error> {
		for (health, (_, committee)) in found.iter_mut().zip(committees) {
			let key_id = health.key_id;
			for (file, sign) in signs.iter().filter(|(_, sign)| sign.key_id == key_id) {
				let hash = self.desk.ledger.block_hash(sign.block).await?;
				health.take_sign(&self.desk.genesis(), committee, (file, sign), hash);
			}
		}
		Ok(())
	}

	/// Takes in events, the newest first, as far back as the span and unconfirmed shares demand. Gives the first block that was read.
	async fn take_events(
		&self,
		span: HealthSpan,
		drills: &mut Drills,
		found: &mut [CommitteeHealth],
	) -> Result<BlockNumber, Error> {
		let lacks = |health: &CommitteeHealth| health.confirmed() < health.members.len();
		let mut first = span.to.saturating_add(1);
		while first > span.always || (first > span.from && found.iter().any(lacks)) {
			let floor = match first > span.always {
				true => span.always,
				false => span.from,
			};
			let read = span.to.saturating_add(1).saturating_sub(first);
			let all = span.to.saturating_add(1).saturating_sub(floor);
			self.desk.advance(Step::Blocks, read.into(), all.into());
			let from = first.saturating_sub(AT_ONCE).max(floor);
			let past = self.past(from, first.saturating_sub(1), span.to).await?;
			for (_, event) in &past.events {
				if event.name == "ApprovalRecorded"
					&& let Some(record) = event.field("record_id")
				{
					drills.look(self, record).await?;
				}
			}
			for health in &mut *found {
				for (block, event) in &past.events {
					health.take_event(*block, event, |record| drills.known(record));
				}
			}
			if let Some(forgotten) = past.forgotten {
				return Ok(first.min(forgotten.saturating_add(1)));
			}
			first = from;
		}
		Ok(first)
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
