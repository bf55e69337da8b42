//! `make network-demo`: the network of a consortium on this machine, who runs what in it, and the way of a record over it.
#![forbid(unsafe_code)]

use medquorum_e2e::{Stage, ct_small, sha256_file};
use medquorum_network::{Network, Process, journey};
use std::{
	io::{self, Write},
	time::Instant,
};

fn main() -> io::Result<()> {
	let mut out = io::stdout().lock();
	writeln!(
		out,
		"A relay chain of two validators, collators of two hospitals, and a full node that the clients ask: all of it on this machine.\n\
		It needs two minutes to start. Then a block comes every six seconds, and is final half a minute later."
	)?;
	let began = Instant::now();
	let mut network = Network::begun();
	writeln!(
		out,
		"\nThe parachain has its first block after {} s.\n",
		began.elapsed().as_secs()
	)?;
	tell_who(&network, &mut out)?;

	let stage = Stage::unregistered(&network.full.url(), None);
	let from = Instant::now();
	let told = |step: &str| {
		let line = format!("{:4} s  {}", from.elapsed().as_secs(), words(step));
		// Whoever closed the pipe hears nothing more; the network ends all the same.
		let _: io::Result<()> = writeln!(io::stderr(), "{line}");
	};
	let request = journey::approved(&stage, &told);
	let file = stage.path("out.dcm");
	let target = file.display().to_string();
	// The erasure below ends the request too: to close it before would take a final block more.
	let download = ["download", &request, "-o", &target, "--keep-request"];
	stage.person("Ferdie").run(&download);
	assert_eq!(
		sha256_file(&file),
		sha256_file(&ct_small()),
		"another file came out"
	);
	told("downloaded");
	journey::erase(&stage, &told);
	if let Some(newest) = network.full.finalized() {
		network.await_relayed(newest);
	}
	told("relayed");
	writeln!(
		out,
		"\nAll of that took {} s. Look around: `medquorum --node {} events`, or Polkadot.js at the same address. Logs: {}\nEnter ends all of it.",
		began.elapsed().as_secs(),
		network.full.url(),
		network.folder().display()
	)?;
	io::stdin().read_line(&mut String::new()).map(drop)
}

/// A table of programs and of people.
fn tell_who(network: &Network, out: &mut impl Write) -> io::Result<()> {
	let [alice, bob] = &network.validators;
	let [first, second] = &network.collators;
	let rows: [(&str, &str, &Process); 5] = [
		(
			"Relay chain, validator Alice",
			"finalizes the blocks of all parachains",
			alice,
		),
		("Relay chain, validator Bob", "the same", bob),
		("First hospital, collator", "makes blocks of the parachain", first),
		(
			"Second hospital, collator",
			"makes blocks of the parachain",
			second,
		),
		(
			"Full node without keys",
			"answers the clients below",
			&network.full,
		),
	];
	for (who, what, process) in rows {
		writeln!(out, "  {who:30} {what:40} {}", process.url())?;
	}
	writeln!(
		out,
		"\nPeople: One is a hospital, Eve its patient, Ferdie a clinician elsewhere; Alice, Bob, Charlie and Dave are the administrators, \
		of whom three must agree.\n"
	)
}

/// What a step of the journey means.
fn words(step: &str) -> &str {
	match step {
		"registered" => "Eve, One and Ferdie have published their keys.",
		"uploaded" => "One has encrypted a CT for Eve, stored it, and registered its hash.",
		"requested" => "Ferdie has asked for it, to treat her. Without approvals the download was refused.",
		"approved by three, and consented to" => {
			"Alice, Bob and Charlie have approved, Eve has consented: each approval was a share of the key."
		}
		"downloaded" => "Ferdie has the file, and it is the one that One encrypted.",
		"erased" => "Eve has had it erased: nothing of it is in state or store.",
		"relayed" => "The relay chain has finalized all of it.",
		other => other,
	}
}
