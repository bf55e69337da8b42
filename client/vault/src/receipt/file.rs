//! The file: JSON, with the bytes that were signed.

use super::ReceiptError;
use medquorum_core::{
	domain::{AccountId, BlockNumber, Bytes32, RecordId},
	hex_text::prefixed,
	ledger::{Event, SignedCall},
	rules::attestation::{self, Fault},
	views::{ErasureFacts, When},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::collections::{BTreeMap, BTreeSet};

/// Names the format: another one gets another number.
const FORMAT: &str = "medquorum-erasure-receipt/1";

/// A block, as a node named it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
	/// Its number.
	pub block: BlockNumber,
	/// Its hash.
	#[serde(with = "prefixed")]
	pub hash: Bytes32,
	/// The time that its maker wrote into it, in milliseconds since 1970; null where it is not known.
	pub time: Option<u64>,
}

impl Place {
	fn when(&self) -> When {
		When {
			block: self.block,
			time: self.time,
		}
	}
}

/// A host's signed call and what its signature covers beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
	/// The extrinsic, as its block holds it.
	#[serde(serialize_with = "write_hex", deserialize_with = "read_hex")]
	extrinsic: Vec<u8>,
	spec_version: u32,
	transaction_version: u32,
	#[serde(with = "prefixed")]
	checkpoint: Bytes32,
}

impl From<SignedCall> for Signed {
	fn from(call: SignedCall) -> Self {
		Self {
			extrinsic: call.extrinsic,
			spec_version: call.spec_version,
			transaction_version: call.transaction_version,
			checkpoint: call.checkpoint,
		}
	}
}

/// A host's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
	/// The host.
	pub host: AccountId,
	/// Where its word stands on the chain.
	pub at: Place,
	/// Whether it had the role when this was written.
	pub is_host: bool,
	/// Its signature; null where the node did not give it: then its word is only that node's.
	pub signed: Option<Signed>,
}

/// A receipt as it is handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
	format: String,
	/// Hash of block 0, which names the chain and is signed along.
	#[serde(with = "prefixed")]
	pub genesis: Bytes32,
	/// The record.
	pub record: RecordId,
	/// The block in which it went.
	pub erased: Place,
	/// Name of its event, `RecordErased` or `RecordRefused`; null where the node had forgotten it.
	event: Option<String>,
	/// The event's fields.
	fields: BTreeMap<String, String>,
	/// The hosts that attested.
	pub words: Vec<Word>,
	/// The hosts that had not.
	pub silent: BTreeSet<AccountId>,
	/// The newest finalized block when this was written.
	pub written: Place,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
	/// Hosts whose signature holds.
	pub signed: Vec<AccountId>,
	/// Hosts of which the receipt has no signature.
	pub unsigned: Vec<AccountId>,
}

fn write_hex<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
	to.collect_str(&format_args!("0x{}", hex::encode(bytes)))
}

fn read_hex<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
	let text = String::deserialize(from)?;
	hex::decode(text.strip_prefix("0x").unwrap_or(&text)).map_err(D::Error::custom)
}

impl Export {
	/// Of what was read; `signed` has the calls that the node gave, by host, and `hash` the hash of each block.
	pub(crate) fn of(
		facts: &ErasureFacts,
		mut signed: BTreeMap<AccountId, SignedCall>,
		hashes: &BTreeMap<BlockNumber, Bytes32>,
		written: When,
	) -> Self {
		let place = |when: When| Place {
			block: when.block,
			hash: hashes.get(&when.block).copied().unwrap_or_default(),
			time: when.time,
		};
		let attested = facts.attested.iter();
		let words: Vec<Word> = attested
			.map(|(host, when)| Word {
				host: *host,
				at: place(*when),
				is_host: facts.hosts.contains(host),
				signed: signed.remove(host).map(Signed::from),
			})
			.collect();
		let has_word = |host: &&AccountId| !words.iter().any(|word| word.host == **host);
		Self {
			format: FORMAT.to_owned(),
			genesis: facts.genesis,
			record: facts.record,
			erased: place(facts.erased),
			event: facts.event.as_ref().map(|event| event.name.clone()),
			fields: facts
				.event
				.iter()
				.flat_map(|event| event.fields.iter().cloned())
				.collect(),
			silent: facts.hosts.iter().filter(has_word).copied().collect(),
			words,
			written: place(written),
		}
	}

	/// From the text of a file.
	///
	/// # Errors
	/// When it is something else.
	pub fn read(text: &[u8]) -> Result<Self, ReceiptError> {
		let read: Self =
			serde_json::from_slice(text).map_err(|error| ReceiptError::NotAReceipt(error.to_string()))?;
		match read.format == FORMAT {
			true => Ok(read),
			false => Err(ReceiptError::NotAReceipt(format!(
				"its format is {:?}, not {FORMAT}",
				read.format
			))),
		}
	}

	/// Checks every signature over exactly the bytes that were signed. No node is asked, and none is believed for it: what this shows is
	/// that the account signed, for this chain, that nothing of this record is left there.
	///
	/// # Errors
	/// The first one that does not hold.
	pub fn verify(&self) -> Result<Verified, ReceiptError> {
		let mut found = Verified::default();
		let mut seen = self.silent.clone();
		for word in &self.words {
			let host = word.host;
			if !seen.insert(host) {
				return Err(ReceiptError::Twice(host));
			}
			let Some(signed) = &word.signed else {
				found.unsigned.push(host);
				continue;
			};
			let call = SignedCall {
				extrinsic: signed.extrinsic.clone(),
				spec_version: signed.spec_version,
				transaction_version: signed.transaction_version,
				checkpoint: signed.checkpoint,
			};
			match attestation::check(&self.genesis, self.record, host, &call) {
				Ok(()) => found.signed.push(host),
				Err(Fault::BadSignature) => return Err(ReceiptError::BadSignature(host)),
				Err(Fault::NotSigned | Fault::Other) => return Err(ReceiptError::OtherCall(host)),
			}
		}
		Ok(found)
	}

	/// What it says, to be shown.
	#[must_use]
	pub fn facts(&self) -> ErasureFacts {
		let still = self
			.words
			.iter()
			.filter(|word| word.is_host)
			.map(|word| word.host);
		ErasureFacts {
			genesis: self.genesis,
			record: self.record,
			erased: self.erased.when(),
			event: self.event.as_ref().map(|name| Event {
				pallet: "MedicalRecords".to_owned(),
				name: name.clone(),
				fields: self.fields.clone().into_iter().collect(),
			}),
			attested: self
				.words
				.iter()
				.map(|word| (word.host, word.at.when()))
				.collect(),
			hosts: still.chain(self.silent.iter().copied()).collect(),
		}
	}
}
