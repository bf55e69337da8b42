//! An administrator's answers: everything shown is checked without the node before a share is made (design 5.5).

use super::{Delivered, RequestView, Vault, context, trust};
use crate::{
	domain::*,
	entropy::OsEntropy,
	error::{Error, KeyError, LookupError, TrustError},
	journal::{Answer, Entry, Journal, JournalError},
	keystore::{Keystore, KeystoreError, Secrets},
	ledger::{Call, Sign},
};
use threshold_decryption::{AdminSecret, capsule_point, create_share};

/// A request that holds against everything that can be checked, ready to be shown to a person. Only the checks make one, and
/// what the person says goes for this one alone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckedRequest {
	/// What the person decides by.
	pub view: RequestView,
	/// `request_ctx`.
	pub context: Bytes32,
	/// The committee as this administrator certified it.
	pub committee: Committee,
	/// The record whose key is asked for.
	pub record: Record,
}

impl CheckedRequest {
	/// `now`, if it is the request that was shown. The context holds all that matters of it: who asks, for what, to which
	/// keys, whose record, which committee.
	pub(super) fn still(&self, now: Self) -> Result<Self, TrustError> {
		match now.context == self.context && now.view.id == self.view.id {
			true => Ok(now),
			false => Err(TrustError::OtherRequest(self.view.id)),
		}
	}

	fn entry(&self, answer: Answer) -> Entry {
		entry(self.view.id, &self.view.request, self.context, answer)
	}
}

fn entry(id: RequestId, request: &Request, context: Bytes32, answer: Answer) -> Entry {
	Entry {
		context,
		request_id: id.0,
		key_id: request.key_id,
		epoch: request.epoch,
		answer,
	}
}

/// The administrator's share of this committee; it must be the one behind the listed points.
pub(super) fn own_share(
	secrets: &Secrets,
	key_id: KeyId,
	epoch: Epoch,
	own: &Admin,
) -> Result<AdminSecret, KeyError> {
	let kept = secrets
		.admin_share(key_id, epoch)
		.ok_or(KeyError::NoShare { key_id, epoch })?;
	let share = AdminSecret::from_bytes(kept.index, kept.share.expose());
	share
		.ok()
		.filter(|share| share.public() == trust::points(own))
		.ok_or(KeyError::OtherShare(key_id))
}

/// The administrator's share for a request, sealed to its one-time key.
fn share_for(checked: &CheckedRequest, own: &Admin, keystore: &Keystore) -> Result<[u8; 192], Error> {
	let request = &checked.view.request;
	let secret = keystore.read(|secrets| own_share(secrets, request.key_id, request.epoch, own))??;
	let r = capsule_point(&checked.record.capsule);
	let mode = context::mode(request.mode);
	let entropy = &mut OsEntropy::new()?;
	create_share(&secret, mode, &checked.context, &r, &request.q, entropy).map_err(|source| {
		Error::Threshold {
			what: "request",
			source,
		}
	})
}

/// Forgets the shares of epochs before the one just answered in: nothing is answered with them any more. An own request may
/// still need one.
fn forget_old_shares(keystore: &Keystore, request: &Request, admin: AccountId) -> Result<(), KeystoreError> {
	let (key_id, epoch) = (request.key_id, request.epoch);
	let old = keystore.read(|secrets| {
		let mut shares = secrets.admin_shares.iter();
		let mut seeds = secrets.request_seeds.iter();
		shares.any(|share| share.key_id == key_id && share.epoch < epoch)
			&& !seeds.any(|seed| seed.requester == admin.0)
	})?;
	if old {
		keystore.update(|secrets| secrets.drop_shares_before(key_id, epoch))?;
	}
	Ok(())
}

/// Why a request takes no answers any more.
fn check_open(view: &RequestView) -> Result<(), LookupError> {
	match view.status {
		RequestStatus::Open => Ok(()),
		RequestStatus::Approved => Err(LookupError::AlreadyApproved(view.id)),
		RequestStatus::Rejected(cause) => Err(LookupError::Rejected { id: view.id, cause }),
	}
}

impl Vault<'_> {
	/// Checks a request as its administrator: own certificate over the committee, epoch, mode, capsule, the requester's
	/// signature. Show the result to a person, and give it to [`Vault::approve`].
	///
	/// # Errors
	/// What does not hold.
	pub async fn check_request(&self, admin: AccountId, id: RequestId) -> Result<CheckedRequest, Error> {
		let view = self.request_view(id).await?;
		let request = &view.request;
		let key_id = request.key_id;
		let committee = self.committee(key_id).await?;
		let own = committee
			.admin(&admin)
			.ok_or(LookupError::NotAdmin { who: admin, key_id })?;
		if request.requester == admin {
			return Err(LookupError::OwnRequest(id).into());
		}
		if request.epoch != committee.epoch {
			return Err(LookupError::EpochOver {
				id,
				epoch: request.epoch,
				now: committee.epoch,
			}
			.into());
		}
		self.check_own_certificate(key_id, &committee, own)?;
		if request.mode != context::mode_of(&committee, &request.requester) {
			return Err(TrustError::Mode(id).into());
		}
		let (record, context) = self.checked_request(id, &committee.x, request).await?;
		if record.key_id != key_id {
			return Err(TrustError::Capsule(request.record_id).into());
		}
		Ok(CheckedRequest {
			context,
			committee,
			record,
			view,
		})
	}

	/// Approves what was shown: makes this administrator's share for it and sends it. The answer is in the journal before.
	///
	/// # Errors
	/// When anything does not hold or the node shows something else now, the request takes no answers, or it was rejected
	/// here before.
	pub async fn approve(
		&self,
		signer: &dyn Sign,
		keystore: &Keystore,
		journal: &Journal,
		shown: &CheckedRequest,
	) -> Result<Delivered, Error> {
		let admin = signer.account();
		let id = shown.view.id;
		let checked = shown.still(self.check_request(admin, id).await?)?;
		check_open(&checked.view)?;
		if checked.view.votes.iter().any(|vote| vote.account == Some(admin)) {
			return Err(LookupError::AlreadyAnswered(id).into());
		}
		let request = &checked.view.request;
		let own = checked.committee.admin(&admin);
		let own = own.ok_or(LookupError::NotAdmin {
			who: admin,
			key_id: request.key_id,
		})?;
		let share = share_for(&checked, own, keystore)?;
		journal.note_epoch(request.key_id, checked.committee.epoch)?;
		match journal.record(checked.entry(Answer::Approve)) {
			// An approval that was never seen on chain is sent again: the share of a context says nothing new.
			Ok(()) | Err(JournalError::ApprovedBefore) => {}
			Err(JournalError::RejectedBefore) => return Err(TrustError::RejectedBefore(id).into()),
			Err(error) => return Err(error.into()),
		}
		let delivered = self
			.deliver(
				signer,
				&Call::Approve {
					request_id: id,
					share,
				},
			)
			.await?;
		if delivered.receipt().is_some() {
			// The approval is made. An older share that cannot be dropped now goes with the next one.
			let _: Result<(), KeystoreError> = forget_old_shares(keystore, request, admin);
		}
		Ok(delivered)
	}

	/// Rejects. A request that does not hold can be rejected too: nothing is given away.
	///
	/// # Errors
	/// When the request takes no answers, or it was approved here before.
	pub async fn reject(
		&self,
		signer: &dyn Sign,
		journal: &Journal,
		id: RequestId,
		reason: RejectionReason,
	) -> Result<Delivered, Error> {
		let admin = signer.account();
		let view = self.request_view(id).await?;
		check_open(&view)?;
		let key_id = view.request.key_id;
		let committee = self.committee(key_id).await?;
		committee
			.admin(&admin)
			.ok_or(LookupError::NotAdmin { who: admin, key_id })?;
		if view.request.requester == admin {
			return Err(LookupError::OwnRequest(id).into());
		}
		if view.votes.iter().any(|vote| vote.account == Some(admin)) {
			return Err(LookupError::AlreadyAnswered(id).into());
		}
		let record = self.record(view.request.record_id).await?;
		let ad = context::record_context(&self.genesis(), view.request.record_id, &record, &committee.x);
		let context = context::request_context(&self.genesis(), &ad, &record, id, &view.request);
		match journal.record(entry(id, &view.request, context, Answer::Reject)) {
			Ok(()) | Err(JournalError::RejectedBefore) => {}
			Err(error) => return Err(error.into()),
		}
		self.deliver(
			signer,
			&Call::Reject {
				request_id: id,
				reason,
			},
		)
		.await
	}
}
