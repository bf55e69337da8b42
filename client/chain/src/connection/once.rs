//! A block does not change: what was asked of it is not asked again, and reads of one moment leave in one question. Before, three quarters of
//! what a node under load computed were single reads.

use futures::{
	FutureExt,
	future::{BoxFuture, Shared, try_join_all},
};
use serde::Deserialize;
use std::{
	collections::HashMap,
	fmt,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use subxt::rpcs::{
	Error, RpcClient,
	client::{RawRpcFuture, RawRpcSubscription, RawValue, RpcClientT},
	rpc_params,
};

const READ: &str = "state_getStorage";
const READ_MANY: &str = "state_queryStorageAt";
/// Entries in one question.
const TOGETHER: usize = 256;
/// Longest answer that is kept, in bytes of JSON.
const LONGEST: usize = 256 << 10;
/// All answers together, in bytes of JSON. Beyond it, all are forgotten.
const KEPT: usize = 4 << 20;

/// Method and parameters, among them the block.
type Question = (String, String);
/// What comes, for everybody who waits for it.
type Coming<T> = Shared<BoxFuture<'static, Result<T, Missing>>>;
/// What was told of a block.
type Answer = Coming<Arc<RawValue>>;
/// What is stored under each key of one question.
type Values = Arc<HashMap<String, Option<String>>>;

/// Why there is no answer for everybody.
#[derive(Clone)]
enum Missing {
	/// The node may not know the question, or not the block yet: each one asks plainly, and sees what goes wrong.
	Plainly,
	/// The connection broke, or the node fell silent: to ask again would take as long again.
	Broken(Arc<Error>),
}

impl From<Error> for Missing {
	fn from(error: Error) -> Self {
		match error {
			Error::Client(_) | Error::DisconnectedWillReconnect(_) => Self::Broken(Arc::new(error)),
			_ => Self::Plainly,
		}
	}
}

/// The error of a question that several have asked.
#[derive(Debug)]
struct Common(Arc<Error>);

impl fmt::Display for Common {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match &*self.0 {
			Error::Client(error) => write!(f, "{error}"),
			error => write!(f, "{error}"),
		}
	}
}

impl std::error::Error for Common {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		match &*self.0 {
			Error::Client(error) => error.source(),
			error => error.source(),
		}
	}
}

/// Reads that have not left yet, of one block.
struct Batch {
	keys: Vec<String>,
	answer: Coming<Values>,
}
/// Those of each block.
type Unsent = Mutex<HashMap<String, Batch>>;

/// Answers, each with its length once it is there.
#[derive(Default)]
struct Known {
	answers: HashMap<Question, (Answer, Option<usize>)>,
	bytes: usize,
}

/// A node that is asked nothing twice of a block.
pub(super) struct Once {
	rpc: RpcClient,
	unsent: Arc<Unsent>,
	known: Mutex<Known>,
}

/// What a node says of a block: keys, each with what is stored there.
#[derive(Deserialize)]
struct Told {
	changes: Vec<(String, Option<String>)>,
}

impl Once {
	pub(super) fn new(rpc: RpcClient) -> Self {
		Self {
			rpc,
			unsent: Arc::default(),
			known: Mutex::default(),
		}
	}

	/// Asks of a block, or joins whoever has asked.
	async fn ask(&self, method: &str, asked: Box<RawValue>) -> Result<Box<RawValue>, Error> {
		let question = (method.to_owned(), asked.get().to_owned());
		// Before the answer, so that it goes after it.
		let waiting = Waiting {
			once: self,
			question: &question,
		};
		let answer = {
			let mut known = locked(&self.known);
			let known = known.answers.entry(question.clone());
			let (answer, _) = known.or_insert_with(|| (self.question(method, asked.clone()), None));
			answer.clone()
		};
		// Whoever else reads at this moment joins before the question leaves.
		if method == READ && answer.peek().is_none() {
			tokio::task::yield_now().await;
		}
		let told = answer.await;
		drop(waiting);
		match told {
			Ok(told) => Ok(RawValue::to_owned(&told)),
			Err(Missing::Plainly) => self.rpc.request_raw(method, Some(asked)).await,
			Err(Missing::Broken(error)) => Err(Error::Client(Box::new(Common(error)))),
		}
	}

	fn question(&self, method: &str, asked: Box<RawValue>) -> Answer {
		let rpc = self.rpc.clone();
		let read = match method {
			READ => serde_json::from_str::<(String, String)>(asked.get()).ok(),
			_ => None,
		};
		let answer = match read {
			Some((key, block)) => {
				let batch = self.join(&key, block);
				async move { value(&batch.await?, &key).ok_or(Missing::Plainly) }.boxed()
			}
			None => {
				let method = method.to_owned();
				async move { told(rpc.request_raw(&method, Some(asked)).await?).ok_or(Missing::Plainly) }
					.boxed()
			}
		};
		answer.shared()
	}

	/// Adds a read to those of its block that have not left.
	fn join(&self, key: &str, block: String) -> Coming<Values> {
		let mut unsent = locked(&self.unsent);
		let batch = unsent.entry(block).or_insert_with_key(|block| Batch {
			keys: Vec::new(),
			answer: self.batch(block.clone()),
		});
		batch.keys.push(key.to_owned());
		batch.answer.clone()
	}

	/// Nobody joins it once it has left.
	fn batch(&self, block: String) -> Coming<Values> {
		let (rpc, unsent) = (self.rpc.clone(), Arc::downgrade(&self.unsent));
		let asked = async move {
			// Its own answer goes here: kept by what makes it, it would outlive everybody who waits.
			let unsent = unsent.upgrade().ok_or(Missing::Plainly)?;
			let left = locked(&unsent).remove(&block);
			let Batch { keys, .. } = left.ok_or(Missing::Plainly)?;
			let chunks = keys.chunks(TOGETHER);
			let asked = chunks.map(|keys| stored(&rpc, keys, &block));
			let told = try_join_all(asked).await?;
			Ok(Arc::new(told.into_iter().flatten().collect()))
		};
		asked.boxed().shared()
	}
}

/// Somebody who waits for an answer. Whoever gives up as the last one leaves nothing behind.
struct Waiting<'a> {
	once: &'a Once,
	question: &'a Question,
}

impl Drop for Waiting<'_> {
	fn drop(&mut self) {
		let mut known = locked(&self.once.known);
		let Some((answer, _)) = known.answers.get(self.question) else {
			return;
		};
		match answer.peek() {
			Some(Ok(told)) => {
				let length = told.get().len();
				known.note(self.question, length);
			}
			// The one that is kept is the only one left.
			None if answer.strong_count() > Some(1) => {}
			Some(Err(_)) | None => {
				known.answers.remove(self.question);
				locked(&self.once.unsent).retain(|_, batch| batch.answer.strong_count() != Some(1));
			}
		}
	}
}

impl Known {
	/// Counts an answer that has come, and forgets it if it is too long.
	fn note(&mut self, question: &Question, length: usize) {
		if length > LONGEST {
			self.answers.remove(question);
			return;
		}
		let Some((_, counted @ None)) = self.answers.get_mut(question) else {
			return;
		};
		let length = length.saturating_add(question.1.len());
		*counted = Some(length);
		self.bytes = self.bytes.saturating_add(length);
		if self.bytes > KEPT {
			*self = Self::default();
		}
	}
}

/// What a block has under these keys.
async fn stored(
	rpc: &RpcClient,
	keys: &[String],
	block: &str,
) -> Result<Vec<(String, Option<String>)>, Error> {
	if let [key] = keys {
		let value: Option<String> = rpc.request(READ, rpc_params![key, block]).await?;
		return Ok(vec![(key.clone(), value)]);
	}
	let told: Vec<Told> = rpc.request(READ_MANY, rpc_params![keys, block]).await?;
	Ok(told.into_iter().flat_map(|told| told.changes).collect())
}

/// What is stored under a key, as a node would answer for it alone; `None` where it told nothing of this key.
fn value(values: &Values, key: &str) -> Option<Arc<RawValue>> {
	let value = values.get(key)?;
	serde_json::value::to_raw_value(value).ok().map(Arc::from)
}

/// An answer that stays; `None` where a node does not know the block, which it may learn.
fn told(answer: Box<RawValue>) -> Option<Arc<RawValue>> {
	(answer.get() != "null").then(|| Arc::from(answer))
}

/// Whether a question names a block, so that its answer stays.
fn names_a_block(method: &str, asked: &RawValue) -> bool {
	let place = match method {
		"chain_getBlock" | "chain_getHeader" => 0,
		READ | READ_MANY => 1,
		"state_call" => 2,
		"state_getKeysPaged" => 3,
		_ => return false,
	};
	let asked: Result<Vec<serde_json::Value>, _> = serde_json::from_str(asked.get());
	asked.is_ok_and(|asked| asked.get(place).is_some_and(serde_json::Value::is_string))
}

fn locked<T: ?Sized>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
	shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl RpcClientT for Once {
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		params: Option<Box<RawValue>>,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		match params {
			Some(asked) if names_a_block(method, &asked) => self.ask(method, asked).boxed(),
			params => self.rpc.request_raw(method, params),
		}
	}

	fn subscribe_raw<'a>(
		&'a self,
		subscribe: &'a str,
		params: Option<Box<RawValue>>,
		unsubscribe: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		self.rpc.subscribe_raw(subscribe, params, unsubscribe)
	}
}

#[cfg(test)]
mod tests;
