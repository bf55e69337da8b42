//! The settings of the store: a folder, or Kubo daemons on named hosts and on how many of them a record is kept.

use std::path::PathBuf;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use medquorum_store::hosts::{HostError, OWN_HOST, check_name, read_password};

/// A Kubo daemon by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostSetting {
	/// What people call it.
	pub name: String,
	/// Its HTTP interface, such as `https://ipfs.ward-b.example:5001`.
	pub url: String,
	/// The file with its password, `USER:PASSWORD`, if it asks for one.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub password_file: Option<PathBuf>,
}

impl HostSetting {
	/// The password, from its file, which only its owner may read.
	///
	/// # Errors
	/// When the file cannot be read, is open to others, or does not hold one line of text.
	pub fn password(&self) -> Result<Option<SecretString>, HostError> {
		self.password_file.as_deref().map(read_password).transpose()
	}
}

/// Kubo daemons: our own, through which everything is stored, and others that keep copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KuboSetting {
	/// Our own daemon's HTTP interface, such as `http://127.0.0.1:5001`.
	pub url: String,
	/// What our own daemon is called.
	#[serde(default = "own_host", skip_serializing_if = "is_own_host")]
	pub name: String,
	/// The file with our own daemon's password, if it asks for one.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub password_file: Option<PathBuf>,
	/// The other hosts, in the order in which copies go to them.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub hosts: Vec<HostSetting>,
	/// On how many hosts, our own included, a record is pinned before its upload has succeeded.
	#[serde(default = "one", skip_serializing_if = "is_one")]
	pub replicas: u16,
}

fn own_host() -> String {
	OWN_HOST.to_owned()
}

fn is_own_host(name: &str) -> bool {
	name == OWN_HOST
}

const fn one() -> u16 {
	1
}

#[allow(
	clippy::trivially_copy_pass_by_ref,
	reason = "serde passes the field by reference"
)]
const fn is_one(replicas: &u16) -> bool {
	*replicas == 1
}

impl KuboSetting {
	/// Our own daemon alone.
	#[must_use]
	pub fn alone(url: &str) -> Self {
		Self {
			url: url.to_owned(),
			name: own_host(),
			password_file: None,
			hosts: Vec::new(),
			replicas: 1,
		}
	}

	/// Our own daemon as one of the hosts.
	#[must_use]
	pub fn own(&self) -> HostSetting {
		HostSetting {
			name: self.name.clone(),
			url: self.url.clone(),
			password_file: self.password_file.clone(),
		}
	}

	/// All hosts, our own first.
	#[must_use]
	pub fn all(&self) -> Vec<HostSetting> {
		let mut all = vec![self.own()];
		all.extend(self.hosts.iter().cloned());
		all
	}

	/// Adds a host.
	///
	/// # Errors
	/// When its name cannot be one, or its name or address is another host's.
	pub fn add(&mut self, host: HostSetting) -> Result<(), HostError> {
		check_name(&host.name)?;
		for known in self.all() {
			if known.name.eq_ignore_ascii_case(&host.name) {
				return Err(HostError::KnownName(known.name));
			}
			if same_address(&known.url, &host.url) {
				let (url, name) = (host.url, known.name);
				return Err(HostError::KnownAddress { url, name });
			}
		}
		self.hosts.push(host);
		Ok(())
	}

	/// Takes a host away. What it keeps stays there.
	///
	/// # Errors
	/// When there is none of this name, it is our own, or the others are too few without it.
	pub fn remove(&mut self, name: &str) -> Result<HostSetting, HostError> {
		if self.name.eq_ignore_ascii_case(name) {
			return Err(HostError::OwnHost(self.name.clone()));
		}
		let found = self
			.hosts
			.iter()
			.position(|host| host.name.eq_ignore_ascii_case(name))
			.ok_or_else(|| HostError::UnknownHost(name.to_owned()))?;
		// Our own stays, this one goes.
		let left = self.hosts.len();
		if usize::from(self.replicas) > left {
			let (name, replicas) = (name.to_owned(), self.replicas);
			return Err(HostError::StillNeeded { name, replicas, left });
		}
		Ok(self.hosts.remove(found))
	}

	/// Sets on how many hosts a record is kept.
	///
	/// # Errors
	/// When that is zero, or more than there are.
	pub fn set_replicas(&mut self, replicas: u16) -> Result<(), HostError> {
		let hosts = self.hosts.len().saturating_add(1);
		if replicas == 0 || usize::from(replicas) > hosts {
			return Err(HostError::Replicas { replicas, hosts });
		}
		self.replicas = replicas;
		Ok(())
	}

	/// Whether the hosts can be those of a store.
	///
	/// # Errors
	/// What is wrong with them.
	pub fn check(&self) -> Result<(), HostError> {
		check_name(&self.name)?;
		let mut checked = Self {
			hosts: Vec::new(),
			..self.clone()
		};
		for host in &self.hosts {
			checked.add(host.clone())?;
		}
		checked.set_replicas(self.replicas)
	}
}

/// Whether two addresses are written alike; two ways to one machine cannot be told apart.
fn same_address(one: &str, other: &str) -> bool {
	let plain = |url: &str| url.trim().trim_end_matches('/').to_ascii_lowercase();
	plain(one) == plain(other)
}

/// Where envelopes are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum StoreSetting {
	/// A folder; inside the client's own when no path is given.
	Embedded {
		/// The folder.
		path: Option<PathBuf>,
	},
	/// Kubo daemons.
	Kubo(KuboSetting),
	/// Not chosen: embedded, in the client's folder.
	#[default]
	Default,
}

impl StoreSetting {
	/// The Kubo daemons.
	///
	/// # Errors
	/// When the store is a folder.
	pub fn kubo_mut(&mut self) -> Result<&mut KuboSetting, HostError> {
		match self {
			Self::Kubo(kubo) => Ok(kubo),
			Self::Embedded { .. } | Self::Default => Err(HostError::NotKubo),
		}
	}

	/// Whether they can be those of a store.
	///
	/// # Errors
	/// What is wrong with them.
	pub(super) fn check(&self) -> Result<(), HostError> {
		match self {
			Self::Kubo(kubo) => kubo.check(),
			Self::Embedded { .. } | Self::Default => Ok(()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_store::hosts::MAX_NAME;

	fn host(name: &str, url: &str) -> HostSetting {
		HostSetting {
			name: name.to_owned(),
			url: url.to_owned(),
			password_file: None,
		}
	}

	fn three() -> KuboSetting {
		let mut kubo = KuboSetting::alone("http://127.0.0.1:5001");
		kubo.add(host("ward-b", "https://b.example:5001")).unwrap();
		kubo.add(host("ward-c", "https://c.example:5001")).unwrap();
		kubo
	}

	#[test]
	fn settings_of_one_daemon_are_read_and_written_as_ever() {
		let old = r#"{"kubo":{"url":"http://127.0.0.1:5001"}}"#;
		let read: StoreSetting = serde_json::from_str(old).unwrap();
		assert_eq!(
			read,
			StoreSetting::Kubo(KuboSetting::alone("http://127.0.0.1:5001"))
		);
		assert_eq!(serde_json::to_string(&read).unwrap(), old);
		assert!(serde_json::from_str::<StoreSetting>(r#"{"kubo":{"url":"x","replica":2}}"#).is_err());
	}

	#[test]
	fn hosts_survive_their_file() {
		let mut kubo = three();
		kubo.name = "ward-a".to_owned();
		kubo.password_file = Some("/etc/medquorum/a".into());
		kubo.set_replicas(3).unwrap();
		let store = StoreSetting::Kubo(kubo);
		let text = serde_json::to_string(&store).unwrap();
		assert_eq!(serde_json::from_str::<StoreSetting>(&text).unwrap(), store);
		store.check().unwrap();
	}

	#[test]
	fn a_host_counts_once() {
		let mut kubo = three();
		for (name, url) in [("Ward-B", "https://d.example"), ("own", "https://d.example")] {
			assert!(matches!(kubo.add(host(name, url)), Err(HostError::KnownName(_))));
		}
		for url in ["http://127.0.0.1:5001/", "https://B.example:5001"] {
			assert!(matches!(
				kubo.add(host("d", url)),
				Err(HostError::KnownAddress { .. })
			));
		}
		for name in ["", "a b", "-a", "a/b", &"x".repeat(MAX_NAME + 1)] {
			assert!(matches!(
				kubo.add(host(name, "https://d.example")),
				Err(HostError::BadName(_))
			));
		}
		assert_eq!(kubo, three());
	}

	#[test]
	fn replicas_are_no_more_than_hosts() {
		let mut kubo = three();
		for wrong in [0, 4] {
			assert!(matches!(
				kubo.set_replicas(wrong),
				Err(HostError::Replicas { hosts: 3, .. })
			));
		}
		kubo.set_replicas(3).unwrap();
		assert!(matches!(
			kubo.remove("ward-b"),
			Err(HostError::StillNeeded { left: 2, .. })
		));
		kubo.set_replicas(2).unwrap();
		assert!(matches!(kubo.remove("own"), Err(HostError::OwnHost(_))));
		assert!(matches!(kubo.remove("ward-d"), Err(HostError::UnknownHost(_))));
		assert_eq!(kubo.remove("ward-b").unwrap().name, "ward-b");
		kubo.replicas = 3;
		assert!(matches!(kubo.check(), Err(HostError::Replicas { hosts: 2, .. })));
	}
}
