//! A patient's standing answers: `policies/<address>.json` in the home folder, signed by the patient's account, not secret.

use crate::error::Error;
use medquorum_core::{
	domain::{AccountId, Bytes32},
	error::PolicyError,
	ledger::Sign,
	policy::{MAX_DOCUMENT, MAX_POLICIES, Policy, PolicySet, SignedPolicies},
	ports::SecretStore,
};
use medquorum_files::{self as files, FileError, FileLock};
use std::{
	path::{Path, PathBuf},
	time::Duration,
};

/// More than this file ever holds: every document, each of its bytes escaped.
const MAX_FILE: u64 = 6 * (MAX_DOCUMENT as u64) * (MAX_POLICIES as u64) + 4_096;
/// How long another process may hold the file.
const PATIENCE: Duration = Duration::from_secs(30);

/// A FHIR Consent of a file, as text and as it is understood here; its time is not over at `now` (milliseconds since 1970).
///
/// # Errors
/// When the file cannot be read, or holds something else.
pub fn read_consent(file: &Path, now: u64) -> Result<(String, Policy), Error> {
	let bytes = files::read_small(file, MAX_DOCUMENT as u64)?;
	let document =
		String::from_utf8(bytes).map_err(|_| PolicyError::NotConsent("it is not text".to_owned()))?;
	let policy = Policy::read(&document)?;
	policy.check_not_over(now)?;
	Ok((document, policy))
}

/// The standing answers of one account on one chain.
pub struct Policies {
	path: PathBuf,
	genesis: Bytes32,
	account: AccountId,
}

impl Policies {
	/// Those in this home folder; nothing is read yet.
	#[must_use]
	pub fn at(folder: &Path, genesis: Bytes32, account: AccountId) -> Self {
		Self {
			path: folder.join("policies").join(format!("{account}.json")),
			genesis,
			account,
		}
	}

	/// The file.
	#[must_use]
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// Reads and checks them: signature, chain, patient, every document. Without secrets an older copy is not noticed.
	///
	/// # Errors
	/// What does not hold, or the file's error.
	pub fn load(&self, secrets: Option<&dyn SecretStore>) -> Result<PolicySet, Error> {
		let known = match secrets {
			Some(secrets) => secrets.read(|secrets| secrets.policy_number(&self.genesis, &self.account.0))?,
			None => 0,
		};
		let set = self.verified(known)?;
		if let Some(secrets) = secrets.filter(|_| set.number > known) {
			self.see(secrets, set.number)?;
		}
		Ok(set)
	}

	/// Changes them: `change` gives the documents that there shall be, which the account signs.
	///
	/// # Errors
	/// That of `change`, in which case nothing is written, or what does not hold, or the file's.
	pub fn change(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		change: impl FnOnce(&PolicySet) -> Result<Vec<String>, PolicyError>,
	) -> Result<PolicySet, Error> {
		files::private_folder(files::folder_of(&self.path))?;
		let _lock = FileLock::exclusive(&self.path.with_extension("lock"), PATIENCE)?;
		let known = secrets.read(|secrets| secrets.policy_number(&self.genesis, &self.account.0))?;
		let before = match self.path.symlink_metadata() {
			// The file is gone, and all policies with it: an import starts from an empty set.
			Err(_) => PolicySet::default(),
			Ok(_) => self.verified(known)?,
		};
		let documents = change(&before)?;
		let number = before.number.max(known).saturating_add(1);
		let sign = |message: &[u8]| signer.sign(message);
		let signed = SignedPolicies::sign(self.genesis, self.account, number, documents, sign);
		let set = signed.clone().verified(&self.genesis, self.account, number)?;
		files::write_atomic(
			&self.path,
			&serde_json::to_vec_pretty(&signed).map_err(|error| self.damaged(error))?,
		)?;
		// After the file: a process that is killed between the two leaves a newer file, which counts.
		self.see(secrets, number)?;
		Ok(set)
	}

	fn see(&self, secrets: &dyn SecretStore, number: u32) -> Result<(), Error> {
		Ok(secrets.update(|secrets| secrets.see_policy_number(&self.genesis, &self.account.0, number))?)
	}

	fn verified(&self, known: u32) -> Result<PolicySet, Error> {
		let json = match files::read_small(&self.path, MAX_FILE) {
			Err(FileError::Missing(_)) if known == 0 => return Ok(PolicySet::default()),
			Err(FileError::Missing(_)) => return Err(PolicyError::SetBack { found: 0, known }.into()),
			other => other?,
		};
		let signed: SignedPolicies = serde_json::from_slice(&json).map_err(|error| self.damaged(error))?;
		Ok(signed.verified(&self.genesis, self.account, known)?)
	}

	fn damaged(&self, source: serde_json::Error) -> FileError {
		FileError::Io {
			action: "make sense of",
			path: self.path.clone(),
			source: source.into(),
		}
	}
}
