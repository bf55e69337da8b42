//! Whole accesses by many people at once, through the client's own code: request, consent, three approvals, close. Every call is waited for
//! until it is final; how long that takes is told for each kind of call.
//!
//! ```text
//! medquorum-node export-chain-spec --chain dev | medquorum-load spec --lanes 64 --records 1000000 > load.json
//! medquorum-node export-chain-spec --chain load.json --raw | medquorum-load records --records 1000000 > raw.json
//! medquorum-node --chain raw.json --dev --dev-block-time 1000 &
//! medquorum-load run --lanes 64 --seconds 600 --records 1000000
//! ```
//! `make load` does all of it. `make spam` asks instead whether approvals land while others flood the chain.
#![forbid(unsafe_code)]

mod blocks;
mod burst;
mod failure;
mod figures;
mod flood;
mod lane;
mod people;
mod raw;
mod records;
mod rpc;
mod spam;
mod spec;
mod transactions;

use burst::Burst;
use clap::{Args, Parser};
use failure::Failure;
use figures::{Figures, Meter};
use futures::future::join_all;
use medquorum_runtime::Runtime;
use pallet_medical_records::{RecordOf, Records};
use people::World;
use rpc::Node;
use serde_json::{Value, json};
use spam::Spam;
use spec::Wanted;
use std::{
	io::BufWriter,
	process::ExitCode,
	time::{Duration, Instant},
};

/// Loads a chain with accesses.
#[derive(Debug, Parser)]
enum Command {
	/// Give a development chain's plain spec, read from standard input, the accounts and roles of so many lanes
	Spec {
		/// How many accesses are under way at once
		#[arg(long, default_value_t = 64)]
		lanes: u32,
		/// How many records are to be in state before the first block
		#[arg(long, default_value_t = 0)]
		records: u32,
		/// Requesters who spam, besides a stranger and a facility; with none of them nobody spams
		#[arg(long, default_value_t = 0)]
		spammers: u32,
	},
	/// Put so many records into the state of a raw spec, read from standard input
	Records {
		/// As many as `spec` was told
		#[arg(long)]
		records: u32,
	},
	/// Run accesses and print figures as JSON
	Run(Run),
	/// Hand over calls that were made beforehand, as fast as the node takes them, and print figures as JSON
	Burst(Burst),
	/// Approve requests while others flood the chain, and print figures as JSON; fails when an approval takes more than two blocks
	Spam(Spam),
}

/// How much of it.
#[derive(Debug, Args)]
struct Run {
	/// The node
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	node: String,
	/// The node's process, whose memory is told
	#[arg(long)]
	pid: Option<u32>,
	/// How many accesses are under way at once: of another patient, record and clinician each
	#[arg(long, default_value_t = 64)]
	lanes: u32,
	/// How long
	#[arg(long, default_value_t = 600)]
	seconds: u64,
	/// How many records were put into state before the first block
	#[arg(long, default_value_t = 0)]
	records: u32,
	/// Where the node gives its figures to Prometheus: with it, the messages of each call are told
	#[arg(long, value_name = "ADDRESS")]
	metrics: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Failure> {
	match Command::parse() {
		Command::Spec {
			lanes,
			records,
			spammers,
		} => {
			let plain: Value = serde_json::from_reader(std::io::stdin())?;
			let wanted = Wanted {
				lanes,
				records,
				spammers,
			};
			println!("{}", spec::with(plain, wanted)?);
		}
		Command::Records { records } => {
			let raw: Value = serde_json::from_reader(std::io::stdin())?;
			raw::write(raw, records, &mut BufWriter::new(std::io::stdout().lock()))?;
		}
		Command::Run(run) => println!("{}", run.figures().await?),
		Command::Burst(burst) => println!("{}", burst.figures().await?),
		Command::Spam(spam) => {
			let (figures, met) = spam.figures().await?;
			println!("{figures}");
			if !met {
				eprintln!("load: an approval took more than two blocks, or was lost");
				return Ok(ExitCode::FAILURE);
			}
		}
	}
	Ok(ExitCode::SUCCESS)
}

impl Run {
	/// The node must have as many records in state as is said in the figures.
	fn check_records(&self) -> Result<(), Failure> {
		let Some(last) = self.records.checked_sub(1) else {
			return Ok(());
		};
		let node = Node::new(&self.node)?;
		let there = |number| -> Result<bool, Failure> {
			let key = Records::<Runtime>::hashed_key_for(records::id(number));
			let record: Option<RecordOf<Runtime>> = node.stored(&key, &Value::Null)?;
			Ok(record.is_some())
		};
		if there(0)? && there(last)? && !there(self.records)? {
			return Ok(());
		}
		Err(format!("the chain does not begin with {} records", self.records).into())
	}

	/// The messages that the node was sent so far.
	fn messages(&self) -> Result<Option<f64>, Failure> {
		self.metrics.as_deref().map(rpc::messages).transpose()
	}

	async fn figures(&self) -> Result<Value, Failure> {
		self.check_records()?;
		let folder = tempfile::tempdir()?;
		let world = World::new(&self.node, folder.path(), self.lanes).await?;
		let begun = Instant::now();
		let records = world.set_up().await?;
		let set_up = begun.elapsed();
		eprintln!(
			"{} records of as many patients after {} s; now {} s of accesses",
			records.len(),
			set_up.as_secs(),
			self.seconds
		);
		let before = self.messages()?;
		let node = self.pid.and_then(Meter::begin);
		let own = Meter::begin(std::process::id());
		let begun = Instant::now();
		let end = begun + Duration::from_secs(self.seconds);
		let lanes = records
			.iter()
			.enumerate()
			.map(|(lane, record)| lane::run(&world, lane, *record, end));
		let mut all = Figures::default();
		for figures in join_all(lanes).await {
			all.add(figures?);
		}
		let took = begun.elapsed();
		let messages = self.messages()?.zip(before).map(|(after, before)| after - before);
		let calls = all.calls();
		Ok(json!({
			"lanes": self.lanes,
			"records_in_state": u64::from(self.records) + u64::from(self.lanes),
			"seconds": took.as_secs_f64(),
			"set_up_seconds": set_up.as_secs_f64(),
			"node_peak_kib": self.pid.and_then(figures::peak_resident_kib),
			"calls_per_second": calls / took.as_secs_f64(),
			"node_ms_per_call": node.and_then(|node| node.ms_per_call(calls)),
			"generator_ms_per_call": own.and_then(|own| own.ms_per_call(calls)),
			"messages_per_call": messages.map(|messages| messages / calls),
			"figures": all.told(took),
		}))
	}
}
