//! What is believed without asking the node, and the checks of everything else (design sections 5.4a and 5.5).

use super::{Vault, context};
use crate::{
	config::{CommitteePin, Config, ConfigError, PinnedAdmin},
	domain::*,
	error::{Error, LookupError, TrustError},
	ledger::Ledger,
};
use std::collections::{BTreeMap, BTreeSet};
use threshold_decryption::{
	AdminPoints, CommitteeMember, auth_message, certificate_message, check_committee, committee_hash,
	development, user_key_message,
};

/// What this client believes, whatever its node says; comes from the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
	/// Hash of block 0.
	pub genesis: Bytes32,
	/// Committees whose fingerprints were compared at enrolment.
	pub committees: BTreeMap<KeyId, CommitteePin>,
	/// Whether this client was set up for a development chain, where some secrets are public.
	pub development: bool,
}

impl Trust {
	/// What the settings pin.
	///
	/// # Errors
	/// When they pin no chain.
	pub fn of_config(config: &Config) -> Result<Self, ConfigError> {
		let genesis = config.genesis.ok_or(ConfigError::NoGenesis)?;
		Ok(Self {
			genesis,
			committees: config.committees.clone(),
			development: config.development,
		})
	}

	/// Whether this is a development chain: the node must say so too, but its word alone would make public secrets count on
	/// any chain.
	pub fn is_development(&self, ledger: &dyn Ledger) -> bool {
		self.development && ledger.is_development()
	}

	/// The pin of a committee key.
	pub fn pin(&self, key_id: KeyId) -> Option<&CommitteePin> {
		self.committees.get(&key_id)
	}
}

/// The pin that a committee as listed would have.
pub(super) fn pin_of(committee: &Committee) -> Result<CommitteePin, ConfigError> {
	let admins = committee.admins.iter();
	let admins = admins
		.map(|admin| PinnedAdmin {
			index: admin.index,
			account: admin.account.0,
		})
		.collect();
	CommitteePin::new(committee.k, committee.x, admins)
}

/// An sr25519 signature in the substrate context, over exactly these bytes.
pub(super) fn verify(account: &AccountId, message: &[u8], signature: &[u8; 64]) -> bool {
	crate::accounts::verify(&account.0, message, signature)
}

/// The points of a listed administrator.
pub(super) fn points(admin: &Admin) -> AdminPoints {
	AdminPoints {
		index: admin.index,
		x: admin.x_j,
		z: admin.z_j,
		zp: admin.zp_j,
	}
}

/// Section 5.4a: the list is a committee.
pub(super) fn check_points(key_id: KeyId, committee: &Committee) -> Result<(), TrustError> {
	let admins: Vec<AdminPoints> = committee.admins.iter().map(points).collect();
	let accounts: BTreeSet<AccountId> = committee.admins.iter().map(|admin| admin.account).collect();
	if accounts.len() != committee.admins.len() {
		return Err(TrustError::OtherCommittee {
			key_id,
			what: "list of accounts (one occurs twice)",
		});
	}
	check_committee(committee.k, &committee.x, &admins)
		.map_err(|source| TrustError::BadCommittee { key_id, source })
}

/// What every administrator of the committee signs.
pub(super) fn certificate(genesis: &Bytes32, key_id: KeyId, committee: &Committee) -> Vec<u8> {
	let listed: Vec<AdminPoints> = committee.admins.iter().map(points).collect();
	let members: Vec<CommitteeMember<'_>> = committee
		.admins
		.iter()
		.zip(&listed)
		.map(|(admin, points)| CommitteeMember {
			account: &admin.account.0,
			enc_pk: &admin.enc_pk,
			points,
		})
		.collect();
	let hash = committee_hash(&members);
	certificate_message(genesis, key_id, committee.epoch, committee.k, &committee.x, &hash)
}

/// Whether the committee is the one whose secrets are public.
pub(super) fn is_development(committee: &Committee) -> bool {
	let Ok(public) = development::committee() else {
		return false;
	};
	let listed = committee.admins.iter().map(points);
	let dealt: Vec<AdminPoints> = public.secrets.iter().map(|secret| secret.public()).collect();
	committee.x == public.x && committee.k == public.k && listed.eq(dealt)
}

/// How many of these accounts certify the committee.
pub(super) fn certificates(
	genesis: &Bytes32,
	key_id: KeyId,
	committee: &Committee,
	accounts: &[AccountId],
) -> usize {
	let message = certificate(genesis, key_id, committee);
	let certified =
		|admin: &&Admin| accounts.contains(&admin.account) && verify(&admin.account, &message, &admin.cert);
	committee.admins.iter().filter(certified).count()
}

/// A request as its requester signed it; gives `request_ctx`. The capsule is checked too: what a person is shown of the
/// record is what the sealed key belongs to.
pub(super) fn check_request(
	genesis: &Bytes32,
	x: &Bytes32,
	record: &Record,
	id: RequestId,
	request: &Request,
) -> Result<Bytes32, TrustError> {
	let record_id = request.record_id;
	if context::request_id(genesis, &request.requester, record_id, request.seq) != id {
		return Err(TrustError::RequestId(id));
	}
	let ad = context::record_context(genesis, record_id, record, x);
	if threshold_decryption::verify_capsule(&record.capsule, &ad).is_err() {
		return Err(TrustError::Capsule(record_id));
	}
	let ctx = context::request_context(genesis, &ad, record, id, request);
	match verify(&request.requester, &auth_message(&ctx), &request.auth_sig) {
		true => Ok(ctx),
		false => Err(TrustError::RequestSignature {
			id,
			requester: request.requester,
		}),
	}
}

impl Vault<'_> {
	/// Whether the committee goes without certificates: the one whose secrets are public, where it is pinned, on
	/// development chains only (design section 14).
	fn is_spared(&self, key_id: KeyId, committee: &Committee) -> bool {
		let pin = self.trust.pin(key_id);
		self.trust.is_development(self.ledger)
			&& pin.is_some_and(|pin| pin.x == committee.x)
			&& is_development(committee)
	}

	/// A committee as an administrator certified it.
	pub(super) fn check_own_certificate(
		&self,
		key_id: KeyId,
		committee: &Committee,
		own: &Admin,
	) -> Result<(), TrustError> {
		check_points(key_id, committee)?;
		let message = certificate(&self.genesis(), key_id, committee);
		match verify(&own.account, &message, &own.cert) || self.is_spared(key_id, committee) {
			true => Ok(()),
			false => Err(TrustError::NotCertified(key_id)),
		}
	}

	/// The committee to encrypt to: pinned, consistent, and certified by k of the pinned administrators.
	pub(super) async fn trusted_committee(&self, key_id: KeyId) -> Result<Committee, Error> {
		let pin = self.trust.pin(key_id).ok_or(TrustError::NotPinned(key_id))?;
		let committee = self.committee(key_id).await?;
		self.check_pin(key_id, pin, &committee)?;
		Ok(committee)
	}

	/// Compares a committee with its pin, checks its points and counts its certificates.
	pub(super) fn check_pin(
		&self,
		key_id: KeyId,
		pin: &CommitteePin,
		committee: &Committee,
	) -> Result<(), TrustError> {
		let differs = |what| Err(TrustError::OtherCommittee { key_id, what });
		if committee.x != pin.x {
			return differs("key");
		}
		if committee.k != pin.k {
			return differs("number of approvals");
		}
		let same = pin.admins.iter().map(|admin| (admin.index, admin.account));
		if !same.eq(committee
			.admins
			.iter()
			.map(|admin| (admin.index, admin.account.0)))
		{
			return differs("list of administrators");
		}
		check_points(key_id, committee)?;
		if self.is_spared(key_id, committee) {
			return Ok(());
		}
		let accounts: Vec<AccountId> = pin.admins.iter().map(|admin| AccountId(admin.account)).collect();
		let have = certificates(&self.genesis(), key_id, committee, &accounts);
		let need = usize::from(pin.k);
		if have < need {
			return Err(TrustError::Certificates { key_id, have, need });
		}
		Ok(())
	}

	/// The keys of a user, as the user's account signed them; a version lower than one seen before is refused.
	///
	/// # Errors
	/// When there are none, or they are not to be believed.
	pub async fn verified_keys(&self, who: AccountId) -> Result<UserKeys, Error> {
		let user = self.ledger.user(who).await?;
		let keys = user
			.and_then(|user| user.keys)
			.ok_or(LookupError::NotRegistered(who))?;
		let message = user_key_message(
			&self.genesis(),
			&who.0,
			keys.csp_version,
			&keys.csp_pk,
			&keys.enc_pk,
		);
		if !verify(&who, &message, &keys.key_sig) {
			return Err(TrustError::UserKeys(who).into());
		}
		let seen = self
			.notes
			.csp_version_seen(&self.genesis(), who, keys.csp_version)?;
		if keys.csp_version < seen {
			return Err(TrustError::OlderKeys {
				who,
				seen,
				found: keys.csp_version,
			}
			.into());
		}
		Ok(keys)
	}
}
