//! What a command needs that opens no connection.

use super::{app::App, names::AddressBook, session::export_address};
use crate::output::Failure;
use medquorum_client::{
	accounts::{AccountSource, Signer},
	config::Config,
	contacts::ContactError,
	domain::{AccountId, Bytes32},
	ledger::Sign,
	search::Shelf,
};

impl App {
	/// What this home holds of catalogues of a chain.
	pub fn shelf(&self, genesis: &Bytes32) -> Shelf {
		Shelf::of(self.home.folder(), genesis)
	}

	/// The acting account, without a node. It is unlocked only where its address cannot be read otherwise.
	pub fn account_offline(&self, config: &Config, development: bool) -> Result<AccountId, Failure> {
		match self.account_source(config)? {
			AccountSource::PolkadotJs(path) => export_address(&path),
			AccountSource::Development(_) => Ok(Sign::account(&self.signer(config, development)?)),
		}
	}

	/// The account that a name means: a contact, an address, or on development chains //Name.
	pub fn person_offline(
		&self,
		who: &str,
		names: &AddressBook,
		development: bool,
	) -> Result<AccountId, Failure> {
		if who.starts_with("//") {
			return Ok(Sign::account(&Signer::development(who, development)?));
		}
		match names.contacts.resolve(who) {
			Err(unknown @ ContactError::Unknown(_)) => names.development(who).ok_or_else(|| unknown.into()),
			other => Ok(AccountId(other?)),
		}
	}
}
