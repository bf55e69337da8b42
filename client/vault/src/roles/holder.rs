//! One person with several accounts: which of them there are on the chain, and which one answers.

use super::desk::Desk;
use crate::{
	accounts::Signer,
	error::Error,
	person::{FacilityAccount, roots},
};
use medquorum_core::{domain::*, ledger::Sign as _, ports::SecretStore, trust::check_keys};
use medquorum_envelope::{CspRoot, FacilityKeys, csp_key_pair, enc_public};
use std::collections::{BTreeMap, BTreeSet};

/// An account of the person that the chain has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAccount {
	/// Which, and where.
	pub place: FacilityAccount,
	/// Version of its CSP key on the chain; `None` where it has left.
	pub version: Option<u16>,
	/// Whether the keys on the chain are those that the person's secrets make. Nothing is replaced where they are not.
	pub own_keys: bool,
}

/// Somebody with accounts at facilities.
#[derive(Clone, Copy)]
pub struct Holder<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Holder<'_> {
	/// Looks for the accounts that these secrets make at every facility of the chain, and at `others`, such as everybody in the address
	/// book: a house may have lost its role. The node is asked for all users and hears of none of the accounts that are looked for.
	///
	/// # Errors
	/// When the node is not to be believed or cannot be reached, or the secrets cannot be read.
	pub async fn find(
		&self,
		secrets: &dyn SecretStore,
		others: &[AccountId],
	) -> Result<Vec<FoundAccount>, Error> {
		self.desk.check_node().await?;
		let users: BTreeMap<AccountId, User> = self.desk.ledger.users().await?.into_iter().collect();
		let facilities = users.iter().filter(|(_, user)| user.role.can_upload());
		let facilities = facilities.map(|(account, _)| *account);
		let facilities: BTreeSet<AccountId> = facilities.chain(others.iter().copied()).collect();
		let roots = secrets.read(roots)?;
		let mut found = Vec::new();
		for facility in facilities {
			for root in &roots {
				found.extend(self.found_at(facility, root, &users)?);
			}
		}
		Ok(found)
	}

	/// What the chain has of the account that this root makes at a facility.
	fn found_at(
		&self,
		facility: AccountId,
		root: &CspRoot,
		users: &BTreeMap<AccountId, User>,
	) -> Result<Option<FoundAccount>, Error> {
		let genesis = self.desk.genesis();
		let keys = FacilityKeys::derive(root, &genesis, &facility.0);
		let account = Signer::of_seed(&keys.account_seed)?.account();
		let Some(user) = users.get(&account) else {
			return Ok(None);
		};
		let own_keys = user.keys.as_ref().is_none_or(|there| {
			let csp_pk = csp_key_pair(&keys.csp_root, there.csp_version).public();
			let same = (csp_pk, enc_public(&keys.enc_secret)) == (there.csp_pk, there.enc_pk);
			same && check_keys(&genesis, account, there).is_ok()
		});
		Ok(Some(FoundAccount {
			place: FacilityAccount { facility, account },
			version: user.keys.as_ref().map(|keys| keys.csp_version),
			own_keys,
		}))
	}

	/// Which of these accounts answers for a record; `None` where none of them does, or the chain does not show the record. It is the
	/// node's word, and only a choice: whatever is then signed is checked as ever, and the chain takes it from no other account.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn answers_for(
		&self,
		record: RecordId,
		places: &[FacilityAccount],
	) -> Result<Option<FacilityAccount>, Error> {
		if places.is_empty() {
			return Ok(None);
		}
		let Some(record) = self.desk.ledger.record(record).await? else {
			return Ok(None);
		};
		let acting = self.desk.acting_for(record.patient).await?;
		Ok(places.iter().find(|place| place.account == acting).copied())
	}
}
