//! Whole accesses by many people at once, through the client's own code: request, consent, three approvals, close. Every call is waited for
//! until it is final; how long that takes is told for each kind of call.
//!
//! ```text
//! medquorum-node export-chain-spec --chain dev | medquorum-load spec --lanes 64 > load.json
//! medquorum-node --chain load.json --dev --dev-block-time 1000 &
//! medquorum-load run --lanes 64 --seconds 600
//! ```
//! `make load` does all of it.
#![forbid(unsafe_code)]

mod failure;
mod figures;
mod lane;
mod people;
mod spec;

use clap::{Args, Parser};
use failure::Failure;
use figures::Figures;
use futures::future::join_all;
use people::World;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Loads a chain with accesses.
#[derive(Debug, Parser)]
enum Command {
	/// Give a development chain's plain spec, read from standard input, the accounts and roles of so many lanes
	Spec {
		/// How many accesses are under way at once
		#[arg(long, default_value_t = 64)]
		lanes: u32,
	},
	/// Run accesses and print figures as JSON
	Run(Run),
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
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
	match Command::parse() {
		Command::Spec { lanes } => {
			let plain: Value = serde_json::from_reader(std::io::stdin())?;
			println!("{}", spec::with_lanes(plain, lanes)?);
			Ok(())
		}
		Command::Run(run) => {
			println!("{}", run.figures().await?);
			Ok(())
		}
	}
}

impl Run {
	async fn figures(&self) -> Result<Value, Failure> {
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
		Ok(json!({
			"lanes": self.lanes,
			"seconds": took.as_secs_f64(),
			"set_up_seconds": set_up.as_secs_f64(),
			"node_peak_kib": self.pid.and_then(figures::peak_resident_kib),
			"figures": all.told(took),
		}))
	}
}
