//! A facility: it enrols patients who hold no tokens, and pays for the requests of those it employs.

use super::desk::{Delivered, Desk};
use crate::error::Error;
use medquorum_core::{
	domain::*,
	error::EnrolError,
	hex_text::prefixed,
	ledger::{Call, Sign},
	ports::SecretStore,
	rules::registration::{note_signed, public_keys, publish_version, version_unasked},
	secrets::SignedKeys,
	trust::{check_keys, fingerprint},
};
use serde::{Deserialize, Serialize};
use threshold_decryption::user_key_message;

/// The public keys of a patient, signed by the patient, for a facility to publish. There is no secret in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrolmentFile {
	/// The chain they are for.
	#[serde(with = "prefixed")]
	pub genesis: Bytes32,
	/// The patient.
	pub account: AccountId,
	/// Version of the CSP key.
	pub csp_version: u16,
	/// Public part of the CSP key.
	#[serde(with = "prefixed")]
	pub csp_pk: Bytes32,
	/// Public key for what is sealed to the patient.
	#[serde(with = "prefixed")]
	pub enc_pk: Bytes32,
	/// The patient's signature over all of it.
	pub key_sig: Signature,
}

impl EnrolmentFile {
	/// Signs the keys of these secrets, without a node. That they were signed is kept before the signature can leave. Made again, it
	/// is the same keys; the next ones follow a version `adopted` that a person knows to be the chain's.
	///
	/// # Errors
	/// When a key is missing, or these secrets have signed otherwise.
	pub fn make(
		genesis: Bytes32,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		adopted: Option<u16>,
	) -> Result<Self, Error> {
		let account = signer.account();
		let version =
			secrets.read(|secrets| version_unasked(secrets.signed_by(&genesis, &account.0), adopted))??;
		let (csp_pk, enc_pk) = secrets.read(|secrets| public_keys(secrets, version))??;
		let signed = SignedKeys {
			genesis,
			account: account.0,
			version,
			csp_pk,
			enc_pk,
		};
		secrets.try_update(|secrets| {
			note_signed(secrets, signed)?;
			publish_version(secrets, version);
			Ok::<_, Error>(())
		})?;
		let message = user_key_message(&genesis, &account.0, version, &csp_pk, &enc_pk);
		Ok(Self {
			genesis,
			account,
			csp_version: version,
			csp_pk,
			enc_pk,
			key_sig: Signature::Sr25519(signer.sign(&message)),
		})
	}

	/// What patient and facility compare: the whole of it in eight groups of four digits.
	#[must_use]
	pub fn fingerprint(&self) -> String {
		let keys = user_key_message(
			&self.genesis,
			&self.account.0,
			self.csp_version,
			&self.csp_pk,
			&self.enc_pk,
		);
		fingerprint(b"medquorum enrolment fingerprint", &keys)
	}

	fn keys(&self) -> UserKeys {
		UserKeys {
			csp_version: self.csp_version,
			csp_pk: self.csp_pk,
			enc_pk: self.enc_pk,
			key_sig: self.key_sig,
		}
	}
}

/// A facility's account.
#[derive(Clone, Copy)]
pub struct Facility<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Facility<'_> {
	/// Checks a patient's file: for this chain, signed by the account that it names, and the next keys after those on the chain. Whether
	/// that account is the patient's is what people compare.
	///
	/// # Errors
	/// What does not hold.
	pub async fn check_enrolment(&self, file: &EnrolmentFile) -> Result<(), Error> {
		let who = file.account;
		if file.genesis != self.desk.genesis() {
			return Err(EnrolError::OtherChain.into());
		}
		if check_keys(&file.genesis, who, &file.keys()).is_err() {
			return Err(EnrolError::NotSigned(who).into());
		}
		let user = self.desk.ledger.user(who).await?;
		let stored = user.as_ref().map_or(0, |user| user.csp_version);
		// A file that was made again carries another signature over the same keys.
		let same = |there: UserKeys| UserKeys {
			key_sig: file.key_sig,
			..there
		};
		if user.and_then(|user| user.keys).map(same) == Some(file.keys()) {
			return Err(EnrolError::Enrolled(who).into());
		}
		let found = file.csp_version;
		match stored.checked_add(1) == Some(found) {
			true => Ok(()),
			false => Err(EnrolError::OtherVersion { who, found, stored }.into()),
		}
	}

	/// Publishes the keys of a patient, as their file has them.
	///
	/// # Errors
	/// When the file does not hold, the account is no facility's, or the chain refuses.
	pub async fn enrol(&self, signer: &dyn Sign, file: &EnrolmentFile) -> Result<Delivered, Error> {
		self.check_enrolment(file).await?;
		self.check_facility(signer.account(), "enrol patients").await?;
		let call = Call::Enrol {
			patient: file.account,
			csp_pk: file.csp_pk,
			enc_pk: file.enc_pk,
			key_sig: file.key_sig,
		};
		self.desk.deliver(signer, &call).await
	}

	/// Pays for so many requests a day of an employee.
	///
	/// # Errors
	/// When the account is no facility's, or the chain refuses.
	pub async fn sponsor(
		&self,
		signer: &dyn Sign,
		employee: AccountId,
		per_day: u32,
	) -> Result<Delivered, Error> {
		self.check_facility(signer.account(), "pay for others").await?;
		let call = Call::Sponsor { employee, per_day };
		self.desk.deliver(signer, &call).await
	}

	/// Ends that; the employee may do so too.
	///
	/// # Errors
	/// When the chain refuses.
	pub async fn end_sponsorship(&self, signer: &dyn Sign, employee: AccountId) -> Result<Delivered, Error> {
		let call = Call::EndSponsorship { employee };
		self.desk.deliver(signer, &call).await
	}

	async fn check_facility(&self, who: AccountId, action: &'static str) -> Result<(), Error> {
		self.desk.check_role(who, Role::can_upload, action).await
	}
}
