//! What the chain knows of an account beside its keys: who pays for it, who guards it, and whether its key is in wrong hands.

use super::{Moment, ids::AccountId};
use scale_decode::DecodeAsType;
use serde::Serialize;

/// Who may freeze an account besides the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Guardian {
	/// The guardian; with none, nobody.
	pub account: Option<AccountId>,
	/// Last moment of the guardianship, if it ends.
	pub until: Option<Moment>,
	/// From when on: a first guardian at once, another one later, so that a thief does not choose.
	pub from: Moment,
	/// Who it is until then.
	pub before: Option<AccountId>,
}

impl Guardian {
	/// Who the guardian is at this moment.
	#[must_use]
	pub fn at(&self, now: Moment) -> Option<AccountId> {
		match now < self.from {
			true => self.before,
			false => self
				.account
				.filter(|_| self.until.is_none_or(|until| until >= now)),
		}
	}
}

/// A facility that pays for the requests of somebody it employs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Sponsorship {
	/// Account that pays fee and deposit of the sponsored requests.
	pub facility: AccountId,
	/// How many requests a day it pays for.
	pub per_day: u32,
}

/// Who froze an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Frozen {
	/// Its guardian; the council if there is none.
	pub by: Option<AccountId>,
}

/// How an account stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Situation {
	/// Who froze it, if it is frozen.
	pub frozen: Option<Frozen>,
	/// The account that acts in its place.
	pub replaced_by: Option<AccountId>,
	/// Who may freeze it.
	pub guardian: Option<Guardian>,
	/// Who pays for its requests.
	pub sponsorship: Option<Sponsorship>,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn second_guardian_takes_effect_later_and_a_guardianship_may_end() {
		let [old, new] = [AccountId([1; 32]), AccountId([2; 32])];
		let guardian = Guardian {
			account: Some(new),
			until: Some(20),
			from: 10,
			before: Some(old),
		};
		for (now, who) in [(9, Some(old)), (10, Some(new)), (20, Some(new)), (21, None)] {
			assert_eq!(guardian.at(now), who, "{now}");
		}
	}
}
