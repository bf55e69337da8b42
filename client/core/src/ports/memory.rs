//! Ports in memory: everything ends with the process. For tests.

use super::{AnswerError, Certified, Entry, History, Journal, PortError, SecretStore, SeenKeys};
use crate::{
	domain::{AccountId, Bytes32},
	ports::HistoryError,
	secrets::{JournalTip, Secrets},
};
use std::{
	collections::BTreeMap,
	sync::{Mutex, MutexGuard, PoisonError},
};

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A [`SecretStore`] that writes no file.
#[derive(Default)]
pub struct MemorySecrets(Mutex<Secrets>);

impl SecretStore for MemorySecrets {
	fn look(&self, look: &mut dyn FnMut(&Secrets)) -> Result<(), PortError> {
		look(&locked(&self.0));
		Ok(())
	}

	fn change(&self, change: &mut dyn FnMut(&mut Secrets) -> bool) -> Result<(), PortError> {
		let mut secrets = locked(&self.0);
		let before = Secrets::from_cbor(&secrets.to_cbor(0)).unwrap_or_default();
		if !change(&mut secrets) {
			*secrets = before;
		}
		Ok(())
	}
}

/// A [`Journal`] that writes no file; the tip, which else lies in the keystore, is beside it.
#[derive(Default)]
pub struct MemoryJournal(Mutex<(History, JournalTip)>);

impl Journal for MemoryJournal {
	fn record(&self, entry: Entry) -> Result<(), AnswerError> {
		let (history, tip) = &mut *locked(&self.0);
		history.check(&entry)?;
		history.answered(&entry);
		tip.lines = tip.lines.saturating_add(1);
		Ok(())
	}

	fn note_epoch(&self, key_id: u32, epoch: u32) -> Result<(), AnswerError> {
		let (history, tip) = &mut *locked(&self.0);
		history.begun(key_id, epoch);
		tip.lines = tip.lines.saturating_add(1);
		Ok(())
	}

	fn epochs(&self) -> Result<Vec<(u32, u32)>, AnswerError> {
		Ok(locked(&self.0).0.epochs())
	}

	fn note_certified(&self, certified: Certified) -> Result<(), AnswerError> {
		let (history, tip) = &mut *locked(&self.0);
		history.take_certified(certified);
		tip.lines = tip.lines.saturating_add(1);
		Ok(())
	}

	fn certified(&self) -> Result<Vec<Certified>, AnswerError> {
		Ok(locked(&self.0).0.certified().to_vec())
	}

	fn tip(&self) -> Result<JournalTip, AnswerError> {
		Ok(locked(&self.0).1)
	}

	fn continues(&self, tip: &JournalTip) -> Result<(), AnswerError> {
		let lines = locked(&self.0).1.lines;
		match lines >= tip.lines {
			true => Ok(()),
			false => Err(HistoryError::SetBack.into()),
		}
	}
}

/// Key versions seen, in memory.
#[derive(Default)]
pub struct MemorySeenKeys(Mutex<BTreeMap<(Bytes32, AccountId), u16>>);

impl SeenKeys for MemorySeenKeys {
	fn newest_seen(&self, genesis: &Bytes32, who: AccountId, found: u16) -> Result<u16, PortError> {
		let mut seen = locked(&self.0);
		let newest = seen.entry((*genesis, who)).or_default();
		*newest = found.max(*newest);
		Ok(*newest)
	}
}
