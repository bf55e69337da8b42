//! `status`: node, chain, store, account.

use crate::{
	context::{App, Session, hosts},
	output::{self, Failure, Outcome},
};
use clap::Args;
use medquorum_client::{
	domain::AccountId,
	ledger::Ledger,
	store::Store,
	views::{Names as _, OwnAccount, Seat, Status},
};
use std::io::Write;

/// Options of `status`.
#[derive(Debug, Args)]
pub struct Opts {}

/// Shows them.
pub async fn run(_: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let status = read(&session).await?;
	match app.global.json {
		true => output::document(&status, out),
		false => output::facts(&status.facts(), out),
	}
}

async fn read(session: &Session<'_>) -> Result<Status, Failure> {
	let node = session.app.global.node.as_ref();
	Ok(Status {
		home: session.app.home.folder().display().to_string(),
		node: node.unwrap_or(&session.config.node).clone(),
		genesis: format!("0x{}", hex::encode(session.trust.genesis)),
		development: session.development,
		finalized_block: session.chain.block_number().await?,
		store: session.store.name(),
		hosts: hosts(&session.config.store),
		account: account_offline(session).await?,
		trusted_committees: session.trust.committees.keys().copied().collect(),
	})
}

/// The caller's own account, if one is named that can be read.
async fn account_offline(session: &Session<'_>) -> Result<Option<OwnAccount>, Failure> {
	let Ok(address) = session.account() else {
		return Ok(None);
	};
	let user = session.chain.user(address).await?;
	let balance = session.chain.balance(address).await?;
	let mut seats = Vec::new();
	for (committee, listed) in session.chain.committees().await? {
		if let Some(admin) = listed.admin(&address) {
			let index = admin.index;
			seats.push(Seat { committee, index });
		}
	}
	let situation = session.observer().situation(address).await?;
	let clock = session.observer().clock().await?;
	let party = |who: AccountId| session.names.party(&who);
	let council = session.chain.council().await?.contains(&address);
	let keys = user.as_ref().and_then(|user| user.keys.as_ref());
	Ok(Some(OwnAccount {
		address,
		name: session.names.name(&address).map(str::to_owned),
		shown: session.names.contacts.show(&address.0),
		balance,
		role: user.as_ref().map(|user| user.role),
		registered: keys.is_some(),
		csp_version: keys.map(|keys| keys.csp_version),
		seats,
		council,
		frozen: situation.frozen.is_some(),
		replaced_by: situation.replaced_by.map(party),
		guardian: situation
			.guardian
			.and_then(|guardian| guardian.at(clock))
			.map(party),
		sponsor: situation
			.sponsorship
			.map(|sponsorship| party(sponsorship.facility)),
	}))
}
