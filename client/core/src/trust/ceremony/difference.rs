//! What changes when a key is passed on, for people who have to agree to it.

use super::board::Board;
use crate::domain::{AccountId, Committee};

/// Who comes and goes, and which rule becomes which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
	/// Who is an administrator no longer.
	pub leave: Vec<AccountId>,
	/// Who becomes one.
	pub come: Vec<AccountId>,
	/// Who stays one.
	pub stay: Vec<AccountId>,
	/// Approvals and administrators before.
	pub before: (u16, usize),
	/// The same from then on.
	pub after: (u16, usize),
}

impl Difference {
	/// Between a committee and these administrators with this rule.
	#[must_use]
	pub fn between(old: &Committee, k: u16, new: &[AccountId]) -> Self {
		let was = |who: &AccountId| old.admin(who).is_some();
		let before = old.admins.iter().map(|admin| admin.account);
		let (stay, leave) = before.partition(|who| new.contains(who));
		Self {
			leave,
			come: new.iter().copied().filter(|who| !was(who)).collect(),
			stay,
			before: (old.k, old.admins.len()),
			after: (k, new.len()),
		}
	}
}

impl Board {
	/// What changes; `None` for a new key.
	#[must_use]
	pub fn difference(&self) -> Option<Difference> {
		let new: Vec<AccountId> = self.seats().iter().map(|seat| seat.account).collect();
		Some(Difference::between(self.old()?, self.k(), &new))
	}
}
