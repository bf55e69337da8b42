//! The use cases: encrypt, store and register; request, approve and consent; open; erase; deal a committee.
//!
//! A [`Vault`] joins a [`Ledger`] and a [`Store`], which do not know each other. It believes [`Trust`] and checks
//! everything else (design section 5.5): a node that lies can make it refuse, not make it encrypt to a wrong key or
//! release a share for something else than what was shown.

mod answers;
mod committee;
mod consent;
mod context;
mod council;
mod download;
mod erase;
mod metadata;
mod notes;
mod origin;
mod partial;
mod replicas;
mod requests;
mod seal;
mod staging;
mod storing;
mod study;
mod trust;
mod unseal;
mod upload;
mod users;
mod views;

pub use answers::CheckedRequest;
pub use committee::{CertificateFile, CommitteeView, Deal, DealFile, ShareFile};
pub use council::Proposal;
pub use download::{CspSource, DownloadOptions, Downloaded, Opened};
pub use erase::Erased;
pub use metadata::FileInfo;
pub use notes::Notes;
pub use origin::Origin;
pub use replicas::{Holding, Part, RecordObject, Repaired, Standing, Unrepaired};
pub use requests::Requested;
pub use study::{DownloadedStudy, Selection};
pub use trust::Trust;
pub use upload::{CheckedRecord, UploadOptions, UploadSource, Uploaded};
pub use views::{RecordView, RequestView, VoteView};

use crate::{
	domain::*,
	error::{Error, LookupError},
	ledger::{Call, Ledger, Receipt, Sign},
	store::Store,
};

/// What long work is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
	/// Encrypting a file and handing it to the store; counted in bytes of the file.
	Upload,
	/// Fetching and decrypting a file; counted in bytes of the file.
	Download,
	/// Having other hosts pin what was stored: not counted during an upload, in objects during a repair.
	Replicate,
	/// Waiting for the chain to finalize a call; not counted.
	Chain,
}

/// Hears how far long work is. Called from worker threads.
pub trait Progress: Sync + Send {
	/// `done` of `total` bytes of this step; both 0 where nothing is counted.
	fn advance(&self, step: Step, done: u64, total: u64);

	/// An upload goes without its sealed copy, of `needed` bytes, because the disk has no room for it: killed, it starts anew.
	fn no_room_to_go_on(&self, needed: u64) {
		let _ = needed;
	}
}

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
	/// A finalized block holds it and it succeeded.
	Finalized(Receipt),
	/// It was not sent: this is what Polkadot.js would send.
	Call(EncodedCall),
}

/// A call in the form in which Polkadot.js takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedCall {
	/// Its pallet.
	pub pallet: &'static str,
	/// Its name.
	pub name: &'static str,
	/// Its SCALE bytes.
	pub bytes: Vec<u8>,
}

impl Delivered {
	/// The receipt, if the call was sent.
	pub fn receipt(&self) -> Option<&Receipt> {
		match self {
			Self::Finalized(receipt) => Some(receipt),
			Self::Call(_) => None,
		}
	}
}

/// The use cases, over one chain and one store.
#[derive(Clone, Copy)]
pub struct Vault<'a> {
	/// The chain.
	pub ledger: &'a dyn Ledger,
	/// Where envelopes are kept.
	pub store: &'a dyn Store,
	/// What is believed without asking the node.
	pub trust: &'a Trust,
	/// Small things remembered between runs.
	pub notes: &'a Notes,
	/// Hand calls out instead of sending them.
	pub emit_calls: bool,
	/// Hears of progress.
	pub progress: Option<&'a dyn Progress>,
}

impl<'a> Vault<'a> {
	/// A vault that sends its calls and reports no progress.
	pub fn new(ledger: &'a dyn Ledger, store: &'a dyn Store, trust: &'a Trust, notes: &'a Notes) -> Self {
		Self {
			ledger,
			store,
			trust,
			notes,
			emit_calls: false,
			progress: None,
		}
	}

	fn genesis(&self) -> Bytes32 {
		self.trust.genesis
	}

	fn advance(&self, step: Step, done: u64, total: u64) {
		if let Some(progress) = self.progress {
			progress.advance(step, done, total);
		}
	}

	/// Sends a call, or encodes it if calls are only handed out.
	///
	/// # Errors
	/// When the chain refuses or cannot be reached.
	pub async fn deliver(&self, signer: &dyn Sign, call: &Call) -> Result<Delivered, Error> {
		if self.emit_calls {
			let (pallet, name) = call.name();
			let bytes = self.ledger.encode_call(call)?;
			return Ok(Delivered::Call(EncodedCall { pallet, name, bytes }));
		}
		self.advance(Step::Chain, 0, 0);
		Ok(Delivered::Finalized(self.ledger.submit(signer, call).await?))
	}

	/// A record that is there, or why it is not.
	async fn record(&self, id: RecordId) -> Result<Record, Error> {
		if let Some(record) = self.ledger.record(id).await? {
			return Ok(record);
		}
		Err(match self.ledger.tombstone(id).await? {
			Some(block) => LookupError::Erased { id, block }.into(),
			None => LookupError::NoRecord(id).into(),
		})
	}

	/// A record of this patient.
	async fn own_record(&self, patient: AccountId, id: RecordId) -> Result<Record, Error> {
		let record = self.record(id).await?;
		if record.patient != patient {
			return Err(LookupError::NotYourRecord {
				id,
				patient: record.patient,
			}
			.into());
		}
		Ok(record)
	}

	async fn request_of_state(&self, id: RequestId) -> Result<Request, Error> {
		Ok(self.ledger.request(id).await?.ok_or(LookupError::NoRequest(id))?)
	}

	async fn committee(&self, key_id: KeyId) -> Result<Committee, Error> {
		Ok(self
			.ledger
			.committee(key_id)
			.await?
			.ok_or(LookupError::NoCommittee(key_id))?)
	}
}
