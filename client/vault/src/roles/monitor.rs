//! Counting: how much waits on the chain, for how long, and how much of it is about to expire. For whoever keeps the network running:
//! no person, record or purpose is in it.

use super::{desk::Desk, searcher::INTERVAL};
use crate::error::Error;
use medquorum_core::{
	domain::{
		AccountId, BlockNumber, Body, DECISION_TTL, EMERGENCY_TTL, ERASURE_DELAY, Ends, KeyId, Moment,
		Purpose, RecordStatus, Request, RequestId, RequestStatus,
	},
	rules::watch::SOON,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where a request stands, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
	/// Administrators have to decide.
	Open,
	/// The patient has to consent, or the requester to open it.
	Approved,
	/// It has ended, and lies in state until somebody closes it.
	Ended,
}

impl Stage {
	/// All of them.
	pub const ALL: [Self; 3] = [Self::Open, Self::Approved, Self::Ended];

	/// One word for it.
	#[must_use]
	pub fn word(self) -> &'static str {
		match self {
			Self::Open => "open",
			Self::Approved => "approved",
			Self::Ended => "ended",
		}
	}

	fn of(request: &Request, now: Moment) -> Self {
		match request.status_at(now) {
			RequestStatus::Open => Self::Open,
			RequestStatus::Approved => Self::Approved,
			RequestStatus::Rejected(_) => Self::Ended,
		}
	}
}

/// What was counted of one finalized block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
	/// The block.
	pub block: BlockNumber,
	/// When it was made, in milliseconds since 1970; `None` where the node has forgotten it.
	pub time: Option<u64>,
	/// Whether the node says that it is still catching up.
	pub syncing: bool,
	/// Whether the node is where it was when this home saw it last, or further on the same branch.
	pub believed: bool,
	/// The chain's own clock.
	pub clock: Moment,
	/// The last block of a pause.
	pub paused: Option<BlockNumber>,
	/// Requests by where they stand.
	pub requests: BTreeMap<Stage, u64>,
	/// Moments that the oldest request waits for a decision.
	pub oldest: Moment,
	/// Requests whose present window ends within four hours.
	pub at_risk: u64,
	/// Requests that wait for a decision, with the moment in which they were made.
	pub waiting: BTreeMap<RequestId, Moment>,
	/// Epoch, k and n of each committee.
	pub committees: BTreeMap<KeyId, (u32, u16, usize)>,
	/// Open motions of each body: council, recovery body.
	pub motions: [usize; 2],
	/// Decisions of the council that wait.
	pub decisions: usize,
	/// Notices to a body.
	pub notices: usize,
	/// Erasures that have not taken place, and how many of them are due.
	pub erasures: (usize, usize),
	/// Legal holds that last.
	pub holds: usize,
	/// Storage hosts.
	pub hosts: usize,
	/// Moments since each facility published its catalogue, and whether the next publication is overdue.
	pub catalogues: BTreeMap<AccountId, (Moment, bool)>,
}

/// Somebody who keeps the network running.
#[derive(Clone, Copy)]
pub struct Monitor<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Monitor<'_> {
	/// Counts what is in state. A node that lies can make every figure false: this is for operators who ask their own.
	///
	/// # Errors
	/// When the node cannot be reached.
	pub async fn figures(&self) -> Result<Figures, Error> {
		let ledger = self.desk.ledger;
		let believed = self.desk.check_node().await.is_ok();
		let head = ledger.head().await?;
		let clock = self.desk.clock().await?;
		let mut figures = Figures {
			block: head.block.number,
			time: ledger.time_of(head.block.number).await?,
			syncing: head.syncing,
			believed,
			clock,
			paused: ledger.paused().await?,
			decisions: ledger.scheduled().await?.len(),
			hosts: ledger.storage_hosts().await?.len(),
			..Figures::default()
		};
		for (key_id, committee) in ledger.committees().await? {
			let rule = (committee.epoch, committee.k, committee.admins.len());
			figures.committees.insert(key_id, rule);
		}
		for (body, motions) in [Body::Council, Body::Recovery]
			.into_iter()
			.zip(&mut figures.motions)
		{
			*motions = ledger.motions(body).await?.len();
			figures.notices += usize::from(ledger.notice(body).await?.is_some());
		}
		figures.erasures = self.erasures(clock).await?;
		let holds = ledger.holds().await?;
		figures.holds = holds.iter().filter(|(_, hold)| hold.until >= clock).count();
		for (facility, pointer) in ledger.catalogues().await? {
			let age = clock.saturating_sub(pointer.updated);
			let overdue = pointer.overdue(clock, INTERVAL).is_some();
			figures.catalogues.insert(facility, (age, overdue));
		}
		let requests = ledger.requests().await?;
		let emergencies = self.emergencies(&requests).await?;
		figures.count(&requests, &emergencies);
		Ok(figures)
	}

	/// Those of these requests that an emergency committee decides, within another time. Only what could be one is asked for.
	async fn emergencies(&self, requests: &[(RequestId, Request)]) -> Result<BTreeSet<RequestId>, Error> {
		let mut found = BTreeSet::new();
		for (id, request) in requests {
			let may_be = Purpose::EMERGENCIES.contains(&request.purpose);
			if may_be && self.desk.ledger.emergency_request(*id).await?.is_some() {
				found.insert(*id);
			}
		}
		Ok(found)
	}

	/// Erasures that can still take place, and those of them that are due. Records are read only where the time may be over.
	async fn erasures(&self, clock: Moment) -> Result<(usize, usize), Error> {
		let (mut all, mut due) = (0, 0);
		for (id, erasure) in self.desk.ledger.erasures().await? {
			let ends = Ends {
				erasure: Some(erasure),
				hold: None,
			};
			let late = clock > erasure.due.saturating_add(ERASURE_DELAY);
			let waits = match late {
				false => true,
				true => {
					let record = self.desk.ledger.record(id).await?;
					record.is_some_and(|record| ends.waiting(&record, clock).is_some())
				}
			};
			all += usize::from(waits);
			due += usize::from(waits && erasure.due <= clock);
		}
		Ok((all, due))
	}

	/// Records by their status. Reads all of them: the larger the chain, the more seldom this should be asked.
	///
	/// # Errors
	/// When the node cannot be reached.
	pub async fn records(&self) -> Result<BTreeMap<&'static str, u64>, Error> {
		let mut counted = BTreeMap::from(["active", "suspended", "superseded"].map(|word| (word, 0)));
		for (_, record) in self.desk.ledger.records().await? {
			let word = match record.standing() {
				RecordStatus::Active => "active",
				RecordStatus::Suspended => "suspended",
				RecordStatus::Superseded => "superseded",
			};
			*counted.entry(word).or_default() += 1;
		}
		Ok(counted)
	}
}

impl Figures {
	fn count(&mut self, requests: &[(RequestId, Request)], emergencies: &BTreeSet<RequestId>) {
		self.requests = Stage::ALL.map(|stage| (stage, 0)).into();
		for (id, request) in requests {
			let stage = Stage::of(request, self.clock);
			*self.requests.entry(stage).or_default() += 1;
			let left = request.expires.saturating_sub(self.clock);
			self.at_risk += u64::from(stage != Stage::Ended && left <= SOON);
			if stage == Stage::Open {
				let time = match emergencies.contains(id) {
					true => EMERGENCY_TTL,
					false => DECISION_TTL,
				};
				self.waiting.insert(*id, request.expires.saturating_sub(time));
				self.oldest = self.oldest.max(time.saturating_sub(left));
			}
		}
	}

	/// Moments that requests had waited which were open in `before` and are not any more. What came and went in between is not seen.
	pub fn decided_since<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = Moment> + 'a {
		let gone = before
			.waiting
			.iter()
			.filter(|(id, _)| !self.waiting.contains_key(id));
		gone.map(|(_, made)| self.clock.saturating_sub(*made))
	}
}
