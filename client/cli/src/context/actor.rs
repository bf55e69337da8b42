//! The account of the person that acts, unlocked; which one that is, the session says.

use super::{app::App, session::Session};
use crate::{
	args::AtArgs,
	output::{CommandError, Failure},
};
use medquorum_client::{
	accounts::Signer,
	config::Config,
	domain::{AccountId, RecordId, RequestId},
	ledger::Sign,
	person::{FacilityAccount, FacilityAccounts, FacilitySecrets},
	ports::SecretStore,
};
use medquorum_session::{AddressBook, newest_at};
use std::cell::OnceCell;

/// An account of the person that is unlocked, with its secrets.
pub struct Actor<'a> {
	app: &'a App,
	signer: Signer,
	/// The main account's are opened only when they are needed.
	secrets: OnceCell<Box<dyn SecretStore>>,
}

impl Actor<'_> {
	/// Signs.
	pub fn signer(&self) -> &Signer {
		&self.signer
	}

	/// Who acts.
	pub fn account(&self) -> AccountId {
		Sign::account(&self.signer)
	}

	/// The secrets of this account, which may ask for a passphrase.
	pub fn secrets(&self) -> Result<&dyn SecretStore, Failure> {
		if let Some(open) = self.secrets.get() {
			return Ok(open.as_ref());
		}
		let keystore: Box<dyn SecretStore> = Box::new(self.app.keystore()?);
		Ok(self.secrets.get_or_init(|| keystore).as_ref())
	}

	/// The same where there need not be any.
	pub fn secrets_if_any(&self) -> Result<Option<&dyn SecretStore>, Failure> {
		match self.app.home.keystore().exists() {
			true => self.secrets().map(Some),
			false => Ok(None),
		}
	}
}

impl Session<'_> {
	/// The account that answers for a record: one at a facility, or else the main one.
	pub async fn actor_for(&self, record: RecordId) -> Result<Actor<'_>, Failure> {
		self.actor(self.place_for(record).await?)
	}

	/// The same without unlocking it.
	pub async fn answering_account(&self, record: RecordId) -> Result<AccountId, Failure> {
		match self.place_for(record).await? {
			Some(place) => Ok(place.account),
			None => self.account(),
		}
	}

	/// The account that answers for the record of a request.
	pub async fn actor_for_request(&self, id: RequestId) -> Result<Actor<'_>, Failure> {
		self.actor(self.place_for_request(id).await?)
	}

	/// The account that has made a request.
	pub async fn requesting_actor(&self, id: RequestId) -> Result<Actor<'_>, Failure> {
		self.actor(self.requesting_place(id).await?)
	}

	/// The account at a facility that is named, or else the main one.
	pub fn actor_at(&self, at: &AtArgs) -> Result<Actor<'_>, Failure> {
		self.actor(self.place(at)?)
	}

	/// The accounts whose data is read: all of the person's, or the one at the facility that is named.
	pub fn reading(&self, at: &AtArgs) -> Result<Vec<AccountId>, Failure> {
		if let Some(place) = self.place(at)? {
			return Ok(vec![place.account]);
		}
		let named = self.app.global.account.is_some() || self.config.account.is_some();
		// A person who has accounts at facilities alone needs no other one.
		if !named && !self.places.is_empty() {
			return Ok(self.all_accounts(None));
		}
		Ok(self.all_accounts(Some(self.account()?)))
	}

	fn place(&self, at: &AtArgs) -> Result<Option<FacilityAccount>, Failure> {
		let Some(name) = &at.at else { return Ok(None) };
		let facility = self.person(name)?;
		Ok(Some(place_at(&self.places, facility, name)?))
	}

	fn actor(&self, place: Option<FacilityAccount>) -> Result<Actor<'_>, Failure> {
		self.app.actor_of(&self.config, self.development, place)
	}
}

/// The account at the facility of this name.
fn place_at(
	places: &[FacilityAccount],
	facility: AccountId,
	name: &str,
) -> Result<FacilityAccount, CommandError> {
	newest_at(places, facility).ok_or_else(|| CommandError::NoAccountThere(name.to_owned()))
}

impl App {
	/// The account at the facility that is named, without a node; none where none is named.
	pub fn place_offline(
		&self,
		at: &AtArgs,
		config: &Config,
		names: &AddressBook,
	) -> Result<Option<FacilityAccount>, Failure> {
		let Some(name) = &at.at else { return Ok(None) };
		let facility = self.person_offline(name, names, config.development)?;
		let places = FacilityAccounts::at(self.home.folder(), config.trust()?.genesis).load()?;
		Ok(Some(place_at(&places, facility, name)?))
	}

	/// Unlocks an account of the person: that at a facility, or else the main one.
	pub fn actor_of(
		&self,
		config: &Config,
		development: bool,
		place: Option<FacilityAccount>,
	) -> Result<Actor<'_>, Failure> {
		let secrets = OnceCell::new();
		let signer = match place {
			None => self.signer(config, development)?,
			Some(place) => {
				let genesis = config.trust()?.genesis;
				let (open, signer) = FacilitySecrets::open(self.keystore()?, &genesis, place)?;
				let open: Box<dyn SecretStore> = Box::new(open);
				secrets.get_or_init(|| open);
				signer
			}
		};
		Ok(Actor {
			app: self,
			signer,
			secrets,
		})
	}
}
