//! Counting: how much waits on the chain, for how long, and how much of it is about to expire. For whoever keeps the network running:
//! no person, record or purpose is in it.

use super::{desk::Desk, searcher::INTERVAL};
use crate::error::{Error, LedgerError};
use medquorum_core::{
	advice::in_one_line,
	domain::{
		AccountId, BlockNumber, Body, DECISION_TTL, EMERGENCY_TTL, ERASURE_DELAY, Ends, KeyId, Moment,
		Purpose, RecordStatus, Request, RequestId, RequestStatus,
	},
	rules::watch::SOON,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where a request stands, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestStage {
	/// Administrators have to decide.
	Open,
	/// The patient has to consent, or the requester to open it.
	Approved,
	/// It has ended, and lies in state until somebody closes it.
	Ended,
}

impl RequestStage {
	/// In the order in which a request reaches them.
	pub const ALL: [Self; 3] = [Self::Open, Self::Approved, Self::Ended];

	/// The value of the label `stage` in metrics; dashboards know it.
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

/// A question whose answer gives some of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
	/// When the block was made.
	Time,
	/// Whether the records are paused.
	Pause,
	/// Motions, decisions and notices.
	Votes,
	/// The committees' rules.
	Committees,
	/// The storage hosts with that role.
	Hosts,
	/// How many erasures wait, and which of them are due.
	Erasures,
	/// How many legal holds last.
	Holds,
	/// The facilities' catalogues.
	Catalogues,
	/// Where each request stands.
	Requests,
	/// The records by status.
	Records,
	/// What this home noted of the store's hosts.
	Replicas,
}

impl Reading {
	/// In the order in which they are asked.
	pub const ALL: [Self; 11] = [
		Self::Time,
		Self::Pause,
		Self::Votes,
		Self::Committees,
		Self::Hosts,
		Self::Erasures,
		Self::Holds,
		Self::Catalogues,
		Self::Requests,
		Self::Records,
		Self::Replicas,
	];

	/// The value of the label `about` in metrics; dashboards know it.
	#[must_use]
	pub fn word(self) -> &'static str {
		match self {
			Self::Time => "time",
			Self::Pause => "pause",
			Self::Votes => "votes",
			Self::Committees => "committees",
			Self::Hosts => "hosts",
			Self::Erasures => "erasures",
			Self::Holds => "holds",
			Self::Catalogues => "catalogues",
			Self::Requests => "requests",
			Self::Records => "records",
			Self::Replicas => "replicas",
		}
	}
}

/// What was counted of one finalized block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
	/// Number of the latest finalized block, which everything here was read of.
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
	pub requests: BTreeMap<RequestStage, u64>,
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
	/// Answers that could not be made sense of, and why. The figures they would have given are nothing to believe.
	pub unread: BTreeMap<Reading, String>,
}

/// Somebody who keeps the network running.
#[derive(Clone, Copy)]
pub struct Monitor<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Monitor<'_> {
	/// Counts what is in state. An answer that cannot be made sense of costs the figures it would have given, and no others. A node that
	/// lies can make every figure false: this is for operators who ask their own.
	///
	/// # Errors
	/// When the node cannot be reached, or does not say how far it is.
	pub async fn figures(&self) -> Result<Figures, Error> {
		let ledger = self.desk.ledger;
		let believed = self.desk.check_node().await.is_ok();
		let head = ledger.head().await?;
		let clock = self.desk.clock().await?;
		let mut figures = Figures {
			block: head.block.number,
			syncing: head.syncing,
			believed,
			clock,
			..Figures::default()
		};
		let time = ledger.time_of(head.block.number).await;
		figures.time = figures.take(Reading::Time, time)?.flatten();
		let paused = ledger.paused().await;
		figures.paused = figures.take(Reading::Pause, paused)?.flatten();
		let votes = self.votes().await;
		if let Some((motions, decisions, notices)) = figures.take(Reading::Votes, votes)? {
			(figures.motions, figures.decisions, figures.notices) = (motions, decisions, notices);
		}
		let committees = ledger.committees().await;
		for (key_id, committee) in figures.take(Reading::Committees, committees)?.unwrap_or_default() {
			let rule = (committee.epoch, committee.k, committee.admins.len());
			figures.committees.insert(key_id, rule);
		}
		let hosts = ledger.storage_hosts().await;
		let hosts = figures.take(Reading::Hosts, hosts)?;
		figures.hosts = hosts.unwrap_or_default().len();
		let erasures = self.erasures(clock).await;
		figures.erasures = figures.take(Reading::Erasures, erasures)?.unwrap_or_default();
		let holds = ledger.holds().await;
		let holds = figures.take(Reading::Holds, holds)?.unwrap_or_default();
		figures.holds = holds.iter().filter(|(_, hold)| hold.until >= clock).count();
		let catalogues = ledger.catalogues().await;
		for (facility, pointer) in figures.take(Reading::Catalogues, catalogues)?.unwrap_or_default() {
			let age = clock.saturating_sub(pointer.updated);
			let overdue = pointer.overdue(clock, INTERVAL).is_some();
			figures.catalogues.insert(facility, (age, overdue));
		}
		let requests = self.requests().await;
		if let Some((requests, emergencies)) = figures.take(Reading::Requests, requests)? {
			figures.count(&requests, &emergencies);
		}
		Ok(figures)
	}

	/// Open motions of each body, decisions that wait, and notices.
	async fn votes(&self) -> Result<([usize; 2], usize, usize), Error> {
		let ledger = self.desk.ledger;
		let (mut motions, mut notices) = ([0; 2], 0);
		for (body, open) in [Body::Council, Body::Recovery].into_iter().zip(&mut motions) {
			*open = ledger.motions(body).await?.len();
			notices += usize::from(ledger.notice(body).await?.is_some());
		}
		Ok((motions, ledger.scheduled().await?.len(), notices))
	}

	/// All requests, and which of them an emergency committee decides.
	async fn requests(&self) -> Result<(Vec<(RequestId, Request)>, BTreeSet<RequestId>), Error> {
		let requests = self.desk.ledger.requests().await?;
		let emergencies = self.emergencies(&requests).await?;
		Ok((requests, emergencies))
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
	/// Takes an answer. One that cannot be made sense of is noted with its reason, and is `None`.
	///
	/// # Errors
	/// Whatever else went wrong: then the node as a whole is not asked further.
	pub fn take<T>(
		&mut self,
		reading: Reading,
		answer: Result<T, impl Into<Error>>,
	) -> Result<Option<T>, Error> {
		match answer.map_err(Into::into) {
			Ok(answer) => Ok(Some(answer)),
			Err(error @ Error::Ledger(LedgerError::Incompatible { .. })) => {
				self.unread.insert(reading, in_one_line(&error));
				Ok(None)
			}
			Err(error) => Err(error),
		}
	}

	/// Whether the answer to this could be made sense of.
	#[must_use]
	pub fn has_read(&self, reading: Reading) -> bool {
		!self.unread.contains_key(&reading)
	}

	fn count(&mut self, requests: &[(RequestId, Request)], emergencies: &BTreeSet<RequestId>) {
		self.requests = RequestStage::ALL.map(|stage| (stage, 0)).into();
		for (id, request) in requests {
			let stage = RequestStage::of(request, self.clock);
			*self.requests.entry(stage).or_default() += 1;
			let left = request.expires.saturating_sub(self.clock);
			self.at_risk += u64::from(stage != RequestStage::Ended && left <= SOON);
			if stage == RequestStage::Open {
				let time = match emergencies.contains(id) {
					true => EMERGENCY_TTL,
					false => DECISION_TTL,
				};
				self.waiting.insert(*id, request.expires.saturating_sub(time));
				self.oldest = self.oldest.max(time.saturating_sub(left));
			}
		}
	}

	/// Moments that requests had waited which were open in `before` and are not any more. What came and went in between is not seen, and
	/// where requests could not be read nothing is.
	pub fn decided_since<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = Moment> + 'a {
		let gone = before
			.waiting
			.iter()
			.filter(move |(id, _)| self.has_read(Reading::Requests) && !self.waiting.contains_key(id));
		gone.map(|(_, made)| self.clock.saturating_sub(*made))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn odd() -> Result<u8, LedgerError> {
		Err(LedgerError::Incompatible {
			what: "its storage of Requests".to_owned(),
			source: None,
		})
	}

	#[test]
	fn odd_answer_costs_its_own_figures_and_a_broken_connection_the_look() {
		let mut figures = Figures::default();
		assert_eq!(figures.take(Reading::Hosts, Ok::<_, Error>(3)).unwrap(), Some(3));
		assert_eq!(figures.take(Reading::Requests, odd()).unwrap(), None);
		assert!(figures.has_read(Reading::Hosts) && !figures.has_read(Reading::Requests));
		assert!(figures.unread[&Reading::Requests].contains("its storage of Requests"));
		let broken = LedgerError::Connection("it fell silent".into());
		let ended = figures.take(Reading::Votes, Err::<u8, _>(broken));
		assert!(matches!(ended, Err(Error::Ledger(LedgerError::Connection(_)))));
		assert_eq!(figures.unread.len(), 1);
	}

	#[test]
	fn requests_that_could_not_be_read_were_not_decided() {
		let before = Figures {
			waiting: [(RequestId([1; 16]), 5)].into(),
			..Figures::default()
		};
		let mut now = Figures {
			clock: 9,
			..Figures::default()
		};
		assert_eq!(now.decided_since(&before).collect::<Vec<_>>(), [4]);
		now.take(Reading::Requests, odd()).unwrap();
		assert_eq!(now.decided_since(&before).count(), 0);
	}
}
