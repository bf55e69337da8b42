//! One person with an account for each facility: which they are, and their secrets, which are made from those of the keystore.
//!
//! The list `accounts.json` holds no secret, and is the only place that says whose accounts belong together: no node is told, and nothing
//! on the chain shows it. Lost, it is found again from the keystore and the chain (docs/cryptography.md 9).

use crate::{accounts::Signer, error::Error};
use medquorum_core::{
	domain::{AccountId, Bytes32},
	error::KeyError,
	hex_text::prefixed,
	ledger::Sign as _,
	ports::{PortError, SecretStore},
	secrets::{Secret, Secrets},
};
use medquorum_envelope::{CspRoot, FacilityKeys};
use medquorum_files::{self as files, FileError, FileLock};
use serde::{Deserialize, Serialize};
use std::{
	path::{Path, PathBuf},
	time::Duration,
};

/// More than the accounts of anybody at facilities, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// How long another process may hold the file.
const PATIENCE: Duration = Duration::from_secs(30);
/// Under which version the root of an account at a facility is kept: it is one for all, and each version of the key is made from it.
const ROOT_VERSION: u16 = 1;

/// An account of the person at a facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacilityAccount {
	/// Account of the facility itself.
	pub facility: AccountId,
	/// The account there.
	pub account: AccountId,
}

/// The same as its file has it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noted {
	/// The chain, by the hash of its block 0.
	#[serde(with = "prefixed")]
	genesis: Bytes32,
	facility: AccountId,
	account: AccountId,
}

/// The list of the person's accounts at facilities of one chain, in `accounts.json` of the home folder.
pub struct FacilityAccounts {
	path: PathBuf,
	genesis: Bytes32,
}

impl FacilityAccounts {
	/// That of this home folder; nothing is read yet.
	#[must_use]
	pub fn at(folder: &Path, genesis: Bytes32) -> Self {
		Self {
			path: folder.join("accounts.json"),
			genesis,
		}
	}

	/// The accounts, in the order in which they were made.
	///
	/// # Errors
	/// When the file cannot be read. A file that is not there is an empty list.
	pub fn load(&self) -> Result<Vec<FacilityAccount>, Error> {
		let noted = self.read()?.into_iter();
		let here = noted.filter(|noted| noted.genesis == self.genesis);
		Ok(here
			.map(|noted| FacilityAccount {
				facility: noted.facility,
				account: noted.account,
			})
			.collect())
	}

	/// Adds an account; says whether it was not there before.
	///
	/// # Errors
	/// When the file cannot be read or written.
	pub fn add(&self, place: FacilityAccount) -> Result<bool, Error> {
		files::private_folder(files::folder_of(&self.path))?;
		let _lock = FileLock::exclusive(&self.path.with_extension("lock"), PATIENCE)?;
		let mut all = self.read()?;
		let noted = Noted {
			genesis: self.genesis,
			facility: place.facility,
			account: place.account,
		};
		if all.contains(&noted) {
			return Ok(false);
		}
		all.push(noted);
		let text = serde_json::to_string_pretty(&all).map_err(|error| self.damaged(error))?;
		files::write_atomic(&self.path, (text + "\n").as_bytes())?;
		Ok(true)
	}

	fn read(&self) -> Result<Vec<Noted>, Error> {
		match files::read_small(&self.path, MAX_FILE) {
			Err(FileError::Missing(_)) => Ok(Vec::new()),
			other => Ok(serde_json::from_slice(&other?).map_err(|error| self.damaged(error))?),
		}
	}

	fn damaged(&self, source: serde_json::Error) -> FileError {
		FileError::Io {
			action: "make sense of",
			path: self.path.clone(),
			source: source.into(),
		}
	}
}

/// Every root from which these secrets make accounts at facilities: the newest first, those of accounts in whose place this one acts last.
pub(crate) fn roots(secrets: &Secrets) -> Vec<CspRoot> {
	let own = secrets.csp_roots.values().rev();
	let all = own.chain(&secrets.former_roots);
	all.map(|root| CspRoot::from_bytes(root.expose())).collect()
}

/// The secrets of a person at one facility. They are derived from the keystore each time and never on disk. The keystore keeps what must
/// be remembered: signed keys, one-time keys of requests, and the numbers of standing answers.
pub struct FacilitySecrets<S> {
	keystore: S,
	keys: FacilityKeys,
}

impl<S: SecretStore> FacilitySecrets<S> {
	/// Makes those at a facility, from the newest root.
	///
	/// # Errors
	/// When the keystore cannot be read, or has no root.
	pub fn make(keystore: S, genesis: &Bytes32, facility: AccountId) -> Result<(Self, Signer), Error> {
		let store: &dyn SecretStore = &keystore;
		let newest = store.read(|secrets| roots(secrets).into_iter().next())?;
		let root = newest.ok_or(KeyError::NoCspKey)?;
		let keys = FacilityKeys::derive(&root, genesis, &facility.0);
		let signer = Signer::of_seed(&keys.account_seed)?;
		Ok((Self { keystore, keys }, signer))
	}

	/// Opens those of an account that was made before, from whichever root makes it.
	///
	/// # Errors
	/// When the keystore cannot be read, or none of its roots makes this account.
	pub fn open(keystore: S, genesis: &Bytes32, place: FacilityAccount) -> Result<(Self, Signer), Error> {
		let store: &dyn SecretStore = &keystore;
		let roots = store.read(roots)?;
		for root in &roots {
			let keys = FacilityKeys::derive(root, genesis, &place.facility.0);
			let signer = Signer::of_seed(&keys.account_seed)?;
			if signer.account() == place.account {
				return Ok((Self { keystore, keys }, signer));
			}
		}
		let FacilityAccount { facility, account } = place;
		Err(KeyError::NoFacilityRoot { facility, account }.into())
	}

	/// What a use case at this facility sees of the keystore. Shares of committees and parts in ceremonies are the main account's.
	fn seen(&self, all: &Secrets) -> Secrets {
		let mut seen = Secrets::default();
		let root = Secret::from_bytes(self.keys.csp_root.expose());
		seen.csp_roots.insert(ROOT_VERSION, root);
		seen.enc_secret = Some(Secret::from_bytes(self.keys.enc_secret.expose()));
		seen.signed_keys.clone_from(&all.signed_keys);
		seen.request_seeds.clone_from(&all.request_seeds);
		seen.policy_tips.clone_from(&all.policy_tips);
		seen
	}
}

impl<S: SecretStore> SecretStore for FacilitySecrets<S> {
	fn look(&self, look: &mut dyn FnMut(&Secrets)) -> Result<(), PortError> {
		self.keystore.look(&mut |all| look(&self.seen(all)))
	}

	fn change(&self, change: &mut dyn FnMut(&mut Secrets) -> bool) -> Result<(), PortError> {
		self.keystore.change(&mut |all| {
			let mut seen = self.seen(all);
			let kept = change(&mut seen);
			if kept {
				all.signed_keys = seen.signed_keys;
				all.request_seeds = seen.request_seeds;
				all.policy_tips = seen.policy_tips;
			}
			kept
		})
	}
}

#[cfg(test)]
mod tests;
