//! Answering a request: everything shown is checked without the node before a share or a consent is made
//! (docs/cryptography.md 5.5).

use crate::{
	context,
	domain::*,
	error::{KeyError, LookupError, Refusal, TrustError},
	ledger::Share,
	ports::{Answer, Entry},
	rules::{emergency::Emergency, record},
	secrets::{AdminShare, Secrets},
	trust::{self, Trust},
	views::RequestView,
};
use rand_core::{CryptoRng, RngCore};
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
	/// The record whose key is asked for; of an emergency request with the emergency committee's capsule.
	pub record: Record,
	/// What the emergency committee opens by it, where the request is one to it.
	pub emergency: Option<EmergencyScope>,
}

/// What the node shows of a request, unchecked.
pub struct Shown {
	/// The request.
	pub view: RequestView,
	/// The committee that holds its key now.
	pub committee: Committee,
	/// The record asked for.
	pub record: Record,
	/// What is kept for an emergency, where the request is one.
	pub emergency: Option<Emergency>,
}

impl Shown {
	/// What the request's capsule is bound to, and the record with that capsule.
	fn sealed(&self, genesis: &Bytes32) -> (Bytes32, Record) {
		let (id, x) = (self.view.request.record_id, &self.committee.x);
		match &self.emergency {
			None => (
				context::record_context(genesis, id, &self.record, x),
				self.record.clone(),
			),
			Some(emergency) => (
				emergency.context(genesis, id, &self.record, x),
				emergency.seen(&self.record),
			),
		}
	}

	fn checked(self, genesis: &Bytes32) -> Result<CheckedRequest, Refusal> {
		let (ad, sealed) = self.sealed(genesis);
		if let Some(emergency) = &self.emergency {
			let id = self.view.request.record_id;
			emergency.check(genesis, id, &self.record, &self.committee.x)?;
		}
		let Self {
			view,
			committee,
			emergency,
			record: _,
		} = self;
		let context = trust::check_request_over(genesis, &ad, &sealed, view.id, &view.request)?;
		Ok(CheckedRequest {
			view,
			context,
			committee,
			record: sealed,
			emergency: emergency.map(|emergency| emergency.entry.scope()),
		})
	}

	/// Checks it as its administrator: own certificate over the committee, epoch, mode, capsule, the requester's signature.
	///
	/// # Errors
	/// What does not hold.
	pub fn check_as_administrator(
		self,
		trust: &Trust,
		node_says_development: bool,
		admin: AccountId,
	) -> Result<CheckedRequest, Refusal> {
		let (id, request, committee) = (self.view.id, &self.view.request, &self.committee);
		let key_id = request.key_id;
		let own = committee
			.admin(&admin)
			.ok_or(LookupError::NotAdmin { who: admin, key_id })?;
		if request.requester == admin {
			return Err(LookupError::OwnRequest(id).into());
		}
		if request.epoch != committee.epoch {
			let (epoch, now) = (request.epoch, committee.epoch);
			return Err(LookupError::EpochOver { id, epoch, now }.into());
		}
		trust.check_own_certificate(node_says_development, key_id, committee, own)?;
		if request.mode != context::mode_of(committee, &request.requester) {
			return Err(TrustError::Mode(id).into());
		}
		let checked = self.checked(&trust.genesis)?;
		match checked.record.key_id == key_id {
			true => Ok(checked),
			false => Err(TrustError::Capsule(checked.view.request.record_id).into()),
		}
	}

	/// Checks it as the patient of its record: id, capsule, the requester's signature, mode. The committee must be the pinned
	/// one where one is pinned. `acting` is who acts for the record's patient now.
	///
	/// # Errors
	/// What does not hold.
	pub fn check_as_patient(
		self,
		trust: &Trust,
		patient: AccountId,
		acting: AccountId,
	) -> Result<CheckedRequest, Refusal> {
		trust.check_key(self.view.request.key_id, &self.committee)?;
		let checked = self.checked(&trust.genesis)?;
		let CheckedRequest {
			view,
			committee,
			record,
			..
		} = &checked;
		record::check_patient(patient, view.request.record_id, record, acting)?;
		if !view.epoch_over && view.request.mode != context::mode_of(committee, &view.request.requester) {
			return Err(TrustError::Mode(view.id).into());
		}
		Ok(checked)
	}

	/// The journal's entry for a rejection: a request that does not hold can be rejected too, nothing is given away.
	///
	/// # Errors
	/// When it takes no answers, is one's own, or one is no administrator of its committee.
	pub fn rejection(&self, genesis: &Bytes32, admin: AccountId) -> Result<Entry, LookupError> {
		let (id, request) = (self.view.id, &self.view.request);
		check_open(&self.view)?;
		let key_id = request.key_id;
		self.committee
			.admin(&admin)
			.ok_or(LookupError::NotAdmin { who: admin, key_id })?;
		if request.requester == admin {
			return Err(LookupError::OwnRequest(id));
		}
		check_unanswered(&self.view, admin)?;
		let (ad, sealed) = self.sealed(genesis);
		let context = context::request_context(genesis, &ad, &sealed, id, request);
		Ok(entry(id, request, context, Answer::Reject))
	}
}

impl CheckedRequest {
	/// `now`, if it is the request that was shown. The context holds all that matters of it: who asks, for what, to which
	/// keys, whose record, which committee.
	///
	/// # Errors
	/// When it is another.
	pub fn unchanged_from(&self, now: Self) -> Result<Self, TrustError> {
		match now.context == self.context && now.view.id == self.view.id {
			true => Ok(now),
			false => Err(TrustError::OtherRequest(self.view.id)),
		}
	}

	/// This administrator's point list in the committee, if the request still waits for the administrator's answer.
	///
	/// # Errors
	/// When it takes no answers, or has this one.
	pub fn awaits(&self, admin: AccountId) -> Result<&Admin, LookupError> {
		check_open(&self.view)?;
		check_unanswered(&self.view, admin)?;
		let key_id = self.view.request.key_id;
		self.committee
			.admin(&admin)
			.ok_or(LookupError::NotAdmin { who: admin, key_id })
	}

	/// The share for this request, sealed to its one-time key.
	///
	/// # Errors
	/// When the request's key cannot be sealed to.
	pub fn share(
		&self,
		secret: &AdminSecret,
		entropy: &mut (impl CryptoRng + RngCore),
	) -> Result<Share, Refusal> {
		let request = &self.view.request;
		let r = capsule_point(&self.record.capsule);
		let mode = context::mode(request.mode);
		create_share(secret, mode, &self.context, &r, &request.q, entropy).map_err(|source| {
			Refusal::Threshold {
				what: "request",
				source,
			}
		})
	}

	/// The journal's entry for an approval.
	#[must_use]
	pub fn approval(&self) -> Entry {
		entry(self.view.id, &self.view.request, self.context, Answer::Approve)
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

/// Why a request takes no answers any more.
fn check_open(view: &RequestView) -> Result<(), LookupError> {
	match view.status {
		RequestStatus::Open => Ok(()),
		RequestStatus::Approved => Err(LookupError::AlreadyApproved(view.id)),
		RequestStatus::Rejected(cause) => Err(LookupError::Rejected { id: view.id, cause }),
	}
}

fn check_unanswered(view: &RequestView, admin: AccountId) -> Result<(), LookupError> {
	match view.votes.iter().any(|vote| vote.account == Some(admin)) {
		true => Err(LookupError::AlreadyAnswered(view.id)),
		false => Ok(()),
	}
}

/// The newest epoch before this one of which a share is held.
#[must_use]
pub fn held_before(secrets: &Secrets, key_id: KeyId, epoch: Epoch) -> Option<Epoch> {
	let of_key = secrets.admin_shares.iter().filter(|share| share.key_id == key_id);
	of_key.map(|share| share.epoch).filter(|held| *held < epoch).max()
}

/// The administrator's share of this committee; it must be the one behind the listed points.
///
/// # Errors
/// When its epoch is over for this keystore, it is not there, or it is not the one that is listed.
pub fn own_share(
	secrets: &Secrets,
	key_id: KeyId,
	epoch: Epoch,
	own: &Admin,
) -> Result<AdminSecret, KeyError> {
	let current = secrets.epoch_begun(key_id);
	if current > epoch {
		return Err(KeyError::EpochEnded {
			key_id,
			epoch,
			current,
		});
	}
	let mut kept = secrets.shares_of(key_id, epoch).peekable();
	if kept.peek().is_none() {
		return Err(KeyError::NoShare { key_id, epoch });
	}
	kept.find_map(|share| listed_share(share, own))
		.ok_or(KeyError::OtherShare(key_id))
}

/// The secret of a share, if it is the one behind the listed points.
#[must_use]
pub fn listed_share(share: &AdminShare, own: &Admin) -> Option<AdminSecret> {
	let secret = AdminSecret::from_bytes(share.index, share.share.expose()).ok()?;
	(secret.public() == trust::points(own)).then_some(secret)
}

/// Whether a share of the epoch is what the committee lists for somebody; whoever is not in it has none.
fn is_listed(share: &AdminShare, committee: &Committee, who: &AccountId) -> bool {
	let own = committee.admin(who);
	own.is_some_and(|own| listed_share(share, own).is_some())
}

/// Whether the shares of a committee's own epoch can be told apart: one of them is listed, or the epoch belongs to others. Where a member
/// has another share alone, that is a fault to be looked at, and nothing is deleted.
fn is_decided(secrets: &Secrets, key_id: KeyId, committee: &Committee, who: &AccountId) -> bool {
	let mut shares = secrets.shares_of(key_id, committee.epoch);
	committee.admin(who).is_none() || shares.any(|share| is_listed(share, committee, who))
}

/// Whether a keystore holds something that this epoch ends, or has not noted that it has begun. A request of one's own needs no old share, it has
/// its partial decryption.
#[must_use]
pub fn is_unsettled(secrets: &Secrets, key_id: KeyId, committee: &Committee, who: &AccountId) -> bool {
	let epoch = committee.epoch;
	let old = |share: &AdminShare| share.key_id == key_id && share.epoch < epoch;
	let mut of_epoch = secrets.shares_of(key_id, epoch);
	let wrong = of_epoch.any(|share| !is_listed(share, committee, who));
	secrets.epoch_begun(key_id) < epoch
		|| secrets.admin_shares.iter().any(old)
		|| (wrong && is_decided(secrets, key_id, committee, who))
}

/// Notes that a committee's epoch has begun and forgets what that ends: shares of earlier epochs, and those of this one that were
/// certified in attempts that it does not come from. For a committee that has been proven, and no other.
pub fn settle(secrets: &mut Secrets, key_id: KeyId, committee: &Committee, who: &AccountId) {
	let epoch = committee.epoch;
	secrets.begin_epoch(key_id, epoch);
	if is_decided(secrets, key_id, committee, who) {
		secrets.admin_shares.retain(|share| {
			let of_this = share.key_id == key_id && share.epoch == epoch;
			!of_this || is_listed(share, committee, who)
		});
	}
}
