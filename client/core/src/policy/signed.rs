//! The documents of one patient, signed together by the patient's account (docs/cryptography.md 5.2b): who carries them can neither
//! change one, nor leave out one that denies.

use super::fhir::{Policy, PolicyId};
use crate::{
	domain::{AccountId, Bytes32, Signature},
	error::PolicyError,
	hex_text::prefixed,
	signature::verify,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Documents that one patient may have.
pub const MAX_POLICIES: usize = 64;
/// What the hash begins with, and what stands before it in the text.
const LABEL: &str = "MQ2-policy";

/// The documents with their signature, as they are kept and carried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedPolicies {
	/// The chain they are for.
	#[serde(with = "prefixed")]
	pub genesis: Bytes32,
	/// The patient.
	pub account: AccountId,
	/// Counts the changes, from 1: an older file is told by a lower number.
	pub number: u32,
	/// The documents, byte for byte as they were imported.
	pub documents: Vec<String>,
	/// The account's signature over all of it.
	pub signature: Signature,
}

/// `MQ2-policy`: the account's documents on a chain, by their number (docs/cryptography.md 5.2b).
fn message(genesis: &Bytes32, account: &AccountId, number: u32, documents: &[String]) -> Vec<u8> {
	let count = documents.len();
	let mut hash = Sha256::new()
		.chain_update(LABEL)
		.chain_update(genesis)
		.chain_update(account.0)
		.chain_update(number.to_le_bytes());
	for document in documents {
		hash.update(Sha256::digest(document.as_bytes()));
	}
	let hash = hex::encode(hash.finalize());
	format!(
		"<Bytes>Medquorum: these are my standing answers, number {number}, {count} in all ({LABEL} {hash})</Bytes>"
	)
	.into_bytes()
}

impl SignedPolicies {
	/// Signs documents; `sign` is the account's.
	pub fn sign(
		genesis: Bytes32,
		account: AccountId,
		number: u32,
		documents: Vec<String>,
		sign: impl FnOnce(&[u8]) -> [u8; 64],
	) -> Self {
		let signature = Signature::Sr25519(sign(&message(&genesis, &account, number, &documents)));
		Self {
			genesis,
			account,
			number,
			documents,
			signature,
		}
	}

	/// Checks the signature and reads every document. `known` is the highest number that was seen.
	///
	/// # Errors
	/// When they are for another chain or account, older than what was seen, not signed as they lie here, or one is not understood.
	pub fn verified(
		self,
		genesis: &Bytes32,
		account: AccountId,
		known: u32,
	) -> Result<PolicySet, PolicyError> {
		if self.genesis != *genesis {
			return Err(PolicyError::OtherChain);
		}
		if self.account != account {
			let (named, patient) = (self.account, account);
			return Err(PolicyError::OtherPatient { named, patient });
		}
		let message = message(genesis, &account, self.number, &self.documents);
		if !verify(&account, &message, &self.signature) {
			return Err(PolicyError::NotSigned(account));
		}
		if self.number < known {
			let found = self.number;
			return Err(PolicyError::SetBack { found, known });
		}
		let policies = self.documents.iter().map(|document| {
			let policy = Policy::read(document)?;
			check_patient(&policy, account)?;
			Ok(policy)
		});
		let policies = policies.collect::<Result<_, PolicyError>>()?;
		Ok(PolicySet {
			number: self.number,
			policies,
			documents: self.documents,
		})
	}
}

fn check_patient(policy: &Policy, patient: AccountId) -> Result<(), PolicyError> {
	match policy.patient == patient {
		true => Ok(()),
		false => Err(PolicyError::OtherPatient {
			named: policy.patient,
			patient,
		}),
	}
}

/// Policies whose signature was checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicySet {
	/// How often they were changed.
	pub number: u32,
	/// The policies, in the order of their import.
	pub policies: Vec<Policy>,
	documents: Vec<String>,
}

impl PolicySet {
	/// The document of a policy, byte for byte.
	#[must_use]
	pub fn document(&self, id: PolicyId) -> Option<&str> {
		let mut documents = self.documents.iter();
		documents
			.find(|document| PolicyId::of(document) == id)
			.map(String::as_str)
	}

	/// The policy whose id begins with these digits.
	///
	/// # Errors
	/// When there is none, or more than one.
	pub fn find(&self, digits: &str) -> Result<&Policy, PolicyError> {
		let digits = digits.to_ascii_lowercase();
		let mut fits = self
			.policies
			.iter()
			.filter(|policy| policy.id.to_string().starts_with(&digits));
		match (fits.next(), fits.next()) {
			(Some(policy), None) => Ok(policy),
			(Some(_), Some(_)) => Err(PolicyError::Ambiguous(digits)),
			(None, _) => Err(PolicyError::NoPolicy(digits)),
		}
	}

	/// The documents with this one; as they are if it is among them.
	///
	/// # Errors
	/// When it is not understood, another patient's, over at `now` (milliseconds since 1970), or one too many.
	pub fn with(&self, document: &str, patient: AccountId, now: u64) -> Result<Vec<String>, PolicyError> {
		let policy = Policy::read(document)?;
		check_patient(&policy, patient)?;
		policy.check_not_over(now)?;
		let mut documents = self.documents.clone();
		if self.document(policy.id).is_none() {
			documents.push(document.to_owned());
		}
		match documents.len() > MAX_POLICIES {
			true => Err(PolicyError::TooMany),
			false => Ok(documents),
		}
	}

	/// The documents without this one.
	#[must_use]
	pub fn without(&self, id: PolicyId) -> Vec<String> {
		let documents = self.documents.iter();
		documents
			.filter(|document| PolicyId::of(document) != id)
			.cloned()
			.collect()
	}
}

#[cfg(test)]
mod tests;
