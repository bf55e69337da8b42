//! Decisions of the bodies that govern: roles, committees, members, and what waits until it takes effect.

use super::desk::{Delivered, Desk};
use crate::error::Error;
use medquorum_core::{
	domain::*,
	error::LedgerError,
	hex_text,
	ledger::{Call, Sign},
};

/// A call put to the vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
	/// Hash of the proposed call.
	pub hash: Bytes32,
	/// Its number.
	pub index: u32,
	/// Its length in bytes.
	pub length: u32,
}

/// Somebody who sits on a body.
#[derive(Clone, Copy)]
pub struct Councillor<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// On which.
	pub body: Body,
}

impl Councillor<'_> {
	/// Proposes a call to the body; with a threshold of 1 it is carried out at once.
	/// Gives `None` for the proposal when the call was only encoded, or carried out.
	///
	/// # Errors
	/// When the chain refuses.
	pub async fn propose(
		&self,
		signer: &dyn Sign,
		call: Call,
		threshold: u32,
	) -> Result<(Option<Proposal>, Delivered), Error> {
		let bytes = self.desk.ledger.encode_call(&call)?;
		let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
		let call = Call::Propose {
			body: self.body,
			threshold,
			proposal: Box::new(call),
		};
		let delivered = self.desk.deliver(signer, &call).await?;
		let Some(receipt) = delivered.receipt() else {
			return Ok((None, delivered));
		};
		let Some(proposed) = receipt.events.iter().find(|event| event.name == "Proposed") else {
			return Ok((None, delivered));
		};
		let hash = proposed
			.field("proposal_hash")
			.and_then(|hash| hex_text::read(hash.trim_start_matches("0x")).ok());
		let index = proposed
			.field("proposal_index")
			.and_then(|index| index.parse().ok());
		let (Some(hash), Some(index)) = (hash, index) else {
			let what = "the event Proposed".to_owned();
			return Err(LedgerError::Incompatible { what, source: None }.into());
		};
		Ok((Some(Proposal { hash, index, length }), delivered))
	}

	/// Votes on a proposal.
	///
	/// # Errors
	/// When the chain refuses.
	pub async fn vote(
		&self,
		signer: &dyn Sign,
		proposal: &Proposal,
		approve: bool,
	) -> Result<Delivered, Error> {
		let call = Call::Vote {
			body: self.body,
			proposal_hash: proposal.hash,
			index: proposal.index,
			approve,
		};
		self.desk.deliver(signer, &call).await
	}

	/// Carries out a proposal that has its votes, or drops one that cannot have them any more.
	///
	/// # Errors
	/// When the chain refuses, for example because votes are missing.
	pub async fn close(&self, signer: &dyn Sign, proposal: &Proposal) -> Result<Delivered, Error> {
		let call = Call::Close {
			body: self.body,
			proposal_hash: proposal.hash,
			index: proposal.index,
			length: proposal.length,
		};
		self.desk.deliver(signer, &call).await
	}

	/// Carries out a decision that waited and is due; anybody may.
	///
	/// # Errors
	/// When the chain refuses, for example because it is not due yet.
	pub async fn enact(&self, signer: &dyn Sign, index: u32) -> Result<Delivered, Error> {
		self.desk.deliver(signer, &Call::Enact { index }).await
	}

	/// Carries out a notice that is due; anybody may.
	///
	/// # Errors
	/// When the chain refuses, for example because it is not due yet.
	pub async fn carry_out(&self, signer: &dyn Sign, body: Body, index: u32) -> Result<Delivered, Error> {
		self.desk.deliver(signer, &Call::CarryOut { body, index }).await
	}

	/// Supplies the code of an upgrade that the council has authorised; anybody may. The chain compares it with the hash.
	///
	/// # Errors
	/// When the chain refuses, for example because another code was authorised.
	pub async fn apply_upgrade(&self, signer: &dyn Sign, code: Vec<u8>) -> Result<Delivered, Error> {
		self.desk
			.deliver(signer, &Call::ApplyAuthorizedUpgrade { code })
			.await
	}

	/// Gives a role. Only governance may; with [`Desk::emit_calls`] this gives the call to propose.
	///
	/// # Errors
	/// When the chain refuses.
	pub async fn set_role(&self, signer: &dyn Sign, who: AccountId, role: Role) -> Result<Delivered, Error> {
		self.desk.deliver(signer, &Call::SetRole { who, role }).await
	}
}
