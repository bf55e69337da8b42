//! Many calls in one transaction, and what can go wrong with it on the way.

use super::MemoryLedger;
use medquorum_client::{
	domain::*,
	error::LedgerError,
	ledger::{BatchReceipt, Call},
};

/// What happens to a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchFault {
	/// Nothing.
	None,
	/// The pool drops it, and nobody hears of it again.
	Lost,
	/// It is carried out, but the line breaks.
	Unheard,
	/// No block holds it in time, but a later one does.
	Late,
	/// The node is gone before it can be handed over.
	Unsent,
	/// It is carried out, and the node says of this call that it was refused.
	Denied(usize),
	/// It is carried out, and the node says that nobody can pay for it.
	Unpaid,
}

impl MemoryLedger {
	pub fn send_batch(&self, who: AccountId, calls: &[Call]) -> Result<BatchReceipt, LedgerError> {
		let mut state = self.state.lock().unwrap();
		let fault = state.batch_faults.pop_front().unwrap_or(BatchFault::None);
		if fault == BatchFault::Unsent {
			return Err(LedgerError::Connection("the line is dead".into()));
		}
		state.now += 1;
		state.clock += 1;
		state.batches.push(calls.len());
		if fault == BatchFault::Lost {
			return Err(LedgerError::Timeout { seconds: 120 });
		}
		if state.poor.contains(&who) {
			return Err(LedgerError::CannotPay { account: who });
		}
		let mut outcomes = Vec::new();
		for call in calls {
			let done = self.dispatch(&mut state, who, call);
			outcomes.push(match done {
				Ok(events) => {
					let block = state.now;
					let events = events.into_iter().map(|event| (block, event));
					state.events.extend(events);
					Ok(())
				}
				Err(name) => Err(LedgerError::refused("MedicalRecords", name, name)),
			});
		}
		match fault {
			BatchFault::Unheard => return Err(LedgerError::Unknown("the line is dead".into())),
			BatchFault::Late => return Err(LedgerError::Timeout { seconds: 120 }),
			BatchFault::Denied(at) => {
				outcomes[at] = Err(LedgerError::refused("MedicalRecords", "BadCapsuleProof", "No."));
			}
			BatchFault::Unpaid => return Err(LedgerError::CannotPay { account: who }),
			BatchFault::None | BatchFault::Lost | BatchFault::Unsent => {}
		}
		Ok(BatchReceipt {
			block: state.now,
			extrinsic: "0x00".to_owned(),
			fee: Balance(1),
			outcomes,
		})
	}
}
