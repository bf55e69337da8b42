//! The accounts of one person: the main one, and those at facilities. All of them are read as one; the one that a record or a request is
//! about answers. Nobody has to guess, and no other one is ever shown to the chain in its place.

use super::session::Session;
use medquorum_client::{
	config::Home,
	domain::{AccountId, Bytes32, RecordId, Request, RequestId, Review},
	error::Error,
	ledger::{Ledger, Sign as _},
	person::{FacilityAccount, FacilityAccounts, FacilitySecrets},
	ports::SecretStore,
	roles::{EnrolmentFile, FoundAccount, RecordsPage},
	views::{Inbox, Names as _, PlacedAccount, RecordView},
};

/// Makes the person's account for a facility from the newest root, notes it, and signs its keys for the facility to enrol. An account that
/// is there already stays what it is, also when the main keys were renewed since. No node is asked.
///
/// # Errors
/// When the keystore cannot be read or has no root, the list not be written, or these keys were signed otherwise.
pub fn account_for<S: SecretStore>(
	home: &Home,
	genesis: Bytes32,
	keystore: S,
	facility: AccountId,
	adopted: Option<u16>,
) -> Result<EnrolmentFile, Error> {
	let accounts = FacilityAccounts::at(home.folder(), genesis);
	let (secrets, signer) = match newest_at(&accounts.load()?, facility) {
		Some(place) => FacilitySecrets::open(keystore, &genesis, place)?,
		None => FacilitySecrets::make(keystore, &genesis, facility)?,
	};
	let account = signer.account();
	// Noted before its keys can leave: after a kill in between nobody else knows the account.
	accounts.add(FacilityAccount { facility, account })?;
	EnrolmentFile::make(genesis, &signer, &secrets, adopted)
}

/// The account at this facility: the newest, should there be several, of other keys.
pub fn newest_at(places: &[FacilityAccount], facility: AccountId) -> Option<FacilityAccount> {
	let mut newest_first = places.iter().rev();
	newest_first.find(|place| place.facility == facility).copied()
}

impl Session {
	/// Which of the person's accounts at facilities answers for a record; `None` where the main one does.
	///
	/// # Errors
	/// When the chain cannot be reached; so for all below.
	pub async fn place_for(&self, record: RecordId) -> Result<Option<FacilityAccount>, Error> {
		self.holder().answers_for(record, &self.places).await
	}

	/// Which of them answers for the record of a request.
	///
	/// # Errors
	/// As above.
	pub async fn place_for_request(&self, id: RequestId) -> Result<Option<FacilityAccount>, Error> {
		match self.request_if_placed(id).await? {
			Some(request) => self.place_for(request.record_id).await,
			None => Ok(None),
		}
	}

	/// Which of them has made a request.
	///
	/// # Errors
	/// As above.
	pub async fn requesting_place(&self, id: RequestId) -> Result<Option<FacilityAccount>, Error> {
		let request = self.request_if_placed(id).await?;
		let mine = |place: &&FacilityAccount| {
			request
				.as_ref()
				.is_some_and(|request| request.requester == place.account)
		};
		Ok(self.places.iter().find(mine).copied())
	}

	/// A request, where it matters which account it concerns.
	async fn request_if_placed(&self, id: RequestId) -> Result<Option<Request>, Error> {
		match self.places.is_empty() {
			true => Ok(None),
			false => Ok(self.chain.request(id).await?),
		}
	}

	/// Looks for the person's accounts at everybody who could have one, and notes those that are new here; says of each whether it is.
	///
	/// # Errors
	/// When the node is not to be believed or cannot be reached, or the keystore or the list fail.
	pub async fn find_accounts(&self, secrets: &dyn SecretStore) -> Result<Vec<(FoundAccount, bool)>, Error> {
		let everybody = self.names.everybody().into_iter();
		let everybody: Vec<AccountId> = everybody.map(|(_, account)| account).collect();
		let found = self.holder().find(secrets, &everybody).await?;
		let accounts = FacilityAccounts::at(self.home.folder(), self.trust.genesis);
		let mut noted = Vec::new();
		for one in found {
			let new = accounts.add(one.place)?;
			noted.push((one, new));
		}
		Ok(noted)
	}

	/// All accounts of the person: the main one first, if there is one.
	pub fn all_accounts(&self, main: Option<AccountId>) -> Vec<AccountId> {
		let places = self.places.iter().map(|place| place.account);
		main.into_iter().chain(places).collect()
	}

	/// How each of the person's accounts stands.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn placed(&self, main: Option<AccountId>) -> Result<Vec<PlacedAccount>, Error> {
		let places = self
			.places
			.iter()
			.map(|place| (Some(place.facility), place.account));
		let mut placed = Vec::new();
		for (facility, account) in main.map(|account| (None, account)).into_iter().chain(places) {
			let keys = self.chain.user(account).await?.and_then(|user| user.keys);
			let situation = self.observer().situation(account).await?;
			placed.push(PlacedAccount {
				facility: facility.map(|facility| self.names.party(&facility)),
				account,
				registered: keys.is_some(),
				csp_version: keys.map(|keys| keys.csp_version),
				frozen: situation.frozen.is_some(),
				records: self.chain.records_of(account).await?.len(),
			});
		}
		Ok(placed)
	}

	/// What waits for the person under any of these accounts; `None` where there is none.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn joint_inbox(&self, accounts: &[AccountId]) -> Result<Option<Inbox>, Error> {
		let mut inboxes = Vec::new();
		for account in accounts {
			let known = self.asked(*account);
			let names = self.names.as_ref();
			let inbox = self.observer().inbox(*account, &known, names).await?;
			let mut there: Vec<_> = inbox.requester.iter().map(|request| request.request_id).collect();
			// What was asked for while this was read is not gone.
			let since = self.asked(*account).into_iter();
			there.extend(since.filter(|id| !known.contains(id)));
			self.keep_asked(*account, &there);
			inboxes.push(inbox);
		}
		let mut inboxes = inboxes.into_iter();
		Ok(inboxes.next().map(|first| first.with(inboxes)))
	}

	/// The records that concern any of these accounts, oldest first; and whether, of a facility's uploads, only those that are noted here
	/// were looked at.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn joint_records(&self, accounts: &[AccountId]) -> Result<(Vec<RecordView>, bool), Error> {
		let (mut views, mut noted_alone): (Vec<RecordView>, bool) = (Vec::new(), false);
		let noted = self.keeper().noted();
		for account in accounts {
			let (more, near) = self.observer().records_near(*account, &noted).await?;
			noted_alone |= near;
			let more = more.into_iter();
			let new: Vec<_> = more
				.filter(|new| !views.iter().any(|view| view.id == new.id))
				.collect();
			views.extend(new);
		}
		views.sort_by_key(|view| (view.record.created, view.id));
		Ok((views, noted_alone))
	}

	/// A page of these, of at most `size`, the newest first. What stands on other pages is not asked for where it is noted here.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn records_page(
		&self,
		accounts: &[AccountId],
		page: usize,
		size: usize,
	) -> Result<RecordsPage, Error> {
		let noted = self.keeper().noted_blocks();
		self.observer().records_page(accounts, &noted, page, size).await
	}

	/// The records of these accounts that cannot be opened in an emergency yet, `most` of them.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn not_for_emergencies(
		&self,
		accounts: &[AccountId],
		most: usize,
	) -> Result<Vec<RecordId>, Error> {
		let mut found = Vec::new();
		for account in accounts {
			for view in self.observer().records_of(*account).await? {
				let current = view.record.superseded_by.is_none();
				let counts = current && found.len() < most && !found.contains(&view.id);
				if counts && self.chain.emergency_entry(view.id).await?.is_none() {
					found.push(view.id);
				}
			}
		}
		Ok(found)
	}

	/// The emergency accesses that concern any of these accounts, each once.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn joint_reviews(&self, accounts: &[AccountId]) -> Result<Vec<(RequestId, Review)>, Error> {
		let mut reviews = Vec::new();
		for account in accounts {
			reviews.extend(self.reviewer().reviews(*account).await?);
		}
		reviews.sort_by_key(|(id, _)| *id);
		reviews.dedup_by_key(|(id, _)| *id);
		Ok(reviews)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{
		keystore::{Kdf, Keystore, Passphrase},
		secrets::Secret,
	};

	const GENESIS: Bytes32 = [7; 32];
	const CITY: AccountId = AccountId([1; 32]);

	fn add_root(keystore: &Keystore, version: u16) {
		let root = Secret::from_bytes(&[u8::try_from(version).unwrap(); 32]);
		let add = keystore.update(|secrets| drop(secrets.csp_roots.insert(version, root)));
		add.unwrap();
	}

	#[test]
	fn what_is_there_already_is_made_again_as_it_was() {
		let folder = tempfile::tempdir().unwrap();
		let home = Home::at(folder.path());
		let passphrase = Passphrase::new("right".to_owned()).unwrap();
		let kdf = Kdf { m_kib: 8, t: 1, p: 1 };
		let keystore = Keystore::create_with(&home.keystore(), passphrase, kdf).unwrap();
		add_root(&keystore, 1);
		let first = account_for(&home, GENESIS, &keystore, CITY, None).unwrap();
		// The main keys are renewed meanwhile; the facility knows the account that was made before.
		add_root(&keystore, 2);
		let again = account_for(&home, GENESIS, &keystore, CITY, None).unwrap();
		assert_eq!(
			(again.account, again.fingerprint()),
			(first.account, first.fingerprint())
		);
		let places = FacilityAccounts::at(home.folder(), GENESIS).load().unwrap();
		let made = FacilityAccount {
			facility: CITY,
			account: first.account,
		};
		assert_eq!(places, [made]);
		assert_eq!(newest_at(&places, CITY), Some(made));
		assert_eq!(newest_at(&places, AccountId([2; 32])), None);
	}
}
