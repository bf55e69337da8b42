//! What remains of an erased record, as a page and as a file that proves itself.

use crate::session::Session;
use medquorum_client::{
	domain::RecordId,
	error::Error,
	receipt::ReceiptError,
	views::{ErasureFacts, ErasureReceipt},
};

impl Session {
	/// What the chain shows of an erasure, and the receipt for it with names.
	///
	/// # Errors
	/// When the record is not erased, or the chain cannot be reached.
	pub async fn receipt(&self, id: RecordId) -> Result<(ErasureFacts, ErasureReceipt), Error> {
		let facts = self.observer().erasure(id, !self.development).await?;
		let receipt = ErasureReceipt::of(&facts, self.names.as_ref());
		Ok((facts, receipt))
	}

	/// The same with the hosts' signatures and the proofs, as the text of a file, so that nobody has to be believed.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn receipt_export(&self, facts: &ErasureFacts) -> Result<String, Error> {
		let export = self.auditor().export_erasure(facts).await?;
		let text = serde_json::to_string_pretty(&export)
			.map_err(|error| ReceiptError::NotAReceipt(error.to_string()))?;
		Ok(text + "\n")
	}
}
