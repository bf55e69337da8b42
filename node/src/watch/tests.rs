//! What is said of a running node, and when.

#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use super::{facts::Told, *};
use std::{
	io::{BufRead as _, BufReader},
	net::{Shutdown, TcpListener},
};

/// What a clock of this machine says of a chain, look by look: seconds between looks, seconds between blocks, how far it is ahead.
fn seen(looks: &[(u64, u64)], ahead: i64) -> Vec<Option<i64>> {
	let mut clock = Clock::default();
	let start = Instant::now();
	let (mut passed, mut block) = (0_u64, 1_800_000_000_000_u64);
	let mut told = Vec::new();
	for (between, moved) in looks {
		passed += between * 1000;
		block += moved * 1000;
		told.push(clock.see(Told {
			block,
			wall: block.checked_add_signed(ahead * 1000).unwrap(),
			at: start + Duration::from_millis(passed),
		}));
	}
	told
}

#[test]
fn a_clock_that_is_off_is_seen_on_a_chain_that_is_followed_live() {
	let live = [(20, 18), (20, 24), (20, 18), (20, 24)];
	assert_eq!(seen(&live, 120), [None, None, None, Some(120)]);
	assert_eq!(seen(&live, -120).last(), Some(&Some(-120)));
	assert_eq!(seen(&live, 30), [None; 4]);
	assert_eq!(seen(&live, -60), [None; 4]);
}

#[test]
fn a_chain_that_stands_or_is_caught_up_with_says_nothing_about_the_clock() {
	assert_eq!(seen(&[(20, 0); 6], 3600), [None; 6]);
	assert_eq!(seen(&[(20, 1200); 6], 86_400), [None; 6]);
	// A node that was stopped for a minute, and resumes.
	let resumed = [(20, 18), (20, 18), (80, 0), (20, 84), (20, 18)];
	assert_eq!(seen(&resumed, 120), [None; 5]);
}

#[test]
fn a_genesis_has_the_hash_that_the_node_gives_it() {
	// An empty state: the root of an empty trie, and a first header of 98 bytes.
	let [old, new] = genesis_hashes(&json!({})).unwrap();
	assert_eq!(old, new);
	let state = json!({ "0x01": "0x02", "0x03": format!("0x{}", "ab".repeat(64)) });
	let [old, new] = genesis_hashes(&state).unwrap();
	// Long values are laid out in two ways.
	assert_ne!(old, new);
	assert!(old.starts_with("0x") && old.len() == 66);
	assert_eq!(genesis_hashes(&json!({ "0x0": "0x02" })), None);
	assert_eq!(genesis_hashes(&json!({ "0x01": 2 })), None);
	assert_eq!(genesis_hashes(&Value::Null), None);
}

#[test]
fn a_parachain_is_found_on_the_relay_chain_by_its_number() {
	let names = [
		format!("{HEADS_KEY}63f5a4efb16ffa83d0070000"),
		format!("{HEADS_KEY}0000000000000000d1070000"),
	]
	.map(Value::from);
	assert_eq!(ours(&names, 2000), names[0].as_str());
	assert_eq!(ours(&names, 2002), None);
}

#[test]
fn only_a_first_header_is_compared() {
	let header = |parent: u8| {
		let bytes = [&[parent; 32][..], &[0], &[7; 64], &[0]].concat();
		// 98 as a compact number of two bytes.
		format!("0x8901{}", hex::encode(bytes))
	};
	assert_eq!(head_at(&header(0)).unwrap().len(), 66);
	assert_ne!(head_at(&header(0)), head_at(&header(0).replace("0707", "0708")));
	assert_eq!(head_at(&header(1)), None);
	for damaged in ["", "0x", "0x8901", "0x8901zz", "0x0400"] {
		assert_eq!(head_at(damaged), None, "{damaged}");
	}
}

#[test]
fn session_keys_are_counted_by_their_files() {
	let folder = tempfile::tempdir().unwrap();
	let key = "d4".repeat(32);
	for name in [
		format!("{AURA_FILE}{key}"),
		format!("6772616e{key}"),
		format!("{AURA_FILE}d4"),
		"notes".to_owned(),
	] {
		fs::write(folder.path().join(name), "").unwrap();
	}
	assert_eq!(keys_in(folder.path()), BTreeSet::from([key.clone()]));
	assert!(keys_in(&folder.path().join("none")).is_empty());
}

fn watch(rpc: &str) -> Watch {
	Watch {
		rpc: rpc.to_owned(),
		relay: None,
		id: "north".to_owned(),
		para_id: Some(2000),
		collates: true,
		keystore: None,
		unconfirmed: None,
		alone: false,
	}
}

#[test]
fn a_node_without_peers_is_told_once_and_after_minutes() {
	let watch = watch("127.0.0.1:1");
	let mut seen = Seen::default();
	let health = |peers: u32| json!({ "peers": peers, "isSyncing": false, "shouldHavePeers": true });
	for _ in 1..ALONE {
		watch.look_at_peers(&health(0), "0x00", &mut seen);
	}
	watch.look_at_peers(&health(1), "0x00", &mut seen);
	assert!(seen.told.is_empty());
	for _ in 0..ALONE {
		watch.look_at_peers(&health(0), "0x00", &mut seen);
	}
	assert_eq!(seen.told, BTreeSet::from(["no-peers"]));
}

/// A server that gives one answer, whatever it is asked, and ends when the test does.
fn server(answer: &'static str) -> String {
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = listener.local_addr().unwrap().to_string();
	thread::spawn(move || {
		for stream in listener.incoming().map_while(Result::ok) {
			let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
			while lines.next().is_some_and(|line| !line.is_empty()) {}
			// The rest of the question is taken too: closed before, the answer might be lost.
			let _: std::io::Result<()> = (&stream).write_all(answer.as_bytes());
			let _: std::io::Result<()> = stream.shutdown(Shutdown::Write);
			let _: std::io::Result<u64> = std::io::copy(&mut &stream, &mut std::io::sink());
		}
	});
	address
}

#[test]
fn keys_that_the_chain_does_not_name_are_told_when_the_node_has_caught_up() {
	let key = "d4".repeat(32);
	let others = server("HTTP/1.0 200 OK\r\n\r\n{\"result\":[\"0xcec5eeee\"]}");
	let watch = watch(&others);
	let keys = BTreeSet::from([key]);
	let health = |syncing: bool| json!({ "peers": 2, "isSyncing": syncing });
	let mut seen = Seen::default();
	for _ in 0..AGREE {
		watch.look_at_keys(&health(true), &keys, &mut seen);
	}
	assert!(seen.told.is_empty());
	for _ in 0..AGREE {
		watch.look_at_keys(&health(false), &keys, &mut seen);
	}
	assert_eq!(seen.told, BTreeSet::from(["foreign-key"]));
	let mut seen = Seen::default();
	let named = BTreeSet::from(["eeee".to_owned()]);
	for _ in 0..AGREE {
		watch.look_at_keys(&health(false), &named, &mut seen);
	}
	assert!(seen.told.is_empty());
}

#[test]
fn answers_that_are_no_answers_are_none() {
	for answer in [
		"",
		"HTTP/1.0 500 no\r\n\r\n",
		"HTTP/1.0 200 OK\r\n\r\n{\"error\":{}}",
		"{",
	] {
		assert_eq!(ask(&server(answer), "any", &json!([])), None, "{answer}");
	}
	assert_eq!(
		ask(
			&server("HTTP/1.0 200 OK\r\n\r\n{\"result\":7}"),
			"any",
			&json!([])
		),
		Some(json!(7))
	);
	assert_eq!(ask("127.0.0.1:1", "any", &json!([])), None);
}
