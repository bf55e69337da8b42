//! Who looked: periods, what a node has forgotten, and a node that tells one thing and proves another.
use crate::common::{Blocks, Desk, Person, Trust, lying::LyingLedger, memory_ledger::MemoryLedger};
use medquorum_client::{
	audit::{
		Act, AuditError, Export, Missing, Nobody,
		proof::{Rung, Step},
		runtime::Runtime,
		testing::{BEGINS, Chain, metadata},
	},
	domain::{AccountId, BlockNumber, RecordId},
	error::Error,
	ledger::{Archive, Event, Evidence, Head, LedgerFuture, PastBlock},
	ports::SeenBlock,
	roles::{Auditor, Period, Walk},
};
use std::{
	collections::BTreeMap,
	sync::atomic::{AtomicU32, Ordering},
};

const WHO: AccountId = AccountId([7; 32]);
const LAST: BlockNumber = 60;
/// As many hashes as the runtime keeps.
const REACH: BlockNumber = 4_096;

fn happened() -> BTreeMap<BlockNumber, Vec<u8>> {
	let metadata = metadata();
	let told: [(BlockNumber, &[(&str, u8)]); 5] = [
		(2, &[("RecordRegistered", 7)]),
		(9, &[("AccessRequested", 7), ("AccessRequested", 99)]),
		(30, &[("ConsentGranted", 7)]),
		(31, &[("RequestClosed", 7)]),
		(50, &[("RecordErased", 7)]),
	];
	told.into_iter()
		.map(|(block, events)| (block, metadata.events(events)))
		.collect()
}

type Told = fn(&mut PastBlock);
type Proven = fn(&mut Evidence);

/// A node over a chain in memory.
struct Node {
	chain: Chain,
	events: BTreeMap<BlockNumber, Vec<u8>>,
	/// Below this block it has forgotten everything.
	oldest: AtomicU32,
	/// What it makes of what it tells and proves.
	tells: Told,
	proves: Proven,
	/// The chain whose proofs it gives.
	other: Option<Chain>,
	ledger: MemoryLedger,
	person: Person,
}

impl Node {
	fn new() -> Self {
		let chain = Chain::new(1, LAST, REACH, &happened());
		let ledger = MemoryLedger::new(chain.genesis());
		ledger.with(|state| state.now = LAST);
		Self {
			events: happened(),
			oldest: AtomicU32::new(0),
			tells: |_| {},
			proves: |_| {},
			other: None,
			person: Person::new("//Eve", 20),
			ledger,
			chain,
		}
	}

	fn knows(&self, block: BlockNumber) -> bool {
		block >= self.oldest.load(Ordering::Relaxed)
	}

	fn trust(&self) -> Trust {
		Trust {
			genesis: self.chain.genesis(),
			committees: BTreeMap::new(),
			development: false,
			houses: BTreeMap::new(),
		}
	}

	fn head(&self) -> Head {
		let top = self.chain.block(LAST);
		let block = SeenBlock {
			number: top.number,
			hash: top.hash,
			clock: None,
		};
		Head {
			block,
			syncing: false,
		}
	}

	/// Lets somebody ask this node.
	async fn asked<T>(&self, ask: impl AsyncFnOnce(Auditor<'_>) -> T) -> T {
		let (mut ledger, trust) = (LyingLedger::new(&self.ledger), self.trust());
		ledger.head = Some(self.head());
		let blocks: &Blocks = &self.person.blocks;
		let desk = Desk::new(&ledger, &trust, blocks);
		ask(Auditor { desk, archive: self }).await
	}

	async fn walk(&self, period: Period) -> Result<Walk, Error> {
		self.asked(async |auditor| auditor.walk(&[WHO], period).await)
			.await
	}

	async fn prove(&self, walk: &Walk) -> Result<Export, Error> {
		self.asked(async |auditor| auditor.prove(walk).await).await
	}

	/// What comes of it when this node tells, and then proves.
	async fn told_and_proven(&self) -> Result<Export, Error> {
		let walk = self.walk(Period::default()).await?;
		self.prove(&walk).await
	}
}

impl Archive for Node {
	fn past(&self, block: BlockNumber) -> LedgerFuture<'_, Option<PastBlock>> {
		Box::pin(async move {
			let events = self.events.get(&block).cloned().unwrap_or_else(|| vec![0]);
			let events: Vec<Event> = Runtime::newest().unwrap().events(&events).unwrap();
			let mut past = PastBlock {
				number: block,
				hash: self.chain.block(block).hash,
				time: Some(BEGINS + u64::from(block) * 6_000),
				events: (0..).zip(events).collect(),
			};
			(self.tells)(&mut past);
			Ok(self.knows(block).then_some(past))
		})
	}

	fn records_then(
		&self,
		block: BlockNumber,
		patients: Vec<AccountId>,
		_: Vec<AccountId>,
	) -> LedgerFuture<'_, Option<Vec<RecordId>>> {
		let there = block >= 2 && patients.contains(&WHO);
		let records = there.then_some(RecordId([7; 16])).into_iter().collect();
		Box::pin(async move { Ok(self.knows(block).then_some(records)) })
	}

	fn evidence(&self, block: BlockNumber, keys: Vec<Vec<u8>>) -> LedgerFuture<'_, Option<Evidence>> {
		Box::pin(async move {
			let chain = self.other.as_ref().unwrap_or(&self.chain);
			let tells = keys.len() >= 3 && keys.ends_with(&Rung::telling(block).keys());
			let hashes = keys.len() - if tells { 3 } else { 0 };
			let earlier = keys.iter().take(hashes);
			let number = |key: &Vec<u8>| BlockNumber::from_le_bytes(*key.last_chunk().unwrap());
			let rung = Rung {
				number: block,
				earlier: earlier.map(number).collect(),
				tells,
			};
			let Step { header, proof, .. } = chain.step(&rung);
			let mut evidence = Evidence { header, nodes: proof };
			// A real node gives more than it takes at times.
			evidence.nodes.push(vec![0; 3]);
			(self.proves)(&mut evidence);
			Ok(self.knows(block).then_some(evidence))
		})
	}
}

fn acts(export: &Export) -> Vec<(BlockNumber, Act)> {
	export
		.entries()
		.iter()
		.map(|entry| (entry.block, entry.act))
		.collect()
}

fn kind(error: Error) -> AuditError {
	match error {
		Error::Audit(error) => error,
		other => panic!("{other}"),
	}
}

const ALL: [(BlockNumber, Act); 5] = [
	(2, Act::Registered),
	(9, Act::Asked),
	(30, Act::Consented),
	(31, Act::Closed),
	(50, Act::Erased),
];

#[tokio::test]
async fn what_a_node_tells_it_proves_and_nobody_else_is_asked() {
	let node = Node::new();
	let export = node.told_and_proven().await.unwrap();
	assert_eq!(acts(&export), ALL);
	assert_eq!((export.top, export.missing.len()), (node.chain.block(LAST), 0));
	let read = Export::read(&export.write()).unwrap();
	assert_eq!(read.entries(), export.entries());
	// The request of a stranger in the same block is no business of this question.
	assert!(
		export
			.entries()
			.iter()
			.all(|entry| !entry.words().contains(&AccountId([99; 32]).to_string()))
	);
	let walk = node.walk(Period::default()).await.unwrap();
	let shown = node.asked(async |auditor| auditor.report(&walk, &Nobody)).await;
	assert_eq!((shown.entries, shown.proven), (export.entries(), false));
}

#[tokio::test]
async fn whoever_acts_in_anothers_place_is_told_of_both() {
	let (node, new) = (Node::new(), AccountId([42; 32]));
	node.ledger.with(|state| state.replacements.insert(WHO, new));
	let walk = node
		.asked(async |auditor| auditor.walk(&[new], Period::default()).await)
		.await
		.unwrap();
	assert_eq!(walk.question.accounts, [WHO, new].into());
	assert_eq!(acts(&node.prove(&walk).await.unwrap()), ALL);
}

#[tokio::test]
async fn a_period_is_one_of_clocks() {
	let node = Node::new();
	let at = |block: u64| Some(BEGINS + block * 6_000);
	let found = async |since, until| {
		node.walk(Period { since, until })
			.await
			.map(|walk| (walk.question.from, walk.question.to))
	};
	assert_eq!(found(None, None).await.unwrap(), (1, LAST));
	assert_eq!(found(at(30), at(50)).await.unwrap(), (30, 49));
	assert_eq!(
		found(at(31).map(|time| time - 1), None).await.unwrap(),
		(31, LAST)
	);
	assert_eq!(found(None, at(1_000)).await.unwrap(), (1, LAST));
	assert!(matches!(
		kind(found(at(LAST as u64 + 1), None).await.unwrap_err()),
		AuditError::NoBlocks { .. }
	));
	assert_eq!(
		kind(found(at(9), at(9)).await.unwrap_err()),
		AuditError::Backwards
	);
	// The record was registered before the period, and is erased after it: its requests are the patient's all the same.
	let walk = node
		.walk(Period {
			since: at(31),
			until: at(40),
		})
		.await
		.unwrap();
	let export = node.prove(&walk).await.unwrap();
	assert_eq!(acts(&export), [(31, Act::Closed)]);
	assert_eq!(export.unshown(), [RecordId([7; 16])].into());
}

#[tokio::test]
async fn what_the_node_has_forgotten_is_named() {
	let node = Node::new();
	node.oldest.store(10, Ordering::Relaxed);
	let walk = node.walk(Period::default()).await.unwrap();
	assert_eq!(walk.missing, [Missing { from: 1, to: 9 }]);
	let export = node.prove(&walk).await.unwrap();
	assert_eq!(acts(&export), &ALL[2..]);
	assert_eq!(
		Export::read(&export.write()).unwrap().missing,
		[Missing { from: 1, to: 9 }]
	);
	// It forgets more between telling and proving.
	node.oldest.store(31, Ordering::Relaxed);
	let export = node.prove(&walk).await.unwrap();
	assert_eq!(acts(&export), &ALL[3..]);
	assert_eq!(
		export.missing,
		[Missing { from: 1, to: 9 }, Missing { from: 30, to: 30 }]
	);
}

#[tokio::test]
async fn a_node_that_proves_something_else_than_it_tells_is_found_out() {
	let lies: [Told; 5] = [
		|past| {
			past.events
				.iter_mut()
				.for_each(|(_, event)| event.name = "ConsentDenied".to_owned())
		},
		|past| past.events.iter_mut().for_each(|(place, _)| *place += 1),
		|past| past.hash = [9; 32],
		|past| past.time = Some(BEGINS),
		|past| {
			let more = past.events.first().cloned();
			past.events.extend(more);
		},
	];
	for lie in lies {
		let node = Node {
			tells: lie,
			..Node::new()
		};
		let error = kind(node.told_and_proven().await.unwrap_err());
		assert!(matches!(error, AuditError::NodeDiffers { .. }), "{error}");
	}
	// Hides one event of a block that tells others.
	let node = Node {
		tells: |past| {
			past.events
				.retain(|(_, event)| event.name != "AccessRequested" || past.number != 9)
		},
		..Node::new()
	};
	let walk = node.walk(Period::default()).await.unwrap();
	assert!(
		walk.past.iter().all(|past| past.block.number != 9),
		"a block that is hidden whole nobody can see"
	);
	assert!(node.prove(&walk).await.is_ok());
}

#[tokio::test]
async fn a_node_whose_proofs_do_not_hold_is_found_out() {
	let lies: [Proven; 5] = [
		|evidence| evidence.nodes.clear(),
		|evidence| evidence.header.clear(),
		|evidence| evidence.header[40] ^= 1,
		|evidence| {
			evidence.nodes.remove(0);
		},
		|evidence| evidence.nodes.iter_mut().for_each(|node| node[0] ^= 1),
	];
	for lie in lies {
		let node = Node {
			proves: lie,
			..Node::new()
		};
		let error = kind(node.told_and_proven().await.unwrap_err());
		assert!(matches!(error, AuditError::NodeDiffers { .. }), "{error}");
	}
	let other = Chain::new(2, LAST, REACH, &happened());
	let node = Node {
		other: Some(other),
		..Node::new()
	};
	let error = kind(node.told_and_proven().await.unwrap_err());
	assert!(matches!(error, AuditError::NodeDiffers { .. }), "{error}");
}

#[tokio::test]
async fn the_top_must_be_one_of_the_nodes_own_blocks() {
	let node = Node::new();
	let export = node.told_and_proven().await.unwrap();
	// This ledger has other hashes than the chain.
	let checked = node.asked(async |auditor| auditor.check_top(&export).await).await;
	assert_eq!(kind(checked.unwrap_err()), AuditError::NotOnChain { block: LAST });
}
