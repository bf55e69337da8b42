//! The client's folder and its settings: where the node and the store are, and everything pinned against a lying node.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use blake2::digest::consts::U16;
use blake2::{Blake2b, Digest};
use serde::{Deserialize, Serialize};

use crate::accounts::{AccountSource, as_address};
use crate::advice::in_one_line;
use crate::files::{self, FileError, FileLock};

mod error;
mod hosts;
mod store;

pub use error::ConfigError;
pub use hosts::HostError;
pub use store::{HostSetting, KuboSetting, OWN_HOST, StoreSetting};

/// The environment variable that names the client's folder.
pub const HOME_VARIABLE: &str = "MEDQUORUM_HOME";
/// Where a development node listens.
pub const DEFAULT_NODE: &str = "ws://127.0.0.1:9944";

const MAX_FILE: u64 = 16 << 20;
const PATIENCE: Duration = Duration::from_secs(10);

/// The client's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
	folder: PathBuf,
}

impl Home {
	/// The folder named on the command line, else by `MEDQUORUM_HOME`, else `medquorum` in the user's configuration folder.
	///
	/// # Errors
	/// When none of them is known.
	pub fn resolve(flag: Option<&Path>) -> Result<Self, ConfigError> {
		Self::resolve_from(flag, |name| std::env::var_os(name).map(PathBuf::from))
	}

	fn resolve_from(
		flag: Option<&Path>,
		variable: impl Fn(&str) -> Option<PathBuf>,
	) -> Result<Self, ConfigError> {
		let variable = |name: &str| variable(name).filter(|value| !value.as_os_str().is_empty());
		let folder = flag
			.map(Path::to_path_buf)
			.or_else(|| variable(HOME_VARIABLE))
			// The XDG specification tells programs to ignore relative paths here.
			.or_else(|| {
				Some(
					variable("XDG_CONFIG_HOME")
						.filter(|p| p.is_absolute())?
						.join("medquorum"),
				)
			})
			.or_else(|| Some(variable("HOME")?.join(".config/medquorum")))
			.ok_or(ConfigError::NoHome)?;
		Ok(Self { folder })
	}

	/// This very folder.
	#[must_use]
	pub fn at(folder: &Path) -> Self {
		Self {
			folder: folder.to_path_buf(),
		}
	}

	/// Makes the folder, readable by its owner only.
	///
	/// # Errors
	/// When it cannot be made.
	pub fn create(&self) -> Result<(), ConfigError> {
		Ok(files::private_folder(&self.folder)?)
	}

	/// The folder itself.
	#[must_use]
	pub fn folder(&self) -> &Path {
		&self.folder
	}

	/// The settings.
	#[must_use]
	pub fn config(&self) -> PathBuf {
		self.folder.join("config.json")
	}

	/// The encryption keystore.
	#[must_use]
	pub fn keystore(&self) -> PathBuf {
		self.folder.join("keys.mqk")
	}

	/// The address book.
	#[must_use]
	pub fn contacts(&self) -> PathBuf {
		self.folder.join("contacts.json")
	}

	/// The administrator's journal.
	#[must_use]
	pub fn journal(&self) -> PathBuf {
		self.folder.join("journal.jsonl")
	}

	/// The embedded store, unless the settings name another place.
	#[must_use]
	pub fn store(&self) -> PathBuf {
		self.folder.join("store")
	}
}

/// One administrator as pinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedAdmin {
	/// Its index in the committee.
	pub index: u16,
	/// Its account.
	#[serde(with = "as_address")]
	pub account: [u8; 32],
}

/// What a person has confirmed about a committee, independently of any node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitteePin {
	/// Approvals needed.
	pub k: u16,
	/// The committee's public key.
	#[serde(with = "as_hex")]
	pub x: [u8; 32],
	/// The administrators, by index.
	pub admins: Vec<PinnedAdmin>,
}

impl CommitteePin {
	/// A pin with its administrators in order.
	///
	/// # Errors
	/// When the numbers cannot be those of a committee.
	pub fn new(k: u16, x: [u8; 32], mut admins: Vec<PinnedAdmin>) -> Result<Self, ConfigError> {
		admins.sort_unstable();
		let doubled = |same: fn(&PinnedAdmin, &PinnedAdmin) -> bool| {
			admins
				.iter()
				.enumerate()
				.any(|(i, a)| admins.iter().skip(i.saturating_add(1)).any(|b| same(a, b)))
		};
		if k == 0 || usize::from(k) > admins.len() {
			return Err(ConfigError::BadPin(
				"it needs at least one approval, and no more than it has administrators",
			));
		}
		if doubled(|a, b| a.index == b.index) || doubled(|a, b| a.account == b.account) {
			return Err(ConfigError::BadPin("an administrator occurs twice"));
		}
		if admins.iter().any(|a| a.index == 0) {
			return Err(ConfigError::BadPin("an administrator has index 0"));
		}
		Ok(Self { k, x, admins })
	}

	/// What people compare by voice or on paper: eight groups of four hexadecimal digits over key id, k, key and accounts.
	#[must_use]
	pub fn fingerprint(&self, key_id: u32) -> String {
		let mut hash = Blake2b::<U16>::new();
		hash.update(b"medquorum committee fingerprint");
		hash.update(key_id.to_le_bytes());
		hash.update(self.k.to_le_bytes());
		hash.update(self.x);
		for admin in &self.admins {
			hash.update(admin.index.to_le_bytes());
			hash.update(admin.account);
		}
		let digest = hash.finalize();
		digest.chunks(2).map(hex::encode).collect::<Vec<_>>().join(" ")
	}
}

/// The settings of one person on one machine. They hold no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
	/// The node's WebSocket address.
	pub node: String,
	/// Where envelopes are kept.
	#[serde(default)]
	pub store: StoreSetting,
	/// The account that signs, unless another is named.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub account: Option<AccountSource>,
	/// Whether this is a development chain, where accounts such as `//Alice` and uncertified committees are accepted.
	#[serde(default)]
	pub development: bool,
	/// The pinned chain.
	#[serde(default, with = "optional_hex", skip_serializing_if = "Option::is_none")]
	pub genesis: Option<[u8; 32]>,
	/// The pinned committees, by key id.
	#[serde(default)]
	pub committees: BTreeMap<u32, CommitteePin>,
}

impl Default for Config {
	fn default() -> Self {
		Self {
			node: DEFAULT_NODE.to_owned(),
			store: StoreSetting::Default,
			account: None,
			development: false,
			genesis: None,
			committees: BTreeMap::new(),
		}
	}
}

impl Config {
	/// Reads the settings.
	///
	/// # Errors
	/// When the client is not set up, or the file is not understood.
	pub fn load(home: &Home) -> Result<Self, ConfigError> {
		let path = home.config();
		let bytes = match files::read_small(&path, MAX_FILE) {
			Err(FileError::Missing(path)) => return Err(ConfigError::NotSetUp(path)),
			other => other?,
		};
		let damaged = |reason: String| ConfigError::Damaged {
			path: path.clone(),
			reason,
		};
		let config: Self = serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))?;
		for pin in config.committees.values() {
			CommitteePin::new(pin.k, pin.x, pin.admins.clone()).map_err(|e| damaged(in_one_line(&e)))?;
		}
		config.store.check().map_err(|e| damaged(in_one_line(&e)))?;
		Ok(config)
	}

	/// Writes settings where there are none.
	///
	/// # Errors
	/// When there are some, or the folder cannot be written to.
	pub fn create(&self, home: &Home) -> Result<(), ConfigError> {
		home.create()?;
		let _lock = Self::lock(home)?;
		if home.config().symlink_metadata().is_ok() {
			return Err(ConfigError::SetUpAlready(home.config()));
		}
		self.write(home)
	}

	/// Changes the settings in their file, under a lock.
	///
	/// # Errors
	/// The error of `change`, in which case nothing is written, or of the file.
	pub fn update<T>(
		home: &Home,
		change: impl FnOnce(&mut Self) -> Result<T, ConfigError>,
	) -> Result<T, ConfigError> {
		let _lock = Self::lock(home)?;
		let mut config = Self::load(home)?;
		let before = config.clone();
		let result = change(&mut config)?;
		if config != before {
			config.write(home)?;
		}
		Ok(result)
	}

	fn lock(home: &Home) -> Result<FileLock, ConfigError> {
		match FileLock::exclusive(&home.config().with_extension("lock"), PATIENCE) {
			Err(FileError::Missing(_)) => Err(ConfigError::NotSetUp(home.config())),
			other => Ok(other?),
		}
	}

	fn write(&self, home: &Home) -> Result<(), ConfigError> {
		let text = serde_json::to_string_pretty(self).map_err(|e| ConfigError::Damaged {
			path: home.config(),
			reason: e.to_string(),
		})?;
		Ok(files::write_atomic(&home.config(), (text + "\n").as_bytes())?)
	}

	/// Pins a committee that a person has confirmed, in place of the one that was pinned.
	pub fn pin_committee(&mut self, key_id: u32, pin: CommitteePin) {
		self.committees.insert(key_id, pin);
	}
}

/// Serde form of bytes: hexadecimal, with or without 0x.
pub(crate) mod as_hex {
	use serde::{Deserialize, Deserializer, Serializer};

	pub fn serialize<S: Serializer, const N: usize>(
		bytes: &[u8; N],
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&hex::encode(bytes))
	}

	pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
		deserializer: D,
	) -> Result<[u8; N], D::Error> {
		parse(&String::deserialize(deserializer)?)
	}

	pub fn parse<E: serde::de::Error, const N: usize>(text: &str) -> Result<[u8; N], E> {
		let mut bytes = [0u8; N];
		hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(text), &mut bytes).map_err(E::custom)?;
		Ok(bytes)
	}
}

/// Serde form of an optional hash.
mod optional_hex {
	use serde::{Deserialize, Deserializer, Serializer};

	#[allow(clippy::ref_option, reason = "serde passes the field by reference")]
	pub fn serialize<S: Serializer>(value: &Option<[u8; 32]>, serializer: S) -> Result<S::Ok, S::Error> {
		match value {
			Some(bytes) => super::as_hex::serialize(bytes, serializer),
			None => serializer.serialize_none(),
		}
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<[u8; 32]>, D::Error> {
		let Some(text) = Option::<String>::deserialize(deserializer)? else {
			return Ok(None);
		};
		super::as_hex::parse(&text).map(Some)
	}
}

#[cfg(test)]
mod tests;
