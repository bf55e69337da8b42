//! A proof holds as a whole: whatever is changed, swapped, left out or taken from another chain is refused.

use crate::common;
use medquorum_audit::{
	AuditError, Export, Question,
	proof::{Block, Step, plan, verify},
	testing::{Chain, metadata},
};
use medquorum_core::domain::BlockNumber;
use proptest::prelude::*;
use serde::Deserialize;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::LazyLock,
};

const REACH: BlockNumber = 16;
const WANTED: [BlockNumber; 5] = [2, 7, 24, 25, 60];

fn chain(seed: u8) -> Chain {
	let metadata = metadata();
	let happened: [&[(&str, u8)]; 5] = [
		&[("RecordRegistered", 7)],
		&[("AccessRequested", 7), ("ApprovalRecorded", 7)],
		&[("ConsentGranted", 7)],
		&[("RequestClosed", 7)],
		&[("RecordErased", 7)],
	];
	let events: BTreeMap<_, _> = WANTED
		.into_iter()
		.zip(happened.map(|events| metadata.events(events)))
		.collect();
	Chain::new(seed, 70, REACH, &events)
}

static HONEST: LazyLock<Chain> = LazyLock::new(|| chain(1));
static OTHER: LazyLock<Chain> = LazyLock::new(|| chain(2));

fn top() -> Block {
	HONEST.block(HONEST.last())
}

fn steps() -> Vec<Step> {
	HONEST.steps(&WANTED)
}

fn check(steps: &[Step]) -> Result<usize, AuditError> {
	verify(&HONEST.genesis(), top(), steps).map(|told| told.len())
}

fn export() -> Export {
	let question = Question {
		accounts: [common::account(7)].into(),
		from: 1,
		to: 70,
		..Question::default()
	};
	Export::new(HONEST.genesis(), top(), question, Vec::new(), steps()).unwrap()
}

#[test]
fn an_honest_proof_shows_every_block() {
	let told = verify(&HONEST.genesis(), top(), &steps()).unwrap();
	let blocks: Vec<_> = told.iter().map(|told| told.block).collect();
	assert_eq!(blocks, WANTED.map(|number| HONEST.block(number)));
	assert_eq!(told[0].time, medquorum_audit::testing::BEGINS + 12_000);
	let acts: Vec<_> = export()
		.entries()
		.iter()
		.map(|entry| (entry.block, entry.index))
		.collect();
	assert_eq!(acts, [(2, 0), (7, 0), (7, 1), (24, 0), (25, 0), (60, 0)]);
}

#[test]
fn a_ladder_is_as_long_as_it_must_be() {
	let wanted = |blocks: &[BlockNumber]| blocks.iter().copied().collect::<BTreeSet<_>>();
	let numbers = |top, blocks: &[BlockNumber], reach| -> Vec<BlockNumber> {
		plan(top, &wanted(blocks), reach)
			.iter()
			.map(|rung| rung.number)
			.collect()
	};
	assert_eq!(numbers(70, &WANTED, REACH), [70, 60, 54, 38, 25, 24, 22, 7, 6, 2]);
	assert_eq!(numbers(1_000_000, &[], 4_096), [1_000_000]);
	assert_eq!(numbers(1_000_000, &[999_000], 4_096), [1_000_000, 999_000]);
	assert_eq!(numbers(1_000_000, &[1], 4_096).len(), 246);
	assert_eq!(numbers(5, &[5, 1], 4_096), [5, 1]);
	assert_eq!(numbers(1, &[1], 4_096), [1]);
	for top in 0..40 {
		for reach in 1..20 {
			let all: Vec<_> = (1..=top).collect();
			let rungs = plan(top, &wanted(&all), reach);
			assert!(
				rungs.windows(2).all(|pair| pair[0].number > pair[1].number),
				"{top} {reach}"
			);
			assert_eq!(
				rungs.iter().filter(|rung| rung.tells).count(),
				all.len(),
				"{top} {reach}"
			);
		}
	}
}

#[test]
fn steps_that_are_missing_moved_doubled_or_idle_are_refused() {
	let honest = steps();
	for at in 0..honest.len() {
		let mut fewer = honest.clone();
		fewer.remove(at);
		check(&fewer).unwrap_err();
		let mut doubled = honest.clone();
		doubled.insert(at, honest[at].clone());
		check(&doubled).unwrap_err();
		let mut moved = honest.clone();
		moved.swap(at, (at + 1) % honest.len());
		check(&moved).unwrap_err();
	}
	// One more block than anybody needs, with a proof that holds.
	let mut idle = honest.clone();
	let rungs = plan(HONEST.last(), &WANTED.into_iter().chain([61]).collect(), REACH);
	idle[0] = HONEST.step(&rungs[0]);
	assert_eq!(check(&idle), Err(AuditError::Unlinked { block: 60 }));
	assert!(check(&[]).is_err());
}

#[test]
fn events_of_another_block_and_headers_of_another_chain_are_refused() {
	let at = |steps: &[Step], block| steps.iter().position(|step| step.number == block).unwrap();
	let mut swapped = steps();
	let (a, b) = (at(&swapped, 24), at(&swapped, 25));
	let proof = swapped[a].proof.clone();
	swapped[a].proof = std::mem::replace(&mut swapped[b].proof, proof);
	assert_eq!(check(&swapped), Err(AuditError::BadProof { block: 25 }));
	for (at, foreign) in OTHER.steps(&WANTED).into_iter().enumerate() {
		let mut mixed = steps();
		let block = foreign.number;
		mixed[at] = foreign;
		assert_eq!(check(&mixed), Err(AuditError::Unlinked { block }));
	}
	// All of another chain holds together, but neither under this top nor under this chain's name.
	let foreign = OTHER.steps(&WANTED);
	assert!(verify(&HONEST.genesis(), top(), &foreign).is_err());
	let top_of_other = OTHER.block(OTHER.last());
	assert_eq!(
		verify(&HONEST.genesis(), top_of_other, &foreign),
		Err(AuditError::OtherGenesis)
	);
	assert!(verify(&OTHER.genesis(), top_of_other, &foreign).is_ok());
}

#[test]
fn the_name_of_the_chain_must_be_shown() {
	let mut silent = steps();
	silent[0].earlier.pop();
	assert_eq!(check(&silent), Err(AuditError::Unlinked { block: 70 }));
}

#[test]
fn a_runtime_that_this_program_does_not_know_is_named() {
	let events = BTreeMap::from([(3, metadata().events(&[("UserLeft", 7)]))]);
	let chain = Chain::with_runtime(1, 5, REACH, &events, 4_000);
	let made = Export::new(
		chain.genesis(),
		chain.block(5),
		Question::default(),
		Vec::new(),
		chain.steps(&[3]),
	);
	assert_eq!(
		made.unwrap_err(),
		AuditError::UnknownRuntime {
			version: 4_000,
			block: 3
		}
	);
}

#[test]
fn an_export_is_read_as_it_was_written() {
	let written = export().write();
	let read = Export::read(&written).unwrap();
	assert_eq!((&read, read.write() == written), (&export(), true));
	assert_eq!(
		Export::read(b"{}").unwrap_err().to_string(),
		"this is not an export of `medquorum audit` (missing field `format` at line 1 column 2)"
	);
	let later = String::from_utf8(written)
		.unwrap()
		.replace("medquorum-audit/1", "medquorum-audit/9");
	assert_eq!(
		Export::read(later.as_bytes()),
		Err(AuditError::Format("medquorum-audit/9".to_owned()))
	);
}

#[test]
fn words_that_the_proofs_do_not_show_are_named_with_their_block() {
	let written = String::from_utf8(export().write()).unwrap();
	let lie = written.replace("\"act\": \"consented\"", "\"act\": \"denied-consent\"");
	assert_ne!(lie, written);
	assert_eq!(
		Export::read(lie.as_bytes()),
		Err(AuditError::Differs { block: Some(24) })
	);
	// Spelt otherwise, it is another file: nobody can hide anything in spaces, order or fields that nobody reads.
	for (from, to) in [
		("\n  \"top\"", "\n   \"top\""),
		("\"missing\": []", "\"missing\": [], \"note\": 1"),
	] {
		let other = written.replacen(from, to, 1);
		assert_ne!(other, written);
		Export::read(other.as_bytes()).unwrap_err();
	}
	// Somebody who leaves an entry out, checksum and all, is found out as long as its block is there.
	let mut fewer = export();
	fewer.steps.retain(|step| step.number != 2);
	assert!(Export::read(&fewer.write()).is_err());
}

#[test]
fn whose_records_an_export_does_not_show_is_told() {
	let mut other = export();
	assert!(other.unshown().is_empty());
	other.question.records = [
		medquorum_core::domain::RecordId([7; 16]),
		medquorum_core::domain::RecordId([8; 16]),
	]
	.into();
	assert_eq!(
		other.unshown(),
		[medquorum_core::domain::RecordId([8; 16])].into()
	);
}

#[test]
fn an_entry_takes_a_bounded_number_of_bytes() {
	let bytes = |wanted: &[BlockNumber]| {
		let steps = HONEST.steps(wanted);
		Export::new(HONEST.genesis(), top(), Question::default(), Vec::new(), steps)
			.unwrap()
			.write()
			.len()
	};
	let (one, two) = (bytes(&[60]), bytes(&[59, 60]));
	println!(
		"an export of one block: {one} bytes; one block more: {} bytes",
		two - one
	);
	assert!(one < 12_000 && two - one < 6_000, "{one} {two}");
}

/// A proof that a development node made, recorded once: nothing in it depends on the runtime of today.
#[derive(Deserialize)]
struct Recorded {
	genesis: String,
	top: Block,
	steps: Vec<RecordedStep>,
}

#[derive(Deserialize)]
struct RecordedStep {
	number: BlockNumber,
	earlier: Vec<BlockNumber>,
	tells: bool,
	header: String,
	proof: Vec<String>,
}

fn from_hex(text: &str) -> Vec<u8> {
	hex::decode(text.trim_start_matches("0x")).unwrap()
}

static RECORDED: LazyLock<([u8; 32], Block, Vec<Step>)> = LazyLock::new(|| {
	let recorded: Recorded = serde_json::from_str(include_str!("vectors/recorded.json")).unwrap();
	let steps = recorded.steps.iter().map(|step| Step {
		number: step.number,
		earlier: step.earlier.clone(),
		tells: step.tells,
		header: from_hex(&step.header),
		proof: step.proof.iter().map(|node| from_hex(node)).collect(),
	});
	let genesis = from_hex(&recorded.genesis).try_into().unwrap();
	(genesis, recorded.top, steps.collect())
});

#[test]
fn a_proof_of_a_real_node_holds() {
	let (genesis, top, steps) = &*RECORDED;
	let told = verify(genesis, *top, steps).unwrap();
	assert!(told.len() >= 10, "{}", told.len());
	assert!(told.windows(2).all(|pair| pair[0].time < pair[1].time));
}

/// Turns one bit of one byte, counted through everything that is proven.
fn flip(genesis: &mut [u8; 32], top: &mut Block, steps: &mut [Step], at: usize, bit: u8) {
	let mut parts: Vec<&mut [u8]> = vec![genesis, &mut top.hash];
	for step in steps {
		parts.push(&mut step.header);
		parts.extend(step.proof.iter_mut().map(Vec::as_mut_slice));
	}
	let total: usize = parts.iter().map(|part| part.len()).sum();
	let mut at = at % total;
	for part in parts {
		if at < part.len() {
			part[at] ^= 1 << bit;
			return;
		}
		at -= part.len();
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn one_bit_changed_anywhere_in_a_real_proof_is_refused(at in any::<usize>(), bit in 0_u8..8) {
		let (mut genesis, mut top, mut steps) = RECORDED.clone();
		flip(&mut genesis, &mut top, &mut steps, at, bit);
		prop_assert!(verify(&genesis, top, &steps).is_err());
	}

	#[test]
	fn one_number_changed_in_a_real_proof_is_refused(at in any::<usize>(), by in 1_u32..9) {
		let (genesis, top, mut steps) = RECORDED.clone();
		let count = steps.len();
		let step = &mut steps[at % count];
		match (at % 3, step.earlier.is_empty()) {
			(0, _) => step.number = step.number.wrapping_add(by),
			(1, false) => step.earlier[0] = step.earlier[0].wrapping_add(by),
			_ => step.tells = !step.tells,
		}
		prop_assert!(verify(&genesis, top, &steps).is_err());
	}

	#[test]
	fn one_bit_changed_anywhere_in_a_file_is_refused(at in any::<usize>(), bit in 0_u8..8) {
		static WRITTEN: LazyLock<Vec<u8>> = LazyLock::new(|| export().write());
		let mut bytes = WRITTEN.clone();
		let at = at % bytes.len();
		bytes[at] ^= 1 << bit;
		prop_assert!(Export::read(&bytes).is_err(), "byte {at}");
	}

	#[test]
	fn whatever_a_file_holds_it_is_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
		prop_assert!(Export::read(&bytes).is_err());
	}
}
