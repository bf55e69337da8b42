//! The keys while the portal is unlocked: who holds them, and when they leave memory.

use crate::error::PortalError;
use medquorum_client::{
	accounts::{AccountSource, Signer},
	domain::AccountId,
	error::Error,
	keystore::{Keystore, Passphrase},
	ledger::Sign as _,
};
use std::{
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};

/// The longest wait after a wrong passphrase.
const LONGEST: Duration = Duration::from_secs(60);

/// What an unlocked portal holds. Both are wiped when the last job that uses them ends.
pub struct Keys {
	/// The keystore with its passphrase.
	pub keystore: Keystore,
	/// Signs for the account.
	pub signer: Signer,
}

impl Keys {
	/// The account that signs calls.
	pub fn account(&self) -> AccountId {
		self.signer.account()
	}
}

/// How an unlocking is done: which keystore and which account.
pub struct Door<'a> {
	/// The keystore's file.
	pub keystore: &'a std::path::Path,
	/// Whether one that is weakly protected may be opened.
	pub allow_weak: bool,
	/// Where the account's key is: a wallet's export, or a development key.
	pub account: &'a AccountSource,
	/// Whether this is a development chain.
	pub development: bool,
}

impl Door<'_> {
	/// Opens both. It takes a second or so, and 64 MiB.
	///
	/// # Errors
	/// When one of them does not open.
	pub fn open(&self, passphrase: Passphrase, password: Option<Passphrase>) -> Result<Keys, PortalError> {
		// An account that was made with its home has the keystore's passphrase.
		let password = password.unwrap_or_else(|| passphrase.clone());
		let keystore =
			Keystore::open_with(self.keystore, passphrase, self.allow_weak).map_err(Error::from)?;
		let signer = match self.account {
			AccountSource::Development(uri) => Signer::development(uri, self.development),
			AccountSource::PolkadotJs(path) => Signer::polkadot_js(path, &password),
		};
		Ok(Keys {
			keystore,
			signer: signer.map_err(Error::from)?,
		})
	}
}

struct State {
	keys: Option<Arc<Keys>>,
	used: Instant,
	/// Wrong passphrases in a row, and when the next may be tried.
	wrong: u32,
	next_try: Instant,
}

/// The wait after a wrong passphrase, when so many others came before it.
fn wait_after(wrong: u32) -> Duration {
	Duration::from_secs(1 << wrong.min(6)).min(LONGEST)
}

/// The keys, or their absence.
pub struct Locked {
	after: Duration,
	state: Mutex<State>,
}

impl Locked {
	/// Locked. Once unlocked it locks itself when it was not used for so long.
	pub fn new(after: Duration) -> Self {
		let now = Instant::now();
		let state = State {
			keys: None,
			used: now,
			wrong: 0,
			next_try: now,
		};
		Self {
			after,
			state: Mutex::new(state),
		}
	}

	fn state(&self) -> MutexGuard<'_, State> {
		self.state.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// The keys, unless it is locked.
	pub fn keys(&self) -> Option<Arc<Keys>> {
		self.state().keys.clone()
	}

	/// Notes that a person is there.
	pub fn used(&self) {
		self.state().used = Instant::now();
	}

	/// Whether a passphrase may be tried now.
	///
	/// # Errors
	/// When one was wrong a moment ago.
	pub fn may_try(&self) -> Result<(), PortalError> {
		let left = self.state().next_try.saturating_duration_since(Instant::now());
		match left.as_millis() {
			0 => Ok(()),
			millis => Err(PortalError::TooSoon {
				seconds: u64::try_from(millis.div_ceil(1000)).unwrap_or(u64::MAX),
			}),
		}
	}

	/// Takes the keys, or counts a failure: the wait doubles from one second to a minute.
	pub fn tried(&self, keys: Option<Keys>) {
		let mut state = self.state();
		let now = Instant::now();
		match keys {
			Some(keys) => {
				state.keys = Some(Arc::new(keys));
				state.wrong = 0;
				state.used = now;
			}
			None => {
				state.next_try = now + wait_after(state.wrong);
				state.wrong = state.wrong.saturating_add(1);
			}
		}
	}

	/// Locks. The keys are wiped once no job holds them any more.
	pub fn lock(&self) {
		self.state().keys = None;
	}

	/// Locks when nobody was there for long; `true` when it did. While `busy`, work counts as use.
	pub fn lock_if_idle(&self, busy: bool) -> bool {
		let mut state = self.state();
		if busy {
			state.used = Instant::now();
		}
		let idle = state.keys.is_some() && state.used.elapsed() >= self.after;
		if idle {
			state.keys = None;
		}
		idle
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn passphrase(text: &str) -> Passphrase {
		Passphrase::new(text.to_owned()).unwrap()
	}

	fn keys(folder: &std::path::Path) -> Keys {
		let path = folder.join("keystore");
		if !path.exists() {
			let kdf = medquorum_client::keystore::Kdf { m_kib: 8, t: 1, p: 1 };
			Keystore::create_with(&path, passphrase("right"), kdf).unwrap();
		}
		let account = AccountSource::Development("//Alice".to_owned());
		let door = Door {
			keystore: &path,
			allow_weak: true,
			account: &account,
			development: true,
		};
		assert!(door.open(passphrase("wrong"), None).is_err());
		door.open(passphrase("right"), None).unwrap()
	}

	#[test]
	fn idle_portals_lock_and_busy_ones_do_not() {
		let folder = tempfile::tempdir().unwrap();
		let locked = Locked::new(Duration::ZERO);
		assert!(!locked.lock_if_idle(false));
		locked.tried(Some(keys(folder.path())));
		let held = Arc::downgrade(&locked.keys().unwrap());
		assert!(locked.keys().is_some());
		assert!(locked.lock_if_idle(false));
		assert!(locked.keys().is_none());
		// The keys had no other holder, so they are gone from memory.
		assert!(held.upgrade().is_none());
		let patient = Locked::new(Duration::from_secs(3600));
		patient.tried(Some(keys(folder.path())));
		assert!(!patient.lock_if_idle(true) && !patient.lock_if_idle(false));
		patient.lock();
		assert!(patient.keys().is_none());
	}

	#[test]
	fn wrong_passphrases_cost_time() {
		let waits: Vec<u64> = (0..9).map(|wrong| wait_after(wrong).as_secs()).collect();
		assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
		assert_eq!(wait_after(u32::MAX), LONGEST);
		let locked = Locked::new(Duration::from_secs(3600));
		locked.may_try().unwrap();
		(0..9).for_each(|_| locked.tried(None));
		assert!(matches!(locked.may_try(), Err(PortalError::TooSoon { .. })));
	}
}
