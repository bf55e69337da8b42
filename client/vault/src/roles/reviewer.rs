//! The review of emergency accesses, by the administrators of the record's own committee.

use super::desk::{Delivered, Desk};
use crate::error::Error;
use medquorum_core::{
	domain::*,
	error::{EmergencyError, KeyError},
	ledger::{Call, EmergencyCall, Sign},
	ports::SecretStore,
	rules::{
		emergency::{check_overdue, check_reviewer},
		registration::enc_secret,
	},
};
use medquorum_envelope::{
	Cid,
	cid::Codec,
	statement::{MAX_SEALED_STATEMENT, Subject, open_statement},
};
use medquorum_store::{Store, get_small};
use zeroize::Zeroizing;

/// Somebody who looks at what was opened in emergencies.
#[derive(Clone, Copy)]
pub struct Reviewer<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Where statements are kept.
	pub store: &'a dyn Store,
}

impl Reviewer<'_> {
	/// The accesses that wait for a review and concern an account: as reviewer, as who broke the glass, or as the patient. The one whose
	/// time ends first stands first.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn reviews(&self, account: AccountId) -> Result<Vec<(RequestId, Review)>, Error> {
		self.desk.reviews(account).await
	}

	/// What the requester says of an access; `None` while nothing was said.
	///
	/// # Errors
	/// When there is no such access, or the statement cannot be had or opened.
	pub async fn statement(
		&self,
		account: AccountId,
		secrets: &dyn SecretStore,
		id: RequestId,
	) -> Result<Option<Zeroizing<String>>, Error> {
		let Some(digest) = self.review(id).await?.statement else {
			return Ok(None);
		};
		let cid = Cid::new(Codec::Raw, digest);
		let object = get_small(self.store, &cid, MAX_SEALED_STATEMENT).await?;
		let secret = secrets.read(enc_secret)?.ok_or(KeyError::NoEncryptionKey)?;
		let subject = Subject {
			genesis: &self.desk.genesis(),
			request_id: &id.0,
		};
		let unreadable = || EmergencyError::StatementUnreadable(id);
		let text = open_statement(&subject, &account.0, &secret, &object).map_err(|_| unreadable())?;
		let text = std::str::from_utf8(&text).map_err(|_| unreadable())?;
		Ok(Some(Zeroizing::new(text.to_owned())))
	}

	/// Whether an account may say this of an access.
	///
	/// # Errors
	/// When it may not review it, has, or nothing explains it.
	pub async fn check(&self, account: AccountId, id: RequestId, verdict: Finding) -> Result<(), Error> {
		let review = self.review(id).await?;
		let committee = self.desk.committee(review.key_id).await?;
		Ok(check_reviewer(account, id, &review, &committee, verdict)?)
	}

	/// Says whether an emergency was one.
	///
	/// # Errors
	/// When the account may not review it, has, nothing explains it, or the chain refuses.
	pub async fn submit(
		&self,
		signer: &dyn Sign,
		id: RequestId,
		verdict: Finding,
	) -> Result<Delivered, Error> {
		self.check(signer.account(), id, verdict).await?;
		let call = Call::Emergency(EmergencyCall::SubmitReview {
			request_id: id,
			verdict,
		});
		self.desk.deliver(signer, &call).await
	}

	/// Suspends somebody who left an access without a review.
	///
	/// # Errors
	/// When it is not overdue, or the chain refuses.
	pub async fn enforce(&self, signer: &dyn Sign, id: RequestId) -> Result<Delivered, Error> {
		let review = self.review(id).await?;
		check_overdue(id, &review, self.desk.clock().await?)?;
		self.desk
			.deliver(
				signer,
				&Call::Emergency(EmergencyCall::EnforceReview { request_id: id }),
			)
			.await
	}

	/// One review.
	///
	/// # Errors
	/// When there is none, or the chain cannot be reached.
	pub async fn review(&self, id: RequestId) -> Result<Review, Error> {
		let review = self.desk.ledger.review(id).await?;
		Ok(review.ok_or(EmergencyError::NoReview(id))?)
	}
}

impl Desk<'_> {
	/// The accesses that wait for a review and concern an account, the one whose time ends first before the others.
	pub(crate) async fn reviews(&self, account: AccountId) -> Result<Vec<(RequestId, Review)>, Error> {
		let mut reviews = self.ledger.reviews().await?;
		if reviews.is_empty() {
			return Ok(reviews);
		}
		let committees = self.ledger.committees().await?;
		let seat = |key_id: KeyId| {
			let mut mine = committees.iter().filter(|(id, _)| *id == key_id);
			mine.any(|(_, committee)| committee.admin(&account).is_some())
		};
		reviews.retain(|(_, review)| {
			[review.requester, review.patient].contains(&account) || seat(review.key_id)
		});
		reviews.sort_by_key(|(id, review)| (review.due, *id));
		Ok(reviews)
	}
}
