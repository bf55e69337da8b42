//! What every role works with: the chain, what is believed of it, and how calls leave this machine.

use crate::{
	error::Error,
	progress::{Progress, Step},
};
use medquorum_core::{
	domain::*,
	error::LookupError,
	ledger::{Call, Ledger, Receipt, Sign},
	ports::{SeenBlocks, SeenKeys},
	rules::{
		answer::{CheckedRequest, Shown},
		record,
	},
	trust::{self, Trust},
	views::RequestView,
};

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
	/// Its pallet.
	pub pallet: &'static str,
	/// Its name.
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
		let head = self.ledger.head().await?;
		let seen = self.blocks.highest_seen(&genesis)?;
		let there = match seen {
			Some(seen) if seen.number < head.block.number => self.ledger.block_hash(seen.number).await?,
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
		// The next node must know the block that holds the call. Without this note nothing is lost: the call is finalized.
		let _: Result<(), Error> = self.check_node().await;
		Ok(Delivered::Finalized(receipt))
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

	/// A record of this patient.
	pub(crate) async fn own_record(&self, patient: AccountId, id: RecordId) -> Result<Record, Error> {
		let record = self.record(id).await?;
		record::check_patient(patient, id, &record)?;
		Ok(record)
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

	/// The committee to encrypt to: pinned, consistent, and certified by k of the pinned administrators.
	pub(crate) async fn trusted_committee(&self, key_id: KeyId) -> Result<Committee, Error> {
		self.trust.check_pinned(key_id)?;
		let committee = self.committee(key_id).await?;
		self.trust
			.check_committee(self.ledger.is_development(), key_id, &committee)?;
		Ok(committee)
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
		let now = self.ledger.block_number().await?;
		let committee = self.ledger.committee(request.key_id).await?;
		let votes = self.ledger.votes(id).await?;
		let record = self.ledger.record(request.record_id).await?;
		let own = record
			.as_ref()
			.is_some_and(|record| record.patient == request.requester);
		// Who asks for an own record consents by asking.
		let consented = own || self.ledger.consent(id).await?.is_some();
		let committee = committee.as_ref();
		Ok(RequestView::new(
			id, request, now, committee, votes, record, consented,
		))
	}

	/// The requester must still be somebody who reads: the chain would refuse a yes, but everybody would see the share or the consent
	/// in the refused call.
	pub(crate) async fn check_reader(&self, checked: &CheckedRequest) -> Result<(), Error> {
		let requester = checked.view.request.requester;
		if requester == checked.record.patient {
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
		let record = self.record(view.request.record_id).await?;
		Ok(Shown {
			view,
			committee,
			record,
		})
	}
}
