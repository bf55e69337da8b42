//! What a job does with a person's accounts for single facilities: making one, and finding all again after a restore.

use super::{Acting, Outcome, to};
use crate::{
	jobs::Done,
	saving,
	state::Portal,
	texts::{Say, Value, say},
};
use medquorum_client::{
	domain::AccountId,
	roles::FoundAccount,
	views::{Names as _, text},
};
use medquorum_session::{account_for, write_enrolment};
use std::path::PathBuf;

fn to_accounts() -> Option<(String, Say)> {
	to("/accounts", say("see-accounts"))
}

/// How the keys of an account stand that was found.
fn standing(found: &FoundAccount) -> Say {
	match (found.version, found.own_keys) {
		(None, _) => say("account-left"),
		(Some(version), true) => say("account-own").with("version", version.to_string()),
		(Some(version), false) => say("account-foreign").with("version", version.to_string()),
	}
}

impl Acting {
	/// Makes the account for a facility, and writes its signed keys into a file that the facility enrols.
	///
	/// # Errors
	/// Those of the vault, or when the file cannot be written; so for all below.
	pub async fn account_for(
		self,
		facility: AccountId,
		folder: PathBuf,
		adopted: Option<u16>,
		portal: &Portal,
	) -> Outcome {
		let (session, keystore) = (&self.session, &self.keys.keystore);
		let file = account_for(&session.home, session.trust.genesis, keystore, facility, adopted)?;
		// The next page counts it among the person's accounts, also where its file cannot be written.
		portal.reopen().await;
		let target = saving::free(&folder, "medquorum-keys.json");
		write_enrolment(&target, &file)?;
		let name = text::line(&session.names.show(&facility));
		Ok(Done {
			facts: vec![
				(say("account"), file.account.to_string().into()),
				(say("file"), text::line(&target.display().to_string()).into()),
				(say("fingerprint"), file.fingerprint().into()),
			],
			next: to_accounts(),
			..Done::said(say("said-account-made").with("facility", name))
		})
	}

	/// Looks for all accounts that the keys here make. The node hears of none of them.
	pub async fn find_accounts(self, portal: &Portal) -> Outcome {
		let found = self.session.find_accounts(&self.keys.keystore).await?;
		portal.reopen().await;
		let new = found.iter().filter(|(_, new)| *new).count();
		let line = |(one, _): &(FoundAccount, bool)| {
			let facility = text::line(&self.session.names.show(&one.place.facility));
			let line = say("account-found").with("facility", facility);
			Value::from(line.with("standing", standing(one)))
		};
		Ok(Done {
			lines: found.iter().map(line).collect(),
			next: to_accounts(),
			..Done::said(match found.len() {
				0 => say("said-no-accounts"),
				all => say("said-accounts-found").with("count", all).with("new", new),
			})
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::person::FacilityAccount;

	#[test]
	fn keys_of_somebody_else_are_told_and_not_taken_for_own_ones() {
		let of = |version, own_keys| {
			let place = FacilityAccount {
				facility: AccountId([1; 32]),
				account: AccountId([2; 32]),
			};
			let found = FoundAccount {
				place,
				version,
				own_keys,
			};
			standing(&found).to_string()
		};
		assert_eq!(of(Some(3), true), "registered, CSP key version 3");
		assert!(of(Some(3), false).starts_with("not those of this keystore: version 3"));
		assert_eq!(of(None, true), "it has left the chain");
	}
}
