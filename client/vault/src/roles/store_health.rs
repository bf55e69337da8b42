//! What it comes to where the objects of records lie: the same for command line and portal.

use super::replicas::{Holding, Standing};
use medquorum_store::{Held, Holder};

/// How the store stands, where each object that a record needs should lie on so many hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreHealth {
	/// On how many hosts each should lie.
	pub wanted: usize,
	/// Objects that records need.
	pub needed: usize,
	/// Those among them that are not where they should be, or not whole.
	pub lacking: usize,
	/// Whether hosts hold something that no record needs.
	pub has_surplus: bool,
}

impl StoreHealth {
	/// What these holdings come to.
	#[must_use]
	pub fn of(holdings: &[Holding], wanted: usize) -> Self {
		let needed = holdings.iter().filter(|holding| holding.standing.is_needed());
		let unsound = holdings.iter().filter(|holding| !holding.is_sound(wanted));
		let is_there = |holder: &Holder| !matches!(holder.state, Held::Missing | Held::Unreachable(_));
		let has_surplus = holdings.iter().any(|holding| {
			matches!(holding.standing, Standing::Erased | Standing::Abandoned)
				&& holding.holders.iter().any(is_there)
		});
		Self {
			wanted,
			needed: needed.count(),
			lacking: unsound.count(),
			has_surplus,
		}
	}
}
