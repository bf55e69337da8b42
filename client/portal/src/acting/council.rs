//! What a job does in the council, beside its votes: proposing, and carrying out what was decided.

use super::{Acting, Outcome, done, to};
use crate::texts::say;
use medquorum_client::{
	domain::Body,
	error::Error,
	ledger::{Call, Ledger as _},
	rules::votes::Quorum,
};

impl Acting {
	/// Proposes a call, for which this part of the council has to vote.
	///
	/// # Errors
	/// Those of the vault; so for all below.
	pub async fn propose(self, call: Call, quorum: Quorum) -> Outcome {
		let members = self.session.chain.members(Body::Council).await;
		let threshold = quorum.of(members.map_err(Error::from)?.len());
		let councillor = self.session.councillor(Body::Council);
		let (proposal, sent) = councillor.propose(&self.keys.signer, call, threshold).await?;
		let said = match (proposal, sent.receipt()) {
			(Some(proposal), _) => say("said-proposed").with("motion", proposal.index.to_string()),
			(None, Some(_)) => say("said-decided"),
			// A wallet signs it, and this portal does not read its number.
			(None, None) => say("said-proposed-elsewhere"),
		};
		Ok(done(said, &sent, to("/council", say("see-council"))))
	}

	/// Carries out a decision that has waited.
	pub async fn enact(self, decision: u32) -> Outcome {
		let councillor = self.session.councillor(Body::Council);
		let sent = councillor.enact(&self.keys.signer, decision).await?;
		let said = say("said-enacted").with("decision", decision.to_string());
		Ok(done(said, &sent, to("/council", say("see-council"))))
	}
}
