//! The client's folder and its settings: where the node and the store are, and everything pinned against a lying node.

use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
	time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::accounts::AccountSource;
use medquorum_core::{
	advice::in_one_line,
	domain::{AccountId, FacilityNumber},
	hex_text::optional,
	trust::{CommitteePin, Trust},
};
use medquorum_files::{self as files, FileError, FileLock};

mod error;
mod store;

pub use error::{ConfigError, HOME_VARIABLE};
pub use medquorum_store::hosts::{HostError, OWN_HOST};
pub use store::{HostSetting, KuboSetting, StoreSetting};

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

	/// Which IPFS daemon answered at which address.
	#[must_use]
	pub fn daemons(&self) -> PathBuf {
		self.folder.join("daemons.json")
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
	/// Of which house people are, by address.
	#[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
	pub houses: BTreeMap<AccountId, FacilityNumber>,
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
			houses: BTreeMap::new(),
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

	/// What is believed without asking the node.
	///
	/// # Errors
	/// When no chain is pinned.
	pub fn trust(&self) -> Result<Trust, ConfigError> {
		Ok(Trust {
			genesis: self.genesis.ok_or(ConfigError::NoGenesis)?,
			committees: self.committees.clone(),
			development: self.development,
			houses: self.houses.clone(),
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

	/// Notes of which house somebody is, as a person says it.
	pub fn note_house(&mut self, who: AccountId, house: FacilityNumber) {
		self.houses.insert(who, house);
	}

	/// Pins a committee that a person has confirmed, in place of the one that was pinned.
	pub fn pin_committee(&mut self, key_id: u32, pin: CommitteePin) {
		self.committees.insert(key_id, pin);
	}
}

#[cfg(test)]
mod tests;
