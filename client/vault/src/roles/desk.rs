//! What every role works with: the chain, what is believed of it, and how calls leave this machine.

use crate::{
	error::Error,
	progress::{Progress, Step},
};
use futures::try_join;
use medquorum_core::{
	domain::*,
	error::{LedgerError, LightError, LookupError},
	ledger::{Call, Extent, Ledger, MAX_VERSIONS, Receipt, Sign},
	ports::{Journal, SeenBlocks, SeenKeys},
	rules::{
		answer::{CheckedRequest, Shown},
		record,
	},
	trust::{self, CommitteePin, Trust},
	views::RequestView,
};

/// How often one account after another can take the place of a patient's first one.
const MAX_REPLACEMENTS: u32 = 8;

/// Whether a call may have failed because more had come than it was weighed for. Where it would be free that shows as a fee that
/// cannot be paid, because only a call that would succeed is free.
fn is_too_small(error: &LedgerError) -> bool {
	error.refusal() == Some("ExtentTooSmall") || matches!(error, LedgerError::CannotPay { .. })
}

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
	/// A finalized block holds it and it succeeded.
	Finalized(Receipt),
	/// It was not sent: this is what Polkadot.js would send.
	Call(EncodedCall),
}

/// A call in the form in which Polkadot.js takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedCall {
	/// The pallet as the metadata calls it.
	pub pallet: &'static str,
	/// The call as the metadata calls it.
	pub name: &'static str,
	/// Its SCALE bytes.
	pub bytes: Vec<u8>,
}

impl Delivered {
	/// The receipt, if the call was sent.
	pub fn receipt(&self) -> Option<&Receipt> {
		match self {
			Self::Finalized(receipt) => Some(receipt),
			Self::Call(_) => None,
		}
	}
}

/// The chain of one role. It believes [`Trust`] and checks everything else (docs/cryptography.md 5.5): a node that lies can make it
/// refuse, not make it encrypt to a wrong key or release a share for something else than what was shown.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
	/// The chain.
	pub ledger: &'a dyn Ledger,
	/// What is believed without asking the node.
	pub trust: &'a Trust,
	/// How far the chain had come, so that a node that is behind is not believed.
	pub blocks: &'a dyn SeenBlocks,
	/// Hand calls out instead of sending them.
	pub emit_calls: bool,
	/// Hears of progress.
	pub progress: Option<&'a dyn Progress>,
}

impl<'a> Desk<'a> {
	/// A desk that sends its calls and reports no progress.
	pub fn new(ledger: &'a dyn Ledger, trust: &'a Trust, blocks: &'a dyn SeenBlocks) -> Self {
		Self {
			ledger,
			trust,
			blocks,
			emit_calls: false,
			progress: None,
		}
	}

	pub(crate) fn genesis(&self) -> Bytes32 {
		self.trust.genesis
	}

	pub(crate) fn advance(&self, step: Step, done: u64, total: u64) {
		if let Some(progress) = self.progress {
			progress.advance(step, done, total);
		}
	}

	/// Whether the node stands where its chain was seen before; from then on its newest block counts as seen. Whatever deletes,
	/// registers, signs or gives out a share asks this first.
	///
	/// # Errors
	/// When it is behind, on another branch or still catching up, and when it cannot be reached.
	pub async fn check_node(&self) -> Result<(), Error> {
		let genesis = self.genesis();
		// What was seen before the question, not what others of this process see while it is answered.
		let seen = self.blocks.highest_seen(&genesis)?;
		let head = self.ledger.head().await?;
		let there = match seen {
			Some(seen) if seen.number < head.block.number => {
				match self.ledger.block_hash(seen.number).await {
					// It was proven final when it was seen, and so is the newest: there is no other branch to be on.
					Err(LedgerError::Light(LightError::TooOld { .. })) => Some(seen.hash),
					told => told?,
				}
			}
			_ => None,
		};
		trust::check_head(seen, head, there)?;
		Ok(self.blocks.block_seen(&genesis, head.block)?)
	}

	/// Sends a call, or encodes it if calls are only handed out.
	///
	/// # Errors
	/// When the node is not to be believed, the chain refuses, or cannot be reached.
	pub async fn deliver(&self, signer: &dyn Sign, call: &Call) -> Result<Delivered, Error> {
		self.check_node().await?;
		if self.emit_calls {
			let (pallet, name) = call.name();
			let bytes = self.ledger.encode_call(call)?;
			return Ok(Delivered::Call(EncodedCall { pallet, name, bytes }));
		}
		self.advance(Step::Chain, 0, 0);
		let receipt = self.ledger.submit(signer, call).await?;
		// Notes the block, so that the next node must know it. An error is ignored, because the call is finalized already.
		let _: Result<(), Error> = self.check_node().await;
		Ok(Delivered::Finalized(receipt))
	}

	/// Sends several calls in one transaction, in order. Where the chain refuses one of them, this is the error; those before it are
	/// carried out all the same.
	///
	/// # Errors
	/// As [`Desk::deliver`].
	pub(crate) async fn deliver_batch(
		&self,
		signer: &dyn Sign,
		calls: Vec<Call>,
	) -> Result<Delivered, Error> {
		if self.emit_calls {
			return self.deliver(signer, &Call::Batch { calls }).await;
		}
		self.check_node().await?;
		self.advance(Step::Chain, 0, 0);
		let done = self.ledger.submit_batch(signer, &calls).await?;
		let _: Result<(), Error> = self.check_node().await;
		done.outcomes.into_iter().collect::<Result<Vec<()>, _>>()?;
		Ok(Delivered::Finalized(Receipt {
			block: done.block,
			extrinsic: done.extrinsic,
			events: Vec::new(),
			fee: done.fee,
			call_bytes: 0,
		}))
	}

	/// Sends a call that is weighed for what it ends at most: first for what was counted, and, should more have come meanwhile, once
	/// more for what always suffices.
	pub(crate) async fn deliver_within(
		&self,
		signer: &dyn Sign,
		counted: Extent,
		call: impl Fn(Extent) -> Call,
	) -> Result<Delivered, Error> {
		match self.deliver(signer, &call(counted)).await {
			Err(Error::Ledger(error)) if is_too_small(&error) && counted != Extent::MOST => {
				self.deliver(signer, &call(Extent::MOST)).await
			}
			other => other,
		}
	}

	/// What the chain's own clock says. A node that sets it back or forward is not believed.
	pub(crate) async fn clock(&self) -> Result<Moment, Error> {
		let seen = self.blocks.highest_seen(&self.genesis())?;
		let now = self.ledger.now().await?;
		trust::check_clock(seen, now.block, now.clock)?;
		Ok(now.clock)
	}

	/// The account that answers for this patient: the patient's own, or what has taken its place.
	pub(crate) async fn acting_for(&self, patient: AccountId) -> Result<AccountId, Error> {
		let mut acting = patient;
		for _ in 0..MAX_REPLACEMENTS {
			match self.ledger.situation(acting).await?.replaced_by {
				Some(next) => acting = next,
				None => break,
			}
		}
		Ok(acting)
	}

	/// The accounts in whose place this one acts; the nearest first, without itself.
	pub(crate) async fn replaced_by(&self, who: AccountId) -> Result<Vec<AccountId>, Error> {
		let replacements = self.ledger.replacements().await?;
		let mut found = vec![who];
		let mut at = 0;
		while let Some(new) = found.get(at).copied() {
			let older = replacements.iter().filter(|(_, by)| *by == new);
			let older: Vec<_> = older
				.map(|(old, _)| *old)
				.filter(|old| !found.contains(old))
				.collect();
			found.extend(older);
			at = at.saturating_add(1);
		}
		Ok(found.split_off(1))
	}

	/// The older versions that a record corrects, the newest first, past those that are gone.
	pub(crate) async fn versions_before(&self, record: &Record) -> Result<Vec<(RecordId, Record)>, Error> {
		let mut found = Vec::new();
		let mut next = record.supersedes;
		for _ in 0..MAX_VERSIONS {
			let Some(id) = next else { break };
			next = match self.ledger.record(id).await? {
				Some(older) => {
					let before = older.supersedes;
					found.push((id, older));
					before
				}
				None => self
					.ledger
					.tombstone(id)
					.await?
					.and_then(|stone| stone.supersedes),
			};
		}
		Ok(found)
	}

	/// The older versions whose place a record has taken, and which go with it when its patient has it erased.
	pub(crate) async fn goes_with(
		&self,
		id: RecordId,
		record: &Record,
	) -> Result<Vec<(RecordId, Record)>, Error> {
		let mut gone = vec![id];
		let mut found = Vec::new();
		for (older, version) in self.versions_before(record).await? {
			if !version.superseded_by.is_some_and(|by| gone.contains(&by)) {
				break;
			}
			gone.push(older);
			found.push((older, version));
		}
		Ok(found)
	}

	/// How many requests there are for a record.
	pub(crate) async fn count_requests(&self, id: RecordId) -> Result<u32, Error> {
		let requests = self.ledger.requests_for(id).await?;
		Ok(u32::try_from(requests.len()).unwrap_or(u32::MAX))
	}

	/// How many versions of a record there can be, and requests for it and those before it.
	pub(crate) async fn extent(&self, id: RecordId, record: &Record) -> Result<Extent, Error> {
		let mut requests = self.count_requests(id).await?;
		for (older, _) in self.versions_before(record).await? {
			requests = requests.saturating_add(self.count_requests(older).await?);
		}
		Ok(Extent {
			versions: record.version,
			requests,
		})
	}

	/// A record that is there, or why it is not.
	pub(crate) async fn record(&self, id: RecordId) -> Result<Record, Error> {
		let record = self.ledger.record(id).await?;
		let erased = match record {
			Some(_) => None,
			None => self.ledger.tombstone(id).await?,
		};
		Ok(record::found(id, record, erased)?)
	}

	/// A record of this patient, or of one in whose place this account acts.
	pub(crate) async fn own_record(&self, patient: AccountId, id: RecordId) -> Result<Record, Error> {
		let record = self.record(id).await?;
		self.check_patient(patient, id, &record).await?;
		Ok(record)
	}

	/// The account must answer for the record's patient.
	pub(crate) async fn check_patient(
		&self,
		who: AccountId,
		id: RecordId,
		record: &Record,
	) -> Result<(), Error> {
		let acting = self.acting_for(record.patient).await?;
		Ok(record::check_patient(who, id, record, acting)?)
	}

	pub(crate) async fn request(&self, id: RequestId) -> Result<Request, Error> {
		Ok(self.ledger.request(id).await?.ok_or(LookupError::NoRequest(id))?)
	}

	pub(crate) async fn committee(&self, key_id: KeyId) -> Result<Committee, Error> {
		Ok(self
			.ledger
			.committee(key_id)
			.await?
			.ok_or(LookupError::NoCommittee(key_id))?)
	}

	/// The committee to encrypt to: pinned, or handed over to by the pinned one; consistent, and certified by k of its administrators.
	pub(crate) async fn trusted_committee(&self, key_id: KeyId) -> Result<Committee, Error> {
		self.trust.check_pinned(key_id)?;
		let committee = self.committee(key_id).await?;
		self.check_committee(key_id, &committee).await?;
		Ok(committee)
	}

	/// Whether a committee is the pinned one, or one that follows from it.
	pub(crate) async fn check_committee(&self, key_id: KeyId, committee: &Committee) -> Result<(), Error> {
		let development = self.ledger.is_development();
		match self.followed_pin(key_id, committee).await? {
			None => self.trust.check_committee(development, key_id, committee)?,
			Some(pin) => {
				let mut trust = self.trust.clone();
				trust.committees.insert(key_id, pin);
				trust.check_committee(development, key_id, committee)?;
			}
		}
		Ok(())
	}

	/// Whether those whom this home trusts say themselves that the committee's epoch has come. Those whom it has pinned: k of them have
	/// certified it, or handed the key over to it. And those whom its administrator has certified, pinned or not: k of them have handed
	/// the key over. A node cannot make that up, so that it ends no epoch by its word.
	///
	/// # Errors
	/// When the node cannot be reached, or the journal not be read.
	pub async fn proves_epoch(
		&self,
		key_id: KeyId,
		committee: &Committee,
		journal: &dyn Journal,
	) -> Result<bool, Error> {
		if self.trust.check_key(key_id, committee).is_err() {
			return Ok(false);
		}
		if self.trust.pin(key_id).is_some() {
			match self.check_committee(key_id, committee).await {
				Ok(()) => return Ok(true),
				Err(Error::Trust(_)) => {}
				Err(error) => return Err(error),
			}
		}
		let mut certified = journal.certified()?;
		certified.retain(|own| own.key_id == key_id && own.epoch < committee.epoch);
		if certified.is_empty() {
			return Ok(false);
		}
		let lineage = self.ledger.lineage(key_id).await?;
		let genesis = self.genesis();
		let mut certified = certified.iter();
		Ok(certified.any(|own| trust::follows(&genesis, key_id, &own.committee, &lineage, committee)))
	}

	/// The pin that replaces the present one, if this committee has other administrators or another rule and the pinned administrators
	/// handed the key over to it. `None` if the committee is as pinned, or none is pinned.
	///
	/// # Errors
	/// When the pinned administrators have not handed it over; what a node shows is not believed.
	pub async fn followed_pin(
		&self,
		key_id: KeyId,
		committee: &Committee,
	) -> Result<Option<CommitteePin>, Error> {
		let Some(pin) = self.trust.pin(key_id) else {
			return Ok(None);
		};
		let now = CommitteePin::of(committee).ok();
		if now.is_some_and(|now| pin.difference(&now).is_none()) {
			return Ok(None);
		}
		self.trust.check_key(key_id, committee)?;
		let lineage = self.ledger.lineage(key_id).await?;
		Ok(Some(trust::follow(
			&self.genesis(),
			key_id,
			pin,
			&lineage,
			committee,
		)?))
	}

	/// What the account's role must allow.
	pub(crate) async fn check_role(
		&self,
		who: AccountId,
		allows: fn(Role) -> bool,
		action: &'static str,
	) -> Result<(), Error> {
		let role = self.ledger.user(who).await?.map(|user| user.role);
		Ok(record::check_role(who, role, allows, action)?)
	}

	/// The keys of a user, as the user's account signed them; a version lower than one seen before is refused.
	///
	/// # Errors
	/// When there are none, or they are not to be believed.
	pub async fn verified_keys(&self, seen: &dyn SeenKeys, who: AccountId) -> Result<UserKeys, Error> {
		let user = self.ledger.user(who).await?;
		let keys = user
			.and_then(|user| user.keys)
			.ok_or(LookupError::NotRegistered(who))?;
		trust::check_keys(&self.genesis(), who, &keys)?;
		let newest = seen.newest_seen(&self.genesis(), who, keys.csp_version)?;
		trust::check_version(who, newest, keys.csp_version)?;
		Ok(keys)
	}

	/// A request and what belongs to it.
	pub(crate) async fn view(&self, id: RequestId, request: Request) -> Result<RequestView, Error> {
		let ledger = self.ledger;
		// At the same time: a list is made of many of these.
		let read = async {
			Ok::<_, Error>(try_join!(
				ledger.committee(request.key_id),
				ledger.votes(id),
				ledger.record(request.record_id),
				ledger.consent(id),
				ledger.emergency_request(id)
			)?)
		};
		let ((committee, votes, record, consent, emergency), now) = try_join!(read, self.clock())?;
		// Patients who ask for a record of their own consent by asking.
		let consented = request.is_own() || consent.is_some();
		let committee = committee.as_ref();
		let view = RequestView::new(id, request, now, committee, votes, record, consented);
		Ok(view.in_emergency(emergency))
	}

	/// The requester must still be somebody who reads, with an account that is not frozen: the chain would refuse a yes, but everybody
	/// would see the share or the consent in the refused call.
	pub(crate) async fn check_reader(&self, checked: &CheckedRequest) -> Result<(), Error> {
		let requester = checked.view.request.requester;
		if self.ledger.situation(requester).await?.frozen.is_some() {
			return Err(LookupError::Frozen(requester).into());
		}
		if requester == self.acting_for(checked.record.patient).await? {
			return Ok(());
		}
		self.check_role(requester, Role::can_request, "read records any more")
			.await
	}

	/// What the node shows of a request, for somebody who is to answer it.
	pub(crate) async fn shown(&self, id: RequestId) -> Result<Shown, Error> {
		self.check_node().await?;
		let view = self.view(id, self.request(id).await?).await?;
		let committee = self.committee(view.request.key_id).await?;
		let id = view.request.record_id;
		let record = self.record(id).await?;
		let emergency = match view.emergency {
			Some(_) => Some(self.emergency(id, &record).await?),
			None => None,
		};
		Ok(Shown {
			view,
			committee,
			record,
			emergency,
		})
	}
}
