//! A node that lies: it answers like another ledger, but for what it changes.

use super::dying::Life;
use medquorum_client::{
	domain::*,
	error::LedgerError,
	ledger::{
		BatchReceipt, Call, Event, Head, Ledger, LedgerFuture, Now, OpenMotion, Receipt, Scheduled, Share,
		Sign, SignedCall,
	},
};
use std::sync::Mutex;

/// Changes an answer.
pub type Lie<T> = Option<Box<dyn Fn(&mut T) + Send + Sync>>;

/// What it lies about. Calls are passed on and remembered.
pub struct LyingLedger<'a> {
	pub honest: &'a dyn Ledger,
	pub user: Lie<User>,
	pub committee: Lie<Committee>,
	pub lineage: Lie<Lineage>,
	/// What it says of the ceremony on the chain.
	pub ceremony: Lie<Option<PublicCeremony>>,
	pub record: Lie<Record>,
	pub pointer: Lie<Pointer>,
	pub request: Lie<Request>,
	pub votes: Lie<Vec<(u16, Vote)>>,
	pub proofs: Lie<Vec<Share>>,
	pub consent: Lie<Option<[u8; 80]>>,
	pub next_seq: Lie<u32>,
	pub entry: Lie<EmergencyEntry>,
	pub house: Lie<FacilityNumber>,
	pub review: Lie<Review>,
	/// Says of every emergency request that it is an ordinary one.
	pub hides_emergencies: bool,
	/// Shows no record at all.
	pub hides_records: bool,
	/// Shows no request of any record.
	pub hides_requests: bool,
	/// Who it says acts in the place of whom.
	pub successor: Option<(AccountId, AccountId)>,
	/// How often all requests were looked through.
	pub walks: Mutex<usize>,
	/// Says of every record that it was erased in this block.
	pub says_erased: Option<BlockNumber>,
	/// What it says of erasures and holds.
	pub ends: Lie<Ends>,
	/// What it says of accounts.
	pub situation: Lie<Situation>,
	/// What it says of the chain's clock.
	pub clock: Option<Moment>,
	/// How far it says it is.
	pub head: Option<Head>,
	/// What others of the same home do while it is asked that.
	pub meanwhile: Option<&'a (dyn Fn() + Send + Sync)>,
	/// Has forgotten the events of the blocks before this one.
	pub forgotten: BlockNumber,
	/// Says that the chain refused calls, which it does not pass on.
	pub refuses_calls: bool,
	/// Carries calls out, and says that the chain refused them.
	pub denies_calls: bool,
	/// What it says of the chain.
	pub development: bool,
	pub sent: Mutex<Vec<Call>>,
	/// How long whoever asks it lives.
	pub life: Option<&'a Life>,
}

impl<'a> LyingLedger<'a> {
	pub fn new(honest: &'a dyn Ledger) -> Self {
		Self {
			honest,
			user: None,
			committee: None,
			lineage: None,
			ceremony: None,
			record: None,
			pointer: None,
			request: None,
			votes: None,
			proofs: None,
			consent: None,
			next_seq: None,
			entry: None,
			house: None,
			review: None,
			hides_emergencies: false,
			hides_records: false,
			hides_requests: false,
			successor: None,
			walks: Mutex::default(),
			says_erased: None,
			ends: None,
			situation: None,
			clock: None,
			head: None,
			meanwhile: None,
			forgotten: 0,
			refuses_calls: false,
			denies_calls: false,
			development: true,
			sent: Mutex::default(),
			life: None,
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

fn told<'a, T: Send + 'a>(lie: &'a Lie<T>, truth: LedgerFuture<'a, T>) -> LedgerFuture<'a, T> {
	Box::pin(async move {
		let mut told = truth.await?;
		if let Some(lie) = lie {
			lie(&mut told);
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
		Box::pin(async {
			let mut head = match self.head {
				Some(head) => head,
				None => self.honest.head().await?,
			};
			head.block.clock = self.clock.or(head.block.clock);
			self.meanwhile.into_iter().for_each(|act| act());
			Ok(head)
		})
	}

	fn now(&self) -> LedgerFuture<'_, Now> {
		Box::pin(async {
			let mut now = self.honest.now().await?;
			now.clock = self.clock.unwrap_or(now.clock);
			Ok(now)
		})
	}

	fn situation(&self, who: AccountId) -> LedgerFuture<'_, Situation> {
		let told = told(&self.situation, self.honest.situation(who));
		let successor = self.successor.filter(|(old, _)| *old == who);
		Box::pin(async move {
			let mut told = told.await?;
			told.replaced_by = successor.map(|(_, new)| new).or(told.replaced_by);
			Ok(told)
		})
	}

	fn replacements(&self) -> LedgerFuture<'_, Vec<(AccountId, AccountId)>> {
		self.honest.replacements()
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

	fn lineage(&self, key_id: KeyId) -> LedgerFuture<'_, Lineage> {
		told(&self.lineage, self.honest.lineage(key_id))
	}

	fn committees(&self) -> LedgerFuture<'_, Vec<(KeyId, Committee)>> {
		tell_all(&self.committee, self.honest.committees())
	}

	fn ceremony(&self, key_id: KeyId) -> LedgerFuture<'_, Option<PublicCeremony>> {
		Box::pin(async move {
			let mut shown = self.honest.ceremony(key_id).await?;
			if let Some(lie) = &self.ceremony {
				lie(&mut shown);
			}
			Ok(shown)
		})
	}

	fn ceremonies(&self) -> LedgerFuture<'_, Vec<PublicCeremony>> {
		self.honest.ceremonies()
	}

	fn ceremony_attempts(&self, key_id: KeyId) -> LedgerFuture<'_, u16> {
		self.honest.ceremony_attempts(key_id)
	}

	fn members(&self, body: Body) -> LedgerFuture<'_, Vec<AccountId>> {
		self.honest.members(body)
	}

	fn motions(&self, body: Body) -> LedgerFuture<'_, Vec<OpenMotion>> {
		self.honest.motions(body)
	}

	fn notice(&self, body: Body) -> LedgerFuture<'_, Option<Notice>> {
		self.honest.notice(body)
	}

	fn paused(&self) -> LedgerFuture<'_, Option<BlockNumber>> {
		self.honest.paused()
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

	fn records_of(&self, patient: AccountId) -> LedgerFuture<'_, Vec<(RecordId, Record)>> {
		if self.hides_records {
			return Box::pin(async { Ok(Vec::new()) });
		}
		tell_all(&self.record, self.honest.records_of(patient))
	}

	fn requests_for(&self, record: RecordId) -> LedgerFuture<'_, Vec<RequestId>> {
		match self.hides_requests {
			true => Box::pin(async { Ok(Vec::new()) }),
			false => self.honest.requests_for(record),
		}
	}

	fn ends(&self, record: RecordId) -> LedgerFuture<'_, Ends> {
		told(&self.ends, self.honest.ends(record))
	}

	fn erasures(&self) -> LedgerFuture<'_, Vec<(RecordId, Erasure)>> {
		self.honest.erasures()
	}

	fn holds(&self) -> LedgerFuture<'_, Vec<(RecordId, Hold)>> {
		self.honest.holds()
	}

	fn catalogue(&self, facility: AccountId) -> LedgerFuture<'_, Option<Pointer>> {
		tell(&self.pointer, self.honest.catalogue(facility))
	}

	fn catalogues(&self) -> LedgerFuture<'_, Vec<(AccountId, Pointer)>> {
		tell_all(&self.pointer, self.honest.catalogues())
	}

	fn search_directive(&self, patient: AccountId) -> LedgerFuture<'_, bool> {
		self.honest.search_directive(patient)
	}

	fn emergency_directive(&self, patient: AccountId) -> LedgerFuture<'_, Option<EmergencyDirective>> {
		self.honest.emergency_directive(patient)
	}

	fn emergency_entry(&self, record: RecordId) -> LedgerFuture<'_, Option<EmergencyEntry>> {
		tell(&self.entry, self.honest.emergency_entry(record))
	}

	fn emergency_request(&self, id: RequestId) -> LedgerFuture<'_, Option<EmergencyRequest>> {
		match self.hides_emergencies {
			true => Box::pin(async { Ok(None) }),
			false => self.honest.emergency_request(id),
		}
	}

	fn facility_number(&self, who: AccountId) -> LedgerFuture<'_, Option<FacilityNumber>> {
		tell(&self.house, self.honest.facility_number(who))
	}

	fn facility_numbers(&self) -> LedgerFuture<'_, Vec<(AccountId, FacilityNumber)>> {
		tell_all(&self.house, self.honest.facility_numbers())
	}

	fn glass_breaker(&self, who: AccountId) -> LedgerFuture<'_, GlassBreaker> {
		self.honest.glass_breaker(who)
	}

	fn review(&self, id: RequestId) -> LedgerFuture<'_, Option<Review>> {
		tell(&self.review, self.honest.review(id))
	}

	fn reviews(&self) -> LedgerFuture<'_, Vec<(RequestId, Review)>> {
		tell_all(&self.review, self.honest.reviews())
	}

	fn storage_hosts(&self) -> LedgerFuture<'_, Vec<AccountId>> {
		self.honest.storage_hosts()
	}

	fn attestations(&self, record: RecordId) -> LedgerFuture<'_, Vec<(AccountId, BlockNumber)>> {
		self.honest.attestations(record)
	}

	fn request(&self, id: RequestId) -> LedgerFuture<'_, Option<Request>> {
		tell(&self.request, self.honest.request(id))
	}

	fn requests(&self) -> LedgerFuture<'_, Vec<(RequestId, Request)>> {
		*self.walks.lock().unwrap() += 1;
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

	fn open_requests(&self, who: AccountId) -> LedgerFuture<'_, u32> {
		self.honest.open_requests(who)
	}

	fn tombstone(&self, id: RecordId) -> LedgerFuture<'_, Option<Tombstone>> {
		let stone = |at| Tombstone { at, supersedes: None };
		match self.says_erased {
			Some(block) => Box::pin(async move { Ok(Some(stone(block))) }),
			None => self.honest.tombstone(id),
		}
	}

	/// Of a lie about all records, those that there are.
	fn tombstones(&self) -> LedgerFuture<'_, Vec<(RecordId, Tombstone)>> {
		let Some(at) = self.says_erased else {
			return self.honest.tombstones();
		};
		Box::pin(async move {
			let mut stones = self.honest.tombstones().await?;
			let records = self.honest.records().await?.into_iter();
			let stone = Tombstone { at, supersedes: None };
			stones.extend(records.map(|(id, _)| (id, stone)));
			Ok(stones)
		})
	}

	fn signed_attestation(
		&self,
		record: RecordId,
		host: AccountId,
		block: BlockNumber,
	) -> LedgerFuture<'_, Option<SignedCall>> {
		self.honest.signed_attestation(record, host, block)
	}

	fn balance(&self, who: AccountId) -> LedgerFuture<'_, Balance> {
		self.honest.balance(who)
	}

	fn events(&self, from: BlockNumber, to: BlockNumber) -> LedgerFuture<'_, Vec<(BlockNumber, Event)>> {
		match from < self.forgotten {
			true => Box::pin(async { Err(LedgerError::Connection("state discarded".into())) }),
			false => self.honest.events(from, to),
		}
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

	fn submit_batch<'a>(&'a self, signer: &'a dyn Sign, calls: &'a [Call]) -> LedgerFuture<'a, BatchReceipt> {
		self.sent.lock().unwrap().extend(calls.iter().cloned());
		Box::pin(async move {
			if let Some(life) = self.life {
				life.step().await;
			}
			let mut receipt = self.honest.submit_batch(signer, calls).await?;
			if let Some(life) = self.life {
				life.step().await;
			}
			if self.denies_calls {
				let denied = || Err(LedgerError::refused("MedicalRecords", "BadCapsuleProof", "No."));
				receipt.outcomes.fill_with(denied);
			}
			Ok(receipt)
		})
	}

	fn submit<'a>(&'a self, signer: &'a dyn Sign, call: &'a Call) -> LedgerFuture<'a, Receipt> {
		self.sent.lock().unwrap().push(call.clone());
		if self.refuses_calls {
			return Box::pin(async { Err(LedgerError::refused("MedicalRecords", "Expired", "It is over.")) });
		}
		Box::pin(async move {
			if let Some(life) = self.life {
				life.step().await;
			}
			let receipt = self.honest.submit(signer, call).await?;
			if let Some(life) = self.life {
				life.step().await;
			}
			match self.denies_calls {
				false => Ok(receipt),
				true => Err(LedgerError::refused("System", "CallFiltered", "Not today.")),
			}
		})
	}
}
