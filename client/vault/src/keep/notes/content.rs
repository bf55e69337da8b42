//! What the notes say, and the lines that say it.

use super::objects::Objects;
use medquorum_core::domain::{BlockNumber, RecordId, RequestId};
use medquorum_envelope::Cid;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The version that is written.
pub(super) const VERSION: u32 = 1;

/// One line of `notes.jsonl`. Read in order they make [`Content`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Line {
	/// The first line, and no other.
	Version(u32),
	/// All that is noted of one upload, in the place of what was.
	Upload {
		chain: String,
		record: RecordId,
		objects: Box<Objects>,
	},
	/// Calls that may have left this machine.
	Sent { chain: String, records: Vec<RecordId> },
	/// Finalized blocks that showed records first.
	Registered {
		chain: String,
		records: Vec<(RecordId, BlockNumber)>,
	},
	/// Uploads of which nothing is noted any more.
	Forgotten { chain: String, records: Vec<RecordId> },
	/// Newest CSP key version seen of an account.
	CspVersion { account: String, newest: u16 },
	/// Requests that an account made from here.
	Asked {
		account: String,
		requests: BTreeSet<RequestId>,
	},
	/// Requests that need not be known any more.
	Done {
		account: String,
		requests: BTreeSet<RequestId>,
	},
}

/// The uploads of one chain.
#[derive(Debug, Clone, Default)]
pub(super) struct Uploads {
	by_record: BTreeMap<RecordId, Objects>,
	/// The beginnings of the objects' hashes, so that an object's record is found without looking through all.
	owners: BTreeSet<([u8; 8], RecordId)>,
}

fn beginning(cid: &Cid) -> [u8; 8] {
	cid.digest().first_chunk().copied().unwrap_or_default()
}

impl Uploads {
	pub(super) fn get(&self, record: RecordId) -> Option<&Objects> {
		self.by_record.get(&record)
	}

	pub(super) fn all(&self) -> impl Iterator<Item = (RecordId, &Objects)> {
		self.by_record.iter().map(|(record, objects)| (*record, objects))
	}

	/// The record to which this object belongs.
	pub(super) fn owner(&self, cid: &Cid) -> Option<RecordId> {
		let start = beginning(cid);
		let range = (start, RecordId([0; 16]))..=(start, RecordId([0xff; 16]));
		let mut same = self.owners.range(range).map(|(_, record)| *record);
		same.find(|record| {
			self.get(*record)
				.is_some_and(|objects| objects.cids().contains(cid))
		})
	}

	fn put(&mut self, record: RecordId, objects: Objects) {
		self.remove(record);
		self.owners
			.extend(objects.cids().iter().map(|cid| (beginning(cid), record)));
		self.by_record.insert(record, objects);
	}

	fn remove(&mut self, record: RecordId) {
		for cid in self.by_record.remove(&record).iter().flat_map(Objects::cids) {
			self.owners.remove(&(beginning(&cid), record));
		}
	}
}

/// What the notes say.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
	/// Newest CSP key version seen, by chain and account: an older one is a node's lie.
	pub(super) csp_versions: BTreeMap<String, u16>,
	/// Objects of own uploads, by chain, so that the uploader can erase them.
	pub(super) chains: BTreeMap<String, Uploads>,
	/// Requests made from here, by chain and account, so that nobody has to look through all.
	pub(super) asked: BTreeMap<String, BTreeSet<RequestId>>,
}

impl Content {
	/// The uploads of a chain, if there are any.
	pub(super) fn uploads(&self, chain: &str) -> Option<&Uploads> {
		self.chains.get(chain)
	}

	/// Takes a line in. Gives whether it may stand where it stands.
	pub(super) fn apply(&mut self, line: Line) -> bool {
		match line {
			Line::Version(_) => return false,
			Line::Upload {
				chain,
				record,
				objects,
			} => self.chains.entry(chain).or_default().put(record, *objects),
			Line::Sent { chain, records } => {
				let uploads = self.chains.entry(chain).or_default();
				for record in records {
					uploads.by_record.entry(record).or_default().sent = true;
				}
			}
			Line::Registered { chain, records } => {
				let uploads = self.chains.entry(chain).or_default();
				for (record, block) in records {
					if let Some(objects) = uploads.by_record.get_mut(&record) {
						objects.registered.get_or_insert(block);
					}
				}
			}
			Line::Forgotten { chain, records } => {
				let uploads = self.chains.entry(chain).or_default();
				records.into_iter().for_each(|record| uploads.remove(record));
			}
			Line::CspVersion { account, newest } => {
				let seen = self.csp_versions.entry(account).or_default();
				*seen = newest.max(*seen);
			}
			Line::Asked { account, requests } => self.asked.entry(account).or_default().extend(requests),
			Line::Done { account, requests } => {
				let known = self.asked.entry(account.clone()).or_default();
				known.retain(|known| !requests.contains(known));
				if known.is_empty() {
					self.asked.remove(&account);
				}
			}
		}
		true
	}

	/// The fewest lines that say the same, one by one.
	pub(super) fn in_short(&self) -> impl Iterator<Item = Line> {
		let versions = self
			.csp_versions
			.iter()
			.map(|(account, newest)| Line::CspVersion {
				account: account.clone(),
				newest: *newest,
			});
		let asked = self.asked.iter().map(|(account, requests)| Line::Asked {
			account: account.clone(),
			requests: requests.clone(),
		});
		let uploads = self.chains.iter().flat_map(|(chain, uploads)| {
			uploads.all().map(|(record, objects)| Line::Upload {
				chain: chain.clone(),
				record,
				objects: Box::new(objects.clone()),
			})
		});
		std::iter::once(Line::Version(VERSION))
			.chain(versions)
			.chain(asked)
			.chain(uploads)
	}

	/// How many lines those are.
	pub(super) fn short(&self) -> usize {
		let uploads = self.chains.values().map(|uploads| uploads.by_record.len());
		uploads
			.chain([1, self.csp_versions.len(), self.asked.len()])
			.fold(0, usize::saturating_add)
	}
}
