//! What a command needs that opens no connection.

use super::app::App;
use crate::output::Failure;
use medquorum_client::{
	config::Config,
	domain::{AccountId, Bytes32},
	search::Shelf,
};
use medquorum_session::{AddressBook, address_of};

impl App {
	/// What this home holds of catalogues of a chain.
	pub fn shelf(&self, genesis: &Bytes32) -> Shelf {
		Shelf::of(self.home.folder(), genesis)
	}

	/// The acting account, without a node. It is never unlocked for that.
	pub fn account_offline(&self, config: &Config, development: bool) -> Result<AccountId, Failure> {
		Ok(address_of(&self.account_source(config)?, development)?)
	}

	/// The account that a name means: a contact, an address, or on development chains //Name.
	pub fn person_offline(
		&self,
		who: &str,
		names: &AddressBook,
		development: bool,
	) -> Result<AccountId, Failure> {
		Ok(names.person(who, development)?)
	}
}
