//! What a publication lists: what this home noted, and what is published already and still may be found.

use super::{Cataloguer, may_be_found};
use crate::error::Error;
use medquorum_catalogue::{entry::Entry, publish::Published};
use medquorum_core::domain::{AccountId, BlockNumber, RecordId};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer records than this are looked up one by one; more by reading all of the chain's.
const FEW: usize = 200;
/// Blocks whose events are read at most for one look: three hours.
const MOST_BLOCKS: BlockNumber = 1_800;
impl Cataloguer<'_> {
	/// The entries to publish: of records that are noted here with a disease, and of those that another home has published before. The
	/// chain must show each as searchable, active and ours. Entries of another home stay as they were.
	pub(super) async fn entries(&self, me: AccountId, published: &[Published]) -> Result<Vec<Entry>, Error> {
		let noted: BTreeMap<_, _> = self.notes.listings().into_iter().collect();
		let published = published.iter().flat_map(|block| &block.entries);
		let elsewhere: Vec<Entry> = published
			.filter(|entry| !noted.contains_key(&RecordId(entry.reference)))
			.copied()
			.collect();
		let mut wanted: BTreeSet<RecordId> = noted.keys().copied().collect();
		wanted.extend(elsewhere.iter().map(|entry| RecordId(entry.reference)));
		let found = self.findable(me, &wanted).await?;
		let noted = noted.iter().filter(|(id, _)| found.contains(id));
		let noted = noted.flat_map(|(id, listing)| listing.entries(*id, true));
		let elsewhere = elsewhere.iter().copied();
		let elsewhere = elsewhere.filter(|entry| found.contains(&RecordId(entry.reference)));
		Ok(noted.chain(elsewhere).collect())
	}

	/// Whether a record that is noted here with a disease can be found no longer because of an event since a block; and up to which
	/// block that is known. Without a block, or with too many since, no events are read.
	///
	/// # Errors
	/// When the chain cannot be asked.
	pub async fn ended_since(
		&self,
		me: AccountId,
		since: Option<BlockNumber>,
	) -> Result<(bool, BlockNumber), Error> {
		self.desk.check_node().await?;
		let head = self.desk.ledger.head().await?.block.number;
		let Some(since) = since.filter(|since| head.saturating_sub(*since) <= MOST_BLOCKS) else {
			return Ok((false, head));
		};
		let events = match since < head {
			true => self.desk.ledger.events(since.saturating_add(1), head).await?,
			false => Vec::new(),
		};
		let noted: BTreeSet<RecordId> = self.notes.listings().into_iter().map(|(id, _)| id).collect();
		let named = events
			.iter()
			.filter_map(|(_, event)| event.field("record_id")?.parse().ok());
		let touched: BTreeSet<RecordId> = named.filter(|id| noted.contains(id)).collect();
		let found = self.findable(me, &touched).await?;
		// A record that could not be found before either counts too: it costs a publication without changes.
		Ok((found.len() < touched.len(), head))
	}

	/// Those of these records that may be found, by the finalized chain.
	async fn findable(
		&self,
		me: AccountId,
		wanted: &BTreeSet<RecordId>,
	) -> Result<BTreeSet<RecordId>, Error> {
		let mut found = BTreeSet::new();
		if wanted.len() > FEW {
			let mut take = |id: RecordId, record| {
				if wanted.contains(&id) && may_be_found(&record, me) {
					found.insert(id);
				}
			};
			self.desk.ledger.each_record(&mut take).await?;
			return Ok(found);
		}
		for id in wanted {
			let record = self.desk.ledger.record(*id).await?;
			if record.is_some_and(|record| may_be_found(&record, me)) {
				found.insert(*id);
			}
		}
		Ok(found)
	}
}
