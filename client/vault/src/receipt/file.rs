//! The file: JSON, with the bytes that were signed.

use super::ReceiptError;
use crate::error::Error;
use medquorum_audit::{
	StepText,
	proof::{Block, Step, Told, verify},
	runtime,
};
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
/// Whose events are told.
const PALLET: &str = "MedicalRecords";

/// A block, as a node named it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
	/// Its number.
	pub block: BlockNumber,
	/// Compared with the hash that proofs show for this number.
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
	/// Account of the storage host.
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
	/// The record that was erased or refused.
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
	/// The newest finalized block when this was written: what the proofs begin with.
	pub written: Place,
	/// What leads from that block to all others that are named; null where the node had forgotten one.
	proof: Option<Vec<StepText>>,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
	/// Hosts whose signature holds.
	pub signed: Vec<AccountId>,
	/// Hosts of which the receipt has no signature.
	pub unsigned: Vec<AccountId>,
	/// The block from which all that is told of the chain follows; `None` where the receipt has no proofs.
	pub top: Option<Block>,
}

fn write_hex<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
	to.collect_str(&format_args!("0x{}", hex::encode(bytes)))
}

fn read_hex<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
	let text = String::deserialize(from)?;
	hex::decode(text.strip_prefix("0x").unwrap_or(&text)).map_err(D::Error::custom)
}

impl Export {
	/// Makes a receipt. `signed` has the hosts' calls as the node gave them, `hashes` the hash of each block.
	pub(crate) fn of(
		facts: &ErasureFacts,
		mut signed: BTreeMap<AccountId, SignedCall>,
		hashes: &BTreeMap<BlockNumber, Bytes32>,
		written: BlockNumber,
		steps: Option<Vec<Step>>,
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
			written: place(When::block(written)),
			proof: steps.map(|steps| steps.iter().map(StepText::of).collect()),
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

	/// Checks every signature over exactly the bytes that were signed, and every block by its proof. It asks no node.
	///
	/// A signature shows that the account attested the erasure on this chain. A proof shows that the chain with the block `top` holds
	/// the block.
	///
	/// # Errors
	/// The first thing that does not hold.
	pub fn verify(&self) -> Result<Verified, Error> {
		let mut found = self.verify_signatures()?;
		if let Some(steps) = &self.proof {
			found.top = Some(self.verify_blocks(steps)?);
		}
		Ok(found)
	}

	fn verify_blocks(&self, steps: &[StepText]) -> Result<Block, Error> {
		let top = Block {
			number: self.written.block,
			hash: self.written.hash,
		};
		let no_bytes = || ReceiptError::NotAReceipt("its proofs are no bytes".to_owned());
		let steps: Option<Vec<Step>> = steps.iter().map(StepText::step).collect();
		let told = verify(&self.genesis, top, &steps.ok_or_else(no_bytes)?)?;
		let ended = Event {
			pallet: PALLET.to_owned(),
			name: self.event.clone().unwrap_or_default(),
			fields: Vec::new(),
		};
		self.shown(&told, &self.erased, &ended, &self.fields)?;
		for word in &self.words {
			let attested = Event {
				pallet: PALLET.to_owned(),
				name: "ErasureAttested".to_owned(),
				fields: Vec::new(),
			};
			let fields = [
				("host", word.host.to_string()),
				("record_id", self.record.to_string()),
			];
			let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
			self.shown(&told, &word.at, &attested, &fields)?;
		}
		Ok(top)
	}

	/// The block must be proven to hold such an event about this record.
	fn shown(
		&self,
		told: &[Told],
		at: &Place,
		wanted: &Event,
		fields: &BTreeMap<String, String>,
	) -> Result<(), Error> {
		let about_this = fields.get("record_id") == Some(&self.record.to_string());
		let block = told
			.iter()
			.find(|told| told.block.number == at.block && told.block.hash == at.hash);
		let not_proven = ReceiptError::NotProven(at.block);
		let block = block.filter(|_| about_this).ok_or(not_proven.clone())?;
		let in_time = at.time.is_none_or(|time| time == block.time);
		let held = runtime::events(block)?.into_iter().any(|event| {
			let found: BTreeMap<String, String> = event.fields.into_iter().collect();
			event.pallet == wanted.pallet && event.name == wanted.name && found == *fields
		});
		match held && in_time {
			true => Ok(()),
			false => Err(not_proven.into()),
		}
	}

	fn verify_signatures(&self) -> Result<Verified, ReceiptError> {
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
				pallet: PALLET.to_owned(),
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
