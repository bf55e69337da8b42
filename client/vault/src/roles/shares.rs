//! An administrator's share beside the requests it answers: its backup for a safe, and the sign that it is there.

use super::administrator::Administrator;
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::*,
	error::{KeyError, LookupError, ShareError},
	ledger::Sign,
	ports::{Certified, SecretStore},
	rules::{
		answer::{listed_share, own_share},
		backup::{Restoring, restorable, restore},
	},
	secrets::{BackupOf, Secrets},
	trust::alive::{Place, SignOfLife, SignedBlock},
};

/// Shares for a file of their own.
pub struct ShareBackup {
	/// What goes into it.
	pub secrets: Secrets,
	/// The epochs of its shares, ascending.
	pub epochs: Vec<Epoch>,
	/// Whether one of them is what the chain lists; `false` for a committee that is not set yet.
	pub listed: bool,
}

impl Administrator<'_> {
	/// The committee as this administrator certified it, and the place in it.
	async fn seat(&self, who: AccountId, key_id: KeyId) -> Result<(Committee, Admin), Error> {
		self.desk.check_node().await?;
		let committee = self.desk.committee(key_id).await?;
		let trust = self.desk.trust;
		trust.check_key(key_id, &committee)?;
		let own = committee.admin(&who).cloned();
		let own = own.ok_or(LookupError::NotAdmin { who, key_id })?;
		trust.check_own_certificate(self.desk.ledger.is_development(), key_id, &committee, &own)?;
		Ok((committee, own))
	}

	/// This administrator's shares of a committee, for a safe: of the epoch in force, and of one to come. A share that is not what the chain lists is no
	/// backup of anything.
	///
	/// # Errors
	/// When there is no share, or not the one that is listed; when the chain cannot be reached.
	pub async fn back_up_share(
		&self,
		who: AccountId,
		secrets: &dyn SecretStore,
		key_id: KeyId,
	) -> Result<ShareBackup, Error> {
		self.desk.check_node().await?;
		let now = self.desk.ledger.committee(key_id).await?;
		let lineage = self.desk.ledger.lineage(key_id).await?;
		let to_come = lineage.to_come().map(|(committee, _)| committee.clone());
		let shares = secrets.read(|secrets| {
			let shares = secrets.admin_shares.iter();
			shares
				.filter(|share| share.key_id == key_id)
				.cloned()
				.collect::<Vec<_>>()
		})?;
		let epoch = now.as_ref().map_or(1, |now| now.epoch);
		if shares.is_empty() {
			return Err(KeyError::NoShare { key_id, epoch }.into());
		}
		let mut listed = false;
		for committee in now.iter().chain(&to_come) {
			let Some(own) = committee.admin(&who) else {
				continue;
			};
			let mut held = shares
				.iter()
				.filter(|share| share.epoch == committee.epoch)
				.peekable();
			if held.peek().is_none() {
				continue;
			}
			if !held.any(|share| listed_share(share, own).is_some()) {
				return Err(KeyError::OtherShare(key_id).into());
			}
			listed = true;
		}
		let mut epochs: Vec<Epoch> = shares.iter().map(|share| share.epoch).collect();
		epochs.sort_unstable();
		epochs.dedup();
		let secrets = Secrets::backup(self.backup_of(who), shares);
		Ok(ShareBackup {
			secrets,
			epochs,
			listed,
		})
	}

	fn backup_of(&self, who: AccountId) -> BackupOf {
		BackupOf {
			genesis: self.desk.genesis(),
			account: who.0,
		}
	}

	/// Puts the share of a backup into the keystore, and notes its epoch; `false` when it was there. `told` is the epoch in force as the other
	/// administrators name it: a home that lost everything knows of none, and its node may show one that is over. `replace`: also in the
	/// place of a share that is not the one listed.
	///
	/// # Errors
	/// When the file is not a backup of this account's share on this chain in the epoch in force, or the keystore or the journal has seen a
	/// later one. Nothing is changed then.
	pub async fn restore_share(
		&self,
		who: AccountId,
		secrets: &dyn SecretStore,
		backup: &Secrets,
		told: Epoch,
		replace: bool,
	) -> Result<bool, Error> {
		// Before the node is asked: what it shows of a committee says nothing about another file.
		backup.backup_of.ok_or(ShareError::NotABackup)?;
		let first = backup.admin_shares.first();
		let key_id = first.map(|share| share.key_id).ok_or(ShareError::NotABackup)?;
		let (committee, own) = self.seat(who, key_id).await?;
		let noted = self.journal.epochs()?;
		let noted = noted.iter().find(|(of, _)| *of == key_id);
		let noted = noted.map_or(0, |(_, epoch)| *epoch);
		let known = secrets.read(|secrets| secrets.epoch_begun(key_id))?.max(noted);
		let now = Restoring {
			of: self.backup_of(who),
			key_id,
			committee: &committee,
			own: &own,
			told,
			known,
		};
		let share = restorable(backup, &now)?;
		// The journal first: after a kill in between there is no share, and the command is typed again.
		self.journal.note_certified(Certified::of(key_id, &committee)?)?;
		self.journal.note_epoch(key_id, committee.epoch)?;
		secrets.try_update(|secrets| Ok(restore(secrets, share, &own, replace)?))
	}

	/// Proves, for others to check, that the share of the epoch in force is in the keystore and right.
	///
	/// # Errors
	/// When it is not, or the node is not to be believed or cannot be reached.
	pub async fn sign_of_life(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		key_id: KeyId,
	) -> Result<SignOfLife, Error> {
		let who = signer.account();
		let (committee, own) = self.seat(who, key_id).await?;
		self.take_in(secrets, key_id, &committee, &who).await?;
		let secret = secrets.read(|secrets| own_share(secrets, key_id, committee.epoch, &own))??;
		let head = self.desk.ledger.head().await?.block;
		let place = Place {
			genesis: &self.desk.genesis(),
			key_id,
			committee: &committee,
		};
		let block = SignedBlock {
			number: head.number,
			hash: head.hash,
		};
		let sign = |message: &[u8]| signer.sign(message);
		let made = SignOfLife::make(&place, &own, &secret, block, sign, &mut OsEntropy::new()?);
		Ok(made?)
	}
}
