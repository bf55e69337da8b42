//! What ceremonies on the chain wait for an account with, for whoever only looks: without the keystore, so only what is public counts.

use super::OnChain;
use crate::{error::Error, roles::observer::Observer};
use medquorum_core::{
	domain::*,
	trust::ceremony::{Phase, Stage},
	views::{CeremonyDue, CeremonyView},
};

impl Observer<'_> {
	/// The ceremonies that wait for an account. One that nobody signed does not count.
	///
	/// # Errors
	/// When the node cannot be reached.
	pub async fn ceremonies(&self, who: AccountId) -> Result<Vec<CeremonyView>, Error> {
		let mut found = Vec::new();
		for public in self.desk.ledger.ceremonies().await? {
			match self.desk.checked(public).await {
				Ok(seen) => found.extend(seen.due(who)),
				Err(Error::Ceremony(_)) => {}
				Err(error) => return Err(error),
			}
		}
		Ok(found)
	}
}

impl OnChain {
	/// What is due of an account, as far as everybody sees.
	#[must_use]
	pub fn due(&self, who: AccountId) -> Option<CeremonyView> {
		let index = self.board.index_of(&who)?;
		let mut complaints = self.public.complaints.iter();
		let asked = complaints.find(|(places, _)| places[0] == index && self.is_open(*places));
		let deadline = self.public.state.deadline;
		let (due, until) = match (asked, self.board.phase()) {
			(Some((_, complaint)), _) => (CeremonyDue::Answer, complaint.until),
			(None, Phase::Complete) => (CeremonyDue::Activate, deadline),
			(None, Phase::Waiting(stage, missing)) if missing.contains(&who) => {
				let due = match stage {
					Stage::Join => CeremonyDue::Join,
					Stage::Deal => CeremonyDue::Deal,
					Stage::Certify => CeremonyDue::Certify,
					Stage::HandOver => CeremonyDue::HandOver,
				};
				(due, deadline)
			}
			(None, Phase::Waiting(..) | Phase::Over(_) | Phase::Faulty) => return None,
		};
		let state = &self.public.state;
		Some(CeremonyView {
			key_id: self.public.key_id,
			epoch: state.epoch,
			attempt: state.attempt,
			rule: (state.k, state.seats.len()),
			due,
			until,
		})
	}
}
