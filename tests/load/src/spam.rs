//! Do administrators' approvals land while others fill blocks, state and pool as well as they can?

use crate::{
	blocks::Blocks,
	failure::Failure,
	figures,
	flood::{Flood, RECORDS_EACH, Tally},
	people::World,
	rpc::Node,
	transactions::{self, Bound},
};
use clap::Args;
use futures::future::{join_all, try_join_all};
use medquorum_client::{
	advice::with_causes,
	domain::{Purpose, RecordId, RequestId},
	error::Error,
	ledger::Sign as _,
	roles::Administrator,
};
use medquorum_runtime::{
	AccountId, Runtime, constants::records::MAX_OPEN_REQUESTS, genesis_config_presets::DEVELOPMENT_KEY_ID,
};
use pallet_medical_records::{
	Administrators, Committees, Point, RequestOf, Requester, Requesters, Requests, UserOf, Users,
};
use serde_json::{Value, json};
use std::{
	sync::{
		Arc,
		atomic::{AtomicBool, Ordering},
	},
	thread::{JoinHandle, spawn},
	time::Duration,
};

/// Blocks after its submission in which an approval must be in one.
const GOAL: u32 = 2;

/// How much spam, and how many approvals in it.
#[derive(Debug, Args)]
pub struct Spam {
	/// The node
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	node: String,
	/// The node's process, whose memory is told
	#[arg(long)]
	pid: Option<u32>,
	/// How many requests are approved, each by three administrators
	#[arg(long, default_value_t = 40)]
	lanes: u32,
	/// Over how many seconds
	#[arg(long, default_value_t = 180)]
	seconds: u64,
	/// Requesters who spam, besides a stranger and a facility: as many as `spec` was told
	#[arg(long, default_value_t = 32)]
	spammers: u32,
	/// Records in state before the first block: as many as `spec` was told
	#[arg(long)]
	records: u32,
	/// The tip of each transaction of the spam, in units of the chain. As it stands: as much as its base fee
	#[arg(long, default_value_t = 100_000_000)]
	tip: u128,
}

/// How long the requests of spammers may take until they are in state, in steps of a second.
const FILLING: u32 = 600;

/// What one thread does.
type Spammer = Box<dyn FnOnce(&Flood) -> Result<Tally, Failure> + Send>;

/// In how many blocks an approval was in one, or why it was not.
type Landed = Result<u32, String>;

impl Spam {
	/// The figures, and whether every approval landed in time.
	///
	/// # Errors
	/// When the node is not one of `medquorum-load spec` with as many lanes, records and spammers.
	pub async fn figures(&self) -> Result<(Value, bool), Failure> {
		if self.records < self.spammers.saturating_mul(RECORDS_EACH) {
			return Err(format!("{} spammers need {RECORDS_EACH} records each", self.spammers).into());
		}
		let node = Node::new(&self.node)?;
		let folder = tempfile::tempdir()?;
		let world = World::new(&self.node, folder.path(), self.lanes).await?;
		let records = world.set_up().await?;
		let asked = ask(&world, &records).await?;
		let flood = Arc::new(self.flood(&world, &node)?);
		let mut tally = self.fill_places(&flood, &node).await?;
		let (from, open) = (node.head()?, self.open_requests(&node)?);
		eprintln!(
			"{} requests wait beside {open} of spammers; now {} s of spam",
			asked.len(),
			self.seconds
		);
		let floods = self.start(&flood);
		let landed = self.approvals(&world, &node, &asked).await;
		flood.over.store(true, Ordering::Relaxed);
		let to = node.head()?;
		for thread in floods {
			tally.add(thread.join().map_err(|_| "a flood broke off")??);
		}
		let (approvals, met) = told(landed);
		let figures = json!({
			"seconds": self.seconds,
			"tip": self.tip.to_string(),
			"records_in_state": self.records,
			"node_peak_kib": self.pid.and_then(figures::peak_resident_kib),
			"blocks": Blocks::between(&node, from, to)?.told(),
			"spam": tally.told(),
			"open_requests_of_spammers": self.open_requests(&node)?,
			"approvals": approvals,
			"goal_blocks": GOAL,
			"met": met,
		});
		Ok((figures, met))
	}

	fn flood(&self, world: &World, node: &Node) -> Result<Flood, Failure> {
		let patient = world.patients.first().ok_or("there is no lane")?;
		let patient = AccountId::from(patient.signer.account().0);
		let key = Users::<Runtime>::hashed_key_for(&patient);
		let user: Option<UserOf<Runtime>> = node.stored(&key, &Value::Null)?;
		let keys = user.and_then(|user| user.keys).ok_or("the patient has no keys")?;
		let key = Committees::<Runtime>::hashed_key_for(DEVELOPMENT_KEY_ID);
		let committee: Option<pallet_medical_records::Committee> = node.stored(&key, &Value::Null)?;
		let committee = committee.ok_or("there is no development committee")?;
		let csp_pk: Point = keys.csp_pk;
		Ok(Flood {
			node: node.clone(),
			bound: Bound::of(node)?,
			tip: self.tip,
			over: AtomicBool::new(false),
			patient: (patient, csp_pk),
			committee: (committee.epoch, committee.x),
		})
	}

	/// The requests of spammers, until all are in state or time is over.
	async fn fill_places(&self, flood: &Flood, node: &Node) -> Result<Tally, Failure> {
		let tally = flood.fill_places(self.spammers)?;
		let wanted = u64::from(self.spammers) * u64::from(MAX_OPEN_REQUESTS);
		for _ in 0..FILLING {
			if self.open_requests(node)? >= wanted {
				break;
			}
			// The client's connection is to stay alive meanwhile.
			tokio::time::sleep(Duration::from_secs(1)).await;
		}
		Ok(tally)
	}

	fn start(&self, flood: &Arc<Flood>) -> Vec<JoinHandle<Result<Tally, String>>> {
		let spammers = self.spammers;
		let threads: [Spammer; 3] = [
			Box::new(|flood: &Flood| flood.by_stranger()),
			Box::new(|flood: &Flood| flood.by_facility()),
			Box::new(move |flood: &Flood| flood.by_requesters(spammers)),
		];
		threads
			.into_iter()
			.map(|send| {
				let flood = Arc::clone(flood);
				spawn(move || send(&flood).map_err(|error| error.to_string()))
			})
			.collect()
	}

	/// One request after the other is approved by all three, spread over the whole time.
	async fn approvals(&self, world: &World, node: &Node, asked: &[RequestId]) -> Vec<Landed> {
		let pause = Duration::from_secs(self.seconds) / self.lanes.max(1);
		let each = (0u32..).zip(asked).flat_map(|(turn, id)| {
			let administrators = 0..world.administrators.len();
			administrators.map(move |admin| async move {
				tokio::time::sleep(pause * turn).await;
				let landed = approve(world, node, admin, *id).await;
				landed.map_err(|error| with_causes(&*error))
			})
		});
		join_all(each).await
	}

	fn open_requests(&self, node: &Node) -> Result<u64, Failure> {
		let mut open = 0u64;
		for number in 0..self.spammers {
			let account = transactions::account(&transactions::requester(number))?;
			let key = Requesters::<Runtime>::hashed_key_for(account);
			let counted: Option<Requester> = node.stored(&key, &Value::Null)?;
			open = open.saturating_add(counted.map_or(0, |counted| counted.open.into()));
		}
		Ok(open)
	}
}

/// A request of each lane's clinician for the lane's record.
async fn ask(world: &World, records: &[RecordId]) -> Result<Vec<RequestId>, Error> {
	let lanes = records.iter().zip(&world.clinicians);
	try_join_all(lanes.map(|(record, clinician)| async move {
		let requester = world.requester();
		let requested = requester
			.request(&clinician.signer, &clinician.secrets, *record, Purpose::Treatment)
			.await?;
		Ok::<_, Error>(requested.request_id)
	}))
	.await
}

/// Gives how many blocks after the best one at the moment of submission the block with the approval is.
async fn approve(world: &World, node: &Node, admin: usize, id: RequestId) -> Result<u32, Failure> {
	let admin = &world.administrators[admin];
	let role = Administrator {
		desk: world.desk(),
		journal: &admin.journal,
	};
	let account = admin.signer.account();
	let shown = role.check_request(account, id).await?;
	let from = node.head()?;
	role.approve(&admin.signer, &admin.secrets, &shown).await?;
	let key = Requests::<Runtime>::hashed_key_for(id.0);
	let request: Option<RequestOf<Runtime>> = node.stored(&key, &Value::Null)?;
	let request = request.ok_or("the request is gone")?;
	let seat = (request.key_id, request.epoch);
	let key = Administrators::<Runtime>::hashed_key_for(seat, AccountId::from(account.0));
	let seated: Option<pallet_medical_records::Admin> = node.stored(&key, &Value::Null)?;
	let index = seated.ok_or("an administrator without a seat")?.index;
	let answer = request.answer(index).ok_or("the approval is not in state")?;
	Ok(answer.at.saturating_sub(from))
}

/// The figures of the approvals, and whether all landed in time.
fn told(landed: Vec<Landed>) -> (Value, bool) {
	let (mut blocks, mut lost) = (Vec::new(), Vec::new());
	for landed in landed {
		match landed {
			Ok(after) => blocks.push(after),
			Err(why) => lost.push(why),
		}
	}
	blocks.sort_unstable();
	let part = |hundredths: usize| blocks.get(blocks.len() * hundredths / 100).or(blocks.last());
	let met = lost.is_empty() && blocks.last().is_some_and(|most| *most <= GOAL);
	let approvals = json!({
		"count": blocks.len(),
		"p50_blocks": part(50),
		"p95_blocks": part(95),
		"max_blocks": blocks.last(),
		"lost": lost,
	});
	(approvals, met)
}

#[cfg(test)]
mod tests {
	use super::told;
	use serde_json::json;

	#[test]
	fn two_blocks_are_in_time_and_three_are_not() {
		let (figures, met) = told(vec![Ok(2), Ok(1), Ok(2)]);
		assert!(met);
		assert_eq!(figures["p50_blocks"], json!(2));
		assert_eq!(figures["max_blocks"], json!(2));
		let (figures, met) = told(vec![Ok(1), Ok(3)]);
		assert!(!met);
		assert_eq!(figures["max_blocks"], json!(3));
	}

	#[test]
	fn what_is_lost_is_not_in_time_nor_is_nothing() {
		let (figures, met) = told(vec![Ok(1), Err("dropped".into())]);
		assert!(!met);
		assert_eq!(figures["lost"], json!(["dropped"]));
		let (_, met) = told(Vec::new());
		assert!(!met);
	}
}
