//! An administrator's answers: everything shown is checked without the node before a share is made (docs/cryptography.md 5.5).

use super::desk::{Delivered, Desk};
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::*,
	error::TrustError,
	ledger::{Call, Share, Sign},
	ports::{AnswerError, Certified, HistoryError, Journal, SecretStore},
	rules::{
		answer::{CheckedRequest, held_before, is_unsettled, own_share, settle},
		emergency::{House, check_houses},
	},
	secrets::{AdminShare, Secrets},
};
use std::collections::BTreeSet;

/// Somebody who answers requests for a committee. There is no store here: an approval needs none.
#[derive(Clone, Copy)]
pub struct Administrator<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Every answer given so far.
	pub journal: &'a dyn Journal,
}

impl Administrator<'_> {
	/// Checks a request as its administrator: own certificate over the committee, epoch, mode, capsule, the requester's
	/// signature. Show the result to a person, and give it to [`Administrator::approve`].
	///
	/// # Errors
	/// What does not hold.
	pub async fn check_request(&self, admin: AccountId, id: RequestId) -> Result<CheckedRequest, Error> {
		let Desk { ledger, trust, .. } = self.desk;
		let shown = self.desk.shown(id).await?;
		let checked = shown.check_as_administrator(trust, ledger.is_development(), admin)?;
		self.desk.check_reader(&checked).await?;
		if checked.emergency.is_some() {
			let (requester, own) = (checked.view.request.requester, admin);
			check_houses(id, &self.house(requester).await?, &self.house(own).await?)?;
		}
		Ok(checked)
	}

	/// The house of an account, by the node's word and as it is noted here.
	///
	/// # Errors
	/// When the node cannot be reached.
	pub async fn house(&self, who: AccountId) -> Result<House, Error> {
		Ok(House {
			who,
			shown: self.desk.ledger.facility_number(who).await?,
			noted: self.desk.trust.houses.get(&who).copied(),
		})
	}

	/// Notes in the journal which epoch each of these committees has reached, and each that it tells of, so that no node can have an older
	/// one answered again. Whatever an administrator's home asks a node for begins with this.
	///
	/// A noted epoch costs the shares of those before it, so a node's word is not enough: see [`Desk::proves_epoch`]. What is not
	/// proven is not noted, and is no error here: every answer looks at its own committee.
	///
	/// # Errors
	/// When the node cannot be reached, or the journal not be read or written.
	pub async fn note_epochs(&self, keys: impl IntoIterator<Item = KeyId>) -> Result<(), Error> {
		let noted = self.journal.epochs()?;
		let certified = self.journal.certified()?;
		// An administrator who certified a committee may have pinned none.
		let mut keys: BTreeSet<KeyId> = keys.into_iter().collect();
		keys.extend(noted.iter().map(|(key_id, _)| *key_id));
		keys.extend(certified.iter().map(|own| own.key_id));
		for key_id in keys {
			let Some(committee) = self.desk.ledger.committee(key_id).await? else {
				continue;
			};
			let known = noted
				.iter()
				.any(|&(key, epoch)| key == key_id && epoch >= committee.epoch);
			if !known && self.desk.proves_epoch(key_id, &committee, self.journal).await? {
				self.journal.note_epoch(key_id, committee.epoch)?;
			}
		}
		Ok(())
	}

	/// Approves what was shown: makes this administrator's share for it and sends it. The answer is in the journal before.
	///
	/// # Errors
	/// When anything does not hold or the node shows something else now, the request takes no answers, or it was rejected
	/// here before.
	pub async fn approve(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		shown: &CheckedRequest,
	) -> Result<Delivered, Error> {
		let share = self.share(signer, secrets, shown).await?;
		let request_id = shown.view.id;
		self.desk
			.deliver(signer, &Call::Approve { request_id, share })
			.await
	}

	/// Approves several requests in one call: the chain takes all of them, or none.
	///
	/// # Errors
	/// As [`Administrator::approve`], for any of them.
	pub async fn approve_many(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		shown: &[CheckedRequest],
	) -> Result<Delivered, Error> {
		// All of them before the first goes into the journal: what is noted as approved can no longer be rejected.
		for shown in shown {
			let now = self.check_request(signer.account(), shown.view.id).await?;
			let now = shown.unchanged_from(now)?;
			now.awaits(signer.account())?;
			self.check_begun(secrets, now.view.request.key_id, &now.committee)
				.await?;
		}
		let mut approvals = Vec::new();
		for shown in shown {
			approvals.push((shown.view.id, self.share(signer, secrets, shown).await?));
		}
		self.desk.deliver(signer, &Call::ApproveMany { approvals }).await
	}

	/// The share for what was shown, noted in the journal.
	async fn share(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		shown: &CheckedRequest,
	) -> Result<Share, Error> {
		let admin = signer.account();
		let id = shown.view.id;
		let checked = shown.unchanged_from(self.check_request(admin, id).await?)?;
		let own = checked.awaits(admin)?;
		let (key_id, epoch) = (checked.view.request.key_id, checked.view.request.epoch);
		self.not_set_back(secrets)?;
		self.check_begun(secrets, key_id, &checked.committee).await?;
		self.take_in(secrets, key_id, &checked.committee, &admin).await?;
		let secret = secrets.read(|secrets| own_share(secrets, key_id, epoch, own))??;
		let share = checked.share(&secret, &mut OsEntropy::new()?)?;
		match self.journal.record(checked.approval()) {
			// An approval that was never seen on chain is sent again: two shares for one context reveal no more than one.
			Ok(()) | Err(AnswerError::History(HistoryError::ApprovedBefore)) => {
				self.keep_tip(secrets)?;
				Ok(share)
			}
			Err(AnswerError::History(HistoryError::RejectedBefore)) => {
				Err(TrustError::RejectedBefore(id).into())
			}
			Err(error) => Err(error.into()),
		}
	}

	/// An answer in an epoch is noted, and ends the shares before it. A node can show one that was certified and never set: so an epoch that
	/// is not proven gets none while an older share is held, which may be the one in force.
	pub(super) async fn check_begun(
		&self,
		secrets: &dyn SecretStore,
		key_id: KeyId,
		committee: &Committee,
	) -> Result<(), Error> {
		let epoch = committee.epoch;
		let Some(held) = secrets.read(|secrets| held_before(secrets, key_id, epoch))? else {
			return Ok(());
		};
		match self.desk.proves_epoch(key_id, committee, self.journal).await? {
			true => Ok(()),
			false => Err(TrustError::EpochUnproven { key_id, epoch, held }.into()),
		}
	}

	/// Takes in a committee whose certificate by this administrator was checked: that it is certified is noted. Where its epoch is proven,
	/// that is noted too, and what it ends is deleted, in one change.
	pub(super) async fn take_in(
		&self,
		secrets: &dyn SecretStore,
		key_id: KeyId,
		committee: &Committee,
		who: &AccountId,
	) -> Result<(), Error> {
		self.journal.note_certified(Certified::of(key_id, committee)?)?;
		if self.desk.proves_epoch(key_id, committee, self.journal).await? {
			self.journal.note_epoch(key_id, committee.epoch)?;
			if secrets.read(|secrets| is_unsettled(secrets, key_id, committee, who))? {
				secrets.update(|secrets| settle(secrets, key_id, committee, who))?;
			}
		}
		Ok(())
	}

	/// The journal is not an older copy of itself: one that lacks a rejection would let the request be approved.
	fn not_set_back(&self, secrets: &dyn SecretStore) -> Result<(), Error> {
		let tip = secrets.read(|secrets| secrets.journal_tip)?;
		Ok(self.journal.continues(&tip)?)
	}

	/// Keeps under the passphrase how far the journal has come. Before the answer is sent: what was sent is in both.
	fn keep_tip(&self, secrets: &dyn SecretStore) -> Result<(), Error> {
		let tip = self.journal.tip()?;
		secrets.update(|secrets| {
			// Another process may have gone further meanwhile: the tip never goes back by itself.
			if tip.lines > secrets.journal_tip.lines {
				secrets.journal_tip = tip;
			}
		})?;
		Ok(())
	}

	/// Rejects a request, also an invalid one, because a rejection reveals nothing. `secrets` is `None` for somebody without a
	/// keystore, who has no share.
	///
	/// # Errors
	/// When the request takes no answers, or it was approved here before.
	pub async fn reject(
		&self,
		signer: &dyn Sign,
		secrets: Option<&dyn SecretStore>,
		id: RequestId,
		reason: RejectionReason,
	) -> Result<Delivered, Error> {
		let shown = self.desk.shown(id).await?;
		let entry = shown.rejection(&self.desk.genesis(), signer.account())?;
		secrets.map_or(Ok(()), |secrets| self.not_set_back(secrets))?;
		match self.journal.record(entry) {
			Ok(()) | Err(AnswerError::History(HistoryError::RejectedBefore)) => {}
			Err(error) => return Err(error.into()),
		}
		secrets.map_or(Ok(()), |secrets| self.keep_tip(secrets))?;
		let call = Call::Reject {
			request_id: id,
			reason,
		};
		self.desk.deliver(signer, &call).await
	}
}

/// Takes the epochs of the journal into the keystore, and deletes the shares that they end in the same change. Whoever opens a keystore does
/// this first, whatever the command: the journal notes an epoch by any command that sees it begin.
///
/// # Errors
/// When journal or keystore cannot be read or written.
pub fn forget_ended_epochs(secrets: &dyn SecretStore, journal: &dyn Journal) -> Result<(), Error> {
	let mut begun = journal.epochs()?;
	let news = |secrets: &Secrets, key_id, epoch| {
		let old = |share: &AdminShare| share.key_id == key_id && share.epoch < epoch;
		secrets.epoch_begun(key_id) < epoch || secrets.admin_shares.iter().any(old)
	};
	secrets.read(|secrets| begun.retain(|(key_id, epoch)| news(secrets, *key_id, *epoch)))?;
	if !begun.is_empty() {
		secrets.update(|secrets| {
			for (key_id, epoch) in begun {
				secrets.begin_epoch(key_id, epoch);
			}
		})?;
	}
	Ok(())
}
