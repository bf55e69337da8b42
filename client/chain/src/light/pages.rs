//! Lists of keys, page by page. The light client gives keys in the order in which they were proven to it, and counts its pages in that order: who asks
//! for what comes after the last key of a page is given some keys twice, and never sees others. Here all are asked for at once and put in order.

use futures::FutureExt;
use std::sync::{Arc, Mutex, PoisonError};
use subxt::rpcs::{
	Error, RpcClient,
	client::{RawRpcFuture, RawRpcSubscription, RawValue, RpcClientT},
	rpc_params,
};

const LISTS_KEYS: &str = "state_getKeysPaged";
/// Page, as the light client counts it: all keys.
const ALL: u32 = u32::MAX;

/// Prefix, most keys wanted, the key before the first wanted one, block.
type Asked = (String, u32, Option<String>, Option<String>);
/// Prefix and block.
type Place = (String, Option<String>);
/// In order, each once.
type Keys = Arc<[Vec<u8>]>;

/// A light client whose lists of keys are in order and whole.
pub(super) struct InOrder {
	rpc: RpcClient,
	/// The list that was asked for last: its pages are asked for one after the other.
	listed: Mutex<Option<(Place, Keys)>>,
}

impl InOrder {
	pub(super) fn new(rpc: RpcClient) -> Self {
		Self {
			rpc,
			listed: Mutex::default(),
		}
	}

	async fn page(&self, asked: &RawValue) -> Result<Box<RawValue>, Error> {
		let (prefix, most, after, block) =
			serde_json::from_str::<Asked>(asked.get()).map_err(Error::Deserialization)?;
		let after = after.map(|key| bytes(&key)).transpose()?;
		let keys = self.all((prefix, block)).await?;
		let wanted = keys
			.iter()
			.filter(|key| after.as_ref().is_none_or(|after| *key > after));
		let most = usize::try_from(most).unwrap_or(usize::MAX);
		let page: Vec<_> = wanted
			.take(most)
			.map(|key| format!("0x{}", hex::encode(key)))
			.collect();
		serde_json::value::to_raw_value(&page).map_err(Error::Deserialization)
	}

	/// Every key below a prefix, once and in order.
	async fn all(&self, place: Place) -> Result<Keys, Error> {
		let listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner).clone();
		if let Some((_, keys)) = listed.filter(|(of, _)| *of == place) {
			return Ok(keys);
		}
		let (prefix, block) = &place;
		let params = rpc_params![prefix, ALL, None::<String>, block];
		let given: Vec<String> = self.rpc.request(LISTS_KEYS, params).await?;
		let given: Result<Vec<_>, _> = given.iter().map(|key| bytes(key)).collect();
		let mut keys = given?;
		keys.sort_unstable();
		keys.dedup();
		let keys = Keys::from(keys);
		// Without a block named, the newest is meant, and that is another one soon.
		if place.1.is_some() {
			*self.listed.lock().unwrap_or_else(PoisonError::into_inner) = Some((place, Arc::clone(&keys)));
		}
		Ok(keys)
	}
}

fn bytes(digits: &str) -> Result<Vec<u8>, Error> {
	let bytes = hex::decode(digits.strip_prefix("0x").unwrap_or(digits));
	bytes.map_err(|error| Error::Client(error.into()))
}

impl RpcClientT for InOrder {
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		params: Option<Box<RawValue>>,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		match params {
			Some(asked) if method == LISTS_KEYS => async move { self.page(&asked).await }.boxed(),
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
mod tests {
	use super::*;
	use crate::double::Double;
	use futures::executor::block_on;
	use serde::Deserialize as _;
	use serde_json::{Value, json};
	use std::sync::atomic::{AtomicU32, Ordering};

	/// Answers as the light client does: out of order, some keys twice, each page cut from that. Keys 00 to 63 below `0xaa`, from both ends
	/// inwards and some of them twice, and one elsewhere.
	fn unordered() -> (Arc<AtomicU32>, RpcClient) {
		let asked = Arc::new(AtomicU32::new(0));
		let counted = Arc::clone(&asked);
		let key = |number: u8| format!("0xaa{number:02x}");
		let mut keys: Vec<_> = (0..50).flat_map(|near| [key(99 - near), key(near)]).collect();
		keys.extend(["0xbb00".to_owned(), key(7), key(98)]);
		let node = Double(move |method: &str, params: &Value| {
			if method != LISTS_KEYS {
				return Ok(json!(method));
			}
			counted.fetch_add(1, Ordering::Relaxed);
			let (prefix, most, after, _) = Asked::deserialize(params).unwrap();
			let wanted = keys.iter().filter(|key| key.starts_with(&prefix));
			let wanted = wanted.filter(|key| after.as_ref().is_none_or(|after| *key > after));
			let page: Vec<_> = wanted.take(usize::try_from(most).unwrap()).collect();
			Ok(json!(page))
		});
		(asked, RpcClient::new(node))
	}

	/// Asks for page after page, as subxt does.
	fn paged(rpc: &RpcClient, block: Option<&str>) -> Vec<String> {
		let mut found: Vec<String> = Vec::new();
		loop {
			let params = rpc_params!["0xaa", 16, found.last(), block];
			let page: Vec<String> = block_on(rpc.request(LISTS_KEYS, params)).unwrap();
			assert!(page.len() <= 16);
			// Without this the test would not end on what the light client gives by itself.
			if page.is_empty() || found.len() > 500 {
				return found;
			}
			found.extend(page);
		}
	}

	#[test]
	fn every_key_is_listed_once_and_in_order() {
		let in_order: Vec<_> = (0..100).map(|number| format!("0xaa{number:02x}")).collect();
		let (asked, rpc) = unordered();
		assert_ne!(
			paged(&rpc, Some("0x01")),
			in_order,
			"the double is as bad as what it stands for"
		);
		let before = asked.load(Ordering::Relaxed);
		let rpc = RpcClient::new(InOrder::new(rpc));
		assert_eq!(paged(&rpc, Some("0x01")), in_order);
		assert_eq!(
			asked.load(Ordering::Relaxed),
			before + 1,
			"all pages come of one answer"
		);
	}

	#[test]
	fn another_block_is_asked_about_again() {
		let (asked, rpc) = unordered();
		let rpc = RpcClient::new(InOrder::new(rpc));
		let page = |block: Option<&str>| {
			let params = rpc_params!["0xaa", 1, None::<String>, block];
			block_on(rpc.request::<Vec<String>>(LISTS_KEYS, params)).unwrap()
		};
		for (block, questions) in [
			(Some("0x01"), 1),
			(Some("0x01"), 1),
			(Some("0x02"), 2),
			(None, 3),
			(None, 4),
		] {
			assert_eq!(page(block), ["0xaa00"]);
			assert_eq!(asked.load(Ordering::Relaxed), questions);
		}
	}

	#[test]
	fn all_else_is_handed_through() {
		let (_, rpc) = unordered();
		let rpc = RpcClient::new(InOrder::new(rpc));
		let told: String = block_on(rpc.request("system_chain", rpc_params![1])).unwrap();
		assert_eq!(told, "system_chain");
	}

	#[test]
	fn a_question_that_is_none_is_an_error() {
		let (_, rpc) = unordered();
		let rpc = RpcClient::new(InOrder::new(rpc));
		let told = block_on(rpc.request::<Vec<String>>(LISTS_KEYS, rpc_params!["0xaa"]));
		assert!(told.is_err());
	}
}
