//! What it comes to where the objects of records lie: the same for command line and portal.

use super::{
	keeper::Keeper,
	replicas::{Holding, Standing},
};
use crate::{
	clock::wall_time,
	error::Error,
	keep::replicas::{HostSeen, ReplicasSeen},
};
use medquorum_store::{Held, Holder};
use std::collections::{BTreeMap, BTreeSet};

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

/// What a look found, in numbers. A host that fell silent for one object has not answered.
fn seen(holdings: &[Holding], wanted: usize, time: u64) -> ReplicasSeen {
	let health = StoreHealth::of(holdings, wanted);
	let needed = holdings.iter().filter(|holding| holding.standing.is_needed());
	let records: BTreeSet<_> = needed.map(|holding| holding.object.record).collect();
	let mut hosts: BTreeMap<String, HostSeen> = BTreeMap::new();
	for holding in holdings {
		for holder in &holding.holders {
			let host = hosts.entry(holder.host.clone()).or_insert(HostSeen {
				answered: true,
				kept: 0,
			});
			host.answered &= !matches!(holder.state, Held::Unreachable(_));
			host.kept += u64::from(holding.standing.is_needed() && holder.state.is_pinned());
		}
	}
	ReplicasSeen {
		time,
		wanted: wanted as u64,
		records: records.len() as u64,
		objects: health.needed as u64,
		lacking: health.lacking as u64,
		hosts,
	}
}

impl Keeper<'_> {
	/// Notes the result of a look at everything uploaded from here, for programs that watch this home.
	///
	/// # Errors
	/// When the disk does not take it.
	pub fn note_holdings(&self, holdings: &[Holding]) -> Result<(), Error> {
		let seen = seen(holdings, self.store.replicas(), wall_time());
		seen.save(self.notes.folder(), &self.desk.genesis())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::roles::{Part, RecordObject};
	use medquorum_core::domain::RecordId;
	use medquorum_envelope::Cid;
	use medquorum_store::StoreError;

	fn holding(record: u8, standing: Standing, states: [Held; 2]) -> Holding {
		let holder = |(state, host): (Held, &str)| Holder {
			host: host.to_owned(),
			at: format!("http://{host}:5001"),
			state,
		};
		Holding {
			object: RecordObject {
				record: RecordId([record; 16]),
				part: Part::File,
				cid: Cid::of_raw(b"block"),
			},
			standing,
			holders: states.into_iter().zip(["own", "ward-b"]).map(holder).collect(),
			damage: None,
		}
	}

	#[test]
	fn host_that_is_silent_once_has_not_answered_and_what_nobody_needs_is_not_counted() {
		use Standing::{Erased, Registered};
		let silent = Held::Unreachable(StoreError::NotThere {
			store: "ward-b".to_owned(),
		});
		let holdings = [
			holding(1, Registered, [Held::Pinned, Held::Pinned]),
			holding(1, Registered, [Held::Pinned, silent]),
			holding(2, Registered, [Held::Pinned, Held::Missing]),
			holding(3, Erased, [Held::Pinned, Held::Pinned]),
		];
		let host = |answered, kept| HostSeen { answered, kept };
		assert_eq!(
			seen(&holdings, 2, 5),
			ReplicasSeen {
				time: 5,
				wanted: 2,
				records: 2,
				objects: 3,
				lacking: 2,
				hosts: [
					("own".to_owned(), host(true, 3)),
					("ward-b".to_owned(), host(false, 1)),
				]
				.into(),
			}
		);
		assert_eq!(seen(&[], 1, 5).hosts.len(), 0);
	}
}
