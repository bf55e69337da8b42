//! Restoring a share from its backup: only the share that answers now, and nothing on a node's word alone.

use crate::{
	domain::*,
	error::ShareError,
	rules::answer::listed_share,
	secrets::{AdminShare, BackupOf, Secrets},
};

/// What is known about a committee when a share of it is to be restored.
#[derive(Debug, Clone, Copy)]
pub struct Restoring<'a> {
	/// Whose share it is to be, and on which chain.
	pub of: BackupOf,
	/// The committee key.
	pub key_id: KeyId,
	/// The committee that the node shows, certified by its administrator.
	pub committee: &'a Committee,
	/// The administrator's place in it.
	pub own: &'a Admin,
	/// The epoch in force as the other administrators tell it, by another way than the node.
	pub told: Epoch,
	/// The newest epoch that this home has seen begin, 0 for none.
	pub known: Epoch,
}

/// The share of a backup that answers now.
///
/// # Errors
/// When the file is no backup, is of another chain, account, committee, place or epoch, its share is not the one listed, or the node shows
/// another epoch than this home has seen or the others name.
pub fn restorable<'a>(backup: &'a Secrets, now: &Restoring<'_>) -> Result<&'a AdminShare, ShareError> {
	let of = backup.backup_of.ok_or(ShareError::NotABackup)?;
	if of.genesis != now.of.genesis {
		return Err(ShareError::OtherChain { what: "backup" });
	}
	if of.account != now.of.account {
		return Err(ShareError::OtherAccount(AccountId(of.account)));
	}
	let (key_id, current) = (now.key_id, now.committee.epoch);
	let newest = backup.admin_shares.iter().filter(|share| share.key_id == key_id);
	let newest = newest
		.map(|share| share.epoch)
		.max()
		.ok_or(ShareError::NoShareOf(key_id))?;
	if newest < now.known || newest < current {
		return Err(ShareError::BackupOver {
			key_id,
			epoch: newest,
			current: now.known.max(current),
		});
	}
	if current < now.known {
		let (found, known) = (current, now.known);
		return Err(ShareError::NodeBehind { key_id, found, known });
	}
	if current != now.told {
		let (found, told) = (current, now.told);
		return Err(ShareError::ToldOther { key_id, found, told });
	}
	let mut shares = backup.shares_of(key_id, current).peekable();
	let Some(first) = shares.peek() else {
		return Err(ShareError::NotBegun {
			key_id,
			epoch: newest,
			current,
		});
	};
	if first.index != now.own.index {
		let (found, expected) = (first.index, now.own.index);
		return Err(ShareError::OtherIndex { found, expected });
	}
	shares
		.find(|share| listed_share(share, now.own).is_some())
		.ok_or(ShareError::OtherShare(key_id))
}

/// Puts it into a keystore, and notes in the same change that its epoch has begun. `false` when it was there. A share that is there and does
/// not fit the list is replaced only if `replace` says so.
///
/// # Errors
/// When the keystore has seen a later epoch, holds a share of one, or another one for this epoch.
pub fn restore(
	secrets: &mut Secrets,
	share: &AdminShare,
	own: &Admin,
	replace: bool,
) -> Result<bool, ShareError> {
	let (key_id, epoch) = (share.key_id, share.epoch);
	let current = secrets.epoch_begun(key_id);
	if current > epoch {
		return Err(ShareError::BackupOver {
			key_id,
			epoch,
			current,
		});
	}
	let held = secrets.admin_shares.iter().filter(|held| held.key_id == key_id);
	if let Some(newest) = held.map(|held| held.epoch).max().filter(|held| *held > epoch) {
		return Err(ShareError::NewerHeld {
			key_id,
			epoch: newest,
		});
	}
	let is_there = secrets
		.shares_of(key_id, epoch)
		.any(|held| listed_share(held, own).is_some());
	let other = secrets.admin_share(key_id, epoch).is_some();
	match (is_there, other, replace) {
		(true, _, _) => {
			secrets.begin_epoch(key_id, epoch);
			return Ok(false);
		}
		(false, true, false) => return Err(ShareError::OtherHeld(key_id)),
		(false, _, _) => {}
	}
	secrets.put_admin_share(share.clone());
	secrets.begin_epoch(key_id, epoch);
	Ok(true)
}
