//! How this client stands: node, chain, store, account.

use super::{session::Session, store::hosts};
use futures::try_join;
use medquorum_client::{
	domain::{AccountId, Body, EmergencyDirective, FacilityNumber, GlassBreaker, RequestId, Review},
	error::Error,
	ledger::Ledger,
	store::Store,
	views::{CeremonyDetails, EmergencyFacts, EmergencyPart, Names as _, OwnAccount, Seat, Status},
};

/// What the chain says of emergencies that an account has a part in.
struct Told {
	directive: Option<EmergencyDirective>,
	houses: Vec<(AccountId, FacilityNumber)>,
	breaker: GlassBreaker,
	reviews: Vec<(RequestId, Review)>,
}

impl Session {
	/// The status. `account` is the one that acts, if it is known; `node` the address in use.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn status(&self, node: &str, account: Option<AccountId>) -> Result<Status, Error> {
		let facilities = self.placed(None).await?;
		let account = async {
			match account {
				Some(address) => self.own_account(address).await.map(Some),
				None => Ok(None),
			}
		};
		let finalized = async { self.chain.block_number().await.map_err(Error::from) };
		let (finalized_block, account) = try_join!(finalized, account)?;
		Ok(Status {
			home: self.home.folder().display().to_string(),
			node: node.to_owned(),
			genesis: format!("0x{}", hex::encode(self.trust.genesis)),
			development: self.development,
			finalized_block,
			store: self.store.name(),
			hosts: hosts(&self.config.store),
			account,
			facilities,
			trusted_committees: self.trust.committees.keys().copied().collect(),
		})
	}

	/// What the chain says of an account.
	async fn own_account(&self, address: AccountId) -> Result<OwnAccount, Error> {
		let (chain, observer) = (&self.chain, self.observer());
		// At the same moment: one after the other they are most of what a page of the portal takes.
		let asked = async {
			try_join!(
				chain.user(address),
				chain.balance(address),
				chain.committees(),
				chain.members(Body::Council),
				chain.members(Body::Recovery),
			)
		};
		let ceremonies = observer.ceremonies(address);
		let known = async { try_join!(observer.situation(address), observer.clock(), ceremonies) };
		let asked = async { asked.await.map_err(Error::from) };
		let ((user, balance, committees, council, recovery), (situation, clock, ceremonies), told) =
			try_join!(asked, known, self.told_of_emergencies(address))?;
		let seats = committees.iter().filter_map(|(committee, listed)| {
			let (committee, index) = (*committee, listed.admin(&address)?.index);
			Some(Seat { committee, index })
		});
		let emergency = EmergencyFacts {
			role: user.as_ref().map(|user| user.role),
			houses: &told.houses,
			breaker: &told.breaker,
			reviews: &told.reviews,
			committees: &committees,
			directive: told.directive,
			now: clock,
		};
		let party = |who: AccountId| self.names.party(&who);
		let keys = user.as_ref().and_then(|user| user.keys.as_ref());
		Ok(OwnAccount {
			address,
			name: self.names.name(&address).map(str::to_owned),
			shown: self.names.contacts.show(&address.0),
			balance,
			role: user.as_ref().map(|user| user.role),
			registered: keys.is_some(),
			csp_version: keys.map(|keys| keys.csp_version),
			seats: seats.collect(),
			council: council.contains(&address),
			recovery: recovery.contains(&address),
			frozen: situation.frozen.is_some(),
			replaced_by: situation.replaced_by.map(party),
			guardian: situation
				.guardian
				.and_then(|guardian| guardian.at(clock))
				.map(party),
			sponsor: situation
				.sponsorship
				.map(|sponsorship| party(sponsorship.facility)),
			ceremonies: ceremonies
				.iter()
				.map(|view| CeremonyDetails::of(view, clock))
				.collect(),
			emergency: EmergencyPart::of(address, &emergency),
		})
	}

	async fn told_of_emergencies(&self, address: AccountId) -> Result<Told, Error> {
		let (chain, reviewer) = (&self.chain, self.reviewer());
		let asked = async {
			try_join!(
				chain.emergency_directive(address),
				chain.facility_numbers(),
				chain.glass_breaker(address),
			)
		};
		let asked = async { asked.await.map_err(Error::from) };
		let ((directive, houses, breaker), reviews) = try_join!(asked, reviewer.reviews(address))?;
		Ok(Told {
			directive,
			houses,
			breaker,
			reviews,
		})
	}
}
