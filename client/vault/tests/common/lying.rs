//! A node that lies: it answers like another ledger, but for what it changes.

use medquorum_client::{
	domain::*,
	error::LedgerError,
	ledger::{Call, Event, Head, Ledger, LedgerFuture, Receipt, Scheduled, Share, Sign},
};
use std::sync::Mutex;

/// Changes an answer.
pub type Lie<T> = Option<Box<dyn Fn(&mut T) + Send + Sync>>;

/// What it lies about. Calls are passed on and remembered.
pub struct LyingLedger<'a> {
	pub honest: &'a dyn Ledger,
	pub user: Lie<User>,
	pub committee: Lie<Committee>,
	pub record: Lie<Record>,
	pub request: Lie<Request>,
	pub votes: Lie<Vec<(u16, Vote)>>,
	pub proofs: Lie<Vec<Share>>,
	pub consent: Lie<Option<[u8; 80]>>,
	pub next_seq: Lie<u32>,
	/// Shows no record at all.
	pub hides_records: bool,
	/// Says of every record that it was erased in this block.
	pub says_erased: Option<BlockNumber>,
	/// How far it says it is.
	pub head: Option<Head>,
	/// Carries calls out, and says that the chain refused them.
	pub denies_calls: bool,
	/// What it says of the chain.
	pub development: bool,
	pub sent: Mutex<Vec<Call>>,
}

impl<'a> LyingLedger<'a> {
	pub fn new(honest: &'a dyn Ledger) -> Self {
		Self {
			honest,
			user: None,
			committee: None,
			record: None,
			request: None,
			votes: None,
			proofs: None,
			consent: None,
			next_seq: None,
			hides_records: false,
			says_erased: None,
			head: None,
			denies_calls: false,
			development: true,
			sent: Mutex::default(),
		}
	}

	/// Nothing was sent: a refusal came before the signature left.
	pub fn assert_silent(&self) {
		assert_eq!(*self.sent.lock().unwrap(), []);
	}
}

fn tell<'a, T: Send + 'a>(
	lie: &'a Lie<T>,
	truth: LedgerFuture<'a, Option<T>>,
) -> LedgerFuture<'a, Option<T>> {
	Box::pin(async move {
		let mut told = truth.await?;
		if let (Some(lie), Some(told)) = (lie, &mut told) {
			lie(told);
		}
		Ok(told)
	})
}

fn tell_all<'a, K: Send + 'a, T: Send + 'a>(
	lie: &'a Lie<T>,
	truth: LedgerFuture<'a, Vec<(K, T)>>,
) -> LedgerFuture<'a, Vec<(K, T)>> {
	Box::pin(async move {
		let mut told = truth.await?;
		if let Some(lie) = lie {
			told.iter_mut().for_each(|(_, told)| lie(told));
		}
		Ok(told)
	})
}

impl Ledger for LyingLedger<'_> {
	fn genesis(&self) -> Bytes32 {
		self.honest.genesis()
	}

	fn is_development(&self) -> bool {
		self.development
	}

	fn head(&self) -> LedgerFuture<'_, Head> {
		match self.head {
			Some(head) => Box::pin(async move { Ok(head) }),
			None => self.honest.head(),
		}
	}

	fn block_hash(&self, number: BlockNumber) -> LedgerFuture<'_, Option<Bytes32>> {
		self.honest.block_hash(number)
	}

	fn block_number(&self) -> LedgerFuture<'_, BlockNumber> {
		self.honest.block_number()
	}

	fn user(&self, who: AccountId) -> LedgerFuture<'_, Option<User>> {
		tell(&self.user, self.honest.user(who))
	}

	fn users(&self) -> LedgerFuture<'_, Vec<(AccountId, User)>> {
		tell_all(&self.user, self.honest.users())
	}

	fn committee(&self, key_id: KeyId) -> LedgerFuture<'_, Option<Committee>> {
		tell(&self.committee, self.honest.committee(key_id))
	}

	fn committees(&self) -> LedgerFuture<'_, Vec<(KeyId, Committee)>> {
		tell_all(&self.committee, self.honest.committees())
	}

	fn council(&self) -> LedgerFuture<'_, Vec<AccountId>> {
		self.honest.council()
	}

	fn scheduled(&self) -> LedgerFuture<'_, Vec<Scheduled>> {
		self.honest.scheduled()
	}

	fn record(&self, id: RecordId) -> LedgerFuture<'_, Option<Record>> {
		match self.hides_records || self.says_erased.is_some() {
			true => Box::pin(async { Ok(None) }),
			false => tell(&self.record, self.honest.record(id)),
		}
	}

	fn records(&self) -> LedgerFuture<'_, Vec<(RecordId, Record)>> {
		if self.hides_records {
			return Box::pin(async { Ok(Vec::new()) });
		}
		tell_all(&self.record, self.honest.records())
	}

	fn request(&self, id: RequestId) -> LedgerFuture<'_, Option<Request>> {
		tell(&self.request, self.honest.request(id))
	}

	fn requests(&self) -> LedgerFuture<'_, Vec<(RequestId, Request)>> {
		tell_all(&self.request, self.honest.requests())
	}

	fn votes(&self, id: RequestId) -> LedgerFuture<'_, Vec<(u16, Vote)>> {
		Box::pin(async move {
			let mut votes = self.honest.votes(id).await?;
			if let Some(lie) = &self.votes {
				lie(&mut votes);
			}
			Ok(votes)
		})
	}

	fn proofs(&self, id: RequestId) -> LedgerFuture<'_, Vec<Share>> {
		Box::pin(async move {
			let mut proofs = self.honest.proofs(id).await?;
			if let Some(lie) = &self.proofs {
				lie(&mut proofs);
			}
			Ok(proofs)
		})
	}

	fn consent(&self, id: RequestId) -> LedgerFuture<'_, Option<[u8; 80]>> {
		Box::pin(async move {
			let mut consent = self.honest.consent(id).await?;
			if let Some(lie) = &self.consent {
				lie(&mut consent);
			}
			Ok(consent)
		})
	}

	fn next_seq(&self, who: AccountId) -> LedgerFuture<'_, u32> {
		Box::pin(async move {
			let mut seq = self.honest.next_seq(who).await?;
			if let Some(lie) = &self.next_seq {
				lie(&mut seq);
			}
			Ok(seq)
		})
	}

	fn tombstone(&self, id: RecordId) -> LedgerFuture<'_, Option<BlockNumber>> {
		match self.says_erased {
			Some(block) => Box::pin(async move { Ok(Some(block)) }),
			None => self.honest.tombstone(id),
		}
	}

	fn balance(&self, who: AccountId) -> LedgerFuture<'_, Balance> {
		self.honest.balance(who)
	}

	fn events(&self, from: BlockNumber, to: BlockNumber) -> LedgerFuture<'_, Vec<(BlockNumber, Event)>> {
		self.honest.events(from, to)
	}

	fn time_of(&self, block: BlockNumber) -> LedgerFuture<'_, Option<u64>> {
		self.honest.time_of(block)
	}

	fn encode_call(&self, call: &Call) -> Result<Vec<u8>, LedgerError> {
		self.honest.encode_call(call)
	}

	fn fee<'a>(&'a self, signer: &'a dyn Sign, call: &'a Call) -> LedgerFuture<'a, Balance> {
		self.honest.fee(signer, call)
	}

	fn submit<'a>(&'a self, signer: &'a dyn Sign, call: &'a Call) -> LedgerFuture<'a, Receipt> {
		self.sent.lock().unwrap().push(call.clone());
		let sent = self.honest.submit(signer, call);
		match self.denies_calls {
			false => sent,
			true => Box::pin(async move {
				sent.await?;
				Err(LedgerError::refused("System", "CallFiltered", "Not today."))
			}),
		}
	}
}
