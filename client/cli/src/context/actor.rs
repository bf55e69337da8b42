//! Which account of the person acts: the one that a record or a request is about. Nobody has to guess, and no other one is ever shown to the
//! chain in its place.

use super::{app::App, session::Session};
use crate::{
	args::AtArgs,
	output::{CommandError, Failure},
};
use medquorum_client::{
	accounts::Signer,
	domain::{AccountId, RecordId, RequestId},
	ledger::{Ledger as _, Sign},
	person::{FacilityAccount, FacilitySecrets},
	ports::SecretStore,
};
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
		let place = self.holder().answers_for(record, &self.places).await?;
		self.actor(place)
	}

	/// The same without unlocking it.
	pub async fn answering_account(&self, record: RecordId) -> Result<AccountId, Failure> {
		match self.holder().answers_for(record, &self.places).await? {
			Some(place) => Ok(place.account),
			None => self.account(),
		}
	}

	/// The account that answers for the record of a request.
	pub async fn actor_for_request(&self, id: RequestId) -> Result<Actor<'_>, Failure> {
		let request = match self.places.is_empty() {
			true => None,
			false => self.chain.request(id).await?,
		};
		match request {
			Some(request) => self.actor_for(request.record_id).await,
			None => self.actor(None),
		}
	}

	/// The account that has made a request.
	pub async fn requesting_actor(&self, id: RequestId) -> Result<Actor<'_>, Failure> {
		let request = match self.places.is_empty() {
			true => None,
			false => self.chain.request(id).await?,
		};
		let mine = |place: &&FacilityAccount| {
			request
				.as_ref()
				.is_some_and(|request| request.requester == place.account)
		};
		self.actor(self.places.iter().find(mine).copied())
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
		match self.account() {
			Ok(main) => Ok(self.all_accounts(Some(main))),
			// Whoever has accounts at facilities alone needs no other one.
			Err(_) if !self.places.is_empty() && self.app.global.account.is_none() => {
				Ok(self.all_accounts(None))
			}
			Err(error) => Err(error),
		}
	}

	fn place(&self, at: &AtArgs) -> Result<Option<FacilityAccount>, Failure> {
		let Some(name) = &at.at else { return Ok(None) };
		let facility = self.person(name)?;
		// The newest, should there be several: of other keys.
		let mut places = self.places.iter().rev();
		let place = places.find(|place| place.facility == facility).copied();
		Ok(Some(
			place.ok_or_else(|| CommandError::NoAccountThere(name.clone()))?,
		))
	}

	fn actor(&self, place: Option<FacilityAccount>) -> Result<Actor<'_>, Failure> {
		let secrets = OnceCell::new();
		let signer = match place {
			None => self.signer()?,
			Some(place) => {
				let (open, signer) = FacilitySecrets::open(self.app.keystore()?, &self.trust.genesis, place)?;
				let open: Box<dyn SecretStore> = Box::new(open);
				secrets.get_or_init(|| open);
				signer
			}
		};
		Ok(Actor {
			app: self.app,
			signer,
			secrets,
		})
	}
}
