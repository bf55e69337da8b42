//! Dealing a committee, and taking a share of one.
//!
//! Dealing is for installations that accept a dealer: for one moment the dealer's process knows the whole key. Each share
//! leaves it only sealed to its administrator, who checks and certifies the deal. The scheme underneath is unaudited.

use super::desk::Desk;
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::*,
	error::{CommitteeError, KeyError, LookupError},
	hex_text::prefixed,
	ledger::{Call, Sign},
	ports::{Certified, Journal, SecretStore, SeenKeys},
	rules::registration::enc_secret,
	secrets::{AdminShare, Secret, Secrets},
	signature::verify,
	trust::{self, CommitteePin},
};
use medquorum_envelope::{enc_public, open_deal_box, seal_deal_box};
use serde::{Deserialize, Serialize};
use threshold_decryption::{
	AdminSecret, MAX_ADMINS,
	context::{CeremonyContext, CeremonyKind, deal_box_info},
	deal_committee, development,
};

/// Index of a dealer who is not of the committee, in the binding of a sealed share.
const DEALER: u16 = 0;

/// The public part of a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DealFile {
	/// The chain it is for.
	#[serde(with = "prefixed")]
	pub genesis: Bytes32,
	/// The committee key.
	pub key_id: KeyId,
	/// The committee, its certificates still zero.
	pub committee: Committee,
}

/// One administrator's share, sealed to that administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareFile {
	/// The whole public part, to be checked before it is certified.
	pub deal: DealFile,
	/// Whose share it is.
	pub account: AccountId,
	/// The sealed share.
	#[serde(with = "prefixed")]
	pub sealed: [u8; 144],
}

/// An administrator's certificate over a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateFile {
	/// The committee key.
	pub key_id: KeyId,
	/// Who certifies.
	pub account: AccountId,
	/// The signature.
	pub cert: Signature,
}

/// A new committee.
pub struct Deal {
	/// For everybody.
	pub public: DealFile,
	/// One for each administrator.
	pub shares: Vec<ShareFile>,
}

impl DealFile {
	/// What people compare over the telephone.
	///
	/// # Errors
	/// When the numbers cannot be those of a committee.
	pub fn pin(&self) -> Result<CommitteePin, Error> {
		Ok(CommitteePin::of(&self.committee)?)
	}

	/// What binds the sealed share of a recipient.
	fn info(&self, recipient: u16) -> [u8; 44] {
		let admins = self.committee.admins.iter();
		let admins: Vec<_> = admins
			.map(|admin| (admin.index, admin.account.0, admin.enc_pk))
			.collect();
		let ctx = CeremonyContext {
			genesis: &self.genesis,
			key_id: self.key_id,
			epoch: self.committee.epoch,
			attempt: 0,
			kind: CeremonyKind::Random,
			k: self.committee.k,
			admins: &admins,
			dealers: &[DEALER],
			old_committee: &[0; 32],
		}
		.hash();
		deal_box_info(&ctx, DEALER, recipient)
	}
}

/// Somebody who deals or takes part in a committee.
#[derive(Clone, Copy)]
pub struct CommitteeMaker<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Key versions seen so far.
	pub seen: &'a dyn SeenKeys,
	/// Every answer given so far, and how far each committee had come.
	pub journal: &'a dyn Journal,
}

impl CommitteeMaker<'_> {
	/// Deals a new committee to these administrators, whose keys are checked against their signatures. Compare the
	/// accounts with the organisation's directory before.
	///
	/// # Errors
	/// When one has not registered keys, or k and n are out of range.
	pub async fn deal(&self, key_id: KeyId, k: u16, accounts: &[AccountId]) -> Result<Deal, Error> {
		let n = accounts.len();
		let distinct: std::collections::BTreeSet<_> = accounts.iter().collect();
		if k < 2 || usize::from(k) > n || n > MAX_ADMINS || distinct.len() != n {
			return Err(CommitteeError::Size { k, n }.into());
		}
		if self.desk.ledger.committee(key_id).await?.is_some() {
			return Err(CommitteeError::Exists(key_id).into());
		}
		let mut keys = Vec::new();
		for account in accounts {
			keys.push((
				*account,
				self.desk.verified_keys(self.seen, *account).await?.enc_pk,
			));
		}
		self.deal_to(key_id, k, &keys)
	}

	/// Deals to accounts with these keys, and seals each share.
	fn deal_to(&self, key_id: KeyId, k: u16, keys: &[(AccountId, Bytes32)]) -> Result<Deal, Error> {
		let mut entropy = OsEntropy::new()?;
		let indices: Vec<u16> = (1..).take(keys.len()).collect();
		let (x, secrets) = deal_committee(k, &indices, &mut entropy).map_err(CommitteeError::Deal)?;
		let admins = keys
			.iter()
			.zip(&secrets)
			.map(|((account, enc_pk), secret)| listed(*account, *enc_pk, secret));
		let committee = Committee {
			epoch: 1,
			k,
			x,
			admins: admins.collect(),
		};
		let public = DealFile {
			genesis: self.desk.genesis(),
			key_id,
			committee,
		};
		let shares = public
			.committee
			.admins
			.iter()
			.zip(&secrets)
			.map(|(admin, secret)| {
				let info = public.info(admin.index);
				let sealed = seal_deal_box(&admin.enc_pk, &info, &secret.to_bytes(), &mut entropy).map_err(
					|source| Error::Envelope {
						what: "administrator's key",
						source,
					},
				)?;
				Ok(ShareFile {
					deal: public.clone(),
					account: admin.account,
					sealed,
				})
			});
		let shares = shares.collect::<Result<_, Error>>()?;
		Ok(Deal { public, shares })
	}

	/// Opens, checks and keeps this administrator's share, and certifies the committee it belongs to. The accounts and k of the deal
	/// must have been confirmed by a person.
	///
	/// # Errors
	/// When the file is another's, for another chain or a committee that is set already, its share does not fit the public
	/// list, or another share is held in its place.
	pub async fn accept_share(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		file: &ShareFile,
	) -> Result<CertificateFile, Error> {
		let DealFile {
			genesis,
			key_id,
			committee,
		} = &file.deal;
		let account = signer.account();
		if *genesis != self.desk.genesis() {
			return Err(CommitteeError::OtherChain.into());
		}
		if file.account != account {
			return Err(CommitteeError::NotYours(file.account).into());
		}
		let own = committee.admin(&account).ok_or(CommitteeError::BadFile)?;
		self.desk.check_node().await?;
		self.check_not_set(*key_id, committee.epoch).await?;
		trust::check_points(*key_id, committee)?;
		for admin in &committee.admins {
			if self.desk.verified_keys(self.seen, admin.account).await?.enc_pk != admin.enc_pk {
				return Err(CommitteeError::OtherKeys(admin.account).into());
			}
		}
		let enc = secrets
			.read(enc_secret)?
			.filter(|enc| enc_public(enc) == own.enc_pk)
			.ok_or(KeyError::NoEncryptionKey)?;
		let opened = open_deal_box(&enc, &file.deal.info(own.index), &file.sealed);
		let opened = opened.map_err(|_| CommitteeError::BadFile)?;
		let secret = AdminSecret::from_bytes(own.index, &opened).map_err(|_| CommitteeError::BadShare)?;
		if secret.public() != trust::points(own) {
			return Err(CommitteeError::BadShare.into());
		}
		// Who holds a share of the next epoch has to notice when it begins, before any answer: see `Administrator::note_epochs`.
		let before = committee.epoch.saturating_sub(1);
		self.journal.note_epoch(*key_id, before)?;
		self.journal.note_certified(Certified::of(*key_id, committee)?)?;
		secrets.try_update(|secrets| {
			secrets.begin_epoch(*key_id, before);
			keep_share_in(secrets, *key_id, committee.epoch, &secret)
		})?;
		let cert = Signature::Sr25519(signer.sign(&trust::certificate_message(genesis, *key_id, committee)));
		Ok(CertificateFile {
			key_id: *key_id,
			account,
			cert,
		})
	}

	/// A deal comes before its committee: one for an epoch the chain has reached could only replace a share in use.
	pub(super) async fn check_not_set(&self, key_id: KeyId, epoch: Epoch) -> Result<(), Error> {
		let mut newest = self.desk.ledger.committee(key_id).await?.map(|set| set.epoch);
		if newest.is_some_and(|newest| newest < epoch) {
			// A committee that was decided and waits for its moment counts as set.
			let lineage = self.desk.ledger.lineage(key_id).await?;
			newest = lineage.to_come().map(|(to_come, _)| to_come.epoch).or(newest);
		}
		match newest {
			Some(newest) if newest >= epoch => Err(CommitteeError::SetAlready {
				key_id,
				epoch: newest,
			}
			.into()),
			_ => Ok(()),
		}
	}

	/// The call that sets a dealt committee, once every administrator has certified it; governance makes it.
	///
	/// # Errors
	/// When a certificate is missing or does not hold.
	pub fn set_committee_call(
		&self,
		deal: &DealFile,
		certificates: &[CertificateFile],
	) -> Result<Call, Error> {
		let message = trust::certificate_message(&deal.genesis, deal.key_id, &deal.committee);
		let mut admins = deal.committee.admins.clone();
		for admin in &mut admins {
			let account = admin.account;
			let file = certificates
				.iter()
				.find(|file| file.account == account && file.key_id == deal.key_id);
			let file = file.ok_or(CommitteeError::MissingCertificate(account))?;
			if !verify(&account, &message, &file.cert) {
				return Err(CommitteeError::BadCertificate(account).into());
			}
			admin.cert = file.cert;
		}
		let Committee { k, x, .. } = deal.committee;
		Ok(Call::SetCommittee {
			key_id: deal.key_id,
			k,
			x,
			admins,
			handover: Vec::new(),
			at_once: false,
		})
	}

	/// Takes the public share of a development committee into a secrets, so that Alice and the others can play their
	/// parts. Refused for any other committee, and where this client was not set up for a development chain.
	///
	/// # Errors
	/// When chain or committee is not the development one, or the account is not of it.
	pub async fn development_share(
		&self,
		account: AccountId,
		secrets: &dyn SecretStore,
		key_id: KeyId,
	) -> Result<(), Error> {
		if !self.desk.trust.is_development(self.desk.ledger.is_development()) {
			return Err(CommitteeError::NoDevelopmentChain.into());
		}
		let committee = self.desk.committee(key_id).await?;
		let own = committee
			.admin(&account)
			.ok_or(LookupError::NotAdmin { who: account, key_id })?;
		if !trust::is_development(&committee) {
			return Err(CommitteeError::NotDevelopment(key_id).into());
		}
		let public = development::committee().map_err(CommitteeError::Deal)?;
		let secret = public.secrets.iter().find(|secret| secret.index() == own.index);
		keep_share(
			secrets,
			key_id,
			committee.epoch,
			secret.ok_or(CommitteeError::BadShare)?,
		)
	}
}

/// An administrator as the chain lists it, not certified yet.
fn listed(account: AccountId, enc_pk: Bytes32, secret: &AdminSecret) -> Admin {
	let points = secret.public();
	let (x_j, z_j, zp_j) = (points.x, points.z, points.zp);
	Admin {
		account,
		index: points.index,
		enc_pk,
		x_j,
		z_j,
		zp_j,
		cert: Signature::NONE,
	}
}

/// Keeps a share; one that is held for the same committee and epoch is never replaced by another.
fn keep_share(
	secrets: &dyn SecretStore,
	key_id: KeyId,
	epoch: Epoch,
	secret: &AdminSecret,
) -> Result<(), Error> {
	secrets.try_update(|secrets| keep_share_in(secrets, key_id, epoch, secret))
}

/// Keeps a share as part of a larger change of the keystore.
pub(super) fn keep_share_in(
	secrets: &mut Secrets,
	key_id: KeyId,
	epoch: Epoch,
	secret: &AdminSecret,
) -> Result<(), Error> {
	let share = stored(key_id, epoch, secret);
	let other = |held: &AdminShare| (held.index, held.share.expose()) != (share.index, share.share.expose());
	if secrets.shares_of(key_id, epoch).any(other) {
		return Err(CommitteeError::OtherShareHeld { key_id, epoch }.into());
	}
	secrets.put_admin_share(share);
	Ok(())
}

/// A share as a keystore has it.
pub(super) fn stored(key_id: KeyId, epoch: Epoch, secret: &AdminSecret) -> AdminShare {
	AdminShare {
		key_id,
		epoch,
		index: secret.index(),
		share: Secret::from_bytes(&secret.to_bytes()),
	}
}
