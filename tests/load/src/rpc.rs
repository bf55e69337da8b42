//! JSON-RPC to a node on this machine, many questions at once: floods go past the client.

use crate::failure::Failure;
use parity_scale_codec::Decode;
use serde_json::{Value, json};
use std::{
	collections::BTreeMap,
	io::{Read as _, Write as _},
	net::TcpStream,
	time::Duration,
};

/// A node that makes full blocks answers late.
const PATIENCE: Duration = Duration::from_secs(120);

/// What comes behind the head of an answer.
fn content(node: &mut TcpStream) -> Result<Vec<u8>, Failure> {
	let mut answer = Vec::new();
	node.read_to_end(&mut answer)?;
	let head = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n");
	let head = head.ok_or("the node answers with something that is not HTTP")?;
	Ok(answer.split_off(head.saturating_add(4)))
}

/// How many messages a node was sent, by what it tells Prometheus.
///
/// # Errors
/// When it tells nothing of that.
pub fn messages(address: &str) -> Result<f64, Failure> {
	let mut node = TcpStream::connect(address)?;
	node.set_read_timeout(Some(PATIENCE))?;
	write!(node, "GET /metrics HTTP/1.0\r\nHost: {address}\r\n\r\n")?;
	let text = String::from_utf8(content(&mut node)?)?;
	Ok(sum_of(&text, "substrate_rpc_calls_started").ok_or("the node counts no messages")?)
}

/// The sum of what one family of figures has, in the text format of Prometheus.
fn sum_of(text: &str, family: &str) -> Option<f64> {
	let lines = text.lines().filter_map(|line| line.strip_prefix(family));
	let samples = lines.filter(|line| line.starts_with(['{', ' ']));
	let values = samples.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok());
	values.reduce(|sum, value| sum + value)
}

/// Whom requests are sent to, one connection each.
#[derive(Debug, Clone)]
pub struct Node {
	address: String,
}

impl Node {
	/// The node at a WebSocket address: it takes HTTP at the same port.
	///
	/// # Errors
	/// When that is not an address without encryption.
	pub fn new(url: &str) -> Result<Self, Failure> {
		let address = url
			.strip_prefix("ws://")
			.ok_or("the node's address begins with ws://")?;
		let address = address.trim_end_matches('/').to_owned();
		Ok(Self { address })
	}

	fn post(&self, body: &Value) -> Result<Value, Failure> {
		let body = body.to_string();
		let mut node = TcpStream::connect(&self.address)?;
		node.set_read_timeout(Some(PATIENCE))?;
		node.set_write_timeout(Some(PATIENCE))?;
		write!(
			node,
			"POST / HTTP/1.0\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
			self.address,
			body.len()
		)?;
		node.write_all(body.as_bytes())?;
		Ok(serde_json::from_slice(&content(&mut node)?)?)
	}

	/// The answer to one question.
	///
	/// # Errors
	/// When there is none, or it is an error.
	pub fn ask(&self, method: &str, parameters: &Value) -> Result<Value, Failure> {
		let question = json!({ "jsonrpc": "2.0", "id": 0, "method": method, "params": parameters });
		let mut answer = self.post(&question)?;
		match answer.get_mut("result") {
			Some(result) => Ok(result.take()),
			None => Err(format!("{method}: {}", answer["error"]).into()),
		}
	}

	/// How each of many questions was answered: with nothing, or with an error in the node's words.
	///
	/// # Errors
	/// When the node does not answer at all.
	pub fn ask_all(&self, method: &str, each: &[Value]) -> Result<Vec<Result<(), String>>, Failure> {
		let questions = each.iter().enumerate().map(
			|(id, parameters)| json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }),
		);
		let answers = self.post(&questions.collect())?;
		let answers = answers.as_array().ok_or_else(|| answers.to_string())?;
		let words = |error: &Value| {
			let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
			format!(
				"{} {}: {}",
				error["code"],
				text(&error["message"]),
				text(&error["data"])
			)
		};
		let told: BTreeMap<u64, Result<(), String>> = answers
			.iter()
			.filter_map(|answer| Some((answer["id"].as_u64()?, answer)))
			.map(|(id, answer)| (id, answer.get("error").map_or(Ok(()), |error| Err(words(error)))))
			.collect();
		Ok((0u64..)
			.zip(each)
			.map(|(id, _)| {
				told.get(&id)
					.cloned()
					.unwrap_or_else(|| Err("no answer".to_owned()))
			})
			.collect())
	}

	/// The number of the best block.
	///
	/// # Errors
	/// When the node does not say.
	pub fn head(&self) -> Result<u32, Failure> {
		let header = self.ask("chain_getHeader", &json!([]))?;
		let number = header["number"].as_str().ok_or("a header without a number")?;
		Ok(u32::from_str_radix(number.trim_start_matches("0x"), 16)?)
	}

	/// The hash of a block.
	///
	/// # Errors
	/// When the node does not have it.
	pub fn block(&self, number: u32) -> Result<Value, Failure> {
		self.ask("chain_getBlockHash", &json!([number]))
	}

	/// What lies under a key, in the best block or in another one.
	///
	/// # Errors
	/// When the node does not answer, or that is something else.
	pub fn stored<T: Decode>(&self, key: &[u8], at: &Value) -> Result<Option<T>, Failure> {
		let found = self.ask(
			"state_getStorage",
			&json!([format!("0x{}", hex::encode(key)), at]),
		)?;
		let Some(found) = found.as_str() else {
			return Ok(None);
		};
		let bytes = hex::decode(found.trim_start_matches("0x"))?;
		Ok(Some(T::decode(&mut &bytes[..])?))
	}
}

#[cfg(test)]
mod tests {
	use super::sum_of;

	#[test]
	fn one_family_is_added_and_no_other() {
		let text = "# TYPE a counter\na{method=\"x y\"} 3\na{method=\"z\"} 4\nab{method=\"x\"} 9\nb 1\n";
		assert_eq!(sum_of(text, "a"), Some(7.0));
		assert_eq!(sum_of(text, "b"), Some(1.0));
		assert_eq!(sum_of(text, "c"), None);
	}
}
