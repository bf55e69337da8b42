//! What a node takes by itself: the calls of many accesses, made and signed beforehand, are handed over as fast as the node takes them. Only
//! that is timed, until the block that holds the last of them: what makes calls is on other machines where a chain is used.

use crate::{
	blocks::Blocks,
	failure::Failure,
	figures,
	people::{self, CLINICIAN, PATIENT, World},
	rpc::Node,
	transactions::{Bound, Sender},
};
use clap::Args;
use medquorum_client::{
	domain::{Purpose, RecordId, RequestId},
	ledger::Sign as _,
	roles::{Administrator, Delivered},
};
use medquorum_runtime::{Runtime, RuntimeCall};
use pallet_medical_records::{RequestOf, Requests};
use parity_scale_codec::Decode;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Transactions in one message to the node.
const TOGETHER: usize = 50;
/// How long the chain may take for one kind of calls.
const PATIENCE: Duration = Duration::from_secs(300);
/// A pool that is handed calls while it turns to a new block may lose one, and keeps what the account sent after it waiting: 819 at most,
/// the rest it drops. After so long without any call in a block all are handed over again.
const AGAIN: Duration = Duration::from_secs(3);
/// Between two looks at the chain.
const LOOK: Duration = Duration::from_millis(50);

/// How many of them.
#[derive(Debug, Args)]
pub struct Burst {
	/// The node
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	node: String,
	/// The node's process, whose memory and processor time are told
	#[arg(long)]
	pid: Option<u32>,
	/// Accesses at once: of another patient, record and clinician each
	#[arg(long, default_value_t = 400)]
	lanes: u32,
	/// How often
	#[arg(long, default_value_t = 10)]
	rounds: u32,
}

/// What was timed.
#[derive(Debug, Default)]
struct Timed {
	calls: usize,
	took: Duration,
	/// Processor time of the node, in seconds.
	node: f64,
	blocks: Vec<Value>,
	/// How often a pool had lost calls, so that all of that kind were handed over again.
	again: u32,
	/// Answers that were refusals.
	refused: usize,
}

/// Everybody's nonces, counted here.
struct Senders {
	administrators: Vec<Sender>,
	patients: Vec<Sender>,
	clinicians: Vec<Sender>,
}

impl Senders {
	fn new(node: &Node, lanes: u32) -> Result<Self, Failure> {
		let several = |uris: Vec<String>| -> Result<Vec<Sender>, Failure> {
			uris.iter()
				.map(|uri| {
					let mut sender = Sender::new(uri)?;
					sender.catch_up(node)?;
					Ok(sender)
				})
				.collect()
		};
		let of = |kind| (0..lanes).map(|lane| people::uri(kind, lane)).collect();
		Ok(Self {
			administrators: several(people::ADMINISTRATORS.map(str::to_owned).to_vec())?,
			patients: several(of(PATIENT))?,
			clinicians: several(of(CLINICIAN))?,
		})
	}
}

impl Burst {
	/// The figures.
	///
	/// # Errors
	/// When the node is not one of `medquorum-load spec` with as many lanes, or refuses a call.
	pub async fn figures(&self) -> Result<Value, Failure> {
		let node = Node::new(&self.node)?;
		let folder = tempfile::tempdir()?;
		let world = World::new(&self.node, folder.path(), self.lanes).await?;
		let records = world.set_up().await?;
		let bound = Bound::of(&node)?;
		let mut senders = Senders::new(&node, self.lanes)?;
		let mut timed = Timed::default();
		for round in 1..=self.rounds {
			let (requests, ids) = requests(&world, &records, &bound, &mut senders).await?;
			self.time(&node, &requests, &mut timed).await?;
			let answers = answers(&world, &ids, &bound, &mut senders).await?;
			self.time(&node, &answers, &mut timed).await?;
			check_answers(&node, &ids)?;
			let closes = closes(&world, &ids, &bound, &mut senders).await?;
			self.time(&node, &closes, &mut timed).await?;
			check_closes(&node, &ids)?;
			eprintln!("round {round} of {}: {} calls so far", self.rounds, timed.calls);
		}
		let calls = timed.calls as f64;
		Ok(json!({
			"lanes": self.lanes,
			"calls": timed.calls,
			"seconds": timed.took.as_secs_f64(),
			"calls_per_second": calls / timed.took.as_secs_f64(),
			"node_ms_per_call": self.pid.map(|_| 1e3 * timed.node / calls),
			"node_peak_kib": self.pid.and_then(figures::peak_resident_kib),
			"handed_over_again": timed.again,
			"refused": timed.refused,
			"bursts": timed.blocks,
		}))
	}

	/// Hands over, and waits until blocks hold all of it.
	async fn time(&self, node: &Node, transactions: &[Value], timed: &mut Timed) -> Result<(), Failure> {
		let used = || self.pid.and_then(figures::processor_seconds).unwrap_or_default();
		let (from, before, begun) = (node.head()?, used(), Instant::now());
		hand_over(node, transactions, timed)?;
		let (mut seen, mut held, mut grown) = (from, 0, Instant::now());
		while held < transactions.len() {
			if begun.elapsed() > PATIENCE {
				return Err(format!("blocks hold {held} of {} calls", transactions.len()).into());
			}
			let newest = node.head()?;
			if grown.elapsed() > AGAIN {
				timed.again = timed.again.saturating_add(1);
				hand_over(node, transactions, timed)?;
				grown = Instant::now();
			}
			if newest == seen {
				// The client's connection is to stay alive meanwhile.
				tokio::time::sleep(LOOK).await;
			}
			while seen < newest {
				seen = seen.saturating_add(1);
				let more = Blocks::signed(node, seen)?;
				held = held.saturating_add(more);
				if more > 0 {
					grown = Instant::now();
				}
			}
		}
		timed.took = timed.took.saturating_add(begun.elapsed());
		timed.node += used() - before;
		timed.calls = timed.calls.saturating_add(transactions.len());
		timed.blocks.push(Blocks::between(node, from, seen)?.told());
		Ok(())
	}
}

/// What the pool has, or had, it refuses.
fn hand_over(node: &Node, transactions: &[Value], timed: &mut Timed) -> Result<(), Failure> {
	for together in transactions.chunks(TOGETHER) {
		let answers = node.ask_all("author_submitExtrinsic", together)?;
		timed.refused = timed
			.refused
			.saturating_add(answers.iter().filter(|answer| answer.is_err()).count());
	}
	Ok(())
}

/// Signs a call that a role gave out.
fn signed(delivered: &Delivered, sender: &mut Sender, bound: &Bound) -> Result<Value, Failure> {
	let Delivered::Call(call) = delivered else {
		return Err("a call was sent that was only to be made".into());
	};
	Ok(sender.next(bound, &RuntimeCall::decode(&mut &call.bytes[..])?, 0))
}

async fn requests(
	world: &World,
	records: &[RecordId],
	bound: &Bound,
	senders: &mut Senders,
) -> Result<(Vec<Value>, Vec<RequestId>), Failure> {
	let mut requester = world.requester();
	requester.desk.emit_calls = true;
	let (mut all, mut ids) = (Vec::new(), Vec::new());
	for ((clinician, record), sender) in world.clinicians.iter().zip(records).zip(&mut senders.clinicians) {
		let requested = requester
			.request(&clinician.signer, &clinician.secrets, *record, Purpose::Treatment)
			.await?;
		all.push(signed(&requested.delivered, sender, bound)?);
		ids.push(requested.request_id);
	}
	Ok((all, ids))
}

/// Consent, and three approvals of each request.
async fn answers(
	world: &World,
	ids: &[RequestId],
	bound: &Bound,
	senders: &mut Senders,
) -> Result<Vec<Value>, Failure> {
	let mut all = Vec::new();
	let mut owner = world.patient();
	owner.desk.emit_calls = true;
	for ((patient, id), sender) in world.patients.iter().zip(ids).zip(&mut senders.patients) {
		let shown = owner.check_request(patient.signer.account(), *id).await?;
		let consent = owner.consent(&patient.signer, &patient.secrets, &shown).await?;
		all.push(signed(&consent, sender, bound)?);
		for (admin, sender) in world.administrators.iter().zip(&mut senders.administrators) {
			let mut role = Administrator {
				desk: world.desk(),
				journal: &admin.journal,
			};
			role.desk.emit_calls = true;
			let shown = role.check_request(admin.signer.account(), *id).await?;
			let approval = role.approve(&admin.signer, &admin.secrets, &shown).await?;
			all.push(signed(&approval, sender, bound)?);
		}
	}
	Ok(all)
}

async fn closes(
	world: &World,
	ids: &[RequestId],
	bound: &Bound,
	senders: &mut Senders,
) -> Result<Vec<Value>, Failure> {
	let mut requester = world.requester();
	requester.desk.emit_calls = true;
	let mut all = Vec::new();
	for ((clinician, id), sender) in world.clinicians.iter().zip(ids).zip(&mut senders.clinicians) {
		let close = requester
			.close(&clinician.signer, &clinician.secrets, *id)
			.await?;
		all.push(signed(&close, sender, bound)?);
	}
	Ok(all)
}

/// A call that failed is in a block too: each request must have its three approvals and the consent.
fn check_answers(node: &Node, ids: &[RequestId]) -> Result<(), Failure> {
	for id in ids {
		let request = stored(node, id)?.ok_or("a request is not in state")?;
		let approved = (1..=4).filter(|index| request.answer(*index).is_some()).count();
		if approved != people::ADMINISTRATORS.len() || request.consent.is_none() {
			let consented = request.consent.is_some();
			return Err(format!("a request has {approved} approvals; consent: {consented}").into());
		}
	}
	Ok(())
}

/// Nothing of a closed request is left.
fn check_closes(node: &Node, ids: &[RequestId]) -> Result<(), Failure> {
	for id in ids {
		if stored(node, id)?.is_some() {
			return Err("a request is in state after its close".into());
		}
	}
	Ok(())
}

fn stored(node: &Node, id: &RequestId) -> Result<Option<RequestOf<Runtime>>, Failure> {
	node.stored(&Requests::<Runtime>::hashed_key_for(id.0), &Value::Null)
}
