//! The ledger in memory as clients see it.

use super::memory_ledger::MemoryLedger;
use medquorum_client::{
	domain::*,
	error::LedgerError,
	ledger::{
		BatchReceipt, Call, Event, Head, Ledger, LedgerFuture, Now, OpenMotion, Receipt, Scheduled, Share,
		Sign, SignedCall,
	},
	ports::SeenBlock,
	rules::attestation,
};
use std::collections::BTreeMap;

/// When the chain in memory began, in milliseconds since 1970.
const GENESIS_TIME: u64 = 1_700_000_000_000;

fn pairs<K: Copy, V: Clone>(map: &BTreeMap<K, V>) -> Vec<(K, V)> {
	map.iter().map(|(key, value)| (*key, value.clone())).collect()
}

fn hash_of(number: BlockNumber, branch: u8) -> Bytes32 {
	let mut hash = [branch; 32];
	hash[..4].copy_from_slice(&number.to_le_bytes());
	hash
}

impl Ledger for MemoryLedger {
	fn genesis(&self) -> Bytes32 {
		self.genesis
	}

	fn is_development(&self) -> bool {
		true
	}

	fn head(&self) -> LedgerFuture<'_, Head> {
		self.answer(|state| Head {
			block: SeenBlock {
				number: state.now,
				hash: hash_of(state.now, state.branch),
				clock: Some(state.clock),
			},
			syncing: state.syncing,
		})
	}

	fn block_hash(&self, number: BlockNumber) -> LedgerFuture<'_, Option<Bytes32>> {
		self.answer(|state| (number <= state.now).then(|| hash_of(number, state.branch)))
	}

	fn block_number(&self) -> LedgerFuture<'_, BlockNumber> {
		self.answer(|state| state.now)
	}

	fn now(&self) -> LedgerFuture<'_, Now> {
		self.answer(|state| Now {
			block: state.now,
			clock: state.clock,
		})
	}

	fn situation(&self, who: AccountId) -> LedgerFuture<'_, Situation> {
		self.answer(|state| Situation {
			frozen: state.frozen.get(&who).map(|by| Frozen { by: *by }),
			replaced_by: state.replacements.get(&who).copied(),
			guardian: state.guardians.get(&who).copied(),
			sponsorship: state.sponsorships.get(&who).copied(),
		})
	}

	fn replacements(&self) -> LedgerFuture<'_, Vec<(AccountId, AccountId)>> {
		self.answer(|state| pairs(&state.replacements))
	}

	fn user(&self, who: AccountId) -> LedgerFuture<'_, Option<User>> {
		self.answer(|state| state.users.get(&who).cloned())
	}

	fn users(&self) -> LedgerFuture<'_, Vec<(AccountId, User)>> {
		self.answer(|state| pairs(&state.users))
	}

	fn committee(&self, key_id: KeyId) -> LedgerFuture<'_, Option<Committee>> {
		self.answer(|state| state.committees.get(&key_id).cloned())
	}

	fn lineage(&self, key_id: KeyId) -> LedgerFuture<'_, Lineage> {
		self.answer(|state| state.lineage(key_id))
	}

	fn committees(&self) -> LedgerFuture<'_, Vec<(KeyId, Committee)>> {
		self.answer(|state| pairs(&state.committees))
	}

	fn ceremony(&self, key_id: KeyId) -> LedgerFuture<'_, Option<PublicCeremony>> {
		self.answer(|state| state.ceremonies.open.get(&key_id).cloned())
	}

	fn ceremonies(&self) -> LedgerFuture<'_, Vec<PublicCeremony>> {
		self.answer(|state| state.ceremonies.open.values().cloned().collect())
	}

	fn ceremony_attempts(&self, key_id: KeyId) -> LedgerFuture<'_, u16> {
		self.answer(|state| {
			state
				.ceremonies
				.attempts
				.get(&key_id)
				.copied()
				.unwrap_or_default()
		})
	}

	fn members(&self, _: Body) -> LedgerFuture<'_, Vec<AccountId>> {
		self.answer(|_| Vec::new())
	}

	fn motions(&self, _: Body) -> LedgerFuture<'_, Vec<OpenMotion>> {
		self.answer(|_| Vec::new())
	}

	fn notice(&self, _: Body) -> LedgerFuture<'_, Option<Notice>> {
		self.answer(|_| None)
	}

	fn paused(&self) -> LedgerFuture<'_, Option<BlockNumber>> {
		self.answer(|_| None)
	}

	fn scheduled(&self) -> LedgerFuture<'_, Vec<Scheduled>> {
		self.answer(|_| Vec::new())
	}

	fn record(&self, id: RecordId) -> LedgerFuture<'_, Option<Record>> {
		self.answer(|state| state.records.get(&id).cloned())
	}

	fn records(&self) -> LedgerFuture<'_, Vec<(RecordId, Record)>> {
		self.answer(|state| pairs(&state.records))
	}

	fn records_of(&self, patient: AccountId) -> LedgerFuture<'_, Vec<(RecordId, Record)>> {
		self.answer(|state| {
			let mut records = pairs(&state.records);
			records.retain(|(_, record)| record.patient == patient);
			records
		})
	}

	fn requests_for(&self, record: RecordId) -> LedgerFuture<'_, Vec<RequestId>> {
		self.answer(|state| Self::requests_for(state, record))
	}

	fn ends(&self, record: RecordId) -> LedgerFuture<'_, Ends> {
		self.answer(|state| Ends {
			erasure: state.erasures.get(&record).copied(),
			hold: state.holds.get(&record).copied(),
		})
	}

	fn erasures(&self) -> LedgerFuture<'_, Vec<(RecordId, Erasure)>> {
		self.answer(|state| pairs(&state.erasures))
	}

	fn holds(&self) -> LedgerFuture<'_, Vec<(RecordId, Hold)>> {
		self.answer(|state| pairs(&state.holds))
	}

	fn catalogue(&self, facility: AccountId) -> LedgerFuture<'_, Option<Pointer>> {
		self.answer(|state| state.catalogues.get(&facility).copied())
	}

	fn catalogues(&self) -> LedgerFuture<'_, Vec<(AccountId, Pointer)>> {
		self.answer(|state| pairs(&state.catalogues))
	}

	fn search_directive(&self, patient: AccountId) -> LedgerFuture<'_, bool> {
		self.answer(|state| state.directives.contains(&patient))
	}

	fn emergency_directive(&self, patient: AccountId) -> LedgerFuture<'_, Option<EmergencyDirective>> {
		self.answer(|state| state.emergencies.directives.get(&patient).copied())
	}

	fn emergency_entry(&self, record: RecordId) -> LedgerFuture<'_, Option<EmergencyEntry>> {
		self.answer(|state| state.emergencies.entries.get(&record).cloned())
	}

	fn emergency_request(&self, id: RequestId) -> LedgerFuture<'_, Option<EmergencyRequest>> {
		self.answer(|state| state.emergencies.requests.get(&id).cloned())
	}

	fn facility_number(&self, who: AccountId) -> LedgerFuture<'_, Option<FacilityNumber>> {
		self.answer(|state| state.emergencies.houses.get(&who).copied())
	}

	fn facility_numbers(&self) -> LedgerFuture<'_, Vec<(AccountId, FacilityNumber)>> {
		self.answer(|state| pairs(&state.emergencies.houses))
	}

	fn glass_breaker(&self, who: AccountId) -> LedgerFuture<'_, GlassBreaker> {
		self.answer(|state| state.emergencies.breakers.get(&who).cloned().unwrap_or_default())
	}

	fn review(&self, id: RequestId) -> LedgerFuture<'_, Option<Review>> {
		self.answer(|state| state.emergencies.reviews.get(&id).cloned())
	}

	fn reviews(&self) -> LedgerFuture<'_, Vec<(RequestId, Review)>> {
		self.answer(|state| pairs(&state.emergencies.reviews))
	}

	fn storage_hosts(&self) -> LedgerFuture<'_, Vec<AccountId>> {
		self.answer(|state| {
			let users = state.users.iter();
			let hosts = users.filter(|(_, user)| user.role == Role::StorageHost);
			hosts.map(|(who, _)| *who).collect()
		})
	}

	fn attestations(&self, record: RecordId) -> LedgerFuture<'_, Vec<(AccountId, BlockNumber)>> {
		self.answer(|state| {
			let attested = state.attestations.iter();
			let attested = attested.filter(|((id, _), _)| *id == record);
			attested.map(|((_, host), at)| (*host, *at)).collect()
		})
	}

	fn request(&self, id: RequestId) -> LedgerFuture<'_, Option<Request>> {
		self.answer(|state| state.requests.get(&id).cloned())
	}

	fn requests(&self) -> LedgerFuture<'_, Vec<(RequestId, Request)>> {
		self.answer(|state| pairs(&state.requests))
	}

	fn votes(&self, id: RequestId) -> LedgerFuture<'_, Vec<(u16, Vote)>> {
		self.answer(|state| {
			let of_request = state.votes.iter().filter(|((request, _), _)| *request == id);
			of_request.map(|((_, index), vote)| (*index, *vote)).collect()
		})
	}

	fn proofs(&self, id: RequestId) -> LedgerFuture<'_, Vec<Share>> {
		self.answer(|state| {
			let of_request = state.proofs.iter().filter(|((request, _), _)| *request == id);
			of_request.map(|(_, share)| *share).collect()
		})
	}

	fn consent(&self, id: RequestId) -> LedgerFuture<'_, Option<[u8; 80]>> {
		self.answer(|state| state.consents.get(&id).copied())
	}

	fn next_seq(&self, who: AccountId) -> LedgerFuture<'_, u32> {
		self.answer(|state| state.seqs.get(&who).copied().unwrap_or_default())
	}

	fn open_requests(&self, who: AccountId) -> LedgerFuture<'_, u32> {
		self.answer(|state| {
			let own = state.requests.values().filter(|request| request.requester == who);
			let open = own.filter(|request| !matches!(request.status, RequestStatus::Rejected(_)));
			u32::try_from(open.count()).unwrap()
		})
	}

	fn tombstone(&self, id: RecordId) -> LedgerFuture<'_, Option<Tombstone>> {
		self.answer(|state| state.tombstones.get(&id).copied())
	}

	fn tombstones(&self) -> LedgerFuture<'_, Vec<(RecordId, Tombstone)>> {
		self.answer(|state| pairs(&state.tombstones))
	}

	fn signed_attestation(
		&self,
		record: RecordId,
		host: AccountId,
		block: BlockNumber,
	) -> LedgerFuture<'_, Option<SignedCall>> {
		self.answer(|state| {
			let signed = state.signed.get(&(record, host)).cloned();
			signed.filter(|_| state.attestations.get(&(record, host)) == Some(&block))
		})
	}

	fn balance(&self, _: AccountId) -> LedgerFuture<'_, Balance> {
		self.answer(|_| Balance(1_000_000_000_000))
	}

	fn events(&self, from: BlockNumber, to: BlockNumber) -> LedgerFuture<'_, Vec<(BlockNumber, Event)>> {
		self.answer(|state| {
			state
				.events
				.iter()
				.filter(|(block, _)| (from..=to).contains(block))
				.cloned()
				.collect()
		})
	}

	fn time_of(&self, block: BlockNumber) -> LedgerFuture<'_, Option<u64>> {
		self.answer(|state| (block <= state.now).then(|| GENESIS_TIME + u64::from(block) * 6_000))
	}

	fn encode_call(&self, call: &Call) -> Result<Vec<u8>, LedgerError> {
		Ok(format!("{call:?}").into_bytes())
	}

	fn fee<'a>(&'a self, _: &'a dyn Sign, _: &'a Call) -> LedgerFuture<'a, Balance> {
		self.answer(|_| Balance(1))
	}

	fn submit_batch<'a>(&'a self, signer: &'a dyn Sign, calls: &'a [Call]) -> LedgerFuture<'a, BatchReceipt> {
		let sent = self.send_batch(signer.account(), calls);
		Box::pin(async move { sent })
	}

	fn submit<'a>(&'a self, signer: &'a dyn Sign, call: &'a Call) -> LedgerFuture<'a, Receipt> {
		let sent = self.send(signer.account(), call);
		if let (Call::AttestErasure { record_id }, Ok(_)) = (call, &sent) {
			let signed = signed_attestation(&self.genesis, *record_id, signer);
			self.with(|state| state.signed.insert((*record_id, signer.account()), signed));
		}
		Box::pin(async move { sent })
	}
}

/// An attestation as the chain's blocks hold it: a signed extrinsic of format 4, valid for ever.
fn signed_attestation(genesis: &Bytes32, record: RecordId, signer: &dyn Sign) -> SignedCall {
	let (spec_version, transaction_version) = (7, 3);
	let call = [&attestation::CALL[..], &record.0].concat();
	// Era, nonce, tip, mode.
	let said = [0, 4, 0, 0];
	let mut payload = [&call[..], &said].concat();
	payload.extend([7, 0, 0, 0, 3, 0, 0, 0]);
	payload.extend([genesis.as_slice(), genesis, &[0]].concat());
	let mut rest = vec![0x84, 0];
	rest.extend(signer.account().0);
	rest.push(1);
	rest.extend(signer.sign(&payload));
	rest.extend([&said[..], &call].concat());
	let length = u16::try_from(rest.len() << 2 | 1).unwrap().to_le_bytes();
	SignedCall {
		extrinsic: [&length[..], &rest].concat(),
		spec_version,
		transaction_version,
		checkpoint: *genesis,
	}
}
