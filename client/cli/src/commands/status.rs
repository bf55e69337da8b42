//! `status`: node, chain, store, account.

use std::io::Write;

use clap::Args;
use medquorum_client::config::StoreSetting;
use medquorum_client::domain::AccountId;
use medquorum_client::ledger::Ledger;
use medquorum_client::store::Store;
use serde_json::{Value, json};

use super::store;
use crate::context::Session;
use crate::output::{self, Failure, Outcome};

/// Options of `status`.
#[derive(Debug, Args)]
pub struct Opts {}

/// Shows them.
pub async fn run(_: &Opts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let node = app.global.node.as_deref().unwrap_or(&session.config.node);
	let block = session.chain.block_number().await?;
	let genesis = format!("0x{}", hex::encode(session.trust.genesis));
	let mut facts = vec![
		("Folder", app.home.folder().display().to_string()),
		("Node", node.to_owned()),
		(
			"Chain",
			format!(
				"{genesis}{}",
				if session.development { " (development)" } else { "" }
			),
		),
		("Finalized", format!("block {block}")),
		("Store", session.store.name()),
	];
	if let StoreSetting::Kubo(kubo) = &session.config.store {
		let hosts = kubo.all();
		let named: Vec<_> = hosts
			.iter()
			.map(|host| format!("{} ({})", host.name, host.url))
			.collect();
		facts.push(("Hosts", named.join(", ")));
		facts.push((
			"Replicas",
			format!("each record on {} of {}", kubo.replicas, hosts.len()),
		));
	}
	let own = match session.account() {
		Ok(account) => own_account(session, account, &mut facts).await?,
		Err(_) => Value::Null,
	};
	let pinned: Vec<_> = session.trust.committees.keys().copied().collect();
	let list: Vec<_> = pinned.iter().map(ToString::to_string).collect();
	let trusted = if list.is_empty() {
		"none; see `medquorum committee trust`".to_owned()
	} else {
		list.join(", ")
	};
	facts.push(("Trusted", format!("committees: {trusted}")));
	if !app.global.json {
		return output::facts(&facts, out);
	}
	let document = json!({
		"home": app.home.folder(),
		"node": node,
		"genesis": genesis,
		"development": session.development,
		"finalized_block": block,
		"store": session.store.name(),
		"hosts": store::hosts_document(&session.config.store),
		"account": own,
		"trusted_committees": pinned,
	});
	output::document(&document, out)
}

/// The caller's own account: its facts, and the same as JSON.
async fn own_account(
	session: &Session<'_>,
	account: AccountId,
	facts: &mut Vec<(&'static str, String)>,
) -> Result<Value, Failure> {
	let user = session.chain.user(account).await?;
	let balance = session.chain.balance(account).await?;
	let keys = user.as_ref().and_then(|user| user.keys.as_ref());
	let role = user
		.as_ref()
		.map_or_else(|| "no role yet".to_owned(), |user| user.role.to_string());
	let registered = keys.map_or_else(
		|| "not registered; see `medquorum register`".to_owned(),
		|keys| format!("registered, CSP key version {}", keys.csp_version),
	);
	let document = json!({
		"address": account.to_string(),
		"name": session.names.name(&account),
		"balance": output::amount(balance),
		"role": user.as_ref().map(|user| user.role),
		"registered": keys.is_some(),
		"csp_version": keys.map(|keys| keys.csp_version),
	});
	facts.push(("Account", session.names.contacts.show(&account.0)));
	facts.push(("Role", role));
	facts.push(("Keys", registered));
	facts.push(("Balance", balance.to_string()));
	Ok(document)
}
