use super::*;
use crate::double::Double;
use futures::{executor::block_on, future::join_all};
use serde_json::{Value, json};
use subxt::rpcs::UserError;

/// Under key 0x07 of block 0xb1 it has 0x07b1, and so on; under 0x00 nothing. It notes what it was asked.
#[derive(Default)]
struct Node {
	asked: Mutex<Vec<(String, Value)>>,
	knows_many: bool,
	refuses: bool,
}

impl Node {
	fn answer(&self, method: &str, params: &Value) -> Result<Value, Error> {
		let stored = |key: &str, block: &str| match key {
			"0x00" => Value::Null,
			key => json!(format!("{key}{}", &block[2..])),
		};
		match method {
			_ if self.refuses => Err(Error::User(UserError {
				code: 7,
				message: "No".to_owned(),
				data: None,
			})),
			READ => Ok(stored(params[0].as_str().unwrap(), params[1].as_str().unwrap())),
			"state_getKeysPaged" => Ok(json!(["0x01", "0x02"])),
			READ_MANY if self.knows_many => {
				let block = params[1].as_str().unwrap();
				let keys = params[0].as_array().unwrap().iter();
				let changes = keys.map(|key| json!([key, stored(key.as_str().unwrap(), block)]));
				Ok(json!([{ "block": block, "changes": changes.collect::<Vec<_>>() }]))
			}
			"chain_getHeader" if params[0] == "0xff" => Ok(Value::Null),
			"chain_getHeader" | "chain_getBlock" | "chain_getFinalizedHead" => Ok(json!({ "of": params })),
			_ => Err(Error::User(UserError::method_not_found())),
		}
	}

	fn asked(&self) -> usize {
		locked(&self.asked).len()
	}
}

fn node(knows_many: bool, refuses: bool) -> (Arc<Node>, RpcClient) {
	let node = Arc::new(Node {
		knows_many,
		refuses,
		..Node::default()
	});
	let asked = Arc::clone(&node);
	let double = Double(move |method: &str, params: &Value| {
		locked(&asked.asked).push((method.to_owned(), params.clone()));
		asked.answer(method, params)
	});
	let once = Once::new(RpcClient::new(double));
	(node, RpcClient::new(once))
}

async fn read(rpc: &RpcClient, key: u16, block: &str) -> Result<Option<String>, Error> {
	rpc.request(READ, rpc_params![format!("0x{key:02x}"), block])
		.await
}

#[test]
fn reads_of_one_moment_leave_together_each_with_its_own_answer() {
	let (node, rpc) = node(true, false);
	let found = block_on(join_all((0..4).map(|key| read(&rpc, key, "0xb1"))));
	let found: Vec<_> = found.into_iter().map(Result::unwrap).collect();
	let stored = ["0x01b1", "0x02b1", "0x03b1"].map(|value| Some(value.to_owned()));
	assert_eq!(found[0], None);
	assert_eq!(found[1..], stored);
	assert_eq!(node.asked(), 1);
	assert_eq!(locked(&node.asked)[0].0, READ_MANY);
}

#[test]
fn a_block_is_asked_once_and_another_block_by_itself() {
	let (node, rpc) = node(true, false);
	for _ in 0..3 {
		assert_eq!(block_on(read(&rpc, 7, "0xb1")).unwrap().unwrap(), "0x07b1");
		assert_eq!(block_on(read(&rpc, 0, "0xb1")).unwrap(), None);
	}
	assert_eq!(node.asked(), 2);
	assert_eq!(block_on(read(&rpc, 7, "0xb2")).unwrap().unwrap(), "0x07b2");
	assert_eq!(node.asked(), 3);
	// A read of two blocks at one moment mixes nothing up.
	let (one, two) = block_on(async { futures::join!(read(&rpc, 9, "0xb1"), read(&rpc, 9, "0xb2")) });
	assert_eq!(one.unwrap().unwrap(), "0x09b1");
	assert_eq!(two.unwrap().unwrap(), "0x09b2");
}

#[test]
fn what_is_not_of_a_block_is_asked_each_time() {
	let (node, rpc) = node(true, false);
	let ask = |method: &'static str, block: Option<&str>| {
		let params = block.map_or_else(|| rpc_params![None::<String>], |block| rpc_params![block]);
		block_on(rpc.request::<Value>(method, params)).unwrap()
	};
	for _ in 0..2 {
		ask("chain_getFinalizedHead", None);
		ask("chain_getHeader", None);
	}
	assert_eq!(node.asked(), 4);
	for _ in 0..2 {
		assert_eq!(ask("chain_getHeader", Some("0xb1")), json!({ "of": ["0xb1"] }));
		assert_eq!(ask("chain_getBlock", Some("0xb1")), json!({ "of": ["0xb1"] }));
	}
	assert_eq!(node.asked(), 6);
}

#[test]
fn a_list_is_asked_for_once_in_each_block() {
	let (node, rpc) = node(true, false);
	let list = |block: Option<&str>| {
		let params = rpc_params!["0x", 256, None::<String>, block];
		let keys: Vec<String> = block_on(rpc.request("state_getKeysPaged", params)).unwrap();
		if let Some(block) = block {
			let told: Vec<Told> = block_on(rpc.request(READ_MANY, rpc_params![keys, block])).unwrap();
			assert_eq!(
				told[0].changes[1].1.as_ref().unwrap(),
				&format!("0x02{}", &block[2..])
			);
		}
	};
	for (block, asked) in [("0xb1", 2), ("0xb1", 2), ("0xb2", 4)] {
		list(Some(block));
		assert_eq!(node.asked(), asked);
	}
	list(None);
	list(None);
	assert_eq!(node.asked(), 6);
}

/// A node names a finalized block before it can show it (`Chain::look_at` waits for that).
#[test]
fn a_block_that_is_not_there_yet_is_asked_for_again() {
	let (node, rpc) = node(true, false);
	for _ in 0..2 {
		let header = block_on(rpc.request::<Option<Value>>("chain_getHeader", rpc_params!["0xff"]));
		assert_eq!(header.unwrap(), None);
	}
	assert!(node.asked() >= 2);
}

#[test]
fn a_node_that_does_not_know_the_question_is_asked_one_by_one() {
	let (node, rpc) = node(false, false);
	let found = block_on(join_all((1..4).map(|key| read(&rpc, key, "0xb1"))));
	for (key, found) in (1..4).zip(found) {
		assert_eq!(found.unwrap().unwrap(), format!("0x{key:02x}b1"));
	}
	assert_eq!(node.asked(), 4);
}

#[test]
fn everybody_hears_the_nodes_own_refusal_and_it_is_not_kept() {
	let (node, rpc) = node(true, true);
	let (one, two) = block_on(async { futures::join!(read(&rpc, 1, "0xb1"), read(&rpc, 2, "0xb1")) });
	for told in [one, two] {
		assert!(matches!(told, Err(Error::User(UserError { code: 7, .. }))));
	}
	let before = node.asked();
	assert!(block_on(read(&rpc, 1, "0xb1")).is_err());
	assert!(node.asked() > before);
}

#[test]
fn a_reader_who_gives_up_costs_the_others_nothing() {
	let (node, rpc) = node(true, false);
	assert!(read(&rpc, 1, "0xb1").now_or_never().is_none());
	assert_eq!(block_on(read(&rpc, 2, "0xb1")).unwrap().unwrap(), "0x02b1");
	assert_eq!(block_on(read(&rpc, 1, "0xb1")).unwrap().unwrap(), "0x01b1");
	assert_eq!(node.asked(), 2);
	// A question that nobody waits for keeps no connection open.
	assert!(read(&rpc, 3, "0xb1").now_or_never().is_none());
	drop(rpc);
	assert_eq!(Arc::strong_count(&node), 1);
}

/// A node that never answers, as long as anybody knows it.
struct Silent {
	_known: Arc<()>,
}

impl RpcClientT for Silent {
	fn request_raw<'a>(&'a self, _: &'a str, _: Option<Box<RawValue>>) -> RawRpcFuture<'a, Box<RawValue>> {
		futures::future::pending().boxed()
	}

	fn subscribe_raw<'a>(
		&'a self,
		_: &'a str,
		_: Option<Box<RawValue>>,
		_: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		futures::future::pending().boxed()
	}
}

#[test]
fn what_is_under_way_keeps_no_connection_open_when_all_have_given_up() {
	let known = Arc::new(());
	let rpc = RpcClient::new(Once::new(RpcClient::new(Silent {
		_known: Arc::clone(&known),
	})));
	block_on(async {
		let mut reads = Box::pin(join_all([1, 2].map(|key| read(&rpc, key, "0xb1"))));
		// The first look waits for others to join, the second one sends.
		for _ in 0..3 {
			assert!(futures::poll!(&mut reads).is_pending());
		}
	});
	drop(rpc);
	assert_eq!(Arc::strong_count(&known), 1);
}

#[test]
fn what_all_have_given_up_is_kept_nowhere() {
	let known = Arc::default();
	let once = Once::new(RpcClient::new(Silent { _known: known }));
	let params = |key: u16| rpc_params![format!("0x{key:02x}"), "0xb1"].build();
	let kept = || (locked(&once.known).answers.len(), locked(&once.unsent).len());
	block_on(async {
		for looks in 0..4 {
			let [one, two] = [1, 2].map(|key| once.request_raw(READ, params(key)));
			let (mut one, mut two) = (one, two);
			for _ in 0..looks {
				assert!(futures::poll!(&mut one).is_pending() && futures::poll!(&mut two).is_pending());
			}
			drop(one);
			assert_eq!(kept().0, usize::from(looks > 0), "the other still waits");
			drop(two);
			assert_eq!(kept(), (0, 0), "after {looks} looks");
		}
	});
}

#[test]
fn a_connection_that_breaks_is_not_asked_once_more_by_each_who_waited() {
	let asked = Arc::new(Mutex::new(0_usize));
	let counted = Arc::clone(&asked);
	let double = Double(move |_: &str, _: &Value| {
		*locked(&counted) += 1;
		Err(Error::Client("no answer within a minute".into()))
	});
	let rpc = RpcClient::new(Once::new(RpcClient::new(double)));
	let found = block_on(join_all((1..4).map(|key| read(&rpc, key, "0xb1"))));
	for found in found {
		let error = found.unwrap_err();
		assert!(matches!(error, Error::Client(_)));
		assert_eq!(
			error.to_string(),
			"RPC error: client error: no answer within a minute"
		);
	}
	assert_eq!(*locked(&asked), 1);
	assert!(block_on(read(&rpc, 1, "0xb1")).is_err());
	assert_eq!(*locked(&asked), 2, "nothing of it is kept");
}

#[test]
fn more_than_one_question_holds_is_split_and_no_more_is_kept_than_said() {
	let (node, rpc) = node(true, false);
	let found = block_on(join_all((1..=300).map(|key| read(&rpc, key, "0xb1"))));
	assert!(found.into_iter().all(|value| value.unwrap().is_some()));
	assert_eq!(node.asked(), 2);

	let mut known = Known::default();
	let question = |number: usize| (READ.to_owned(), number.to_string());
	let answer = || (async { Err(Missing::Plainly) }.boxed().shared(), None);
	known.answers.insert(question(0), answer());
	known.note(&question(0), LONGEST + 1);
	assert!(
		known.answers.is_empty() && known.bytes == 0,
		"too long to be kept"
	);
	for number in 0..KEPT / LONGEST {
		known.answers.insert(question(number), answer());
		// However often it is read.
		known.note(&question(number), LONGEST - question(number).1.len());
		known.note(&question(number), LONGEST);
	}
	assert_eq!((known.answers.len(), known.bytes), (KEPT / LONGEST, KEPT));
	known.answers.insert(question(KEPT), answer());
	known.note(&question(KEPT), 1);
	assert!(known.answers.is_empty() && known.bytes == 0, "one byte too many");
}
