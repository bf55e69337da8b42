//! The accounts of one person: the main one, and those at facilities.

use super::session::Session;
use medquorum_client::{
	domain::AccountId,
	error::Error,
	ledger::Ledger,
	views::{Inbox, Names as _, PlacedAccount, RecordView},
};

impl Session {
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
			let there: Vec<_> = inbox.requester.iter().map(|request| request.request_id).collect();
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
}
