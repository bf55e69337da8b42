//! Who makes blocks of the parachain, as one of its nodes says of the newest final block.

use crate::{para::SESSION, process::Process, scale::compact};
use serde_json::{Value, json};

/// twox-128 of `CollatorSelection` and of `LastAuthoredBlock`. An account ends each name.
const AUTHORED_KEY: &str = "0x15464cac3378d46f113cd5b7a4d71c84fb8ec9656ba16ac6223a82470e54837f";

/// twox-128 of `Session` and of `NextKeys`. An account ends each name.
const NEXT_KEYS_KEY: &str = "0xcec5070d609dd3497f72bde07fc96ba04c014e6bf8b8c2c011e7290b85696bb3";

/// The last block that is made as before, when this one changes who makes blocks or with which key: it begins the session after the next.
pub fn last_as_before(block: u64) -> u64 {
	let session = u64::from(SESSION);
	(block / session + 2) * session
}

impl Process {
	/// The last block that this account, as hex, has made; `None` where it has made none.
	pub fn last_authored(&self, account: &str) -> Option<u64> {
		let bytes = self.stored_for(AUTHORED_KEY, account)?;
		let number = <[u8; 4]>::try_from(bytes).ok()?;
		Some(u32::from_le_bytes(number).into())
	}

	/// The session key that this account has set, as hex; it may not count yet.
	pub fn next_key(&self, account: &str) -> Option<String> {
		self.stored_for(NEXT_KEYS_KEY, account).map(hex::encode)
	}

	/// The keys with which the next block may be signed, as hex.
	pub fn authorities(&self) -> Option<Vec<String>> {
		let head = self.head()?;
		let keys = self.ask("state_call", &json!(["AuraApi_authorities", "0x", head]));
		let bytes = hex::decode(keys.ok()?.as_str()?.strip_prefix("0x")?).ok()?;
		let (_, keys) = compact(&bytes)?;
		Some(keys.chunks_exact(32).map(hex::encode).collect())
	}

	fn head(&self) -> Option<Value> {
		self.ask("chain_getFinalizedHead", &json!([])).ok()
	}

	/// What a map whose names end with an account holds for this one.
	fn stored_for(&self, map: &str, account: &str) -> Option<Vec<u8>> {
		let head = self.head()?;
		let keys = self.ask("state_getKeysPaged", &json!([map, 100, null, head]));
		let keys = keys.ok()?;
		let mut keys = keys.as_array()?.iter().filter_map(Value::as_str);
		let key = keys.find(|key| key.ends_with(account))?;
		self.stored(key, &head)
	}
}
