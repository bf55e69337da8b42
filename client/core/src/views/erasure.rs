//! The receipt for an erasure: what the chain shows of it, which hosts have attested it and which have not, and what nobody can show.

mod page;

use super::{
	names::{Names, Party},
	when::When,
	words::{self, Fact, spaced},
};
use crate::{domain::*, hex_text::prefixed, ledger::Event};
use serde::Serialize;

/// What no receipt can show. It stands on every one.
const LIMITS: [&str; 4] = [
	"Copies elsewhere: a host attests for its own store and for nobody else's. Hosts without the role attest nothing.",
	"Backups: whoever keeps one has to let the erased files go there too.",
	"Readers: whoever had opened the record before may have kept the file.",
	"The history of the blocks: it keeps for ever that there was this record, about which account, who asked for it, and that it was erased.",
];

/// What was read of an erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureFacts {
	/// Hash of block 0, which names the chain.
	pub genesis: Bytes32,
	/// The record that was erased or refused.
	pub record: RecordId,
	/// The block in which it went.
	pub erased: When,
	/// The event of that block; `None` where the node has forgotten it.
	pub event: Option<Event>,
	/// The hosts that attested, and when.
	pub attested: Vec<(AccountId, When)>,
	/// All accounts with the role of a storage host.
	pub hosts: Vec<AccountId>,
}

/// A block with its time, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Placed {
	block: BlockNumber,
	/// Milliseconds since 1970 in UTC; null where it is not known.
	time: Option<u64>,
}

impl From<When> for Placed {
	fn from(when: When) -> Self {
		Self {
			block: when.block,
			time: when.time,
		}
	}
}

/// A host's word that nothing is left there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attested {
	/// Account of the storage host, which signed the attestation.
	pub host: Party,
	#[serde(flatten)]
	when: Placed,
	/// Whether it still has the role.
	pub is_host: bool,
}

/// The receipt; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErasureReceipt {
	/// Hash of block 0, which names the chain.
	#[serde(serialize_with = "prefixed::serialize")]
	pub network: Bytes32,
	/// The record that was erased or refused.
	pub record_id: RecordId,
	erased: Placed,
	/// Whether its patient refused it, which ends a record as well.
	pub refused: bool,
	/// Who had it erased; null where the node has forgotten the block.
	pub by: Option<Party>,
	/// Whom it was about; the same.
	pub patient: Option<Party>,
	/// Who had uploaded it; the same.
	pub uploader: Option<Party>,
	/// Why; the same.
	pub reason: Option<String>,
	/// Hosts that attested that nothing is left there, the first one first.
	pub attested: Vec<Attested>,
	/// Hosts that have not.
	pub missing: Vec<Party>,
	/// Whether no host is missing, and there is one.
	pub complete: bool,
	/// What no receipt can show.
	pub limits: [&'static str; 4],
}

impl ErasureReceipt {
	/// From what was read, with names.
	#[must_use]
	pub fn of(facts: &ErasureFacts, names: &dyn Names) -> Self {
		let field = |name: &str| facts.event.as_ref().and_then(|event| event.field(name));
		let party = |name: &str| {
			let account = field(name)?.parse::<AccountId>().ok()?;
			Some(names.party(&account))
		};
		let refused = facts
			.event
			.as_ref()
			.is_some_and(|event| event.name == "RecordRefused");
		let mut attested = facts.attested.clone();
		attested.sort_by_key(|(host, when)| (when.block, *host));
		let has_attested = |host: &AccountId| facts.attested.iter().any(|(who, _)| who == host);
		let mut missing: Vec<AccountId> = facts.hosts.to_vec();
		missing.retain(|host| !has_attested(host));
		missing.sort_unstable();
		let complete = missing.is_empty() && facts.hosts.iter().any(has_attested);
		Self {
			network: facts.genesis,
			record_id: facts.record,
			erased: facts.erased.into(),
			refused,
			by: party(if refused { "patient" } else { "by" }),
			patient: party("patient"),
			uploader: party("uploader"),
			reason: field("reason").map(spaced),
			attested: attested
				.into_iter()
				.map(|(host, when)| Attested {
					host: names.party(&host),
					when: when.into(),
					is_host: facts.hosts.contains(&host),
				})
				.collect(),
			missing: missing.iter().map(|host| names.party(host)).collect(),
			complete,
			limits: LIMITS,
		}
	}

	fn when(placed: Placed) -> When {
		When {
			block: placed.block,
			time: placed.time,
		}
	}

	/// What happened to the record, in one sentence.
	#[must_use]
	pub fn sentence(&self) -> String {
		let verb = if self.refused { "refused" } else { "erased" };
		let by = match &self.by {
			Some(by) => format!(" by {}", by.shown()),
			None => String::new(),
		};
		let reason = self
			.reason
			.as_ref()
			.map_or_else(String::new, |reason| format!(": {reason}"));
		format!("{verb}{by} in {}{reason}", Self::when(self.erased))
	}

	/// How far the hosts have come, in one sentence.
	#[must_use]
	pub fn verdict(&self) -> String {
		let hosts = self.attested.iter().filter(|attested| attested.is_host).count();
		let all = hosts.saturating_add(self.missing.len());
		match (all, self.missing.len()) {
			(0, _) => {
				"This network has no storage hosts, so nobody attests that the files are gone.".to_owned()
			}
			(1, 0) => {
				"The only storage host has attested that nothing of this record is left there.".to_owned()
			}
			(all, 0) => {
				format!("All {all} storage hosts have attested that nothing of this record is left there.")
			}
			(all, _) => format!(
				"{hosts} of {all} storage hosts have attested that nothing of this record is left there."
			),
		}
	}

	/// One line for each thing that is known, for people.
	#[must_use]
	pub fn facts(&self) -> Vec<Fact> {
		let mut facts = vec![("Record", self.record_id.to_string()), ("Ended", self.sentence())];
		if self.by.is_none() {
			let gone = "this node has forgotten that block; an archive node tells who and why".to_owned();
			facts.push(("Not known", gone));
		}
		for (word, party) in [("Patient", &self.patient), ("Uploaded by", &self.uploader)] {
			facts.extend(party.as_ref().map(|party| (word, party.shown())));
		}
		facts.extend(
			self.attested
				.iter()
				.map(|attested| ("Attested", attested.shown())),
		);
		facts.extend(self.missing.iter().map(|host| ("Not attested", host.shown())));
		facts.push(("Hosts", self.verdict()));
		facts.extend(
			self.limits
				.iter()
				.map(|limit| ("Cannot show", (*limit).to_owned())),
		);
		facts
	}

	/// The receipt as one page for the patient, which prints on one sheet of A4 and loads nothing. Everything in it is escaped.
	#[must_use]
	pub fn page(&self) -> String {
		page::write(self)
	}

	/// The record's id, as people compare it.
	fn short(&self) -> String {
		words::short(&self.record_id)
	}
}

impl Attested {
	/// Who and when, for people.
	#[must_use]
	pub fn shown(&self) -> String {
		let former = if self.is_host {
			""
		} else {
			" (a storage host no longer)"
		};
		format!(
			"{}{former} in {}",
			self.host.shown(),
			ErasureReceipt::when(self.when)
		)
	}
}

#[cfg(test)]
mod tests;
