//! JSON-RPC without a client: for what a test asks behind the back of the program that it tests.

use serde_json::{Value, json};
use std::{
	io::{Read as _, Write as _},
	net::TcpStream,
	time::Duration,
};

/// No node takes longer for an answer, and one that is stopped gives none.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks a node on this machine, over HTTP at its RPC port.
///
/// # Errors
/// Why there is no answer, or the node's own error.
pub fn rpc(port: u16, method: &str, parameters: &Value) -> Result<Value, String> {
	let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters }).to_string();
	let ask = || -> std::io::Result<Vec<u8>> {
		let mut node = TcpStream::connect(("127.0.0.1", port))?;
		node.set_read_timeout(Some(PATIENCE))?;
		let length = body.len();
		write!(
			node,
			"POST / HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
		)?;
		let mut answer = Vec::new();
		node.read_to_end(&mut answer)?;
		Ok(answer)
	};
	let answer = ask().map_err(|error| format!("{method}: the node does not answer: {error}"))?;
	let start = answer
		.iter()
		.position(|byte| *byte == b'{')
		.unwrap_or(answer.len());
	let document: Value = serde_json::from_slice(answer.get(start..).unwrap_or_default())
		.map_err(|error| format!("{method}: no JSON of the node: {error}"))?;
	match document.get("result") {
		Some(result) => Ok(result.clone()),
		None => Err(format!("{method}: {}", document["error"])),
	}
}
