//! What spammers send: everything that they can pay for, and much that they cannot.
//!
//! A stranger has tokens and no role: remarks of any size, calls that fail, accounts with dust, transactions far ahead of their turn. A facility
//! registers records without end, each with its proof. Requesters ask for as much as they may, and for more. Each signs for itself,
//! and never waits for a block.

use crate::{
	failure::Failure,
	records,
	rpc::Node,
	transactions::{self, Bound, Sender},
};
use medquorum_runtime::{
	AccountId, Address, Nonce, RuntimeCall,
	constants::{
		currency::EXISTENTIAL_DEPOSIT,
		records::{MAX_OPEN_REQUESTS, MAX_OWN_REQUESTS_PER_RECORD},
	},
	genesis_config_presets::DEVELOPMENT_KEY_ID,
};
use pallet_medical_records::{Call, Point, Purpose, Role};
use parity_scale_codec::Encode;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use serde_json::{Value, json};
use sp_io::hashing::{blake2_128, blake2_256};
use std::{
	collections::BTreeMap,
	sync::atomic::{AtomicBool, Ordering},
	thread::sleep,
	time::Duration,
};
use threshold_decryption::{
	Mode, RecordContext, RequestContext, SealedRecord, auth_message, encapsulate, record_id_input,
	request_id_input,
};

/// Records for which one requester asks as often as the pallet lets it.
pub const RECORDS_EACH: u32 = MAX_OPEN_REQUESTS / MAX_OWN_REQUESTS_PER_RECORD;

/// Bytes of a large remark: eight of them fill more than half of a block.
const LARGE: usize = 256 * 1024;

/// How far ahead of its turn a transaction of the future is.
const AHEAD: Nonce = 10_000;

/// After an answer that says that the pool is full.
const PAUSE: Duration = Duration::from_millis(100);

/// What was sent: accepted by kind, and refused by kind and in the node's words.
#[derive(Debug, Default)]
pub struct Tally {
	accepted: BTreeMap<&'static str, u64>,
	refused: BTreeMap<String, u64>,
}

impl Tally {
	fn count(&mut self, kind: &'static str, answers: &[Result<(), String>]) {
		for answer in answers {
			match answer {
				Ok(()) => increase(&mut self.accepted, kind, 1),
				// From the bracket on it has figures that differ each time.
				Err(words) => {
					let words = words.split(" (").next().unwrap_or_default();
					let words = words.trim_end_matches(':');
					increase(&mut self.refused, format!("{kind}: {words}"), 1);
				}
			}
		}
	}

	/// Adds what another one sent.
	pub fn add(&mut self, other: Self) {
		for (kind, more) in other.accepted {
			increase(&mut self.accepted, kind, more);
		}
		for (why, more) in other.refused {
			increase(&mut self.refused, why, more);
		}
	}

	/// For people.
	pub fn told(&self) -> Value {
		json!({ "accepted": self.accepted, "refused": self.refused })
	}
}

fn increase<K: Ord>(counts: &mut BTreeMap<K, u64>, of: K, by: u64) {
	let count = counts.entry(of).or_default();
	*count = count.saturating_add(by);
}

/// Who is flooded with what, and until when.
pub struct Flood {
	/// Where it is sent.
	pub node: Node,
	/// What signatures are bound to.
	pub bound: Bound,
	/// The tip of each transaction, in units of the chain.
	pub tip: u128,
	/// Set at the end.
	pub over: AtomicBool,
	/// A patient with keys, and their CSP key.
	pub patient: (AccountId, Point),
	/// Epoch and public key of the committee.
	pub committee: (u32, Point),
}

/// Transactions of one kind.
type Batch = (&'static str, Vec<Value>);

impl Flood {
	/// Is it to end?
	fn is_over(&self) -> bool {
		self.over.load(Ordering::Relaxed)
	}

	/// Hands batches of an account over until the end, each from the nonce that the pool expects.
	fn run(
		&self,
		uri: &str,
		mut batch: impl FnMut(&mut Sender, u32) -> Result<Batch, Failure>,
	) -> Result<Tally, Failure> {
		let mut tally = Tally::default();
		let mut sender = Sender::new(uri)?;
		for round in 0.. {
			if self.is_over() {
				break;
			}
			let made = batch(&mut sender, round)?;
			if self.hand_over(&mut tally, &sender, made) {
				sleep(PAUSE);
			}
			if sender.catch_up(&self.node).is_err() {
				sleep(PAUSE);
			}
		}
		Ok(tally)
	}

	/// Tells whether any of it was refused.
	fn hand_over(&self, tally: &mut Tally, sender: &Sender, (kind, transactions): Batch) -> bool {
		let answers = self
			.node
			.ask_all("author_submitExtrinsic", &transactions)
			.unwrap_or_else(|error| vec![Err(format!("{}: {error}", sender.account()))]);
		tally.count(kind, &answers);
		answers.iter().any(Result::is_err)
	}

	fn signed(&self, sender: &mut Sender, count: u32, call: impl Fn(u32) -> RuntimeCall) -> Vec<Value> {
		(0..count)
			.map(|number| sender.next(&self.bound, &call(number), self.tip))
			.collect()
	}

	/// Sends what somebody without a role can.
	///
	/// # Errors
	/// None that can be met: the account's name is well formed.
	pub fn by_stranger(&self) -> Result<Tally, Failure> {
		self.run(transactions::STRANGER, |sender, round| {
			Ok(match round % 6 {
				0 => ("small remark", self.signed(sender, 200, |_| remark(32))),
				1 => ("large remark", self.signed(sender, 8, |_| remark(LARGE))),
				2 => ("approval that fails", self.signed(sender, 50, |_| approve())),
				3 => ("role that fails", self.signed(sender, 50, |_| set_role())),
				4 => (
					"account with dust",
					self.signed(sender, 50, |number| dust(round, number)),
				),
				_ => ("future", self.future(sender)),
			})
		})
	}

	/// Transactions that no block can take for long.
	fn future(&self, sender: &Sender) -> Vec<Value> {
		let from = sender.nonce.saturating_add(AHEAD);
		(from..from.saturating_add(100))
			.map(|nonce| sender.with_nonce(&self.bound, &remark(1_000), self.tip, nonce))
			.collect()
	}

	/// Registers records, each with a proof that the chain has to verify.
	///
	/// # Errors
	/// When no capsule can be made for the committee.
	pub fn by_facility(&self) -> Result<Tally, Failure> {
		self.run(transactions::FACILITY, |sender, round| {
			let mut records = Vec::new();
			for number in 0..20 {
				let call = self.register(&sender.account(), round, number)?;
				records.push(sender.next(&self.bound, &call, self.tip));
			}
			Ok(("record", records))
		})
	}

	fn register(&self, uploader: &AccountId, round: u32, number: u32) -> Result<RuntimeCall, Failure> {
		let (patient, csp_pk) = &self.patient;
		let (_, x) = &self.committee;
		let nonce = ((u128::from(round) << 32) | u128::from(number)).to_le_bytes();
		let record_id = blake2_128(&record_id_input(&self.bound.genesis, uploader.as_ref(), &nonce));
		let ad = RecordContext {
			genesis: &self.bound.genesis,
			record_id: &record_id,
			uploader: uploader.as_ref(),
			patient: patient.as_ref(),
			csp_pk,
			x,
		}
		.hash();
		let mut rng = ChaCha20Rng::from_seed(blake2_256(&nonce));
		let (capsule, _) = encapsulate(x, &ad, &[1; 32], &[2; 32], &mut rng)
			.map_err(|error| format!("no capsule for the committee: {error:?}"))?;
		Ok(RuntimeCall::MedicalRecords(Call::register_record {
			nonce,
			key_id: DEVELOPMENT_KEY_ID,
			patient: patient.clone(),
			commitment: blake2_256(&capsule),
			capsule,
			csp_enc: [3; 32],
			csp_check: [4; 32],
			locator: [5; 64],
			supersedes: None,
			searchable: false,
		}))
	}

	/// Asks for records in state, as often as the pallet lets each requester.
	///
	/// # Errors
	/// None that can be met: the accounts' names are well formed.
	pub fn fill_places(&self, spammers: u32) -> Result<Tally, Failure> {
		let mut tally = Tally::default();
		for number in 0..spammers {
			let mut sender = Sender::new(&transactions::requester(number))?;
			let mut requests = Vec::new();
			for seq in 0..MAX_OPEN_REQUESTS {
				let record = number * RECORDS_EACH + seq / MAX_OWN_REQUESTS_PER_RECORD;
				let call = self.request(&sender, record, seq)?;
				requests.push(sender.next(&self.bound, &call, self.tip));
			}
			self.hand_over(&mut tally, &sender, ("request", requests));
		}
		Ok(tally)
	}

	/// Asks for one record more than the pallet lets each requester, again and again.
	///
	/// # Errors
	/// None that can be met: the accounts' names are well formed.
	pub fn by_requesters(&self, spammers: u32) -> Result<Tally, Failure> {
		let mut tally = Tally::default();
		while !self.is_over() && spammers > 0 {
			for number in 0..spammers {
				let mut sender = Sender::new(&transactions::requester(number))?;
				if sender.catch_up(&self.node).is_err() {
					continue;
				}
				let call = self.request(&sender, number * RECORDS_EACH, MAX_OPEN_REQUESTS)?;
				let more = self.signed(&mut sender, 4, |_| call.clone());
				self.hand_over(&mut tally, &sender, ("request beyond the bound", more));
			}
			sleep(PAUSE);
		}
		Ok(tally)
	}

	fn request(&self, sender: &Sender, number: u32, seq: u32) -> Result<RuntimeCall, Failure> {
		let (record, record_id) = (records::record(number)?, records::id(number));
		let (epoch, x) = self.committee;
		let requester = sender.account();
		let genesis = &self.bound.genesis;
		let id = request_id_input(genesis, requester.as_ref(), &record_id, seq);
		let (q, epk, purpose) = ([6; 32], [7; 32], Purpose::Treatment);
		let context = RequestContext {
			genesis,
			ad: &RecordContext {
				genesis,
				record_id: &record_id,
				uploader: record.uploader.as_ref(),
				patient: record.patient.as_ref(),
				csp_pk: &record.csp_pk,
				x: &x,
			}
			.hash(),
			capsule: &record.capsule,
			rec_hash: &SealedRecord {
				commitment: &record.commitment,
				csp_enc: &record.csp_enc,
				csp_check: &record.csp_check,
				locator: &record.locator,
			}
			.hash(),
			key_id: record.key_id,
			epoch,
			request_id: &blake2_128(&id),
			requester: requester.as_ref(),
			q: &q,
			epk: &epk,
			mode: Mode::Outsider,
			purpose: purpose as u8,
		}
		.hash();
		let auth_sig = sender
			.sign(&auth_message(&record_id, purpose as u8, &context))
			.into();
		Ok(RuntimeCall::MedicalRecords(Call::request_access {
			record_id,
			seq,
			q,
			epk,
			auth_sig,
			purpose,
		}))
	}
}

fn remark(length: usize) -> RuntimeCall {
	let remark = vec![0xA5; length];
	RuntimeCall::System(frame_system::Call::remark { remark })
}

/// For a request that there is not, by somebody who is no administrator.
fn approve() -> RuntimeCall {
	RuntimeCall::MedicalRecords(Call::approve {
		request_id: [0xFF; 16],
		share: [0; threshold_decryption::SHARE_LENGTH],
	})
}

fn set_role() -> RuntimeCall {
	RuntimeCall::MedicalRecords(Call::set_role {
		who: records::uploader(),
		role: Role::Clinician,
	})
}

/// An account that stays in state.
fn dust(round: u32, number: u32) -> RuntimeCall {
	let account: AccountId = blake2_256(&(b"Load: dust", round, number).encode()).into();
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: Address::from(account),
		value: EXISTENTIAL_DEPOSIT,
	})
}
