//! Which committee may be encrypted to, and which an administrator certified.

use super::{
	certificates::{certificate_message, check_points, count_certificates, is_development},
	pin::{CommitteePin, PinError, PinnedAdmin},
};
use crate::{domain::*, error::TrustError, signature::verify};
use std::collections::BTreeMap;

/// What this client believes, whatever its node says; comes from the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
	/// Hash of block 0.
	pub genesis: Bytes32,
	/// Committees whose fingerprints were compared at enrolment.
	pub committees: BTreeMap<KeyId, CommitteePin>,
	/// Whether this client was set up for a development chain, where some secrets are public.
	pub development: bool,
	/// Of which house people are, as a person has noted it: who asks and who approves in an emergency must not be of one.
	pub houses: BTreeMap<AccountId, FacilityNumber>,
}

impl Trust {
	/// Whether this is a development chain: the node must say so too, but its word alone would make public secrets count on
	/// any chain.
	#[must_use]
	pub fn is_development(&self, node_says_so: bool) -> bool {
		self.development && node_says_so
	}

	/// The pin of a committee key.
	#[must_use]
	pub fn pin(&self, key_id: KeyId) -> Option<&CommitteePin> {
		self.committees.get(&key_id)
	}

	/// The committee key must be pinned.
	///
	/// # Errors
	/// When it is not.
	pub fn check_pinned(&self, key_id: KeyId) -> Result<&CommitteePin, TrustError> {
		self.pin(key_id).ok_or(TrustError::NotPinned(key_id))
	}

	/// The committee's key must be the pinned one, where one is pinned.
	///
	/// # Errors
	/// When it is another.
	pub fn check_key(&self, key_id: KeyId, committee: &Committee) -> Result<(), TrustError> {
		match self.pin(key_id) {
			Some(pin) if pin.x != committee.x => Err(TrustError::OtherCommittee { key_id, what: "key" }),
			_ => Ok(()),
		}
	}

	/// Whether the committee goes without certificates: the one whose secrets are public, where it is pinned, on
	/// development chains only (docs/cryptography.md 14).
	fn is_spared(&self, node_says_so: bool, key_id: KeyId, committee: &Committee) -> bool {
		self.is_development(node_says_so)
			&& self.pin(key_id).is_some_and(|pin| pin.x == committee.x)
			&& is_development(committee)
	}

	/// A committee as an administrator certified it. `node_says_so`: the node calls its chain a development chain.
	///
	/// # Errors
	/// When its points do not belong together, or the administrator has not signed it.
	pub fn check_own_certificate(
		&self,
		node_says_so: bool,
		key_id: KeyId,
		committee: &Committee,
		own: &Admin,
	) -> Result<(), TrustError> {
		check_points(key_id, committee)?;
		let message = certificate_message(&self.genesis, key_id, committee);
		match verify(&own.account, &message, &own.cert) || self.is_spared(node_says_so, key_id, committee) {
			true => Ok(()),
			false => Err(TrustError::NotCertified(key_id)),
		}
	}

	/// The committee to encrypt to: pinned, consistent, and certified by k of the pinned administrators.
	///
	/// # Errors
	/// When it is not pinned or not as pinned, its points do not belong together, or certificates are missing.
	pub fn check_committee(
		&self,
		node_says_so: bool,
		key_id: KeyId,
		committee: &Committee,
	) -> Result<(), TrustError> {
		let pin = self.check_pinned(key_id)?;
		check_pin(key_id, pin, committee)?;
		check_points(key_id, committee)?;
		if self.is_spared(node_says_so, key_id, committee) {
			return Ok(());
		}
		let accounts: Vec<AccountId> = pin.admins.iter().map(|admin| admin.account).collect();
		let have = count_certificates(&self.genesis, key_id, committee, &accounts);
		let need = usize::from(pin.k);
		match have < need {
			true => Err(TrustError::Certificates { key_id, have, need }),
			false => Ok(()),
		}
	}
}

/// The committee must be the pinned one in key, number of approvals and administrators.
fn check_pin(key_id: KeyId, pin: &CommitteePin, committee: &Committee) -> Result<(), TrustError> {
	let differs = |what| Err(TrustError::OtherCommittee { key_id, what });
	if committee.x != pin.x {
		return differs("key");
	}
	if committee.k != pin.k {
		return differs("number of approvals");
	}
	let pinned = pin.admins.iter().map(|admin| (admin.index, admin.account));
	let listed = committee.admins.iter().map(|admin| (admin.index, admin.account));
	match pinned.eq(listed) {
		true => Ok(()),
		false => differs("list of administrators"),
	}
}

impl CommitteePin {
	/// The pin that a committee as listed would have.
	///
	/// # Errors
	/// When the numbers cannot be those of a committee.
	pub fn of(committee: &Committee) -> Result<Self, PinError> {
		let admins = committee.admins.iter();
		let admins = admins.map(|admin| PinnedAdmin {
			index: admin.index,
			account: admin.account,
		});
		Self::new(committee.k, committee.x, admins.collect())
	}
}
