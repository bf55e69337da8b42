//! How a call is signed and handed over, seen by a node whose pool is late.

use super::{LIFETIME, Sign};
use crate::{
	connection::{Chain, ChainOptions, Client, Opened, by_request},
	tests::{metadata, set_role},
};
use futures::{FutureExt, StreamExt, stream};
use medquorum_core::domain::AccountId;
use serde_json::{Value, json};
use std::{
	sync::{Arc, Mutex},
	time::Duration,
};
use subxt::{
	config::{polkadot::PolkadotConfigBuilder, substrate::SpecVersionForRange},
	metadata::ArcMetadata,
	rpcs::{
		Error, RpcClient, UserError,
		client::{RawRpcFuture, RawRpcSubscription, RawValue, RpcClientT},
	},
};

/// Number of the newest block.
const NEWEST: u64 = 100;
/// Nonce of the account in it.
const NONCE: u64 = 5;

/// What a pool was handed: the nonce, and the block that is the call's first moment, of the 32 before it is for ever too late.
type Handed = (u64, u64);

/// A node whose pool refuses so many calls in these words, and takes the rest without a block that holds them.
struct Pool {
	words: &'static str,
	refusals: usize,
	/// Whether it leaves out what it took when it is asked for the next nonce.
	forgets: bool,
	/// What it says of each call that it took.
	says: Value,
	/// Whether it then says no more, and takes no such nonce again.
	leaves: bool,
	handed: Mutex<Vec<Handed>>,
}

/// Block 7 has a hash of many 07.
fn hash(number: u64) -> String {
	format!("0x{}", hex::encode([u8::try_from(number).unwrap(); 32]))
}

fn raw(value: &Value) -> Box<RawValue> {
	serde_json::value::to_raw_value(value).unwrap()
}

/// A signed extrinsic of version 4 (RFC 84 has the next one): behind length, version, account and signature, era and nonce.
fn read(extrinsic: &str) -> Handed {
	let bytes = hex::decode(&extrinsic[2..]).unwrap();
	let head = match bytes[0] % 4 {
		0 => 1,
		1 => 2,
		_ => panic!("a longer call than any of ours"),
	};
	assert_eq!(
		bytes[head..head + 2],
		[0x84, 0x00],
		"version 4, signed by an account"
	);
	let rest = &bytes[head + 2 + 32 + 1 + 64..];
	let era = u64::from(u16::from_le_bytes([rest[0], rest[1]]));
	assert_eq!(2 << (era % 16), LIFETIME);
	assert_eq!(rest[2] % 4, 0, "a nonce below 64");
	(u64::from(rest[2] / 4), era / 16)
}

impl Pool {
	fn answer(&self, method: &str, params: &Value) -> Value {
		match method {
			"system_chainType" => json!("Development"),
			"chain_getFinalizedHead" => json!(hash(NEWEST)),
			"chain_getBlockHash" => json!(hash(params[0].as_u64().unwrap_or_default())),
			"chain_getHeader" => json!({
				"parentHash": hash(NEWEST - 1),
				"number": format!("{NEWEST:#x}"),
				"stateRoot": hash(0),
				"extrinsicsRoot": hash(0),
				"digest": { "logs": [] },
			}),
			"system_accountNextIndex" => {
				let taken = match self.forgets {
					true => 0,
					false => self.handed.lock().unwrap().len().saturating_sub(self.refusals),
				};
				json!(NONCE + taken as u64)
			}
			"state_call" if params[0] == "AccountNonceApi_account_nonce" => {
				json!(format!(
					"0x{}",
					hex::encode(u32::try_from(NONCE).unwrap().to_le_bytes())
				))
			}
			_ => panic!("nobody asks for {method}"),
		}
	}

	fn hand_over(&self, extrinsic: &str) -> Result<RawRpcSubscription, Error> {
		let mut handed = self.handed.lock().unwrap();
		handed.push(read(extrinsic));
		let refused = |code, message: &str| {
			Err(Error::User(UserError {
				code,
				message: message.to_owned(),
				data: None,
			}))
		};
		if handed.len() <= self.refusals {
			return refused(1010, self.words);
		}
		let newest = handed.last().copied();
		if self.leaves && handed.iter().filter(|before| Some(**before) == newest).count() > 1 {
			return refused(1013, "Transaction Already Imported");
		}
		let said = raw(&self.says);
		let said = stream::once(async { Ok(said) });
		let stream = match self.leaves {
			true => said.boxed(),
			false => said.chain(stream::pending()).boxed(),
		};
		Ok(RawRpcSubscription { stream, id: None })
	}
}

impl RpcClientT for Pool {
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		params: Option<Box<RawValue>>,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		let params = params.map_or(Value::Null, |params| serde_json::from_str(params.get()).unwrap());
		let answer = raw(&self.answer(method, &params));
		async move { Ok(answer) }.boxed()
	}

	fn subscribe_raw<'a>(
		&'a self,
		method: &'a str,
		params: Option<Box<RawValue>>,
		_: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		assert_eq!(method, "author_submitAndWatchExtrinsic");
		let params: Vec<String> = serde_json::from_str(params.unwrap().get()).unwrap();
		let followed = self.hand_over(&params[0]);
		async move { followed }.boxed()
	}
}

struct Someone(u8);

impl Sign for Someone {
	fn account(&self) -> AccountId {
		AccountId([self.0; 32])
	}

	fn sign(&self, _: &[u8]) -> [u8; 64] {
		[9; 64]
	}
}

/// One that refuses so many calls in these words.
fn pool(words: &'static str, refusals: usize) -> Pool {
	Pool {
		words,
		refusals,
		forgets: false,
		says: json!("ready"),
		leaves: false,
		handed: Mutex::default(),
	}
}

/// A chain behind such a pool.
async fn chain(pool: Pool) -> (Arc<Pool>, Chain) {
	let pool = Arc::new(pool);
	let rpc = RpcClient::new(Arc::clone(&pool));
	let versions = SpecVersionForRange {
		block_range: 0..1_000,
		spec_version: 1,
		transaction_version: 1,
	};
	let config = PolkadotConfigBuilder::new()
		.use_historic_types(false)
		.set_metadata_for_spec_versions([(1, ArcMetadata::from(metadata()))])
		.set_spec_version_for_block_ranges([versions])
		.build();
	let backend = by_request(1).build(rpc.clone());
	let client = Client::from_backend_with_config(config, Arc::new(backend)).await;
	let opened = Opened::ask(rpc, client.unwrap()).await.unwrap();
	let options = ChainOptions::new("ws://127.0.0.1:1", None);
	(pool, Chain::of(opened, options, false).unwrap())
}

/// What the pool is handed until it has taken as many calls as there are.
async fn handed(pool: Pool, calls: &[Someone]) -> Vec<Handed> {
	let refusals = pool.refusals;
	let (pool, chain) = chain(pool).await;
	let call = set_role();
	let all = futures::future::join_all(calls.iter().map(|who| chain.finalize(who, &call)));
	let taken = async {
		while pool.handed.lock().unwrap().len() < refusals + calls.len() {
			tokio::time::sleep(Duration::from_millis(10)).await;
		}
	};
	tokio::select! {
		_ = all => panic!("no block holds any of it"),
		taken = tokio::time::timeout(Duration::from_secs(60), taken) => taken.unwrap(),
	}
	let handed = pool.handed.lock().unwrap();
	handed.clone()
}

#[tokio::test]
async fn a_call_begins_at_the_newest_block_and_four_before_where_a_pool_is_late() {
	assert_eq!(handed(pool("", 0), &[Someone(1)]).await, [(5, 100 % 32)]);
	for words in [
		"Invalid Transaction: Transaction has an ancient birth block",
		"Immediately Dropped: The transaction couldn't enter the pool because of the limit",
	] {
		let found = handed(pool(words, 2), &[Someone(1)]).await;
		assert_eq!(found, [(5, 100 % 32), (5, 96 % 32), (5, 96 % 32)], "{words}");
	}
}

/// Otherwise each of them would take the nonce of the one before, and wait until that one's call was final.
#[tokio::test]
async fn calls_of_one_account_wait_for_the_one_that_a_late_pool_refused() {
	let late = "Invalid Transaction: Transaction has an ancient birth block";
	let found = handed(pool(late, 2), &[Someone(1), Someone(1), Someone(1)]).await;
	let nonces: Vec<u64> = found.iter().map(|(nonce, _)| *nonce).collect();
	assert_eq!(nonces, [5, 5, 5, 6, 7]);
}

#[tokio::test]
async fn a_nonce_that_is_under_way_is_not_taken_again_whatever_the_node_says() {
	let forgets = Pool {
		forgets: true,
		..pool("", 0)
	};
	let (pool, chain) = chain(forgets).await;
	let call = set_role();
	let nonces = || -> Vec<u64> {
		let handed = pool.handed.lock().unwrap();
		handed.iter().map(|(nonce, _)| *nonce).collect()
	};
	let calls = futures::future::join_all([1, 1, 2].map(|who| {
		let (chain, call) = (&chain, &call);
		async move { chain.finalize(&Someone(who), call).await }
	}));
	let moment = Duration::from_millis(300);
	assert!(tokio::time::timeout(moment, calls).await.is_err());
	let mut found = nonces();
	found.sort_unstable();
	assert_eq!(found, [5, 5, 6], "two of one account, one of another");
	// Nobody follows them any longer, so nothing says that they are under way.
	let again = chain.finalize(&Someone(1), &call);
	assert!(tokio::time::timeout(moment, again).await.is_err());
	assert_eq!(nonces().last(), Some(&5));
}

/// The nonces of two calls of one account, the second a moment after the pool has the first, until it was handed over so often.
async fn one_after_the_other(pool: Pool, count: usize) -> Vec<u64> {
	let (pool, chain) = chain(pool).await;
	let call = set_role();
	let handed = || pool.handed.lock().unwrap().len();
	let until = async |count| {
		while handed() < count {
			tokio::time::sleep(Duration::from_millis(10)).await;
		}
	};
	let second = async {
		until(1).await;
		tokio::time::sleep(Duration::from_millis(200)).await;
		chain.finalize(&Someone(1), &call).await
	};
	// The chain is watched for what became of them, which may take long.
	tokio::select! {
		_ = chain.finalize(&Someone(1), &call) => panic!("no block holds it"),
		_ = second => panic!("no block holds it"),
		handed = tokio::time::timeout(Duration::from_secs(60), until(count)) => handed.unwrap(),
	}
	let handed = pool.handed.lock().unwrap();
	handed.iter().map(|(nonce, _)| *nonce).collect()
}

#[tokio::test]
async fn what_the_pool_gave_up_keeps_no_nonce() {
	let gives_up = Pool {
		forgets: true,
		says: json!("invalid"),
		..pool("", 0)
	};
	assert_eq!(one_after_the_other(gives_up, 2).await, [5, 5]);
}

/// The connection to it broke, say: nothing more is heard of the call, and it is there all the same.
#[tokio::test]
async fn what_the_pool_says_that_it_has_keeps_its_nonce() {
	let leaves = Pool {
		forgets: true,
		leaves: true,
		..pool("", 0)
	};
	let found = one_after_the_other(leaves, 4).await;
	assert_eq!(found, [5, 5, 6, 6], "each handed over twice, the same bytes");
}
