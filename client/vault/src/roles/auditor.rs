//! Telling who did what and when, from finalized blocks, and proving it.

use super::desk::Desk;
use crate::{error::Error, progress::Step};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use medquorum_audit::{
	AuditError, Entry, Export, Missing, Nobody, Past, Question, Report,
	entry::{entries, needed},
	header::Header,
	proof::{Block, Rung, Step as Proven, plan},
	runtime::Runtime,
	time, trie,
};
use medquorum_core::{
	domain::{AccountId, BlockNumber, Role},
	ledger::{Archive, Evidence, PastBlock},
	views::Names,
};
use std::collections::BTreeSet;

/// Blocks that a node is asked for at once.
const AT_ONCE: usize = 48;

/// A period by clocks, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
	/// Its first moment; `None` is the chain's beginning.
	pub since: Option<u64>,
	/// The first moment after it; `None` is now.
	pub until: Option<u64>,
}

/// What a node showed of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
	/// The newest finalized block.
	pub top: Block,
	/// Whom it is about, and over which blocks.
	pub question: Question,
	/// Blocks of the period that the node has forgotten.
	pub missing: Vec<Missing>,
	/// The blocks that tell something about it, ascending.
	pub past: Vec<Past>,
}

/// Somebody who asks who looked.
#[derive(Clone, Copy)]
pub struct Auditor<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// The chain as it was.
	pub archive: &'a dyn Archive,
}

fn add(missing: &mut Vec<Missing>, block: BlockNumber) {
	match missing
		.last_mut()
		.filter(|last| last.to.checked_add(1) == Some(block))
	{
		Some(last) => last.to = block,
		None => missing.push(Missing {
			from: block,
			to: block,
		}),
	}
}

fn past(block: PastBlock) -> Past {
	Past {
		block: Block {
			number: block.number,
			hash: block.hash,
		},
		time: block.time.unwrap_or_default(),
		events: block.events,
	}
}

impl Auditor<'_> {
	/// Reads what happened in a period to these accounts, to those in whose place they act, and to their records: those about them, and
	/// those that a facility uploaded. Without accounts it reads everybody's. Blocks that the node has forgotten are named.
	///
	/// # Errors
	/// When there are no blocks in the period, or the chain cannot be reached.
	pub async fn walk(&self, accounts: &[AccountId], period: Period) -> Result<Walk, Error> {
		let head = self.desk.ledger.head().await?.block;
		let top = Block {
			number: head.number,
			hash: head.hash,
		};
		let (from, to, oldest) = self.blocks(top.number, period).await?;
		let mut question = Question {
			from,
			to,
			..Question::default()
		};
		for account in accounts {
			question.accounts.insert(*account);
			question.accounts.extend(self.desk.replaced_by(*account).await?);
		}
		self.records_before(&mut question, from.max(oldest)).await?;
		let mut missing = Vec::new();
		if from < oldest {
			let last = oldest.saturating_sub(1).min(to);
			missing.push(Missing { from, to: last });
		}
		let mut all = Vec::new();
		let total = u64::from(to.saturating_sub(from.max(oldest)));
		let mut blocks = stream::iter(from.max(oldest)..=to)
			.map(|block| async move { Ok::<_, Error>((block, self.archive.past(block).await?)) })
			.buffered(AT_ONCE);
		while let Some((block, found)) = blocks.try_next().await? {
			self.desk.advance(
				Step::Blocks,
				u64::from(block.saturating_sub(from.max(oldest))),
				total,
			);
			match found {
				Some(found) if found.events.is_empty() => {}
				Some(found) => all.push(past(found)),
				// The node forgets more blocks while this reads.
				None => add(&mut missing, block),
			}
		}
		for (_, event) in all.iter().flat_map(|past| &past.events) {
			question.learn(event);
		}
		let past = needed(&question, all);
		Ok(Walk {
			top,
			question,
			missing,
			past,
		})
	}

	/// The first and the last block of a period, and the oldest block that the node still knows.
	async fn blocks(
		&self,
		top: BlockNumber,
		period: Period,
	) -> Result<(BlockNumber, BlockNumber, BlockNumber), Error> {
		let Period { since, until } = period;
		if since.zip(until).is_some_and(|(since, until)| since >= until) {
			return Err(AuditError::Backwards.into());
		}
		let nothing = |last: Option<u64>| AuditError::NoBlocks {
			last: time::people(last.unwrap_or_default()),
		};
		let last = self.desk.ledger.time_of(top).await?;
		// Nothing happens in block 0.
		if top == 0 {
			return Err(nothing(last).into());
		}
		let oldest = self.first(1, top, |time| time.is_some()).await?;
		// Where the node has forgotten the block in which the period begins, it begins with what was forgotten.
		let from = match since {
			Some(since) => {
				self.first(oldest, top, |time| time.is_some_and(|time| time >= since))
					.await?
			}
			None => 1,
		};
		let from = if from == oldest { 1 } else { from };
		let to = match until {
			Some(until) => self
				.first(oldest, top, |time| time.is_some_and(|time| time >= until))
				.await?
				.saturating_sub(1),
			None => top,
		};
		match from <= to {
			true => Ok((from, to, oldest)),
			false => Err(nothing(last).into()),
		}
	}

	/// The first block from `low` to `high` whose time fits, if all after it fit as well; else the one after `high`.
	async fn first(
		&self,
		low: BlockNumber,
		high: BlockNumber,
		fits: impl Fn(Option<u64>) -> bool,
	) -> Result<BlockNumber, Error> {
		let (mut low, mut beyond) = (low, high.saturating_add(1));
		while low < beyond {
			let middle = low + (beyond - low) / 2;
			match fits(self.desk.ledger.time_of(middle).await?) {
				true => beyond = middle,
				false => low = middle.saturating_add(1),
			}
		}
		Ok(low)
	}

	/// Takes in the records that there were before the first block: no event of the period says whose they are.
	async fn records_before(&self, question: &mut Question, first: BlockNumber) -> Result<(), Error> {
		if first <= 1 || question.accounts.is_empty() {
			return Ok(());
		}
		let accounts: Vec<_> = question.accounts.iter().copied().collect();
		let mut uploaders = Vec::new();
		for account in &accounts {
			let role = self.desk.ledger.user(*account).await?.map(|user| user.role);
			uploaders.extend(role.is_some_and(Role::can_upload).then_some(*account));
		}
		for block in [first.saturating_sub(1), first] {
			let there = self
				.archive
				.records_then(block, accounts.clone(), uploaders.clone())
				.await?;
			if let Some(there) = there {
				question.records.extend(there);
				break;
			}
		}
		Ok(())
	}

	/// Proves what a node showed: every entry by the state of its block, and every block from the newest one down.
	///
	/// # Errors
	/// When the node proves something else than it showed, or the chain cannot be reached.
	pub async fn prove(&self, walk: &Walk) -> Result<Export, Error> {
		let head = self.desk.ledger.head().await?.block;
		let top = Block {
			number: head.number,
			hash: head.hash,
		};
		let reach = Runtime::newest()?.reach;
		let mut missing = walk.missing.clone();
		let mut shown = walk.past.clone();
		let steps = loop {
			let wanted: BTreeSet<_> = shown.iter().map(|past| past.block.number).collect();
			match self.steps(&plan(top.number, &wanted, reach)).await? {
				Ok(steps) => break steps,
				// The node has forgotten a block since it was read: that one and all older ones cannot be proven.
				Err(gone) => {
					let lost = shown
						.iter()
						.map(|past| past.block.number)
						.filter(|block| *block <= gone);
					lost.for_each(|block| add(&mut missing, block));
					shown.retain(|past| past.block.number > gone);
				}
			}
		};
		let differs = |error| match error {
			AuditError::Unlinked { block } | AuditError::BadProof { block } => {
				AuditError::NodeDiffers { block }
			}
			AuditError::OtherGenesis => AuditError::NodeDiffers { block: 0 },
			other => other,
		};
		missing.sort_by_key(|missing| missing.from);
		let genesis = self.desk.genesis();
		let export = Export::new(genesis, top, walk.question.clone(), missing, steps).map_err(differs)?;
		let told = entries(&walk.question, &shown, &Nobody);
		match first_difference(&told, &export.entries()) {
			Some(block) => Err(AuditError::NodeDiffers { block }.into()),
			None => Ok(export),
		}
	}

	/// The steps with their proofs, or the block that the node has forgotten.
	pub(super) async fn steps(&self, rungs: &[Rung]) -> Result<Result<Vec<Proven>, BlockNumber>, Error> {
		let mut steps = Vec::new();
		let mut asked = stream::iter(rungs)
			.map(|rung| async move {
				let evidence = self.archive.evidence(rung.number, rung.keys()).await?;
				Ok::<_, Error>((rung, evidence))
			})
			.buffered(AT_ONCE);
		let total = u64::try_from(rungs.len()).unwrap_or(u64::MAX);
		while let Some((rung, evidence)) = asked.try_next().await? {
			self.desk.advance(
				Step::Blocks,
				u64::try_from(steps.len()).unwrap_or(u64::MAX),
				total,
			);
			match evidence {
				Some(evidence) => steps.push(step(rung, evidence)?),
				None => return Ok(Err(rung.number)),
			}
		}
		Ok(Ok(steps))
	}

	/// Whether the block at the top of an export is one of the node's finalized chain.
	///
	/// # Errors
	/// When it is not, or the chain cannot be reached.
	pub async fn check_top(&self, export: &Export) -> Result<(), Error> {
		let Block { number, hash } = export.top;
		let finalized = number <= self.desk.ledger.block_number().await?;
		let there = self.desk.ledger.block_hash(number).await?;
		match finalized && there == Some(hash) && self.desk.ledger.genesis() == export.genesis {
			true => Ok(()),
			false => Err(AuditError::NotOnChain { block: number }.into()),
		}
	}

	/// What a node showed, for people and programs.
	#[must_use]
	pub fn report(&self, walk: &Walk, names: &dyn Names) -> Report {
		Report::shown(
			self.desk.genesis(),
			walk.top,
			walk.question.clone(),
			walk.missing.clone(),
			&walk.past,
			names,
		)
	}
}

/// A rung with its proof, from which is left out what it does not take.
fn step(rung: &Rung, evidence: Evidence) -> Result<Proven, AuditError> {
	let differs = || AuditError::NodeDiffers { block: rung.number };
	let header = Header::read(&evidence.header).ok_or_else(differs)?;
	let shown = trie::read(&header.state_root, &evidence.nodes, &rung.keys()).ok_or_else(differs)?;
	Ok(Proven {
		number: rung.number,
		earlier: rung.earlier.clone(),
		tells: rung.tells,
		header: evidence.header,
		proof: shown.nodes,
	})
}

/// The block of the first entry that differs.
fn first_difference(told: &[Entry], proven: &[Entry]) -> Option<BlockNumber> {
	let differs = told.iter().zip(proven).find(|(told, proven)| told != proven);
	let longer = || told.get(proven.len()).or_else(|| proven.get(told.len()));
	let entry = differs.map(|(_, proven)| proven).or_else(longer);
	entry.map(|entry| entry.block)
}
