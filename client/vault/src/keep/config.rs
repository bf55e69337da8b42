//! The client's folder and its settings: where the node and the store are, and everything pinned against a lying node.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::accounts::AccountSource;
use crate::files::{self, FileError, FileLock};
use crate::trust::{CommitteePin, PinError, Trust};
use medquorum_core::hex_text::optional;

mod store;

pub use medquorum_store::hosts::{HostError, OWN_HOST};
pub use store::{HostSetting, KuboSetting, StoreSetting};

/// The environment variable that names the client's folder.
pub const HOME_VARIABLE: &str = "MEDQUORUM_HOME";
/// Where a development node listens.
pub const DEFAULT_NODE: &str = "ws://127.0.0.1:9944";

const MAX_FILE: u64 = 16 << 20;
const PATIENCE: Duration = Duration::from_secs(10);

/// What can go wrong with the settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
	/// Nothing says where the client's folder is.
	#[error("do not know where to keep settings\nset HOME or {HOME_VARIABLE}, or name a folder with --home")]
	NoHome,
	/// The client was not set up here.
	#[error("{} does not exist\nset the client up with `medquorum init`", .0.display())]
	NotSetUp(PathBuf),
	/// The client was set up here already.
	#[error("{} exists already\nit was not touched", .0.display())]
	SetUpAlready(PathBuf),
	/// The file is not understood.
	#[error("the settings {} are damaged: {reason}\ncorrect them or restore them from your backup", path.display())]
	Damaged {
		/// The file.
		path: PathBuf,
		/// What is wrong.
		reason: String,
	},
	/// No chain is pinned.
	#[error("no chain is pinned\n`medquorum init --genesis` pins the one your organisation uses")]
	NoGenesis,
	/// The node serves another chain than the pinned one.
	#[error(
		"the node serves the chain 0x{found}, but 0x{pinned} is pinned: this is another network, or a forgery\n\
		 Connect to the right node"
	)]
	OtherGenesis {
		/// The pinned genesis hash.
		pinned: String,
		/// The node's.
		found: String,
	},
	/// No pin for this committee key.
	#[error(
		"committee key {0} is not pinned\ncompare its fingerprint with the administrators, then `medquorum committee trust`"
	)]
	CommitteeUnknown(u32),
	/// The committee is not the pinned one.
	#[error(
		"committee key {key_id} is not the one that was pinned ({what} differs): do not upload or approve anything\n\
		 If the committee was changed on purpose, compare its fingerprint with the administrators, then `medquorum committee trust`"
	)]
	CommitteeChanged {
		/// Which key.
		key_id: u32,
		/// What differs.
		what: &'static str,
	},
	/// A pin without sense.
	#[error(transparent)]
	BadPin(#[from] PinError),
	/// The hosts of the store.
	#[error(transparent)]
	Host(#[from] HostError),
	/// The file cannot be read or written.
	#[error(transparent)]
	File(#[from] FileError),
}

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
	#[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
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
			CommitteePin::new(pin.k, pin.x, pin.admins.clone()).map_err(|e| damaged(e.to_string()))?;
		}
		config
			.store
			.check()
			.map_err(|e| damaged(crate::error::in_one_line(&e)))?;
		Ok(config)
	}

	/// What is believed without asking the node.
	///
	/// # Errors
	/// When no chain is pinned.
	pub fn trust(&self) -> Result<Trust, ConfigError> {
		Ok(Trust {
			genesis: self.genesis.ok_or(ConfigError::NoGenesis)?,
			committees: self.committees.clone(),
			development: self.development,
		})
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

	/// Compares the chain a node serves with the pinned one.
	///
	/// # Errors
	/// When it is another, or none is pinned.
	pub fn check_genesis(&self, found: &[u8; 32]) -> Result<(), ConfigError> {
		let pinned = self.genesis.ok_or(ConfigError::NoGenesis)?;
		if pinned != *found {
			return Err(ConfigError::OtherGenesis {
				pinned: hex::encode(pinned),
				found: hex::encode(found),
			});
		}
		Ok(())
	}

	/// Pins the chain; pinning the same one again changes nothing.
	///
	/// # Errors
	/// When another is pinned.
	pub fn pin_genesis(&mut self, genesis: [u8; 32]) -> Result<(), ConfigError> {
		if self.genesis.is_some() {
			return self.check_genesis(&genesis);
		}
		self.genesis = Some(genesis);
		Ok(())
	}

	/// The pin of a committee key.
	///
	/// # Errors
	/// When there is none.
	pub fn committee(&self, key_id: u32) -> Result<&CommitteePin, ConfigError> {
		self.committees
			.get(&key_id)
			.ok_or(ConfigError::CommitteeUnknown(key_id))
	}

	/// Compares a committee as the node shows it with its pin.
	///
	/// # Errors
	/// When it is not pinned, or differs in key, k or accounts.
	pub fn check_committee(&self, key_id: u32, found: &CommitteePin) -> Result<(), ConfigError> {
		match self.committee(key_id)?.difference(found) {
			Some(what) => Err(ConfigError::CommitteeChanged { key_id, what }),
			None => Ok(()),
		}
	}

	/// Pins a committee that a person has confirmed. `replace` says that he knows there was another.
	///
	/// # Errors
	/// When another is pinned and `replace` is false.
	pub fn pin_committee(
		&mut self,
		key_id: u32,
		pin: CommitteePin,
		replace: bool,
	) -> Result<(), ConfigError> {
		if !replace && self.committees.contains_key(&key_id) {
			return self.check_committee(key_id, &pin);
		}
		self.committees.insert(key_id, pin);
		Ok(())
	}
}

#[cfg(test)]
mod tests;
