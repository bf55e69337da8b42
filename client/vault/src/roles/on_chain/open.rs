//! Having a ceremony opened on the chain: a start file, and the call that the council decides on.

use crate::{
	error::Error,
	roles::{committees::CommitteeMaker, reshares::NewEpoch},
};
use medquorum_core::{
	domain::*,
	error::CeremonyError,
	ledger::{Call, CeremonyCall, Sign},
	trust::ceremony::{self, CeremonyFile},
};

/// A ceremony to be opened on the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCeremony {
	/// The committee key; the ceremony passes it on if there is one already.
	pub key_id: KeyId,
	/// Which try this is; the next one on the chain where it is not said.
	pub attempt: Option<u16>,
	/// Approvals that requests will need.
	pub k: u16,
	/// All administrators from then on.
	pub admins: Vec<AccountId>,
	/// Who of the present administrators deals; where nobody is named, those who stay come first.
	pub dealers: Vec<AccountId>,
	/// How long each stage may last.
	pub windows: Windows,
	/// Whether the present administrators are not waited for.
	pub at_once: bool,
}

impl CommitteeMaker<'_> {
	/// Signs the start file of a ceremony, and gives what the council opens it with, and the call.
	///
	/// # Errors
	/// When the numbers are not those of one, a dealer is not of the committee, or an account is no longer used.
	pub async fn open_ceremony(
		&self,
		signer: &dyn Sign,
		new: &NewCeremony,
	) -> Result<(Opening, Call), Error> {
		let NewCeremony { key_id, k, .. } = *new;
		let attempt = match new.attempt {
			Some(attempt) => attempt,
			None => {
				let newest = self.desk.ledger.ceremony_attempts(key_id).await?;
				newest.saturating_add(1)
			}
		};
		let old = self.desk.ledger.committee(key_id).await?;
		let output = match old {
			None => {
				let seats = (1..).zip(&new.admins).map(|(index, account)| Seat {
					index,
					account: *account,
				});
				self.start_ceremony(signer, key_id, attempt, k, seats.collect())
					.await?
			}
			Some(old) => {
				let next = NewEpoch {
					key_id,
					attempt,
					k,
					admins: new.admins.clone(),
					dealers: dealers(&old, new),
				};
				self.start_reshare(signer, &next).await?
			}
		};
		let CeremonyFile::Start(start) = CeremonyFile::read(&output.bytes)? else {
			return Err(CeremonyError::NoStart.into());
		};
		let opening = ceremony::opening(&start, new.windows, new.at_once);
		let call = Call::Ceremony(CeremonyCall::Open(Box::new(opening.clone())));
		Ok((opening, call))
	}
}

/// Those who are named; else k of the present administrators, those who stay first.
fn dealers(old: &Committee, new: &NewCeremony) -> Vec<AccountId> {
	if !new.dealers.is_empty() {
		return new.dealers.clone();
	}
	let mut present: Vec<AccountId> = old.admins.iter().map(|admin| admin.account).collect();
	present.sort_by_key(|account| !new.admins.contains(account));
	present.truncate(usize::from(old.k));
	present
}
