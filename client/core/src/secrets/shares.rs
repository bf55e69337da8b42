//! The shares of committee keys in a keystore, and the epochs that end them.

use super::{AdminShare, BackupOf, Secrets};

impl Secrets {
	/// Shares apart from a keystore, and nothing else.
	#[must_use]
	pub fn backup(of: BackupOf, shares: Vec<AdminShare>) -> Self {
		Self {
			admin_shares: shares,
			backup_of: Some(of),
			..Self::default()
		}
	}

	/// The share for a committee key in an epoch; the one kept last where several were certified.
	#[must_use]
	pub fn admin_share(&self, key_id: u32, epoch: u32) -> Option<&AdminShare> {
		self.shares_of(key_id, epoch).last()
	}

	/// All shares for a committee key in an epoch: who certified in several attempts of a ceremony has one of each, until the chain shows
	/// which of them counts.
	pub fn shares_of(&self, key_id: u32, epoch: u32) -> impl Iterator<Item = &AdminShare> {
		let shares = self.admin_shares.iter();
		shares.filter(move |share| share.key_id == key_id && share.epoch == epoch)
	}

	/// Stores a share, in place of those for the same key and epoch.
	pub fn put_admin_share(&mut self, share: AdminShare) {
		self.drop_share(share.key_id, share.epoch);
		self.admin_shares.push(share);
	}

	/// Stores a share beside those for the same key and epoch.
	pub fn add_admin_share(&mut self, share: AdminShare) {
		self.admin_shares
			.retain(|known| known.share.expose() != share.share.expose());
		self.admin_shares.push(share);
	}

	/// Forgets the shares of an epoch, whatever they are worth.
	pub fn drop_share(&mut self, key_id: u32, epoch: u32) {
		self.admin_shares
			.retain(|share| share.key_id != key_id || share.epoch != epoch);
	}

	/// Deletes the shares of epochs before `epoch`; gives their number.
	pub fn drop_shares_before(&mut self, key_id: u32, epoch: u32) -> usize {
		let before = self.admin_shares.len();
		self.admin_shares
			.retain(|share| share.key_id != key_id || share.epoch >= epoch);
		before.saturating_sub(self.admin_shares.len())
	}

	/// The newest epoch of a committee that has begun, as far as this keystore has seen; 0 if none.
	#[must_use]
	pub fn epoch_begun(&self, key_id: u32) -> u32 {
		self.epochs.get(&key_id).copied().unwrap_or_default()
	}

	/// Notes that an epoch has begun, and forgets the shares of those before it: one change, so that neither is ever there without the
	/// other. What was noted never falls.
	pub fn begin_epoch(&mut self, key_id: u32, epoch: u32) {
		let newest = epoch.max(self.epoch_begun(key_id));
		self.epochs.insert(key_id, newest);
		self.drop_shares_before(key_id, newest);
	}
}
